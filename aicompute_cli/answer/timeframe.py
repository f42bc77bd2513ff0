"""Which of the periods that a question names its answer is to be of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.answer.query import AskedPeriod

_REPORTS = re.compile(r"^\s*(?:那份|的)?\s*(?:报告|预测|评估|披露|估计|白皮书|发布|公布|预估|估算)")
_ACCORDING = re.compile(r"(?:按照?|据|根据|照|依照?|依据)\s*$")
_BETWEEN = re.compile(r"\s*[-~到至–—]\s*")
_YEAR_BEFORE = ("一年前", "上年同期", "去年同期", "前一年", "上一年")
_FROM_TO = ("difference", "ratio")


class Timeframe(NamedTuple):
    """The periods of which an answer has one, and the two ends where what changed between them is asked for."""

    periods: tuple[AskedPeriod, ...]
    between: tuple[AskedPeriod, ...]


def timeframe_of(text: str, named: Sequence[AskedPeriod], derive: str | None) -> Timeframe:
    """What the periods that a question names ask for; `derive` is how its answer is computed."""
    periods = _of_figures(text, named)
    if derive == "difference":
        periods = _with_year_before(text, periods)
    return Timeframe(tuple(_joined(text, periods, derive)), tuple(_ends(periods)))


def _with_year_before(text: str, periods: list[AskedPeriod]) -> list[AskedPeriod]:
    """The period of a question and the same a year before, where it compares with that."""
    word = next((word for word in _YEAR_BEFORE if word in text), None)
    if word is None or len(periods) != 1:
        return periods
    (now,) = periods
    start, end = (f"{int(day[:4]) - 1}{day[4:]}" for day in (now.start, now.end))
    return [now, now._replace(start=start, end=end, text=word, place=text.index(word))]


def _ends(periods: Sequence[AskedPeriod]) -> Iterator[AskedPeriod]:
    """The periods, a stretch of years as its first and its last: 2023到2026年."""
    for period in periods:
        if len(periods) == 1 and period.grain == "span" and period.start[:4] != period.end[:4]:
            yield period._replace(end=f"{period.start[:4]}-12-31", grain="year")
            yield period._replace(start=f"{period.end[:4]}-01-01", grain="year")
        else:
            yield period


def _joined(text: str, periods: list[AskedPeriod], derive: str | None) -> list[AskedPeriod]:
    """从2018年到2023年 as one stretch, unless what changed between the two is asked for."""
    if len(periods) != 2 or derive in _FROM_TO:
        return periods
    first, last = periods
    between = text[first.place + len(first.text) : last.place]
    if not _BETWEEN.fullmatch(between) or first.end > last.start:
        return periods
    whole = text[first.place : last.place + len(last.text)]
    return [AskedPeriod(first.start, last.end, "span", whole, first.place)]


def _of_figures(text: str, periods: Sequence[AskedPeriod]) -> list[AskedPeriod]:
    """The periods of what is asked for, without those in which it was said: 按2023年11月的披露."""
    said = [p for p in periods if _REPORTS.match(text[p.place + len(p.text) :])]
    once = {(p.start, p.end): p for p in periods if p not in said}
    if not once and said and not _ACCORDING.search(text[: said[0].place]):
        once = {(p.start, p.end): p for p in periods}
    return list(once.values())
