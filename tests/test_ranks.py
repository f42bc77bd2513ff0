from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.ranks.scan import RULES, find_ranks
from aicompute_cli.extract.ranks.words import place_of
from tests.conftest import load_cases


def ranks_in(text):
    return find_ranks(article_of(document_from_text("a", text)))


def written(text, claim):
    quantity = claim.quantity
    row = [text[quantity.span.start : quantity.span.end], int(quantity.value)]
    if quantity.bound != "eq":
        row.append(quantity.bound)
    return [*row, int(quantity.high)] if quantity.high is not None else row


@pytest.mark.parametrize("case", load_cases("ranks"))
def test_places_of_a_sentence(case):
    assert [written(case["text"], claim) for claim in ranks_in(case["text"])] == case["want"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_makes_its_example_and_not_its_counter(rule):
    assert rule.id in {name for claim in ranks_in(rule.example) for name in claim.rules}
    assert not any(rule.id in claim.rules for claim in ranks_in(rule.counter))


def test_a_claim_of_an_item_is_a_rank_at_its_name():
    claims = ranks_in("前两名依次为海拓和远帆。")
    assert {(claim.kind, claim.quantity.unit, claim.quantity.bound) for claim in claims} == {
        ("rank", "rank", "eq")
    }
    assert [claim.item for claim in claims] == [claim.quantity.span for claim in claims]


def test_who_has_the_place_is_the_item_where_the_sentence_says_so():
    text = "第一名是海拓，位居榜首。"
    first, word = ranks_in(text)
    assert text[first.item.start : first.item.end] == "海拓"
    assert word.item is None


def test_the_claims_name_their_sentences():
    assert [claim.sentence for claim in ranks_in("甲居第一。\n乙不在榜。\n丙居第三。")] == [0, 2]


@given(st.integers(1, 9999))
def test_digits_name_their_place(place):
    assert place_of(str(place)) == place


@given(st.text("第前一二三五十名位大、，和依次为是排居列榜首甲乙A1 ()", max_size=60))
def test_spans_lie_in_their_sentence_apart_from_each_other(text):
    claims = ranks_in(text)
    spans = [claim.quantity.span for claim in claims]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
