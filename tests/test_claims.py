"""Which numbers are claims, of which kind and how sure; the sentences are in cases/claims.jsonl."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import Article, article_of
from aicompute_cli.extract.claims import kinds, modality, selection
from aicompute_cli.extract.claims.modality import set_modality
from aicompute_cli.extract.claims.selection import decide, select_claims
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.quantities.scan import find_quantities
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.timing.scan import time_claims
from aicompute_cli.model import Claim
from tests.conftest import load_cases

_TODAY = date(2024, 6, 15)


def _article(text: str, today: date = _TODAY) -> Article:
    return article_of(document_from_text("x", text))._replace(published=today)


def _claims(article: Article) -> list[Claim]:
    quantities = find_quantities(article.folded, "CNY")
    periods = find_periods(article.folded, article.published)
    claims = set_modality(article, select_claims(article, quantities, periods, []), periods)
    return set_modality(article, time_claims(article, claims, periods), periods)


def _row(article: Article, claim: Claim, wanted: list[str]) -> list[str]:
    span = claim.quantity.span
    row = [article.folded[span.start : span.end], claim.kind, claim.modality]
    return [*row, f"{claim.quantity.value.normalize():f}"] if len(wanted) == 4 else row


@pytest.mark.parametrize("case", load_cases("claims"))
def test_claims(case: dict[str, Any]) -> None:
    article = _article(case["text"], date.fromisoformat(case.get("today", "2024-06-15")))
    found = _claims(article)
    blank: list[list[str]] = [[]] * len(found)
    wanted = [*case["want"], *blank]
    rows = [_row(article, claim, want) for claim, want in zip(found, wanted, strict=False)]
    assert rows == case["want"], case["why"]


def _ruled(text: str) -> Iterator[str]:
    article = _article(text)
    for claim in _claims(article):
        yield from claim.rules
    quantities = find_quantities(article.folded, "CNY")
    for decision in decide(article, quantities, find_periods(article.folded, _TODAY), []):
        yield decision.rule


@pytest.mark.parametrize("rule", [*selection.RULES, *kinds.RULES, *modality.RULES], ids=lambda rule: rule.id)
def test_rule(rule: Rule) -> None:
    assert rule.id in set(_ruled(rule.example + "。")), rule.says
    assert rule.id not in set(_ruled(rule.counter + "。")), rule.says


_WORDS = [
    "营收",
    "增长",
    "5%",
    "3亿元",
    "预计",
    "将",
    "达",
    "，",
    "。",
    "的",
    "三个",
    "阶段",
    "一位",
    "由",
    "至",
    "两年",
    "第",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_every_claim_is_a_quantity_of_the_text(words: list[str]) -> None:
    article = _article("".join(words))
    quantities = find_quantities(article.folded, "CNY")
    spans = {quantity.span for quantity in quantities}
    claims = _claims(article)
    assert {claim.quantity.span for claim in claims} <= spans
    assert {claim.modality for claim in claims} <= {"actual", "forecast", "target"}
    for claim in claims:
        assert isinstance(claim.quantity.value, Decimal)
        assert abs(claim.quantity.value) in {abs(q.value) for q in quantities}
