"""A company's own quarters, where the text gives their last day: 截至10月30日止的第三季, 截至6月底止半年."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from aicompute_cli.extract.periods.absolute import numbers
from aicompute_cli.extract.periods.context import nearest_year
from aicompute_cli.extract.periods.days import Days, add_days, ends_month, slot_days, whole_months
from aicompute_cli.extract.periods.parts import Part, days_part

_UNTIL = re.compile(r"(?:截至|截止到?|截止至)[ \u3000]?\Z")
_THEN = re.compile(r"日?(?:为止|止)?的?(?:当前|这个|该)?")
_IN_BRACKETS = re.compile(r"[度的财报业绩]{0,6}[（(,，][ \u3000]?(?:截至|截止到?|截止至)[ \u3000]?")
_OPENS = re.compile(r"[度的财报业绩]{0,6}[（(](?:即|指|为)?")
_LENGTH = re.compile(
    r"日?(?:为止|止)?的?(?:(?P<months>[一二三四五六九十0-9]{1,2})个月|(?P<half>半年度?|上半年|中期)"
    r"|(?P<year>财政年度|会计年度|财年|年度|全年|一年)|(?P<quarter>一?个?季度|单季|财季))"
)
_RULE = "period.fiscal.stated"
_BOOKS_REACH = 2000  # characters around a company's quarter in which 第三季度 is of its books, too


class _Told(NamedTuple):
    """A quarter of a company's books: its number, its last day, and where the text says so."""

    number: int
    last: date
    start: int


def fiscal_quarters(text: str, parts: list[Part], today: date | None) -> list[Part]:
    """`parts`, with the days of the quarters of which the text says the end, and of others counted from them."""
    if "截" not in text and "财" not in text:
        return parts
    found: list[Part] = []
    told: _Told | None = None
    for part in parts:
        before = found[-1] if found else None
        both = _with_length(text, part, today) or (before and _with_quarter(text, before, part, today))
        if not both:
            found.append(part)
            continue
        if before and both.start <= before.start:
            told = told or _told(text, before, part, both)
            found.pop()
        found.append(both)
    return [_counted(text, part, told) for part in found] if told else found


def _with_length(text: str, part: Part, today: date | None) -> Part | None:
    """截至6月底止半年: the length that ends on the day."""
    found = _LENGTH.match(text, part.end)
    last = _last_day(text, part, today) if found else None
    if not found or not last or not (lead := _UNTIL.search(text[max(0, part.start - 4) : part.start])):
        return None
    kind = found.lastgroup or ""
    count = (
        numbers(text, found.span("months"))[0]
        if kind == "months"
        else {"half": 6, "year": 12, "quarter": 3}[kind]
    )
    grain = {3: "quarter", 6: "half", 12: "year"}.get(count, "span")
    span = (part.start - len(lead[0]), found.end())
    return days_part(span, _ending(last, count), grain, _RULE)


def _with_quarter(text: str, before: Part, part: Part, today: date | None) -> Part | None:
    """截至10月30日止的第三季, 第三季度(截至10月30日): the quarter that ends on the day."""
    lead = _UNTIL.search(text[max(0, before.start - 4) : before.start])
    if lead and _is_of_books(part) and _THEN.fullmatch(text, before.end, part.start):
        start, last, whole = before.start - len(lead[0]), _last_day(text, before, today), part
    elif (
        _is_of_books(before)
        and part.start - before.end < 14
        and _IN_BRACKETS.fullmatch(text, before.end, part.start)
    ):
        start, last, whole = before.start, _last_day(text, part, today), before
    else:
        return _in_brackets(text, before, part)
    if last is None:
        return None
    end = part.end + text.startswith((")", "）"), part.end) if whole is before else part.end
    return days_part((start, end), _ending(last, 12 if whole.grain == "year" else 3), whole.grain, _RULE)


def _in_brackets(text: str, before: Part, part: Part) -> Part | None:
    """2027财年第一财季(2026年4月至6月): the months stand behind it."""
    if before.kind != "fiscal" or not _OPENS.fullmatch(text, before.end, part.start):
        return None
    days = (
        slot_days(part.year, part.slot)
        if part.kind == "slot" and part.year and part.slot.month
        else part.days
    )
    if not days.first or not days.last or part.grain == "day":
        return None
    end = part.end + text.startswith((")", "）"), part.end)
    return days_part((before.start, end), days, before.grain, _RULE)


def _is_of_books(part: Part) -> bool:
    return _is_quarter(part) or (part.kind == "fiscal" and part.grain == "year")


def _is_quarter(part: Part) -> bool:
    return part.grain == "quarter" and part.kind in ("slot", "fiscal")


def _last_day(text: str, part: Part, today: date | None) -> date | None:
    if part.kind == "days":
        return part.days.last
    if part.kind != "slot" or not part.slot.month or part.grain not in ("day", "month"):
        return None
    year = part.year if part.year is not None else today and nearest_year(text, part, today)
    return slot_days(year, part.slot).last if year else None


def _ending(last: date, count: int) -> Days:
    """The `count` months that end on `last`: whole ones, or weeks where no month ends there."""
    if ends_month(last):
        return Days(whole_months(last, 1 - count, 0).first, last)
    return Days(add_days(last, 1 - 91 * count // 3), last)


def _told(text: str, before: Part, part: Part, both: Part) -> _Told | None:
    quarter = before if _is_quarter(before) else part
    number = _number(text, quarter) if _is_quarter(quarter) else None
    return _Told(number, both.days.last, both.start) if number and both.days.last else None


def _number(text: str, quarter: Part) -> int | None:
    if quarter.kind == "slot":
        return (quarter.slot.month + 2) // 3
    found = numbers(text, (quarter.start, quarter.end))
    return found[-1] if found and found[-1] <= 4 else None


def _counted(text: str, part: Part, told: _Told) -> Part:
    """Another quarter of the same books, of no other year: so many quarters on.

    The quarter told, named again by its number, is the same. By another the calendar's may be meant where quarters
    end with a month; one of weeks holds near by.
    """
    wording = text[part.start : part.end]
    number = _number(text, part) if _is_quarter(part) and part.year is None else None
    if number is None or re.search(r"\d\d", wording):
        return part
    shift = number - told.number
    whole = ends_month(told.last)
    if (
        shift
        and "财" not in wording
        and (whole or abs(shift) > 1 or abs(part.start - told.start) > _BOOKS_REACH)
    ):
        return part
    if whole:
        days = whole_months(told.last, 3 * shift - 2, 3 * shift)
    else:
        last = add_days(told.last, 91 * shift)
        days = Days(last and add_days(last, -90), last)
    return days_part((part.start, part.end), days, "quarter", _RULE)
