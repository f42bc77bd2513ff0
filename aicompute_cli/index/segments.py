"""What an index knows of tantivy's segments without opening them: a query of facts has no need of tantivy."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from aicompute_cli.index.errors import IndexDamagedError

NUMBER = "number"
"""The field of the postings that holds a block's number."""


class Segment(NamedTuple):
    """One of tantivy's segments: its id, its number of blocks, and the size in bytes of each of its files."""

    id: str
    blocks: int
    files: dict[str, int]


def check_files(folder: Path, segments: Iterable[Segment]) -> None:
    """Raise IndexDamagedError where a file of `segments` is missing or has another size."""
    for segment in segments:
        for name, size in segment.files.items():
            try:
                found = os.stat(folder / name).st_size
            except OSError as error:
                raise IndexDamagedError(f"{folder / name}: {error.strerror}") from error
            if found != size:
                raise IndexDamagedError(f"{folder / name}: {found} bytes instead of {size}")
