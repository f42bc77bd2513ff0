"""What a claim is of: a level, growth, a share, a multiple, a change, a rank; and its sign.

Chinese puts what happened right before the number (增长了近5%), what was reached after 到, 至 or 为 (增至5万台),
and the size of a change as a noun before or after it (增速为5%, 5%的增速). So the words before a number are taken
off one by one from the right, the longest first, until one of them decides (data/claim_verbs.tsv); where none does, the
last noun of the clause that measures decides (data/claim_nouns.tsv), and else the unit.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from aicompute_cli.extract.article import Article, clauses
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows
from aicompute_cli.model import Claim, FoldedSpan

RULES = (
    Rule("kind.growth.verb", "a verb of change makes a percentage growth", "营收增长5%", "营收占5%"),
    Rule("kind.growth.noun", "a noun of change makes a percentage growth", "出货增速为5%", "毛利率为5%"),
    Rule("kind.growth.after", "a noun of change after the number", "实现5%的增长", "从5%增长到8%"),
    Rule("kind.growth.compare", "more or less than another: growth", "营收比去年多5%", "营收有5%"),
    Rule("kind.growth.sign", "a sign written before a percentage", "环比+5%", "环比持平,占5%"),
    Rule("kind.growth.object", "a verb of change with its object", "降低能耗5%", "使用液冷能耗占5%"),
    Rule("kind.growth.times", "times by which something grew", "出货增长3倍", "出货增至3倍"),
    Rule("kind.cagr.yearly", "growth averaged over years", "年复合增长率为5%", "增长率为5%"),
    Rule("kind.share.percent", "a percentage of something", "电信业占5%", "增长5%"),
    Rule("kind.level.rate", "a percentage that is part of nothing", "贷款利率为5%", "渗透率为5%"),
    Rule("kind.level.amount", "an amount or count", "营收达5亿元", "营收增加5亿元"),
    Rule("kind.multiple.times", "so many times as much", "是去年的3倍", "增长3倍"),
    Rule("kind.change.verb", "an absolute difference", "增加3万台", "增至3万台"),
    Rule("kind.change.points", "percentage points", "提高3个百分点", "提高3%"),
    Rule("kind.same.list", "items of a list are of the kind of the first", "分别增长5%和8%", "增长5%,占8%"),
    Rule(
        "kind.same.measure",
        "a clause without a measure is of the one before",
        "美国增速为5%,日本为8%",
        "美国占5%,日本为8%",
    ),
    Rule("kind.sign.fall", "what fell is below zero", "股价下跌5%", "股价上涨5%"),
    Rule("kind.sign.loss", "a loss is below zero", "亏损3亿元", "盈利3亿元"),
)

_WIDTH = 40  # characters before a number that are looked at
_SKIP = " \u3000“”\"'*+("
_LONGEST = 7
_POINTS = {"pp", "bp"}
_DECIDING = {"verb", "noun", "compare", "less", "loss"}
_COMPARED = re.compile(r"[比较]|同比|环比|按[年季月]|相对|超出|优于|高于|低于")
_BOUND_AFTER = r"(?:以上|左右|以下|以内|上下|有余)? ?(?:的 ?)?"
_MANNER = (
    r"(?:同比|环比|按年|平均|强劲|高速|快速|稳定|大幅|年度|季度|年|高|超高|净"
    r"|营收|业绩|收入|价格|速度|幅度|步伐){0,3}"
)
_OBJECT_VERB = re.compile(
    r"(提高|提升|增加|扩大|改善|推高|拉高|加快|降低|减少|缩短|压缩|削减|下降|降|减低|压降|新增|净增)了?"
    r"(?![至到为在])([\u4e00-\u9fff]{2,6})\Z"
)
_REVISED = re.compile(
    r"(上修|下修|上调|下调|调升|调降|调高|调低)了?[^,，。；至到为]{0,20}(?:预测|预期|预估|展望|指引|目标价?)\Z"
)
_OBJECT_NOT = re.compile(r"[的到至为占比]|率\Z")
_PARALLEL_CLAUSE = re.compile(
    r"(?!其中)[^的]{1,16}(?:为|是|达|达到|介于|由|从|自|[调改修升降]到|[调改修升降]至)[约近逾]?"
)
_COMPARAND = re.compile(r"(?:[高低快慢优逊好强]于|超过|超出|不及|逊色于|胜过)[^,，。；占]{0,14}的[约近逾]?\Z")
# 转速超过同类产品三成: more than another of its kind, by so much.
_EXCEEDS = re.compile(
    r"(?:超过|高于|低于|领先|优于|超出|高出|低过|领先于|落后)(?:了|于)?[^,，。；的\d占]{1,10}"
    r"(?:标准|水平|产品|方案|芯片|平均|均值|竞品|同类|对手|型号|机型|同行|同业|前代|上一代|上代|GPU|CPU)(?:约|近|逾|达)?\Z"
)
# 用水减少的只有三成: those who used less are so many of all.
_THOSE = re.compile(
    r"的(?:企业|公司|人|用户|受访者|机构|厂商|家庭)?(?:还|也|却|就|更)?"
    r"(?:只有|仅有|仅占|只占|占|不过|不到|不足|约占)(?:约|近|了)?\Z"
)
_PARALLEL = re.compile(r"[、和及与或至到]{1,2}|以及")


class _Word(NamedTuple):
    role: str
    sign: int


class _Seen(NamedTuple):
    """What stands before a number: the role and sign of the word that decides, whether it was reached with 到, 为."""

    role: str
    sign: int
    reached: bool


class _Kind(NamedTuple):
    kind: str
    sign: int
    rule: str


def set_kinds(article: Article, claims: Sequence[Claim]) -> list[Claim]:
    """The claims with their `kind`, and values below zero where something fell or was lost.

    `claims` are in the order of the text.
    """
    spans = {s.number: s.folded_span for s in article.sentences()}
    found: list[Claim] = []
    for number, group in groupby(claims, key=lambda claim: claim.sentence):
        found += _kinds_of_sentence(article.folded, spans[number], list(group))
    return found


def _kinds_of_sentence(folded: str, sentence: FoldedSpan, claims: list[Claim]) -> Iterator[Claim]:
    starts = [clause.start for clause in clauses(folded, sentence)]
    before: tuple[Claim, _Kind] | None = None
    at = 0
    for claim in claims:
        span = claim.quantity.span
        while at + 1 < len(starts) and starts[at + 1] <= span.start:
            at += 1
        start = max(starts[at] if starts else sentence.start, span.start - _WIDTH)
        kind = _same_list(folded, before, claim) or _kind(folded, start, claim)
        kind = _same_measure(before, kind, folded[start : span.start])
        before = (claim, kind)
        yield _with(claim, kind)


def _with(claim: Claim, kind: _Kind) -> Claim:
    quantity = claim.quantity
    rules = (*claim.rules, kind.rule)
    if kind.sign < 0:
        ends = sorted(-abs(end) for end in (quantity.value, quantity.high) if end is not None)
        quantity = quantity._replace(value=ends[0], high=ends[1] if len(ends) > 1 else None)
        rules = (*rules, "kind.sign.loss" if kind.kind == "level" else "kind.sign.fall")
    return claim._replace(quantity=quantity, kind=kind.kind, rules=rules)


def _same_list(folded: str, before: tuple[Claim, _Kind] | None, claim: Claim) -> _Kind | None:
    """分别增长5%、8%和12%: one verb for all of them."""
    if before is None:
        return None
    gap = folded[before[0].quantity.span.end : claim.quantity.span.start].strip()
    if gap in {"或", "或者", "，或", ",或"} and before[1].kind == "change" and claim.quantity.unit == "%":
        return _Kind("growth", before[1].sign, "kind.same.list")
    if before[0].quantity.unit != claim.quantity.unit:
        return None
    if len(gap) > 2 or not _PARALLEL.fullmatch(gap):
        return None
    return before[1]._replace(rule="kind.same.list")


def _same_measure(before: tuple[Claim, _Kind] | None, kind: _Kind, left: str) -> _Kind:
    """甲增速为5%,乙为8%: the measure that the first clause names is meant in the second."""
    if before is None or before[0].quantity.unit != "%" or kind.rule != "kind.share.percent":
        return kind
    if before[1].kind not in {"growth", "cagr"} or _subject(left):
        return kind
    if not _PARALLEL_CLAUSE.fullmatch(left) and not _COMPARAND.search(left):
        return kind
    return before[1]._replace(rule="kind.same.measure")


def _kind(folded: str, start: int, claim: Claim) -> _Kind:
    quantity = claim.quantity
    left = folded[start : quantity.span.start]
    seen = _before(left, relative=quantity.unit in {"%", "x"})
    if quantity.unit in _POINTS:
        return _Kind("change", _sign(left, seen), "kind.change.points")
    after = folded[quantity.span.end : quantity.span.end + 16]
    if quantity.unit == "%":
        written = left.endswith("+") or quantity.value < 0  # (+5%), -4%
        return _growth(left, after, 1, "kind.growth.sign") if written else _percent(left, after, seen)
    if quantity.unit == "x":
        doubled = folded[quantity.number.start] in _DOUBLED
        return _DOUBLING if doubled else _times(left, after, seen)
    return _amount(left, after, seen, is_money=bool(_MONEY.fullmatch(quantity.unit)))


_NEWLY = {"新增", "净增"}
_MONEY = re.compile("[A-Z]{3}")
_DOUBLED = frozenset("翻倍")
_DOUBLING = _Kind("multiple", 1, "kind.multiple.times")


def _percent(left: str, after: str, seen: _Seen) -> _Kind:
    sign = -1 if seen.sign < 0 else 1
    grown = seen.role in {"verb", "noun", "compare"} and not (seen.reached and seen.role != "noun")
    if grown and _THOSE.search(left):
        return _Kind("share", 1, "kind.share.percent")
    if grown:
        return _growth(left, after, sign, f"kind.growth.{seen.role}")
    if seen.role == "less" and not _is_share_of(after):
        return _Kind("growth", -1, "kind.growth.verb")
    if found := _after(after, left):
        return found if found.kind != "growth" else _growth(left, after, found.sign, found.rule)
    if not seen.role and (verb := _object_verb(left)):
        return _growth(left, after, _words()[verb].sign, "kind.growth.object")
    named = _exceeding(left) or _subject(left) or _Kind("share", 1, "kind.share.percent")
    return _growth(left, after, named.sign, named.rule) if named.kind == "growth" else named


def _exceeding(left: str) -> _Kind | None:
    found = _EXCEEDS.search(left)
    return _Kind("growth", -1 if found[0][0] in "低落" else 1, "kind.growth.compare") if found else None


def _growth(left: str, after: str, sign: int, rule: str) -> _Kind:
    if _yearly().search(left) or _yearly().match(after):
        return _Kind("cagr", sign, "kind.cagr.yearly")
    return _Kind("growth", sign, rule)


def _is_share_of(after: str) -> bool:
    """节省七成费用: seven tenths of the costs; 省电七成 has nothing after it."""
    return bool(re.match(_BOUND_AFTER + r"[\u4e00-\u9fff]{2}", after))


def _times(left: str, after: str, seen: _Seen) -> _Kind:
    if seen.role in {"verb", "noun", "compare"} and not seen.reached:
        return _Kind("growth", seen.sign, "kind.growth.times")
    found = _after(after, left)
    if found and found.kind in {"growth", "cagr"}:
        return _Kind("growth", found.sign, "kind.growth.times")
    return _Kind("multiple", 1, "kind.multiple.times")


def _amount(left: str, after: str, seen: _Seen, *, is_money: bool) -> _Kind:
    if seen.role == "loss":
        return _Kind("level", -1, "kind.level.amount")
    if seen.role == "compare" and left.rstrip().endswith(("(", "（")):
        return _Kind("level", 1, "kind.level.amount")  # 比甲市还多(5万台): 甲市 has so many
    if seen.role in {"verb", "compare", "noun"} and not seen.reached:
        return _Kind("change", seen.sign, "kind.change.verb")
    verb = None if seen.role or seen.reached else _object_verb(left)
    if verb and not (is_money and verb in _NEWLY):  # 新增投资3亿元 is what was invested
        return _Kind("change", _words()[verb].sign, "kind.change.verb")
    if (found := _after(after, left)) and found.kind == "growth" and after.lstrip().startswith("的"):
        return _Kind("change", found.sign, "kind.change.verb")
    return _Kind("level", 1, "kind.level.amount")


def _sign(left: str, seen: _Seen) -> int:
    if seen.role:
        return seen.sign or 1
    verb = _object_verb(left)
    return _words()[verb].sign if verb else 1


def _object_verb(left: str) -> str | None:
    """降低能耗 before a number: 降低."""
    left = left.rstrip(_SKIP + "约近逾超达")
    found = _OBJECT_VERB.search(left)
    if found and not _OBJECT_NOT.search(found[2]):
        return found[1]
    revised = _REVISED.search(left)
    return revised[1] if revised else None


def _subject(left: str) -> _Kind | None:
    found = _subjects().findall(left)
    if not found:
        return None
    kind, sign = _nouns("subject")[found[-1]]
    if kind == "level" and left.endswith("的"):
        return None  # 性能达到甲的60%: a part of what 的 stands for
    return _Kind(kind, sign, _NOUN_RULES[kind])


_NOUN_RULES = {
    "growth": "kind.growth.noun",
    "cagr": "kind.cagr.yearly",
    "share": "kind.share.percent",
    "level": "kind.level.rate",
}


def _after(after: str, left: str) -> _Kind | None:
    """A noun after the number: 5%的增速; not 从5%增长到8%."""
    found = _objects().match(after)
    if not found or left.endswith(("从", "由", "自")):
        return None
    if after[found.end() : found.end() + 1] in {"到", "至", "为"}:
        return None
    kind, sign = _nouns("object")[found[1]]
    return _Kind(kind, sign, "kind.growth.after" if kind == "growth" else _NOUN_RULES[kind])


def _before(left: str, *, relative: bool = False) -> _Seen:
    """What stands before a number, read from its end.

    >>> _before("营收增长到了约"), _before("营收同比增长近")
    (_Seen(role='verb', sign=1, reached=True), _Seen(role='verb', sign=1, reached=False))
    """
    words = _words()
    end = len(left)
    reached = False
    for _ in range(8):
        while end and left[end - 1] in _SKIP:
            end -= 1
        word = next(
            (left[at:end] for at in range(max(0, end - _LONGEST), end) if left[at:end] in words), None
        )
        if word is None:
            break
        role, sign = words[word]
        if role == "compare" and not relative and not _COMPARED.search(left[: end - len(word)]):
            break
        if role in _DECIDING:
            return _Seen(role, sign, reached)
        if role == "stop":
            break
        reached = reached or role == "to"
        end -= len(word)
    return _Seen("", 1, reached)


@functools.cache
def _words() -> dict[str, _Word]:
    return {word: _Word(role, sign) for role, sign, words in _rows("claim_verbs") for word in words}


@functools.cache
def _nouns(place: str) -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for where, kind, sign, words in _noun_rows():
        if where == place:
            table.update(dict.fromkeys(words, (kind, sign)))
    return table


@functools.cache
def _subjects() -> re.Pattern[str]:
    return re.compile(_any_of(_nouns("subject")))


@functools.cache
def _objects() -> re.Pattern[str]:
    return re.compile(f" ?{_BOUND_AFTER}{_MANNER}({_any_of(_nouns('object'))})")


@functools.cache
def _yearly() -> re.Pattern[str]:
    words = [word for word, (kind, _) in (_nouns("subject") | _nouns("object")).items() if kind == "cagr"]
    return re.compile(f"{_any_of(words)}|每年|[^,，。；;、]{{0,6}}(?:复合|年均|年平均增|平均增(?!幅))")


def _any_of(words: Sequence[str] | dict[str, tuple[str, int]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _signed(sign: str) -> int:
    return {"+": 1, "-": -1}.get(sign, 1)


def _rows(name: str) -> Iterator[tuple[str, int, list[str]]]:
    for role, sign, words in read_rows(name):
        yield role, _signed(sign), words.split()


def _noun_rows() -> Iterator[tuple[str, str, int, list[str]]]:
    for place, kind, sign, words in read_rows("claim_nouns"):
        yield place, kind, _signed(sign), words.split()
