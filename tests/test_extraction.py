"""Facts of whole documents are sound, whatever the text: hostile cases, soups of words, the bundled corpus."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicompute_cli.cli.settings import bundled_corpus
from aicompute_cli.document.decoding import decode
from aicompute_cli.document.loader import Document, document_from_text
from aicompute_cli.extract.facts import find_facts
from aicompute_cli.model import Fact
from tests.conftest import load_cases

BOUNDS = {"eq", "approx", "gt", "ge", "lt", "le", "range"}
KINDS = {"level", "growth", "cagr", "share", "multiple", "change", "rank"}
ARTICLES = sorted(bundled_corpus().glob("*.md"))
DAMAGE = "，。、；：“”《》（）|\t\n 的0９%½年\x85\u2028\u202e\u200b\ud800第前"
SOUP = [
    *"0123456789零一二两三十百千万亿点分之半几多余个年月日元%倍成折约近超至到和从第前每",
    *" .,:/-~+（）()，。、；：“”《》「」|\t\n",
    *"９％½³①Ⅷ億臺\x00\x1b\x85\u2028\u202e\u200b\ufeff\ud800😀",
    *(
        "2023年",
        "今年",
        "上年同期",
        "截至",
        "以来",
        "未来五年",
        "2023-01",
        "Q3",
        "一季度",
        "2月30日",
        "首百季",
    ),
    *(
        "3亿元",
        "5%",
        "-3%",
        "3%-5%",
        "下降",
        "增长",
        "同比",
        "占",
        "降至",
        "超过",
        "以上",
        "左右",
        "翻番",
        "三成",
    ),
    *(
        "第一",
        "榜首",
        "前三",
        "依次为",
        "分别",
        "位居",
        "排名",
        "据",
        "显示",
        "表示，",
        "预计",
        "计划",
        "《报告》",
    ),
    *(
        "南州公司",
        "IDC",
        "信通院",
        "何远",
        "（以下简称",
        "该公司",
        "前者",
        "其中",
        "城市",
        "出货量",
        "市场规模",
        "的",
    ),
    *("项目\t2021年\t2022年\n", "收入\t3\t4\n", "|甲|乙|\n|-|-|\n|1|2|\n", "单位：亿元\n", "1. ", "- ", "# "),
    *("(yì)", "1e999", "10^9", "9" * 40, "1/0", "4:1", "1,234", "$", "PFLOPS", "/", "\r\n", "2023-1-1\n"),
]


def check(fact: Fact, doc: Document) -> None:
    """A fact is one that can be cited, compared and printed."""
    sentence = doc.sentences[fact.sentence]
    assert doc.text[fact.span.start : fact.span.end] == fact.text != ""
    assert sentence.span.start <= fact.span.start < fact.span.end <= sentence.span.end
    assert fact.line == sentence.line
    assert fact.value.is_finite()
    assert fact.value_high is None or (fact.value_high.is_finite() and fact.value_high > fact.value)
    assert (fact.bound == "range") == (fact.value_high is not None)
    assert fact.bound in BOUNDS
    assert fact.kind in KINDS
    assert fact.unit
    assert (fact.kind == "rank") == (fact.unit == "rank")
    assert fact.modality in {"actual", "forecast", "target"}
    days = [day for day in (fact.start, fact.end) if day]
    assert days == sorted(days)
    assert days == [date.fromisoformat(day).isoformat() for day in days]
    for text in (fact.metric, *fact.sources):
        assert text == text.strip()
        assert not any(unicodedata.category(sign)[0] == "C" for sign in text)
    assert all(fact.sources)


def facts_of(text: str) -> list[Fact]:
    """The facts of a text; each is checked, and that they stand in order and have ids of their own."""
    doc = document_from_text("a", text)
    facts = find_facts(doc)
    for fact in facts:
        check(fact, doc)
    ends = [0, *(fact.span.end for fact in facts)]
    assert all(end <= fact.span.start for end, fact in zip(ends, facts, strict=False))
    assert len({fact.id for fact in facts}) == len(facts)
    return facts


@pytest.mark.parametrize("case", load_cases("extraction_hostile"))
def test_hostile_texts(case: dict[str, Any]) -> None:
    found = [
        [fact.text, str(fact.value), fact.value_high and str(fact.value_high)]
        for fact in facts_of(case["text"])
    ]
    assert found == case.get("want", found), case["why"]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SOUP), max_size=40))
def test_any_soup_of_words_gives_sound_facts(words: list[str]) -> None:
    facts_of("".join(words))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_of_the_corpus(path: Any) -> None:
    assert all(fact.metric and fact.rules for fact in facts_of(decode(path.read_bytes()).text))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.data())
def test_damaged_articles(data: st.DataObject) -> None:
    """Pieces of articles, cut anywhere, doubled, in any order, with a sign put in."""
    text = decode(data.draw(st.sampled_from(ARTICLES)).read_bytes()).text
    pieces = []
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        pieces += [
            text[start : start + data.draw(st.integers(1, 120))],
            data.draw(st.sampled_from(["", *DAMAGE])),
        ]
    facts_of("".join(pieces))
