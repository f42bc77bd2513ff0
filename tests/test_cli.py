"""What the command line promises: options, formats, records, exit statuses, one line for each error."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

import aicompute_cli
from aicompute_cli.cli.app import COMMANDS

from .conftest import ARTICLES, Run
from .kept import cache, corpus

DOCS_KEYS = [
    "doc", "title", "published", "publisher", "author", "script", "encoding", "characters", "sentences",
    "facts", "entities", "repairs",
]  # fmt: skip
ARGUMENTS = {
    "search": ["智算"],
    "facts": [],
    "entities": [],
    "ask": ["2023年算力规模是多少"],
    "docs": [],
    "show": ["a"],
    "extract": ["--layer", "sentences"],
    "index": [],
    "status": [],
}


def check_is_wrong_use(run: subprocess.CompletedProcess[str], *words: str) -> None:
    assert run.returncode == 2, run.stderr
    assert run.stdout == ""
    assert run.stderr.startswith("aic: ")
    assert run.stderr.count("\n") == 1
    assert all(word in run.stderr for word in words), run.stderr


# Help and wrong use


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_option_and_asks_nothing(aic: Run, command: str) -> None:
    run = aic(command, "--help", AIC_CORPUS="/nowhere")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"Usage: aic {command} ")
    assert "\x1b" not in run.stdout
    for line in re.findall(r"(?m)^  (-.+)$", run.stdout):
        assert re.search(r"\S  +\S", line) or re.search(rf"{re.escape(line)}\n {{10,}}\S", run.stdout), line


def test_help_lists_every_command_and_version_says_which(aic: Run) -> None:
    assert re.findall(r"(?m)^  ([a-z]+)  +\S", aic("--help").stdout) == list(COMMANDS)
    assert aic("-h").stdout == aic("--help").stdout
    assert aic("--version").stdout == f"aic {aicompute_cli.__version__}\n"


def test_without_a_command_there_is_the_help(aic: Run) -> None:
    run = aic()
    assert run.returncode == 2
    assert run.stdout + run.stderr == aic("--help").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_is_wrong_use_in_every_command(aic: Run, corpus: Path, command: str) -> None:
    run = aic(command, *ARGUMENTS[command], "--limt", "5", corpus=corpus, stdin="智算。\n")
    check_is_wrong_use(run, "--limt", f"aic {command} --help")


@pytest.mark.parametrize("command", ["search", "facts", "docs"])
def test_a_global_option_after_the_command_is_told_where_it_goes(
    aic: Run, corpus: Path, command: str
) -> None:
    run = aic(command, *ARGUMENTS[command], "--corpus", corpus)
    check_is_wrong_use(run, "--corpus", "before")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nope",), ["nope", "aic --help"]),
        (("--nope",), ["--nope"]),
        (("--corpus",), ["--corpus"]),
        (("--corpus", "", "docs"), ["--corpus", "empty"]),
        (("--corpus", "/nowhere", "docs"), ["/nowhere", "AIC_CORPUS"]),
        (("--encoding", "utf-9", "docs"), ["utf-9", "gb18030"]),
        (("--color", "red", "docs"), ["--color", "never"]),
        (("docs", "more"), ["more"]),
        (("docs", "--format", "xml"), ["--format", "jsonl"]),
        (("search",), ["no query", "aic search"]),
        (("search", "  "), ["no query"]),
        (("search", "智算", "--limit", "0"), ["--limit", "1"]),
        (("search", "智算", "--limit", "abc"), ["--limit", "abc"]),
        (("search", "智算", "--limit"), ["--limit"]),
        (("search", "智算", "--context", "-1"), ["--context"]),
        (("search", "智算", "--since", "2023-13"), ["--since", "2023-13", "2023-06"]),
        (("search", "智算", "--until", "0000"), ["--until"]),
        (("search", "智算", "--since", "2023-02-30"), ["--since"]),
        (("search", "智算", "--doc", "zzz"), ["zzz", "aic docs"]),
        (("search", "--batch", "/nowhere"), ["/nowhere"]),
        (("search", "--batch", "/"), ["/"]),
        (("search", "--batch", "-", "智算"), ["--batch"]),
        (("search", "--batch", "-", "--format", "csv"), ["--batch"]),
        (("show",), ["DOC"]),
        (("show", "zzz"), ["zzz", "aic docs"]),
        (("show", "a", "--line", "0"), ["--line"]),
        (("show", "a", "--line", "99"), ["--line 99", "4 lines"]),
        (("show", "a", "--span", "5"), ["--span 5"]),
        (("show", "a", "--span", "5:5"), ["--span 5:5"]),
        (("show", "a", "--span", "9:5"), ["--span 9:5"]),
        (("show", "a", "--span", "-1:5"), ["--span"]),
        (("show", "a", "--span", "0:999"), ["--span 0:999", "characters"]),
        (("show", "a", "--span", f"0:{'9' * 5000}"), ["--span"]),
        (("show", "--fact", "zzz"), ["zzz", "aic facts"]),
        (("show", "a", "--fact", ""), ["--fact"]),
        (("extract", "--layer", "sentences", "/nowhere"), ["/nowhere"]),
        (("extract", "--layer", "sentences", "/"), ["/"]),
        (("extract", "--layer", "nouns"), ["--layer", "tokens"]),
        (("extract", "--layer", "sentences", "--lines", "--format", "csv"), ["--lines"]),
        (("index", "--jobs", "0"), ["--jobs"]),
        (("index", "more"), ["more"]),
    ],
    ids=lambda value: " ".join(value)[:30],
)
def test_wrong_use_is_status_2_and_one_line_that_helps(
    aic: Run, corpus: Path, arguments: Sequence[str], words: list[str]
) -> None:
    check_is_wrong_use(aic(*arguments, corpus=None if "--corpus" in arguments else corpus, stdin=""), *words)


def test_debug_shows_the_traceback(aic: Run) -> None:
    assert "Traceback" in aic("--debug", "docs", corpus=Path("/nowhere")).stderr


# The query


@pytest.mark.parametrize("word", ["-chatgpt", "-h", "-huawei", "-doc", "-f", "-AI服务器", "-5", "-液冷"])
def test_a_word_after_a_hyphen_leaves_out_whatever_its_letters(aic: Run, corpus: Path, word: str) -> None:
    run = aic("search", "智算中心", word, "--json", corpus=corpus)
    if word == "-h":  # the one short option
        assert run.stdout.startswith("Usage: aic search ")
        return
    assert [hit["doc"] for hit in json.loads(run.stdout)][:1] == ["a"], run.stderr


def test_nothing_found_says_why(aic: Run, corpus: Path) -> None:
    for arguments, words in (
        (["zzz"], ["zzz"]),
        (["智算", "--since", "2030"], ["智算", "2030"]),
        (['"智算 北港"'], ["智算 北港"]),
        (["-智算"], ["leave out"]),
    ):
        run = aic("search", *arguments, "--json", corpus=corpus)
        assert (run.returncode, run.stdout.strip()) == (1, "[]"), arguments
        assert run.stderr.count("\n") == 1
        assert all(word in run.stderr for word in words), run.stderr


def test_a_batch_without_any_hit_is_status_1(aic: Run, corpus: Path) -> None:
    run = aic("search", "--batch", "-", corpus=corpus, stdin="zzz\n\n智 算 -智算\n")
    assert run.returncode == 1
    assert [json.loads(line) for line in run.stdout.splitlines()] == [
        {"query": query, "hits": []} for query in ("zzz", "", "智 算 -智算")
    ]


@pytest.mark.parametrize("command", ["search", "ask"])
def test_a_batch_is_read_in_the_encoding_that_it_has(
    aic: Run, corpus: Path, tmp_path: Path, command: str
) -> None:
    asked = "北港新厂年产多少台AI服务器"
    (tmp_path / "asked").write_bytes(f"{asked}\n".encode("gb18030"))
    run = aic(command, "--batch", tmp_path / "asked", corpus=corpus)
    assert asked in run.stdout
    (tmp_path / "asked").write_bytes(f"{asked}\n".encode("utf-16"))
    check_is_wrong_use(aic(command, "--batch", tmp_path / "asked", corpus=corpus), "UTF-16", "UTF-8")


def test_a_batch_may_begin_with_a_byte_order_mark_and_end_without_a_newline(aic: Run, corpus: Path) -> None:
    run = aic("search", "--batch", "-", "--limit", "1", corpus=corpus, stdin="\ufeff智算\r\n液冷")
    assert [json.loads(line)["query"] for line in run.stdout.splitlines()] == ["智算", "液冷"]


# Records and formats


def test_docs(aic: Run, corpus: Path) -> None:
    records = json.loads(aic("docs", "--json", corpus=corpus).stdout)
    assert [list(record) for record in records] == [DOCS_KEYS] * 3
    assert [record["doc"] for record in records] == ["a", "b", "c"]
    assert [record["script"] for record in records] == ["hans", "hans", "hant"]
    assert [record["title"] for record in records] == [text.partition("\n")[0] for text in ARTICLES.values()]
    assert [record["characters"] for record in records] == [len(text) for text in ARTICLES.values()]
    assert all(record["encoding"] == "utf-8" and record["repairs"] == {} for record in records)


@pytest.mark.parametrize("command", ["facts", "docs", "index", "status", "extract"])
def test_every_format_has_the_same_keys_and_rows(aic: Run, corpus: Path, command: str) -> None:
    def out(form: str) -> str:
        run = aic(
            command, *ARGUMENTS[command], "--format", form, corpus=corpus, stdin="东岭用水减少。北港增产。\n"
        )
        assert (run.returncode, run.stderr) == (0, "")
        return run.stdout

    records = json.loads(out("json"))
    assert [json.loads(line) for line in out("jsonl").splitlines()] == records
    for form, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        header, *rows = csv.reader(io.StringIO(out(form)), dialect)
        assert header == list(records[0])
        assert len(rows) == len(records)
    assert out("md").count("\n") == len(records) + 2
    if command != "status":
        assert out("table").count("\n") == len(records) + 2


def test_json_is_short_for_format_json(aic: Run, corpus: Path) -> None:
    assert (
        aic("docs", "--json", corpus=corpus).stdout == aic("docs", "--format", "json", corpus=corpus).stdout
    )


def test_extract_sentences_and_tokens(aic: Run, tmp_path: Path) -> None:
    text = "標題\n\n東嶺的資料中心用水減少三成。\n"
    (tmp_path / "一.txt").write_text(text, "utf-8")
    sentences = json.loads(aic("extract", "--layer", "sentences", tmp_path / "一.txt", "--json").stdout)
    assert [list(record) for record in sentences] == [["doc", "text", "span", "line", "furniture"]] * 2
    assert [record["line"] for record in sentences] == [1, 3]
    tokens = json.loads(aic("extract", "--layer", "tokens", "--json", stdin=text).stdout)
    assert {record["doc"] for record in tokens} == {"-"}
    for record in (*sentences, *tokens):
        assert text[slice(*record["span"])] == record["text"]
    assert "资料中心" in "".join(record["folded"] for record in tokens) or "数据中心" in str(tokens)


def test_extract_lines_answers_every_line_in_order(aic: Run) -> None:
    run = aic(
        "extract", "--layer", "sentences", "--lines", stdin="东岭用水减少。\r\n\n北港\x0b增产\u2028了。\n"
    )
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert [record["line"] for record in records] == [1, 2, 3]
    assert [bool(record["found"]) for record in records] == [True, False, True]


def test_extract_leaves_out_a_file_that_it_cannot_read(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("东岭用水减少。\n", "utf-8")
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 8)
    names = [str(tmp_path / name) for name in ("bad.txt", "gone.txt", "good.txt")]
    run = aic("extract", "--layer", "sentences", *names, "--json")
    assert [record["text"] for record in json.loads(run.stdout)] == ["东岭用水减少。"]
    assert run.returncode == 2
    assert [run.stderr.count(name) for name in names] == [1, 1, 0]


def test_show_prints_the_text_as_it_is(aic: Run, corpus: Path) -> None:
    assert aic("show", "c", corpus=corpus).stdout == ARTICLES["c.txt"]
    clean = aic("show", "c", "--clean", corpus=corpus).stdout
    assert "数据中心的水" in clean
    assert clean.count("\n") == ARTICLES["c.txt"].count("\n")


@pytest.mark.parametrize("extra", [(), ("--clean",)], ids=["as it is", "clean"])
def test_show_marks_a_line_and_a_range(aic: Run, corpus: Path, extra: Sequence[str]) -> None:
    run = aic("show", "a", "--span", "2:6", "--line", "3", *extra, corpus=corpus)
    lines = run.stdout.splitlines()
    assert lines[0] == "> 1  南州⟦智算中心⟧投产"
    assert [line[0] for line in lines] == [">", " ", ">", " "]
    assert re.match(r"> 3  \S", lines[2])


def test_the_place_of_a_hit_is_the_place_that_show_marks(aic: Run, corpus: Path) -> None:
    hit = json.loads(aic("search", "伺服器", "--doc", "c", "--json", corpus=corpus).stdout)[0]
    run = aic("show", "c", "--span", "{}:{}".format(*hit["span"]), corpus=corpus)
    assert f"> {hit['line']}  " in run.stdout
    assert f"⟦{hit['text']}⟧" in run.stdout


def test_index_says_what_changed_and_status_where_things_are(aic: Run, tmp_path: Path, cache: Path) -> None:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 8)
    run = aic("index", "--json", corpus=tmp_path)
    (record,) = json.loads(run.stdout)
    assert list(record) == ["added", "changed", "removed", "unchanged", "skipped", "folder"]
    assert record["added"] == ["a", "b", "c"]
    assert record["folder"].startswith(str(cache))
    assert run.stderr.count("bad.txt") == 1
    (again,) = json.loads(aic("index", "--json", corpus=tmp_path).stdout)
    assert (again["added"], again["unchanged"]) == ([], 3)
    (status,) = json.loads(aic("status", "--json", corpus=tmp_path).stdout)
    assert (status["corpus"], status["state"], status["documents"]) == ([str(tmp_path)], "fresh", 3)
    assert [Path(item["path"]).name for item in status["skipped"]] == ["bad.txt"]
    assert not any(status["stale"].values())


# Corpora


def docs(aic: Run, *before: str | Path, **environ: str) -> list[str]:
    run = aic(*before, "docs", "--json", **environ)
    return [record["doc"] for record in json.loads(run.stdout)]


def test_which_corpus(aic: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("东岭。\n", "utf-8")
    (tmp_path / "文章").write_text("北港。\n", "utf-8")
    both = os.pathsep.join(["", str(corpus), str(tmp_path)])
    assert docs(aic, AIC_CORPUS=both) == ["a", "b", "c", "x"]
    assert docs(aic, "--corpus", tmp_path, AIC_CORPUS=both) == ["x"]
    assert docs(aic, "--corpus", corpus, "--corpus", tmp_path) == ["a", "b", "c", "x"]
    assert docs(aic, "--corpus", tmp_path / "文章", "--corpus", corpus / "a.txt") == ["a", "文章"]
    bundled = docs(aic)
    assert bundled == docs(aic, AIC_CORPUS="")
    assert len(bundled) >= 5


def test_one_file_as_the_corpus_has_its_metadata(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("东岭。\n", "utf-8")
    (tmp_path / "metadata.csv").write_text("doc,title,published\na,水,2023-05-06\n", "utf-8")
    run = aic("search", "东岭", "--since", "2023-05", "--json", corpus=tmp_path / "a.txt")
    assert [(hit["title"], hit["published"]) for hit in json.loads(run.stdout)] == [("水", "2023-05-06")]


# Colour


@pytest.mark.parametrize(
    ("options", "environ", "coloured"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_colour(
    aic: Run, corpus: Path, options: Sequence[str], environ: dict[str, str], coloured: bool
) -> None:
    table = aic(*options, "search", "智算", corpus=corpus, **environ).stdout
    assert ("\x1b[1;31m智算\x1b[0m" in table) is coloured
    assert ("\x1b" in table) is coloured
    shown = aic(*options, "show", "a", "--span", "2:4", corpus=corpus, **environ).stdout
    assert ("\x1b[1;7m智算\x1b[0m" in shown) is coloured
    assert ("⟦智算⟧" in shown) is not coloured


def test_colour_is_of_the_table_only(aic: Run, corpus: Path) -> None:
    for form in ("json", "jsonl", "csv", "tsv", "md"):
        assert (
            "\x1b" not in aic("--color", "always", "search", "智算", "--format", form, corpus=corpus).stdout
        )
