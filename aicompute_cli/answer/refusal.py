"""Why there is no answer: the condition that nothing meets, and what comes closest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from aicompute_cli.answer.conditions import Miss, misses
from aicompute_cli.answer.facts import Candidate, sources_of
from aicompute_cli.answer.passages import Passage
from aicompute_cli.answer.query import Query
from aicompute_cli.answer.reply import Near
from aicompute_cli.index.store import Index

_NEAREST = 3
_LOOKED_AT = 40
_LEAST = 0.35  # of what is asked: less is not near

# Of two conditions that are not met the one that says more comes first.
_ORDER = (
    "name",
    "measure",
    "place",
    "period",
    "source",
    "modality",
    "unit",
    "kind",
    "attribute",
    "figure",
    "word",
    "score",
)

Suggest = Callable[[Sequence[str]], Sequence[str]]
"""Words of the corpus that look like the given ones."""


def why_no_figure(
    query: Query, candidates: Sequence[Candidate], absent: Sequence[str], suggest: Suggest
) -> str:
    """In a sentence: what is missing for an answer with a number."""
    if absent:
        return _absent(absent, suggest)
    near = [(candidate, _unmet(query, candidate)) for candidate in candidates[:_LOOKED_AT]]
    near = [(candidate, unmet) for candidate, unmet in near if unmet and candidate.covered >= _LEAST]
    if not near:
        return f"no figure in the corpus is of {_asked(query)}."
    fewest = min(len(unmet) for _, unmet in near)
    close = [(candidate, unmet[0]) for candidate, unmet in near if len(unmet) == fewest]
    first = close[0][1]
    return _said(query, first, [candidate for candidate, miss in close if miss.condition == first.condition])


def _unmet(query: Query, candidate: Candidate) -> list[Miss]:
    unmet = {miss.condition: miss for miss in misses(query, candidate)}
    return [unmet[name] for name in _ORDER if name in unmet]


def _said(query: Query, miss: Miss, candidates: Sequence[Candidate]) -> str:  # noqa: PLR0911 - a case a line
    asked = _asked(query)
    match miss.condition:
        case "period":
            wanted = ", ".join(period.text for period in query.periods)
            return f"no figure of {wanted} for {asked}; the nearest are of {_years(candidates)}."
        case "place":
            return f"no figure of {miss.text} for {asked}; the nearest is of {candidates[0].fact.metric}."
        case "name":
            return f"no such figure of {miss.text}; the nearest is of {candidates[0].fact.metric}."
        case "measure":
            return f"no figure says {miss.text} for {asked}."
        case "source":
            said = sources_of(candidates[0].fact)
            return f"no such figure from {miss.text}{f'; the nearest is from {said[0]}' if said else ''}."
        case "modality":
            return f"only a {candidates[0].fact.modality} is stated for {asked}, nothing that happened."
        case "unit" | "kind":
            kind = "figure" if query.kind == "keywords" else query.kind
            return f"no {kind}{_units(query)} is stated for {asked}."
    return f"no figure in the corpus is of {asked}."


def _units(query: Query) -> str:
    units = [unit for unit in query.units if unit[0] != "*"]
    return f" in {units[0]}" if units else ""


def _years(candidates: Sequence[Candidate]) -> str:
    days = (c.fact.last_day or c.fact.first_day for c in candidates)
    years = Counter(day[:4] for day in days if day)
    return ", ".join(sorted(years)) or "no known year"


def _asked(query: Query) -> str:
    words = [concept.text for concept in query.concepts if concept.role not in ("weak", "source")]
    return " ".join(words) or " ".join(concept.text for concept in query.concepts) or query.text


def _absent(words: Sequence[str], suggest: Suggest) -> str:
    near = suggest(words)
    advice = f" Nearest words: {', '.join(near)}." if near else ""
    return f"the corpus does not name {', '.join(words)}.{advice}"


def why_no_passage(query: Query, passages: Sequence[Passage], absent: Sequence[str], suggest: Suggest) -> str:
    """In a sentence: what is missing for an answer in words."""
    if absent:
        return _absent(absent, suggest)
    if not passages:
        return f"no passage is about {_asked(query)}."
    missing = list(dict.fromkeys(_missing(query, passages[0])))
    if missing:
        return f"no passage that is about the rest names {', '.join(missing[:3])}."
    if query.kind == "keywords":
        return f"of {_asked(query)} nothing in particular is asked: name the measure, the year, or ask a question."
    return f"no passage {_TELLS.get(query.kind, 'answers it')}: {_asked(query)}."


_TELLS = {
    "reason": "gives a reason or a way",
    "yesno": "decides whether it is so",
    "date": "says when",
    "person": "says who",
    "organization": "says which organisation",
    "place": "says where",
    "product": "says which",
    "report": "says which report",
    "list": "lists them",
    "definition": "says what it is",
    "comparison": "decides between the two",
}


def _missing(query: Query, passage: Passage) -> Iterator[str]:
    for concept, matched in zip(query.concepts, passage.reach, strict=True):
        if matched < 0.4 and concept.role in ("name", "measure", "figure", "word"):
            yield concept.text


def nearest_facts(query: Query, candidates: Sequence[Candidate]) -> tuple[Near, ...]:
    """The facts that meet most conditions, best first."""
    close = [c for c in candidates[:_LOOKED_AT] if c.covered >= _LEAST and _shares(query, c.matches)]
    close.sort(key=lambda c: (len(_unmet(query, c)), -c.score, c.fact.doc, c.fact.start))
    return tuple(
        Near(f"{c.fact.metric}: {c.fact.text}", c.fact.doc, c.fact.sentence, c.fact.line, c.fact.id)
        for c in close[:_NEAREST]
    )


def _shares(query: Query, matches: Sequence[float]) -> bool:
    """Whether something has a name or the measure of a question, where it has any."""
    telling = [m for c, m in zip(query.concepts, matches, strict=True) if c.role in ("name", "measure")]
    return not telling or max(telling) >= _SHARED


_SHARED = 0.6


def nearest_passages(index: Index, query: Query, passages: Sequence[Passage]) -> tuple[Near, ...]:
    """The sentences that have most of what is asked, best first."""
    close = [p for p in passages if p.score >= _LEAST and _shares(query, p.matches)][:_NEAREST]
    stored = index.sentences(passage.number for passage in close)
    return tuple(
        Near(stored[p.number].text, p.document.doc, stored[p.number].text, stored[p.number].line)
        for p in close
    )
