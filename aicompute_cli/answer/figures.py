"""Answers that are numbers: a stated figure, or one computed of two."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from aicompute_cli.answer.choose import best_of
from aicompute_cli.answer.facts import Candidate, find_candidates, sources_of, value_of
from aicompute_cli.answer.passages import Passages
from aicompute_cli.answer.reply import Answer
from aicompute_cli.answer.vocabulary import known_name, measure_words
from aicompute_cli.answer.wording import says_fall, text_of_fact, text_of_value

if TYPE_CHECKING:
    from aicompute_cli.answer.compute import Derived
    from aicompute_cli.answer.query import Query
    from aicompute_cli.document.folding.variants import Variants
    from aicompute_cli.index.store import Index

PASSAGES = 30
"""Sentences whose facts are looked at."""


class Figures:
    """The figures of an open index as answers."""

    def __init__(self, index: Index, variants: Variants) -> None:
        self._index = index
        self._variants = variants

    def candidates(self, query: Query) -> list[Candidate]:
        """The facts that may answer, best first."""
        return find_candidates(self._index, query, Passages(self._index).find(query, PASSAGES))

    def kind_of_name(self, text: str) -> str:
        """The kind of a name of the lists or the corpus; empty where it is none."""
        from aicompute_cli.answer.names import names_in_question  # noqa: PLC0415 - for few questions

        known = known_name(text) or names_in_question(self._index, text).get(text)
        return known.kind if known else ""

    def answers(self, query: Query, candidates: Sequence[Candidate]) -> list[Answer]:
        """The answers of a question for a number: stated ones first."""
        changed = query._replace(fact_kinds=("change",)) if query.derive == "difference" else None
        if changed and (differences := best_of(changed, candidates)):
            return [self.of_fact(candidate) for candidate in differences]
        if query.derive == "portion" and (found := self._derived(query, candidates)):
            return found
        stated = best_of(query, candidates) if query.derive in (None, "ratio", "growth", "portion") else []
        if stated and not (query.derive == "ratio" and _is_of_growth(query, stated[0])):
            return [self.of_fact(candidate, falls=says_fall(query.text)) for candidate in stated]
        found = self._derived(query, candidates) if query.derive else []
        if not found and query.derive == "rest":  # 还剩多少股份: what is left may be stated
            return [self.of_fact(candidate) for candidate in best_of(query, candidates)]
        return found

    def _derived(self, query: Query, candidates: Sequence[Candidate]) -> list[Answer]:
        from aicompute_cli.answer.compute import derive  # noqa: PLC0415 - for few questions

        derived = derive(query, candidates, self.candidates)
        return [self.of_derived(derived)] if derived else []

    def of_fact(self, candidate: Candidate, *, falls: bool = False) -> Answer:
        """A fact as an answer; where the question says itself that something `falls`, by how much."""
        fact, start = candidate.fact, candidate.start
        value = value_of(fact)
        return Answer(
            text=text_of_fact(fact, self._variants, falls=falls),
            doc=fact.doc,
            title=fact.title,
            published=fact.published,
            sentence=fact.sentence,
            span=(start, start + len(fact.sentence)),
            line=fact.line,
            score=round(candidate.score, 3),
            value=abs(value) if falls else value,
            value_high=None if fact.value_high is None else Decimal(fact.value_high),
            unit=_unit_of(fact.unit),
            fact=fact.id,
            marked=((fact.start - start, fact.end - start),),
            period=(fact.first_day, fact.last_day),
            sources=tuple(sources_of(fact)),
            modality=fact.modality,
            metric=fact.metric,
        )

    def of_derived(self, derived: Derived) -> Answer:
        """A computed value as an answer; the sentence is that of its first parent."""
        first, second = derived.parents
        forecast = "forecast" in (first.fact.modality, second.fact.modality)
        return self.of_fact(first)._replace(
            text=text_of_value(derived.value, derived.unit),
            value=round(derived.value, 2) if derived.unit in ("x", "%") else derived.value,
            value_high=None,
            unit=derived.unit,
            fact=None,
            period=(None, None),
            modality="forecast" if forecast else first.fact.modality,
            parents=(first.fact.id, second.fact.id),
            metric=first.fact.metric,
        )


def _unit_of(unit: str) -> str:
    """The unit of an answer: what is counted is none (600亿晶体管)."""
    counted = len(unit) > 1 and not unit.isascii() and unit not in measure_words()
    return "1" if counted else unit


def _is_of_growth(query: Query, candidate: Candidate) -> bool:
    """Whether a multiple is one of growth rates, which is not asked for."""
    return "速" in candidate.clause and not any(word in query.text for word in ("速", "涨", "增", "快"))
