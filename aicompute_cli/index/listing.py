"""Which files a corpus has, as one text: an index that was made of the same listing is up to date."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from aicompute_cli.document.files import SourceFile

_METADATA_FILE = "metadata.csv"


def listing(files: Sequence[SourceFile], encoding: str | None) -> str:
    """The id, path, size and time of every file, and of every ``metadata.csv`` beside one.

    Equal as long as nothing changed, and compared as it is: no digest, whose library takes 3 ms to load.
    """
    lines = [encoding or ""]
    lines += [f"{file.doc}\t{file.path}\t{file.size}\t{file.mtime_ns}" for file in files]
    for path in metadata_files(files):
        stat = path.lstat()
        lines.append(f"{path}\t{stat.st_size}\t{stat.st_mtime_ns}")
    return "\n".join(lines).encode("utf-8", "backslashreplace").decode("utf-8")


def metadata_files(files: Sequence[SourceFile]) -> list[Path]:
    """The ``metadata.csv`` of each folder that has one, links too, which may lead out of the corpus."""
    folders = sorted({file.path.rpartition(os.sep)[0] for file in files})  # dirname takes five times as long
    paths = (Path(folder, _METADATA_FILE) for folder in folders)
    return [path for path in paths if path.is_file()]
