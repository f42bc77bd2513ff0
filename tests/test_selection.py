from datetime import date
from typing import Any

import pytest

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.claims.selection import select_claims
from aicompute_cli.extract.names.scan import find_names
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.quantities.scan import find_quantities
from tests.conftest import load_cases


def _claimed(text: str) -> list[str]:
    article = article_of(document_from_text("x", text))._replace(published=date(2024, 6, 15))
    quantities = find_quantities(article.folded, "CNY")
    periods = find_periods(article.folded, article.published)
    spans = [
        claim.quantity.span for claim in select_claims(article, quantities, periods, find_names(article))
    ]
    return [article.folded[span.start : span.end] for span in spans]


@pytest.mark.parametrize("case", load_cases("selection"))
def test_claimed_numbers(case: dict[str, Any]) -> None:
    assert _claimed(case["text"]) == case["want"], case["why"]


def test_scale_words_in_a_row_are_nothing() -> None:
    assert _claimed("亿" * 3000) == []
