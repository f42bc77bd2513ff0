"""Dates, times of day, chains of digits and stock codes: what has digits and is no quantity."""

from __future__ import annotations

import re
from decimal import Decimal

from aicompute_cli.extract.quantities.units import unit_at

_TO = r"[ ]?[-–—~～至到、/][ ]?"
_MONTH_TAIL = r"(?:份|底|初|末|中旬|上旬|下旬)?"
_ERA = (
    "(?:民国|洪武|永乐|宣德|正统|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统"
    "|明治|大正|昭和|平成|令和|贞观|开元|天宝)"
)
_DIGITS = re.compile(
    rf"""
      \d++(?:[-/.]\d++){{2,}}                                              # 2023.12.05 · 192.168.0.1 · 400-123-4567
    | (?<={_ERA})\d{{1,3}}[ ]?年 | (?<={_ERA}[ ])\d{{1,3}}[ ]?年
    | \d{{1,2}}:\d\d(?::\d\d)?(?![\d.])                                    # 12:30
    | (?:19|20|21)\d\d[ ]?年(?:{_TO}(?:(?:19|20)\d\d|\d{{1,2}}(?=年))[ ]?年)?
      (?:[ ]?\d{{1,2}}[ ]?月{_MONTH_TAIL})?(?:[ ]?\d{{1,2}}[ ]?[日号])?
    | (?:1\d\d\d|[2-9]\d\d)[ ]?年(?!的?历史|以?来|前(?!后)|以上|多|之久|内)
    | (?:19|20)\d\d{_TO}(?:(?:19|20)\d\d|\d\d)(?![\d.,])(?:[ ]?财?年)?       # 2023-2024年
    | \d{{1,2}}(?:{_TO}\d{{1,2}})?[ ]?月(?!均|薪|租|饼){_MONTH_TAIL}
      (?:{_TO}\d{{1,2}}[ ]?月{_MONTH_TAIL})?(?:[ ]?\d{{1,2}}(?:{_TO}\d{{1,2}})?[ ]?[日号])?
    | [0-3]?\d(?:{_TO}[0-3]?\d)?[ ]?日(?!元|圆|币|円|本|内|产|均) | \d{{1,4}}[ ]?号(?!称)
    | [0-2]?\d[ ]?(?:时(?!间|代|速|段|效|长|延)(?:[0-5]?\d分)?|点(?:[0-5]?\d分?|半|整|许|钟|左右))
    | \d{{1,2}}[ ]?世纪(?:\d0年代)?+ | \d{{0,2}}\d0[ ]?年代 | \d[05]后(?!续|来)
    | \d++(?:\.\d++)?[ ]?[°º˚′″](?![CF])(?:[\d.′″'"°NSEW ]*+)
    | \d\d年(?=\d{{1,2}}月|[上下]半年|第?[一二三四1-4]季|Q[1-4]|[底初末]|度)
    | \d{{2}}[ ]?(?:财年|年度)
    | 前?[1-4][ ]?季(?:度)?(?!节) | [1-4]Q(?:\d\d)?(?![A-Za-z])
    | \d{{3,5}}[ ]?[×xX*][ ]?\d{{3,5}}(?![\d.])                          # 2560×1440
    | \d{{3,6}}[.-](?:HK|SZ|SH|SS|US|TW|BJ|OQ|O|N|T|KS)\b | 0\d++(?![\d.])
    """,
    re.VERBOSE,
)
_HAN = "一二三四五六七八九十"
_CHARACTERS = re.compile(
    rf"""
      (?<={_ERA})[一二三四五六七八九十百〇零○◯]{{1,4}}年 | [一二][九〇零○◯][一二三四五六七八九〇零○◯]{{2}}年
    | (?:正|[{_HAN}]{{1,2}})(?:{_TO}[{_HAN}]{{1,2}})?月(?!亮|球|饼|薪|租|均|入){_MONTH_TAIL}
      (?:[{_HAN}廿卅]{{1,3}}[日号])?
    | [{_HAN}廿卅]{{1,3}}(?:日(?!元|圆|币|本|内|产|均|游)|号(?!称)|时(?!间|代|速|段|效|候|常|而)(?:[{_HAN}]{{1,3}}分)?)
    | [{_HAN}]{{1,2}}点(?:[{_HAN}]{{1,3}}分|半|整|许|钟)
    | [{_HAN}]{{1,4}}世纪 | [{_HAN}]{{1,2}}十年代
    | [一二三四](?:、[一二三四])?季(?:度|报)?(?!节)
    """,
    re.VERBOSE,
)
_SLASHED = re.compile(r"\d{1,6}(?:\.\d{1,4})?(?:/\d{1,6}(?:\.\d{1,4})?){1,9}(?![\d/.-]) ?")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d/")
_RATIO_WORDS = re.compile(r"比|分辨|赔率|画幅|杠杆")


def date_or_code_at(text: str, at: int) -> int:
    """Where the date, time, chain of digits or code ends that starts at `at`; `at` where none does.

    >>> date_or_code_at("2023年5月3日起", 0), date_or_code_at("2000台", 0)
    (9, 0)
    """
    match = (_DIGITS if text[at].isascii() else _CHARACTERS).match(text, at)
    if not match:
        return at
    if text[at].isascii() and (_is_list(text, at) or _is_range(text, at)):
        return at
    found = match.group()
    if ":" in found and _RATIO_WORDS.search(text[max(0, at - 8) : at] + text[match.end() : match.end() + 3]):
        return at
    if found.isascii() and re.fullmatch(r"\d{4}\D+\d+", found) and unit_at(text, match.end()):
        return at
    return match.end()


_INDEX_BEFORE = re.compile(
    r"(?:[PWC]UE|能效|比|率|值|系数|指数|评分|得分|倍数?)[^\d,，。；、\n]{0,8}$", re.IGNORECASE
)
_TWO_DECIMALS = re.compile(r"(\d{1,6}\.\d{1,4})[-/](\d{1,6}\.\d{1,4})(?![\d./-]) {0,2}")
_ONE_DECIMAL = re.compile(
    r"(\d{1,6})[-](\d{1,6}\.\d{1,4})(?![\d./-]) {0,2}|(\d{1,6}\.\d{1,4})[-](\d{1,6})(?![\d./-]) {0,2}"
)
_RANGE_BEHIND = re.compile("[万亿兆千百]|之间|区间|不等|左右|的?范围")


def _is_range(text: str, at: int) -> bool:
    """1.5-2.5倍, PUE做到1.15-1.25: two numbers of which the first is the smaller, no chain of digits.

    >>> _is_range("1.5-2.5倍", 0), _is_range("3.15-3.20", 0), _is_range("3.15-3.20日", 0)
    (True, False, False)
    """
    match = _TWO_DECIMALS.match(text, at) or _ONE_DECIMAL.match(text, at)
    if not match:
        return False
    low, high = (Decimal(part) for part in match.groups() if part)
    if low >= high or text[match.end() : match.end() + 1] in ("日", "号", "月"):
        return False
    if _RANGE_BEHIND.match(text, match.end()) or _INDEX_BEFORE.search(text[max(0, at - 12) : at]):
        return True
    return unit_at(text, match.end()) is not None


def _is_list(text: str, at: int) -> bool:
    """12.34/16.87/21.36亿元: numbers with one unit for all of them, no date with strokes."""
    match = _SLASHED.match(text, at)
    if not match or _YEAR_FIRST.match(text, at):
        return False
    if text[match.end() : match.end() + 1] in ("万", "亿"):
        return True
    unit = unit_at(text, match.end())
    return unit is not None and unit.unit != "s"
