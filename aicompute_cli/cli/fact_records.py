"""Facts as records and as a table, for the commands that print them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aicompute_cli.index.facts import StoredFact
from aicompute_cli.render.amounts import amount_text, period_text, rank_text
from aicompute_cli.render.formats import Layout
from aicompute_cli.render.table import Column

if TYPE_CHECKING:
    from aicompute_cli.document.loader import Document
    from aicompute_cli.model import Fact

Record = Mapping[str, Any]

KEYS = (
    "id", "doc", "title", "published", "sentence", "text", "span", "line", "value", "value_high", "unit", "bound",
    "kind", "metric", "start", "end", "modality", "sources",
)  # fmt: skip


def as_record(fact: StoredFact) -> dict[str, Any]:
    """The record of docs/output.md."""
    return {
        "id": fact.id,
        "doc": fact.doc,
        "title": fact.title,
        "published": fact.published,
        "sentence": fact.sentence,
        "text": fact.text,
        "span": [fact.start, fact.end],
        "line": fact.line,
        "value": Decimal(fact.value),
        "value_high": None if fact.value_high is None else Decimal(fact.value_high),
        "unit": fact.unit,
        "bound": fact.bound,
        "kind": fact.kind,
        "metric": fact.metric,
        "start": fact.first_day,
        "end": fact.last_day,
        "modality": fact.modality,
        "sources": json.loads(fact.sources),
    }


def record_of(fact: Fact, doc: Document) -> dict[str, Any]:
    """The same record of a fact of a document that is in no corpus."""
    place = doc.sentences[fact.sentence].span
    return {
        "id": fact.id,
        "doc": doc.id,
        "title": doc.metadata.title,
        "published": doc.metadata.published,
        "sentence": doc.text[place.start : place.end],
        "text": fact.text,
        "span": [fact.span.start, fact.span.end],
        "line": fact.line,
        "value": fact.value,
        "value_high": fact.value_high,
        "unit": fact.unit,
        "bound": fact.bound,
        "kind": fact.kind,
        "metric": fact.metric,
        "start": fact.start,
        "end": fact.end,
        "modality": fact.modality,
        "sources": list(fact.sources),
    }


def grouped(records: Iterable[Record], *, keep_order: bool) -> Iterator[Record]:
    """The records for people: those of one metric together, by period, and the metric only with the first of them.

    With `keep_order` they stay in their order, and only a metric that was just named is not named again.
    """
    groups: dict[object, list[Record]] = {}
    for number, record in enumerate(records):
        groups.setdefault(number if keep_order else record["metric"], []).append(record)
    named = None
    for group in groups.values():
        for record in sorted(group, key=lambda record: record["start"] or record["end"] or "9999"):
            yield {**record, "metric": ""} if record["metric"] == named else record
            named = record["metric"]


def _value(record: Any) -> str:
    text = amount_text(
        record["value"], record["value_high"], record["unit"], bound=record["bound"], kind=record["kind"]
    )
    return rank_text(record["text"], text) if record["kind"] == "rank" else text


def _period(record: Any) -> str:
    return period_text(record["start"], record["end"])


def _modality(record: Any) -> str:
    """Blank for what has happened: a forecast is to catch the eye."""
    return "" if record["modality"] == "actual" else str(record["modality"])


def _sources(record: Any) -> str:
    return ", ".join(record["sources"])


def _place(record: Any) -> str:
    return f"{record['doc']}:{record['line']}"


LAYOUT = Layout(
    KEYS,
    (
        Column("metric", style="bold"),
        Column("value", align="right", no_wrap=True, format=_value),
        Column("kind", style="dim", no_wrap=True),
        Column("start", header="period", no_wrap=True, format=_period),
        Column("modality", style="yellow", no_wrap=True, format=_modality),
        Column("doc", header="doc:line", style="cyan", format=_place),
        Column("sources", format=_sources),
    ),
)
