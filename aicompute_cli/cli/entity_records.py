"""Entities and their mentions as records and as tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aicompute_cli.index.entities import entity_id
from aicompute_cli.render.amounts import period_text
from aicompute_cli.render.formats import Layout
from aicompute_cli.render.table import Column
from aicompute_cli.search.entities import Entity, aliases_of
from aicompute_cli.search.mentions import Mention

KEYS = ("id", "name", "aliases", "type", "mentions", "docs", "roles", "first", "last")
MENTION_KEYS = (
    "id", "name", "type", "doc", "title", "published", "sentence", "text", "span", "line", "rules",
)  # fmt: skip


def as_record(
    entity: Entity, docs: Mapping[str, int], roles: Sequence[Mapping[str, str | None]]
) -> dict[str, Any]:
    """The record of docs/output.md."""
    return {
        "id": entity_id(entity.number),
        "name": entity.name,
        "aliases": aliases_of(entity),
        "type": entity.kind,
        "mentions": entity.mentions,
        "docs": docs,
        "roles": list(roles),
        "first": entity.first,
        "last": entity.last,
    }


def mention_record(mention: Mention, entity: Entity) -> dict[str, Any]:
    """The record of one place where an entity is named."""
    return {
        "id": entity_id(entity.number),
        "name": entity.name,
        "type": entity.kind,
        "doc": mention.doc,
        "title": mention.title,
        "published": mention.published,
        "sentence": mention.sentence,
        "text": mention.text,
        "span": [mention.start, mention.end],
        "line": mention.line,
        "rules": json.loads(mention.rules),
    }


def role_text(role: Mapping[str, str | None]) -> str:
    """A role for people: where, and what."""
    organization, title = role["org"] or "", role["title"] or ""
    between = " " if organization.isascii() and title.isascii() else ""
    return f"{organization}{between}{title}".strip()


def _more(record: Any) -> str:
    return ", ".join([*map(role_text, record["roles"]), *record["aliases"]])


def _documents(record: Any) -> str:
    return str(len(record["docs"]))


def _published(record: Any) -> str:
    return period_text(record["first"], record["last"])


def place_text(record: Any) -> str:
    """Where a record stands, as ``doc:line``."""
    return f"{record['doc']}:{record['line']}"


LAYOUT = Layout(
    KEYS,
    (
        Column("name", style="bold"),
        Column("type", style="dim", no_wrap=True),
        Column("mentions", align="right", no_wrap=True),
        Column("docs", align="right", no_wrap=True, format=_documents),
        Column("first", header="published", style="dim", no_wrap=True, format=_published),
        Column("aliases", header="roles, other names", format=_more),
    ),
)
MENTIONS_LAYOUT = Layout(
    MENTION_KEYS,
    (
        Column("name", style="bold"),
        Column("type", style="dim", no_wrap=True),
        Column("text"),
        Column("doc", header="doc:line", style="cyan", format=place_text),
        Column("sentence"),
    ),
)
