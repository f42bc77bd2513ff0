"""Read an index: open the valid generation, look up documents, blocks and sentences."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aicompute_cli import __version__
from aicompute_cli.index import generation, records
from aicompute_cli.index.errors import IndexDamagedError, IndexNewerError, IndexOlderError
from aicompute_cli.index.numbers import range_of
from aicompute_cli.index.segments import NUMBER, Segment, check_files

if TYPE_CHECKING:
    import tantivy


class Block(NamedTuple):
    """A run of sentences: its number, the number of its first sentence, its text in lower case, a line each."""

    number: int
    first: int
    lowered: str


class StoredDocument(NamedTuple):
    """What a hit tells of its document; `lead` is its title or first sentence, folded and in lower case."""

    doc: str
    title: str | None
    published: str | None
    lead: str


class StoredSentence(NamedTuple):
    """A sentence as it was stored; `offsets` maps its folded form to `text` (None: character to character)."""

    number: int
    start: int
    end: int
    line: int
    furniture: int
    text: str
    offsets: bytes | None


_BLOCKS = (
    "SELECT blocks.number, first, lowered, doc, title, published, lead FROM blocks "
    f"JOIN documents ON documents.number = {records.DOCUMENT_OF_BLOCK} WHERE blocks.number IN "
)
_SENTENCES = 'SELECT number, start, "end", line, furniture, text, offsets FROM sentences'


class Index:
    """An open index; its postings are opened when they are first used, or by `open_postings`.

    Its methods raise sqlite3.DatabaseError where pages of the file are damaged, and IndexDamagedError where the
    postings are.
    """

    def __init__(self, connection: sqlite3.Connection, postings: Callable[[], tantivy.Index]) -> None:
        self.connection = connection
        self._open_postings = postings

    @cached_property
    def _postings(self) -> tantivy.Index:
        return self._open_postings()

    def open_postings(self) -> None:
        """Open the postings; raises IndexDamagedError where they cannot be read."""
        assert self.searcher

    @property
    def schema(self) -> tantivy.Schema:
        """The schema of the postings."""
        return self._postings.schema

    @cached_property
    def searcher(self) -> tantivy.Searcher:
        """What asks the postings."""
        return self._postings.searcher()

    def close(self) -> None:
        """Close the files."""
        self.connection.close()

    @cached_property
    def meta(self) -> dict[str, str]:
        """What is true of the whole index."""
        return records.read_meta(self.connection)

    def is_fresh(self, listing: str) -> bool:
        """Whether it holds just the files of `listing`, as this version of aic reads them."""
        meta = self.meta
        return meta.get("listing") == listing and meta.get("version") == __version__

    def average_sentence(self) -> float:
        """The average length of a ranked sentence in characters; 1 where there is none."""
        sentences = int(self.meta["sentences"])
        return int(self.meta["characters"]) / sentences if sentences else 1.0

    def count(self, table: Literal["documents", "sentences", "blocks", "facts", "entities"]) -> int:
        """How many rows a table has."""
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def documents(self) -> list[dict[str, object]]:
        """All documents, by id, with the columns of `records.DOCUMENT_COLUMNS`."""
        columns = ", ".join(records.DOCUMENT_COLUMNS)
        columns = columns.replace(
            "entities", "entities - coalesce(count, 0)"
        )  # those that other documents join
        rows = self.connection.execute(
            f"SELECT {columns} FROM documents LEFT JOIN fewer ON document = documents.number ORDER BY doc"
        )
        return [dict(zip(records.DOCUMENT_COLUMNS, row, strict=True)) for row in rows]

    def place_of(self, doc: str) -> tuple[int, str]:
        """The number and the encoding of a document that is in the index."""
        row = self.connection.execute("SELECT number, encoding FROM documents WHERE doc = ?", (doc,))
        number, encoding = row.fetchone()
        return number, encoding

    def best_blocks(self, query: tantivy.Query, limit: int) -> list[tuple[float, int]]:
        """(score, block number) of the best blocks; ties in no particular order."""
        hits = self.searcher.search(query, limit, count=False).hits
        addresses = [address for _, address in hits]
        numbers = self.searcher.fast_field_values(NUMBER, addresses)
        return [(score, int(number or 0)) for (score, _), number in zip(hits, numbers, strict=True)]

    def blocks(self, numbers: Iterable[int]) -> dict[int, tuple[Block, StoredDocument]]:
        """Blocks by number, each with its document."""
        rows = self._by_number(_BLOCKS, numbers)
        return {row[0]: (Block(*row[:3]), StoredDocument(*row[3:])) for row in rows}

    def sentences(self, numbers: Iterable[int]) -> dict[int, StoredSentence]:
        """Sentences by number."""
        rows = self._by_number(f"{_SENTENCES} WHERE number IN ", numbers)
        return {row[0]: StoredSentence(*row) for row in rows}

    def sentences_around(self, document: int, sentence: int, count: int) -> list[StoredSentence]:
        """A sentence of a document, by its number in it, with up to `count` before it and after it."""
        first, last = range_of(document)
        bounds = (max(first, first + sentence - count), min(last, first + sentence + count))
        rows = self.connection.execute(f"{_SENTENCES} WHERE number BETWEEN ? AND ? ORDER BY number", bounds)
        return [StoredSentence(*row) for row in rows]

    def skipped(self) -> list[tuple[str, str]]:
        """Files that were left out, and why."""
        return list(self.connection.execute("SELECT path, reason FROM skipped"))

    def _by_number(self, select: str, numbers: Iterable[int]) -> Sequence[tuple[Any, ...]]:
        listed = ",".join(map(str, numbers))
        return self.connection.execute(f"{select}({listed})").fetchall()


def open_index(path: Path, *, postings: bool = True) -> Index:
    """Open a generation; without `postings` only what needs no tantivy, until something does.

    A reader that is going to search opens them at once: later the generation may have been replaced.

    Raises IndexDamagedError where a file is missing or cut off, IndexOlderError where an older version wrote
    it (it is then built anew) and IndexNewerError where a newer one did.
    """
    if not (path / records.FILE).is_file():
        raise IndexDamagedError(f"{path / records.FILE}: missing")
    connection = records.open_read_only(path / records.FILE)
    try:
        written = int(records.read_meta(connection).get("format", 0))
        segments = [
            Segment(*row)
            for (listed,) in connection.execute("SELECT segments FROM groups")
            for row in json.loads(listed)
        ]
    except (sqlite3.DatabaseError, ValueError) as error:
        raise IndexDamagedError(f"{path}: {error}") from error
    if written > records.FORMAT:
        raise IndexNewerError(
            f"{path.parent}: written by a newer aic (format {written}, this one reads {records.FORMAT}); "
            "update aic, or replace the index with: aic index --rebuild"
        )
    if written < records.FORMAT:
        raise IndexOlderError(f"{path}: format {written} is older than {records.FORMAT}")
    folder = path / generation.POSTINGS
    check_files(folder, segments)
    index = Index(connection, lambda: _open_postings(folder))
    if postings:
        index.open_postings()
    return index


def _open_postings(folder: Path) -> tantivy.Index:
    from aicompute_cli.index.postings import open_postings  # noqa: PLC0415 - imports tantivy

    return open_postings(folder)


def open_current(folder: Path, *, postings: bool = True) -> Index | None:
    """Open the valid generation, or None where there is none yet; raises as `open_index`.

    No lock: a writer may replace the generation between the look at its name and the opening of its files.
    That is no damage, and the new one is opened instead.
    """
    path = generation.current(folder)
    while path is not None:
        try:
            return open_index(path, postings=postings)
        except IndexOlderError:
            raise
        except (IndexDamagedError, FileNotFoundError) as error:
            replaced = generation.current(folder)
            if replaced == path:
                raise IndexDamagedError(str(error)) from error
            path = replaced
    return None
