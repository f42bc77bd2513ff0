"""What the index knows of a passage: the sentence as the file has it, who is named in it, who says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from aicompute_cli.answer.passages import Passage
from aicompute_cli.answer.query import Concept
from aicompute_cli.answer.text.wordings import Wording
from aicompute_cli.document.offsets import OffsetMap
from aicompute_cli.index.numbers import document_of, place_of, range_of
from aicompute_cli.index.store import Index, StoredSentence
from aicompute_cli.model import FoldedSpan, Span
from aicompute_cli.search.places import whole_places

_LATIN = Wording(r"[a-z]+")


class Mention(NamedTuple):
    """A name in a passage: where in its folded text, whom or what it means, of what kind."""

    start: int
    end: int
    canonical: str
    kind: str


class Role(NamedTuple):
    """What a person is at an organization (None: unnamed), said at `start` of the file in a document."""

    person: str
    organization: str | None
    title: str
    start: int
    end: int


class Scene(NamedTuple):
    """A passage with its stored sentence and the names in it."""

    passage: Passage
    stored: StoredSentence
    mentions: tuple[Mention, ...]

    @property
    def lowered(self) -> str:
        """The folded text in lower case."""
        return self.passage.lowered


class Scenes:
    """Looks up what is stored of the passages of one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._mentions: dict[int, dict[int, list[tuple[int, int, str, str]]]] = {}
        self._stored: dict[int, StoredSentence] = {}

    def of(self, passage: Passage) -> Scene:
        """The scene of a passage."""
        stored = self._sentence(passage.number)
        document = document_of(passage.number)
        if document not in self._mentions:
            self._mentions[document] = _by_sentence(self._index, document)
        found = self._mentions[document].get(passage.number, [])
        mentions = [
            Mention(*_folded(stored, start, end), canonical, kind) for start, end, canonical, kind in found
        ]
        return Scene(passage, stored, tuple(sorted(mentions)))

    def speakers(self, scene: Scene) -> list[tuple[str, int, int]]:
        """Who speaks in the sentence, each with where in the folded sentence the words stand."""
        stored = scene.stored
        rows = self._index.connection.execute(
            'SELECT DISTINCT canonical, start, "end" FROM quotations JOIN names ON names.own = quotations.speaker '
            'WHERE quotations.number BETWEEN ? AND ? AND start < ? AND "end" > ? ORDER BY start, canonical',
            (*range_of(document_of(scene.passage.number)), stored.end, stored.start),
        )
        return [
            (name, *_folded(stored, max(start, stored.start), min(end, stored.end)))
            for name, start, end in rows
        ]

    def sources(self, scene: Scene) -> list[str]:
        """Whose figures the sentence has, in the order of its facts."""
        number = scene.passage.number
        rows = self._index.connection.execute(
            "SELECT sources FROM facts WHERE number BETWEEN ? AND ? AND sentence = ? ORDER BY number",
            (*range_of(document_of(number)), number),
        )
        return list(dict.fromkeys(source for (listed,) in rows for source in json.loads(listed)))

    def figures(self, scene: Scene) -> list[tuple[int, float, str]]:
        """The amounts that the sentence states: where in its folded text, value, unit."""
        number = scene.passage.number
        rows = self._index.connection.execute(
            'SELECT start, "end", low, unit FROM facts WHERE number BETWEEN ? AND ? AND sentence = ? '
            "AND kind IN ('level', 'share', 'growth') ORDER BY number",
            (*range_of(document_of(number)), number),
        )
        return [(_folded(scene.stored, start, end)[0], value, unit) for start, end, value, unit in rows]

    def kind_of(self, canonical: str) -> str | None:
        """The kind of a name; None where the index has no such name."""
        row = self._index.connection.execute(
            "SELECT kind FROM also_called JOIN entities ON entities.number = entity WHERE also_called.name = ? "
            "ORDER BY scope DESC, entities.number LIMIT 1",
            (canonical,),
        ).fetchone()
        return row[0] if row else None

    def roles(self, document: int) -> list[Role]:
        """The roles that a document tells of, in order."""
        rows = self._index.connection.execute(
            'SELECT DISTINCT roles.number, names.canonical, organization_name, title, start, roles."end" FROM roles '
            "JOIN names ON names.own = roles.person "
            "WHERE roles.number BETWEEN ? AND ? ORDER BY roles.number, canonical",
            range_of(document),
        )
        return [Role(*row[1:]) for row in rows]

    def passage_at(self, document: int, start: int, near: Passage) -> Passage | None:
        """The passage of a document that has this place of the file; `near` is another one of it."""
        first, last = range_of(document)
        row = self._index.connection.execute(
            'SELECT number FROM sentences WHERE number BETWEEN ? AND ? AND start <= ? AND "end" > ?',
            (first, last, start, start),
        ).fetchone()
        return self.numbered(row[0], near) if row else None

    def numbered(self, number: int, near: Passage) -> Passage | None:
        """A passage of the document of `near` by its number, with nothing told of what it has; None where none is."""
        row = self._index.connection.execute(
            "SELECT first, lowered FROM blocks WHERE number BETWEEN ? AND ? AND first <= ? "
            "ORDER BY number DESC LIMIT 1",
            (*range_of(document_of(number)), number - place_of(document_of(number), 0)),
        ).fetchone()
        lines = row[1].split("\n") if row else []
        at = number - place_of(document_of(number), row[0]) if row else 0
        if not 0 <= at < len(lines):
            return None
        none = (0.0,) * len(near.matches)
        return Passage(number, lines[at], tuple(lines[max(0, at - 3) : at]), near.document, none, none, 0.0)

    def _sentence(self, number: int) -> StoredSentence:
        if number not in self._stored:
            self._stored.update(self._index.sentences((number,)))
        return self._stored[number]


def _by_sentence(index: Index, document: int) -> dict[int, list[tuple[int, int, str, str]]]:
    rows = index.connection.execute(
        "SELECT places, canonical, kind FROM mentions JOIN names ON names.number = mentions.name "
        "WHERE mentions.document = ? ORDER BY names.number",
        (document,),
    )
    found: dict[int, list[tuple[int, int, str, str]]] = {}
    for places, canonical, kind in rows:
        numbers = list(map(int, places.split(",")))
        for sentence, start, end in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            found.setdefault(place_of(document, sentence), []).append((start, end, canonical, kind))
    return found


def _folded(stored: StoredSentence, start: int, end: int) -> tuple[int, int]:
    """A range of the file within the folded sentence."""
    low = max(start - stored.start, 0)
    span = Span(low, max(low, min(end, stored.end) - stored.start))
    if stored.offsets is None:
        return span.start, span.end
    folded = OffsetMap.from_bytes(stored.offsets).to_folded(span)
    return folded.start, folded.end


def in_sentence(stored: StoredSentence, start: int, end: int) -> tuple[int, int]:
    """A range of the folded sentence within the sentence as the file has it."""
    if stored.offsets is None:
        return start, end
    offsets = OffsetMap.from_bytes(stored.offsets)
    span = offsets.to_text(FoldedSpan(start, min(end, offsets.folded_length)))
    return span.start, span.end


def with_case(lowered: str, written: str) -> str:
    """Folded text in lower case with the capitals of the text as it is written.

    >>> with_case("北辰系统north os", "北辰系統（North OS）")
    '北辰系统North OS'
    """
    parts, done, at = [], 0, 0
    narrow = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in written)
    low = narrow.lower() if len(narrow.lower()) == len(narrow) else narrow
    for match in _LATIN.finditer(lowered):
        found = low.find(match[0], at)
        if found >= 0:
            parts += [lowered[done : match.start()], narrow[found : found + len(match[0])]]
            done, at = match.end(), found + len(match[0])
    return "".join(parts) + lowered[done:]


def places_of(concept: Concept, text: str) -> Iterator[tuple[int, int]]:
    """Where a text has a concept: its first form that is there, or else parts of a longer one."""
    for form in concept.forms:
        found = list(whole_places(text, form))
        if found:
            yield from found
            return
    for form in concept.forms:
        if len(form) > 2 and not form.isascii():
            for at in range(len(form) - 1):
                place = text.find(form[at : at + 2])
                if place >= 0:
                    yield place, place + 2
