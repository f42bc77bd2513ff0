"""The terms of the field."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.technologies import RULES, find_technologies
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import Name
from tests.conftest import load_cases


def found(text: str) -> tuple[str, list[Name]]:
    article = article_of(document_from_text("text", text))
    names = list(find_technologies(article.folded))
    return article.folded, sorted(names, key=lambda name: name.span)


@pytest.mark.parametrize("case", load_cases("technologies"))
def test_technologies_of_a_text(case: Any) -> None:
    folded, names = found(case["text"])
    got = [[folded[name.span.start : name.span.end], name.canonical] for name in names]
    assert got == case["want"], case["why"]
    assert {name.kind for name in names} <= {"technology"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in name.rules for name in found(rule.example)[1])
    assert not any(rule.id in name.rules for name in found(rule.counter)[1])


PARTS = [
    "AI",
    "算力",
    " ",
    "大模型",
    "OpenAI",
    "IDC",
    "机房",
    "预测",
    "液冷",
    "浸没式",
    "5G",
    "-A",
    "GPU",
    "数据中心",
    "(",
    "，",
    "\n",
    "3E",
    "HBM",
    "+",
    "预",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_names_are_of_the_text_and_stand_apart(text: str) -> None:
    folded, names = found(text)
    assert all(0 <= name.span.start < name.span.end <= len(folded) and name.canonical for name in names)
    assert all(a.span.end <= b.span.start for a, b in pairwise(choose(names)))


@pytest.mark.parametrize("piece", ["AI", "OpenAI大模型", "数据中心(IDC", "预算力", "AI ", "IDC机房"])
def test_a_page_of_one_pattern_takes_linear_time(piece: str) -> None:
    short, long = (min(_seconds(piece * (size // len(piece))) for _ in range(3)) for size in (8000, 32000))
    assert long < 12 * short + 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    list(find_technologies(text))
    return time.process_time() - start


def test_no_form_is_of_two_terms() -> None:
    rows = read_rows("technologies")
    forms = [form for row in rows for form in (row[0], *words(row[1] if len(row) > 1 else ""))]
    assert len(forms) == len(set(forms))
    assert len(rows) > 250
