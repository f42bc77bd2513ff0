"""What a text is found by: words, single characters, bigrams and the parts of Latin words and numbers.

The same text gives the same terms whether it is indexed or asked for; only the cutter of Chinese words
differs (see `words`). Measured on 9,052 questions, words, bigrams and characters together rank best,
each alone and trigrams worse (docs/ranking.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

# Letters and digits of scripts that put spaces between words, in lower case: Latin, Greek, Cyrillic and the
# others before U+2000. Every other letter is of a script without spaces: Han, kana, hangul. Written as ranges
# and not as what they are complements of: compiling a large set takes 2 ms of each start.
_SPACED = "0-9a-zß-öø-\u1fff"
_RUN = re.compile(f"([^\\W_{_SPACED}]+)|([{_SPACED}]+(?:[-.,_/+&'’·:][{_SPACED}]+)*)")
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
    """The runs of `lowered` that are written without spaces.

    >>> cjk_runs("搭载gpt-3的414.1eflops算力")
    ['搭载', '的', '算力']
    """
    return [run for run, _ in _RUN.findall(lowered) if run]


def spaced_words(lowered: str) -> list[str]:
    """Latin words and numbers of `lowered`, whole.

    >>> spaced_words("搭载gpt-3的414.1eflops算力")
    ['gpt-3', '414.1eflops']
    """
    return [word for _, word in _RUN.findall(lowered) if word]


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
    for run, word in _RUN.findall(lowered):
        if run:
            yield from grams(run)
            yield from cut(run)
        else:
            yield from word_terms(word)


def cut_tokens(folded: str, cut: Cutter) -> Iterator[tuple[int, str]]:
    """Cut `folded` into tokens without a gap: words, numbers, and what stands between them.

    Yields the position and the token; the tokens join to `folded`.
    """
    position = 0
    lowered = lower(folded)
    for match in _RUN.finditer(lowered):
        yield from _single_characters(folded, position, match.start())
        position = match.start()
        for piece in cut(match[1]) if match[1] else [match[2]]:
            yield position, folded[position : position + len(piece)]
            position += len(piece)
    yield from _single_characters(folded, position, len(folded))


def _single_characters(folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    return ((position, folded[position]) for position in range(start, end))
