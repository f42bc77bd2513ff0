"""Choose: the best candidates that meet every condition of a question, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aicompute_cli.answer.conditions import misses
from aicompute_cli.answer.facts import Candidate, value_of
from aicompute_cli.answer.query import Concept, Query

_NAMED = 0.6  # what a name or a rare word has that stands in the sentence
_OWN = 0.9  # what stands in the metric or the clause
_CLOSE = 0.08
_LACKS = 0.2  # how much less of a name or measure what is shown beside the best may have
_BESIDE = 0.8  # what a measure has that stands in the clause or the one before
_COUNTED = 2.0  # the least weight of a word that is what is counted
_RARE = 0.9  # the least weight of a word that is in few places
_NEARLY = 0.15  # how much better a figure must be to come before one that has a name of the question with it
_LARGEST = re.compile("最[大高多贵长]|至多|上限")
_SMALLEST = re.compile("最[小低少短]|至少|下限")


def eligible(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that meet every condition, best first.

    Where one has a name, the measure or a rare word of the question with the figure itself, those that have it only
    around them are about something else, unless they are much better.
    """
    found = [candidate for candidate in candidates if next(misses(query, candidate), None) is None]
    order = sorted(range(len(query.concepts)), key=lambda number: _precedence(query.concepts[number]))
    for number in order:
        concept = query.concepts[number]
        if concept.role in ("name", "measure") or (concept.role == "word" and concept.weight >= _RARE):
            least = _BESIDE if concept.role == "measure" else _NAMED
            own = max((c.score for c in found if c.matches[number] >= _OWN), default=0.0)
            found = [c for c in found if c.matches[number] >= least or c.score > own + _NEARLY]
    return found


def _precedence(concept: Concept) -> int:
    """What is measured or counted comes first, then names, then other words."""
    if concept.role == "measure" or (concept.role == "word" and concept.weight >= _COUNTED):
        return 0
    return 1 if concept.role == "name" else 2


def best_of(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best and those that say another thing of the same, or the same from elsewhere, as well."""
    found = eligible(query, candidates)
    if not found:
        return []
    found = [c for c in found if c.fact.kind in query.fact_kinds] or found
    best = _extreme(query, found)
    return [best, *(c for c in found if c is not best and _stands_beside(query, best, c))]


def _extreme(query: Query, found: Sequence[Candidate]) -> Candidate:
    """The best, or of those as good the largest or smallest where that is asked for."""
    best = found[0]
    large, small = _LARGEST.search(query.text), _SMALLEST.search(query.text)
    if not (large or small):
        return best
    close = [
        c
        for c in found
        if c.score >= best.score - _CLOSE and (c.fact.unit, c.fact.kind) == (best.fact.unit, best.fact.kind)
    ]
    return (max if large else min)(close, key=lambda c: (value_of(c.fact), c.score))


def _stands_beside(query: Query, best: Candidate, other: Candidate) -> bool:
    if other.score < best.score - _CLOSE or (other.fact.value, other.fact.unit) == (
        best.fact.value,
        best.fact.unit,
    ):
        return False
    if any(
        there < own - _LACKS
        for concept, own, there in zip(query.concepts, best.matches, other.matches, strict=True)
        if concept.role in ("name", "measure", "place")
    ):
        return False
    return other.fact.kind == best.fact.kind and other.period >= best.period - 0.1
