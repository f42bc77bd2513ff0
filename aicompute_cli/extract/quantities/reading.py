"""What is read of a numeral so far: whole groups, the section below the next scale word, the last digits."""

from __future__ import annotations

import functools
from decimal import Context, Decimal
from pathlib import Path

_TABLE = Path(__file__).parents[2] / "data" / "numerals.tsv"

EXACT = Context(prec=200)
"""Wide enough for every product of a numeral and a unit; the global context is never touched."""

_DIGITS = 100
_ROUNDED = Context(prec=28)  # of values that have no end: 70亩


def plain(value: Decimal) -> Decimal:
    """`value` without an exponent above zero or zeros behind the point.

    >>> plain(Decimal("1.50E+3"))
    Decimal('1500')
    """
    parts = value.as_tuple()
    if parts.exponent == 0 and len(parts.digits) < _DIGITS:
        return value
    value = (value if len(parts.digits) < _DIGITS else _ROUNDED.plus(value)).normalize(EXACT)
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else value


_PAIRS = frozenset({"35"})


@functools.cache
def table() -> dict[str, dict[str, int]]:
    """The characters of numerals by kind and with their values."""
    kinds: dict[str, dict[str, int]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line[:1] not in ("#", ""):
            kind, characters, value = line.split("\t")
            kinds.setdefault(kind, {}).update(dict.fromkeys(characters, int(value)))
    return kinds


class Reading:
    """The number as far as it is read: whole groups (3亿), the section below the next scale word, the last digits."""

    __slots__ = (
        "alone",
        "current",
        "groups",
        "han",
        "kind",
        "last",
        "more",
        "rules",
        "section",
        "small",
        "spread",
        "zero",
    )

    def __init__(self) -> None:
        self.groups: list[tuple[Decimal, int]] = []
        self.section: Decimal | None = None
        self.current: Decimal | None = None
        self.small = 4  # the last power of ten within the section
        self.last = 0  # the power of ten of the last scale word
        self.kind = ""  # of the last piece
        self.zero = False
        self.alone = self.han = False
        self.spread = Decimal(0)
        self.more = ""
        self.rules: list[str] = []

    def saved(self) -> tuple[list[tuple[Decimal, int]], Decimal | None, int, int, Decimal]:
        """What a scale word closed, to come back to."""
        return list(self.groups), self.section, self.small, self.last, self.spread

    def restore(self, saved: tuple[list[tuple[Decimal, int]], Decimal | None, int, int, Decimal]) -> None:
        """Forget what was read behind the last scale word."""
        self.groups, self.section, self.small, self.last, self.spread = saved
        self.current, self.kind = None, "scale"

    def part(self) -> Decimal | None:
        """What stands in front of the next scale word."""
        if self.section is None:
            return self.current
        return self.section if self.current is None else EXACT.add(self.section, self.current)

    def value(self) -> Decimal:
        """The number."""
        total = self.part() or Decimal(0)
        for value, _ in self.groups:
            total = EXACT.add(total, value)
        return total

    def take_digits(self, characters: str) -> bool:
        """Chinese digits by place; two neighbours (三四) are a pair."""
        if self.current is not None:
            return False
        digits = "".join(str(table()["digit"][character]) for character in characters)
        self.han = True
        self.zero = digits[0] == "0"
        self.current = Decimal(int(digits[0]) if _is_pair(digits) else digits)
        if _is_pair(digits):
            self.spread = Decimal(int(digits[1]) - int(digits[0]))
            self.rules.append("quantity.numeral.pair")
        elif len(digits) > 2 - (not self.groups and self.section is None) and not self.zero:
            self.rules.append("quantity.numeral.positional")
        self.kind = "digit" if len(digits) == 1 else "digits"
        return True

    def take_arabic(self, digits: str, scale: int = 0) -> bool:
        """Digits: at the start, or behind a scale word if they are below it (5万2000).

        `scale` is the power of ten of the scale word behind them: there may be a point in 1兆2100.5亿.
        """
        behind_zero = self.zero and not self.current and self.last > 0  # 3千零40
        if not behind_zero and (self.current is not None or (self.kind and self.kind != "scale")):
            return False
        value = Decimal(digits.replace(",", ""))
        limit = self.small if self.section else self.last
        if self.kind and (("." in digits and not 0 < scale < limit) or value.adjusted() >= limit):
            return False
        if "." in digits and scale and value.adjusted() + scale >= limit > 0:
            return False
        self.zero = behind_zero or digits[0] == "0"
        self.current = value
        self.kind = "digit" if len(digits) == 1 else "digits"
        return True

    def take_small(self, power: int) -> bool:
        """十, 百, 千: lower than the one before it; without a digit only at the start."""
        if power >= self.small and not (self.section is None and power < 4):
            return False
        if self.current is None:
            if self.kind or self.section is not None:
                return False
            self.alone = power > 1
        ahead = self.current if self.current else Decimal(1)
        self.spread = self.spread.scaleb(power, EXACT)
        self.section = EXACT.add(self.section or Decimal(0), ahead.scaleb(power, EXACT))
        self.current, self.small, self.last, self.kind = None, power, power, "scale"
        return True

    def take_tens(self, tens: int) -> bool:
        """廿, 卅, 卌."""
        if self.current is not None or self.small <= 1:
            return False
        self.han = True
        self.section = EXACT.add(self.section or Decimal(0), Decimal(10 * tens))
        self.small = self.last = 1
        self.kind = "scale"
        return True

    def take_big(self, power: int) -> bool:
        """万, 亿, 兆: what stands before it up to a higher one is multiplied (两万六千亿, 十万亿, 亿亿)."""
        part = self.part()
        if part is None and not self.groups:
            part, self.alone = Decimal(1), True
        if part is not None and self.groups and self.groups[-1][1] == power:
            return False
        lower = [value for value, scale in self.groups if scale < power or part is None]
        if part is None and not lower:
            return False
        total = functools.reduce(EXACT.add, lower, part or Decimal(0))
        higher = [group for group in self.groups if not (group[1] < power or part is None)]
        if part is None:  # 十万亿 · 亿亿
            higher = [group for group in self.groups if group[1] > power]
            total = functools.reduce(EXACT.add, (v for v, s in self.groups if s <= power), Decimal(0))
            if not total:
                return False
        scale = power + (self.last if part is None and self.kind == "scale" else 0)
        if higher and higher[-1][1] <= scale:  # 三千万亿三千万亿 is two numbers
            return False
        self.groups = [*higher, (total.scaleb(power, EXACT), scale)]
        self.spread = self.spread.scaleb(power, EXACT)
        self.section = self.current = None
        self.small, self.last, self.kind = 4, scale, "scale"
        return True

    def take_place(self) -> None:
        """The two neighbouring digits read by place instead: 七八% is 78, 八九点三 89.3."""
        pair = self.current or Decimal(0)
        self.current = EXACT.add(pair.scaleb(1, EXACT), EXACT.add(pair, self.spread))
        self.spread = Decimal(0)
        self.rules.remove("quantity.numeral.pair")

    def take_spoken_tail(self) -> None:
        """两万六 is 13000, 三千七百五 is 2450; 两万零六 is not."""
        if self.kind == "digit" and self.last > 1 and not self.zero and self.current and not self.spread:
            self.current = self.current.scaleb(self.last - 1, EXACT)
            self.rules.append("quantity.numeral.spoken")


def _is_pair(digits: str) -> bool:
    return (
        len(digits) == 2 and digits[0] != "0" and (int(digits[1]) - int(digits[0]) == 1 or digits in _PAIRS)
    )
