"""The folded text of a document as the extractors read it: paragraphs, sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from aicompute_cli.document.folding import fold
from aicompute_cli.document.loader import Document
from aicompute_cli.model import FoldedSpan, Sentence

# Half a character, as a program may hand it over; no file decodes to one. Encoding it would fail.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# Those from which a calendar can count a few hundred years back and on.
_YEARS = range(1000, 9000)
# A comma inside a number (1,200) or a colon inside a ratio or time (4:1) ends no clause.
_CLAUSE_END = re.compile(r"[，；：。！？;\n,:](?:(?<![,:])|(?!\d)|(?<!\d.))")


class Paragraph(NamedTuple):
    """The sentences of one line of the file; `span` runs from the first to the last of them."""

    span: FoldedSpan
    sentences: tuple[Sentence, ...]


class Article(NamedTuple):
    """What is read of a document: `folded`, its paragraphs without page furniture, and what is known of it.

    `begin` is where the text begins, behind front matter. `title` is folded. `published` is what 今年 is counted
    from. `text` is the file's own, for what folding loses (its script, its wording).
    """

    folded: str
    begin: int
    text: str
    script: str
    title: str | None
    published: date | None
    publisher: str | None
    paragraphs: tuple[Paragraph, ...]

    def sentences(self) -> Iterator[Sentence]:
        """The sentences of all paragraphs."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


def article_of(doc: Document) -> Article:
    """What the extractors read of `doc`."""
    published = date.fromisoformat(doc.metadata.published) if doc.metadata.published else None
    return Article(
        folded=_LONE_SURROGATE.sub("\ufffd", doc.folded),
        begin=doc.sentences[0].folded_span.start if doc.sentences else len(doc.folded),
        text=doc.text,
        script=doc.script,
        title=_LONE_SURROGATE.sub("\ufffd", fold(doc.metadata.title).folded) if doc.metadata.title else None,
        published=published if published and published.year in _YEARS else None,
        publisher=doc.metadata.publisher,
        paragraphs=tuple(_paragraphs(doc)),
    )


def _paragraphs(doc: Document) -> Iterator[Paragraph]:
    wanted = (sentence for sentence in doc.sentences if not sentence.furniture)
    for _, group in groupby(wanted, key=lambda sentence: sentence.line):
        sentences = tuple(group)
        span = FoldedSpan(sentences[0].folded_span.start, sentences[-1].folded_span.end)
        yield Paragraph(span, sentences)


@lru_cache(maxsize=1024)  # several stages ask for those of one sentence
def clauses(folded: str, span: FoldedSpan) -> tuple[FoldedSpan, ...]:
    """The clauses of a sentence: stretches between commas, colons, semicolons and full stops, without those.

    >>> text = "甲占4:1，乙达1,200台：丙增3%。"
    >>> [text[c.start : c.end] for c in clauses(text, FoldedSpan(0, len(text)))]
    ['甲占4:1', '乙达1,200台', '丙增3%']
    """
    found = []
    start = span.start
    for end in _CLAUSE_END.finditer(folded, span.start, span.end):
        if end.start() > start:
            found.append(FoldedSpan(start, end.start()))
        start = end.end()
    if start < span.end:
        found.append(FoldedSpan(start, span.end))
    return tuple(found)
