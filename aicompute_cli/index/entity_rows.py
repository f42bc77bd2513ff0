"""What is stored of whom a document names, made where the document was read."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from aicompute_cli.document.loader import Document
from aicompute_cli.extract.printable import printable
from aicompute_cli.extract.reading import Extracted
from aicompute_cli.index.entities import EntityRows, Row, shape_of, storable
from aicompute_cli.index.fact_subjects import find_subjects
from aicompute_cli.index.numbers import place_of
from aicompute_cli.model import DocumentEntities, FoldedSpan, Name

_BITS = 60  # among a million names two share a number once in two million corpora


def number_of(*parts: str) -> int:
    """A number of 60 bits for what the parts say, the same on every machine."""
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - _BITS)


def own_number(canonical: str, kind: str) -> int:
    """The entity of a name by itself: a report is another one than an organisation of the same name.

    >>> own_number("Atlas 900", "product") == own_number("atlas900", "technology")
    True
    """
    return number_of(("《" if kind == "report" else "") + shape_of(canonical))


def entity_rows(doc: Document, extracted: Extracted, document: int) -> EntityRows:
    """What is stored of the entities of a document."""
    entities = extracted.entities
    kinds = {name.canonical: name.kind for name in entities.mentions}
    starts = [sentence.folded_span.start for sentence in doc.sentences]
    rows = EntityRows([], [], [], [], [], [])
    made: dict[tuple[object, ...], tuple[int, int]] = {}
    written: dict[int, list[int]] = {}
    counted: set[tuple[int, int]] = set()  # sentences, each for one of the names of an entity
    fresh: dict[int, int] = {}
    for name in entities.mentions:
        span = doc.offsets.to_text(name.span)
        text, form = doc.text[span.start : span.end], doc.folded[name.span.start : name.span.end]
        key = (text, form, name.canonical, name.kind, name.rules)
        if key not in made:
            made[key] = _add_name(rows, text, form, name)
        number, own = made[key]
        sentence = _sentence(starts, name.span)
        written.setdefault(number, []).extend((sentence, span.start, span.end))
        fresh[number] = fresh.get(number, 0) + ((own, sentence) not in counted)
        counted.add((own, sentence))
    for number, places in written.items():
        stored = ",".join(map(str, places))
        rows.mentions.append((number, document, len(places) // 3, fresh[number], stored))
    rows.declared.extend(_declared_rows(doc, entities, kinds, document))
    rows.roles.extend(_role_rows(doc, entities, kinds, document))
    rows.quotations.extend(_quotation_rows(doc, entities, kinds, (document, starts)))
    for count, subject in find_subjects(doc, extracted):
        rows.fact_subjects.append(
            (own_number(printable(subject.canonical), subject.kind), place_of(document, count))
        )
    return rows


def _sentence(starts: Sequence[int], span: FoldedSpan) -> int:
    return max(0, bisect_right(starts, span.start) - 1)


def _add_name(rows: EntityRows, text: str, form: str, name: Name) -> tuple[int, int]:
    """Add a way in which something is written; its number, and that of the entity."""
    text, form, canonical = storable(text), printable(form), printable(name.canonical)
    rules = json.dumps(name.rules)
    number = number_of(text, form, canonical, name.kind, rules)
    own = own_number(canonical, name.kind)
    rows.names.append((number, text, form, canonical, name.kind, rules, shape_of(form), own))
    return number, own


def _text(doc: Document, span: FoldedSpan) -> str:
    place = doc.offsets.to_text(span)
    return storable(doc.text[place.start : place.end])


def _declared_rows(
    doc: Document, entities: DocumentEntities, kinds: dict[str, str], document: int
) -> Iterator[Row]:
    for count, alias in enumerate(entities.aliases):
        kind = kinds.get(alias.canonical, "organization")
        name = printable(alias.name)
        span = doc.offsets.to_text(alias.span)
        yield (
            place_of(document, count), name, shape_of(name), own_number(name, kind), own_number(alias.canonical, kind),
            span.start, span.end,
        )  # fmt: skip


def _role_rows(
    doc: Document, entities: DocumentEntities, kinds: dict[str, str], document: int
) -> Iterator[Row]:
    for count, role in enumerate(entities.roles):
        at = role.organization
        span = doc.offsets.to_text(role.span)
        yield (
            place_of(document, count), own_number(role.person, kinds.get(role.person, "person")),
            own_number(at, kinds.get(at, "organization")) if at else None, at and printable(at), printable(role.title),
            span.start, span.end, json.dumps(role.rules),
        )  # fmt: skip


def _quotation_rows(
    doc: Document, entities: DocumentEntities, kinds: dict[str, str], where: tuple[int, Sequence[int]]
) -> Iterator[Row]:
    document, starts = where
    for count, quotation in enumerate(entities.quotations):
        span = doc.offsets.to_text(quotation.span)
        speaker = own_number(quotation.speaker, kinds.get(quotation.speaker, "person"))
        yield (
            place_of(document, count), speaker, _sentence(starts, quotation.span), _text(doc, quotation.span),
            span.start, span.end, json.dumps(quotation.rules),
        )  # fmt: skip
