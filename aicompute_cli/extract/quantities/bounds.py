"""Bound words around a number: 超过80个, 30%以上, 近三倍, 不到一半."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows

_LONGEST = 7
_LINKED = 14  # characters that a bound word at a distance is looked for in

RULES = (
    Rule("quantity.bound.before", "a bound word before the number", "超过80个项目", "共有80个项目"),
    Rule("quantity.bound.after", "a bound word behind the number", "占45%以上", "占45%，以上"),
    Rule("quantity.bound.linked", "a bound word and a verb before the number", "约占三成", "合约占三成"),
    Rule(
        "quantity.bound.compared",
        "a bound word before what is multiplied",
        "不高于均值的1.8倍",
        "均值的1.8倍",
    ),
    Rule("quantity.bound.more", "多, 余 or 几 behind the number", "40多个园区", "40个多云地区"),
    Rule("quantity.bound.plus", "a plus sign behind the number", "1500+用户", "1500用户"),
)


class Bound(NamedTuple):
    """A bound with the place where its words start (before the number) or end (behind it)."""

    bound: str
    place: int
    rule: str


@functools.cache
def _table() -> dict[str, dict[str, tuple[str, frozenset[str]]]]:
    table: dict[str, dict[str, tuple[str, frozenset[str]]]] = {"before": {}, "after": {}, "link": {}}
    for place, words, bound, characters in read_rows("bounds"):
        limits = frozenset("" if characters == "-" else characters)
        table[place].update(dict.fromkeys(words.split(" "), (bound, limits)))
    return table


def bound_before(text: str, start: int) -> Bound | None:
    """The bound whose words end at `start`, spaces aside; the longest word wins.

    >>> bound_before("用户超过 80个", 5)
    Bound(bound='gt', place=2, rule='quantity.bound.before')
    """
    end = start
    while end > start - 3 and text[end - 1 : end] == " ":
        end -= 1
    found = _word_ending_at(text, end)
    if found is None and text[end - 1 : end] == "了":
        found = _word_ending_at(text, end - 1)
    return found


@functools.cache
def _last_characters() -> frozenset[str]:
    return frozenset(word[-1] for word in _table()["before"])


def _word_ending_at(text: str, end: int) -> Bound | None:
    if text[end - 1 : end] not in _last_characters() or end < 1:
        return None
    words = _table()["before"]
    for length in range(min(_LONGEST, end), 0, -1):
        row = words.get(text[end - length : end])
        if row and not (length == 1 and text[end - 2 : end - 1] in row[1] and end > 1):
            return Bound(row[0], end - length, "quantity.bound.before")
        if row and length == 1:
            return None
    return None


def bound_after(text: str, end: int) -> Bound | None:
    """The bound whose words start at `end`, one space aside.

    >>> bound_after("30% 左右", 3)
    Bound(bound='approx', place=6, rule='quantity.bound.after')
    """
    start = end + (text[end : end + 1] == " ")
    if text[start : start + 1] == "+":
        behind = text[start + 1 : start + 2]
        if behind in ("+", "=") or behind.isdecimal() or start > end:
            return None
        return Bound("ge", start + 1, "quantity.bound.plus")
    words = _table()["after"]
    if text[start : start + 1] not in _first_characters():
        return None
    for length in range(min(_LONGEST, len(text) - start), 0, -1):
        row = words.get(text[start : start + length])
        behind = text[start + length : start + length + 1]
        if row and not (behind and behind in row[1]):
            return Bound(row[0], start + length, "quantity.bound.after")
    return None


@functools.cache
def _first_characters() -> frozenset[str]:
    return frozenset(word[0] for word in _table()["after"])


@functools.cache
def _linked() -> re.Pattern[str]:
    words = sorted(
        (word for word, row in _table()["before"].items() if len(word) > 1 or word in "约"),
        key=len,
        reverse=True,
    )
    links = sorted(_table()["link"], key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})(?:{'|'.join(links)}){{1,3}} ?$")


@functools.cache
def _link_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in _table()["link"])


def bound_linked(text: str, start: int) -> Bound | None:
    """The bound of a word that a verb parts from the number: 约占三成, 最低只需5万元.

    >>> bound_linked("约占三成", 2)
    Bound(bound='approx', place=2, rule='quantity.bound.linked')
    """
    end = start - (text[start - 1 : start] == " ")
    if text[end - 1 : end] not in _link_ends() or end < 1:
        return None
    begin = max(0, end - _LINKED)
    match = _linked().search(text[begin:end])
    if not match or (
        begin + match.start() and text[begin + match.start() - 1] in _table()["before"][match[1]][1]
    ):
        return None
    return Bound(_table()["before"][match[1]][0], start, "quantity.bound.linked")


_SHARE = re.compile(
    r"(约|大约|超过?|逾|近|将近|至少|不到|不足|不低于|不超过|最多)占(?:了|到|据)?[^，。；：、,;:\n\d%]{1,14}$"
)


def bound_of_share(text: str, start: int) -> Bound | None:
    """The bound of a share whose whole stands between: 约占全国用电的2%.

    >>> bound_of_share("约占全国用电的2%", 7)
    Bound(bound='approx', place=7, rule='quantity.bound.linked')
    """
    match = _SHARE.search(text[max(0, start - 22) : start])
    if not match:
        return None
    return Bound(_table()["before"][match[1]][0], start, "quantity.bound.linked")


_COMPARED = re.compile(
    r"(不高于|不低于|不超过|超过|接近|约为|大约是|差不多是|不到|不足|逼近|高于|至少是|将近|达到或超过)"
    r"([^，。；：、！？,;:!?\n不超约]{1,24})的$"
)


def bound_compared(text: str, start: int) -> Bound | None:
    """The bound of what is multiplied or divided: 不高于均值的1.8倍, 接近全国的一半.

    >>> bound_compared("不高于均值的1.8倍", 6)
    Bound(bound='le', place=6, rule='quantity.bound.compared')
    """
    if text[start - 1 : start] != "的":
        return None
    match = _COMPARED.search(text[max(0, start - 32) : start])
    if not match:
        return None
    bound = _table()["before"].get(match[1], ("approx" if "是" in match[1] else "gt", frozenset()))[0]
    return Bound("ge" if match[1] == "至少是" else bound, start, "quantity.bound.compared")
