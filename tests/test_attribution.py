"""Who says it: each figure of a text with its sources."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.attribution.scan import RULES, find_attributions
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Attribution
from tests.conftest import load_cases


def attributions(text: str) -> tuple[str, list[Attribution]]:
    article = article_of(document_from_text("text", text))
    return article.folded, find_attributions(article, find_names(article))


@pytest.mark.parametrize("case", load_cases("attribution"))
def test_sources_of_each_figure(case: Any) -> None:
    folded, found = attributions(case["text"])
    got = {}
    for figure in case["want"]:
        place = folded.index(figure)
        covers = (item.sources for item in found if item.span.start <= place < item.span.end)
        got[figure] = list(next(covers, ()))
    assert got == case["want"], case["why"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in item.rules for item in attributions(rule.example)[1])
    assert not any(rule.id in item.rules for item in attributions(rule.counter)[1])


CUES = [
    *(
        "据",
        "IDC",
        "思科",
        "表示",
        "数据",
        "显示",
        "，",
        "。",
        "；",
        "“",
        "”",
        "（",
        "）",
        "《年报》",
        "报告",
        "他",
    ),
    *(
        "市场预期",
        "3%",
        "公司",
        "预计",
        "其中",
        "\n",
        "照此",
        "指出",
        "的",
        "在",
        "看来",
        "何敬之",
        "援引",
        "财报",
    ),
]


@given(st.lists(st.sampled_from(CUES), max_size=60).map("".join))
def test_attributions_stand_in_order_and_name_someone(text: str) -> None:
    folded, found = attributions(text)
    assert all(0 <= item.span.start < item.span.end <= len(folded) and item.sources for item in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
