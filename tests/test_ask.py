"""`aic ask`: questions over the bundled corpus in one process, and the command as a user runs it."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aicompute_cli.answer.answering import Answerer
from aicompute_cli.answer.explain import command_for
from aicompute_cli.answer.reply import KEYS, Answer, Reply, as_record
from aicompute_cli.cli.corpus import with_corpus
from aicompute_cli.cli.settings import bundled_corpus, settings_from
from aicompute_cli.document.decoding import decode

from .conftest import CASES, Run, load_cases
from .kept import cache
from .test_cli import check_is_wrong_use
from .test_machines import imported, shell

TEXTS = {
    "a.txt": "南州算力年报\n\n据IDC统计，2023年南州智能算力规模为300PFLOPS，同比增长20%；通用算力规模为60PFLOPS。"
    "IDC预计，2024年南州智能算力规模将达到420PFLOPS。\n\n2023年上半年，南州服务器市场规模为30亿元，预计全年将达70亿元。\n",
    "b.txt": "北港的液冷\n\n信通院数据显示，2022年北港液冷市场规模为2.5亿美元；而IDC认为是3亿美元。\n\n"
    "北港电机总经理何远表示，「液冷就像给机房装了一台空调。」\n",
}
METADATA = "doc,title,published\na,南州算力年报,2023-11-10\nb,北港的液冷,2023-02-03\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "metadata.csv").write_text(METADATA, "utf-8")
    return folder


def answerer_of(folder: Path, cache: Path) -> Answerer:
    settings = settings_from((str(folder),), None, "never", False, {"AIC_CACHE": str(cache)})
    return with_corpus(settings, lambda opened: Answerer(opened.index, opened.tables))


@pytest.fixture(scope="module")
def bundled(cache: Path) -> Answerer:
    return answerer_of(bundled_corpus(), cache)


@pytest.fixture(scope="module")
def small(corpus: Path, cache: Path) -> Answerer:
    return answerer_of(corpus, cache)


# The questions


def squashed(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", text.lower())


def is_right(case: Mapping[str, Any], reply: Reply) -> bool:
    """Whether the first answer is the one that the case has; of unanswerable ones that there is none."""
    if case["type"] == "unanswerable":
        return not reply.answered
    if not reply.answered:
        return False
    answer = reply.answers[0]
    if case["type"] == "list":
        return has_items(case["want"], answer)
    if case["type"] in ("definition", "reason", "yesno"):
        return answer.doc == case["doc"] and is_same_sentence(case["evidence"], answer.sentence)
    if case["value"] is not None and answer.value is not None:
        return math.isclose(case["value"], float(answer.value)) and case["unit"] in (None, answer.unit)
    return any(squashed(want) in squashed(answer.text) for want in case["want"])


def has_items(want: list[str], answer: Answer) -> bool:
    got = [squashed(item) for item in answer.items or re.split("[、,，;；和及]", answer.text)]
    names = [[squashed(name) for name in item.split("|")] for item in want]
    hits = sum(
        any(name in item or item in name for item in got for name in item_names) for item_names in names
    )
    return 2 * hits >= 1.6 * (len(names) + max(len(got), hits)) / 2


def is_same_sentence(evidence: str, sentence: str) -> bool:
    one, other = squashed(evidence), squashed(sentence)
    return one in other or other in one


@pytest.mark.parametrize("case", load_cases("ask"))
def test_a_question_over_the_bundled_corpus(bundled: Answerer, case: Mapping[str, Any]) -> None:
    reply = bundled.answer(case["text"])
    assert is_right(case, reply), reply.answers[:1] or reply.reason
    if not reply.answered:
        assert reply.reason


def test_the_cases_are_of_all_types_and_a_fifth_has_no_answer() -> None:
    cases = [json.loads(line) for line in (CASES / "ask.jsonl").read_text("utf-8").splitlines()]
    types = [case["type"] for case in cases]
    assert len(cases) >= 150
    assert types.count("unanswerable") >= len(cases) / 5
    assert {
        "number", "person", "organization", "place", "product", "report", "list", "definition", "reason", "yesno",
        "comparison", "date",
    } <= set(types)  # fmt: skip


# Conditions, computed answers, refusals


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2023年南州智能算力规模是多少", "300PFLOPS"),
        ("2024年南州智能算力规模会到多少", "420PFLOPS"),
        ("南州通用算力規模 2023", "60PFLOPS"),
        ("2023年南州智能算力同比增长多少", "20%"),
        ("2023年上半年南州伺服器市場有多大", "30亿元"),
        ("据信通院，2022年北港液冷市场规模是多少", "2.5亿美元"),
    ],
)
def test_a_stated_figure(small: Answerer, question: str, text: str) -> None:
    reply = small.answer(question)
    assert reply.answered, reply.reason
    assert reply.answers[0].text == text
    assert not reply.answers[0].derived


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("2023年到2024年南州智能算力规模增加了多少", 40, "%"),
        ("2024年南州智能算力规模比2023年多出多少PFLOPS", 120e15, "FLOPS"),
        ("2023年南州智能算力规模是通用算力规模的几倍", 5, "x"),
        ("2023年下半年南州服务器市场还剩多少", 40e8, "CNY"),
    ],
)
def test_a_computed_figure_names_its_parents(small: Answerer, question: str, value: float, unit: str) -> None:
    reply = small.answer(question)
    assert reply.answered, reply.reason
    answer = reply.answers[0]
    assert answer.derived
    assert (float(answer.value or 0), answer.unit) == (value, unit)
    assert len(set(answer.parents)) == 2
    assert answer.fact is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2019年南州智能算力规模是多少", ["2019年", "2023"]),
        ("2023年北港智能算力规模是多少", ["北港"]),
        ("2023年上半年美国服务器市场规模有多大", []),
        ("据Gartner，2022年北港液冷市场规模是多少", ["gartner"]),
        ("2024年南州智能算力实际规模是多少", ["forecast"]),
        ("2023年澹州智能算力规模是多少", ["澹州"]),
    ],
)
def test_no_answer_says_what_is_missing(small: Answerer, question: str, words: list[str]) -> None:
    reply = small.answer(question)
    assert not reply.answered
    assert reply.reason
    assert all(word in reply.reason for word in words), reply.reason


def test_sources_that_differ_are_all_shown(small: Answerer) -> None:
    reply = small.answer("2022年北港液冷市场规模是多少")
    assert {answer.text for answer in reply.answers} == {"2.5亿美元", "3亿美元"}


def test_an_ambiguous_measure_lists_its_candidates(bundled: Answerer) -> None:
    answers = bundled.answer("2023年中国算力规模是多少").answers
    assert {answer.metric for answer in answers} == {"中国智能算力规模", "中国通用算力规模"}


@pytest.mark.parametrize(
    "question", ["2023年中国的服务器市场多大", "2023年中国AI服务器市场的PUE是多少", "AI"]
)
def test_a_figure_of_another_measure_is_no_answer(bundled: Answerer, question: str) -> None:
    assert not bundled.answer(question).answered


@pytest.mark.parametrize(
    ("question", "kind", "unit"),
    [
        ("2023年东岭卖了多少台服务器", "amount", "台"),
        ("2023年东岭出货量多少万台", "amount", "台"),
        ("东岭市占率有几成", "share", "%"),
        ("东岭营收年增几趴", "growth", "%"),
        ("东岭的毛利率是多少", "amount", "%"),
        ("东岭融资拿了多少钱", "amount", "*money"),
        ("东岭智能算力规模多大", "amount", "FLOPS"),
        ("东岭排第几", "rank", "rank"),
        ("东岭比北港多出多少个百分点", "change", "pp"),
    ],
)
def test_what_is_asked_for(small: Answerer, question: str, kind: str, unit: str) -> None:
    query = small.read(question)
    assert (query.kind, query.units[0]) == (kind, unit)


def test_an_answer_is_a_place_in_the_file(bundled: Answerer) -> None:
    answer = bundled.answer("2023年中国智能算力规模是多少").answers[0]
    text = decode((bundled_corpus() / f"{answer.doc}.md").read_bytes()).text
    assert text[slice(*answer.span)] == answer.sentence
    ((start, end),) = answer.marked
    assert answer.sentence[start:end] == "414.1 EFLOPS"
    assert answer.modality == "forecast"


def test_a_slip_of_the_pen_is_corrected_aloud(small: Answerer) -> None:
    reply = small.answer("2023年南州通用算利规模是多少")
    assert reply.answers[0].text == "60PFLOPS"
    assert reply.note is not None
    assert "算力" in reply.note


def test_the_same_question_has_the_same_answer(small: Answerer) -> None:
    first, second = (as_record(small.answer("2023年南州智能算力规模是多少")) for _ in range(2))
    assert first == second
    assert list(first["answers"][0]) == list(KEYS)


def test_the_equal_command(small: Answerer) -> None:
    command = command_for(small.read("据IDC，2023年南州智能算力同比增长多少"))
    assert command.startswith("aic facts ")
    assert "--year 2023" in command
    assert "--source idc" in command
    assert command_for(small.read("谁把液冷比作空调")).startswith("aic search ")


# The command


def ask(aic: Run, corpus: Path, *args: str) -> Any:
    run = aic("ask", *args, "--json", corpus=corpus)
    assert "Traceback" not in run.stderr
    reply = json.loads(run.stdout)
    assert run.returncode == (0 if reply["answered"] else 1)
    return reply


def test_the_record(aic: Run, corpus: Path) -> None:
    reply = ask(aic, corpus, "2023年南州智能算力规模是多少")
    assert list(reply) == ["question", "answered", "answers", "reason", "nearest"]
    assert (reply["answered"], reply["reason"], reply["nearest"]) == (True, None, [])
    answer = reply["answers"][0]
    assert list(answer) == list(KEYS)
    assert (answer["value"], answer["unit"], answer["doc"], answer["line"]) == (300 * 10**15, "FLOPS", "a", 3)


def test_no_answer_is_status_1_with_the_reason(aic: Run, corpus: Path) -> None:
    reply = ask(aic, corpus, "2019年南州智能算力规模是多少")
    assert reply["answers"] == []
    assert "2019" in reply["reason"]
    assert reply["nearest"][0]["doc"] == "a"
    run = aic("ask", "2019年南州智能算力规模是多少", corpus=corpus)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("aic: no figure of 2019年")
    assert "300PFLOPS" in run.stderr


def test_the_table_reads_like_an_answer(aic: Run, corpus: Path) -> None:
    lines = aic("ask", "2024年南州智能算力规模会到多少", corpus=corpus).stdout.splitlines()
    assert lines[0] == "420PFLOPS (forecast)"
    fields = {line[:11].strip(): line[11:] for line in lines[2:]}
    assert fields["source"] == "IDC"
    assert "⟦420PFLOPS⟧" in fields["sentence"]
    assert fields["place"] == "a:3"
    assert len(lines) < 20


def test_traditional_characters_on_request(aic: Run, corpus: Path) -> None:
    answer = ask(aic, corpus, "2022年北港液冷市场规模是多少", "--script", "hant")["answers"][0]
    assert answer["text"] == "2.5億美元"
    assert "亿" in answer["sentence"]


def test_explain_says_how_the_question_was_read(aic: Run, corpus: Path) -> None:
    run = aic("ask", "据IDC，2023年南州智能算力同比增长多少", "--explain", corpus=corpus)
    assert "aic: asks for: growth" in run.stderr
    assert "aic: periods: 2023-01-01–2023-12-31" in run.stderr
    assert "aic: the same by hand: aic facts" in run.stderr


def test_a_batch_answers_in_order(aic: Run, corpus: Path) -> None:
    questions = [
        "2023年南州智能算力规模是多少",
        "2019年南州智能算力规模是多少",
        "2023年南州通用算力规模是多少",
    ]
    run = aic("ask", "--batch", "-", corpus=corpus, stdin="\n".join(questions))
    replies = [json.loads(line) for line in run.stdout.splitlines()]
    assert [reply["question"] for reply in replies] == questions
    assert [reply["answered"] for reply in replies] == [True, False, True]
    assert run.returncode == 0


@pytest.mark.parametrize("form", ["csv", "tsv", "md"])
def test_other_formats(aic: Run, corpus: Path, form: str) -> None:
    run = aic("ask", "2023年南州智能算力规模是多少", "--format", form, corpus=corpus)
    assert run.returncode == 0
    assert "300PFLOPS" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["no question", "aic ask"]),
        (["  "], ["no question"]),
        (["多少", "--limit", "0"], ["--limit"]),
        (["多少", "--script", "latin"], ["--script"]),
        (["多少", "--batch", "-"], ["--batch"]),
    ],
    ids=lambda value: " ".join(value)[:20],
)
def test_wrong_use(aic: Run, corpus: Path, arguments: list[str], words: list[str]) -> None:
    check_is_wrong_use(aic("ask", *arguments, corpus=corpus), *words)


@pytest.mark.parametrize(
    "question", ["？", "多少", "a" * 3000, "算力" * 500, "\x1b[31m多少", "'; DROP TABLE facts; --", "2023"]
)
def test_any_question_ends_well(aic: Run, corpus: Path, question: str) -> None:
    run = aic("ask", "--json", "--", question, corpus=corpus)
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr
    assert "\x1b" not in run.stdout + run.stderr


def test_an_empty_corpus_has_no_answer(aic: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    run = aic("ask", "2023年南州智能算力规模是多少", corpus=tmp_path / "texts")
    assert run.returncode == 1
    assert run.stderr.startswith("aic: ")


HEAVY = {"jieba", "rjieba", "opencc", "rapidfuzz", "rich", "ahocorasick_rs", "pypinyin", "numpy"}


@pytest.mark.parametrize(
    "question", ["2023年南州智能算力规模是多少", "据IDC，2023年南州智能算力同比增长多少"]
)
def test_a_warm_question_imports_nothing_heavy(aic: Run, corpus: Path, cache: Path, question: str) -> None:
    aic("index", corpus=corpus)
    time.sleep(0.05)  # a file may change once more within the tick of a clock: then the index is not trusted
    aic("ask", question, corpus=corpus)
    run = shell('"$1" -X importtime "${@:2}"', corpus, cache, ["ask", question, "--json"])
    assert run.returncode == 0, run.stderr
    assert imported(run) & HEAVY == set()


@pytest.mark.parametrize("question", ["算力" * 600, "a\udcff算力"])
def test_a_question_that_nobody_types_gets_its_line(aic: Run, corpus: Path, question: str) -> None:
    run = aic("ask", question, corpus=corpus)
    assert run.returncode in (0, 1)
    assert "Traceback" not in run.stderr
    assert run.stderr.count("\n") <= 5
