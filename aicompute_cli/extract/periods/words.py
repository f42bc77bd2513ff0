"""The fixed words of data/period_words.tsv: 今年, 上季度, 同期, 国庆节."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.extract.periods.days import (
    Days,
    Slot,
    add_days,
    day_of,
    months,
    quarters,
    weeks,
    whole_months,
)
from aicompute_cli.extract.periods.parts import Part, days_part, slot_part, year_of, year_part

_TABLE = Path(__file__).parents[2] / "data" / "period_words.tsv"
_RULE = {
    "year": "period.relative.year",
    "quarter": "period.relative.quarter",
    "month": "period.relative.month",
    "week": "period.relative.week",
    "weekend": "period.relative.week",
    "day": "period.relative.day",
    "same-year": "period.same.year",
    "same-quarter": "period.same.quarter",
    "same-month": "period.same.month",
    "same-day": "period.same.day",
    "slot": "period.absolute.festival",
    "year-slot": "period.absolute.season",
    "moving": "period.absolute.moving-festival",
    "term": "period.absolute.moving-festival",
    "nth-weekday": "period.part.nth-weekday",
    "years": "period.relative.year",
    "until-now": "period.vague.now",
    "half": "period.part.half",
    "quarter-slot": "period.part.quarter",
    "edge": "period.edge.year",
    "month-edge": "period.edge.month",
    "vague": "period.vague.lately",
    "now": "period.vague.now",
}
_SLOTS = ("slot", "year-slot", "half", "quarter-slot", "edge", "month-edge")
_SAME_PERIOD = {0: "period.same.period", -1: "period.same.year-before", -2: "period.same.two-years-before"}


class Word(NamedTuple):
    """A row of the table: what a word means and what may not stand beside it."""

    kind: str
    value: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@cache
def _rows() -> list[tuple[list[str], Word]]:
    rows = []
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, value, forms, after, before = (line + "\t\t\t").split("\t")[:5]
            rows.append((forms.split(), Word(kind, value, tuple(after.split()), tuple(before.split()))))
    return rows


@cache
def words() -> dict[str, Word]:
    """The words of ``data/period_words.tsv`` that are periods or parts of one, with what they mean."""
    wanted = (row for row in _rows() if row[1].kind not in ("short-year", "era"))
    return {form: word for forms, word in wanted for form in forms}


@cache
def short_year_words() -> str:
    """The words behind which a year of two digits stands (23年营收), as alternatives of a regular expression."""
    return "|".join(form for forms, word in _rows() if word.kind == "short-year" for form in forms)


@cache
def festivals() -> list[str]:
    """The festivals of the lunar year and the solar terms."""
    return [form for forms, word in _rows() if word.kind in ("moving", "term") for form in forms]


@cache
def eras() -> dict[str, int]:
    """Names of eras with the year before their first."""
    return {form: int(word.value) for forms, word in _rows() if word.kind == "era" for form in forms}


def word_part(text: str, span: tuple[int, int], today: date | None) -> Part | None:
    """The part that the word of the table at `span` is, None if its neighbours make it another word (今日头条)."""
    word = words()[text[span[0] : span[1]]]
    if word.not_after and text.startswith(word.not_after, span[1]):
        return None
    if word.not_before and text[max(0, span[0] - 2) : span[0]].endswith(word.not_before):
        return None
    return _meaning(word, span, today)


def _meaning(word: Word, span: tuple[int, int], today: date | None) -> Part:
    if word.kind in ("moving", "term", "nth-weekday"):
        return _festival(word, span)
    if word.kind == "years":
        return _years(word, span, today)
    if word.kind in _SLOTS:
        return _slot(word, span)
    if word.kind.startswith("same-"):
        return _same(word.kind, int(word.value), span)
    return _relative(word.kind, int(word.value), span, today)


def _slot(word: Word, span: tuple[int, int]) -> Part:
    rule = _RULE[word.kind]
    if word.kind == "month-edge":
        day = int(word.value)
        return slot_part(span, Slot(0, day, 0, day), "day", rule)
    first, _, last = word.value.rpartition("-")
    first = first or last
    slot = Slot(int(first[:2]), int(first[2:]), int(last[:2]), int(last[2:]))
    if word.kind == "year-slot":
        return slot_part(span, slot, "span", rule)._replace(needs="year")
    grain = {"half": "half", "quarter-slot": "quarter"}.get(word.kind, "day")
    return slot_part(span, slot, "span" if grain == "day" and first != last else grain, rule)


def _festival(word: Word, span: tuple[int, int]) -> Part:
    """The months that the festival may be in; which day it is is told by the year."""
    first, *rest = word.value.split()
    if word.kind == "nth-weekday":
        which, weekday = rest
        month = months(int(first), int(first))
        return slot_part(span, month, "day", _RULE[word.kind])._replace(shift=10 * int(which) + int(weekday))
    shift, begin, end = map(int, rest)
    part = slot_part(span, months(begin, end), "day", _RULE[word.kind])
    return part._replace(shift=shift, name=first, needs="year" if word.kind == "term" else "")


def _same(kind: str, shift: int, span: tuple[int, int]) -> Part:
    grain = kind.removeprefix("same-")
    rule = _SAME_PERIOD[shift] if grain == "period" else _RULE[kind]
    return Part(*span, "same", "span" if grain == "period" else grain, (rule,), shift=shift, role="same")


def _relative(kind: str, shift: int, span: tuple[int, int], today: date | None) -> Part:
    rule = _RULE[kind]
    if kind == "year":
        return year_part(span, year_of(today, shift), rule)
    if kind in ("vague", "now", "until-now") or today is None:
        grain = {"vague": "span", "now": "day", "until-now": "day", "weekend": "week"}.get(kind, kind)
        return Part(*span, "none", grain, (rule,), role="until" if kind == "until-now" else "in")
    if kind == "month":
        first = whole_months(today, shift, shift).first
        month = first.month if first else 1
        return slot_part(span, months(month, month), "month", rule)._replace(year=first.year if first else 0)
    return days_part(span, _days(kind, shift, today), "week" if kind == "weekend" else kind, rule)


def _years(word: Word, span: tuple[int, int], today: date | None) -> Part:
    first, last = word.value.split()
    if today is None:
        return Part(*span, "none", "span", (_RULE["years"],))
    days = Days(day_of(today.year + int(first), 1, 1), day_of(today.year + int(last), 12, 31))
    return days_part(span, days, "span", _RULE["years"])


def _days(kind: str, shift: int, today: date) -> Days:
    if kind == "quarter":
        return quarters(today, shift, shift)
    if kind == "day":
        return Days(add_days(today, shift), add_days(today, shift))
    days = weeks(today, shift, shift)
    return Days(add_days(days.last, -1), days.last) if kind == "weekend" else days
