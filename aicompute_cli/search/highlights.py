"""Where in a passage the query stands, to the character of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aicompute_cli.document.offsets import OffsetMap
from aicompute_cli.model import FoldedSpan
from aicompute_cli.search.places import whole_places
from aicompute_cli.search.query import Query


class Highlighter:
    """Marks one query in passages.

    Words, phrases, Latin words and numbers, and stretches of three characters and more are marked; only where
    there are none of these, pairs, and where there are no pairs, single characters.
    """

    def __init__(self, query: Query) -> None:
        self._spaced = query.spaced
        self._parts = (tuple(dict.fromkeys(_long_parts(query))), query.bigrams, query.characters)

    def find(self, lowered: str) -> list[tuple[int, int]]:
        """The parts of a folded passage in lower case that are of the query, merged, from left to right."""
        found = [place for word in self._spaced for place in whole_places(lowered, word)]
        for parts in self._parts:
            found += [place for part in parts if part in lowered for place in whole_places(lowered, part)]
            if found:
                break
        return merge(found)


def _long_parts(query: Query) -> Iterator[str]:
    yield from query.required
    for name in query.names:
        yield from name.others
    yield from (word for word in query.words if len(word) > 1)
    for run in query.runs:
        yield from (run[i : i + 3] for i in range(len(run) - 2))
        if len(run) == 1:
            yield run


def merge(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that touch made one.

    >>> merge([(4, 6), (0, 2), (2, 4), (8, 9)])
    [(0, 6), (8, 9)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def in_text(places: Iterable[tuple[int, int]], offsets: bytes | None) -> list[tuple[int, int]]:
    """The same ranges in the passage as the file has it; `offsets` is the stored map, None the identity."""
    if offsets is None:
        return list(places)
    back = OffsetMap.from_bytes(offsets)
    spans = (back.to_text(FoldedSpan(start, end)) for start, end in places)
    return merge((span.start, span.end) for span in spans)


def holds(lowered: str, part: str) -> bool:
    """Whether a passage holds a phrase or an excluded word; Latin words in it only whole."""
    return any(whole_places(lowered, part))
