"""`aic facts` as a user runs it, and the facts in `show`, `docs`, `status` and `extract`."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from aicompute_cli.cli.settings import bundled_corpus
from aicompute_cli.document.decoding import decode
from aicompute_cli.extract.catalogue import all_rules, rule_of

from .conftest import Run
from .kept import cache
from .test_cli import check_is_wrong_use
from .test_machines import imported, shell

KEYS = [
    "id", "doc", "title", "published", "sentence", "text", "span", "line", "value", "value_high", "unit", "bound",
    "kind", "metric", "start", "end", "modality", "sources",
]  # fmt: skip
METADATA = (
    "doc,title,published\na,南州算力年报,2024-01-10\nb,北港的液冷,2023-02-03\nc,東嶺的伺服器,2022-01-15\n"
)
TEXTS = {
    "a.txt": "南州算力年报\n\n2023年，南州智算中心的算力规模为300PFLOPS，同比增长20%。"
    "IDC预计，2024年南州服务器市场规模将达到50亿元。\n",
    "b.txt": "北港的液冷\n\n信通院数据显示，2022年北港液冷市场规模超过2.5亿美元，同比下降4%。\n\n"
    "=1+1[/b]的２０２２年北港机房产值为6亿元。\n",
    "c.txt": "東嶺的伺服器\n\n據IDC統計，2021年東嶺伺服器出貨量為6萬台，同比增長3%。\n",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("claims"))


def write_texts(folder: Path) -> Path:
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "metadata.csv").write_text(METADATA, "utf-8")
    return folder


def facts(aic: Run, corpus: Path | None, *args: str, **environ: str) -> list[Any]:
    run = aic("facts", *args, "--format", "jsonl", corpus=corpus, **environ)
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr
    assert (run.returncode == 0) is bool(run.stdout)
    return [json.loads(line) for line in run.stdout.splitlines()]


def texts(aic: Run, corpus: Path | None, *args: str) -> list[str]:
    return [fact["text"] for fact in facts(aic, corpus, *args)]


# Records


def test_a_record_is_that_of_the_contract(aic: Run, corpus: Path) -> None:
    fact = facts(aic, corpus, "--unit", "FLOPS")[0]
    assert list(fact) == KEYS
    text = (corpus / "a.txt").read_text("utf-8")
    assert text[slice(*fact["span"])] == fact["text"] == "300PFLOPS"
    assert text[: fact["span"][0]].count("\n") + 1 == fact["line"] == 3
    assert fact["sentence"] in text
    assert fact["text"] in fact["sentence"]
    assert (fact["doc"], fact["title"], fact["published"]) == ("a", "南州算力年报", "2024-01-10")
    assert (fact["value"], fact["value_high"], fact["bound"]) == (3 * 10**17, None, "eq")
    assert (fact["start"], fact["end"], fact["modality"]) == ("2023-01-01", "2023-12-31", "actual")
    assert re.fullmatch("[0-9a-f]{12}", fact["id"])


def test_every_fact_of_the_bundled_corpus_stands_at_its_place(aic: Run) -> None:
    found = facts(aic, None)
    assert len(found) > 50
    files = {path.stem: decode(path.read_bytes()).text for path in bundled_corpus().glob("*.md")}
    for fact in found:
        text = files[fact["doc"]]
        assert text[slice(*fact["span"])] == fact["text"]
        assert fact["sentence"] in text.splitlines()[fact["line"] - 1]
    assert len({fact["id"] for fact in found}) == len(found)
    assert [(fact["doc"], fact["span"]) for fact in found] == sorted(
        (fact["doc"], fact["span"]) for fact in found
    )


def test_large_numbers_are_exact_json_numbers(aic: Run, corpus: Path) -> None:
    out = aic("facts", "--unit", "FLOPS", "--format", "jsonl", corpus=corpus).stdout
    assert '"value": 300000000000000000,' in out


# Filters


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--source", "idc"], {"50亿元", "6萬台", "3%"}),
        (["--source", "ＩＤＣ"], {"50亿元", "6萬台", "3%"}),
        (["--source", "國際數據公司"], {"50亿元", "6萬台", "3%"}),
        (["--source", "中國信通院"], {"超过2.5亿美元", "4%"}),
        (["--source", "idc", "--source", "信通院", "--kind", "growth"], {"3%", "4%"}),
        (["--entity", "idc", "--unit", "台"], {"6萬台"}),
        (
            ["--entity", "北港", "--entity", "國際數據公司", "--unit", "台", "--unit", "usd"],
            {"6萬台", "超过2.5亿美元"},
        ),
        (["--metric", "服务器"], {"50亿元", "6萬台", "3%"}),
        (["--metric", "伺服器"], {"50亿元", "6萬台", "3%"}),
        (["--metric", "南州 市场规模"], {"50亿元"}),
        (["南州"], {"300PFLOPS", "20%", "50亿元"}),
        (["液冷", "信通院"], {"超过2.5亿美元", "4%"}),
        (["--unit", "美元"], {"超过2.5亿美元"}),
        (["--unit", "usd"], {"超过2.5亿美元"}),
        (["--unit", "eflops"], {"300PFLOPS"}),
        (["--unit", "EFLOPS", "--min", "0.3"], {"300PFLOPS"}),
        (["--unit", "EFLOPS", "--min", "0.31"], set()),
        (["--min", "1亿美元"], {"超过2.5亿美元"}),
        (["--min", "5亿元", "--max", "10億元"], {"6亿元"}),
        (["--min", "20%"], {"20%"}),
        (["--max", "-3", "--unit", "%"], {"4%"}),
        (["--max", "-3%"], {"4%"}),
        (["--min", "1e17"], {"300PFLOPS"}),
        (["--kind", "growth"], {"20%", "3%", "4%"}),
        (["--modality", "forecast"], {"50亿元"}),
        (["--year", "2023"], {"300PFLOPS", "20%"}),
        (["--year", "2023", "--year", "2024"], {"300PFLOPS", "20%", "50亿元"}),
        (["--since", "2024"], {"50亿元"}),
        (["--until", "2021-06"], {"6萬台", "3%"}),
        (["--since", "2022-03", "--until", "2022-04", "--unit", "cny"], {"6亿元"}),
        (["--doc", "c"], {"6萬台", "3%"}),
        (["--doc", "c", "--doc", "a", "--kind", "growth"], {"20%", "3%"}),
    ],
    ids=" ".join,
)
def test_filters(aic: Run, corpus: Path, arguments: list[str], expected: set[str]) -> None:
    assert set(texts(aic, corpus, *arguments)) == expected


def test_sorting_is_stable_and_what_is_unknown_comes_last(aic: Run, corpus: Path) -> None:
    def order(*arguments: str) -> list[str]:
        return texts(aic, corpus, *arguments)

    assert order("--unit", "CNY", "--sort", "-value") == ["50亿元", "6亿元"]
    assert order("--unit", "CNY", "--sort", "value", "--limit", "1") == ["6亿元"]
    assert facts(aic, corpus, "--sort", "-start")[0]["start"] == "2024-01-01"
    assert order("--sort", "kind", "--kind", "growth") == order("--kind", "growth")


def test_as_many_words_as_are_taken(aic: Run, corpus: Path) -> None:
    many = ["a b c d e"] * 28
    run = aic("facts", *(f"w{i}" for i in range(100)), *(f"--metric={text}" for text in many), corpus=corpus)
    assert run.returncode == 1
    assert run.stderr.startswith("aic: no fact has word w0 w1")
    for option in ("--source", "--entity", "--unit"):
        value = "台" if option == "--unit" else "华为"
        assert aic("facts", *(f"{option}={value}" for _ in range(200)), corpus=corpus).returncode in (0, 1)


def test_whatever_is_between_chinese_and_latin_words(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "2023年东岭 AI 服务器市场规模为7亿元。\n2023年OpenAI收入为8亿元。\n", "utf-8"
    )
    assert texts(aic, tmp_path, "AI服务器") == texts(aic, tmp_path, "ai 服务器") == ["7亿元"]
    assert texts(aic, tmp_path, "ai") == ["7亿元"]


# Nothing found, wrong use


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--source", "IDD"], ["no fact has source IDD", "IDC"]),
        (["--source", "珊瑚研究所"], ["珊瑚研究所", "IDC", "中国信息通信研究院"]),
        (["--year", "2031"], ["year 2031", "2021–2024"]),
        (["--metric", "服务器", "--year", "2022"], ["服务器", "Without year 2022", "2021, 2024"]),
        (["--kind", "rank"], ["kind rank", "level", "growth"]),
        (["--metric", "市场规膜"], ["市场规膜", "Nearest", "市场规模"]),
        (["珊瑚礁"], ["word 珊瑚礁"]),
        (["--unit", "美元", "--min", "100亿"], ["min 100亿", "250000000 USD"]),
        (["--min", "100亿美元"], ["min 100亿美元", "250000000 USD"]),
    ],
    ids=" ".join,
)
def test_nothing_found_says_why_and_what_there_is(
    aic: Run, corpus: Path, arguments: list[str], words: list[str]
) -> None:
    run = aic("facts", *arguments, "--json", corpus=corpus)
    assert (run.returncode, run.stdout) == (1, "[]\n")
    assert run.stderr.count("\n") == 1
    assert all(word in run.stderr for word in words), run.stderr


def test_a_corpus_without_facts_says_so(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("东岭没有数字。\n", "utf-8")
    assert "state no facts" in aic("facts", corpus=tmp_path).stderr
    (tmp_path / "a.txt").unlink()
    assert "no documents" in aic("facts", corpus=tmp_path).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "bogus"], ["--kind", "cagr", "multiple"]),
        (["--modality", "maybe"], ["--modality", "forecast"]),
        (["--year", "23"], ["--year 23", "2023"]),
        (["--year", "２０２３"], ["--year"]),
        (["--since", "soon"], ["--since", "2023-06"]),
        (["--unit", "珊瑚珊瑚"], ["--unit 珊瑚珊瑚", "USD"]),
        (["--min", "许多"], ["--min 许多", "50亿美元"]),
        (["--min", "5 5"], ["--min"]),
        (["--min", "1亿元", "--unit", "USD"], ["--min 1亿元", "CNY", "USD"]),
        (["--min", "nan"], ["--min nan"]),
        (["--sort", "colour"], ["--sort colour", "value"]),
        (["--limit", "0"], ["--limit"]),
        (["--doc", "zzz"], ["zzz", "aic docs"]),
        (["--source", " "], ["--source", "empty"]),
        (["算力"] * 201, ["200", "several commands"]),
    ],
    ids=lambda value: " ".join(value)[:30],
)
def test_wrong_values_are_wrong_use(aic: Run, corpus: Path, arguments: list[str], words: list[str]) -> None:
    check_is_wrong_use(aic("facts", *arguments, corpus=corpus), *words)


# Formats


def test_the_table_groups_by_metric_and_reads_well(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年东岭算力规模为300PFLOPS。2023年北港产值约为7亿元。\n", "utf-8")
    (tmp_path / "b.txt").write_text("预计2024年东岭算力规模将达到400PFLOPS。\n", "utf-8")
    rows = [re.split(" {2,}", row) for row in aic("facts", corpus=tmp_path).stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == ["东岭算力规模", "", "北港产值"]
    assert rows[0][1:5] == ["300 PFLOPS", "level", "2023", "a:1"]
    assert rows[1][1:6] == ["400 PFLOPS", "level", "2024", "forecast", "b:1"]
    assert rows[2][1] == "≈7亿元"
    by_value = aic("facts", "--sort", "value", corpus=tmp_path).stdout.splitlines()[2:]
    assert [row.split()[0] for row in by_value] == ["北港产值", "东岭算力规模", "400"]


def test_cells_are_data(aic: Run, corpus: Path) -> None:
    """What a spreadsheet would run is defused, square brackets are no markup, null is an empty cell."""
    run = aic("facts", "--min", "5亿元", "--max", "7亿元", "--format", "csv", corpus=corpus)
    (row,) = csv.DictReader(io.StringIO(run.stdout))
    assert row["sentence"].startswith("'=1+1[/b]")
    assert (row["value"], row["value_high"]) == ("600000000", "")
    assert json.loads(row["sources"]) == []
    table = aic("--color", "always", "facts", "--max", "-3", corpus=corpus)
    assert "-4%" in table.stdout


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_no_control_character_of_a_document_is_printed(aic: Run, tmp_path: Path, form: str) -> None:
    text = "据《\x1b[31m东\u202e岭\x9b报告》，2023年东岭[/b][link=x]算力规模为\x07300PFLOPS。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    run = aic("facts", "--format", form, "--explain", corpus=tmp_path)
    assert run.returncode == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", run.stdout + run.stderr)


def test_explain_names_the_rules_of_each_fact(aic: Run, corpus: Path) -> None:
    run = aic("facts", "--unit", "台", "--explain", corpus=corpus)
    fact = facts(aic, corpus, "--unit", "台")[0]
    lines = run.stderr.splitlines()
    assert lines[0] == f"aic: {fact['id']} 6萬台 (c:3)"
    assert len(lines) > 1
    for line in lines[1:]:
        assert re.fullmatch(r"aic:   [a-z-]+(\.[a-z0-9-]+)+: \S.*", line)
        assert "another version" not in line


def test_every_rule_is_in_the_catalogue_under_an_id_of_its_own() -> None:
    rules: dict[str, object] = {}
    for rule in all_rules():
        assert rules.setdefault(rule.id, rule) == rule
        assert rule_of(rule.id) == rule
    assert len(rules) > 100
    assert rule_of("no.such.rule") is None


# Ids


def test_ids_stay_after_a_rebuild_an_edit_elsewhere_and_on_another_machine(aic: Run, tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    write_texts(folder)
    before = {fact["id"]: fact["text"] for fact in facts(aic, folder)}
    aic("index", "--rebuild", corpus=folder)
    assert {fact["id"]: fact["text"] for fact in facts(aic, folder)} == before
    other = tmp_path / "elsewhere"
    shutil.copytree(folder, other)
    (other / "a.txt").write_text("序言：2020年东岭产值为9亿元。\n" + TEXTS["a.txt"], "utf-8")
    after = {fact["id"]: fact["text"] for fact in facts(aic, other, AIC_CACHE=str(tmp_path / "cache"))}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_the_same_words_twice_have_two_ids(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年东岭产值为9亿元。\n" * 2, "utf-8")
    assert len({fact["id"] for fact in facts(aic, tmp_path)}) == 2


# The index


def test_facts_go_and_come_with_their_document(aic: Run, tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    folder.mkdir()
    write_texts(folder)
    assert {fact["doc"] for fact in facts(aic, folder)} == {"a", "b", "c"}
    (folder / "b.txt").unlink()
    (folder / "a.txt").write_text("2019年南州产值为77亿元。\n", "utf-8")
    found = facts(aic, folder)
    assert [fact["text"] for fact in found if fact["doc"] == "a"] == ["77亿元"]
    assert {fact["doc"] for fact in found} == {"a", "c"}
    assert facts(aic, folder, "--source", "信通院") == []
    assert found == facts(aic, folder, AIC_CACHE=str(tmp_path / "another"))
    counts = {
        record["doc"]: record["facts"] for record in json.loads(aic("docs", "--json", corpus=folder).stdout)
    }
    assert counts == {doc: sum(fact["doc"] == doc for fact in found) for doc in ("a", "c")}
    (status,) = json.loads(aic("status", "--json", corpus=folder).stdout)
    assert status["facts"] == len(found)


def test_without_a_cache_the_facts_are_the_same(aic: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    run = aic("facts", "--format", "jsonl", corpus=corpus, AIC_CACHE=str(tmp_path / "file" / "cache"))
    assert "in memory" in run.stderr
    assert [json.loads(line) for line in run.stdout.splitlines()] == facts(aic, corpus)


HEAVY = {
    "jieba",
    "rjieba",
    "opencc",
    "rapidfuzz",
    "rich",
    "hashlib",
    "tantivy",
    "marisa_trie",
    "ahocorasick_rs",
}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--source", "idc", "--format", "json"],
        ["東嶺", "--metric", "伺服器", "--year", "2021", "--sort", "-value"],
    ],
    ids=" ".join,
)
def test_a_warm_query_imports_nothing_heavy(
    aic: Run, corpus: Path, cache: Path, arguments: list[str]
) -> None:
    aic("index", corpus=corpus)
    time.sleep(0.05)  # a file may change once more within the tick of a clock: then the index is not trusted
    aic("facts", corpus=corpus)
    run = shell('"$1" -X importtime "${@:2}"', corpus, cache, ["facts", *arguments])
    assert run.returncode == 0, run.stderr
    assert "aicompute_cli" in imported(run)
    assert imported(run) & HEAVY == set()


# Show, extract


def test_show_marks_a_fact(aic: Run, corpus: Path) -> None:
    fact = facts(aic, corpus, "--unit", "USD")[0]
    run = aic("show", "--fact", fact["id"], corpus=corpus)
    assert f"> {fact['line']}  " in run.stdout
    assert "⟦超过2.5亿美元⟧" in run.stdout
    assert aic("show", "b", "--fact", fact["id"].upper(), corpus=corpus).stdout == run.stdout
    check_is_wrong_use(aic("show", "a", "--fact", fact["id"], corpus=corpus), fact["id"], "in b")
    check_is_wrong_use(aic("show", "--fact", "0" * 12, corpus=corpus), "no fact", "aic facts")
    check_is_wrong_use(aic("show", "b", "--fact", fact["id"], "--span", "1:2", corpus=corpus), "--span")


def test_extract_finds_the_facts_of_a_file_as_the_index_does(aic: Run, corpus: Path) -> None:
    name = str(corpus / "c.txt")
    found = json.loads(aic("extract", name, "--json", "--date", "2022-01-15").stdout)
    stored = facts(aic, corpus, "--doc", "c")
    for fact, indexed in zip(found, stored, strict=True):
        assert list(fact) == KEYS
        assert fact["doc"] == name
        assert fact["published"] == "2022-01-15"
        same = [key for key in KEYS if key not in ("doc", "id", "title")]
        assert [fact[key] for key in same] == [indexed[key] for key in same]


def test_extract_counts_from_the_date_that_is_given_or_found(aic: Run) -> None:
    def years(*arguments: str, stdin: str) -> set[str]:
        found = json.loads(aic("extract", "--layer", "periods", "--json", *arguments, stdin=stdin).stdout)
        return {period["start"][:4] for period in found if period["start"]}

    assert years("--date", "2019-05-06", stdin="去年东岭增产。\n") == {"2018"}
    front = "---\ndate: 2017-03-04\n---\n去年东岭增产。\n"
    assert years(stdin=front) == {"2016"}
    assert years("--date", "2019-05-06", stdin=front) == {"2018"}


def test_extract_quantities_and_periods(aic: Run) -> None:
    text = "標題\n\n２０２３年６月，東嶺建成約63億元的機房。\n"
    (quantity,) = json.loads(aic("extract", "--layer", "quantities", "--json", stdin=text).stdout)
    assert list(quantity) == ["text", "value", "value_high", "unit", "bound", "span"]
    assert text[slice(*quantity["span"])] == quantity["text"]
    assert (quantity["value"], quantity["bound"]) == (6300000000, "approx")
    (period,) = json.loads(aic("extract", "--layer", "periods", "--json", stdin=text).stdout)
    assert list(period) == ["text", "start", "end", "span"]
    assert (period["start"], period["end"]) == ("2023-06-01", "2023-06-30")
    assert text[slice(*period["span"])] == period["text"] == "２０２３年６月"


def test_extract_facts_line_by_line(aic: Run) -> None:
    run = aic("extract", "--lines", stdin="2023年东岭产值为9亿元。\r\n\n没有数字。\n去年北港产值为8亿元。\n")
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert [record["line"] for record in records] == [1, 2, 3, 4]
    assert [[fact["text"] for fact in record["found"]] for record in records] == [
        ["9亿元"],
        [],
        [],
        ["8亿元"],
    ]
    assert {fact["doc"] for record in records for fact in record["found"]} == {"-"}


@pytest.mark.parametrize("given", ["2023", "2023-13-01", "2023-02-30", "today", "２０２３-01-01", ""])
def test_a_bad_date_is_wrong_use(aic: Run, given: str) -> None:
    check_is_wrong_use(aic("extract", "--date", given, stdin="9亿元\n"), "--date", "2023-12-05")
