"""Indexes, rankings, plans and reports that stand without 《》."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.publications import RULES, find_publications
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Name
from tests.conftest import load_cases


def found(text: str) -> tuple[str, list[Name]]:
    article = article_of(document_from_text("text", text))
    names = list(find_publications(article.folded, find_names(article)))
    return article.folded, sorted(names, key=lambda name: name.span)


@pytest.mark.parametrize("case", load_cases("publications"))
def test_publications_of_a_text(case: Any) -> None:
    folded, names = found(case["text"])
    got = [[folded[name.span.start : name.span.end], name.canonical] for name in names]
    assert got == case["want"], case["why"]
    assert {name.kind for name in names} <= {"report"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in name.rules for name in found(rule.example)[1])
    assert not any(rule.id in name.rules for name in found(rule.counter)[1])


PARTS = [
    "指数",
    "排行榜",
    "2031年",
    "中国",
    "算力",
    "《",
    "》",
    "白皮书",
    "发布",
    "“十四五”",
    "规划",
    "TOP500",
    "，",
    "。",
    "\n",
    "研究报告",
    "的",
    "行动计划",
    "液冷",
    " ",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_names_are_of_the_text_and_stand_apart(text: str) -> None:
    folded, names = found(text)
    assert all(0 <= name.span.start < name.span.end <= len(folded) and name.canonical for name in names)
    assert all(a.span.end <= b.span.start for a, b in pairwise(choose(names)))


@pytest.mark.parametrize("piece", ["中国算力指数", "《白皮书", "2031年榜单", "TOP500", "指数"])
def test_a_page_of_one_pattern_takes_linear_time(piece: str) -> None:
    short, long = (min(_seconds(piece * (size // len(piece))) for _ in range(3)) for size in (8000, 32000))
    assert long < 12 * short + 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    list(find_publications(text, []))
    return time.process_time() - start
