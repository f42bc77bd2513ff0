"""What is stored of a document's facts, made where the document was read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from aicompute_cli.document.loader import Document
from aicompute_cli.index.facts import FactRows, Row, match_form, source_form
from aicompute_cli.index.numbers import place_of
from aicompute_cli.model import Fact


def fact_rows(doc: Document, facts: Sequence[Fact], document: int) -> FactRows:
    """What is stored of the facts of a document."""
    rows = FactRows([], [], [])
    for count, fact in enumerate(facts):
        number = place_of(document, count)
        rows.facts.append(_row(number, fact, place_of(document, fact.sentence)))
        rows.sources.extend(_source_rows(number, fact.sources))
    for sentence in sorted({fact.sentence for fact in facts}):
        span = doc.sentences[sentence].folded_span
        rows.stated.append((place_of(document, sentence), match_form(doc.folded[span.start : span.end])))
    return rows


def _row(number: int, fact: Fact, sentence: int) -> Row:
    high = fact.value if fact.value_high is None else fact.value_high
    return (
        number, fact.id, sentence, fact.text, fact.span.start, fact.span.end, fact.line,
        str(fact.value), None if fact.value_high is None else str(fact.value_high), fact.unit, fact.bound, fact.kind,
        fact.metric, fact.start, fact.end, fact.modality, json.dumps(fact.sources, ensure_ascii=False),
        json.dumps(fact.rules), float(fact.value), float(high), match_form(fact.metric),
    )  # fmt: skip


def _source_rows(number: int, sources: Sequence[str]) -> Iterator[Row]:
    """A report keeps its opening mark, by which it is told from an organisation of the same name."""
    for name in dict.fromkeys(sources):
        yield ("《" if name.startswith("《") else "") + source_form(match_form(name)), number, name
