"""Operations a second: 每秒2600亿亿次浮点运算."""

from __future__ import annotations

import re

from aicompute_cli.extract.quantities.numerals import Numeral
from aicompute_cli.extract.quantities.record import Amount, made

_OPERATIONS = re.compile(
    r" ?次(?:的)?(?:(?:双|单|半|混合)精度)?(?P<float>浮点)?(?:数)?(?:运算|计算|操作|浮点)(?:/秒|每秒)?"
)
_RATE_BEFORE = re.compile(
    r"每秒(?:钟)?(?:可|能|可以|能够|进行|达|可达|执行|完成|超过|约|近|逾)?(?:进行|执行|完成|达)? ?$"
)


def operations(text: str, numeral: Numeral) -> Amount | None:
    """Operations a second; 2460万亿次浮点运算, a capacity, is so too without 每秒."""
    match = _OPERATIONS.match(text, numeral.stop) or _times_of_computing(text, numeral)
    if not match:
        return None
    before = _RATE_BEFORE.search(text[max(0, numeral.start - 12) : numeral.start])
    around = text[max(0, numeral.start - _ABOUT) : match.end()]
    capacity = numeral.scale >= _CAPACITY and any(word in around for word in ("浮点", "算力"))
    if not before and not match.group().endswith("秒") and not capacity:
        return None
    unit = "FLOPS" if "浮点" in around else "OPS"
    amount = made(numeral, match.end(), numeral.value, unit, "quantity.unit.rate")
    return amount._replace(start=numeral.start - len(before.group())) if before else amount


_CAPACITY = 8  # the power of ten from which operations are those that a machine can do in a second
_ABOUT = 24  # characters before a rate that tell what is done so often
_TRILLIONS = 12
_TIMES = re.compile(r" ?次(?!数|元|品|要|级)")


def _times_of_computing(text: str, numeral: Numeral) -> re.Match[str] | None:
    """运算速度为每秒12万亿次; 每秒9亿亿次, as nothing else is done so often."""
    before = text[max(0, numeral.start - _ABOUT) : numeral.start]
    said = any(word in before for word in ("运算", "计算", "算力", "浮点"))
    said = said or (numeral.scale >= _TRILLIONS and "每秒" in before)
    return _TIMES.match(text, numeral.stop) if said else None
