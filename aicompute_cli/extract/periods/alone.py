"""Wordings that are a period only where they are the whole text, as in a cell: 2018, 07-05, 45日内, 4年半以前.

In running text they are as often a number, a score, a ratio or a length of time, and stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from aicompute_cli.extract.periods.absolute import full_year
from aicompute_cli.extract.periods.days import Days, Slot, day_of, months
from aicompute_cli.extract.periods.lengths import length_part
from aicompute_cli.extract.periods.lunar import lunar_day_part
from aicompute_cli.extract.periods.numerals import NUMERAL, number
from aicompute_cli.extract.periods.parts import Part, days_part, slot_part, year_part

LONGEST = 40  # characters of a text in which a wording can be all
DATE, YEAR, LENGTH = "period.alone.date", "period.alone.year", "period.alone.length"
_YEAR = r"(?:19|20)\d\d"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_LINK = r"[ \u3000]*(?:--?|[—–~～至到])[ \u3000]*"
_POINT = rf"({_YEAR})(?:[./](1[0-2]|0[1-9]))?"
_MONTH_DAY = rf"({_MONTH})([-/·])({_DAY})"

Span = tuple[int, int]
Reading = Callable[[re.Match[str], Span, date | None], Part | None]


def _year(found: re.Match[str], span: Span, today: date | None) -> Part:
    """2018, 24年."""
    digits = int(found[1])
    return year_part(span, digits if digits > 99 else full_year(digits, today), YEAR)


def _years_and_months(found: re.Match[str], span: Span, _today: date | None) -> Part | None:
    """2011.04-2013.09, 2014.06-2016."""
    year, month, last_year, last_month = found.groups()
    if not month and not last_month:
        return None
    first = day_of(int(year), int(month or 1), 1)
    last = day_of(int(last_year), int(last_month or 12), 0)
    return days_part(span, Days(first, last), "span", DATE) if first and last and first <= last else None


def _mixed(found: re.Match[str], span: Span, _today: date | None) -> Part | None:
    """2012.05-23: what cannot be a month is a day."""
    day = day_of(int(found[1]), int(found[2]), int(found[3]))
    return days_part(span, Days(day, day), "day", DATE) if day and int(found[3]) > 12 else None


def _month_day(found: re.Match[str], span: Span, _today: date | None) -> Part | None:
    """07-05, 8·15, 11/2; 3-5 and 1/2 are a score and a fraction."""
    if not _is_day(found[1], found[2], found[3]):
        return None
    month, day = int(found[1]), int(found[3])
    return slot_part(span, Slot(month, day, month, day), "day", DATE)


def _month_days(found: re.Match[str], span: Span, _today: date | None) -> Part | None:
    """07-05至12-01."""
    first, mark, day, last, last_mark, last_day = found.groups()
    if mark != last_mark or not (_is_day(first, mark, day) and _is_day(last, mark, last_day)):
        return None
    return slot_part(span, Slot(int(first), int(day), int(last), int(last_day)), "span", DATE)


def _is_day(month: str, mark: str, day: str) -> bool:
    padded = len(month) == len(day) == len("01") and "0" in (month[0], day[0])
    return mark == "·" or padded or (mark == "/" and int(month) > int(day))


def _month(found: re.Match[str], span: Span, _today: date | None) -> Part:
    """2008.03."""
    month = int(found[2])
    return slot_part(span, months(month, month), "month", DATE)._replace(year=int(found[1]))


def _lunar(found: re.Match[str], span: Span, _today: date | None) -> Part:
    """初八, 廿一: of the lunar month that the document's date is in."""
    return lunar_day_part(found[0], span)


def _short_chinese_year(found: re.Match[str], span: Span, today: date | None) -> Part:
    """九八年, 三三年: the last that was."""
    year = full_year(number(found[1]) or 0, today)
    return year_part(span, year - 100 * bool(today and year > today.year), YEAR)


def _length(found: re.Match[str], span: Span, today: date | None) -> Part | None:
    """What running text has as well (三年后, 未来五年, 近三年) is left to its own rules."""
    if _IN_TEXT.fullmatch(found[0]):
        return None
    return length_part(found[0], span, today, LENGTH)


_IN_TEXT = re.compile(
    rf"(?:未来|今后|过去|最近).*|[{NUMERAL}]{{1,3}}(?:年半?|个月|天|个?周|个?星期)[前后]|半年[前后]"
)
_READINGS: tuple[tuple[str, Reading], ...] = (
    (rf"({_YEAR})", _year),
    (r"(\d\d)年", _year),
    (r"([一二三四五六七八九][〇零一二三四五六七八九])年", _short_chinese_year),
    (rf"{_POINT}{_LINK}{_POINT}", _years_and_months),
    (rf"({_YEAR})\.({_MONTH})[-/]({_DAY})", _mixed),
    (rf"({_YEAR})[.](0[1-9]|1[0-2])", _month),
    (_MONTH_DAY, _month_day),
    (rf"{_MONTH_DAY}{_LINK}{_MONTH_DAY}", _month_days),
    (r"初[一二三四五六七八九十]|廿[一二三四五六七八九]?", _lunar),
    (r".*(?:[前后来内里]|(?:再?过|[前上后]).*[秒分时年月周天日期拜度头钟])", _length),
)


def alone(text: str, today: date | None) -> Part | None:
    """The period that the whole of `text` is, where it is one that running text cannot have.

    >>> alone("2018", None).year, alone("2018 units", None), alone("3-5", None)
    (2018, None, None)
    """
    wording = text.strip()
    start = text.index(wording)
    for pattern, reading in _READINGS if wording and len(text) <= LONGEST else ():
        found = re.fullmatch(pattern, wording)
        part = reading(found, (start, start + len(wording)), today) if found else None
        if part:
            return part
    return None
