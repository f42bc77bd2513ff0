"""Lists with places: 前五的依次为甲、乙…, 第四至六名为…, 甲、乙分列第二、第三, 由高到低依次为…, 其次是…."""

from __future__ import annotations

import re
from typing import NamedTuple

from aicompute_cli.extract.ranks.items import list_after, list_before, name_after
from aicompute_cli.extract.ranks.sentence import Place, Reading, numbered
from aicompute_cli.extract.ranks.words import (
    CLAUSE_END,
    NUMBER,
    before,
    opens_with,
    place_of,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan

RULES = (
    Rule(
        "rank.list.first",
        "The items that the first so many are have the places from 1",
        "排名前三的城市依次为东港、西原和北川。",
        "前三个阶段依次为采集、清洗和训练。",
    ),
    Rule(
        "rank.list.range",
        "The items of a range of places have its places in turn",
        "排名4-6的城市为东港、西原、北川。",
        "第四至第六章分别为方法、数据、结论。",
    ),
    Rule(
        "rank.list.ordered",
        "A list that is said to be in order has the places from 1",
        "份额由高到低依次为甲科、乙云、丙讯。",
        "流程依次为采集、清洗、训练。",
    ),
    Rule(
        "rank.list.subjects",
        "The subjects of a verb with as many places have them in turn",
        "甲科、乙云分列第三至四位。",
        "甲科、乙云参与第三至四期建设。",
    ),
    Rule(
        "rank.list.next",
        "What comes next after a place has the places after it",
        "甲科位居第一，其次是乙云、丙讯。",
        "先看价格，其次是乙云、丙讯。",
    ),
    Rule(
        "rank.list.places",
        "Places that share their 第 or 位 are places each",
        "甲科、乙云分列第二、三位。",
        "甲科、乙云参与第二、三期建设。",
    ),
    Rule(
        "rank.list.unnamed",
        "A range of places without names is one rank",
        "该省多年居全国第七至九位。",
        "这是第七至九位发言人。",
    ),
)

_LONGEST_RANGE = 100
_TO = r" ?(?:至|到|[~～\-–—－]{1,2}) ?"
_COPULA = r"(?:[为是][:：]?|[:：])"
_NOUN = rf"[^{CLAUSE_END}]{{0,14}}?"

_NUMBER = re.compile(NUMBER)
_RANGE = re.compile(rf"第? ?({NUMBER}){_TO}第? ?({NUMBER})(?: ?(?:名|位|大))?")
_SHARED = re.compile(rf"第? ?({NUMBER})((?:[、和与及] ?{NUMBER})+) ?(?:名|位)")
# 二三位: the second and the third; 十二位 is one place.
_SIDE_BY_SIDE = re.compile("第?(?:一二三?四?|二三四?五?|三四五?|四五六?|五六七?|六七八?|七八九?|八九)[名位]")
_SIGN = re.compile("[一二三四五六七八九]")
_HEAD = re.compile(rf"{_NOUN}(?:依次|依序|分别|顺次)?{_COPULA}")
_ORDERED_HEAD = re.compile(rf"(?:依次|依序|分别)(?:排名|排列)?{_COPULA}")
_NEXT_HEAD = re.compile(rf"(?:其次|紧[随接跟]其后|随后|其后|接下来)的?(?:依次|依序|分别|则)?{_COPULA}")
_RANKING = re.compile(
    "排名|排行|位列|位居|名列|榜|份额|市占|占有率|销量|出货量|规模|得分|指数|收入|产量|数量"
)
_MOST = "最[高大多强快好长]"
_DOWNWARD = re.compile(
    rf"(?:[由从](?:高[到至]低|大[到至]小|多[到至]少|强[到至]弱)|排名|排行|榜|靠前|前列|前茅|{_MOST})[^{CLAUSE_END}]{{0,16}}\Z"
)
_MOST_SO_MANY = re.compile(rf"{_MOST}[^{CLAUSE_END}]{{0,8}}?({NUMBER})[个家大座款省市国类地]")
_IN_TURN = re.compile("分别|依次|依序|分列")
_ALL_OF_THEM = re.compile(r"(?:均|都|双双|同时|一同|共同|也|皆)[^，,]{0,4}\Z")


class _Places(NamedTuple):
    """Several places in one wording; `spans` where each has its own numeral (第二、三位)."""

    values: tuple[int, ...]
    end: int
    spans: tuple[FoldedSpan, ...] = ()


def several(reading: Reading, at: int) -> list[Place]:
    """第四至六名 and 第二、三位, with the names that have these places before or after them."""
    folded, stop = reading.folded, reading.stop
    places = _places_at(folded, at, stop)
    if not places or opens_with("counter", "parts").match(folded, places.end, stop):
        return []
    head = _HEAD.match(folded, places.end, stop)
    names = head and list_after(folded, head.end(), stop, count=len(places.values))
    if names:
        reading.done = places.end
        return numbered(names.items, places.values, "rank.list.range", names.items)
    verb = before("order", "verb", reach=14).search(reading.before(at))
    if not verb:
        return []
    reading.done = places.end
    subjects = _subjects(reading, at, at - len(verb[0]), len(places.values))
    if places.spans:
        return numbered(places.spans, places.values, "rank.list.places", subjects)
    if subjects:
        return numbered(subjects, places.values, "rank.list.subjects", subjects)
    span = FoldedSpan(at, places.end)
    return [Place(span, places.values[0], "rank.list.unnamed", places.values[-1], "range")]


def ordered(reading: Reading, at: int) -> list[Place]:
    """份额由高到低依次为甲、乙, 最大的三家分别是甲、乙、丙."""
    head = _ORDERED_HEAD.match(reading.folded, at, reading.stop)
    around = reading.before(at)
    if not head or not _DOWNWARD.search(around):
        return []
    many = _MOST_SO_MANY.search(around)
    if not many and head[0].startswith("分别"):
        return []
    count = place_of(many[1]) if many else None
    names = list_after(reading.folded, head.end(), reading.stop, count=count)
    return numbered(names.items, range(1, 100), "rank.list.ordered", names.items) if names else []


def following(reading: Reading, at: int) -> list[Place]:
    """甲居首位，其次是乙、丙."""
    head = _NEXT_HEAD.match(reading.folded, at, reading.stop)
    last = _place_before(reading, at) if head else 0
    if not head or not last:
        return []
    names = list_after(reading.folded, head.end(), reading.stop)
    single = None if names else name_after(reading.folded, head.end(), reading.stop)
    items = names.items if names else (single,) if single else ()
    return numbered(items, range(last + 1, last + 100), "rank.list.next", items)


def _place_before(reading: Reading, at: int) -> int:
    """The place told last, 1 where what has the most was; 0 where there is none."""
    last = reading.last()
    if last:
        return last.value
    around = reading.folded[max(0, at - _TOLD_BEFORE) : at].rpartition("\n")[2]
    return 1 if HAS_MOST.search(around) else 0


_TOLD_BEFORE = 60
# 最多的是甲, 甲占比最高: the first place, though it is not named as one.
HAS_MOST = re.compile(rf"{_MOST}的?[^{CLAUSE_END}]{{0,8}}[是为]|(?:量|额|率|比|份额|规模)最[高大多]")


def first_so_many(reading: Reading, match: re.Match[str], count: int) -> list[Place]:
    """前五名依次为甲、乙…, 甲、乙、丙位列前三; `match` is the wording of 前五 with its measure word as group 2."""
    around = reading.before(match.start())
    head = _HEAD.match(reading.folded, match.end(), reading.stop)
    if head and (match[2] in ("名", "强", "甲", "大") or match[0][0] in "Tt" or _RANKING.search(around)):
        names = list_after(reading.folded, head.end(), reading.stop, count=count)
        if names:
            return numbered(names.items, range(1, count + 1), "rank.list.first", names.items)
    verb = before("order", "sweep", reach=14).search(around)
    if not verb or reading.folded.startswith("的", match.end()):
        return []
    back = match.start() - len(verb[0])
    if _ALL_OF_THEM.search(reading.before(back, 8)):
        return []
    subjects = _subjects(reading, match.start(), back, count)
    if not subjects:
        return []
    reading.done = match.end()
    return numbered(subjects, range(1, count + 1), "rank.list.subjects", subjects)


def _subjects(reading: Reading, at: int, verb: int, count: int) -> tuple[FoldedSpan, ...] | None:
    """The names before a verb that have the places at `at`; from an earlier clause only where 分别 points back."""
    clauses = 3 if _IN_TURN.search(reading.before(at)) else 1
    return list_before(reading.folded, reading.start, verb, count, clauses=clauses)


def _places_at(folded: str, at: int, stop: int) -> _Places | None:
    match = _RANGE.match(folded, at, stop)
    if not match:
        return _shared_at(folded, at, stop)
    low, high = place_of(match[1]), place_of(match[2])
    if not low or not high or not low < high <= low + _LONGEST_RANGE:
        return None
    return _Places(tuple(range(low, high + 1)), match.end())


def _shared_at(folded: str, at: int, stop: int) -> _Places | None:
    match = _SHARED.match(folded, at, stop)
    side_by_side = None if match else _SIDE_BY_SIDE.match(folded, at, stop)
    match = match or side_by_side
    if not match:
        return None
    numeral = _SIGN if side_by_side else _NUMBER
    numerals = list(numeral.finditer(folded, match.start(), match.end()))
    values = tuple(place_of(numeral[0]) or 0 for numeral in numerals)
    if 0 in values or list(values) != sorted(set(values)):
        return None
    starts = [at, *(numeral.start() for numeral in numerals[1:])]
    ends = [*(numeral.end() for numeral in numerals[:-1]), match.end()]
    spans = tuple(FoldedSpan(start, end) for start, end in zip(starts, ends, strict=True))
    return _Places(values, match.end(), spans)
