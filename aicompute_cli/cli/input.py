"""Files that are named on the command line, and standard input, which is ``-``."""

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from aicompute_cli.document.decoding import decode
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


def read_lines(name: str) -> Iterator[str]:
    """The lines of a file or of standard input, as they come, without their ends.

    Each is UTF-8, or else what its bytes are most likely in; raises UnreadableInputError for UTF-16, which has no lines
    of bytes.
    """
    with open_bytes(name) as data:
        for number, line in enumerate(data):
            if number == 0 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise UnreadableInputError(f"{name}: UTF-16. Convert it to UTF-8, a line each")
            bare = line.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8 if number == 0 else b"")
            try:
                yield bare.decode("utf-8")
            except UnicodeDecodeError:
                yield decode(bare).text
