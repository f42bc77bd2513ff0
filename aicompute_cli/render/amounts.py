"""Quantities and periods as people read them: 50亿美元, ≈12.5 EFLOPS, 10–15%, 2023H1."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.render.values import number_text

_BOUNDS = {"approx": "≈", "gt": ">", "ge": "≥", "lt": "<", "le": "≤"}
_SIGNED = ("growth", "cagr", "change")
_MYRIAD = 4
_DECIMALS = 2  # the most that a number of 万 has: 1.25万, but 12345
_MYRIADS = ((12, "万亿"), (8, "亿"), (4, "万"))
_PREFIXES = (
    (24, " Y"), (21, " Z"), (18, " E"), (15, " P"), (12, " T"), (9, " G"), (6, " M"), (3, " k"), (0, " "), (-3, " m"),
)  # fmt: skip
_SECONDS = (
    (31_536_000, "年"), (2_592_000, "个月"), (86_400, "天"), (3_600, "小时"), (60, "分钟"), (1, "秒"),
)  # fmt: skip
_SCALES = {
    "money": (*_MYRIADS, (0, "")),
    "count": (*_MYRIADS, (0, " ")),
    "prefix": _PREFIXES,
    "length": ((3, " km"), (0, " m"), (-2, " cm"), (-3, " mm"), (-6, " µm"), (-9, " nm")),
    "mass": ((3, " t"), (0, " kg"), (-3, " g"), (-6, " mg")),
}
_ITEM_CUES = frozenset("第首榜前冠亚季末名位头0123456789")


class Written(NamedTuple):
    """A number without its unit, and the unit with its scale as it stands behind."""

    number: str
    unit: str


def amount_text(
    value: Decimal, high: Decimal | None, unit: str, *, bound: str = "eq", kind: str = "level"
) -> str:
    """A value with its bound and unit, scaled so that it is short; exact all the same.

    >>> amount_text(Decimal("5E+9"), None, "USD"), amount_text(Decimal(10), Decimal(15), "%", bound="range")
    ('50亿美元', '10–15%')
    >>> amount_text(Decimal("12.5E+18"), None, "FLOPS", bound="approx"), amount_text(Decimal(5), None, "rank")
    ('≈12.5 EFLOPS', '第5')
    """
    low = _written(value, unit)
    plus = "+" if kind in _SIGNED and value > 0 and unit != "x" else ""
    sign = _BOUNDS.get(bound, plus)
    if unit == "rank":
        return f"{sign}第{low.number}" + (f"–{number_text(high)}" if high is not None else "")
    if high is None:
        return f"{sign}{low.number}{low.unit}"
    top = _written(high, unit)
    return f"{sign}{low.number}{'' if top.unit == low.unit else low.unit}–{top.number}{top.unit}"


def rank_text(text: str, rank: str) -> str:
    """The place of a fact of rank, with the item that has it where `text` names that (北京) and not the place."""
    return rank if _ITEM_CUES.intersection(text) else f"{rank} {text}"


def _written(value: Decimal, unit: str) -> Written:
    style, name = _unit_names().get(unit, ("count", unit))
    if style in _SCALES:
        number, scale = _fitted(value, _SCALES[style])
        return Written(number, scale + name)
    if style == "time":
        return _time(value)
    return Written(number_text(value), name)


def _fitted(value: Decimal, scales: tuple[tuple[int, str], ...]) -> Written:
    """`value` in the largest scale that it reaches, or else the smallest; 79318 stays as it is."""
    size = value.adjusted() if value else 0
    exponent, name = next((scale for scale in scales if scale[0] <= size), scales[-1])
    if exponent == _MYRIAD and value.scaleb(_DECIMALS - _MYRIAD) % 1:
        exponent, name = scales[-1]
    return Written(number_text(value.scaleb(-exponent)), name)


def _time(value: Decimal) -> Written:
    """In the largest unit that leaves no more than one decimal; parts of a second in milli, micro, nanoseconds."""
    for size, name in _SECONDS:
        scaled = value / size
        if abs(value) >= size and scaled * 10 == (scaled * 10).to_integral_value():
            return Written(number_text(scaled), name)
    if 0 < abs(value) < 1:
        return _fitted(value, ((-3, "毫秒"), (-6, "微秒"), (-9, "纳秒")))
    return Written(number_text(value), "秒")


@cache
def _unit_names() -> dict[str, tuple[str, str]]:
    path = Path(__file__).parents[1] / "data" / "unit_names.tsv"
    lines = path.read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("# "))
    return {unit: (style, name) for unit, style, name in rows}


def period_text(start: str | None, end: str | None) -> str:
    """A period, as short as it stays exact; an end that is not known is left open.

    >>> period_text("2023-01-01", "2023-06-30"), period_text("2021-01-01", "2025-12-31")
    ('2023H1', '2021–2025')
    >>> period_text("2022-06-30", "2022-06-30"), period_text(None, "2023-12-31"), period_text(None, None)
    ('2022-06-30', '–2023-12-31', '')
    """
    if start == end:
        return start or ""
    if start is None or end is None:
        return f"{start or ''}–{end or ''}"
    year, last = start[:4], end[:4]
    if year == last and (name := _PARTS.get((start[5:], end[5:]))) is not None:
        return year + name
    if (start[5:], end[5:]) == ("01-01", "12-31"):
        return f"{year}–{last}"
    if start[8:] == "01" and _ends_month(end):
        return start[:7] if start[:7] == end[:7] else f"{start[:7]}–{end[:7]}"
    return f"{start}–{end}"


_PARTS = {
    ("01-01", "12-31"): "", ("01-01", "06-30"): "H1", ("07-01", "12-31"): "H2", ("01-01", "03-31"): "Q1",
    ("04-01", "06-30"): "Q2", ("07-01", "09-30"): "Q3", ("10-01", "12-31"): "Q4",
}  # fmt: skip


def _ends_month(day: str) -> bool:
    from calendar import monthrange  # noqa: PLC0415 - only where a period is of months

    return int(day[8:]) == monthrange(int(day[:4]), int(day[5:7]))[1]
