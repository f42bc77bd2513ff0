"""The record of an amount or phrase: whose money, which bound, how far it reaches."""

from __future__ import annotations

import re

from aicompute_cli.extract.quantities.bounds import (
    Bound,
    bound_after,
    bound_before,
    bound_compared,
    bound_linked,
    bound_of_share,
)
from aicompute_cli.extract.quantities.currency import Money, bracketed, is_implied_money
from aicompute_cli.extract.quantities.phrases import Phrase
from aicompute_cli.extract.quantities.reading import EXACT, plain
from aicompute_cli.extract.quantities.record import Amount
from aicompute_cli.extract.quantities.units import PAGE_MONEY, unit_at
from aicompute_cli.model import FoldedSpan, Quantity

_PER = re.compile(r" ?/ ?每?(?:百万|千|万)?(?=[一-鿿A-Za-z])")


def _per(text: str, end: int) -> int:
    """Where 元/股 and 元/百万tokens end, of which the unit is what stands before the stroke."""
    match = _PER.match(text, end)
    if not match:
        return end
    unit = unit_at(text, match.end())
    if unit:
        return unit.end
    return match.end() + 1 if text[match.end()] in "年月日天次" else end


def quantity_of(
    text: str, amount: Amount, start: int, before: Bound | None, own: Money
) -> tuple[Quantity, int]:
    """The record of `amount` and where it ends; `start` is where its words before the number start."""
    unit, money_rule = _unit(text, amount, start, own)
    end = amount.end
    if amount.unit:
        end = _per(text, end)
    after = _bound_behind(text, amount, end)
    bound, rules = _bound(text, amount, before, after)
    end = after.place if after else end
    value, high = EXACT.multiply(amount.value, amount.factor), amount.high
    if high is not None and amount.numeral.high is not None:
        high = EXACT.multiply(high, amount.factor)
    quantity = Quantity(
        span=FoldedSpan(start, end),
        number=FoldedSpan(amount.numeral.start, amount.numeral.end),
        value=plain(value),
        high=None if high is None else plain(high),
        unit=unit,
        bound=bound,
        rules=(*amount.rules, *money_rule, *rules),
    )
    return quantity, end


_TEN_THOUSANDS = 4  # the power of ten from which a number in front of (美元) is a sum


def _unit(text: str, amount: Amount, start: int, own: Money) -> tuple[str, tuple[str, ...]]:
    if amount.unit is None:
        named = bracketed(text, amount.end) if amount.numeral.scale >= _TEN_THOUSANDS else None
        if named:
            return named[0], ("quantity.money.bracket",)
        if amount.numeral.scale < 8 or not is_implied_money(text, start, amount.end, amount.numeral.scale):
            return "1", ()
        currency, _ = own.at(amount.end)
        return currency, ("quantity.money.implied",)
    if amount.unit != PAGE_MONEY:
        return amount.unit, ()
    in_brackets = bracketed(text, amount.end)
    if in_brackets and "下同" not in text[amount.end : in_brackets[1]]:
        return in_brackets[0], ("quantity.money.bracket",)
    currency, rule = own.at(amount.end)
    of_shares = currency != own.currency and _OF_SHARES.search(text[max(0, start - _SHARE_REACH) : start])
    return (own.currency, ("quantity.money.page",)) if of_shares else (currency, (rule,))


_SHARE_REACH = 14
# A share's price is in the money of its exchange, whatever the accounts are in.
_OF_SHARES = re.compile(
    "(?:收报|现报|报收|昨收|今收|股价|收市|收盘|开市|开盘|高见|低见|成交|成交额|目标价)[^，,。；：\\n\\d]{0,8}$"
)


_LEVELS = frozenset(("级", "量级", "级别", "数量级", "的量级", "规模级", "等级"))


def _bound_behind(text: str, amount: Amount, end: int) -> Bound | None:
    after = bound_after(text, end)
    if after is None:
        return None
    word = text[end : after.place].strip()
    if word in _LEVELS:
        is_level = amount.numeral.scale >= 4 or amount.numeral.alone
        return after._replace(rule="quantity.magnitude.level") if is_level else None
    return after if _may_follow(word, amount) else None


def _may_follow(word: str, amount: Amount) -> bool:
    """Whether the word is a bound behind such a unit: 三成强, 三天内, 99元起, 三年多."""
    if word in ("强", "弱"):
        return amount.unit == "%" and amount.numeral.han
    if word == "内":
        return amount.unit in ("s", "m")
    if word == "起":
        return not (amount.unit in (None, "s") or amount.measure)
    return word not in ("多", "余") or not (amount.unit is None or amount.measure)


_MORE_OF = re.compile(r" ?个多(?=月|小时|钟头|星期|礼拜|世纪|季度)")


def _bound(
    text: str, amount: Amount, before: Bound | None, after: Bound | None
) -> tuple[str, tuple[str, ...]]:
    """The bound of all its words: 以上 behind the number weighs more than 约 before it."""
    if amount.high is not None:
        return "range", ()
    more = _more(text, amount)
    if more == "ge":
        return more, ("quantity.bound.plus",)
    if after and not (before and before.bound in ("gt", "lt") and after.bound in ("ge", "le", "approx")):
        return after.bound, (after.rule,)
    if more:
        return more, ("quantity.bound.more",)
    if before is None and amount.numeral.alone and amount.unit != "%":
        return "approx", ("quantity.magnitude.scale-word",)
    marked = before or _bound_afar(text, amount)
    return (marked.bound, (marked.rule,)) if marked else ("eq", ())


def _more(text: str, amount: Amount) -> str:
    """The bound of 多 (30多个, 一个多月) and + (60+个)."""
    if amount.numeral.more:
        return amount.numeral.more
    if "+" in text[amount.numeral.end : amount.end]:
        return "ge"
    return "gt" if _MORE_OF.match(text, amount.numeral.stop) else ""


def _bound_afar(text: str, amount: Amount) -> Bound | None:
    found = bound_linked(text, amount.start)
    if found is None and amount.unit == "%":
        found = bound_of_share(text, amount.start)
    if found is None and amount.unit in ("x", "%"):
        found = bound_compared(text, amount.start)
    return found


_NOT_BEHIND_PHRASES = _LEVELS | {"起", "多", "余"}


def quantity_of_phrase(text: str, phrase: Phrase, taken: int) -> tuple[Quantity, int]:
    """The record of a fixed expression and where it ends; `taken` is where the last quantity ended."""
    before = bound_before(text, phrase.start)
    if before and before.place < taken:
        before = None
    after = bound_after(text, phrase.end)
    if (
        after
        and text[phrase.end : after.place].strip() in _NOT_BEHIND_PHRASES
        and phrase.unit not in ("s", "x")
    ):
        after = None
    bound, rules = phrase.bound, [phrase.rule]
    if bound == "eq":
        afar = bound_compared(text, phrase.start) if phrase.unit == "%" else None
        marked = after or before or afar or bound_linked(text, phrase.start)
        if marked:
            bound = marked.bound
            rules.append(marked.rule)
    start = before.place if before else phrase.start
    end = after.place if after else phrase.end
    number = FoldedSpan(phrase.start, phrase.end)
    value = plain(phrase.value)
    return Quantity(FoldedSpan(start, end), number, value, None, phrase.unit, bound, tuple(rules)), end
