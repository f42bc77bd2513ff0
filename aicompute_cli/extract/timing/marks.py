"""The places of a sentence that change which period holds: periods, words for the present, 同期, 分别."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from aicompute_cli.extract.timing.cues import SAME, in_passing, pattern
from aicompute_cli.model import FoldedSpan, Period


class Mark(NamedTuple):
    """`kind` is ``period``, ``same`` (同期, 全年, 单季), ``each`` (分别) or a kind of cue (``now``, ``general``)."""

    start: int
    end: int
    kind: str
    period: Period | None = None


def marks_of(folded: str, span: FoldedSpan, periods: Sequence[Period]) -> list[Mark]:
    """The marks of one sentence in the order of the text; of two that overlap, 去年同期 wins over 去年.

    `periods` are those of the sentence, in order.
    """
    cues = [
        Mark(found.start(), found.end(), found.lastgroup or "")
        for found in in_passing().finditer(folded, span.start, span.end)
    ]
    marks, at = [], 0
    for period in periods:
        mark = _of_period(folded, period)
        while at < len(cues) and cues[at].end <= mark.start:
            marks.append(cues[at])
            at += 1
        while at < len(cues) and cues[at].start < mark.end:
            if _stronger(cues[at], mark):
                mark = cues[at]
            at += 1
        if mark.kind != "nothing" and (not marks or marks[-1].end <= mark.start):
            marks.append(mark)
    marks.extend(cues[at:])
    return [
        mark
        for before, mark in zip([None, *marks], marks, strict=False)
        if not _says_again(folded, before, mark)
    ]


def _says_again(folded: str, before: Mark | None, mark: Mark) -> bool:
    """The 全年 of 2023年全年 tells nothing more; the 同期 of 2022年同期 does."""
    if before is None or before.kind != "period" or mark.kind != "same" or before.end != mark.start:
        return False
    return folded[mark.end - 1] != "期"


def _stronger(cue: Mark, mark: Mark) -> bool:
    """Whether a word of the present, or a longer 同期, tells more than the period that it overlaps."""
    if cue.kind == "same":
        return cue.start <= mark.start and cue.end > mark.end
    return mark.kind == "nothing" and cue.kind != "each"


def _of_period(folded: str, period: Period) -> Mark:
    """近日 and 最近, which have no days and end no reign, are ``nothing``."""
    start, end = period.span.start, period.span.end
    if period.role == "same" or _same().fullmatch(folded, start, end):
        return Mark(start, end, "same", period)
    if pattern("until_now").fullmatch(folded, start, end):
        return Mark(start, end, "until_now", period)
    vague = period.start is None and any(rule.startswith("period.vague") for rule in period.rules)
    if vague and "年" in folded[start:end]:
        return Mark(start, end, "vague", period)
    now = period.start is None and period.role == "since"
    return Mark(start, end, "nothing" if vague or now else "period", period)


@functools.cache
def _same() -> re.Pattern[str]:
    return re.compile(SAME)
