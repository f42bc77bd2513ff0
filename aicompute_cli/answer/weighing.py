"""What speaks for or against a figure besides what it has of the question's words."""

from __future__ import annotations

import re
from typing import NamedTuple

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.vocabulary import LONGEST, known_name
from aicompute_cli.index.facts import StoredFact

_EXTRA = 0.3
_ORDER = 0.05
_GUESS = 0.35
_LATER = 0.1
_OTHERS = 0.1
_RANGE = 0.1
_PART = 0.4
_HOME = ("中国", "全国", "国内")  # where an article is of, if it says no more
_NEUTRAL = ("数量", "规模", "排名", "预计", "总", "比例", "占比", "情况", "水平")
_EXPECTED = ("市场预期", "外界", "分析师预期", "猜测", "预估为", "原先", "此前预期", "市场预估", "市场平均")
_NOW = (
    "现在",
    "目前",
    "如今",
    "只要",
    "后来",
    "之后",
    "以后",
    "拉到",
    "提到",
    "升到",
    "降到",
    "增至",
    "提高到",
    "减到",
    "缩短到",
)
_RAISED = re.compile("[修调升降拉提涨增减扩缩改压抬](?:高|低|至|到|为|短)|上修|下修|上调|下调")
_ASKS_EXPECTED = re.compile("外界|市场预期|先前估|原先|原本|此前预期|分析师预期|预期是|猜测")


class Place(NamedTuple):
    """Where a figure stands: its metric and clause as they are compared, its sentence, and where in that."""

    metric: str
    clause: str
    lowered: str
    at: int


def adjustment(query: Query, fact: StoredFact, place: Place) -> float:
    """What is added to a figure's score, mostly taken away."""
    against = _EXTRA * _extra(query, place.metric)
    against += _ORDER * (fact.kind in query.fact_kinds[1:]) + 2 * _ORDER * (fact.kind not in query.fact_kinds)
    against += _GUESS * _is_guess(query, place.metric, place.clause)
    against += _PART * _is_of_other_part(query, fact, place.metric) + _OTHERS * _is_of_others(
        query, place.metric
    )
    against += _FORMER * (_was(place.lowered, place.at) and not re.search(_ASKS_BEFORE, query.text))
    against += _FORETOLD * _is_foretold(query, fact)
    later = _LATER * (
        _becomes(place.lowered, place.at) and _asks_for_now(query) and not _is_foretold(query, fact)
    )
    return later + _RANGE * _is_range(query, fact) - against


_FORMER = 0.2
_WAS = "[由从自](?:原来|过去|此前|之前|去年|原先)?的?[约近]?$"
_ASKS_BEFORE = "原来|之前|以前|此前|原先|原本|从前|过去|从|起初|最初"


def _was(lowered: str, place: int) -> bool:
    """Whether a figure is what something was before it became another: 40% of 由40%提高到90%."""
    return (
        re.search(_WAS, lowered[max(0, place - 8) : place]) is not None
        and re.match(_BECAME, lowered[place : place + 30]) is not None
    )


_BECAME = "[^，。；]{1,16}?[到至为]"
_FORETOLD = 0.12
_NOW_ASKED = "现在|目前|当前|如今|眼下|已经|最新"
_ASKS_AHEAD = "预计|预测|预期|未来|将|会(?!议)|有望|目标|计划|规划|要|到[0-9]|明年|后年"


def _is_foretold(query: Query, fact: StoredFact) -> int:
    """How much against a figure it is that it is foretold where none such is asked for: 2 where 现在 is."""
    if fact.modality == "actual" or query.periods or re.search(_ASKS_AHEAD, query.text):
        return 0
    return 2 if re.search(_NOW_ASKED, query.text) else 1


def is_expected(metric: str, clause: str) -> bool:
    """Whether a figure is what others had expected."""
    return any(word in metric + clause for word in (*_EXPECTED, "预期"))


def _extra(query: Query, metric: str) -> float:
    """The share of the metric that the question does not name: 基础设施 where the whole market is asked about."""
    rest = metric
    for form in sorted((form for concept in query.concepts for form in concept.forms), key=len, reverse=True):
        if form in rest:
            rest = rest.replace(form, " ")
    for word in _NEUTRAL:
        rest = rest.replace(word, " ")
    for word in _HOME:
        rest = rest.replace(word, "国")
    return sum(
        not char.isspace() and char not in "的和与在" and char not in query.text for char in rest
    ) / max(len(metric), 1)


def _is_guess(query: Query, metric: str, clause: str) -> bool:
    """Whether the figure is what others had expected, and that is not asked for."""
    is_guess = any(word in metric + clause for word in _EXPECTED)
    return is_guess != bool(_ASKS_EXPECTED.search(query.text))


def _is_of_others(query: Query, metric: str) -> bool:
    """Whether the metric begins with the name of somebody whom the question does not name."""
    for size in range(min(LONGEST, len(metric)), 1, -1):
        if name := known_name(metric[:size]):
            return not any(form in query.text for form in name.names) and name.kind in (
                "organization",
                "person",
            )
    return False


def _is_of_other_part(query: Query, fact: StoredFact, metric: str) -> bool:
    """Whether a share is that of another part than the question names: 甲占丙比例 where 乙 is asked about."""
    part, of, _ = metric.partition("占")
    if fact.kind != "share" or not of or not metric.endswith("比例"):
        return False
    rest = part
    for form in (form for concept in query.concepts for form in concept.forms if len(form) > 1):
        rest = rest.replace(form, "")
    return sum(char not in query.text for char in rest) * 2 > len(part)


def _becomes(lowered: str, place: int) -> bool:
    return lowered[max(0, place - 4) : place].rstrip(" 约近超过逾的").endswith(("到", "至", "为", "成"))


def _asks_for_now(query: Query) -> bool:
    return any(word in query.text for word in _NOW) or _RAISED.search(query.text) is not None


def _is_range(query: Query, fact: StoredFact) -> bool:
    return "区间" in query.text and fact.value_high is not None
