"""Every number of a text with what it counts: the layer below facts."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from aicompute_cli.extract.quantities import amounts, bounds, lists, numerals, phrases, ranges
from aicompute_cli.extract.quantities import currency as money
from aicompute_cli.extract.quantities.amounts import amount_at
from aicompute_cli.extract.quantities.assembly import quantity_of, quantity_of_phrase
from aicompute_cli.extract.quantities.bounds import (
    Bound,
    bound_before,
)
from aicompute_cli.extract.quantities.currency import (
    Money,
    money_before,
    money_of,
)
from aicompute_cli.extract.quantities.dates import date_or_code_at
from aicompute_cli.extract.quantities.lists import coordinated, part_of_sum, share_of_each, share_unit
from aicompute_cli.extract.quantities.not_numbers import is_clock, name_ends
from aicompute_cli.extract.quantities.number_words import is_of_digits, word_over
from aicompute_cli.extract.quantities.numeral_forms import candidates
from aicompute_cli.extract.quantities.numerals import LONGEST, Numeral, parse_numeral
from aicompute_cli.extract.quantities.phrases import phrase_at
from aicompute_cli.extract.quantities.ranges import range_from
from aicompute_cli.extract.quantities.record import Amount, is_money
from aicompute_cli.extract.quantities.units import PAGE_MONEY, Unit, unit_at
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Quantity

RULES: tuple[Rule, ...] = (
    *numerals.RULES,
    *amounts.RULES,
    *phrases.RULES,
    *bounds.RULES,
    *ranges.RULES,
    *money.RULES,
    *lists.RULES,
    Rule(
        "quantity.magnitude.scale-word",
        "a scale word alone is an order of magnitude",
        "千亿参数模型",
        "1020亿参数模型",
    ),
    Rule("quantity.magnitude.level", "级 and 量级 make an order of magnitude", "百亿级模型", "百亿元投资"),
    Rule("quantity.sign.minus", "a minus sign or 负", "增速为-3.2%", "增速为3.2%"),
)

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,64}\.[A-Za-z0-9.]+"
)
_SCALE_WORDS = frozenset("十百千万亿兆")
_SCALE_RUN = re.compile(r"[十百千万亿兆]{7,}")  # a line of scale words is no number
_DIGITS_OF_NOTHING = re.compile(r"[\d.,]*")
_ALONE_NEXT = frozenset("是这那不而却和与、的”」』\"')")
_ALONE_BEFORE = frozenset("是为于到和与“「『\"'、")


@functools.cache
def _candidates() -> re.Pattern[str]:
    behind = r"(?<=翻)[倍番了一两二三四近几]|(?<=倍)增|(?<=打对)折|(?<=[双个单])位数|(?<=[TPEZ])(?=级)"
    return candidates("半翻倍对双个单TPEZ", f"(?<=半)|{behind}")


def find_quantities(text: str, currency: str = "CNY") -> list[Quantity]:
    """Every number in folded `text` in order, with or without a unit; a character belongs to one at most.

    `currency` is the ISO code of the page's own money, which 元 means where the text does not say otherwise.

    >>> [(str(q.value), q.unit, q.bound) for q in find_quantities("营收超过58亿美元，近三成来自1500+企业")]
    [('5800000000', 'USD', 'gt'), ('30', '%', 'approx'), ('1500', '1', 'ge')]
    """
    found: list[Quantity] = []
    own = money_of(text, currency)
    addresses = iter(
        [match.span() for match in _ADDRESS.finditer(text)]
        if "http" in text or "www." in text or "@" in text
        else []
    )
    address = next(addresses, None)
    place = taken = 0
    search = _candidates().search
    while (match := search(text, place)) is not None:
        start = match.start()
        if text[start] in _SCALE_WORDS and (run := _SCALE_RUN.match(text, start)):
            place = run.end()
            continue
        while address and address[1] <= start:
            address = next(addresses, None)
        if address and address[0] <= start:
            place = address[1]
            continue
        quantity, place = _quantity_at(text, start, taken, own)
        if quantity:
            found.append(_in_company(text, found, quantity))
            taken = place
            if quantity.unit != "1":
                share_unit(text, found)
    return found


def _in_company(text: str, found: list[Quantity], quantity: Quantity) -> Quantity:
    """The quantity with what the ones before it tell of its bound and unit."""
    quantity = share_of_each(text, found, coordinated(text, found, quantity))
    return part_of_sum(text, found, quantity)


def _quantity_at(text: str, at: int, taken: int, own: Money) -> tuple[Quantity | None, int]:
    """What is made of the candidate at `at` and where to go on; `taken` is where the last quantity ended."""
    if (skip := date_or_code_at(text, at)) > at:
        return None, skip
    if not text[at].isascii() and (skip := word_over(text, at)) > at and not _goes_on(text, at, skip):
        return None, skip
    phrase = phrase_at(text, at)
    if phrase and phrase.start >= taken:
        return quantity_of_phrase(text, phrase, taken)
    numeral = parse_numeral(text, at)
    if numeral is None:
        digits = _DIGITS_OF_NOTHING.match(text, at)
        return None, max(at + 1, digits.end() if digits else 0)
    if text[at].isdecimal() and (skip := _digit_word(text, at, numeral)):
        return None, skip
    return _of_numeral(text, numeral, taken, own)


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether the name of digits that ends at `end` is only the start of a number: 三六．五亿, 五一%."""
    if not is_of_digits(text[at:end]) or end - at < len("三六"):
        return False
    near = text[at : at + LONGEST]
    numeral = parse_numeral(near)
    if numeral is None or numeral.end >= LONGEST:
        return False
    unit = unit_at(near, numeral.stop)
    return not is_of_digits(near[end - at : numeral.end]) or (unit is not None and not unit.measure)


def _digit_word(text: str, at: int, numeral: Numeral) -> int:
    """36kr, 4S店: names with digits; 0 where it is none."""
    behind = text[numeral.end : numeral.end + 1]
    skip = word_over(text, at) if behind and (behind.isascii() or behind >= "一" or behind == "×") else at
    return skip if skip >= numeral.end and skip > at else 0


def _of_numeral(text: str, numeral: Numeral, taken: int, own: Money) -> tuple[Quantity | None, int]:
    amount = amount_at(text, numeral)
    minus, start = _minus(text, amount.start, taken)
    if minus:
        amount = amount._replace(value=-amount.value, rules=(*amount.rules, "quantity.sign.minus"))
    amount = range_from(text, amount) or amount
    named = _named(text, start, taken)
    if named and text[named[1] : start].strip() == "$" and own.currency in _DOLLARS:
        named = (own.currency, named[1])
    if named:
        amount = _in_money(text, amount, named[0])
    before = _bound_in_front(text, named[1] if named else start, taken, amount)
    whole = numeral._replace(alone=False) if amount.numeral.alone != numeral.alone else numeral
    end = name_ends(text, whole, _as_unit(amount), bounded=before is not None or named is not None)
    if end:
        return None, max(end, amount.end if amount.high is not None else 0)
    if before and named is None and (named := _named(text, before.place, taken)):
        amount = _in_money(text, amount, named[0])
    if _is_nothing(text, amount, bounded=before is not None or named is not None):
        return None, amount.end
    begin = min(
        start, before.place if before else start, named[1] if named and text[named[1]] < "一" else start
    )
    return quantity_of(text, amount, begin, before, own)


_DOLLARS = frozenset(("HKD", "TWD"))  # whose $ is not that of the United States on their pages


def _as_unit(amount: Amount) -> Unit | None:
    return Unit(amount.unit, amount.factor, amount.end, amount.measure) if amount.unit else None


def _minus(text: str, start: int, taken: int) -> tuple[bool, int]:
    """Whether a minus sign stands right before, and where the number starts with it."""
    sign = text[start - 1 : start] if start > taken else ""
    if sign == "负":
        return True, start - 1
    if sign == "下" and text[start - 2 : start] == "零下" and start - 1 > taken:
        return True, start - 2
    before = text[start - 2] if start > 1 else " "
    is_minus = sign == "-" and not (before.isascii() and (before.isalnum() or before in "-_.)/"))
    return is_minus, start - is_minus


def _named(text: str, start: int, taken: int) -> tuple[str, int] | None:
    named = money_before(text, start) if start > taken else None
    return named if named and named[1] >= taken else None


def _bound_in_front(text: str, start: int, taken: int, amount: Amount) -> Bound | None:
    before = bound_before(text, start) if start > taken else None
    if before is None or before.place < taken:
        return None
    if text[before.place : start].strip() == "过" and not amount.numeral.alone:
        return None
    return before


def _in_money(text: str, amount: Amount, currency: str) -> Amount:
    """The amount as money named before it, unless it has another unit."""
    if amount.measure and text[amount.start - 1] in _SIGNS:  # $199起
        amount = amount._replace(unit=None, factor=Decimal(1), end=amount.numeral.stop, measure=False)
    if amount.unit not in (None, PAGE_MONEY):
        return amount
    letter = _BILLIONS.match(text, amount.end) if amount.unit is None else None
    if letter:
        factor = _LETTERS[letter[1][0].lower()]
        amount = amount._replace(factor=factor, end=letter.end())
    return amount._replace(unit=currency, rules=(*amount.rules, "quantity.money.named"))


_SIGNS = frozenset("$¥€£￥")
_BILLIONS = re.compile(r" ?(billion|million|trillion|bn|mn|[BMTK])(?![A-Za-z])")
_LETTERS = {"b": Decimal(10**9), "m": Decimal(10**6), "t": Decimal(10**12), "k": Decimal(1000)}


def _is_nothing(text: str, amount: Amount, *, bounded: bool) -> bool:
    """A number in form only: 百家 (one scale word), 三大 (one character, no unit), 3点 of the clock."""
    numeral = amount.numeral
    written = text[numeral.start : numeral.end]
    if (
        len(written) > 2 * LONGEST
        or _RISES.match(text, max(0, amount.start - 2), amount.end)
        or _is_base_or_grade(text, amount, written)
    ):
        return True
    if amount.unit == "点" and (is_clock(text, amount.start) or (numeral.han and numeral.value <= 12)):
        return True
    if numeral.alone and amount.unit != "%":
        return _is_no_scale(text, amount, written, bounded=bounded)
    if amount.unit is None and len(written) == 1 and numeral.han:
        return _of_word(text, numeral)
    return written.strip("零〇○◯") == ""


def _is_base_or_grade(text: str, amount: Amount, written: str) -> bool:
    """1英镑兑1.27美元, 4K of a picture, 十折 and 100折."""
    if text[amount.end - 1] == "折":
        return amount.value >= _HUNDRED or written == "十"
    if amount.unit is None:
        return written in ("2K", "4K", "8K")
    exchanged = text[amount.end : amount.end + 1] == "兑" or text[amount.start - 1 : amount.start] == "兑"
    return exchanged and amount.value in (1, 10, 100)


_HUNDRED = 100
_RISES = re.compile("[二两双三四五]率[一二两三四五]升")  # 三率三升: so many rates rise
_REACHES = re.compile(
    "(?:冲上|冲破|冲过|站上|站稳|突破|跨越|跨过|迈入|迈过|跨入|登上|攻上|攻破|上看|挑战|逼近|重返|飙破|飙上|首破|再破|达|破|近|上)$"
)


def _is_money_reached(text: str, amount: Amount) -> bool:
    """Whether 亿 or 兆 alone is a sum that something reaches: 站上兆元."""
    unit = amount.unit or ""
    return (unit == PAGE_MONEY or is_money(unit)) and _REACHES.search(
        text[max(0, amount.start - 3) : amount.start]
    ) is not None


def _is_no_scale(text: str, amount: Amount, written: str, *, bounded: bool) -> bool:
    """Whether a scale word without a digit is no number: 百家, 万万, (百万美元)."""
    if text[max(0, amount.start - 3) : amount.start].endswith(_GLOSSES):
        return True
    if text[amount.start - 1 : amount.start] == "每":
        return True
    if amount.unit == "x":
        return False
    if not bounded and amount.unit in ("token", "tokens", "Token", "Tokens"):
        return True
    if len(written) == 1:
        bounded = bounded or (written in "亿兆" and _is_money_reached(text, amount))
        return not (bounded or amount.numeral.more or text[amount.end : amount.end + 1] in ("级", "量"))
    small = 1 < amount.numeral.scale < 4
    return amount.unit is None and not bounded and (small or set(written) == {"万"})


_GLOSSES = ("单位:", "单位：", "(", "（", "(每秒", "（每秒")


def _of_word(text: str, numeral: Numeral) -> bool:
    """Whether a single character without a unit stands within words: 三大, not “三” or 答案是三。"""
    before, behind = text[numeral.start - 1 : numeral.start], text[numeral.stop : numeral.stop + 1]
    alone_before = not before or before in _ALONE_BEFORE or not _is_character(before)
    alone_behind = not behind or behind in _ALONE_NEXT or not _is_character(behind)
    listed = behind in ("、", ".", ")", "）", ":", "：") and not before.strip("\n。；(（ ")
    listed = listed or (behind == "是" and before not in _ALONE_BEFORE)
    return not (alone_before and alone_behind) or listed


def _is_character(character: str) -> bool:
    return character.isalnum()
