"""What a document as a whole says of its periods: whose results it reports, and on which day they came out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from aicompute_cli.extract.article import Article, Paragraph
from aicompute_cli.extract.timing.cues import pattern
from aicompute_cli.extract.timing.frames import UNKNOWN, Frame, frame_of
from aicompute_cli.extract.timing.standing import standing
from aicompute_cli.model import FoldedSpan, Period, Sentence

_LEAD = 4
_TOLD = ("governs", "reporting")
_COMES_OUT = re.compile(r"(?:公布|发布|发表|给出|披露|揭晓|公开|统计)了?\Z")
_MARKET_GRAINS = ("quarter", "half", "month", "span")
_LONGEST = 366  # days of a period whose changes a document may report
_RESULT_GRAINS = ("quarter", "half", "month", "year", "span")


class Setting(NamedTuple):
    """`results` is the period whose results the document reports, `told` the day when they were made known.

    `market` is the quarter, half or month whose changes the document reports of no company in particular.
    """

    today: date | None
    results: Frame = UNKNOWN
    told: Frame = UNKNOWN
    market: Frame = UNKNOWN
    measured: frozenset[str] = frozenset()  # what the document counts of that market
    first: date | None = None  # the last day of the first period that the text names with its year

    @property
    def topic(self) -> Frame:
        """The period that the document reports."""
        return self.results if self.results.known() else self.market


def setting_of(article: Article, periods: Sequence[Period]) -> Setting:
    """What holds for the whole document; `periods` in the order of the text."""
    results = told = market = UNKNOWN
    first = None
    measured: frozenset[str] = frozenset()
    for sentence, period in _lead(article, periods):
        span = sentence.folded_span
        first = first or (period.end if period.role != "same" and period.grain in _RESULT_GRAINS else None)
        of_results = pattern("results").search(article.folded, span.start, span.end)
        if not of_results and (market.known() or period.grain not in _MARKET_GRAINS):
            continue
        stands = standing(article.folded, period, span.start, span.end, article.published)
        if not of_results:
            if stands == "governs" and _is_short(period) and _is_measured(article.folded, period, span):
                market = frame_of(period)
                measured = frozenset(pattern("measured").findall(article.folded, span.start, span.end))
        elif stands == "governs" and period.grain in _RESULT_GRAINS and not results.known():
            results = frame_of(period)
        elif stands == "reporting" and period.grain == "day" and not told.known():
            told = frame_of(period)
    return Setting(article.published, results, told, market, measured, first)


def surveys_of(article: Article, periods: Sequence[Period]) -> dict[int, Frame]:
    """When the surveys were made of which paragraphs tell, by the numbers of those; `periods` in the order of the text.

    What the lead tells of a survey before it says when that was made is of the same survey.
    """
    starts = [period.span.start for period in periods]
    told: dict[int, Frame] = {}
    waiting: list[int] = []
    for number, paragraph in enumerate(article.paragraphs):
        span = paragraph.span
        if not pattern("survey").search(article.folded, span.start, span.end):
            continue
        asked = _asked_in(
            article, paragraph, periods[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        )
        if asked.known():
            told.update(dict.fromkeys((*waiting, number), asked))
        waiting = [*waiting, number] if not told and number < _LEAD else []
    return told


def _asked_in(article: Article, paragraph: Paragraph, periods: Sequence[Period]) -> Frame:
    known = [period for period in periods if period.start or period.end]
    starts = [period.span.start for period in known]
    for sentence in paragraph.sentences:
        span = sentence.folded_span
        inside = known[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if not inside or not pattern("asked").search(article.folded, span.start, span.end):
            continue
        for period in inside:
            if standing(article.folded, period, span.start, span.end, article.published) in _TOLD:
                return frame_of(period)
    return UNKNOWN


def _is_short(period: Period) -> bool:
    """Whether `period` is no longer than a year."""
    return bool(period.start and period.end and (period.end - period.start).days <= _LONGEST)


def _is_measured(folded: str, period: Period, sentence: FoldedSpan) -> bool:
    """Whether the sentence tells how something changed in `period`, or that figures of it came out."""
    start, end = period.span.start, period.span.end
    if pattern("change").search(folded, end, sentence.end):
        return True
    return _COMES_OUT.search(folded, max(sentence.start, start - 6), start) is not None


def _lead(article: Article, periods: Sequence[Period]) -> Iterator[tuple[Sentence, Period]]:
    starts = [period.span.start for period in periods]
    for paragraph in article.paragraphs[:_LEAD]:
        for sentence in paragraph.sentences:
            span = sentence.folded_span
            for period in periods[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                yield sentence, period
