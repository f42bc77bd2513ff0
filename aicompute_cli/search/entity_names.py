"""Entities by their names, and what a user typed for them: names and types."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from aicompute_cli.errors import UsageError
from aicompute_cli.index.entities import shape_of, storable
from aicompute_cli.search.entities import marks

_AT_ONCE = 500


class EntityNames:
    """The names of the entities of an open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def named(self, folded: str) -> list[tuple[int, str]]:
        """The entities that have this name in any spelling and script, most mentioned first, with their names.

        Only those in whose names it has the widest scope: 阿里 is 阿里巴巴 even where a text calls another one so.
        """
        found = self._called(folded)
        best = max((scope for _, _, scope in found), default=0)
        return [(number, name) for number, name, scope in found if scope == best]

    def others_named(self, folded: str) -> list[str]:
        """The names of those that `named` leaves out."""
        meant = {number for number, _ in self.named(folded)}
        return [name for number, name, _ in self._called(folded) if number not in meant]

    def _called(self, folded: str) -> list[tuple[int, str, int]]:
        return list(self._connection.execute(_NAMED, (storable(shape_of(folded)),)))

    def names_of(self, number: int) -> list[str]:
        """The names that mean this entity wherever they stand, and no other."""
        return [name for (name,) in self._connection.execute(_NAMES_OF, (number,))]

    def meant(self, shapes: Iterable[str], *, but: str) -> dict[str, int]:
        """Of some forms of names those that mean one entity, each with that: the one in whose names it is widest.

        Names of entities of the type `but` are left out.
        """
        asked = list(dict.fromkeys(shape for shape in shapes if shape == storable(shape)))
        found: dict[str, tuple[int, int]] = {}
        unsure = set()
        for first in range(0, len(asked), _AT_ONCE):
            some = asked[first : first + _AT_ONCE]
            rows = self._connection.execute(
                "SELECT shape, max(scope), entity, kind FROM also_called JOIN entities ON number = entity "
                f"WHERE scope > 0 AND shape IN ({marks(some)}) GROUP BY shape, entity",
                some,
            )
            for shape, scope, number, kind in rows:
                before = found.get(shape, (0, 0))[0]
                if scope > before:
                    found[shape] = scope, number
                    unsure.discard(shape)
                if scope == before or (scope > before and kind == but):
                    unsure.add(shape)
        return {shape: number for shape, (_, number) in found.items() if shape not in unsure}

    def longer_names(self, numbers: Sequence[int]) -> list[str]:
        """The names of other entities of the same types that one of these has its name in: 华为云, of 华为."""
        listed = ",".join(map(str, numbers))
        return [name for (name,) in self._connection.execute(_LONGER.format(listed))]

    def all_names(self) -> list[str]:
        """Every name of every entity, for suggestions."""
        rows = self._connection.execute("SELECT DISTINCT name FROM also_called")
        return [name for (name,) in rows]


_NAMED = """
SELECT number, entities.name, max(scope) FROM also_called JOIN entities ON entities.number = entity
WHERE shape = ? GROUP BY number ORDER BY mentions DESC, entities.name
"""
_NAMES_OF = """
SELECT name FROM also_called AS own WHERE entity = ? AND scope > 0 AND NOT EXISTS (
    SELECT 1 FROM also_called AS other
    WHERE other.shape = own.shape AND other.entity <> own.entity AND other.scope >= own.scope
) ORDER BY scope DESC, name
"""
_LONGER = """
WITH own AS (SELECT shape, kind FROM also_called JOIN entities ON number = entity WHERE number IN ({0}) AND scope > 0)
SELECT DISTINCT other.name FROM own, also_called AS other JOIN entities ON number = entity AND entities.kind = own.kind
WHERE other.entity NOT IN ({0}) AND other.scope > 0 AND instr(other.shape, own.shape) AND other.shape <> own.shape
"""


def numbers_of(names: EntityNames, folded: Sequence[str]) -> tuple[int, ...]:
    """The entities that have one of these names."""
    return tuple(dict.fromkeys(number for name in folded for number, _ in names.named(name)))


def read_kinds(types: Sequence[str], fold: Callable[[str], str]) -> tuple[str, ...]:
    """The types that are meant, in any of the words that the list has for them; raises UsageError for another.

    >>> read_kinds(["People", "组织"], str)
    ('person', 'organization')
    """
    if not types:
        return ()
    from aicompute_cli.extract.tables import read_rows, words  # noqa: PLC0415 - only for the option

    rows = read_rows("entity_types")
    known = {name: kind for kind, names in rows for name in (kind, *words(names))}
    found = []
    for text in types:
        kind = known.get(fold(text).strip().lower())
        if kind is None:
            raise UsageError(f"--type {text}: no such type. The types: {', '.join(row[0] for row in rows)}")
        found.append(kind)
    return tuple(dict.fromkeys(found))
