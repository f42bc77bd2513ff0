"""``aic entities``: who and what the documents name."""

import sys
from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import Annotated, Any, NamedTuple

import typer

from aicompute_cli.cli.corpus import OpenCorpus, say, with_corpus
from aicompute_cli.cli.entity_records import LAYOUT, MENTIONS_LAYOUT, as_record, mention_record
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
from aicompute_cli.render.formats import Output, write_records
from aicompute_cli.search.entities import SORT_FIELDS, Entities, Entity, EntityQuery
from aicompute_cli.search.entity_names import EntityNames, numbers_of, read_kinds
from aicompute_cli.search.mentions import find_mentions

_AT_ONCE = 200
_MOST = 200

app = command_app()


class _Asked(NamedTuple):
    """What was asked for: the names as typed, the conditions, and how it is shown."""

    names: Sequence[str]
    query: EntityQuery
    mentions: bool
    explain: bool
    output: Output


@app.command()
def entities(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME...]", help="Any name of whom to show a profile; several may be given."),
    ] = None,
    type: Annotated[  # noqa: A002 - the option's name
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="organization, person, place, product, report, event, technology; may repeat.",
        ),
    ] = None,
    doc: Annotated[
        list[str] | None, typer.Option("--doc", metavar="ID", help="Named in this document; may repeat.")
    ] = None,
    min_mentions: Annotated[
        int, typer.Option("--min-mentions", min=1, metavar="N", help="Named at least so often.")
    ] = 1,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="List every place where they are named.")
    ] = False,
    sort: Annotated[
        str,
        typer.Option("--sort", metavar="FIELD", help=f"One of {', '.join(SORT_FIELDS)}; -FIELD: descending."),
    ] = "-mentions",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Entities to show.  [default: all]")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say on stderr by which rules each was found.")
    ] = False,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """List who and what the documents name, most mentioned first; with NAME, show a profile.

    NAME is any name, in simplified or traditional script, full or half width, upper or lower case. Options that name
    a value may be repeated, and any of the values will do.
    """
    settings: Settings = ctx.obj
    output = output_from(settings, format, json, raw=raw, bom=bom)
    if sort.removeprefix("-") not in SORT_FIELDS:
        raise UsageError(f"--sort {sort}: no such field. The fields: {', '.join(SORT_FIELDS)}")
    if any(not name.strip() for name in names or ()):
        raise UsageError("entities: NAME is empty. Give a name, or leave it out to list all")
    if len(names or ()) + len(doc or ()) + len(type or ()) > _MOST:
        raise UsageError(f"entities: more than {_MOST} names and options. Ask in several commands")
    query = EntityQuery((), tuple(doc or ()), min_mentions, None, sort, limit)
    asked = _Asked(tuple(names or ()), query, mentions, explain, output)
    reason = with_corpus(settings, lambda corpus: _show(corpus, asked, tuple(type or ())), postings=False)
    if reason:
        raise NothingFoundError(reason)


def _show(corpus: OpenCorpus, asked: _Asked, types: Sequence[str]) -> str:
    """Print what was asked for; the reason where there is nothing."""
    connection = corpus.index.connection
    found = Entities(connection)
    query = asked.query._replace(kinds=read_kinds(types, corpus.fold))
    for doc in query.docs:
        corpus.file(doc)  # raises UsageError for an id that there is not
    if asked.names:
        query = query._replace(numbers=_numbers(corpus, asked.names))
    listed = found.find(query)
    if asked.mentions:
        write_records(_mentions(connection, listed, query), MENTIONS_LAYOUT, asked.output, sys.stdout)
    elif asked.names:
        from aicompute_cli.cli.profiles import write_profiles  # noqa: PLC0415 - only for names

        write_profiles(corpus, listed, query, asked.output)
    else:
        write_records(_records(found, listed, query), LAYOUT, asked.output, sys.stdout)
    if not listed:
        from aicompute_cli.search.nearest_entities import reason_for_nothing  # noqa: PLC0415 - imports rapidfuzz

        return reason_for_nothing(connection, asked.names, query)
    if asked.explain:
        _explain(connection, listed, query)
    return ""


def _numbers(corpus: OpenCorpus, names: Sequence[str]) -> tuple[int, ...]:
    """The entities that are meant; whom else a name is one of is said on stderr."""
    known = EntityNames(corpus.index.connection)
    folded = [corpus.fold(name).strip() for name in names]
    for name in folded:
        if others := known.others_named(name):
            say(f"{name} is also a name of: {', '.join(others)}")
        if len(folded) > 1 and not numbers_of(known, [name]):
            say(f"no entity is called {name}")
    return numbers_of(known, folded)


def _records(found: Entities, listed: Sequence[Entity], query: EntityQuery) -> Iterator[dict[str, Any]]:
    for first in range(0, len(listed), _AT_ONCE):
        some = listed[first : first + _AT_ONCE]
        numbers = [entity.number for entity in some]
        docs = found.documents(numbers, query.docs)
        roles = found.roles([entity.number for entity in some if entity.kind == "person"])
        for entity in some:
            yield as_record(entity, docs[entity.number], roles.get(entity.number, []))


def _mentions(
    connection: Connection, listed: Sequence[Entity], query: EntityQuery
) -> Iterator[dict[str, Any]]:
    by_number = {entity.number: entity for entity in listed}
    for mention in find_mentions(connection, list(by_number), query.docs):
        yield mention_record(mention, by_number[mention.entity])


def _explain(connection: Connection, listed: Sequence[Entity], query: EntityQuery) -> None:
    """The rules that found each entity, with how many of its mentions each found, a line each."""
    import json as json_module  # noqa: PLC0415 - the option has the name

    from aicompute_cli.extract.catalogue import rule_of  # noqa: PLC0415 - imports all of that stage

    rules: dict[int, dict[str, int]] = {entity.number: {} for entity in listed}
    for mention in find_mentions(connection, list(rules), query.docs):
        of_entity = rules[mention.entity]
        for rule_id in dict.fromkeys(json_module.loads(mention.rules)):
            of_entity[rule_id] = of_entity.get(rule_id, 0) + 1
    for entity in listed:
        say(f"{entity.name} ({entity.kind}): {entity.mentions} mentions")
        for rule_id, count in rules[entity.number].items():
            rule = rule_of(rule_id)
            say(f"  {rule_id} ({count}): {rule.says if rule else 'a rule of another version'}")
