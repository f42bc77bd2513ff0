"""The numbers of blocks, sentences and facts: the document's number in the high bits, a count within it in the rest."""

from __future__ import annotations

BITS = 24  # a document of 16 million sentences would be larger than any file that is read


def range_of(document: int) -> tuple[int, int]:
    """The first and the last number that a block, sentence or fact of the document can have."""
    return document << BITS, ((document + 1) << BITS) - 1


def place_of(document: int, count: int) -> int:
    """The number of the block, sentence or fact that is number `count` in its document."""
    return (document << BITS) + count


def document_of(number: int) -> int:
    """The document that a block, sentence or fact is of."""
    return number >> BITS
