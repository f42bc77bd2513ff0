"""What a text is found by: words, single characters, bigrams and the parts of Latin words and numbers.

The same text gives the same terms whether it is indexed or asked for; only the cutter of Chinese words
differs (see `words`). Measured on 9,052 questions, words, bigrams and characters together rank best,
each alone and trigrams worse (docs/architecture.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

# Scripts written without spaces: Han with its extensions, kana, hangul.
CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"

_CJK_RUN = re.compile(f"[{CJK}]+")
_WORD = re.compile(f"[^\\W_{CJK}]+(?:[-.,_/+&'’·:][^\\W_{CJK}]+)*")  # gpt-3, 414.1eflops, 1,129.75
_PART = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")

Cutter = Callable[[str], list[str]]


def lower(folded: str) -> str:
    """`folded` in lower case, character for character, so that positions stay (``İ`` stays as it is).

    >>> lower("GPT-3 与 İ")
    'gpt-3 与 İ'
    """
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def cjk_runs(lowered: str) -> list[str]:
    """The runs of `lowered` that are written without spaces."""
    return _CJK_RUN.findall(lowered)


def spaced_words(lowered: str) -> list[str]:
    """Latin words and numbers of `lowered`, whole.

    >>> spaced_words("搭载gpt-3的414.1eflops算力")
    ['gpt-3', '414.1eflops']
    """
    return _WORD.findall(lowered)


def word_terms(word: str) -> list[str]:
    """The terms of a Latin word or number: itself, and its parts where it has several.

    >>> word_terms("414.1eflops"), word_terms("gpt"), word_terms("1,129.75")
    (['414.1eflops', '414.1', 'eflops'], ['gpt'], ['1129.75'])
    """
    parts = [part.replace(",", "") for part in _PART.findall(word)]
    return parts if len(parts) < 2 else [word.replace(",", ""), *parts]


def grams(run: str) -> list[str]:
    """The characters and bigrams of a run.

    >>> grams("智算中心")
    ['智', '算', '中', '心', '智算', '算中', '中心']
    """
    return [*run, *map("".join, pairwise(run))]


def index_terms(lowered: str, cut: Cutter) -> Iterator[str]:
    """Every term of a text in lower case, as often as it stands there.

    A two-character word counts as word and as bigram, a one-character word as word and as character.
    """
    for run in cjk_runs(lowered):
        yield from grams(run)
        yield from cut(run)
    for word in spaced_words(lowered):
        yield from word_terms(word)


def cut_tokens(folded: str, cut: Cutter) -> Iterator[tuple[int, str]]:
    """Cut `folded` into tokens without a gap: words, numbers, and what stands between them.

    Yields the position and the token; the tokens join to `folded`.
    """
    position = 0
    lowered = lower(folded)
    for match in _TOKEN.finditer(lowered):
        yield from _single_characters(folded, position, match.start())
        position = match.start()
        for piece in cut(match[0]) if _CJK_RUN.match(match[0]) else [match[0]]:
            yield position, folded[position : position + len(piece)]
            position += len(piece)
    yield from _single_characters(folded, position, len(folded))


_TOKEN = re.compile(f"{_CJK_RUN.pattern}|{_WORD.pattern}")


def _single_characters(folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    return ((position, folded[position]) for position in range(start, end))
