"""Naming what each claim of an article measures.

Every sentence with claims is cut into pieces once; each claim is named by the first construction that fits, from its
own clause (`shares`, `multiples`, `ranks`, `amounts`, `grids`) or from what `memory` keeps of the clauses before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.grids.scan import GridLabel
from aicompute_cli.extract.metrics import (
    amounts,
    expectations,
    fallback,
    grids,
    headline,
    inherit,
    lists,
    market,
    multiples,
    parallels,
    portions,
    ranks,
    shares,
)
from aicompute_cli.extract.metrics.frames import Frame
from aicompute_cli.extract.metrics.headline import Metric
from aicompute_cli.extract.metrics.memory import Memory, is_body, memory_of
from aicompute_cli.extract.metrics.pieces import Island, cut, islands
from aicompute_cli.extract.metrics.site import Site, sites
from aicompute_cli.extract.metrics.subjects import with_names
from aicompute_cli.extract.metrics.topics import digest, digest_own, subject_of
from aicompute_cli.extract.metrics.wording import worded
from aicompute_cli.model import Claim, Name, Period, Sentence

__all__ = ["Metric", "name_metrics"]

_FEW = 3
Construction = Callable[[Site, Memory], Frame | None]

_SHARES: tuple[Construction, ...] = (
    lists.bracketed,
    lists.respective,
    inherit.anaphora,
    expectations.expected,
    expectations.guided,
    portions.share_held,
    portions.share_right,
    shares.share_of,
    shares.share_inside,
    portions.share_comes,
    shares.share_like,
    portions.share_such,
    portions.share_people,
    portions.share_taken,
    parallels.next_part,
    inherit.level,
    inherit.inherited,
)
_GROWTH: tuple[Construction, ...] = (
    lists.bracketed,
    lists.respective,
    inherit.anaphora,
    inherit.growth,
    inherit.inherited,
)
_LEVELS: tuple[Construction, ...] = (
    lists.compared,
    lists.respective,
    inherit.anaphora,
    parallels.placed,
    parallels.from_to,
    parallels.attribute,
    expectations.expected,
    expectations.guided,
    expectations.swing,
    expectations.gap,
    amounts.amount,
    inherit.level,
    inherit.inherited,
)
_POINTS: tuple[Construction, ...] = (
    lists.respective,
    inherit.anaphora,
    expectations.swing,
    shares.share_of,
    inherit.growth,
    inherit.inherited,
)
_CHANGES: tuple[Construction, ...] = (
    inherit.anaphora,
    expectations.swing,
    expectations.gap,
    amounts.changed,
    inherit.growth,
    amounts.amount,
    inherit.level,
    inherit.inherited,
)
_MULTIPLES: tuple[Construction, ...] = (multiples.multiple_of, inherit.growth, inherit.inherited)


@dataclass
class _Reading:
    """An article on its way through: what is known of it, and the metrics found, by the place of the claim."""

    article: Article
    claims: Sequence[Claim]
    islands: list[Island]
    memory: Memory
    labels: dict[int, GridLabel]
    found: dict[int, Metric] = field(default_factory=dict)


def name_metrics(
    article: Article, claims: Sequence[Claim], names: Sequence[Name], periods: Sequence[Period]
) -> list[Metric]:
    """What each of `claims` measures, in their order.

    `claims`, `names` and `periods` are sorted by place. A claim outside the article's sentences gets an empty text.
    """
    if not claims:
        return []
    whole = islands(claims, names, periods)
    memory = memory_of(article, names, claims)
    reading = _Reading(article, claims, whole, memory, grids.labels_of(article, claims))
    starts = [island.start for island in whole]
    if any(claim.kind in ("share", "rank") for claim in claims):
        reading.memory.market = market.first_stated(article, whole, starts)
        if reading.memory.market.topic and _of_many(names):
            reading.memory.firm = ""
    for paragraph in article.paragraphs:
        reading.memory.new_paragraph()
        for sentence in paragraph.sentences:
            low = bisect_left(starts, sentence.folded_span.start)
            high = bisect_left(starts, sentence.folded_span.end, lo=low)
            _read(reading, sentence, whole[low:high])
    metrics = [reading.found.get(claim.quantity.span.start, Metric("")) for claim in claims]
    return headline.told_again(article, claims, metrics)


def _of_many(names: Sequence[Name]) -> bool:
    """Whether an article on a market compares its firms: no one of several is named more than half of the time."""
    counts = Counter(n.canonical for n in names if n.kind == "organization" and not is_body(n.canonical))
    return len(counts) > _FEW and 2 * max(counts.values()) <= sum(counts.values())


def _read(reading: _Reading, sentence: Sentence, whole: list[Island]) -> None:
    """Name the claims of a sentence; take from one without any who acts in it."""
    memory = reading.memory
    memory.new_sentence()
    folded, span = reading.article.folded, sentence.folded_span
    if "claim" not in [island.kind for island in whole]:
        memory.acts(subject_of(whole, folded, span.start))
        memory.product = next((i.text for i in whole if i.kind == "product"), memory.product)
        if market.may_name(folded, span.start, span.end):
            memory.market = market.stated(memory.market, cut(folded, span.start, span.end, whole))
        return
    pieces = with_names(cut(folded, span.start, span.end, whole), memory.known, memory.things)
    clause = 0
    for site in sites(pieces, _claims_in(reading.claims, sentence)):
        digest(pieces[clause : site.low], memory)
        clause = max(clause, site.low)
        memory.product = _product(whole, pieces[site.at].start) or memory.product
        digest_own(site.left, memory)
        if site.first:
            memory.market = market.mentioned(memory.market, site.clause_left)
        frame = grids.grid(site, memory, reading.labels) or name(site, memory)
        if not market.delivers(memory.units.get(site.claim.quantity.unit)):
            frame = market.completed(frame, memory.market, site)
        frame = fallback.filled(frame, site, memory)
        frame = frame if memory.firm else market.portioned(frame, memory.market, site)
        frame = worded(frame, site.claim)
        among = any(p.text in ("其中", "当中") for p in site.clause_left)
        if frame.rules != lists.ASIDE:
            memory.remember(frame, site.claim.quantity.unit, among=among)
        if frame.core or frame.head:
            memory.kinds[site.claim.kind] = frame
        reading.found[site.claim.quantity.span.start] = Metric(frame.text, frame.rules)
    digest(pieces[clause:], memory)


def _product(whole: Sequence[Island], end: int) -> str:
    """The product that a sentence names last before `end`."""
    return next((i.text for i in reversed(whole) if i.kind == "product" and i.end <= end), "")


def _claims_in(claims: Sequence[Claim], sentence: Sentence) -> Sequence[Claim]:
    low = bisect_left(claims, sentence.folded_span.start, key=_start)
    return claims[low : bisect_left(claims, sentence.folded_span.end, lo=low, key=_start)]


def _start(claim: Claim) -> int:
    return claim.quantity.span.start


def name(site: Site, memory: Memory) -> Frame:
    """The metric of one claim: the first construction that fits."""
    for construction in _constructions(site.claim):
        frame = construction(site, memory)
        if frame is not None and frame.text:
            return frame
    if not memory.whom and not memory.topic and memory.last is not None:
        return memory.last._replace(rules=("metric.inherit.same",))
    return Frame(memory.whom, memory.topic, "", "", ("metric.inherit.topic",))


def _constructions(claim: Claim) -> Sequence[Construction]:
    if claim.quantity.unit == "rank":
        return (ranks.rank,)
    if claim.kind == "change":
        return _POINTS if claim.quantity.unit == "pp" else _CHANGES
    by_kind = {"share": _SHARES, "multiple": _MULTIPLES, "growth": _GROWTH, "cagr": _GROWTH}
    return by_kind.get(claim.kind, _LEVELS)
