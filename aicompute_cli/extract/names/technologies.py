"""The terms of the field, each by one name: 智能算力 for AI算力, AI 算力 and 人工智能算力."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.technology.table",
        "a term of the table, not inside a longer word, is a technology",
        "园区改用浸没式液冷。",
        "编制部门预算力度不减。",
    ),
    Rule(
        "name.technology.idc",
        "IDC beside what is said of data centres is the data centre, not the researcher",
        "公司的IDC机房已满。",
        "IDC预测，需求增加。",
    ),
    Rule(
        "name.technology.gloss",
        "capitals in brackets behind a method, a design or a standard, or before what kind of one they are",
        "机房采用分层直接访问技术（FDAX），FDAX省电。",
        "机房由东岭公司（FDAX）供货。",
    ),
)

_METHOD = "技术|架构|协议|标准|接口|算法|机制|内存|封装|系统|规范|框架"
# 远程直接访问技术(RDA): what a method, a design or a standard is called for short.
_GLOSS = re.compile(
    rf"[(（](?:(?<=(?:{_METHOD}).)|(?<=(?:{_METHOD})\s.))(?:以下简称|下称|简称|英文缩写)?[“\"]?"
    r"(?:[A-Z][A-Za-z \-]{3,60}[,，;；]\s?)?([A-Z][A-Za-z0-9\-]{1,9})[”\"]?[)）]"
)
# Capitals and what kind of technology they are: XLNK互联技术, XLNK指令集.
_OF_KIND = re.compile(
    r"([A-Z](?<![A-Za-z0-9.\-].)[A-Z0-9]{1,9}(?:-[A-Z0-9]{1,8})?)\s?(?:自研|多卡|多机|集群|高速|片间|芯片|芯粒|卡间|通用|开放|统一|先进){0,3}"
    r"(?:互联技术|互连技术|互联协议|互连协议|互联架构|互连架构|总线|指令集|封装技术|封装工艺|编译框架|编译器|通信协议|传输协议|网络协议)"
)
_CAPITALS = re.compile("[A-Z].*[A-Z]")
_LATIN_BEFORE = re.compile(r"[A-Za-z0-9_@][-.]?$")
_LATIN_AFTER = re.compile(r"[A-Za-z0-9_@]|[-.][A-Za-z0-9]")
_LATIN = re.compile("[A-Za-z0-9]")
_BEYOND = 8  # characters behind a term that is none, into which another may reach
_JOINT = re.compile(r"(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])")

# IDC, the data centre: what is built, let or run (IDC机房), or the gloss of the word: 数据中心(IDC).
_IDC = re.compile(r"IDC(?![A-Za-z0-9])")
_IDC_BEFORE = re.compile(
    r"(?:数据中心\s*[(（]\s*(?:Internet Data Center[,，]?\s*)?|第三方|传统|专业|新建|自建|云和)$"
)
_IDC_AFTER = re.compile(
    r"\s*(?:市场(?!研究|调研|数据|报告|分析|情报|跟踪)|机房|机柜|业务|厂商|服务商|运营商|领域|行业|产业|项目|园区|资源|建设|板块|概念|龙头|基础设施|客户|托管|节能|[、/]云|、CDN)"
)
_IDC_RESEARCH = re.compile(
    r"[^，,。；\n]{0,8}?(?:显示|预测|认为|预计|报告|数据|指出|分析师|研究|总监|总裁|经理|调研|调查)"
)


class _Term(NamedTuple):
    canonical: str
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


def find_technologies(text: str) -> Iterator[Name]:
    """The terms of the field in `text`, in order, none overlapping another; the longest where several begin.

    >>> [name.canonical for name in find_technologies("AI 算力和智算力，OpenAI不算。")]
    ['智能算力', '智能算力']
    """
    leftmost, every, forms = _automata()
    terms = _terms()
    for index, start, end in leftmost.find_matches_as_indexes(text):
        if _stands(terms[forms[index]], text, start, end):
            yield _name(terms[forms[index]], start, end)
        elif end - start > 1:
            yield from _inside(text, start, end, every, forms)
    yield from _find_data_centres(text)
    yield from _find_glossed(text)


def _inside(
    text: str, start: int, end: int, every: ahocorasick_rs.AhoCorasick, forms: list[str]
) -> Iterator[Name]:
    """The longest term in one that is none here, or across its end: 大模型 of OpenAI大模型, where AI大模型 is none."""
    terms = _terms()
    found = [
        (begin - stop, start + begin, start + stop, terms[forms[index]])
        for index, begin, stop in every.find_matches_as_indexes(text[start : end + _BEYOND], overlapping=True)
        if start + begin < end and (begin or start + stop < end)
    ]
    for _, begin, stop, term in sorted(found, key=lambda each: each[:2]):
        if _stands(term, text, begin, stop):
            yield _name(term, begin, stop)
            return


def _name(term: _Term, start: int, end: int) -> Name:
    return Name(FoldedSpan(start, end), term.canonical, "technology", ("name.technology.table",))


def _stands(term: _Term, text: str, start: int, end: int) -> bool:
    """Whether the term is a word here, not a part of one."""
    first, last = text[start], text[end - 1]
    if first.isascii() and _LATIN.match(first) and _LATIN_BEFORE.search(text[max(0, start - 2) : start]):
        return False
    if last.isascii() and _LATIN.match(last) and _LATIN_AFTER.match(text, end):
        return False
    if term.not_before and term.not_before.match(text, end):
        return False
    return not (term.not_after and term.not_after.search(text[max(0, start - 4) : start]))


def _find_data_centres(text: str) -> Iterator[Name]:
    for match in _IDC.finditer(text):
        before, start, end = text[max(0, match.start() - 30) : match.start()], match.start(), match.end()
        told = _IDC_BEFORE.search(before) or (
            _IDC_AFTER.match(text, end) and not _IDC_RESEARCH.match(text, end)
        )
        if told and not _LATIN.match(text[start - 1 : start] or " "):
            yield Name(FoldedSpan(start, end), "数据中心", "technology", ("name.technology.idc",))


def _find_glossed(text: str) -> Iterator[Name]:
    """Names in capitals that the text says the kind of, there and from there on."""
    since: dict[str, int] = {}
    for match in (*_GLOSS.finditer(text), *_OF_KIND.finditer(text)):
        if _CAPITALS.match(match[1]) and match[1] not in _terms():
            since.setdefault(match[1], match.start(1))
    if not since:
        return
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    forms = list(since)
    for index, start, end in ahocorasick_rs.AhoCorasick(forms).find_matches_as_indexes(text):
        term = _Term(forms[index], None, None)
        if start >= since[term.canonical] and _stands(term, text, start, end):
            yield Name(FoldedSpan(start, end), term.canonical, "technology", ("name.technology.gloss",))


@functools.cache
def _terms() -> dict[str, _Term]:
    """Every form of every term, with and without spaces where Latin meets Chinese."""
    found: dict[str, _Term] = {}
    for canonical, *fields in read_rows("technologies"):
        aliases, after, before = (*fields, "", "", "")[:3]
        term = _Term(
            canonical,
            re.compile(f"(?:{after})$") if after else None,
            re.compile(before) if before else None,
        )
        for form in (canonical, *words(aliases)):
            found[form] = term
            found.setdefault(_JOINT.sub(" ", form), term)
    return found


@functools.cache
def _automata() -> tuple[ahocorasick_rs.AhoCorasick, ahocorasick_rs.AhoCorasick, list[str]]:
    """One that finds the longest term at each place, one that finds all, and the forms they number."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    forms = list(_terms())
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(forms, matchkind=longest), ahocorasick_rs.AhoCorasick(forms), forms
