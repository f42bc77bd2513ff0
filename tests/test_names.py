"""Names of organisations, persons, places, reports and products."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.canonical import canonical_name, organisation_type
from aicompute_cli.extract.names.scan import RULES, find_names
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import Name
from tests.conftest import load_cases


def names(text: str) -> tuple[str, list[Name]]:
    article = article_of(document_from_text("text", text))
    return article.folded, find_names(article)


@pytest.mark.parametrize("case", load_cases("names"))
def test_names_of_a_text(case: Any) -> None:
    folded, found = names(case["text"])
    got = [[folded[name.span.start : name.span.end], name.canonical, name.kind] for name in found]
    assert got == case["want"], case["why"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example_only(rule: Rule) -> None:
    assert any(rule.id in name.rules for name in names(rule.example)[1])
    assert not any(rule.id in name.rules for name in names(rule.counter)[1])


PARTS = [
    *(
        "华为",
        "院长",
        "何敬之",
        "表示",
        "《年报》",
        "（",
        "）",
        "以下简称“年报”",
        "公司",
        "北京",
        "某某研究院",
        "·",
    ),
    *("约翰", "Alan", " ", "Smith", "，", "。", "\n", "IDC", "市场", "远闳", "（6123）", "机构"),
]


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
def test_names_stand_in_order_and_apart(text: str) -> None:
    folded, found = names(text)
    assert all(0 <= name.span.start < name.span.end <= len(folded) and name.canonical for name in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_no_alias_is_of_two_organisations() -> None:
    rows = read_rows("organisations")
    known = [alias for row in rows for alias in (row[0], *words(row[3] if len(row) > 3 else ""))]
    assert len(known) == len(set(known))
    assert len(rows) > 600


def test_every_alias_leads_to_a_name_that_leads_to_itself() -> None:
    for row in read_rows("organisations"):
        for name in (row[0], *words(row[3] if len(row) > 3 else "")):
            assert canonical_name(canonical_name(name)) == row[0]


def test_what_an_organisation_is() -> None:
    assert organisation_type("中国信息通信研究院") == "research"
    assert organisation_type("远闳证券") == "finance"
    assert organisation_type("Northpeak") == "company"
