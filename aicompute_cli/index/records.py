"""The records beside the postings: documents, blocks, sentences, facts and entities in one SQLite
file a generation.

A block is a run of sentences of one document, what the postings rank. The file is written once and then only
read. `facts` and `entities` have tables of their own, `numbers` says how rows are numbered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.index.entities import TABLES as ENTITY_TABLES
from aicompute_cli.index.entities import EntityRows, delete_entities, insert_entities, note_changes
from aicompute_cli.index.errors import IndexDamagedError
from aicompute_cli.index.facts import TABLES as FACT_TABLES
from aicompute_cli.index.facts import FactRows, delete_facts, insert_facts
from aicompute_cli.index.numbers import BITS, range_of

FILE = "records.sqlite"

# Written into every index; another number is another layout, and the index is built anew.
FORMAT = 3

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE groups (number INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, segments TEXT NOT NULL);
CREATE TABLE skipped (path TEXT NOT NULL, reason TEXT NOT NULL, size INTEGER, mtime_ns INTEGER);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, doc TEXT NOT NULL UNIQUE, grouped INTEGER NOT NULL,
    path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, digest TEXT NOT NULL,
    described TEXT NOT NULL,
    title TEXT, published TEXT, publisher TEXT, author TEXT, url TEXT,
    script TEXT NOT NULL, encoding TEXT NOT NULL, characters INTEGER NOT NULL, sentences INTEGER NOT NULL,
    facts INTEGER NOT NULL, entities INTEGER NOT NULL, repairs TEXT NOT NULL, lead TEXT NOT NULL
);
CREATE TABLE blocks (number INTEGER PRIMARY KEY, first INTEGER NOT NULL, lowered TEXT NOT NULL);
CREATE TABLE sentences (
    number INTEGER PRIMARY KEY, start INTEGER NOT NULL, "end" INTEGER NOT NULL, line INTEGER NOT NULL,
    furniture INTEGER NOT NULL, text TEXT NOT NULL, offsets BLOB
);
"""

DOCUMENT_OF_BLOCK = f"(blocks.number >> {BITS})"

DOCUMENT_COLUMNS = (
    "number", "doc", "grouped", "path", "size", "mtime_ns", "digest", "described",
    "title", "published", "publisher", "author", "url", "script", "encoding", "characters",
    "sentences", "facts", "entities", "repairs", "lead",
)  # fmt: skip


class IndexedDocument(NamedTuple):
    """A document as it is stored: rows in the order of the tables' columns."""

    document: tuple[object, ...]
    blocks: list[tuple[int, int, str]]
    sentences: list[tuple[object, ...]]
    facts: FactRows
    entities: EntityRows


def create(path: Path | None) -> sqlite3.Connection:
    """A new, empty database at `path`, or in memory for None.

    Nobody reads the file before it is complete, so it is written without a journal.
    """
    connection = sqlite3.connect(str(path) if path else ":memory:", isolation_level=None)
    _write_fast(connection)
    connection.executescript(_TABLES + FACT_TABLES + ENTITY_TABLES)
    note_changes(connection)
    connection.execute("BEGIN")
    return connection


def copy(source: Path, target: Path) -> sqlite3.Connection:
    """A copy of the database `source` at `target`, to be changed before it is published."""
    target.write_bytes(source.read_bytes())
    connection = sqlite3.connect(str(target), isolation_level=None)
    _write_fast(connection)
    note_changes(connection)
    connection.execute("BEGIN")
    return connection


def _write_fast(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open a published database, which never changes; raises IndexDamagedError where it is none.

    Queries through it raise sqlite3.DatabaseError where pages are damaged.
    """
    try:
        uri = f"file:{_uri_path(path)}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        pages = connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        expected = pages.fetchone()[0]
    except sqlite3.Error as error:
        raise IndexDamagedError(f"{path}: {error}") from error
    if path.stat().st_size != expected:
        raise IndexDamagedError(f"{path}: {path.stat().st_size} bytes instead of {expected}")
    return connection


def _uri_path(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def insert(connection: sqlite3.Connection, documents: Iterable[IndexedDocument]) -> None:
    """Add documents with their blocks, sentences, facts and entities."""
    marks = ", ".join("?" * len(DOCUMENT_COLUMNS))
    for indexed in documents:
        connection.execute(f"INSERT INTO documents VALUES ({marks})", indexed.document)
        connection.executemany("INSERT INTO blocks VALUES (?, ?, ?)", indexed.blocks)
        connection.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?)", indexed.sentences)
        insert_facts(connection, indexed.facts)
        insert_entities(connection, indexed.entities)


def delete(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove documents with their blocks, sentences, facts and entities."""
    for number in numbers:
        delete_facts(connection, number)
        delete_entities(connection, number)
        connection.execute("DELETE FROM documents WHERE number = ?", (number,))
        for table in ("sentences", "blocks"):
            connection.execute(f"DELETE FROM {table} WHERE number BETWEEN ? AND ?", range_of(number))


def write_meta(connection: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Set entries of the table of what is true of the whole index."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What is true of the whole index: format, listing, tables, postings."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def lengths(connection: sqlite3.Connection) -> dict[str, str]:
    """Characters and sentences that are ranked, as entries of the table `meta`."""
    row = connection.execute(
        "SELECT coalesce(sum(length(lowered)), 0), "
        "coalesce(sum(length(lowered) - length(replace(lowered, char(10), '')) + 1), 0) FROM blocks"
    )
    return dict(zip(("characters", "sentences"), map(str, row.fetchone()), strict=True))


def dump_repairs(repairs: Mapping[str, int]) -> str:
    """Counts of repairs as they are stored: names in order, so that equal counts are equal text."""
    return json.dumps(dict(sorted(repairs.items())), ensure_ascii=False)
