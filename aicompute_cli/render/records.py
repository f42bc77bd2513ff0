"""Writers of records: json, jsonl, csv, tsv and md. A record is a mapping with fixed keys.

All take the records as they come and none holds more than one, so a reader sees the first before the
last is found. What they share: JSON carries the data unchanged, the others show it (`printable`).

csv    RFC 4180 but for the line end, which is a newline alone: a carriage return is a control
       character, and what reads CSV takes both. A newline inside a cell stays, in quotes.
tsv    one record a line, whatever its text: no quotes, a tab or newline inside a cell as ``\\t``, ``\\n``.
md     a table of GitHub Flavored Markdown that shows the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from aicompute_cli.render.table import Column
from aicompute_cli.render.terminal import is_unicode, printable, printable_line
from aicompute_cli.render.values import json_text, value_text

Record = Mapping[str, object]

# OWASP, CSV injection: what a spreadsheet takes for the start of a formula, at the start of a cell, also
# full width (Excel in Chinese and Japanese) and after spaces or quotes, which importers strip.
_FORMULA = re.compile("[\t\r]|[\\s\"']*[=+\\-@＝＋－＠]")

_MARKDOWN = re.compile(
    r"""[\\`*~|<>\n\t]
    | (?<=\])\(                        # a link or an image; brackets alone are none
    | &(?=[#0-9A-Za-z])                # an entity
    | (?<![^\W_])_ | _(?![^\W_])       # emphasis; never between letters
    """,
    re.VERBOSE,
)
_MARKDOWN_FORMS = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "\n": "<br>", "\t": " "}


def write_json(records: Iterable[Record], out: TextIO) -> None:
    """One JSON array, a record a line; without anything beyond ASCII where `out` is not Unicode."""
    ascii_only = not is_unicode(out)
    separator = "[\n"
    for record in records:
        out.write(separator + json_text(record, ascii_only=ascii_only))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def write_jsonl(records: Iterable[Record], out: TextIO) -> None:
    """One JSON object a line, each flushed as it comes."""
    ascii_only = not is_unicode(out)
    for record in records:
        out.write(json_text(record, ascii_only=ascii_only) + "\n")
        out.flush()


def write_csv(
    records: Iterable[Record], keys: Sequence[str], out: TextIO, *, raw: bool = False, bom: bool = False
) -> None:
    """A line of `keys`, then a line a record; lists and objects are JSON, null is an empty cell.

    Text that a spreadsheet would run as a formula gets a ``'`` in front unless `raw`; numbers never.
    `bom` starts with the byte order mark by which Excel knows UTF-8. Raises KeyError for a record
    without one of the keys.
    """
    import csv  # noqa: PLC0415 - of all the formats only this one needs it

    _write_bom(out, bom)
    writer = csv.writer(out, lineterminator="\n")
    for row in _rows(records, keys, raw):
        writer.writerow([printable(text) for text in row])


def write_tsv(
    records: Iterable[Record], keys: Sequence[str], out: TextIO, *, raw: bool = False, bom: bool = False
) -> None:
    """As `write_csv`, separated by tabs and without quotes."""
    _write_bom(out, bom)
    for row in _rows(records, keys, raw):
        out.write("\t".join([printable_line(text) for text in row]) + "\n")


def _rows(records: Iterable[Record], keys: Sequence[str], raw: bool) -> Iterable[list[str]]:
    def cell(value: object) -> str:
        text = value_text(value)
        return text if raw or not isinstance(value, str) else defused(text)

    yield [cell(key) for key in keys]
    for record in records:
        yield [cell(record[key]) for key in keys]


def _write_bom(out: TextIO, bom: bool) -> None:
    if bom and is_unicode(out):
        out.write("\ufeff")


def defused(text: str) -> str:
    """`text` with a ``'`` in front where a spreadsheet would run it as a formula.

    Reversible: a ``'`` was put there if and only if the rest would be run.

    >>> defused("=1+1"), defused("＝1+1"), defused("3-1")
    ("'=1+1", "'＝1+1", '3-1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def write_md(records: Iterable[Record], columns: Sequence[Column], out: TextIO) -> None:
    """A GitHub table of the `columns`, the ones that a table on the terminal has."""
    out.write(_markdown_row([column.title for column in columns]))
    out.write(
        "|" + "|".join([" ---: " if column.align == "right" else " --- " for column in columns]) + "|\n"
    )
    for record in records:
        out.write(_markdown_row([column.cell(record).text for column in columns]))


def _markdown_row(texts: Iterable[str]) -> str:
    return "| " + " | ".join([markdown(text) for text in texts]) + " |\n"


def markdown(text: str) -> str:
    r"""`text` as a cell of a Markdown table that reads as `text`: no markup, HTML, link or image of its own.

    >>> print(markdown("a|b*, <img>, [x](y)"))
    a\|b\*, &lt;img&gt;, [x]\(y)
    """
    return _MARKDOWN.sub(lambda match: _MARKDOWN_FORMS.get(match[0], f"\\{match[0]}"), printable(text))
