"""Periods: cases from data, a walk over all rules, properties, and time that grows no faster than the text."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from borax.calendars.lunardate import LunarDate
from hypothesis import given, settings
from hypothesis import strategies as st

import aicompute_cli.extract.periods
from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.article import article_of
from aicompute_cli.extract.periods.days import Days, years_on
from aicompute_cli.extract.periods.numerals import number
from aicompute_cli.extract.periods.rules import RULES
from aicompute_cli.extract.periods.scan import find_periods
from aicompute_cli.extract.periods.words import words
from aicompute_cli.extract.timing.scan import time_claims
from aicompute_cli.model import Claim, FoldedSpan, Period, Quantity

from .conftest import load_cases

PACKAGE = Path(aicompute_cli.extract.periods.__file__).parent
TODAY = date(2024, 5, 15)
WORDS = (
    "今年去年上半年第三季度末底初至到—-、前后未来近3三十二〇0129年月日周期同截止自以起（)《》。,. \n民国财"
    "点时:半正农历初廿腊晚上午小"
)


def found(text: str, today: str | None) -> list[list[str | None]]:
    periods = find_periods(text, date.fromisoformat(today) if today else None)
    return [[text[p.span.start : p.span.end], iso(p.start), iso(p.end), p.role] for p in periods]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def rules_of(periods: list[Period]) -> set[str]:
    return {rule for period in periods for rule in period.rules}


@pytest.mark.parametrize("case", load_cases("periods"))
def test_cases(case):
    assert found(case["text"], case["today"]) == case["want"], case["why"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_makes_its_example_and_not_its_counter_example(rule):
    today = None if rule.id == "period.year.carried" else TODAY
    assert rule.id in rules_of(find_periods(rule.example, today))
    assert rule.id not in rules_of(find_periods(rule.counter, today))


def test_every_rule_that_a_period_can_carry_is_described():
    sources = (path.read_text("utf-8") for path in PACKAGE.glob("*.py") if path.name != "rules.py")
    named = {name for source in sources for name in re.findall(r'"(period\.[a-z]+\.[a-z-]+)"', source)}
    assert named == {rule.id for rule in RULES}
    assert len(named) == len(RULES)


@pytest.mark.parametrize("word", sorted(words()))
def test_each_word_of_the_table_is_found(word):
    spans = [found(text, "2024-05-15") for text in (word, f"2022年{word}", f"2022年3月{word}")]
    assert any(period[0].endswith(word) for periods in spans for period in periods)


@settings(deadline=None)
@given(st.text(WORDS, max_size=60), st.none() | st.dates())
def test_any_text_gives_periods_in_order_that_end_after_they_begin(text, today):
    periods = find_periods(text, today)
    spans = [period.span for period in periods]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)
    assert all(p.start <= p.end for p in periods if p.start and p.end and p.role == "in")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_written_date_is_read_back(day):
    texts = (f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}", f"{day.year}/{day.month}/{day.day}")
    for text in texts:
        (period,) = find_periods(text, None)
        assert (period.start, period.end) == (day, day)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_what_is_counted_from_the_date_lies_beside_it(today):
    last, this, coming = find_periods("上季度、本季度、下季度", today)
    assert this.start <= today <= this.end
    assert last.end + timedelta(1) == this.start
    assert coming.start - timedelta(1) == this.end


@given(st.integers(1, 12), st.integers(2000, 2030), st.integers(-5, 5))
def test_whole_months_stay_whole_in_another_year(month, year, years):
    (period,) = find_periods(f"{year}年{month}月", None)
    (other,) = find_periods(f"{year + years}年{month}月", None)
    assert years_on(Days(period.start, period.end), years) == (other.start, other.end)


@pytest.mark.parametrize(
    ("text", "value"),
    [("廿三", 23), ("卅一", 31), ("三十", 30), ("一○五", 105), ("九八", 98), ("一百零八", 108)],
)
def test_numerals(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "pattern", ["1年1月", "9点至", "上午9:00-", "12:", "正月初", "廿", "3-7-07 ", "每周日晚", "《", "将明年"]
)
def test_a_page_of_one_pattern_is_read_to_its_end(pattern):
    text = pattern * 2_000 + "\n完工于2021年3月8日。"
    last = find_periods(text, TODAY)[-1]
    assert (last.start, last.end) == (date(2021, 3, 8), date(2021, 3, 8))


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_lunar_date_is_read_back(day):
    lunar = LunarDate.from_solar(day)
    leap = "闰" if lunar.leap else ""
    (period,) = find_periods(f"农历{lunar.year}年{leap}{lunar.month}月{lunar.cn_day}", None)
    assert (period.start, period.end) == (day, day)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_the_day_leaves_the_date_as_it_is(day, hour, minute):
    written = f"{day.year}年{day.month}月{day.day}日"
    for text in (
        f"{written}{hour}时{minute}分",
        f"{written} {hour:02}:{minute:02}",
        f"{day} {hour:02}:{minute:02}",
    ):
        (period,) = find_periods(text, None)
        assert (period.start, period.end, period.grain) == (day, day, "hour")


def test_a_time_of_the_day_does_not_date_figures():
    article = article_of(document_from_text("case", "2023年3月5日9时，车间停产。晚上8点，库存为6000台。"))
    span = FoldedSpan(*re.search("6000台", article.folded).span())
    claim = Claim(Quantity(span, span, Decimal(6000)), article.paragraphs[0].sentences[1].number)
    for today in (None, date(2024, 5, 15)):
        day, hour = find_periods(article.folded, today)
        assert (day.grain, hour.grain) == ("hour", "hour")
        assert time_claims(article, [claim], [day, hour]) == time_claims(article, [claim], [day])
