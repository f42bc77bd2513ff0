"""One name for each entity of an article: declared aliases, forms of a name, kinds that differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from aicompute_cli.extract.entities.aliases import Declared, keeps_apart
from aicompute_cli.extract.entities.forms import Key, Link, find_links
from aicompute_cli.extract.names.canonical import is_known
from aicompute_cli.model import Name


def one_name_each(folded: str, mentions: Sequence[Name], declared: Sequence[Declared]) -> dict[Key, Link]:
    """Of each kind and name in `mentions` that another one stands for: which one, and why."""
    counts: Counter[Key] = Counter((name.kind, name.canonical) for name in mentions)
    bodies = (name.span for name in mentions if name.kind == "organization")
    surfaces = frozenset(folded[span.start : span.end] for span in bodies)
    leads: dict[Key, Link] = {}
    for link in (*_declared(mentions, declared), *find_links(counts, surfaces)):
        source, target = _end(leads, link.form), _end(leads, link.name)
        if source != target:
            source, target = _preferred(source, target)
            leads[source] = Link(source, target, link.rule)
    for source, target in _kinds(counts, leads):
        leads[source] = Link(source, target, "")
    return {key: leads[key]._replace(name=_end(leads, key)) for key in counts if key in leads}


def _end(leads: Mapping[Key, Link], key: Key) -> Key:
    while key in leads:
        key = leads[key].name
    return key


def _preferred(source: Key, target: Key) -> tuple[Key, Key]:
    """What a table knows leads to nothing that none does."""
    known = source[0] == "organization" and is_known(source[1]) and not is_known(target[1])
    return (target, source) if known else (source, target)


def _declared(mentions: Sequence[Name], declared: Sequence[Declared]) -> Iterator[Link]:
    if not declared:
        return
    at = {name.span: name for name in mentions}
    for item in declared:
        other = at.get(item.span)
        if other is None or other.kind != item.name.kind:
            continue
        if not keeps_apart(other.canonical, item.name.canonical):
            yield Link((other.kind, other.canonical), (item.name.kind, item.name.canonical), item.rule)


_APART = frozenset(("organization", "technology"))


def _kinds(counts: Counter[Key], leads: Mapping[Key, Link]) -> Iterator[tuple[Key, Key]]:
    """A name that the article uses with two kinds has the one that most of its mentions have."""
    votes: defaultdict[str, Counter[Key]] = defaultdict(Counter)
    for key, count in counts.items():
        end = _end(leads, key)
        votes[end[1]][end] += count
    for ends in votes.values():
        if len(ends) > 1 and {kind for kind, _ in ends} != _APART:
            best = max(ends, key=lambda key: ends[key])
            yield from ((key, best) for key in ends if key != best)
