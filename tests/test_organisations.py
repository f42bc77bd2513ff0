"""Organisations: where their names begin and end, what is none, and the one name of each."""

from typing import Any

import pytest

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.organisations.boundaries import common_words, stop_words
from aicompute_cli.extract.names.organisations.legal import whole_name
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.tables import read_rows, words
from tests.conftest import load_cases


@pytest.mark.parametrize("case", load_cases("organisations"))
def test_organisations_of_a_text(case: Any) -> None:
    article = article_of(document_from_text("text", case["text"]))
    found = [name for name in find_names(article) if name.kind == "organization"]
    assert [[article.folded[n.span.start : n.span.end], n.canonical] for n in found] == case["want"], case[
        "why"
    ]


def test_no_listed_name_is_a_word_that_no_name_begins_with() -> None:
    known = {alias for row in read_rows("organisations") for alias in (row[0], *words("".join(row[3:4])))}
    assert not known & (stop_words() - {row[0] for row in read_rows("name_contexts")})


def test_a_legal_name_leads_to_the_firm_and_a_bureau_to_its_town() -> None:
    assert whole_name("北京百度网讯科技有限公司") == "百度"
    assert whole_name("江苏徐州教育局") == whole_name("徐州教育局") == "徐州市教育局"
    assert whole_name("珂闳科技有限公司") == "珂闳科技有限公司"


def test_the_word_lists_hold_words() -> None:
    assert len(stop_words()) > 5000
    assert {"发现", "已经"} <= stop_words()
    assert {"老师", "服务器"} <= common_words()
