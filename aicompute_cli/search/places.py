"""Where a part of a query stands in a folded passage in lower case."""

from __future__ import annotations

from collections.abc import Iterator


def places(lowered: str, part: str) -> Iterator[tuple[int, int]]:
    """Every range where `part` stands, overlapping ones too."""
    start = lowered.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = lowered.find(part, start + 1)


def whole_places(lowered: str, word: str) -> Iterator[tuple[int, int]]:
    """The ranges where `word` stands, its Latin words and numbers whole.

    >>> list(whole_places("openai的ai，37中的3", "ai")), list(whole_places("37中的3", "3"))
    ([(7, 9)], [(4, 5)])
    """
    for start, end in places(lowered, word):
        if not (_joined(lowered[start - 1 : start], word[0]) or _joined(word[-1], lowered[end : end + 1])):
            yield start, end


def _joined(left: str, right: str) -> bool:
    """Whether two characters side by side are of one number or of one Latin word."""
    both = left + right
    return len(both) == 2 and (both.isdigit() or (both.isascii() and both.isalpha()))
