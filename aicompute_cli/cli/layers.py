"""What ``aic extract`` finds in a document, layer by layer, as records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from aicompute_cli.cli.fact_records import LAYOUT as FACTS_LAYOUT
from aicompute_cli.cli.fact_records import record_of
from aicompute_cli.document.loader import Document, tokens_of
from aicompute_cli.model import FoldedSpan
from aicompute_cli.render.formats import Layout
from aicompute_cli.render.table import Column

Record = Mapping[str, Any]


def _facts(doc: Document) -> Iterator[Record]:
    from aicompute_cli.extract.facts import find_facts  # noqa: PLC0415 - not for the other layers

    return (record_of(fact, doc) for fact in find_facts(doc))


def _quantities(doc: Document) -> Iterator[Record]:
    from aicompute_cli.extract.article import article_of  # noqa: PLC0415 - as above
    from aicompute_cli.extract.quantities.currency import page_currency  # noqa: PLC0415
    from aicompute_cli.extract.quantities.scan import find_quantities  # noqa: PLC0415

    for quantity in find_quantities(doc.folded, page_currency(article_of(doc))):
        if quantity.span.start >= _first(doc):
            yield {
                "text": _text(doc, quantity.span),
                "value": quantity.value,
                "value_high": quantity.high,
                "unit": quantity.unit,
                "bound": quantity.bound,
                "span": _place(doc, quantity.span),
            }


def _periods(doc: Document) -> Iterator[Record]:
    from aicompute_cli.extract.article import article_of  # noqa: PLC0415 - as above
    from aicompute_cli.extract.periods.scan import find_periods  # noqa: PLC0415

    for period in find_periods(doc.folded, article_of(doc).published):
        if period.span.start >= _first(doc):
            yield {
                "text": _text(doc, period.span),
                "start": period.start and period.start.isoformat(),
                "end": period.end and period.end.isoformat(),
                "span": _place(doc, period.span),
            }


def _entities(doc: Document) -> Iterator[Record]:
    from aicompute_cli.extract.reading import read_document  # noqa: PLC0415 - as above

    starts = [sentence.folded_span.start for sentence in doc.sentences]
    for name in read_document(doc).entities.mentions:
        sentence = doc.sentences[max(0, bisect_right(starts, name.span.start) - 1)]
        yield {
            "doc": doc.id,
            "name": name.canonical,
            "type": name.kind,
            "text": _text(doc, name.span),
            "span": _place(doc, name.span),
            "line": sentence.line,
        }


def _first(doc: Document) -> int:
    """Where the text begins, behind front matter."""
    return doc.sentences[0].folded_span.start if doc.sentences else len(doc.folded)


def _place(doc: Document, span: FoldedSpan) -> list[int]:
    place = doc.offsets.to_text(span)
    return [place.start, place.end]


def _text(doc: Document, span: FoldedSpan) -> str:
    place = doc.offsets.to_text(span)
    return doc.text[place.start : place.end]


def _sentences(doc: Document) -> Iterator[Record]:
    for sentence in doc.sentences:
        span = sentence.span
        text = doc.text[span.start : span.end]
        yield {
            "doc": doc.id,
            "text": text,
            "span": [span.start, span.end],
            "line": sentence.line,
            "furniture": sentence.furniture,
        }


def _tokens(doc: Document) -> Iterator[Record]:
    for token in tokens_of(doc):
        span = [token.span.start, token.span.end]
        yield {"doc": doc.id, "text": token.text, "folded": token.folded, "span": span}


FINDERS: Mapping[str, Callable[[Document], Iterator[Record]]] = {
    "facts": _facts,
    "entities": _entities,
    "quantities": _quantities,
    "periods": _periods,
    "sentences": _sentences,
    "tokens": _tokens,
}


def _layout(*keys: str) -> Layout:
    return Layout(keys, tuple(Column(key) for key in (*(k for k in keys if k != "text"), "text")))


LINES = Layout(("line", "found"), ())
LAYOUTS = {
    "facts": FACTS_LAYOUT,
    "entities": _layout("doc", "name", "type", "text", "span", "line"),
    "quantities": _layout("text", "value", "value_high", "unit", "bound", "span"),
    "periods": _layout("text", "start", "end", "span"),
    "sentences": _layout("doc", "text", "span", "line", "furniture"),
    "tokens": _layout("doc", "text", "folded", "span"),
}
