"""Words with characters of numerals that are no numbers (data/number_words.tsv): 一切, 四川, 36kr."""

from __future__ import annotations

import functools
from pathlib import Path

_TABLE = Path(__file__).parents[2] / "data" / "number_words.tsv"


@functools.cache
def _words() -> dict[str, list[tuple[str, str]]]:
    """Words by their first two characters, with the characters before which they are none."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            words, limits = line.split("\t")
            for word in words.split(" "):
                for at in range(len(word) - 1):
                    found.setdefault(word[at : at + 2], []).append((word, "" if limits == "-" else limits))
    return {pair: sorted(set(rows), key=lambda row: -len(row[0])) for pair, rows in found.items()}


@functools.cache
def _digits() -> frozenset[str]:
    return frozenset("零〇○◯一二三四五六七八九")


def is_of_digits(word: str) -> bool:
    """Whether a word is written in digits alone, so that it may be the start of a number: 三六 of 三六．五.

    >>> is_of_digits("三六"), is_of_digits("三角")
    (True, False)
    """
    return _digits().issuperset(word)


def word_over(text: str, at: int) -> int:
    """Where the word ends that the character at `at` is a part of, `at` where it is of none.

    >>> word_over("进一步", 1), word_over("十分之一", 0)
    (3, 0)
    """
    best = at
    for begin in (at, at - 1):
        for word, limits in _words().get(text[begin : begin + 2], ()) if begin >= 0 else ():
            start = text.find(word, max(0, at - len(word) + 1), at + len(word))
            behind = text[start + len(word) : start + len(word) + 1] or " "
            if 0 <= start <= at and behind not in limits:
                best = max(best, start + len(word))
    return best
