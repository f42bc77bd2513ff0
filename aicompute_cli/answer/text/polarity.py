"""Answers that are yes or no: what the sentence that decides says, with that sentence as the ground."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.fitting import Fit, is_condition
from aicompute_cli.answer.text.spans import Found, trimmed
from aicompute_cli.answer.text.wordings import Wording

_DENIES = Wording(
    "没有|并未|尚未|从未|未曾|未能|未[有被经得调上出推实完开进达获公]|未(?=[，,。；;]|$)|并非|并不|不是|不再|不会|不能|无法|不具备|不属于|难以|否认|暂无|并没|不得|禁止|停止|取消|放弃|拒绝|只负责|仅负责|只做|失败"
)
_FIRST = Wording("首次|第一次|首度|首个|首家|首款|首座|头一[次个]|零的突破|前所未有|史无前例")
_BEFORE_ASKED = Wording("之前|以前|此前|曾经?|过.{0,12}吗")
_NOT_ASKED = Wording("(?:没有?|未|不)(?!有没有|是不是|能不能|会不会)[^，。是]{1,10}[吗么]")
_CLAUSE = Wording("[，,；;。！？!?]")
_DECIDES, _FIRSTS = 0.2, 0.35
_AFFIRMS = 0.75  # the least that a sentence must have of what it is to affirm
_MOST = 60
_CONTRARY = (
    (("更早", "早于", "先于"), ("晚", "迟", "后于")),
    (("更高", "高于"), ("低于", "更低", "不如")),
    (("更多", "多于"), ("少于", "更少")),
    (("更大", "大于"), ("小于", "更小")),
    (("更快", "快于"), ("慢于", "更慢")),
    (("超过", "跑赢", "达到", "超出"), ("不及", "低于", "未达", "不足", "不到", "未能达")),
    (("上涨", "增长", "上升", "提高"), ("下跌", "下降", "下滑", "减少", "降低")),
)
_TELLING, _TOLD = 0.9, 0.3


def find_polarity(query: Query, fits: Sequence[Fit]) -> Iterator[Found]:
    """是 or 否 with the clause that says so."""
    asks_first = _BEFORE_ASKED.search(query.text) and re.search("第一|首|榜首|冠军|先例|过", query.text)
    turned = bool(_NOT_ASKED.search(query.text))
    for fit in fits:
        text = fit.passage.lowered
        start, end = _clause(query, text)
        counts = _counts(query.text, text)
        denies = (
            counts is False
            or _turns(query, text[start:end])
            or bool(_DENIES.search(text[start:end]))
            or bool(asks_first and _FIRST.search(text))
        )
        if denies and counts is not False and not asks_first and _share(query, text[start:end]) < _DENIED:
            continue
        if denies and _FIRST.search(query.text) and _NEVER.search(text):
            denies = False  # 此前从未有过 says that it is the first
        word = "否" if denies != turned else "是"
        clause = trimmed(text[start:end])[:_MOST]
        affirms = fit.score >= _AFFIRMS and counts is not None and _tells_something(query)
        if not denies and not (affirms and _has_all(query, fit)):
            continue
        decides = (_FIRSTS if asks_first else _DECIDES) if denies else 0.0
        yield Found(fit.passage, start, end, fit.score + decides, f"{word}，{clause}")


_NEVER = Wording("(?:此前|之前|以前|历史上)[^。]{0,12}(?:从未|未曾|没有|尚未|未)|(?:从未|未曾)[^。]{0,12}过?")
_DENIED = 0.4  # the least of a question that stands in the clause that denies it


def _share(query: Query, clause: str) -> float:
    """How much of a question stands in a clause."""
    total = sum(c.weight for c in query.concepts) or 1.0
    return sum(c.weight for c in query.concepts if any(form in clause for form in c.forms)) / total


def _tells_something(query: Query) -> bool:
    """Whether a question says more than names: that two stand in a sentence affirms nothing."""
    return any(c.role not in ("name", "source", "place") for c in query.concepts)


_COUNTED = Wording("(?P<number>[一二两三四五六七八九十百0-9]+)(?P<of>[届个家次座款台名位条项代期层])(?!月)")


def _counts(question: str, text: str) -> bool | None:
    """Whether a sentence counts as the question does: False where it has another number, None where it has none.

    >>> _counts("办过五届吗", "已办过七届"), _counts("办过五届吗", "在北港举行"), _counts("办过吗", "办过七届")
    (False, None, True)
    """
    asked = {match["of"]: match["number"] for match in _COUNTED.finditer(question)}
    if not asked:
        return True
    told = {match["of"]: match["number"] for match in _COUNTED.finditer(text) if match["of"] in asked}
    return None if not told else all(asked[of] == number for of, number in told.items())


def _has_all(query: Query, fit: Fit) -> bool:
    """Whether the passage has every word of the question that tells much: to affirm is to repeat."""
    return all(
        reach >= _TOLD
        for concept, reach in zip(query.concepts, fit.passage.reach, strict=True)
        if concept.weight >= _TELLING and (concept.role not in ("name", "source") or is_condition(concept))
    )


def _turns(query: Query, clause: str) -> bool:
    """Whether a clause says the contrary of what the question supposes: 更早 against 晚."""
    text = query.text
    for one, other in (*_CONTRARY, *(pair[::-1] for pair in _CONTRARY)):
        asked = any(word in text for word in one) and not any(word in text for word in other)
        if asked and any(word in clause for word in other) and not any(word in clause for word in one):
            return _in_order(query, clause)
    return False


def _in_order(query: Query, clause: str) -> bool:
    """Whether the names of a question stand in the clause in the same order."""
    named = [c for c in query.concepts if c.role == "name" and c.text in query.text]
    asked = sorted(named, key=lambda c: query.text.find(c.text))
    places = [min((at for form in c.forms if (at := clause.find(form)) >= 0), default=-1) for c in asked]
    known = [place for place in places if place >= 0]
    return known == sorted(known)


def _clause(query: Query, text: str) -> tuple[int, int]:
    """The clause that has most of the question."""
    best, least, start = (0, len(text)), -1.0, 0
    for end in [*(match.start() for match in _CLAUSE.finditer(text)), len(text)]:
        part = text[start:end]
        weight = sum(c.weight for c in query.concepts if any(form in part for form in c.forms))
        if weight > least and part.strip():
            best, least = (start, end), weight
        start = end + 1
    return best
