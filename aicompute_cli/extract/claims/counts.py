"""Which numbers with a measure word are claims: what somebody has or does, and not what was told before.

Small counts in Chinese numerals are kept only where somebody has, makes or reaches them (共三家), where they end
a clause, go on a list, or say more than the names before them: elsewhere they mostly point back (两家公司).
"""

from __future__ import annotations

import functools
import re

from aicompute_cli.extract.claims.place import MEASURES, Place, words_of
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule("claim.drop.ordinal", "one of an order or of a set told before", "这3台机器", "有3台机器"),
    Rule("claim.drop.one", "一 as the indefinite article", "一家公司表示", "35家公司表示"),
    Rule("claim.drop.part", "the text's own parts", "分为三个阶段", "分为三个园区"),
    Rule("claim.drop.pointing", "a small count that points back", "两家公司表示", "共有两家公司"),
    Rule("claim.keep.count", "a small count that somebody has", "共有两家公司", "两家公司表示"),
    Rule("claim.keep.last", "a small count that ends a clause", "今年新开分店八家。", "八家分店表示"),
    Rule(
        "claim.keep.more", "more than the names told before it", "东港、西原等八个城市", "东港、西原两个城市"
    ),
    Rule("claim.keep.acted", "a small count that something is done with", "与八家公司签约", "八家公司签约"),
)

_HAN_NUMBER = frozenset("一二两三四五六七八九十")


def count(place: Place) -> tuple[bool, str]:
    """A number with a measure word."""
    for rule, is_dropped in _COUNTS_DROPPED:
        if is_dropped(place):
            return False, rule
    if place.number not in _HAN_NUMBER or _is_had(place) or _goes_on(place):
        return True, "claim.keep.count" if _is_small(place) else "claim.keep.unit"
    told = next((rule for rule, is_told in _COUNTS_TOLD if is_told(place)), None)
    return (True, told) if told else (False, "claim.drop.pointing")


def _is_one(place: Place) -> bool:
    return place.number == "一" or (place.number == "1" and place.left.endswith("每"))


def _is_ordinal(place: Place) -> bool:
    left = place.left.rstrip(" ")
    return left.endswith(words_of("ordinal")) and not left.endswith(words_of("no_ordinal"))


def _is_small(place: Place) -> bool:
    return len(place.number) <= 2 and place.quantity.value <= _SMALL


def _is_part(place: Place) -> bool:
    if not _is_small(place):
        return False
    if place.quantity.unit in _PARTS and place.after[:1] in _COLONS:
        return True  # 分为三类：
    told = place.number in _HAN_NUMBER and _part("part_told").match(place.behind)
    return bool(told or _part("part").match(place.behind))


_PARTS = frozenset("类点步层条种项")
_COLONS = frozenset(":：")


def _is_name(place: Place) -> bool:
    if _is_small(place) and place.left[-1:] in _QUOTES and _SLOGAN.match(place.after):
        return True
    if place.quantity.value == 0 and _SPEEDING.match(place.after):
        return True
    return place.quantity.unit in words_of("no_unit") or bool(_named().match(place.behind))


_QUOTES = frozenset('“「『"')
_SLOGAN = re.compile('[^,，。“”「」]{1,8}[”」』"]')  # “五个坚持”
_SPEEDING = re.compile(" ?(?:的)?[加提]速")  # 0-100km/h加速


def _goes_on(place: Place) -> bool:
    """东区廿六座、西区三座: an item of a list whose first item is claimed."""
    before = place.before
    if before is None or not before.claimed or before.quantity.unit in MEASURES:
        return False
    gap = place.quantity.span.start - before.quantity.span.end
    if not 0 < gap <= _ITEM:
        return False
    between = place.left[-gap:]
    if _ITEM_JOINT.search(between):
        return True
    same_unit = before.quantity.unit == place.quantity.unit
    return same_unit and between.endswith((",", "，")) and before.quantity.value != place.quantity.value


_COUNTS_DROPPED = (
    ("claim.drop.one", _is_one),
    ("claim.drop.ordinal", _is_ordinal),
    ("claim.drop.part", _is_part),
    ("claim.drop.name", _is_name),
)
_SMALL = 12
_ITEM = 12
_ITEM_JOINT = re.compile("、|[和与及](?=[^,，。;；]{0,3}\\Z)")


def _is_last(place: Place) -> bool:
    """今年新开分店八家, 只有甲、乙和丙三家: but 甲和乙两家 only says that two were named."""
    clause = place.clause_before()
    if place.after[:1] not in _CLAUSE_ENDS or place.quantity.unit not in words_of("last"):
        return False
    if not _OWN_NOUN.search(clause):
        return False
    return bool(_ONLY.search(clause)) or _names_told(clause) != place.quantity.value


_CLAUSE_ENDS = frozenset({"", *",，。;；、)）!！\n"})
_OWN_NOUN = re.compile('[^ 的等另外这那该其一“”"](?:了|过)? ?\\Z')
_ONLY = re.compile("只有|仅有|有|为|是|包括|即|共")
_NAMES_JOINT = re.compile("、|以及|[和与及跟]")


def _names_told(clause: str) -> int:
    """How many names a list that ends a clause has, 0 where it is none."""
    joints = len(_NAMES_JOINT.findall(clause))
    return joints + 1 if joints else 0


def _is_more(place: Place) -> bool:
    """甲、乙等八个城市."""
    clause = place.clause_before().rstrip()
    return clause.endswith("等") and max(1, _names_told(clause)) < place.quantity.value


def _is_acted(place: Place) -> bool:
    """与八家公司签约, 走访五家工厂; two are mostly the two that were named."""
    return place.quantity.value > 2 and place.left.rstrip(' “"').endswith(words_of("acted"))


_COUNTS_TOLD = (
    ("claim.keep.last", _is_last),
    ("claim.keep.more", _is_more),
    ("claim.keep.acted", _is_acted),
)


_OUT_OF = re.compile(
    r"[\d一二两三四五六七八九十百][家个款名人位项座所间][^,，。;；]{0,8}[中里] ?\Z"
)  # 十家企业里七家


def _is_had(place: Place) -> bool:
    """Bound words, or a word for having or making right before it: 超过三家, 共三家."""
    bounded = place.quantity.span.start < place.quantity.number.start or place.quantity.bound != "eq"
    return (
        bounded
        or bool(_OUT_OF.search(place.left))
        or place.left.rstrip(' “",，').endswith("其中")
        or place.left.rstrip(' “"').endswith(words_of("having"))
    )


@functools.cache
def _part(role: str) -> re.Pattern[str]:
    measure = "(?:个|项|种|类|条|点|层|道|大|重|步|方面|块)"
    words = "|".join(sorted(map(re.escape, words_of(role)), key=len, reverse=True))
    return re.compile(
        rf" ?(?:{measure} ?(?:关键|核心|主要|重要|基本|不同|重点|重大|新|大|小)?(?:的)?)?(?:{words})"
    )


@functools.cache
def _named() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, words_of("named_after")), key=len, reverse=True))
    return re.compile(rf" ?(?:{words})")
