"""The things that flow through aic: plain immutable records without behaviour of their own.

`text` is always characters as the file has them; `folded` is the repaired, width-folded, simplified
form that is matched on. A `Span` counts characters of the decoded file, a `FoldedSpan` characters of
the folded text; they are different types so that one can never be mistaken for the other.

The spans are dataclasses, so that one never equals the other; the rest are named tuples, which cost a
start-up a fifth of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of the decoded file: ``file[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class FoldedSpan:
    """A half-open range of characters of the folded text."""

    start: int
    end: int


class Metadata(NamedTuple):
    """What is known of a document besides its text; None where nothing is.

    `published` is an ISO date (``2023-12-05``): 今年 and 去年 are counted from it.
    """

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


class Sentence(NamedTuple):
    """One sentence of a document: the passage that a search returns and a fact cites.

    `number` counts from 0 in the document, `line` from 1 in the file. `furniture` marks text of the
    page around the article (navigation, related links, copyright): shown, never ranked.
    """

    number: int
    span: Span
    folded_span: FoldedSpan
    line: int
    furniture: bool = False


class Token(NamedTuple):
    """A word: `text` as the file has it, `folded` as it is matched, `span` in the file."""

    text: str
    folded: str
    span: Span


class Skipped(NamedTuple):
    """A file that was left out, and why; named on stderr, never silent."""

    path: str
    reason: str


class Hit(NamedTuple):
    """A passage that a search found. `highlights` are ranges within `text`."""

    doc: str
    title: str | None
    published: str | None
    score: float
    sentence: int
    text: str
    highlights: tuple[tuple[int, int], ...]
    span: Span
    line: int
