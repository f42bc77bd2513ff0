"""Stretches of an article that report what others say, and who they are."""

from __future__ import annotations

from aicompute_cli.extract.article import Article, Paragraph
from aicompute_cli.extract.attribution.marks import Mark, Marker
from aicompute_cli.extract.attribution.reach import carried, headline, own_words, paint, source_lines
from aicompute_cli.extract.attribution.reader import Reader
from aicompute_cli.extract.attribution.rules import RULES
from aicompute_cli.model import Attribution, Name

__all__ = ["RULES", "find_attributions"]


def find_attributions(article: Article, names: list[Name]) -> list[Attribution]:
    """The stretches of `article` that report a source, in order, none overlapping another.

    `names` are those of `find_names`; `sources` are canonical and never empty.
    """
    reader = Reader(article, names)
    found: list[Attribution] = []
    before: Mark | None = None
    for paragraph in article.paragraphs:
        marks = _marks(reader, paragraph, before)
        painted = paint(reader, paragraph, marks)
        found += painted
        before = marks[-1] if marks and marks[-1].end is None else None
    return source_lines(reader, article, found)


def _marks(reader: Reader, paragraph: Paragraph, before: Mark | None) -> list[Mark]:
    marks = headline(reader, paragraph) or Marker(reader, paragraph).run()
    opening = carried(reader, paragraph, before, marks)
    return own_words(reader, paragraph, [*opening, *marks])
