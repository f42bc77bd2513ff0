"""Programmes and plans that quotation marks make names of."""

import time
from typing import Any

import pytest

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.programmes import RULES, find_programmes
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Name
from tests.conftest import load_cases


def found(text: str) -> tuple[str, list[Name]]:
    article = article_of(document_from_text("text", text))
    names = list(find_programmes(article.folded, find_names(article)))
    return article.folded, sorted(names, key=lambda name: name.span)


@pytest.mark.parametrize("case", load_cases("programmes"))
def test_programmes_of_a_text(case: Any) -> None:
    _, names = found(case["text"])
    assert [[name.canonical, name.kind] for name in names] == case["want"], case["why"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in name.rules for name in found(rule.example)[1])
    assert not any(rule.id in name.rules for name in found(rule.counter)[1])


@pytest.mark.parametrize("piece", ["“远闳”计划", "“远闳", "「远闳资助计划」。", "远闳资助计划"])
def test_a_page_of_one_pattern_takes_linear_time(piece: str) -> None:
    short, long = (min(_seconds(piece * (size // len(piece))) for _ in range(3)) for size in (8000, 32000))
    assert long < 12 * short + 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    list(find_programmes(text, []))
    return time.process_time() - start
