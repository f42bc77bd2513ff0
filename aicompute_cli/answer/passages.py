"""The sentences that may answer a question, and how much of what it asks for each has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

import tantivy

from aicompute_cli.answer.query import Concept, Query
from aicompute_cli.document.terms import cjk_runs, grams, spaced_words, word_terms
from aicompute_cli.index.numbers import document_of, place_of
from aicompute_cli.index.postings import TERMS
from aicompute_cli.index.store import Block, Index, StoredDocument
from aicompute_cli.search.places import whole_places

_BLOCKS = 24
_PROMISING = 0.6  # the least that a block must have, of what the best has
_OF_KIND = {
    "growth": ("增长", "同比", "增速", "下降"), "share": ("占比", "比例", "份额"), "rank": ("排名", "第一", "位居"),
    "date": (), "reason": ("因为", "由于", "原因"),
}  # fmt: skip
"""Words that passages which answer a kind of question have, whatever the question calls it."""

_FORMS = 6  # of a concept that the postings are asked for
_SYNONYM = 0.93  # what another word for a thing counts against the word itself
_SINGLE = 0.6  # what a word of one character counts
_PARTLY = 0.75
_FIGURE = 0.3  # what a sentence with a number is ahead of one without where one is asked for
_NUMERAL = "一二三四五六七八九十百千两几半〇○零"
_FIGURES = re.compile(
    rf"[0-9]|[{_NUMERAL}万亿兆]{{2}}|[{_NUMERAL}](?:成|倍|点|个|家|台|座|位|名|项|款|种|年|分|[a-z])|第|百分之|过半|榜|冠|首|依次|位居|位列"
)
_NEAR = (0.6, 0.5, 0.4)  # what stands one, two, three sentences before
_LEAD = 0.45
_ELSEWHERE = 0.35  # what stands elsewhere in the document


class Passage(NamedTuple):
    """A sentence: its number in the index, its folded text in lower case, what stands before it, its document.

    `matches` are what it has of each concept of the query by itself, `reach` with what stands around it; `score` is
    their weighted mean.
    """

    number: int
    lowered: str
    before: tuple[str, ...]
    document: StoredDocument
    matches: tuple[float, ...]
    reach: tuple[float, ...]
    score: float


class Form(NamedTuple):
    """A form of a concept made ready to be looked for: what it counts, its pairs of characters, the stem of a name."""

    text: str
    latin: bool
    worth: float
    pairs: tuple[str, ...]
    stem: str


@lru_cache(maxsize=512)
def forms_of(concept: Concept) -> tuple[Form, ...]:
    """The forms of a concept, the one that was asked for first."""
    return tuple(_form(text, first=number == 0) for number, text in enumerate(concept.forms))


def _form(text: str, *, first: bool) -> Form:
    latin = text[0].isascii() or text[-1].isascii()
    worth = (1.0 if first else _SYNONYM) * (_SINGLE if len(text) == 1 and not latin else 1.0)
    pairs = () if latin or len(text) < 3 else tuple(text[i : i + 2] for i in range(len(text) - 1))
    stem = text.rstrip(_LATIN) if latin and not text[0].isascii() else ""
    return Form(text, latin, worth, pairs, stem if 2 <= len(stem) < len(text) else "")


def match(concept: Concept, text: str) -> float:
    """How much of a concept stands in a text: 1 the word that was asked, a little less another for it, 0 nothing.

    >>> concept = Concept("补药机器人", ("补药机器人",), "word", 1.0)
    >>> match(concept, "库柏特补药机器人"), round(match(concept, "机器人补药"), 2), match(concept, "机场")
    (1.0, 0.56, 0.0)
    """
    return match_forms(forms_of(concept), text)


def match_forms(forms: Sequence[Form], text: str) -> float:
    """The same for the forms of a concept, or those of them that a longer text has at all."""
    best = 0.0
    for form in forms:
        if form.worth > best and (found := _holds(form, text)):
            best = max(best, found * form.worth)
            if best >= _SYNONYM:
                return best
    return best


def _holds(form: Form, text: str) -> float:
    if form.text in text:
        if not form.latin or any(whole_places(text, form.text)):
            return 1.0
    elif form.pairs:
        part = sum([pair in text for pair in form.pairs]) / len(form.pairs)
        return _PARTLY * part if part >= 0.5 else 0.0
    return _STEM if form.stem and _stem_stands(form.stem, text) else 0.0


def _in_text(forms: Sequence[Form], text: str) -> tuple[Form, ...]:
    """The forms that any part of a text can have."""
    return tuple(
        form
        for form in forms
        if form.text in text
        or (form.pairs and sum([pair in text for pair in form.pairs]) * 2 >= len(form.pairs))
        or (form.stem and form.stem in text)
    )


_LATIN = "abcdefghijklmnopqrstuvwxyz0123456789-. "
_STEM = 0.6  # the name of a series, where a text calls one of it so: “倚天” for 倚天710


def _stem_stands(stem: str, text: str) -> bool:
    """Whether the Chinese part that a name begins with stands by itself, not as the name of another of the series."""
    at = text.find(stem)
    while at >= 0:
        behind = text[at + len(stem) : at + len(stem) + 1]
        if not (behind.isascii() and behind.isalnum()):
            return True
        at = text.find(stem, at + 1)
    return False


def rarity(index: Index, term: str) -> float:
    """How much a word tells: 0 where it is in every block of the corpus, near 1 in one of many, -1 in none."""
    searcher = index.searcher
    count = searcher.num_docs
    found = min((searcher.doc_freq(TERMS, part) for part in terms_of(term)), default=0)
    if not found:
        return -1.0
    return log(1 + (count - found + 0.5) / (found + 0.5)) / log(2 + count)


def terms_of(text: str) -> list[str]:
    """The terms of the postings that a text with `text` has: pairs of characters, Latin words and their parts."""
    terms = [term for word in spaced_words(text) for term in word_terms(word)]
    for run in cjk_runs(text):
        terms += grams(run)[len(run) :] or [run]
    return terms


def _promising(
    query: Query, blocks: Sequence[tuple[Block, StoredDocument]]
) -> list[tuple[Block, StoredDocument]]:
    """The blocks that could hold a sentence nearly as good as the best, by all that they and their titles have."""
    bounds = []
    for block, document in blocks:
        text = f"{document.lead}\n{block.lowered}"
        bounds.append(sum(c.weight for c in query.concepts if _in_text(forms_of(c), text)))
    least = _PROMISING * max(bounds, default=0.0)
    return [pair for pair, bound in zip(blocks, bounds, strict=True) if bound >= least]


def _by_document(query: Query, blocks: Iterable[tuple[Block, StoredDocument]]) -> dict[str, list[float]]:
    """What each document has of each concept in its title, or less anywhere that was found."""
    found: dict[str, list[float]] = {}
    for block, document in blocks:
        if document.doc not in found:
            found[document.doc] = [match(concept, document.lead) * _LEAD for concept in query.concepts]
        own = found[document.doc]
        own[:] = [
            max(m, _ELSEWHERE * match(c, block.lowered)) for m, c in zip(own, query.concepts, strict=True)
        ]
    return found


def has_figure(lowered: str) -> bool:
    """Whether a sentence may state a number."""
    return _FIGURES.search(lowered) is not None


def _last_lines(found: tuple[Block, StoredDocument] | None, document: StoredDocument) -> list[str]:
    """The last sentences of the block before, if it is of the same document."""
    if found is None or found[1].doc != document.doc:
        return []
    return found[0].lowered.split("\n")[-len(_NEAR) :]


class Passages:
    """The sentences of an open index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def find(self, query: Query, limit: int) -> list[Passage]:
        """The best sentences for `query`, best first; of equal ones the first by document and place."""
        terms = dict.fromkeys(
            term for concept in query.concepts for form in concept.forms[:_FORMS] for term in terms_of(form)
        )
        terms.update(dict.fromkeys(period.start[:4] for period in query.periods))
        terms.update(dict.fromkeys(_OF_KIND.get(query.kind, ())))
        found = self._blocks(list(terms))
        blocks = self._index.blocks({number + step for number in found for step in (-1, 0)})
        chosen = [blocks[number] for number in found]
        chosen = _promising(query, chosen)
        there = _by_document(query, chosen)
        passages: list[Passage] = []
        for block, document in chosen:
            lines = block.lowered.split("\n")
            first = place_of(document_of(block.number), block.first)
            before = _last_lines(blocks.get(block.number - 1), document)
            passages += self._of_block((before, lines), first, (document, there[document.doc]), query)
        numeric = query.is_numeric or query.kind == "keywords"
        passages.sort(
            key=lambda p: (-p.score - _FIGURE * (numeric and has_figure(p.lowered)), p.document.doc, p.number)
        )
        return passages[:limit]

    def _blocks(self, terms: Sequence[str]) -> list[int]:
        index = self._index
        known = [term for term in terms if index.searcher.doc_freq(TERMS, term)]
        if not known:
            return []
        asked = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, TERMS, term, "freq"))
                for term in known
            ]
        )
        return [number for _, number in index.best_blocks(asked, min(_BLOCKS, index.searcher.num_docs))]

    def _of_block(
        self,
        texts: tuple[list[str], list[str]],
        first: int,
        of: tuple[StoredDocument, list[float]],
        query: Query,
    ) -> Iterable[Passage]:
        document, lead = of
        before, own = texts
        lines = before + own
        concepts = query.concepts
        total = sum(concept.weight for concept in concepts) or 1.0
        whole = "\n".join(lines)
        here = [_in_text(forms_of(concept), whole) for concept in concepts]
        matched = [[match_forms(forms, line) if forms else 0.0 for forms in here] for line in lines]
        for number, line in enumerate(own, len(before)):
            if query.is_numeric and not has_figure(line):
                continue
            reach = list(map(max, matched[number], lead))
            for back, part in enumerate(_NEAR, 1):
                if number >= back:
                    reach = [
                        max(own, part * there)
                        for own, there in zip(reach, matched[number - back], strict=True)
                    ]
            score = sum(c.weight * m for c, m in zip(concepts, reach, strict=True)) / total
            yield Passage(
                first + number - len(before), line, tuple(lines[max(0, number - 3) : number]), document,
                tuple(matched[number]), tuple(reach), score,
            )  # fmt: skip
