"""Puts pieces together: 2023年 + 上半年, 9月 + 1日, 2月到4月, 2016年至2018年, 2022年至今."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aicompute_cli.extract.periods.clock import hour_range
from aicompute_cli.extract.periods.context import counted_out
from aicompute_cli.extract.periods.days import Days, Slot, slot_days
from aicompute_cli.extract.periods.joining import joined
from aicompute_cli.extract.periods.lunar import lunar_days
from aicompute_cli.extract.periods.parts import COUNTED_OUT, Part
from aicompute_cli.extract.periods.patterns import LINK

_RULE = "period.range.two-ends"
_AND = re.compile(r"[ \u3000]?[与和][ \u3000]?")
_BETWEEN = re.compile("之?间")
_APPOSED = re.compile(r"[ \u3000]?[，,（(]?[ \u3000]?")
_GAP = re.compile(r"[ \u3000]{0,2}的?[ \u3000]?")
_LINK = re.compile(rf"起?(?:{LINK}|[ \u3000]?直?[至到][ \u3000]?)")


def put_together(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    """The periods that `parts` make where they stand side by side, and the ranges from one to another.

    >>> from aicompute_cli.extract.periods.tokens import find_parts
    >>> text = "2023年3月至5月"
    >>> [text[part.start : part.end] for part in put_together(text, find_parts(text, None))]
    ['2023年3月至5月']
    """
    return _ranges(text, _joined(text, parts))


def _joined(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    before: Part | None = None
    end = 0  # of `before`, and of a weekday behind it
    for part in parts:
        both = None
        if before and part.start - end <= 4 and _GAP.fullmatch(text, end, part.start):
            both = joined(before, part)
        if before and part.rules == ("period.relative.weekday",) and _is_apposed(text, before, part):
            both = before
        end = part.end + (both is before and text.startswith((")", "）"), part.end))
        if before and not both:
            yield before
        before = both or part
    if before:
        yield before


def _is_apposed(text: str, day: Part, weekday: Part) -> bool:
    """9月1日(周一): the weekday says no other day."""
    return day.grain == "day" and bool(_APPOSED.fullmatch(text, day.end, weekday.start))


def _ranges(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    before: Part | None = None
    for part in parts:
        both = None
        if before and part.start - before.end <= 16:
            both = _range(text, before, part)
        if before and not both:
            yield before
        before = both or part
    if before:
        yield before


def _range(text: str, first: Part, last: Part) -> Part | None:
    if _RULE in first.rules:
        return None
    between = text[first.end : last.start]
    if last.rules == ("period.vague.now",):
        links = r"(?:以来|起|开始)?" if last.role == "until" else LINK
        return _until_now(first, last) if re.fullmatch(links, between) else None
    if "fiscal" in (first.kind, last.kind) or not (
        _LINK.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.match(text, last.end))
    ):
        return None
    return _from_to(first, last)


def _from_to(first: Part, last: Part) -> Part | None:
    hours = hour_range(first, last, (*first.rules, *last.rules[-1:], _RULE))
    if hours or first.needs or last.needs:
        return hours
    if last.rules[0] == "period.same.year" and last.shift == 1 and first.kind == "slot":  # 10月至次年3月
        last = last._replace(kind="slot", year=first.year and first.year + 1, shift=0)
    one_year = last.year is None or first.year is None or first.year == last.year
    if first.kind == last.kind == "slot" and one_year and COUNTED_OUT.isdisjoint(first.rules + last.rules):
        return _in_one_year(first, last)
    return _of_days(first, last)


def _until_now(first: Part, last: Part) -> Part | None:
    if first.kind not in ("slot", "days") or first.role != "in":
        return None
    rules = (*first.rules, "period.role.until-now")
    return first._replace(end=last.end, role="now", rules=rules)


def _in_one_year(first: Part, last: Part) -> Part | None:
    """2月到4月, 2023年3月至5月, 1月10日到12日; 8月至2月 runs over the new year."""
    begin, end = first.slot, last.slot
    if begin.month == 0 and end.month:
        return None
    if end.month == 0:
        end = end._replace(last_month=begin.month)
    rules = first.rules + last.rules[-1:] + (_RULE,)
    if first.year is None and last.year is not None:  # 3月至2023年5月
        over = (begin.month, begin.day) > (end.last_month, end.last_day or 31)
        first = first._replace(year=last.year - over)
    elif (
        first.year is not None
        and first.year == last.year
        and (begin.month, begin.day) > (end.last_month, end.last_day or 32)
    ):
        return None
    slot = Slot(begin.month, begin.day, end.last_month, end.last_day)
    return first._replace(end=last.end, slot=slot, grain="span", rules=rules)


def _of_days(first: Part, last: Part) -> Part | None:
    """2016年至2018年, 上周四到10月1日: from days that are known to days that are."""
    begin = _known(first)
    end = _known(
        last if last.year is not None or last.kind != "slot" else last._replace(year=_year_after(begin))
    )
    if begin is None or end is None or not begin.first or not end.last or begin.first > end.last:
        return None
    rules = first.rules + last.rules[-1:] + (_RULE,)
    return Part(first.start, last.end, "days", "span", rules, days=Days(begin.first, end.last))


def _known(part: Part) -> Days | None:
    if part.kind == "days":
        return part.days
    if part.kind == "slot" and part.year and part.slot.month:
        return counted_out(part, slot_days(part.year, part.slot))
    if part.kind == "lunar" and part.year:
        return lunar_days(part, None, ahead=False)
    return None


def _year_after(begin: Days | None) -> int | None:
    return begin.first.year if begin and begin.first else None
