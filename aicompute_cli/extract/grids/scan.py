"""The values of tables that stand in the text: a line of years or measures, and under it lines of a label and numbers.

    附表:南洲机房用电(单位:亿千瓦时)
    类别 2021 2022E
    制冷 3.1 2.8

Columns are kept apart by bars, tabs or spaces, or every cell has a line of its own. A value needs a unit: its own, or
that of its column, its row or the caption. What names a value stands around it, and `grid_labels` tells it: the head of
its row (制冷), the head of its column without year and unit ("" for a mere year) and the caption without number, unit
and words such as 及预测 (南洲机房用电).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import NamedTuple

from aicompute_cli.extract.article import Article, Paragraph
from aicompute_cli.extract.grids.heads import Caption, Head, head_of
from aicompute_cli.extract.grids.lines import Cell, Header, Row, find_tables
from aicompute_cli.extract.grids.words import Scale, scale_of
from aicompute_cli.extract.quantities.currency import page_currency
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Claim, FoldedSpan, Quantity

RULES = (
    Rule(
        "claim.grid.cell",
        "A number under a head and behind a label has the unit, period and kind that these give it",
        "附表:用电(单位:万千瓦时)\n类别 2021 2022\n制冷 31 28\n照明 12 11",
        "类别 2021 2022\n制冷\n照明",
    ),
    Rule(
        "claim.grid.lines",
        "A table may have a line for every cell",
        "机房的用电有多有少，都列在这里。\n表1:用电(单位:万千瓦时)\n类别\n2021\n2022\n制冷\n31\n28",
        "机房的用电有多有少，都列在这里。\n单位:万千瓦时\n2021\n2022\n2023\n2024",
    ),
)

# Wide enough for every number of a cell times a unit; the global context is never touched.
_EXACT = Context(prec=60)
_BOUNDS = {"约": "approx", "~": "approx", "≈": "approx", "<": "lt", ">": "gt", "≤": "le", "≥": "ge"}
_MINUS = "-−–↓▼("
_LABEL_UNIT = re.compile(r"[(（]([^()（）]{1,12})[)）]")
_FALL = re.compile(r"[降跌]幅")
_IN_PER_CENT = {"growth", "share", "cagr"}


class GridLabel(NamedTuple):
    """What names a value of a table: the heads of its row and column and the caption, "" where there is none."""

    row: str
    column: str
    caption: str


class _Around(NamedTuple):
    """What the row and the table of a value say of it."""

    label: str
    own: Head | None
    unit: Scale | None
    caption: Caption


def find_grid_values(article: Article, *, currency: str | None = None) -> list[Claim]:
    """The values of the tables in `article`, in the order of the text.

    `currency` is what 元 alone is, by default the page's own.
    """
    return [claim for claim, _ in _values(article, currency)]


def grid_labels(article: Article, *, currency: str | None = None) -> dict[int, GridLabel]:
    """What names the values of `find_grid_values`, by where the quantity of each starts."""
    return {claim.quantity.span.start: label for claim, label in _values(article, currency)}


def _values(article: Article, currency: str | None) -> Iterator[tuple[Claim, GridLabel]]:
    tables = list(find_tables(article, currency or "CNY"))
    if tables and currency is None:  # the page's money is asked for only where there is a table
        currency = page_currency(article)
        tables = list(find_tables(article, currency)) if currency != "CNY" else tables
    for header, rows in tables:
        for row in rows:
            yield from _claims(row, header, article.published, currency or "CNY")


def _claims(
    row: Row, header: Header, published: date | None, currency: str
) -> Iterator[tuple[Claim, GridLabel]]:
    around = _around(row, header, published, currency)
    seen: list[Head] = []
    for head, cell, value in row.values:
        seen += [head] if head.start else []
        kind = head.kind or (around.own.kind if around.own else None)
        own = None if head.kind in _IN_PER_CENT else around.unit
        scale = _scale(value, head.scale or own, kind, header.caption, currency)
        if scale is None:
            continue
        period = next((one for one in (head, around.own, _beside(head, seen)) if one and one.start), None)
        days = (period.start, period.end) if period else (header.caption.start, header.caption.end)
        modality = _modality(period, days, header.caption, published)
        falls = bool(_FALL.search(head.text + around.label))
        quantity = _quantity(cell, value, scale, falls=falls)
        sentence = _sentence_at(row.paragraphs, cell.start)
        claim = Claim(quantity, sentence, _kind(kind, scale), *days, modality, rules=(header.rule,))
        yield claim, GridLabel(around.label, head.text, header.caption.text)


def _around(row: Row, header: Header, published: date | None, currency: str) -> _Around:
    own = head_of(row.label, published, currency)
    label = own.text if own and own.start else row.label
    named = _LABEL_UNIT.search(label)
    unit = scale_of(named[1] if named else row.unit, currency)
    if named and unit:
        label = (label[: named.start()] + label[named.end() :]).strip()
    return _Around(label, own, unit, header.caption)


def _beside(head: Head, seen: Sequence[Head]) -> Head | None:
    """What a column of changes without a period of its own is of: the last of those before it, or all of them."""
    if not head.kind or not seen:
        return None
    latest = max(seen, key=lambda one: one.end or "")
    return latest._replace(start=min(one.start or "" for one in seen)) if head.kind == "cagr" else latest


def _scale(
    value: re.Match[str], stated: Scale | None, kind: str | None, caption: Caption, currency: str
) -> Scale | None:
    """The unit of a value: its own, that of its column or row, or the caption's; % where its kind tells."""
    if value["unit"]:
        own = scale_of(value["unit"], currency)
        return Scale(stated.unit, own.factor) if own and own.unit == "1" and stated else own
    if stated or kind not in _IN_PER_CENT:
        return stated or caption.scale
    return Scale("%", Decimal(1))


def _quantity(cell: Cell, value: re.Match[str], scale: Scale, *, falls: bool) -> Quantity:
    number = _EXACT.multiply(Decimal(value["digits"].replace(",", "")), scale.factor)
    sign = value["sign"] or " "
    begin = value.start("bound") if value["bound"] else value.start("sign" if sign in "+-−–" else "digits")
    end = value.end("unit") if value["unit"] else value.end("digits")
    return Quantity(
        FoldedSpan(cell.start + begin, cell.start + end),
        FoldedSpan(cell.start + value.start("digits"), cell.start + value.end("digits")),
        _plain(_EXACT.minus(number) if sign in _MINUS or falls else number),
        None,
        scale.unit,
        _BOUNDS.get(value["bound"] or "", "eq"),
    )


def _plain(number: Decimal) -> Decimal:
    """The number without zeros behind its point."""
    return _EXACT.to_integral_value(number) if number == int(number) else _EXACT.normalize(number)


def _kind(kind: str | None, scale: Scale) -> str:
    if scale.unit == "%":
        return "growth" if kind == "change" else kind or "share"
    if scale.unit == "pp":
        return "change"
    return "multiple" if scale.unit == "x" else "change" if kind == "change" else "level"


def _modality(
    period: Head | None, days: tuple[str | None, str | None], caption: Caption, published: date | None
) -> str:
    """A forecast where the head says so, or the caption does of what is not over, or the period is yet to come."""
    if period and period.forecast:
        return "forecast"
    begin, end = days
    today = published.isoformat() if published else None
    if caption.modality != "actual" and (end is None or today is None or end >= today):
        return caption.modality
    return "forecast" if begin and today and begin > today else "actual"


def _sentence_at(paragraphs: Sequence[Paragraph], at: int) -> int:
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    return next((one.number for one in sentences if at < one.folded_span.end), sentences[-1].number)
