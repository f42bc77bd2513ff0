"""Products, systems, models and chips in text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.products.scan import RULES, find_products
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import Name
from tests.conftest import load_cases


def products(text: str) -> tuple[str, list[Name]]:
    """The folded text and its products where they overlap no longer name."""
    article = article_of(document_from_text("text", text))
    names = find_names(article)
    chosen = choose([*find_products(article.folded, names), *names])
    return article.folded, [name for name in chosen if name.kind == "product"]


@pytest.mark.parametrize("case", load_cases("products"))
def test_products_of_a_text(case: Any) -> None:
    folded, found = products(case["text"])
    got = [[folded[name.span.start : name.span.end], name.canonical] for name in found]
    assert got == case["want"], case["why"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in name.rules for name in products(rule.example)[1])
    assert not any(rule.id in name.rules for name in products(rule.counter)[1])


PARTS = [
    *(
        "华为",
        "发布",
        "“",
        "”",
        "芸砚",
        "大模型",
        "平台",
        "2.0",
        "Nordwave",
        " ",
        "K9",
        "OS",
        "、",
        "（",
        "）",
    ),
    *(
        "昇腾",
        "910B",
        "-",
        "Pro",
        "名为",
        "的",
        "兰州",
        "智算中心",
        "系统",
        "。",
        "\n",
        "H",
        "100",
        "芯片",
        "Claude",
    ),
]


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
def test_products_lie_within_the_text(text: str) -> None:
    for name in find_products(text, []):
        assert 0 <= name.span.start < name.span.end <= len(text)
        assert name.canonical.strip()
        assert name.kind == "product"


@pytest.mark.parametrize(
    "piece", ["平台", "“芸砚”", "A1-", "Aa ", "发布的芸砚", "昇腾9", "Aa、", "兰州智算中心", "二2.0"]
)
def test_a_page_of_one_piece_is_read(piece: str) -> None:
    """How time grows with such pages is a benchmark's to say; one that explodes never ends here."""
    text = piece * (40_000 // len(piece))
    assert all(name.span.end <= len(text) for name in find_products(text, []))


def test_no_form_is_of_two_products() -> None:
    rows = [(row[0], *words(row[1] if len(row) > 1 else "")) for row in read_rows("products")]
    forms = [form for row in rows for form in row]
    assert len(forms) == len(set(forms))
    others = {row[0] for row in read_rows("organisations")}
    assert not others.intersection(forms)


def test_no_line_is_listed_twice() -> None:
    lines = [row[0] for row in read_rows("product_series")]
    assert len(lines) == len(set(lines))
    assert {row[1] for row in read_rows("product_series")} == {"free", "maker", "version", "hyphen"}
