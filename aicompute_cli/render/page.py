"""A page for people: headed tables below each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TextIO

from aicompute_cli.render.formats import Output
from aicompute_cli.render.table import Column, print_table
from aicompute_cli.render.terminal import (
    closed_pipe_ends_quietly,
    printable,
    printable_line,
    terminal_width,
    use_colour,
)

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


class Section(NamedTuple):
    """A heading, the rows of a table, and a line below it; without rows only the heading of a page is printed."""

    heading: str
    rows: Sequence[Mapping[str, object]]
    columns: Sequence[Column]
    note: str = ""


def write_page(pages: Iterable[Iterable[Section]], output: Output, out: TextIO) -> None:
    """Write pages, each a list of sections of which the first is its head; a table without rows is left out."""
    colour = use_colour(output.colour, out)
    width = terminal_width(out)
    with closed_pipe_ends_quietly():
        for number, page in enumerate(pages):
            for place, section in enumerate(page):
                if section.rows or not place:
                    out.write("\n" if number or place else "")
                    _write_section(section, out, colour=colour, width=width)


def _write_section(section: Section, out: TextIO, *, colour: bool, width: int | None) -> None:
    first, *more = printable(section.heading).split("\n")
    out.write(f"{_BOLD}{first}{_PLAIN}\n" if colour else f"{first}\n")
    out.writelines(f"{line}\n" for line in more)
    print_table(section.rows, section.columns, out=out, colour=colour, width=width)
    if section.note:
        out.write(f"{printable_line(section.note)}\n")
