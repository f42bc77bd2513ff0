"""Two numbers that are the ends of a range: 15%-25%, 40亿至50亿元, 两到三万."""

from __future__ import annotations

import re
from decimal import Decimal

from aicompute_cli.extract.quantities.amounts import amount_at
from aicompute_cli.extract.quantities.dates import date_or_code_at
from aicompute_cli.extract.quantities.numerals import parse_numeral
from aicompute_cli.extract.quantities.reading import EXACT
from aicompute_cli.extract.quantities.record import Amount
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule("quantity.range.ends", "both ends with their unit", "占15%-25%", "占15%，25%"),
    Rule(
        "quantity.range.shared-unit", "the unit of the second end counts for both", "需要6-8元", "需要6元-8元"
    ),
    Rule(
        "quantity.range.shared-scale",
        "the scale word of the second end counts for both",
        "两到三万元",
        "两万到三万元",
    ),
)

_TO = re.compile(
    r"(?: ?[(（]含[)）])? {0,2}(?:-(?:-(?!\d++(?:\.\d++)?%))?|[–—~～－]{1,2}|至|到(?!达)) {0,2}"
    r"(?P<sign>(?<=[ –—~～－至到-])[负-])?(?=[\d零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾廿卅.])"
)
_FROM = re.compile(r"[从由自][^，。；、]{0,10}$")
_BETWEEN = re.compile(r" ?(?:不等|之间|区间|的?范围|左右)")


def range_from(text: str, first: Amount) -> Amount | None:
    """The range of which `first` is the lower end, or None.

    >>> found = range_from("两到三万元", amount_at("两到三万元", parse_numeral("两到三万元")))
    >>> int(found.value), int(found.high)
    (20000, 30000)
    """
    joint = _TO.match(text, first.end) or _neighbours(text, first)
    if not joint or first.high is not None or date_or_code_at(text, joint.end()) > joint.end():
        return None
    numeral = parse_numeral(text, joint.end())
    second = amount_at(text, numeral) if numeral else None
    if second is None or second.high is not None:
        return None
    is_to = joint.group().strip()[:1] in "至到"
    if is_to and first.unit and _are_two_times(text, first, second):
        return None
    if joint.groupdict().get("sign") and not (first.value >= 0 and joint.group().strip().startswith("-")):
        second = second._replace(value=-second.value)
    return _joined(text, first, second)


def _are_two_times(text: str, first: Amount, second: Amount) -> bool:
    """从10%到30%: what it was and what it became."""
    before = _FROM.search(text[max(0, first.start - 12) : first.start])
    return before is not None and not _BETWEEN.match(text, second.end)


_LIST = re.compile(r"、(?=[二三四五六七八九2-9](?![\d.]))")


def _neighbours(text: str, first: Amount) -> re.Match[str] | None:
    """五、六万人: two neighbouring digits."""
    if (
        first.unit
        or first.numeral.scale
        or not 0 < first.value < 9
        or text[first.end : first.end + 1] != "、"
    ):
        return None
    match = _LIST.match(text, first.end)
    numeral = parse_numeral(text[match.end() : match.end() + 1]) if match else None
    return match if match and numeral and numeral.value == first.value + 1 else None


def _joined(text: str, first: Amount, second: Amount) -> Amount | None:
    rule = "quantity.range.ends" if first.unit else "quantity.range.shared-unit"
    if second.unit is None and "quantity.share.percent" in first.rules:  # 百分之三十至四十
        second = second._replace(unit="%")
    if first.unit not in (None, second.unit) and not _same_money(first, second):
        return None
    factor = first.factor if first.unit else second.factor
    low, shared = _shared(first, second)
    if first.unit is None and "quantity.share.tenths" in second.rules and first.value < _TEN:  # 五至六成
        low, shared = low.scaleb(1, EXACT), True
    if text[first.end : first.end + 1] == "、":  # 二、三十万
        low, shared = EXACT.subtract(second.value, Decimal(1).scaleb(second.value.adjusted(), EXACT)), True
    value, high = EXACT.multiply(low, factor), EXACT.multiply(second.value, second.factor)
    if first.unit and value.compare(high) > 0 and high.compare(Decimal(0)) < 0:  # -3%至-5%
        value, high = high, value
    if value.compare(high) >= 0:
        return None
    rules = (
        *first.rules[:1],
        rule,
        *(("quantity.range.shared-scale",) if shared else ()),
        *second.rules[-1:],
    )
    numeral = first.numeral._replace(
        end=second.numeral.end, stop=second.numeral.stop, more=second.numeral.more
    )
    return Amount(
        numeral, first.start, second.end, value, high, second.unit, Decimal(1), second.measure, rules
    )


_TEN = 10


def _same_money(first: Amount, second: Amount) -> bool:
    """1万元--5万港元: 元 is the money of the second end."""
    return first.unit == "¤" and second.unit is not None and len(second.unit) == 3 and second.unit.isupper()


def _shared(first: Amount, second: Amount) -> tuple[Decimal, bool]:
    """The lower end with the scale of the upper one where it has none of its own and stays below it."""
    scale = second.numeral.scale
    if first.unit or not scale or first.numeral.scale >= scale or first.numeral.scale >= 4:
        return first.value, False
    scaled = first.value.scaleb(scale, EXACT)
    if scaled.compare(second.value) < 0:
        return scaled, True
    return first.value, False
