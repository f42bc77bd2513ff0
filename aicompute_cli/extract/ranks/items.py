"""The items of a list that has places: 甲, 乙, 丙 in 依次为甲、乙和丙 and in 甲、乙和丙分列前三."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from aicompute_cli.extract.ranks.words import any_of
from aicompute_cli.model import FoldedSpan

_LONGEST_LIST = 400
_LONGEST_ITEM = 24
_MOST_ITEMS = 100
_LOOK_BACK = 140

# An item may hold brackets with commas inside: 甲(占比3%，下同).
_PIECE = re.compile(r"(?:[^、,，。；;:：！!？?\n()（）]|[(（][^()（）\n]{0,60}[)）])+")
_AND = re.compile(r"以及|和|及|与|跟|暨")
_OPEN = re.compile(r"等(?![级离])")
_BRACKET = re.compile(r"[(（]")
_AMOUNT = re.compile(
    r"(?:分别|各|以|约|近|超|逾|达|占|为|[ :])*\d[\d.,]*"
    r"(?:%|亿|万|千|百|分|个|家|台|件|部|款|元|美元|点|[KMGTPEZkM]?W|[KMGTPEZ]?B|[KMGTPEZ]?FLOPS)"
)
_NUMERAL = re.compile(
    r"[约近超逾达-]*[\d.,]+(?:[^A-Za-z\d]{0,4}|[A-Za-z]{0,6})\Z|[一二三四五六七八九十百千万亿两]+[成倍]"
)
_COUNTED = re.compile(r"[两二三四五六七八九十\d]+(?:个|家|大|座|省|市|地|类|款|位|国|巨头|强|者).{0,8}\Z")
_LEAD = re.compile(
    r"(?:以及|和(?!硕|记|黄|平|谐)|及|与|即|则是|则为|则|而|其中|此外|同时|另外|目前|然而|但|来自|有|[\s“”\"'‘’「」『』])+"
)
_EDGE = " \t\u3000“”\"'‘’「」『』*"
# What no name is, but a predicate: 为甲、乙提供服务 is no list of the ones in front.
_PREDICATE = re.compile(r"提供|带来|创造|打造|负责|进行|实现|达到|增长|下降|超过|需要|可以|能够")
_SUBJECT_END = re.compile(
    r"等|分别|依次|依序|分列|则|均|都|也|的|在|以|凭|(?:紧随|位列|位居|位处|排名|名列|排在|居|包揽|占据|双双|同时|[(（])"
)
_SHARED_OUT = re.compile(r"分别|依次|依序|双双|各以|均以")
# What the first of some subjects is, before its name: 国内厂商甲、乙.
_KIND = re.compile(r".*(?:厂商|企业|公司|巨头|供应商|品牌|城市|省份|国家|行业|平台|的)(?=\S{2})")
_CLAUSE = re.compile(r"[,，；;：:]")


class ItemList(NamedTuple):
    """The items in order, where the list ends, and whether it says that there are more (等)."""

    items: tuple[FoldedSpan, ...]
    end: int
    open: bool


def list_after(folded: str, start: int, stop: int, *, count: int | None = None) -> ItemList | None:
    """The list of names at `start`, cut into `count` items where that is known; None where there is none.

    Without `count` two items are the least. A list that goes on with commas needs a `count`.

    >>> text = "前三名依次为甲公司、乙公司和丙公司(8%)，余者不足1%。"
    >>> [text[i.start : i.end] for i in list_after(text, 6, len(text), count=3).items]
    ['甲公司', '乙公司', '丙公司']
    """
    stop = min(stop, start + _LONGEST_LIST)
    found = _cut(folded, _pieces(folded, start, stop, "、", count or _MOST_ITEMS), count)
    if count and (found is None or not _fits(found, count)):
        found = _cut(folded, _pieces(folded, start, stop, ",，", count)[:count], count)
    if found is None or not (_fits(found, count) if count else len(found.items) > 1):
        return None
    return found


def name_after(folded: str, start: int, stop: int) -> FoldedSpan | None:
    """The one name at `start`, up to the end of its clause: 甲 in 排名第二的是甲，…"""
    pieces = _pieces(folded, start, min(stop, start + 40), "、")
    return _item(folded, pieces[0]) if len(pieces) == 1 else None


def list_before(
    folded: str, start: int, stop: int, count: int, *, clauses: int = 1
) -> tuple[FoldedSpan, ...] | None:
    """The list of exactly `count` names in the nearest of so many clauses before `stop`; None where none has one."""
    start = max(start, stop - _LOOK_BACK)
    marks = [mark.start() for mark in _CLAUSE.finditer(folded, start, stop)]
    edges = [start - 1, *marks, stop]
    for before, after in list(pairwise(edges))[: -clauses - 1 : -1]:
        found = _subjects(folded, before + 1, after, count)
        if found:
            return found
    return None


def _subjects(folded: str, start: int, stop: int, count: int) -> tuple[FoldedSpan, ...] | None:
    adverb = _SHARED_OUT.search(folded, start + 1, stop)
    pieces = _pieces(folded, start, adverb.start() if adverb else stop, "、")
    if not pieces:
        return None
    kind = _KIND.search(folded, pieces[0].start, pieces[0].end) if len(pieces) > 1 else None
    if kind:
        pieces[0] = FoldedSpan(kind.end(), pieces[0].end)
    last = pieces[-1]
    end = _SUBJECT_END.search(folded, last.start + 1, last.end)
    pieces[-1] = FoldedSpan(last.start, end.start() if end else last.end)
    found = _cut(folded, pieces, count)
    return found.items if found and len(found.items) == count and not found.open else None


def _fits(found: ItemList, count: int) -> bool:
    return len(found.items) == count or (found.open and 1 < len(found.items) < count)


def _pieces(folded: str, start: int, stop: int, marks: str, most: int = _MOST_ITEMS) -> list[FoldedSpan]:
    """The stretches between the marks, one more than `most` at most: then there are too many."""
    pieces: list[FoldedSpan] = []
    while len(pieces) <= most and (piece := _PIECE.match(folded, start, stop)):
        pieces.append(FoldedSpan(*piece.span()))
        start = piece.end() + 1
        if piece.end() >= stop or folded[piece.end()] not in marks:
            break
    return pieces


def _cut(folded: str, pieces: list[FoldedSpan], count: int | None) -> ItemList | None:
    if not pieces:
        return None
    end = pieces[-1].end
    last = pieces.pop()
    more = _OPEN.search(folded, last.start + 1, last.end)
    if more:
        last = FoldedSpan(last.start, more.start())
    pieces += [last] if len(pieces) + 1 == count else _halves(folded, last)
    items = [_item(folded, piece) for piece in pieces]
    items = _without_tail(folded, items)
    if any(item is None for item in items):
        return None
    named = bool(more) and not _COUNTED.match(folded, more.end() if more else 0, end)
    return ItemList(tuple(item for item in items if item), end, named)


def _halves(folded: str, piece: FoldedSpan) -> list[FoldedSpan]:
    """The two sides of 甲和乙; a bracket is not looked into."""
    bracket = _BRACKET.search(folded, piece.start, piece.end)
    for joint in _AND.finditer(folded, piece.start + 1, piece.end - 1):
        if bracket and bracket.start() < joint.start() < folded.find(")", bracket.start(), piece.end):
            continue
        return [FoldedSpan(piece.start, joint.start()), FoldedSpan(joint.end(), piece.end)]
    return [piece]


def _item(folded: str, piece: FoldedSpan) -> FoldedSpan | None:
    """The name in a piece of a list; None where it is no name but a number or a clause."""
    start, end = piece.start, piece.end
    lead = _LEAD.match(folded, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    for cut in (_BRACKET, _AMOUNT):
        found = cut.search(folded, start + 1, end)
        end = found.start() if found else end
    while end > start and folded[end - 1] in _EDGE:
        end -= 1
    text = folded[start:end]
    if not text or len(text) > _LONGEST_ITEM or _NUMERAL.match(text) or _PREDICATE.search(text):
        return None
    return FoldedSpan(start, end)


def _without_tail(folded: str, items: list[FoldedSpan | None]) -> list[FoldedSpan | None]:
    """The items without what they all are, which stands after the last: 甲、乙两个城市."""
    last = items[-1]
    if last is None or len(items) < 2:
        return items
    text = folded[last.start : last.end]
    counted = _COUNTED.search(text, 1)
    tail = re.search(rf"(?:{any_of('tail')})\Z", text[1:])
    end = last.end
    if counted:
        end = last.start + counted.start()
    elif tail and not any(item and folded.endswith(tail[0], item.start, item.end) for item in items[:-1]):
        end = last.end - len(tail[0])
    return [*items[:-1], FoldedSpan(last.start, end)]
