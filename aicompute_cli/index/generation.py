"""Where an index lives, and how one state of it takes the place of another.

    <cache>/<name of the corpus>-<checksum>/
        lock              held by the one process that writes
        CURRENT           the name of the generation that is valid
        generation-<n>/   records.sqlite and postings/; complete before CURRENT names it, never changed after
    <cache>/tables-<fingerprint>/
        the dictionary and the variants that queries are cut and folded with

Replacing CURRENT is one atomic rename, so a reader sees the old state or the new one, and a process killed
at any moment leaves at worst a folder that nothing names; the next writer removes it.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

POSTINGS = "postings"
LOCK = "lock"

_CURRENT = "CURRENT"
_PREFIX = "generation-"


def index_folder(cache: Path, roots: Sequence[Path], encoding: str | None) -> Path:
    """The folder of the index of these roots: one for each corpus and forced encoding.

    Two corpora that fell on the same name would only take turns: an index lists the files it was made of.
    """
    key = os.fsencode("\0".join([*map(os.path.realpath, roots), encoding or ""]))
    name = "".join(char for char in roots[0].name if char.isalnum() or char in "-_")[:40]
    return cache / f"{name}-{zlib.crc32(key):08x}{zlib.adler32(key):08x}"


def current(folder: Path) -> Path | None:
    """The valid generation, or None where there is no index yet."""
    try:
        name = (folder / _CURRENT).read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    return folder / name if name.startswith(_PREFIX) and name[len(_PREFIX) :].isdigit() else None


def begin(folder: Path) -> Path:
    """Make the folder of a new generation, and clear away what killed writers left behind."""
    import shutil  # noqa: PLC0415 - not where an index is only read

    valid = current(folder)
    for path in folder.glob(f"{_PREFIX}*"):
        if path != valid:
            shutil.rmtree(path, ignore_errors=True)
    number = int(valid.name.removeprefix(_PREFIX)) + 1 if valid else 1
    generation = folder / f"{_PREFIX}{number}"
    generation.mkdir()
    return generation


def publish(generation: Path) -> None:
    """Make a complete generation the valid one, and remove the one before.

    Readers that have the old one open keep it: its files go when they close them.
    """
    import shutil  # noqa: PLC0415 - as above

    _sync(generation)
    folder = generation.parent
    old = current(folder)
    temporary = folder / f"{_CURRENT}.new"
    temporary.write_text(generation.name, "utf-8")
    _sync_file(temporary)
    os.replace(temporary, folder / _CURRENT)
    if old and old != generation:
        shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _sync_file(path)


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(folder: Path) -> None:
    """Make `folder` and its parents; what is made can be read by its owner only."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
