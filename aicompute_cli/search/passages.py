"""The search itself: from a parsed query to hits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.document.folding import fold
from aicompute_cli.document.tables import Tables
from aicompute_cli.document.terms import grams, spaced_words, word_terms
from aicompute_cli.index.records import BLOCK_BITS
from aicompute_cli.index.store import Block, Index
from aicompute_cli.model import Hit, Span
from aicompute_cli.search.filters import Filters
from aicompute_cli.search.highlights import find_highlights, holds, in_text
from aicompute_cli.search.query import Query, parse_query
from aicompute_cli.search.ranking import Ranking, WeightedTerm, block_query, make_ranking

# Blocks taken from the postings to find the best passages among, at least; more where many are asked for.
_BLOCKS = 20

# Scores are compared and printed to this many decimals: sums of the same numbers in another order, which
# another division of the corpus into segments brings, differ only far behind.
_DECIMALS = 3


class Passage(NamedTuple):
    """A sentence that fits: its score, where it is, and its folded text in lower case."""

    score: float
    document: int
    sentence: int
    lowered: str


class Searcher:
    """Searches one open index."""

    def __init__(self, index: Index, tables: Tables) -> None:
        self.index = index
        self.tables = tables

    def parse(self, text: str) -> Query:
        """Parse what a user typed, folded as the documents are and cut as jieba would."""
        return parse_query(text, self._fold, self.tables.lexicon.cut)

    def _fold(self, text: str) -> str:
        return fold(text, self.tables.variants.find_edits).folded

    def search(self, query: Query, filters: Filters, limit: int) -> list[Hit]:
        """The best `limit` passages, best first; of equal ones the first by document id and place."""
        if query.is_empty:
            return []
        ranking = make_ranking(self.index, query)
        if not has_content(query, ranking.terms):
            return []
        wanted = max(_BLOCKS, 2 * limit)
        while True:
            blocks, complete = self._best_blocks(query, ranking, wanted)
            passages = self._passages(query, ranking, blocks)
            hits = self._hits(passages, query, filters, limit)
            if complete or len(hits) >= limit:
                return hits
            wanted *= 4

    def _best_blocks(
        self, query: Query, ranking: Ranking, wanted: int
    ) -> tuple[list[tuple[float, int]], bool]:
        """The best blocks and whether these are all; ties at the end are taken whole."""
        asked = block_query(self.index, ranking.terms, tuple(required_terms(query)))
        while True:
            found = self.index.best_blocks(asked, wanted + 1)
            if len(found) <= wanted:
                return found, True
            edge = round(found[-1][0], _DECIMALS)
            above = [hit for hit in found if round(hit[0], _DECIMALS) > edge]
            if above:
                return above, False
            wanted *= 4

    def _passages(
        self, query: Query, ranking: Ranking, found: list[tuple[float, int]]
    ) -> Iterator[Passage]:
        blocks = self.index.blocks(number for _, number in found)
        for score, number in found:
            yield from _passages_of(score, blocks[number], query, ranking)

    def _hits(self, passages: Iterable[Passage], query: Query, filters: Filters, limit: int) -> list[Hit]:
        by_document = defaultdict(list)
        for passage in passages:
            by_document[passage.document].append(passage)
        known = self.index.documents_by_number(by_document)
        ranked = sorted(
            (-passage.score, *known[passage.document][:1], passage.sentence, passage)
            for document, found in by_document.items()
            if filters.passes(known[document][0], known[document][2])
            for passage in found
        )
        return [self._hit(passage, known[passage.document], query) for *_, passage in ranked[:limit]]

    def _hit(self, passage: Passage, document: tuple[str, str | None, str | None], query: Query) -> Hit:
        doc, title, published = document
        number = passage.sentence
        stored = self.index.sentences(passage.document, number, number)[0]
        places = in_text(find_highlights(passage.lowered, query), stored.offsets)
        span = Span(stored.start, stored.end)
        return Hit(
            doc, title, published, passage.score, number, stored.text, tuple(places), span, stored.line
        )


def _passages_of(bm25: float, block: Block, query: Query, ranking: Ranking) -> Iterator[Passage]:
    """The sentences of a block that fit; a weaker one has that part of the block's score that it earned."""
    earned, here = ranking.of_block(block.lowered, bm25)
    sentences = block.lowered.split("\n")
    scores, best_pair = ranking.of_sentences(sentences, here)
    best = max(scores)
    total = ranking.total(earned, best, best_pair)
    for i, lowered in enumerate(sentences):
        if scores[i] and is_allowed(lowered, query):
            score = round(total * scores[i] / best, _DECIMALS)
            yield Passage(score, block.number >> BLOCK_BITS, block.first + i, lowered)


def is_allowed(lowered: str, query: Query) -> bool:
    """Whether a passage holds every phrase of the query and no excluded word."""
    if not (query.phrases or query.excluded):
        return True
    return all(holds(lowered, phrase) for phrase in query.phrases) and not any(
        holds(lowered, word) for word in query.excluded
    )


def required_terms(query: Query) -> Iterator[str]:
    """Terms that a block must have to hold the query's phrases."""
    for phrase in query.phrases:
        for word in spaced_words(phrase):
            yield from word_terms(word)
        yield from (gram for part in phrase.split() for gram in grams(part) if len(gram) == 2 and not gram.isascii())


def has_content(query: Query, terms: Sequence[WeightedTerm]) -> bool:
    """Whether more than stray single characters of the query are in the corpus.

    区块链 is not found where there is only 区 somewhere and 链 somewhere else.
    """
    single = all(len(run) == 1 for run in query.runs)
    return any(len(term.text) > 1 or term.kind == "spaced" or single for term in terms)
