"""Finds the pieces of periods in a text with one regular expression, and has each read where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby

from aicompute_cli.extract.periods import absolute, clock, lunar, pieces, relative
from aicompute_cli.extract.periods.numerals import DIGIT, NUMERAL
from aicompute_cli.extract.periods.parts import Part
from aicompute_cli.extract.periods.patterns import BEGINS, NAMES, PATTERNS
from aicompute_cli.extract.periods.words import eras, festivals, short_year_words, word_part, words

_READERS = absolute.READERS | pieces.READERS | relative.READERS | clock.READERS | lunar.READERS
_TITLE = re.compile(r"《[^《》\n]{0,80}》")

_FIRST = (  # of patterns that no numeral begins
    "半全昨FQH'’‘“\"「『第前头首上中下周星礼未接今往过最近末底初伊本这去明当农阴旧夏闰正腊冬大凌拂黎清早午傍晚深夜后白"
)
# A numeral, and what can follow one in a period; 20231205 and the day behind a month need nothing behind them.
_BEHIND = ' \u3000年月日号点时季度世财会天周星礼半以末期规收开全上下中第至到和及与、/:：~～－–—QHEFA”"』」’-'
_LONGER = rf"个[月多半周星]|多个|千[零年]|\.[0-9]{{1,2}}\.|,[ \u3000]?[{NUMERAL}]{{4}}"
_DATED = rf"[{NUMERAL}]{{1,9}}+(?:[{NUMERAL}{_BEHIND}]|{_LONGER})|[0-9]{{8}}|(?<=月)[{NUMERAL}]"


@cache
def _finder() -> re.Pattern[str]:
    names = NAMES | clock.NAMES | {"DIGIT": DIGIT, "NUMERAL": NUMERAL, "FESTIVAL": "|".join(festivals())}
    names |= {"SHORT": short_year_words(), "ERA": "|".join(eras())}
    names["TIME"] = clock.time_pattern(names)
    first = "".join(sorted({word[0] for word in [*words(), *eras()]} | set(_FIRST)))
    begins = f"[{_FIRST}]|{_DATED}|{_any_word()}|{names['ERA']}"  # a cheap look that few places pass
    return re.compile(f"(?=[{NUMERAL}{first}])(?={begins})(?:{_alternatives(names)}|(?P<word>{_any_word()}))")


def _any_word() -> str:
    """The words of the table, the longer before the shorter; those of one first character in one alternative."""
    table = sorted(words(), key=lambda word: (word[0], -len(word)))
    groups = groupby(table, key=lambda word: word[0])
    return "|".join(f"{first}(?:{'|'.join(word[1:] for word in group)})" for first, group in groups)


def _alternatives(names: dict[str, str]) -> str:
    """The patterns in their order, those in a row that the same characters begin behind one look at these."""
    groups = []
    for begins, group in groupby(PATTERNS, key=lambda name: BEGINS.get(name, "")):
        patterns = "|".join(f"(?P<{name}>{PATTERNS[name].format(**names)})" for name in group)
        look = f"(?=[{begins}])" if begins else ""
        first = "(?<![0-9])" if begins in ("0-9", NUMERAL) else ""
        groups.append(f"{look}{first}(?:{patterns})" if look else patterns)
    return "|".join(groups)


def find_parts(text: str, today: date | None) -> Iterator[Part]:
    """The pieces of periods of `text` in its order, none of them in a title (《…》).

    >>> [(text.start, text.end) for text in find_parts("今年9月《2020年报告》", None)]
    [(0, 2), (2, 4)]
    """
    search = _finder().search
    titles = _TITLE.finditer(text)
    title = next(titles, None)
    match = search(text)
    while match:
        start, end = match.span()
        while title and title.end() <= start:
            title = next(titles, None)
        if title and title.start() < end:
            match = search(text, title.end())
            continue
        part = _read(text, match, today)
        if part:
            yield part
        match = search(
            text, end if part else start + 1
        )  # what one reading does not allow, another may: 至今年


def _read(text: str, match: re.Match[str], today: date | None) -> Part | None:
    kind = match.lastgroup or ""
    return (
        word_part(text, match.span(), today) if kind == "word" else _READERS[kind](text, match.span(), today)
    )
