"""A sentence on its way to its places: what was found in it so far, and what stands around a point of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aicompute_cli.model import FoldedSpan, Sentence


class Place(NamedTuple):
    """A wording of a place: where it stands, the place, and the rule that says that it is one.

    `high` is the last place of a range, `item` what has the place.
    """

    span: FoldedSpan
    value: int
    rule: str
    high: int | None = None
    bound: str = "eq"
    item: FoldedSpan | None = None


class Reading:
    """The places read so far in a sentence, and `done`, up to where it is read."""

    def __init__(self, folded: str, sentence: Sentence, before: Reading | None = None) -> None:
        self.folded = folded
        self.start = sentence.folded_span.start
        self.stop = sentence.folded_span.end
        self.number = sentence.number
        self.places: list[Place] = []
        self.done = self.start
        goes_on = before is not None and before.stop == self.start and folded[self.start - 1] in ";；"
        self._carried = before.last() if before and goes_on else None

    def add(self, places: Iterable[Place]) -> None:
        """Take places in that were found, the first of them first."""
        for place in places:
            self.places.append(place)
            self.done = max(self.done, place.span.end)

    def last(self) -> Place | None:
        """The place found last, also before a semicolon, where it is a certain one."""
        place = self.places[-1] if self.places else self._carried
        return place if place and place.bound == "eq" else None

    def before(self, at: int, size: int = 30) -> str:
        """The characters of the sentence before a point, at most `size`."""
        return self.folded[max(self.start, at - size) : max(self.start, at)]

    def after(self, at: int) -> str:
        """The dozen characters of the sentence from a point on."""
        return self.folded[at : min(self.stop, at + 12)]

    def in_title(self, at: int) -> bool:
        """Whether a point lies between 《 and 》."""
        opening = self.folded.rfind("《", max(self.start, at - 40), at)
        return opening >= 0 and self.folded.find("》", opening, at) < 0


def numbered(
    spans: Sequence[FoldedSpan], values: Iterable[int], rule: str, items: Sequence[FoldedSpan] | None = None
) -> list[Place]:
    """A place for each span, the values in turn; what has it is the item beside it, None without `items`."""
    holders: Sequence[FoldedSpan | None] = items or [None] * len(spans)
    return [
        Place(span, value, rule, item=item) for span, value, item in zip(spans, values, holders, strict=False)
    ]
