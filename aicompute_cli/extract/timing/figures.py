"""One sentence: which period each of its figures is of."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from aicompute_cli.extract.timing.cues import pattern
from aicompute_cli.extract.timing.frames import UNKNOWN, Frame, frame_of, hull, year_of, year_shifted
from aicompute_cli.extract.timing.marks import Mark
from aicompute_cli.extract.timing.memory import CHANGES, mood_of
from aicompute_cli.extract.timing.sentence import NEAR, SentenceState, years_within
from aicompute_cli.model import Claim

_TOUCH = re.compile(
    r"\s*(?:的|之)?(?:历史|最)?(?:高位|低位|高点|低点|高峰|峰值|谷底)?的?(?:港币|人民币|新台币)?(?:为|是|仅为|只有|仅有|仅|约|约为|只得|则为)?\s*"
)
_LISTED = ("/", "、")
_OPEN = re.compile(r"\s*[(（]")
_CLOSE = re.compile(r"(?:年度?|数据|底|的?数据|统计)?[^()（）\d]{0,4}[)）]")
_CLOSING = re.compile(r"[)）]")
_FROM_END = re.compile(r"(?:从|由|自)\s*(?:\S{0,2}的?)?\s*(?:约|近|不到|不足|超过)?$")
_GROWS = re.compile(r"[^，。；\d]{0,8}?[到至为成]")
_YEARS = re.compile(
    r"([一二三四五六七八九十\d]{1,2})年(?:期|间)?(?:的)?(?:年均|年度?)?(?:平均)?(?:复合|增长)"
)
_DEADLINES = {"period.role.by", "period.edge.year", "period.edge.end"}
_IN_A_YEAR = re.compile(r"(?:一年|年内)[^，。；,\d]{0,6}\Z")
_STRETCHES = ("quarter", "half", "year")
_TURNS = re.compile(r"[\s\u3000]+(?:盘后|盘前|[^，。；\s]{0,4}股价)[^，。；\s]{0,8}\Z")
_NUMBERS = {char: number for number, char in enumerate("零一二三四五六七八九十")}
_TWO_YEARS = 366  # days that no single year has


class Figures(SentenceState):
    """The state of a sentence, and the periods of the figures that the reader meets in it."""

    def frame_for(self, claims: Sequence[Claim], number: int, ahead: Sequence[Mark]) -> Frame:
        """The period of claim `number` of the sentence; `ahead` are the next marks behind it."""
        claim = claims[number]
        following = claims[number + 1] if number + 1 < len(claims) else None
        start = claim.quantity.span.start
        self._words.first = min(self._words.first, start)
        if not self._each and self._folded.startswith(_LISTED, claim.quantity.span.end):
            self._spread(claims, number)
        if self._each and self._each[0][0] == start:
            return self._own(claim, self._each.popleft()[1].by("timing.period.listed"))
        beside = self._take_attached(claim) or self._bracket(claim, ahead)
        if beside is not None:
            return beside
        if claim.kind == "cagr":
            return self._average(claim)
        if self._spanning:
            self._end_average()
        if self._exceeded and start <= self._exceeded[1] and claim.kind in ("level", "share"):
            frame, self._exceeded = self._exceeded[0], None
            return frame
        if self._local and self._local[1] <= start < self._local[2]:
            return self._local[0]
        return self._first_of(claim) if self._is_from(claim, following) else self._governing(claim)

    def _spread(self, claims: Sequence[Claim], number: int) -> None:
        """2025—2027年收入12/16/21亿元: a figure for each year."""
        years = years_within(self.frame)
        listed = claims[number : number + len(years)]
        joined = all(
            self._folded[one.quantity.span.end : other.quantity.span.start] in _LISTED
            for one, other in pairwise(listed)
        )
        if years and joined and len(listed) == len(years):
            places = (claim.quantity.span.start for claim in listed)
            self._each = deque(zip(places, years, strict=True))

    def _own(self, claim: Claim, frame: Frame) -> Frame:
        self._memory.note(claim, frame)
        self.used = True
        return frame

    def _take_attached(self, claim: Claim) -> Frame | None:
        if self._attached is None:
            return None
        frame, end, touching = self._attached
        start = claim.quantity.span.start
        self._attached = None
        if not touching:
            return frame if start <= min(self._words.clause_end(end), end + NEAR) else None
        if start - end > 6 or not _TOUCH.fullmatch(self._folded, end, start):
            return None
        # 是一年前的3倍 and 较2020年57%: a comparison, however near.
        return None if claim.kind == "multiple" or (claim.kind in CHANGES and start == end) else frame

    def _bracket(self, claim: Claim, ahead: Sequence[Mark]) -> Frame | None:
        """The period in brackets behind a figure: 16%（2019年数据）."""
        end = claim.quantity.span.end
        if not _OPEN.match(self._folded, end):
            return None
        for mark in ahead:
            if mark.kind != "period" or mark.period is None or mark.start - end > 18:
                continue
            if not _CLOSING.search(self._folded, end, mark.start) and _CLOSE.match(self._folded, mark.end):
                return frame_of(mark.period).by("timing.period.bracket")
        return None

    def _average(self, claim: Claim) -> Frame:
        """The years that a yearly average is over."""
        count = self._counted(claim)
        frame = self.frame or self._memory.carried.get(mood_of(claim), UNKNOWN)
        if frame.start and frame.end and (frame.end - frame.start).days > _TWO_YEARS:
            return self._spanned(frame)
        if self._years and self._years[0].end and self._years[1].end:
            between = self._years[1].end.year - self._years[0].end.year
            if between > 1 and (count is None or between - 1 <= count <= between):
                return self._spanned(hull(*self._years))
        if (count and frame.grain == "year") or (
            count and frame.start is not None and frame.start == frame.end
        ):
            return self._spanned(hull(year_of(frame, -count), year_of(frame)))
        known = self._memory.growth_span
        if known.start and known.end and count == known.end.year - known.start.year:
            return known
        return UNKNOWN

    def _end_average(self) -> None:
        """Behind the average over 2021年至2025年 the text goes on with the year that it was telling of, its last."""
        self._spanning, held = False, self._held
        if held and self.frame and held.grain == "year" and held.end == self.frame.end:
            self.frame = held

    def _spanned(self, frame: Frame) -> Frame:
        self._memory.growth_span = frame.by("timing.cagr.span")
        self._spanning = frame is self.frame
        self.used = True
        return self._memory.growth_span

    def _counted(self, claim: Claim) -> int | None:
        """How many years the wording gives the average (五年复合增长率)."""
        start = claim.quantity.span.start
        counts = _YEARS.findall(self._folded, max(self.span.start, start - NEAR), start)
        if not counts:
            return None
        return _NUMBERS.get(counts[-1]) or (int(counts[-1]) if counts[-1].isdecimal() else None)

    def _is_from(self, claim: Claim, following: Claim | None) -> bool:
        start, end = claim.quantity.span.start, claim.quantity.span.end
        if following is None or following.quantity.span.start - end > NEAR:
            return False
        if following.quantity.unit != claim.quantity.unit:
            return False
        before = self._folded[max(self.span.start, start - 5) : start]
        return bool(_FROM_END.search(before) and _GROWS.match(self._folded, end))

    def _first_of(self, claim: Claim) -> Frame:
        """The period of A in 从A增长到B: the first year of a span, of whose last one B is; else nobody can tell."""
        years = years_within(self.frame)
        if self.frame is None or not years:
            return self._year_before(claim) or UNKNOWN.by("timing.period.from-to")
        self._govern(years[-1].by(*self.frame.rules, "timing.period.from-to"), self._frame_end)
        return years[0].by("timing.period.from-to")

    def _year_before(self, claim: Claim) -> Frame | None:
        """In a report on results what a figure of them rose from is that of a year before, unless of last quarter."""
        topic = self._setting.topic
        if not topic.known() or self._words.has("lastago"):
            return None
        if topic.grain == "quarter" and not self._words.has("yearago"):
            return None
        frame = self.frame or self._memory.inherited(claim, self._words) or UNKNOWN
        return year_shifted(frame, -1).by("timing.same.year-ago") if frame[:2] == topic[:2] else None

    def _governing(self, claim: Claim) -> Frame:
        if self.frame is not None:
            return self._of_sentence(claim, self.frame)
        if self._from.known():
            later = self._memory.inherited(claim, self._words) or UNKNOWN
            return later if _ends_after(later, self._from) else self._this_year(self._from)
        if claim.kind == "rank" and self._given.known():
            return self._given
        inherited = self._memory.inherited(claim, self._words)
        if inherited is not None:
            self._given = inherited
            return inherited
        if claim.kind == "rank" and self._words.ahead.known():
            return self._words.ahead.by("timing.period.sentence")
        return self._this_year(self._base) if claim.kind in CHANGES else UNKNOWN

    def _this_year(self, last: Frame) -> Frame:
        """What is set against last year and named no year itself is of the document's."""
        today = self._setting.today
        if today and last.grain == "year" and last.end and last.end.year == today.year - 1:
            return year_of(last, 1).by("timing.base.last-year")
        return UNKNOWN

    def _of_sentence(self, claim: Claim, frame: Frame) -> Frame:
        here = claim.quantity.span.start < self._frame_end
        mood = mood_of(claim)
        if self._is_day_of_telling(frame, mood):
            return self._memory.inherited(claim, self._words) or UNKNOWN.by("timing.reset.mood")
        if frame.rules == ("timing.reset.now",) and mood == "other" and self._before_now is not None:
            return self._own(claim, self._before_now.by("timing.period.sentence"))
        if not here and (other := self._ended(claim, frame, mood)):
            return other
        if other := self._time_of_its_own(claim, frame):
            return other
        self._foreseen = self._foreseen or mood == "other"
        if not here and self._later is not None and claim.kind == "growth":
            return self._own(claim, self._later.by("timing.period.sentence"))
        self._mood = self._mood or (mood if here else "")
        return self._own(claim, frame.by("timing.period.clause" if here else "timing.period.sentence"))

    def _time_of_its_own(self, claim: Claim, frame: Frame) -> Frame | None:
        """What a change is of that took another time than `frame`."""
        if claim.kind == "change" and frame.start == frame.end and self._is_within_a_year(claim):
            return self._own(claim, year_of(frame).by("timing.same.year"))
        if frame.grain in _STRETCHES and self._is_of_market(claim):
            return self._setting.told if self._setting.told.known() else _day(self._setting.today)
        return None

    def _is_of_market(self, claim: Claim) -> bool:
        """Whether a heading turns from results to what the market made of them: 上季盈利增一成　股价跌2%."""
        start = claim.quantity.span.start
        found = _TURNS.search(self._folded, max(self.span.start, start - NEAR), start)
        return found is not None and claim.kind == "growth"

    def _ended(self, claim: Claim, frame: Frame, mood: str) -> Frame | None:
        """What a later clause is of that does not share the frame of the sentence."""
        if self._out_of_mood(claim, frame, mood):
            return UNKNOWN.by("timing.reset.mood")
        if self._is_feature(claim):
            return UNKNOWN.by("timing.event.release")
        return self._setting.topic.by("timing.inherit.results") if self._is_earned(claim, frame) else None

    def _is_feature(self, claim: Claim) -> bool:
        """Whether the figure describes a thing that came out in the period (7月发布新芯片，其容量为144GB)."""
        start = claim.quantity.span.start
        clause = self._words.clause_start(start)
        if claim.kind in CHANGES or not pattern("feature").match(self._folded, clause):
            return False
        if pattern("flow").search(self._folded, clause, min(start, clause + 2 * NEAR)):
            return False
        floor = max(self._frame_end - NEAR, clause - 2 * NEAR, self.span.start)
        return pattern("release").search(self._folded, floor, clause) is not None

    def _is_within_a_year(self, claim: Claim) -> bool:
        """Whether a year is what something changed in: 一年净增3座."""
        start = claim.quantity.span.start
        return _IN_A_YEAR.search(self._folded, max(self.span.start, start - 8), start) is not None

    def _is_earned(self, claim: Claim, frame: Frame) -> bool:
        """Whether a flow changed by so much in the stretch reported, of which `frame` is the last day."""
        topic, start = self._setting.topic, claim.quantity.span.start
        if claim.kind != "growth" or frame.start != frame.end or frame.end != topic.end:
            return False
        clause = max(self._words.clause_start(start), start - NEAR)
        return pattern("earned").search(self._folded, clause, start) is not None

    def _is_day_of_telling(self, frame: Frame, mood: str) -> bool:
        """A plan made known on a day is not of that day."""
        today = self._setting.today
        deadline = not _DEADLINES.isdisjoint(frame.rules)
        return (
            mood == "other"
            and frame.grain == "day"
            and not deadline
            and bool(today and frame.end and frame.end <= today)
        )

    def _out_of_mood(self, claim: Claim, frame: Frame, mood: str) -> bool:
        """Whether a later clause tells of what is while the period is of what will be, or the other way round."""
        today = self._setting.today
        if today is None or frame.end is None:
            return False
        if mood == "actual" and frame.end > today:
            ahead = (frame.start or frame.end) > today
            return claim.kind == "share" if ahead else claim.kind not in CHANGES and self._mood == "other"
        if mood == "actual":
            return False
        return not self._foreseen and frame.end < today and self._expects(claim)

    def _expects(self, claim: Claim) -> bool:
        start = claim.quantity.span.start
        floor = max(self._words.clause_start(start), start - NEAR)
        expected = pattern("expectation").search(self._folded, floor, min(self.span.end, start + 12))
        return expected is None and pattern("forecast").search(self._folded, floor, start) is not None


def _day(today: date | None) -> Frame:
    return Frame(today, today, "day", ("timing.inherit.market-day",)) if today else UNKNOWN


def _ends_after(frame: Frame, other: Frame) -> bool:
    return frame.end is not None and other.end is not None and frame.end > other.end
