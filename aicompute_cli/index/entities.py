"""The entities in the records database: what is stored of them, and how rows come and go with their document.

`names` has each way in which an entity is written, once for the whole corpus, `mentions` a row for each of them and
document, with all its places there. `settling` joins the names of one entity and sums them up in `entities`, so
that a listing counts nothing.

An entity's number is made of its name, and so is the number of each way to write it: the same on every machine and
in whatever order documents come. `own` is the entity of a name by itself, `entity` the one that it was joined to by
what documents declare.

`also_called` has every name under which an entity is looked up, with its scope: 2 its own name and those that a list
has for it, 1 what texts call it, 0 a common word that stands for it in one text only (“公司”).
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from aicompute_cli.index.numbers import range_of

Row = tuple[object, ...]

TABLES = """
CREATE TABLE names (
    number INTEGER PRIMARY KEY, text TEXT NOT NULL, form TEXT NOT NULL, canonical TEXT NOT NULL, kind TEXT NOT NULL,
    rules TEXT NOT NULL, shape TEXT NOT NULL, own INTEGER NOT NULL, entity INTEGER, mentions INTEGER
);
CREATE INDEX names_by_shape ON names (shape);
CREATE INDEX names_by_own ON names (own);
CREATE INDEX names_by_entity ON names (entity);
CREATE TABLE mentions (
    name INTEGER NOT NULL, document INTEGER NOT NULL, count INTEGER NOT NULL, sentences INTEGER NOT NULL,
    places TEXT NOT NULL, PRIMARY KEY (name, document)
) WITHOUT ROWID;
CREATE INDEX mentions_by_document ON mentions (document);
CREATE TABLE declared (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, shape TEXT NOT NULL, own INTEGER NOT NULL, target INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX declared_for ON declared (target);
CREATE TABLE roles (
    number INTEGER PRIMARY KEY, person INTEGER NOT NULL, organization INTEGER, organization_name TEXT,
    title TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, rules TEXT NOT NULL
);
CREATE INDEX roles_by_person ON roles (person);
CREATE TABLE quotations (
    number INTEGER PRIMARY KEY, speaker INTEGER NOT NULL, sentence INTEGER NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, rules TEXT NOT NULL
);
CREATE INDEX quotations_by_speaker ON quotations (speaker);
CREATE TABLE entities (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, mentions INTEGER NOT NULL,
    documents INTEGER NOT NULL, sentences INTEGER NOT NULL, first TEXT, last TEXT, aliases TEXT NOT NULL
);
CREATE INDEX entities_ranked ON entities (mentions DESC, name, number);
CREATE TABLE joined (own INTEGER PRIMARY KEY, entity INTEGER NOT NULL);
CREATE INDEX joined_to ON joined (entity);
CREATE TABLE also_called (
    shape TEXT NOT NULL, entity INTEGER NOT NULL, name TEXT NOT NULL, scope INTEGER NOT NULL,
    PRIMARY KEY (shape, entity, name)
) WITHOUT ROWID;
CREATE INDEX also_called_of ON also_called (entity);
CREATE TABLE fact_subjects (
    own INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (own, fact)
) WITHOUT ROWID;
CREATE INDEX fact_subjects_by_fact ON fact_subjects (fact);
CREATE TABLE fewer (document INTEGER PRIMARY KEY, count INTEGER NOT NULL);
"""

_NOTES = (
    "CREATE TEMP TABLE touched (name INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE unsettled (entity INTEGER PRIMARY KEY)",
)
_OF_DOCUMENTS = {"declared": "number", "roles": "number", "quotations": "number", "fact_subjects": "fact"}

_IDLE = dict.fromkeys(map(ord, " \t\n\r\u3000\u00a0-‐‑‒–—_·•‧・《》〈〉“”‘’\"'「」『』"))
_ID_DIGITS = 12


class EntityRows(NamedTuple):
    """The rows of one document, by table."""

    names: list[Row]
    mentions: list[Row]
    declared: list[Row]
    roles: list[Row]
    quotations: list[Row]
    fact_subjects: list[Row]

    @property
    def entities(self) -> int:
        """How many different entities the document names."""
        return len({own for *_, own in self.names})


def storable(text: str) -> str:
    """The text with ``?`` for half a character, or a byte that is none, which no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def shape_of(folded: str) -> str:
    """A folded name as it is compared: lower case, without spaces, hyphens, middle dots and quotation marks.

    >>> shape_of("Atlas 900"), shape_of("GPT-3.5"), shape_of("《算力指南》"), shape_of("史蒂夫·乔布斯")
    ('atlas900', 'gpt3.5', '算力指南', '史蒂夫乔布斯')
    """
    return folded.translate(_IDLE).lower() or folded


def entity_id(number: int) -> str:
    """The id of an entity as it is printed: twelve hexadecimal digits of its number of 60 bits."""
    return f"{number:015x}"[:_ID_DIGITS]


def note_changes(connection: sqlite3.Connection) -> None:
    """Keep from now on which names are touched, for `settling`; once a connection that writes."""
    for statement in _NOTES:
        connection.execute(statement)


def insert_entities(connection: sqlite3.Connection, rows: EntityRows) -> None:
    """Add what a document names."""
    connection.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", rows.names
    )
    connection.executemany("INSERT INTO mentions VALUES (?, ?, ?, ?, ?)", rows.mentions)
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(row[0],) for row in rows.names])
    connection.executemany("INSERT INTO declared VALUES (?, ?, ?, ?, ?, ?, ?)", rows.declared)
    connection.executemany("INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows.roles)
    connection.executemany("INSERT INTO quotations VALUES (?, ?, ?, ?, ?, ?, ?)", rows.quotations)
    connection.executemany("INSERT OR IGNORE INTO fact_subjects VALUES (?, ?)", rows.fact_subjects)


def delete_entities(connection: sqlite3.Connection, document: int) -> None:
    """Remove what a document names."""
    connection.execute(
        "INSERT OR IGNORE INTO touched SELECT name FROM mentions WHERE document = ?", (document,)
    )
    connection.execute(
        "DELETE FROM mentions WHERE document = ?1 AND name IN (SELECT name FROM mentions WHERE document = ?1)",
        (document,),
    )
    for table, column in _OF_DOCUMENTS.items():
        connection.execute(f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?", range_of(document))
