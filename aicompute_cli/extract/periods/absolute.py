"""What the written dates mean: 2023年, 二○二九年, 民国116年, 2023-09-01, 第一季度, 1-9月, 20世纪60年代, 十四五."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from aicompute_cli.extract.periods.days import Days, Slot, day_of, months
from aicompute_cli.extract.periods.numerals import NUMERAL, number
from aicompute_cli.extract.periods.parts import Part, days_part, slot_part, year_of, year_part
from aicompute_cli.extract.periods.words import eras

Span = tuple[int, int]
Reader = Callable[[str, Span, date | None], Part | None]

_NUMBERS = re.compile(f"[{NUMERAL}]+")
_FIRST_PLAN = 1966 - 5 * 3  # the third plan began in 1966, and one every five years since
LUNAR = ("闰", "农历", "阴历", "旧历")
_PARTS = ("初", "早期", "前期", "前半", "上半", "中期", "中叶", "中后", "中至", "后期", "后半", "下半", "末")
_REPUBLIC_NOW = 130
_DATE_BEFORE = ("日期", "日期:", "日期：", "时间:", "时间：", "截至", "你", "您")
_DATE_AFTER = ("有时间", "有空", "见面", "之前", "当天")
_OLD = 1900  # of earlier years, N年历史 is a length of time


def numbers(text: str, span: Span) -> list[int]:
    """The numerals at `span`; 0 for one that is none (百十百)."""
    return [number(match[0]) or 0 for match in _NUMBERS.finditer(text, *span)]


def _iso(text: str, span: Span, _today: date | None) -> Part | None:
    first, month, last = numbers(text, span)
    year, day = (first, last) if first > 31 else (last, first)
    found = day_of(year, month, day)
    return days_part(span, Days(found, found), "day", "period.absolute.iso") if found else None


def _iso_bare(text: str, span: Span, _today: date | None) -> Part | None:
    digits = text[span[0] : span[1]].replace(" ", "")
    found = day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return days_part(span, Days(found, found), "day", "period.absolute.iso") if found else None


def _slashed(text: str, span: Span, _today: date | None) -> Part:
    month, day = numbers(text, span)
    return slot_part(span, Slot(month, day, month, day), "day", "period.part.day")


def _iso_month(text: str, span: Span, _today: date | None) -> Part:
    year, month = numbers(text, span)
    return slot_part(span, months(month, month), "month", "period.absolute.iso")._replace(year=year)


def _year(text: str, span: Span, _today: date | None) -> Part | None:
    year = numbers(text, span)[0]
    if text[max(0, span[0] - 2) : span[0]] in LUNAR:
        return None
    if year < _OLD and text.startswith(("历史", "的历史", "前", "来", "之久", "以上", "左右"), span[1]):
        return None
    return year_part(span, year, "period.absolute.year")


def _millennium(text: str, span: Span, _today: date | None) -> Part:
    """两千年, 二千零八年."""
    ones = number(text[span[1] - 2]) if "零" in text[span[0] : span[1]] else 0
    return year_part(span, 2000 + (ones or 0), "period.absolute.year")


def _year_estimate(text: str, span: Span, _today: date | None) -> Part:
    return year_part(span, numbers(text, span)[0], "period.absolute.year-letter")


def _short_year(text: str, span: Span, today: date | None) -> Part:
    year = full_year(numbers(text, span)[0], today)
    return year_part(span, year, "period.absolute.short-year")


def full_year(short: int, today: date | None) -> int:
    """The year that two digits stand for: not more than 30 years after the document's.

    >>> full_year(98, date(2024, 1, 1)), full_year(27, date(2024, 1, 1)), full_year(9, None)
    (1998, 2027, 2009)
    """
    year = short + 2000
    return year - 100 if year > (today.year if today else 2030) + 30 else year


def _era(text: str, span: Span, _today: date | None) -> Part | None:
    """民国113年, 113年5月, 令和六年: years of an era; without its name those of the Republic."""
    wording = text[span[0] : span[1]]
    before = next((year for era, year in eras().items() if wording.startswith(era)), 1911)
    year = 1 if "元" in wording else numbers(text, span)[0]
    return year_part(span, before + year, "period.absolute.era") if 0 < year < 200 else None


def _old_year(text: str, span: Span, _today: date | None) -> Part | None:
    """三六七年 before a month; 一一四年 is of the Republic."""
    year = numbers(text, span)[0]
    if year <= _REPUBLIC_NOW:
        return year_part(span, 1911 + year, "period.absolute.era") if text[span[0]] == "一" else None
    return year_part(span, year, "period.absolute.year")


def _day_first_short(text: str, span: Span, today: date | None) -> Part | None:
    """3-7-07, 27-7-3: year of two digits last, or first; only beside words that make it a date."""
    before, after = text[max(0, span[0] - 3) : span[0]], text[span[1] : span[1] + 3]
    if not (before.endswith(_DATE_BEFORE) or after.startswith(_DATE_AFTER)):
        return None
    first, month, last = text[span[0] : span[1]].replace("/", "-").split("-")
    of_year_first = len(first) == 2 and (
        len(last) == 1 or (len(month) == 2 and "-" in text[span[0] : span[1]])
    )
    if not of_year_first and len(last) == 1:
        return None
    year, day = (first, last) if of_year_first else (last, first)
    found = day_of(full_year(int(year), today), int(month), int(day))
    return days_part(span, Days(found, found), "day", "period.absolute.iso") if found else None


def _years(text: str, span: Span, _today: date | None) -> Part | None:
    first, last = numbers(text, span)
    if last < 100:
        last += first - first % 100
        if last == first + 1 and text.startswith(
            "年度", span[1] - 2
        ):  # 2023-24年度 is one, of no calendar year
            return _fiscal_year(text, span, _today)
    if last <= first:
        return None
    days = Days(day_of(first, 1, 1), day_of(last, 12, 31))
    return days_part(span, days, "span", "period.range.years")


def _century_of(text: str, today: date | None) -> int | None:
    """The number of the century that a wording such as 二十世纪 or 上世纪 names."""
    found = numbers(text, (0, text.index("世纪")))
    if found:
        return found[0]
    this = year_of(today, 0) // 100 + 1 if today else 21
    return this - (text[0] == "上")


def _decade(text: str, span: Span, today: date | None) -> Part | None:
    century, mark, rest = text[span[0] : span[1]].rpartition("世纪")
    found = numbers(rest.replace("零零", "00"), (0, len(rest)))[0]
    if mark:
        first = 100 * ((_century_of(century + mark, today) or 21) - 1) + found % 100
    else:
        first = found if found > 99 else found + (1900 if found > 20 else 2000)
    if text.startswith(_PARTS, span[1]):
        return Part(*span, "none", "decade", ("period.absolute.decade",))
    days = Days(day_of(first, 1, 1), day_of(first + 9, 12, 31))
    return days_part(span, days, "decade", "period.absolute.decade")


def _century(text: str, span: Span, today: date | None) -> Part | None:
    """A century is its ten decades: the 21st is 2000 to 2099."""
    first = 100 * (_century_of(text[span[0] : span[1]], today) or 21) - 100
    days = Days(day_of(first, 1, 1), day_of(first + 99, 12, 31))
    if text.startswith(_PARTS, span[1]):
        return Part(*span, "none", "span", ("period.absolute.century",))
    return days_part(span, days, "span", "period.absolute.century")


def _plan(text: str, span: Span, _today: date | None) -> Part | None:
    wording = text[span[0] : span[1]]
    name = wording.lstrip('“"「『‘')
    numeral = re.match("[七八九]|十[一二三四五六七](?=五)|十", name)
    which = number(numeral[0]) if numeral else None
    if which is None or (which <= 10 and (name == wording or text[span[0] - 1 : span[0]] == "第")):
        return None
    first = _FIRST_PLAN + 5 * which
    begin, end = day_of(first, 1, 1), day_of(first + 4, 12, 31)
    if "末" in wording:
        return days_part(span, Days(end, end), "day", "period.absolute.plan")
    if wording.endswith("年"):
        year = first if "开局" in wording else first + 4
        return year_part(span, year, "period.absolute.plan")
    return days_part(span, Days(begin, end), "span", "period.absolute.plan")


def _fiscal_year(_text: str, span: Span, _today: date | None) -> Part:
    return Part(*span, "fiscal", "year", ("period.fiscal.unknown",))


def _fiscal_quarter(_text: str, span: Span, _today: date | None) -> Part:
    return Part(*span, "fiscal", "quarter", ("period.fiscal.unknown",))


READERS: dict[str, Reader] = {
    "iso": _iso,
    "iso_bare": _iso_bare,
    "slashed": _slashed,
    "iso_month": _iso_month,
    "day_first": _iso,
    "fiscal_year": _fiscal_year,
    "fiscal_quarter": _fiscal_quarter,
    "old_year": _old_year,
    "day_first_short": _day_first_short,
    "years": _years,
    "year_list": _year,
    "decade": _decade,
    "century": _century,
    "plan": _plan,
    "millennium": _millennium,
    "year_estimate": _year_estimate,
    "year": _year,
    "era": _era,
    "short_year": _short_year,
}
