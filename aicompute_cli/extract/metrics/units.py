"""What the units of figures tell of what they measure."""

from __future__ import annotations

_MONEY = frozenset(["CNY", "USD", "HKD", "TWD", "EUR", "JPY", "GBP", "KRW", "SGD"])
_NOT_COUNTS = (
    frozenset(["%", "pp", "x", "rank", "FLOPS", "OPS", "B", "s", "W", "Wh", "m", "m2", "kg", "bit/s", "Hz"])
    | _MONEY
)
UNIT_HEADS = {
    "FLOPS": "算力",
    "OPS": "算力",
    "B": "数据量",
    "s": "时间",
    "W": "功率",
    "Wh": "用电量",
    "m": "长度",
    "m2": "面积",
    "kg": "重量",
    "bit/s": "带宽",
    "Hz": "频率",
}


def is_count(unit: str) -> bool:
    """Whether figures with this unit count things."""
    return unit not in _NOT_COUNTS and not (len(unit) == 3 and unit.isupper())


def is_money(unit: str) -> bool:
    """Whether figures with this unit are amounts of money."""
    return len(unit) == 3 and unit.isupper() and unit.isascii() and unit != "OPS"
