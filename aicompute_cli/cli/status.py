"""``aic status``: where corpus and index are, how large, which versions, what is stale."""

import sqlite3
import sys
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import Any

import typer

from aicompute_cli import __version__
from aicompute_cli.cli.options import FormatOption, JsonOption, command_app, output_from
from aicompute_cli.cli.settings import Settings
from aicompute_cli.document.files import SourceFile, find_files
from aicompute_cli.index import generation, records
from aicompute_cli.index.changes import find_changes
from aicompute_cli.index.errors import IndexDamagedError, IndexNewerError, IndexOlderError
from aicompute_cli.index.listing import listing
from aicompute_cli.index.store import Index, open_current
from aicompute_cli.render.formats import Layout, write_records
from aicompute_cli.render.table import Column

_ENGINES = ("tantivy", "jieba", "rjieba", "opencc-python-reimplemented", "typer", "rich", "rapidfuzz")

app = command_app()


@app.command()
def status(ctx: typer.Context, format: FormatOption = "table", json: JsonOption = False) -> None:  # noqa: A002
    """Say where corpus and index are, how large they are, and what is stale; nothing is built."""
    output = output_from(ctx.obj, format, json)
    record = status_record(ctx.obj)
    if output.format == "table":
        rows: list[dict[str, Any]] = [{"what": key, "value": _text(value)} for key, value in record.items()]
        write_records(rows, _TABLE, output, sys.stdout)
        return
    write_records([record], Layout(tuple(record), tuple(map(Column, record))), output, sys.stdout)


def _text(value: Any) -> str:
    """A value of the record for people."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    if isinstance(value, list):
        return ", ".join(item["reason"] if isinstance(item, dict) else item for item in value)
    return "" if value is None else str(value)


def status_record(settings: Settings) -> dict[str, Any]:
    """What is known without building anything.

    `state` is ``fresh``, ``stale``, ``missing``, ``damaged`` or ``newer``; `stale` counts documents to be
    added, changed and removed.
    """
    files, skipped = find_files(settings.roots)
    folder = generation.index_folder(settings.cache, settings.roots, settings.encoding)
    state, index = _open(folder)
    record: dict[str, Any] = {
        "corpus": [str(root) for root in settings.roots],
        "files": len(files),
        "bytes": sum(file.size for file in files),
        "unreadable": [{"path": item.path, "reason": item.reason} for item in skipped],
        "index": str(folder),
        "state": state,
        "index_bytes": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        "documents": None,
        "sentences": None,
        "blocks": None,
        "facts": None,
        "entities": None,
        "stale": None,
        "skipped": [],
    }
    if index is not None:
        with closing(index):
            try:
                record |= _of_index(index, files, settings)
            except sqlite3.DatabaseError:
                record["state"] = "damaged"
    return record | {"format": records.FORMAT, "aic": __version__, "versions": _versions()}


def _open(folder: Path) -> tuple[str, Index | None]:
    try:
        index = open_current(folder)
        return ("fresh" if index else "missing"), index
    except IndexNewerError:
        return "newer", None
    except IndexOlderError:
        return "stale", None
    except (IndexDamagedError, sqlite3.DatabaseError):
        return "damaged", None


def _of_index(index: Index, files: list[SourceFile], settings: Settings) -> dict[str, Any]:
    meta = index.meta
    changes = find_changes(files, index.connection, trust_times=bool(meta["listing"]))
    counts = {"added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed)}
    fresh = meta["listing"] == listing(files, settings.encoding) or not any(counts.values())
    return {
        "state": "fresh" if fresh and meta["version"] == __version__ else "stale",
        "documents": index.count("documents"),
        "sentences": index.count("sentences"),
        "blocks": index.count("blocks"),
        "facts": index.count("facts"),
        "entities": index.count("entities"),
        "stale": counts,
        "skipped": [{"path": path, "reason": reason} for path, reason in index.skipped()],
    }


def _versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in _ENGINES}


_TABLE = Layout(("what", "value"), (Column("what", style="cyan", no_wrap=True), Column("value")))
