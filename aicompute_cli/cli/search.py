"""``aic search``: the best passages for a query."""

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import click
import typer
from typer.core import TyperCommand

from aicompute_cli.cli.corpus import OpenCorpus, say, with_corpus
from aicompute_cli.cli.input import read_lines
from aicompute_cli.cli.options import (
    BomOption,
    FormatOption,
    JsonOption,
    RawOption,
    command_app,
    output_from,
)
from aicompute_cli.cli.settings import Settings
from aicompute_cli.errors import NothingFoundError, UsageError
from aicompute_cli.model import Hit
from aicompute_cli.render.formats import Layout, Output, write_records
from aicompute_cli.render.table import Cell, Column
from aicompute_cli.search.filters import Filters, iso_day
from aicompute_cli.search.passages import Searcher

KEYS = ("doc", "title", "published", "score", "sentence", "text", "highlights", "span", "line")

app = command_app()


class SearchCommand(TyperCommand):
    """A command to which ``-word`` is a part of the query and not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:  # noqa: D102 - click's
        return super().parse_args(ctx, list(self._escaped(args)))

    def _escaped(self, args: Sequence[str]) -> Iterator[str]:
        """`args` with a full-width hyphen before words to leave out: no option to click, the same to a query."""
        options = [param for param in self.params if isinstance(param, click.Option) and not param.is_flag]
        with_value = {name for option in options for name in option.opts}
        before = ""
        for arg in args:
            is_word = (
                len(arg) > 1 and arg[0] == "-" and arg[1] != "-" and arg != "-h" and before not in with_value
            )
            yield f"－{arg[1:]}" if is_word else arg
            before = arg


@app.command(cls=SearchCommand)
def search(
    ctx: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY...", help='Words; "a phrase" in quotes; -word leaves out.'),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Passages to show.")] = 10,
    doc: Annotated[
        list[str] | None, typer.Option("--doc", metavar="ID", help="In this document; may repeat.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Published on or after.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Published on or before.")
    ] = None,
    context: Annotated[
        int, typer.Option("--context", min=0, metavar="N", help="Sentences to add before and after.")
    ] = 0,
    explain: Annotated[bool, typer.Option("--explain", help="Say on stderr how the query was read.")] = False,
    batch: Annotated[
        str | None, typer.Option("--batch", metavar="FILE", help="A query a line from FILE (- for stdin).")
    ] = None,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Show the best passages for QUERY, the matching words marked.

    Simplified and traditional script, full and half width, upper and lower case are one. --batch prints
    one object a line: {"query", "hits"}.
    """
    settings: Settings = ctx.obj
    filters = Filters(tuple(doc or ()), iso_day(since, "--since"), iso_day(until, "--until", last=True))
    output = output_from(settings, format, json, raw=raw, bom=bom)
    text = " ".join(query or ())
    if batch is not None:
        if text or context or explain or output.format not in ("table", "json", "jsonl"):
            raise UsageError(
                "--batch prints JSON lines and goes with --limit, --doc, --since and --until only"
            )
        found = with_corpus(settings, lambda corpus: _search_batch(corpus, batch, filters, limit))
        if not found:
            raise NothingFoundError("no query of the batch found anything")
        return
    if not text.strip():
        raise UsageError('search: no query. For example: aic search 智算中心, or aic search "AI服务器" -华为')
    hits, reason = with_corpus(
        settings, lambda corpus: _search(corpus, text, filters, (limit, context, explain))
    )
    if not write_records(map(as_record, hits), _LAYOUT, output, sys.stdout):
        raise NothingFoundError(reason)


def _search(
    corpus: OpenCorpus, text: str, filters: Filters, options: tuple[int, int, bool]
) -> tuple[list[Hit], str]:
    """The hits, and where there are none the reason."""
    limit, context, explain = options
    for doc in filters.docs:
        corpus.file(doc)  # raises UsageError for an id that there is not
    searcher = Searcher(corpus.index, corpus.tables)
    query = searcher.parse(text)
    hits = searcher.search(query, filters, limit)
    if explain:
        from aicompute_cli.search.explain import explain_query  # noqa: PLC0415 - only when asked for

        for line in explain_query(searcher, query, hits):
            say(line)
    if not hits:
        from aicompute_cli.search.nearest import reason_for_nothing  # noqa: PLC0415 - imports rapidfuzz

        return [], reason_for_nothing(searcher, query, filters)
    if missing := searcher.missing_words(query):
        from aicompute_cli.search.nearest import advice_for  # noqa: PLC0415 - as above

        say(f"not in the corpus: {advice_for(searcher, missing)}")
    return [_widened(corpus, hit, context) for hit in hits] if context else hits, ""


def _widened(corpus: OpenCorpus, hit: Hit, context: int) -> Hit:
    from aicompute_cli.search.context import widen  # noqa: PLC0415 - only when asked for

    return widen(corpus.index, corpus.file(hit.doc), hit, context)


def _search_batch(corpus: OpenCorpus, name: str, filters: Filters, limit: int) -> int:
    """Answer a query a line; how many found something."""
    searcher = Searcher(corpus.index, corpus.tables)
    found = 0

    def answer(text: str) -> dict[str, Any]:
        nonlocal found
        hits = searcher.search(searcher.parse(text), filters, limit)
        found += bool(hits)
        return {"query": text, "hits": [as_record(hit) for hit in hits]}

    write_records(map(answer, read_lines(name)), Layout(("query", "hits"), ()), Output("jsonl"), sys.stdout)
    return found


def as_record(hit: Hit) -> dict[str, Any]:
    """The record of docs/output.md."""
    return {
        "doc": hit.doc,
        "title": hit.title,
        "published": hit.published,
        "score": hit.score,
        "sentence": hit.sentence,
        "text": hit.text,
        "highlights": [list(place) for place in hit.highlights],
        "span": [hit.span.start, hit.span.end],
        "line": hit.line,
    }


def _marked(record: Any) -> Cell:
    return Cell(record["text"], record["highlights"])


def _score(record: Any) -> str:
    return f"{record['score']:.3f}"


def _place(record: Any) -> str:
    return f"{record['doc']}:{record['line']}"


_LAYOUT = Layout(
    KEYS,
    (
        Column("score", align="right", style="dim", no_wrap=True, format=_score),
        Column("doc", header="doc:line", style="cyan", format=_place),
        Column("published", style="dim", no_wrap=True),
        Column("text", header="passage", format=_marked),
    ),
)
