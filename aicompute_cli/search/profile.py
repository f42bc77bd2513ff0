"""What the corpus says of one entity: where it is first named, its facts, what it says, and whom it appears with."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from aicompute_cli.index.facts import StoredFact, read_facts
from aicompute_cli.index.numbers import BITS
from aicompute_cli.search.entities import Entities, Entity
from aicompute_cli.search.facts import Facts
from aicompute_cli.search.mentions import Mention, find_mentions, read_places

_COMPANIONS = 20


class Quoted(NamedTuple):
    """What an entity says: `text` exactly as the file has it."""

    doc: str
    title: str | None
    published: str | None
    text: str
    start: int
    end: int
    line: int


class Companion(NamedTuple):
    """An entity that is named in the same sentences: in how many, and how much more often than chance would have it."""

    number: int
    name: str
    kind: str
    sentences: int
    log_likelihood: float


class Profile(NamedTuple):
    """What is known of an entity; `firsts` is its first mention in each document, by date."""

    entity: Entity
    docs: dict[str, int]
    roles: list[dict[str, str | None]]
    firsts: list[Mention]
    facts: list[StoredFact]
    quotations: list[Quoted]
    companions: list[Companion]


def profile_of(
    connection: sqlite3.Connection, entity: Entity, sentences: int, docs: Sequence[str] = ()
) -> Profile:
    """The profile of an entity, of `docs` only where any are given; `sentences` is how many the corpus has."""
    entities = Entities(connection)
    number = entity.number
    firsts: dict[str, Mention] = {}
    for mention in find_mentions(connection, [number], docs):
        firsts.setdefault(mention.doc, mention)
    facts = Facts(connection)
    found = facts.find(facts.about(number, docs))
    return Profile(
        entity,
        entities.documents([number], docs)[number],
        entities.roles([number])[number],
        sorted(firsts.values(), key=lambda mention: (mention.published or "9999", mention.doc)),
        list(read_facts(connection, found)),
        _quotations(connection, number, docs),
        _companions(connection, entity, sentences, docs),
    )


_QUOTATIONS = f"""
SELECT doc, title, published, quotations.text, quotations.start, quotations."end", sentences.line FROM quotations
    JOIN documents ON documents.number = quotations.number >> {BITS}
    JOIN sentences ON sentences.number = (quotations.number >> {BITS} << {BITS}) + quotations.sentence
WHERE speaker IN (SELECT ?1 UNION SELECT own FROM joined WHERE entity = ?1)
ORDER BY published IS NULL, published, doc, quotations.number
"""


def _quotations(connection: sqlite3.Connection, number: int, docs: Sequence[str]) -> list[Quoted]:
    found = map(Quoted._make, connection.execute(_QUOTATIONS, (number,)))
    return [quoted for quoted in found if not docs or quoted.doc in docs]


# Whom it appears with.

_BESIDE = """
SELECT document, entity, places FROM mentions JOIN names ON names.number = mentions.name
WHERE document IN (SELECT document FROM names JOIN mentions ON mentions.name = names.number WHERE entity = ?)
"""


def _companions(
    connection: sqlite3.Connection, entity: Entity, total: int, docs: Sequence[str]
) -> list[Companion]:
    """The entities of the same sentences, those first whose presence tells most of the presence of this one."""
    only = {number for (number,) in connection.execute(
        f"SELECT number FROM documents WHERE doc IN ({', '.join('?' * len(docs))})", docs)}  # fmt: skip
    places: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for document, number, stored in connection.execute(_BESIDE, (entity.number,)):
        if not docs or document in only:
            places[number].update((document, sentence) for sentence, _, _ in read_places(stored))
    own = places.pop(entity.number, set())
    shared = {number: len(own & at) for number, at in places.items() if not own.isdisjoint(at)}
    listed = ",".join(map(str, shared))
    rows = connection.execute(
        f"SELECT number, name, kind, sentences FROM entities WHERE number IN ({listed})"
    )
    found = []
    for number, name, kind, sentences in rows:
        count = len(places[number]) if docs else sentences
        score = log_likelihood(shared[number], len(own), count, total)
        if score > 0:
            found.append(Companion(number, name, kind, shared[number], round(score, 2)))
    found.sort(key=lambda other: (-other.log_likelihood, -other.sentences, other.name))
    return found[:_COMPANIONS]


def log_likelihood(both: int, first: int, second: int, total: int) -> float:
    """Dunning's log-likelihood ratio G² of two entities that share `both` of `total` sentences; 0 where they
    share no more than chance would have them.

    `first` and `second` count the sentences of each. Source: T. Dunning, Accurate Methods for the Statistics of
    Surprise and Coincidence, Computational Linguistics 19(1), 1993.

    >>> round(log_likelihood(10, 10, 10, 1000), 1), log_likelihood(1, 100, 100, 1000)
    (112.0, 0.0)
    """
    if both * total <= first * second:
        return 0.0
    cells = (both, first - both, second - both, max(total - first - second + both, 0))
    rows = (first, first, total - first, total - first)
    columns = (second, total - second, second, total - second)
    return 2 * sum(
        cell * log(cell * total / (row * column))
        for cell, row, column in zip(cells, rows, columns, strict=True)
        if cell
    )
