"""``aic facts``: the quantities that the documents claim."""

import sys
from collections.abc import Iterable, Mapping, Sequence

import typer

from aicompute_cli.cli import fact_options as options
from aicompute_cli.cli.corpus import OpenCorpus, say, with_corpus
from aicompute_cli.cli.fact_records import LAYOUT, as_record, grouped
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
from aicompute_cli.index.facts import StoredFact, read_facts
from aicompute_cli.render.formats import write_records
from aicompute_cli.search.fact_query import Given, read_query
from aicompute_cli.search.facts import SORT_FIELDS, Facts

app = command_app()


@app.command()
def facts(
    ctx: typer.Context,
    words: options.Words = None,
    source: options.Source = None,
    metric: options.Metric = None,
    entity: options.Entity = None,
    unit: options.Unit = None,
    kind: options.Kind = None,
    modality: options.Modality = None,
    year: options.Year = None,
    since: options.Since = None,
    until: options.Until = None,
    doc: options.Docs = None,
    minimum: options.Minimum = None,
    maximum: options.Maximum = None,
    sort: options.Sort = "doc",
    limit: options.Limit = None,
    explain: options.Explain = False,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Show the quantities that the documents claim: of what, when, how sure, who says so, and where.

    Options that name a value may be repeated, and any of the values will do; a fact must meet all options. Names,
    units and text match in simplified and traditional script, full and half width, upper and lower case.
    """
    settings: Settings = ctx.obj
    output = output_from(settings, format, json, raw=raw, bom=bom)
    if sort.removeprefix("-") not in SORT_FIELDS:
        raise UsageError(f"--sort {sort}: no such field. The fields: {', '.join(SORT_FIELDS)}")
    given: dict[str, Sequence[str]] = {
        "word": [part for word in words or () for part in word.split()],
        "source": source or (), "metric": metric or (), "entity": entity or (), "unit": unit or (),
        "kind": kind or (), "modality": modality or (), "year": year or (), "since": _one(since),
        "until": _one(until), "doc": doc or (), "min": _one(minimum), "max": _one(maximum),
    }  # fmt: skip
    found, reason = with_corpus(settings, lambda corpus: _find(corpus, given, sort, limit), postings=False)
    records: Iterable[Mapping[str, object]] = map(as_record, found)
    if output.format in ("table", "md"):
        records = grouped(records, keep_order=sort != "doc")
    if not write_records(records, LAYOUT, output, sys.stdout):
        raise NothingFoundError(reason)
    if explain:
        _explain(found)


def _one(given: str | None) -> Sequence[str]:
    return () if given is None else (given,)


def _find(corpus: OpenCorpus, given: Given, sort: str, limit: int | None) -> tuple[list[StoredFact], str]:
    """The facts, and where there are none the reason."""
    for doc in given["doc"]:
        corpus.file(doc)  # raises UsageError for an id that there is not
    facts = Facts(corpus.index.connection)
    query = read_query(given, corpus.fold, facts.known())
    conditions = facts.conditions(query)
    found = list(read_facts(corpus.index.connection, facts.find(conditions, sort, limit)))
    if found:
        return found, ""
    if not corpus.index.count("documents"):
        return [], "the corpus has no documents: .txt and .md files are read"
    from aicompute_cli.search.nearest_facts import reason_for_nothing  # noqa: PLC0415 - only for nothing

    return [], reason_for_nothing(
        facts, conditions, {field: " ".join(texts) for field, texts in given.items()}
    )


def _explain(found: Iterable[StoredFact]) -> None:
    """The rules that made each fact, a line each."""
    import json as json_module  # noqa: PLC0415 - the option has the name

    from aicompute_cli.extract.catalogue import rule_of  # noqa: PLC0415 - imports all of that stage

    for fact in found:
        say(f"{fact.id} {fact.text} ({fact.doc}:{fact.line})")
        for rule_id in dict.fromkeys(json_module.loads(fact.rules)):
            rule = rule_of(rule_id)
            say(f"  {rule_id}: {rule.says if rule else 'a rule of another version'}")
