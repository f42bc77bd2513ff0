"""Indexes, rankings, papers, plans and standards that stand without 《》, by the table and by what they are made of.

The year belongs to the mention: 2023年某某排行榜 and 某某排行榜 are one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.names.stems import (
    YEAR,
    NamesIn,
    Stem,
    Taken,
    latin_names,
    quoted_titles,
    stem_before,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.publication.table",
        "a ranking, plan or benchmark of the table, with the year before it",
        "新系统进入2024年TOP500前十。",
        "店里新到前500件货。",
    ),
    Rule(
        "name.publication.latin",
        "capitalised words that end like a report",
        "数据来自Northpeak Worldwide Server Tracker。",
        "数据来自Northpeak Worldwide Server。",
    ),
    Rule(
        "name.publication.quoted",
        "a title in quotes or 〈〉 right before or with an ending of publications",
        "大行在「液冷供应链」报告中看好后市。",
        "大行在「液冷供应链」中看好后市。",
    ),
    Rule(
        "name.publication.five-years",
        "a plan for five years of one trade",
        "“十四五”海洋装备规划提出目标。",
        "“十四五”期间行业规划提出目标。",
    ),
    Rule(
        "name.publication.ending",
        "an ending of indexes, rankings, papers and plans with a stem that makes a name of it",
        "2023年中国云计算城市排行榜公布。",
        "该榜单和相关指数公布。",
    ),
)

_YEAR_BEFORE = re.compile(rf"(?:{YEAR})$")
_QUOTED_ENDING = re.compile(
    "[”」](?:研究|调查|分析)?(?:报告(?![期人会])|白皮书|蓝皮书|研报|指数|榜单|排行榜)"
)
_SINGLE_MARKS = re.compile(r"〈[^〈〉\n]{4,40}(?:报告|白皮书|指数|调查|展望)[^〈〉\n]{0,12}〉")
_FIVE_YEARS = re.compile(
    r"[“\"]?十[二三四五六]五[”\"]?(?!期间|时期|以来|末|初|开局|规划|计划)[\u4e00-\u9fff]{2,14}?规划(?:纲要)?(?![了到在的建布])"
)
_OF_PHRASE = re.compile("的|了|期间|时期|以来|提出|明确|按照|根据|编制|制定|推进|加快")
_BEHIND = 8  # characters behind an ending in which a year may stand: 白皮书(2024年)
_YEAR_BEHIND = re.compile(r"[(（]20\d\d年?[)）]")
_SHORTEST = 2
_OF_A_FIELD = ("发展报告", "白皮书", "蓝皮书")  # with a term of the field alone: 云计算白皮书
_LATIN_ENDING = re.compile(
    " [A-Z][A-Za-z&-]{1,30} (?:Report|Index|Outlook|Tracker|Survey|Forecast|Guide|Whitepaper|White Paper|Roadmap)"
    "(?![A-Za-z0-9])"
)
_TAIL = re.compile("(?:(?:评估|研究|分析|年度)?报告|白皮书|蓝皮书)")  # of an index
_LATIN = re.compile("[A-Za-z0-9]")
# Indexes of markets and of prices are no publications.
_MARKETS = re.compile(
    r"上证|深证|沪深|恒生|纳斯达克|纳指|标普|标准普尔|道琼斯|道指|费城|罗素|日经|创业板|科创|中证|国证|富时|MSCI|台湾加权|加权|KOSPI|DAX|CAC|"
    r"价格|股价|股票|板块|概念|期货|采购经理|PMI|信心|恐慌|美元|波动率|大盘|股指|运价|CPI|PPI"
)


class _Ending(NamedTuple):
    needs: str
    not_before: re.Pattern[str]


def find_publications(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """The publications that `text` names without 《》; `names` are those found in it, which titles hold."""
    known = list(_find_tabled(text))
    yield from known
    for span, called in latin_names(text, _LATIN_ENDING):
        yield Name(span, called, "report", ("name.publication.latin",))
    yield from _find_quoted(text)
    yield from _find_built(text, NamesIn(names), Taken(known))


def _find_tabled(text: str) -> Iterator[Name]:
    automaton, forms = _tabled()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if _inside_word(text, start, end) or _in_marks(text, start, end):
            continue
        year = _YEAR_BEFORE.search(text, max(0, start - 12), start)
        span = FoldedSpan(year.start() if year else start, end)
        yield Name(span, forms[index][1], "report", ("name.publication.table",))


def _inside_word(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    return bool(
        (left and _LATIN.match(left) and _LATIN.match(text[start]))
        or (right and _LATIN.match(right) and _LATIN.match(text[end - 1]))
    )


def _find_built(text: str, names: NamesIn, taken: Taken) -> Iterator[Name]:
    automaton, endings = _endings()
    last = 0
    for index, start, stop in automaton.find_matches_as_indexes(text):
        ending = endings[index]
        free = taken.floor(start)
        if free is None or ending.not_before.match(text, stop) or _in_marks(text, start, stop):
            continue
        tail = _TAIL.match(text, stop)
        end = tail.end() if tail else stop
        stem = stem_before(text, start, names, floor=max(free, last), topics="publication")
        if stem and _makes_name(stem, ending.needs, text[start : end + _BEHIND]):
            canonical = stem.bare() + text[start:end]
            yield Name(FoldedSpan(stem.start, end), canonical, "report", ("name.publication.ending",))
            last = end


def _find_quoted(text: str) -> Iterator[Name]:
    marked = (FoldedSpan(match.start(), match.end()) for match in _SINGLE_MARKS.finditer(text))
    for span in (*quoted_titles(text, _QUOTED_ENDING), *marked):
        yield Name(span, text[span.start : span.end], "report", ("name.publication.quoted",))
    for match in _FIVE_YEARS.finditer(text):
        if not _OF_PHRASE.search(match[0]) and not _in_marks(text, match.start(), match.end()):
            span = FoldedSpan(match.start(), match.end())
            yield Name(span, match[0], "report", ("name.publication.five-years",))


def _in_marks(text: str, start: int, end: int) -> bool:
    """Whether the ending stands in 《》, where the whole title is found by its marks."""
    close, opening = text.find("》", end, end + 40), text.find("《", end, end + 40)
    return close >= 0 and not 0 <= opening < close and "《" in text[max(0, start - 60) : start]


def _makes_name(stem: Stem, needs: str, ending: str) -> bool:
    """Whether the stem makes a name of the ending; `ending` goes on behind it for a year in brackets."""
    bare = stem.bare()
    if len(bare) < _SHORTEST or _MARKETS.search(bare):
        return False
    topical = stem.has("term", "topic")
    placed = stem.has("scope", "year", "place") or _YEAR_BEHIND.search(ending)
    own = stem.has("name", "place", "latin", "quoted")
    if needs == "full":
        told = placed or own or (ending.startswith(_OF_A_FIELD) and stem.has("term") and not stem.unsure)
        return bool(topical and told and len(bare) >= _SHORTEST)
    if ending.startswith("指数"):
        return bool(topical and (own or placed or _TAIL.match(ending, 2)))
    return bool((own and len(stem.pieces) > 1) or (topical and (placed or stem.has("unknown"))))


@functools.cache
def _endings() -> tuple[ahocorasick_rs.AhoCorasick, list[_Ending]]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    rows = {
        ending: _Ending(needs, re.compile(any_of(words(after))))
        for needs, field, after in read_rows("publication_endings")
        for ending in words(field)
    }
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(rows), matchkind=longest), list(rows.values())


@functools.cache
def _tabled() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    """The names of the table, and what they are called."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    forms = [
        (form, canonical)
        for canonical, *fields in read_rows("publications")
        for form in (canonical, *words(fields[0] if fields else ""))
    ]
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([form for form, _ in forms], matchkind=longest), forms
