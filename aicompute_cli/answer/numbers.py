"""The numbers that a question knows, in the ways in which texts may write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万亿": 10**12, "兆": 10**12, "亿": 10**8, "百万": 10**6, "千万": 10**7, "万": 10**4, "": 1}
_WRITTEN = ("万亿", "兆", "亿", "万", "")
_LONGEST = 7  # digits of a number before its scale


@cache
def pattern() -> re.Pattern[str]:
    """A number with its scale or 成, in digits or Chinese numerals."""
    return re.compile(
        r"(?<![a-z0-9.\-])(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>万亿|百万|千万|亿|兆|万)?(?![a-z\d])"
        r"|(?P<han>[一二两三四五六七八九十百千]+)(?P<hanscale>万亿|亿|兆|万|成)(?P<tenth>(?<=成)[一二三四五六七八九半])?(?![立为员本果品熟])"
    )


def forms_of(match: re.Match[str]) -> tuple[str, ...]:
    """The ways in which the number of a match may be written, as asked first.

    >>> forms_of(pattern().search("八兆人民币"))[:4]
    ('八兆', '8万亿', '八万亿', '8兆')
    >>> forms_of(pattern().search("三成左右")), forms_of(pattern().search("1.2万亿"))[:3]
    (('三成', '30%', '3成'), ('1.2万亿', '1.2兆', '12000亿'))
    >>> forms_of(pattern().search("约三成五"))
    ('三成五', '35%')
    """
    value = Decimal(match["digits"].replace(",", "")) if match["digits"] else Decimal(_of_han(match["han"]))
    scale = (match["scale"] if match["digits"] else match["hanscale"]) or ""
    if scale == "成" and match["tenth"]:
        tenth = 5 if match["tenth"] == "半" else _DIGITS[match["tenth"]]
        return (match[0], f"{value * 10 + tenth:f}%")
    if scale == "成":
        return (match[0], f"{value * 10:f}%", f"{value:f}成")
    return tuple(dict.fromkeys((match[0].replace(" ", ""), *_written(value * _SCALES[scale]))))


def _written(value: Decimal) -> Iterator[str]:
    for scale in _WRITTEN:
        part = value / _SCALES[scale]
        text = _plain(part)
        if part >= 1 and len(text.replace(".", "")) <= _LONGEST:
            yield f"{text}{scale}"
            if scale and part == int(part) and part < 1000 and (han := _to_han(int(part))):
                yield f"{han}{scale}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_han(text: str) -> int:
    total = digit = 0
    for char in text:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _to_han(value: int) -> str:
    names = "零一二三四五六七八九"
    if value < 10:
        return names[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return f"{'' if tens == 1 else names[tens]}十{names[ones] if ones else ''}"
    hundreds, rest = divmod(value, 100)
    return f"{names[hundreds]}百" if not rest else ""
