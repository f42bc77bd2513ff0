"""Units and measure words behind a number (data/units.tsv, data/measure_words.tsv)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.extract.quantities.reading import EXACT

_DATA = Path(__file__).parents[2] / "data"

PAGE_MONEY = "¤"
"""The unit of 元 alone until it is known whose."""

_BEFORE, _BEHIND = 14, 8  # characters around a form in which the words of `near` are looked for
_SI = {"": 0, "K": 3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18, "Z": 21, "Y": 24}
_HAN = {"": 0, "千": 3, "兆": 6, "吉": 9, "太": 12, "拍": 15, "艾": 18, "泽": 21}
_ENDS = frozenset("，。！？；：、,.!?;:)）]】」』”\n")


class Form(NamedTuple):
    """A row of the table for one form: what it counts and when it does."""

    unit: str
    factor: Decimal
    not_before: frozenset[str] = frozenset()
    ends: bool = False
    near: tuple[str, ...] = ()
    measure: bool = False


class Unit(NamedTuple):
    """A unit that ends at `end`: the value of a number is the number times `factor` in `unit`."""

    unit: str
    factor: Decimal
    end: int
    measure: bool = False


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# ") and line != "#":
            yield line.split("\t")


@functools.cache
def _forms() -> dict[str, tuple[Form, ...]]:
    forms: dict[str, list[Form]] = {}
    for names, unit, factor, prefixes, not_before, near in _rows("units.tsv"):
        form = Form(unit, _number(factor), *_not_before(not_before), _words(near))
        for name in names.split(" "):
            for prefix, power in _prefixes(prefixes).items():
                forms.setdefault(prefix + name, []).append(
                    form._replace(factor=form.factor.scaleb(power, EXACT))
                )
    for word, not_before in _rows("measure_words.tsv"):
        unit = word.removeprefix("个") or word
        forms.setdefault(word, []).append(Form(unit, Decimal(1), *_not_before(not_before), measure=True))
    return {name: tuple(rows) for name, rows in forms.items()}


def _number(written: str) -> Decimal:
    above, _, below = written.partition("/")
    return EXACT.divide(Decimal(above), Decimal(below)) if below else Decimal(above)


def _not_before(written: str) -> tuple[frozenset[str], bool]:
    if written.startswith("="):
        return frozenset(), True
    return frozenset("" if written == "-" else written), False


def _words(written: str) -> tuple[str, ...]:
    return () if written == "-" else tuple(written.split(" "))


def _prefixes(written: str) -> dict[str, int]:
    if written == "si!":  # KB, never B alone
        return {prefix: power for prefix, power in _SI.items() if prefix}
    return _SI if written == "si" else _HAN if written == "han" else {"": 0}


@functools.cache
def money_names() -> tuple[str, ...]:
    """The names and codes of currencies that stand before a number as well: 人民币, USD."""
    return tuple(
        name
        for name, rows in _forms().items()
        if len(name) > 1
        and rows[0].factor == 1
        and len(rows[0].unit) == 3
        and rows[0].unit.isupper()
        and name[0] != "元"
    )


@functools.cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """By first character the lengths of the forms, longest first."""
    lengths: dict[str, set[int]] = {}
    for form in _forms():
        lengths.setdefault(form[0], set()).add(len(form))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def unit_at(text: str, at: int, *, since: int | None = None) -> Unit | None:
    """The unit that starts at `at`, the longest whose conditions hold. `since` is where its number starts.

    >>> unit_at("12公里外", 2)
    Unit(unit='m', factor=Decimal('1E+3'), end=4, measure=False)
    >>> unit_at("100万人才", 4) is None
    True
    """
    for length in _lengths().get(text[at : at + 1], ()):
        form = text[at : at + length]
        for row in _forms().get(form, ()):
            end = at + length
            if len(form) == length and _fits(text, row, end, at if since is None else since):
                return Unit(row.unit, row.factor, end, row.measure)
    return None


def _fits(text: str, row: Form, end: int, start: int) -> bool:
    behind = text[end : end + 1]
    if behind in row.not_before and behind:
        return False
    if behind.isascii() and behind.isalnum() and text[end - 1].isascii() and text[end - 1].isalnum():
        return False
    if row.ends and behind and behind not in _ENDS:
        return False
    return not row.near or _is_near(text, row.near, start, end)


def _is_near(text: str, words: tuple[str, ...], start: int, end: int) -> bool:
    around = text[max(0, start - _BEFORE) : start] + "|" + text[end : end + _BEHIND]
    return any(word in around for word in words)
