"""Days of the calendar: ends of months, quarters, years on and back. What the calendar does not have is None."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

_QUARTER_DAYS = range(
    84, 99
)  # a company's quarter of 12 to 14 weeks, which ends on a weekday, not with a month


class Days(NamedTuple):
    """The first and the last day of a stretch."""

    first: date | None
    last: date | None


NO_DAYS = Days(None, None)
LAST = 6  # the number that the last weekday of a month has


class Slot(NamedTuple):
    """A stretch of a year without the year: from month and day to month and day; day 0 is a month's last.

    Month 0 is a month that is not named either (20日).
    """

    month: int
    day: int
    last_month: int
    last_day: int


WHOLE_YEAR = Slot(1, 1, 12, 31)


def months(first: int, last: int) -> Slot:
    """The slot from the first day of a month to the last of another.

    >>> slot_days(2024, months(1, 2))
    Days(first=datetime.date(2024, 1, 1), last=datetime.date(2024, 2, 29))
    """
    return Slot(first, 1, last, 0)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None if there is none; day 0 is the last of the month.

    >>> day_of(2023, 2, 29), day_of(2023, 2, 0)
    (None, datetime.date(2023, 2, 28))
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    length = calendar.monthrange(year, month)[1]
    return date(year, month, day or length) if day <= length else None


def slot_days(year: int, slot: Slot) -> Days:
    """The days of `slot` in `year`; a slot that ends before it begins runs over the new year."""
    over = (slot.last_month, slot.last_day or 32) < (slot.month, slot.day or 32)
    return Days(day_of(year, slot.month, slot.day), day_of(year + over, slot.last_month, slot.last_day))


def add_days(day: date | None, count: int) -> date | None:
    """`day` and `count` days, None beyond the calendar."""
    try:
        return day + timedelta(count) if day else None
    except OverflowError:
        return None


def add_months(day: date, count: int) -> date | None:
    """The same day `count` months on, or the last of that month.

    >>> add_months(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(day: date, first: int, last: int) -> Days:
    """From the first day of the month `first` months after that of `day` to the last day of the month `last` after.

    >>> whole_months(date(2024, 8, 20), -1, 0)
    Days(first=datetime.date(2024, 7, 1), last=datetime.date(2024, 8, 31))
    """
    begin, end = add_months(day.replace(day=1), first), add_months(day.replace(day=1), last)
    return Days(begin, end and day_of(end.year, end.month, 0))


def quarters(day: date, first: int, last: int) -> Days:
    """Whole quarters, counted from the one that holds `day`: (-1, -1) is the quarter before.

    >>> quarters(date(2024, 8, 20), -4, -1)
    Days(first=datetime.date(2023, 7, 1), last=datetime.date(2024, 6, 30))
    """
    begin = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return whole_months(begin, 3 * first, 3 * last + 2)


def weeks(day: date, first: int, last: int) -> Days:
    """Whole weeks, Monday to Sunday, counted from the one that holds `day`."""
    monday = add_days(day, -day.weekday())
    return Days(add_days(monday, 7 * first), add_days(monday, 7 * last + 6))


def week_of(days: Days, which: int) -> Days:
    """The week number `which` of a month or year: Monday to Sunday, the first begins with the first Monday.

    >>> week_of(Days(date(2023, 10, 1), date(2023, 10, 31)), 1).first
    datetime.date(2023, 10, 2)
    """
    first = days.first
    if first is None:
        return NO_DAYS
    monday = add_days(first, (-first.weekday()) % 7 + 7 * (which - 1))
    return Days(monday, add_days(monday, 6)) if monday and days.last and monday <= days.last else NO_DAYS


def nth_weekday(month: date, which: int, weekday: int) -> date | None:
    """The weekday (1 Monday, 7 Sunday) number `which` of the month that `month` begins.

    >>> nth_weekday(date(2024, 11, 1), 4, 4)
    datetime.date(2024, 11, 28)
    """
    if which == LAST:
        return nth_weekday(month, 5, weekday) or nth_weekday(month, 4, weekday)
    day = add_days(month, (weekday - 1 - month.weekday()) % 7 + 7 * (which - 1))
    return day if day and day.month == month.month else None


def years_on(days: Days, years: int) -> Days:
    """The same stretch `years` years on: 同期 of another year.

    Whole months stay whole months; a company's quarter of 13 weeks stays one, 52 weeks on.

    >>> years_on(Days(date(2024, 2, 1), date(2024, 2, 29)), -1)
    Days(first=datetime.date(2023, 2, 1), last=datetime.date(2023, 2, 28))
    >>> years_on(Days(date(2022, 8, 1), date(2022, 10, 30)), -1)
    Days(first=datetime.date(2021, 8, 2), last=datetime.date(2021, 10, 31))
    """
    first, last = days
    if (
        first
        and last
        and (last - first).days + 1 in _QUARTER_DAYS
        and not (first.day == 1 and ends_month(last))
    ):
        return Days(add_days(first, 364 * years), add_days(last, 364 * years))
    begin, end = first and add_months(first, 12 * years), last and add_months(last, 12 * years)
    if last and end and ends_month(last) and first != last:
        end = day_of(end.year, end.month, 0)
    return Days(begin, end)


def ends_month(day: date) -> bool:
    """Whether `day` is the last of its month."""
    return day.day == calendar.monthrange(day.year, day.month)[1]
