"""Events: fairs, congresses, forums, by table and by structure."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.events import RULES, find_events
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Name
from tests.conftest import load_cases


def found(text: str) -> tuple[str, list[Name]]:
    article = article_of(document_from_text("text", text))
    names = list(find_events(article.folded, find_names(article)))
    return article.folded, sorted(names, key=lambda name: name.span)


@pytest.mark.parametrize("case", load_cases("events"))
def test_events_of_a_text(case: Any) -> None:
    folded, names = found(case["text"])
    got = [[folded[name.span.start : name.span.end], name.canonical] for name in names]
    assert got == case["want"], case["why"]
    assert {name.kind for name in names} <= {"event"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in name.rules for name in found(rule.example)[1])
    assert not any(rule.id in name.rules for name in found(rule.counter)[1])


PARTS = [
    "大会",
    "第三届",
    "2031年",
    "中国",
    "算力",
    "“",
    "”",
    "论坛",
    "在",
    "华为",
    "GTC",
    " ",
    "2024",
    "，",
    "。",
    "\n",
    "云岭",
    "开发者",
    "上",
    "Build",
    "主题",
    "（",
    "）",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_names_are_of_the_text_and_stand_apart(text: str) -> None:
    folded, names = found(text)
    assert all(0 <= name.span.start < name.span.end <= len(folded) and name.canonical for name in names)
    assert all(a.span.end <= b.span.start for a, b in pairwise(choose(names)))


@pytest.mark.parametrize(
    "piece", ["算力大会", "“论坛”", "中国2031年大会", "GTC 2024 ", "甲算力大会", "“甲”", "第三届"]
)
def test_a_page_of_one_pattern_takes_linear_time(piece: str) -> None:
    short, long = (min(_seconds(piece * (size // len(piece))) for _ in range(3)) for size in (8000, 32000))
    assert long < 12 * short + 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    list(find_events(text, []))
    return time.process_time() - start
