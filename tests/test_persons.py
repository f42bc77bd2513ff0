"""Persons: where their names begin and end, what is none, and one name for all mentions."""

from typing import Any

import pytest

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.names.scan import find_names
from tests.conftest import load_cases


@pytest.mark.parametrize("case", load_cases("persons"))
def test_persons_of_a_text(case: Any) -> None:
    article = article_of(document_from_text("text", case["text"]))
    found = [name for name in find_names(article) if name.kind == "person"]
    assert [[article.folded[n.span.start : n.span.end], n.canonical] for n in found] == case["want"], case[
        "why"
    ]
