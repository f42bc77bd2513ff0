"""Which year a period without one is of, and which period 同期, 当季 and 全年 are the same as."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aicompute_cli.extract.periods.clock import clock_only
from aicompute_cli.extract.periods.days import (
    NO_DAYS,
    WHOLE_YEAR,
    Days,
    Slot,
    add_days,
    day_of,
    nth_weekday,
    quarters,
    slot_days,
    week_of,
    whole_months,
    years_on,
)
from aicompute_cli.extract.periods.lunar import festival_day, lunar_days
from aicompute_cli.extract.periods.parts import COUNTED_OUT, UNKNOWN_YEAR, Part

_CLAUSE = re.compile(r"[，,；;。！？!?—\n]")
_SENTENCE = re.compile(r"[；;。！？!?\n]")
_FUTURE = re.compile(
    r"预计|预期|预测|预估|估计|将|料|可望|有望|展望|计划|规划|目标|拟|即将|指引|届时|力争|预告|预定"
)
_AGAINST = (
    *("比", "较", "与", "同", "和", "跟"),
    *("超过", "高于", "低于", "大于", "小于", "优于", "多于", "少于", "快于"),
)
_REACHES = 30  # characters to either side in which a word of the future is looked for
_SOON = timedelta(122)  # a year-less period that begins so soon is of this year: else it would be 去年12月
_NEXT_QUARTER = timedelta(92)  # of quarters only the next is so near
_JUST_OVER = timedelta(183)  # what is expected may lie behind by so much: figures come out months later
_LONG_BEFORE = timedelta(240)  # what lies so far before the period named last may be of the year after
_LINE_REACHES = 600  # characters of a line within which 同期 looks back
_LIST_REACHES = 3  # characters between the days of a list
_REPORTED = 4  # the month until the end of which what is told is of the year before
_NAMED_REACHES = 80  # characters within which a year goes on to hold


def nearest_year(text: str, part: Part, today: date) -> int:
    """The year of a period that has none: the nearest behind `today`, or ahead where words of the future stand by it.

    >>> from aicompute_cli.extract.periods.days import months
    >>> from aicompute_cli.extract.periods.parts import slot_part
    >>> december = slot_part((0, 3), months(12, 12), "month", "")
    >>> nearest_year("12月销量增长", december, date(2024, 1, 9)), nearest_year("12月料增长", december, date(2024, 1, 9))
    (2023, 2024)
    """
    days = slot_days(today.year, part.slot)
    if days.first is None or days.last is None:
        return _leap_year(part.slot, today)
    if "period.edge.year" in part.rules and today.month > _REPORTED and part.slot.month == 12:
        return today.year  # 年底 is the end of this year, once those of last year are told
    if is_future(text, part):
        return today.year + (today - days.last > _JUST_OVER)
    if part.grain == "span" and days.first.month == 1 and days.last.month > 1:  # 前9个月 is over, or nearly
        return today.year - (days.last - today > timedelta(31))
    return today.year - (days.first - today > (_NEXT_QUARTER if part.grain == "quarter" else _SOON))


def _leap_year(slot: Slot, today: date) -> int:
    years = range(today.year, max(today.year - 9, 0), -1)
    found = ((year, slot_days(year, slot).first) for year in years)
    return next((year for year, first in found if first and first <= today), 0)


def is_future(text: str, part: Part) -> bool:
    """Whether a word of the future stands in the clause of `part`."""
    before = _CLAUSE.split(text[max(0, part.start - _REACHES) : part.start])[-1]
    after = _CLAUSE.split(text[part.end : part.end + _REACHES], maxsplit=1)[0]
    deadline = after.startswith(("前", "之前")) and not after.startswith("前后")  # 年底前, 8月之前
    return deadline or bool(_FUTURE.search(before) or _FUTURE.search(after))


def nearest_month(text: str, part: Part, today: date) -> Days:
    """The days of a month that is not named: the nearest that do not lie ahead, or ahead under words of the future."""
    slot, ahead = part.slot, is_future(text, part)
    for back in (0, 1) if ahead else (0, -1, -2):
        year, month = divmod(today.year * 12 + today.month - 1 + back, 12)
        days = Days(day_of(year, month + 1, slot.day), day_of(year, month + 1, slot.last_day))
        if (
            days.first
            and days.last
            and (days.last >= today if ahead else days.first <= today or not slot.day)
        ):
            return days
    return NO_DAYS


class Context:
    """What the text named before, as `find_periods` goes through it."""

    def __init__(self, text: str, today: date | None, *, whole: bool = False) -> None:
        """Begins at the start of `text`; where one period is the `whole` text, 当月 is the month of `today`."""
        self._text = text
        self._today = today
        self._last: Part | None = None
        self._last_days = NO_DAYS
        self._last_year: int | None = None
        self._named_year: int | None = None
        self._by_grain: dict[str, Days] = {}
        self._since: tuple[int, date | None] = (0, None)
        if whole and today:
            self._last_days = self._by_grain["day"] = Days(today, today)
            self._by_grain["quarter"] = quarters(today, 0, 0)

    def days(self, part: Part) -> tuple[Days, tuple[str, ...]]:
        """The days of `part`, and the rules that told them."""
        days, rules = self._days(part)
        counted = part.kind == "slot" or (part.kind == "same" and part.name)
        return (counted_out(part, days) if counted else days), rules

    def _days(self, part: Part) -> tuple[Days, tuple[str, ...]]:
        if part.kind == "slot":
            return self._of_slot(part)
        if part.kind == "same":
            return self._same(part), ()
        if part.kind == "lunar":
            return lunar_days(part, self._today, ahead=is_future(self._text, part)), ()
        if part.rules == ("period.vague.now",) and part.role == "until":
            return self._since_then(part), ()
        return part.days, ()

    def _of_slot(self, part: Part) -> tuple[Days, tuple[str, ...]]:
        if part.year == UNKNOWN_YEAR:
            return NO_DAYS, ()
        if part.slot.month == 0:
            return self._of_no_month(part)
        if part.year is not None:
            return slot_days(part.year, part.slot), ()
        year = self._inherited(part)
        if year is not None:
            return slot_days(year, part.slot), ("period.year.named-before",)
        if self._today is None:
            return self._carried(part)
        return slot_days(nearest_year(self._text, part, self._today), part.slot), ("period.year.nearest",)

    def _carried(self, part: Part) -> tuple[Days, tuple[str, ...]]:
        """A period without a year in a document without a date: of the year named last, in whatever sentence."""
        if not self._named_year:
            return NO_DAYS, ("period.year.nearest",)
        days, before = slot_days(self._named_year, part.slot), self._last_days.first
        if (
            days.last and before and before - days.last > _LONG_BEFORE
        ):  # 2023年12月, 1月: of the next, as like as not
            return NO_DAYS, ("period.year.nearest",)
        return days, ("period.year.carried",)

    def remember(self, part: Part, days: Days) -> None:
        """Keeps what `part` named for what comes behind it: not what is compared with, nor what is only expected."""
        if days == NO_DAYS or self._is_compared(part) or (part.kind == "same" and part.grain == "span"):
            return
        if self._is_only_expected(part, days) or clock_only(part):
            return
        if part.kind == "slot" and not part.slot.month and days.first:  # 9月10日、11日、12日
            month = days.first.month
            part = part._replace(slot=part.slot._replace(month=month, last_month=month))
        self._last, self._last_days = part, days
        self._last_year = part.year if part.kind == "slot" else None
        self._named_year = self._last_year or self._named_year
        self._by_grain["day" if part.grain == "hour" else part.grain] = days
        first, last = days
        if first and last and 80 <= (last - first).days <= 98:
            self._by_grain["quarter"] = days

    def _is_only_expected(self, part: Part, days: Days) -> bool:
        """2024年为3亿元，预计2026年达5亿元: what 同年 means next is the year of what is known."""
        last, before = self._last, self._last_days.last
        if last is None or before is None or days.first is None or days.first <= before:
            return False
        return self._in_one_line(last, part) and is_future(self._text, part)

    def _in_one_line(self, last: Part, part: Part) -> bool:
        near = part.start - last.end <= _LINE_REACHES
        return near and self._text.find("\n", last.end, part.start) < 0

    def begin(self, end: int, first: date | None) -> None:
        """Keeps the day from which on something goes on (去年10月开始), told up to ``text[end]``."""
        self._since = (end, first)

    def _since_then(self, part: Part) -> Days:
        """去年10月开始…, 至今…: from then to the document's date."""
        end, first = self._since
        if (
            first is None
            or part.start - end > _NAMED_REACHES
            or _SENTENCE.search(self._text, end, part.start)
        ):
            return NO_DAYS
        return Days(first, self._today)

    def _of_no_month(self, part: Part) -> tuple[Days, tuple[str, ...]]:
        last = self._last
        if (
            last
            and last.slot.month
            and last.grain in ("day", "hour")
            and part.start - last.end <= _LIST_REACHES
        ):
            year, slot = self._last_days, part.slot  # 9月10日、11日
            if year.first and slot.day > last.slot.day and last.kind == "slot":
                listed = Slot(last.slot.month, slot.day, last.slot.month, slot.last_day)
                return slot_days(year.first.year, listed), ("period.year.named-before",)
        if self._today is None:
            return NO_DAYS, ("period.year.nearest",)
        return nearest_month(self._text, part, self._today), ("period.year.nearest",)

    def _is_compared(self, part: Part) -> bool:
        """比2020年增长: what is compared with is not what the text goes on about."""
        return self._text[max(0, part.start - 2) : part.start].endswith(_AGAINST)

    def _inherited(self, part: Part) -> int | None:
        """The year named before in the same sentence (2021年3月成立, 5月…; 2022年, 第四季度…)."""
        last, year = self._last, self._last_year
        if last is None or not year or part.start - last.end > _NAMED_REACHES:
            return None
        if _SENTENCE.search(self._text, last.end, part.start):
            return None
        days = slot_days(year, part.slot)
        too_late = (
            self._today and days.first and days.first - self._today > _SOON and year <= self._today.year
        )
        return None if too_late else year

    def _same(self, part: Part) -> Days:
        last, days = self._last, self._last_days
        if part.rules[0] == "period.same.year":
            return self._same_year(part)
        if part.rules[0] == "period.same.month":
            return self._same_month(part)
        if part.grain in ("quarter", "day", "hour"):
            return self._same_grain(part)
        if last is None or days.first is None or not self._in_one_line(last, part):
            return NO_DAYS
        if part.year is not None:
            return years_on(days, part.year - days.first.year) if part.year else NO_DAYS
        return years_on(days, part.shift)

    def _same_year(self, part: Part) -> Days:
        whole = self._text.startswith("全年", part.start)
        year = self._last_days.first.year if self._last_days.first else None
        if year is None and whole and self._today:
            year = self._today.year
        return slot_days(year + part.shift, part.slot) if year else NO_DAYS

    def _same_month(self, part: Part) -> Days:
        """当月, 次月, 当月20日."""
        first = (self._by_grain.get("month") or self._by_grain.get("day", NO_DAYS)).first
        if first is None:
            return NO_DAYS
        month = whole_months(first, part.shift, part.shift)
        if part.grain == "week":
            return week_of(month, part.slot.day)
        if part.slot is WHOLE_YEAR or month.first is None:
            return month
        year, number = month.first.year, month.first.month
        return Days(day_of(year, number, part.slot.day), day_of(year, number, part.slot.last_day))

    def _same_grain(self, part: Part) -> Days:
        days = self._by_grain.get("day" if part.grain == "hour" else part.grain, NO_DAYS)
        if not days.first:
            return NO_DAYS
        if part.grain != "quarter":
            day = (
                days.first + timedelta(part.shift)
                if date(1, 1, 2) < days.first < date(9999, 12, 30)
                else None
            )
            return Days(day, day)
        return days if not part.shift else quarters(days.first, part.shift, part.shift)


def counted_out(part: Part, days: Days) -> Days:
    """The week, weekday, day or festival of the months or the year that `days` are."""
    if part.grain == "week":
        return week_of(days, part.shift)
    if days.first is None or COUNTED_OUT.isdisjoint(part.rules):
        return days
    if part.name:
        day = add_days(festival_day(days.first.year, part.name), part.shift)
    elif "period.part.nth-day" in part.rules:
        day = add_days(days.first, part.shift - 1)
    else:
        day = nth_weekday(days.first, *divmod(part.shift, 10))
    return Days(day, day)
