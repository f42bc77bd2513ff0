"""``aic index``: bring the index up to date and say what changed."""

import sys
from typing import Annotated, Any

import typer

from aicompute_cli.cli.corpus import cores, corpus_to_build, name_skipped, progress_bar, update_index
from aicompute_cli.cli.options import FormatOption, JsonOption, command_app, output_from
from aicompute_cli.cli.settings import Settings
from aicompute_cli.document.files import find_files
from aicompute_cli.index import generation
from aicompute_cli.index.build import Effort
from aicompute_cli.index.changes import Changes
from aicompute_cli.model import Skipped
from aicompute_cli.render.formats import Layout, write_records
from aicompute_cli.render.table import Column

KEYS = ("added", "changed", "removed", "unchanged", "skipped", "folder")

app = command_app()


@app.command()
def index(
    ctx: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Begin from nothing.")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, metavar="N", help="Processes to use.  [default: all cores]")
    ] = None,
    format: FormatOption = "table",  # noqa: A002 - the option's name
    json: JsonOption = False,
) -> None:
    """Bring the index up to date and say what changed, comparing the content of every file.

    Other commands do this by themselves, going by the size and time of the files.
    """
    settings: Settings = ctx.obj
    files, skipped = find_files(settings.roots)
    folder = generation.index_folder(settings.cache, settings.roots, settings.encoding)
    effort = Effort(jobs or cores(), rebuild=rebuild, thorough=True)
    with progress_bar(settings.colour) as progress:
        changes = update_index(corpus_to_build(settings, files, folder), effort, progress)
    assert changes is not None  # a thorough update always compares
    skipped += changes.skipped
    name_skipped(skipped)
    record = _record(changes, skipped, str(folder))
    write_records([record], _LAYOUT, output_from(settings, format, json), sys.stdout)


def _record(changes: Changes, skipped: list[Skipped], folder: str) -> dict[str, Any]:
    return {
        "added": changes.added,
        "changed": changes.changed,
        "removed": changes.removed,
        "unchanged": changes.unchanged,
        "skipped": [{"path": item.path, "reason": item.reason} for item in skipped],
        "folder": folder,
    }


def _count(key: str) -> Column:
    def text(record: Any) -> str:
        names = record[key]
        shown = ", ".join(str(name) for name in names[:3]) + (", …" if len(names) > 3 else "")
        return f"{len(names)} ({shown})" if names else "0"

    return Column(key, format=text)


_LAYOUT = Layout(
    KEYS,
    (
        _count("added"),
        _count("changed"),
        _count("removed"),
        Column("unchanged", align="right"),
        Column("skipped", align="right", format=lambda record: str(len(record["skipped"]))),  # type: ignore[arg-type]
        Column("folder"),
    ),
)
