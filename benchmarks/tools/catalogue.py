"""The tools side by side: for each, how a folder is indexed and asked."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Command, Search

AIC = str(Path(sysconfig.get_path("scripts")) / "aic")


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool and a folder: the commands that index it and ask it, the search in process, where the index is.

    What a tool does not have is None.
    """

    name: str
    ask: Callable[[str], Command] | None = None
    index: Command | None = None
    open_search: Callable[[], Search] | None = None
    target: Path | None = None


def aic(folder: Path, *options: str) -> Tool:
    """aic; `options` go to ``aic index``."""
    from benchmarks.tools.aic import index_of, open_search  # noqa: PLC0415 - not where another tool is run

    command = [AIC, "--corpus", str(folder)]
    return Tool(
        "aic",
        lambda query: [*command, "search", "--format", "json", "--", query],
        [*command, "index", "--rebuild", *options],
        lambda: open_search(folder),
        index_of(folder),
    )


def fts5(folder: Path, work: Path) -> Tool:
    """SQLite FTS5."""
    return _in_python("SQLite FTS5, trigram", "fts5", folder, work / f"{folder.name}.fts5")


def jieba_whoosh(folder: Path, work: Path) -> Tool | None:
    """jieba and whoosh; None where whoosh is not installed."""
    if importlib.util.find_spec("whoosh") is None:
        return None
    return _in_python("jieba + whoosh", "jieba_whoosh", folder, work / f"{folder.name}.whoosh")


def _in_python(name: str, module: str, folder: Path, target: Path) -> Tool:
    command = [sys.executable, "-m", "benchmarks.tools", module]
    return Tool(
        name,
        lambda query: [*command, "search", str(target), query],
        [*command, "index", str(folder), str(target)],
        lambda: importlib.import_module(f"benchmarks.tools.{module}").open_search(target),
        target,
    )


def ripgrep(folder: Path) -> Tool | None:
    """ripgrep: the files that hold any of the words between spaces; None where it is not installed."""
    path = shutil.which("rg")
    if path is None:
        return None

    def ask(query: str) -> Command:
        words = [part for word in query.split() for part in ("-e", word)]
        return [path, "--fixed-strings", "--files-with-matches", *words, str(folder)]

    return Tool("ripgrep", ask)
