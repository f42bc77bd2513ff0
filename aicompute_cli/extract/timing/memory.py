"""What is remembered from sentence to sentence, and which of it a sentence without a period goes on with."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aicompute_cli.extract.timing.document import Setting
from aicompute_cli.extract.timing.frames import UNKNOWN, Frame
from aicompute_cli.extract.timing.words import SentenceWords, ends_open
from aicompute_cli.model import Claim, FoldedSpan

_RANK_LASTS = 3  # paragraphs in which a ranking's period is still meant
CHANGES = ("growth", "change", "multiple")
_COUNTED = re.compile(
    r"[\u4e00-\u9fff]+"
)  # units of counts: 台, 部; of money and shares all sentences have some
_DEADLINES = {"period.role.by", "period.role.before"}


class Memory:
    """`carried` is what this paragraph left so far, for what has happened (``actual``) and what has not (``other``)."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.carried: dict[str, Frame] = {}
        self.last = UNKNOWN  # whatever was named last, for 同期
        self.named = UNKNOWN  # likewise, what others are compared with included, for 当时
        self.day = UNKNOWN
        self.growth_span = UNKNOWN
        self._opened: dict[str, Frame] = {}  # the first of this paragraph
        self._before: dict[str, Frame] = {}  # the first of the last paragraph that had any
        self._joined = False  # whether the paragraph right before left anything
        self._rank = UNKNOWN
        self._rank_age = 0  # paragraphs since
        self._plan = UNKNOWN
        self._survey = UNKNOWN
        self._units: set[tuple[str, date | None, date | None]] = set()  # what was counted, and when
        self._rank_in_paragraph = False
        self._first = True
        self._parallel = False
        self.listed: list[Frame] = []  # the periods of this paragraph that 分别 gave to figures

    def open_paragraph(self, asked: Frame) -> None:
        """A new paragraph begins, of a survey made in `asked`, if of any."""
        if asked.known():
            self.ask(asked)
        self._joined = bool(self._opened)
        if self._opened:
            self._before = {**self._before, **self._opened}
        self.carried, self._opened = {}, {}
        self._rank_in_paragraph = False
        self._rank_age += 1
        if self._rank_age > _RANK_LASTS:
            self._rank = UNKNOWN
        self._first, self._parallel, self.listed = True, False, []

    def note(self, claim: Claim, frame: Frame) -> None:
        """`claim` is of `frame`, which its own sentence names."""
        mood = mood_of(claim)
        self.carried[mood] = frame
        self._opened.setdefault(mood, frame)
        if claim.kind == "rank":
            self._rank, self._rank_in_paragraph, self._rank_age = frame, True, 0
        else:
            self._count(claim, frame)
        if claim.kind == "share" and frame[:2] != self._survey[:2]:
            self._survey = UNKNOWN
        if claim.modality == "target" and not self._plan.known() and _is_deadline(frame):
            self._plan = frame

    def leave(self, folded: str, sentence: FoldedSpan, frame: Frame | None) -> None:
        """A sentence ends; `frame` is what it named last without any figure of it, None where there is no such."""
        if frame is not None:
            self.carried = {"actual": frame, "other": frame}
        self._first = False
        self._parallel = ends_open(folded, sentence)

    def ask(self, frame: Frame) -> None:
        """People were asked in `frame`: what they answered is of it."""
        self._survey = frame.by("timing.inherit.survey")

    def inherited(self, claim: Claim, words: SentenceWords) -> Frame | None:
        """The period of a claim whose sentence names none before it."""
        if words.has("lasting") and words.has_before(claim.quantity.span.start, "lasting"):
            return None
        if words.has("market"):
            return self._of_market(words)
        if claim.kind == "rank":
            return self._of_rank(claim, words)
        return (
            self._of_carried(claim, words)
            or self._of_plan(claim, words)
            or self._of_forecast(claim, words)
            or self._of_topic(claim, words)
            or self._of_survey(claim)
        )

    def _goes_on(self, words: SentenceWords, frame: Frame) -> bool:
        """Whether a sentence goes on measuring what was measured in `frame`: flows, changes, the same things."""
        return words.changes or words.has("flow") or self._counts_on(words, frame)

    def _of_market(self, words: SentenceWords) -> Frame | None:
        today = self._setting.today
        if today and today > date.min and words.has("yesterday"):
            day = today - timedelta(1)
            return Frame(day, day, "day", ("timing.inherit.market-day",))
        carried = self.carried.get("actual", UNKNOWN)
        if carried.grain == "day" and carried.start == carried.end:
            return carried.by("timing.inherit.market-day")
        if self._setting.told.known() and words.has("answer"):
            return self._setting.told.by("timing.inherit.market-day")
        return None

    def _of_rank(self, claim: Claim, words: SentenceWords) -> Frame | None:
        close = self._parallel or words.part
        if self._rank_in_paragraph or (close and self._rank.known()):
            return self._rank.by("timing.inherit.rank")
        frame = self._of_carried(claim, words) or self._of_topic(claim, words)
        if frame is None and self._rank.known() and words.has("ranking"):
            return self._rank.by("timing.inherit.rank")
        return frame

    def _of_carried(self, claim: Claim, words: SentenceWords) -> Frame | None:
        told = words.has("expectation") and not ("other" in self.carried and "actual" not in self.carried)
        mood = "actual" if told else mood_of(claim)
        frame = self.carried.get(mood)
        close = words.part or self._parallel or ((words.aspect or words.beside) and not self._first)
        opened = self._opened.get(mood)
        if opened is not None and words.breakdown and _covers(opened, frame):
            frame = opened
        if frame is None and words.part:
            frame = self._of_whole(mood)
        if frame is None and mood == "actual" and close:
            frame = self._of_what_comes(words)
        if frame is None or not frame.known() or (frame.grain == "day" and words.has("total")):
            return None
        if not close and (words.speaks or words.has("price") or not self._goes_on_in(claim, words, frame)):
            return None
        self.carried[mood] = frame
        self._opened.setdefault(mood, frame)
        self._count(claim, frame)
        rule = "parallel" if self._parallel else "part" if words.part else "flow"
        return frame.by(f"timing.inherit.{rule}")

    def _goes_on_in(self, claim: Claim, words: SentenceWords, frame: Frame) -> bool:
        """Whether the paragraph goes on with `frame`: with measures, or a part of the same whole."""
        if words.has("stock") or (claim.kind == "share" and words.has("whole")):
            return True
        return self._goes_on(words, frame)

    def _of_what_comes(self, words: SentenceWords) -> Frame | None:
        """The period of a forecast, for what stands beside it and reads like a fact."""
        frame, today = self.carried.get("other"), self._setting.today
        if frame is None or frame.end is None or today is None or frame.end <= today:
            return None
        return frame if self._goes_on(words, frame) else None

    def _of_whole(self, mood: str) -> Frame | None:
        """What a part is of: at a paragraph's head the paragraph before, and a forecast's part may read like a fact."""
        other = "other" if mood == "actual" else "actual"
        for left in (self.carried, self._before) if self._first else (self.carried,):
            if mood in left or other in left:
                return left.get(mood) or left.get(other)
        return None

    def _of_plan(self, claim: Claim, words: SentenceWords) -> Frame | None:
        if claim.modality == "target" and self._plan.known() and not words.has("demand"):
            return self._plan.by("timing.inherit.plan")
        return None

    def _of_forecast(self, claim: Claim, words: SentenceWords) -> Frame | None:
        """What a forecast grows by, in the paragraph after the one that says when."""
        if claim.kind != "growth" or claim.modality != "forecast" or not self._joined or self.carried:
            return None
        frame = self._before.get("other", UNKNOWN)
        if not frame.known() or words.speaks or words.has("condition"):
            return None
        return frame.by("timing.inherit.forecast")

    def _of_topic(self, claim: Claim, words: SentenceWords) -> Frame | None:
        """The period that the whole document reports: a company's results, or how a market did."""
        topic = self._setting.topic
        if not topic.known() or claim.kind == "cagr" or words.has("outside"):
            return None
        if words.has("price") or not (self._setting.results.known() or self._is_of_market(claim, words)):
            return None
        if (words.speaks and not words.has("yearago")) or (claim.kind == "share" and words.has("survey")):
            return None
        if not self._goes_on(words, topic) or (words.dated and not self._counts_on(words, topic)):
            return None
        if mood_of(claim) == "other" and not words.has("expectation"):
            return None
        self._count(claim, topic)
        self.carried.setdefault(mood_of(claim), topic)
        return topic.by("timing.inherit.results")

    def _is_of_market(self, claim: Claim, words: SentenceWords) -> bool:
        """Whether the claim is a part of the market's changes that the document reports."""
        if words.has("yearly") or words.has_before(claim.quantity.span.start, "total"):
            return False
        place = claim.quantity.span.start
        portion = claim.kind == "rank" or (claim.kind == "share" and words.has_before(place, "portion"))
        measured = not self._setting.measured.isdisjoint(words.measured)
        return portion or measured or words.has("change") or self._counts_on(words, self._setting.market)

    def _count(self, claim: Claim, frame: Frame) -> None:
        if _COUNTED.fullmatch(claim.quantity.unit):
            self._units.add((claim.quantity.unit, frame.start, frame.end))

    def _counts_on(self, words: SentenceWords, frame: Frame) -> bool:
        return any((unit, frame.start, frame.end) in self._units for unit in words.units)

    def _of_survey(self, claim: Claim) -> Frame | None:
        """What those asked in a survey answered."""
        if (
            (claim.kind != "share" and claim.quantity.unit != "pp")
            or claim.modality != "actual"
            or not self._survey.known()
        ):
            return None
        return self._survey


def mood_of(claim: Claim) -> str:
    """``actual`` for what has happened, ``other`` for forecasts and targets."""
    return "actual" if claim.modality == "actual" else "other"


def _is_deadline(frame: Frame) -> bool:
    """Whether a plan runs to it (到2027年, 2024—2027年): 今年 is none."""
    return frame.grain == "span" or not _DEADLINES.isdisjoint(frame.rules) or frame.start == frame.end


def _covers(frame: Frame, other: Frame | None) -> bool:
    if other is None or not (frame.start and frame.end and other.start and other.end):
        return False
    return frame.start <= other.start and other.end <= frame.end
