"""When the figures of a document hold: each claim gets the period that governs it, or none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.timing.dating import Dating
from aicompute_cli.extract.timing.document import setting_of, surveys_of
from aicompute_cli.extract.timing.frames import UNKNOWN
from aicompute_cli.extract.timing.headings import date_headings
from aicompute_cli.extract.timing.reader import Reader
from aicompute_cli.extract.timing.rules import RULES
from aicompute_cli.model import Claim, Period

__all__ = ["RULES", "time_claims"]


def time_claims(article: Article, claims: Sequence[Claim], periods: Sequence[Period]) -> list[Claim]:
    """The same claims in the same order with `start` and `end` set where the text tells, and the rules that told.

    Kinds and modalities must be set: a share that is, does not share the year of a plan.

    A claim that has a start or an end already (a table's column has said it) is left as it is. `periods` are those
    of the whole document (``find_periods(article.folded, article.published)``). Linear in the text.
    """
    periods = sorted(_of_days(periods), key=lambda period: period.span.start)
    order = sorted(range(len(claims)), key=lambda number: claims[number].quantity.span.start)
    ordered = [claims[number] for number in order]
    timed = list(claims)
    setting = setting_of(article, periods)
    periods = Dating(article, setting).dated(periods)
    reader = Reader(article.folded, setting_of(article, periods))
    period_starts = [period.span.start for period in periods]
    claim_starts = [claim.quantity.span.start for claim in ordered]
    surveys = surveys_of(article, periods)
    for number, paragraph in enumerate(article.paragraphs):
        reader.open_paragraph(surveys.get(number, UNKNOWN))
        for sentence in paragraph.sentences:
            span = sentence.folded_span
            first, last = bisect_left(claim_starts, span.start), bisect_left(claim_starts, span.end)
            named = periods[bisect_left(period_starts, span.start) : bisect_left(period_starts, span.end)]
            told = reader.read(span, ordered[first:last], named)
            for place, claim in zip(order[first:last], told, strict=True):
                timed[place] = claim
    dated = date_headings(article, [timed[number] for number in order], claim_starts)
    for number, claim in zip(order, dated, strict=True):
        timed[number] = claim
    return timed


def _of_days(periods: Sequence[Period]) -> list[Period]:
    """`periods` by days: a time of the day with its day (5月3日9点) is that day, without one it tells nothing."""
    named = (p for p in periods if p.grain != "hour" or not all(map(_is_clock, p.rules)))
    return [
        p._replace(grain="day" if p.start == p.end else "span") if p.grain == "hour" else p for p in named
    ]


def _is_clock(rule: str) -> bool:
    return rule.startswith("period.clock.")
