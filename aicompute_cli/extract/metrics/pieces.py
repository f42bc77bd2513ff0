"""A sentence as the naming of metrics reads it: words, with claims, periods and names in one piece each."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from aicompute_cli.extract.metrics.words import classes_of, tagged
from aicompute_cli.model import Claim, Name, Period

_MARKS = frozenset("()（），；：。！？;,:\n|")
_NUMERIC = re.compile(r"[\d.,%]+")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+\-]*")
_BRACKET = re.compile(r"[(（【〔\[][^()（）【】〔〕\[\]\n]{0,60}[)）】〕\]]")
_DASH = re.compile(r"(?<![A-Za-z0-9])\s*[-–]\s+|\s+[-–]\s*(?![A-Za-z0-9])|\s*——?\s*")
_CODE = re.compile(
    r"[A-Za-z]+[0-9]+ - [A-Za-z]+[0-9]+(?![A-Za-z0-9])"
)  # a model number with spaces around its dash
_SAME = {"在华": "中国", "全台": "台湾", "全世界": "全球"}
_WHERE = frozenset(("全国", "国内", "我国", "全台", "全球", "全省", "全市"))
_THIS = ("该", "这座", "这家", "这个")
_TRADES = ("出口", "进口")  # jieba keeps 汽车出口 in one word
_CHANGES = frozenset(
    ("下降", "上涨", "增长", "提升", "下滑", "上升", "提高", "回升", "降低", "下跌", "大增", "激增")
)
_LABEL = re.compile(r"\s*(?:date|time|日期|时间)[:：\s]*")
_NO_STARTS = ("也", "就", "却", "但", "并", "仍", "还", "又", "再", "已", "被", "把", "从", "在", "是")
_NO_ENDS = ("情况", "数据", "排名", "份额", "出货量", "销量", "收入", "增速")
_COMPARED = ("高于", "低于", "超过", "自身", "相比")
_DASHES = frozenset("-–—")
_DROPPED = frozenset("\"'“”‘’「」『』")


class Piece(NamedTuple):
    """A word or more of a sentence.

    `text` is what a metric gives: the canonical name of a name. `kind` is ``word``, ``mark`` (ends a clause), ``list``
    (、), ``claim``, ``period`` or the kind of a name. `classes` are those of ``data/metric_words.tsv``.
    """

    text: str
    start: int
    end: int
    kind: str = "word"
    tag: str = ""
    classes: frozenset[str] = frozenset()


class Island(NamedTuple):
    """A stretch that is one piece."""

    start: int
    end: int
    kind: str
    text: str


def islands(claims: Sequence[Claim], names: Sequence[Name], periods: Sequence[Period]) -> list[Island]:
    """The stretches that stay in one piece, sorted and without overlaps: claims first, then the longer."""
    starts = [n.span.start for n in names]
    found = [
        *(Island(c.quantity.span.start, c.quantity.span.end, "claim", "") for c in claims),
        *(Island(p.span.start, _up_to_name(p, names, starts), "period", "") for p in periods),
        *(Island(n.span.start, n.span.end, n.kind, n.canonical) for n in names if not _no_name(n)),
    ]
    found.sort(key=lambda island: (island.kind != "claim", island.start - island.end, island.start))
    return _without_overlaps(found)


def _no_name(name: Name) -> bool:
    text = name.canonical
    return name.kind == "organization" and (
        text.endswith(_NO_ENDS) or text.startswith(_NO_STARTS) or any(word in text for word in _COMPARED)
    )


def _up_to_name(period: Period, names: Sequence[Name], starts: Sequence[int]) -> int:
    """The end of `period`, before a name that its last word took a character of: 近两年|中国."""
    at = bisect_left(starts, period.span.end) - 1
    if at >= 0 and names[at].span.start > period.span.start and names[at].span.end > period.span.end:
        return names[at].span.start
    return period.span.end


def _without_overlaps(found: list[Island]) -> list[Island]:
    kept: list[Island] = []
    for island in found:
        at = bisect(kept, island)
        if at and kept[at - 1].end > island.start:
            continue
        if at < len(kept) and kept[at].start < island.end:
            continue
        kept.insert(at, island)
    return kept


def cut(folded: str, start: int, end: int, whole: Sequence[Island]) -> list[Piece]:
    """The pieces of ``folded[start:end]``; `whole` are the islands in it, in order.

    Remarks in brackets that hold no claim are left out.
    """
    brackets = [
        (m.start(), m.end())
        for m in _BRACKET.finditer(folded, start, end)
        if not any(i.kind == "claim" and m.start() < i.start < m.end() for i in whole)
    ]
    found: list[Piece] = []
    at = start = _after_dateline(folded, start, end, whole)
    for island in [*whole, Island(end, end, "end", "")]:
        found += _words(folded, at, island.start, brackets)
        inside = any(a <= island.start < b for a, b in brackets)
        if island.kind != "end" and not inside and island.start >= start:
            found += _named(island, folded)
        at = max(at, island.end)
    return found


def _named(island: Island, folded: str) -> list[Piece]:
    """The piece of an island; two of a name that begins with 全国 or 国内, which tells where."""
    written = folded[island.start : island.end]
    text = island.text or written
    if island.kind == "product" and written.startswith(text):
        text = written  # with its version: 星火|3.5
    if island.kind == "organization" and text[:2] in _WHERE and len(text) > 4:
        seam = island.start + 2
        return [
            Piece(_SAME.get(text[:2], text[:2]), island.start, seam, "word", "ns", classes_of(text[:2])),
            Piece(text[2:], seam, island.end, "word", "n"),
        ]
    if island.kind == "organization" and text.startswith(_THIS) and len(text) > 4:
        text = text.removeprefix("该").removeprefix("这座").removeprefix("这家").removeprefix("这个")
    return [Piece(text, island.start, island.end, island.kind, "", classes_of(text))]


def _after_dateline(folded: str, start: int, end: int, whole: Sequence[Island]) -> int:
    """Where the sentence begins after `date 2025-03-01`."""
    label = _LABEL.match(folded, start, end)
    if label and whole and whole[0].kind == "period" and whole[0].start <= label.end():
        return whole[0].end
    return start


def _words(folded: str, start: int, end: int, brackets: list[tuple[int, int]]) -> list[Piece]:
    if start >= end:
        return []
    if not brackets:
        return _run(folded, start, end)
    found: list[Piece] = []
    at = start
    for left, right in [*brackets, (end, end)]:
        if right <= at:
            continue
        found += _run(folded, at, min(max(left, at), end))
        at = max(at, min(right, end))
    return found


def _run(folded: str, start: int, end: int) -> list[Piece]:
    run = folded[start:end]
    if not _DASHES.intersection(run):
        return _tagged_pieces(folded, start, end)
    pieces: list[Piece] = []
    at = 0
    breaks = [(m, "mark") for m in _DASH.finditer(run)] + [(m, "product") for m in _CODE.finditer(run)]
    for found, kind in sorted(breaks, key=lambda pair: pair[0].start()):
        pieces += _tagged_pieces(folded, start + at, start + found.start())
        pieces.append(Piece(found.group().replace(" ", ""), start + found.start(), start + found.end(), kind))
        at = found.end()
    return pieces + _tagged_pieces(folded, start + at, end)


def _tagged_pieces(folded: str, start: int, end: int) -> list[Piece]:
    found: list[Piece] = []
    at = start
    latin = ""
    for word, tag in tagged(folded[start:end]):
        stop = at + len(word)
        if not latin and (plain := _plain(word)):
            found.append(Piece(plain[0], at, stop, "word", tag, plain[1]))
            at = stop
            continue
        if word.isascii() and (word.isalnum() or (latin and word in "-+.")):
            latin += word
            at = stop
            continue
        if latin:
            latin = "CAGR" if latin.endswith("CAGR") else latin
            found.append(Piece(latin, at - len(latin), at, "word", "eng", classes_of(latin)))
            latin = ""
        if word in _MARKS:
            found.append(Piece(word, at, at + 1, "mark"))
        elif word == "、":
            found.append(Piece(word, at, at + 1, "list"))
        elif word.isspace():
            if _breaks(folded, at, stop):
                found.append(Piece(word, at, stop, "mark"))
        elif _of_two_words(word):
            found.append(Piece(word[:2], at, at + 2, "word", "n", classes_of(word[:2])))
            found.append(Piece(word[2:], at + 2, stop, "word", "v", classes_of(word[2:])))
        elif word not in _DROPPED:
            found.append(Piece(_SAME.get(word, word), at, stop, "word", tag, classes_of(word)))
        at = stop
    if latin:
        found.append(Piece(latin, at - len(latin), at, "word", "eng", classes_of(latin)))
    return found


@lru_cache(maxsize=1 << 14)  # a text says the same words again and again
def _plain(word: str) -> tuple[str, frozenset[str]] | None:
    """The text and the classes of a word that is one piece wherever it stands, behind no Latin letters."""
    latin_or_mark = (word.isascii() and word.isalnum()) or word in _MARKS or word == "、" or word.isspace()
    if latin_or_mark or _of_two_words(word) or word in _DROPPED:
        return None
    return _SAME.get(word, word), classes_of(word)


def _of_two_words(word: str) -> bool:
    """Whether jieba keeps two words in one: 汽车出口, 价格上涨."""
    return word[2:] in _TRADES or (len(word) == 4 and word[2:] in _CHANGES)


def _breaks(folded: str, start: int, end: int) -> bool:
    """Whether white space stands between Chinese words, as in a headline of two parts."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return bool(before and after) and "一" <= before <= "鿿" and "一" <= after <= "鿿"


def joined(pieces: Sequence[Piece]) -> str:
    """The text of `pieces`: without spaces, but for those between words in Latin script."""
    text = ""
    end = -1
    for piece in pieces:
        if text and end < piece.start and _latin_seam(text[-1], piece.text[:1]):
            text += " "
        text += piece.text
        end = piece.end
    return text


def _latin_seam(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
