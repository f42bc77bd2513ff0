import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.sentences import LONGEST, split_sentences

CASES = [
    json.loads(row)
    for row in (Path(__file__).parent / "cases/sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_sentences_of(case):
    text = case["text"]
    assert [text[start:end] for start, end, _ in split_sentences(text)] == case["want"]


def test_lines_count_every_line_end_once():
    assert [line for _, _, line in split_sentences("甲。乙\r\n丙\n\n丁\r戊\r\n\r\n己")] == [1, 1, 2, 4, 5, 7]


def test_text_before_the_start_gives_no_sentence_but_counts_its_lines():
    text = "---\ntitle: 题\n---\n正文。"
    assert split_sentences(text, start=17) == [(17, 20, 4)]
    assert text[17:20] == "正文。"


def test_a_long_run_is_cut_at_commas():
    pieces = _pieces("智算中心密集落地，" * 1000)
    assert all(piece.endswith("，") and len(piece) <= LONGEST for piece in pieces)


def test_a_long_run_without_commas_is_cut_hard_but_not_inside_a_number():
    pieces = _pieces("算" * 595 + "1234567.89亿" + "力" * 700)
    assert pieces[1].startswith("1234567.89亿")
    assert max(map(len, pieces)) == LONGEST


def test_a_comma_inside_a_number_is_no_place_to_cut():
    pieces = _pieces("算" * 590 + "1,234,567,890" + "力" * 100)
    assert pieces[1].startswith("1,234,567,890")


def test_a_number_longer_than_a_passage_is_cut_all_the_same():
    assert "".join(_pieces("7" * 2000)) == "7" * 2000


@pytest.mark.parametrize("unit", ["智", "?", "智?", '。"', "- ", "|", "\r", "?dù)", "1,", "。[1"])
def test_repetition_is_read_in_linear_time(unit):
    before = time.process_time()
    split_sentences(unit * 100_000)
    assert time.process_time() - before < 2


@given(st.text(alphabet='智算力A1 　。？!?"”）\n\r,，-|#[]', max_size=60))
def test_sentences_are_ordered_trimmed_and_hold_every_word(text):
    spans = split_sentences(text)
    ends = [0] + [end for _, end, _ in spans]
    starts = [start for start, _, _ in spans] + [len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert all(text[start:end] == text[start:end].strip() for start, end, _ in spans)
    between = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    assert not any(character in "智算力A" for character in between)


@given(st.text(alphabet="智。!?\n\r-# ", max_size=40))
def test_a_line_number_is_one_more_than_the_line_ends_before_it(text):
    for start, _, line in split_sentences(text):
        before = text[:start]
        assert line == 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def _pieces(text):
    return [text[start:end] for start, end, _ in split_sentences(text)]
