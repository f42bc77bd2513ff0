"""The word lists by which questions are read and compared with texts (``data/answer_*.tsv``, ``question_*.tsv``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.extract.tables import read_rows

LONGEST = 12
"""No word of the lists that is looked for in a question is longer, in characters."""

_NAME_TABLES = {
    "organisations": ("organization", 3), "persons": ("person", 1), "products": ("product", 1), "places": ("place", 2),
}  # fmt: skip


class Frame(NamedTuple):
    """A way to ask: the kind of question, what its answer has, and the words that tell it."""

    kind: str
    units: tuple[str, ...]
    fact_kinds: tuple[str, ...]
    cue: tuple[str, ...]
    derive: str | None


class KnownName(NamedTuple):
    """Whom or what a name means: its kind and all its names in lower case, the usual one first."""

    kind: str
    names: tuple[str, ...]


def _listed(field: str, mark: str = ",") -> tuple[str, ...]:
    return () if field in ("", "-") else tuple(field.split(mark))


@cache
def frames() -> list[Frame]:
    """The rows of ``question_frames.tsv``, in order."""
    return [
        Frame(row[0], _listed(row[1]), _listed(row[2]), tuple(row[3].split("…")), row[4] if row[4:] else None)
        for row in read_rows("question_frames")
    ]


@cache
def asked_units() -> dict[str, tuple[str, ...]]:
    """What stands behind 多少, and the units that an answer then has."""
    return {form: _listed(row[1]) for row in read_rows("question_units") for form in row[0].split("|")}


@cache
def measured_in() -> dict[str, tuple[str, ...]]:
    """The units that a measure is counted in."""
    return {
        form: _listed(units) for units, forms in read_rows("answer_measures") for form in forms.split("|")
    }


@cache
def synonyms() -> dict[str, tuple[tuple[str, ...], str]]:
    """Each word of ``answer_synonyms.tsv``: what means the same (in texts), and its role, the first of its rows."""
    found: dict[str, tuple[dict[str, None], str]] = {}
    for role, members in read_rows("answer_synonyms"):
        listed = members.split("|")
        in_texts = [member for member in listed if member[0] != ">"]
        for member in listed:
            if role == "asked" and member[0] != ">":
                continue
            forms, _ = found.setdefault(member.lstrip(">"), ({}, "measure" if role == "asked" else role))
            forms.update(dict.fromkeys(in_texts))
    return {member: (tuple(forms), role) for member, (forms, role) in found.items()}


@cache
def measure_words() -> frozenset[str]:
    """The measure words that counts keep as their units."""
    return frozenset(row[0] for row in read_rows("measure_words"))


@cache
def kinds_apart() -> dict[str, list[tuple[str, ...]]]:
    """Things of which kinds are counted apart: for each the words for each kind."""
    return {
        thing: [tuple(kind.split("=")) for kind in kinds.split("|")]
        for thing, kinds in read_rows("answer_narrower")
    }


@cache
def places() -> list[tuple[str, tuple[str, ...]]]:
    """The groups of ``answer_places.tsv``: name, words."""
    return [(group, tuple(words.split("|"))) for group, words in read_rows("answer_places")]


@cache
def place_words() -> dict[str, tuple[str, ...]]:
    """Each word of more than one character for a region, and all words for it."""
    return {word: words for _, words in places() for word in words if len(word) > 1}


@cache
def rivals() -> dict[str, tuple[str, ...]]:
    """Each word that excludes others, and those."""
    found: dict[str, dict[str, None]] = {}
    for row in read_rows("answer_rivals"):
        words = [cell.split("=") for cell in row]
        for own in words:
            others = [form for other in words if other is not own for form in other]
            for form in own:
                found.setdefault(form, {}).update(dict.fromkeys(others))
    return {form: tuple(others) for form, others in found.items()}


def known_name(form: str) -> KnownName | None:
    """Whom or what a name in lower case means, if a list of organisations, persons, products or places has it."""
    row = _named_rows().get(form)
    return KnownName(row[0], tuple(row[1])) if row else None


@cache
def known_names() -> dict[str, KnownName]:
    """Every name of the lists in lower case, and whom or what it means."""
    return {form: KnownName(kind, tuple(names)) for form, (kind, names) in _named_rows().items()}


def known_forms(kind: str) -> Iterator[str]:
    """Every name of a kind that the lists have, in lower case."""
    return (form for form, (own, _) in _named_rows().items() if own == kind)


@cache
def _named_rows() -> dict[str, tuple[str, list[str]]]:
    """Every name of the lists in lower case: its kind, and all names of the same, the usual one first.

    Read line by line and not into records: these are three thousand, and each question needs them.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for table, (kind, field) in _NAME_TABLES.items():
        for line in table_text(table).lower().split("\n"):
            cells = line.split("\t")
            if line[:1] in ("", "#") or cells[1:2] == ["country"]:
                continue
            names = [cells[0], *cells[field].split("|")] if len(cells) > field and cells[field] else cells[:1]
            row = (kind, names)
            for form in names:
                if len(form) > 1 and form not in found:
                    found[form] = row
    return found


def table_text(name: str) -> str:
    """The text of ``data/<name>.tsv``."""
    return (Path(__file__).parents[1] / "data" / f"{name}.tsv").read_text("utf-8")
