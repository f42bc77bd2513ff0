"""Facts by what they are of: conditions in SQL over the stored facts, and the order of what passes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.index.facts import match_form, source_form
from aicompute_cli.index.numbers import BITS
from aicompute_cli.search.entity_names import EntityNames
from aicompute_cli.search.fact_query import Asked, FactQuery, Known, Named
from aicompute_cli.search.places import places, whole_places

SORT_FIELDS = {
    "doc": "doc", "published": "published", "line": "facts.line", "value": "low", "value_high": "high",
    "unit": "unit", "kind": "kind", "metric": "metric_form", "start": "first_day", "end": "last_day",
    "modality": "modality", "sources": "nullif(sources, '[]')", "id": "facts.id",
}  # fmt: skip
"""The fields that facts can be sorted by, and what that is in SQL."""

_ALL = 1 << 62  # rows: what SQLite can count

_IN_DOCUMENT = (
    f"(facts.number BETWEEN (SELECT number << {BITS} FROM documents WHERE doc = ?)"
    f" AND (SELECT (number + 1 << {BITS}) - 1 FROM documents WHERE doc = ?))"
)


_SUBJECT = (
    "facts.number IN (SELECT fact FROM fact_subjects WHERE own IN ({0})"
    " OR own IN (SELECT own FROM joined WHERE entity IN ({0})))"
)


class Condition(NamedTuple):
    """One condition: the field that it is on, and what it is in SQL."""

    field: str
    sql: str
    values: tuple[object, ...] = ()


class Facts:
    """The facts of an open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known = EntityNames(connection)
        connection.create_function("holds", 2, _holds, deterministic=True)
        connection.create_function("names", 3, _names, deterministic=True)

    def find(
        self, conditions: Sequence[Condition], order: str = "doc", limit: int | None = None
    ) -> list[int]:
        """The numbers of the facts that meet all conditions.

        `order` is a field of SORT_FIELDS, with ``-`` in front descending; what has none of it comes last, and of
        equal ones the document's id and the place decide.
        """
        field = SORT_FIELDS[order.removeprefix("-")]
        direction = "DESC" if order.startswith("-") else "ASC"
        rows = self._connection.execute(
            f"SELECT facts.number FROM facts JOIN documents ON documents.number = facts.number >> {BITS} "
            f"{_where(conditions)} ORDER BY {field} IS NULL, {field} {direction}, doc, facts.number LIMIT ?",
            (*_values(conditions), -1 if limit is None else min(limit, _ALL)),
        )
        return [number for (number,) in rows]

    def count(self, conditions: Sequence[Condition]) -> int:
        """How many facts meet all conditions."""
        select = f"SELECT count(*) FROM facts {_where(conditions)}"
        return int(self._connection.execute(select, _values(conditions)).fetchone()[0])

    def distinct(self, column: str, conditions: Sequence[Condition]) -> list[str]:
        """The values that facts which meet all conditions have in a column, those of most facts first."""
        rows = self._connection.execute(
            f"SELECT {column} FROM facts {_where(conditions)} GROUP BY 1 ORDER BY count(*) DESC, 1",
            _values(conditions),
        )
        return [value for (value,) in rows if value is not None]

    def extremes(self, conditions: Sequence[Condition]) -> tuple[float, float]:
        """The lowest and the highest value of the facts, one at least, that meet all conditions."""
        select = f"SELECT min(low), max(high) FROM facts {_where(conditions)}"
        low, high = self._connection.execute(select, _values(conditions)).fetchone()
        return low, high

    def units(self) -> list[str]:
        """Every unit, that of most facts first."""
        return self.distinct("unit", [])

    def sources(self) -> list[tuple[str, str]]:
        """Every source's form and name."""
        return list(
            self._connection.execute("SELECT DISTINCT form, name FROM fact_sources ORDER BY form, name")
        )

    def sources_by_use(self) -> list[str]:
        """The names of all sources, that of most facts first."""
        rows = self._connection.execute(
            "SELECT name FROM fact_sources GROUP BY name ORDER BY count(*) DESC, name"
        )
        return [name for (name,) in rows]

    def conditions(self, query: FactQuery) -> list[Condition]:
        """The conditions of a query."""
        return [
            *(_has_word(word) for word in query.words),
            *self._named(query),
            *(_equal(field, values) for field, values in _exact(query) if values),
            *_dated(query),
            *_limited(query),
        ]

    def _named(self, query: FactQuery) -> Iterator[Condition]:
        if query.sources:
            yield _from_source(
                "source", [name for names in query.sources for name in self.source_forms(names)]
            )
        if query.metrics:
            yield _any("metric", [_every_part("metric", metric) for metric in query.metrics])
        if query.entities:
            yield _any("entity", [self._of_entity(asked) for asked in query.entities])

    def _of_entity(self, asked: Asked) -> Condition:
        """What the entity says, what its name is in the metric of, and what is said of it as the subject."""
        longer = self._known.longer_names(asked.numbers)
        forms = [form for form in map(match_form, longer) if any(name in form for name in asked.names)]
        named = [_named_in_metric(name, forms) for name in asked.names if name]
        numbers = ",".join(map(str, asked.numbers))
        subject = Condition("entity", _SUBJECT.format(numbers))
        return _any("entity", [_from_source("entity", self.source_forms(asked.names)), subject, *named])

    def about(self, number: int, docs: Sequence[str] = ()) -> list[Condition]:
        """The conditions of the facts that an entity is the subject or the source of, in `docs` if any are given."""
        names = tuple(dict.fromkeys(map(match_form, self._known.names_of(number))))
        return self.conditions(FactQuery(entities=(Asked(names, (number,)),), docs=tuple(docs)))

    def known(self) -> Known:
        """What a query may ask for."""
        return Known(self.units, self._named_entities)

    def _named_entities(self, folded: str) -> list[Named]:
        found = self._known.named(folded)
        return [Named(number, self._known.names_of(number)) for number, _ in found]

    def source_forms(self, names: Sequence[str]) -> list[str]:
        """The forms of the sources that are meant: an organisation by its names, a report by a part of its title."""
        wanted = {source_form(name) for name in names}
        return [
            form
            for form, _ in self.sources()
            if form.lstrip("《") in wanted
            or (form[:1] == "《" and any(name in form and _holds(form, name) for name in wanted if name))
        ]


def _exact(query: FactQuery) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "unit", tuple(dict.fromkeys(unit.name for unit in query.units))
    yield "kind", query.kinds
    yield "modality", query.modalities


def _equal(field: str, values: tuple[str, ...]) -> Condition:
    return Condition(field, f"{field} IN ({', '.join('?' * len(values))})", values)


def _dated(query: FactQuery) -> Iterator[Condition]:
    """By the period of the value: one of which only one end is known is taken as that day."""
    if query.years:
        yield _any("year", [_overlaps("year", f"{year}-01-01", f"{year}-12-31") for year in query.years])
    if query.since:
        yield _overlaps("since", query.since, "9999-12-31")
    if query.until:
        yield _overlaps("until", "0000-01-01", query.until)


def _overlaps(field: str, first: str, last: str) -> Condition:
    sql = "(coalesce(last_day, first_day) >= ? AND coalesce(first_day, last_day) <= ?)"
    return Condition(field, sql, (first, last))


def _limited(query: FactQuery) -> Iterator[Condition]:
    if query.docs:
        yield _any("doc", [Condition("doc", _IN_DOCUMENT, (doc, doc)) for doc in query.docs])
    units = {amount.unit for amount in (query.minimum, query.maximum) if amount and amount.unit}
    if units and not query.units:
        yield _equal("unit", tuple(sorted(units)))
    if query.minimum:
        yield Condition("min", "high >= ?", (float(query.minimum.value),))
    if query.maximum:
        yield Condition("max", "low <= ?", (float(query.maximum.value),))


def _has_word(word: str) -> Condition:
    stated = "(SELECT form FROM stated WHERE stated.number = facts.sentence)"
    return _any("word", [_contains("word", "metric_form", word), _contains("word", stated, word)])


def _every_part(field: str, texts: Sequence[str]) -> Condition:
    parts = [_contains(field, "metric_form", text) for text in texts]
    return Condition(
        field, f"({' AND '.join(p.sql for p in parts)})", tuple(v for p in parts for v in p.values)
    )


def _contains(field: str, column: str, text: str) -> Condition:
    """That `text` stands there; a Latin word or number only whole, as in a search."""
    if text[:1].isascii() or text[-1:].isascii():
        return Condition(field, f"(instr({column}, ?) AND holds({column}, ?))", (text, text))
    return Condition(field, f"instr({column}, ?)", (text,))


def _named_in_metric(name: str, longer: Sequence[str]) -> Condition:
    """That the metric has the name, not only as a part of a longer one: 华为云 is not 华为."""
    within = [form for form in longer if name in form and name != form]
    if not within:
        return _contains("entity", "metric_form", name)
    sql = "(instr(metric_form, ?) AND names(metric_form, ?, ?))"
    return Condition("entity", sql, (name, name, "\n".join(within)))


def _from_source(field: str, forms: Sequence[str]) -> Condition:
    marks = ", ".join("?" * len(forms))
    return Condition(
        field, f"facts.number IN (SELECT fact FROM fact_sources WHERE form IN ({marks}))", tuple(forms)
    )


def _any(field: str, conditions: Sequence[Condition]) -> Condition:
    values = tuple(value for condition in conditions for value in condition.values)
    return Condition(field, f"({' OR '.join(condition.sql for condition in conditions)})", values)


def _where(conditions: Sequence[Condition]) -> str:
    return f"WHERE {' AND '.join(condition.sql for condition in conditions)}" if conditions else ""


def _values(conditions: Sequence[Condition]) -> tuple[object, ...]:
    return tuple(value for condition in conditions for value in condition.values)


def _holds(text: str, part: str) -> bool:
    return any(whole_places(text, part))


def _names(text: str, name: str, longer: str) -> bool:
    """Whether `name` stands in `text` outside of the longer names, a line each."""
    taken = [place for form in longer.split("\n") for place in places(text, form)]
    return any(
        not any(start <= place[0] and place[1] <= end for start, end in taken)
        for place in whole_places(text, name)
    )
