"""The names of all kinds of an article, as they stand, before those that overlap are chosen between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.attribution.reader import Reader
from aicompute_cli.extract.entities.aliases import generic_names
from aicompute_cli.extract.entities.bylines import find_bylines
from aicompute_cli.extract.entities.spelling import tidy
from aicompute_cli.extract.entities.titled import find_titled
from aicompute_cli.extract.names.events import find_events
from aicompute_cli.extract.names.places_built import find_built_places
from aicompute_cli.extract.names.products.scan import find_products
from aicompute_cli.extract.names.programmes import find_programmes
from aicompute_cli.extract.names.publications import find_publications
from aicompute_cli.extract.names.scan import moved
from aicompute_cli.extract.names.technologies import find_technologies
from aicompute_cli.model import Name

# Of two names of one stretch that equally good evidence tells, the kind that comes first here.
_ORDER = {
    kind: place
    for place, kind in enumerate(
        ("person", "organization", "report", "event", "product", "place", "technology")
    )
}


def find_candidates(
    article: Article, names: Sequence[Name], stretches: Sequence[tuple[int, int]], author: str | None
) -> list[Name]:
    """The names of all kinds in the paragraphs and bylines, tidy, one of each stretch; general titles in full.

    `names` are those of `find_names`, `author` is who is known to have written the article.
    """
    found: dict[tuple[int, int], Name] = {}
    for name in (*_of_stretches(article.folded, names, stretches), *find_bylines(article, author)):
        place = (name.span.start, name.span.end)
        other = found.get(place)
        if other is None or _evidence(name, other) < _evidence(other, name):
            found[place] = name
    return _in_full(article, [*_tidied(article.folded, found.values())])


def _evidence(name: Name, other: Name) -> tuple[int, float]:
    """A name of the tables goes before one that its structure tells; IDC is what the words beside it say."""
    rule = name.rules[0] if name.rules else ""
    if rule == "name.technology.idc":
        return 0, 0
    cued = rule in _TOLD_TO_BE and other.kind == "organization"
    return 1 if ".known." in rule else 2, _CUED if cued else _ORDER[name.kind]


# A verb or a word that introduces a product says more than what an organisation is guessed from.
_TOLD_TO_BE = frozenset(("name.product.launched", "name.product.quoted", "name.product.called"))
_CUED = 0.5  # between persons and organisations


def _of_stretches(folded: str, names: Sequence[Name], stretches: Sequence[tuple[int, int]]) -> Iterator[Name]:
    starts = [name.span.start for name in names]
    for start, end in stretches:
        inside = names[bisect_left(starts, start) : bisect_left(starts, end)]
        inside = [name for name in inside if name.span.end <= end]
        yield from inside
        yield from moved(list(_others(folded[start:end], moved(inside, -start))), start)


def _others(text: str, names: list[Name]) -> Iterator[Name]:
    yield from find_products(text, names)
    yield from find_events(text, names)
    yield from find_publications(text, names)
    yield from find_programmes(text, names)
    yield from find_built_places(text, names)
    yield from find_technologies(text)
    yield from find_titled(text)


def _tidied(folded: str, names: Iterable[Name]) -> Iterator[Name]:
    """The names with tidy canonical ones, without those that are nobody's."""
    generic = generic_names()
    for name in names:
        if name.kind == "organization" and folded[name.span.start : name.span.end] in generic:
            continue  # a text may set up 公司 for a short form
        canonical = tidy(name.canonical)
        if canonical and (canonical not in generic or name.kind == "technology"):
            yield name if canonical == name.canonical else name._replace(canonical=canonical)


def _in_full(article: Article, found: list[Name]) -> list[Name]:
    """`found` with the full title for 《报告》; without it where the article gives none."""
    reports = sorted((name for name in found if name.kind == "report"), key=lambda name: name.span)
    reader = Reader(article, reports)
    titles = {name.span: reader.title_of(name) for name in reports if reader.is_general(name)}
    if not titles:
        return found
    kept = []
    for name in found:
        title = titles.get(name.span, name.canonical) if name.kind == "report" else name.canonical
        if title == name.canonical:
            kept += [] if title[1:-1] in generic_names() else [name]
        else:
            kept.append(name._replace(canonical=title))
    return kept
