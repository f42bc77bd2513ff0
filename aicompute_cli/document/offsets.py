"""The exact way back from folded text to the characters of the file.

An `OffsetMap` knows for every folded character which characters of the text it was made of. It is a list
of pieces, each either a run that maps one to one or a block of which every character maps to the same
range of the text: ½ → `1/2` is a block of three for one character. Deleted text belongs to no folded
character. Pieces are found by bisection, and a step of n edits costs time linear in n and the pieces.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from aicompute_cli.model import FoldedSpan, Span


class Edit(NamedTuple):
    """Replace characters ``[start, end)`` of a step's input by `replacement`."""

    start: int
    end: int
    replacement: str


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """`text` with the edits made; they are sorted and do not overlap.

    >>> apply_edits("數(shù)據", [Edit(1, 6, ""), Edit(6, 7, "据")])
    '數据'
    """
    parts = []
    done = 0
    for edit in edits:
        parts.append(text[done : edit.start])
        parts.append(edit.replacement)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Which characters of a text each character of its folded form was made of.

    Piece i holds the folded characters from ``starts[i]`` to the next start (the last one to
    `folded_length`). Where ``widths[i]`` is 0 its characters map one to one to those from ``lows[i]`` on,
    otherwise all of them map to ``[lows[i], lows[i] + widths[i])``.

    >>> once = OffsetMap.identity(9).then([Edit(1, 6, "")])  # 數(shù)據中心
    >>> once.to_text(FoldedSpan(0, 2)), once.to_text(FoldedSpan(0, 1))
    (Span(start=0, end=7), Span(start=0, end=1))
    >>> once.to_folded(Span(6, 9))
    FoldedSpan(start=1, end=4)
    """

    text_length: int
    folded_length: int
    starts: tuple[int, ...]
    lows: tuple[int, ...]
    widths: tuple[int, ...]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text of `length` characters that folding left as it is."""
        piece = (0,) if length else ()
        return cls(length, length, piece, piece, piece)

    @property
    def is_identity(self) -> bool:
        """Whether every character maps to itself."""
        return not any(self.widths) and len(self.starts) < 2 and self.text_length == self.folded_length

    def then(self, edits: Iterable[Edit]) -> OffsetMap:
        """This map followed by one more step of edits.

        The edits count characters of the present folded text, are sorted and do not overlap. One whose
        replacement is as long as what it replaces maps character to character; of a longer or shorter one
        every character maps to all that was replaced. Raises ValueError where the edits are out of order or
        out of the text, and for an insertion, which has no characters of the text to map to.
        """
        build = _Builder(self)
        for edit in edits:
            build.replace(edit.start, edit.end, len(edit.replacement))
        return build.finished()

    def to_text(self, span: FoldedSpan) -> Span:
        """The characters of the text from the first to the last that `span` was folded from.

        Text deleted at the ends of the span is left out, text deleted inside it is in. An empty span maps
        to an empty one. Raises ValueError for a span that is not within the folded text.
        """
        if not 0 <= span.start <= span.end <= self.folded_length:
            raise ValueError(f"{span} is not within {self.folded_length} folded characters")
        if span.start == span.end:
            here = self._low(span.start) if span.start < self.folded_length else self._high(span.start - 1)
            return Span(here, here)
        return Span(self._low(span.start), self._high(span.end - 1))

    def to_folded(self, span: Span) -> FoldedSpan:
        """The folded characters that any character of `span` went into; an empty span if there are none.

        Raises ValueError for a span that is not within the text.
        """
        if not 0 <= span.start <= span.end <= self.text_length:
            raise ValueError(f"{span} is not within {self.text_length} characters")
        start = self._first_ending_after(span.start)
        if span.start == span.end:
            return FoldedSpan(start, start)
        return FoldedSpan(start, max(start, self._first_starting_at(span.end)))

    def window(self, span: FoldedSpan) -> OffsetMap:
        """The map of the part `span` alone, as if that and the text it was folded from were all.

        Both sides count from 0: add ``to_text(span).start`` and ``span.start`` to return to this map.
        """
        part = self.to_text(span)
        build = _Builder(self)
        build.copy(span.start, span.end)
        folded_length = span.end - span.start
        starts, lows, widths = build.pieces()
        lows = tuple(low - part.start for low in lows)
        return OffsetMap(part.end - part.start, folded_length, starts, lows, widths)

    def to_bytes(self) -> bytes:
        """A compact form for storage: unsigned LEB128 numbers, one or two bytes if nothing was changed."""
        numbers = [self.folded_length]
        if not self.is_identity:
            numbers.append(self.text_length)
            start = low = 0
            for piece in zip(self.starts, self.lows, self.widths, strict=True):
                numbers += (piece[0] - start, piece[1] - low, piece[2])
                start, low, _ = piece
        return _leb128(numbers)

    @classmethod
    def from_bytes(cls, packed: bytes) -> OffsetMap:
        """The map that `to_bytes` stored. Raises ValueError for bytes of another form.

        >>> OffsetMap.from_bytes(OffsetMap.identity(300).to_bytes()) == OffsetMap.identity(300)
        True
        """
        numbers = _from_leb128(packed)
        if len(numbers) == 1:
            return cls.identity(numbers[0])
        if len(numbers) % 3 != 2 or (len(numbers) == 2) != (numbers[0] == 0):
            raise ValueError("not a stored offset map")
        starts, lows = accumulate(numbers[2::3]), accumulate(numbers[3::3])
        return cls(numbers[1], numbers[0], tuple(starts), tuple(lows), tuple(numbers[4::3]))

    def _low(self, at: int) -> int:
        i = bisect_right(self.starts, at) - 1
        return self.lows[i] if self.widths[i] else self.lows[i] + at - self.starts[i]

    def _high(self, at: int) -> int:
        if at < 0:
            return 0
        i = bisect_right(self.starts, at) - 1
        return self.lows[i] + (self.widths[i] or at - self.starts[i] + 1)

    def _end(self, i: int) -> int:
        return self.starts[i + 1] if i + 1 < len(self.starts) else self.folded_length

    def _first_ending_after(self, at: int) -> int:
        """The first folded character of which a part lies behind `at` in the text."""
        i = bisect_right(self.lows, at) - 1
        while i > 0 and self._high(self.starts[i] - 1) > at:
            i -= 1
        if i < 0:
            return 0
        if self.widths[i]:
            return self.starts[i] if self.lows[i] + self.widths[i] > at else self._end(i)
        return min(self.starts[i] + at - self.lows[i], self._end(i))

    def _first_starting_at(self, at: int) -> int:
        """The first folded character that starts at or behind `at` in the text."""
        i = bisect_left(self.lows, at) - 1
        if i < 0:
            return 0
        return self._end(i) if self.widths[i] else min(self.starts[i] + at - self.lows[i], self._end(i))


class _Builder:
    """Lays the pieces of a new map, reading those of the old one from left to right once."""

    def __init__(self, old: OffsetMap) -> None:
        self._old = old
        self._piece = 0  # of the old map
        self._done = 0  # characters of the old folded text that are laid
        self._seen = 0  # where the last edit ended
        self._length = 0  # characters of the new one
        self._starts: list[int] = []
        self._lows: list[int] = []
        self._widths: list[int] = []

    def replace(self, start: int, end: int, length: int) -> None:
        if not self._seen <= start < end <= self._old.folded_length:
            raise ValueError(f"edit of [{start}, {end}) after {self._seen} of {self._old.folded_length}")
        self._seen = end
        if end - start == length:
            return
        self.copy(self._done, start)
        if length:
            low = self._old._low(start)
            self._lay(low, self._old._high(end - 1) - low, length)
        self._done = end

    def copy(self, start: int, end: int) -> None:
        """Take over the old pieces of the folded characters ``[start, end)``."""
        old, i = self._old, self._piece
        while start < end:
            while old._end(i) <= start:
                i += 1
            stop = min(old._end(i), end)
            low = old.lows[i] if old.widths[i] else old.lows[i] + start - old.starts[i]
            self._lay(low, old.widths[i], stop - start)
            start = stop
        self._piece = i

    def _lay(self, low: int, width: int, length: int) -> None:
        if not self._goes_on(low, width):
            self._starts.append(self._length)
            self._lows.append(low)
            self._widths.append(width)
        self._length += length

    def _goes_on(self, low: int, width: int) -> bool:
        if not self._starts or self._widths[-1] != width:
            return False
        return self._lows[-1] == (low if width else low - self._length + self._starts[-1])

    def pieces(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        return tuple(self._starts), tuple(self._lows), tuple(self._widths)

    def finished(self) -> OffsetMap:
        old = self._old
        if self._done == 0 and not self._starts:
            return old
        self.copy(self._done, old.folded_length)
        return OffsetMap(old.text_length, self._length, *self.pieces())


def _leb128(numbers: Iterable[int]) -> bytes:
    packed = bytearray()
    for number in numbers:
        rest = number
        while rest > 0x7F:
            packed.append(rest & 0x7F | 0x80)
            rest >>= 7
        packed.append(rest)
    return bytes(packed)


def _from_leb128(packed: bytes) -> list[int]:
    numbers = []
    number = shift = 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    if shift:
        raise ValueError("a stored offset map is cut off")
    return numbers
