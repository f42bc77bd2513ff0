"""Organisations that no table and no ending tells, by what stands beside them: a verb, a share's code, a noun."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.organisations.boundaries import is_common, names_no_body
from aicompute_cli.extract.names.organisations.cue_first import find_before
from aicompute_cli.extract.names.organisations.structure import is_name
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.organisation.latin-speaks",
        "a capitalised Latin word that says something, or whose data, report or chief are named",
        "Northpeak预测，需求增加。",
        "AI预测，需求增加。",
    ),
    Rule(
        "name.organisation.speaks",
        "characters that open a clause, make no word and say something",
        "远闳表示，需求增加。",
        "厂商表示，需求增加。",
    ),
    Rule(
        "name.organisation.code",
        "a name before the code of its share in brackets",
        "远闳（6123）公布营收。",
        "公式（6）在此。",
    ),
    Rule(
        "name.organisation.gloss",
        "a name before its Latin one in brackets, at the head of a clause",
        "远闳（Farhong）宣布扩产。",
        "存储（DRAM）宣布扩产。",
    ),
    Rule(
        "name.organisation.body",
        "characters that end like a public body, at the head of a clause, and publish or lay down",
        "山海部公布方案。",
        "本次大会公布方案。",
    ),
    Rule(
        "name.organisation.apposition",
        "a Latin name right behind 公司, 机构 and the like",
        "研究机构Northpeak在北方。",
        "研究AI的机构下调预期。",
    ),
)

_WORD = r"[A-Z][A-Za-z0-9&'.-]{0,40}[A-Za-z0-9]"  # bounded: a page of one endless word stays linear
_LATIN = rf"(?P<name>[A-Z](?<![A-Za-z0-9&'.\-].){_WORD[5:]}(?: {_WORD}){{0,3}})(?![A-Za-z0-9])"
_CODE = re.compile(
    r"[(（]\s*(?:(?:[A-Z]{2,6}[:： ]\s?)?\d{4,6}(?:\.[A-Z]{2})?(?:-(?:TW|HK|US|SZ|SH))?"
    r"|[A-Z]{1,5}\.(?:US|O|N|HK)|(?:NASDAQ|NYSE|HKEX|SSE|SZSE)[:：]\s?[A-Z]{1,5})\s*[)）]"
)
_GLOSS = re.compile(r"[(（]\s*([A-Z][A-Za-z0-9&.\- ]{2,30})\s*[)）]")
# What a body does or has, behind its gloss or its own name.
_BODY_FOLLOWS = re.compile(
    r"(?:近日|日前|最新|今日|昨日|本周|此前|的|新版|在|首席|副?总裁|CEO|董事长|创始人|高管|[周月\d]{1,4}[一二三四五六日]?){0,8}"
    r"(?:《|发布|公布|印发|提出|通报|宣布|表示|指出|预测|预计|统计|数据|报告|股价|财报|认为|称)"
)
_BODY_CUE = r"[院所会局部委厅署社](?=《|(?:近日|日前)?(?:发布|公布|印发|提出|通报|数据|预测|预计|统计))"
_BODY_END = re.compile(_BODY_CUE)
_BODY = re.compile(
    rf"(?:(?<=[，。；：,;:、\s])|^|(?<=据))(?P<name>[\u4e00-\u9fff]{{2,10}}{_BODY_CUE})", re.MULTILINE
)
_HEAD = re.compile(r"[\u4e00-\u9fff]{2,12}$|[A-Za-z][A-Za-z0-9&.\- ]{1,24}$")
_REACH = 16
_OPENS = re.compile(
    r".*[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜—](?:而|但|不过|同时|此外|与|和|据)?(?P<rest>)",
    re.DOTALL,
)


def find_beside_cues(text: str) -> Iterator[Name]:
    """The organisations of `text` that only what stands beside them tells."""
    yield from _latin(text)
    yield from _before_brackets(text)
    yield from _speaking(text)
    for match in find_before(_BODY_END, range(2, 11), _BODY, text):
        run = match["name"]
        if (
            is_name(run[:-1])
            and run[0] != "全"
            and not is_common(run, "")
            and not names_no_body(cut_words(run))
        ):
            yield Name(
                FoldedSpan(*match.span("name")), match["name"], "organization", ("name.organisation.body",)
            )


def _latin(text: str) -> Iterator[Name]:
    for pattern, rule in _latin_patterns():
        for match in pattern.finditer(text):
            name = match["name"]
            if _NUMBERED.fullmatch(name):
                continue
            if name not in _set("not_latin") and name.split(" ")[0] not in _set("not_latin"):
                yield Name(FoldedSpan(*match.span("name")), name, "organization", (rule,))


_NUMBERED = re.compile(r"[A-Z][A-Za-z]{0,7}[- ]?\d{1,4}[A-Z]?")  # IO500, GPT-4


def _before_brackets(text: str) -> Iterator[Name]:
    for match in _CODE.finditer(text):
        if span := _head(text, match.start(), sure=True):
            yield Name(span, text[span.start : span.end], "organization", ("name.organisation.code",))
    for match in _GLOSS.finditer(text):
        if match[1] in _set("not_latin") or not _BODY_FOLLOWS.match(text, match.end()):
            continue
        if span := _head(text, match.start(), sure=False):
            yield Name(span, text[span.start : span.end], "organization", ("name.organisation.gloss",))


def _head(text: str, end: int, *, sure: bool) -> FoldedSpan | None:
    """The name that ends at `end`: Latin words, or the characters at its end that make no word."""
    stop = end - 1 if text[end - 1 : end] == " " else end
    low = max(0, stop - _REACH)
    opening = _OPENS.match(text[low:stop])
    low += opening.start("rest") if opening else 0
    found = _HEAD.search(text[low:stop])
    if not found:
        return None
    start = low + found.start()
    if found[0][0].isascii():
        return FoldedSpan(start, stop) if found[0][0].isupper() else None
    size = _unknown_end(found[0])
    if size:
        return FoldedSpan(stop - size, stop)
    whole = sure and len(found[0]) <= 4 and start == low
    return FoldedSpan(start, stop) if whole and found[0] not in _set("not_name") else None


def _unknown_end(run: str) -> int:
    """How many characters at the end of `run` make no word; 0 where fewer than two or more than four do."""
    size = 0
    for word in reversed(cut_words(run)):
        if len(word) > 1 or word in _set("function"):
            break
        size += 1
    return size if 2 <= size <= 4 else 0


def _speaking(text: str) -> Iterator[Name]:
    for _, start, _ in _verbs().find_matches_as_indexes(text):
        low = max(0, start - _REACH)
        opening = _OPENS.match(text[low:start])
        if not opening and low:
            continue
        begin = low + (opening.start("rest") if opening else 0)
        found = None if names_itself(text, start) else _speaker().fullmatch(text, begin, start)
        if found and _is_unknown(found["name"]):
            span = FoldedSpan(*found.span("name"))
            yield Name(span, found["name"], "organization", ("name.organisation.speaks",))


def names_itself(text: str, verb: int) -> bool:
    """Whether 称 at `verb` says how something is called, not what somebody says: 称为, 称之."""
    return _NAMING.match(text, verb) is not None or text[verb - 1 : verb + 1] == "听说"


_NAMING = re.compile("称(?=[作为之帝臣王呼号总霸职病谢])")


def _is_unknown(run: str) -> bool:
    if (
        run in _set("not_name")
        or run[1:] in _set("called_by")
        or run[-1] in "方寺族党"
        or any(character in _set("function") for character in run)
    ):
        return False
    return all(len(word) == 1 for word in cut_words(run))


@functools.cache
def _speaker() -> re.Pattern[str]:
    table = _table()
    adverbs = any_of(words(dict(read_rows("person_words"))["adverbs"]))
    return re.compile(rf"(?:{any_of(table['before'])})?(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:{adverbs}){{0,8}}")


@functools.cache
def _verbs() -> ahocorasick_rs.AhoCorasick:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    return ahocorasick_rs.AhoCorasick(
        sorted({*_table()["verb"], *_table()["acts"]}), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


@functools.cache
def _latin_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = _table()
    adverbs = any_of([*words(dict(read_rows("person_words"))["adverbs"]), *_adverbs()])
    between = rf"(?:{adverbs}|当时|于|\d{{1,4}}[年月日号]|\s){{0,8}}"  # bounded: 最新 may be 最 and 新 too
    does = rf"{between}(?:{any_of(table['verb'])})|{any_of(table['latin_after'])}"
    speaks = rf"{_LATIN}(?=\s?(?:{does}))"
    # 平台(OCSP) glosses it, and what stands behind 平台 or 网站 is a product as often
    kinds = any_of([word for word in table["before"] if word not in ("平台", "网站")])
    behind = rf"(?:{kinds})\s?[(（]?\s?{_LATIN}"
    return (
        (re.compile(speaks), "name.organisation.latin-speaks"),
        (re.compile(behind), "name.organisation.apposition"),
    )


def _adverbs() -> list[str]:
    """What may stand between a source and its verb."""
    return words(next(field for kind, field in read_rows("attribution_cues") if kind == "adverb"))


@functools.cache
def _set(kind: str) -> frozenset[str]:
    field = dict(read_rows("name_cues"))[kind]
    return frozenset(words(field) if "|" in field else field)


@functools.cache
def _table() -> dict[str, list[str]]:
    return {kind: words(field) for kind, field in read_rows("name_cues")}
