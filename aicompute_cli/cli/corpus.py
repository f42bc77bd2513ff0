"""The corpus of a command: find its files, see that its index is up to date, open it."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from aicompute_cli.cli.settings import Settings
from aicompute_cli.document.files import SourceFile, find_files
from aicompute_cli.document.folding import fold_query
from aicompute_cli.document.tables import Tables, TablesDamagedError, make_tables, open_tables
from aicompute_cli.errors import UsageError
from aicompute_cli.index import generation
from aicompute_cli.index.errors import CacheUnwritableError, IndexDamagedError, IndexOlderError
from aicompute_cli.index.listing import listing
from aicompute_cli.index.store import Index, open_current
from aicompute_cli.model import Skipped
from aicompute_cli.render.terminal import ColourChoice, printable_line, use_colour

if TYPE_CHECKING:
    from aicompute_cli.index.build import Corpus, Effort, Progress
    from aicompute_cli.index.changes import Changes

T = TypeVar("T")


class OpenCorpus:
    """A corpus whose index is open and up to date.

    `cache` is where the tables are, None where index and tables are in memory only.
    """

    def __init__(self, index: Index, files: Sequence[SourceFile], cache: Path | None) -> None:
        self.index = index
        self.files = files
        self._cache = cache

    @cached_property
    def tables(self) -> Tables:
        """The dictionary and the variants that the index was made with."""
        return open_tables(self._cache / self.index.meta["tables"]) if self._cache else make_tables()

    def fold(self, text: str) -> str:
        """`text`, of a query, folded as the documents were; ASCII text needs no tables for that."""
        if text.isascii() and text.isprintable():
            return text
        return fold_query(text, self.tables.variants)

    def file(self, doc: str) -> SourceFile:
        """The file of a document; raises UsageError for an id that there is not."""
        for file in self.files:
            if file.doc == doc:
                return file
        raise UsageError(f"{doc}: no document has this id. The ids: aic docs")


def say(message: str) -> None:
    """One line on stderr, made safe."""
    sys.stderr.write(f"aic: {printable_line(message)}\n")


def with_corpus(settings: Settings, work: Callable[[OpenCorpus], T], *, postings: bool = True) -> T:
    """Do `work` on the up-to-date corpus; an index that turns out to be damaged is built anew, once.

    Work that searches for no words leaves the postings closed.
    """
    try:
        corpus = open_corpus(settings, postings=postings)
        return work(corpus)
    except (IndexDamagedError, TablesDamagedError, sqlite3.DatabaseError) as error:
        say(f"the index is damaged and built anew ({error})")
    return work(open_corpus(settings, rebuild=True))


def open_corpus(settings: Settings, rebuild: bool = False, *, postings: bool = True) -> OpenCorpus:
    """Open the corpus, building or updating its index where that is needed."""
    files, skipped = find_files(settings.roots)
    folder = generation.index_folder(settings.cache, settings.roots, settings.encoding)
    wanted = listing(files, settings.encoding)
    index = None if rebuild else _open_fresh(folder, wanted, postings)
    if index is not None:
        return OpenCorpus(index, files, settings.cache)
    name_skipped(skipped)
    return _update_and_open(settings, files, folder, rebuild)


def _open_fresh(folder: Path, wanted: str, postings: bool) -> Index | None:
    """The index as it stands, if it is that of these files; no lock, nothing written."""
    try:
        index = open_current(folder, postings=postings)
    except IndexOlderError:
        return None
    if index is None or index.is_fresh(wanted):
        return index
    index.close()
    return None


def _update_and_open(
    settings: Settings, files: Sequence[SourceFile], folder: Path, rebuild: bool
) -> OpenCorpus:
    from aicompute_cli.index.build import Effort, build_index_in_memory  # noqa: PLC0415 - not when up to date

    corpus = corpus_to_build(settings, files, folder)
    try:
        with progress_bar(settings.colour) as progress:
            changes = update_index(corpus, Effort(jobs=cores(), rebuild=rebuild), progress)
        if changes:
            name_skipped(changes.skipped)
        index = open_current(folder)
        assert index is not None  # it has just been written
        return OpenCorpus(index, files, settings.cache)
    except CacheUnwritableError as error:
        say(f"the index is in memory only this time. {error}")
    index, skipped = build_index_in_memory(corpus)
    name_skipped(skipped)
    return OpenCorpus(index, files, None)


def corpus_to_build(settings: Settings, files: Sequence[SourceFile], folder: Path) -> Corpus:
    """What the index builder needs to know of a corpus."""
    from aicompute_cli.document.tables import tables_name  # noqa: PLC0415 - looks at installed packages
    from aicompute_cli.index.build import Corpus  # noqa: PLC0415 - not when up to date

    wanted = listing(files, settings.encoding)
    return Corpus(files, wanted, folder, settings.cache / tables_name(), settings.encoding)


def update_index(corpus: Corpus, effort: Effort, progress: Progress) -> Changes | None:
    """Bring the index up to date; see `index.build.update`."""
    from aicompute_cli.index.build import update  # noqa: PLC0415 - not when up to date

    return update(corpus, effort, progress)


def name_skipped(skipped: Sequence[Skipped]) -> None:
    """Name every file that was left out, and why."""
    for item in skipped:
        say(item.reason if item.path in item.reason else f"{item.path}: {item.reason}")


def cores() -> int:
    """The processors this process may use."""
    with suppress(AttributeError):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# Less than this is indexed before a bar could be read.
_WORTH_A_BAR = 1_000_000


@contextmanager
def progress_bar(colour: ColourChoice) -> Iterator[Progress]:
    """A progress bar on stderr while an index is built: on a terminal, where there is something to wait for."""
    with ExitStack() as stack:
        show: Progress | None = None

        def progress(done: int, total: int) -> None:
            nonlocal show
            if show is None and total >= _WORTH_A_BAR and sys.stderr.isatty():
                show = _rich_bar(stack, colour)
            if show is not None:
                show(done, total)

        yield progress


def _rich_bar(stack: ExitStack, colour: ColourChoice) -> Progress:
    from rich.console import Console  # noqa: PLC0415 - only where a bar is shown
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("indexing"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(stderr=True, no_color=not use_colour(colour, sys.stderr))
    bar = stack.enter_context(Bar(*columns, console=console, transient=True))
    task = bar.add_task("indexing", total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)
