"""The tables as Markdown, and the page that they are written into."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from pathlib import Path

from aicompute_cli import __version__
from aicompute_cli.cli.corpus import cores

PAGE = Path(__file__).with_name("README.md")

_PART = r"(?<=<!-- {} -->\n).*?(?=<!-- end -->)"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def number(value: float) -> str:
    """Three digits, as many as a measurement is worth.

    >>> number(0.01234), number(1.5), number(12.34), number(12345.6)
    ('0.0123', '1.50', '12.3', '12,346')
    """
    return f"{value:,.0f}" if value >= 99.95 else f"{value:#.3g}"


def milliseconds(seconds: float) -> str:
    """Seconds in milliseconds."""
    return number(1000 * seconds)


def megabytes(size: float) -> str:
    """Bytes in MB of 1,000,000 bytes."""
    return number(size / 1e6)


def times(value: float, peer: float) -> str:
    """How many times the peer's a figure is."""
    return f"{number(value / peer)} ×"


def machine() -> str:
    """What was measured, and on what."""
    python = f"Python {platform.python_version()}"
    return f"aic {__version__}, {python}, {platform.system()}, {cores()} cores of {platform.machine()}."


def write_part(name: str, results: str) -> None:
    """Put `results` between the two marks of the part `name` in benchmarks/README.md."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(re.sub(_PART.format(name), lambda _: results, page, flags=re.DOTALL), "utf-8")
