"""Places of an order: who has the one that is asked for, and whether somebody has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aicompute_cli.answer.choose import eligible
from aicompute_cli.answer.facts import value_of
from aicompute_cli.answer.passages import match
from aicompute_cli.answer.query import Concept

if TYPE_CHECKING:
    from aicompute_cli.answer.facts import Candidate
    from aicompute_cli.answer.figures import Figures
    from aicompute_cli.answer.query import Query
    from aicompute_cli.answer.reply import Answer

_NUMERAL = "[一二三四五六七八九十]{1,2}|[0-9]{1,2}"
_RANGE = re.compile(rf"第?({_NUMERAL})(?:名|位)?(?:到|至|-|~|—)第?({_NUMERAL})(?:名|位)")
_FIRST = re.compile(rf"(?:前|top ?)({_NUMERAL})(?![年个季次月天半后])")
_PLACE = re.compile(rf"第({_NUMERAL})(?:名|位|大)?(?![个季次届代批期款财轮届份版])")
_TOP = re.compile(
    "榜首|首位|冠军|头名|龙头|老大|名列前茅|(?:排名|名次|位次|排位)最[高前]|[排居]第一"
    "|(?:份额|市占率?|占有率|渗透[度率])[^，。]{0,4}最[大高]"
)
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九", 1)}
_OF_ORDER = re.compile(
    rf"(?:第(?:{_NUMERAL})(?:名|位)?|前(?:{_NUMERAL})名?|排名|排行|名次|位次|位列|位居|排|居|最[高前大]|榜首|首位|冠军|头名|龙头|老大)+"
)
_SAYS_PLACE = re.compile("第|首|冠|榜|前|top")
_SURE = 0.8


def asked_places(text: str) -> range | None:
    """The places that a folded question names; None where it names none.

    >>> asked_places("排名第五的城市"), asked_places("前三名"), asked_places("谁是龙头"), asked_places("第二季度")
    (range(5, 6), range(1, 4), range(1, 2), None)
    """
    if found := _RANGE.search(text):
        return range(_number(found[1]), _number(found[2]) + 1)
    if found := _FIRST.search(text):
        return range(1, _number(found[1]) + 1)
    if found := _PLACE.search(text):
        return range(_number(found[1]), _number(found[1]) + 1)
    return range(1, 2) if _TOP.search(text) else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def holders(query: Query, figures: Figures) -> list[Answer]:
    """Those who have the places that are asked for, as far as facts of one order name each of them."""
    places = asked_places(query.text)
    if places is None or (len(places) > 1 and query.kind not in ("list", "keywords")):
        return []
    found = [
        c
        for c in _of_order(query, figures)
        if value_of(c.fact) in places
        and (holder := _holder(c, figures))
        and _is_of_sort(query, holder, figures)
    ]
    if not found:
        return []
    best = found[0]
    same = {int(value_of(c.fact)): c for c in reversed(found) if c.fact.sentence == best.fact.sentence}
    names = tuple(_holder(same[place], figures) for place in places if place in same)
    if len(names) < len(places) or len(set(names)) < len(names):
        return []
    answer = figures.of_fact(best)._replace(
        text="、".join(names), value=None, value_high=None, unit=None, items=names if names[1:] else ()
    )
    return [answer]


def place_verdict(query: Query, figures: Figures) -> list[Answer]:
    """Whether the one that a yes-or-no question names has the place that it names."""
    places = asked_places(query.text)
    if places is None or re.search("首次|第一次|之前|以前|此前|曾|(?<!超)过", query.text):
        return []
    found = [c for c in _of_order(query, figures) if _is_holder(query, c)]
    if not found:
        return []
    best = next((c for c in found if value_of(c.fact) in places), found[0])
    holds = value_of(best.fact) in places
    answer = figures.of_fact(best)
    text = f"{'是' if holds else '否'}，第{best.fact.value}"
    return [answer._replace(text=text, value=None, value_high=None, unit=None)]


def _of_order(query: Query, figures: Figures) -> list[Candidate]:
    """The places of an order that a question is about, best first."""
    concepts = tuple(c for c in query.concepts if not _is_of_order(c))
    sort = _SORT.search(query.text)
    if sort and not any(sort[0] in concept.text for concept in concepts):
        concepts = (*concepts, Concept(sort[0], (sort[0],), "word", 1.0))
    if not concepts:
        return []
    asked = query._replace(kind="rank", concepts=concepts, fact_kinds=("rank",), units=(), derive=None)
    return [c for c in eligible(asked, figures.candidates(asked)) if c.covered >= _SURE]


_SORT = re.compile("城市|国家|省份|地区|行业|领域|企业|公司|厂商|机构|高校|大学")
_PLACES = ("城市", "国家", "省份", "地区")
_FIELDS = ("行业", "领域")


def _is_of_sort(query: Query, holder: str, figures: Figures) -> bool:
    """Whether a name is of the sort that a question asks for: 哪个行业 wants no company."""
    sort = _SORT.search(query.text)
    kind = figures.kind_of_name(holder)
    if sort is None or sort[0] not in (*_PLACES, *_FIELDS):
        return kind != "place" or sort is None
    return kind == "place" if sort[0] in _PLACES else kind in ("", "technology")


def _is_of_order(concept: Concept) -> bool:
    return _OF_ORDER.fullmatch(concept.text) is not None


def _holder(candidate: Candidate, figures: Figures) -> str:
    """The name of the one that has a place, where the fact tells it; empty if not."""
    text = candidate.fact.text.strip()
    if not _SAYS_PLACE.search(text):
        return text
    head, separator, _ = candidate.fact.metric.partition("在")
    is_name = separator and 2 <= len(head) <= _LONGEST and "前" not in text and figures.kind_of_name(head)
    return head if is_name else ""


_LONGEST = 12


def _is_holder(query: Query, candidate: Candidate) -> bool:
    """Whether a place is that of the name that the question begins with."""
    named = [c for c in query.concepts if c.role in ("name", "place", "word")]
    first = min(named, key=lambda c: query.text.find(c.text), default=None)
    return first is not None and is_of(first, candidate)


def is_of(concept: Concept, candidate: Candidate) -> bool:
    """Whether a place is that of a name: it begins the fact's metric."""
    metric = candidate.fact.metric.lower()
    return any(metric.startswith(form) for form in concept.forms) or (
        match(concept, metric.partition("在")[0]) >= _SURE
    )
