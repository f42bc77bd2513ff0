import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aicompute_cli.document.bylines import date_of
from aicompute_cli.document.furniture import mark_furniture
from aicompute_cli.document.metadata import find_row, merge, read_front_matter, read_metadata_csv
from aicompute_cli.document.metadata_text import metadata_from_text
from aicompute_cli.document.sentences import split_sentences
from aicompute_cli.model import Metadata

CASES = [
    json.loads(row)
    for row in (Path(__file__).parent / "cases/metadata.jsonl").read_text(encoding="utf-8").splitlines()
]
FRONT = "---\ntitle: 机房的账本\npublished: 2023-12-24\npublisher: 前沿周刊\nauthor: 张三\nurl: https://example.com/1\n---\n正文。"


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_metadata_from_a_page(case):
    found = metadata_from_text(case["page"], _furniture(case["page"]))._asdict()
    assert {name: found[name] for name in case["want"]} == case["want"]


def _furniture(page):
    simplify = pytest.importorskip("opencc").OpenCC("t2s").convert
    text = "\n".join(page)
    spans = split_sentences(text)
    marks = mark_furniture(
        [simplify(text[start:end]) for start, end, _ in spans], [line for *_, line in spans]
    )
    return [
        all(mark for mark, (*_, line) in zip(marks, spans, strict=True) if line == number)
        for number in range(1, len(page) + 1)
    ]


def test_the_first_source_that_knows_a_field_wins():
    row, front, text = (
        Metadata(published="2023-12-24"),
        Metadata(title="甲"),
        Metadata("乙", "2024-01-01", "丙"),
    )
    assert merge(row, front, text) == Metadata(title="甲", published="2023-12-24", publisher="丙")
    assert merge() == Metadata()


# metadata.csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_in_the_encodings_that_spreadsheets_write(encoding):
    table = "doc,title,published\na,机房的账本与电费的来历,2023年12月24日\nb,电网为机房让路,\n".encode(
        encoding
    )
    rows, skipped = read_metadata_csv(table, "metadata.csv")
    assert rows == {
        "a": Metadata("机房的账本与电费的来历", "2023-12-24"),
        "b": Metadata(title="电网为机房让路"),
    }
    assert skipped == []


def test_columns_come_in_any_order_and_unknown_ones_are_left_out():
    rows, _ = read_metadata_csv(b"URL, Doc ,note\r\nhttps://example.com,a,x\r\n\r\n", "metadata.csv")
    assert rows == {"a": Metadata(url="https://example.com")}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",题", "no doc"),
        ("a,题,2023-12-24,多", "4 cells under 3 columns"),
        ('b,"没有结束', "no row of CSV"),
        ("b,题,2023-02-30", "no date: 2023-02-30"),
        ("a,又一个", "a second row for a"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_ends_nothing(row, reason):
    table = f"doc,title,published\na,甲,2023-12-24\n{row}\nz,末,2024-01-01\n".encode()
    rows, skipped = read_metadata_csv(table, "metadata.csv")
    assert [(note.path, reason in note.reason) for note in skipped] == [("metadata.csv:3", True)]
    assert rows["a"].title == "甲"
    assert rows["z"].published == "2024-01-01"


def test_a_bad_date_leaves_the_rest_of_its_row():
    rows, _ = read_metadata_csv("doc,title,published\na,甲,下周\n".encode(), "metadata.csv")
    assert rows["a"] == Metadata(title="甲")


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"%PDF-1.7", b'"doc', b"\x00\x01\x02"])
def test_a_file_that_is_no_such_table_is_skipped(data):
    rows, skipped = read_metadata_csv(data, "metadata.csv")
    assert rows == {}
    assert len(skipped) == 1


@pytest.mark.parametrize("name", ["2023/a.txt", "2023/a", "a.txt", "a"])
def test_a_row_is_found_by_id_or_file_name(name):
    assert find_row({name: Metadata(title="题")}, "2023/a.txt").title == "题"
    assert find_row({name: Metadata(title="题")}, "2023/b.txt") == Metadata()


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_skipped(data):
    read_metadata_csv(b"doc,published\n" + data, "metadata.csv")


# Front matter


def test_front_matter():
    front = read_front_matter(FRONT, "a.md")
    assert front.metadata == Metadata("机房的账本", "2023-12-24", "前沿周刊", "张三", "https://example.com/1")
    assert FRONT[front.end :] == "正文。"
    assert front.skipped is None


def test_front_matter_with_carriage_returns():
    text = FRONT.replace("\n", "\r\n")
    front = read_front_matter(text, "a.md")
    assert front.metadata.title == "机房的账本"
    assert text[front.end :] == "正文。"


@pytest.mark.parametrize(
    ("block", "want"),
    [
        ("date: 2023/12/24", Metadata(published="2023-12-24")),
        ("published: 2023-12-24T08:00:00+08:00", Metadata(published="2023-12-24")),
        ("date: 2022-01-01\npublished: 2023-12-24", Metadata(published="2023-12-24")),
        ("source: 前沿周刊", Metadata(publisher="前沿周刊")),
        ("source: https://example.com/1", Metadata(url="https://example.com/1")),
        ("source:\n  title: 原题\n  publisher: 原刊\npublisher: 简报", Metadata(publisher="简报")),
        ("source:\n  title: 原题\n  publisher: 原刊", Metadata()),
        ("author: [张三, 李四]", Metadata(author="张三、李四")),
        ("title:\nauthor: ~\nurl: null", Metadata()),
        ('title: "2023: 算力"', Metadata(title="2023: 算力")),
        ("title: !!python/object/apply:os.system [ls]", Metadata(title="ls")),
        ("tags: [a, {b: [c]}]\ntitle: 题", Metadata(title="题")),
    ],
)
def test_front_matter_values(block, want):
    front = read_front_matter(f"---\n{block}\n---\n正文", "a.md")
    assert front.metadata == want
    assert front.end > 0


@pytest.mark.parametrize(
    "block",
    [
        "title: 一: 二",
        "title: [",
        "a: &x 1\nb: *x",
        "a: *x",
        "\tb: 1",
        "a: " + "[" * 5000,
        "\x07: 1",
        "title: " + "长" * 30_000,
    ],
    ids=["colon", "open list", "alias", "unknown alias", "tab", "deep", "control character", "too long"],
)
def test_bad_front_matter_is_named_and_stays_text(block):
    front = read_front_matter(f"---\n{block}\n---\n正文", "a.md")
    assert front.metadata == Metadata()
    assert front.end == 0
    assert front.skipped is not None
    assert front.skipped.path == "a.md"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "正文。",
        "---\n没有结束",
        "---\n只是一段话\n---\n正文",
        "正文\n---\ntitle: 题\n---\n",
        "----\na: 1\n----\n",
    ],
)
def test_text_without_front_matter_is_text(text):
    front = read_front_matter(text, "a.md")
    assert (front.metadata, front.end, front.skipped) == (Metadata(), 0, None)


def test_a_date_that_does_not_exist_is_named():
    front = read_front_matter("---\ntitle: 题\ndate: 2023-02-30\n---\n", "a.md")
    assert front.metadata == Metadata(title="题")
    assert front.skipped is not None
    assert front.end > 0


# Dates and lines


@given(st.dates(date(1921, 1, 1), date(2099, 12, 31)))
def test_any_date_of_our_centuries_is_read_in_every_form(day):
    minguo = f"民國{day.year - 1911}年{day.month}月{day.day}日"
    forms = [f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}"]
    assert {date_of(form) for form in [*forms, minguo]} == {day.isoformat()}


@pytest.mark.parametrize(
    "line", ["作者：" * 20, "记者 张三 " * 12, "2023-12-24 " * 8, "编辑" * 30 + "：", "9" * 70]
)
def test_repetition_is_read_in_linear_time(line):
    before = time.process_time()
    metadata_from_text([line] * 50_000, [True] * 50_000)
    assert time.process_time() - before < 2
