import json
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from aicompute_cli.document.folding import variants
from aicompute_cli.document.folding.variants import Phrases, Variants, detect_script, find_edits, simplify
from aicompute_cli.document.offsets import OffsetMap, apply_edits
from aicompute_cli.errors import UnreadableInputError
from aicompute_cli.model import FoldedSpan, Span

CASES = [
    json.loads(row)
    for row in (Path(__file__).parent / "cases/variants.jsonl").read_text(encoding="utf-8").splitlines()
]
FILLER = "算" * variants._SHORT  # makes a text long enough for the way that long texts are searched


@cache
def opencc_table(name):
    return variants._opencc_table(f"{name}.txt")


@cache
def t2s():
    return Variants.from_opencc(own=False), OpenCC("t2s")


@cache
def words():
    return variants._own_table("variants_words.tsv")


DICTIONARIES = ("TSPhrases", "TWPhrasesRev", "TWVariantsRevPhrases", "HKVariantsRevPhrases", "STPhrases")
PHRASES = sorted(opencc_table("TSPhrases"))
CHARACTERS = "".join(sorted(opencc_table("TSCharacters")))
MIXES = st.lists(st.sampled_from(PHRASES) | st.text(CHARACTERS + "A。，", max_size=3), max_size=8).map(
    "".join
)
OVERLAPPING = st.text("".join(sorted(set("".join(PHRASES)))), max_size=30)


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, marks=[pytest.mark.xfail] if c["kind"] == "known failure" else []) for c in CASES],
    ids=[case["text"][:20] for case in CASES],
)
def test_folded_is(case):
    assert simplify(case["text"]) == case["want"]


# 升腾, 统计划面, 颠复命题, 复上一层, 规画, 企画
T2S_GETS_WRONG = ("規畫", "企畫", "覆上", "昇騰", "昇腾", "統計畫面", "颠覆命", "顛覆命")
HELD = [case for case in CASES if case["kind"] != "known failure"]


@pytest.mark.parametrize("case", HELD, ids=[case["text"][:20] for case in HELD])
def test_the_mainland_side_of_a_case_stays(case):
    assert simplify(case["want"]) == case["want"]


@pytest.mark.parametrize("case", HELD, ids=[case["text"][:20] for case in HELD])
def test_a_text_and_its_conversion_to_simplified_characters_fold_alike(case):
    converted = t2s()[1].convert(case["text"])
    wrong = any(mark in case["text"] for mark in T2S_GETS_WRONG)
    assert (simplify(converted) == simplify(case["text"])) is not wrong


@pytest.mark.parametrize("name", DICTIONARIES)
def test_characters_are_folded_as_opencc_does_on_all_its_phrases(name):
    ours, theirs = t2s()
    for phrase in opencc_table(name):
        assert ours.simplify(phrase) == theirs.convert(phrase)


def test_characters_are_folded_as_opencc_does_on_all_its_characters():
    ours, theirs = t2s()
    assert ours.simplify(CHARACTERS) == theirs.convert(CHARACTERS)


def test_characters_are_folded_as_opencc_does_on_whole_sentences():
    ours, theirs = t2s()
    text = "\n".join(case["text"] for case in CASES)
    assert ours.simplify(text) == theirs.convert(text)


@given(MIXES | OVERLAPPING)
def test_characters_are_folded_as_opencc_does_on_mixes(text):
    ours, theirs = t2s()
    want = theirs.convert(text)
    assert ours.simplify(text) == want
    assert ours.simplify(text + FILLER) == want + FILLER


@given(st.text("甲乙", max_size=12), st.sets(st.text("甲乙", min_size=1, max_size=4), min_size=1, max_size=6))
def test_phrases_are_taken_longest_first_then_leftmost(text, phrases):
    table = Phrases(dict.fromkeys(phrases, "x"))
    left = list(text)
    want = []
    for length in range(4, 0, -1):
        for start in range(len(text) - length + 1):
            if "".join(left[start : start + length]) in phrases:
                want.append((start, start + length, "x"))
                left[start : start + length] = "." * length
    assert list(table.matches(text)) == sorted(want)
    assert list(table.matches(text + FILLER)) == sorted(want)


@given(st.lists(st.sampled_from([*words(), *PHRASES, *"著數,A 伺服"]), max_size=8).map("".join))
def test_edits_make_the_folded_text(text):
    edits = find_edits(text)
    assert apply_edits(text, edits) == simplify(text)
    assert OffsetMap.identity(len(text)).then(edits).folded_length == len(simplify(text))
    assert all(text[edit.start : edit.end] != edit.replacement for edit in edits)


def test_edits_are_as_small_as_can_be_so_that_spans_stay_narrow():
    text = "雲端運算網際網路"
    mapped = OffsetMap.identity(len(text)).then(find_edits(text))
    assert simplify(text) == "云计算互联网"
    assert mapped.to_text(FoldedSpan(2, 3)) == Span(3, 4)  # 算
    assert mapped.to_text(FoldedSpan(3, 6)) == Span(4, 8)  # 互联网


def test_simplified_text_needs_no_edits():
    assert find_edits("算力规模达到230EFLOPS，同比增长30%。" * 1000) == []


def test_every_word_is_folded_in_either_script():
    s2t = OpenCC("s2t")
    for word, fold in words().items():
        assert simplify(word) == simplify(s2t.convert(word)) == simplify(fold) == fold


def test_every_protected_word_needs_its_protection():
    for word, fold in words().items():
        others = {other: words()[other] for other in words() if other != word}
        assert word != fold or Phrases(others).replace(word) != word


def test_every_phrase_is_folded_to_its_length():
    for phrase, fold in variants._own_table("variants_phrases.tsv").items():
        assert simplify(phrase) == simplify(fold)
        assert len(phrase) == len(fold)


def test_every_character_is_one_that_opencc_leaves():
    for character, fold in variants._own_table("variants_characters.tsv").items():
        assert t2s()[0].simplify(character) == character
        assert simplify(character) == fold


def test_words_hold_no_separator_of_a_search():
    assert all(word.isalnum() for row in words().items() for word in row)


def test_what_was_saved_folds_like_what_was_built(tmp_path):
    built = Variants.from_opencc()
    built.save(tmp_path / "variants.tsv")
    loaded = Variants.load(tmp_path / "variants.tsv")
    for case in CASES:
        assert loaded.find_edits(case["text"]) == built.find_edits(case["text"])
    loaded.save(tmp_path / "again.tsv")
    assert (tmp_path / "again.tsv").read_bytes() == (tmp_path / "variants.tsv").read_bytes()


def test_an_opencc_of_nothing_but_characters_is_saved_too(tmp_path):
    t2s()[0].save(tmp_path / "variants.tsv")
    assert Variants.load(tmp_path / "variants.tsv").simplify("人工智慧") == "人工智慧"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:3000],
        lambda data: data.replace(b"variants 1", b"variants 0"),
        lambda data: data.replace("數".encode(), b"", 1),
        lambda data: data.replace(b"\t", b" "),
        lambda data: data + b"\xff",
        lambda data: data + b"\n\nmore\tof it",
    ],
)
def test_a_damaged_table_is_refused(damage, tmp_path):
    path = tmp_path / "variants.tsv"
    Variants.from_opencc().save(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(UnreadableInputError, match="not a table of variants"):
        Variants.load(path)


def test_a_query_loads_neither_opencc_nor_anything_slow(tmp_path):
    path = tmp_path / "variants.tsv"
    Variants.from_opencc().save(path)
    code = (
        "import sys; from pathlib import Path; from aicompute_cli.document.folding.variants import Variants;"
        "print(Variants.load(Path(sys.argv[1])).simplify('伺服器') == '服务器', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert done[0] == "True"
    assert not {"opencc", "importlib.resources", "hashlib", "marisa_trie"} & set(done)


def test_the_fingerprint_names_the_tables(monkeypatch):
    before = variants.variants_fingerprint()
    assert before == variants.variants_fingerprint()
    monkeypatch.setattr(variants, "_WORDS", variants._PHRASES)
    assert variants.variants_fingerprint() != before


@pytest.mark.parametrize("unit", ["程式", "藉", "乾坤", "於", "晶片。", "a", "網路由", "覆", "酒逢知己千鍾"])
def test_repetition_is_folded_in_linear_time(unit):
    before = time.process_time()
    find_edits(unit * (200_000 // len(unit)))
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("text", "bytes_a_second"), [("智能算力规模增长。", 5e6), ("資料中心的規模成長", 1.5e6)]
)
def test_folding_is_fast_enough(text, bytes_a_second):
    text *= 20_000
    find_edits(text)
    before = time.process_time()
    find_edits(text)
    assert len(text.encode()) / (time.process_time() - before) > bytes_a_second / 4  # the machine may be busy


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("算力规模与数据中心的建设进度", "hans"),
        ("算力規模與資料中心的建設進度", "hant"),
        ("数据中心由台積電、鴻海與廣達供貨，规模还会扩大", "mixed"),
        ("报告显示，数据中心建设规模增长较快，机构认为应当统筹东西部资源。" * 3 + "作者：鍾國強", "hans"),
        ("報告顯示，數據中心建設規模增長較快，機構認為應當統籌東西部資源。" * 3 + "来源：云头条", "hant"),
        ("後里", "hans"),
        ("國", "hant"),
        ("", "hans"),
        ("GPT-4 100P", "hans"),
        ("水平中文", "hans"),
    ],
)
def test_script_of(text, script):
    assert detect_script(text) == script


@given(st.text("数据中心資料國国ab"))
def test_the_script_does_not_hang_on_length_or_order(text):
    assert detect_script(text) == detect_script(text * 3) == detect_script(text[::-1])
