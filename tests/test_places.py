"""Places by their structure."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.overlap import choose
from aicompute_cli.extract.names.places_built import RULES, find_built_places
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Name
from tests.conftest import load_cases


def found(text: str) -> tuple[str, list[Name]]:
    article = article_of(document_from_text("text", text))
    names = list(find_built_places(article.folded, find_names(article)))
    return article.folded, sorted(names, key=lambda name: name.span)


@pytest.mark.parametrize("case", load_cases("places"))
def test_places_of_a_text(case: Any) -> None:
    folded, names = found(case["text"])
    got = [[folded[name.span.start : name.span.end], name.canonical] for name in names]
    assert got == case["want"], case["why"]
    assert {name.kind for name in names} <= {"place"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in name.rules for name in found(rule.example)[1])
    assert not any(rule.id in name.rules for name in found(rule.counter)[1])


PARTS = [
    "合肥",
    "高新区",
    "国家",
    "试验区",
    "人工智能",
    "集群",
    "地区",
    "成渝",
    "枢纽",
    "市",
    "观山湖区",
    "贵阳",
    "，",
    "。",
    "\n",
    "和",
    "数据中心",
    "开发区",
    "省",
    "四川",
    " ",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_names_are_of_the_text_and_stand_apart(text: str) -> None:
    folded, names = found(text)
    assert all(0 <= name.span.start < name.span.end <= len(folded) and name.canonical for name in names)
    assert all(a.span.end <= b.span.start for a, b in pairwise(choose(names)))


@pytest.mark.parametrize("piece", ["合肥开发区", "国家试验区", "集群", "贵阳市甲乙区"])
def test_a_page_of_one_pattern_takes_linear_time(piece: str) -> None:
    short, long = (min(_seconds(piece * (size // len(piece))) for _ in range(3)) for size in (8000, 32000))
    assert long < 12 * short + 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    list(find_built_places(text, []))
    return time.process_time() - start
