"""A hit with the sentences around it."""

from __future__ import annotations

from aicompute_cli.document.decoding import decode
from aicompute_cli.document.files import SourceFile, read_bytes
from aicompute_cli.index.store import Index
from aicompute_cli.model import Hit, Span


def widen(index: Index, file: SourceFile, hit: Hit, sentences: int) -> Hit:
    """`hit` with up to `sentences` sentences before and after in its text and span.

    The text is the file's own, with whatever stands between sentences; `sentence` stays the one that matched.
    """
    document, encoding = index.place_of(hit.doc)
    rows = index.sentences_around(document, hit.sentence, sentences)
    span = Span(rows[0].start, rows[-1].end)
    text = decode(read_bytes(file), encoding).text[span.start : span.end]
    shift = hit.span.start - span.start
    highlights = tuple((start + shift, end + shift) for start, end in hit.highlights)
    return hit._replace(text=text, span=span, highlights=highlights, line=rows[0].line)
