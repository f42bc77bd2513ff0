"""Tables on a terminal: fitted to its width, coloured, hits highlighted; imported only to draw one.

The widths and the lines are settled here and rich is left to draw them: on a narrow terminal its own
layout cuts what does not fit, and it breaks lines at spaces, which Chinese has none of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from aicompute_cli.render.table import Cell, Column
from aicompute_cli.render.terminal import printable, printable_line
from aicompute_cli.render.wrapping import line_breaks

_HIGHLIGHT = "bold red"
_HEADER = "bold"
_GAP = 2
_NARROWEST = 2  # one Chinese character
_NARROW = 8  # what a column that may not wrap leaves to each of the others


def draw(
    rows: Sequence[Sequence[Cell]], columns: Sequence[Column], *, colour: bool, width: int | None
) -> str:
    """The table as text with or without escape sequences for colour; `width` in cells, None for no limit.

    On a terminal narrower than two cells a column the lines are longer than it is, and it wraps them.
    """
    clean = printable_line if width is None else _printable_block
    cells = [[Text(clean(column.title)) for column in columns]]
    cells += [[_highlighted(cell, clean) for cell in row] for row in rows]
    if width is not None:
        room = width - _GAP * (len(columns) - 1)
        limits = _fitted([_widest(column) for column in zip(*cells, strict=True)], columns, room)
        cells = [[_wrapped(text, limit) for text, limit in zip(row, limits, strict=True)] for row in cells]
    widths = [_widest(column) for column in zip(*cells, strict=True)]
    return _drawn(_table(cells, columns, widths), sum(widths) + _GAP * len(widths), colour)


def _printable_block(text: str) -> str:
    # Where a tab stop is depends on the columns to the left.
    return printable(text).replace("\t", "    ")


def _highlighted(cell: Cell, clean: Callable[[str], str]) -> Text:
    """The cleaned text of `cell`, piece by piece, because cleaning moves the highlights' places."""
    text = Text()
    done = 0
    for start, end in sorted((start, end) for start, end in cell.highlights):
        text.append(clean(cell.text[done : max(start, done)]))
        text.append(clean(cell.text[max(start, done) : end]), _HIGHLIGHT)
        done = max(done, end)
    return text.append(clean(cell.text[done:]))


def _widest(texts: Sequence[Text]) -> int:
    return max(cell_len(line) for text in texts for line in text.plain.split("\n"))


def _fitted(widths: Sequence[int], columns: Sequence[Column], room: int) -> list[int]:
    """Widths that together fit into `room`: the columns that need little get it, the rest share evenly."""
    fitted = list(widths)
    order = sorted(range(len(widths)), key=lambda index: (not columns[index].no_wrap, widths[index]))
    for place, index in enumerate(order):
        others = len(order) - place - 1
        share = room // (others + 1)
        if columns[index].no_wrap:
            share = max(share, room - _NARROW * others)
        fitted[index] = max(_NARROWEST, min(widths[index], share))
        room -= fitted[index]
    return fitted


def _wrapped(text: Text, width: int) -> Text:
    lines: list[Text] = []
    for line in text.split("\n", allow_blank=True):
        lines += line.divide(line_breaks(line.plain, width))
    for line in lines:
        line.rstrip()
    return Text("\n").join(lines)


def _table(cells: Sequence[Sequence[Text]], columns: Sequence[Column], widths: Sequence[int]) -> Table:
    table = Table(box=None, padding=0, pad_edge=False)
    header, *rows = cells
    for column, title, width in zip(columns, header, widths, strict=True):
        if table.columns:
            table.add_column(width=_GAP)
        table.add_column(
            title,
            header_style=_HEADER,
            style=column.style,
            justify=column.align,
            width=max(width, 1),
            no_wrap=True,
            overflow="fold",
        )
    for row in [[Text("-" * width, style="not bold default") for width in widths], *rows]:
        table.add_row(*_with_gaps(row))
    return table


def _with_gaps(row: Sequence[Text]) -> list[Text]:
    """An empty cell before each but the first: releases of rich differ in whether a width has its padding."""
    gap = Text()
    return [text for cell in row for text in (gap, cell)][1:]


def _drawn(table: Table, width: int, colour: bool) -> str:
    """What rich prints, into memory: rich would end the program with 1 itself where the pipe is closed."""
    memory = StringIO()
    console = Console(
        file=memory,
        width=width,
        height=25,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=False,  # NO_COLOR has been heard already
        legacy_windows=False,
        markup=False,  # Text is no markup anyway; a plain string, should one come, shall be none either
        emoji=False,
        highlight=False,
    )
    console.print(table)
    return memory.getvalue()
