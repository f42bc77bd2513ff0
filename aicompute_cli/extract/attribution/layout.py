"""How a paragraph is laid out: its sentences, the clauses between marks, and its quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from aicompute_cli.extract.article import Paragraph

# A comma or colon between digits (1,200; 4:1) ends no clause.
_CLAUSE = re.compile(r"[，。；;：！!？?“”\"「」\n,:—](?:(?<![,:—])|(?<=[,:])(?:(?!\d)|(?<!\d.))|(?<=—)—)")
# A title or a word in quotation marks is no clause of its own, as a quotation is.
_BRACKETS = re.compile(
    r"[(（][^()（）\n]{1,60}[)）]|《[^《》\n]{1,60}》|“[^“”，。；：！？\n]{1,16}”|「[^「」，。；：！？\n]{1,16}」"
)
_PART_END = re.compile("[。；;]")
_QUOTE = re.compile(r"“[^“”]{8,}”|「[^「」]{8,}」|\"[^\"\n]{8,400}\"")
_BEFORE_QUOTE = re.compile(r"[^，,。；！？“”]{0,14}[，：:,]?\s*(?=[“\"「])")


class Quote(NamedTuple):
    """A quotation, with its marks."""

    start: int
    end: int


class Layout:
    """The places of a paragraph of `text`; each question takes time that grows with the paragraph's logarithm."""

    def __init__(self, text: str, paragraph: Paragraph) -> None:
        self.text = text
        self.start, self.end = paragraph.span.start, paragraph.span.end
        self.quotes = [Quote(*match.span()) for match in _QUOTE.finditer(text, self.start, self.end)]
        self._sentences = [sentence.folded_span.start for sentence in paragraph.sentences]
        self._quote_starts = [quote.start for quote in self.quotes]
        self._quote_ends = {quote.end: index for index, quote in enumerate(self.quotes)}
        self._bounds = _clause_bounds(text, self.start, self.end)
        self._part_ends = [match.end() for match in _PART_END.finditer(text, self.start, self.end)]

    def sentence_start(self, place: int) -> int:
        """Where the sentence of `place` begins."""
        return self._sentences[max(0, bisect_right(self._sentences, place) - 1)]

    def clause_start(self, place: int) -> int:
        """Where the clause of `place` begins."""
        at = bisect_right(self._bounds, (place, place)) - 1
        while at >= 0 and self._bounds[at][1] > place:
            at -= 1
        return self._bounds[at][1] if at >= 0 else self.start

    def clause_end(self, place: int) -> int:
        """Where the clause of `place` ends, before its mark."""
        at = bisect_left(self._bounds, (place, place))
        return self._bounds[at][0] if at < len(self._bounds) else self.end

    def part_end(self, place: int) -> int:
        """Where the part of the sentence that `place` is in ends, at a full stop or semicolon."""
        at = bisect_right(self._part_ends, place)
        return self._part_ends[at] if at < len(self._part_ends) else self.end

    def quote_around(self, place: int) -> Quote | None:
        """The quotation in which `place` is."""
        at = bisect_left(self._quote_starts, place) - 1
        return self.quotes[at] if at >= 0 and place < self.quotes[at].end else None

    def quotes_before(self, place: int) -> Quote | None:
        """The quotation that ends at `place` or a mark before it, with those that it follows at once."""
        index = self._quote_ends.get(place, self._quote_ends.get(place - 1))
        if index is None:
            return None
        end = self.quotes[index].end
        while index and self.quotes[index - 1].end == self.quotes[index].start:
            index -= 1
        return Quote(self.quotes[index].start, end)

    def quote_after(self, place: int) -> Quote | None:
        """The quotation that a few words, a comma or a colon lead to from `place`."""
        found = _BEFORE_QUOTE.match(self.text, place)
        if not found:
            return None
        at = bisect_left(self._quote_starts, found.end())
        return self.quotes[at] if at < len(self.quotes) and self.quotes[at].start == found.end() else None


def _clause_bounds(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The marks between clauses, each with its first character and what follows its last; none in brackets."""
    brackets = [match.span() for match in _BRACKETS.finditer(text, start, end)]
    if not brackets:
        return [match.span() for match in _CLAUSE.finditer(text, start, end)]
    opens = [bracket[0] for bracket in brackets]
    bounds = []
    for match in _CLAUSE.finditer(text, start, end):
        at = bisect_right(opens, match.start()) - 1
        if at < 0 or brackets[at][1] <= match.start():
            bounds.append(match.span())
    return bounds
