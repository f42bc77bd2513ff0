"""What the lines around an article tell of it: headline, date line, author and publisher.

Only lines that are no sentences are read, and the notes in brackets at the article's two ends: a date or a
name inside its sentences says nothing of the page.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from aicompute_cli.document.bylines import (
    LONGEST,
    date_of,
    is_date_line,
    labelled,
    outlet,
    plain,
    published_days,
    reporter,
    stamp_end,
    without_bylines,
    words,
)
from aicompute_cli.model import Metadata

_TOP_LINES = 15  # a date line stands among the first lines of a page …
_BOTTOM_LINES = 4  # … or directly below the article
_HEADING_OF_A_LIST = 15  # characters of the longest
_PROSE = 60  # characters of a line that is prose, with a full stop or without

_SENTENCE = re.compile(r"[。｡！？!?；]")
_OPENING_NOTE = re.compile(r" ?[(\[]([^()\[\]]{2,40})[)\]]")
_CLOSING_NOTE = re.compile(r"[(\[]([^()\[\]]{2,120})[)\]][。.]?\Z")
_DISOWNED = re.compile(r"不代表([^\W\d_]{2,10}?)(?:网)?(?:的)?(?:立场|立場|观点|觀點)")
_NOT_A_SITE = re.compile(r"[本其我该該]|平台|平臺|作者|任何|公司")


def metadata_from_text(lines: Sequence[str], furniture: Sequence[bool]) -> Metadata:
    """Title, date, author and publisher as the page gives them.

    `lines` are the lines of the document that hold a sentence, in order, as they are to be shown (repaired,
    in the file's own script); `furniture` says of each whether it is page furniture as a whole.

    >>> page = ["首页 > 科技", "一座机房的账本", "2023-12-24 08:30 来源:前沿周刊", "机房每天用电十万度。"]
    >>> metadata_from_text(page, [True, False, True, False])
    Metadata(title='一座机房的账本', published='2023-12-24', publisher='前沿周刊', author=None, url=None)
    """
    head = [plain(line[: 2 * LONGEST]) for line in lines[:_TOP_LINES]]
    top = _first_prose(lines, furniture)
    dated, published = _dated_line(head[: top + 1], top)
    bottom = _bottom(lines, furniture)
    around = [line for line in head[:top] if _is_byline(line)] + _opening_note(head, top) + bottom
    return Metadata(
        title=_headline(lines, furniture, top, dated),
        published=published or next(filter(None, map(date_of, filter(is_date_line, bottom))), None),
        publisher=_publisher(around),
        author=_first(labelled(line, "author") for line in around) or _first(map(reporter, around)),
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


# Where to look


def _first_prose(lines: Sequence[str], furniture: Sequence[bool]) -> int:
    """The line with which the article's prose begins, at most `_TOP_LINES`."""
    top = range(min(len(lines), _TOP_LINES))
    return next((number for number in top if not furniture[number] and _is_prose(lines[number])), len(top))


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE or "。" in line or line.endswith((";", "；"))


def _is_byline(line: str) -> bool:
    return len(line) <= LONGEST and not _SENTENCE.search(line)


def _opening_note(head: Sequence[str], top: int) -> list[str]:
    """The note in brackets that opens the article: 〔記者李四／台北報導〕."""
    if top >= len(head):
        return []
    note = _OPENING_NOTE.match(head[top], stamp_end(head[top]))
    return [note[1]] if note else []


def _bottom(lines: Sequence[str], furniture: Sequence[bool]) -> list[str]:
    """The note in brackets that closes the article, and the short lines directly below it, all plain."""
    last = max((number for number, marked in enumerate(furniture) if not marked), default=-1)
    below = takewhile(
        _tells, (plain(line[: 2 * LONGEST]) for line in lines[last + 1 : last + 1 + _BOTTOM_LINES])
    )
    note = _CLOSING_NOTE.search(plain(lines[last][-2 * LONGEST :])) if last >= 0 else None
    return ([note[1]] if note else []) + list(below)


def _tells(line: str) -> bool:
    """Whether a plain line below the article is still about it: no heading of other articles."""
    return len(line) > _HEADING_OF_A_LIST or line[:1] in "([" or without_bylines(line) != line


# What is found there


def _dated_line(head: Sequence[str], top: int) -> tuple[int | None, str | None]:
    """The first line among the top ones that best tells the day of publication, and that day."""
    ranked = [
        (rank, number, day)
        for number, line in enumerate(head)
        for rank, day in published_days(line, prose=number == top)
    ]
    _, number, day = min(ranked, default=(0, None, None))
    return number, day


def _headline(lines: Sequence[str], furniture: Sequence[bool], top: int, dated: int | None) -> str | None:
    """The last heading above the date line, else the first heading above the article's prose."""
    if dated is not None and not furniture[dated] and (end := stamp_end(plain(lines[dated]))):
        rest = lines[dated][end:].strip()
        return rest if _is_heading(rest) and not _is_prose(rest) else None
    headings = [number for number in range(top) if not furniture[number] and _is_heading(lines[number])]
    above = [number for number in headings if dated is not None and number < dated]
    best = above[-1] if above else next(iter(headings), None)
    return None if best is None else lines[best].strip().lstrip("#").strip()


def _is_heading(line: str) -> bool:
    text = plain(line).strip()
    return 4 <= len(text) <= 90 and not is_date_line(text) and not _no_headline().match(text)


@functools.cache
def _no_headline() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words('no_headline')))}) ?\d* ?(?:[:|]|\Z)")


def _publisher(around: Sequence[str]) -> str | None:
    by_date = (outlet(without_bylines(line)) for line in around if is_date_line(line))
    disowned = (found[1] for line in around if (found := _DISOWNED.search(line)))
    return (
        _first(labelled(line, "publisher") for line in around)
        or _first(found[1] for line in around if (found := _first_published().search(line)))
        or _first(by_date)
        or _first(name for name in disowned if not _NOT_A_SITE.search(name))
    )


@functools.cache
def _first_published() -> re.Pattern[str]:
    before = "|".join(map(re.escape, words("first")))
    return re.compile(
        rf"(?:{before}) ?([^\s,.;|()\[\]“”。]{{2,20}}?)(?=[\s,.;|()\[\]”。]|授[权權]|[发發][布佈]|\Z)"
    )
