"""Amounts and units as a user types them for ``--min``, ``--max`` and ``--unit``: 100, 20%, 50亿美元, EFLOPS."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.errors import UsageError

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")

_NUMERALS = tuple("百千万亿兆")


class Unit(NamedTuple):
    """A unit of facts, and how many of it one of the unit asked for is: EFLOPS are 1e18 FLOPS."""

    name: str
    scale: Decimal = Decimal(1)


class Amount(NamedTuple):
    """A limit in the base unit; `unit` is None where only a number was given."""

    value: Decimal
    unit: str | None = None


def read_unit(folded: str, known: Sequence[str]) -> Unit:
    """The unit that `folded` names. `known` are those that facts have. Raises UsageError where it names none.

    >>> read_unit("usd", ["USD", "台"])
    Unit(name='USD', scale=Decimal('1'))
    """
    for name in known:
        if name == folded:
            return Unit(name)
    for name in known:
        if name.lower() == folded.lower():
            return Unit(name)
    one = None
    for text in (folded, folded.upper()):  # eflops
        for single in ("1个", "1") if text[:1] in _NUMERALS else ("1",):  # 百分点 is no hundred of 分点
            one = one or _read_quantity(single + text)
    if one is None or one.unit is None:
        raise UsageError(f"--unit {folded}: not a unit. Those of this corpus: {', '.join(known) or 'none'}")
    return Unit(one.unit, one.value)


def read_amount(folded: str, option: str, units: Sequence[Unit]) -> Amount:
    """The amount that `folded` states, a bare number counted in the one unit of `units`, if there is one.

    Raises UsageError for what is no amount, and for an amount of another unit.
    """
    scale = units[0].scale if len(units) == 1 else Decimal(1)
    text = folded.strip().replace(",", "")
    if _PLAIN.fullmatch(text):
        return Amount(Decimal(text) * scale)
    negative = text[:1] in ("-", "−")
    amount = _read_quantity(text[1:] if negative else text)
    if amount is None or (negative and amount.value < 0):
        raise UsageError(
            f"{option} {folded}: not an amount. Give a number, as in {option} 100, or {option} 50亿美元"
        )
    value = -amount.value if negative else amount.value
    if amount.unit is None:
        return Amount(value * scale)
    if units and amount.unit not in {unit.name for unit in units}:
        raise UsageError(
            f"{option} {folded}: is in {amount.unit}, but --unit is {units[0].name}. Leave out one"
        )
    return Amount(value, amount.unit)


def _read_quantity(text: str) -> Amount | None:
    """The one quantity that `text` is; None where it is none or more."""
    from aicompute_cli.extract.quantities.scan import find_quantities  # noqa: PLC0415 - only for amounts

    found = find_quantities(text)
    if len(found) != 1 or (found[0].span.start, found[0].span.end) != (0, len(text)):
        return None
    quantity = found[0]
    return Amount(quantity.value, None if quantity.unit == "1" else quantity.unit)
