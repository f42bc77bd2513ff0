"""``aic show``: a document's text, with a place in it marked."""

import re
import sys
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import typer

from aicompute_cli.cli.corpus import OpenCorpus, with_corpus
from aicompute_cli.cli.options import command_app
from aicompute_cli.cli.settings import Settings
from aicompute_cli.document.files import read_bytes
from aicompute_cli.document.loader import Document, load_document
from aicompute_cli.errors import UsageError
from aicompute_cli.index.facts import facts_with_id
from aicompute_cli.model import Span
from aicompute_cli.render.terminal import closed_pipe_ends_quietly, printable, use_colour

_LINE_END = re.compile(r"\r\n|\n|\r")
_SPAN = re.compile(r"([0-9]{1,12}):([0-9]{1,12})")

app = command_app()


@app.command()
def show(
    ctx: typer.Context,
    doc: Annotated[
        str | None, typer.Argument(metavar="[DOC]", help="The document's id, see aic docs.")
    ] = None,
    line: Annotated[int | None, typer.Option("--line", min=1, metavar="N", help="Mark this line.")] = None,
    span: Annotated[
        str | None, typer.Option("--span", metavar="A:B", help="Mark these characters of the file.")
    ] = None,
    fact: Annotated[
        str | None, typer.Option("--fact", metavar="ID", help="Mark this fact; DOC may be left out.")
    ] = None,
    clean: Annotated[bool, typer.Option("--clean", help="The repaired, simplified reading.")] = False,
) -> None:
    """Print a document; with --line, --span or --fact numbered, the place marked with > and ⟦ ⟧."""
    settings: Settings = ctx.obj
    if doc is None and fact is None:
        raise UsageError("show: no DOC. Give a document's id (see aic docs), or --fact ID")
    if span is not None and fact is not None:
        raise UsageError("--fact and --span both say which characters to mark. Leave out one")
    place = Place(doc, _parse_span(span), fact)
    document, wanted = with_corpus(settings, lambda corpus: _load(corpus, place, settings), postings=False)
    view = _clean_view(document, wanted) if clean else View(document.text, wanted)
    plain = line is None and wanted is None
    shown = printable(view.text) if plain else _numbered(view, line, _marks(settings))
    with closed_pipe_ends_quietly():
        sys.stdout.write(shown)
        if not shown.endswith("\n"):
            sys.stdout.write("\n")


class Place(NamedTuple):
    """What is to be shown, as it was given."""

    doc: str | None
    span: Span | None
    fact: str | None


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: the text, and the marked range in it."""

    text: str
    marked: Span | None


def _load(corpus: OpenCorpus, place: Place, settings: Settings) -> tuple[Document, Span | None]:
    """The document and the range in it that are meant; raises UsageError for an id that there is not."""
    doc, span = place.doc, place.span
    if place.fact is not None:
        doc, span = _place_of_fact(corpus, place.fact, doc)
    assert doc is not None  # or else there is a fact
    file = corpus.file(doc)
    return load_document(file, read_bytes(file), None, settings.encoding)[0], span


def _place_of_fact(corpus: OpenCorpus, given: str, doc: str | None) -> tuple[str, Span]:
    found = facts_with_id(corpus.index.connection, given.strip().lower())
    if not found:
        raise UsageError(f"--fact {given}: no fact has this id. The ids: aic facts --format jsonl")
    for fact in found:
        if doc in (None, fact.doc):
            return fact.doc, Span(fact.start, fact.end)
    raise UsageError(f"--fact {given}: is in {found[0].doc}, not in {doc}")


def _clean_view(document: Document, marked: Span | None) -> View:
    if marked is None:
        return View(document.folded, None)
    _check(marked, document.text)
    folded = document.offsets.to_folded(marked)
    return View(document.folded, Span(folded.start, folded.end))


def _parse_span(given: str | None) -> Span | None:
    if given is None:
        return None
    match = _SPAN.fullmatch(given)
    if not match or int(match[1]) >= int(match[2]):
        raise UsageError(f"--span {given}: not a range. Give two character positions, as in --span 120:134")
    return Span(int(match[1]), int(match[2]))


def _check(marked: Span, text: str) -> None:
    if marked.end > len(text):
        raise UsageError(f"--span {marked.start}:{marked.end}: the text has {len(text)} characters")


def _marks(settings: Settings) -> tuple[str, str]:
    return ("\x1b[1;7m", "\x1b[0m") if use_colour(settings.colour, sys.stdout) else ("⟦", "⟧")


def _numbered(view: View, line: int | None, marks: tuple[str, str]) -> str:
    if view.marked:
        _check(view.marked, view.text)
    ends = [match.end() for match in _LINE_END.finditer(view.text)]
    starts = [0, *ends]
    if line is not None and line > len(starts):
        raise UsageError(f"--line {line}: the text has {len(starts)} lines")
    width = len(str(len(starts)))
    rows = []
    for number, (start, end) in enumerate(zip(starts, [*ends, len(view.text)], strict=True), 1):
        content, hit = _content(view, Span(start, end), marks)
        rows.append(f"{'>' if hit or number == line else ' '} {number:>{width}}  {content}\n")
    return "".join(rows)


def _content(view: View, row: Span, marks: tuple[str, str]) -> tuple[str, bool]:
    """A line with the marked range in it between the marks, and whether there is any."""
    text = view.text[row.start : row.end].rstrip("\r\n")
    if view.marked is None:
        return printable(text), False
    low = max(view.marked.start - row.start, 0)
    high = min(view.marked.end - row.start, len(text))
    if low >= high:
        return printable(text), False
    before, marked, after = map(printable, (text[:low], text[low:high], text[high:]))
    return f"{before}{marks[0]}{marked}{marks[1]}{after}", True
