"""``aic extract``: what is found in text that is in no corpus; nothing is indexed or written."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal, TypeVar

import typer

from aicompute_cli.cli.corpus import say
from aicompute_cli.cli.fact_records import grouped
from aicompute_cli.cli.input import open_bytes
from aicompute_cli.cli.layers import FINDERS, LAYOUTS, LINES, Record
from aicompute_cli.cli.options import (
    BomOption,
    FormatOption,
    JsonOption,
    RawOption,
    command_app,
    output_from,
)
from aicompute_cli.cli.settings import Settings
from aicompute_cli.document.decoding import decode
from aicompute_cli.document.files import SourceFile
from aicompute_cli.document.loader import Document, document_from_text, load_document
from aicompute_cli.errors import NothingFoundError, UnreadableInputError, UsageError
from aicompute_cli.model import Metadata
from aicompute_cli.render.formats import Output, write_records

Layer = Literal["facts", "entities", "quantities", "periods", "sentences", "tokens"]

T = TypeVar("T")

_LINE_END = re.compile(r"\r\n|\n|\r")

app = command_app()


@app.command()
def extract(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Files; standard input if none, or for -.")
    ] = None,
    layer: Annotated[Layer, typer.Option("--layer", help="What to find.")] = "facts",
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="The day that 今年 is counted from.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help='Each line is a text of its own: one {"line", "found"} each.')
    ] = False,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Print what is found in text from anywhere: facts, entities, quantities, periods, sentences, or words.

    Without --date the day is the one that the text gives: in its front matter, or in its head or foot.
    """
    settings: Settings = ctx.obj
    output = output_from(settings, format, json, raw=raw, bom=bom)
    if lines and output.format not in ("table", "json", "jsonl"):
        raise UsageError("--lines prints JSON lines: leave out --format")
    reader = _Reader(settings.encoding, _day(date))
    names = files or ["-"]
    find = FINDERS[layer]
    if lines:
        records: Iterator[Record] = (
            {"line": number, "found": list(find(doc))} for number, doc in enumerate(reader.lines(names), 1)
        )
        found = write_records(records, LINES, Output("jsonl"), sys.stdout)
    else:
        records = (record for doc in reader.documents(names) for record in find(doc))
        if layer == "facts" and output.format in ("table", "md"):
            records = grouped(records, keep_order=False)
        found = write_records(records, LAYOUTS[layer], output, sys.stdout)
    if reader.unread:
        raise UnreadableInputError(f"{reader.unread} of {len(names)} files left out")
    if not found:
        raise NothingFoundError(f"no {layer} found in the text")


def _day(given: str | None) -> str | None:
    """The ISO date of ``--date``; raises UsageError for anything else, a month or year too."""
    if given is None:
        return None
    from datetime import date  # noqa: PLC0415 - only where a date is given

    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", given.strip(), re.ASCII):
            raise ValueError
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        raise UsageError(f"--date {given}: not a day. Give one as in --date 2023-12-05") from None


class _Reader:
    """Reads files in one encoding (None: each in its own) and with one date (None: each with its own)."""

    def __init__(self, encoding: str | None, day: str | None) -> None:
        self._encoding = encoding
        self._described = Metadata(published=day)
        self.unread = 0

    def documents(self, names: Sequence[str]) -> Iterator[Document]:
        """A document of each file, without its front matter."""
        return self._each(names, self._document)

    def lines(self, names: Sequence[str]) -> Iterator[Document]:
        """A document of each line of all files; empty lines too."""
        for name, text in self._each(names, lambda name: (name, decode(_read(name), self._encoding).text)):
            for line in _LINE_END.split(text.removesuffix("\n")):
                yield self._dated(document_from_text(name, line))

    def _each(self, names: Sequence[str], read: Callable[[str], T]) -> Iterator[T]:
        """Each file as `read` reads it; of several, those that cannot be read are named on stderr and counted."""
        for name in names:
            try:
                yield read(name)
            except UnreadableInputError as error:
                named = str(error) if name in str(error) else f"{name}: {error}"
                if len(names) == 1:
                    raise UnreadableInputError(named) from error
                say(named)
                self.unread += 1

    def _document(self, name: str) -> Document:
        file = SourceFile(doc=name, path=name, size=0, mtime_ns=0, root="")
        doc, skipped = load_document(file, _read(name), self._described, self._encoding)
        for item in skipped:
            say(item.reason if item.path in item.reason else f"{item.path}: {item.reason}")
        return doc

    def _dated(self, doc: Document) -> Document:
        day = self._described.published
        return replace(doc, metadata=doc.metadata._replace(published=day)) if day else doc


def _read(name: str) -> bytes:
    try:
        with open_bytes(name) as file:
            return file.read()
    except OSError as error:
        raise UnreadableInputError(f"{name}: {error.strerror}") from error
