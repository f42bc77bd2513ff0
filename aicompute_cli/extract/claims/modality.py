"""How sure a claim is: what happened, what is expected, what somebody means to reach.

Words of expectation and intent (data/claim_modality.tsv) govern what follows them. A verb that takes a whole statement
(预计, 计划) goes on over the later clauses of its sentence; an adverb (将, 会, 有望) only over clauses that go on
with the same subject; a word for what is so already (目前, 已, 去年) ends both. A period that lies after the
document's day cannot have happened.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from aicompute_cli.extract.article import Article, clauses
from aicompute_cli.extract.claims.modality_words import pattern
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Claim, FoldedSpan, Period

RULES = (
    Rule("modality.forecast.word", "a verb of expectation", "机构预计明年营收达5亿元", "公司去年营收达5亿元"),
    Rule("modality.forecast.outlook", "an adverb of expectation", "营收有望达5亿元", "营收已达5亿元"),
    Rule(
        "modality.forecast.behind",
        "an adverb of expectation after its subject",
        "5%的推理将在终端完成",
        "5%的推理在终端完成",
    ),
    Rule("modality.forecast.expected", "what others expected", "高于市场预期的5亿元", "高于去年的5亿元"),
    Rule(
        "modality.forecast.period", "a period that is still to come", "2031年规模为5亿元", "2019年规模为5亿元"
    ),
    Rule("modality.target.word", "a word of intent", "公司计划投资5亿元", "公司已投资5亿元"),
    Rule(
        "modality.target.plan",
        "what a plan lays down",
        "《算力行动计划》提出,规模达到5亿元",
        "《算力报告》提出,规模达到5亿元",
    ),
    Rule("modality.target.budget", "a budget", "预算为5亿元", "造价为5亿元"),
    Rule("modality.actual.from", "where an expected rise starts from", "预计由5%升至8%", "预计升至8%"),
    Rule(
        "modality.actual.compared",
        "an earlier figure that a forecast is compared with",
        "预计营收高于去年的5亿元",
        "预计营收为5亿元",
    ),
)

_MODALITY = {
    "forecast": "forecast",
    "estimate": "forecast",
    "outlook": "forecast",
    "expected": "forecast",
    "target": "target",
    "intent": "target",
    "plan": "target",
    "budget": "target",
    "actual": "actual",
}
_RULE = {
    "forecast": "modality.forecast.word",
    "estimate": "modality.forecast.word",
    "outlook": "modality.forecast.outlook",
    "expected": "modality.forecast.expected",
    "target": "modality.target.word",
    "intent": "modality.target.word",
    "period": "modality.forecast.period",
    "plan": "modality.target.plan",
    "budget": "modality.target.budget",
}
_PLAN_PART = re.compile(r"(?:在|其中|此外|同时)?[^,，。；\d]{1,12}(?:方面|环节|领域|上|层面)[,，]")
# The same is said of another: 甲将上涨5%,乙也在5%左右.
_LIKEWISE = re.compile(r"[^,，。；]{1,24}?(?:也|同样|亦)(?:在|为|达|约|有|近|将)")
_GOES_ON = re.compile(
    r"(?:并|且|而且|同时|其中|同比|环比|年增|年减|月增|季增|按年|按季|增长|增幅|增速|成长|较|比|占|对应|是|为|达|约|仅|只|高达"
    r"|差不多|相当|总|规模|复合|年复合|年均|平均|届时|[一二三四五六七八九十\d]{1,2}年(?:复合|平均|年均)|合计|累计|共|超|突破|近|逾|增|减|升|降|跌|涨|也|还|又|以及|接近|几乎)"
)
_GOES_ON_WITH_INTENT = re.compile(
    r"(?:20\d\d|到|明年|今年|今后|未来|最终|首期|一期|二期|形成|建成|建设|新建|投资|投入|打造|实现|达到|新增|培育|孵化|推出|完成"
    r"|覆盖|带动|预算|年产|可|分|将|用于|支持|把|使|让|以|从|在|于|每年|力争|产能|金额|募)"
)
# The list of a plan goes on: ——网络更畅通。
_ITEM = re.compile(r"(?:^|(?<=\n))\s*(?:——|[—–·●•▪◆]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、])")
_SHORT = 3
_LAST = 6  # words of a clause that decide what it leaves for the next
_WIDTH = 40
_FRAME = 16
_AGAINST = frozenset("比较与自从于对是为到过")  # before a period that a change is counted from
# An adverb or verb inside what a stronger word reaches does not end that.
_HELD_BY = {
    "forecast": {"outlook"},
    "estimate": {"outlook"},
    "target": {"outlook"},
    "intent": {"outlook"},
    "plan": {"outlook", "intent", "target"},
}
_SAME_SUBJECT = {"outlook", "intent"}
_LISTING = {"forecast", "target", "intent"}
_REACHING = {"forecast", "estimate", "outlook", "target", "intent", "plan"}
_FROM = re.compile(r"(?:从|由|自)[^,，。；从由自]{0,14}\Z")
_TO = re.compile(r" ?[^,，。；]{0,8}?[到至为升增涨跌降减]")
_EARLIER = re.compile(
    r"(?:比|较|高于|低于|多于|少于|优于|逊于|好于|强于|不及|超过|超出|好过|胜过|相比)[^,，。；]{0,14}的[约近逾]?\Z"
)
_PAST = re.compile(r"去年|上年|前年|上季|上月|同期|此前|目前|今年|当前|19\d\d|20\d\d|年初|年底")
_EXPECTED = re.compile(r"预[期估测计]|估计|目标|计划")
_BEHIND = re.compile(
    r"[^,，。；]{0,30}?(?:也将|将会|有望|可望|可能|会在|(?<=[^表望划示认])将(?=[在会由从被采使用于部进实完投]))"
)
_BEHIND_OF = re.compile(r"的(?:市场|分析师|分析员|机构|外界|业界|平均){0,2}(?:预期|预测|估计|预估|猜测)")
_TARGET_OF = re.compile(r"[”」]?的?(?:目标|计划目标|年度目标)")
_ASKED = re.compile(r"表示|受访|认为|期望|希望|计划|打算")


class _Cue(NamedTuple):
    start: int
    role: str


class _Reach(NamedTuple):
    """What an earlier clause leaves for the later ones; `start` is when what it governs begins."""

    role: str = ""
    modality: str = "actual"
    start: str | None = None


def set_modality(article: Article, claims: Sequence[Claim], periods: Sequence[Period]) -> list[Claim]:
    """The claims with their `modality`; `claims` are in the order of the text.

    It may be set before the claims have their `start` and `end` and again after: a claim that is a forecast or a
    target already (a table's column has said it) stays one. `periods` are those of the text: one that is still to
    come, named in a claim's own clause, makes it a forecast.
    """
    sentences = {s.number: s.folded_span for s in article.sentences()}
    reader = _Reader(article, periods)
    found: list[Claim] = []
    for number, group in groupby(claims, key=lambda claim: claim.sentence):
        found += reader.read(sentences[number], list(group))
    return found


class _Reader:
    """Reads the sentences that make claims, one after the other, and keeps what reaches the rest of a paragraph."""

    def __init__(self, article: Article, periods: Sequence[Period]) -> None:
        today = article.published
        self._article = article
        self._paragraphs = [paragraph.span.start for paragraph in article.paragraphs]
        self._coming = sorted(p.span.start for p in periods if today and p.start and p.start > today)
        self._past = sorted(
            p.span.start
            for p in periods
            if today
            and p.end
            and p.end < today
            and article.folded[p.span.start - 1 : p.span.start] not in _AGAINST
        )
        self._paragraph = -1
        self._to_come = "forecast"
        self._reach = _Reach()
        self._listing = False  # whether what a word governs goes on in the next sentence
        self._forecast: set[tuple[str | None, str | None]] = set()

    def read(self, sentence: FoldedSpan, claims: list[Claim]) -> list[Claim]:
        """The claims of a sentence."""
        paragraph = bisect_right(self._paragraphs, sentence.start)
        if paragraph != self._paragraph:
            goes_on = self._reach.role == "plan" and self._goes_on_with_plan(sentence)
            self._reach, self._listing = self._reach if goes_on else _Reach(), False
            self._paragraph, self._to_come = paragraph, "forecast"
        read = [self._beside(claim) for claim in self._clauses(sentence, claims)]
        self._to_come = next((c.modality for c in reversed(read) if c.modality != "actual"), self._to_come)
        return read

    def _goes_on_with_plan(self, sentence: FoldedSpan) -> bool:
        """Whether the paragraph of `sentence` is another part of the plan or an item of its list."""
        folded, start = self._article.folded, sentence.start
        item = _ITEM.search(folded, max(0, start - 12, folded.rfind("\n", 0, start) + 1), start + 4)
        return bool(item or _PLAN_PART.match(folded, start))

    def _beside(self, claim: Claim) -> Claim:
        """What goes on with the period of a forecast is forecast too, as long as the period is not over."""
        today, period = self._article.published, (claim.start, claim.end)
        if today is None or claim.end is None or date.fromisoformat(claim.end) <= today:
            return claim
        if claim.modality == "forecast":
            self._forecast.add(period)
        elif claim.modality == "actual" and period in self._forecast and _went_on(claim):
            return claim._replace(modality="forecast", rules=(*claim.rules, "modality.forecast.period"))
        return claim

    def _clauses(self, sentence: FoldedSpan, claims: list[Claim]) -> Iterator[Claim]:
        cues = _cues(self._article.folded, sentence)
        coming = _Coming(self._to_come, self._coming, self._past)
        reach = self._reach if self._listing or self._reach.role == "plan" else _Reach()
        at = 0
        for span in clauses(self._article.folded, sentence):
            clause = _Clause(span, cues, _carried(self._article.folded, span, reach), coming)
            first = at
            while at < len(claims) and claims[at].quantity.number.start < span.end:
                yield _judge(self._article, clause, claims[at])
                at += 1
            reach = _left_over(clause, claims[first:at])
        self._reach = reach
        self._listing = reach.role in _LISTING and self._goes_on(sentence)
        yield from claims[at:]

    def _goes_on(self, sentence: FoldedSpan) -> bool:
        """Whether a list goes on behind the sentence: 目标是：新增3座；新建5座；…"""
        folded, start, end = self._article.folded, sentence.start, sentence.end
        opened = self._listing or folded.find(":", start, end) >= 0 or folded.find("：", start, end) >= 0
        return opened and folded.endswith(("；", ";"), max(start, end - 1), end)


def _went_on(claim: Claim) -> bool:
    return claim.kind != "rank" and any(rule.startswith("timing.inherit") for rule in claim.rules)


class _Cues:
    """The words of modality of a sentence, in order; each knows the last one up to it that governs."""

    def __init__(self, cues: list[_Cue]) -> None:
        self._cues = cues
        self._starts = [cue.start for cue in cues]
        self._governing: list[int] = []
        last = -1
        for number, cue in enumerate(cues):
            last = last if cue.role == "actual" else number
            self._governing.append(last)

    def before(self, low: int, high: int) -> tuple[bool, _Cue | None]:
        """Whether there is a word between the places, and the last of them that governs."""
        at = bisect_left(self._starts, high) - 1
        if at < 0 or self._starts[at] < low:
            return False, None
        governing = self._governing[at]
        found = governing >= 0 and self._starts[governing] >= low
        return True, self._cues[governing] if found else None

    def last(self, low: int, high: int) -> list[_Cue]:
        """The last few words between the places."""
        start, end = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return self._cues[max(start, end - _LAST) : end]


class _Coming(NamedTuple):
    """What a claim for a period to come is in this paragraph, and where the text names periods to come and gone by."""

    modality: str
    starts: list[int]
    past: list[int]


class _Clause(NamedTuple):
    """A clause with its own words of modality, what reaches it, and the periods to come."""

    span: FoldedSpan
    cues: _Cues
    reach: _Reach
    coming: _Coming

    def names_past(self) -> bool:
        """Whether a period gone by is named in the clause itself."""
        return _last_in(self.coming.past, self.span.start, self.span.end)

    def is_frame(self) -> bool:
        """Whether the clause is hardly more than a period to come (到2027年,)."""
        short = self.span.end - self.span.start <= _FRAME
        return short and _last_in(self.coming.starts, self.span.start, self.span.end)


def _carried(folded: str, clause: FoldedSpan, reach: _Reach) -> _Reach:
    """An adverb or intent covers the next clause only where that goes on with the same subject."""
    if folded[clause.start - 1 : clause.start] == ";" and reach.role != "plan":
        return _Reach()
    if reach.role not in _SAME_SUBJECT or clause.end - clause.start <= _SHORT:
        return reach
    if _GOES_ON.match(folded, clause.start, clause.end) or _LIKEWISE.match(folded, clause.start, clause.end):
        return reach
    if _GOES_ON_WITH_INTENT.match(folded, clause.start, clause.end):
        return reach
    return _Reach()


def _left_over(clause: _Clause, claims: list[Claim]) -> _Reach:
    reach = clause.reach
    cues = clause.cues.last(clause.span.start, clause.span.end)
    governing = [cue for cue in cues if cue.role in _REACHING]
    if not governing:
        if any(cue.role == "actual" for cue in cues):
            return _Reach()
        return reach if reach.role or not clause.is_frame() else _Reach("period", clause.coming.modality)
    for cue in governing:
        if cue.role in _HELD_BY.get(reach.role, ()) or _is_asked(cue, claims):
            continue
        start = next((c.start for c in claims if c.quantity.number.start > cue.start and c.start), None)
        reach = _Reach(cue.role, _MODALITY[cue.role], start)
    return reach


def _is_asked(cue: _Cue, claims: list[Claim]) -> bool:
    """60%的企业计划加码: what those asked intend reaches no further."""
    return cue.role == "intent" and any(
        claim.quantity.unit == "%" and claim.quantity.number.start < cue.start for claim in claims
    )


def _judge(article: Article, clause: _Clause, claim: Claim) -> Claim:
    if claim.modality != "actual":
        return claim
    modality, rule = _modality(article, clause, claim) or ("actual", "")
    if not rule and (_is_to_come(article.published, claim) or _names_to_come(clause, claim)):
        modality, rule = clause.coming.modality, "modality.forecast.period"
    told = (rule,) if rule and rule not in claim.rules else ()
    return claim._replace(modality=modality, rules=(*claim.rules, *told))


def _modality(article: Article, clause: _Clause, claim: Claim) -> tuple[str, str] | None:
    """What the words around the claim say; None where they say nothing."""
    return _by_place(article, clause, claim) or _by_words(article, clause, claim)


def _by_place(article: Article, clause: _Clause, claim: Claim) -> tuple[str, str] | None:
    span = claim.quantity.span
    left = article.folded[max(clause.span.start, span.start - _WIDTH) : span.start]
    if behind := _behind(article.folded, span, clause.span.end, left):
        return behind
    if _starts_a_rise(article.folded, left, span, clause) and not _is_to_come(article.published, claim):
        return "actual", "modality.actual.from"
    earlier = _EARLIER.search(left)
    if earlier and _PAST.search(earlier[0]) and not _EXPECTED.search(earlier[0]):
        return "actual", "modality.actual.compared"
    return None


def _by_words(article: Article, clause: _Clause, claim: Claim) -> tuple[str, str] | None:
    place = claim.quantity.number.start
    any_before, governing = clause.cues.before(_item_start(article.folded, clause.span.start, place), place)
    past = _is_past(article.published, claim)
    if governing:
        return None if past and governing.role == "estimate" else _governed(clause, governing)
    reach = clause.reach
    if any_before or not reach.role or (claim.end and reach.start and claim.end < reach.start):
        return None
    if (clause.names_past() and reach.role != "plan") or (past and reach.role in _SAME_SUBJECT):
        return None
    return reach.modality, _RULE[reach.role]


def _item_start(folded: str, start: int, place: int) -> int:
    """Where the item of a digest starts that `place` is in: items end in [3] or start with a dash."""
    return max(start, folded.rfind("]", start, place) + 1, folded.rfind(" - ", start, place) + 1)


def _governed(clause: _Clause, cue: _Cue) -> tuple[str, str]:
    """A clause that goes on with 将 under a plan is part of the plan."""
    if cue.role == "outlook" and clause.reach.role == "intent" and cue.start <= clause.span.start + 1:
        return "target", "modality.target.word"
    return _MODALITY[cue.role], _RULE[cue.role]


def _names_to_come(clause: _Clause, claim: Claim) -> bool:
    """Whether a period to come stands before the claim in its clause, and the claim has no period."""
    if claim.start or claim.end:
        return False
    return _last_in(clause.coming.starts, clause.span.start, claim.quantity.span.start)


def _last_in(starts: Sequence[int], low: int, high: int) -> bool:
    """Whether one of `starts`, which are in order, lies between the two places."""
    at = bisect_right(starts, high) - 1
    return at >= 0 and starts[at] >= low


def _starts_a_rise(folded: str, left: str, span: FoldedSpan, clause: _Clause) -> bool:
    return bool(_FROM.search(left) and _TO.match(folded, span.end, clause.span.end))


def _behind(folded: str, span: FoldedSpan, end: int, left: str) -> tuple[str, str] | None:
    """A word after the number that governs it: 70%的市场估计, 近20%的服务器将部署在边缘."""
    if _BEHIND_OF.match(folded, span.end, end):
        return "forecast", "modality.forecast.expected"
    if _TARGET_OF.match(folded, span.end, end):
        return "target", "modality.target.word"
    found = _BEHIND.match(folded, span.end, end)
    if found and not _ASKED.search(found[0]) and not _COMPLETE.search(left):
        return "forecast", "modality.forecast.behind"
    return None


# The number ends what is said of it; what follows in the clause is another statement.
_COMPLETE = re.compile(r"[达为是占]到?\Z|增长|下降")


def _is_to_come(today: date | None, claim: Claim) -> bool:
    """What starts later, or runs on into a later year, cannot have been measured."""
    if today is None or claim.start is None:
        return False
    ends = int(claim.end[:4]) if claim.end else 0
    return date.fromisoformat(claim.start) > today or ends > today.year


def _is_past(today: date | None, claim: Claim) -> bool:
    return today is not None and claim.end is not None and date.fromisoformat(claim.end) < today


@functools.lru_cache(maxsize=1024)  # asked for before the claims have their periods and again after
def _cues(folded: str, sentence: FoldedSpan) -> _Cues:
    found = []
    for match in pattern().finditer(folded, sentence.start, sentence.end):
        role = (match.lastgroup or "none").rstrip("0123456789")
        if role != "none":
            found.append(_Cue(match.start(), role))
    return _Cues(found)
