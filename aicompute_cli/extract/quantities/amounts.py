"""A number with its unit: 58亿美元, 1.5倍, 百分之十二, 1.07:1, 三年半, 两小时二十分钟, 每秒2600亿亿次浮点运算."""

from __future__ import annotations

import re
from decimal import Decimal

from aicompute_cli.extract.quantities.compounds import CENTS, cents, duration
from aicompute_cli.extract.quantities.fractions import fraction, mixed, mixed_slash, ratio, slash
from aicompute_cli.extract.quantities.numerals import Numeral, parse_numeral
from aicompute_cli.extract.quantities.rates import operations
from aicompute_cli.extract.quantities.reading import EXACT
from aicompute_cli.extract.quantities.record import ONE, Amount, is_money, made
from aicompute_cli.extract.quantities.units import PAGE_MONEY, Unit, unit_at
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule("quantity.unit.named", "a unit behind the number", "存了45TB数据", "存了45份数据"),
    Rule("quantity.unit.measure", "a measure word is the unit of a count", "买下60台", "买下60吨"),
    Rule("quantity.unit.one", "一 and a measure word, often no more than an article", "一家企业", "三家企业"),
    Rule("quantity.unit.rate", "operations a second", "每秒2600亿亿次浮点运算", "共1350次浮点运算"),
    Rule("quantity.unit.petaflops", "P alone is petaflops", "建成5万P", "1080P视频"),
    Rule("quantity.unit.half", "half a unit more behind the unit", "历时三年半", "历时三年半导体"),
    Rule(
        "quantity.unit.compound", "durations and sums of money in several units", "历时9天15小时", "历时8天"
    ),
    Rule("quantity.share.percent", "百分之, 千分之, 万分之", "占百分之十二", "占十二分之一"),
    Rule("quantity.share.fraction", "a fraction of a whole is a share", "占四分之三", "占百分之三"),
    Rule("quantity.share.tenths", "成 and 折 are tenths", "占三成", "三成为首"),
    Rule("quantity.multiple.ratio", "a ratio is a multiple", "两者之比5:1", "下午4:10"),
    Rule("quantity.bare.number", "a number without a unit", "得分88.5", "得分88.5元"),
    Rule("quantity.bare.scaled", "a number with a scale word and no unit", "参数1750亿", "参数88.5"),
)

_PETA = re.compile(r" ?P(?![A-Za-z0-9])(?:FLOPS)?(?:级)?")
_VIDEO = frozenset(map(Decimal, (144, 240, 360, 480, 540, 576, 720, 900, 1080, 1440, 2160, 4320)))
_TENTH_TAIL = re.compile(r" ?(半|[一二三四五六七八九1-9](?![\d十百千万亿.个家台成分、%]))")
_HALF_MORE = re.compile(r"半(?!导体|岛|径|固|自动|成品|决|年|天|数|个|场|途|价|夜|月)")
_HALF_INSIDE = re.compile(r"个半(?=月|小时|钟头|星期|世纪|季度)")
_CENTIMETRES = re.compile(r"(\d{1,2}|[一二三四五六七八九])(?![\d.,十百千万亿年月日%])")
_GAP = 4  # spaces between a number and its unit at most
_POINTS = re.compile(r"(?:个 {0,3})?百 {0,2}分 {0,2}点")


def amount_at(text: str, numeral: Numeral) -> Amount:
    """The number with the unit behind it.

    >>> amount = amount_at("百分之十二", parse_numeral("百分之十二"))
    >>> amount.value, amount.unit
    (Decimal('12'), '%')
    """
    at = _behind(text, numeral.stop)
    if amount := _more_than_unit(text, numeral, at):
        return amount
    if text[numeral.end : numeral.end + 1] == " " and (whole := mixed_slash(text, numeral)):
        return _with_unit(text, whole, _behind(text, whole.stop))
    return _with_unit(text, numeral, at)


def _more_than_unit(text: str, numeral: Numeral, at: int) -> Amount | None:
    """A fraction, ratio, rate of operations or set-apart 7 2折, by the character behind the number."""
    character = text[at : at + 1]
    if character == "分":
        return fraction(text, numeral)
    if character == "又":
        return mixed(text, numeral)
    if character == "次":
        return operations(text, numeral)
    if character and character in "/／:比":
        return slash(text, numeral) or ratio(text, numeral)
    if at == numeral.end + 1 and text[at + 1 : at + 3].strip(" ") == "折":
        return _two_digits_off(text, numeral, at)
    return None


def _behind(text: str, at: int) -> int:
    """Where a unit may start: spaces and a plus sign aside."""
    if text[at : at + 1] == "+" and not text[at + 1 : at + 2].isascii():
        return at + 1
    for _ in range(_GAP):
        if text[at : at + 1] != " ":
            break
        at += 1
    return at


def _with_unit(text: str, numeral: Numeral, at: int) -> Amount:
    inside = _HALF_INSIDE.match(text, at) if text[at : at + 1] == "个" else None
    unit = unit_at(text, at + 2 if inside else at, since=numeral.start)
    if inside and unit is None:  # 个半月: the measure word is 个月
        unit = unit_at("个" + text[at + 2 : at + 6], 0)
        unit = unit._replace(end=unit.end + at + 1) if unit else None
    if text[at : at + 1] in ("个", "百") and (points := _POINTS.match(text, at)):
        unit = Unit("pp", ONE, points.end())
    if unit and unit.measure and text[at] == "块" and CENTS.match(text, unit.end):
        unit = Unit(PAGE_MONEY, ONE, unit.end)
    if unit is None or _is_name(numeral, text[at : unit.end]):
        return _unitless(text, numeral, at)
    value, high, end = numeral.value, numeral.high, unit.end
    rules = [*numeral.rules, _unit_rule(unit, numeral, text[at:end])]
    if inside:
        value = EXACT.add(value, Decimal("0.5"))
        rules.append("quantity.unit.half")
    if text[at] in "成折":
        value, high, end = _tenths(text, numeral, unit.end)
    elif text[end : end + 1] == "半" and _HALF_MORE.match(text, end) and not unit.measure:
        value, end = EXACT.add(value, Decimal("0.5")), end + 1
        rules.append("quantity.unit.half")
    elif text[at:end] == "米" and (rest := _CENTIMETRES.match(text, end)) and not unit_at(text, rest.end()):
        part = parse_numeral(rest[1])
        value, end = (
            EXACT.add(value, part.value.scaleb(-len(rest[1]), EXACT) if part else Decimal(0)),
            rest.end(),
        )
        rules.append("quantity.unit.compound")
    factor = unit.factor if text[at] not in "成折" else ONE
    amount = Amount(numeral, numeral.start, end, value, high, unit.unit, factor, unit.measure, tuple(rules))
    if unit.unit == "s" and text[end : end + 1] in _GOES_ON:
        return duration(text, amount)
    if (unit.unit == PAGE_MONEY or is_money(unit.unit)) and text[end : end + 1] in _GOES_ON:
        return cents(text, amount)
    return amount


def _two_digits_off(text: str, numeral: Numeral, at: int) -> Amount | None:
    """7 2 折, the digits of 72折 set apart."""
    second = parse_numeral(text[at])
    one_each = second is not None and at - numeral.start == len("7 ") and not numeral.scale
    if second is None or not one_each or not 0 < numeral.value < _TEN or second.value >= _TEN:
        return None
    value = EXACT.add(numeral.value.scaleb(1, EXACT), second.value)
    end = text.index("折", at) + 1
    whole = numeral._replace(end=at + 1, stop=at + 1, high=None)
    return made(whole, end, value, "%", "quantity.share.tenths")


_TEN = 10


def _is_name(numeral: Numeral, form: str) -> bool:
    """1080P of a picture, 5G of a network."""
    if form in ("G", "g"):
        return numeral.value <= _GENERATIONS
    return form == "P" and numeral.value in _VIDEO


_GENERATIONS = 6
_GOES_ON = frozenset("又零加0123456789一二两三四五六七八九十")


def _unit_rule(unit: Unit, numeral: Numeral, written: str) -> str:
    if written[0] in "成折":
        return "quantity.share.tenths"
    if not unit.measure:
        return "quantity.unit.named"
    return "quantity.unit.one" if numeral.han and numeral.value == 1 else "quantity.unit.measure"


def _unitless(text: str, numeral: Numeral, at: int) -> Amount:
    peta = _PETA.match(text, numeral.stop) if "P" in text[at : at + 1] else None
    if peta and (numeral.scale >= 4 or (numeral.value >= 100 and numeral.value not in _VIDEO)):
        amount = made(numeral, peta.end(), numeral.value, "FLOPS", "quantity.unit.petaflops")
        return amount._replace(factor=Decimal("1e15"))
    rule = "quantity.bare.scaled" if numeral.scale >= 3 else "quantity.bare.number"
    amount = made(numeral, numeral.stop, numeral.value, None, rule)
    return amount._replace(high=numeral.high)


def _tenths(text: str, numeral: Numeral, end: int) -> tuple[Decimal, Decimal | None, int]:
    """三成 is 30, 七成六 76, 三成半 35; 75折 is 75, 七二折 72."""
    value, high = numeral.value, numeral.high
    if text[end - 1] == "折" and value >= 10:
        return value, None, end
    if text[end - 1] == "折" and numeral.high is not None and numeral.end - numeral.start == 2:
        return value * 10, high * 10 if high else None, end
    tens = value.scaleb(1, EXACT)
    if text[end - 1] == "成" and (tail := _TENTH_TAIL.match(text, end)):
        more = parse_numeral(tail[1]) if tail[1] != "半" else None
        return EXACT.add(tens, more.value if more else Decimal(5)), None, tail.end()
    return tens, high.scaleb(1, EXACT) if high is not None else None, end
