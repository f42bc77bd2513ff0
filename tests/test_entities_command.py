"""`aic entities` as a user runs it, and the same names in `search`, `facts`, `docs` and `extract`."""

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
from aicompute_cli.document.loader import document_from_text
from aicompute_cli.extract.reading import read_document
from aicompute_cli.extract.tables import read_rows
from aicompute_cli.index.entities import shape_of
from aicompute_cli.index.fact_subjects import find_subjects
from aicompute_cli.index.settling import KINDS
from aicompute_cli.search.profile import log_likelihood

from .conftest import Run
from .kept import cache
from .test_cli import check_is_wrong_use
from .test_facts_command import HEAVY
from .test_machines import imported, shell

KEYS = ["id", "name", "aliases", "type", "mentions", "docs", "roles", "first", "last"]
MENTION_KEYS = [
    "id", "name", "type", "doc", "title", "published", "sentence", "text", "span", "line", "rules",
]  # fmt: skip
PROFILE_KEYS = [*KEYS, "sentences", "facts", "quotations", "cooccurrence"]
METADATA = "doc,title,published\na,南州智算中心动工,2023-03-02\nb,東嶺的伺服器,2022-01-15\n"
TEXTS = {
    "a.txt": "南州智算中心动工\n\n2023年3月1日，IDC发布报告称，2022年南州AI服务器出货量为6万台。"
    "英伟达和华为云都参加了投标，华为没有参加。华为云设备产值为7亿元。\n\n中国信通院专家何远山表示：“南州的算力还不够用。”\n\n"
    "北港明远数据研究院（以下简称“明远研究院”）院长孙立言介绍，明远研究院去年建成两座机房。\n",
    "b.txt": "東嶺的伺服器\n\n據國際數據公司統計，2021年東嶺伺服器出貨量為6萬台，同比增長3%。"
    "輝達在東嶺設廠，輝達的出貨量為2萬台。\n\n"
    "明遠研究院表示，東嶺還要再建三座機房。\n",
    "c.txt": "机房里的水\n\n在IDC领域，液冷越来越常见。华为云的机房用水减少三成，华为云称明年再减一成。\n",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("named"))


def write_texts(folder: Path, texts: dict[str, str] = TEXTS) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "metadata.csv").write_text(METADATA, "utf-8")
    return folder


def entities(aic: Run, corpus: Path | None, *args: str, **environ: str) -> list[Any]:
    run = aic("entities", *args, "--format", "jsonl", corpus=corpus, **environ)
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr
    assert (run.returncode == 0) is bool(run.stdout)
    return [json.loads(line) for line in run.stdout.splitlines()]


def entity(aic: Run, corpus: Path, name: str) -> Any:
    (found,) = entities(aic, corpus, name)
    return found


# Records


def test_a_record_is_that_of_the_contract(aic: Run, corpus: Path) -> None:
    found = {record["name"]: record for record in entities(aic, corpus)}
    assert all(list(record) == KEYS for record in found.values())
    idc = found["IDC"]
    assert re.fullmatch("[0-9a-f]{12}", idc["id"])
    assert (idc["aliases"], idc["type"]) == (["国际数据公司"], "organization")
    assert (idc["mentions"], idc["docs"]) == (2, {"a": 1, "b": 1})
    assert (idc["first"], idc["last"]) == ("2022-01-15", "2023-03-02")
    assert found["何远山"]["roles"] == [{"org": "中国信息通信研究院", "title": "专家"}]
    assert (found["液冷"]["first"], found["液冷"]["last"]) == (None, None)


def test_one_name_for_two_things_is_two_entities(aic: Run, corpus: Path) -> None:
    """IDC is a researcher, and in c.txt a data centre; 华为云 is no part of 华为."""
    kinds = {record["name"]: record["type"] for record in entities(aic, corpus)}
    assert (kinds["IDC"], kinds["数据中心"]) == ("organization", "technology")
    assert entity(aic, corpus, "IDC")["type"] == "organization"
    assert aic("entities", "idc", corpus=corpus).stderr == "aic: idc is also a name of: 数据中心\n"
    assert (entity(aic, corpus, "华为")["mentions"], entity(aic, corpus, "华为云")["mentions"]) == (1, 4)


def test_the_most_mentioned_come_first_and_ties_go_by_name(aic: Run, corpus: Path) -> None:
    order = [(-record["mentions"], record["name"]) for record in entities(aic, corpus)]
    assert order == sorted(order)
    names = [record["name"] for record in entities(aic, corpus, "--sort", "name")]
    assert names == sorted(names)


@pytest.mark.parametrize("bundled", [False, True])
def test_counts_are_those_of_the_places_listed(aic: Run, corpus: Path, bundled: bool) -> None:
    folder = None if bundled else corpus
    paths = [*bundled_corpus().glob("*.md"), *corpus.glob("*.txt")]
    files = {path.stem: decode(path.read_bytes()).text for path in paths}
    listed: dict[str, dict[str, int]] = {}
    for mention in entities(aic, folder, "--mentions"):
        assert list(mention) == MENTION_KEYS
        text = files[mention["doc"]]
        assert text[slice(*mention["span"])] == mention["text"]
        assert mention["sentence"] in text.splitlines()[mention["line"] - 1]
        of_entity = listed.setdefault(mention["id"], {})
        of_entity[mention["doc"]] = of_entity.get(mention["doc"], 0) + 1
    records = entities(aic, folder)
    assert {record["id"]: record["docs"] for record in records} == listed
    assert all(sum(record["docs"].values()) == record["mentions"] for record in records)
    counts = {doc: sum(doc in docs for docs in listed.values()) for doc in files}
    docs = json.loads(aic("docs", "--json", corpus=folder).stdout)
    assert {doc["doc"]: doc["entities"] for doc in docs} == {doc["doc"]: counts[doc["doc"]] for doc in docs}


# Filters


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--type", "person"], {"何远山", "孙立言"}),
        (["--type", "人物"], {"何远山", "孙立言"}),
        (["--type", "People", "--doc", "b"], set()),
        (["--type", "organisations", "--type", "人", "--doc", "b"], {"IDC", "英伟达", "北港明远数据研究院"}),
        (["--min-mentions", "4"], {"华为云", "北港明远数据研究院"}),
        (["--min-mentions", "2", "--doc", "c", "--type", "公司"], {"华为云"}),
        (["--type", "組織", "--limit", "1", "--sort", "-docs", "--doc", "a", "--doc", "b"], {"IDC"}),
        (["--type", "event"], set()),
    ],
    ids=str,
)
def test_filters(aic: Run, corpus: Path, arguments: list[str], expected: set[str]) -> None:
    assert {record["name"] for record in entities(aic, corpus, *arguments)} == expected


def test_with_doc_the_counts_are_of_that_document(aic: Run, corpus: Path) -> None:
    (record,) = entities(aic, corpus, "--doc", "c", "--type", "organization")
    assert (record["name"], record["mentions"], record["docs"]) == ("华为云", 2, {"c": 2})
    mentions = entities(aic, corpus, "--doc", "c", "--type", "organization", "--mentions")
    assert len(mentions) == 2
    assert record["first"] is None


# Profiles


@pytest.mark.parametrize("name", ["IDC", "idc", "ＩＤＣ", "国际数据公司", "國際數據公司", " 国际 数据公司 "])
def test_a_profile_by_any_name(aic: Run, corpus: Path, name: str) -> None:
    profile = entity(aic, corpus, name)
    assert list(profile) == PROFILE_KEYS
    assert profile["name"] == "IDC"
    assert {fact["text"] for fact in profile["facts"]} >= {"6万台", "6萬台", "3%"}
    assert [item["doc"] for item in profile["sentences"]] == ["b", "a"]
    text = (corpus / "b.txt").read_text("utf-8")
    for item in (*profile["sentences"], *profile["quotations"]):
        if item["doc"] == "b":
            assert text[slice(*item["span"])] == item["text"]


def test_several_profiles(aic: Run, corpus: Path) -> None:
    assert [record["name"] for record in entities(aic, corpus, "nvidia", "孫立言")] == ["英伟达", "孙立言"]


def test_the_facts_of_a_profile_are_of_no_longer_name(aic: Run, corpus: Path) -> None:
    assert [fact["text"] for fact in entity(aic, corpus, "华为云")["facts"]][:1] == ["7亿元"]
    assert entity(aic, corpus, "华为")["facts"] == []


def test_what_one_document_declares_holds_in_the_others(aic: Run, corpus: Path) -> None:
    profile = entity(aic, corpus, "明远研究院")
    assert (profile["name"], profile["aliases"]) == ("北港明远数据研究院", ["明远研究院"])
    assert profile["docs"] == {"a": 3, "b": 1}
    assert "三座" in {fact["text"] for fact in profile["facts"]}
    assert [other["name"] for other in profile["cooccurrence"]] == ["孙立言"]


def test_what_documents_declare_of_two_joins_neither(aic: Run, tmp_path: Path) -> None:
    other = {"d.txt": "西坪明远算力研究院（以下简称“明远研究院”）成立。明远研究院有9座机房。\n"}
    folder = write_texts(tmp_path / "named", TEXTS | other)
    docs = {record["name"]: record["docs"] for record in entities(aic, folder)}
    assert docs["北港明远数据研究院"] == {"a": 3}
    assert docs["西坪明远算力研究院"] == {"d": 3}
    assert docs["明远研究院"] == {"b": 1}
    (folder / "d.txt").unlink()
    assert entities(aic, folder) == entities(aic, folder, AIC_CACHE=str(tmp_path / "other"))
    assert entity(aic, folder, "明远研究院")["docs"] == {"a": 3, "b": 1}


def test_the_page_of_a_profile(aic: Run, corpus: Path) -> None:
    run = aic("entities", "明遠研究院", corpus=corpus)
    assert run.stdout.startswith("北港明远数据研究院  (organization, 4 mentions in 2 documents, ")
    for part in ("also: 明远研究院", "named in", "明遠研究院表示，東嶺還要再建三座機房。", "appears with"):
        assert part in run.stdout
    assert "\x1b" not in run.stdout
    assert "\x1b[1m北港" in aic("--color", "always", "entities", "明遠研究院", corpus=corpus).stdout


def test_roles_stand_on_the_page(aic: Run, corpus: Path) -> None:
    assert "roles: 中国信息通信研究院专家" in aic("entities", "何远山", corpus=corpus).stdout


def test_log_likelihood_is_dunnings() -> None:
    """A table whose G² is known: 110, 2442, 111 and 29114 bigrams, of Dunning's paper (the swiss): 270.72."""
    assert round(log_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114), 2) == 270.72
    assert log_likelihood(0, 5, 5, 100) == 0


# The same names elsewhere


@pytest.mark.parametrize("query", ["国际数据公司", "國際數據公司", "idc"])
def test_search_finds_an_entity_by_all_its_names(aic: Run, corpus: Path, query: str) -> None:
    run = aic("search", query, "--explain", "--limit", "3", "--json", corpus=corpus)
    hits = json.loads(run.stdout)
    assert {hit["doc"] for hit in hits} >= {"a", "b"}
    marked = {hit["text"][slice(*place)] for hit in hits for place in hit["highlights"]}
    assert {"IDC", "國際數據公司"} <= marked
    assert re.search("names of one: .* = ", run.stderr)


def test_a_phrase_is_taken_at_its_word(aic: Run, corpus: Path) -> None:
    run = aic("search", '"国际数据公司"', "--explain", "--json", corpus=corpus)
    assert [hit["doc"] for hit in json.loads(run.stdout)] == ["b"]
    assert "names of one" not in run.stderr


def test_a_name_that_is_nowhere_is_found_by_another(aic: Run, corpus: Path) -> None:
    run = aic("search", "NVIDIA", "--limit", "2", "--json", corpus=corpus)
    assert {hit["doc"] for hit in json.loads(run.stdout)} == {"a", "b"}
    assert "not in the corpus" not in run.stderr


def test_a_common_word_that_a_document_sets_up_means_nothing_elsewhere(aic: Run, tmp_path: Path) -> None:
    text = "IDC发布《2023年南州算力市场跟踪报告》（以下简称《报告》）。《报告》称，南州有9座机房。\n"
    folder = write_texts(tmp_path / "named", {"a.txt": text})
    run = aic("search", "报告", "--explain", corpus=folder)
    assert "names of one" not in run.stderr
    assert entity(aic, folder, "报告")["type"] == "report"
    assert entity(aic, folder, "报告")["mentions"] == 3


def test_places_are_searched_for_as_they_are_written(aic: Run, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "named", {"a.txt": "北京市的机房满了。\n", "b.txt": "北京的用电增加。\n"})
    assert "names of one" not in aic("search", "北京", "--explain", corpus=folder).stderr


@pytest.mark.parametrize("option", ["--entity", "--source"])
def test_facts_know_the_names_that_the_corpus_declares(aic: Run, corpus: Path, option: str) -> None:
    by_name = [
        aic("facts", option, name, "--format", "jsonl", corpus=corpus).stdout
        for name in ("明远研究院", "北港明远数据研究院")
    ]
    assert by_name[0] == by_name[1]
    assert "三座" in by_name[0]


def test_extract_finds_the_entities_of_a_file(aic: Run, corpus: Path) -> None:
    found = json.loads(aic("extract", str(corpus / "b.txt"), "--layer", "entities", "--json").stdout)
    text = (corpus / "b.txt").read_text("utf-8")
    assert all(list(record) == ["doc", "name", "type", "text", "span", "line"] for record in found)
    assert [record["text"] for record in found] == [text[slice(*record["span"])] for record in found]
    stored = entities(aic, corpus, "--doc", "b", "--mentions")
    assert [(record["text"], record["span"], record["line"]) for record in found] == [
        (mention["text"], mention["span"], mention["line"]) for mention in stored
    ]
    (line,) = aic("extract", "--layer", "entities", "--lines", stdin="輝達設廠。\n").stdout.splitlines()
    assert json.loads(line)["found"][0]["name"] == "英伟达"


# Nothing found, wrong use


def test_nothing_found_is_said_with_the_nearest_names(aic: Run, corpus: Path) -> None:
    run = aic("entities", "明远研究苑", corpus=corpus)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert "是否指" in run.stderr
    assert "明远研究院" in run.stderr
    run = aic("entities", "IDC", "--type", "person", "--json", corpus=corpus)
    assert (run.returncode, run.stdout) == (1, "[]\n")
    assert "type person" in run.stderr


def test_a_corpus_without_names(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("今天下雨。\n", "utf-8")
    run = aic("entities", corpus=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--type", "planet"], ["--type planet", "technology"]),
        (["--type", ""], ["--type", "organization"]),
        ([""], ["NAME is empty"]),
        (["  "], ["NAME is empty"]),
        (["--doc", "zzz"], ["zzz", "aic docs"]),
        (["--sort", "size"], ["--sort size", "mentions"]),
        (["--min-mentions", "0"], ["--min-mentions"]),
        (["IDC"] * 201, ["200"]),
    ],
    ids=str,
)
def test_wrong_use_is_one_line(aic: Run, corpus: Path, arguments: list[str], words: list[str]) -> None:
    check_is_wrong_use(aic("entities", *arguments, corpus=corpus), *words)


@pytest.mark.parametrize(
    "command",
    [
        ["entities", "\udcff"],
        ["search", "\udcff IDC"],
        ["facts", "--entity", "\udcff"],
        ["entities", "算" * 5000],
    ],
    ids=lambda command: f"{command[0]} {command[-1][:5]!a}",
)
def test_any_name_may_be_asked_for(aic: Run, corpus: Path, command: list[str]) -> None:
    run = aic(*command, corpus=corpus)
    assert run.returncode in (0, 1)
    assert len(run.stderr.splitlines()) <= 1
    assert "Traceback" not in run.stderr


def test_every_type_has_its_words() -> None:
    assert tuple(row[0] for row in read_rows("entity_types")) == KINDS


# Names are data


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_no_control_character_of_a_document_is_printed(aic: Run, tmp_path: Path, form: str) -> None:
    text = "《\x1b[31m东\u202e岭[/b]\x9b报告》由华为\x07云计算公司\x1b[0m发布。"
    text += "东岭\u2028研究院（以下简称“\x1b东院”）成立。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    for arguments in ([], ["--mentions"], ["报告", "东岭研究院"]):
        run = aic("entities", *arguments, "--format", form, "--explain", corpus=tmp_path)
        assert "Traceback" not in run.stderr
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", run.stdout + run.stderr)


def test_cells_of_a_spreadsheet_are_defused(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("=1+1！《南州算力报告》由IDC发布。\n", "utf-8")
    run = aic("entities", "--mentions", "--format", "csv", corpus=tmp_path)
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert list(rows[0]) == MENTION_KEYS
    assert {row["sentence"][:1] for row in rows} <= {"'", "《"}


def test_a_closed_pipe_ends_quietly(corpus: Path, cache: Path) -> None:
    for command in (["entities", "--format", "jsonl"], ["entities", "华为云"]):
        run = shell('set -o pipefail; "$@" | true', corpus, cache, command)
        assert (run.returncode, run.stderr) == (0, "")


# The index


def test_explain_names_the_rules(aic: Run, corpus: Path) -> None:
    run = aic("entities", "IDC", "--explain", corpus=corpus)
    _, first, *rules = run.stderr.splitlines()
    assert first == "aic: IDC (organization): 2 mentions"
    assert rules
    for line in rules:
        assert re.fullmatch(r"aic:   [a-z-]+(\.[a-z0-9-]+)+ \(\d+\): \S.*", line)
        assert "another version" not in line


def test_ids_and_records_are_the_same_however_the_index_came_about(aic: Run, tmp_path: Path) -> None:
    folder = write_texts(
        tmp_path / "one", {f"n{number}{name}": text for number in range(40) for name, text in TEXTS.items()}
    )
    expected = [
        entities(aic, folder, *arguments) for arguments in ([], ["--mentions"], ["IDC", "明远研究院"])
    ]
    for jobs in ("1", "2"):
        environ = {"AIC_CACHE": str(tmp_path / f"cache{jobs}")}
        aic("index", "--jobs", jobs, corpus=folder, **environ)
        found = [
            entities(aic, folder, *arguments, **environ)
            for arguments in ([], ["--mentions"], ["IDC", "明远研究院"])
        ]
        assert found == expected
    other = tmp_path / "elsewhere"
    shutil.copytree(folder, other)
    assert entities(aic, other) == expected[0]


def test_an_update_takes_and_gives(aic: Run, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "named")
    before = entities(aic, folder)
    (folder / "b.txt").unlink()
    (folder / "a.txt").write_text("腾讯云在南州发布新品，腾讯云称产量为9万台。\n", "utf-8")
    found = entities(aic, folder)
    assert found == entities(aic, folder, AIC_CACHE=str(tmp_path / "other"))
    assert {record["name"] for record in found} >= {"腾讯云", "华为云"}
    assert not {record["name"] for record in found} & {"IDC", "英伟达", "何远山"}
    write_texts(folder)
    assert entities(aic, folder) == before


def test_without_a_cache_the_entities_are_the_same(aic: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    run = aic("entities", "--format", "jsonl", corpus=corpus, AIC_CACHE=str(tmp_path / "file" / "cache"))
    assert "in memory" in run.stderr
    assert [json.loads(line) for line in run.stdout.splitlines()] == entities(aic, corpus)


@pytest.mark.parametrize(
    "arguments",
    [["--format", "json"], ["國際數據公司"], ["--type", "人", "--mentions", "--format", "csv"]],
    ids=" ".join,
)
def test_a_warm_query_imports_nothing_heavy(
    aic: Run, corpus: Path, cache: Path, arguments: list[str]
) -> None:
    aic("index", corpus=corpus)
    time.sleep(0.05)  # a file may change once more within the tick of a clock: then the index is not trusted
    aic("entities", corpus=corpus)
    run = shell('"$1" -X importtime "${@:2}"', corpus, cache, ["entities", *arguments])
    assert run.returncode == 0, run.stderr
    assert "aicompute_cli" in imported(run)
    assert imported(run) & HEAVY == set()


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Atlas 900", "atlas900"),
        ("ATLAS900", "atlas900"),
        ("GPT‑4", "gpt4"),
        ("《算力 指南》", "算力指南"),
        ("—", "—"),
    ],
)
def test_spellings_of_one_name_have_one_shape(text: str, shape: str) -> None:
    assert shape_of(text) == shape


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("春节过后，华为云签了新约，机房产值为50亿元。", {"华为云"}),
        ("“腾讯云去年扩建了机房，其中三成用液冷。", {"腾讯云"}),
        ("华为云、腾讯云去年扩建了机房，机房产值为50亿元。", set()),
        ("华为云总裁何远山介绍，去年东岭机房产值为50亿元。", set()),
        ("中国去年扩建了机房，东岭机房产值为50亿元。", set()),
        ("去年华为云扩建机房，东岭产值为50亿元。", set()),
    ],
)
def test_the_subject_of_a_clause_is_that_of_its_facts(text: str, subjects: set[str]) -> None:
    doc = document_from_text("a", text)
    extracted = read_document(doc)
    assert extracted.facts
    assert {name.canonical for _, name in find_subjects(doc, extracted)} == subjects


def test_an_unknown_name_among_known_ones_is_said(aic: Run, corpus: Path) -> None:
    run = aic("entities", "英伟达", "无此公司", "--json", corpus=corpus)
    assert run.returncode == 0
    assert "无此公司" in run.stderr


@pytest.mark.parametrize("command", [("entities",), ("ask", "算力多大")])
def test_a_folder_without_documents_is_said(aic: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    run = aic(*command, corpus=tmp_path / "empty")
    assert (run.returncode, "no documents" in run.stderr) == (1, True)


def test_front_matter_is_no_text_that_names_anyone(aic: Run, tmp_path: Path) -> None:
    text = "---\ntitle: 机房\npublisher: 南州晚报\nauthor: 何远\n---\n南州的机房投产了。\n"
    (tmp_path / "noted").mkdir()
    (tmp_path / "noted" / "a.md").write_text(text, "utf-8")
    run = aic("entities", "--mentions", "--format", "jsonl", corpus=tmp_path / "noted")
    named = [json.loads(line) for line in run.stdout.splitlines()]
    assert all(mention["text"] in mention["sentence"] for mention in named)
    assert not any(mention["name"] == "南州晚报" for mention in named)
