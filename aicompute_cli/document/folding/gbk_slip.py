"""Put back stretches of GBK text whose bytes have slipped by one: ?shù)鼐用竦 for 地居民的.

How they arise, as seen in pages of many sites: a converter works on GBK bytes. Where it puts a reading
behind every 數, it also finds the two bytes of 數 astride two other characters, and the bracket then tears
the second of them apart. What follows is decoded from the wrong byte on, up to the next bracket or ASCII
character; a byte that fits nowhere becomes `?`, mostly together with the ASCII character after it.

    當地居   AE 94|B5 D8|BE D3   數 is 94 B5
    written  AE 94 (dāng) B5 (shù) D8 BE D3 …
    decoded  當    (dāng) ?  shù)  鼐    用

So `?shù)` stands for one byte, the second of a character read shù that begins with the last byte before
the mark. From there on the cheapest reading of the line is found (Viterbi), a character costing -log2 of
its share in Chinese text: as it stands, or with the bytes shifted by one. A `?` without a reading may begin
a slipped stretch too, at a price that only several common characters in the shifted reading pay back.
What cannot be known becomes U+FFFD, and in front of a number too where a `?` may have taken in a digit.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aicompute_cli.document.folding.readings import (
    LETTERS,
    TONED_LETTERS,
    bits,
    characters_read,
    is_astride,
    is_reading,
)
from aicompute_cli.document.offsets import Edit

LOST = "\ufffd"

# Full-width forms of ASCII but for punctuation: where one turns up, it is more likely wrong.
_NOT_MADE_UP = frozenset(map(chr, range(0xFF01, 0xFF5F))) - frozenset("！（），．：；？")

# Prices in bits. A lost character is dearer than nearly all that decode, so that none is thrown away lightly.
_LOST_BITS = 22
_GUESS_BITS = 14  # a character of which one byte is known and of the candidates one has nearly all the weight
# One pair of slipped bytes in seven is no character of GBK. Decoders make it a `?` or drop it, and two
# characters are lost with it. Measured on 244 lines of articles, damaged in the one way and the other.
_PAIR_IS_MARK_BITS = 12
_PAIR_IS_DROPPED_BITS = 19
_SURE = 0.7  # that weight
_SLIP_BITS = 15  # to begin at a `?` without a reading
_ANCHORED_BITS = 2  # to begin at `?shù)`
_MARK_BITS = 8  # a `?` that is meant
_NEVER_BITS = 30  # `shù)` without an opening bracket, or behind a letter that is no half of such a character
_ASTRIDE_BITS = 12  # 款A(yù)I: the letter is, together with the byte before it, a character read so
_UNLIKELY_BITS = 8  # full width made half width, bytes dropped without a mark
_WIDE_MARK_BITS = 3  # a `?` that was ？
_HOPELESS = 60  # a reading this much dearer than the cheapest is given up
_SUSPICIOUS = 12  # mean price of the characters behind a `?` from which a closer look is worth it; prose: 9

_LONGEST = 500  # characters of a stretch, so that a hostile line does not fill the memory; pages have 20

_IN_STEP = 0  # no byte left over: the text can be read as it stands
_UNKNOWN = -1  # a byte left over of which nothing is known

_MARK = r"[?？\ufffd]"
_TORN = rf"(?=[a-z]*[{TONED_LETTERS}])[{LETTERS}]{{1,8}}(?=\))"
_SUSPECT = re.compile(rf"{_MARK}(?:\??(?=[^\x00-\x7f]{{2}})|(?={_TORN}))")
_TOKEN = re.compile(
    rf"(?P<mark>{_MARK})(?:(?P<torn>{_TORN})\))?|\((?P<reading>[{LETTERS}]{{1,8}})\)|(?P<char>[^\r\n])"
)
_NUMBER = re.compile(r"[.,，]?\d")
_YEAR = re.compile(r"(?:0(?!00)[0-3]|(9)\d)\d年")  # not ?000年: that may be 5000年


# A damaged page has a slip in some hundred characters; one with more question marks than this asks many
# questions, or was made to keep the repair busy.
_FEW = 20
_APART = 100


def find_edits(text: str) -> list[Edit]:
    """The characters put back, an edit for each; the edits of one stretch adjoin each other.

    >>> find_edits("服務當(dāng)?shù)鼐用竦臋C房")[:2]
    [Edit(start=9, end=15, replacement='地'), Edit(start=15, end=16, replacement='居')]
    """
    suspects = list(_SUSPECT.finditer(text))
    if len(suspects) > _FEW + len(text) // _APART:
        return []
    edits: list[Edit] = []
    done = 0
    for suspect in suspects:
        if suspect.start() >= done and _is_suspicious(text, suspect.end()):
            path, done = _cheapest(text, suspect.start())
            edits += _edits(text, path)
    return edits


def _is_suspicious(text: str, behind: int) -> bool:
    prices = [bits(char) for char in text[behind : behind + 6] if not char.isascii()]
    return text[behind].isascii() or sum(prices) >= _SUSPICIOUS * len(prices)


@dataclass(frozen=True, slots=True)
class _Path:
    """The cheapest way to read the line so far that leaves this byte over."""

    cost: int
    end: int
    output: str | None = None  # of the last token; None: stays as it is, "": part of the next one's
    before: _Path | None = None


_Choice = tuple[int, int, str | None]
"""A way to read a token: the byte left over behind it, the price, the output as in `_Path`."""


def _cheapest(text: str, start: int) -> tuple[_Path, int]:
    """The cheapest reading from the mark at `start` to where nothing can be slipped, and that place."""
    paths = {_IN_STEP: _Path(0, start)}
    last_byte = _last_byte(text, start)
    limit = start + _LONGEST
    while start < limit and (token := _TOKEN.match(text, start)):
        start = token.end()
        found: dict[int, _Path] = {}
        for left_over, path in paths.items():
            read = _slipped(token, left_over) if left_over else _in_step(token, last_byte)
            for then, price, output in read:
                if then not in found or found[then].cost > path.cost + price:
                    found[then] = _Path(path.cost + price, start, output, path)
        hopeless = min(path.cost for path in found.values()) + _HOPELESS
        paths = {left_over: path for left_over, path in found.items() if path.cost <= hopeless}
        if paths.keys() == {_IN_STEP}:
            break
        last_byte = _last_byte(text, start)
    return _at_line_end(paths), start


def _at_line_end(paths: dict[int, _Path]) -> _Path:
    ends = []
    for left_over, path in paths.items():
        char, price = _character(left_over, _UNKNOWN) if left_over else (None, 0)
        ends.append(_Path(path.cost + price, path.end, char, path) if left_over else path)
    return min(ends, key=lambda end: end.cost)


def _last_byte(text: str, end: int) -> int:
    """The last byte of the character before `end`, or before the reading that ends there."""
    if text.endswith(")", 0, end):
        end = max(text.rfind("(", max(end - 10, 0), end), 0)
    return _gbk(text[end - 1 : end])[-1] if end else _UNKNOWN


def _in_step(token: re.Match[str], last_byte: int) -> Iterator[_Choice]:
    """The ways to read a token where no byte is left over."""
    if token["char"]:
        yield _IN_STEP, bits(token["char"]), None
    elif token["reading"]:
        yield _IN_STEP, _price_of_reading(token), None
    elif not token["torn"]:
        yield _IN_STEP, _MARK_BITS, None
        yield _UNKNOWN, _SLIP_BITS, ""
    else:
        yield _IN_STEP, _NEVER_BITS, None
        yield _UNKNOWN, _SLIP_BITS, ""
        for astride in _read_and_begun(token["torn"], last_byte):
            yield _gbk(astride)[1], _ANCHORED_BITS, ""


def _price_of_reading(token: re.Match[str]) -> int:
    text, at = token.string, token.start()
    if token["reading"].isascii() or not text[max(at - 1, 0)].isascii():
        return 0
    return _ASTRIDE_BITS if is_astride(text, at, token["reading"]) else _NEVER_BITS


def _slipped(token: re.Match[str], first: int) -> Iterator[_Choice]:
    """The ways to read a token where the byte `first` of a torn character is left over."""
    yield _IN_STEP, _LOST_BITS + _UNLIKELY_BITS + bits(token[0][0]), LOST + token[0]
    if token["torn"]:
        yield from _slipped_torn(token["torn"], first)
    elif token["mark"]:
        yield from _slipped_mark(token, first)
    elif token["reading"]:
        if is_reading(token.string[token.start() - 1], token["reading"]):
            yield first, 0, ""  # two bytes astride looked like a character with a reading here too
    elif token["char"].isascii():
        yield from _slipped_ascii(token, first)
    elif token["char"] == "€":  # the byte 80 by itself, the second one of 個
        char, price = _character(first, 0x80)
        yield _IN_STEP, price, char
    elif (pair := _gbk(token["char"])) and len(pair) == 2 and pair[1] > 0x80:
        char, price = _character(first, pair[0])
        if first != _UNKNOWN and price > _PAIR_IS_DROPPED_BITS:
            char, price = LOST * 2, _PAIR_IS_DROPPED_BITS
        yield pair[1], price, char


def _slipped_torn(syllable: str, first: int) -> Iterator[_Choice]:
    """The end of a stretch: the character that the reading belongs to is in step again."""
    for char in _read_and_begun(syllable, first):
        yield _IN_STEP, bits(char), f"{char}({syllable})"
    if commonest := _commonest_read(syllable):
        yield _IN_STEP, _PAIR_IS_DROPPED_BITS + bits(commonest), f"{LOST}{commonest}({syllable})"


def _slipped_mark(token: re.Match[str], first: int) -> Iterator[_Choice]:
    """A mark is one byte and a swallowed ASCII character, or two bytes that mean nothing, or a real ？."""
    text, end = token.string, token.end()
    char, price = _character(first, _UNKNOWN)
    if first == 0xA3:
        char, price = "，", _GUESS_BITS  # most of what begins so
    elif first == 0xA1 and text[end : end + 1] in ("", "\r", "\n"):
        char, price = "。", _GUESS_BITS
    yield _IN_STEP, price, char + _swallowed(text, end)
    yield _UNKNOWN, _PAIR_IS_MARK_BITS, LOST
    if token["mark"] != LOST:
        char, price = _character(first, 0xA3)
        yield 0xBF, price + _WIDE_MARK_BITS, char


def _swallowed(text: str, at: int) -> str:
    """The ASCII character that a mark before `at` took in, as far as it matters: a digit of a number."""
    if year := _YEAR.match(text, at):
        return "1" if year[1] else "2"
    return LOST if _NUMBER.match(text, at) else ""


def _slipped_ascii(token: re.Match[str], first: int) -> Iterator[_Choice]:
    """An ASCII character is the second byte of the torn one, or was full-width, two bytes, before folding."""
    second = ord(token["char"])
    if second >= 0x40:
        char, price = _character(first, second)
        reading = _TOKEN.match(token.string, token.end())
        if reading and reading["reading"] and not is_reading(char, reading["reading"]):
            ending = [c for c in characters_read(reading["reading"]) if _gbk(c)[1] == second]
            if len(ending) == 1:
                char, price = LOST + ending[0], _LOST_BITS + _UNLIKELY_BITS
        yield _IN_STEP, price, char
    if second > 0x20:
        char, price = _character(first, 0xA3)
        yield second | 0x80, price + _UNLIKELY_BITS, char


def _read_and_begun(syllable: str, first: int) -> list[str]:
    return [char for char in characters_read(syllable) if _gbk(char)[0] == first]


def _commonest_read(syllable: str) -> str | None:
    """The one character read so that is much commoner than the others: 務 for wù."""
    ranked = sorted((bits(char), char) for char in characters_read(syllable))
    if not ranked or sum(2.0 ** -(price - ranked[0][0]) for price, _ in ranked) > 1 / _SURE:
        return None
    return ranked[0][1]


@functools.cache
def _character(first: int, second: int) -> tuple[str, int]:
    """The character of two bytes of which one may be unknown, and its price; U+FFFD if it cannot be told."""
    firsts = range(0x81, 0xFF) if first == _UNKNOWN else (first,)
    seconds = range(0x40, 0xFF) if second == _UNKNOWN else (second,)
    if len(firsts) > 1 < len(seconds):
        return LOST, _LOST_BITS
    chars = [bytes((one, two)).decode("gb18030", "replace") for one in firsts for two in seconds]
    ranked = sorted((bits(char), char) for char in chars if len(char) == 1 and char != LOST)
    if not ranked:
        return LOST, _LOST_BITS + _UNLIKELY_BITS
    price, char = ranked[0]
    if len(chars) == 1:
        return (LOST, _LOST_BITS) if char in _NOT_MADE_UP else (char, price)
    share = 2.0**-price / sum(2.0**-other for other, _ in ranked)
    return (char, _GUESS_BITS) if share >= _SURE else (LOST, _LOST_BITS)


def _gbk(char: str) -> bytes:
    return char.encode("gb18030", "replace")


def _edits(text: str, path: _Path) -> list[Edit]:
    """The edits that a path stands for, without stretches that put too little back to be believed."""
    edits: list[Edit] = []
    for stretch in _stretches(path):
        put_back = "".join(edit.replacement for edit in stretch)
        lost = put_back.count(LOST)
        known = len(put_back) - lost
        begin = _TOKEN.match(text, stretch[0].start)
        if (begin and begin["torn"] and known) or known >= max(lost, 3):
            edits += stretch
    return edits


def _stretches(path: _Path) -> list[list[Edit]]:
    """The edits of a path from left to right, those that adjoin together."""
    steps = [path]
    while before := steps[-1].before:
        steps.append(before)
    stretches: list[list[Edit]] = [[]]
    begin: int | None = None
    for before, step in itertools.pairwise(reversed(steps)):
        if step.output is None:
            stretches.append([])
        elif not step.output:
            begin = before.end if begin is None else begin
        elif begin is None and before.end == step.end:  # what a line end has cut off
            last = stretches[-1].pop()
            stretches[-1].append(Edit(last.start, last.end, last.replacement + step.output))
        else:
            stretches[-1].append(Edit(before.end if begin is None else begin, step.end, step.output))
            begin = None
    return [stretch for stretch in stretches if stretch]
