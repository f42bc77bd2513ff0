"""``aic docs``: the documents of the corpus."""

import json as json_module
import sys
from typing import Any

import typer

from aicompute_cli.cli.corpus import OpenCorpus, with_corpus
from aicompute_cli.cli.options import (
    BomOption,
    FormatOption,
    JsonOption,
    RawOption,
    command_app,
    output_from,
)
from aicompute_cli.errors import NothingFoundError
from aicompute_cli.render.formats import Layout, write_records
from aicompute_cli.render.table import Column

KEYS = (
    "doc", "title", "published", "publisher", "author", "script", "encoding", "characters", "sentences",
    "facts", "entities", "repairs",
)  # fmt: skip

app = command_app()


@app.command()
def docs(
    ctx: typer.Context,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """List the documents: what is known of them, how they were read and what was repaired."""
    records = with_corpus(ctx.obj, document_records, postings=False)
    output = output_from(ctx.obj, format, json, raw=raw, bom=bom)
    if not write_records(records, _LAYOUT, output, sys.stdout):
        raise NothingFoundError("the corpus has no documents: .txt and .md files are read")


def document_records(corpus: OpenCorpus) -> list[dict[str, Any]]:
    """The record of docs/output.md for every document, by id."""
    return [_record(row) for row in corpus.index.documents()]


def _record(row: dict[str, Any]) -> dict[str, Any]:
    made = {"repairs": json_module.loads(row["repairs"])}
    return {key: made[key] if key in made else row[key] for key in KEYS}


def _repairs(record: Any) -> str:
    return ", ".join(f"{name} {count}" for name, count in record["repairs"].items())


_LAYOUT = Layout(
    KEYS,
    (
        Column("doc", style="cyan"),
        Column("published", no_wrap=True),
        Column("script", no_wrap=True),
        Column("sentences", align="right", no_wrap=True),
        Column("facts", align="right", no_wrap=True),
        Column("entities", align="right", no_wrap=True),
        Column("repairs", format=_repairs),
        Column("title"),
    ),
)
