"""Patterns that are compiled when they are first used: a question needs few of them, and compiling takes longer."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property

from aicompute_cli.extract.tables import read_rows


class Wording:
    """A pattern of the words that tell something.

    >>> Wording("因为|由于").search("由于缺电") is not None
    True
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first place in `text`."""
        return self._compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The place at `start`."""
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """All of `text`."""
        return self._compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All places."""
        return self._compiled.finditer(text, start, end)

    def count(self, text: str) -> int:
        """In how many places it stands."""
        return sum(1 for _ in self._compiled.finditer(text))

    def without(self, text: str) -> str:
        """`text` without it."""
        return self._compiled.sub("", text)

    def hidden(self, text: str, sign: str) -> str:
        """`text` with `sign` for each of its characters."""
        return self._compiled.sub(lambda match: sign * len(match[0]), text)


class Listed(Wording):
    """One of the words of a set of ``answer_words.tsv``, in a pattern that has ``{}`` for them.

    >>> Listed("says", "(?:{})道").search("他解释道") is not None
    True
    """

    def __init__(self, name: str, shape: str = "{}") -> None:
        self._name, self._shape = name, shape

    @cached_property
    def pattern(self) -> str:  # type: ignore[override]  # known when it is first used
        """The pattern, the longest words first."""
        words = sorted(words_of(self._name), key=lambda word: (-len(word), word))
        return self._shape.replace("{}", "|".join(map(re.escape, words)))


@cache
def words_of(name: str) -> frozenset[str]:
    """A set of ``answer_words.tsv``.

    >>> "总部" in words_of("site")
    True
    """
    return frozenset(
        word for row in read_rows("answer_words") if row[0] == name for word in row[1].split("|")
    )
