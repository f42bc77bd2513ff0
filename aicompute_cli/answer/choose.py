"""Choose: the best candidates that meet every condition of a question, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.answer.facts import (
    Candidate,
    has_kind,
    has_unit,
    is_other_growth,
    place_conflict,
    value_of,
)
from aicompute_cli.answer.query import Concept, Query
from aicompute_cli.answer.vocabulary import known_forms

ENOUGH = 0.55
"""The least that a fact must have of what is asked, weighted."""

_SURE = 0.6  # the least score, which too much in the metric that is not asked for lowers
_NAME = 0.45
_MEASURE = 0.6
_OWN = 0.9  # what a name has that stands in the metric or the clause
_ELSEWHERE = 0.3  # and one that stands elsewhere in the document
_REFERS = re.compile("这一?(?:数字|数据|比例|指标|规模)|该(?:数字|数据|指标)|其中|前者|后者")
_SHORT = 12  # characters
_REFERRED = 0.5  # what stands in the sentence before, of a clause that refers to it
_CLOSE = 0.08
_BESIDE = 0.8  # what a measure has that stands in the clause or the one before
_RARE = 0.9  # the least weight of a word that is in few places
_NEARLY = 0.15  # how much better a figure must be to come before one that has a name of the question with it
_TELLING = 0.2
_TITLE = 0.4
_LOST = 0.35  # of what the words of the lists tell


class Miss(NamedTuple):
    """A condition that a candidate does not meet: ``period``, ``unit``, ``name`` …, and what of the question it is."""

    condition: str
    text: str = ""


def misses(query: Query, candidate: Candidate) -> Iterator[Miss]:
    """The conditions of the query that a fact does not meet."""
    fact = candidate.fact
    if not has_unit(query, fact):
        yield Miss("unit")
    if not has_kind(query, fact):
        yield Miss("kind")
    if is_other_growth(query, candidate):
        yield Miss("kind")
    if candidate.period < 0.4:
        yield Miss("period")
    if place_conflict(query, candidate):
        yield Miss("place", query.place or "")
    if query.modality == "actual" and fact.modality != "actual":
        yield Miss("modality")
    for number, concept in enumerate(query.concepts):
        if _may_be_elsewhere(query, candidate, number):
            continue
        refers = concept.role == "measure" and _refers(candidate.clause)
        least = _REFERRED if refers else least_of(concept)
        if candidate.matches[number] < least or _of_another(concept, number, candidate):
            yield Miss(concept.role, concept.text)
    if lost := _lost_word(query, candidate):
        yield Miss("word", lost)
    if not candidate.said:
        yield Miss("source", query.sources[0][0])
    if candidate.covered < ENOUGH or candidate.score < _SURE:
        yield Miss("score")


def _refers(clause: str) -> bool:
    """Whether a clause says no measure of its own: it refers to the one before, or is as short as 乙16万辆排第二."""
    return len(clause) <= _SHORT or _REFERS.search(clause) is not None


def _lost_word(query: Query, candidate: Candidate) -> str:
    """The word that tells most of those that a fact lacks, if it lacks more than a third of what words tell.

    Words of the lists only: of those every other wording is known, so that what is not found is not there.
    """
    listed = [
        (concept, matched)
        for concept, matched in zip(query.concepts, candidate.matches, strict=True)
        if concept.role in ("word", "measure") and len(concept.forms) > 1
    ]
    if not listed:
        return ""
    first, matched = max(listed, key=lambda pair: pair[0].weight)
    if matched < _TITLE and not any(concept.role == "name" for concept in query.concepts):
        return first.text  # it stands at most in the title
    lost = [concept for concept, matched in listed if matched < _TELLING]
    if sum(c.weight for c in lost) <= _LOST * sum(c.weight for c, _ in listed):
        return ""
    return max(lost, key=lambda concept: concept.weight).text


def _may_be_elsewhere(query: Query, candidate: Candidate, number: int) -> bool:
    """Whether a name may stand elsewhere in the document, as another name of the question stands with the figure."""
    concept = query.concepts[number]
    if concept.role != "name" or concept.kind == "place" or candidate.matches[number] < _ELSEWHERE:
        return False
    return any(
        other.role == "name" and other.kind != "" and matched >= _OWN
        for other, matched in zip(query.concepts, candidate.matches, strict=True)
    )


def least_of(concept: Concept) -> float:
    """The least that an answer must have of a concept: names and measures are conditions, words are not."""
    if concept.role == "name":
        return _NAME
    if concept.role == "measure":
        return _MEASURE
    if is_telling(concept):
        return _TELLING
    return 0.01 if concept.rivals else 0.0


def is_telling(concept: Concept) -> bool:
    """Whether a word of the corpus that no list has is long enough to be a name: 鄱阳湖."""
    known = concept.weight >= (_PRESENT_RUN if concept.kind == "unknown" else _PRESENT)
    known = known or concept.text.endswith(_NAME_ENDINGS)
    return (
        concept.role == "word" and known and len(concept.forms) == 1 and len(concept.text) > 2
        and not concept.text.isascii() and _COUNTING.isdisjoint(concept.text)
    )  # fmt: skip


_PRESENT, _PRESENT_RUN = (
    0.7,
    1.5,
)  # the least weight of a word that the corpus has, and of a run that is no word
_NAME_ENDINGS = tuple("湖市省县区州山江河岛港湾镇乡村院厂校馆")  # what names of places and bodies end with
_COUNTING = frozenset("一二两三四五六七八九十百千几每多少不")


def _of_another(concept: Concept, number: int, candidate: Candidate) -> bool:
    """Whether a name is only around the sentence, and the figure is of another of its kind."""
    if (
        concept.role != "name"
        or candidate.passage.matches[number] >= _NAME
        or candidate.matches[number] > _MEASURE
    ):
        return False
    near = candidate.fact.metric.lower()
    if concept.kind == "place":
        near = (
            ""
            if any(form in candidate.passage.document.lead for form in concept.forms)
            else candidate.passage.lowered
        )
    if concept.kind not in ("place", "organization", "product"):
        return False
    return any(form in near for form in known_forms(concept.kind) if form not in concept.forms)


def eligible(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that meet every condition, best first.

    Where one has a name, the measure or a rare word of the question with the figure itself, those that have it only
    around them are about something else, unless they are much better.
    """
    found = [candidate for candidate in candidates if next(misses(query, candidate), None) is None]
    for role, least in (("name", _MEASURE), ("measure", _BESIDE), ("word", _MEASURE)):
        for number, concept in enumerate(query.concepts):
            if concept.role == role and (role != "word" or concept.weight >= _RARE):
                own = max((c.score for c in found if c.matches[number] >= _OWN), default=0.0)
                found = [c for c in found if c.matches[number] >= least or c.score > own + _NEARLY]
    return found


def best_of(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best and those that say another thing of the same, or the same from elsewhere, as well."""
    found = eligible(query, candidates)
    if not found:
        return []
    found = [c for c in found if c.fact.kind in query.fact_kinds] or found
    best = _extreme(query, found)
    return [c for c in found if c is best or _stands_beside(best, c)]


_LARGEST = re.compile("最[大高多贵长]|至多|上限")
_SMALLEST = re.compile("最[小低少短]|至少|下限")


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


def _stands_beside(best: Candidate, other: Candidate) -> bool:
    if other.score < best.score - _CLOSE or (other.fact.value, other.fact.unit) == (
        best.fact.value,
        best.fact.unit,
    ):
        return False
    return other.fact.kind == best.fact.kind and other.period >= best.period - 0.1
