"""What something is, said beside its name: 名为甲的平台, 芯片公司甲, 甲(一种…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aicompute_cli.answer.text.asked import head_nouns
from aicompute_cli.answer.text.wordings import Listed, Wording
from aicompute_cli.extract.rules import Rule

CALLED, NAMED, BEFORE, BEHIND = (
    "answer.gloss.called", "answer.gloss.named", "answer.gloss.before", "answer.gloss.behind"
)  # fmt: skip
RULES = (
    Rule(CALLED, "名为甲的…: what stands behind 的", "会上发布了名为“麦浪”的调度平台，", "会上有人提到麦浪的收成，"),
    Rule(NAMED, "…，名为甲: what is before it", "远川推出一套软件栈，名为“麦浪”。", "远川推出麦浪，名为升级实为涨价。"),
    Rule(BEFORE, "芯片公司甲: a noun of a kind before the name", "国产芯片公司麦浪宣布", "这家公司在麦浪里宣布"),
    Rule(BEHIND, "甲，国内的芯片公司，: the same behind it", "麦浪，一家做调度的软件公司，", "麦浪，公司昨天停电，"),
)  # fmt: skip
_MOST = 32
_WITHIN = "{0,8}"  # characters between 名为 and the name
_OPEN, _CLOSE = '[“「『《‘"]?', '[”」』》’"]?'
_CALLED = Listed("called", f"(?:{{}})(?P<led>[^，。；：！？,;:“”「」《》]{_WITHIN}?){_OPEN}$")
_REACH = 16
_MADE = Wording("(?:推出|发布|研发|打造|开发|建设|上线|建成|拥有|提供|公布|推介|展示)(?:了|出)?")
_ONE = Wording("^(?:了|一|两|这|该|其)? ?(?:套|个|款|种|项|家|座|台|颗|部|份|批)?(?:的)?")
_LEAVES = Wording(
    '[，。；：！？,;:!?、“”‘’"(（)）]|以及|和|与|及|对|向|由|在|把|将|被|为|是|于|了|等|从|给|让|如|[^\\W_]{0,1}(?:推出|发布|采用|使用|包括|其中|拥有|有|来自|作为|联合|携手|投资|收购|成为|根据|据)'
)
_INTRODUCES = Wording("一[家个种款套项座]|国内|全球|中国|[^\\W_]{2,10}的")
_ACTS = Wording("了|推出|发布|宣布|将|已")
_FOR = {"organization": ("organization",), "product": ("product", "technology"), "report": ("report",)}
_KINDS = ("organization", "product", "technology", "report", "event", "place")
_LEAST_NOUN, _LONGEST_NOUN, _COMPOUND = 2, 6, 4


@cache
def _nouns(of: str) -> frozenset[str]:
    """The nouns that say what a name of a kind is: two characters or more, for 卡 and 会 end too much else."""
    kinds = _FOR.get(of, _KINDS)
    return frozenset(n for n, kind in head_nouns().items() if kind in kinds and len(n) >= _LEAST_NOUN)


def find_glosses(text: str, name: str, of: str = "") -> Iterator[tuple[int, int, str]]:
    """Where a folded sentence in lower case says beside a name what it is, each with the id of the rule.

    `of` is the kind of the name where it is known: a company is no chip.

    >>> [text[a:b] for text in ("国产芯片公司青禾宣布融资",) for a, b, _ in find_glosses(text, "青禾")]
    ['国产芯片公司']
    """
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if name.isascii() and re.match(" ?[a-z0-9]", text[end : end + 2]):  # a longer name
            at = text.find(name, end)
            continue
        behind = re.compile(rf"{_CLOSE}的(?P<what>[^，。；：！？,;:]{{2,{_MOST}}})").match(text, end)
        called = _CALLED.search(text[max(0, at - _REACH) : at])
        if called and behind and _kind_at_end(behind["what"], of):
            led = max(0, at - _REACH) + called.start("led")
            yield (led if called["led"] else behind.start("what")), behind.end("what"), CALLED
        elif called and (before := _before(text, max(0, at - _REACH) + called.start(), of)):
            yield *before, NAMED
        yield from _beside(text, (at, end), of)
        at = text.find(name, end)


def _beside(text: str, place: tuple[int, int], of: str) -> Iterator[tuple[int, int, str]]:
    at, end = place
    stop = at - 1 if text[at - 1 : at] in tuple("“「『《") else at
    size = _kind_at_end(text[max(0, stop - _LONGEST_NOUN) : stop], of)
    if size:
        start = max((m.end() for m in _LEAVES.finditer(text, max(0, stop - _MOST), stop - size)), default=-1)
        start = max(start, stop - _MOST, 0)
        start += _skipped(text[start:stop])
        if stop - start > size or stop - start >= _COMPOUND:
            yield start, stop, BEFORE
    own = re.compile(rf"{_CLOSE}[，,(（](?P<what>[^，。；：！？,;:()（）]{{4,{_MOST}}})[，,)）。]").match(
        text, end
    )
    if (
        own
        and _kind_at_end(own["what"], of)
        and _INTRODUCES.match(own["what"])
        and not _ACTS.search(own["what"])
    ):
        yield own.start("what") + _skipped(own["what"]), own.end("what"), BEHIND


def _before(text: str, stop: int, of: str) -> tuple[int, int] | None:
    """The thing that the clause before makes: 软件栈 of 推出一套软件栈，名为…."""
    stop = len(text[:stop].rstrip("，, "))
    clause = max((text.rfind(mark, 0, stop) for mark in "，。；：！？,;:"), default=-1) + 1
    made = list(_MADE.finditer(text, clause, stop))
    start = made[0].end() if made else clause
    start += _skipped(text[start:stop])
    return (
        (start, stop) if made and 2 <= stop - start <= _MOST and _kind_at_end(text[start:stop], of) else None
    )


def _skipped(text: str) -> int:
    match = _ONE.match(text)
    return match.end() if match else 0


def _kind_at_end(text: str, of: str) -> int:
    """How long the noun of a kind is with which a wording ends; 0 for none."""
    nouns = _nouns(of)
    return next((n for n in range(_LONGEST_NOUN, _LEAST_NOUN - 1, -1) if text[-n:] in nouns), 0)
