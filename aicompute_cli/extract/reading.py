"""Everything that is extracted from a document: its facts, and who and what it names."""

from __future__ import annotations

from typing import NamedTuple

from aicompute_cli.document.loader import Document
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.attribution.scan import find_attributions
from aicompute_cli.extract.entities.scan import find_entities
from aicompute_cli.extract.facts import facts_among
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.model import DocumentEntities, Fact


class Extracted(NamedTuple):
    """The facts in the order of the text, and the entities; spans of `entities` are of ``doc.folded``."""

    facts: list[Fact]
    entities: DocumentEntities


def read_document(doc: Document) -> Extracted:
    """What `doc` says and whom and what it names; its names are looked for once."""
    article = article_of(doc)
    names = find_names(article)
    attributions = find_attributions(article, names)
    entities = find_entities(article, names, attributions, author=doc.metadata.author)
    return Extracted(facts_among(doc, article, names, attributions), entities)
