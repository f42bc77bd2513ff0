"""How well a block of sentences, and each sentence in it, fits a query.

Two stages. tantivy ranks blocks by BM25 over all terms of the query: of 9,052 questions measured, the block
that is sought is among the first 20 in 99.9 %. Then these blocks are read: a block earns a weight for each
term that it holds, however often; a part of that again for the terms that its document's title or first
sentence holds; and more for its best sentence and its best two neighbouring sentences.

Rarity counts for much in a block and for little in a sentence, which is to cover the query: hence two weights
for each kind of term, with an exponent of rarity each. The first two characters of a query are mostly the
name of what it asks about. docs/ranking.md has what each part gains, on which half of the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import log, log1p
from typing import NamedTuple

import tantivy

from aicompute_cli.index.postings import TERMS
from aicompute_cli.index.store import Index
from aicompute_cli.search.places import whole_places
from aicompute_cli.search.query import AskedName, Kind, Query, phrase_terms

# (weight, exponent of rarity) in a block and in a sentence.
_IN_BLOCK: dict[Kind, tuple[float, float]] = {
    "character": (1.5, 1.5),
    "bigram": (0.8, 2.5),
    "word": (0.3, 2.5),
    "spaced": (3.0, 1.0),
}
_IN_SENTENCE: dict[Kind, tuple[float, float]] = {
    "character": (1.6, 0.5),
    "bigram": (0.3, 0.0),
    "word": (0.1, 0.0),
    "spaced": (3.0, 1.0),
}

# Particles, the copula, prepositions, conjunctions, demonstratives and modals: a pair that holds one of them is
# of the frame of the question and not a name.
_FUNCTION_CHARACTERS = frozenset("的是在了和与及之于由被为有而以其中并或也将把对从到会能可这那此所着")
_FUNCTION_FACTOR = 0.5

_OPENING_FACTOR = 1.8

_LEAD_FACTOR = 0.15
_SENTENCE_LENGTH = 0.25  # how much a sentence longer than the average loses, from 0 to 1
_SENTENCE_FACTOR = 0.6
_PAIR_FACTOR = 0.4
# How often a term stands in a block decides between blocks that hold the same terms; of a query of one
# word it decides nearly all.
_BM25_FACTOR = 0.03
_BM25_FACTOR_OF_SHORT = 0.2
_SHORT = 7  # terms: one word, for which a headline of a few characters is no better than a sentence
_DATE_FACTOR = 1.15
_EVERYWHERE = 0.25  # of all blocks
_COMMON = 0.63  # of log(1 + blocks): the inverse document frequency of a term in 1 % of the blocks

_DATE = "[0-9〇一二三四五六七八九十]+(?:年|月|日|世纪|点|时)|年代|世纪"


class WeightedTerm(NamedTuple):
    """A term of the query: in how many blocks it is, what it earns in a block and in a sentence."""

    text: str
    in_block: float
    in_sentence: float
    kind: Kind
    blocks: int


Held = list[tuple[str, float, float]]
"""Terms that stand in a text: text, what it earns in a block, in a sentence. Plain tuples: the inmost loop."""


class Ranking:
    """A query made ready to be compared with blocks and sentences."""

    def __init__(self, terms: Sequence[WeightedTerm], query: Query, sentence_length: float) -> None:
        self.terms = terms
        self._joined = [term[:3] for term in terms if term.kind != "spaced"]
        self._spaced = [term[:3] for term in terms if term.kind == "spaced"]
        is_short = len(terms) <= _SHORT
        self._bm25 = _BM25_FACTOR_OF_SHORT if is_short else _BM25_FACTOR
        self._shortest = sentence_length if is_short else 0.0
        self._base = 1 - _SENTENCE_LENGTH
        self._slope = _SENTENCE_LENGTH / sentence_length
        self._led: dict[str, float] = {}
        self._asks_for_a_date = query.asks_for_a_date
        self._text = query.text

    def of_block(self, lowered: str, lead: str, bm25: float) -> tuple[float, Held]:
        """What a block earns with the lead of its document, and which terms it holds."""
        here = self._held(lowered)
        earned = sum([in_block for _, in_block, _ in here])
        if lead not in self._led:
            self._led[lead] = _LEAD_FACTOR * sum([in_block for _, in_block, _ in self._held(lead)])
        return earned + self._led[lead] + self._bm25 * bm25, here

    def of_sentences(self, sentences: Iterable[str], here: Held) -> tuple[list[float], float]:
        """What each sentence of a block earns, and what the best two neighbours earn together."""
        scores = []
        best_pair = earned_before = 0.0
        before: Held = []
        for sentence in sentences:
            held = [term for term in here if term[0] in sentence]
            if self._spaced:
                held = [term for term in held if term not in self._spaced or _stands_in(term[0], sentence)]
            earned = sum([in_sentence for _, _, in_sentence in held])
            score = earned / (self._base + self._slope * max(len(sentence), self._shortest))
            scores.append(score * self._date_factor(sentence) if self._asks_for_a_date else score)
            if earned + earned_before > best_pair:
                both = earned + sum([in_sentence for text, _, in_sentence in before if text not in sentence])
                best_pair = max(best_pair, both)
            before, earned_before = held, earned
        return scores, best_pair

    def _held(self, text: str) -> Held:
        held = [term for term in self._joined if term[0] in text]
        if self._spaced:
            held += [term for term in self._spaced if term[0] in text and _stands_in(term[0], text)]
        return held

    def _date_factor(self, sentence: str) -> float:
        answers = any(match[0] not in self._text for match in re.finditer(_DATE, sentence))
        return _DATE_FACTOR if answers else 1 / _DATE_FACTOR

    @staticmethod
    def total(block: float, best_sentence: float, best_pair: float) -> float:
        """The score of a block with its best sentence."""
        return block + _SENTENCE_FACTOR * best_sentence + _PAIR_FACTOR * best_pair


def _stands_in(word: str, text: str) -> bool:
    """Whether a Latin word or number stands in `text` by itself."""
    return any(whole_places(text, word))


def make_ranking(index: Index, query: Query) -> Ranking:
    """Weigh the terms of `query` by how rare they are; those in no block are left out."""
    searcher = index.searcher
    count = searcher.num_docs
    common = _COMMON * log1p(count) or 1.0
    opening = query.opening
    terms = []
    named = [(name.text, _blocks_naming(index, name)) for name in query.names]
    for text, kind in query.terms():
        blocks = searcher.doc_freq(TERMS, text)
        for name, blocks_naming in named:
            if text in name:
                blocks = max(blocks, blocks_naming)
        if blocks:
            idf = log(1 + (count - blocks + 0.5) / (blocks + 0.5))
            terms.append(_weigh(text, kind, blocks, idf / common, text in opening))
    return Ranking(terms, query, index.average_sentence())


def _blocks_naming(index: Index, name: AskedName) -> int:
    """In how many blocks one of the other names of an entity can stand at most, the one of most blocks."""
    freq = index.searcher.doc_freq
    return max(min((freq(TERMS, term) for term in phrase_terms(other)), default=0) for other in name.others)


def _weigh(text: str, kind: Kind, blocks: int, rarity: float, opening: bool) -> WeightedTerm:
    weight, exponent = _IN_BLOCK[kind]
    in_block = weight * rarity**exponent * (_OPENING_FACTOR if opening else 1.0)
    weight, exponent = _IN_SENTENCE[kind]
    in_sentence = weight * rarity**exponent
    if kind == "bigram" and not _FUNCTION_CHARACTERS.isdisjoint(text):
        in_block *= _FUNCTION_FACTOR
        in_sentence *= _FUNCTION_FACTOR
    return WeightedTerm(text, in_block, in_sentence, kind, blocks)


def block_query(
    index: Index, terms: Sequence[WeightedTerm], required: Sequence[str], names: Sequence[AskedName] = ()
) -> tantivy.Query:
    """The query for tantivy: any of `terms`, all of `required`; the names of one entity count once.

    Single characters that are everywhere have the longest postings and tell nothing; they are left to the
    second stage where there are other terms.
    """
    most = _EVERYWHERE * index.searcher.num_docs
    telling = [term for term in terms if term.kind != "character" or term.blocks <= most] or terms
    groups = [[term for term in telling if term.text in name.text] for name in names]
    alone = [term for term in telling if not any(term in group for group in groups)]
    should = [_term_query(index, term.text) for term in alone]
    should += [_name_query(index, name, group) for name, group in zip(names, groups, strict=True)]
    must = [(tantivy.Occur.Must, _term_query(index, text)) for text in required]
    return tantivy.Query.boolean_query([*must, *((tantivy.Occur.Should, query) for query in should)])


def _name_query(index: Index, name: AskedName, group: Sequence[WeightedTerm]) -> tantivy.Query:
    """The best of the name's own terms and of each other name, which is raised to weigh as much as they do."""
    own = [_term_query(index, term.text) for term in group]
    worth = sum(_idf(index, term.text) for term in group)
    queries = [tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in own])]
    for other in name.others:
        parts = list(phrase_terms(other))
        rarity = sum(_idf(index, part) for part in parts)
        if parts and all(index.searcher.doc_freq(TERMS, part) for part in parts):
            every = [(tantivy.Occur.Must, _term_query(index, part)) for part in parts]
            queries.append(tantivy.Query.boost_query(tantivy.Query.boolean_query(every), worth / rarity))
    return tantivy.Query.disjunction_max_query(queries)


def _idf(index: Index, text: str) -> float:
    """BM25's inverse document frequency, as tantivy counts it; of what no block has, that of one block."""
    count = index.searcher.num_docs
    blocks = max(1, index.searcher.doc_freq(TERMS, text))
    return log(1 + (count - blocks + 0.5) / (blocks + 0.5))


def _term_query(index: Index, text: str) -> tantivy.Query:
    return tantivy.Query.term_query(index.schema, TERMS, text, "freq")
