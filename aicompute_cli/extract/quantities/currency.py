"""Whose money 元 is: by the page, by what the text declares, by the currency's name beside the number."""

from __future__ import annotations

import bisect
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.quantities.units import PAGE_MONEY, money_names, unit_at
from aicompute_cli.extract.rules import Rule

if TYPE_CHECKING:
    from aicompute_cli.extract.article import Article

_DATA = Path(__file__).parents[2] / "data"

RULES = (
    Rule(
        "quantity.money.named", "a currency named before the number", "人民币3.5亿元", "美元指数跌，3.5亿元"
    ),
    Rule(
        "quantity.money.declared", "the text declares the money", "收入5亿元(美元，下同)", "收入5亿元(美元)"
    ),
    Rule(
        "quantity.money.bracket", "a currency in brackets behind the amount", "收入5亿元(美元)", "收入5亿元"
    ),
    Rule(
        "quantity.money.implied",
        "亿 alone behind or before a word of money",
        "资本开支约900亿",
        "用户约900亿",
    ),
    Rule(
        "quantity.money.part",
        "a part of a sum is money too",
        "投入12亿元，其中7亿用于设备",
        "投入12亿元，用户7亿",
    ),
    Rule("quantity.money.page", "元 is the page's own money", "收入5亿元", "收入5亿美元"),
)

_DECLARED = re.compile(
    r"[(（](?:单位[:： ]{0,2})?(?:均为|均以)?([一-鿿A-Z]{2,6}?)(?:元)?(?:计|为单位)?[,，、 .．。·・•;；]?"
    r"(?:以?下同|下文同)[)）]"
    r"|[(（]单位[:： ]{1,2}([一-鿿A-Z]{2,6})[)）]"
)
_BRACKET = re.compile(r" ?[(（]([一-鿿A-Z]{2,5})(?:[,，、 .．。·・•;；]?以?下同)?[)）]")
_ENOUGH = 3  # how much wording tells whose page it is


class Money(NamedTuple):
    """The money of 元: `currency` of the page, from each place of `declared` on the one declared there."""

    currency: str
    declared: tuple[tuple[int, str], ...] = ()

    def at(self, place: int) -> tuple[str, str]:
        """The money of a 元 that ends at `place`, and the rule that tells it."""
        last = bisect.bisect_right(self.declared, place, key=lambda one: one[0])
        if not last:
            return self.currency, "quantity.money.page"
        return self.declared[last - 1][1], "quantity.money.declared"


def currency_named(name: str) -> str | None:
    """The ISO code of a currency by its name or sign.

    >>> currency_named("新台币"), currency_named("元")
    ('TWD', None)
    """
    unit = unit_at(name, 0)
    if unit is None or unit.measure or unit.end < len(name) or not re.fullmatch("[A-Z]{3}", unit.unit):
        return None
    return unit.unit


def money_of(text: str, currency: str) -> Money:
    """The page's money and what its text declares: (美元，下同)."""
    if "下同" not in text and "单位" not in text and "下文同" not in text:
        return Money(currency)
    declared = []
    for match in _DECLARED.finditer(text):
        name = match[1] or match[2]
        named = currency_named(name) or currency_named(name + "元")
        if named:
            declared.append((match.start(), named))
    return Money(currency, tuple(declared))


def bracketed(text: str, end: int) -> tuple[str, int] | None:
    """The currency in brackets at `end` and where they close: 5亿元(美元)."""
    if text[end : end + 1] not in ("(", "（", " "):
        return None
    match = _BRACKET.match(text, end)
    named = currency_named(match[1]) if match else None
    return (named, match.end()) if match and named else None


@functools.cache
def _signs() -> dict[str, str]:
    return {sign: currency for currency, signs in _rows("currency_signs.tsv") for sign in signs.split(" ")}


@functools.cache
def _in_front() -> re.Pattern[str]:
    names = [*_signs(), *money_names()]
    return re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}) ?$")


@functools.cache
def _last_characters() -> frozenset[str]:
    return frozenset(name[-1] for name in (*_signs(), *money_names(), " "))


def money_before(text: str, start: int) -> tuple[str, int] | None:
    """The currency named or signed right before `start`, and where it starts: US$20, 人民币3亿.

    >>> money_before("共HK$20", 4)
    ('HKD', 1)
    """
    if start == 0 or text[start - 1] not in _last_characters():
        return None
    begin = max(0, start - 7)
    match = _in_front().search(text[begin:start])
    if not match:
        return None
    currency = _signs().get(match[1]) or currency_named(match[1])
    if text[begin + match.start() - 1 : begin + match.start()] in ("兑", "换") and currency == "USD":
        currency = _exchanged(text, begin + match.start() - 1) or currency
    return (currency, begin + match.start()) if currency else None


def _exchanged(text: str, end: int) -> str | None:
    """The currency of a rate of exchange: 新台币兑美元30.4元 are Taiwan dollars; None for one worth more than 元.

    >>> money_before("新台币兑美元30.4元", 6)
    ('TWD', 4)
    """
    end -= text[end - 1 : end] == "兑"
    match = _in_front().search(text[max(0, end - 7) : end])
    currency = currency_named(match[1]) if match else None
    return None if currency in ("EUR", "GBP", "AUD", "NZD") else currency


@functools.cache
def _money_words() -> dict[str, tuple[str, ...]]:
    return {place: tuple(words.split(" ")) for place, words in _rows("money_words.tsv")}


@functools.cache
def _money_in_front() -> re.Pattern[str]:
    words = "|".join(sorted(_money_words()["before"], key=len, reverse=True))
    return re.compile(
        f"(?:{words})(?:规模|总额|额|共|合计|累计|达到?了?|为|已|将|是|超|近|约|高达|突破|到){{0,3}} ?$"
    )


@functools.cache
def _money_behind() -> re.Pattern[str]:
    words = "|".join(sorted(_money_words()["behind"], key=len, reverse=True))
    return re.compile(f"(?:级|规模|量级)?的?(?:{words})")


_BEFORE = 14


@functools.cache
def _market() -> re.Pattern[str]:
    return re.compile(rf"[^，。；：、？！,;:?!\n\d]{{0,8}}?(?:{'|'.join(_money_words()['market'])})")


_TRILLION = 12


def is_implied_money(text: str, start: int, end: int, scale: int) -> bool:
    """Whether the number without a unit at ``text[start:end]`` is an amount of money.

    >>> is_implied_money("资本开支约900亿", 4, 10, 8), is_implied_money("用户约2亿", 2, 5, 8)
    (True, False)
    """
    if text.startswith(_money_words()["never"], end):
        return False
    if _money_in_front().search(text[max(0, start - _BEFORE) : start]) or _money_behind().match(text, end):
        return True
    return scale >= _TRILLION and _market().match(text, end) is not None


def _rows(name: str) -> list[list[str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line[:1] not in ("#", "")]


def is_part_of_sum(text: str, gap: str, end: int) -> bool:
    """Whether the words between a sum and the number that ends at `end`, or those behind it, make it a part."""
    words = _money_words()
    if text.startswith(words["never"], end):
        return False
    return any(word in gap for word in words["part_before"]) or text.startswith(words["part_behind"], end)


@functools.cache
def _only_time() -> re.Pattern[str]:
    time, becomes = ("|".join(_money_words()[place]) for place in ("time", "becomes"))
    return re.compile(rf"[，；,;](?:{time}|[\d一二〇○零]{{1,4}}年)*(?:{becomes})*$")


def goes_on_as_sum(text: str, gap: str, end: int) -> bool:
    """Whether the clause at the end of `gap` names nothing new before the number, and nothing is behind it.

    >>> goes_on_as_sum("840亿元，明年达900亿。", "，明年达", 13), goes_on_as_sum("8亿元，用户达9亿。", "，用户达", 10)
    (True, False)
    """
    comma = max(gap.rfind(mark) for mark in "，；,;")
    closed = text[end : end + 1] in ("", "，", "。", "；", ",", ";", "\n", "、", ")", "）")
    return closed and comma >= 0 and _only_time().match(gap, comma) is not None


@functools.cache
def _wording() -> dict[str, dict[str, tuple[str, ...]]]:
    wording: dict[str, dict[str, tuple[str, ...]]] = {}
    for script, currency, words in _rows("currency_wording.tsv"):
        wording.setdefault(script, {})[currency] = tuple(words.split(" "))
    return wording


def page_currency(article: Article) -> str:
    """The page's own money: TWD or HKD by its wording, otherwise CNY.

    A mainland text put into traditional characters has the mainland's words; a page of Taiwan or Hong Kong put into
    simplified ones keeps its own.
    """
    counts = {
        currency: sum(article.text.count(word) for word in words)
        for currency, words in _wording()["hant" if article.script == "hant" else "hans"].items()
    }
    mainland = counts.pop("CNY")
    currency = max(counts, key=lambda one: counts[one])
    unmistaken = article.script == "hant" and counts[currency] and not mainland
    enough = counts[currency] >= _ENOUGH or unmistaken
    return currency if enough and counts[currency] > mainland else "CNY"


__all__ = [
    "PAGE_MONEY",
    "RULES",
    "Money",
    "bracketed",
    "currency_named",
    "goes_on_as_sum",
    "is_implied_money",
    "is_part_of_sum",
    "money_before",
    "money_of",
    "page_currency",
]
