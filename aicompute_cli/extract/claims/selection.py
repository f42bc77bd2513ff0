"""Which numbers of a text are claims, and which only name, order, date or count off its own parts.

Every quantity is kept unless something beside it tells that the text does not claim it: a period that it belongs to, a
name that it is part of, 第 or 这 before it, a word for the text's own parts behind it (三个阶段), no unit and
nothing that it is the value of. Small counts in Chinese numerals are kept only where somebody has, makes or reaches
them (共三家): elsewhere they mostly point back (两家公司).
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.claims import counts
from aicompute_cli.extract.claims.kinds import set_kinds
from aicompute_cli.extract.claims.place import MEASURES, Decision, Place, words_of
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Claim, FoldedSpan, Name, Period, Quantity

RULES = (
    *counts.RULES,
    Rule("claim.drop.name", "a number inside a name", "《50家AI企业》发布", "论坛有50家AI企业"),
    Rule("claim.drop.base", "what is counted by", "每3元投入", "投入3元"),
    Rule("claim.drop.bare", "no unit and nothing that it is the value of", "打造4大平台", "PUE为1.35"),
    Rule("claim.drop.period", "a length of time that is a period", "未来三年", "历时三年"),
    Rule("claim.drop.gloss", "what a unit means", "存储800EB(1EB=1024PB)", "存储800EB"),
    Rule("claim.drop.asked", "what is asked is not claimed", "均价会涨35%吗？", "均价为何涨35%？"),
    Rule("claim.drop.rule", "whom a rule is for", "超过35人的工厂须登记", "超过35人的工厂有许多"),
    Rule("claim.drop.scale", "scale words side by side", "超百万 百万 百万", "超百万"),
    Rule("claim.keep.unit", "a number with a unit", "投资35亿元", "见表 35"),
    Rule("claim.keep.scale", "a bare number with a scale word", "招收10万AI学员", "招收10学员"),
    Rule("claim.keep.index", "the value of an index", "得分105.2", "图105.2"),
    Rule("claim.keep.lasting", "a length of time that is claimed", "历时三年", "未来三年"),
)

_KIND_COUNTED = re.compile("[一二两三四五六七八九十]{1,3}(?:家|间|所|个|座).{2,3}")  # 四间大学 is no name
_TITLE = re.compile(r"《[^《》\n]{0,80}》")
_SCALE = re.compile(r"[千万亿兆百]|[kKwW]\Z")
_SMALL_COINS = frozenset("角分毛")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLOSS_OPENING = re.compile(r"[(（](?:即|即每秒|每秒|也就是)?\Z")
_HOUR = 3600
_DAY = 86400
_EACH = re.compile(r"满分为? ?\Z|每(?:提高|提升|增加|上升|上涨|下降|下跌|减少|投入|投资|增长|降低)? ?\Z")
_UNIT_OF_TABLE = re.compile(r"单位[:： ]{0,2}\Z")
_LONG = re.compile(r"[个 ]{0,2}(?:年|月|周|星期|季|天|日|世纪|旬)")
_CLOCK_ONLY = re.compile(r"7[x×*]24|24/7|全天24|365天")


def select_claims(
    article: Article, quantities: Sequence[Quantity], periods: Sequence[Period], names: Sequence[Name]
) -> list[Claim]:
    """The quantities that the text claims, in the order of the text, with sentence, kind and sign.

    Period and modality are not set yet. Quantities outside the article's sentences (page furniture) are none.
    """
    decided = decide(article, quantities, periods, names)
    claims = [Claim(d.quantity, d.sentence, rules=(d.rule,)) for d in decided if d.claimed]
    return set_kinds(article, claims)


def decide(
    article: Article, quantities: Sequence[Quantity], periods: Sequence[Period], names: Sequence[Name]
) -> Iterator[Decision]:
    """What is decided of each quantity that stands in a sentence, with the rule that decided."""
    sentences = list(article.sentences())
    starts = [sentence.folded_span.start for sentence in sentences]
    blocked = _Spans(
        [
            name.span
            for name in names
            if not _KIND_COUNTED.fullmatch(article.folded, name.span.start, name.span.end)
        ]
        + [FoldedSpan(m.start(), m.end()) for m in _TITLE.finditer(article.folded)]
    )
    dated = _Spans([period.span for period in periods])
    before: Decision | None = None
    for quantity in sorted(quantities, key=lambda q: q.span):
        at = bisect_right(starts, quantity.number.start) - 1
        if at < 0 or not _is_within(quantity.span, sentences[at].folded_span):
            continue  # furniture, or cut in two where a passage became too long
        place = Place(article.folded, quantity, sentences[at], before)
        claimed, rule = _verdict(place, blocked, dated)
        before = Decision(quantity, sentences[at].number, claimed, rule)
        yield before


def _is_within(span: FoldedSpan, sentence: FoldedSpan) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


class _Spans:
    """Stretches of the text, asked for one that a position lies in."""

    def __init__(self, spans: Iterable[FoldedSpan]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._ends: list[int] = []
        furthest = 0
        for span in self._spans:
            furthest = max(furthest, span.end)
            self._ends.append(furthest)

    def holds(self, span: FoldedSpan) -> bool:
        """Whether the stretches that start before the end of `span` reach into it."""
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._ends[at] > span.start


def _verdict(place: Place, blocked: _Spans, dated: _Spans) -> tuple[bool, str]:
    unit = place.quantity.unit
    if blocked.holds(place.quantity.number):
        return False, "claim.drop.name"
    if rule := _anywhere(place):
        return False, rule
    if unit in MEASURES:
        return True, "claim.keep.unit"
    if unit == "s":
        return _length_of_time(place, dated)
    return _bare(place, dated) if unit == "1" else _with_unit(place, dated)


def _anywhere(place: Place) -> str | None:
    """The rule that drops a number whatever its unit."""
    return next((rule for rule, is_dropped in _DROPPED if is_dropped(place)), None)


def _is_equation(place: Place) -> bool:
    return place.left.endswith("=") or place.after.startswith("=")


def _is_coin(place: Place) -> bool:
    return place.number == "一" and place.behind[:1] in _SMALL_COINS


def _is_base(place: Place) -> bool:
    return bool(_EACH.search(place.left) or _UNIT_OF_TABLE.search(place.left))


def _is_of_text(place: Place) -> bool:
    if _YEAR_BEHIND.fullmatch(place.number):  # 图1:2020年
        return True
    return bool(_ABOUT_ITSELF.search(place.left) or _COUNTER.fullmatch(place.left))


_YEAR_BEHIND = re.compile(r"\d{1,2}[:：](?:19|20)\d\d")
_COUNTER = re.compile("(?:浏览|点击|阅读|评论|点赞|收藏|转发)(?:量|数|次数)?[:： ]{0,2}")
# 1+6+N; 本文约3000字, 建议阅读7分钟 at the head of an article.
_ABOUT_ITSELF = re.compile(
    "(?:[\\dNX]\\+|(?:本文|全文)共?|(?:建议|预计)?阅读(?:时间|时长|需)?)[约: ]{0,2}\\Z"
)


def _is_of_rule(place: Place) -> bool:
    """超过10人的企业须…: the number tells whom the rule is for."""
    return place.quantity.bound in _LIMITS and bool(_WHO_MUST.match(place.sentence_after()))


_LIMITS = frozenset({"gt", "ge", "lt", "le"})
_WHO_MUST = re.compile(
    "的[^,，。;；:：、]{1,14}?(?:必须|须|应当|不得|应(?=[按在向由设于])|需(?=[要向按在报]))"
)


def _is_scale_in_row(place: Place) -> bool:
    if any(sign not in _SCALE_SIGNS for sign in place.number):
        return False
    return place.left.rstrip()[-1:] in SCALES or place.after.lstrip()[:1] in SCALES


SCALES = frozenset("百千万亿兆")
_SCALE_SIGNS = SCALES | {" "}


def _is_asked(place: Place) -> bool:
    """会涨30%吗？ and 能否涨30%; but 为何涨30%？ takes it for granted."""
    if _WHETHER.search(place.left):
        return True
    behind = place.sentence_after()
    if _YES_OR_NO.match(behind):
        return True
    return behind.strip()[:1] in _QUESTION_MARKS and not _WHAT.search(place.clause_before())


_WHETHER = re.compile("(?:能否|会否|是否|可否|能不能|会不会|是不是)[^,，。;；:：!！?？]*\\Z")
_YES_OR_NO = re.compile("[^,，。;；:：!！?？]{0,16}[吗嘛][?？]")
_WHAT = re.compile("为何|为什么|为啥|怎|如何|谁|哪|什么|多少|何以|几")
_QUESTION_MARKS = frozenset({"?", "？"})


_DROPPED = (
    ("claim.drop.gloss", _is_equation),
    ("claim.drop.one", _is_coin),
    ("claim.drop.base", _is_base),
    ("claim.drop.name", _is_of_text),
    ("claim.drop.rule", _is_of_rule),
    ("claim.drop.scale", _is_scale_in_row),
    ("claim.drop.asked", _is_asked),
)


def _with_unit(place: Place, dated: _Spans) -> tuple[bool, str]:
    if place.quantity.unit == "FLOPS" and _is_gloss(place):
        return False, "claim.drop.gloss"
    if place.quantity.unit in _PHYSICAL:
        return True, "claim.keep.unit"
    if dated.holds(place.quantity.number):
        return False, "claim.drop.period"
    return counts.count(place)


_PHYSICAL = frozenset({"m", "m2", "m3", "kg", "B", "bit/s", "Hz", "FLOPS", "bit", "V", "A", "L", "K", "°C"})


def _is_gloss(place: Place) -> bool:
    before = place.before
    return (
        before is not None
        and before.quantity.unit == "FLOPS"
        and bool(_GLOSS_OPENING.search(place.left[-6:]))
    )


def _bare(place: Place, dated: _Spans) -> tuple[bool, str]:
    """A number without a unit."""
    quantity = place.quantity
    if dated.holds(quantity.number) or place.left.endswith(words_of("ordinal")):
        return False, "claim.drop.bare"
    if _is_gloss(place):
        return False, "claim.drop.gloss"
    if _SCALE.search(place.number) and quantity.value >= _SCALED:
        return True, "claim.keep.scale"
    if quantity.bound == "ge" and place.after[:1].isalpha() and place.number.isdigit():
        return True, "claim.keep.scale"
    if _is_index(place) and not (_YEAR.fullmatch(place.number)):
        return True, "claim.keep.index"
    return False, "claim.drop.bare"


_SCALED = 10000


def _is_index(place: Place) -> bool:
    after = place.after
    if after.startswith(words_of("index_after")) or _index_list().match(after):
        return True
    if _index_before().search(place.left):
        return True
    before = place.before  # PUE由1.5降至1.3
    if before is None or before.rule != "claim.keep.index":
        return False
    same_clause = before.quantity.span.end > place.quantity.span.start - len(place.clause_before())
    goes_on = same_clause and bool(_GOES_ON.search(place.left))
    return goes_on or _is_same_index(place, before.quantity)


def _is_same_index(place: Place, before: Quantity) -> bool:
    """PUE为1.3，…只有1.1: a decimal of the same size that closes its clause, where the noun stood a clause before."""
    near = before.value > 0 and _NEAR[0] * before.value <= place.quantity.value <= _NEAR[1] * before.value
    closes = not place.after or bool(_CLOSES.match(place.after))
    return near and closes and bool(_DECIMAL.search(place.number)) and bool(_REACHED.search(place.left))


_NEAR = (Decimal("0.5"), Decimal(2))
_DECIMAL = re.compile(r"[.点]")
_CLOSES = re.compile(r" ?(?:左右|上下|以下|以内|以上)?[,，。；;、！!）)\n]")
_REACHED = re.compile("[\u4e00-\u9fff] ?\\Z")


_GOES_ON = re.compile(r"[到至为达是和与及、~-] ?\Z")


@functools.cache
def _index_before() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, words_of("index")), key=len, reverse=True))
    return re.compile(rf"(?:{words})[)）”]?[:： ]{{0,2}}[^\d,，。；、第]{{0,9}}\Z")


@functools.cache
def _index_list() -> re.Pattern[str]:
    """A的和B的得分: the noun stands after the last of several numbers."""
    words = "|".join(map(re.escape, words_of("index_after")))
    return re.compile(rf" ?[和与及、] ?[\d.,]{{1,12}}(?:{words})")


def _length_of_time(place: Place, dated: _Spans) -> tuple[bool, str]:
    left = place.left.rstrip(" “了")
    if place.after.startswith(words_of("lasting_after")):
        return _claimed_length(place)
    if _is_span(place, left):
        return False, "claim.drop.period"
    if (
        left.endswith(words_of("lasting"))
        or place.bounded.startswith(words_of("lasting_bound"))
        or _LASTED.search(place.left)
    ):
        return _claimed_length(place)
    if dated.holds(place.quantity.number) or _LONG.match(place.behind):
        return False, "claim.drop.period"
    return _claimed_length(place)


_LASTED = re.compile("[^过到为除]了(?:整整|近|约)?\\Z")  # 干了三年; but 过了三年 and 到了三年


def _is_span(place: Place, left: str) -> bool:
    if place.quantity.value < _HOUR:
        return False
    if place.after.startswith(words_of("span_after")):
        return True
    if left.endswith(words_of("span_before")) and not (left.endswith("持续") and place.quantity.value < _DAY):
        return True
    return bool(_CLOCK_ONLY.search(place.left[-4:] + place.number + place.behind))


def _claimed_length(place: Place) -> tuple[bool, str]:
    if (place.number == "一" and "半" not in place.behind[:3]) or place.left.endswith("每"):
        return False, "claim.drop.one"
    return True, "claim.keep.lasting"
