"""A quantity where it stands, and the words beside it that tell whether it is claimed (data/claim_selection.tsv)."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.model import Quantity, Sentence

_TABLE = Path(__file__).parents[2] / "data" / "claim_selection.tsv"

# Units that are claimed wherever a number has them.
MEASURES = frozenset(
    {"%", "pp", "bp", "x", "CNY", "USD", "HKD", "TWD", "EUR", "JPY", "GBP", "KRW", "W", "Wh", "OPS"}
)


class Decision(NamedTuple):
    """What was decided of a quantity: the sentence it stands in, whether it is claimed, and by which rule."""

    quantity: Quantity
    sentence: int
    claimed: bool
    rule: str


_CLAUSE_END = re.compile("[,，。;；:：!！?？\n]")
_LONGEST_CLAUSE = 60


class Place:
    """A quantity where it stands: the words before and after it, cut at the ends of its sentence."""

    __slots__ = (
        "_end",
        "_folded",
        "_start",
        "after",
        "before",
        "behind",
        "bounded",
        "left",
        "number",
        "quantity",
    )

    def __init__(self, folded: str, quantity: Quantity, sentence: Sentence, before: Decision | None) -> None:
        span, number = quantity.span, quantity.number
        start = max(sentence.folded_span.start, span.start - 16)
        self.quantity = quantity
        self.before = before if before and before.sentence == sentence.number else None
        self.bounded = folded[span.start : number.start]  # the bound words before the number
        self.number = folded[number.start : number.end]
        self.left = folded[start : span.start]
        self.behind = folded[number.end : number.end + 12]  # what the number counts
        self.after = folded[span.end : min(span.end + 12, sentence.folded_span.end)]
        self._folded, self._start, self._end = folded, sentence.folded_span.start, sentence.folded_span.end

    def clause_before(self) -> str:
        """What stands before the quantity in its clause, as far as that may matter."""
        start = max(self._start, self.quantity.span.start - _LONGEST_CLAUSE)
        return _CLAUSE_END.split(self._folded[start : self.quantity.span.start])[-1]

    def sentence_after(self) -> str:
        """What stands behind the quantity in its sentence, as far as that may matter."""
        end = self.quantity.span.end
        return self._folded[end : min(end + _LONGEST_CLAUSE, self._end)]


@functools.cache
def words_of(role: str) -> tuple[str, ...]:
    """The words of a role of the table; raises KeyError where it has none of that name."""
    for line in _TABLE.read_text("utf-8").splitlines():
        name, _, words = line.partition("\t")
        if name == role:
            return tuple(words.split())
    raise KeyError(role)
