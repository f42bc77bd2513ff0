"""What a question asks for, by its wording: the row of ``question_frames.tsv`` that fits, and the unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from aicompute_cli.answer.query import NUMERIC, Kind, Query
from aicompute_cli.answer.vocabulary import Frame, asked_units, frames, measure_words

_SCALE = re.compile("^(?:个(?=[百千万亿兆点a-z])|的)?(?:百|千|万|亿|兆|十|百万|千万|百亿|万亿|千亿)*")
_MEASURES = "个位种些家条座本部场项所支名年天月日次届款台间只件类样块层级批张颗枚架套人辆艘吨"
_NUMERALS = "二两三四五六七八九十2-9"
_COUNTED = tuple("个家所项件款种座间处支")  # measure words that stand for each other
_LONGEST_MEASURE = 5
_GAP = 8  # the most characters that … of a cue stands for
_AMOUNTS = [
    "pp",
    "USD",
    "CNY",
    "HKD",
    "TWD",
    "EUR",
    "JPY",
    "*money",
    "FLOPS",
    "OPS",
    "B",
    "W",
    "Wh",
    "台",
    "家",
    "人",
]
_HOW = re.compile(r"(?:能|会|占|有)?多[大高快长少重远久](?!数)|排[在到]?(?=第几)")
_ASKS_HOW_MUCH = re.compile("多少|几")


_ASKS = re.compile("[多几第哪什谁何]|是涨|是增|是升")
_ASKS_WHICH = re.compile(
    "哪|谁|什么|何[时年地处人]|为[何啥什]|几[时月号]|叫啥|[吗嘛][？?]?$|是否|是不是|有没有(?!具体)|怎么"
)


class Asking(NamedTuple):
    """How a question asks: its frame, where the pieces of its cue stand, the units of an answer, what is no content."""

    frame: Frame | None
    pieces: tuple[tuple[int, int], ...] = ()
    units: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int | None:
        """Where the question word begins; None where there is none."""
        return self.pieces[0][0] if self.pieces else None

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1][1] if self.pieces else 0

    @property
    def derive(self) -> str | None:
        """How an answer is computed where no text states it."""
        return self.frame.derive if self.frame else None


def read_asking(text: str) -> Asking:
    """How a question, folded and in lower case, asks.

    >>> asking = read_asking("出货量多少万台")
    >>> asking.frame.kind, asking.units[0], asking.spans[-1]
    ('amount', '台', (3, 7))
    """
    how = tuple(match.span() for match in _HOW.finditer(text))
    frame, pieces = _frame_of(text)
    if frame is None:
        return Asking(None, spans=how)
    units = _units_of(text, pieces[0][0], frame)
    return Asking(frame, tuple(pieces), units, (*how, *_frame_spans(text, pieces, frame)))


def _frame_of(text: str) -> tuple[Frame | None, list[tuple[int, int]]]:
    """The first frame whose cue the question has, and where the pieces of the cue stand."""
    asks_which = _ASKS_WHICH.search(text)
    for frame in frames():
        if asks_which and frame.kind in NUMERIC and not _ASKS.search("".join(frame.cue)):
            continue  # 占比 says nothing of what is asked for beside 哪个
        if frame.kind == "list" and "{" in frame.cue[0] and _ASKS_HOW_MUCH.search(text):
            continue  # 三大运营商 asks for no list beside 多少
        if pieces := _cue_places(text, frame.cue):
            return frame, pieces
    return None, []


def asks_for_a_number_only(query: Query) -> bool:
    """Whether a question has no question word but that for a number."""
    return query.is_numeric and "还是" not in query.text and not _ASKS_WHICH.search(query.text)


def _cue_places(text: str, cue: tuple[str, ...]) -> list[tuple[int, int]]:
    if "{" in cue[0]:
        place = _pattern_place(text, cue[0])
        return [place] if place else []
    at = text.find(cue[0])
    if at < 0:
        return []
    places = [(at, at + len(cue[0]))]
    for piece in cue[1:]:
        end = places[-1][1]
        found = text.find(piece, end, end + _GAP + len(piece))
        if found < 0:
            return []
        places.append((found, found + len(piece)))
    return places


def _pattern_place(text: str, cue: str) -> tuple[int, int] | None:
    if not set(cue.split("{", maxsplit=1)[0]) <= set(text):
        return None
    pattern = cue.replace("{N}", f"[{_NUMERALS}]").replace("{M}", f"[{_MEASURES}]")
    match = re.search(pattern, text)
    return match.span() if match else None


def _units_of(text: str, cue: int, frame: Frame) -> tuple[str, ...]:
    if frame.units:
        match = _ASKS_HOW_MUCH.search(text, cue) if frame.kind == "growth" else None
        behind = _unit_behind(text[match.end() :]) if match else ()
        return behind if behind and behind[0] in _AMOUNTS else frame.units
    if frame.kind not in ("amount", "change", "growth", "share"):
        return ()
    match = _ASKS_HOW_MUCH.search(text, cue)
    if match is None:
        return ()
    counted = text[match.end() :].lstrip()
    if _PIECES.match(counted) and _IN_PIECES.search(text):
        return ("块", "片", "颗", "张", "1")
    return _unit_behind(counted)


_PIECES = re.compile("[万亿]{0,2}块(?!钱)")
_IN_PIECES = re.compile("集成电路|芯片|显卡|加速卡|gpu|硬盘|电池|屏")


def _unit_behind(text: str) -> tuple[str, ...]:
    """The unit that the words behind 多少 or 几 name."""
    text = text.lstrip()
    bare = _SCALE.sub("", text, count=1)
    for candidate in (text, bare):
        for size in range(min(7, len(candidate)), 0, -1):
            if units := asked_units().get(candidate[:size]):
                return units
    word = _measure_word(bare)
    return tuple(dict.fromkeys((word, "1", *(_COUNTED if word in _COUNTED else ())))) if word else ()


def _measure_word(text: str) -> str:
    """The measure word that a text begins with, the longest; empty if none."""
    sizes = range(min(_LONGEST_MEASURE, len(text)), 0, -1)
    word = next((text[:size] for size in sizes if text[:size] in measure_words()), "")
    return word or (text[:1] if text[:1] in _MEASURES else "")


def _frame_spans(text: str, pieces: Sequence[tuple[int, int]], frame: Frame) -> list[tuple[int, int]]:
    """What of the question is its frame and not its content: the question word with its unit."""
    asks = _ASKS_HOW_MUCH.search(text, pieces[0][0])
    spans: list[tuple[int, int]]
    if frame.kind in ("growth", "share"):  # 增长 and 占比 are of the content
        spans = [
            piece
            for piece in pieces
            if _ASKS_HOW_MUCH.fullmatch(text[slice(*piece)]) or text[piece[0]].isascii()
        ]
    elif frame.kind == "list" and "{" in frame.cue[0]:
        spans = []
    else:
        spans = list(pieces)
    if asks:
        behind = text[asks.end() :]
        spaces = len(behind) - len(behind.lstrip())
        behind = behind[spaces:]
        size = len(_SCALE.match(behind)[0])  # type: ignore[index]  # it matches the empty text
        unit = max((len(form) for form in asked_units() if behind[size:].startswith(form)), default=0)
        unit = unit or len(_measure_word(behind[size:]))
        spans.append((asks.start(), asks.end() + spaces + size + unit))
    return spans


def kind_of(asking: Asking, options: tuple[str, ...]) -> Kind:
    """The kind of a question that chooses between `options`, if it does."""
    frame, units = asking.frame, asking.units
    if options and (
        frame is None or frame.kind in ("person", "organization", "place", "product", "yesno", "amount")
    ):
        return "comparison"
    if frame is None:
        return "keywords"
    if frame.kind == "amount" and units == ("%",):
        return "share"
    if (frame.kind == "amount" and units == ("pp",)) or (frame.kind == "growth" and units != ("%",)):
        return "change"
    return frame.kind  # type: ignore[return-value]  # the table has these kinds only


def fact_kinds_of(asking: Asking, words: Sequence[str]) -> tuple[str, ...]:
    """The kinds of fact that answer a question which names `words`."""
    frame, units = asking.frame, asking.units
    if frame is None:
        return ("share", "level", "growth") if any(word.endswith("率") for word in words) else ("level",)
    if frame.kind == "amount":
        ratio = units == ("%",) or any(word.endswith("率") or word == "pue" for word in words)
        return (
            ("share", "level", "growth") if units == ("%",) else ("level", "share") if ratio else ("level",)
        )
    return frame.fact_kinds
