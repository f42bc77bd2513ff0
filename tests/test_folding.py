"""The folding steps: cases as data, and what holds for any text."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aicompute_cli.document.folding import STEPS, VARIANTS, Folded, fold
from aicompute_cli.document.folding.readings import characters_read
from aicompute_cli.document.offsets import Edit, OffsetMap, apply_edits
from aicompute_cli.model import FoldedSpan, Span
from tests.conftest import load_cases
from tests.test_offsets import follow

TOPICS = ("pinyin", "gbk_slip", "invisible", "width")
OWN_STEPS = [step for step in STEPS if step.name != VARIANTS]


def fold_without_variants(text: str) -> Folded:
    return fold(text, find_variants=lambda _: [])


@pytest.mark.parametrize("case", [case for topic in TOPICS for case in load_cases(f"folding_{topic}")])
def test_case(case):
    result = fold_without_variants(case["text"])
    assert result.folded == case["want"], case["why"]
    if case["kind"] == "negative":
        assert result == Folded(case["text"], OffsetMap.identity(len(case["text"])), {})


# Fragments of damaged pages and of clean ones, so that every step has something to do.
FRAGMENTS = [
    *"當數據業智算中心人％６，。?？１½㎡①（）()ＡAa\n\t\u3000\u200b\ufffd",
    "(shù)",
    "(yè)",
    "?shù)",
    "當(dāng)?shù)馗咝：灱s",
    "總?cè)藬?shù)",
    "力量浚?024年",
    "戳艘惶斓谋",
    "6，800",
    "4：1",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))


@pytest.mark.parametrize("step", OWN_STEPS, ids=lambda step: step.name)
@given(text=texts)
def test_edits_are_sorted_apart_and_change_something(step, text):
    edits = step.find_edits(text)
    assert edits == step.find_edits(text)
    done = 0
    for edit in edits:
        assert done <= edit.start < edit.end <= len(text)
        assert text[edit.start : edit.end] != edit.replacement
        done = edit.end


@given(text=texts)
def test_every_folded_character_knows_its_origin(text):
    folded, origins = text, [(at, at + 1) for at in range(len(text))]
    for step in OWN_STEPS:
        edits = step.find_edits(folded)
        folded, origins = apply_edits(folded, edits), follow(origins, edits)
    result = fold_without_variants(text)
    assert result.folded == folded
    assert [result.offsets.to_text(FoldedSpan(at, at + 1)) for at in range(len(folded))] == [
        Span(*origin) for origin in origins
    ]


@given(text=texts)
def test_line_ends_stay(text):
    ends = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
    assert ends.findall(fold_without_variants(text).folded) == ends.findall(text)


@settings(deadline=None)  # the first text loads the tables of variants
@given(text=st.text(alphabet="智算中心的规模为二三亿元，。！？；：（）“”…—·《》0123456789AIaz .,%\n"))
def test_clean_text_stays_as_it_is(text):
    assume(not re.search(r"\d[，：]\d", text))
    result = fold(text)
    assert result == Folded(text, OffsetMap.identity(len(text)), {})


def test_repairs_are_counted_by_place():
    result = fold_without_variants("當(dāng)?shù)馗咝：灱s，數(shù)據６％\u200b")
    assert result.folded == "當地高校簽約，數據6%"
    assert result.repairs == {"invisible": 1, "gbk_slip": 1, "pinyin": 2}


def test_span_of_a_repaired_number():
    text = "每臺報價6.3萬(wàn)元，占６３％"
    result = fold_without_variants(text)
    start = result.folded.index("6.3")
    span = result.offsets.to_text(FoldedSpan(start, start + 5))
    assert text[span.start : span.end] == "6.3萬(wàn)元"
    start = result.folded.index("63%")
    span = result.offsets.to_text(FoldedSpan(start, start + 3))
    assert text[span.start : span.end] == "６３％"


def test_slipped_characters_are_mapped_one_by_one():
    text = "與當(dāng)?shù)馗咝：灱s"
    result = fold_without_variants(text)
    high = result.folded.index("高校")
    assert result.folded == "與當地高校簽約"
    assert result.offsets.to_text(FoldedSpan(high, high + 2)) == Span(14, 16)


def test_variants_come_last_and_can_be_given():
    assert STEPS[-1].name == VARIANTS
    seen = []
    fold("數(shù)據６％", find_variants=lambda text: seen.append(text) or [Edit(0, 1, "数")])
    assert seen == ["數據6%"]


# The damage, made by the converter that gbk_slip describes.

SENTENCES = [
    "服務當地居民的機房用電不多",
    "園區與當地高校簽約",
    "服務當地的企業",
    "西部的總人數不多",
    "總容量與總產能都在增長",
    "企業能夠將模型部署到當地機房",
    "項目演變為行業標杆",
    "在當地興建數據中心",
    "多款AI服務器",
    "總體而言，業內認為市場還會擴大",
]
MARKED = {"數": "shù", "當": "dāng", "業": "yè", "側": "cè", "驅": "qū", "優": "yōu", "預": "yù", "機": "jī"}
MARKED |= {"創": "chuàng", "產": "chǎn", "務": "wù", "計": "jì", "擴": "kuò"}


def damage(text: str, marked: set[str]) -> str:
    """`text` as the converter leaves it that puts a reading behind the bytes of the marked characters."""
    data = text.encode("gbk")
    for char in sorted(marked):
        data = data.replace(char.encode("gbk"), f"{char}({MARKED[char]})".encode("gbk"))
    return read_badly(data)


def read_badly(data: bytes) -> str:
    """GBK as PHP's mbstring decodes it: a byte that fits nowhere takes ASCII, but no line end, along."""
    out = []
    at = 0
    while at < len(data):
        width = 2 if data[at] > 0x80 and data[at + 1 : at + 2] > b" " else 1
        char = data[at : at + width].decode("gb18030", "replace")
        out.append("?" if "\ufffd" in char else "€" if data[at] == 0x80 else char)
        at += width
    return "".join(out)


def matches(repaired: str, original: str) -> bool:
    """Whether they are the same but for what U+FFFD stands for."""
    pattern = "".join(".{0,2}" if char == "\ufffd" else re.escape(char) for char in repaired)
    return re.fullmatch(pattern, original) is not None


def test_all_readings_of_the_damage_are_known():
    assert all(char in characters_read(reading) for char, reading in MARKED.items())


@given(
    sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    marked=st.sets(st.sampled_from(sorted(MARKED))),
)
def test_damage_is_undone_up_to_what_is_lost(sentences, marked):
    original = "。\n".join(sentences)
    repaired = fold_without_variants(damage(original, marked)).folded
    assert all(map(matches, repaired.splitlines(), original.splitlines()))
    assert repaired.count("\ufffd") <= 2 * len(sentences)
