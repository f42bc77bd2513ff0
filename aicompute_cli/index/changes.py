"""What an update has to do: which documents are new, changed or gone, and which groups that touches."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aicompute_cli.document.files import SourceFile, read_bytes
from aicompute_cli.document.metadata import find_row, read_metadata_csv
from aicompute_cli.errors import UnreadableInputError
from aicompute_cli.index.listing import metadata_files
from aicompute_cli.model import Metadata, Skipped

# Groups grow so that a small corpus keeps all cores busy and a large one has few segments to ask.
# The sizes do not depend on the number of processes: the same corpus gives the same groups.
_FIRST_GROUP_BYTES = 512 * 1024
_LAST_GROUP_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fresh:
    """A document to be read: its number in the index and what `metadata.csv` says of it."""

    number: int
    file: SourceFile
    described: Metadata | None


@dataclass(slots=True)
class Group:
    """A group whose segments are to be written: new documents and ones that stay as they are."""

    number: int
    fresh: list[Fresh] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """Bytes of files to read."""
        return sum(fresh.file.size for fresh in self.fresh)


class Unread(NamedTuple):
    """A file that is no document because it could not be read."""

    file: SourceFile
    reason: str


@dataclass(slots=True)
class Changes:
    """The difference between the files and the index; documents by id, in order."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    groups: list[Group] = field(default_factory=list)
    emptied: list[int] = field(default_factory=list)
    outdated: list[int] = field(default_factory=list)
    restamped: list[tuple[int, SourceFile]] = field(default_factory=list)
    notes: list[Skipped] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def leave_out(self, notes: Sequence[Skipped], unread: Sequence[Unread]) -> None:
        """Note what was left out, and take files that could not be read out of the documents that were."""
        self.notes += notes
        self.unread += unread
        ids = {item.file.doc for item in unread}
        self.added = [doc for doc in self.added if doc not in ids]
        self.changed = [doc for doc in self.changed if doc not in ids]

    @property
    def skipped(self) -> list[Skipped]:
        """Everything that was left out, and why."""
        return self.notes + [Skipped(item.file.path, item.reason) for item in self.unread]


@dataclass(frozen=True, slots=True)
class Known:
    """What the index holds of a document."""

    number: int
    group: int
    path: str
    size: int
    mtime_ns: int
    digest: str
    described: str


def described(files: Sequence[SourceFile]) -> tuple[dict[str, Metadata], list[Skipped]]:
    """What the ``metadata.csv`` beside each file says of it, by document id."""
    skipped: list[Skipped] = []
    tables: dict[str, dict[str, Metadata]] = {}
    for path in metadata_files(files):
        if path.is_symlink():
            skipped.append(Skipped(str(path), "a link is not followed. Put the file itself there"))
            continue
        try:
            rows, bad = read_metadata_csv(path.read_bytes(), str(path))
        except OSError as error:
            rows, bad = {}, [Skipped(str(path), error.strerror or str(error))]
        tables[str(path.parent)] = rows
        skipped += bad
    found = {}
    for file in files:
        folder, name = os.path.split(file.path)
        row = find_row(tables.get(folder, {}), name)
        if row != Metadata():
            found[file.doc] = row
    return found, skipped


def digest_of(data: bytes) -> str:
    """The digest of a file's content: equal as long as the document need not be read again."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_of_metadata(metadata: Metadata | None) -> str:
    """The digest of what ``metadata.csv`` says of a document."""
    return digest_of(repr(metadata).encode()) if metadata else ""


def find_changes(
    files: Sequence[SourceFile], connection: sqlite3.Connection | None, trust_times: bool
) -> Changes:
    """Compare `files` with what the index at `connection` (None: there is none) holds.

    A file of another size or time is read and compared by content; with `trust_times` the others are
    taken as they are, without it they are read too.
    """
    changes = Changes()
    metadata, changes.notes = described(files)
    known = _known(connection) if connection else {}
    unread = _known_unread(connection) if connection and trust_times else {}
    fresh: list[tuple[SourceFile, Known | None]] = []
    for file in files:
        old = known.pop(file.doc, None)
        if reason := unread.get((printable_path(file.path), file.size, file.mtime_ns)):
            changes.unread.append(Unread(file, reason))
        elif old is None:
            changes.added.append(file.doc)
            fresh.append((file, None))
        elif _is_unchanged(file, old, metadata.get(file.doc), trust_times):
            changes.unchanged += 1
            if not _same_stamp(file, old):
                changes.restamped.append((old.number, file))
        else:
            changes.changed.append(file.doc)
            fresh.append((file, old))
    changes.removed = sorted(known)
    changes.outdated = [old.number for _, old in fresh if old] + [old.number for old in known.values()]
    touched = {old.group for _, old in fresh if old} | {old.group for old in known.values()}
    _assign(changes, fresh, metadata, touched, connection)
    return changes


def _known(connection: sqlite3.Connection) -> dict[str, Known]:
    rows = connection.execute(
        "SELECT doc, number, grouped, path, size, mtime_ns, digest, described FROM documents"
    )
    return {doc: Known(*rest) for doc, *rest in rows}


def _known_unread(connection: sqlite3.Connection) -> dict[tuple[str, int, int], str]:
    """Why files could not be read, by path, size and time: until one of these changes they are not tried again."""
    rows = connection.execute("SELECT path, size, mtime_ns, reason FROM skipped WHERE size IS NOT NULL")
    return {(path, size, mtime_ns): reason for path, size, mtime_ns, reason in rows}


def _same_stamp(file: SourceFile, old: Known) -> bool:
    return (old.path, old.size, old.mtime_ns) == (printable_path(file.path), file.size, file.mtime_ns)


def _is_unchanged(file: SourceFile, old: Known, metadata: Metadata | None, trust_times: bool) -> bool:
    """By content, not by the clock: a file that was only touched stays as it is."""
    if old.described != digest_of_metadata(metadata):
        return False
    if trust_times and _same_stamp(file, old):
        return True
    try:
        return digest_of(read_bytes(file)) == old.digest
    except UnreadableInputError:
        return False  # reading it again as a changed document names the reason


def printable_path(path: str) -> str:
    """`path` as SQLite can hold it: bytes that are no UTF-8 are written as ``\\xNN``."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _assign(
    changes: Changes,
    fresh: list[tuple[SourceFile, Known | None]],
    metadata: dict[str, Metadata],
    touched: set[int],
    connection: sqlite3.Connection | None,
) -> None:
    """Give every document to read a number and a group; new ones fill the last group, then open others."""
    sizes = dict(connection.execute("SELECT number, bytes FROM groups")) if connection else {}
    number = 0
    if connection:
        number = connection.execute("SELECT coalesce(max(number), -1) + 1 FROM documents").fetchone()[0]
    groups: defaultdict[int, Group] = defaultdict(lambda: Group(-1))
    for touched_group in touched:
        groups[touched_group] = Group(touched_group)
    last = max(sizes, default=0)
    for file, old in fresh:
        if old is None:
            if sizes.get(last, 0) and sizes.get(last, 0) + file.size > _capacity(last):
                last += 1
            sizes[last] = sizes.get(last, 0) + file.size
        home = last if old is None else old.group
        groups[home].number = home
        groups[home].fresh.append(Fresh(number, file, metadata.get(file.doc)))
        number += 1
    outdated = set(changes.outdated)
    for group in groups.values():
        group.kept = [n for n in _members(connection, group.number) if n not in outdated]
    changes.groups = [group for _, group in sorted(groups.items()) if group.fresh or group.kept]
    changes.emptied = [number for number, group in groups.items() if not (group.fresh or group.kept)]


def _capacity(group: int) -> int:
    return min(_FIRST_GROUP_BYTES << (group // 2), _LAST_GROUP_BYTES)


def _members(connection: sqlite3.Connection | None, group: int) -> list[int]:
    if connection is None:
        return []
    rows = connection.execute("SELECT number FROM documents WHERE grouped = ? ORDER BY number", (group,))
    return [number for (number,) in rows]
