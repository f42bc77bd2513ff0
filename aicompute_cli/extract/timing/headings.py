"""Headings: what they tell without a period is of the period of the same figure in the text below them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.extract.article import Article, Paragraph
from aicompute_cli.model import Claim

_RULE = "timing.heading.same"
_LONGEST = 60  # characters of a heading
_ENDS = ("。", "！", "？", "；", ";", "：", ":", "”", "…", ".", "!", "?", ",", "，")
_TITLES = 1  # paragraphs at the head that may end with a mark and yet be headings
_FAR = 120  # claims below a heading that are looked at
_UNBOUNDED = ("gt", "ge", "approx")
_ROUNDED = Decimal("1.1")  # by how much the exact figure may lie above what a heading rounds
_TENTHS = Decimal(3)  # points that a figure in tenths (三成) may be off


class _Measure(NamedTuple):
    """A figure as it can be compared: 翻番 and growth of 100% are one."""

    what: str
    size: Decimal


def date_headings(article: Article, claims: Sequence[Claim], starts: Sequence[int]) -> list[Claim]:
    """`claims`, in order of their `starts`, with the periods of the undated ones in headings told by the text below."""
    dated = list(claims)
    for number, end in _undated(article, claims, starts):
        nearest = bisect_left(starts, end)
        below = (claim for claim in claims[nearest : nearest + _FAR] if claim.start or claim.end)
        measure = _measure(claims[number])
        same = (claim for claim in below if _is_same(article.folded, claims[number], measure, claim))
        found = next(same, None)
        if found:
            rules = (*claims[number].rules, _RULE)
            dated[number] = claims[number]._replace(start=found.start, end=found.end, rules=rules)
    return dated


def _undated(article: Article, claims: Sequence[Claim], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The claims of headings that say no time, and where their headings end."""
    at = 0
    for number, paragraph in enumerate(article.paragraphs):
        is_heading = _is_heading(article.folded, paragraph, number)
        while at < len(claims) and starts[at] < paragraph.span.end:
            if is_heading and not _is_told(claims[at]):
                yield at, paragraph.span.end
            at += 1


def _is_told(claim: Claim) -> bool:
    """Whether the heading itself says when, were it only that nobody can tell."""
    own = any(rule.startswith(("timing.period", "timing.reset")) for rule in claim.rules)
    return bool(claim.start or claim.end or own)


def _is_heading(folded: str, paragraph: Paragraph, number: int) -> bool:
    span = paragraph.span
    if span.end - span.start > _LONGEST:
        return False
    ends = ("。", "；") if number < _TITLES else _ENDS
    return not folded[span.start : span.end].rstrip().endswith(ends)


def _is_same(folded: str, heading: Claim, one: _Measure, below: Claim) -> bool:
    if heading.kind == "rank" or below.kind == "rank":
        return False
    other = _measure(below)
    if one.what != other.what:
        return False
    if one.size == other.size:
        return True
    span = heading.quantity.span
    if folded.startswith("成", span.end - 1) and abs(one.size - other.size) <= _TENTHS:
        return True
    rounded = heading.quantity.bound in _UNBOUNDED or heading.kind == "multiple"
    return rounded and one.size < other.size <= one.size * _ROUNDED


def _measure(claim: Claim) -> _Measure:
    quantity = claim.quantity
    size = abs(quantity.value)
    if quantity.unit == "x" and claim.kind in ("growth", "multiple"):
        return _Measure("growth", 100 * (size - (claim.kind == "multiple")))
    if quantity.unit == "%" and claim.kind == "growth":
        return _Measure("growth", size)
    return _Measure(f"{claim.kind} {quantity.unit}", size)
