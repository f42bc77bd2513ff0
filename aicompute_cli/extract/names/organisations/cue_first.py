"""Finds a pattern by the cue behind its name: a cue is rare, while a name could begin at every opening of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator


def find_before(
    cue: re.Pattern[str], sizes: range, pattern: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text)`` finds, where `pattern` is a name of one of the `sizes` and then the `cue`.

    `cue` is one character at most and looks ahead for the rest, so that it is found wherever it stands.

    >>> cue, pattern = re.compile("表(?=示)"), re.compile("(?<=，)[^，]{2,4}?表示")
    >>> [match[0] for match in find_before(cue, range(2, 5), pattern, "今天，远闳表示支持，他表示反对")]
    ['远闳表示']
    """
    begin = 0
    for place in cue.finditer(text):
        last = place.start() - sizes[0]
        for start in range(max(begin, place.start() - sizes[-1]), last + 1):
            if start >= begin and (match := pattern.match(text, start)):
                yield match
                begin = match.end()
        begin = max(begin, last + 1)


def first_of(choices: str) -> str:
    """A pattern of the first characters of words (``甲方|乙方``), where the whole words stand.

    >>> first_of("表示|认为")
    '表(?=示)|认(?=为)'
    """
    return "|".join(f"{word[0]}(?={word[1:]})" for word in choices.split("|"))
