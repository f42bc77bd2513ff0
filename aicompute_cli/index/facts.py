"""The facts in the records database: what is stored of them, and how it is read.

A fact's number is made as those of blocks and sentences are. Beside what is printed a row holds what a query
compares: the value as floating point and the metric in the form of `match_form`. Two small tables go with it:
`fact_sources` (a row for each fact and source) and `stated` (the folded sentences that state facts).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aicompute_cli.index.numbers import BITS, range_of

Row = tuple[object, ...]

TABLES = """
CREATE TABLE facts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, sentence INTEGER NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    value TEXT NOT NULL, value_high TEXT, unit TEXT NOT NULL, bound TEXT NOT NULL, kind TEXT NOT NULL,
    metric TEXT NOT NULL, first_day TEXT, last_day TEXT, modality TEXT NOT NULL, sources TEXT NOT NULL,
    rules TEXT NOT NULL,
    low REAL NOT NULL, high REAL NOT NULL, metric_form TEXT NOT NULL
);
CREATE INDEX facts_by_id ON facts (id);
CREATE INDEX facts_filtered ON facts (unit, kind, modality, first_day, last_day, low, high, sentence);
CREATE INDEX facts_by_metric ON facts (metric_form, sentence);
CREATE TABLE fact_sources (
    form TEXT NOT NULL, fact INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (form, fact)
) WITHOUT ROWID;
CREATE TABLE stated (number INTEGER PRIMARY KEY, form TEXT NOT NULL);
"""


class FactRows(NamedTuple):
    """The rows of one document, for the three tables."""

    facts: list[Row]
    sources: list[Row]
    stated: list[Row]


class StoredFact(NamedTuple):
    """A fact as it is read back, with its document and sentence; `value` is the exact decimal as text.

    `sources` and `rules` are JSON.
    """

    id: str
    doc: str
    title: str | None
    published: str | None
    sentence: str
    text: str
    start: int
    end: int
    line: int
    value: str
    value_high: str | None
    unit: str
    bound: str
    kind: str
    metric: str
    first_day: str | None
    last_day: str | None
    modality: str
    sources: str
    rules: str


_READ = """
SELECT facts.number, facts.id, doc, title, published, sentences.text, facts.text, facts.start, facts."end", facts.line,
    value, value_high, unit, bound, kind, metric, first_day, last_day, modality, sources, rules
FROM facts JOIN documents ON documents.number = facts.number >> {bits}
    JOIN sentences ON sentences.number = facts.sentence
WHERE facts.number IN ({numbers})
"""
_AT_ONCE = 1000


def match_form(folded: str) -> str:
    """Folded text as it is compared with what a user asks for: lower case, no idle spaces.

    Between a Chinese character and another word a space says nothing; only between Latin words and numbers it does.

    >>> match_form("AI 服务器 GPT 4 出货量")
    'ai服务器gpt 4出货量'
    """
    lowered = folded.lower()
    words = lowered.split()
    if lowered.isascii():
        return " ".join(words)
    return "".join(
        f"{word} " if _is_latin(word[-1]) and _is_latin(after[0]) else word
        for word, after in pairwise([*words, "。"])
    )


def _is_latin(char: str) -> bool:
    return char < "ɐ"  # the letters of Latin scripts, their digits and marks


def source_form(form: str) -> str:
    """The `match_form` of a source's name without the quotation marks and the like at its ends."""
    return form.strip("《》〈〉“”「」\"' ")


def insert_facts(connection: sqlite3.Connection, rows: FactRows) -> None:
    """Add the facts of a document."""
    marks = ", ".join("?" * 21)
    connection.executemany(f"INSERT INTO facts VALUES ({marks})", rows.facts)
    connection.executemany("INSERT OR IGNORE INTO fact_sources VALUES (?, ?, ?)", rows.sources)
    connection.executemany("INSERT INTO stated VALUES (?, ?)", rows.stated)


def delete_facts(connection: sqlite3.Connection, document: int) -> None:
    """Remove the facts of a document."""
    bounds = range_of(document)
    connection.execute("DELETE FROM facts WHERE number BETWEEN ? AND ?", bounds)
    connection.execute("DELETE FROM fact_sources WHERE fact BETWEEN ? AND ?", bounds)
    connection.execute("DELETE FROM stated WHERE number BETWEEN ? AND ?", bounds)


def read_facts(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[StoredFact]:
    """The facts with these numbers, in this order."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        select = _READ.format(bits=BITS, numbers=",".join(map(str, some)))
        found = {row[0]: row[1:] for row in connection.execute(select)}
        for number in some:
            yield StoredFact(*found[number])


def facts_with_id(connection: sqlite3.Connection, fact_id: str) -> list[StoredFact]:
    """The fact with this id: none, one, or by a rare accident several."""
    rows = connection.execute("SELECT number FROM facts WHERE id = ? ORDER BY number", (fact_id,))
    return list(read_facts(connection, [number for (number,) in rows]))
