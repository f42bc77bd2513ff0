"""A length of time counted from the document's date: 45日内, 4年半以前, 两个半月以来, 半小时后, 再过十周."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from aicompute_cli.extract.periods.days import NO_DAYS, Days, add_days, add_months, weeks, whole_months
from aicompute_cli.extract.periods.numerals import NUMERAL, number
from aicompute_cli.extract.periods.parts import Part, days_part

_UNITS = {
    "hour": "秒|分|刻|小时|钟头",
    "workday": "工作日|交易日",
    "week": "周|星期|礼拜",
    "quarter": "季度",
    "month": "月",
    "day": "天|日",
    "year": "年",
}
_HOURS = {"秒": 1 / 3600, "分": 1 / 60, "刻": 1 / 4}
_LENGTH = re.compile(
    r"(?P<lead>再过|过去的?|过|前|上|后|最近|未来|今后)?(?P<half>半个?)?"
    r"(?P<count>[" + NUMERAL + r"]{1,4})?个?(?P<more>[多余])?"
    r"个?(?P<mid>半)?(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items()) + ")"
    r"钟?(?P<rest>多|半)?钟?(?P<role>以前|之前|前|以后|之后|后|以来|来|之?内|以内|里)?"
)
_SHORT = ("hour", "day", "week")
_MANY = 200  # years: 2018年以来 is no length
_GRAINS = {"workday": "day", "quarter": "month"}


class _Length(NamedTuple):
    """So many of a unit; `rough` where it is more (三个多月), so that only whole units are told."""

    number: int
    half: bool
    unit: str
    rough: bool
    told: bool = True  # how many, not 一: 前1周


def length_part(wording: str, span: tuple[int, int], today: date | None, rule: str) -> Part | None:
    """The days that the length is counted to, or those that it covers; None if `wording` is none or says no direction.

    >>> length_part("45日内", (0, 4), date(2024, 3, 1), "").days.last
    datetime.date(2024, 4, 15)
    >>> length_part("6年以前", (0, 4), date(2024, 3, 1), "").days
    Days(first=None, last=datetime.date(2018, 12, 31))
    """
    found = _LENGTH.fullmatch(wording)
    length = _length(found) if found else None
    if not found or not length or not _has_direction(found["lead"] or "", found["role"] or "", length):
        return None
    grain = _GRAINS.get(length.unit, length.unit)
    if today is None:
        return Part(*span, "none", grain, (rule,))
    days, role = _days(length, found["lead"] or "", found["role"] or "", today)
    if days == NO_DAYS:
        return None
    return days_part(
        span, days, grain if role == "in" and days.first == days.last else "span", rule
    )._replace(role=role)


def _has_direction(lead: str, role: str, length: _Length) -> bool:
    """Whether the wording says from where to where; 前8个月 are the first, 上一年 and 上半年 something else."""
    if not lead:
        return bool(role)
    if lead in ("上", "前", "后") and not length.told:
        return False
    return role in ("", "内", "里") and (lead != "前" or length.unit in _SHORT)


def _length(found: re.Match[str]) -> _Length | None:
    unit = next((name for name in _UNITS if found[name]), "")
    count = number(found["count"]) if found["count"] else 0
    half = bool(found["half"] or found["mid"] or found["rest"] == "半")
    told = found["count"] not in (None, "一")
    rough = bool(found["more"] or found["rest"] == "多")
    if count is None or not (count or half) or (found["half"] and count):
        return None
    if unit == "year" and count >= _MANY:
        return None
    if unit == "hour":
        hours = (count + half / 2) * next((part for sign, part in _HOURS.items() if sign in found["hour"]), 1)
        return _Length(int(hours / 24 + 0.5), False, unit, rough, told)
    if unit == "quarter":
        return _Length(3 * count, False, unit, rough, told)
    return _Length(count, half, unit, rough, told)


def _days(length: _Length, lead: str, role: str, today: date) -> tuple[Days, str]:
    if lead.endswith("过"):
        return Days(_moved(today, length, 1), None), "since"
    if lead in ("后", "未来", "今后"):
        return Days(today if length.unit == "hour" else add_days(today, 1), _moved(today, length, 1)), "in"
    if lead:
        return Days(_moved(today, length, -1), today), "in"
    return _by_role(length, role, today)


def _by_role(length: _Length, role: str, today: date) -> tuple[Days, str]:
    if role.endswith("来"):
        return Days(_reached(today, length, -1).first, today), "since"
    if role[-1] in "内里":
        half_years = length.unit == "year" and length.half
        return Days(today, _reached(today, length, 1).last if half_years else _moved(today, length, 1)), "in"
    reached = _reached(today, length, -1 if role.endswith("前") else 1)
    if role in ("以前", "之前"):
        return Days(None, reached.last), "by"
    return (Days(reached.first, None), "since") if role in ("以后", "之后") else (reached, "in")


def _moved(today: date, length: _Length, sign: int) -> date | None:
    """The day that lies so far from `today`."""
    count = sign * length.number
    if length.unit == "workday":
        return _workdays(today, count)
    if length.unit in ("hour", "day"):
        return add_days(today, count + sign * length.half)
    if length.unit == "week":
        return add_days(today, 7 * count + sign * 3 * length.half)
    if length.unit == "year":
        return add_months(today, 12 * count + sign * 6 * length.half)
    day = add_months(today, count)
    return add_days(day, 15 * sign * length.half)


def _reached(today: date, length: _Length, sign: int) -> Days:
    """The unit that lies so far away: the day, week, month or year, as exact as the wording is."""
    count = sign * length.number
    if length.unit == "year" and not length.half:
        return Days(*_year(today.year + count))
    if length.unit == "year" or (length.unit in ("month", "quarter") and not length.half):
        on = 12 * count + 6 * sign if length.unit == "year" else count
        return whole_months(today, on, on)
    if length.unit == "week" and not length.half:
        return weeks(today, count, count)
    day = _moved(today, length, sign)
    return Days(day, day)


def _year(year: int) -> tuple[date | None, date | None]:
    return (date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else (None, None)


def _workdays(today: date, count: int) -> date | None:
    """So many days on or back that are no Saturday or Sunday; holidays are not known."""
    step, left, day = (1 if count > 0 else -1), abs(count), today
    weeks_on, left = divmod(left, 5)
    moved = add_days(day, 7 * weeks_on * step)
    while moved and left:
        moved = add_days(moved, step)
        left -= bool(moved and moved.weekday() < 5)
    return moved
