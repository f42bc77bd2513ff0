"""The names of a question that the corpus has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aicompute_cli.answer.vocabulary import LONGEST, KnownName

if TYPE_CHECKING:
    from aicompute_cli.index.store import Index

_SHORTEST = 2
_CALLED = (
    "SELECT shape, also_called.entity, kind FROM also_called JOIN entities ON number = also_called.entity"
)
_ALL = "SELECT entity, name FROM also_called WHERE scope > 0 AND entity IN "


def names_in_question(index: Index, content: str) -> dict[str, KnownName]:
    """Every part of a folded question that is a name of the corpus, with all names of the same."""
    from aicompute_cli.index.entities import shape_of  # noqa: PLC0415 - keeps the tables of names together

    shapes: dict[str, str] = {}  # of the parts of one shape, 《X》 and X, the shortest, then the first
    for size in range(_SHORTEST, LONGEST + 1):
        for start in range(len(content) - size + 1):
            part = content[start : start + size]
            if part == part.strip():
                shapes.setdefault(shape_of(part), part)
    marks = ",".join("?" * len(shapes))
    rows = index.connection.execute(
        f"{_CALLED} WHERE scope > 0 AND shape IN ({marks}) ORDER BY shape, scope, also_called.entity",
        list(shapes),
    ).fetchall()
    if not rows:
        return {}
    called: dict[int, list[str]] = {entity: [] for _, entity, _ in rows}
    for entity, name in index.connection.execute(
        f"{_ALL} ({','.join(map(str, called))}) ORDER BY scope DESC, name"
    ):
        called[entity].append(name.lower())
    found: dict[str, KnownName] = {}
    for (
        shape,
        entity,
        kind,
    ) in rows:  # one name may be that of several entities: of a kind, their names are one's
        known = found.get(shapes[shape])
        own = known.names if known and known.kind == kind else ()
        found[shapes[shape]] = KnownName(kind, tuple(dict.fromkeys((*own, *called[entity]))))
    return found
