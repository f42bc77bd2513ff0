"""The one policy for names that overlap: the longer one, then the earlier, then the one given first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aicompute_cli.model import Name

_LARGEST_CLUSTER = 64  # more names than these overlap in no text that anyone wrote


def choose(names: Iterable[Name]) -> list[Name]:
    """Those of `names` that remain where they overlap, in order: the longer, then the earlier, then the first given.

    >>> from aicompute_cli.model import FoldedSpan
    >>> def name(start, end, kind):
    ...     return Name(FoldedSpan(start, end), f"{start}-{end}", kind)
    >>> [n.canonical for n in choose([name(0, 2, "organization"), name(0, 3, "organization"), name(2, 5, "place")])]
    ['0-3']
    >>> [n.kind for n in choose([name(0, 2, "product"), name(0, 2, "place"), name(2, 4, "event")])]
    ['product', 'event']
    """
    kept: list[Name] = []
    for cluster in _clusters(sorted(names, key=_place)):
        kept += cluster if len(cluster) == 1 else _chosen(cluster)
    return kept


def _chosen(cluster: list[Name]) -> list[Name]:
    chosen: list[Name] = []
    for name in sorted(cluster, key=_shortness):
        start, end = name.span.start, name.span.end
        if all(end <= other.span.start or other.span.end <= start for other in chosen):
            chosen.append(name)
    return sorted(chosen, key=_place)


def outside(told: Iterable[Name], names: Iterable[Name]) -> Iterator[Name]:
    """Those of `told` that neither begin nor end within one of `names`."""
    taken: set[int] | None = None
    for name in told:
        if taken is None:  # most often nothing is told
            taken = {place for other in names for place in range(other.span.start, other.span.end)}
        if name.span.start not in taken and name.span.end - 1 not in taken:
            yield name


def _place(name: Name) -> tuple[int, int]:
    span = name.span
    return span.start, span.end


def _shortness(name: Name) -> int:
    return name.span.start - name.span.end


def _clusters(ordered: list[Name]) -> Iterator[list[Name]]:
    """Runs of names in which each overlaps one before it."""
    cluster: list[Name] = []
    end = -1
    for name in ordered:
        span = name.span
        if cluster and (span.start >= end or len(cluster) >= _LARGEST_CLUSTER):
            yield cluster
            cluster = []
            if span.start < end:
                continue
        cluster.append(name)
        end = max(end, span.end)
    if cluster:
        yield cluster
