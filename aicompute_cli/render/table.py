"""Tables: what their columns are, and the drawing of one into a pipe. `rich_table` draws on a terminal.

Two ways to draw, because a table in a pipe needs no rich: its import costs 30 ms and more, and it takes
4 s over 10,000 rows that are written here in 0.2 s. A test holds the two to each other.

Neither has vertical lines, and the line below the header is of ``-``: a terminal may show characters of
ambiguous width (“ ” … — ─) in one cell or in two, and nothing but the row itself shifts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TextIO

from aicompute_cli.render.terminal import display_width, printable_line
from aicompute_cli.render.values import value_text


class Cell(NamedTuple):
    """Text of a cell and the ranges [start, end) in it to highlight where there is colour."""

    text: str
    highlights: Sequence[Sequence[int]] = ()


class Column(NamedTuple):
    """A column of a table. The longest text goes into the last one, which is never padded.

    `key` is the record's; `format` makes the cell of the whole record where the value alone does not
    do (a value with its unit, text with its highlights). `style` is rich's, for colour only. A `no_wrap`
    column gets its width first on a narrow terminal.
    """

    key: str
    header: str = ""
    align: Literal["left", "right"] = "left"
    style: str = ""
    no_wrap: bool = False
    format: Callable[[Mapping[str, object]], Cell | str] | None = None

    @property
    def title(self) -> str:
        """The header, which is the key unless one is given."""
        return self.header or self.key

    def cell(self, record: Mapping[str, object]) -> Cell:
        """The cell of `record` in this column; a value of the record may be a Cell already."""
        value = self.format(record) if self.format else record[self.key]
        return value if isinstance(value, Cell) else Cell(value_text(value))


def print_table(
    records: Iterable[Mapping[str, object]],
    columns: Sequence[Column],
    *,
    out: TextIO,
    colour: bool = False,
    width: int | None = None,
) -> None:
    """Write `records` as a table to `out`; nothing at all where there are none.

    `width` is the terminal's: cells are wrapped to fit it, and a newline in a cell breaks the line.
    Without one every record is one line, as long as it needs to be, and newlines are shown as ``\\n``.
    No text is ever cut.
    """
    rows = [[column.cell(record) for column in columns] for record in records]
    if not rows:
        return
    if width is None and not colour:
        out.writelines(_plain_lines(rows, columns))
        return
    from aicompute_cli.render.rich_table import draw  # noqa: PLC0415 - imports rich

    out.write(draw(rows, columns, colour=colour, width=width))


def _plain_lines(rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> Iterable[str]:
    texts = [[printable_line(column.title) for column in columns]]
    texts += [[printable_line(cell.text) for cell in row] for row in rows]
    measured = [[display_width(text) for text in row] for row in texts]
    widths = [max(column) for column in zip(*measured, strict=True)]
    texts.insert(1, ["-" * width for width in widths])
    measured.insert(1, widths)
    for row, taken in zip(texts, measured, strict=True):
        gaps = [" " * (width - used) for width, used in zip(widths, taken, strict=True)]
        cells = [
            gap + text if column.align == "right" else text + gap
            for text, gap, column in zip(row, gaps, columns, strict=True)
        ]
        yield "  ".join(cells).rstrip(" ") + "\n"
