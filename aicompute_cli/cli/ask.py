"""``aic ask``: an answer to a question with its evidence, or the reason why there is none."""

import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import typer

from aicompute_cli.answer.answering import Answerer
from aicompute_cli.answer.reply import KEYS, Reply, as_record
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
from aicompute_cli.render.formats import Layout, Output, write_records
from aicompute_cli.render.table import Column
from aicompute_cli.render.terminal import closed_pipe_ends_quietly, terminal_width, use_colour

app = command_app()

Script = Literal["hans", "hant"]


@app.command()
def ask(
    ctx: typer.Context,
    question: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION...", help="A question, or keywords.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Answers to show.")] = 5,
    script: Annotated[
        Script, typer.Option("--script", help="Answers in simplified or traditional characters.")
    ] = "hans",
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say on stderr how the question was read, and the equal command."),
    ] = False,
    batch: Annotated[
        str | None, typer.Option("--batch", metavar="FILE", help="A question a line from FILE (- for stdin).")
    ] = None,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Answer QUESTION with the sentence that says so, or say why the corpus does not.

    Years, sources, places and units of the question are conditions: a figure of another year is no answer. Simplified
    and traditional script, full and half width, upper and lower case are one. --batch prints one object a line.
    """
    settings: Settings = ctx.obj
    output = output_from(settings, format, json, raw=raw, bom=bom)
    text = " ".join(question or ()).strip().encode("utf-8", "replace").decode()  # no halves of characters
    if batch is not None:
        if text or explain or output.format not in ("table", "json", "jsonl"):
            raise UsageError("--batch prints JSON lines and goes with --limit and --script only")
        if not with_corpus(settings, lambda corpus: _ask_batch(corpus, batch, limit, script)):
            raise NothingFoundError("no question of the batch has an answer")
        return
    if not text:
        raise UsageError("ask: no question. For example: aic ask 2023年中国智能算力规模是多少")
    reply = with_corpus(settings, lambda corpus: _ask(corpus, text, (limit, script, explain)))
    _write(reply, output)
    if not reply.answered:
        raise NothingFoundError(_why_not(reply))


def _ask(corpus: OpenCorpus, text: str, options: tuple[int, Script, bool]) -> Reply:
    limit, script, explain = options
    if not corpus.index.count("documents"):
        return Reply(text, reason="the corpus has no documents: .txt and .md files are read")
    answerer = Answerer(corpus.index, corpus.tables)
    if explain:
        from aicompute_cli.answer.explain import explain_question  # noqa: PLC0415 - only when asked for

        for line in explain_question(answerer, text):
            say(line)
    reply = answerer.answer(text, limit)
    if reply.note:
        say(reply.note)
    return _in_script(script)(reply)


def _ask_batch(corpus: OpenCorpus, name: str, limit: int, script: Script) -> int:
    """Answer a question a line; how many were answered."""
    answerer = Answerer(corpus.index, corpus.tables)
    written = _in_script(script)
    answered = 0

    def answer(text: str) -> Mapping[str, Any]:
        nonlocal answered
        reply = written(answerer.answer(text, limit))
        answered += reply.answered
        return as_record(reply)

    write_records(map(answer, read_lines(name)), Layout((), ()), Output("jsonl"), sys.stdout)
    return answered


def _in_script(script: Script) -> Callable[[Reply], Reply]:
    if script == "hans":
        return lambda reply: reply
    from aicompute_cli.answer.wording import in_traditional  # noqa: PLC0415 - imports opencc

    return in_traditional


def _write(reply: Reply, output: Output) -> None:
    record = as_record(reply)
    if output.format in ("json", "jsonl"):
        write_records([record], Layout((), ()), output._replace(format="jsonl"), sys.stdout)
    elif output.format == "table":
        _write_table(reply, record, output)
    else:
        rows = ({"question": reply.question, **answer} for answer in record["answers"])
        write_records(rows, _LAYOUT, output, sys.stdout)


def _write_table(reply: Reply, record: Mapping[str, Any], output: Output) -> None:
    if not reply.answered:
        return
    from aicompute_cli.render.reply import Style, write_reply  # noqa: PLC0415 - only for people

    style = Style(terminal_width(sys.stdout), use_colour(output.colour, sys.stdout))
    with closed_pipe_ends_quietly():
        write_reply(record, reply.answers[0].marked, sys.stdout, style)


def _why_not(reply: Reply) -> str:
    near = "; ".join(f"{item.text} ({item.doc}:{item.line})" for item in reply.nearest[:3])
    return f"{reply.reason} Nearest: {near}" if near else str(reply.reason)


_LAYOUT = Layout(
    ("question", *KEYS),
    (
        Column("text", header="answer", style="bold"),
        Column("modality", style="yellow"),
        Column("doc", header="doc:line", format=lambda record: f"{record['doc']}:{record['line']}"),
        Column("sentence"),
    ),
)
