"""The options that choose facts."""

from typing import Annotated

import click
import typer

KINDS = click.Choice(["level", "growth", "cagr", "share", "multiple", "change", "rank"])
MODALITIES = click.Choice(["actual", "forecast", "target"])

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WORDS...]", help="Words that are in the metric or the sentence."),
]
Source = Annotated[
    list[str] | None,
    typer.Option(
        "--source", metavar="NAME", help="Who says it: any name of it, or a part of a report's title."
    ),
]
Metric = Annotated[
    list[str] | None, typer.Option("--metric", metavar="TEXT", help="What is measured has this text in it.")
]
Entity = Annotated[
    list[str] | None,
    typer.Option("--entity", metavar="NAME", help="Whom it is about, or who says it; any name."),
]
Unit = Annotated[
    list[str] | None, typer.Option("--unit", metavar="UNIT", help="USD, 美元, EFLOPS, %, 台 and so on.")
]
Kind = Annotated[list[str] | None, typer.Option("--kind", click_type=KINDS, help="What sort of value it is.")]
Modality = Annotated[
    list[str] | None,
    typer.Option("--modality", click_type=MODALITIES, help="Measured, predicted or aimed at."),
]
Year = Annotated[
    list[str] | None, typer.Option("--year", metavar="YEAR", help="Its period is in this year, or over it.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Its period ends on this day or later.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Its period begins on this day or before.")
]
Docs = Annotated[list[str] | None, typer.Option("--doc", metavar="ID", help="In this document.")]
Minimum = Annotated[
    str | None, typer.Option("--min", metavar="AMOUNT", help="At least so much: 100, 20%, 50亿美元.")
]
Maximum = Annotated[str | None, typer.Option("--max", metavar="AMOUNT", help="At most so much.")]
Sort = Annotated[
    str, typer.Option("--sort", metavar="FIELD", help="By this field of the record; -FIELD: descending.")
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Facts to show.  [default: all]")
]
Explain = Annotated[bool, typer.Option("--explain", help="Say on stderr by which rules each fact was found.")]
