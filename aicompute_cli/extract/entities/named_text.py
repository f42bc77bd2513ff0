"""The folded text of an article with its mentions by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from aicompute_cli.model import Name


class NamedText:
    """The folded text with the mentions of an article, as title phrases are read in it."""

    def __init__(self, folded: str, mentions: Sequence[Name]) -> None:
        self.folded = folded
        self.mentions = mentions
        self.starts = [name.span.start for name in mentions]
        # The organisations of the whole text, by the end of the title that they go with.
        self.bodies: dict[str, frozenset[str]] = {}

    def within(self, start: int, end: int) -> list[Name]:
        """The mentions that begin and end in a stretch."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [name for name in self.mentions[first:last] if name.span.end <= end]

    def at(self, start: int) -> Name | None:
        """The mention that begins at `start`."""
        index = bisect_left(self.starts, start)
        found = index < len(self.starts) and self.starts[index] == start
        return self.mentions[index] if found else None

    def in_name(self, place: int) -> bool:
        """Whether `place` is within a mention."""
        index = bisect_left(self.starts, place + 1) - 1
        return index >= 0 and place < self.mentions[index].span.end
