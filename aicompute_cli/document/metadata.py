"""What is known of a document besides its text: from metadata.csv, from front matter, from the text itself.

`merge` puts them in that order. The time of a file's last change says nothing and is never asked for.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from aicompute_cli.document.bylines import date_of
from aicompute_cli.document.decoding import decode
from aicompute_cli.errors import UnreadableInputError
from aicompute_cli.model import Metadata, Skipped

if TYPE_CHECKING:
    import yaml

_FIELDS = Metadata._fields
_COLUMNS = ("doc", *_FIELDS)

_LINE_END = re.compile(r"\r\n?|\n")
_ADDRESS = re.compile(r"https?://", re.I)
_FRONT_MATTER_START = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n)")
_FRONT_MATTER_END = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")
_FRONT_MATTER_BYTES = 65_536
_FRONT_MATTER_DEPTH = 20
_FRONT_MATTER_KEYS = {"date": "published", "source": "publisher"}


def merge(*sources: Metadata) -> Metadata:
    """The first value that is known of each field.

    >>> merge(Metadata(title="机房的账本"), Metadata(title="正文", published="2023-12-24"))
    Metadata(title='机房的账本', published='2023-12-24', publisher=None, author=None, url=None)
    """
    values = {name: [getattr(source, name) for source in sources] for name in _FIELDS}
    return Metadata(
        **{name: next((value for value in known if value), None) for name, known in values.items()}
    )


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
        decoded = decode(data)
        lines = _LINE_END.split(decoded.text.lstrip("\ufeff"))
        header = [name.strip().lower() for name in _cells(lines[0])]
    except (UnreadableInputError, csv.Error) as error:
        return {}, [Skipped(path, str(error))]
    if "doc" not in header:
        return {}, [Skipped(f"{path}:1", f"no column doc. Columns: {', '.join(_COLUMNS)}")]
    lost = f"{decoded.replaced} unreadable characters in {decoded.encoding}. Save it as UTF-8"
    skipped = [Skipped(path, lost)] if decoded.replaced else []
    rows: dict[str, Metadata] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() and (problem := _add_row(rows, header, line)):
            skipped.append(Skipped(f"{path}:{number}", problem))
    return rows, skipped


def find_row(rows: Mapping[str, Metadata], path: str) -> Metadata:
    """The row of the document at `path`, relative to the metadata.csv; empty if it has none.

    >>> find_row({"2023/a": Metadata(title="题")}, "2023/a.txt").title
    '题'
    """
    whole = PurePosixPath(path)
    names = (path, str(whole.with_suffix("")), whole.name, whole.stem)
    return next((rows[name] for name in names if name in rows), Metadata())


def _add_row(rows: dict[str, Metadata], header: list[str], line: str) -> str | None:
    """Put a line's metadata into `rows`; what is wrong with the line, if anything."""
    try:
        cells = _cells(line)
    except csv.Error as error:
        return f"no row of CSV: {error}"
    if len(cells) > len(header):
        return f"{len(cells)} cells under {len(header)} columns"
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    doc = row.get("doc")
    if not doc:
        return "no doc"
    if doc in rows:
        return f"a second row for {doc}"
    rows[doc], problem = _metadata({name: row[name] for name in _FIELDS if row.get(name)})
    return problem


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], strict=True), [])


def _metadata(values: Mapping[str, str]) -> tuple[Metadata, str | None]:
    """Metadata of what was written down, and what is wrong with its date."""
    written = values.get("published")
    published = date_of(written) if written else None
    problem = f"no date: {written[:40]}. Write it as 2023-12-24" if written and not published else None
    return Metadata(**{**values, "published": published}), problem


# Front matter


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file's front matter says; `end` is where the text behind it begins, 0 if there is none."""

    metadata: Metadata = field(default_factory=Metadata)
    end: int = 0
    skipped: Skipped | None = None


def read_front_matter(text: str, path: str) -> FrontMatter:
    """The YAML between ``---`` lines at the start of a file; `path` is for the message.

    Keys: title, published or date, publisher or source, author (one or several), url. A source that is a
    mapping describes the original of the text and is no publisher. Front matter that is no YAML, holds
    anchors or aliases or is over 64 kB is named as skipped and stays text; lines between two rules that are
    no mapping are simply text.

    >>> front = read_front_matter("---\\ntitle: 机房的账本\\ndate: 2023-12-24\\n---\\n正文。", "a.md")
    >>> front.metadata.title, front.metadata.published, front.end
    ('机房的账本', '2023-12-24', 38)
    """
    start = _FRONT_MATTER_START.match(text)
    end = _FRONT_MATTER_END.search(text, start.end()) if start else None
    if not start or not end:
        return FrontMatter()
    block = text[start.end() : end.start()]
    if len(block.encode(errors="replace")) > _FRONT_MATTER_BYTES:
        return FrontMatter(skipped=Skipped(path, "front matter over 64 kB is read as text"))
    from yaml import YAMLError  # noqa: PLC0415 - only files with front matter pay for it

    try:
        values = _top_level(block)
    except YAMLError as error:
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        return FrontMatter(skipped=Skipped(path, f"front matter is no YAML, read as text: {reason}"))
    if values is None:
        return FrontMatter()
    metadata, problem = _metadata(_named_fields(values))
    return FrontMatter(metadata, end.end(), Skipped(path, problem) if problem else None)


def _named_fields(values: Mapping[str, str]) -> dict[str, str]:
    """The values of front matter under the names of `Metadata`."""
    named = {_FRONT_MATTER_KEYS[key]: values[key] for key in _FRONT_MATTER_KEYS if values.get(key)}
    named |= {name: values[name] for name in _FIELDS if values.get(name)}
    if _ADDRESS.match(named.get("publisher", "")):  # source: https://…
        named.setdefault("url", named.pop("publisher"))
    return named


def _top_level(block: str) -> dict[str, str] | None:
    """The keys of a YAML mapping whose value is a text or a list of texts; None if it is no mapping.

    Reads the events of the parser and builds nothing but these texts, so that no tag, alias or depth of
    nesting can do harm. Raises yaml.YAMLError.
    """
    import yaml  # noqa: PLC0415

    values: dict[str, list[str]] = {}
    opened: list[str] = []  # the collections that are open, the top one first
    is_mapping = False
    key: str | None = None
    for event in yaml.parse(block, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if getattr(event, "anchor", None) is not None:
            raise yaml.YAMLError("anchors and aliases are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append("mapping" if isinstance(event, yaml.MappingStartEvent) else "list")
            if opened[0] != "mapping":
                return None
            is_mapping = True
            if len(opened) > _FRONT_MATTER_DEPTH:
                raise yaml.YAMLError("nested too deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif isinstance(event, yaml.ScalarEvent):
            if opened == ["mapping"] and key is None:
                key = event.value.strip().lower()
                continue
            if key is not None and opened in (["mapping"], ["mapping", "list"]):
                values.setdefault(key, []).append("" if _is_null(event) else event.value.strip())
        if len(opened) == 1:
            key = None
    return {key: "、".join(filter(None, texts)) for key, texts in values.items()} if is_mapping else None


def _is_null(scalar: yaml.ScalarEvent) -> bool:
    return scalar.implicit[0] and scalar.value in ("", "~", "null", "Null", "NULL")
