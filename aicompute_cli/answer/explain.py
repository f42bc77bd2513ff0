"""How a question was read, in lines for people, and the command that lists what it was answered from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aicompute_cli.answer.query import Query

if TYPE_CHECKING:
    from aicompute_cli.answer.answering import Answerer

_FACT_KINDS = frozenset(("level", "growth", "cagr", "share", "multiple", "change", "rank"))


def explain_question(answerer: Answerer, question: str) -> Iterator[str]:
    """The parsed query, a part a line, and the equal command."""
    query = answerer.read(question)
    yield f"read as: {query.text}"
    yield f"asks for: {query.kind}{f' ({query.derive})' if query.derive else ''}"
    for name, values in (
        ("units", query.units),
        ("kinds of fact", query.fact_kinds),
        ("periods", tuple(f"{period.start}–{period.end}" for period in query.periods)),
        ("said by", tuple(names[0] for names in query.sources)),
        ("place", (query.place,) if query.place else ()),
        ("modality", (query.modality,) if query.modality else ()),
        ("between", query.options),
    ):
        if values:
            yield f"{name}: {', '.join(values)}"
    for concept in query.concepts:
        forms = f" (or {', '.join(concept.forms[1:6])})" if concept.forms[1:] else ""
        yield f"{concept.role} {concept.text}{forms}: weight {concept.weight:.2f}"
    yield f"the same by hand: {command_for(query)}"


def command_for(query: Query) -> str:
    """The ``aic facts`` or ``aic search`` command that lists what such a question is answered from."""
    words = [
        concept.text for concept in query.concepts if concept.role in ("name", "measure", "word", "figure")
    ]
    if not (query.is_numeric or query.kind == "keywords"):
        return " ".join(["aic search", *words])
    parts = ["aic facts", *words[:3]]
    parts += [f"--year {year}" for year in dict.fromkeys(period.end[:4] for period in query.periods)]
    parts += [f"--source {names[0]}" for names in query.sources]
    parts += [f"--unit {unit}" for unit in query.units[:1] if unit[0] != "*"]
    parts += [f"--kind {kind}" for kind in query.fact_kinds if kind in _FACT_KINDS]
    return " ".join(parts)
