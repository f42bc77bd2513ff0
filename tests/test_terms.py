"""What a text is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.terms import cut_tokens, index_terms, lower, spaced_words, word_terms
from aicompute_cli.document.words import cut_words


def test_a_sentence_gives_words_characters_bigrams_and_latin_parts() -> None:
    terms = list(index_terms("东岭用gpt-3", cut_words))
    assert sorted(terms) == sorted(
        ["东", "岭", "用", "东岭", "岭用", *cut_words("东岭用"), "gpt-3", "gpt", "3"]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("算力达414.1eflops。", ["414.1eflops"]),
        ("gpt-3与atlas 900", ["gpt-3", "atlas", "900"]),
        ("100p算力", ["100p"]),
        ("得分1,129.75分", ["1,129.75"]),
        ("at&t、tcp/ip、c_1", ["at&t", "tcp/ip", "c_1"]),
        ("——…“”。", []),
        ("кирилл и café", ["кирилл", "и", "café"]),
    ],
)
def test_latin_words_and_numbers(text: str, words: list[str]) -> None:
    assert spaced_words(text) == words


def test_parts_of_a_word() -> None:
    assert word_terms("100p") == ["100p", "100", "p"]
    assert word_terms("1,129.75") == ["1129.75"]


@given(st.text())
def test_lower_keeps_every_position(text: str) -> None:
    assert len(lower(text)) == len(text)
    assert lower(lower(text)) == lower(text)


@given(st.text("智能算力AI服务器GPT-3 。，1２\n\t", max_size=60))
def test_tokens_join_to_the_text(text: str) -> None:
    tokens = list(cut_tokens(text, cut_words))
    assert "".join(token for _, token in tokens) == text
    assert all(text[at : at + len(token)] == token for at, token in tokens)
