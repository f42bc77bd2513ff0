"""The names that the lists give for one thing, written in the corpus or not: what a query may call it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.index.entities import shape_of

LISTS = {
    "organisations": 3, "persons": 1, "places": 2, "products": 1, "product_series": 3, "technologies": 1, "events": 1,
    "publications": 1,
}  # fmt: skip
"""The lists of names, and which field of them holds the other names."""


def listed_names(table: str) -> Iterator[list[str]]:
    """All names of each that a list has, the one that is used most first."""
    field = LISTS[table]
    for row in read_rows(table):
        yield [row[0], *words(row[field] if len(row) > field else "")]


@cache
def other_names() -> dict[str, tuple[str, ...]]:
    """The other names of each that a list has, by the one that is used most."""
    return {first: tuple(others) for table in LISTS for first, *others in listed_names(table)}


@cache
def listed_shapes() -> frozenset[str]:
    """All names of all lists, in the form that names are compared in."""
    return frozenset(shape_of(name) for table in LISTS for names in listed_names(table) for name in names)
