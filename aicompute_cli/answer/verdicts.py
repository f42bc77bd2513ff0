"""Answers to yes-or-no questions and comparisons: the figures compared, or the sentence that decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from aicompute_cli.answer.choose import eligible
from aicompute_cli.answer.compute import two_sides
from aicompute_cli.answer.facts import Candidate, value_of
from aicompute_cli.answer.query import Concept, Query
from aicompute_cli.answer.reply import Answer

if TYPE_CHECKING:
    from aicompute_cli.answer.figures import Figures

_MORE = re.compile(
    "大于|高于|超过|跑赢|快于|多于|超越|胜过|超出|突破|以上|达到|过半|更[大高多快强]|赶超|领先|前[面头]?(?:吗|么|$)"
)
_LESS = re.compile("小于|低于|少于|不到|不足|慢于|不如|低过|更[小低少慢]|落后|后[面头](?:吗|么|$)")
_SIZE = re.compile("更[大高多快贵重长强]|[最居]多|领先|占优")
_SMALL = re.compile("[更较最][小低少慢便短]|靠后|[小低少慢](?:[？?]|$)")
_RANKED = re.compile("靠前|名次|排名|排得|位次")
_LEAST = 0.62


def fact_kinds_asked(text: str) -> tuple[str, ...]:
    """The kinds of fact that a comparison is of."""
    if re.search("增速|增幅|增长|成长|涨幅|降幅|增得|涨得", text):
        return ("growth", "cagr")
    if re.search("占比|份额|比重|比例|一半|过半|成|市占|渗透率", text):
        return ("share", "level")
    return ("rank",) if _RANKED.search(text) else ("level", "share")


def verdict(query: Query, figures: Figures) -> list[Answer]:
    """是 or 否 with the sentence that decides; nothing where none does."""
    from aicompute_cli.answer.ranks import place_verdict  # noqa: PLC0415 - for few questions

    for decide in (_of_threshold, _of_sides, place_verdict, _of_direction, _of_equal):
        if answers := decide(query, figures):
            return answers
    return []


def each_of_two(query: Query, figures: Figures) -> list[Answer]:
    """The figures of both that a question names: 甲和乙的规模分别是多少."""
    asked = query._replace(fact_kinds=fact_kinds_asked(query.text), units=(), derive=None)
    pair = two_sides(asked, figures.candidates)
    if pair is None:
        return []
    answers = [figures.of_fact(candidate) for candidate in pair]
    items = tuple(answer.text for answer in answers)
    parents = tuple(candidate.fact.id for candidate in pair)
    first = answers[0]._replace(value=None, value_high=None, unit=None, fact=None, parents=parents)
    return [first._replace(text="、".join(items), items=items)]


def _of_sides(query: Query, figures: Figures) -> list[Answer]:
    """Whether one figure is above another."""
    more, less = _MORE.search(query.text), _LESS.search(query.text)
    if not (more or less):
        return []
    sides = tuple((_without_degrees(one), _without_degrees(other)) for one, other in query.sides)
    asked = query._replace(
        fact_kinds=fact_kinds_asked(query.text),
        units=(),
        derive=None,
        sides=tuple(s for s in sides if all(s)),
    )
    pair = two_sides(asked, figures.candidates)
    if pair is None:
        pair = two_sides(asked._replace(fact_kinds=("rank",)), figures.candidates)
    if pair is None:
        return []
    one, other = pair
    above = bool(more) != (one.fact.kind == "rank")  # a lower number is the better place
    left, right = value_of(one.fact), value_of(other.fact)
    holds = left > right if above else left < right
    return [_decided(holds, one, other, figures)]


_DEGREES = re.compile("[更较最]?[高低大小多少快慢强弱]|前[面头]|后[面头]|靠[前后]|领先|落后|第一")


def _without_degrees(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts without those that only compare."""
    return tuple(c for c in concepts if not _DEGREES.fullmatch(c.text))


def _decided(holds: bool, one: Candidate, other: Candidate, figures: Figures) -> Answer:
    first, second = figures.of_fact(one), figures.of_fact(other)
    left, right = value_of(one.fact), value_of(other.fact)
    sign = ">" if left > right else "<" if left < right else "="
    both = f"{first.text}、{second.text}" if one.fact.kind == "rank" else f"{first.text} {sign} {second.text}"
    text = f"{'是' if holds else '否'}，{both}"
    return first._replace(
        text=text, value=None, value_high=None, unit=None, fact=None, parents=(one.fact.id, other.fact.id)
    )


def _of_threshold(query: Query, figures: Figures) -> list[Answer]:
    """Whether a figure is above the one that the question names: 超过一半, 达到300亿."""
    limit = _limit(query.text)
    if limit is None:
        return []
    value, unit, above = limit
    kinds = fact_kinds_asked(query.text) if unit == "%" else ("level",)
    concepts = tuple(concept for concept in query.concepts if concept.role != "figure")
    asked = query._replace(
        kind="amount",
        concepts=concepts,
        fact_kinds=(*kinds, "growth") if unit == "%" else kinds,
        units=(unit,),
    )
    found = eligible(asked, figures.candidates(asked))
    if not found:
        return []
    best = found[0]
    stated, bound = value_of(best.fact), best.fact.bound
    over = stated > value or (stated == value and bound in ("gt", "ge", "eq", "approx"))
    holds = over if above else not over
    answer = figures.of_fact(best)
    return [
        answer._replace(
            text=f"{'是' if holds else '否'}，{answer.text}", value=None, value_high=None, unit=None
        )
    ]


_RISES = re.compile(
    "(?:在|会|将|有所|出现)?(?:增加|增长|上升|上涨|提高|提升|扩大|增多|涨|成长)了?(?:吗|么|没|$)"
)
_FALLS = re.compile(
    "(?:在|会|将|有所|出现)?(?:减少|下降|下滑|下跌|降低|萎缩|缩小|衰退|跌|降)了?(?:吗|么|没|$)"
)


def _of_direction(query: Query, figures: Figures) -> list[Answer]:
    """Whether something rises or falls: by the sign of its growth."""
    text = query.text.rstrip("？?。 ")
    rises = bool(_RISES.search(text))
    if not (rises or _FALLS.search(text)):
        return []
    concepts = tuple(c for c in query.concepts if not _MOVES.fullmatch(c.text))
    asked = query._replace(
        kind="amount", concepts=concepts, fact_kinds=("growth", "cagr"), units=("%",), derive=None
    )
    found = [c for c in eligible(asked, figures.candidates(asked)) if c.fact.kind in asked.fact_kinds]
    if not found:
        return []
    answer = figures.of_fact(found[0])
    word = "是" if (value_of(found[0].fact) > 0) == rises else "否"
    return [answer._replace(text=f"{word}，{answer.text}", value=None, value_high=None, unit=None)]


_MOVES = re.compile(
    "(?:增加|增长|上升|上涨|提高|提升|扩大|增多|涨|成长|减少|下降|下滑|下跌|降低|萎缩|缩小|衰退|跌|降)了?"
)


def _of_equal(query: Query, figures: Figures) -> list[Answer]:
    """Whether a figure is the one that the question names: 规模是300 EFLOPS吗."""
    from aicompute_cli.extract.quantities.scan import find_quantities  # noqa: PLC0415 - 30 ms for few questions

    text = _CASE.sub(lambda unit: unit[0].upper(), _without_periods(query))
    found = [q for q in find_quantities(text) if q.unit not in _NO_FIGURE]
    if len(found) != 1 or not _EQUALS.search(text[: found[0].span.start]):
        return []
    (asked_for,) = found
    start, end = asked_for.span.start, asked_for.span.end
    concepts = tuple(
        c
        for c in query.concepts
        if c.role != "figure" and not (c.text in text[start:end] and c.text not in text[:start])
    )
    growth = asked_for.unit == "%" and bool(re.search("增|降|减|涨|跌|成长", text))
    kinds = ("growth", "cagr") if growth else ("share", "level") if asked_for.unit == "%" else ("level",)
    query = query._replace(
        kind="growth" if growth else "amount", concepts=concepts, fact_kinds=kinds, units=(asked_for.unit,)
    )
    stated = [c for c in eligible(query, figures.candidates(query)) if c.fact.kind in kinds]
    if not stated:
        return []
    best = next((c for c in stated if _is_about(value_of(c.fact), asked_for.value)), stated[0])
    word = "是" if _is_about(value_of(best.fact), asked_for.value) else "否"
    answer = figures.of_fact(best)
    return [answer._replace(text=f"{word}，{answer.text}", value=None, value_high=None, unit=None)]


_EQUALS = re.compile("(?:是|为|有|达|到|约|了|长|增|降|减|卖|才|只)[约了到过有近大概只]{0,3}$")
_NO_FIGURE = frozenset(("x", "rank", "pp", "届", "年", "月", "次", "代"))
_CASE = re.compile("[kmgtpez](?:flops|wh|w|b)(?![a-z])")
_ABOUT = Decimal("0.006")


def _is_about(one: Decimal, other: Decimal) -> bool:
    return abs(abs(one) - abs(other)) <= _ABOUT * max(abs(one), abs(other))


def _without_periods(query: Query) -> str:
    text = query.text
    for period in query.periods:
        text = text.replace(period.text, " " * len(period.text))
    return text


def _limit(text: str) -> tuple[Decimal, str, bool] | None:
    """The figure that a question compares with, its unit, and whether it asks for more than it."""
    more, less = _MORE.search(text), _LESS.search(text)
    word = more or less
    if word is None:
        return None
    behind = text[word.end() :].lstrip("了到过 ")
    if word[0] == "过半" or re.match("一半|半数|半", behind):
        return Decimal(50), "%", bool(more)
    if not re.match("[0-9一二三四五六七八九十百千两]", behind):
        return None
    from aicompute_cli.extract.quantities.scan import find_quantities  # noqa: PLC0415 - 30 ms for few questions

    found = find_quantities(behind)
    if not found or found[0].span.start > 0:
        return None
    return found[0].value, found[0].unit, bool(more)


def compare(query: Query, figures: Figures, concepts_of: dict[str, tuple[Concept, ...]]) -> list[Answer]:
    """The one of two that has more, less, or the better place."""
    shared = _without_degrees(
        [c for c in query.concepts if not any(c.text in option for option in query.options)]
    )
    for kinds in (fact_kinds_asked(query.text), ("rank",)):
        found = []
        for option in query.options:
            own = tuple(c._replace(role="name", weight=1.5) for c in concepts_of[option])
            asked = query._replace(kind="amount", concepts=(*own, *shared), fact_kinds=kinds, units=())
            found.append([c for c in eligible(asked, figures.candidates(asked)) if c.fact.kind in kinds][:4])
        pairs = [(a, b) for a in found[0] for b in found[1] if _same_sort(a, b) and _same_time(query, a, b)]
        if pairs:
            return [_chosen(query, max(pairs, key=_closeness), figures)]
    return []


def _same_sort(a: Candidate, b: Candidate) -> bool:
    return (a.fact.unit, a.fact.kind) == (b.fact.unit, b.fact.kind) and a.fact.id != b.fact.id


def _same_time(query: Query, a: Candidate, b: Candidate) -> bool:
    """Whether two figures are of one period, as far as they say and the question names none for each."""
    if len(query.periods) > 1 or a.fact.last_day is None or b.fact.last_day is None:
        return True
    return (a.fact.first_day, a.fact.last_day) == (b.fact.first_day, b.fact.last_day)


def _closeness(pair: tuple[Candidate, Candidate]) -> tuple[bool, float]:
    a, b = pair
    return a.passage.number == b.passage.number, a.score + b.score


def later_of(query: Query, figures: Figures) -> list[Answer]:
    """The one of two periods in which a figure is larger: 2023年和2026年占比哪年更高."""
    if len(query.periods) != 2 or not re.search("[高低大小多少快慢](?:$|[？?些])", query.text):
        return []
    kinds = fact_kinds_asked(query.text)
    concepts = _without_degrees(query.concepts)
    pair = []
    for period in query.periods:
        asked = query._replace(
            kind="amount", concepts=concepts, fact_kinds=kinds, units=(), periods=(period,), derive=None
        )
        pair.append([c for c in eligible(asked, figures.candidates(asked)) if c.fact.kind in kinds][:3])
    pairs = [(a, b) for a in pair[0] for b in pair[1] if _same_sort(a, b)]
    if not pairs:
        return []
    named = query._replace(options=tuple(period.text for period in query.periods))
    return [_chosen(named, max(pairs, key=_closeness), figures)]


def _chosen(query: Query, pair: tuple[Candidate, Candidate], figures: Figures) -> Answer:
    values = [value_of(candidate.fact) for candidate in pair]
    small = bool(_SMALL.search(query.text))
    if pair[0].fact.unit == "rank":
        small = not small
    first = (values[0] < values[1]) == small
    chosen, other = pair if first else (pair[1], pair[0])
    option = query.options[0 if first else 1]
    texts = [figures.of_fact(candidate).text for candidate in (chosen, other)]
    return figures.of_fact(chosen)._replace(
        text=f"{option}（{texts[0]}，{texts[1]}）",
        value=None,
        value_high=None,
        unit=None,
        fact=None,
        parents=(chosen.fact.id, other.fact.id),
    )
