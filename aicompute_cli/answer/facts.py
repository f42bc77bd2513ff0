"""The facts that may answer a question: those of the sentences that fit, with what they have of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.answer.passages import Passage, match
from aicompute_cli.answer.periods import fits
from aicompute_cli.answer.query import AskedPeriod, Concept, Query
from aicompute_cli.answer.vocabulary import measured_in
from aicompute_cli.answer.weighing import Place, adjustment
from aicompute_cli.document.offsets import OffsetMap
from aicompute_cli.index.facts import StoredFact, match_form, read_facts
from aicompute_cli.index.numbers import document_of, range_of
from aicompute_cli.index.store import Index
from aicompute_cli.model import Span

_CLAUSE = 0.97
_BEFORE = 0.85
_SENTENCE = 0.72
_PERIOD = 0.25
_UNIT = 0.05
_CLAUSE_END = re.compile(r"[，；：。！？;]|[,:](?!\d)|(?<!\d)[,:]")
_TELLING_UNITS = frozenset(
    ("W", "Wh", "m2", "bit/s", "B/s")
)  # what counts in these says by that what is measured
_UNIT_TELLS = {
    "得分": "分",
    "分数": "分",
    "成绩": "分",
    "员工": "人名",
    "人数": "人名",
}  # measures that a unit tells
_QUARTERS = {
    "1": "[第首]?[一1]季|[第]?[一1]财季|q1",
    "2": "[二2]季|[二2]财季|q2",
    "3": "[三3]季|[三3]财季|q3",
    "4": "[四4]季|[四4]财季|q4",
}


class Candidate(NamedTuple):
    """A fact with its sentence, which begins at `start` of the file: what of the query it has (`matches`; all together
    `covered`), how well its period fits, whether those say it who are to (`said`), and its score.
    """

    fact: StoredFact
    passage: Passage
    start: int
    clause: str
    matches: tuple[float, ...]
    period: float
    covered: float
    said: bool
    score: float


def find_candidates(index: Index, query: Query, passages: Sequence[Passage]) -> list[Candidate]:
    """The facts of the sentences, best first, whatever the conditions; see `misses`."""
    by_number = {passage.number: passage for passage in passages}
    rows = list(_facts_of(index, by_number))
    stored = index.sentences({sentence for _, sentence in rows})
    facts = read_facts(index.connection, [number for number, _ in rows])
    found = []
    for (_, sentence), fact in zip(rows, facts, strict=True):
        passage = by_number[sentence]
        place = _place(fact, stored[sentence].start, stored[sentence].offsets)
        said = is_said(index, query.sources, fact, passage)
        found.append(
            _with_sayers(
                index, query, _candidate(query, fact, passage, (stored[sentence].start, place), said)
            )
        )
    found.sort(key=lambda c: (-c.score, c.fact.doc, c.fact.start))
    return found


def _facts_of(index: Index, numbers: dict[int, Passage]) -> Iterator[tuple[int, int]]:
    for document in sorted({document_of(number) for number in numbers}):
        bounds = range_of(document)
        wanted = ",".join(str(number) for number in numbers if document_of(number) == document)
        yield from index.connection.execute(
            f"SELECT number, sentence FROM facts WHERE number BETWEEN ? AND ? AND sentence IN ({wanted})",
            bounds,
        )


def _place(fact: StoredFact, start: int, offsets: bytes | None) -> int:
    """Where the fact stands in its folded sentence."""
    span = Span(fact.start - start, fact.end - start)
    return span.start if offsets is None else OffsetMap.from_bytes(offsets).to_folded(span).start


def _candidate(
    query: Query, fact: StoredFact, passage: Passage, at: tuple[int, int], said: bool
) -> Candidate:
    clause, before = _clauses(passage.lowered, at[1])
    metric = match_form(fact.metric)
    matches = tuple(
        float(said)
        if concept.role == "source"
        else _of_fact(concept, (metric, clause, before, fact.unit), (own, reach))
        for concept, own, reach in zip(query.concepts, passage.matches, passage.reach, strict=True)
    )
    period = period_fit(query.periods, fact, passage)
    total = sum(concept.weight for concept in query.concepts) or 1.0
    covered = sum(c.weight * m for c, m in zip(query.concepts, matches, strict=True)) / total
    score = covered + _PERIOD * period + _UNIT * _unit_fit(query, fact)
    score += adjustment(query, fact, Place(metric, clause, passage.lowered, at[1]))
    return Candidate(fact, passage, at[0], clause, matches, period, covered, said, score)


def _with_sayers(index: Index, query: Query, candidate: Candidate) -> Candidate:
    """The candidate, where a name that the sentence lacks is that of who says it: 在IDC那张榜上."""
    matches = list(candidate.matches)
    gained = 0.0
    for number, concept in enumerate(query.concepts):
        may_say = concept.role == "name" and concept.kind in ("organization", "person")
        if not may_say or matches[number] >= _SENTENCE or not sources_of(candidate.fact):
            continue
        if is_said(index, (concept.forms,), candidate.fact, candidate.passage):
            gained += concept.weight * (_BEFORE - matches[number])
            matches[number] = _BEFORE
    gained /= sum(concept.weight for concept in query.concepts) or 1.0
    return candidate._replace(
        matches=tuple(matches), covered=candidate.covered + gained, score=candidate.score + gained
    )


def is_said(index: Index, sayers: Sequence[tuple[str, ...]], fact: StoredFact, passage: Passage) -> bool:
    """Whether one of those who are to have said it does: by name, by a report of theirs, or in what stands around."""
    if not sayers:
        return True
    said = [source.lower() for source in sources_of(fact)]
    around = (passage.lowered, *passage.before[-2:], *(() if said else (passage.document.lead,)))
    for names in sayers:
        if any(name in source for name in names for source in said):
            return True
        if any(name in line for name in names for line in around):
            return True
        if any(_is_of(index, passage.number, source, names) for source in said if source[0] == "《"):
            return True
    return False


def _is_of(index: Index, number: int, report: str, names: Sequence[str]) -> bool:
    """Whether a document names a report and one of `names` in one sentence: it is theirs."""
    rows = index.connection.execute(
        "SELECT lowered FROM blocks WHERE number BETWEEN ? AND ?", range_of(document_of(number))
    )
    title = report.strip("《》")
    return any(
        title in line and any(name in line for name in names)
        for (block,) in rows
        for line in block.split("\n")
    )


def refit(query: Query, candidate: Candidate) -> Candidate:
    """The candidate for the same question about another period."""
    period = period_fit(query.periods, candidate.fact, candidate.passage)
    score = candidate.score + _PERIOD * (period - candidate.period)
    return candidate._replace(period=period, score=score)


def _of_fact(concept: Concept, own: tuple[str, str, str, str], around: tuple[float, float]) -> float:
    metric, clause, before, unit = own
    best = match(concept, metric)
    if concept.role == "measure" and unit in _UNIT_TELLS.get(concept.text, ()):
        return 1.0
    if concept.role == "measure" and unit in _TELLING_UNITS and unit in measured_in().get(concept.text, ()):
        best = max(best, _SENTENCE)
    if best < 1.0:
        best = max(best, _CLAUSE * match(concept, clause))
    if concept.rivals and best < 0.9 and any(rival in metric for rival in concept.rivals):
        return 0.0
    if best < _BEFORE:
        best = max(best, _BEFORE * match(concept, before))
    return max(best, _SENTENCE * around[0], min(around[1], _SENTENCE))


def _clauses(lowered: str, place: int) -> tuple[str, str]:
    """The clause at `place`, and the one before it."""
    ends = [0, *(end.end() for end in _CLAUSE_END.finditer(lowered)), len(lowered)]
    index = next(i for i, end in enumerate(ends) if end > place or i == len(ends) - 1)
    own = lowered[ends[index - 1] : ends[index]]
    return own, lowered[ends[max(index - 2, 0)] : ends[index - 1]]


def period_fit(periods: Sequence[AskedPeriod], fact: StoredFact, passage: Passage) -> float:
    """How well the fact's period fits one of those asked for: 0 where it is another, 1 where none is asked."""
    if not periods:
        return 1.0
    if all(period.grain.startswith("fiscal") for period in periods):
        return max(_fiscal(period, passage) for period in periods)
    if fact.first_day is None and fact.last_day is None:
        return max(_undated(period, fact, passage) for period in periods)
    return max(fits(period, fact.first_day, fact.last_day) for period in periods)


def _undated(period: AskedPeriod, fact: StoredFact, passage: Passage) -> float:
    """A figure without a period is of the year that its sentence names, or else of its document's."""
    year = period.start[:4]
    if period.grain.startswith("fiscal"):
        return _fiscal(period, passage)
    if year in passage.lowered:
        return 0.6
    named = re.search(r"(?:19|20)\d\d(?=年)", passage.lowered)
    if fact.published and fact.published[:4] == year and not named:
        return 0.5
    return 0.0


def _fiscal(period: AskedPeriod, passage: Passage) -> float:
    """A figure of a fiscal year or quarter is one whose sentence, or what leads to it, names that."""
    around = " ".join((*passage.before, passage.document.lead, passage.lowered))
    if period.text[:4] not in around or "财" not in around:
        return 0.0
    quarter = period.grain[len("fiscalq") :]
    return 0.6 if not quarter or re.search(_QUARTERS[quarter], around) else 0.0


def _unit_fit(query: Query, fact: StoredFact) -> float:
    if not query.units:
        return 0.5
    return 1.0 if fact.unit == query.units[0] else 0.6


def value_of(fact: StoredFact) -> Decimal:
    """The exact value of a fact."""
    return Decimal(fact.value)


def sources_of(fact: StoredFact) -> list[str]:
    """Who says it."""
    return list(json.loads(fact.sources))
