"""Persons whom only a title behind their name tells: one that they take or are given, or in brackets."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aicompute_cli.extract.entities.titles import role_words, title_size
from aicompute_cli.extract.names.organisations.boundaries import is_common
from aicompute_cli.extract.names.persons.given import name_end
from aicompute_cli.extract.names.persons.scan import find_again
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.person.appointed",
        "a name between 任命 and 为 or 担任",
        "董事会推选何敬之担任会长。",
        "董事会推选程序担任会长。",
    ),
    Rule(
        "name.person.takes",
        "a name that opens a clause or follows 由, before a verb of taking or leaving a title",
        "何敬之出任英特尔首席财务官。",
        "方案出任首席财务官。",
    ),
    Rule(
        "name.person.bracket",
        "a name that opens a clause, before a title in brackets",
        "何敬之（英特尔副总裁）到场。",
        "何敬之（英特尔）到场。",
    ),
)

_SIZES = (3, 2, 4)
_COURTESY = re.compile("(?:先生|女士|博士|教授)?(?:将|已|曾|也|还)?$")
_BECOMES = re.compile("(?:先生|女士|博士|教授)?(?:为|担任|出任|接任|接替|兼任|任)")
_OPENS = frozenset(" \n，,。；;：:、（(“由")
_BRACKET = re.compile(r"[(（](?<=[\u4e00-\u9fff].)(?P<inner>[^()（）\n]{2,30})[)）]")
_HOLDS = re.compile("[^，,。；的\n]{2,24}的")
_NEVER_OPENS = frozenset(("代理", "退任", "让出", "接棒", "暂代"))  # 交易所退任 is somebody's else


def find_titled(text: str) -> list[Name]:
    """The persons of `text` whom a title behind their name tells, wherever they stand."""
    found = [*_told_by_verbs(text), *_in_brackets(text)]
    return [*found, *find_again(text, found)] if found else []


def is_person(name: str) -> bool:
    """Whether characters that stand where a person does can be one's name.

    >>> is_person("何敬之"), is_person("周三"), is_person("山海视野")
    (True, False, False)
    """
    return name_end(name, 0, sure=True) == len(name) and not is_common(name, "")


def _named(text: str, start: int, end: int, rule: str) -> Name:
    return Name(FoldedSpan(start, end), text[start:end], "person", (f"name.person.{rule}",))


def _told_by_verbs(text: str) -> Iterator[Name]:
    automaton, kinds = _verbs()
    for index, start, end in automaton.find_matches_as_indexes(text):
        kind = kinds[index]
        if kind == "appoints":
            yield from _appointed(text, end)
            continue
        if name := _opening(text, start - len(_courtesy(text, start))):
            yield name
        elif kind == "takes" and (holds := _HOLDS.match(text, end)):
            stop = name_end(text, holds.end()) if title_size(text, end, holds.end() - 1) else None
            if stop and is_person(text[holds.end() : stop]):
                yield _named(text, holds.end(), stop, "takes")


def _courtesy(text: str, end: int) -> str:
    found = _COURTESY.search(text, max(0, end - 3), end)
    return found[0] if found else ""


def _opening(text: str, end: int) -> Name | None:
    """The name that ends at `end` and opens a clause or stands behind 由."""
    for size in _SIZES:
        start = end - size
        if start >= 0 and (not start or text[start - 1] in _OPENS) and is_person(text[start:end]):
            return _named(text, start, end, "takes")
    return None


def _appointed(text: str, low: int) -> Iterator[Name]:
    """任命何敬之为, 任命副总裁何敬之担任: the name ends at the verb, and a title or nothing stands before it."""
    while text[low : low + 1] in tuple("了原前由"):
        low += 1
    for becomes in _BECOMES.finditer(text, low + 2, low + 24):
        end = becomes.start()
        sizes = (size for size in _SIZES if end - size >= low and is_person(text[end - size : end]))
        size = next((s for s in sizes if end - s == low or title_size(text, low, end - s)), None)
        if size:
            yield _named(text, end - size, end, "appointed")
            return


def _in_brackets(text: str) -> Iterator[Name]:
    for match in _BRACKET.finditer(text):
        if title_size(text, *match.span("inner")) and (name := _opening(text, match.start())):
            yield name._replace(rules=("name.person.bracket",))


@functools.cache
def _verbs() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    kinds = {
        word: kind
        for kind in ("leaves", "takes", "appoints")
        for word in role_words(kind)
        if len(word) > 1 and word not in _NEVER_OPENS
    }
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(kinds), matchkind=longest), list(kinds.values())
