"""Cut decoded text into sentences: the passages that a search returns and that a fact cites.

A sentence ends after 。！？； or at the end of its line. Half-width `!` and `?` end one where they stand
in Chinese text. Half-width `;` does not: where a site has made all punctuation half-width it stands
inside sentences as often as a comma, and the definition of a fact's sentence names only 。！？；.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 600
"""Characters of the longest passage: a sentence above it is cut at a comma or a space."""

_FULL_WIDTH = frozenset("。｡！？；")
_STOP = re.compile(r"[。｡！？；!?\r\n]")
# What belongs to the sentence that a mark has ended: more marks, closing quotation marks and
# brackets, references such as [3].
_RUN = re.compile(r"[。｡！？；!?”’」』）】》〉〕］｝)\]}]*(?:\[\d{1,3}\])*")
# A word starts here; a line of punctuation alone has none.
_WORD = re.compile(r"[^\W_]")

_BLANK = " \t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u3000\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "#-*+•·●■◆▪"
_LEAD = re.compile(rf"[{_BLANK}]*(?:(?:#{{1,6}}|[{_MARKS[1:]}]|\d{{1,3}}[.)]|>)[{_BLANK}]+|\|[{_BLANK}]*)*")
# The characters that can start what `_LEAD` matches.
_LEADING = frozenset(_BLANK + _MARKS + ">|0123456789")

# Bytes slipped by one leave a `?` before a bracketed reading: 當(dāng)?shù)鼐. Readings have a tone mark.
_SLIPPED = re.compile(r"\?[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,5}\)")
_LINE_END = re.compile(r"[\r\n]")
_URL_QUERY = re.compile(r"[\w.%-]{1,40}=")
_NAMES_WITH_A_MARK = ("yahoo!",)
_CUT_AFTER = re.compile(rf"(?s:.*)(?:[，、：;{_BLANK}]|[,:](?!\d))(?s:.)")
_PART_OF_A_NUMBER = re.compile(r"[0-9A-Za-z.,%]+\Z")


def split_sentences(text: str, start: int = 0) -> list[tuple[int, int, int]]:
    """The sentences of `text` as ``(start, end, line)``: half-open character offsets and the line from 1.

    Closing quotation marks and brackets after the end belong to the sentence; white space and the marks
    of markdown (``# ``, ``- ``, ``1. ``, ``> ``, ``|``) at the start of a line do not. Lines without a
    letter or digit give none. Lines end with ``\\n``, ``\\r\\n`` or ``\\r``. `start` is where the article
    begins, behind its front matter; lines are counted from the start of `text` all the same.

    >>> text = "算力紧缺。“够用吗？”他问。\\n\\n- GPU出货79318台"
    >>> [(text[start:end], line) for start, end, line in split_sentences(text)]
    [('算力紧缺。', 1), ('“够用吗？”', 1), ('他问。', 1), ('GPU出货79318台', 3)]
    """
    found: list[tuple[int, int, int]] = []
    begin = line_start = start
    line = 1 + text.count("\n", 0, start) + text.count("\r", 0, start) - text.count("\r\n", 0, start)
    marks = _LineMarks(text)
    for stop in _STOP.finditer(text, start):
        at = stop.start()
        if at < begin:  # inside the run of marks that ended the last sentence
            continue
        mark = text[at]
        if mark in "\r\n":
            if at > begin:
                found.extend(_passages(text, begin, at, line, begin == line_start))
            begin = line_start = at + 1
            line += mark == "\n" or text[begin : begin + 1] != "\n"
        elif mark in _FULL_WIDTH or marks.ends_sentence(at, line_start):
            end = marks.end_of_run(at, line_start)
            found.extend(_passages(text, begin, end, line, begin == line_start))
            begin = end
    if begin < len(text):
        found.extend(_passages(text, begin, len(text), line, begin == line_start))
    return found


class _LineMarks:
    """Decides on the marks that need to know more of their line; reads each line at most twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._slipped = (-1, False)  # start of the line, whether its bytes are slipped
        self._quotes = (-1, 0, 0)  # start of the line, counted up to, straight quotation marks so far

    def ends_sentence(self, at: int, line_start: int) -> bool:
        """Whether the half-width ``!`` or ``?`` at `at` ends a sentence of Chinese text."""
        text = self._text
        before, end = text[at - 1 : at], _end_of_marks(text, at)
        after = text[end : end + 1]
        if not after or after.isspace():
            return not before.isascii() or not _next_word(text, end).isascii()
        if after in ",，、" or text[max(at - 5, 0) : at + 1].lower().endswith(_NAMES_WITH_A_MARK):
            return False
        if self._has_slipped(line_start):
            return False
        if after.isascii():
            return not before.isascii() and not _URL_QUERY.match(text, end)
        return True

    def end_of_run(self, at: int, line_start: int) -> int:
        """Where the sentence ends that the mark at `at` closes, behind closing marks and references."""
        end = _end_of_marks(self._text, at)
        if self._text.startswith('"', end) and self._straight_quotes(line_start, end) % 2:
            end += 1
        return end

    def _has_slipped(self, line_start: int) -> bool:
        if self._slipped[0] != line_start:
            line_end = _LINE_END.search(self._text, line_start)
            stop = line_end.start() if line_end else len(self._text)
            self._slipped = (line_start, _SLIPPED.search(self._text, line_start, stop) is not None)
        return self._slipped[1]

    def _straight_quotes(self, line_start: int, end: int) -> int:
        counted_line, counted_to, count = self._quotes
        if counted_line != line_start:
            counted_to, count = line_start, 0
        count += self._text.count('"', counted_to, end)
        self._quotes = (line_start, end, count)
        return count


def _end_of_marks(text: str, at: int) -> int:
    run = _RUN.match(text, at)
    return run.end() if run else at


def _next_word(text: str, start: int) -> str:
    """The first letter or digit at or behind `start`, at most a few characters away; else nothing."""
    word = _WORD.search(text, start, start + 8)
    return word[0] if word else "。"


def _passages(text: str, begin: int, end: int, line: int, at_line_start: bool) -> list[tuple[int, int, int]]:
    """The range without marks and white space at its ends; none if no word is in it, several if long."""
    if at_line_start and text[begin] in _LEADING and (lead := _LEAD.match(text, begin, end)):
        begin = lead.end()
        if "|" in lead[0]:  # a row of a table ends as it begins
            end = begin + len(text[begin:end].rstrip(_BLANK + "|"))
    begin, end = _trim(text, begin, end)
    if not _WORD.search(text, begin, end):
        return []
    if end - begin <= LONGEST:
        return [(begin, end, line)]
    return [(*cut, line) for cut in _cut(text, begin, end) if _WORD.search(text, *cut)]


def _trim(text: str, begin: int, end: int) -> tuple[int, int]:
    piece = text[begin:end]
    return end - len(piece.lstrip(_BLANK)), begin + len(piece.rstrip(_BLANK))


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of at most `LONGEST` characters: up to the last comma or space, else before a number or word."""
    while end - begin > LONGEST:
        limit = begin + LONGEST
        soft = _CUT_AFTER.match(text, begin + LONGEST // 2, limit + 1)
        if soft:
            cut = soft.end() - 1
        else:
            broken = _PART_OF_A_NUMBER.search(text, limit - 40, limit)
            cut = broken.start() if broken and _PART_OF_A_NUMBER.match(text[limit]) else limit
        yield _trim(text, begin, cut)
        begin = cut
    yield _trim(text, begin, end)
