"""What is known of a document besides its text: from metadata.csv, from front matter, from the text itself.

`merge` puts them in that order. The time of a file's last change says nothing and is never asked for.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath

from aicompute_cli.document.bylines import date_of
from aicompute_cli.document.decoding import decode
from aicompute_cli.errors import UnreadableInputError
from aicompute_cli.model import Metadata, Skipped

_FIELDS = tuple(field.name for field in fields(Metadata))
_COLUMNS = ("doc", *_FIELDS)

_FRONT_MATTER_START = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n)")
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE)
_FRONT_MATTER_BYTES = 65_536
_FRONT_MATTER_KEYS = {"date": "published", "source": "publisher"}


def merge(*sources: Metadata) -> Metadata:
    """The first value that is known of each field.

    >>> merge(Metadata(title="机房的账本"), Metadata(title="正文", published="2023-12-24"))
    Metadata(title='机房的账本', published='2023-12-24', publisher=None, author=None, url=None)
    """
    values = {name: [getattr(source, name) for source in sources] for name in _FIELDS}
    return Metadata(**{name: next((value for value in known if value), None) for name, known in values.items()})


# metadata.csv


def read_metadata_csv(data: bytes, path: str) -> tuple[dict[str, Metadata], list[Skipped]]:
    """The rows of a metadata.csv by the id or file name in their `doc` column, and what was wrong with it.

    Columns, in any order and all but `doc` optional: doc, title, published, publisher, author, url. UTF-8
    with or without a mark, GB18030 or whatever else `decode` knows. A row takes one line; a bad row is left
    out and named with its line, a bad date leaves its row without a date. `path` is for the messages.

    >>> rows, skipped = read_metadata_csv("doc,published\\na,2023/12/24\\nb,2023-02-30\\n".encode(), "m.csv")
    >>> rows["a"].published, rows["b"].published, skipped[0].path
    ('2023-12-24', None, 'm.csv:3')
    """
    try:
        lines = decode(data).text.lstrip("\ufeff").splitlines()
    except UnreadableInputError as error:
        return {}, [Skipped(path, str(error))]
    if not lines:
        return {}, [Skipped(path, "empty: no header line")]
    header = [name.strip().lower() for name in next(csv.reader(lines[:1]))]
    if "doc" not in header:
        return {}, [Skipped(f"{path}:1", f"no column doc. Columns: {', '.join(_COLUMNS)}")]
    rows: dict[str, Metadata] = {}
    skipped: list[Skipped] = []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            _add_row(rows, skipped, header, f"{path}:{number}", line)
    return rows, skipped


def find_row(rows: Mapping[str, Metadata], path: str) -> Metadata:
    """The row of the document at `path`, relative to the metadata.csv; empty if it has none.

    >>> find_row({"2023/a": Metadata(title="题")}, "2023/a.txt").title
    '题'
    """
    whole = PurePosixPath(path)
    names = (path, str(whole.with_suffix("")), whole.name, whole.stem)
    return next((rows[name] for name in names if name in rows), Metadata())


def _add_row(
    rows: dict[str, Metadata], skipped: list[Skipped], header: list[str], place: str, line: str
) -> None:
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error as error:
        skipped.append(Skipped(place, f"not a row of CSV: {error}"))
        return
    if len(cells) > len(header):
        skipped.append(Skipped(place, f"{len(cells)} cells under {len(header)} columns"))
        return
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    doc = row.get("doc", "")
    if not doc or doc in rows:
        skipped.append(Skipped(place, f"a second row for {doc}" if doc else "no doc"))
        return
    metadata, problem = _metadata({name: row[name] for name in _FIELDS if row.get(name)})
    rows[doc] = metadata
    if problem:
        skipped.append(Skipped(place, problem))


def _metadata(values: Mapping[str, str]) -> tuple[Metadata, str | None]:
    """Metadata of what was written down, and what is wrong with its date."""
    metadata = Metadata(**values)
    if metadata.published is None:
        return metadata, None
    published = date_of(metadata.published)
    problem = None if published else f"no date: {metadata.published[:40]}. Write it as 2023-12-24"
    return replace(metadata, published=published), problem
