"""Numbers of two: a fraction (三分之二, 1/4), a mixed number (三又二分之一, 3 1/2), a ratio (5:1)."""

from __future__ import annotations

import re
from decimal import Decimal

from aicompute_cli.extract.quantities.numerals import Numeral, parse_numeral
from aicompute_cli.extract.quantities.reading import EXACT
from aicompute_cli.extract.quantities.record import ONE, Amount, made
from aicompute_cli.extract.quantities.units import unit_at

_OF = re.compile(r" {0,2}分 {0,2}之 {0,2}(?P<minus>负)?")
_MIXED = re.compile(r" {0,2}又 {0,2}(?=[\d零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾])")
_SLASH = re.compile(r" ?[/／](\d{1,3})(?![\d/.])")
_MIXED_SLASH = re.compile(r" (\d{1,2})/(\d{1,3})(?![\d/.])")
_COMMON = {2: (1,), 3: (1, 2), 4: (1, 3), 5: (1, 2, 3, 4), 8: (1, 3, 5, 7)}
_RATIO = re.compile(r" ?[:比] ?(?=\d)")
_RATIO_WORDS = re.compile(r"比|杠杆|赔率")


def fraction(text: str, numeral: Numeral) -> Amount | None:
    """三分之二, 百分之十二: a share of the whole."""
    of = _OF.match(text, numeral.end)
    above = parse_numeral(text, of.end()) if of else None
    if of is None or above is None or not numeral.value:
        return None
    sign = Decimal(-1) if of["minus"] else ONE
    percent = numeral.alone and numeral.value in (100, 1000, 10000)
    rule = "quantity.share.percent" if percent else "quantity.share.fraction"
    value = _percent(EXACT.multiply(above.value, sign), numeral.value)
    high = None if above.high is None else _percent(above.high, numeral.value)
    whole = above._replace(start=numeral.start, rules=(numeral.rules[0],))
    return Amount(whole, numeral.start, above.stop, value, high, "%", ONE, False, (numeral.rules[0], rule))


def _percent(above: Decimal, below: Decimal) -> Decimal:
    return _divided(EXACT.multiply(above, Decimal(100)), below)


def _divided(above: Decimal, below: Decimal) -> Decimal:
    """Exact where it is finite, else to 28 digits."""
    value = EXACT.divide(above, below)
    return (
        value
        if len(value.as_tuple().digits) < 100
        else value.quantize(Decimal(1).scaleb(value.adjusted() - 27), context=EXACT)
    )


def mixed(text: str, numeral: Numeral) -> Amount | None:
    """三又二分之一."""
    match = _MIXED.match(text, numeral.end)
    below = parse_numeral(text, match.end()) if match else None
    amount = fraction(text, below) if below else None
    if amount is None:
        return None
    value = EXACT.add(numeral.value, _divided(amount.value, Decimal(100)))
    whole = amount.numeral._replace(start=numeral.start)
    return made(whole, amount.end, value, None, "quantity.bare.number")


def slash(text: str, numeral: Numeral) -> Amount | None:
    """1/4, a share of the whole; 1/2%; None for the start of a list (8/16GB)."""
    match = _SLASH.match(text, numeral.end)
    if not match or not text[numeral.start : numeral.end].isdecimal() or int(match[1]) == 0:
        return None
    below = Decimal(match[1])
    whole = numeral._replace(end=match.end(), stop=match.end())
    if _has_unit(text, match.end()):
        if numeral.value not in _COMMON.get(int(below), ()):
            return None
        if text[match.end()] == "%":
            value = _divided(numeral.value, below)
            return made(whole, match.end() + 1, value, "%", "quantity.unit.named")
    if numeral.value < below <= 12 and numeral.value > 0:
        return made(whole, match.end(), _percent(numeral.value, below), "%", "quantity.share.fraction")
    return made(whole, match.end(), _divided(numeral.value, below), None, "quantity.bare.number")


def _has_unit(text: str, at: int) -> bool:
    """Whether a unit or scale word stands behind the stroke's second number."""
    at += text[at : at + 1] == " "
    return text[at : at + 1] in ("万", "亿") or unit_at(text, at) is not None


_LARGE = 1000  # no mixed number but the number of a year or thing with a date behind it


def mixed_slash(text: str, numeral: Numeral) -> Numeral | None:
    """3 1/2 as one number."""
    match = _MIXED_SLASH.match(text, numeral.end)
    if not match or not int(match[1]) or not int(match[2]) or numeral.value >= _LARGE:
        return None
    value = EXACT.add(numeral.value, _divided(Decimal(match[1]), Decimal(match[2])))
    return numeral._replace(end=match.end(), stop=match.end(), value=value)


def ratio(text: str, numeral: Numeral) -> Amount | None:
    """5:1 and 5比1 where words or a 1 tell that it is no clock time and no score."""
    match = _RATIO.match(text, numeral.end)
    below = parse_numeral(text, match.end()) if match else None
    if match is None or below is None or not below.value or below.scale or numeral.scale or below.han:
        return None
    said = _RATIO_WORDS.search(
        text[max(0, numeral.start - 8) : numeral.start] + text[below.end : below.end + 4]
    )
    if not said and (ONE not in (below.value, numeral.value) or "比" in match.group()):
        return None  # 3比2 is a score
    if unit_at(text, below.stop):  # 3比2多; 5比1台
        return None
    whole = numeral._replace(end=below.end, stop=below.end)
    return made(whole, below.end, _divided(numeral.value, below.value), "x", "quantity.multiple.ratio")
