"""``aic extract``: what is found in text that is in no corpus; nothing is indexed or written."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import typer

from aicompute_cli.cli.corpus import say
from aicompute_cli.cli.input import open_bytes
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
from aicompute_cli.document.loader import Document, document_from_text, tokens_of
from aicompute_cli.errors import NothingFoundError, UnreadableInputError, UsageError
from aicompute_cli.render.formats import Layout, Output, write_records
from aicompute_cli.render.table import Column

Layer = Literal["sentences", "tokens"]
Record = dict[str, Any]

_LINE_END = re.compile(r"\r\n|\n|\r")

app = command_app()


@app.command()
def extract(
    ctx: typer.Context,
    layer: Annotated[Layer, typer.Option("--layer", help="What to find.")],
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Files; standard input if none, or for -.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help='Each line is a text of its own: one {"line", "found"} each.')
    ] = False,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Print what is found in text from anywhere: its sentences, or its words."""
    settings: Settings = ctx.obj
    find = _FINDERS[layer]
    output = output_from(settings, format, json, raw=raw, bom=bom)
    if lines and output.format not in ("table", "json", "jsonl"):
        raise UsageError("--lines prints JSON lines: leave out --format")
    unread: list[str] = []
    names = files or ["-"]
    texts = _texts(names, settings.encoding, unread)
    if lines:
        found = write_records(_each_line(texts, find), _LINES, Output("jsonl"), sys.stdout)
    else:
        records = (record for name, text in texts for record in find(document_from_text(name, text)))
        found = write_records(records, _LAYOUTS[layer], output, sys.stdout)
    if unread:
        raise UnreadableInputError(f"{len(unread)} of {len(names)} files left out")
    if not found:
        raise NothingFoundError(f"no {layer} found: the text is empty")


def _texts(names: Sequence[str], encoding: str | None, unread: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of each file; of several, those that cannot be read are named on stderr and put in `unread`."""
    for name in names:
        try:
            yield name, _read(name, encoding)
        except UnreadableInputError as error:
            if len(names) == 1:
                raise
            say(str(error))
            unread.append(name)


def _read(name: str, encoding: str | None) -> str:
    try:
        with open_bytes(name) as file:
            return decode(file.read(), encoding).text
    except OSError as error:
        raise UnreadableInputError(f"{name}: {error.strerror}") from error
    except UnreadableInputError as error:
        raise UnreadableInputError(str(error) if name in str(error) else f"{name}: {error}") from error


def _each_line(
    texts: Iterable[tuple[str, str]], find: Callable[[Document], Iterator[Record]]
) -> Iterator[Record]:
    lines = ((name, line) for name, text in texts for line in _LINE_END.split(text.removesuffix("\n")))
    for number, (name, line) in enumerate(lines, 1):
        yield {"line": number, "found": list(find(document_from_text(name, line)))}


def _sentences(doc: Document) -> Iterator[Record]:
    for sentence in doc.sentences:
        span = sentence.span
        text = doc.text[span.start : span.end]
        yield {
            "doc": doc.id,
            "text": text,
            "span": [span.start, span.end],
            "line": sentence.line,
            "furniture": sentence.furniture,
        }


def _tokens(doc: Document) -> Iterator[Record]:
    for token in tokens_of(doc):
        span = [token.span.start, token.span.end]
        yield {"doc": doc.id, "text": token.text, "folded": token.folded, "span": span}


_FINDERS: Mapping[str, Callable[[Document], Iterator[Record]]] = {"sentences": _sentences, "tokens": _tokens}


def _layout(*keys: str) -> Layout:
    return Layout(keys, tuple(Column(key) for key in (*(k for k in keys if k != "text"), "text")))


_LINES = Layout(("line", "found"), ())
_LAYOUTS = {
    "sentences": _layout("doc", "text", "span", "line", "furniture"),
    "tokens": _layout("doc", "text", "folded", "span"),
}
