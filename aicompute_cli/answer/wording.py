"""The text of an answer: the shortest wording that answers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from aicompute_cli.document.folding import fold_query

if TYPE_CHECKING:
    from aicompute_cli.answer.reply import Reply
    from aicompute_cli.document.folding.variants import Variants
    from aicompute_cli.index.facts import StoredFact

_STARTS_NUMBER = frozenset("0123456789.+-−")
_MONEY = {"USD": "美元", "CNY": "元", "HKD": "港元", "TWD": "新台币", "EUR": "欧元", "JPY": "日元"}


_FALL = re.compile(
    "(?:下降|下滑|减少|降低|缩减|下跌|衰退|萎缩|年减|季减|月减|跌|降)(?:幅|了|[^，。,涨增升]{0,4}(?:多少|几))"
)
_EITHER = re.compile("[涨增升]是[跌减降]|[涨增升]还是[跌减降]|还是下降|还是增长|或下降")


def says_fall(question: str) -> bool:
    """Whether the question itself says that something falls, so that only by how much is asked.

    >>> says_fall("年减多少"), says_fall("是涨是跌，幅度多大"), says_fall("增长多少")
    (True, False, False)
    """
    return bool(_FALL.search(question)) and not _EITHER.search(question)


def text_of_fact(fact: StoredFact, variants: Variants, *, falls: bool = False) -> str:
    """A fact's quantity as its text has it, folded; a fall says so.

    A rank whose text is the name of the one that has it is told by its place.
    """
    text = fold_query(fact.text, variants).strip()
    if fact.kind == "rank":
        return text if any(char in "第首榜冠亚季" for char in text) else f"第{fact.value}"
    if falls:
        return text.lstrip("-")
    if fact.kind in ("growth", "cagr", "change") and fact.value.startswith("-") and not text.startswith("-"):
        return f"下降{text}"
    if fact.unit in _MONEY and text[-1:] in "万亿兆0123456789":
        return text + _MONEY[fact.unit]
    return text


def in_traditional(reply: Reply) -> Reply:
    """The reply with its answers in traditional characters; evidence stays as the file has it."""
    from opencc import OpenCC  # noqa: PLC0415 - only where traditional characters are asked for

    convert = OpenCC("s2t").convert
    answers = tuple(
        answer._replace(text=convert(answer.text), items=tuple(map(convert, answer.items)))
        for answer in reply.answers
    )
    return reply._replace(answers=answers)


_SCALES = ((12, "万亿"), (8, "亿"), (4, "万"))


def text_of_value(value: Decimal, unit: str) -> str:
    """A computed value in words.

    >>> text_of_value(Decimal("10900000000"), "USD"), text_of_value(Decimal("59.6"), "pp")
    ('109亿美元', '59.6个百分点')
    """
    if unit == "pp":
        return f"{_plain(value)}个百分点"
    if unit == "x":
        return f"{_plain(round(value, 2))}倍"
    if unit == "%":
        return f"{_plain(round(value, 1))}%"
    if unit == "FLOPS":
        return (
            f"{_plain(value.scaleb(-18))} EFLOPS"
            if abs(value) >= 10**17
            else f"{_plain(value.scaleb(-15))} PFLOPS"
        )
    name = _MONEY.get(unit, "" if unit == "1" else unit)
    for exponent, scale in _SCALES:
        if abs(value) >= 10**exponent:
            return f"{_plain(value.scaleb(-exponent))}{scale}{name}"
    return f"{_plain(value)}{name}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
