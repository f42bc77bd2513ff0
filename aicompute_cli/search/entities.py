"""Entities by type and document: what a listing is made of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.index.numbers import BITS

SORT_FIELDS = {
    "name": "name", "type": "kind", "mentions": "mentions", "docs": "documents", "first": "first", "last": "last",
}  # fmt: skip
"""The fields that entities can be sorted by, and what that is in SQL."""

_AT_ONCE = 500
_ALL = 1 << 62  # rows: what SQLite can count
_COLUMNS = "number, name, kind, mentions, documents, sentences, first, last, aliases"


class Entity(NamedTuple):
    """An entity as it is stored, its counts those of the documents that were asked for; `aliases` is JSON."""

    number: int
    name: str
    kind: str
    mentions: int
    documents: int
    sentences: int
    first: str | None
    last: str | None
    aliases: str


class EntityQuery(NamedTuple):
    """What is asked for: entities of any of `kinds`, in any of `docs` (ids), mentioned at least `least` times.

    `numbers` are the entities that are meant (None: any). `order` is a field of SORT_FIELDS, ``-`` in front
    descending; what has none of it comes last, and names decide between equals.
    """

    kinds: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    least: int = 1
    numbers: tuple[int, ...] | None = None
    order: str = "-mentions"
    limit: int | None = None


class Entities:
    """The entities of an open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, query: EntityQuery) -> list[Entity]:
        """The entities that meet all conditions, in order."""
        conditions = ["mentions >= ?"]
        values: list[object] = [min(query.least, _ALL)]
        if query.kinds:
            conditions.append(f"kind IN ({marks(query.kinds)})")
            values += query.kinds
        if query.numbers is not None:
            conditions.append(f"number IN ({','.join(map(str, query.numbers))})")
        field = SORT_FIELDS[query.order.removeprefix("-")]
        direction = "DESC" if query.order.startswith("-") else "ASC"
        order = f"{field} IS NULL, {field} {direction}"
        if field == "mentions":
            order = f"mentions {direction}"  # never null: the index has this order
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM {_in_documents(query.docs)} WHERE {' AND '.join(conditions)} "
            f"ORDER BY {order}, name, number LIMIT ?",
            (*query.docs, *values, -1 if query.limit is None else min(query.limit, _ALL)),
        )
        return list(map(Entity._make, rows))

    def documents(self, numbers: Sequence[int], docs: Sequence[str] = ()) -> dict[int, dict[str, int]]:
        """For each entity the documents that name it, by id, with how often; of `docs` only where any are given."""
        found: dict[int, dict[str, int]] = {number: {} for number in numbers}
        only = f"AND doc IN ({marks(docs)})" if docs else ""
        for some in parts(numbers):
            rows = self._connection.execute(
                "SELECT entity, doc, sum(count) FROM names JOIN mentions ON mentions.name = names.number "
                "JOIN documents ON documents.number = mentions.document "
                f"WHERE entity IN ({some}) {only} GROUP BY entity, doc ORDER BY entity, doc",
                docs,
            )
            for number, doc, count in rows:
                found[number][doc] = count
        return found

    def roles(self, numbers: Sequence[int]) -> dict[int, list[dict[str, str | None]]]:
        """For each person where they are what, each once, in the order of documents by date and of the text."""
        found: dict[int, dict[tuple[str | None, str], None]] = {number: {} for number in numbers}
        for some in parts(numbers):
            for number, organization, title in self._connection.execute(_ROLES.format(some)):
                found[number][organization, title] = None
        return {number: list(_without_vaguer(of)) for number, of in found.items()}

    def kinds(self) -> list[tuple[str, int]]:
        """The types that there are, each with its number of entities."""
        return list(
            self._connection.execute("SELECT kind, count(*) FROM entities GROUP BY kind ORDER BY 2 DESC, 1")
        )


_ROLES = f"""
SELECT coalesce(joined.entity, person), coalesce(entities.name, organization_name), roles.title FROM roles
    LEFT JOIN joined ON joined.own = person
    LEFT JOIN joined AS at ON at.own = organization
    LEFT JOIN entities ON entities.number = coalesce(at.entity, organization)
    JOIN documents ON documents.number = roles.number >> {BITS}
WHERE person IN ({{0}}) OR person IN (SELECT own FROM joined WHERE entity IN ({{0}}))
ORDER BY published IS NULL, published, doc, roles.number
"""


def _without_vaguer(roles: Iterable[tuple[str | None, str]]) -> Iterator[dict[str, str | None]]:
    """The roles, without a bare title where the same one is known with its organisation."""
    listed = list(roles)
    placed = {title for organization, title in listed if organization}
    for organization, title in listed:
        if organization or title not in placed:
            yield {"org": organization, "title": title}


def _in_documents(docs: Sequence[str]) -> str:
    """The table of entities, its counts those of some documents where any are given."""
    if not docs:
        return "entities"
    return f"""(
        SELECT entities.number, entities.name, entities.kind, sum(count) AS mentions,
            count(DISTINCT document) AS documents, sum(mentions.sentences) AS sentences,
            min(published) AS first, max(published) AS last, aliases
        FROM documents JOIN mentions ON mentions.document = documents.number
            JOIN names ON names.number = mentions.name JOIN entities ON entities.number = names.entity
        WHERE doc IN ({marks(docs)}) GROUP BY entities.number
    )"""


def marks(values: Sequence[object]) -> str:
    """A question mark for each of the values."""
    return ", ".join("?" * len(values))


def parts(numbers: Sequence[int]) -> Iterator[str]:
    """The numbers as SQL lists them, no list too long."""
    for first in range(0, len(numbers), _AT_ONCE):
        yield ",".join(map(str, numbers[first : first + _AT_ONCE]))


def aliases_of(entity: Entity) -> list[str]:
    """The other names of an entity, most used first."""
    found: list[str] = json.loads(entity.aliases)
    return found
