"""The search itself: from a parsed query to hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.document.folding import fold_query
from aicompute_cli.document.tables import Tables
from aicompute_cli.index.numbers import document_of, place_of
from aicompute_cli.index.postings import TERMS
from aicompute_cli.index.store import Block, Index, StoredDocument, StoredSentence
from aicompute_cli.model import Hit, Span
from aicompute_cli.search.entity_names import EntityNames
from aicompute_cli.search.filters import Filters
from aicompute_cli.search.highlights import Highlighter, holds, in_text
from aicompute_cli.search.mentions import sentences_naming
from aicompute_cli.search.query import Query, parse_query, phrase_terms
from aicompute_cli.search.ranking import Held, Ranking, WeightedTerm, block_query, make_ranking
from aicompute_cli.search.synonyms import find_names, spelled_out

# Blocks taken from the postings to find the best passages among, at least; more where many are asked for.
_BLOCKS = 10

# Scores are compared and printed to this many decimals: sums of the same numbers in another order, which
# another division of the corpus into segments brings, differ only far behind.
_DECIMALS = 3


# Of these, two thirds are read sentence by sentence, those that could earn most, but at least so many.
_BLOCKS_READ = 8
_BOUND_FACTOR = 0.8
_REPEAT_FACTOR = 0.95


class Candidate(NamedTuple):
    """A block that may hold a passage: what it earned by itself and could earn at most, and its terms.

    `read` is its text with the names of the query spelled as there.
    """

    bound: float
    earned: float
    here: Held
    read: str
    block: Block
    document: StoredDocument


class Passage(NamedTuple):
    """A sentence that fits: its score, its folded text in lower case, and where it is."""

    score: float
    sentence: int
    lowered: str
    number: int
    document: StoredDocument


class Searcher:
    """Searches one open index."""

    def __init__(self, index: Index, tables: Tables) -> None:
        self.index = index
        self.tables = tables
        self._names = EntityNames(index.connection)

    def parse(self, text: str) -> Query:
        """Parse what a user typed, folded as the documents are and cut as jieba would."""
        cut = self.tables.lexicon.cut
        query = parse_query(text, self._fold, cut)
        return query._replace(names=find_names(self._names, query, cut))

    def _fold(self, text: str) -> str:
        return fold_query(text, self.tables.variants)

    def search(self, query: Query, filters: Filters, limit: int) -> list[Hit]:
        """The best `limit` passages, best first; of equal ones the first by document id and place."""
        if query.is_empty:
            return []
        hits = self._search(query, filters, limit)
        return hits or self._search(query.without_cited(), filters, limit) if query.cited else hits

    def missing_words(self, query: Query) -> list[str]:
        """Words of a query of keywords that are nowhere in the corpus; a question is not taken at its word."""
        if query.dropped:
            return []
        named = "\n".join(name.text for name in query.names)  # and found by another name
        words = (word for word in (*query.words, *query.spaced) if len(word) > 1 and word not in named)
        return [word for word in words if not self.index.searcher.doc_freq(TERMS, word)]

    def _search(self, query: Query, filters: Filters, limit: int) -> list[Hit]:
        ranking = make_ranking(self.index, query)
        if not has_content(query, ranking.terms):
            return []
        wanted = min(max(_BLOCKS, limit), self.index.searcher.num_docs)
        while True:
            found, complete = self._best_blocks(query, ranking, wanted)
            candidates = self._candidates(query, ranking, found, filters)
            if not (complete or query.is_restricted):
                candidates = candidates[: max(_BLOCKS_READ, wanted * 2 // 3)]
            passages = [p for candidate in candidates for p in _passages_of(candidate, query, ranking)]
            if complete or len(passages) >= limit:
                passages.sort(key=lambda p: (-p.score, p.document.doc, p.sentence))
                return self._hits(passages[:limit], query)
            wanted *= 4

    def _best_blocks(
        self, query: Query, ranking: Ranking, wanted: int
    ) -> tuple[list[tuple[float, int]], bool]:
        """The best blocks and whether these are all; of ties at the end none is taken."""
        asked = block_query(self.index, ranking.terms, tuple(required_terms(query)), query.names)
        while True:
            found = self.index.best_blocks(asked, wanted + 1)
            if len(found) <= wanted:
                return found, True
            edge = round(found[-1][0], _DECIMALS)
            above = [hit for hit in found if round(hit[0], _DECIMALS) > edge]
            if above:
                return above, False
            wanted *= 4

    def _candidates(
        self, query: Query, ranking: Ranking, found: list[tuple[float, int]], filters: Filters
    ) -> list[Candidate]:
        """The blocks that pass the filters, the ones that could earn most first."""
        blocks = self.index.blocks(number for _, number in found)
        named = self._named(query, {document_of(number) for _, number in found})
        candidates = []
        for bm25, number in found:
            block, document = blocks[number]
            if filters.passes(document.doc, document.published):
                read = spelled_out(block.lowered, block.first, named.get(document_of(number), ()))
                earned, here = ranking.of_block(read, document.lead, bm25)
                bound = earned + _BOUND_FACTOR * sum([in_sentence for _, _, in_sentence in here])
                candidates.append(Candidate(round(bound, _DECIMALS), earned, here, read, block, document))
        candidates.sort(key=lambda c: (-c.bound, c.document.doc, c.block.first))
        return candidates

    def _named(self, query: Query, documents: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
        """By document the sentences that name whom the query names, each with the name that the query has."""
        if not query.names:
            return {}
        names = {name.entity: name.text for name in query.names}
        return {
            document: [(sentence, names[entity]) for sentence, entity in sorted(found)]
            for document, found in sentences_naming(self.index.connection, list(names), documents).items()
        }

    def _hits(self, passages: Sequence[Passage], query: Query) -> list[Hit]:
        highlighter = Highlighter(query)
        numbers = [place_of(passage.number, passage.sentence) for passage in passages]
        stored = self.index.sentences(numbers)
        return [_hit(p, stored[number], highlighter) for p, number in zip(passages, numbers, strict=True)]


def _hit(passage: Passage, stored: StoredSentence, highlighter: Highlighter) -> Hit:
    document = passage.document
    return Hit(
        doc=document.doc,
        title=document.title,
        published=document.published,
        score=passage.score,
        sentence=passage.sentence,
        text=stored.text,
        highlights=tuple(in_text(highlighter.find(passage.lowered), stored.offsets)),
        span=Span(stored.start, stored.end),
        line=stored.line,
    )


def _passages_of(candidate: Candidate, query: Query, ranking: Ranking) -> Iterator[Passage]:
    """The sentences of a block that fit.

    A weaker one has that part of the block's score that it earned, and each further one a little less, so
    that many equal ones do not hide what other documents say.
    """
    block = candidate.block
    sentences = block.lowered.split("\n")
    scores, best_pair = ranking.of_sentences(candidate.read.split("\n"), candidate.here)
    best = max(scores)
    total = ranking.total(candidate.earned, best, best_pair)
    allowed = [i for i, score in enumerate(scores) if score]
    if query.is_restricted:
        allowed = [i for i in allowed if is_allowed(sentences[i], query)]
    allowed.sort(key=lambda i: (-scores[i], i))
    for repeated, i in enumerate(allowed):
        score = round(total * scores[i] / best * _REPEAT_FACTOR**repeated, _DECIMALS)
        yield Passage(score, block.first + i, sentences[i], document_of(block.number), candidate.document)


def is_allowed(lowered: str, query: Query) -> bool:
    """Whether a passage holds every phrase of the query and no excluded word."""
    return all(holds(lowered, phrase) for phrase in query.required) and not any(
        holds(lowered, word) for word in query.excluded
    )


def required_terms(query: Query) -> Iterator[str]:
    """Terms that a block must have to hold the query's phrases."""
    for phrase in query.required:
        yield from phrase_terms(phrase)


def has_content(query: Query, terms: Sequence[WeightedTerm]) -> bool:
    """Whether more than stray single characters of the query are in the corpus.

    区块链 is not found where there is only 区 somewhere and 链 somewhere else.
    """
    single = all(len(run) == 1 for run in query.runs)
    return any(len(term.text) > 1 or term.kind == "spaced" or single for term in terms)
