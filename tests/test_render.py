"""Records in every format: safe to look at, exact to read back, never cut."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from aicompute_cli.render.formats import Format, Layout, Output, write_records
from aicompute_cli.render.records import (
    defused,
    markdown,
    write_csv,
    write_json,
    write_jsonl,
    write_md,
    write_tsv,
)
from aicompute_cli.render.table import Cell, Column, print_table
from aicompute_cli.render.terminal import display_width, printable, printable_line, terminal_width, use_colour
from aicompute_cli.render.values import json_text, number_text
from aicompute_cli.render.wrapping import line_breaks

CASE_FILE = Path(__file__).parent / "cases/render.jsonl"
CASES = [json.loads(line) for line in CASE_FILE.read_text(encoding="utf-8").split("\n")[:-1]]
FORMATS = get_args(Format)
HOSTILE = "\x1b[31m\x9b1m\x07\x08\r\x00\x7f\x85\u202e\u2066\u200f\u061c\u2028\u2029\ufeff\udc80智"
VERBATIM = ["[/b]", "[link=file:///x]", "[注1]", ":100:", "[red]甲[/red]", "a\\[b]"]
FORBIDDEN = re.compile(
    "[^\n\t -~\u00a0-\U0010ffff]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

any_text = st.text(
    st.one_of(
        st.sampled_from(HOSTILE + "|`*_\\[]()<>&;~=+-@\"' \n\t,，中"), st.characters(exclude_categories=())
    )
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def written(write: Callable[..., Any], *args: Any, **options: Any) -> str:
    out = io.StringIO()
    write(*args, out, **options)
    return out.getvalue()


def table(texts: list[str] | list[Cell], **options: Any) -> str:
    out = io.StringIO()
    print_table([{"text": text} for text in texts], [Column("text")], out=out, **options)
    return out.getvalue()


def in_format(name: Any, text: str, colour: Any = "never") -> str:
    layout = Layout((text, "value"), (Column(text), Column("value", align="right")))
    record = {text: text, "value": [text, {text: text}]}
    return written(lambda out: write_records([record], layout, Output(name, colour=colour), out))


def squeezed(text: str) -> str:
    return "".join(text.split())


FORMS: dict[str, Callable[[str], str]] = {
    "printable": printable,
    "line": printable_line,
    "json": json_text,
    "md": markdown,
    "csv": lambda text: written(write_csv, [{"k": text}], ["k"]).removeprefix("k\n").removesuffix("\n"),
    "tsv": lambda text: written(write_tsv, [{"k": text}], ["k"]).removeprefix("k\n").removesuffix("\n"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['form']}: {case['why']}")
def test_text_comes_out_as_its_case_says(case: dict[str, str]) -> None:
    assert FORMS[case["form"]](case["text"]) == case["want"]


@pytest.mark.parametrize("name", FORMATS)
@example(HOSTILE)
@given(any_text)
def test_no_text_puts_a_control_character_into_any_format(name: str, text: str) -> None:
    assert FORBIDDEN.findall(in_format(name, text)) == []


@example(HOSTILE, 20)
@given(any_text, st.integers(1, 60))
def test_no_text_puts_a_control_character_on_a_terminal(text: str, width: int) -> None:
    assert FORBIDDEN.findall(table([text, HOSTILE], width=width)) == []
    coloured = re.sub(
        r"\x1b\[(?:\d+(?:;\d+)*)?m", "", table([Cell(text, [(1, 3)])], width=width, colour=True)
    )
    assert FORBIDDEN.findall(coloured) == []


@pytest.mark.parametrize("text", VERBATIM)
@pytest.mark.parametrize("name", ["table", "csv", "tsv"])
@pytest.mark.parametrize("colour", ["never", "always"])
def test_nothing_in_a_text_is_markup(name: str, text: str, colour: str) -> None:
    assert in_format(name, text, colour).count(text) >= 2


@given(any_text)
def test_markdown_shows_the_text(text: str) -> None:
    page = written(write_md, [{"k": text}], [Column("k")])
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    *_, cell = [token for token in tokens if token.type == "inline"]
    children = cell.children or []
    assert {child.type for child in children} <= {"text", "html_inline", "softbreak"}
    assert {child.content for child in children if child.type == "html_inline"} <= {"<br>"}
    shown = "".join(child.content for child in children if child.type == "text")
    assert squeezed(shown) == squeezed(printable(text))


@given(st.lists(json_values, max_size=3))
def test_json_reads_back(values: list[object]) -> None:
    records = [{"key": value} for value in values]
    assert json.loads(written(write_json, records)) == records
    assert [json.loads(line) for line in written(write_jsonl, records).splitlines()] == records


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_are_exact_json_numbers(value: Decimal) -> None:
    assert json.loads(json_text([value]), parse_float=Decimal, parse_int=Decimal) == [value]


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (Decimal("4.141E+20"), "414100000000000000000"),
        (Decimal("63.00"), "63"),
        (Decimal("-3.8"), "-3.8"),
        (Decimal("0.00001"), "0.00001"),
        (Decimal("1E+999999"), "1E+999999"),
        (Decimal(100), "100"),
        (2.5, "2.5"),
        (7, "7"),
    ],
)
def test_numbers(value: Decimal | float, want: str) -> None:
    assert number_text(value) == want == json_text(value)
    assert written(write_csv, [{"k": value}], ["k"]) == f"k\n{want}\n"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused(value: Decimal | float) -> None:
    with pytest.raises(ValueError, match=r"number|JSON"):
        json_text({"value": value})


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_csv_reads_back_but_for_the_defusing_quote(rows: list[tuple[str, str]]) -> None:
    rows = [(printable(a), printable(b)) for a, b in rows]
    records = [{"a": a, "b": b} for a, b in rows]
    _, *defanged = csv.reader(io.StringIO(written(write_csv, records, "ab"), newline=""))
    assert defanged == [[defused(a), defused(b)] for a, b in rows]
    _, *raw = csv.reader(io.StringIO(written(write_csv, records, "ab", raw=True), newline=""))
    assert raw == [[a, b] for a, b in rows]


@given(any_text)
def test_defusing_can_be_undone(text: str) -> None:
    shown = defused(text)
    was_defused = shown[:1] == "'" and defused(shown[1:]) != shown[1:]
    assert (shown[1:] if was_defused else shown) == text


def test_values_in_csv_and_tsv() -> None:
    record = {"n": -3.8, "none": None, "list": ["甲", {"b": [1]}], "yes": True}
    assert written(write_csv, [record], list(record)).splitlines()[1] == '-3.8,,"[""甲"", {""b"": [1]}]",true'
    assert written(write_tsv, [record], list(record)).splitlines()[1] == '-3.8\t\t["甲", {"b": [1]}]\ttrue'
    assert written(write_csv, [], ["k"], bom=True) == "\ufeffk\n"


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("table", ""),
        ("json", "[]\n"),
        ("jsonl", ""),
        ("csv", "k\n"),
        ("tsv", "k\n"),
        ("md", "| k |\n| ---: |\n"),
    ],
)
def test_without_records(name: Any, want: str) -> None:
    layout = Layout(("k",), (Column("k", align="right"),))
    assert written(lambda out: write_records([], layout, Output(name), out)) == want


def test_jsonl_is_flushed_as_it_comes() -> None:
    flushed: list[str] = []

    class Out(io.StringIO):
        def flush(self) -> None:
            flushed.append(self.getvalue())

    write_jsonl([{"k": 1}, {"k": 2}], Out())
    assert flushed[:2] == ['{"k": 1}\n', '{"k": 1}\n{"k": 2}\n']


def test_the_number_of_records_is_returned() -> None:
    layout = Layout(("k",), (Column("k"),))
    assert write_records(({"k": k} for k in range(3)), layout, Output("jsonl"), io.StringIO()) == 3


ROWS = [
    {"doc": "d1", "value": Decimal("6.3E+9"), "text": "智算中心建成，规模“63”亿[注1]", "marks": [[0, 4]]},
    {"doc": "d22", "value": Decimal("-3.8"), "text": "同比下降", "marks": []},
]
COLUMNS = [
    Column("doc", "文档", style="cyan", no_wrap=True),
    Column("value", align="right"),
    Column("text", format=lambda row: Cell(str(row["text"]), row["marks"])),  # type: ignore[arg-type]
]
PLAIN = """\
文档       value  text
----  ----------  -----------------------------
d1    6300000000  智算中心建成，规模“63”亿[注1]
d22         -3.8  同比下降
"""


def test_a_table_in_a_pipe_is_plain() -> None:
    assert written(lambda out: print_table(ROWS, COLUMNS, out=out)) == PLAIN


def test_a_terminal_shows_the_table_that_a_pipe_gets() -> None:
    shown = written(lambda out: print_table(ROWS, COLUMNS, out=out, width=80))
    assert [line.rstrip() for line in shown.splitlines()] == PLAIN.splitlines()


def test_highlights_are_coloured_where_there_is_colour() -> None:
    cell = Cell("一智算二\x1b三智算", [[6, 8], [1, 3], [2, 3], [9, 12]])
    assert re.findall(r"\x1b\[1;31m(.*?)\x1b", table([cell], colour=True)) == ["智算", "智算"]
    assert table([cell]).splitlines()[2] == "一智算二\\x1b三智算"
    nested = table([Cell("一二三四", [[0, 3], [1, 2]])], colour=True)
    assert re.findall(r"\x1b\[1;31m(.*?)\x1b\[0m(.*)", nested) == [("一二三", "四")]


def test_colour_that_was_asked_for_is_not_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[1;31m智\x1b[0m" in table([Cell("智", [[0, 1]])], colour=True, width=20)


def test_a_tab_on_a_terminal_is_four_spaces() -> None:
    assert table(["一\t二"], width=20).splitlines()[2] == "一    二"


@pytest.mark.parametrize("colour", [False, True])
def test_a_cell_in_a_pipe_is_one_line_and_never_cut(colour: bool) -> None:
    assert "甲\\n" + "长" * 5000 + "\\t尾" in table(["甲\n" + "长" * 5000 + "\t尾"], colour=colour)


@example("❤\ufe0f" * 30, 4)
@example("１\u20e3" * 9 + "👨\u200d👩\u200d👧" * 9, 3)
@example("（" * 50 + " a" * 9, 2)
@given(any_text, st.integers(1, 40))
def test_a_terminal_shows_all_of_the_text(text: str, width: int) -> None:
    _, _, shown = table([text], width=width).replace("\n", " ").partition("-")
    assert squeezed(shown).lstrip("-") == squeezed(printable(text)).lstrip("-")


@given(
    st.lists(st.text(st.sampled_from("中，“a1 —①"), max_size=60), min_size=4, max_size=4), st.integers(38, 90)
)
def test_a_table_fits_the_terminal(texts: list[str], width: int) -> None:
    columns = [Column("a", no_wrap=True), Column("b"), Column("c", align="right"), Column("d")]
    record = dict(zip("abcd", texts, strict=True))
    lines = written(lambda out: print_table([record], columns, out=out, width=width)).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_a_column_that_may_not_wrap_keeps_its_width() -> None:
    columns = [Column("a"), Column("day", no_wrap=True), Column("b")]
    record = {"a": "长" * 99, "day": "2023-12-05", "b": "长" * 99}
    assert "2023-12-05" in written(lambda out: print_table([record], columns, out=out, width=30))


@pytest.mark.parametrize(
    ("line", "width", "want"),
    [
        ("算力达到414.1EFLOPS。", 16, ["算力达到", "414.1EFLOPS。"]),
        ("他说“智算”。", 5, ["他说", "“智", "算”。"]),
        ("一二三，四", 6, ["一二", "三，四"]),
        ("abc def", 3, ["abc ", "def"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("abcdef中", 4, ["abcd", "ef中"]),
        ("短", 9, ["短"]),
        ("", 9, [""]),
    ],
)
def test_lines_break_where_chinese_may(line: str, width: int, want: list[str]) -> None:
    places = [0, *line_breaks(line, width), len(line)]
    assert [line[start:end] for start, end in itertools.pairwise(places)] == want


@given(st.text(st.sampled_from("中“”…—①ａ，e\u0301\u200b 智𠀀")))
def test_widths_are_those_of_rich(text: str) -> None:
    assert display_width(text) == cell_len(text)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environ", "want"),
    [
        ("auto", Terminal(), {}, True),
        ("auto", io.StringIO(), {}, False),
        ("auto", Terminal(), {"NO_COLOR": "1"}, False),
        ("auto", Terminal(), {"NO_COLOR": ""}, True),
        ("auto", Terminal(), {"TERM": "dumb"}, False),
        ("auto", io.StringIO(), {"FORCE_COLOR": "1"}, True),
        ("auto", io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", io.StringIO(), {"NO_COLOR": "1"}, True),
        ("never", Terminal(), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(choice: Any, stream: io.StringIO, environ: dict[str, str], want: bool) -> None:
    assert use_colour(choice, stream, environ) is want


def test_the_width_is_that_of_columns_on_a_terminal_only() -> None:
    assert terminal_width(Terminal(), {"COLUMNS": "123"}) == 123
    assert terminal_width(Terminal(), {"COLUMNS": "0"}) == 80
    assert terminal_width(Terminal(), {"COLUMNS": "wide"}) == 80
    assert terminal_width(io.StringIO(), {"COLUMNS": "123"}) is None


def test_columns_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    out = Terminal()
    write_records([{"k": "长" * 50}], Layout(("k",), (Column("k"),)), Output(colour="never"), out)
    assert max(cell_len(line) for line in out.getvalue().splitlines()) == 20


PROGRAM = r"""
import itertools, sys
from aicompute_cli.render.formats import Layout, Output, write_records
from aicompute_cli.render.table import Column
from aicompute_cli.render.terminal import prepare_streams
prepare_streams()
how, number = sys.argv[1], int(sys.argv[2])
records = ({"k": "中é\U0001f600\udc80"} for _ in (range(number) if number else itertools.count()))
write_records(records, Layout(("k",), (Column("k"),)), Output(how), sys.stdout)
"""
LOADED = 'print(*sorted({"rich", "csv", "unicodedata"} & set(sys.modules)), file=sys.stderr)'


def run(how: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environ = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-c", PROGRAM + LOADED, how, "1"]
    return subprocess.run(command, capture_output=True, env=environ, check=True)


@pytest.mark.parametrize("encoding", ["latin-1", "gbk", "ascii", "utf-16"])
@pytest.mark.parametrize("how", FORMATS)
def test_any_encoding_of_stdout(how: str, encoding: str) -> None:
    shown = run(how, encoding).stdout.decode(encoding)
    if how.startswith("json"):
        assert json.loads(shown) in ({"k": "中é\U0001f600\udc80"}, [{"k": "中é\U0001f600\udc80"}])
    else:
        assert ("中" in shown) is (encoding in ("gbk", "utf-16"))
        assert ("\\u4e2d" in shown) is (encoding in ("latin-1", "ascii"))


@pytest.mark.parametrize(("how", "loaded"), [("jsonl", ""), ("csv", "csv"), ("table", "unicodedata")])
def test_nothing_is_imported_that_is_not_needed(how: str, loaded: str) -> None:
    assert run(how).stderr.decode().strip() == loaded


@pytest.mark.parametrize(
    ("how", "number"), [("jsonl", 0), ("csv", 0), ("json", 0), ("table", 20000), ("tsv", 1)]
)
def test_a_closed_pipe_ends_quietly(how: str, number: int) -> None:
    command = [sys.executable, "-c", PROGRAM, how, str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if number != 1:  # a single record: closed before anything was written
            process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 0


@pytest.mark.parametrize(
    "letter", ["'", '"', "（", "_", "]", "\\", "\x1b", "\r", "\n", "1", "亿", " ", "\u0301", "&"]
)
@pytest.mark.parametrize("form", [*FORMS, "wrap"])
def test_a_megabyte_of_one_character_takes_no_time(form: str, letter: str) -> None:
    start = time.process_time()
    if form == "wrap":
        line_breaks(letter * 100_000, 80)
    else:
        FORMS[form](letter * 1_000_000)
    assert time.process_time() - start < 2
