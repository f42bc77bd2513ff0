"""The words of the heads and captions of tables in text (data/grid_words.tsv), and what a unit in one means."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.extract.quantities.currency import currency_named
from aicompute_cli.extract.quantities.scan import find_quantities
from aicompute_cli.extract.tables import read_rows

_LONGEST_UNIT = 16


class Scale(NamedTuple):
    """A unit of docs/facts.md and how much of it one of what is written in the table is."""

    unit: str
    factor: Decimal


@functools.cache
def words_of(*roles: str) -> tuple[str, ...]:
    """The words of the roles, the longest first."""
    rows = dict(read_rows("grid_words"))
    words = {word for role in roles for word in rows[role].split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def pattern_of(*roles: str) -> re.Pattern[str]:
    """A pattern of all words of the roles.

    >>> pattern_of("growth").search("收入增速(%)")[0]
    '增速'
    """
    return re.compile("|".join(map(re.escape, words_of(*roles))))


@functools.lru_cache(maxsize=4096)
def scale_of(wording: str, currency: str) -> Scale | None:
    """What a wording of a unit means; None where it is none. `currency` is what 元 alone is.

    >>> scale_of("百万美元", "CNY")
    Scale(unit='USD', factor=Decimal('1000000'))
    >>> scale_of("新台币百万元", "CNY").unit, scale_of("MW", "CNY").unit, scale_of("概况", "CNY")
    ('TWD', 'W', None)
    """
    wording = wording.replace(" ", "").partition("/")[0]
    if not wording or len(wording) > _LONGEST_UNIT or any(sign.isdigit() for sign in wording):
        return None
    money = next((size for size in (4, 3, 2) if len(wording) > size and currency_named(wording[:size])), 0)
    amount = f"{wording[:money]}1{wording[money:]}"
    found = find_quantities(amount, currency)
    if len(found) != 1 or found[0].span.start > money or found[0].span.end < len(amount):
        return None
    return Scale(found[0].unit, found[0].value)
