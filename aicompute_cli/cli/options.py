"""Options that several commands share."""

from typing import Annotated

import typer

from aicompute_cli.cli.settings import Settings
from aicompute_cli.render.formats import Format, Output

FormatOption = Annotated[Format, typer.Option("--format", help="How to print the records.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
RawOption = Annotated[
    bool, typer.Option("--raw", help="CSV and TSV: leave cells that a spreadsheet would run as a formula.")
]
BomOption = Annotated[
    bool, typer.Option("--bom", help="CSV and TSV: begin with a byte order mark, for Excel.")
]


def command_app() -> typer.Typer:
    """The little typer application that holds one command."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def output_from(
    settings: Settings, chosen: Format, json: bool, *, raw: bool = False, bom: bool = False
) -> Output:
    """What the options say about the output; ``--json`` wins over ``--format``."""
    return Output("json" if json else chosen, settings.colour, raw=raw, bom=bom)
