"""Join the names of one entity across documents, and sum up each entity that an update touched.

What a document declares (以下简称“某院”) holds in the others too, unless two documents declare one name for two
entities, a list knows it as the name of someone, or it is elsewhere the name of another kind of thing. Names that look
alike are never joined.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from aicompute_cli.document.words import cut_words
from aicompute_cli.index.entities import shape_of
from aicompute_cli.index.known_names import listed_shapes, other_names

KINDS = ("organization", "person", "place", "product", "report", "event", "technology")
"""The types of entities; of two that a name has equally often it gets the one that stands first."""

_TOUCHED = (
    # What was an entity of a touched name may lose it or be gone.
    "INSERT OR IGNORE INTO unsettled SELECT entity FROM names WHERE number IN touched AND entity IS NOT NULL",
    "UPDATE names SET mentions = (SELECT coalesce(sum(count), 0) FROM mentions WHERE name = names.number) "
    "WHERE number IN touched",
    "DELETE FROM names WHERE number IN touched AND mentions = 0",
    "UPDATE names SET entity = own WHERE number IN touched AND entity IS NULL",
)
_JOINED = (
    "UPDATE names SET entity = coalesce((SELECT entity FROM joined WHERE joined.own = names.own), own) "
    "WHERE number IN touched",
    "INSERT OR IGNORE INTO unsettled SELECT entity FROM names WHERE number IN touched",
    "DELETE FROM entities WHERE number IN unsettled",
    "DELETE FROM also_called WHERE entity IN unsettled",
)
_NAMES = """
SELECT names.entity, names.own, form, canonical, kind, mentions FROM unsettled
    JOIN names ON names.entity = unsettled.entity ORDER BY unsettled.entity
"""
_TOTALS = """
SELECT names.entity, count(DISTINCT document), sum(mentions.sentences), min(published), max(published) FROM unsettled
    JOIN names ON names.entity = unsettled.entity JOIN mentions ON mentions.name = names.number
    JOIN documents ON documents.number = mentions.document
GROUP BY unsettled.entity ORDER BY unsettled.entity
"""
_FEWER = """
INSERT INTO fewer SELECT document, count(DISTINCT own) - count(DISTINCT entity) FROM names
    JOIN mentions ON mentions.name = names.number WHERE entity IN (SELECT entity FROM joined)
GROUP BY document HAVING count(DISTINCT own) > count(DISTINCT entity)
"""
_DONE = ("DELETE FROM touched", "DELETE FROM unsettled")


class _Written(NamedTuple):
    entity: int
    own: int
    form: str
    canonical: str
    kind: str
    mentions: int


def settle(connection: sqlite3.Connection) -> None:
    """Bring `entities` and what goes with it up to date with the names of all documents."""
    _run(connection, _TOUCHED)
    _join(connection)
    _run(connection, _JOINED)
    _sum_up(connection)
    connection.execute("DELETE FROM fewer")
    connection.execute(_FEWER)
    _run(connection, _DONE)


def _run(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement)


# What documents declare.


def _join(connection: sqlite3.Connection) -> None:
    """Store which names are joined to which entity, and note what that changes."""
    before = dict(connection.execute("SELECT own, entity FROM joined"))
    now = _ends(_undisputed(connection))
    for own in before.keys() | now.keys():
        old, new = before.get(own, own), now.get(own, own)
        if old != new:
            connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(old,), (new,)])
            connection.execute("UPDATE names SET entity = ? WHERE own = ?", (new, own))
    connection.execute("DELETE FROM joined")
    connection.executemany("INSERT INTO joined VALUES (?, ?)", sorted(now.items()))


def _undisputed(connection: sqlite3.Connection) -> dict[int, int]:
    """The names that are declared for one entity only, of their own kind, and known to no list."""
    declared: dict[int, set[int]] = {}
    listed = listed_shapes()
    for own, target, shape in connection.execute("SELECT DISTINCT own, target, shape FROM declared"):
        if own != target and shape not in listed:
            declared.setdefault(own, set()).add(target)
    found = {own: min(targets) for own, targets in declared.items() if len(targets) == 1}
    return {own: target for own, target in found.items() if _same_kind(connection, own, target)}


def _same_kind(connection: sqlite3.Connection, own: int, target: int) -> bool:
    """Whether a name that is declared is elsewhere that of no other kind of thing.

    A person may be one by a surname only: 明远院, said to be an institute, is no Mr Ming.
    """
    kinds = (_kind_of(connection, own), _kind_of(connection, target))
    return kinds[0] in (None, kinds[1]) or kinds == ("person", "organization")


def _kind_of(connection: sqlite3.Connection, own: int) -> str | None:
    rows = connection.execute("SELECT kind, sum(mentions) FROM names WHERE own = ? GROUP BY kind", (own,))
    return _most(Counter(dict(rows)))


def _ends(declared: Mapping[int, int]) -> dict[int, int]:
    """Where each chain of declarations ends; names that are declared for each other are that of least number.

    >>> _ends({1: 2, 2: 3, 8: 9, 9: 8})
    {1: 3, 2: 3, 9: 8}
    """
    ends = {}
    for own in declared:
        seen = [own]
        while (after := declared.get(seen[-1])) is not None and after not in seen:
            seen.append(after)
        end = seen[-1] if after is None else min(seen[seen.index(after) :])
        if end != own:
            ends[own] = end
    return ends


# The sums.


def _sum_up(connection: sqlite3.Connection) -> None:
    """Make the rows of all unsettled entities."""
    named = groupby(map(_Written._make, connection.execute(_NAMES)), itemgetter(0))
    totals = connection.execute(_TOTALS)
    entities = []
    called: list[tuple[object, ...]] = []
    for (number, group), (_, documents, sentences, first, last) in zip(named, totals, strict=True):
        written = list(group)
        name = _name_of(number, written)
        kinds: Counter[str] = Counter()
        forms: Counter[str] = Counter()
        for row in written:
            kinds[row.kind] += row.mentions
            forms[row.form] += row.mentions
        others = _declared_for(connection, {number, *(row.own for row in written)})
        forms.update(dict.fromkeys(others, 0))
        aliases = _aliases(name, forms)
        entities.append(
            (number, name, _most(kinds), forms.total(), documents, sentences, first, last,
             json.dumps(aliases, ensure_ascii=False))
        )  # fmt: skip
        called += _also_called(number, name, forms)
    connection.executemany("INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", entities)
    connection.executemany("INSERT OR IGNORE INTO also_called VALUES (?, ?, ?, ?)", called)


def _aliases(name: str, forms: Counter[str]) -> list[str]:
    """The forms besides the name, the most used first; of those that differ in their spaces only that one."""
    kept = {name.replace(" ", ""): name}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        kept.setdefault(form.replace(" ", ""), form)
    return list(kept.values())[1:]


def _most(kinds: Counter[str]) -> str | None:
    """The kind of most mentions; of equal ones the first of `KINDS`."""
    return min(kinds, key=lambda kind: (-kinds[kind], KINDS.index(kind)), default=None)


def _name_of(entity: int, written: Iterable[_Written]) -> str:
    """Of the canonical names that are of one shape, the one of most mentions."""
    rows = list(written)
    counts: Counter[str] = Counter()
    for row in [row for row in rows if row.own == entity] or rows:
        counts[row.canonical] += row.mentions
    return min(counts, key=lambda name: (-counts[name], name))


def _declared_for(connection: sqlite3.Connection, owns: Iterable[int]) -> list[str]:
    select = "SELECT DISTINCT name FROM declared WHERE target = ?"
    return [name for own in owns for (name,) in connection.execute(select, (own,))]


def _also_called(number: int, name: str, forms: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """Every name under which an entity is looked up, and its scope; the widest first."""
    own = {name, *other_names().get(name, ())}
    for other in sorted(own):
        yield shape_of(other), number, other, 2
    for other in sorted(own.union(forms) - own):
        yield shape_of(other), number, other, 0 if _is_common(other) else 1


def _is_common(name: str) -> bool:
    """Whether a name that no list has is a word of the dictionary: 中心, 《报告》."""
    shape = shape_of(name)
    return not shape.isascii() and cut_words(shape) == [shape]
