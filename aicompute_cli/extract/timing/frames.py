"""The period that holds at a place of the text, and the periods that are counted from it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from aicompute_cli.model import Period

_WEEKS_IN_YEAR = 52


class Frame(NamedTuple):
    """A period that figures are of. Both ends None: the text says when, and nobody can tell the days.

    `grain` is that of the `Period`.
    """

    start: date | None = None
    end: date | None = None
    grain: str = ""
    rules: tuple[str, ...] = ()

    def known(self) -> bool:
        """Whether the days are known, one of them at least."""
        return self.start is not None or self.end is not None

    def by(self, *rules: str) -> Frame:
        """The same with `rules` added."""
        return self._replace(rules=tuple(dict.fromkeys((*self.rules, *rules))))


UNKNOWN = Frame()


def frame_of(period: Period) -> Frame:
    """The period as the text has it; its rules go with it. 年初 is early in the year, 月初 in the month."""
    frame = Frame(period.start, period.end, period.grain, period.rules)
    if period.role == "in" and period.end == period.start and "period.edge.year" in period.rules:
        early = period.start is not None and (period.start.month, period.start.day) == (1, 1)
        return year_of(frame)._replace(rules=period.rules) if early else frame
    if period.role == "in" and period.end == period.start and "period.edge.month" in period.rules:
        day = period.start
        if day is not None and day.day == 1:
            return frame._replace(end=_month_end(day.year, day.month), grain="month")
    return frame


def _month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def year_shifted(frame: Frame, years: int) -> Frame:
    """The same days of another year: whole months stay whole, 13 weeks stay 13 weeks.

    >>> year_shifted(Frame(date(2023, 5, 1), date(2023, 7, 30), "quarter"), -1)[:2]
    (datetime.date(2022, 5, 2), datetime.date(2022, 7, 31))
    >>> year_shifted(Frame(date(2024, 2, 1), date(2024, 2, 29), "month"), -1)[:2]
    (datetime.date(2023, 2, 1), datetime.date(2023, 2, 28))
    """
    if frame.start is None or frame.end is None:
        return UNKNOWN
    if frame.grain == "quarter" and not _whole_months(frame.start, frame.end):
        days = timedelta(weeks=_WEEKS_IN_YEAR * years)
        return frame._replace(start=frame.start + days, end=frame.end + days)
    try:
        return frame._replace(start=_moved(frame.start, years), end=_moved(frame.end, years))
    except ValueError:  # before year 1 or after 9999
        return UNKNOWN


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end == _month_end(end.year, end.month)


def _moved(day: date, years: int) -> date:
    last = day == _month_end(day.year, day.month)
    end = _month_end(day.year + years, day.month)
    return end if last or day.day > end.day else day.replace(year=day.year + years)


def year_of(frame: Frame, years: int = 0) -> Frame:
    """The calendar year of a frame's last day, moved by `years`.

    >>> year_of(Frame(date(2023, 1, 1), date(2023, 6, 30)))[:2]
    (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    """
    day = frame.end or frame.start
    if day is None or not 1 <= day.year + years <= 9999:
        return UNKNOWN
    return Frame(date(day.year + years, 1, 1), date(day.year + years, 12, 31), "year")


def hull(first: Frame, last: Frame) -> Frame:
    """From the first day of one to the last day of the other."""
    return Frame(first.start, last.end, "span")
