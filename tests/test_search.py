"""`aic search` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

KEYS = ["doc", "title", "published", "score", "sentence", "text", "highlights", "span", "line"]


def hits(aic: Run, corpus: Path | None, *args: str) -> list[Any]:
    run = aic("search", *args, "--format", "jsonl", corpus=corpus)
    assert run.returncode in (0, 1), run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def marked(hit: Any) -> list[str]:
    return [hit["text"][start:end] for start, end in hit["highlights"]]


def test_a_record_has_every_key_of_the_contract(aic: Run, corpus: Path) -> None:
    hit = hits(aic, corpus, "智算中心")[0]
    assert list(hit) == KEYS
    text = (corpus / f"{hit['doc']}.txt").read_text("utf-8")
    start, end = hit["span"]
    assert text[start:end] == hit["text"]
    assert text.count("\n", 0, start) + 1 == hit["line"]


@pytest.mark.parametrize(
    ("query", "doc", "highlight"),
    [
        ("数据中心", "c", "數據中心"),
        ("資料中心", "c", "數據中心"),
        ("数据中心业者", "c", "資料中心業者"),
        ("服务器", "c", "伺服器"),
        ("伺服器", "b", "服务器"),
        ("東嶺", "c", "東嶺"),
        ("ＡＩ服务器", "b", "AI服务器"),
        ("ai", "b", "AI"),
        ("pflops", "a", "PFLOPS"),
        ("300", "a", "300"),
        ("300PFLOPS", "a", "300PFLOPS"),
        ("何远", "b", "何远"),
        ("水", "c", "水"),
    ],
)
def test_any_script_width_and_case(aic: Run, corpus: Path, query: str, doc: str, highlight: str) -> None:
    found = [hit for hit in hits(aic, corpus, query) if hit["doc"] == doc]
    assert any(highlight in marked(hit) for hit in found)


def test_the_best_passage_is_the_one_that_matches(aic: Run, corpus: Path) -> None:
    best = hits(aic, corpus, "谁说订单已经排到明年？")[0]
    assert best["text"].startswith("厂长何远表示")


def test_one_absent_word_does_not_empty_the_result(aic: Run, corpus: Path) -> None:
    assert hits(aic, corpus, "南州智算中心", "珊瑚礁")


def test_words_that_are_nowhere_give_exit_1_a_reason_and_the_nearest_terms(aic: Run, corpus: Path) -> None:
    run = aic("search", "智算中新星", corpus=corpus)
    assert aic("search", "珊瑚礁", corpus=corpus).returncode == 1
    run = aic("search", "PFLOPZ", corpus=corpus)
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith("aic: no passage has pflopz")
    assert "pflops" in run.stderr


def test_stray_characters_are_no_hit(aic: Run, corpus: Path) -> None:
    """区块链 is not found where only single characters of it stand."""
    assert hits(aic, corpus, "年难减") == []


def test_phrases_and_exclusions(aic: Run, corpus: Path) -> None:
    assert {hit["doc"] for hit in hits(aic, corpus, '"年产AI服务器"')} == {"b"}
    assert hits(aic, corpus, '"服务器年产AI"') == []
    without = hits(aic, corpus, "智算中心", "-投产")
    assert all("投产" not in hit["text"] for hit in without)


def test_filters(aic: Run, corpus: Path) -> None:
    (corpus / "metadata.csv").write_text(
        "doc,published,title\na,2023-05-02,南州\nb,2024-01-09,北港\n", "utf-8"
    )
    assert {hit["doc"] for hit in hits(aic, corpus, "算力 服务器", "--doc", "b")} == {"b"}
    assert {
        hit["doc"]
        for hit in hits(aic, corpus, "算力 服务器 智算中心", "--since", "2023", "--until", "2023-05")
    } == {"a"}
    assert hits(aic, corpus, "智算中心", "--doc", "a")[0]["title"] == "南州"
    assert aic("search", "算力", "--since", "soon", corpus=corpus).returncode == 2


def test_limit_and_context(aic: Run, corpus: Path) -> None:
    assert len(hits(aic, corpus, "智算中心 服务器", "--limit", "1")) == 1
    plain = hits(aic, corpus, "二期会在明年开工", "--limit", "1")[0]
    wide = hits(aic, corpus, "二期会在明年开工", "--limit", "1", "--context", "1")[0]
    text = (corpus / "a.txt").read_text("utf-8")
    assert wide["text"] == text[slice(*wide["span"])]
    assert plain["text"] in wide["text"]
    assert "300PFLOPS" in wide["text"]
    assert marked(wide) == marked(plain)
    assert wide["sentence"] == plain["sentence"]


def test_explain_says_on_stderr_how_the_query_was_read(aic: Run, corpus: Path) -> None:
    run = aic("search", "智算中心是什么 珊瑚礁", "--explain", "--json", corpus=corpus)
    assert json.loads(run.stdout)
    assert "question words, dropped: 什么" in run.stderr
    assert "word 智算中心: in 1 blocks" in run.stderr
    assert "not in the corpus: 珊瑚礁" in run.stderr


def test_batch_answers_every_line_in_order(aic: Run, corpus: Path, tmp_path: Path) -> None:
    queries = "智算中心\n\n珊瑚礁\n服务器\n"
    run = aic("search", "--batch", "-", corpus=corpus, stdin=queries)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["智算中心", "", "珊瑚礁", "服务器"]
    assert [bool(answer["hits"]) for answer in answers] == [True, False, False, True]
    assert list(answers[0]["hits"][0]) == KEYS
    (tmp_path / "queries.txt").write_text(queries, "utf-8")
    assert aic("search", "--batch", tmp_path / "queries.txt", corpus=corpus).stdout == run.stdout
    assert aic("search", "--batch", tmp_path / "none.txt", corpus=corpus).returncode == 2


def test_formats(aic: Run, corpus: Path) -> None:
    def output(name: str) -> str:
        return aic("search", "智算中心", "--format", name, corpus=corpus).stdout

    records = json.loads(output("json"))
    assert [json.loads(line) for line in output("jsonl").splitlines()] == records
    assert [row["text"] for row in csv.DictReader(io.StringIO(output("csv")))] == [r["text"] for r in records]
    assert output("tsv").splitlines()[0].split("\t") == KEYS
    assert output("md").splitlines()[0].startswith("|")
    assert "南州智算中心昨天投产" in output("table")
    assert aic("search", "智算中心", "--json", corpus=corpus).stdout == output("json")


def test_damaged_text_is_found_and_marked_to_the_character(aic: Run, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    text = "這座數(shù)據(jù)中心用電(diàn)不多。\r\n能耗降了３０％，智算\u200b中心更省。"
    (folder / "x.txt").write_bytes(text.encode())
    (hit,) = hits(aic, folder, "数据中心")[:1]
    assert marked(hit) == ["數(shù)據(jù)中心"]
    assert text[slice(*hit["span"])] == hit["text"]
    assert marked(hits(aic, folder, "30%")[0]) == ["３０"] or marked(hits(aic, folder, "30%")[0]) == [
        "３０％"
    ]
    assert marked(hits(aic, folder, "智算中心")[0]) == ["智算\u200b中心"]
    assert hits(aic, folder, "智算中心")[0]["line"] == 2


def test_page_furniture_is_not_ranked(aic: Run, tmp_path: Path) -> None:
    folder = tmp_path / "page"
    folder.mkdir()
    page = "首页 > 科技 > 正文\n\n东岭的智算中心昨天建成，算力居全省第二。\n\n相关阅读\n\n北港也要建珊瑚馆\n"
    (folder / "x.txt").write_text(page, "utf-8")
    assert hits(aic, folder, "东岭")
    assert hits(aic, folder, "珊瑚馆") == []
    assert "珊瑚馆" in aic("show", "x", corpus=folder).stdout


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "-",
        "AND",
        "a AND",
        "NEAR(",
        "col:x",
        "*",
        "\\",
        "/foo/",
        "[link=x]算力[/link]",
        "\x1b[31m",
        "算" * 3000,
        "'; DROP",
        "%s",
    ],
)
def test_odd_queries_end_with_0_1_or_2_and_no_traceback(aic: Run, corpus: Path, query: str) -> None:
    run = aic("search", query, corpus=corpus)
    assert run.returncode in (0, 1, 2)
    assert "Traceback" not in run.stderr
    assert "\x1b" not in run.stdout + run.stderr
    assert run.stderr.count("\n") <= 1


def test_no_query_is_wrong_use(aic: Run, corpus: Path) -> None:
    run = aic("search", corpus=corpus)
    assert run.returncode == 2
    assert run.stderr.startswith("aic: search: no query")
