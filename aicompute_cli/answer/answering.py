"""The door of this stage: a question in, a reply out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from aicompute_cli.answer.attribute import affirms, passage_tells
from aicompute_cli.answer.facts import find_candidates
from aicompute_cli.answer.figures import PASSAGES, Figures
from aicompute_cli.answer.frames import asks_for_a_number_only
from aicompute_cli.answer.names import names_in_question
from aicompute_cli.answer.passages import Passage, Passages, rarity
from aicompute_cli.answer.questions import Reader
from aicompute_cli.answer.reply import Answer, Reply
from aicompute_cli.document.folding import fold_query

if TYPE_CHECKING:
    from aicompute_cli.answer.facts import Candidate
    from aicompute_cli.answer.query import Query
    from aicompute_cli.document.tables import Tables
    from aicompute_cli.index.store import Index


def _may_ask_for_a_figure(query: Query) -> bool:
    """Whether keywords say of what, or of when, a figure is wanted: not if they only name something."""
    return bool(query.periods or query.units or query.of_role("measure")) or len(query.concepts) > _KEYWORDS


def _asks_much(query: Query) -> bool:
    return query.kind == "keywords" and _may_ask_for_a_figure(query)


def _is_called(query: Query, candidate: Candidate) -> bool:
    """Whether a figure is called by all of two keywords, the last of which says what it is: 青禾2的尺寸."""
    metric = candidate.fact.metric.lower()
    last = max(query.concepts, key=lambda concept: query.text.rfind(concept.text))
    return metric.endswith(last.forms) and all(matched >= _CALLED for matched in candidate.matches)


_CALLED = 0.99


def _names_a_measure(query: Query) -> bool:
    """Whether keywords end in what is measured, so that only a figure answers them: 成都的算力规模."""
    if not query.cue and query.text.endswith(_SIZES):
        return True
    return query.kind == "keywords" and bool(query.units) and bool(query.of_role("measure"))


_SIZES = ("规模", "数量", "总量", "增速", "占比", "份额", "金额", "销量", "出货量", "得分", "增长率")


_KEYWORDS = 2
_BOTH = 2
_BESIDE = 0.2  # how far behind the best another answer in words is still shown
_DEGREE = "[高低大小多少快慢强弱](?:[一些点]*[？?]?$)|靠[前后]|领先|增长"
_ADVICE = ("推荐", "给我推荐", "帮我", "建议我")
_OF_ORDER = ("person", "organization", "place", "product", "list", "keywords")
"""The kinds of question that may ask who has a place of an order."""
LONGEST = 1_000
"""Characters of a question that is read: far more than anyone asks in."""


class Answerer:
    """Answers questions from one open index."""

    def __init__(self, index: Index, tables: Tables) -> None:
        self.index = index
        self.tables = tables
        self._rarity = lru_cache(maxsize=4096)(lambda term: rarity(index, term))
        self._passages = Passages(index)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(
            self._fold,
            self.tables.lexicon.cut,
            self._rarity,
            lambda text: names_in_question(self.index, text),
        )

    @cached_property
    def _figures(self) -> Figures:
        return Figures(self.index, self.tables.variants)

    def _fold(self, text: str) -> str:
        return fold_query(text, self.tables.variants)

    def read(self, question: str) -> Query:
        """The query of a question."""
        query = self._reader.read(question)
        if asks_for_a_number_only(query):
            return query
        from aicompute_cli.answer.text.asked import refined  # noqa: PLC0415 - not for figures

        return refined(query)

    def answer(self, question: str, limit: int = 5) -> Reply:
        """The reply to a question: at most `limit` answers, or why there is none.

        Where there is none and a word of the question is nowhere in the corpus but looks like one that is, the question
        is asked with that one, and the reply's `note` says so.
        """
        if len(question) > LONGEST:
            reason = f"the question has {len(question):,} characters; ask in {LONGEST:,} at most."
            return Reply(question, (), reason, ())
        reply = self._answer(question, limit)
        if reply.answers:
            return reply
        text = self._fold(question).lower()
        absent = self._absent(self.read(question))
        if absent:
            from aicompute_cli.answer.spelling import corrections  # noqa: PLC0415 - reads all words of the corpus

            for written, meant in corrections(self.index, text, absent):
                corrected = self._answer(text.replace(written, meant), limit)
                if corrected.answers:
                    note = f"{written} is not in the corpus; read as {meant}"
                    return corrected._replace(question=question, note=note)
        return reply

    def _answer(self, question: str, limit: int) -> Reply:
        query = self.read(question)
        if query.text.startswith(_ADVICE):
            return Reply(question, (), "it asks for advice, which no text of the corpus states.")
        passages = self._passages.find(query, PASSAGES)
        candidates: list[Candidate] = []
        answers: list[Answer] = []
        if query.kind in _OF_ORDER or (
            query.kind == "definition" and query.text.rstrip("？?").endswith("是什么")
        ):
            from aicompute_cli.answer.ranks import holders  # noqa: PLC0415 - not for figures

            answers = holders(query, self._figures)
        if answers:
            return Reply(question, tuple(answers[:limit]))
        if query.is_numeric or (query.kind == "keywords" and len(query.concepts) > 1) or _asks_much(query):
            candidates = find_candidates(self.index, query, passages)
            if not (query.is_numeric or _may_ask_for_a_figure(query)):
                candidates = [candidate for candidate in candidates if _is_called(query, candidate)]
            answers = self._figures.answers(query, candidates)
        elif query.kind in ("yesno", "comparison") or query.options or len(query.periods) == _BOTH:
            answers = self._verdict(query)
        if query.kind == "list" and "多少" in query.text and not answers:
            from aicompute_cli.answer.verdicts import each_of_two  # noqa: PLC0415 - for few questions

            answers = each_of_two(query, self._figures)
        if not answers and not query.is_numeric and not _names_a_measure(query):
            answers = self._in_words(query, passages)
        if answers:
            return Reply(question, tuple(answers[:limit]))
        return self._refusal(question, query, passages, candidates)

    def _verdict(self, query: Query) -> list[Answer]:
        from aicompute_cli.answer.verdicts import compare, later_of, verdict  # noqa: PLC0415 - for few questions

        if query.kind == "date":
            return later_of(query, self._figures)
        if query.kind not in ("yesno", "comparison") and not re.search(_DEGREE, query.text):
            return []
        if query.kind != "yesno" and query.options:
            concepts = {option: self.read(option).concepts for option in query.options}
            return compare(query, self._figures, concepts)
        return verdict(query, self._figures)

    def _in_words(self, query: Query, passages: Sequence[Passage]) -> list[Answer]:
        from aicompute_cli.answer.texts import text_answers  # noqa: PLC0415 - not for figures

        telling = [passage for passage in passages if passage_tells(query, passage)]
        answers = text_answers(query, telling, self.index)
        return [
            answer for answer in answers if affirms(query, answer.text, self._fold(answer.sentence).lower())
        ]

    def _refusal(
        self, question: str, query: Query, passages: Sequence[Passage], candidates: Sequence[Candidate]
    ) -> Reply:
        from aicompute_cli.answer import refusal  # noqa: PLC0415 - only where there is no answer

        absent = self._absent(query)
        if query.is_numeric or (query.kind == "keywords" and candidates):
            reason = refusal.why_no_figure(query, candidates, absent, self._suggest)
            near = refusal.nearest_facts(query, candidates) or refusal.nearest_passages(
                self.index, query, passages
            )
        else:
            reason = refusal.why_no_passage(query, passages, absent, self._suggest)
            near = refusal.nearest_passages(self.index, query, passages)
        return Reply(question, (), reason, near)

    def _absent(self, query: Query) -> list[str]:
        """Names of the question that are nowhere in the corpus."""
        return [
            concept.text
            for concept in query.concepts
            if (concept.role == "name" or concept.kind == "unknown")
            and max(map(self._rarity, concept.forms)) < 0
        ]

    def _suggest(self, words: Sequence[str]) -> Sequence[str]:
        from aicompute_cli.answer.spelling import words_like  # noqa: PLC0415 - imports rapidfuzz

        return words_like(self.index, words)
