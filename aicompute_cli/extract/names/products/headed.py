"""Products by what their names end in, outside quotation marks: places' computing centres, platforms, systems, …OS."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.products.tables import (
    common_latin,
    heads,
    inner_words,
    is_lone,
    is_standard,
    is_tabled,
    plain_words,
    product_words,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.product.coded",
        "a Latin or numbered stem and a platform, system or model that someone has or launches",
        "公司推出的K9算力平台获奖。",
        "公司推出的AI算力平台获奖。",
    ),
    Rule(
        "name.product.stem",
        "characters that make no word before a platform, system or model that someone has or launches",
        "公司发布芸砚大模型。",
        "公司发布行业大模型。",
    ),
    Rule(
        "name.product.described",
        "a long name of a system that says what it does, of an owner",
        "华为的果园采摘分拣系统获奖。",
        "华为的智能数据管理系统获奖。",
    ),
    Rule(
        "name.product.word",
        "a word that describes nothing before what each maker names its own, right behind maker or launch",
        "华为发布长风大模型。",
        "华为发布音乐大模型。",
    ),
    Rule(
        "name.product.os",
        "what ends in OS",
        "新机搭载芸砚OS。",
        "新机用iOS以外的系统。",
    ),
)

_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·\-+]*$")
_REACH = 18
_GROUP = re.compile("[A-Z][0-9]{1,2}")  # the G7 of a platform's name is no group of states
_COINED = re.compile(r"[\u4e00-\u9fff]{2,6}")
_CODE = re.compile(r"(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*[0-9a-z])[A-Za-z][A-Za-z0-9\-]{1,14}")
_ASCII = re.compile(r"[A-Za-z0-9+\-]+")


def head_places(text: str) -> list[tuple[str, int, int]]:
    """The heads that stand in `text`, each with where it starts and ends; a longer one before one in it."""
    automaton, listed = _automaton()
    return [(listed[index], start, end) for index, start, end in automaton.find_matches_as_indexes(text)]


def find_headed(text: str, names: Sequence[Name], places: Sequence[tuple[str, int, int]]) -> Iterator[Name]:
    """The products of `text` that their last word tells, with a stem that makes a name of it.

    `places` are its `head_places`.
    """
    bodies = ((name.span.end, name) for name in names if name.kind == "organization")
    owners = sorted(end for end, name in bodies if not _GROUP.fullmatch(text[name.span.start : end]))
    for head, start, end in places:
        if head == "OS":
            name = _system(text, start, end)
        else:
            name = None if _goes_on().match(text, end) else _headed(text, start, end, owners)
        if name:
            yield name


def _system(text: str, start: int, end: int) -> Name | None:
    """…OS: the Latin word, or the characters before it from where a name begins."""
    if re.match(" ?[A-Za-z0-9]", text[end : end + 2]):
        return None
    latin = re.search(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{1,12} ?$", text[max(0, start - 14) : start])
    if latin and (latin[0] + "OS").lower() in common_latin():
        return None
    if latin and not (latin[0].endswith(" ") and latin[0].strip().lower() in common_latin()):
        return _name(start - len(latin[0]), end, text, "name.product.os")
    run = _RUN.search(text, max(0, start - 12), start)
    stem = run[0][_cut(run[0]) :] if run else ""
    if not _COINED.fullmatch(stem):
        return None
    return _name(start - len(stem), end, text, "name.product.os")


def _headed(text: str, start: int, end: int, owners: list[int]) -> Name | None:
    run = _RUN.search(text, max(0, start - _REACH), start)
    opening = _opening(run[0], run.start(), owners) if run else None
    if opening is None or start - opening[0] < 2:
        return None
    stem = text[opening[0] : start]
    rule = (
        None
        if inner_words().search(stem) or len(stem) > 14
        else _rule_of(stem, text[start:end], weak=opening[1], follows=bool(_name_ends().match(text, end)))
    )
    return _name(opening[0], end, text, rule) if rule else None


def _opening(run: str, offset: int, owners: list[int]) -> tuple[int, bool] | None:
    """Where the stem begins, behind a verb of launching, an owner or its 的, and whether that is a weak sign."""
    begin, weak = None, False
    for cue in _cues().finditer(run):
        begin, weak = offset + cue.end(), bool(cue["weak"]) and not cue[0].endswith("的")
    at = bisect_left(owners, offset + len(run)) - 1
    if at >= 0 and owners[at] >= offset and (begin is None or owners[at] > begin):
        begin, weak = owners[at], not run.startswith("的", owners[at] - offset)
    if begin is None:
        return None
    modifiers = _modifiers().match(run, begin - offset)
    return (offset + modifiers.end() if modifiers else begin), weak


def _rule_of(stem: str, head: str, *, weak: bool, follows: bool) -> str | None:
    """The rule by which a stem makes a name of the head.

    `weak` where what stands before goes with common nouns too, `follows` where what a name may have stands behind.
    """
    latin = _ASCII.match(stem)
    if latin and latin[0] != "AI":
        return "name.product.coded" if _is_coded(latin[0], stem[latin.end() :], head) else None
    if head == "操作系统" and stem in heads("centre"):
        return "name.product.described"
    if _plain().fullmatch(stem):
        return None
    words_of_stem = cut_words(stem)
    if _is_coined(words_of_stem) and (not weak or head in heads("own")):
        return "name.product.stem"
    if follows and head in heads("own") and _is_own_word(words_of_stem):
        return "name.product.word"
    return "name.product.described" if not weak and _is_described(stem, words_of_stem, head) else None


def _is_coined(words_of_stem: list[str]) -> bool:
    """Whether 2 to 4 characters that make no word stand first, and only plain words behind them: 芸砚行业."""
    lead = 0
    while lead < len(words_of_stem) and is_lone(words_of_stem[lead]):
        lead += 1
    if _plain().fullmatch("".join(words_of_stem[:lead])):
        return False
    return 2 <= lead <= 4 and all(word in plain_words() for word in words_of_stem[lead:])


def _is_own_word(words_of_stem: list[str]) -> bool:
    """Whether a word that describes nothing stands first, and only plain words behind it: 长风行业."""
    first, *rest = words_of_stem
    return (
        2 <= len(first) <= 3
        and all(word in plain_words() and word != first for word in rest)
        and first not in plain_words()
    )


def _is_described(stem: str, words_of_stem: list[str], head: str) -> bool:
    """Whether several words say what a system does, and not only plain ones."""
    if head not in heads("described") or len(stem) < 6 or len(words_of_stem) < 3:
        return False
    odd = [word for word in words_of_stem if word not in plain_words()]
    lone = [word for word in words_of_stem if len(word) == 1]
    return 1 <= len(odd) <= 4 and len(lone) < 3 and all(map(is_lone, lone))


def _is_coded(code: str, rest: str, head: str) -> bool:
    if code.lower() in common_latin() or is_tabled(code):
        return False
    if len(code) > 3 and code.isupper() and code.isalpha():
        return head in heads("own")
    if not _CODE.fullmatch(code) or (is_standard(code) and not _GROUP.fullmatch(code)):
        return False
    if rest and not _plain().fullmatch(rest):
        return False
    return head in heads("coded")


def _cut(stem: str) -> int:
    """Where a name begins in `stem`: behind the last word that opens the phrase around it."""
    cut = 0
    for opening in _openings().finditer(stem):
        cut = opening.end()
    return cut


def _name(start: int, end: int, text: str, rule: str) -> Name:
    return Name(FoldedSpan(start, end), re.sub(r"\s+", "", text[start:end]), "product", (rule,))


@functools.cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    listed = list(dict.fromkeys([*heads("centre"), *heads("unquoted"), "OS"]))
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(listed, matchkind=longest), listed


@functools.cache
def _plain() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(plain_words())) + ")+")


@functools.cache
def _openings() -> re.Pattern[str]:
    return re.compile(any_of([*product_words("opening"), *heads("strong")]))


@functools.cache
def _cues() -> re.Pattern[str]:
    verbs, weak = any_of(list(product_words("direct"))), any_of(list(product_words("direct-weak")))
    return re.compile(
        f"(?:{verbs}|(?P<weak>{weak}))(?:了|的)?|(?:企业|公司|厂商)[\u4e00-\u9fff]{{2,4}}的|的(?=[A-Z])"
    )


@functools.cache
def _modifiers() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(product_words("modifier"))) + ")*")


@functools.cache
def _goes_on() -> re.Pattern[str]:
    return re.compile("|".join(product_words("goes-on")))


@functools.cache
def _name_ends() -> re.Pattern[str]:
    return re.compile(r"[\s,，。、;；:：!！?？”」)）(（]|$|" + any_of(list(product_words("name-ends"))))
