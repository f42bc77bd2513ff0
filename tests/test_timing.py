"""When figures hold: sentences with the periods wanted, the rules on their own examples, and properties."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import Article, article_of
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.timing.scan import RULES, time_claims
from aicompute_cli.model import Claim, FoldedSpan, Quantity
from tests.conftest import load_cases

# A figure of a case: {10亿元}, with what it is where that is no actual level: {growth:3%}, {share f:45%}.
FIGURE = re.compile(r"\{(?:([a-z ]+):)?([^{}]*)\}")
COUNTED = "台部辆家"  # units of counts in the cases
UNDATED = {"timing.year.undated"}  # rules of texts without a date
MODALITIES = {"f": "forecast", "t": "target"}


def article_from(text: str, published: str | None) -> Article:
    article = article_of(document_from_text("case", text))
    return article._replace(published=date.fromisoformat(published) if published else None)


def figures_of(text: str) -> tuple[str, list[Claim]]:
    """The text without the braces, and its figures."""
    plain, claims, at = "", [], 0
    for found in FIGURE.finditer(text):
        plain += text[at : found.start()]
        span = FoldedSpan(len(plain), len(plain) + len(found[2]))
        plain += found[2]
        marks = (found[1] or "").split()
        kind = next((mark for mark in marks if mark not in MODALITIES), "level")
        modality = next((MODALITIES[mark] for mark in marks if mark in MODALITIES), "actual")
        unit = found[2][-1] if found[2][-1] in COUNTED else "1"
        claims.append(Claim(Quantity(span, span, Decimal(1), unit=unit), 0, kind, modality=modality))
        at = found.end()
    return plain + text[at:], claims


def timed(text: str, published: str | None) -> list[Claim]:
    plain, claims = figures_of(text)
    article = article_from(plain, published)
    assert article.folded == plain, "cases are written folded"
    return time_claims(article, claims, find_periods(article.folded, article.published))


def interval(claim: Claim) -> str | None:
    return f"{claim.start or ''}/{claim.end or ''}" if claim.start or claim.end else None


@pytest.mark.parametrize("case", load_cases("timing"))
def test_periods_of_figures(case: dict[str, Any]) -> None:
    assert [interval(claim) for claim in timed(case["text"], case["published"])] == case["want"], case["why"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rules_work_on_their_examples_alone(rule: Rule) -> None:
    published = None if rule.id in UNDATED else "2024-05-10"
    assert any(rule.id in claim.rules for claim in timed(rule.example, published)), rule.example
    assert not any(rule.id in claim.rules for claim in timed(rule.counter, published)), rule.counter


def test_every_rule_that_is_given_is_listed() -> None:
    listed = {rule.id for rule in RULES}
    texts = [(rule.example, None if rule.id in UNDATED else "2024-05-10") for rule in RULES]
    texts += [(case.values[0]["text"], case.values[0]["published"]) for case in load_cases("timing")]
    given = {name for text, published in texts for claim in timed(text, published) for name in claim.rules}
    assert {name for name in given if name.startswith("timing.")} == listed


def test_a_claim_that_has_its_period_keeps_it() -> None:
    plain, (claim,) = figures_of("2023年售出{3万辆}。")
    article = article_from(plain, "2024-05-10")
    told = claim._replace(start="2008-01-01", end="2008-12-31", rules=("grid.year",))
    assert time_claims(article, [told], find_periods(plain, article.published)) == [told]


def test_claims_come_back_in_their_order() -> None:
    plain, claims = figures_of("2022年售出{3万辆}，2023年售出{5万辆}。")
    article = article_from(plain, "2024-05-10")
    periods = find_periods(plain, article.published)
    forwards = time_claims(article, claims, periods)
    assert time_claims(article, claims[::-1], periods[::-1]) == forwards[::-1]


PIECES = [
    "2023年",
    "上年同期",
    "，",
    "。",
    "；",
    "\n",
    "分别",
    "{3亿元}",
    "{growth f:3%}",
    "从",
    "的",
    "（",
    "）",
    "目前",
    "《",
    "同期",
    "至今",
    "其中",
    "较",
    "{cagr:9%}",
    "到2027年",
    "、",
    "普遍",
    "以来",
    "财报",
    "{rank:第一}",
    "当时",
    "前一季",
    "三季度",
    "本季度",
    "超过",
    "调查于2024年3月进行",
    "方面，",
    "则",
    "过去三年",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([None, "2024-05-10"]))
def test_nothing_breaks_it(pieces: list[str], published: str | None) -> None:
    plain, claims = figures_of("".join(pieces))
    article = article_from(plain, published)
    got = time_claims(article, claims, find_periods(article.folded, article.published))
    assert [claim._replace(start=None, end=None, rules=()) for claim in got] == claims
    assert all(claim.start is None or claim.end is None or claim.start <= claim.end for claim in got)
