"""The facts of a document: quantities, periods, names and what the article says of them, joined."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from aicompute_cli.document.loader import Document
from aicompute_cli.extract.article import Article, article_of
from aicompute_cli.extract.attribution.scan import find_attributions
from aicompute_cli.extract.claims.modality import set_modality
from aicompute_cli.extract.claims.selection import select_claims
from aicompute_cli.extract.grids.scan import find_grid_values
from aicompute_cli.extract.identity import fact_id
from aicompute_cli.extract.metrics.naming import Metric, name_metrics
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.printable import printable
from aicompute_cli.extract.quantities.currency import page_currency
from aicompute_cli.extract.quantities.scan import find_quantities
from aicompute_cli.extract.ranks.scan import find_ranks
from aicompute_cli.extract.timing.scan import time_claims
from aicompute_cli.model import Attribution, Claim, Fact, Name, Period


def find_facts(doc: Document) -> list[Fact]:
    """Every quantity that `doc` claims, in the order of the text."""
    article = article_of(doc)
    names = find_names(article)
    return facts_among(doc, article, names, find_attributions(article, names))


def facts_among(
    doc: Document, article: Article, names: list[Name], attributions: Sequence[Attribution]
) -> list[Fact]:
    """As `find_facts`, of a document whose names and attributions are found already."""
    periods = find_periods(article.folded, article.published)
    claims = _claims(article, periods, names)
    metrics = name_metrics(article, claims, names, periods)
    return list(_facts(doc, claims, metrics, attributions))


def _claims(article: Article, periods: Sequence[Period], names: Sequence[Name]) -> list[Claim]:
    quantities = find_quantities(article.folded, page_currency(article))
    selected = select_claims(article, quantities, periods, names)
    claims = _without_overlaps([*find_grid_values(article), *find_ranks(article), *selected])
    claims = set_modality(article, claims, periods)  # a figure of 预计 does not take the period of a past one
    return set_modality(article, time_claims(article, claims, periods), periods)


def _without_overlaps(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order of the text; of two at one place the one that came first in `claims`."""
    taken: set[int] = set()
    kept = []
    for claim in claims:
        places = range(claim.quantity.span.start, claim.quantity.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(claim)
    return sorted(kept, key=lambda claim: claim.quantity.span.start)


def _facts(
    doc: Document, claims: Sequence[Claim], metrics: Sequence[Metric], attributions: Sequence[Attribution]
) -> Iterator[Fact]:
    starts = [attribution.span.start for attribution in attributions]
    seen: Counter[tuple[str, str]] = Counter()
    end = 0
    for claim, metric in zip(claims, metrics, strict=True):
        sentence = doc.sentences[claim.sentence]
        span = doc.offsets.to_text(claim.quantity.span)
        if span.start < end:  # two that stand on one character of the file: ½ is folded to 1/2
            continue
        end = span.end
        text = doc.text[span.start : span.end]
        around = doc.text[sentence.span.start : sentence.span.end]
        occurrence = seen[around, text]
        seen[around, text] += 1
        said = _covering(attributions, starts, claim.quantity.span.start)
        quantity = claim.quantity
        yield Fact(
            id=fact_id(doc.id, around, text, occurrence),
            sentence=claim.sentence,
            text=text,
            span=span,
            line=sentence.line,
            value=quantity.value,
            value_high=quantity.high,
            unit=quantity.unit,
            bound=quantity.bound,
            kind=claim.kind,
            metric=printable(metric.text),
            start=claim.start,
            end=claim.end,
            modality=claim.modality,
            sources=tuple(map(printable, said.sources)) if said else (),
            rules=(*quantity.rules, *claim.rules, *metric.rules, *(said.rules if said else ())),
        )


def _covering(attributions: Sequence[Attribution], starts: Sequence[int], place: int) -> Attribution | None:
    """The attribution whose reach holds `place`."""
    index = bisect_right(starts, place) - 1
    if index >= 0 and place < attributions[index].span.end:
        return attributions[index]
    return None
