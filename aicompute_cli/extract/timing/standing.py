"""How a period stands in its clause: whether it says when the figures around it hold."""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import Literal

from aicompute_cli.extract.timing.cues import pattern, words
from aicompute_cli.model import FoldedSpan, Period

Standing = Literal["governs", "since", "attached", "base", "founding", "relative", "reporting", "name"]

_BEFORE = 14
_AFTER = 40
_TITLE = 60
_FROM = re.compile(r"(?:从|由|自)$")
_RUNNING = re.compile(r"\s*(?:起|开始|以来|至|到|—|-|~)")
_HEAD = re.compile(r"(?:date|日期[::]|时间[::]|发布于|更新于|更新[::])\s*$")
_FOUNDED = re.compile(
    r"(?:成立|创立|创办|创建|始建|建成|建立|设立|诞生|出生|生|上市|开业|落成|始|建|毕业)(?:于|在)$"
)
_AT = ("于", "在", "\n")
_STAMP = re.compile(r"\s+\d{1,2}[::]\d\d")
_SINCE_EVENT = re.compile(r"[^，。；,\d]{0,10}?以来(?!最|的?新|首)")
_TIMES = re.compile(r"(?:全年|同期)?的(?:约|近|将近|超过|逾)?[\d.一二三四五六七八九十两百]+多?倍")
_THEN = re.compile(r"(?:时|之初|之际|那年|当年|当时|伊始)$")
_LEVEL = re.compile(
    r"(?:(?:、|和|及|与)\s*(?:19|20)\d\d年)?(?:全年|年底|同期)?的?(?:同期|相加|之和|总和|合计|平均)?的?(?:水平|水准|基数)"
)
_WITHIN_BRACKETS = re.compile(r"[^()（）]{0,6}(?:讯|电)\s*[)）\]】]")
_FORETOLD = re.compile(
    r"份?时(?:的|[，,][^，。,\d]{0,8}?曾)?所?(?:预测|预估|预计|预期|预料|估计|预告|提出|给出)"
)
_EXCEEDS = re.compile(r"(?:超过|超出|超|高于|高过|大于|多于|低于|小于|少于|不及|逼近|接近|相当于)了?\Z")
_FIGURE = re.compile(r"\d")
_CLAUSE_END = re.compile(r"[，；。！？;,]")
_DATELINE = re.compile(r"\s*(?:讯|电)(?![动子力池视])")
_MONTHS_REPORT = re.compile(r"的(?:一份|一项)?[^\d，。]{0,8}?(?:报告|调查|研究|文件|公告)")
_DAYS = ("day", "week")


def standing(folded: str, period: Period, floor: int, ceiling: int, today: date | None) -> Standing:
    """How `period` stands between `floor` and `ceiling` (its sentence) of the folded text.

    ``governs``: figures after it are of it. ``attached``: only the figure it touches is (从2019年的20亿元).
    ``since``: they run from it to the document's day (自2019年成立以来).
    ``base``: it is what something is compared with. ``founding``: it dates a beginning. ``relative``: it belongs to
    a clause about a thing (2019年建成的园区). ``reporting``: it dates the telling. ``name``: it is part of a name.
    """
    start, end = period.span.start, period.span.end
    before = folded[max(floor, start - _BEFORE) : start]
    after = folded[end : min(ceiling, end + _AFTER)]
    if _in_name(folded, start, floor) or _HEAD.search(before) or _STAMP.match(after):
        return "name"
    if _is_base(before, after, period):
        return "base"
    if period.role in ("in", "since") and _SINCE_EVENT.match(after):
        return "since"
    if _FORETOLD.match(after):
        return "reporting"
    if _FROM.search(before) and period.role != "since" and not _RUNNING.match(after):
        return "attached"
    return _by_what_follows(before, after, period, today)


def is_base(folded: str, start: int, end: int, sentence: FoldedSpan) -> bool:
    """Whether the wording from `start` to `end` is what something is compared with (较去年同期, 比目前)."""
    before = folded[max(sentence.start, start - _BEFORE) : start]
    if _base().search(before):
        return True
    return bool(_with().search(before) and _compared().match(folded, end, min(sentence.end, end + _AFTER)))


def exceeds(folded: str, start: int, floor: int) -> bool:
    """Whether what stands at `start` has a figure of its own that is exceeded or missed (超过去年全年的20亿元)."""
    return _EXCEEDS.search(folded, max(floor, start - 5), start) is not None


def is_start(folded: str, start: int) -> bool:
    """Whether a change sets out from the wording at `start` (从去年同期的20%)."""
    return _FROM.search(folded, max(0, start - 1), start) is not None


def _in_name(folded: str, start: int, floor: int) -> bool:
    left = max(floor, start - _TITLE)
    return folded.rfind("《", left, start) > folded.rfind("》", left, start)


def _is_base(before: str, after: str, period: Period) -> bool:
    if _base().search(before) or _LEVEL.match(after) or _TIMES.match(after):
        return True
    if _with().search(before) and _compared().match(after):
        return True
    # A record: 创2021年以来新高.
    if period.role == "since" and _record("record_before").search(before):
        return True
    return bool((period.role == "since" or period.grain == "span") and _record("record_after").match(after))


def _by_what_follows(before: str, after: str, period: Period, today: date | None) -> Standing:
    clause = _CLAUSE_END.split(after, maxsplit=1)[0]
    if _named(clause, period):
        return "name"
    if _is_told(after, clause, period):
        return "reporting"
    past = today is None or period.start is None or period.start <= today
    if past and _relative().match(clause) and not pattern("ranking").search(clause):
        return "relative"
    founded = before.endswith(_AT) and _FOUNDED.search(before)
    begins = founded or (period.grain != "span" and _founding().match(clause))
    return "founding" if begins and not _THEN.search(clause) else "governs"


def _is_told(after: str, clause: str, period: Period) -> bool:
    """Whether something is made known on that day, or in that month a report appeared."""
    if period.grain not in _DAYS or period.role != "in":
        return bool(_told_in().match(after) or (period.grain == "month" and _MONTHS_REPORT.match(clause)))
    told = pattern("reporting").search(after)
    return bool(
        _WITHIN_BRACKETS.match(after)
        or _DATELINE.match(after)
        or (told and not _FIGURE.search(after, 0, told.start()))
    )


def _named(clause: str, period: Period) -> bool:
    if _occasion().match(clause):
        return True
    return period.grain == "span" and period.role == "in" and _programme().match(clause) is not None


@functools.cache
def _base() -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern('base_before').pattern})(?:了|在|到|自)?\s*[“\"]?$")


@functools.cache
def _with() -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern('base_with').pattern})\s*[“\"]?$")


@functools.cache
def _compared() -> re.Pattern[str]:
    return re.compile(rf"[^，。；,]{{0,8}}?(?:{pattern('base_after').pattern})")


@functools.cache
def _record(kind: str) -> re.Pattern[str]:
    listed = "|".join(words(kind))
    return re.compile(rf"(?:{listed})自?$" if kind.endswith("before") else rf"\s*的?(?:{listed})")


@functools.cache
def _founding() -> re.Pattern[str]:
    return re.compile(rf"[^\d]{{0,10}}?(?:{pattern('founding').pattern})")


@functools.cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"[^\d]{{0,14}}?(?:{pattern('relative').pattern})(?:了)?的")


@functools.cache
def _told_in() -> re.Pattern[str]:
    verb = "(?:发布|公布|发表|出版|出炉|披露|开展|进行|给出|印发|出台|下发|颁布)"
    return re.compile(rf"[，,]?[^\d，,]{{0,20}}?{verb}[^\d]{{0,12}}?(?:{pattern('publication').pattern})")


@functools.cache
def _occasion() -> re.Pattern[str]:
    return re.compile(rf"[^\d，]{{0,14}}?(?:{pattern('occasion').pattern})")


@functools.cache
def _programme() -> re.Pattern[str]:
    return re.compile(rf".{{0,24}}?(?:{pattern('programme').pattern})")
