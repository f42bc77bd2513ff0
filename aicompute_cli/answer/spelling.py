"""Words of a question that the corpus lacks and that are a slip away from one that it has.

A corrected question is only asked where the question as it stands has no answer, and the correction is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.index.postings import TERMS
from aicompute_cli.index.store import Index

_MOST = 4  # corrections that are tried


class Correction(NamedTuple):
    """A stretch of a question and what may be meant by it."""

    written: str
    meant: str


def corrections(index: Index, text: str, absent: Sequence[str]) -> Iterator[Correction]:
    """Words of the corpus that differ from an absent one, taken with what stands beside it, in one character.

    A word of two characters has too many neighbours to tell which is meant; one of three or four has few.
    """
    stretches = [stretch for word in absent for stretch in _stretches(text, word)]
    if not stretches:
        return
    by_length: dict[int, list[tuple[str, int]]] = {}
    for term, count in index.searcher.terms_with_prefix(TERMS, ""):
        if 3 <= len(term) <= 6 and not term.isascii():
            by_length.setdefault(len(term), []).append((term, count))
    found = []
    for stretch in stretches:
        for term, count in by_length.get(len(stretch), ()):
            if sum(a != b for a, b in zip(stretch, term, strict=True)) == 1:
                found.append((-len(stretch), -count, stretch, term))
    for _, _, written, meant in sorted(found)[:_MOST]:
        yield Correction(written, meant)


def _stretches(text: str, word: str) -> Iterator[str]:
    """The word with up to two characters on either side, of three to six characters."""
    at = text.find(word)
    if at < 0:
        return
    for start in range(max(0, at - 2), at + 1):
        for end in range(at + len(word), min(len(text), at + len(word) + 2) + 1):
            stretch = text[start:end]
            if 3 <= len(stretch) <= 6 and all("㐀" <= char <= "鿿" for char in stretch):
                yield stretch
