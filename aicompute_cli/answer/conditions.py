"""The conditions of a question, and which of them a figure does not meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from aicompute_cli.answer.attribute import figure_tells
from aicompute_cli.answer.facts import Candidate
from aicompute_cli.answer.query import Concept, Query
from aicompute_cli.answer.vocabulary import kinds_apart, known_forms, places
from aicompute_cli.answer.wording import says_fall
from aicompute_cli.index.facts import StoredFact, match_form

ENOUGH = 0.55
"""The least that a fact must have of what is asked, weighted."""

_BESIDE = 0.85  # what a name has that stands in the clause before
_SURE = 0.6  # the least score, which too much in the metric that is not asked for lowers
_NAME = 0.45
_MEASURE = 0.6
_OWN = 0.9  # what a name has that stands in the metric or the clause
_ELSEWHERE = 0.3  # and one that stands elsewhere in the document
_REFERS = re.compile("这一?(?:数字|数据|比例|指标|规模)|该(?:数字|数据|指标)|其中|前者|后者")
_SHORT = 12  # characters
_REFERRED = 0.5  # what stands in the sentence before, of a clause that refers to it
_TELLING = 0.2
_HEAD, _HEADED = 2.0, 0.5  # the least weight of what is counted, and the least that a figure must have of it
_ALONE = 0.55  # the least that a fact must have of the one word of the lists that a question has
_TITLE = 0.4
_LOST = 0.35  # of what the words of the lists tell
_PRESENT, _PRESENT_RUN = (
    0.7,
    1.5,
)  # the least weight of a word that the corpus has, and of a run that is no word
_NAME_ENDINGS = tuple("湖市省县区州山江河岛港湾镇乡村院厂校馆")  # what names of places and bodies end with
_COUNTING = frozenset("一二两三四五六七八九十百千几每多少不")
_MONEY = frozenset(
    ("USD", "CNY", "HKD", "TWD", "EUR", "JPY", "GBP", "KRW", "INR", "SGD", "AUD", "CAD", "CHF", "MOP")
)
_AROUND = 0.35
_SEQUENTIAL = re.compile(r"环比|[季月周][增减]|按[季月]|[比较](?:上|前)一?个?[月季周]|[比较]\d+月|较前")
_YEARLY = re.compile("同比|按年|年[增减]|去年|上年|前一年|年成长")
_NO_MARKET = frozenset(("FLOPS", "OPS", "B", "W", "Wh", "s", "m", "m2", "bit/s", "B/s"))
_COUNTS = re.compile("[数量]|参数|尺寸")
_SIZED = re.compile("规模|体量|市场")


class Miss(NamedTuple):
    """A condition that a candidate does not meet: ``period``, ``unit``, ``name`` …, and what of the question it is."""

    condition: str
    text: str = ""


def misses(query: Query, candidate: Candidate) -> Iterator[Miss]:
    """The conditions of the query that a fact does not meet."""
    fact = candidate.fact
    if not has_unit(query, fact):
        yield Miss("unit")
    if not has_kind(query, fact):
        yield Miss("kind")
    if is_other_growth(query, candidate):
        yield Miss("kind")
    if candidate.period < 0.4 or _of_other_season(query, candidate):
        yield Miss("period")
    if place_conflict(query, candidate):
        yield Miss("place", query.place or "")
    if query.modality == "actual" and fact.modality != "actual":
        yield Miss("modality")
    yield from _missing(query, candidate)
    if kind := _is_of_a_kind(query, candidate.fact.metric.lower()):
        yield Miss("word", kind)
    if lost := _lost_word(query, candidate):
        yield Miss("word", lost)
    if not figure_tells(query, candidate, refers=_REFERS.search(candidate.clause) is not None):
        yield Miss("attribute")
    if not candidate.said:
        yield Miss("source", query.sources[0][0])
    if candidate.covered < ENOUGH or candidate.score < _SURE:
        yield Miss("score")


_SEASON = "第?([一二三四1-4首])(?:财季|季度|季)|(上|下)半年"
_YEAR_BEFORE = "(?<![比较])[去上]年同期"
_ENDS = {
    "一": "03",
    "1": "03",
    "首": "03",
    "二": "06",
    "2": "06",
    "三": "09",
    "3": "09",
    "四": "12",
    "4": "12",
}


def _of_other_season(query: Query, candidate: Candidate) -> bool:
    """Whether a question names a quarter or half without its year, and a figure is of none such."""
    if not ("季" in query.text or "半年" in query.text or "同期" in query.text):
        return False
    if re.search(_YEAR_BEFORE, query.text) and query.kind == "amount" and not query.periods:
        return re.search(_YEAR_BEFORE, candidate.clause) is None
    season = re.search(_SEASON, query.text)
    if season is None or query.periods:
        return False
    around = "".join((*candidate.passage.before[-1:], candidate.passage.lowered))
    told = re.search(_SEASON, around)
    if told and told.groups() == season.groups():
        return False
    last = candidate.fact.last_day or ""
    end = _ENDS[season[1]] if season[1] else "06" if season[2] == "上" else "12"
    first = candidate.fact.first_day or ""
    return last[5:7] != end or (first[:4] == last[:4] and first[5:7] == "01" and season[2] != "上")


def _missing(query: Query, candidate: Candidate) -> Iterator[Miss]:
    """The names, measures and telling words of the query that a fact does not have."""
    for number, concept in enumerate(query.concepts):
        if _may_be_elsewhere(query, candidate, number):
            continue
        refers = concept.role == "measure" and _refers(candidate.clause)
        least = _REFERRED if refers else least_of(concept)
        if candidate.matches[number] < least or _of_another(concept, number, candidate):
            yield Miss(concept.role, concept.text)


def _is_of_a_kind(query: Query, metric: str) -> str:
    """The thing of which a figure is of one kind only, where the question asks about all: AI服务器 for 服务器."""
    for thing, kinds in kinds_apart().items():
        if thing not in metric or thing not in query.text:
            continue
        for words in kinds:
            if any(f"{word}{thing}" in metric for word in words) and not any(
                word in query.text for word in words
            ):
                return thing
    return ""


def _refers(clause: str) -> bool:
    """Whether a clause says no measure of its own: it refers to the one before, or is as short as 乙16万辆排第二."""
    return len(clause) <= _SHORT or _REFERS.search(clause) is not None


def _lost_word(query: Query, candidate: Candidate) -> str:
    """The word that tells most of those that a fact lacks, if it lacks more than a third of what words tell.

    Words of the lists only: of those every other wording is known, so that what is not found is not there.
    """
    listed = [
        (concept, matched)
        for concept, matched in zip(query.concepts, candidate.matches, strict=True)
        if concept.role in ("word", "measure") and len(concept.forms) > 1
    ]
    if not listed:
        return ""
    first, matched = max(listed, key=lambda pair: pair[0].weight)
    is_alone = len(listed) == 1 and query.kind in ("amount", "keywords")
    if matched < (_ALONE if is_alone else _TITLE) and not any(
        concept.role == "name" for concept in query.concepts
    ):
        return first.text  # it stands at most in the title
    lost = [concept for concept, matched in listed if matched < _TELLING]
    if sum(c.weight for c in lost) <= _LOST * sum(c.weight for c, _ in listed):
        return ""
    return max(lost, key=lambda concept: concept.weight).text


def _may_be_elsewhere(query: Query, candidate: Candidate, number: int) -> bool:
    """Whether a name may stand elsewhere in the document, as another name of the question stands with the figure."""
    concept = query.concepts[number]
    if concept.role != "name" or concept.kind == "place" or candidate.matches[number] < _ELSEWHERE:
        return False
    return any(
        other.role == "name" and other.kind != "" and matched >= _OWN
        for other, matched in zip(query.concepts, candidate.matches, strict=True)
    )


def least_of(concept: Concept) -> float:
    """The least that an answer must have of a concept: names and measures are conditions, words are not."""
    if concept.role == "name":
        return _NAME
    if concept.role == "measure":
        return _MEASURE
    if concept.role == "word" and concept.weight >= _HEAD:
        return _HEADED  # what is counted
    if is_telling(concept):
        return _TELLING
    return 0.01 if concept.rivals else 0.0


def is_telling(concept: Concept) -> bool:
    """Whether a word of the corpus that no list has is long enough to be a name: 鄱阳湖."""
    known = concept.weight >= (_PRESENT_RUN if concept.kind == "unknown" else _PRESENT)
    known = known or concept.text.endswith(_NAME_ENDINGS)
    return (
        concept.role == "word" and known and len(concept.forms) == 1 and len(concept.text) > 2
        and not concept.text.isascii() and _COUNTING.isdisjoint(concept.text)
    )  # fmt: skip


def _of_another(concept: Concept, number: int, candidate: Candidate) -> bool:
    """Whether a name is only around the sentence, and the figure is of another of its kind."""
    if (
        concept.role != "name"
        or candidate.passage.matches[number] >= _NAME
        or candidate.matches[number] > _MEASURE
    ):
        return False
    near = candidate.fact.metric.lower()
    if concept.kind == "place":
        near = (
            ""
            if any(form in candidate.passage.document.lead for form in concept.forms)
            else candidate.passage.lowered
        )
    if concept.kind not in ("place", "organization", "product"):
        return False
    return any(form in near for form in known_forms(concept.kind) if form not in concept.forms)


def is_other_growth(query: Query, candidate: Candidate) -> bool:
    """Whether the growth is over the month or quarter before where the year before is asked for, or the other way.

    A rise is no fall either, where the question says that something fell.
    """
    if query.kind != "growth":
        return False
    if says_fall(query.text) and not candidate.fact.value.startswith("-"):
        return True
    asked = bool(_SEQUENTIAL.search(query.text))
    stated = bool(_SEQUENTIAL.search(candidate.clause)) and not _YEARLY.search(candidate.clause)
    return asked != stated and (asked or bool(_SEQUENTIAL.search(candidate.clause)))


def has_unit(query: Query, fact: StoredFact) -> bool:
    """Whether the fact counts in what is asked for."""
    if not query.units and fact.unit in _NO_MARKET and "市场" in query.text:
        return False
    if not query.units and fact.kind == "level" and "规模" in query.text and re.search(_MARKET, query.text):
        return is_money(fact)
    if not query.units:
        return fact.unit != "1" or not _SIZED.search(query.text) or bool(_COUNTS.search(fact.metric))
    if fact.unit in query.units:
        return True
    if "*money" in query.units and is_money(fact):
        return True
    return any(concept.role == "measure" and fact.unit in concept.forms for concept in query.concepts)


_MARKET = "市场.{0,8}规模|产业规模"


def is_money(fact: StoredFact) -> bool:
    """Whether a fact is a sum of money; in 收入95亿 its currency goes without saying."""
    return fact.unit in _MONEY or (fact.unit == "1" and fact.text[-1:] in "亿万億萬兆")


def has_kind(query: Query, fact: StoredFact) -> bool:
    """Whether the fact is an amount, share, growth or rank as asked."""
    if query.kind == "amount" and not query.units and fact.kind == "share" and not _SIZED.search(query.text):
        return True
    if query.kind == "multiple" and fact.unit == "x":
        return True
    return not query.fact_kinds or fact.kind in query.fact_kinds


def place_conflict(query: Query, candidate: Candidate) -> bool:
    """Whether the fact is of another region than the one that is asked about."""
    if query.place is None:
        return False
    own = match_form(candidate.fact.metric)
    groups = [group for group, words in places() if any(word in own for word in words if len(word) > 1)]
    if query.kind == "rank":
        groups = [group for group in groups if group != "全球"]  # 中国算力总规模全球排名
    if groups:
        return query.place not in groups
    near = candidate.clause
    named = [group for group, words in places() if any(word in near for word in words if len(word) > 1)]
    if query.place in named:
        return False
    sentence = candidate.passage.lowered
    words = next(words for group, words in places() if group == query.place)
    if any(word in sentence for word in words):
        return False
    if named:
        return True
    known = any(
        (concept.role in ("name", "source") and matched >= _BESIDE)
        or (concept.role == "place" and matched >= _AROUND)
        for concept, matched in zip(query.concepts, candidate.matches, strict=True)
    )
    return query.place != "中国" and not known
