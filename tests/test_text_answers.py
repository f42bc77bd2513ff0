"""Questions that are answered in words: names, times, lists, definitions, reasons, yes or no."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from aicompute_cli.answer.answering import Answerer
from aicompute_cli.answer.names import names_in_question
from aicompute_cli.answer.reply import Answer
from aicompute_cli.answer.text import glosses, identities, manners
from aicompute_cli.answer.text.asked import head_nouns, read_asked
from aicompute_cli.answer.text.coordination import find_coordinations
from aicompute_cli.answer.text.fitting import LONGEST
from aicompute_cli.answer.text.moments import find_moments
from aicompute_cli.cli.corpus import with_corpus
from aicompute_cli.cli.settings import settings_from
from aicompute_cli.extract.rules import Rule

from .conftest import load_cases
from .kept import cache

TEXTS = {
    "harbour.txt": "北港建液冷机房\n\n2024年6月18日，北港市与远川科技签约，共建北港液冷示范园。"
    "远川科技董事长何敬之在签约仪式上表示，余热将供给附近的三所中学。园区去年11月动工，计划2026年启用。"
    "北港市副市长吴敏之称，这里的电价每度比邻市低一角。\n\n"
    "液冷是指让冷却液直接或间接接触发热部件、把热量带走的散热方式。园区选用液冷，是因为机柜功率密度太高，风冷带不走热量。\n",
    "report.txt": "云岭研究院谈东部机房\n\n云岭研究院发布《东部机房用水白皮书》，其中提到，东部机房每年用水约九千万吨。"
    "白皮书把机房用水分为冷却用水、加湿用水和生活用水三类。排名前三的城市依次为苏州、宁波、温州，第4至第6名分别是嘉兴、绍兴和台州。"
    "用水上升的主要原因是老旧冷却塔蒸发损失大。\n",
    "chips.txt": "远川科技推出新芯片\n\n远川科技今年3月推出推理芯片「青禾2」，采用北辰系统。"
    "这款芯片由澜石半导体代工，首个客户是西关银行。远川科技首席财务官沈若川说，芯片研发花了四年。"
    "远川科技的三大业务是：机房运维、芯片设计和软件服务。公司没有在海外设厂。\n\n"
    "据了解，青禾2的软件栈名为“麦浪”，支持四种框架。远川科技由何敬之和陆望舒在2015年创办。\n",
    "talks.txt": "北港论坛谈算力调度\n\n国产芯片公司澜石半导体的副总裁梁叙白到场。梁叙白说，封装比制程更要紧。"
    "云岭研究院的韩知节院士认为，算力调度要先统一接口。会上，远川科技发布了名为“听潮”的调度平台，它支持跨域迁移。"
    "澜石半导体成立于2016年，今年5月新设了测试线。\n\n"
    "主持人请到三家企业，即远川科技、澜石半导体和西关银行等。听潮好比一座菜市场。"
    "北港通过错峰调度缓解用电紧张。\n",
}
METADATA = (
    "doc,title,published\nharbour,北港建液冷机房,2024-06-19\nreport,云岭研究院谈东部机房,2023-09-05\n"
    "chips,远川科技推出新芯片,2024-04-02\n"
    "talks,北港论坛谈算力调度,2024-05-20\n"
)

_ = cache


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Answerer:
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "metadata.csv").write_text(METADATA, "utf-8")
    settings = settings_from((str(folder),), None, "never", False, {"AIC_CACHE": str(cache)})
    return with_corpus(settings, lambda opened: Answerer(opened.index, opened.tables))


def first(answerer: Answerer, question: str) -> Answer | None:
    return next(iter(answerer.answer(question).answers), None)


@pytest.mark.parametrize("case", load_cases("text_answers"))
def test_answers(case: dict[str, Any], answerer: Answerer) -> None:
    answer = first(answerer, case["text"])
    if case["want"] is None:
        assert answer is None
    elif isinstance(case["want"], list):
        assert answer is not None
        assert list(answer.items) == case["want"]
    else:
        assert answer is not None
        assert case["want"] in answer.text


def test_an_answer_stands_where_it_says(answerer: Answerer) -> None:
    for case in load_cases("text_answers"):
        answer = first(answerer, case.values[0]["text"])
        if answer is None:
            continue
        text = TEXTS[f"{answer.doc}.txt"]
        assert text[slice(*answer.span)] == answer.sentence
        assert answer.line == text.count("\n", 0, answer.span[0]) + 1
        assert all(0 <= start < end <= len(answer.sentence) for start, end in answer.marked)


def test_answers_are_the_same_again(answerer: Answerer) -> None:
    for question in ("谁创办了远川科技", "北港液冷示范园什么时候启用", "白皮书把机房用水分为哪三类"):
        assert answerer.answer(question) == answerer.answer(question)


@pytest.mark.parametrize(
    ("question", "sort", "head"),
    [
        ("哪家银行是首个客户", "organization", "银行"),
        ("由哪位院士牵头", "person", "院士"),
        ("园区在哪里", "place", ""),
        ("什么时候动工", "date", ""),
        ("哪几天开会", "date", ""),
        ("写在哪份文件里", "report", "文件"),
        ("哪三座城市排在前面", "list", "城市"),
        ("为何不用风冷", "reason", "原因"),
        ("难在哪儿", "reason", "原因"),
        ("动没动工", "yesno", ""),
        ("用的是什么", "object", ""),
        ("液冷是什么意思", "definition", ""),
        ("苏州和宁波谁用水更多", "option", ""),
        ("何敬之是谁", "identity", "何敬之"),
        ("柳絮飞是做什么的", "identity", "柳絮飞"),
        ("何敬之对电价怎么看", "speech", "何敬之"),
        ("澜石半导体是什么公司", "definition", "公司"),
        ("董事长是谁", "actor", ""),
    ],
)
def test_what_is_asked_for(question: str, sort: str, head: str, answerer: Answerer) -> None:
    asked = read_asked(answerer.read(question))
    assert (asked.sort, asked.head) == (sort, head)


def ids(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", identities.RULES, ids=ids)
def test_each_introduction_works_on_its_example_only(rule: Rule) -> None:
    assert rule.id in {found[2] for found in identities.introductions(rule.example, "何敬之")}
    assert not list(identities.introductions(rule.counter, "何敬之"))


@pytest.mark.parametrize("rule", glosses.RULES, ids=ids)
def test_each_gloss_works_on_its_example_only(rule: Rule) -> None:
    assert rule.id in {found[2] for found in glosses.find_glosses(rule.example, "麦浪")}
    assert not list(glosses.find_glosses(rule.counter, "麦浪"))


@pytest.mark.parametrize("rule", manners.RULES, ids=ids)
def test_each_way_works_on_its_example_only(rule: Rule) -> None:
    assert rule.id in {found[2] for found in manners.ways(rule.example)}
    assert not list(manners.ways(rule.counter))


def test_a_name_is_read_the_same_whatever_the_hash_seed(answerer: Answerer) -> None:
    """Of two parts of one shape, 《X》 and X, the shorter is the name."""
    named = names_in_question(answerer.index, "《东部机房用水白皮书》是谁写的")
    assert "东部机房用水白皮书" in named
    assert "《东部机房用水白皮书》" not in named


def test_every_noun_has_one_kind() -> None:
    known = {
        "person",
        "organization",
        "place",
        "product",
        "technology",
        "report",
        "event",
        "date",
        "reason",
        "thing",
    }
    assert set(head_nouns().values()) <= known


@pytest.mark.parametrize(
    ("text", "published", "want"),
    [
        ("今年3月推出", "2024-04-02", ["2024年3月"]),
        ("5月4日-6日在北港举行", "2023-01-01", ["2023年5月4日-6日"]),
        ("二○二七年启用", None, ["2027年"]),
        ("民国112年动工", None, ["2023年"]),
        ("周二（19日）宣布", "2022-10-20", ["2022年10月19日"]),
        ("每月用水三万吨", "2022-10-20", []),
        ("部署了2025台服务器", "2022-10-20", []),
    ],
)
def test_moments(text: str, published: str | None, want: list[str]) -> None:
    assert [moment.wording for moment in find_moments(text, published)] == want


@pytest.mark.parametrize(
    "pattern",
    ["甲、", "甲和", "一是甲，二是乙；", "“甲”、", "包括甲、乙", "甲给乙带来了丙、", "5月", "12日，"],
)
def test_a_sentence_without_end_takes_no_time(pattern: str) -> None:
    text = (pattern * LONGEST)[:LONGEST]
    begin = time.perf_counter()
    list(find_coordinations(text, ()))
    list(find_moments(text, "2024-01-01"))
    list(glosses.find_glosses(text, "甲"))
    list(identities.introductions(text, "甲"))
    assert time.perf_counter() - begin < 0.5


def test_a_long_question_is_answered_or_refused(answerer: Answerer) -> None:
    for question in (
        "远川科技的三大业务是什么",
        "液冷是什么意思",
        "谁创办了远川科技",
        "园区什么时候动工",
        "何敬之是谁",
        "听潮是什么",
    ):
        assert len(answerer.answer(question + "、" * 3000).answers) <= 5
