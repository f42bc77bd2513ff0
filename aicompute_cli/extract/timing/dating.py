"""The year of a month or quarter that names none, told by the text itself rather than by the document's date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.timing.cues import pattern
from aicompute_cli.extract.timing.document import Setting
from aicompute_cli.extract.timing.frames import UNKNOWN, Frame, frame_of
from aicompute_cli.extract.timing.standing import standing
from aicompute_cli.model import Period

_BACK = "period.reach.back"
_GRAINS = ("month", "quarter", "half", "span")
_NEAREST = "period.year.nearest"
_WITHOUT_YEAR = {_NEAREST, "period.year.carried", "period.relative.quarter", "period.relative.month"}
_REACHES = 24  # characters before a period in which a forecast's verb makes it one to come
_CLAUSE = re.compile(r"[，,。；;]")
_THIS = ("本季", "这一季", "这季", "这个季")
_ONE_BEFORE = ("前一季", "前季")
_AGAIN = 200  # characters within which a quarter named again without its year is the same one


class Dating:
    """Goes through the periods of a document in order.

    In an undated document a quarter without a year is counted from the period that the document reports, or else
    from the period named last: 2020年第三季度…, 上季度.
    """

    def __init__(self, article: Article, setting: Setting) -> None:
        """For a document of which `setting` is known."""
        self._folded = article.folded
        self._today = article.published
        topic = setting.results if setting.results.known() else setting.market
        self._report = topic if topic.grain == "quarter" else UNKNOWN
        self._topic = topic.end or topic.start
        self._last: date | None = self._topic or setting.first
        results = setting.results
        self._year = results.end.year if results.end and results.grain == "year" else 0
        self._quarter = self._report  # the one named last
        self._fiscal = False  # whether a quarter of a fiscal year was named that nobody can date
        self._named: dict[tuple[int, ...], Period] = {}
        self._known: dict[tuple[str, date, bool], tuple[date | None, date | None]] = {}

    def dated(self, periods: Sequence[Period]) -> list[Period]:
        """The same periods in the same order, with the days of those that the text tells."""
        return [self._dated(period) for period in periods]

    def _dated(self, period: Period) -> Period:
        counted = period.grain in _GRAINS or self._folded.startswith(_THIS, period.span.start)
        if counted and not _WITHOUT_YEAR.isdisjoint(period.rules):
            if self._today is None and self._last and (self._topic or not (period.start or period.end)):
                period = self._counted(period, self._last)
            elif self._today is not None and _NEAREST in period.rules:
                period = self._again(period)
            elif self._today is not None and self._is_this(period):
                first = self._report.end if period.start == period.end else self._report.start
                period = _told(period, first, self._report.end, "timing.quarter.this")
        if period.grain == "quarter" and "period.fiscal.unknown" in period.rules:
            self._fiscal = True
        elif self._fiscal and self._is_told_of(period):
            period = period._replace(start=None, end=None)
        if _BACK in period.rules and self._year:
            period = _until(period, self._year)
        if self._folded.startswith(_ONE_BEFORE, period.span.start):
            period = _quarter_before(period, self._quarter)
        elif period.start and period.end and period.role != "same":
            self._keep(period, period.end)
        return period

    def _is_this(self, period: Period) -> bool:
        """Whether 本季度 is the quarter that the document reports: so it is where nothing is forecast."""
        return self._report.known() and self._is_told_of(period)

    def _is_told_of(self, period: Period) -> bool:
        start = period.span.start
        if not self._folded.startswith(_THIS, start):
            return False
        before = _CLAUSE.split(self._folded[max(0, start - _REACHES) : start])[-1]
        after = _CLAUSE.split(self._folded[start : period.span.end + _REACHES], maxsplit=1)[0]
        return pattern("forecast").search(before + after) is None

    def _keep(self, period: Period, end: date) -> None:
        if period.grain == "quarter":
            self._quarter = frame_of(period)
        if self._topic is None and self._stands(period) == "governs":
            self._last = end
        if period.grain in ("quarter", "half") and self._stands(period) != "base":
            self._named[_months(period)] = period

    def _stands(self, period: Period) -> str:
        start, end = period.span.start, period.span.end
        return standing(self._folded, period, max(0, start - _REACHES), end + _REACHES, self._today)

    def _again(self, period: Period) -> Period:
        """去年第四季…, 第四季 again: the one that was named with its year just before."""
        before = self._named.get(_months(period))
        if before is None or _NEAREST in before.rules or period.span.start - before.span.end > _AGAIN:
            return period
        return _told(period, before.start, before.end, "timing.year.again")

    def _counted(self, period: Period, today: date) -> Period:
        start, wording = period.span.start, self._folded[period.span.start : period.span.end]
        ahead = pattern("forecast").search(self._folded, max(0, start - _REACHES), start) is not None
        key = wording, today, ahead
        if key not in self._known:
            found = find_periods(f"预计{wording}" if ahead else wording, today)
            self._known[key] = (found[0].start, found[0].end) if len(found) == 1 else (None, None)
        first, last = self._known[key]
        return _told(period, first, last, "timing.year.undated")


def _told(period: Period, start: date | None, end: date | None, rule: str) -> Period:
    return period._replace(start=start, end=end, rules=(*period.rules, rule))


def _quarter_before(period: Period, quarter: Frame) -> Period:
    """前一季 is counted from the quarter named before, where there is one."""
    if quarter.start is None or quarter.start.year == 1:
        return period
    end = quarter.start - timedelta(1)
    start = date(end.year, end.month, 1) - timedelta(60)
    return _told(period, start.replace(day=1), end, "timing.quarter.before")


def _until(period: Period, year: int) -> Period:
    """过去三年 in a report on a year: the three years of which that is the last."""
    if not period.start or not period.end:
        return period
    years = round((period.end - period.start).days / 365)
    if not 1 < years < year:
        return period
    return _told(period, date(year - years + 1, 1, 1), date(year, 12, 31), "timing.years.back")


def _months(period: Period) -> tuple[int, ...]:
    """The months and days of a period without their years."""
    return tuple(n for day in (period.start, period.end) if day for n in (day.month, day.day))
