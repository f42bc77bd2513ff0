"""How the pieces of a numeral are written."""

from __future__ import annotations

import functools
import re

from aicompute_cli.extract.quantities.reading import table


@functools.cache
def _characters(kind: str) -> str:
    return "".join(table()[kind])


ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?+"
POWER = r"(?:\^[+-]{0,2}\d{1,2}|[eE][+-]?\d{1,2}|的\d{1,2}次方)(?![\d.A-Za-z])"
_PREFIXED = r"(?:瓦|赫|字节|位元|比特|欧|帕|焦|伏|[bBHW])"  # 兆 before these is a prefix of the unit, not a scale word


@functools.cache
def candidates(other: str = "", where: str = "(?!)") -> re.Pattern[str]:
    """Where a numeral may start: a digit, a numeral character, or the point of .5.

    Also the characters of `other` with `where` behind them; one class of characters comes first, which is fast.
    """
    every = "".join(_characters(kind) for kind in ("digit", "small", "tens", "big"))
    point = r"(?<=\.)(?<![\w.…].)(?=\d)"
    return re.compile(rf"[\d{every}.{other}](?:(?<=[\d{every}])|{point}|{where})")


@functools.cache
def pieces() -> re.Pattern[str]:
    """The next piece of a numeral: digits, a scale word, a gap before one, the letter of 15k."""
    digit, small, tens, big = map(_characters, ("digit", "small", "tens", "big"))
    by_place = digit.replace("两", "")
    return re.compile(
        rf"(?P<digit>一两|两三|两|[{by_place}]++)|(?P<arabic>{ARABIC}|\.\d++)"
        rf"|(?P<gap> {{0,4}})(?:(?P<small>[{small}])|(?P<tens>[{tens}])|"
        rf"(?P<big>个?(?=[{big}])(?!兆{_PREFIXED})[{big}]))"
        rf"|(?P<letter> ?[kKw](?![\w/])|[kw](?=[一-鿿])(?!.[充功率电]))"
        rf"|(?P<rest> {{1,2}}(?=[{digit}]{{1,2}} {{0,2}}(?:[{small}{big}又]|$|\W)|\d{{1,4}} ?[百千万]"
        r"|\d{1,4}(?:\.\d{1,4})? ?亿))"
    )


@functools.cache
def fraction() -> re.Pattern[str]:
    """The digits behind a point: 点〇八."""
    digit, small = _characters("digit").replace("两", ""), _characters("small")
    return re.compile(rf" ?[点．.·] ?([{digit}]++)(?! ?[{small}])")


@functools.cache
def more_inside() -> re.Pattern[str]:
    """多, 余, 几 or + before a scale word: 十余万."""
    return re.compile(rf" ?(?:多|余|几|\+)(?= ?个?[{_characters('big')}])")


MORE_BEHIND = re.compile(
    r" ?(?:多(?!功能|模态|样|媒体|语|元化|边)|余(?!额|热|量|下|生|温|波|震|杭|姚|粮)|几(?!乎)"
    r"|来(?=[万亿个家名位人台项款条次天元块岁斤米公座张]))"
)


SIMPLE = re.compile(rf"({ARABIC})( {{0,2}})(亿|万亿|万|千万|百万|)(?![\d\^]| ?[kKw]|[eE][+-]?\d)")
SCALES = {"": 0, "万": 4, "亿": 8, "万亿": 12, "千万": 7, "百万": 6}


@functools.cache
def scales() -> frozenset[str]:
    """十百千万亿兆 and their formal forms."""
    return frozenset((*_characters("small"), *_characters("big")))


@functools.cache
def following() -> frozenset[str]:
    """What may go on with a number in digits; the empty string, the end of the text, does not."""
    every = "".join(_characters(kind) for kind in ("digit", "small", "tens", "big"))
    return frozenset(every + " 个多余几来+点的")
