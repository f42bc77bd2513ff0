"""Headlines: a figure there is one of the body, which says in full what it measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Claim

RULES = (
    Rule(
        "metric.headline.body",
        "a figure of the headline that the body states again: the fuller name of the two",
        "青禾门店破三百家\n青禾在南洲的直营门店超过300家",
        "青禾的直营门店超过300家",
    ),
)
_LIKE = 0.6  # the part of the headline's characters that the body's name must have


class Metric(NamedTuple):
    """What a claim measures, in simplified Chinese, and the ids of the rules that named it."""

    text: str
    rules: tuple[str, ...] = ()


def told_again(article: Article, claims: Sequence[Claim], metrics: Sequence[Metric]) -> list[Metric]:
    """`metrics` with those of the headline in the fuller words of the body where both state the same figure."""
    found = list(metrics)
    end = _headline_end(article)
    if not end:
        return found
    fuller: dict[tuple[object, ...], Metric] = {}
    for claim, metric in zip(claims, metrics, strict=True):
        if claim.quantity.span.start >= end:
            fuller.setdefault(_figure(claim), metric)
    for at, claim in enumerate(claims):
        if claim.quantity.span.start >= end:
            break
        other = fuller.get(_figure(claim))
        if other is not None and _same_thing(found[at].text, other.text):
            found[at] = Metric(other.text, (*other.rules, "metric.headline.body"))
    return found


def _headline_end(article: Article) -> int:
    """Where the first line ends, if it is a headline; 0 if not."""
    if len(article.paragraphs) < 2:
        return 0
    span = article.paragraphs[0].span
    last = article.folded[span.start : span.end].rstrip()[-1:]
    return 0 if last in "。；" else span.end


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.quantity.value, claim.quantity.high, claim.quantity.unit, claim.kind


def _same_thing(short: str, full: str) -> bool:
    return len(full) > len(short) and sum(sign in full for sign in short) >= _LIKE * len(short)
