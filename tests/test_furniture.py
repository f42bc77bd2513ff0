import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.furniture import mark_furniture
from aicompute_cli.document.furniture_cues import cues
from aicompute_cli.document.sentences import split_sentences

CASES = [
    json.loads(row)
    for row in (Path(__file__).parent / "cases/furniture.jsonl").read_text(encoding="utf-8").splitlines()
]
LINES = [case for case in CASES if "text" in case]
PAGES = [case for case in CASES if "page" in case]

TITLE = "城西机房扩建三个月"
PARAGRAPHS = [
    "城西机房的扩建从六月开始，到九月已装进两千台服务器，机柜用掉了八成。负责人说，剩下的位置也被订走了。",
    "电费是绕不开的账。按合同价算，一台整机每年要交一万多元，客户普遍觉得偏高。",
    "为了省电，机房改用液冷，冷却用电降了三成，噪声也小了。",
    "下一步，机房打算把余热卖给附近的小区，冬天可以少烧不少煤。",
]
AT = {"above": 1, "inside": 3, "below": 5}


@pytest.fixture(scope="module")
def simplify():
    return pytest.importorskip("opencc").OpenCC("t2s").convert


@pytest.mark.parametrize("case", LINES, ids=[case["text"][:30] for case in LINES])
def test_a_line_of_a_page(case, simplify):
    page = [TITLE, *PARAGRAPHS]
    page.insert(AT[case["where"]], case["text"])
    marked = _marked_lines(page, simplify)
    assert marked.pop(AT[case["where"]]) == case["want"]
    assert not any(marked)  # nothing of the article goes with it


@pytest.mark.parametrize("case", PAGES, ids=[case["why"] for case in PAGES])
def test_a_page(case, simplify, request):
    if case["kind"] == "known failure":
        request.applymarker(pytest.mark.xfail(strict=True))
    lines = [line[1:] for line in case["page"]]
    marked = _marked_lines(lines, simplify)
    wanted = [line[0] == "-" for line in case["page"]]
    assert [line for line, mark, want in zip(lines, marked, wanted, strict=True) if mark != want] == []


def test_a_note_that_closes_a_paragraph_is_furniture_and_the_paragraph_is_not(simplify):
    page = [TITLE, *PARAGRAPHS[:3], PARAGRAPHS[3] + "（本文首发某某周刊，作者｜张三）"]
    sentences = [(page[line - 1], mark) for line, mark in _marked(page, simplify)]
    assert [mark for _, mark in sentences] == [False] * (len(sentences) - 1) + [True]


def test_an_end_mark_behind_the_last_sentence_begins_the_tail(simplify):
    page = [TITLE, *PARAGRAPHS, "机房明年再招二十人。(完)", "晶片漲價潮來了", "電網為機房讓路"]
    assert [mark for _, mark in _marked(page, simplify)][-4:] == [False, True, True, True]


def test_an_empty_document_has_no_furniture():
    assert mark_furniture([], []) == []


@pytest.mark.parametrize("kind", ["notice", "credit", "section", "end", "comments", "neighbour", "tags"])
def test_every_kind_has_cues_that_compile(kind):
    places = ["line", "start", "short", "below", "within", "note", "opening", "before"]
    assert any(cues(kind, place).pattern.count("|") for place in places)


@pytest.mark.parametrize(
    "line", ["关注", "相关阅读", "(" * 59, "编辑：记者 " * 8, "甲>" * 29, "9" * 59, "甲。(完)"]
)
def test_repetition_is_read_in_linear_time(line):
    before = time.process_time()
    mark_furniture([line] * 20_000, range(20_000))
    assert time.process_time() - before < 4


@given(st.lists(st.tuples(st.text("智算阅读。！>：()完 1", min_size=1, max_size=30), st.integers(1, 9))))
def test_there_is_one_answer_for_each_sentence(page):
    page.sort(key=lambda sentence: sentence[1])
    sentences, lines = [text for text, _ in page], [line for _, line in page]
    assert len(mark_furniture(sentences, lines)) == len(page)


def _marked(page, simplify):
    text = "\n".join(page)
    spans = split_sentences(text)
    sentences = [simplify(text[start:end]) for start, end, _ in spans]
    lines = [line for *_, line in spans]
    return list(zip(lines, mark_furniture(sentences, lines), strict=True))


def _marked_lines(page, simplify):
    """For each line whether all its sentences are furniture."""
    marks = _marked(page, simplify)
    return [all(mark for number, mark in marks if number == line) for line in range(1, len(page) + 1)]
