"""Several units for one value: 9天15小时, 五元三毛."""

from __future__ import annotations

import re
from decimal import Decimal

from aicompute_cli.extract.quantities.numerals import parse_numeral
from aicompute_cli.extract.quantities.reading import EXACT
from aicompute_cli.extract.quantities.record import ONE, Amount
from aicompute_cli.extract.quantities.units import Unit, unit_at

_AND = re.compile(r"[又零加]?(?=[\d零一二两三四五六七八九十])")
CENTS = re.compile(
    r"(?:又)?(?:零)?([一二两三四五六七八九\d]) ?[角毛](?:([一二三四五六七八九\d]) ?分?)?(?:钱|整)?"
)
_HUNDREDTHS = re.compile(r"零([一二三四五六七八九\d]) ?分(?:钱|整)?")
_TENTHS = re.compile(r"([一二三四五六七八九\d])(?: ?[分仙]钱?)?(?![\d.,年月日一-鿿])")
_SECONDARY_TO = 3  # parts of a compound at most: hours, minutes, seconds


def duration(text: str, amount: Amount) -> Amount:
    """9天15小时, 两年又三个月8天: each part in a smaller unit than the one before."""
    end, factor = amount.end, amount.factor
    total = EXACT.multiply(amount.value, factor)
    for _ in range(_SECONDARY_TO):
        joint = _AND.match(text, end)
        part = parse_numeral(text, joint.end()) if joint else None
        unit = unit_at(text, part.stop) if part else None
        if part and factor == 86400 and text.startswith("时", part.stop):
            unit = Unit("s", Decimal(3600), part.stop + 1)
        if part is None or joint is None or unit is None or unit.unit != "s":
            break
        if unit.factor >= factor and "又" not in joint.group():
            break
        total = EXACT.add(total, EXACT.multiply(part.value, unit.factor))
        end, factor = unit.end, unit.factor
    if end == amount.end:
        return amount
    rules = (*amount.rules, "quantity.unit.compound")
    return amount._replace(end=end, value=total, factor=ONE, rules=rules)


def cents(text: str, amount: Amount) -> Amount:
    """The sum of money with the tenths and hundredths behind it: 五元三毛, 四美元又七美分."""
    if amount.factor != ONE and (match := _TENTHS.match(text, amount.end)):
        part = parse_numeral(match[1])
        value = EXACT.add(amount.value, part.value.scaleb(-1, EXACT) if part else Decimal(0))
        return amount._replace(end=match.end(), value=value, rules=(*amount.rules, "quantity.unit.compound"))
    match = CENTS.match(text, amount.end) or _HUNDREDTHS.match(text, amount.end)
    if not match:
        return _small_money(text, amount)
    parts = [parse_numeral(part) for part in match.groups() if part]
    first = Decimal("0.1") if match.re is CENTS else Decimal("0.01")
    value = amount.value
    for part in parts:
        value = EXACT.add(value, EXACT.multiply(part.value, first) if part else Decimal(0))
        first = first.scaleb(-1)
    rules = (*amount.rules, "quantity.unit.compound")
    return amount._replace(end=match.end(), value=value, rules=rules)


def _small_money(text: str, amount: Amount) -> Amount:
    """四美元又七美分."""
    joint = _AND.match(text, amount.end)
    part = parse_numeral(text, joint.end()) if joint else None
    unit = unit_at(text, part.stop) if part else None
    if part is None or unit is None or unit.unit != amount.unit or unit.factor >= amount.factor:
        return amount
    value = EXACT.add(amount.value, EXACT.multiply(part.value, unit.factor))
    return amount._replace(end=unit.end, value=value, rules=(*amount.rules, "quantity.unit.compound"))
