"""What to say when a search finds nothing: why, and the nearest terms that the index has."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.document.terms import spaced_words
from aicompute_cli.index.postings import TERMS
from aicompute_cli.search.filters import Filters
from aicompute_cli.search.passages import Searcher, has_content
from aicompute_cli.search.query import Query
from aicompute_cli.search.ranking import make_ranking

_SUGGESTIONS = 5
_ASKED = 8  # words of a query that suggestions are looked for
_SHOWN = 80  # characters of a query that a message repeats
_CLOSE_ENOUGH = 50  # rapidfuzz's ratio, 0 to 100: two of four characters


def reason_for_nothing(searcher: Searcher, query: Query, filters: Filters) -> str:
    """One line: what is missing, and the nearest terms."""
    if not searcher.index.count("documents"):
        return "the corpus has no documents: .txt and .md files are read"
    if query.is_empty and query.excluded:
        return f"nothing to search for: the query only says what to leave out ({_shortened(' '.join(query.excluded))})"
    if query.is_empty:
        return "nothing to search for: the query has no word, character or number"
    terms = make_ranking(searcher.index, query).terms
    if not has_content(query, terms):
        words = [*query.words, *query.spaced]
        return f"no passage has {advice_for(searcher, words)}"
    conditions = [f"the exact phrase {phrase}" for phrase in query.phrases]
    conditions += [f"without {word}" for word in query.excluded]
    conditions += [f"in {doc}" for doc in filters.docs]
    conditions += [f"published {name} {day}" for name, day in _days(filters) if day]
    found = f"no passage has {_shortened(query.text)}"
    return f"{found} under all conditions: {', '.join(conditions)}" if conditions else found


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _days(filters: Filters) -> tuple[tuple[str, str | None], ...]:
    return ("since", filters.since), ("until", filters.until)


def advice_for(searcher: Searcher, words: Sequence[str]) -> str:
    """Words that are nowhere in the corpus, and the nearest that are."""
    names = nearest_terms(searcher, words[:_ASKED])
    return _shortened(" or ".join(words)) + (f". Nearest in the corpus: {', '.join(names)}" if names else "")


def nearest_terms(searcher: Searcher, words: Sequence[str]) -> list[str]:
    """Terms of the index that look like `words`; suggestions only, never searched for silently."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where nothing was found

    vocabulary = [
        term
        for term, _ in searcher.index.searcher.terms_with_prefix(TERMS, "")
        if len(term) > 1 and (spaced_words(term) or term in searcher.tables.lexicon)
    ]
    found: dict[str, float] = {}
    for word in words:
        for term, score, _ in process.extract(word, vocabulary, scorer=fuzz.ratio, limit=_SUGGESTIONS):
            if score >= _CLOSE_ENOUGH:
                found[term] = max(score, found.get(term, 0.0))
    return sorted(found, key=lambda term: (-found[term], term))[:_SUGGESTIONS]
