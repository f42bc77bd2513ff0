"""Quantities: numbers with units, bounds and ranges, and what is no number."""

from __future__ import annotations

import sys
from decimal import Decimal, getcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.quantities.currency import page_currency
from aicompute_cli.extract.quantities.scan import RULES, find_quantities
from aicompute_cli.extract.rules import Rule
from tests.conftest import load_cases

SOUP = (
    "0123456789零〇一二两三五十百千万亿兆点分之半几多余个年月日元美港角%‰倍成折约近"
    "超过以上内左右至到和又从第前翻番每秒次浮运算 .,:/-~+()（），。kPWBGE$¥@"
)
REPEATED = [
    "3亿", "一", "十万", "1", "1年1月", "2020-", "1,", "3亿元", "1.", "(1)", "20%-", "三分之", "2^", "1又", "约",
    "超过约占", "5天", "五元", "1/", "1:", "每秒1次", "半", "翻", "A1-", "超过的2倍", "从1%到", "一两", "a@b.c1",
    "5元(美元，下同)", "点一", "十几万", "1个半月", "至少要花两年和", "第一、", "1° ", "1/2元", "1、2和3亿元", "1 1/2%",
    "三六．", "三六", "首批3亿，第二批5亿元，", "前1", "过半",
]  # fmt: skip


@pytest.mark.parametrize("case", load_cases("quantities"))
def test_quantities(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [text[one.span.start : one.span.end], one.value, one.high, one.unit, one.bound]
        for one in find_quantities(text, case.get("currency", "CNY"))
    ]
    assert found == [
        [span, Decimal(low), high and Decimal(high), *rest] for span, low, high, *rest in case["want"]
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_works_on_its_example_alone(rule: Rule) -> None:
    assert any(rule.id in one.rules for one in find_quantities(rule.example))
    assert not any(rule.id in one.rules for one in find_quantities(rule.counter))


def test_every_rule_that_a_case_names_is_listed() -> None:
    named = {
        rule
        for case in load_cases("quantities")
        for one in find_quantities(case.values[0]["text"])
        for rule in one.rules
    }
    assert named <= {rule.id for rule in RULES}


@given(st.text(SOUP, max_size=80))
@settings(max_examples=300)
def test_any_text_gives_quantities_in_order_and_in_bounds(text: str) -> None:
    precision = getcontext().prec
    place = 0
    for one in find_quantities(text):
        assert place <= one.span.start <= one.number.start < one.number.end <= one.span.end <= len(text)
        assert one.value.is_finite()
        assert one.high is None or one.high > one.value
        assert (one.bound == "range") == (one.high is not None)
        place = one.span.end
    assert getcontext().prec == precision


def calls_made(text: str) -> int:
    """How many functions are called to read `text`: the work done, whatever the machine."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_quantities(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", REPEATED)
def test_repetition_takes_linear_work(unit: str) -> None:
    find_quantities(unit)
    once, twice = (calls_made((unit * length)[:length]) for length in (3_000, 6_000))
    assert twice < 2.2 * once + 500


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("某公司今年營收成長，伺服器出貨年增三成，晶片訂單滿載，單季進帳80億元。", "TWD"),
        ("本港一間公司錄得盈利，按年升兩成，收市報12元，特區政府撥款5億元。", "HKD"),
        ("公司數據顯示，服務器芯片收入同比增長，我國信息產業投入30億元。", "CNY"),
        ("公司数据显示，服务器芯片收入同比增长，投入30亿元。", "CNY"),
        ("公司按年增长，收市报12元。", "CNY"),
        ("公司营收年增三成，台股收红，单季获利新台币80亿元。", "TWD"),
    ],
)
def test_money_of_the_page(text: str, currency: str) -> None:
    assert page_currency(article_of(document_from_text("a", text))) == currency
