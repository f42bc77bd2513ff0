"""Words of a question that the corpus lacks and that are a slip away from one that it has.

A corrected question is only asked where the question as it stands has no answer, and the correction is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.index.postings import TERMS
from aicompute_cli.index.store import Index

_MOST = 4  # corrections that are tried
_ASKED = 4  # words that suggestions are looked for
_SUGGESTIONS = 5
_CLOSE_ENOUGH = 50  # rapidfuzz's ratio, 0 to 100: two of four characters


class Correction(NamedTuple):
    """A stretch of a question and what may be meant by it."""

    written: str
    meant: str


def corrections(index: Index, text: str, absent: Sequence[str]) -> Iterator[Correction]:
    """Words of the corpus that differ from an absent one, taken with what stands beside it, in one character.

    A word of two characters has too many neighbours to tell which is meant; one of three or four has few. The first
    character is taken to be right: the words that begin with it are read, and not all.
    """
    found = []
    for stretch in dict.fromkeys(stretch for word in absent for stretch in _stretches(text, word)):
        for term, count in index.searcher.terms_with_prefix(TERMS, stretch[0]):
            if len(term) == len(stretch) and sum(a != b for a, b in zip(stretch, term, strict=True)) == 1:
                found.append((-len(stretch), -count, stretch, term))
    for _, _, written, meant in sorted(found)[:_MOST]:
        yield Correction(written, meant)


def words_like(index: Index, words: Sequence[str]) -> list[str]:
    """Words of the corpus that begin as `words` do and look like them, and names a character away: suggestions only."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where nothing was found

    found: dict[str, float] = {}
    for word in words[:_ASKED]:
        terms = (term for term, _ in index.searcher.terms_with_prefix(TERMS, word[0]) if len(term) > 1)
        for term, score, _ in process.extract(word, terms, scorer=fuzz.ratio, limit=_SUGGESTIONS):
            if score >= _CLOSE_ENOUGH:
                found[term] = max(score, found.get(term, 0.0))
        found.update(dict.fromkeys(_names_like(index, word), 100.0))
    return sorted(found, key=lambda term: (-found[term], term))[:_SUGGESTIONS]


def _names_like(index: Index, word: str) -> Iterator[str]:
    """Names of the corpus that differ from a word of three characters or more in one."""
    if len(word) < _NAME:
        return
    rows = index.connection.execute(
        "SELECT DISTINCT name FROM also_called WHERE length(name) = ?", (len(word),)
    )
    for (name,) in rows:
        if sum(a != b for a, b in zip(word, name.lower(), strict=True)) == 1:
            yield name


_NAME = 3


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
