"""Foreign names of persons: with · between their parts, or in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.organisations.boundaries import stop_words
from aicompute_cli.extract.names.persons.tables import person_words
from aicompute_cli.model import FoldedSpan, Name


def find_in_latin(text: str) -> Iterator[Name]:
    """A given name in Latin letters and what follows it: Eric Schmidt."""
    table = person_words()
    for match in _GIVEN_AND_FAMILY.finditer(text):
        parts = match[0].split(" ")
        before = text[match.start() - 1 : match.start()]
        inside = before.isascii() and (before.isalnum() or before in "-.") and bool(before)
        if parts[0] in table.latin_given and not inside and not table.no_latin.intersection(parts):
            yield Name(FoldedSpan(*match.span()), match[0], "person", ("name.person.latin",))


_GIVEN_AND_FAMILY = re.compile(
    r"[A-Z][A-Za-z\-]{1,11}(?: [A-Z]\.)?(?: (?:de |von |van )?[A-Z][a-zÀ-ÿ'\-]{1,20}(?:[A-Z][a-z]{1,15})?){1,2}"
    r"(?![A-Za-z0-9])(?! (?:Inc|Corp|Institute|University|Award|Foundation|Labs?|Capital|Partners|Research|Group))"
)


def find_foreign(text: str) -> Iterator[Name]:
    """The names of `text` with · between their parts."""
    if "·" not in text:
        return
    for match in person_words().foreign.finditer(text):
        span = _whole_words(text, match)
        if span:
            yield Name(span, text[span.start : span.end].replace(" ", ""), "person", ("name.person.foreign",))


def _whole_words(text: str, match: re.Match[str]) -> FoldedSpan | None:
    """The foreign name without what belongs to the words around it: 总|理, 毕|业."""
    first, last = text.index("·", match.start()), text.rindex("·", 0, match.end())
    first -= text[first - 1] == " "  # 丹 · 艾夫斯
    last += text[last + 1 : last + 2] == " "
    start = _first_part(text, match.start(), first)
    end = last_part(text, last + 1, match.end())
    return FoldedSpan(start, end) if start < first and end > last + 1 else None


def _first_part(text: str, start: int, dot: int) -> int:
    table = person_words()
    low = max(0, start - 3)
    at = dot
    for token in reversed(cut_words(text[low:dot])):
        mixed = not all(character in table.syllables for character in token)
        if (
            mixed
            or (token in table.edge)
            or (len(token) > 1 and token in stop_words())
            or at - len(token) < start
        ):
            break
        at -= len(token)
    return at


def last_part(text: str, start: int, end: int) -> int:
    """Where the last part of a foreign name, from `start` to `end` at most, ends: before 毕 of 毕业."""
    table = person_words()
    at = start
    for token in cut_words(text[start : end + 2]):
        if at + len(token) > end or (token in table.edge and at > start):
            break
        at += len(token)
    if at == start:
        return end
    called = _CALLED.search(text, start, at)
    return called.start() if called else at


_CALLED = re.compile("(?<=.)(?:博士|爵士|女士|教授)$")
