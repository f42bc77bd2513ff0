"""Two pieces of a period that stand side by side as one: 今年 + 上半年, 9月 + 1日, 9月10日 + 上午9点, 4月 + 前10天."""

from __future__ import annotations

from aicompute_cli.extract.periods.clock import clock_only
from aicompute_cli.extract.periods.days import WHOLE_YEAR, Days, Slot, add_days, slot_days
from aicompute_cli.extract.periods.lunar import in_lunar_year
from aicompute_cli.extract.periods.parts import Part

_EDGE_RULES = {"year": "period.edge.year", "month": "period.edge.month"}


def joined(before: Part, after: Part) -> Part | None:
    """Two pieces that stand side by side as one (今年 + 上半年, 9月 + 1日), None if they are not one.

    >>> from aicompute_cli.extract.periods.days import months
    >>> from aicompute_cli.extract.periods.parts import slot_part, year_part
    >>> year, half = year_part((0, 5), 2023, "a"), slot_part((5, 8), months(1, 6), "half", "b")
    >>> joined(year, half).year, joined(year, half).rules, joined(half, year)
    (2023, ('a', 'b'), None)
    """
    rules = before.rules + after.rules
    for fit in (
        _hour,
        _lunar,
        _of_books,
        _weekday,
        _week,
        _days_of_month,
        _edge,
        _day,
        _month_of_last,
        _year,
    ):
        both = fit(before, after, rules)
        if both:
            return both
    return None


def _hour(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """9月10日 + 上午9点, 今天 + 下午."""
    if not clock_only(after) or before.needs or before.kind not in ("slot", "days", "same", "lunar"):
        return None
    if before.grain == "day":
        return before._replace(end=after.end, grain="hour", rules=rules, clock=after.clock)
    return None


def _lunar(before: Part, after: Part, _rules: tuple[str, ...]) -> Part | None:
    return in_lunar_year(before, after)


def _days_of_month(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """4月 + 前10天, 上月 + 最后五天."""
    if after.kind != "days-of-month" or before.kind != "slot" or before.grain != "month":
        return None
    month, slot = before.slot.month, after.slot
    if slot.day < 0:
        length = slot_days(before.year or 2001, before.slot).last
        first = length.day + slot.day + 1 if length else 0
        slot = Slot(month, first, month, 0)
    slot = slot._replace(month=month, last_month=month)
    grain = "day" if after.slot.day == -1 else "span"
    return before._replace(end=after.end, slot=slot, grain=grain, rules=rules)


def _month_of_last(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """1985到89年 + 9月: up to that month."""
    last = before.days.last
    if before.rules != ("period.range.years",) or after.kind != "slot" or after.grain != "month" or not last:
        return None
    if after.year is not None:
        return None
    return before._replace(
        end=after.end, rules=rules, days=Days(before.days.first, slot_days(last.year, after.slot).last)
    )


def _of_books(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """2024财年 + 第二季度, 第二季度 + 2024财年: a quarter of a company's own year."""
    if before.grain == "year" and "fiscal" in (before.kind, after.kind):
        return before._replace(end=after.end, kind="fiscal", grain=after.grain, rules=rules)
    if before.grain == "quarter" and after.kind == "fiscal" and after.grain == "year":
        return before._replace(end=after.end, kind="fiscal", rules=rules)
    return None


def _weekday(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """下周 + 周六."""
    if before.grain != "week" or after.rules != ("period.relative.weekday",) or not before.days.first:
        return None
    day = add_days(before.days.first, after.shift)
    return before._replace(end=after.end, grain="day", rules=rules, days=Days(day, day))


def _week(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """5月 + 第二周."""
    if after.kind != "week" or before.kind not in ("slot", "same") or before.grain not in ("month", "year"):
        return None
    if before.kind == "same":
        which = Slot(0, after.shift, 0, after.shift)
        return (
            before._replace(end=after.end, rules=rules, grain="week", slot=which)
            if before.grain == "month"
            else None
        )
    return before._replace(end=after.end, grain=after.grain, rules=rules, shift=after.shift)


def _edge(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """2024年 + 底, 第一季度 + 末, 9月 + 初: the last or the first day."""
    if after.kind != "edge" or before.kind not in ("slot", "days"):
        return None
    rule = _EDGE_RULES.get(before.grain)
    rules = (*before.rules, rule) if rule else rules
    slot, (first, last) = before.slot, before.days
    if after.shift > 0:
        slot, first = Slot(slot.last_month, slot.last_day, slot.last_month, slot.last_day), last
    else:
        slot, last = Slot(slot.month, slot.day, slot.month, slot.day), first
    return before._replace(end=after.end, slot=slot, grain="day", rules=rules, days=Days(first, last))


def _day(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """9月 + 1日."""
    if after.kind != "slot" or after.slot.month or before.grain != "month":
        return None
    month, slot = before.slot.month, after.slot
    slot = Slot(month, slot.day, month, slot.last_day)
    return before._replace(end=after.end, slot=slot, grain=after.grain, rules=rules)


def _year(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    """今年 + 上半年, 去年 + 本月, 2022年 + 同期, 去年 + 全年."""
    if before.grain != "year" or before.kind not in ("slot", "same"):
        return None
    if after.rules == ("period.relative.month",) and after.year:
        return before._replace(end=after.end, slot=after.slot, grain="month", rules=rules)
    if after.kind == "slot" and after.year is None and after.slot.month and after.slot is not WHOLE_YEAR:
        shift = after.shift if before.kind == "slot" else before.shift
        slot, name = after.slot, after.name
        return before._replace(
            end=after.end, slot=slot, grain=after.grain, rules=rules, shift=shift, name=name
        )
    return _as_before(before, after, rules)


def _as_before(before: Part, after: Part, rules: tuple[str, ...]) -> Part | None:
    if after.kind == "same" and not after.shift and before.kind == "slot":
        if after.rules == ("period.same.year",):
            return before._replace(end=after.end)
        if after.rules == ("period.same.period",):
            return after._replace(start=before.start, year=before.year, rules=rules)
    return None
