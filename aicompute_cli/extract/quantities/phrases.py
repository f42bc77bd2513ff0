"""Fixed expressions that are a number: 过半, 一半, 半年, 翻番, 三位数增长, E级算力."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.extract.quantities.units import unit_at
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule("quantity.phrase.half", "half of a whole: 过半, 一半, 半数", "占比过半", "走过半年"),
    Rule("quantity.phrase.half-unit", "half of a unit", "用了半年", "上半年"),
    Rule("quantity.phrase.doubled", "翻倍 and 翻番 are times two", "收入翻番", "翻阅番号"),
    Rule("quantity.phrase.digits", "growth by its number of digits", "实现双位数增长", "双位数的密码"),
    Rule("quantity.phrase.grade", "computing power by its prefix", "达到E级算力", "达到E级车"),
)


class Phrase(NamedTuple):
    """A number without a numeral at ``text[start:end]``."""

    start: int
    end: int
    value: Decimal
    unit: str
    bound: str
    rule: str


_COUNTED = (
    "[年天日月个根块杯碗瓶张本条价径夜生百山步截里吨斤亩米圈秒刻成折倍]|导体|公里|分钟|小时|世纪|决赛|程"
)
_HALF = re.compile(
    rf"(?P<over>(?<![超走度通越])(?<![^已]经)过)半(?:数(?!据)|(?!{_COUNTED}))|一半(?!径)|半数(?!据)"
    rf"|(?<=[近逾超约占])半(?![岛径球自固小导]|{_COUNTED})|(?<=超过)半(?![岛径球自固小导]|{_COUNTED})"
)
_FIXED = re.compile(r"半百|半折|(?<=打)对折")
_FIXED_VALUES = {"半百": (50, "1"), "半折": (50, "%"), "对折": (50, "%")}
_DOUBLED = re.compile(
    r"翻(?:了|了?(?P<near>近|约|超过?|逾))?(?P<times>[一两二三四1-4]|几乎)?番|翻了?(?P<double>倍)(?P<more>有余|以上|还多)?|倍增(?!效应|器|计划|管|行动|工程|期|时间|法)"
)
_DIGIT_COUNT = re.compile(
    r"(?P<n>[个单双两三四])位数(?:的|以上)?(?=[^，。；、]{0,6}(?:增|成长|升|涨|跌|降|百分))"
)
_GROWTH_BEFORE = re.compile(r"(?:增长|增幅|增速|成长|同比|涨幅|跌幅|[年季月][增减]|按年|环比)[^，。；]{0,6}$")
_GRADE = re.compile(
    r"(?P<prefix>[TPEZ])级(?=(?:的|规模)?(?:智能|通用|高性能|AI|人工智能)?(?:算力|超算|计算|智算|运算|超级计算))"
)
_GRADES = {"T": 12, "P": 15, "E": 18, "Z": 21}
_POWERS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HALF_UNITS = re.compile(
    r"(?=年|天|小时|个月|个小时|个世纪|个季度|日(?!游)|成|吨|公里|公斤|斤|倍|秒|分钟|个百分点|个基点|里|亩|折|打)"
)


def phrase_at(text: str, at: int) -> Phrase | None:
    """The fixed expression that starts at `at`, or around a 半 there.

    >>> phrase_at("占比过半", 3)
    Phrase(start=2, end=4, value=Decimal('50'), unit='%', bound='gt', rule='quantity.phrase.half')
    """
    character = text[at]
    if character in "半一对":
        return _half(text, at)
    if character in "翻倍":
        return _doubled(text, at)
    if character in "双两三四个单":
        return _digit_count(text, at)
    if character in _GRADES and (match := _GRADE.match(text, at)):
        grade = Decimal(1).scaleb(_GRADES[match["prefix"]])
        behind = re.compile(r"(?:的)?(?:智能|通用|AI)?(?:算力)?").match(text, match.end())
        end = behind.end() if behind else match.end()
        return Phrase(at, end, grade, "FLOPS", "approx", "quantity.phrase.grade")
    return None


# 成倍增长, 数倍增至: no number of their own
_OF_TIMES = re.compile(r"(?:[成几多加百千十万亿\d]|(?<![人户量次件指点总台基参系位])数)$")


def _half(text: str, at: int) -> Phrase | None:
    start = at - 1 if text[at] == "半" and text[at - 1 : at] == "过" and at else at
    if match := _HALF.match(text, start) or _HALF.match(text, at):
        bound = "gt" if match["over"] else "eq"
        return Phrase(match.start(), match.end(), Decimal(50), "%", bound, "quantity.phrase.half")
    if match := _FIXED.match(text, at):
        fixed, name = _FIXED_VALUES[match.group()]
        return Phrase(at, match.end(), Decimal(fixed), name, "eq", "quantity.phrase.half")
    if text[at] != "半" or not _HALF_UNITS.match(text, at + 1):
        return None
    unit = unit_at(text, at + 1, since=at)
    if unit is None or unit.measure:
        return None
    value = unit.factor * Decimal("0.5")
    return Phrase(at, unit.end, value, unit.unit, "eq", "quantity.phrase.half-unit")


def _doubled(text: str, at: int) -> Phrase | None:
    match = _DOUBLED.match(text, at)
    if not match or (text[at] == "倍" and _OF_TIMES.search(text[max(0, at - 2) : at])):
        return None
    times = Decimal(2) ** _POWERS.get(match["times"] or "", 1)
    bound = "eq"
    if match["more"]:
        bound = "ge" if match["more"] == "以上" else "gt"
    elif match["near"]:
        bound = "approx" if match["near"] in "近约" else "gt"
    return Phrase(at, match.end(), times, "x", bound, "quantity.phrase.doubled")


def _digit_count(text: str, at: int) -> Phrase | None:
    match = _DIGIT_COUNT.match(text, at)
    if not match:
        match = re.compile(r"(?P<n>[个单双两三四])位数(?!字|据)").match(text, at)
        if not match or not _GROWTH_BEFORE.search(text[max(0, at - 12) : at]):
            return None
    value = {"个": 10, "单": 10, "双": 10, "两": 10, "三": 100, "四": 1000}[match["n"]]
    end = match.start() + 3
    bound = "lt" if match["n"] in "个单" else "ge"
    return Phrase(at, end, Decimal(value), "%", bound, "quantity.phrase.digits")
