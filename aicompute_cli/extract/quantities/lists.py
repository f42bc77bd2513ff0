"""What numbers of one list or of clauses alike have in common: unit, scale word, bound."""

from __future__ import annotations

import re
from decimal import Decimal

from aicompute_cli.extract.quantities.currency import goes_on_as_sum, is_part_of_sum
from aicompute_cli.extract.quantities.numerals import parse_numeral
from aicompute_cli.extract.quantities.reading import EXACT, plain
from aicompute_cli.extract.quantities.record import is_money
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Quantity

RULES = (
    Rule(
        "quantity.list.shared-unit",
        "the last unit of a list counts for all",
        "1.2亿、9800万和5600万元",
        "1.2亿，5600万元",
    ),
    Rule(
        "quantity.money.repeated",
        "a sum said again without its unit",
        "估值200亿元。200亿是一道坎",
        "估值200亿元。300亿是一道坎",
    ),
    Rule(
        "quantity.bound.each",
        "a bound word behind 分别 counts for every number of the list",
        "分别超过8亿元、5亿元",
        "超过8亿元，5亿元",
    ),
    Rule(
        "quantity.share.of-each",
        "so many of each ten or hundred are a share",
        "每十名受访者中有七名",
        "每十名配备七台",
    ),
    Rule(
        "quantity.list.parallel",
        "the money of the second of two clauses alike counts for the first",
        "首批3亿，第二批5亿元",
        "用户3亿，收入5亿元",
    ),
)

_AND = re.compile(r"[^，。；：、\n\d]{0,6}(?:和|及|与|以及)")


_LISTED = re.compile(r"[、/]|、?(?:和|及|与|以及)")
_SHARED = frozenset(("%", "pp", "bp", "x", "B", "bit/s", "FLOPS", "OPS", "W", "Wh", "Ah", "kg", "m2"))
_LARGE = 10_000


def share_unit(text: str, found: list[Quantity]) -> None:
    """1.2亿、9800万和5600万元, 12.3/16.8亿元: the last unit of a list counts for all its numbers."""
    last = found[-1]
    if not ("quantity.unit.measure" in last.rules or last.unit in _SHARED or is_money(last.unit)):
        return
    behind = last
    for place in range(len(found) - 2, -1, -1):
        one = found[place]
        listed = _is_open(text, one, last) and _shares(text, one, behind) and not _is_smaller(one, last)
        if not listed and not _is_parallel(text, one, behind):
            break
        value = EXACT.multiply(one.value, _multiplier(text, one, last)) if listed else one.value
        rules = (*one.rules, "quantity.list.shared-unit" if listed else "quantity.list.parallel")
        behind = found[place] = one._replace(value=plain(value), unit=last.unit, rules=rules)


def _is_open(text: str, one: Quantity, last: Quantity) -> bool:
    """Whether a number waits for its unit: 12、15和18万台, also 0.16个、0.47个及0.14个百分点."""
    if one.unit == "1":
        return True
    return last.unit == "pp" and one.unit == "个" and text[one.span.end - 1] == "个" and one.value % 1 != 0


def _is_smaller(one: Quantity, last: Quantity) -> bool:
    """Whether the last is a number of another kind: 80亿、三期."""
    return "quantity.bare.scaled" in one.rules and last.value < _LARGE


def _multiplier(text: str, one: Quantity, last: Quantity) -> Decimal:
    """What the scale word and the unit of the last of a list make of a number that has neither.

    They are those of a number in digits below ten thousand: 1.2、1.5和1.8亿元, not 12万、8000和5600元.
    """
    numeral = parse_numeral(text, last.number.start)
    bare = text[one.number.start : one.number.end].replace(".", "").isdecimal() and one.high is None
    if numeral is None or not numeral.value or not bare or one.value >= _LARGE:
        return Decimal(1)
    return EXACT.divide(abs(last.value), numeral.value).scaleb(numeral.scale, EXACT)


_LABEL = re.compile(r"(?:约|近|超过?|逾|达到?|为|了|的|是|共|有|将|至|到){0,3} ?$")
_CLAUSE = re.compile(r"[，、；,;][^，。；、,;\n\d]{1,8}")


def _is_parallel(text: str, one: Quantity, last: Quantity) -> bool:
    """首批3亿，第二批5亿元: the money of two clauses whose numbers stand behind the same word."""
    if not is_money(last.unit) or one.unit != "1" or "quantity.bare.scaled" not in one.rules:
        return False
    end, start = one.span.end, last.span.start
    if start - end > _NEAR or not _CLAUSE.fullmatch(text, end, start):
        return False
    return _label(text, one.span.start, max(0, one.span.start - 8)) == _label(text, start, end + 1)


def _label(text: str, end: int, begin: int) -> str:
    """The character that the words for 约 and 达到 before `end` follow; each number has its own where it has none."""
    words = text[begin:end]
    match = _LABEL.search(words)
    label = words[: match.start()][-1:] if match else ""
    return label if label >= "一" else str(end)


_GROWN = re.compile(r"[^，。；：、,;\n\d]{0,6}[至到为]约?")
_FROM = re.compile(r"[由从自][^，。；：,;\n]{0,6}$")


def _shares(text: str, one: Quantity, behind: Quantity) -> bool:
    """Whether a number stands in a list with the next one, or grew to it (从650亿增至800亿美元)."""
    end, start = one.span.end, behind.span.start
    if start - end > _NEAR:
        return False
    if _LISTED.fullmatch(text, end, start):
        return True
    grown = _GROWN.fullmatch(text, end, start)
    return grown is not None and _FROM.search(text[max(0, one.span.start - 8) : one.span.start]) is not None


_NEAR = 10  # characters between two numbers that share a unit


def part_of_sum(text: str, found: list[Quantity], quantity: Quantity) -> Quantity:
    """12亿元，其中7亿用于设备: a part is money like the whole; 今年12亿元，明年达15亿: so is what it becomes."""
    if quantity.unit != "1" or "quantity.bare.scaled" not in quantity.rules:
        return quantity
    for one in found[:-_LAST:-1]:
        near = quantity.span.start - one.span.end < _REPEATED
        if near and one.value == quantity.value and is_money(one.unit) and quantity.value >= _SUM:
            return quantity._replace(unit=one.unit, rules=(*quantity.rules, "quantity.money.repeated"))
    last = next((one for one in found[:-4:-1] if one.unit != "%"), None)
    if last is None or not (len(last.unit) == len("CNY") and last.unit.isupper()):
        return quantity
    start, end = quantity.span.start, quantity.span.end
    gap = text[last.span.end : start] if start - last.span.end <= _FAR else "。"
    if "。" in gap or "\n" in gap or not (is_part_of_sum(text, gap, end) or goes_on_as_sum(text, gap, end)):
        return quantity
    return quantity._replace(unit=last.unit, rules=(*quantity.rules, "quantity.money.part"))


_FAR = 36
_LAST = 7  # numbers back, the same of which is looked for
_REPEATED = 150  # characters back
_SUM = 10_000_000  # from which it is by no chance the same number


def coordinated(text: str, found: list[Quantity], quantity: Quantity) -> Quantity:
    """The second of two numbers with the bound of the first: 至少要花两年和十倍成本, 分别超过8亿元、5亿元."""
    last = found[-1] if found else None
    if last is None or quantity.bound != "eq" or quantity.span.start - last.span.end > len("、5亿元约为"):
        return quantity
    each = last.bound not in ("eq", "range") and _LISTED.fullmatch(text, last.span.end, quantity.span.start)
    if each and ("quantity.bound.each" in last.rules or _is_for_each(text, last)):
        return quantity._replace(bound=last.bound, rules=(*quantity.rules, "quantity.bound.each"))
    if "quantity.bound.linked" not in last.rules or last.bound not in ("ge", "le"):
        return quantity
    if not _AND.fullmatch(text, last.span.end, quantity.span.start):
        return quantity
    return quantity._replace(bound=last.bound, rules=(*quantity.rules, "quantity.bound.linked"))


def _is_for_each(text: str, quantity: Quantity) -> bool:
    """Whether 分别 or 均 stands before the bound word of the first."""
    start = quantity.span.start
    bound = quantity.span.start < quantity.number.start or "quantity.bound.linked" in quantity.rules
    return bound and _EACH.search(text[max(0, start - 8) : start]) is not None


_EACH = re.compile(r"(?:分别|各自|依次|均|都)[^，。；、\d]{0,4}$")
_HAS = re.compile(r"[^。；\n\d]{0,20}[有是][^，。；\n\d]{0,3}$")
_PEOPLE = frozenset("名人位个")


def share_of_each(text: str, found: list[Quantity], quantity: Quantity) -> Quantity:
    """每十名受访者中有七名: seventy of a hundred."""
    last = found[-1] if found else None
    if last is None or last.rules[-1] != "quantity.unit.measure" or quantity.high is not None:
        return quantity
    same = last.unit == quantity.unit or {last.unit, quantity.unit} <= _PEOPLE
    if not same or text[last.span.start - 1 : last.span.start] != "每" or last.value <= quantity.value:
        return quantity
    if not _HAS.fullmatch(text, last.span.end, quantity.span.start):
        return quantity
    value = EXACT.divide(EXACT.multiply(quantity.value, Decimal(100)), last.value)
    return quantity._replace(value=plain(value), unit="%", rules=(*quantity.rules, "quantity.share.of-each"))
