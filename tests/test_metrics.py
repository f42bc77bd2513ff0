"""What figures measure: sentences with the names wanted, the rules on their own examples, and properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import Article, article_of
from aicompute_cli.extract.claims.selection import select_claims
from aicompute_cli.extract.grids.scan import find_grid_values
from aicompute_cli.extract.metrics import (
    amounts,
    counts,
    expectations,
    fallback,
    grids,
    headline,
    inherit,
    lists,
    market,
    measures,
    multiples,
    parallels,
    portions,
    ranks,
    shares,
)
from aicompute_cli.extract.metrics.naming import Metric, name_metrics
from aicompute_cli.extract.metrics.words import head_of, heads, role, verbs, word_classes
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.quantities.scan import find_quantities
from aicompute_cli.extract.ranks.scan import find_ranks
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Claim, FoldedSpan, Name, Quantity
from tests.conftest import load_cases

TODAY = date(2024, 3, 5)
# A figure of a case: [30亿元|CNY], with its kind where that is no level: [4%|%|growth]; an item of ranks is
# [南洲|rank|item].
FIGURE = re.compile(r"\[([^\]|\n]+)\|([^\]|\n]+)(?:\|([a-z]+))?\]")
FIRMS = [
    *("青禾学院", "青禾云", "绿野云", "蓝湾云", "青禾银行", "青禾集团", "蓝湾集团", "青禾电网", "绿野汽车"),
    *("青禾实验室", "青禾", "绿野", "蓝湾"),
]
PLACES = ["南洲", "东岭", "北港", "中国", "美国", "日本", "韩国", "台湾", "亚太", "全球"]
KINDS = dict.fromkeys(FIRMS, "organization") | dict.fromkeys(PLACES, "place") | {"白泽": "product"}
NAME = re.compile("|".join(sorted(KINDS, key=len, reverse=True)))
RULES = [
    rule
    for module in (
        amounts,
        counts,
        expectations,
        fallback,
        grids,
        headline,
        inherit,
        lists,
        market,
        measures,
        multiples,
        parallels,
        portions,
        ranks,
        shares,
    )
    for rule in module.RULES
]


def article_from(text: str) -> Article:
    return article_of(document_from_text("case", text))._replace(published=TODAY)


def names_in(text: str) -> list[Name]:
    spans = ((FoldedSpan(*found.span()), found.group()) for found in NAME.finditer(text))
    return [Name(span, word, KINDS[word]) for span, word in spans]


def figures_of(text: str) -> tuple[str, list[tuple[FoldedSpan, str, str]]]:
    """The text without the marks, and its figures with their units and kinds."""
    plain, figures, at = "", [], 0
    for found in FIGURE.finditer(text):
        plain += text[at : found.start()]
        figures.append((FoldedSpan(len(plain), len(plain) + len(found[1])), found[2], found[3] or "level"))
        plain += found[1]
        at = found.end()
    return plain + text[at:], figures


def named(text: str) -> list[Metric]:
    plain, figures = figures_of(text)
    article = article_from(plain)
    assert article.folded == plain, "cases are written folded"
    claims = []
    for span, unit, kind in figures:
        quantity = Quantity(span, span, Decimal(1), unit=unit)
        numbers = (
            s.number for s in article.sentences() if s.folded_span.start <= span.start < s.folded_span.end
        )
        rank = "rank" if unit == "rank" else kind
        claims.append(Claim(quantity, next(numbers), rank, item=span if kind == "item" else None))
    return name_metrics(article, claims, names_in(plain), find_periods(plain, TODAY))


@pytest.mark.parametrize("case", load_cases("metrics"))
def test_metrics(case: dict[str, Any]) -> None:
    assert [metric.text for metric in named(case["text"])] == case["want"], case["why"]


def ruled(text: str) -> Iterator[str]:
    """The rules that name the figures that the other parts find in `text`."""
    article = article_from(text)
    names, periods = names_in(text), find_periods(text, TODAY)
    selected = select_claims(article, find_quantities(text, "CNY"), periods, names)
    claims = {c.quantity.span.start: c for c in [*selected, *find_ranks(article), *find_grid_values(article)]}
    in_order = [claims[start] for start in sorted(claims)]
    for metric in name_metrics(article, in_order, names, periods):
        yield from metric.rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rules(rule: Rule) -> None:
    assert rule.id in set(ruled(rule.example))
    assert rule.id not in set(ruled(rule.counter))


def test_every_rule_is_declared_once() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    used = {
        rule
        for case in load_cases("metrics")
        for metric in named(case.values[0]["text"])
        for rule in metric.rules
    }
    assert used <= set(ids)
    assert len(used) > len(ids) * 3 // 4


def test_tables_are_consistent() -> None:
    assert all(
        canonical in heads() for head in heads() for canonical in [heads()[head].canonical] if "=" in head
    )
    assert {head.kind for head in heads().values()} == {"market", "company", "generic"}
    assert all(money and count for money, count in verbs().values())
    assert head_of("旧城市场规模") == "市场规模"
    assert "value" in word_classes()["达到"]
    assert "位列" in role("rank-verb")
    with pytest.raises(KeyError):
        role("no such part")


def test_no_claims_no_metrics() -> None:
    assert name_metrics(article_from("青禾的产量很高。"), [], [], []) == []


PIECES = st.sampled_from(
    [
        *(
            "青禾",
            "南洲",
            "的",
            "产量",
            "营收",
            "占",
            "是",
            "分别为",
            "和",
            "、",
            ",",
            "。",
            "其中",
            "同比增长",
            "去年",
            "(",
            ")",
        ),
        *(
            "[3亿元|CNY]",
            "[4%|%|share]",
            "[5%|%|growth]",
            "[2倍|x|multiple]",
            "[7家|家]",
            "[第二|rank]",
            "[半年|s]",
        ),
        *("“", "\n", "由", "的N", "AI", " ", "公司", "该", "较", "比", "在", "中"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_text_gets_one_metric_a_claim(parts: list[str]) -> None:
    text = "青禾" + "".join(parts).replace("\n\n", "\n")
    plain, figures = figures_of(text)
    if article_from(plain).folded == plain:
        metrics = named(text)
        assert len(metrics) == len(figures)
        assert all("\n" not in metric.text for metric in metrics)
