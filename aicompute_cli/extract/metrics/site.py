"""Where a claim stands: its sentence in pieces, its clause, the figures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aicompute_cli.extract.kept import kept
from aicompute_cli.extract.metrics.pieces import Piece
from aicompute_cli.model import Claim

if TYPE_CHECKING:
    from aicompute_cli.extract.metrics.phrases import Phrase

_LEFT, _RIGHT = 60, 30


@dataclass(eq=False)
class Site:
    """A claim with the pieces of its sentence; `at` is the claim's own, `low` and `high` bound its clause.

    `earlier` is where the clause before begins, where it has no figure; `next_unit` the unit of the figure after this
    one in the clause. What is read off the pieces is kept: many
    constructions ask for it. `phrase` is kept by `phrases.phrase_of`.
    """

    claim: Claim
    pieces: Sequence[Piece]
    at: int
    low: int
    high: int
    earlier: int = 0
    next_unit: str = ""
    phrase: Phrase | None = None

    @kept
    def previous(self) -> Sequence[Piece]:
        """The pieces of the clause before this one, where it has no figure."""
        return self.pieces[max(self.earlier, self.low - 1 - _LEFT) : max(self.low - 1, 0)]

    @kept
    def left(self) -> Sequence[Piece]:
        """The pieces between the figure before, or the clause's start, and this one."""
        low = max(self.low, self.at - _LEFT)
        for at in range(self.at - 1, low - 1, -1):
            if self.pieces[at].kind == "claim" and not self._bounds(at):
                return _own(self.pieces[at + 1 : self.at])
        return [
            p._replace(kind="word", tag="m") if p.kind == "claim" else p for p in self.pieces[low : self.at]
        ]

    def _bounds(self, at: int) -> bool:
        """Whether the figure at `at`, with which the clause begins, says which things are meant: 2000元以下的产品."""
        after = self.pieces[at + 1]
        bare = after.kind == "word" and (after.text == "的" or after.tag[:1] in ("n", "b"))
        return at == self.low and bare and self.pieces[at].text.endswith(("以上", "以下", "以内"))

    @kept
    def right(self) -> Sequence[Piece]:
        """The pieces between this figure and the next, or the clause's end."""
        high = min(self.high, self.at + _RIGHT)
        for at in range(self.at + 1, high):
            if self.pieces[at].kind == "claim":
                return self.pieces[self.at + 1 : at]
        return self.pieces[self.at + 1 : high]

    @kept
    def clause_left(self) -> Sequence[Piece]:
        """The pieces of the clause before this figure, other figures among them."""
        return self.pieces[max(self.low, self.at - _LEFT) : self.at]

    @kept
    def first(self) -> bool:
        """Whether no other figure stands before this one in its clause."""
        return not any(p.kind == "claim" for p in self.clause_left)


def _own(between: Sequence[Piece]) -> Sequence[Piece]:
    """What stands between two figures without the noun of the first: 和 in 3台的出货量和4%的份额."""
    if not between or between[0].text != "的":
        return between
    last = max(
        (i for i, p in enumerate(between) if p.kind == "list" or p.text in ("和", "与", "及")), default=None
    )
    return between if last is None or last < len(between) - 1 else between[last:]


def sites(pieces: Sequence[Piece], claims: Sequence[Claim]) -> list[Site]:
    """The sites of the claims of a sentence; `claims` are sorted by place."""
    by_start = {c.quantity.span.start: c for c in claims}
    found: list[Site] = []
    low = earlier = 0
    waiting: list[tuple[Claim, int]] = []
    for at, piece in enumerate([*pieces, Piece("", -1, -1, "mark")]):
        if piece.kind == "claim" and piece.start in by_start:
            waiting.append((by_start[piece.start], at))
        elif piece.kind == "mark":
            units = [claim.quantity.unit for claim, _ in waiting[1:]] + [""]
            found += [
                Site(claim, pieces, place, low, at, earlier, unit)
                for (claim, place), unit in zip(waiting, units, strict=False)
            ]
            earlier = at + 1 if waiting else low
            waiting = []
            low = at + 1
    return found
