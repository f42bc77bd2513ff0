"""What to say when no entity is found: why, and the nearest names."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from aicompute_cli.search.entities import Entities, EntityQuery
from aicompute_cli.search.entity_names import EntityNames

_SUGGESTIONS = 5
_SHOWN = 80  # characters of a name that a message repeats
_CLOSE_ENOUGH = 45  # rapidfuzz's ratio, 0 to 100: nearly two of four characters


def reason_for_nothing(connection: sqlite3.Connection, names: Sequence[str], query: EntityQuery) -> str:
    """One line: what is missing, and the nearest that there is."""
    kinds = Entities(connection).kinds()
    if not kinds and not connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone():
        return "the corpus has no documents: .txt and .md files are read"
    if not kinds:
        return "the documents of the corpus name nobody and nothing that is known as an entity"
    if names and not query.numbers:
        near = _nearest(EntityNames(connection), names[:_SUGGESTIONS])
        return f"no entity is called {_shown(names)}" + (f". 是否指 {'、'.join(near)}？" if near else "")
    conditions = [f"type {kind}" for kind in query.kinds]
    conditions += [f"named in {doc}" for doc in query.docs]
    if query.least > 1:
        conditions.append(f"{query.least} mentions or more")
    there = ", ".join(f"{count} of type {kind}" for kind, count in kinds)
    subject = f"{_shown(names)}: no such entity" if names else "no entity"
    return f"{subject} has all of: {', '.join(conditions)}. The corpus has {there}"


def _shown(names: Sequence[str]) -> str:
    asked = ", ".join(names)
    return asked if len(asked) <= _SHOWN else f"{asked[:_SHOWN]}…"


def _nearest(known: EntityNames, names: Sequence[str]) -> list[str]:
    """Names that look like `names`; suggestions only, never taken for them."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where nothing was found

    forms = known.all_names()
    found: dict[str, float] = {}
    for name in names:
        for other, score, _ in process.extract(
            name[:_SHOWN], forms, scorer=fuzz.ratio, limit=_SUGGESTIONS, processor=str.lower
        ):
            if score >= _CLOSE_ENOUGH:
                found[other] = max(score, found.get(other, 0.0))
    return sorted(found, key=lambda name: (-found[name], name))[:_SUGGESTIONS]
