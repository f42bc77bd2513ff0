"""The cues of page furniture as patterns (data/furniture.tsv), for plain lines in lower case."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "data" / "furniture.tsv"

_ORNAMENTS = r"[\s\[(<*※#■□▲△▼◆◇●○★☆·—–\-_=~/|>:]*"
# What a pattern of a place has around its alternatives, which go in for `{}`.
_PLACES = {
    "line": rf"{_ORNAMENTS}(?:{{}})(?:[\s:|>…)\]#】*=\-—–_·~]|top\d*|\d+条?|更多|换一[批换组]|全部)*",
    "start": rf"{_ORNAMENTS}(?:{{}})(?:\s*[:|/>)\]]|(?:\s+\S{{{{1,8}}}}){{{{1,2}}}}\Z|\Z)",
    "before": rf"{_ORNAMENTS}(?:{{}})(?!章)",
    "opening": rf"{_ORNAMENTS}(?:{{}})\s?[:,\])]",
    "note": r"[(\[](?:{0})(?!\s?\d)|(?:{0})[)\]]",
}
_NUMBER = r"\d[\d.,]*[万亿kw]?\+?"


@functools.cache
def cues(kind: str, place: str) -> re.Pattern[str]:
    """The pattern of the cues of a kind at a place, as the table names them.

    >>> bool(cues("section", "line").fullmatch("[相关阅读]"))
    True
    """
    return re.compile(_PLACES.get(place, "{}").format(_any_of(_rows(kind, place))))


@functools.cache
def menu_item(*, anything_known: bool = False) -> re.Pattern[str]:
    """An item of a menu or bar: words of navigation, which may be glued together, with or without a count.

    With `anything_known` also a channel, or a heading of a list.
    """
    menu = _rows("navigation", "word")
    glued = rf"(?:{_any_of(cue for cue in menu if len(cue) > 1)}|{_NUMBER})++"
    whole = menu
    if anything_known:
        whole = [*menu, *_rows("channel", "word"), *_rows("section", "line"), *_rows("comments", "line")]
    return re.compile(f"{glued}|{_any_of(whole)}")


@functools.cache
def counter() -> re.Pattern[str]:
    """A word of navigation and its count: 阅读:719, 评论(3)."""
    menu = _any_of(cue for cue in _rows("navigation", "word") if len(cue) > 1)
    return re.compile(rf"(?:{menu}) ?[:(] ?{_NUMBER}[次条人]?\)?")


@functools.cache
def _table() -> list[list[str]]:
    return [
        line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[:1] not in "#"
    ]


def _rows(kind: str, place: str) -> list[str]:
    return [cue for row in _table() if row[:2] == [kind, place] for cue in row[2].split()]


def _any_of(cues: Iterable[str]) -> str:
    """A pattern of alternatives, the longest first, with the table's signs … and _."""
    longest_first = sorted(set(cues), key=lambda cue: (-len(cue), cue))
    return "|".join(re.escape(cue).replace("…", "[^。!?]{0,20}").replace("_", " ?") for cue in longest_first)
