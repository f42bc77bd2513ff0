"""The door of this stage: records in, one of the formats out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TextIO

from aicompute_cli.render.records import Record, write_csv, write_json, write_jsonl, write_md, write_tsv
from aicompute_cli.render.table import Column, print_table
from aicompute_cli.render.terminal import ColourChoice, closed_pipe_ends_quietly, terminal_width, use_colour

Format = Literal["table", "json", "jsonl", "csv", "tsv", "md"]


class Layout(NamedTuple):
    """How a kind of record is laid out: all its keys for csv and tsv, the columns that people read."""

    keys: tuple[str, ...]
    columns: tuple[Column, ...]


class Output(NamedTuple):
    """What the user asked for. `raw` leaves formulas in csv and tsv, `bom` is for Excel."""

    format: Format = "table"
    colour: ColourChoice = "auto"
    raw: bool = False
    bom: bool = False


def write_records(records: Iterable[Record], layout: Layout, output: Output, out: TextIO) -> int:
    """Write `records` to `out` and return how many there were, 0 being exit status 1.

    Raises SystemExit where `out` is a pipe that nobody reads any more.
    """
    counted = _Counted(records)
    with closed_pipe_ends_quietly():
        _write(counted, layout, output, out)
    return counted.count


def _write(records: Iterable[Record], layout: Layout, output: Output, out: TextIO) -> None:
    match output.format:
        case "table":
            colour = use_colour(output.colour, out)
            print_table(records, layout.columns, out=out, colour=colour, width=terminal_width(out))
        case "json":
            write_json(records, out)
        case "jsonl":
            write_jsonl(records, out)
        case "csv":
            write_csv(records, layout.keys, out, raw=output.raw, bom=output.bom)
        case "tsv":
            write_tsv(records, layout.keys, out, raw=output.raw, bom=output.bom)
        case "md":
            write_md(records, layout.columns, out)


class _Counted:
    """The records, counted as they are taken."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = records
        self.count = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self.records:
            self.count += 1
            yield record
