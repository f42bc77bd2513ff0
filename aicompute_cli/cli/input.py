"""Files that are named on the command line, and standard input, which is ``-``."""

import io
import sys
from pathlib import Path
from typing import BinaryIO, TextIO

from aicompute_cli.errors import UnreadableInputError, UsageError


def open_bytes(name: str) -> BinaryIO:
    """The bytes of a file or of standard input; raises UnreadableInputError and UsageError."""
    if name == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed. Name a file, or pipe text in")
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise UnreadableInputError(
            f"{name}: {error.strerror}. Name a text file, or - for standard input"
        ) from error


def open_text(name: str) -> TextIO:
    """The same as UTF-8 text, whatever the locale says; a bad byte is one U+FFFD."""
    return io.TextIOWrapper(open_bytes(name), "utf-8-sig", errors="replace", newline="\n")
