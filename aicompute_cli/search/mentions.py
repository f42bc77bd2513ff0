"""The places where entities are named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.index.numbers import place_of
from aicompute_cli.search.entities import marks, parts


class Mention(NamedTuple):
    """One place where an entity is named: `text` and `sentence` as the file has them, `rules` JSON."""

    entity: int
    doc: str
    title: str | None
    published: str | None
    sentence: str
    text: str
    start: int
    end: int
    line: int
    rules: str


def find_mentions(
    connection: sqlite3.Connection, numbers: Sequence[int], docs: Sequence[str] = ()
) -> Iterator[Mention]:
    """Every place where one of the entities is named, by document and place."""
    only = f"AND doc IN ({marks(docs)})" if docs else ""
    places: dict[tuple[str, int], list[tuple[int, int, int, int, str, str]]] = {}
    for some in parts(numbers):
        for doc, document, entity, text, rules, stored in connection.execute(
            "SELECT doc, document, entity, text, rules, places FROM names "
            "JOIN mentions ON mentions.name = names.number "
            f"JOIN documents ON documents.number = mentions.document WHERE entity IN ({some}) {only}",
            docs,
        ):
            of_document = places.setdefault((doc, document), [])
            of_document += (
                (start, end, sentence, entity, text, rules) for sentence, start, end in read_places(stored)
            )
    for doc, document in sorted(places):
        yield from _of_document(connection, doc, document, sorted(places[doc, document]))


def _of_document(
    connection: sqlite3.Connection,
    doc: str,
    document: int,
    places: Sequence[tuple[int, int, int, int, str, str]],
) -> Iterator[Mention]:
    select = "SELECT title, published FROM documents WHERE number = ?"
    title, published = connection.execute(select, (document,)).fetchone()
    sentences: dict[int, tuple[str, int]] = {}
    for some in parts(sorted({place_of(document, place[2]) for place in places})):
        select = f"SELECT number, text, line FROM sentences WHERE number IN ({some})"
        sentences |= {number: (text, line) for number, text, line in connection.execute(select)}
    for start, end, sentence, entity, text, rules in places:
        around, line = sentences[place_of(document, sentence)]
        yield Mention(entity, doc, title, published, around, text, start, end, line, rules)


def sentences_naming(
    connection: sqlite3.Connection, numbers: Sequence[int], documents: Iterable[int]
) -> dict[int, set[tuple[int, int]]]:
    """By document the sentences that name one of some entities, each with which."""
    found: dict[int, set[tuple[int, int]]] = {}
    for some in parts(sorted(documents)):
        rows = connection.execute(
            "SELECT document, entity, places FROM names JOIN mentions ON mentions.name = names.number "
            f"WHERE entity IN ({','.join(map(str, numbers))}) AND document IN ({some})"
        )
        for document, number, stored in rows:
            places = read_places(stored)
            found.setdefault(document, set()).update((sentence, number) for sentence, _, _ in places)
    return found


def read_places(stored: str) -> Iterable[tuple[int, int, int]]:
    """Sentence, start and end of each of the places of a row.

    >>> list(read_places("0,3,6,2,40,43"))
    [(0, 3, 6), (2, 40, 43)]
    """
    flat = iter(map(int, stored.split(",")))
    return zip(flat, flat, flat, strict=True)
