"""Days of the Chinese lunar calendar, of its festivals and of the solar terms, as days of the common one.

The years 1900 to 2100 are converted by borax (MIT), imported only where a text names such a day; others have no days.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from aicompute_cli.extract.periods.absolute import Reader, Span
from aicompute_cli.extract.periods.clock import is_habit
from aicompute_cli.extract.periods.days import NO_DAYS, Days, Slot, add_days
from aicompute_cli.extract.periods.numerals import number
from aicompute_cli.extract.periods.parts import UNKNOWN_YEAR, Part, slot_part

_YEARS = range(1900, 2101)
_RULE = "period.absolute.lunar"
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_MONTH = "(?:正|冬|腊|1[0-2]|[1-9]|十[一二]?|[二三四五六七八九])"
_FIRSTS = "初(?:[一二三四五六七八九十]|10|[1-9])"
_DAY = f"(?:{_FIRSTS}|廿[一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?|3[01]|[12]\\d|[1-9])"
_NO_NAME = r"(?![批次个家名台期代款种场位部条辆艘年季月天周阶步支轮项组版班级等届至会审高])"
_READ = re.compile(
    rf"(?P<leap>闰)?(?:(?P<month>{_MONTH})月份?|(?P<great>大年|年))?[ \u3000]?(?P<day>{_DAY})?[日号]?\Z"
)
_NAMED = r"(?:农历|阴历|旧历|夏历)"
_CN = "[〇零○一二三四五六七八九]"
_YEAR = rf"(?:(?:19|20)\d\d|二[〇零○一]{_CN}{_CN})"
# What is written as only the lunar calendar writes it, or says that it is of it.
PATTERNS = {
    "lunar": rf"{_NAMED}{{_}}(?:的{{_}})?"
    rf"(?:闰?{_MONTH}月(?:{{_}}{_DAY}(?!\d)[日号]?)?|{_FIRSTS}|廿[一二三四五六七八九]?)"
    rf"|闰{_MONTH}月(?:{_FIRSTS}|廿[一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?)?"
    rf"|(?:(?<![真改反修公端更纠校订方立严纯刚补])正|腊|(?<![立入寒严隆今暖])冬(?=月(?:初|廿|二?十)))月"
    rf"(?:{{_}}{_DAY}(?![\d个万亿多余家人]))?"
    rf"|大年(?:初[一二三四五六七八九十]|三十)",
    "lunar_day": rf"{{B}}{_MONTH}月(?:{_FIRSTS}{_NO_NAME}|廿[一二三四五六七八九]?)(?![{{DIGIT}}日号])",
    "lunar_year": rf"{_NAMED}{{_}}{_YEAR}年(?={{_}}(?:闰|{_MONTH}月))",
}


def _lunar(text: str, span: Span, _today: date | None) -> Part | None:
    """正月初八, 农历闰六月, 腊月, 大年初三."""
    wording = re.sub(rf"^{_NAMED}[ \u3000]?的?[ \u3000]?", "", text[span[0] : span[1]])
    found = _READ.match(wording)
    if not found or is_habit(text, span):
        return None
    day = _day(found["day"])
    month = 0 if not found["month"] else _MONTHS.get(found["month"]) or number(found["month"]) or 0
    if found["great"]:  # its last day, or one of the first of the year after
        month, day = (1, day) if "初" in wording else (12, -1)
    part = slot_part(span, Slot(month, day, month, day), "day" if day else "month", _RULE)
    year = (
        UNKNOWN_YEAR if text[max(0, span[0] - 2) : span[0]].rstrip("）) ").endswith("年") else None
    )  # 永历五年正月
    return part._replace(kind="lunar", shift=int(bool(found["leap"])), year=year)


def lunar_day_part(wording: str, span: Span) -> Part:
    """初八 of a month that is not named."""
    day = _day(wording)
    return slot_part(span, Slot(0, day, 0, day), "day", _RULE)._replace(kind="lunar")


def _day(wording: str | None) -> int:
    return number((wording or "").removeprefix("初")) or 0


def _lunar_year(text: str, span: Span, _today: date | None) -> Part | None:
    """农历2016年 before a month: that of the lunar calendar."""
    year = number(text[span[0] : span[1]].lstrip("农阴旧夏历 \u3000").rstrip("年"))
    return slot_part(span, Slot(1, 1, 1, 1), "year", _RULE)._replace(kind="lunar", year=year, needs="month")


def in_lunar_year(before: Part, after: Part) -> Part | None:
    """2016年 + 农历八月, 农历2016年 + 八月 (+ 初二)."""
    rules = before.rules + after.rules
    year = (before.kind == "slot" and before.grain == "year") or (before.kind == "lunar" and before.needs)
    if after.kind == "lunar" and not after.year and year:
        return after._replace(start=before.start, year=before.year, rules=rules)
    if before.kind != "lunar" or after.kind != "slot" or after.year:
        return None
    if before.needs and after.slot.month:
        slot = _whole(after)
        return after._replace(start=before.start, kind="lunar", year=before.year, rules=rules, slot=slot)
    if before.grain == "month" and not after.slot.month and after.grain == "day":
        slot = Slot(before.slot.month, after.slot.day, before.slot.month, after.slot.day)
        return before._replace(end=after.end, slot=slot, grain="day", rules=rules)
    return None


def _whole(month: Part) -> Slot:
    day = month.slot.day if month.grain == "day" else 0
    return Slot(month.slot.month, day, month.slot.month, day)


def lunar_days(part: Part, today: date | None, *, ahead: bool) -> Days:
    """The days of a lunar month or day: of its year, else the nearest behind `today`, or ahead of it."""
    month, day, leap = part.slot.month, part.slot.day, bool(part.shift)
    if part.year is not None:
        return _of_year(part, month, day, leap=leap)
    if today is None:
        return NO_DAYS
    if not month:
        return _in_this_month(today, day)
    for years in range(20) if leap else range(3):
        days = _of_year(
            part._replace(year=today.year + (years - 1 if ahead else -years)), month, day, leap=leap
        )
        if days.first and days.last and (days.last >= today if ahead else days.first <= today):
            return days
    return NO_DAYS


def _of_year(part: Part, month: int, day: int, *, leap: bool) -> Days:
    year = part.year or 0
    if day < 0:  # the last day of the lunar year that ends in `year`
        first = lunar_day(year, 1, 1)
        return Days(add_days(first, -1), add_days(first, -1))
    if day:
        found = lunar_day(year, month, day, leap=leap)
        return Days(found, found)
    last = lunar_day(year, month, 30, leap=leap) or lunar_day(year, month, 29, leap=leap)
    return Days(lunar_day(year, month, 1, leap=leap), last)


def _in_this_month(today: date, day: int) -> Days:
    """廿一 of the lunar month that `today` is in."""
    if today.year not in _YEARS[1:]:  # the lunar year 1900 begins on 31 January
        return NO_DAYS
    from borax.calendars.lunardate import LunarDate  # noqa: PLC0415 - only where a text names such a day

    this = LunarDate.from_solar(today)
    found = lunar_day(this.year, this.month, day, leap=bool(this.leap))
    return Days(found, found)


@lru_cache(1024)
def lunar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The day of the common calendar, None if there is none or the year is not 1900 to 2100.

    >>> lunar_day(2024, 1, 1), lunar_day(2023, 2, 1, leap=True), lunar_day(2024, 2, 1, leap=True)
    (datetime.date(2024, 2, 10), datetime.date(2023, 3, 22), None)
    """
    if year not in _YEARS:
        return None
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate  # noqa: PLC0415 - as above

    try:
        found: date = LunarDate(year, month, day, int(leap)).to_solar_date()
    except InvalidLunarDateError:
        return None
    return found


def festival_day(year: int, name: str) -> date | None:
    """The day in a common year of a festival (its lunar month and day as MMDD) or of a solar term.

    >>> festival_day(2025, "0815"), festival_day(2025, "1208"), festival_day(2024, "冬至")
    (datetime.date(2025, 10, 6), datetime.date(2025, 1, 7), datetime.date(2024, 12, 21))
    """
    if year not in _YEARS:
        return None
    if not name.isdigit():
        from borax.calendars.lunardate import TermUtils  # noqa: PLC0415 - as above

        term: date = TermUtils.nth_term_day(year, term_name=name)
        return term
    found = (lunar_day(which, int(name[:2]), int(name[2:])) for which in (year, year - 1))
    return next((day for day in found if day and day.year == year), None)


READERS: dict[str, Reader] = {"lunar": _lunar, "lunar_day": _lunar, "lunar_year": _lunar_year}
