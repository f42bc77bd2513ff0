"""The profile of an entity as a record, and as a page for people."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aicompute_cli.cli.corpus import OpenCorpus
from aicompute_cli.cli.entity_records import KEYS, LAYOUT, as_record, place_text, role_text
from aicompute_cli.cli.fact_records import LAYOUT as FACT_LAYOUT
from aicompute_cli.cli.fact_records import as_record as fact_record
from aicompute_cli.cli.fact_records import grouped
from aicompute_cli.index.entities import entity_id
from aicompute_cli.render.amounts import period_text
from aicompute_cli.render.formats import Layout, Output, write_records
from aicompute_cli.render.page import Section, write_page
from aicompute_cli.render.table import Cell, Column
from aicompute_cli.search.entities import Entity, EntityQuery
from aicompute_cli.search.profile import Profile, profile_of

PROFILE_KEYS = (*KEYS, "sentences", "facts", "quotations", "cooccurrence")

Record = Mapping[str, Any]


def write_profiles(corpus: OpenCorpus, listed: Sequence[Entity], query: EntityQuery, output: Output) -> None:
    """Write the profiles of `listed`: records, or as a table a page for each."""
    total = int(corpus.index.meta["sentences"])
    connection = corpus.index.connection
    profiles = (profile_of(connection, entity, total, query.docs) for entity in listed)
    records = map(profile_record, profiles)
    if output.format == "table":
        write_page(map(_page, records), output, sys.stdout)
        return
    write_records(records, Layout(PROFILE_KEYS, LAYOUT.columns), output, sys.stdout)


def profile_record(profile: Profile) -> dict[str, Any]:
    """The record of docs/output.md."""
    return {
        **as_record(profile.entity, profile.docs, profile.roles),
        "sentences": [
            {
                "doc": mention.doc,
                "title": mention.title,
                "published": mention.published,
                "sentence": mention.sentence,
                "text": mention.text,
                "span": [mention.start, mention.end],
                "line": mention.line,
            }
            for mention in profile.firsts
        ],
        "facts": [fact_record(fact) for fact in profile.facts],
        "quotations": [
            {
                "doc": quoted.doc,
                "title": quoted.title,
                "published": quoted.published,
                "text": quoted.text,
                "span": [quoted.start, quoted.end],
                "line": quoted.line,
            }
            for quoted in profile.quotations
        ],
        "cooccurrence": [
            {
                "id": entity_id(other.number),
                "name": other.name,
                "type": other.kind,
                "sentences": other.sentences,
                "log_likelihood": other.log_likelihood,
            }
            for other in profile.companions
        ],
    }


# The page.

_DOCUMENTS = 8
_FACTS = 10
_QUOTATIONS = 4
_COMPANIONS = 10


def _page(record: Record) -> Iterator[Section]:
    yield Section(_head(record), (), ())
    docs = record["docs"]
    rows = [{**item, "mentions": docs[item["doc"]]} for item in record["sentences"]]
    yield _section("named in", rows, _DOCUMENT_COLUMNS, (_DOCUMENTS, "documents: --mentions lists all"))
    facts = list(grouped(record["facts"][:_FACTS], keep_order=False))
    left = len(record["facts"]) - len(facts)
    note = f"… and {left} more facts: aic facts --entity {record['name']}" if left else ""
    yield Section("facts, of it or from it", facts, FACT_LAYOUT.columns, note)
    yield _section("says", record["quotations"], _QUOTATION_COLUMNS, (_QUOTATIONS, "quotations: --json"))
    title = "appears with (by log-likelihood)"
    yield _section(title, record["cooccurrence"], _COMPANION_COLUMNS, (_COMPANIONS, "entities: --json"))


def _head(record: Record) -> str:
    mentions, documents = record["mentions"], len(record["docs"])
    parts = [
        record["type"],
        f"{mentions} {'mention' if mentions == 1 else 'mentions'} in "
        f"{documents} {'document' if documents == 1 else 'documents'}",
        period_text(record["first"], record["last"]),
        record["id"],
    ]
    lines = [f"{record['name']}  ({', '.join(part for part in parts if part)})"]
    if record["aliases"]:
        lines.append(f"also: {', '.join(record['aliases'])}")
    if record["roles"]:
        lines.append(f"roles: {', '.join(map(role_text, record['roles']))}")
    return "\n".join(lines)


def _section(
    title: str, rows: Sequence[Record], columns: Sequence[Column], limit: tuple[int, str]
) -> Section:
    most, what = limit
    left = len(rows) - most
    return Section(title, rows[:most], columns, f"… and {left} more {what}" if left > 0 else "")


def _marked(record: Any) -> Cell:
    """The sentence with the name marked; its place is that of the first such text in it."""
    at = record["sentence"].find(record["text"])
    return Cell(record["sentence"], [(at, at + len(record["text"]))] if at >= 0 else [])


_PLACE = Column("doc", header="doc:line", style="cyan", format=place_text)
_PUBLISHED = Column("published", style="dim", no_wrap=True)
_DOCUMENT_COLUMNS = (
    _PLACE,
    _PUBLISHED,
    Column("mentions", align="right", no_wrap=True),
    Column("sentence", header="first mention", format=_marked),
)
_QUOTATION_COLUMNS = (_PLACE, _PUBLISHED, Column("text"))
_COMPANION_COLUMNS = (
    Column("name", style="bold"),
    Column("type", style="dim", no_wrap=True),
    Column("sentences", align="right", no_wrap=True),
    Column("log_likelihood", header="log-likelihood", align="right", no_wrap=True),
)
