"""How a query is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.folding import fold
from aicompute_cli.document.words import Lexicon
from aicompute_cli.search.query import Query, parse_query

LEXICON = Lexicon.from_jieba()


def parse(text: str) -> Query:
    return parse_query(text, lambda raw: fold(raw).folded, LEXICON.cut)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("智算中心", ("智算中心",)),
        ("智算中心 智能算力", ("智算中心", "智能算力")),
        ("智算中心在哪里投产", ("智算中心", "在", "投产")),
        ("谁投资了东岭", ("投资", "了", "东岭")),
        ("２０２３年算力", ("年", "算力")),
        ("數據中心", ("数据中心",)),
        ("資料中心", ("数据中心",)),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert parse(text).words == words


def test_a_query_of_question_words_alone_keeps_them() -> None:
    assert parse("为什么").words
    assert parse("为什么").dropped == ()


def test_dropped_question_words_are_known() -> None:
    assert parse("算力规模是多少").dropped == ("多少",)


@pytest.mark.parametrize("quotes", ['""', "“”", "「」", "『』", "＂＂"])
def test_phrases_in_any_quotation_marks(quotes: str) -> None:
    query = parse(f"{quotes[0]}液冷 机柜{quotes[1]} 东岭")
    assert query.required == ("液冷 机柜",)
    assert query.words == ("液冷", "机柜", "东岭")


def test_chinese_quotation_marks_only_cite() -> None:
    query = parse("“液冷机柜”是什么")
    assert query.cited == ("液冷机柜",)
    assert query.without_cited().required == ()


@pytest.mark.parametrize("text", ["算力 -东岭", '算力 -"东岭"', "算力　－东岭", "-東嶺 算力"])
def test_exclusions(text: str) -> None:
    query = parse(text)
    assert query.excluded == ("东岭",)
    assert query.words == ("算力",)


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    query = parse("GPT-3 参数")
    assert query.excluded == ()
    assert query.spaced == ("gpt-3", "gpt", "3")


@pytest.mark.parametrize("text", ["", "   ", "。。", "-算力", '""', "-", '"'])
def test_a_query_without_a_term_is_empty(text: str) -> None:
    assert parse(text).is_empty


@given(st.text('智算 "“”-－AI1。哪什么\x00\x1b[]*?', max_size=30))
def test_any_query_parses(text: str) -> None:
    query = parse(text)
    assert all(len(gram) == 2 for gram in query.bigrams)
