"""What is read of a number with its unit, before its bound and its money are known."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.extract.quantities.numerals import Numeral

ONE = Decimal(1)


class Amount(NamedTuple):
    """A number and its unit at ``text[start:end]``; `unit` is None where there is none.

    `value` is that of the numeral alone, `factor` what the unit multiplies it by.
    """

    numeral: Numeral
    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str | None
    factor: Decimal
    measure: bool
    rules: tuple[str, ...]


def made(numeral: Numeral, end: int, value: Decimal, unit: str | None, *rules: str) -> Amount:
    """The amount of `value` in `unit` from the start of `numeral` to `end`; `rules` follow those of the numeral."""
    return Amount(numeral, numeral.start, end, value, None, unit, ONE, False, (*numeral.rules, *rules))


def is_money(unit: str) -> bool:
    """Whether `unit` is the ISO 4217 code of a currency.

    >>> is_money("USD"), is_money("OPS"), is_money("台")
    (True, False, False)
    """
    return len(unit) == len("USD") and unit.isascii() and unit.isupper() and unit != "OPS"
