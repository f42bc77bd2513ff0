"""The words of places in an order (data/rank_words.tsv) and the reading of a place's number."""

from __future__ import annotations

import functools
import re

from aicompute_cli.extract.tables import read_rows

# What ends a clause, inside a class of characters.
CLAUSE_END = r"，。；：、！？,;:!?()（）\n"
# What may stand right behind a place: the end of its clause, a dash, a quotation mark.
BOUNDARY = rf"(?:[{CLAUSE_END}\s…—“”\"'‘’」』\]】/|\-]|\Z)"
# A numeral of a place: 3, 十二, 廿一, 一百零二.
NUMBER = r"(?:\d{1,4}(?!\d)|[一二两三四五六七八九十百廿卅零]{1,6})"
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "廿": 2,
    "卅": 3,
    "": 1,
}
_CHINESE = re.compile(
    r"(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九]?)十|([廿卅]))?([一二两三四五六七八九]?)\Z"
)


@functools.cache
def any_of(*roles: str) -> str:
    """A pattern of all words of the roles, the longest first.

    >>> bool(re.fullmatch(any_of("order", "verb"), "位列"))
    True
    """
    return "|".join(re.escape(word) for word in sorted(words_of(*roles), key=lambda word: (-len(word), word)))


def words_of(*roles: str) -> set[str]:
    """All words of the roles."""
    return {word for role in roles for word in _words()[role]}


@functools.cache
def _words() -> dict[str, list[str]]:
    return {role: words.split() for role, words in read_rows("rank_words")}


@functools.cache
def before(*roles: str, reach: int, end: str = "") -> re.Pattern[str]:
    """A word of the roles at most `reach` characters of one clause before the end of the text.

    >>> bool(before("order", reach=4).search("它位居全球")), bool(before("order", reach=1).search("它位居全球"))
    (True, False)
    """
    return re.compile(rf"(?<!系)(?:{any_of(*roles)})[^{CLAUSE_END}]{{0,{reach}}}{end}\Z")


@functools.cache
def opens_with(*roles: str) -> re.Pattern[str]:
    """A word of the roles where a text begins."""
    return re.compile(rf" ?(?:{any_of(*roles)})")


def place_of(numeral: str) -> int | None:
    """The place that a numeral names, from 1 to 9999; None where it names none (百百, 0).

    >>> [place_of(numeral) for numeral in ("3", "十二", "廿一", "一百零三", "一百二十", "两", "百百", "0")]
    [3, 12, 21, 103, 120, 2, None, None]
    """
    if numeral.isascii():
        return int(numeral) or None
    parts = _CHINESE.match(numeral)
    if not parts:
        return None
    hundreds, tens, twenties, ones = parts.groups()
    total = 100 * _DIGITS[hundreds] if hundreds else 0
    if tens is not None or twenties:
        total += 10 * _DIGITS[twenties or tens]
    return total + (_DIGITS[ones] if ones else 0) or None
