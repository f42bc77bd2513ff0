"""What stands before an ending such as 大会, 指数 or 试验区 and makes a name of it: a year, a place, a maker, a topic.

The clause before the ending is cut behind the last word that no such name holds (举办, 的, 7月9日), never inside a name
or a term that is known there. What is left begins at the first of its pieces that may open such a name.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aicompute_cli.extract.names.known import find_known
from aicompute_cli.extract.names.technologies import find_technologies
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

_REACH = 36  # characters before an ending in which its name begins
_LONGEST_ISLAND = 6  # characters of unknown words within a name
_LONGEST_PLACE = 4  # characters of a place in brackets within a name
_LONGEST_QUOTE = 12  # characters of a title in quotes within a name
_LATIN_REACH = 120  # characters of a name in capitalised words
_CAPITALISED = re.compile(
    r"(?:(?<!\d)20\d\d )?(?<![A-Za-z0-9&'.+-])([A-Z][A-Za-z0-9&'.+-]{0,30}"
    r"(?: (?:of|on|for|the|and|in|&|\+|[A-Z][A-Za-z0-9&'.+-]{0,30})){0,6})$"
)
_YEAR_BEHIND = re.compile(r" 20\d\d(?!\d)")
_LONGEST_TITLE = 30
_OPENING_QUOTE = re.compile(r"[“\"「][^“”\"「」\n，。；]{2,}$")
_QUOTES = {"”": "“", '"': '"', "」": "「", ")": "(", "）": "（"}
_BEFORE_PLACE = re.compile("(?:中国|国际|世界|全球|亚洲)$")  # 中国(某市)国际大会
# What no name of this sort holds: any mark but these, and a space between Chinese words.
_MARK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9·&+\- ]|(?<![A-Za-z0-9]) (?![A-Za-z0-9])|  ")
YEAR = (
    r"(?:19|20)\d\d(?:\s?[-—]\s?(?:19|20)?\d\d)?(?:年度|年(?![前后代初末底内间])|财年|度)?(?:\s?Q[1-4])?\s?"
    r"|二[〇○零][〇○零一二三四五六七八九]{2}年"
)
EDITION = r"(?:首|本|历|\d{1,2})届|第[一二三四五六七八九十百\d]{1,4}[届次期版]"
_COMMON_LATIN = frozenset(
    ("IT", "ICT", "PC", "TV", "APP", "App", "CEO", "CIO", "CFO", "TOP", "Top", "TMT", "VC", "IPO")
)
_KINDS = {"technology": "term", "place": "place", "quoted": "quoted"}
_OPENING = frozenset(("year", "edition", "scope", "name", "quoted", "place", "term", "latin", "topic"))
# An unknown word before one of these belongs to another phrase.
_AFRESH = frozenset(("year", "edition", "scope", "place"))


class Piece(NamedTuple):
    """A part of a stem.

    `kind` is year, edition, scope, place, name, quoted, term (of the field), topic, generic, latin, space or
    unknown; `text` what it is called: the canonical name of an organisation.
    """

    kind: str
    text: str
    start: int


class Stem(NamedTuple):
    """The pieces before an ending, in order, from `start` of the text on.

    `unsure` where an unknown word stands before them, which may be part of the name or the verb of the clause.
    """

    start: int
    pieces: tuple[Piece, ...]
    unsure: bool

    def has(self, *kinds: str) -> bool:
        """Whether a piece is of one of `kinds`."""
        return any(piece.kind in kinds for piece in self.pieces)

    def bare(self) -> str:
        """The stem without year and edition, with names by their canonical form."""
        return "".join(p.text for p in self.pieces if p.kind not in ("year", "edition")).strip()


class NamesIn:
    """The names of a text, for those that stand within a stretch of it."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: name.span.start)
        self._starts = [name.span.start for name in self._names]

    def within(self, start: int, end: int) -> list[Name]:
        """The names in ``text[start:end]`` that do not reach beyond `end`."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [name for name in self._names[low:high] if name.span.end <= end]


def stem_before(text: str, end: int, names: NamesIn, *, floor: int, topics: str) -> Stem | None:
    """The stem of an ending that begins at `end`, None where there is none; it begins at `floor` or later.

    `topics` is the row of ``data/stem_words.tsv`` whose words such names are made of.
    """
    reach = max(floor, end - _REACH)
    begin, quoted = _run(text, reach, end)
    kept = [*names.within(begin, end), *_known_there(text, begin, end), *quoted]
    cut = _behind_outside(text, begin, end, kept)
    if cut is None and begin == reach > floor:
        return None  # the run goes on to the left: no telling where a name would begin
    begin = cut or begin
    found = list(_pieces(text, begin, end, kept, topics))
    first = _first(found)
    if first >= len(found):
        return None
    unsure = first > 0 and found[first - 1].kind == "unknown"
    return Stem(found[first].start, tuple(found[first:]), unsure)


def _run(text: str, reach: int, end: int) -> tuple[int, list[Name]]:
    """Where the clause before `end` begins, and the short titles in quotes that it holds: 第二届“某某”算力大赛."""
    marks = list(_MARK.finditer(text, reach, end))
    quoted: list[Name] = []
    while marks:
        last, first = marks[-1], marks[-2] if len(marks) > 1 else None
        longest = _LONGEST_PLACE if last[0] in ")）" else _LONGEST_QUOTE
        if (
            not first
            or _QUOTES.get(last[0]) != first[0]
            or not 0 < last.start() - first.end() <= longest
            or (longest == _LONGEST_PLACE and _BEFORE_PLACE.search(text, reach, first.start()) is None)
        ):
            return last.end(), quoted
        span = FoldedSpan(first.start(), last.end())
        quoted.append(Name(span, text[span.start : span.end], "quoted"))
        del marks[-2:]
    return reach, quoted


class Taken:
    """Stretches of a text that no further name may begin in."""

    def __init__(self, names: Iterable[Name]) -> None:
        spans = sorted((name.span.start, name.span.end) for name in names)
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def floor(self, place: int) -> int | None:
        """Where a name that reaches `place` may begin at the earliest; None where `place` is taken.

        >>> taken = Taken([Name(FoldedSpan(2, 5), "CES", "event")])
        >>> taken.floor(1), taken.floor(3), taken.floor(7)
        (0, None, 5)
        """
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return 0
        return None if place < self._ends[at] else self._ends[at]


def quoted_titles(text: str, ending: re.Pattern[str]) -> Iterator[FoldedSpan]:
    """Titles in quotes with what `ending`, which begins with their closing mark, says they are: “某某”论坛.

    >>> import re
    >>> [(span.start, span.end) for span in quoted_titles("在“万物有算力”论坛上", re.compile("”论坛"))]
    [(1, 10)]
    """
    for match in ending.finditer(text):
        opening = _OPENING_QUOTE.search(text, max(0, match.start() - _LONGEST_TITLE - 1), match.start())
        if opening and _QUOTES[match[0][0]] == opening[0][0]:
            yield FoldedSpan(opening.start(), match.end())


def latin_names(text: str, ending: re.Pattern[str]) -> Iterator[tuple[FoldedSpan, str]]:
    """Names of capitalised words that close with `ending` (`` Summit``), and what they are called without a year.

    >>> import re
    >>> [called for _, called in latin_names("参加2031 Northpeak AI Summit。", re.compile(" Summit"))]
    ['Northpeak AI Summit']
    """
    for match in ending.finditer(text):
        reach = max(0, match.start() - _LATIN_REACH)
        words_before = _CAPITALISED.search(text, reach, match.start())
        if words_before:
            year = _YEAR_BEHIND.match(text, match.end())
            span = FoldedSpan(words_before.start(), year.end() if year else match.end())
            yield span, text[words_before.start(1) : match.end()]


def _known_there(text: str, start: int, end: int) -> Iterator[Name]:
    """The terms and places of the tables there; a longer name may hide a place: 某市 in 某市数据中心."""
    part = text[start:end]
    for name in (*find_technologies(part), *(name for name in find_known(part) if name.kind == "place")):
        yield name._replace(span=FoldedSpan(name.span.start + start, name.span.end + start))


def _behind_outside(text: str, begin: int, end: int, kept: list[Name]) -> int | None:
    """Behind the last word that is outside of the name: one of the table, or a person."""
    people = [n for n in kept if n.kind == "person" and not text.startswith("纪念", n.span.end)]
    ends = [name.span.end for name in people]
    inside = [(n.span.start, n.span.end) for n in kept if n not in people]
    for match in _patterns()["outside"].finditer(text, begin, end):
        if not any(start < match.end() and match.start() < stop for start, stop in inside):
            ends.append(match.end())
    return max(ends, default=None)


def _pieces(text: str, begin: int, end: int, kept: list[Name], topics: str) -> Iterator[Piece]:
    known = _longest_at(kept)
    pattern = _patterns()[topics]
    at = unknown = begin
    while at < end:
        if text[at] == " " and unknown == at:
            yield Piece("space", " ", at)
            at = unknown = at + 1
            continue
        name = known.get(at)
        match = None if name else pattern.match(text, at, end)
        if not name and not match:
            at += 1
            continue
        if unknown < at:
            yield Piece("unknown", text[unknown:at], unknown)
        stop = name.span.end if name else match.end()  # type: ignore[union-attr]
        yield _piece(name, match, text, at)
        at = unknown = max(stop, at + 1)
    if unknown < end:
        yield Piece("unknown", text[unknown:end], unknown)


def _piece(name: Name | None, match: re.Match[str] | None, text: str, at: int) -> Piece:
    if match:
        common = match.lastgroup == "latin" and match[0].strip() in _COMMON_LATIN
        return Piece("generic" if common else str(match.lastgroup), match[0], at)
    assert name is not None
    scope = name.kind == "place" and name.canonical in _scopes()
    written = text[name.span.start : name.span.end]
    shortened = written.startswith(
        name.canonical
    )  # 某某科技, which the tables call 某某, keeps its name here
    called = name.canonical if name.kind == "organization" and not shortened else written
    kind = "scope" if scope else _KINDS.get(name.kind, "name")
    return Piece(kind, called, at)


def _longest_at(kept: list[Name]) -> dict[int, Name]:
    known: dict[int, Name] = {}
    for name in kept:
        if name.span.start not in known or known[name.span.start].span.end < name.span.end:
            known[name.span.start] = name
    return known


def _first(pieces: list[Piece]) -> int:
    """Where the name begins: at its first piece that may open one, behind words that cannot be inside."""
    first = 0
    for at, piece in enumerate(pieces[:-1]):
        long = len(piece.text) > _LONGEST_ISLAND
        if piece.kind == "unknown" and (long or at == first or pieces[at + 1].kind in _AFRESH):
            first = at + 1 if long or pieces[at + 1].kind in _OPENING else first
    return first


@functools.cache
def _scopes() -> frozenset[str]:
    return frozenset(
        word for kind, field in read_rows("stem_words") if kind == "scope" for word in words(field)
    )


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    fields = dict(read_rows("stem_words"))
    found = {"outside": re.compile(fields.pop("outside"))}
    rows = {kind: words(field) for kind, field in fields.items()}
    scope, generic = any_of(rows.pop("scope")), any_of(rows.pop("generic"))
    for kind, topics in rows.items():
        found[kind] = re.compile(
            f"(?P<year>{YEAR})|(?P<edition>{EDITION})|(?P<topic>{any_of(topics)})|(?P<scope>{scope})"
            rf"|(?P<generic>{generic})|(?P<latin>[A-Za-z][A-Za-z0-9&+·\-]{{1,20}}(?:\s?\d{{2,4}})?\s?)"
        )
    return found
