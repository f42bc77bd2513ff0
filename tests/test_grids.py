from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.grids.scan import RULES, find_grid_values, grid_labels
from tests.conftest import load_cases


def article_in(text, published=None):
    article = article_of(document_from_text("a", text))
    return article._replace(published=date.fromisoformat(published) if published else None)


def written(article, claim, label):
    """text value unit kind start/end modality, then the row, column and caption."""
    quantity = claim.quantity
    period = f"{claim.start}/{claim.end}" if claim.start else "-"
    text = article.folded[quantity.span.start : quantity.span.end].replace(" ", "")
    value = f"{quantity.value:f}".rstrip("0").rstrip(".") if quantity.value % 1 else f"{quantity.value:.0f}"
    bound = [] if quantity.bound == "eq" else [quantity.bound]
    known = " ".join([text, value, quantity.unit, claim.kind, period, claim.modality, *bound])
    return [known, *label]


@pytest.mark.parametrize("case", load_cases("grids"))
def test_values_of_a_table(case):
    article = article_in(case["text"], case.get("published"))
    currency = case.get("currency", "CNY")
    labels = grid_labels(article, currency=currency)
    claims = find_grid_values(article, currency=currency)
    assert [written(article, claim, labels[claim.quantity.span.start]) for claim in claims] == case["want"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_makes_its_example_and_not_its_counter(rule):
    assert {name for claim in find_grid_values(article_in(rule.example)) for name in claim.rules} == {rule.id}
    assert find_grid_values(article_in(rule.counter)) == []


def test_the_sentence_of_a_value_is_the_line_that_it_stands_in():
    article = article_in("表1:用电(单位:万千瓦时)\n类别 2021 2022\n制冷 31 28\n照明 12 11")
    sentences = {sentence.number: sentence.folded_span for sentence in article.sentences()}
    for claim in find_grid_values(article):
        assert sentences[claim.sentence].start <= claim.quantity.span.start < sentences[claim.sentence].end


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=2, max_size=6))
def test_every_number_of_a_table_comes_back(pairs):
    rows = "".join(f"机房{'甲乙丙丁戊己'[at]} {one:,} {two}\n" for at, (one, two) in enumerate(pairs))
    claims = find_grid_values(article_in(f"表2:产量(单位:台)\n类别 2021 2022\n{rows}"))
    assert [claim.quantity.value for claim in claims] == [Decimal(value) for pair in pairs for value in pair]


@given(st.text("2019年季度收入增长率单位:亿元甲乙|\n \t%.-", max_size=80))
def test_no_text_breaks_the_reader(text):
    assert all(claim.quantity.unit for claim in find_grid_values(article_in(text)))
