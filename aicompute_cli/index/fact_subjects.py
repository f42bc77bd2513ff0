"""Whom a fact is about where its metric does not say so: the subject of the clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.document.loader import Document
from aicompute_cli.extract.article import clauses
from aicompute_cli.extract.reading import Extracted
from aicompute_cli.model import Fact, Name

if TYPE_CHECKING:
    import ahocorasick_rs

# A person who opens a clause mostly says it, a place or a term is mostly where or what it is about.
_KINDS = ("organization", "product")
_OPENING = re.compile("[“‘「『\"'（( ]*")
_JOINED = re.compile(
    "[”’」』\"'）)]*(?:[、/和与及同跟暨·]|以及|及其|[讯电][，,（(])"
)  # several, or a news line


class _Known(NamedTuple):
    """The names of a document that may be subjects, where they start, and all names of bodies, persons and products."""

    names: Sequence[Name]
    starts: Sequence[int]
    people: Sequence[int]
    forms: ahocorasick_rs.AhoCorasick
    canonical: Sequence[str]


def find_subjects(doc: Document, extracted: Extracted) -> Iterator[tuple[int, Name]]:
    """The facts, by their count in the document, whose subject opens their clause or one before it in the sentence.

    Not where the metric names another body, person or product, where several are named side by side, or where a
    person follows, who is only presented by the name (某公司总裁何某).
    """
    known = _known(doc, extracted)
    if known is None:
        return
    for count, fact in enumerate(extracted.facts):
        subject = _subject(doc, fact, known)
        if subject and not _is_of_another(fact, subject, known):
            yield count, subject


def _known(doc: Document, extracted: Extracted) -> _Known | None:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    names = [name for name in extracted.entities.mentions if name.kind in (*_KINDS, "person")]
    if not names or not extracted.facts:
        return None
    forms: dict[str, str] = {}
    for name in names:
        forms[doc.folded[name.span.start : name.span.end]] = name.canonical
        forms[name.canonical] = name.canonical
    opening = [name for name in names if name.kind in _KINDS and not _JOINED.match(doc.folded, name.span.end)]
    people = [name.span.start for name in names if name.kind == "person"]
    starts = [name.span.start for name in opening]
    return _Known(opening, starts, people, ahocorasick_rs.AhoCorasick(list(forms)), list(forms.values()))


def _subject(doc: Document, fact: Fact, known: _Known) -> Name | None:
    place = doc.offsets.to_folded(fact.span).start
    found = None
    for clause in clauses(doc.folded, doc.sentences[fact.sentence].folded_span):
        opening = _OPENING.match(doc.folded, clause.start, clause.end)
        start = opening.end() if opening else clause.start
        if start > place:
            break
        at = bisect_right(known.starts, start) - 1
        if at >= 0 and known.starts[at] == start and not _any_between(known.people, start, clause.end):
            found = known.names[at]
    return found


def _any_between(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _is_of_another(fact: Fact, subject: Name, known: _Known) -> bool:
    found = known.forms.find_matches_as_indexes(fact.metric)
    return any(known.canonical[index] != subject.canonical for index, _, _ in found)
