"""Tell the article from the page around it: navigation, bylines, related articles, copyright.

A line is judged by its words (data/furniture.tsv), its shape and its place. Above and below the article a
line is furniture if nothing is left of it once dates, bylines and known words are taken out, or if it holds
a cue of its place. Inside the article only what no author writes is: menus, credits of images, legal notes.
Below it a heading such as 相关阅读 or an end mark begins the tail, where everything is furniture unless the
article goes on: two whole paragraphs in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from aicompute_cli.document.furniture_lines import (
    Line,
    is_above,
    is_below,
    is_byline,
    is_inside,
    opens_closing_lines,
    tail_kind,
)

_HEAD_REACHES = 4  # so many lines below the first prose a byline still shows that the page's head goes on
_MUCH_MORE = (
    3  # whole text below a heading, as a multiple of the prose above: the heading is none of the tail
)
_MENU_ITEM = re.compile(r"\D{1,6}")  # an item of a menu that has an item a line
_MENU_ITEMS = 3
_STRAY = re.compile(r"[a-z_]{2,20}|\+?\d{1,4}")  # icon, share_log, +1: remains of buttons


def mark_furniture(sentences: Sequence[str], lines: Sequence[int]) -> list[bool]:
    """Which sentences of a document are furniture of its page, one answer for each.

    `sentences` are all sentences of the document in order, folded (repaired, simplified); `lines` has for
    each the number of the line that it stands on: sentences with the same number are one line.

    >>> page = ["首页 > 科技", "机房的账本", "2023-12-24 08:30", "机房每天用电十万度。", "相关阅读", "芯片"]
    >>> mark_furniture(page, [1, 2, 3, 4, 5, 6])
    [True, False, True, False, True, True]
    """
    page = [Line(list(group), sentences) for _, group in groupby(range(len(lines)), key=lines.__getitem__)]
    marked = [False] * len(sentences)
    for number in _furniture_lines(page):
        for part in page[number].parts:
            marked[part] = True
    for line in page:
        for part in line.closing_notes():
            marked[part] = True
    return marked


def _furniture_lines(page: Sequence[Line]) -> set[int]:
    tail, boxes = _tail(page)
    first, last = _prose(page, tail)
    inside = {number for number in range(first, last + 1) if is_inside(page[number])}
    above = _above(page[:first], menus=last >= 0)
    return {*range(tail, len(page)), *boxes, *inside, *above, *_below(page, last, tail)}


def _prose(page: Sequence[Line], tail: int) -> tuple[int, int]:
    """Where the article's prose begins and its last line; (tail, -1) if there is none above the tail."""
    first = next(
        (number for number in range(tail) if page[number].prose and not page[number].boilerplate), tail
    )
    last = next(
        (
            number
            for number in range(tail - 1, first - 1, -1)
            if (page[number].ended or page[number].prose) and not is_below(page[number])
        ),
        -1,
    )
    for number in range(first, min(first + _HEAD_REACHES, last)):  # a slogan or a summary above the byline
        if is_byline(page[number]):
            first = number + 1
    return first, last


# The tail: what follows the article under a heading of its own


def _tail(page: Sequence[Line]) -> tuple[int, set[int]]:
    """The line that begins the tail, and the lines of lists that stand above or inside the article."""
    starts = [(number, kind) for number, line in enumerate(page) if (kind := tail_kind(line))]
    boxes: set[int] = set()
    if not starts:
        return len(page), boxes
    first, _ = _prose(page, len(page))
    whole = [line.length if line.whole and not line.boilerplate else 0 for line in page]
    pairs = [number for number in range(len(page) - 1) if whole[number] and whole[number + 1]]
    last_pair = pairs[-1] if pairs else -1
    above = [0, *accumulate(line.length if line.prose else 0 for line in page)]
    below = [*accumulate(reversed(whole), initial=0)][::-1]
    passed = first
    for number, kind in starts:
        tail = number + (kind == "closing end")
        if number < passed:  # in a menu above the article, or in a list that is done with
            boxes.add(number)
        elif not _goes_on(kind, above[tail], below[tail], last_pair >= tail):
            return tail, boxes
        elif kind == "section":
            passed = next(later for later in range(number, len(page)) if whole[later])
            boxes.update(range(number, passed))
        elif kind == "neighbour":
            boxes.add(number)
    return len(page), boxes


def _goes_on(kind: str, above: int, below: int, pair: bool) -> bool:
    """Whether the article goes on behind a heading.

    `above` counts the characters of the prose above it, `below` those of the whole paragraphs below, `pair`
    tells whether two of them follow each other.
    """
    if kind == "comments":
        return False
    if kind.endswith("end"):
        return pair and below > above
    return pair or below > _MUCH_MORE * above


# Above and below the article


def _above(head: Sequence[Line], *, menus: bool) -> Iterator[int]:
    """Furniture above the article: single lines, and `menus` with an item a line."""
    for number, line in enumerate(head):
        if is_above(line) or _STRAY.fullmatch(line.text):
            yield number
    items = groupby(range(len(head)), key=lambda number: _MENU_ITEM.fullmatch(head[number].text) is not None)
    for is_item, group in items:
        run = list(group)
        if menus and is_item and len(run) >= _MENU_ITEMS:
            yield from run


def _below(page: Sequence[Line], last: int, tail: int) -> Iterator[int]:
    """Furniture below the article: from the first line that must be, all is."""
    begun = False
    for number in range(last + 1, tail) if last >= 0 else ():
        cued = is_below(page[number])
        begun = begun or (cued and opens_closing_lines(page[number]))
        if begun or cued:
            yield number
