"""Numerals in all their written forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.extract.quantities.numerals import find_numerals, parse_numeral
from aicompute_cli.extract.quantities.reading import EXACT
from tests.conftest import load_cases

DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
NUMBERS = st.integers(1, 10**16 - 1)


@pytest.mark.parametrize("case", load_cases("numerals"))
def test_numeral(case: dict[str, Any]) -> None:
    numeral = parse_numeral(case["text"])
    if case["want"] is None:
        assert numeral is None
        return
    written, value, high, more = case["want"]
    assert numeral is not None
    assert case["text"][: numeral.end] == written
    assert numeral.value == Decimal(value)
    assert numeral.high == (Decimal(high) if high else None)
    assert numeral.more == more


def in_words(number: int, digits: str, units: list[str]) -> str:
    """The number in full, as a cheque has it: 10203 is 一万零二百零三."""
    written, zero = "", False
    groups = [
        (number // 10**power % 10**4, scale) for power, scale in ((12, "兆"), (8, "亿"), (4, "万"), (0, ""))
    ]
    for group, scale in groups:
        part = ""
        for power in (3, 2, 1, 0):
            digit = group // 10**power % 10
            if digit:
                part += (digits[0] if zero else "") + digits[digit] + units[power]
            zero = (zero or bool(written or part)) and digit == 0
        written += part + (scale if part else "")
    return written


@given(NUMBERS)
def test_parse_of_words_in_full_is_the_number(number: int) -> None:
    for digits, units in ((DIGITS, ["", "十", "百", "千"]), (FORMAL, ["", "拾", "佰", "仟"])):
        text = in_words(number, digits, units)
        numeral = parse_numeral(text)
        assert numeral is not None
        assert (int(numeral.value), numeral.end) == (number, len(text))


@given(st.integers(100, 10**12).filter(lambda number: len(str(number)) > 2))
def test_parse_of_digits_by_place_is_the_number(number: int) -> None:
    numeral = parse_numeral("".join(DIGITS[int(digit)] for digit in str(number)))
    assert numeral is not None
    assert numeral.value == number


@given(NUMBERS, st.sampled_from([("", 0), ("万", 4), ("亿", 8), ("万亿", 12), (" 亿", 8)]), st.integers(0, 4))
def test_parse_of_digits_with_a_scale_word_is_the_number(
    number: int, scale: tuple[str, int], places: int
) -> None:
    amount = Decimal(number).scaleb(-places, EXACT)
    for written in (format(amount, "f"), format(amount, ",f")):
        numeral = parse_numeral(written + scale[0])
        assert numeral is not None
        assert numeral.value == amount.scaleb(scale[1], EXACT)


@given(st.text("0123456789.,零〇一二两三五九十百千万亿兆点廿多余几个来+ kw^eE"))
def test_numerals_of_any_text_stay_apart(text: str) -> None:
    place = 0
    for numeral in find_numerals(text):
        assert place <= numeral.start < numeral.end <= numeral.stop <= len(text)
        assert numeral.value.is_finite()
        place = numeral.end
