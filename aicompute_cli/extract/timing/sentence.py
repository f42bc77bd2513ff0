"""One sentence: which period holds at the place that the reader has come to."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from aicompute_cli.extract.timing.document import Setting
from aicompute_cli.extract.timing.frames import UNKNOWN, Frame, frame_of, hull, year_of
from aicompute_cli.extract.timing.marks import Mark
from aicompute_cli.extract.timing.memory import Memory
from aicompute_cli.extract.timing.same import same_frame
from aicompute_cli.extract.timing.standing import exceeds, is_base, is_start, standing
from aicompute_cli.extract.timing.words import SentenceWords
from aicompute_cli.model import Claim, Period

NEAR = 30
_MOST_PARTS = 12
_REPORTED = 4  # until the end of this month what is told is of the year before
_AND = re.compile(r"\s*(?:、|和|及|与|以及)\s*")
_LISTING = re.compile("[、和与及]")
_MONTH = re.compile(r"[\d一二三四五六七八九十]+月")
_OPEN = re.compile(r"\s*[(（]")
_CLOSING = re.compile(r"[)）]")
_LAST_YEAR = re.compile(r"去年|上年|上一年|前一年")
_NUMBER = re.compile(r"的(?:约|近|逾|超)?[\d一二三四五六七八九十两百]")
_REACHES = {"period.reach.back", "period.reach.ahead"}
_AGO = ("一年前", "前一年")
_SAME = ("同期", "的同期")
_STILL = ("最", "仍", "未", "没", "无", "尚", "规模最", "为止最", "为止规模最")


class SentenceState:
    """`frame` is the period that governs, None as long as the sentence has named nothing."""

    def __init__(self, words: SentenceWords, setting: Setting, memory: Memory) -> None:
        self._words = words
        self._folded, self.span = words.folded, words.span
        self._setting = setting
        self._memory = memory
        self.frame: Frame | None = None
        self.used = False  # whether a figure is of it
        self._frame_end = self.span.start  # where the clause that names it ends
        self._mood = ""  # of the first figure in that clause
        self._foreseen = False  # whether a forecast is of it
        self._later: Frame | None = None  # what was named before the frame and lies after it in time
        self._local: tuple[Frame, int, int] | None = None  # what holds from one place to another
        self._attached: tuple[Frame, int, bool] | None = (
            None  # a frame, its end, whether the figure must touch it
        )
        self._parts: list[Frame] = []  # 2021年、2022年和2023年
        self._part_end = -1
        self._each: deque[tuple[int, Frame]] = deque()  # where a figure of 分别 stands, and its period
        self._years: tuple[Frame, Frame] | None = None  # the first and last year named
        self._from = UNKNOWN
        self._base = UNKNOWN
        self._base_end = -1  # where the last period of a comparison ends: 较2022年和2023年
        self._exceeded: tuple[Frame, int] | None = (
            None  # what another period's figure is exceeded in: 超过2022年全市的3万台
        )
        self._held: Frame | None = None  # what governed before the frame
        self._spanning = False  # whether the figure before was a yearly average over the frame
        self._given = UNKNOWN  # what the figure before went on with
        self._before_now: Frame | None = None  # what a word of the present took the reign from
        self._kept: Frame | None = None  # a beginning that 至今 may take up

    def pass_mark(self, mark: Mark, claims: Sequence[Claim], at: int) -> None:
        """The reader passes `mark`; the figures from number `at` on stand behind it."""
        if mark.kind == "period" and mark.period is not None:
            self._pass_period(mark.period)
        elif mark.kind == "same":
            self._pass_same(mark, claims[at] if at < len(claims) else None)
        elif mark.kind == "each":
            self._pass_each(mark, claims, at)
        elif mark.kind == "until_now":
            self._pass_until_now(mark)
        elif mark.kind == "general":
            self._pass_general(mark)
        elif mark.kind == "rule":
            self._pass_rule(mark)
        elif mark.kind == "now" or not self._names_here(mark.start):
            self._pass_now(mark)

    def governs(self, mark: Mark) -> bool:
        """Whether the period of `mark` governs figures behind it."""
        span, period = self.span, mark.period
        if mark.kind != "period" or period is None or not (period.start or period.end):
            return False
        if self._bracket_close(period.span.start, period.span.end) is not None:
            return False
        return standing(self._folded, period, span.start, span.end, self._setting.today) == "governs"

    def _names_here(self, place: int) -> bool:
        """Whether the clause has named its period already: 2023年高峰期 is no vague time."""
        return self.frame is not None and place < self._frame_end

    def _pass_period(self, period: Period) -> None:
        frame, start, end = frame_of(period), period.span.start, period.span.end
        stands = standing(self._folded, period, self.span.start, self.span.end, self._setting.today)
        if period.role != "same":
            self._memory.named = frame
        if self._base_end >= 0 and _AND.fullmatch(self._folded, self._base_end, start):
            stands = "base"
        if self._folded.startswith(_SAME, end):
            self._memory.last = frame
        elif stands == "base":
            self._base_end = end
            self._attached = (frame.by("timing.period.attached"), end, True)
            if exceeds(self._folded, start, self.span.start):
                self._exceeded = frame.by("timing.period.exceeded"), self._words.clause_end(end)
            self._base = frame if self._is_last_year(start, end) else self._base
        elif stands == "attached":
            self._attached = (frame.by("timing.period.attached"), end, False)
            self._from = frame
            self._add_year(frame)
        elif stands == "since":
            self._set(
                Frame(frame.start, self._setting.today, "span", frame.rules).by("timing.since.event"),
                start,
                end,
            )
        elif stands in ("founding", "relative"):
            self._kept = self._memory.last = frame
            local = (
                frame.by("timing.event.founding")
                if stands == "founding"
                else UNKNOWN.by("timing.event.relative")
            )
            self._local = (local, end, self._words.clause_end(end))
        elif stands == "reporting":
            self._kept = frame
        elif stands == "governs":
            self._pass_governing(frame, start, end)

    def _is_last_year(self, start: int, end: int) -> bool:
        """去年 is last year; 上年 early in a year may be the one before, of the year that is reported."""
        found = _LAST_YEAR.search(self._folded, start, end)
        today = self._setting.today
        return found is not None and (found[0] == "去年" or (today is not None and today.month > _REPORTED))

    def _pass_governing(self, frame: Frame, start: int, end: int) -> None:
        if (
            self.frame is not None
            and self._part_end >= 0
            and _OPEN.fullmatch(self._folded, self._part_end, start)
        ):
            if _REACHES.isdisjoint(self.frame.rules):
                return  # in brackets it says again what the one before them has said
            self._set(frame, start, end)  # 过去五年(2019年至2023年): they tell the days
            return
        close = self._bracket_close(start, end)
        if close is None:
            self._set(frame, start, end)
        else:
            self._local = (frame.by("timing.period.bracket"), end, close)

    def _bracket_close(self, start: int, end: int) -> int | None:
        """Where the brackets close that a period stands in; None where it stands in none."""
        left = max(self.span.start, start - NEAR)
        opened = max(self._folded.rfind(mark, left, start) for mark in "(（")
        if opened <= max(self._folded.rfind(mark, left, start) for mark in ")）"):
            return None
        found = _CLOSING.search(self._folded, end, min(self.span.end, end + 2 * NEAR))
        return found.start() if found else end

    def _set(self, frame: Frame, start: int, end: int) -> None:
        listed = self._parts and _AND.fullmatch(self._folded, self._part_end, start) is not None
        if not listed or len(self._parts) == _MOST_PARTS:
            self._parts = []
        self._parts.append(frame)
        self._part_end = end
        later = self._later_than(frame)
        whole = hull(self._parts[0], frame) if listed and _follow(self._parts) else frame
        self._govern(whole._replace(rules=frame.rules), end)
        self._later = later
        self._add_year(frame)

    def _later_than(self, frame: Frame) -> Frame | None:
        """The frame that holds, where the text goes back in time from it: 2023年为20亿元，2022年为15亿元，同比增长."""
        held = self.frame
        if held is None or self._foreseen or held.grain != frame.grain or not held.start or not frame.start:
            return None
        return held if frame.start < held.start else None

    def _govern(self, frame: Frame, end: int) -> None:
        self._held, self._spanning = self.frame, False
        self.frame, self._later = frame, None
        self.used = self._foreseen = False
        self._frame_end = self._words.clause_end(end)
        self._mood = ""
        self._local = self._kept = None
        self._memory.last = frame
        if frame.grain == "day" and frame.start == frame.end:
            self._memory.day = frame

    def _add_year(self, frame: Frame) -> None:
        if not frame.end or (frame.grain != "year" and frame.start != frame.end):
            return
        year = year_of(frame)
        first, last = self._years or (year, year)
        self._years = (min(first, year), max(last, year))

    def _pass_same(self, mark: Mark, following: Claim | None) -> None:
        wording = self._folded[mark.start : mark.end]
        frame, local = same_frame(wording, self._reference(near=wording in _AGO), self._setting, self._memory)
        if mark.period is not None and _MONTH.search(wording):
            frame, local = frame_of(mark.period), False
        if following is not None and following.modality == "forecast" and wording == "全年":
            frame = self._not_over(frame)
        if not frame.known():
            told = mark.period is not None and not (self.frame is not None and self.frame.grain)
            frame = frame_of(mark.period) if told and mark.period is not None else UNKNOWN
        touches = local and _NUMBER.match(self._folded, mark.end)
        if touches or is_base(self._folded, mark.start, mark.end, self.span):
            self._attached = (frame.by("timing.period.attached"), mark.end, True)
        elif is_start(self._folded, mark.start):
            self._attached = (frame.by("timing.period.attached"), mark.end, False)
        elif local:
            self._local = (frame, mark.end, self._words.clause_end(mark.end))
        else:
            self._govern(frame, mark.end)

    def _not_over(self, frame: Frame) -> Frame:
        """全年 of a forecast is a year that is not over: the document's own, where the last one named is."""
        today = self._setting.today
        over = today is not None and frame.end is not None and frame.end < today
        return year_of(Frame(today, today)).by("timing.same.year") if over else frame

    def _reference(self, *, near: bool) -> Frame:
        """What 同期 is counted from; `near`: in this paragraph alone, for 一年前 may be counted from today."""
        memory = self._memory
        if self.frame is not None and self.frame.grain:
            return self.frame
        here = (self.frame, self._given, memory.carried.get("actual"))
        far = (memory.last, self._setting.results, memory.named)
        for frame in here if near else (*here, *far):
            if frame is not None and frame.known():
                return frame
        return UNKNOWN

    def _pass_each(self, mark: Mark, claims: Sequence[Claim], at: int) -> None:
        parts = self._parts if len(self._parts) > 1 else years_within(self.frame)
        if not parts and self._goes_on_with_list(mark):
            parts = self._memory.listed
        listed = claims[at : at + len(parts)]
        if len(parts) < 2 or len(listed) < len(parts):
            return
        end = mark.end
        for claim in listed:
            gap = self._folded[end : min(claim.quantity.span.start, end + NEAR + 1)]
            if len(gap) > NEAR or gap.count("，") > 1:
                return
            end = claim.quantity.span.end
        self._memory.listed = list(parts)
        self._each = deque(
            (claim.quantity.span.start, part) for claim, part in zip(listed, parts, strict=True)
        )

    def _goes_on_with_list(self, mark: Mark) -> bool:
        """Whether the 分别 of a sentence without a period is of the years listed before, and of no list of its own."""
        clause = self._words.clause_start(mark.start)
        return self.frame is None and _LISTING.search(self._folded, clause, mark.start) is None

    def _pass_until_now(self, mark: Mark) -> None:
        if self._folded.startswith(_STILL, mark.end):
            return
        begun, today = self._kept or self.frame, self._setting.today
        if begun is None:
            begun = self._from if self._from.known() or mark.period is None else frame_of(mark.period)
        if begun.start and today and begun.start <= today:
            self._govern(Frame(begun.start, today, "span", ("timing.until.now",)), mark.end)
        else:
            self._pass_now(mark)

    def _pass_general(self, mark: Mark) -> None:
        if not self._names_here(mark.start):
            start, end = self._words.clause_start(mark.start), self._words.clause_end(mark.end)
            self._local = (UNKNOWN.by("timing.reset.general"), start, end)

    def _pass_rule(self, mark: Mark) -> None:
        """What is not allowed is so from a day on; a year by which it has to be so holds."""
        today, frame = self._setting.today, self.frame
        if frame is not None and frame.end and (not today or frame.end > today):
            return
        self._pass_general(mark)

    def _pass_now(self, mark: Mark) -> None:
        if is_base(self._folded, mark.start, mark.end, self.span):
            return
        if _NUMBER.match(self._folded, mark.end):
            self._attached = (UNKNOWN.by("timing.reset.now"), mark.end, True)
        else:
            if mark.kind == "now":
                self._before_now = self.frame or (self._given if self._given.known() else None)
            self._govern(UNKNOWN.by("timing.reset.now"), mark.end)


def _follow(parts: Sequence[Frame]) -> bool:
    """Whether each of `parts` begins the day after the one before it ends."""
    return all(
        one.end is not None and other.start is not None and (other.start - one.end).days == 1
        for one, other in pairwise(parts)
    )


def years_within(frame: Frame | None) -> list[Frame]:
    """The years of a span of whole years, at most ten; none of any other frame."""
    if frame is None or frame.grain != "span" or not frame.start or not frame.end:
        return []
    first, last = year_of(frame._replace(end=frame.start)), year_of(frame)
    if (first.start, last.end) != (frame.start, frame.end) or not 1 <= frame.end.year - frame.start.year <= 9:
        return []
    return [year_of(last, -back) for back in range(frame.end.year - frame.start.year, -1, -1)]
