"""The pieces that periods are put together from: 今年, 2023年, 上半年, 第一季度, 9月, 1日, 底."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from aicompute_cli.extract.periods.days import NO_DAYS, WHOLE_YEAR, Days, Slot

COUNTED_OUT = frozenset(  # days that only the year tells
    ("period.absolute.moving-festival", "period.part.nth-weekday", "period.part.nth-day")
)
UNKNOWN_YEAR = 0  # 今年 in a document without a date


class Part(NamedTuple):
    """A piece of a period, or a whole one, at ``text[start:end]``.

    `kind` is ``slot`` (a stretch of `year`, of the nearest year where that is None), ``days`` (counted out already),
    ``same`` (as a period named before, `shift` units of its grain on), ``edge`` (a day of what stands before it),
    ``week`` (of the month or year before it), ``lunar``, ``fiscal`` or ``none`` (no days to be told). `needs` says
    what must stand before it: ``year``, ``month``, ``end``, ``day``, ``clock`` (a day, or words that tell a time of
    the day) or nothing. `name` is that of a festival whose day moves; `clock` is the time of the day in minutes, -1
    for none.
    """

    start: int
    end: int
    kind: str
    grain: str
    rules: tuple[str, ...]
    year: int | None = None
    slot: Slot = WHOLE_YEAR
    days: Days = NO_DAYS
    shift: int = 0
    needs: str = ""
    name: str = ""
    role: str = "in"
    clock: int = -1


def year_part(span: tuple[int, int], year: int, rule: str) -> Part:
    """A whole year."""
    return Part(*span, "slot", "year", (rule,), year)


def slot_part(span: tuple[int, int], slot: Slot, grain: str, rule: str) -> Part:
    """A stretch of a year that is not named yet."""
    return Part(*span, "slot", grain, (rule,), None, slot)


def days_part(span: tuple[int, int], days: Days, grain: str, rule: str) -> Part:
    """A stretch of known days."""
    return Part(*span, "days", grain, (rule,), days=days)


def year_of(today: date | None, shift: int) -> int:
    """The year of `today` and `shift`, UNKNOWN_YEAR without one."""
    return today.year + shift if today else UNKNOWN_YEAR
