"""The one boundary where untrusted text is made safe for a terminal, and what is known of the streams.

Untrusted is whatever was not written in this program: documents, titles, file names, query words, and
error messages that quote them. Everything printed passes `printable` or `printable_line`, on a terminal
or not: what is piped today is looked at tomorrow. JSON keeps the data and escapes it instead
(aicompute_cli.render.values).
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Literal, TextIO

ColourChoice = Literal["auto", "always", "never"]

# As ripgrep: something was found and written, or no pipe could have broken, so the run was a success.
CLOSED_PIPE_STATUS = 0

# C0 but tab and newline, DEL, C1 (0x9b starts an escape sequence as ESC [ does); the bidirectional
# controls of Unicode's UAX #9 and the deprecated format characters next to them, which show text in
# another order than it has (CVE-2021-42574); the line and paragraph separators, which some readers
# take as the end of a line; the byte order mark, which nobody sees; lone surrogates, which no encoding has.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""`text` with every unsafe character in a visible form; newlines and tabs stay, CR LF becomes LF.

    The form is that of Python's backslashreplace, ``\x1b`` or ``\u202e``: ASCII, so it survives any
    encoding and is as wide as it is long. A backslash of the text stays as it is, so this is for
    reading; whoever needs the text back asks for JSON.

    >>> print(printable("智算\x1b[31m中心"))
    智算\x1b[31m中心
    """
    if text.isprintable():
        return text
    return UNSAFE.sub(_visible, text.replace("\r\n", "\n"))


def printable_line(text: str) -> str:
    r"""As `printable`, and newlines and tabs in a visible form too: for file names, messages, one-line cells.

    >>> print(printable_line("a.txt\naic: all is well"))
    a.txt\naic: all is well
    """
    return printable(text).replace("\n", "\\n").replace("\t", "\\t")


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class _Widths(dict[str, int]):
    """Character to cells, filled as characters come: a sum over a text then runs without Python code."""

    def __missing__(self, character: str) -> int:
        import unicodedata  # noqa: PLC0415 - only a table in a pipe measures text

        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        self[character] = width
        return width


_WIDTHS = _Widths()


def display_width(text: str) -> int:
    """The cells that printable text takes: East Asian wide and full width 2, combining and format marks 0.

    Ambiguous characters (“ ” … — ①) are 1, as in rich and by UAX #11 outside of East Asian legacy
    fonts. Counted character by character: a family emoji joined of three counts as three.

    >>> display_width("63亿美元"), display_width("“…”")
    (8, 3)
    """
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def prepare_streams() -> None:
    r"""Make sure that writing to stdout or stderr never fails for a character that the encoding lacks.

    Such a character comes out as ``\u4e2d`` instead.
    """
    if sys.stdout is None:  # closed by the shell: >&-
        sys.stdout = _null()
    if sys.stderr is None:
        sys.stderr = _null()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _null() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def silence(stream: TextIO) -> None:
    """Point `stream` to the null device: what could not be written is not tried again on the way out."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def is_unicode(stream: TextIO) -> bool:
    """Whether every character can be written to `stream`; a StringIO has no encoding and takes all."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().replace("_", "-").startswith("utf")


@contextmanager
def closed_pipe_ends_quietly() -> Iterator[None]:
    """Run a block that prints; where the reader of the pipe has gone, end with CLOSED_PIPE_STATUS.

    Flushes at the end, because a small output meets the closed pipe only then, and points the streams
    to the null device, because the interpreter flushes once more on its way out and would complain.
    Belongs inside the command, where typer does not see the error and end with 1, "nothing found".

    Raises SystemExit.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            _silence_if_closed(stream)
        raise SystemExit(CLOSED_PIPE_STATUS) from None


def _silence_if_closed(stream: TextIO) -> None:
    try:
        stream.flush()
    except BrokenPipeError:
        silence(stream)


def use_colour(choice: ColourChoice, stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour what goes to `stream`.

    A choice of "always" or "never" settles it. Else the order of Python's own tools since 3.13:
    NO_COLOR (https://no-color.org), FORCE_COLOR (https://force-color.org), TERM=dumb, and whether
    `stream` is a terminal. A variable counts when it is not empty.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()


def terminal_width(stream: TextIO, environ: Mapping[str, str] = os.environ) -> int | None:
    """The width of the terminal behind `stream` in cells, None where there is none.

    COLUMNS comes first, then the terminal itself, then 80. COLUMNS says nothing about a pipe.
    """
    if not stream.isatty():
        return None
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    with suppress(OSError, ValueError):
        return os.get_terminal_size(stream.fileno()).columns or 80
    return 80
