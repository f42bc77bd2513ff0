"""Why a search found what it found, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.model import Hit
from aicompute_cli.search.passages import Searcher
from aicompute_cli.search.query import Query
from aicompute_cli.search.ranking import make_ranking


def explain_query(searcher: Searcher, query: Query, hits: Sequence[Hit]) -> Iterator[str]:
    """How the query was read, and each of its terms with the number of blocks it is in and its weight."""
    yield f"read as: {query.text[:200]}"
    for name, parts in (
        ("words", query.words),
        ("Latin words and numbers", query.spaced),
        ("phrases (all required)", query.phrases),
        ("left out if present", query.excluded),
        ("question words, dropped", query.dropped),
    ):
        if parts:
            yield f"{name}: {' '.join(parts)}"
    for asked in query.names:
        yield f"names of one: {asked.text} = {', '.join(asked.others)}"
    terms = make_ranking(searcher.index, query).terms
    for term in sorted(terms, key=lambda term: (-term.in_block, term.text)):
        weights = f"{term.in_block:.2f} in a block, {term.in_sentence:.2f} in a sentence"
        yield f"{term.kind} {term.text}: in {term.blocks} blocks, weight {weights}"
    known = {term.text for term in terms}
    unknown = [word for word in (*query.words, *query.spaced) if word not in known]
    if unknown:
        yield f"not in the corpus: {' '.join(unknown)}"
    yield f"passages shown: {len(hits)}"
