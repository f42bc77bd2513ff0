"""Answers that no sentence states and two stated figures give: differences, ratios, growth, what is left of a year.

Both figures must meet every condition of the question and be of one measure; the answer names both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.answer.choose import eligible
from aicompute_cli.answer.facts import Candidate, refit, value_of
from aicompute_cli.answer.query import AskedPeriod, Query
from aicompute_cli.answer.weighing import is_expected


class Derived(NamedTuple):
    """A computed value and the two figures it is made of, the one that is cited first."""

    value: Decimal
    unit: str
    parents: tuple[Candidate, Candidate]


Again = Callable[[Query], list[Candidate]]
"""The candidates for another query over the same corpus."""


def derive(query: Query, candidates: Sequence[Candidate], again: Again) -> Derived | None:
    """What a question for a difference, ratio, growth or rest comes to; None where a figure is missing."""
    if query.derive == "rest":
        return _rest(query, candidates)
    if query.derive == "growth" and len(query.between) < 2:
        return None
    if len(query.between) > 1 and (found := _between(query, candidates)):
        return found
    if _CHANGED.search(query.text) and (found := _before_after(query, candidates)):
        return found
    if (
        query.derive == "difference"
        and _EXPECTED.search(query.text)
        and (found := _beyond(query, candidates))
    ):
        return found
    pair = two_sides(query, again) or (_two_of_one(query, candidates) if "两" in query.text else None)
    return _computed(query, *pair) if pair else None


def _two_of_one(query: Query, candidates: Sequence[Candidate]) -> tuple[Candidate, Candidate] | None:
    """The two figures of one kind that a document has: 两张榜的得分相差多少."""
    found = eligible(query._replace(kind="amount", fact_kinds=kinds_of(query)), candidates)
    same = [c for c in found[1:] if (c.fact.doc, c.fact.unit) == (found[0].fact.doc, found[0].fact.unit)]
    return (found[0], same[0]) if same else None


_CHANGED = re.compile("前后|从前|原来|之前|过去|以前|缩短|提高了|提升了|省")


_EXPECTED = re.compile("预期|预估|估计")


def _beyond(query: Query, candidates: Sequence[Candidate]) -> Derived | None:
    """By how much what happened differs from what was expected of the same."""
    asked = query._replace(kind="amount", fact_kinds=("level",))
    found = eligible(asked, candidates)
    told = [c for c in found if not is_expected(c.fact.metric, c.clause)]
    guessed = [
        c for c in found if is_expected(c.fact.metric, c.clause) and told and c.fact.unit == told[0].fact.unit
    ]
    return _computed(query, told[0], guessed[0]) if told and guessed else None


def _computed(query: Query, one: Candidate, other: Candidate) -> Derived | None:
    """What the first of two figures is against the second: a ratio, growth or difference."""
    value, base = value_of(one.fact), value_of(other.fact)
    if query.derive in ("ratio", "growth", "portion") and not base:
        return None
    if query.derive == "ratio":
        return Derived(value / base, "x", (one, other))
    if query.derive == "portion":
        return Derived(value / base * 100, "%", (one, other))
    if query.derive == "growth":
        return Derived((value - base) / base * 100, "%", (one, other))
    unit = "pp" if one.fact.unit == "%" else one.fact.unit
    return Derived(abs(value - base), unit, (one, other))


def _between(query: Query, candidates: Sequence[Candidate]) -> Derived | None:
    """From one period to another of the same measure."""
    between = _in_order(query.between)
    if query.derive == "portion":  # 2020年是2024年的几分之几: the one that is named first
        between = query.between[-1], query.between[0]
    pair = _pair(query, candidates, between, kinds_of(query))
    if pair is None:
        return None
    first, last = pair
    found = _computed(query, last, first)
    if found and query.derive == "difference":
        return found._replace(value=value_of(last.fact) - value_of(first.fact))
    return found


def kinds_of(query: Query) -> tuple[str, ...]:
    """The kinds of fact of which two are compared."""
    if re.search("增速|增幅|涨幅|增长率", query.text):
        return ("growth", "cagr")
    return ("share", "level") if query.units == ("pp",) else ("level", "share")


def _before_after(query: Query, candidates: Sequence[Candidate]) -> Derived | None:
    """From what a sentence says that something was to what it says that it became."""
    units = () if query.units in (("pp",), ("x",), ("%",)) else query.units
    asked = query._replace(kind="amount", fact_kinds=("level", "share"), units=units)
    found = eligible(asked, candidates)
    for last in found:
        for first in found:
            if (
                first.passage.number == last.passage.number
                and first.fact.start < last.fact.start
                and _same_measure(first, last)
            ):
                return _computed(query, last, first)
    return None


def _in_order(periods: Sequence[AskedPeriod]) -> tuple[AskedPeriod, AskedPeriod]:
    ordered = sorted(periods, key=lambda period: (period.end, period.start))
    return ordered[0], ordered[-1]


def _pair(
    query: Query,
    candidates: Sequence[Candidate],
    periods: tuple[AskedPeriod, AskedPeriod],
    kinds: tuple[str, ...],
) -> tuple[Candidate, Candidate] | None:
    """The best figure of each period: both of one unit, kind and, as far as can be told, one measure."""
    units = () if query.units in (("pp",), ("x",), ("%",)) else query.units
    found = []
    for period in periods:
        asked = query._replace(periods=(period,), kind="amount", fact_kinds=kinds, units=units)
        found.append(eligible(asked, [refit(asked, candidate) for candidate in candidates])[:6])
    best = max(
        ((a, b) for a in found[0] for b in found[1] if _same_measure(a, b)),
        key=lambda pair: (pair[0].fact.doc == pair[1].fact.doc, pair[0].score + pair[1].score),
        default=None,
    )
    return best


def _same_measure(a: Candidate, b: Candidate) -> bool:
    if a.fact.id == b.fact.id or (a.fact.unit, a.fact.kind) != (b.fact.unit, b.fact.kind):
        return False
    one, other = set(a.fact.metric), set(b.fact.metric)
    return len(one & other) >= 0.7 * min(len(one), len(other))


def _rest(query: Query, candidates: Sequence[Candidate]) -> Derived | None:
    """The second half of a year: the year without its first half."""
    half = next((period for period in query.periods if period.grain == "half"), None)
    if half is None:
        return None
    year = half.start[:4]
    first_half = half.start[5:7] == "01"
    other = AskedPeriod(f"{year}-07-01", f"{year}-12-31", "half", half.text, half.place)
    if not first_half:
        other = AskedPeriod(f"{year}-01-01", f"{year}-06-30", "half", half.text, half.place)
    whole = AskedPeriod(f"{year}-01-01", f"{year}-12-31", "year", half.text, half.place)
    pair = _pair(query, candidates, (other, whole), ("level",))
    if pair is None or pair[0].period < 0.9 or pair[1].period < 0.9:
        return None
    part, total = pair
    return Derived(value_of(total.fact) - value_of(part.fact), total.fact.unit, (total, part))


def two_sides(query: Query, again: Again) -> tuple[Candidate, Candidate] | None:
    """The figures of the two that a question compares, which stand left and right of a word such as 是 or 比."""
    for left, right in query.sides:
        kinds = kinds_of(query) if query.derive else query.fact_kinds or ("level", "share", "growth")
        sides = []
        for side in (left, right):
            asked = query._replace(concepts=side, kind="amount", fact_kinds=kinds, units=(), derive=None)
            sides.append(eligible(asked, again(asked))[:4])
        pairs = [(a, b) for a in sides[0] for b in sides[1] if _comparable(a, b)]
        if pairs:
            return max(pairs, key=_together)
    return None


def _comparable(a: Candidate, b: Candidate) -> bool:
    return a.fact.id != b.fact.id and (a.fact.unit, a.fact.kind) == (b.fact.unit, b.fact.kind)


def _together(pair: tuple[Candidate, Candidate]) -> tuple[float, bool, bool]:
    a, b = pair
    near = 0.1 * (a.passage.number == b.passage.number) + 0.05 * (a.fact.doc == b.fact.doc)
    same = (a.fact.first_day, a.fact.last_day) == (b.fact.first_day, b.fact.last_day)
    return (a.score + b.score + near + 0.05 * same, same, a.fact.id < b.fact.id)
