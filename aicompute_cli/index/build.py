"""Bring an index up to date: find what changed, read it with all cores, publish a new generation."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from aicompute_cli import __version__
from aicompute_cli.document.files import SourceFile
from aicompute_cli.document.tables import write_tables
from aicompute_cli.index import generation, records
from aicompute_cli.index.changes import Changes, find_changes, printable_path
from aicompute_cli.index.errors import CacheUnwritableError, IndexDamagedError
from aicompute_cli.index.group import GroupResult, GroupTask, index_group, terms_of_block
from aicompute_cli.index.postings import assemble, build_in_memory
from aicompute_cli.index.segments import Segment
from aicompute_cli.index.settling import settle
from aicompute_cli.index.store import Index, open_index
from aicompute_cli.model import Skipped

Progress = Callable[[int, int], None]
"""Called with the bytes that are done and the bytes there are."""

# Below this many bytes, starting other processes takes longer than they save.
_ALONE_BYTES = 1_000_000

# The clock of some file systems stands still for some milliseconds: a file changed that shortly before it was
# read could change once more without looking changed, so its time is not taken as known.
_UNSURE_NS = 20_000_000


class Corpus(NamedTuple):
    """What is to be indexed, and where its index is kept.

    `listing` is the text by which an index is known to be up to date, made before any file is read: what
    changes from then on is found by the next command.
    """

    files: Sequence[SourceFile]
    listing: str
    folder: Path
    tables: Path
    encoding: str | None = None


class Effort(NamedTuple):
    """How an update is done: with how many processes, from nothing, comparing the content of every file."""

    jobs: int
    rebuild: bool = False
    thorough: bool = False


def update(corpus: Corpus, effort: Effort, progress: Progress) -> Changes | None:
    """Bring the index of `corpus` up to date and return what changed, or None where nothing had.

    One process writes at a time; others wait and then find the work done. Raises CacheUnwritableError where
    the cache folder takes no files and IndexNewerError where a newer version wrote the index.
    """
    try:
        generation.make_private(corpus.folder)
        with FileLock(corpus.folder / generation.LOCK):
            return _update(corpus, effort, progress)
    except (OSError, sqlite3.OperationalError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = f"{corpus.folder}: cannot write the index ({reason}). Another folder: AIC_CACHE"
        raise CacheUnwritableError(message) from error


def _update(corpus: Corpus, effort: Effort, progress: Progress) -> Changes | None:
    old = None if effort.rebuild else _usable_generation(corpus.folder)
    if old and not effort.thorough and _is_fresh(old, corpus.listing):
        return None
    new = generation.begin(corpus.folder)
    try:
        changes = _write(corpus, old, new, effort, progress)
    except BaseException as error:
        shutil.rmtree(new, ignore_errors=True)
        if old and isinstance(error, sqlite3.DatabaseError):  # the old one is damaged: begin from nothing
            return _update(corpus, effort._replace(rebuild=True), progress)
        raise
    generation.publish(new)
    return changes


def _usable_generation(folder: Path) -> Path | None:
    """The valid generation if this version can go on from it; raises IndexNewerError."""
    valid = generation.current(folder)
    if valid is None:
        return None
    try:
        with closing(open_index(valid)) as index:
            return valid if index.meta.get("version") == __version__ else None
    except (IndexDamagedError, OSError, sqlite3.DatabaseError):
        return None


def _is_fresh(path: Path, wanted: str) -> bool:
    with closing(open_index(path)) as index:
        return index.is_fresh(wanted)


def _write(corpus: Corpus, old: Path | None, new: Path, effort: Effort, progress: Progress) -> Changes:
    path = new / records.FILE
    started = time.time_ns()
    write_tables(corpus.tables)
    with closing(records.copy(old / records.FILE, path) if old else records.create(path)) as connection:
        trust = not effort.thorough and bool(records.read_meta(connection).get("listing"))
        changes = find_changes(corpus.files, connection, trust)
        tasks = [
            GroupTask(
                group, old / records.FILE if old else None, new / f"group-{group.number}", corpus.encoding
            )
            for group in changes.groups
        ]
        records.delete(connection, changes.outdated)
        for result in _run(tasks, effort.jobs, progress):
            _store_group(connection, result)
            changes.leave_out(result.notes, result.unread)
        for number in changes.emptied:
            connection.execute("DELETE FROM groups WHERE number = ?", (number,))
        _restamp(connection, changes)
        _finish(connection, corpus, changes, started)
        _assemble(connection, old, new)
        connection.execute("COMMIT")
    return changes


def _store_group(connection: sqlite3.Connection, result: GroupResult) -> None:
    records.insert(connection, result.documents)
    number = result.group.number
    segments = json.dumps([(segment.id, segment.blocks, segment.files) for segment in result.segments])
    size = connection.execute("SELECT coalesce(sum(size), 0) FROM documents WHERE grouped = ?", (number,))
    row = (number, size.fetchone()[0], segments)
    connection.execute("INSERT OR REPLACE INTO groups VALUES (?, ?, ?)", row)


def _restamp(connection: sqlite3.Connection, changes: Changes) -> None:
    for number, file in changes.restamped:
        stamp = (printable_path(file.path), file.size, file.mtime_ns, number)
        connection.execute("UPDATE documents SET path = ?, size = ?, mtime_ns = ? WHERE number = ?", stamp)


def _finish(connection: sqlite3.Connection, corpus: Corpus, changes: Changes, started: int) -> None:
    settle(connection)
    connection.execute("DELETE FROM skipped")
    rows: list[tuple[str, str, int | None, int | None]] = [
        (note.path, note.reason, None, None) for note in changes.notes
    ]
    rows += [(file.path, reason, file.size, file.mtime_ns) for file, reason in changes.unread]
    printable = ((printable_path(path), printable_path(reason), *stamp) for path, reason, *stamp in rows)
    connection.executemany("INSERT INTO skipped VALUES (?, ?, ?, ?)", printable)
    now = time.time_ns()  # a time in the future is odd, but as good as any other to tell a change by
    sure = not any(started - _UNSURE_NS <= file.mtime_ns <= now for file in corpus.files)
    meta = {
        "format": str(records.FORMAT),
        "version": __version__,
        "listing": corpus.listing if sure else "",
        "tables": corpus.tables.name,
        **records.lengths(connection),
    }
    records.write_meta(connection, meta)


def _assemble(connection: sqlite3.Connection, old: Path | None, new: Path) -> None:
    parts: list[tuple[Path, Segment]] = []
    for number, segments in connection.execute("SELECT number, segments FROM groups ORDER BY number"):
        written = new / f"group-{number}"
        source = written if written.is_dir() or old is None else old / generation.POSTINGS
        parts += [(source, Segment(*row)) for row in json.loads(segments)]
    assemble(new / generation.POSTINGS, parts)
    for folder in new.glob("group-*"):
        shutil.rmtree(folder)


def _run(tasks: Sequence[GroupTask], jobs: int, progress: Progress) -> Iterator[GroupResult]:
    total = sum(task.group.bytes for task in tasks)
    done = 0
    progress(0, total)
    with _mapper(tasks, jobs, total) as results:
        for result in results:
            yield result
            done += result.group.bytes
            progress(done, total)


@contextmanager
def _mapper(tasks: Sequence[GroupTask], jobs: int, total: int) -> Iterator[Iterator[GroupResult]]:
    """The results of all tasks; in this process where more would not be faster.

    The largest go first, so that no process is left alone with one at the end.
    """
    if jobs < 2 or len(tasks) < 2 or total < _ALONE_BYTES:
        yield map(index_group, tasks)
        return
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(min(jobs, len(tasks)), context)
    try:
        with _interrupts_held_back():
            largest_first = sorted(tasks, key=lambda task: -task.group.bytes)
            futures = [executor.submit(index_group, task) for task in largest_first]
        yield (future.result() for future in futures)
    except BaseException:
        # The exit would wait until every task is handed over, and the killed take none (python/cpython#94777).
        executor._call_queue.cancel_join_thread()  # type: ignore[attr-defined]
        for process in multiprocessing.active_children():
            process.kill()
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C goes to every process of the terminal; those started here never see it.

    They inherit the blocked signal, from their first instruction on. The process that waits for them gets
    what came meanwhile at the end, and ends them.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def build_index_in_memory(corpus: Corpus) -> tuple[Index, list[Skipped]]:
    """An index that is written nowhere, for a machine without a writable cache folder."""
    connection = records.create(None)
    changes = find_changes(corpus.files, None, trust_times=False)
    blocks: list[tuple[int, str]] = []
    for group in changes.groups:
        result = index_group(GroupTask(group, None, None, corpus.encoding))
        records.insert(connection, result.documents)
        changes.leave_out(result.notes, result.unread)
        for document in result.documents:
            blocks += [(number, lowered) for number, _, lowered in document.blocks]
    _finish(connection, corpus, changes, 0)
    connection.execute("COMMIT")
    postings = build_in_memory((number, terms_of_block(lowered)) for number, lowered in blocks)
    return Index(connection, lambda: postings), changes.skipped
