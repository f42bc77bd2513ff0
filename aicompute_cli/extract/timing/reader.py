"""Reading a document from left to right, with the period that holds at each place."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.timing.document import Setting
from aicompute_cli.extract.timing.figures import Figures
from aicompute_cli.extract.timing.frames import Frame, frame_of
from aicompute_cli.extract.timing.marks import Mark, marks_of
from aicompute_cli.extract.timing.memory import Memory
from aicompute_cli.extract.timing.words import SentenceWords
from aicompute_cli.model import Claim, FoldedSpan, Period

_MOVES = ("growth", "change")


class Reader:
    """Reads sentence by sentence, in the order of the text."""

    def __init__(self, folded: str, setting: Setting) -> None:
        self._folded = folded
        self._setting = setting
        self._memory = Memory(setting)

    def open_paragraph(self, asked: Frame) -> None:
        """A new paragraph begins, of a survey made in `asked`, if of any."""
        self._memory.open_paragraph(asked)

    def read(self, span: FoldedSpan, claims: Sequence[Claim], periods: Sequence[Period]) -> list[Claim]:
        """The claims of one sentence with their periods; `claims` and `periods` in the order of the text."""
        if not claims and not periods:
            self._memory.leave(self._folded, span, None)
            return []
        words = SentenceWords(self._folded, span)
        figures = Figures(words, self._setting, self._memory)
        words.units = frozenset(claim.quantity.unit for claim in claims)
        words.changes = any(claim.kind in _MOVES for claim in claims)
        marks = marks_of(self._folded, span, periods)
        first = claims[0].quantity.span.start if claims else span.end
        named = (
            mark.period
            for mark in marks
            if mark.start > first and figures.governs(mark) and self._is_over(mark)
        )
        if period := next(named, None):
            words.dated, words.ahead = True, frame_of(period)
        timed, at = [], 0
        for number, claim in enumerate(claims):
            while at < len(marks) and marks[at].start < claim.quantity.number.start:
                figures.pass_mark(marks[at], claims, number)
                at += 1
            timed.append(_with(claim, figures.frame_for(claims, number, marks[at : at + 2])))
        for mark in marks[at:]:
            figures.pass_mark(mark, claims, len(claims))
        idle = figures.used or (bool(claims) and self._is_ahead(figures.frame))
        self._memory.leave(self._folded, span, None if idle else figures.frame)
        return timed

    def _is_ahead(self, frame: Frame | None) -> bool:
        today = self._setting.today
        return bool(frame and frame.end and today and frame.end > today)

    def _is_over(self, mark: Mark) -> bool:
        """Whether the period of `mark` has begun: 订单排到年底 does not date what was sold."""
        period, today = mark.period, self._setting.today
        begun = period and (period.start or period.end)
        return not (today and begun) or begun <= today


def _with(claim: Claim, frame: Frame) -> Claim:
    if claim.start is not None or claim.end is not None:
        return claim
    start = frame.start.isoformat() if frame.start else None
    end = frame.end.isoformat() if frame.end else None
    return claim._replace(start=start, end=end, rules=(*claim.rules, *frame.rules))
