"""Amounts and periods as people read and type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.errors import UsageError
from aicompute_cli.extract.quantities.scan import find_quantities
from aicompute_cli.render.amounts import amount_text, period_text, rank_text
from aicompute_cli.search.amounts import Amount, Unit, read_amount, read_unit


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        ("12E+8", "USD", "12亿美元"),
        ("1.2345E+12", "CNY", "1.2345万亿元"),
        ("1.5", "CNY", "1.5元"),
        ("125E+7", "TWD", "12.5亿新台币"),
        ("12500", "人", "1.25万人"),
        ("12345", "台", "12345 台"),
        ("1234567", "台", "1234567 台"),
        ("0.65", "1", "0.65"),
        ("175E+9", "1", "1750亿"),
        ("0", "CNY", "0元"),
        ("0.00", "FLOPS", "0 FLOPS"),
        ("2E+17", "FLOPS", "200 PFLOPS"),
        ("1E+25", "OPS", "10 YOPS"),
        ("4.5E+13", "B", "45 TB"),
        ("5E+7", "W", "50 MW"),
        ("2.5E+9", "bit/s", "2.5 Gbit/s"),
        ("37", "%", "37%"),
        ("0.3", "pp", "0.3个百分点"),
        ("2.5", "x", "2.5倍"),
        ("2", "rank", "第2"),
        ("0.2", "s", "200毫秒"),
        ("0.0000025", "s", "2.5微秒"),
        ("90", "s", "1.5分钟"),
        ("100", "s", "100秒"),
        ("63072000", "s", "2年"),
        ("7E-9", "m", "7 nm"),
        ("1500", "m", "1.5 km"),
        ("66666", "m2", "66666平方米"),
        ("5000", "kg", "5 t"),
    ],
)
def test_a_value_is_short_and_exact(value: str, unit: str, wanted: str) -> None:
    assert amount_text(Decimal(value), None, unit) == wanted


@pytest.mark.parametrize(
    ("value", "high", "unit", "bound", "kind", "wanted"),
    [
        ("3", None, "x", "approx", "multiple", "≈3倍"),
        ("60", None, "个", "gt", "level", ">60 个"),
        ("30", None, "%", "ge", "cagr", "≥30%"),
        ("10", None, "%", "lt", "share", "<10%"),
        ("5", None, "rank", "le", "rank", "≤第5"),
        ("1", "3", "rank", "range", "rank", "第1–3"),
        ("20", "40", "%", "range", "share", "20–40%"),
        ("9E+7", "1.2E+9", "CNY", "range", "level", "9000万元–12亿元"),
        ("37", None, "%", "eq", "growth", "+37%"),
        ("-3.8", None, "%", "eq", "growth", "-3.8%"),
        ("48E+18", None, "FLOPS", "eq", "change", "+48 EFLOPS"),
        ("2", None, "x", "eq", "growth", "2倍"),
    ],
)
def test_bounds_and_signs(
    value: str, high: str | None, unit: str, bound: str, kind: str, wanted: str
) -> None:
    shown = amount_text(Decimal(value), Decimal(high) if high else None, unit, bound=bound, kind=kind)
    assert shown == wanted


def test_a_rank_names_the_item_that_has_it() -> None:
    assert rank_text("东岭", "第3") == "第3 东岭"
    assert rank_text("榜首", "第1") == rank_text("第一", "第1") == "第1"


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-07-01", "2023-12-31", "2023H2"),
        ("2023-04-01", "2023-06-30", "2023Q2"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-27", "2023-02-01–2023-02-27"),
        ("2022-11-01", "2023-01-31", "2022-11–2023-01"),
        ("2023-06-05", "2023-06-05", "2023-06-05"),
        ("2022-04-01", "2024-06-30", "2022-04–2024-06"),
        ("2023-01-01", None, "2023-01-01–"),
    ],
)
def test_periods(start: str, end: str | None, wanted: str) -> None:
    assert period_text(start, end) == wanted


@given(
    st.decimals(min_value=1, max_value=10**15, places=2),
    st.sampled_from(["USD", "CNY", "FLOPS", "W", "%", "台", "x"]),
)
def test_what_is_shown_reads_back(value: Decimal, unit: str) -> None:
    (quantity,) = find_quantities(amount_text(value, None, unit))
    assert (quantity.value, quantity.unit) == (value, unit)


# What is typed

KNOWN = ("CNY", "%", "台", "W")


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("cny", Unit("CNY")),
        ("w", Unit("W")),
        ("元", Unit("CNY")),
        ("亿元", Unit("CNY", Decimal(10**8))),
        ("美元", Unit("USD")),
        ("MW", Unit("W", Decimal(10**6))),
        ("eflops", Unit("FLOPS", Decimal(10**18))),
        ("百分点", Unit("pp")),
        ("毫秒", Unit("s", Decimal("0.001"))),
        ("台", Unit("台")),
        ("家", Unit("家")),
    ],
)
def test_units_are_read(given_: str, wanted: Unit) -> None:
    assert read_unit(given_, KNOWN) == wanted


@pytest.mark.parametrize("given_", ["珊瑚珊瑚", "亿", "5", "", "元元", "美元和欧元"])
def test_what_is_no_unit_says_which_there_are(given_: str) -> None:
    with pytest.raises(UsageError, match="CNY, %, 台, W"):
        read_unit(given_, KNOWN)


@pytest.mark.parametrize(
    ("given_", "units", "wanted"),
    [
        ("100", [], Amount(Decimal(100))),
        ("-3.5", [], Amount(Decimal("-3.5"))),
        ("1,200", [], Amount(Decimal(1200))),
        ("1e18", [], Amount(Decimal("1E+18"))),
        ("100", [Unit("FLOPS", Decimal(10**18))], Amount(Decimal(10**20))),
        ("5万", [Unit("台")], Amount(Decimal(50000))),
        ("50亿美元", [], Amount(Decimal(5 * 10**9), "USD")),
        ("50亿美元", [Unit("USD")], Amount(Decimal(5 * 10**9), "USD")),
        ("-5%", [], Amount(Decimal(-5), "%")),
        ("三成", [], Amount(Decimal(30), "%")),
        ("两倍", [], Amount(Decimal(2), "x")),
    ],
)
def test_amounts_are_read(given_: str, units: list[Unit], wanted: Amount) -> None:
    assert read_amount(given_, "--min", units) == wanted


@pytest.mark.parametrize("given_", ["", "许多", "5 5", "nan", "inf", "1e9999", "--5", "2023年", "50亿美元的"])
def test_what_is_no_amount_says_how_to_give_one(given_: str) -> None:
    with pytest.raises(UsageError, match=r"--min .*Give a number"):
        read_amount(given_, "--min", [])
