"""SQLite's full-text search with the trigram tokenizer: any three characters of the query, ranked by BM25.

The tokenizer finds nothing shorter than three characters (sqlite.org/fts5.html, "The Trigram Tokenizer").
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what is measured as a process imports nothing that it does not need
    from benchmarks.measure import Search

_SCHEMA = "CREATE VIRTUAL TABLE articles USING fts5(doc UNINDEXED, text, tokenize='trigram')"
_SELECT = "SELECT doc, text FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT 10"
_RUN = re.compile(r"\w{3,}")


def build(folder: Path, target: Path) -> None:
    """Index the text files in `folder` into the database `target`."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    connection.execute(_SCHEMA)
    rows = ((path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt")))
    connection.executemany("INSERT INTO articles VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


def open_search(target: Path) -> Search:
    """A search of the database: (name, text) of the best ten."""
    connection = sqlite3.connect(target)

    def search(query: str) -> Sequence[object]:
        matching = trigrams(query)
        return connection.execute(_SELECT, (matching,)).fetchall() if matching else []

    return search


def trigrams(query: str) -> str:
    """The query as FTS5 takes it.

    >>> trigrams("智算中心 在哪")
    '"智算中" OR "算中心"'
    """
    found = [run[i : i + 3] for run in _RUN.findall(query) for i in range(len(run) - 2)]
    return " OR ".join(f'"{gram}"' for gram in dict.fromkeys(found))
