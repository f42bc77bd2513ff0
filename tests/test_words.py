"""jieba-rs, the lexicon on disk and jieba itself cut alike."""

from __future__ import annotations

from math import log
from pathlib import Path

import jieba
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aicompute_cli.document.folding import fold
from aicompute_cli.document.terms import cjk_runs, lower
from aicompute_cli.document.words import MAX_RUN, Lexicon, cut_words, domain_words

CORPUS = Path(__file__).parents[1] / "corpus"

# Characters of words that overlap in many ways, so that paths compete.
RUNS = st.text(
    "智能算力计算中心人工大模型数据服务器市场规模增长中国发展和不了一的龘", min_size=1, max_size=40
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = tmp_path_factory.mktemp("lexicon")
    Lexicon.from_jieba().save(folder)
    return Lexicon.open(folder)


@pytest.fixture(scope="module")
def reference() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = "/nonexistent-so-that-no-cache-is-read-or-written"
    tokenizer.initialize()
    for word, frequency in domain_words():
        tokenizer.add_word(word, frequency)
    return tokenizer


def corpus_runs() -> list[str]:
    texts = (path.read_text("utf-8") for path in sorted(CORPUS.glob("*.md")))
    return [run for text in texts for run in cjk_runs(lower(fold(text).folded))]


def test_all_three_cut_the_corpus_alike(lexicon: Lexicon, reference: jieba.Tokenizer) -> None:
    runs = corpus_runs()
    assert len(runs) > 1000
    for run in runs:
        expected = list(reference.cut(run, HMM=False))
        assert lexicon.cut(run) == expected
        assert cut_words(run) == expected


@given(run=RUNS)
@example(run="算算算据服")  # two ways that are equally likely, but for the last bit of a sum
@example(run="大大大一不")
@settings(max_examples=300, deadline=None)
def test_all_three_cut_anything_alike(run: str, lexicon: Lexicon, reference: jieba.Tokenizer) -> None:
    """Of ways that are equally likely jieba-rs may take another one, as it rounds otherwise."""
    expected = list(reference.cut(run, HMM=False))
    assert lexicon.cut(run) == expected
    found = cut_words(run)
    assert found == expected or likelihood(found, reference) == pytest.approx(likelihood(expected, reference))


def likelihood(words: list[str], reference: jieba.Tokenizer) -> float:
    return sum(log(reference.FREQ.get(word) or 1) - log(reference.total) for word in words)


def test_domain_words_stay_whole(lexicon: Lexicon) -> None:
    for word, _ in domain_words():
        assert lexicon.cut(f"的{word}的") == ["的", word, "的"]


def test_no_word_of_the_dictionary_is_longer_than_what_is_looked_at() -> None:
    from aicompute_cli.document.words import _LONGEST, _dictionary_entries

    assert max(len(word) for word, _ in _dictionary_entries()) <= _LONGEST


def test_a_run_without_punctuation_is_cut_in_pieces() -> None:
    run = "智算" * (MAX_RUN + 7)
    assert "".join(cut_words(run)) == run


def test_what_is_in_the_lexicon(lexicon: Lexicon) -> None:
    assert "智算中心" in lexicon
    assert "算中" not in lexicon
