"""Products by what the sentence says of them: what they are, how they are used, their marks and lists."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.products.coined import is_coinage
from aicompute_cli.extract.names.products.latin import is_latin_name, is_maker
from aicompute_cli.extract.names.products.tables import (
    common_latin,
    heads,
    is_lone,
    is_sure,
    product_name,
    product_words,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name

RULES = (
    Rule(
        "name.product.is-a",
        "a quoted or Latin name that the sentence says to be one of a kind of thing",
        "“芸舟”是一款开源的推理引擎。",
        "“幻觉”是一种通病，Harrow是一家芯片公司。",
    ),
    Rule(
        "name.product.used",
        "a Latin name whose version, API, client or monthly users are named",
        "新款Nordwave企业版降价。",
        "新款AI企业版降价。",
    ),
    Rule(
        "name.product.mark",
        "what bears ® or ™",
        "采用芸砚®服务器。",
        "采用英特尔®工艺。",
    ),
    Rule(
        "name.product.programme",
        "a coinage in quotation marks before 计划 that a company brings out",
        "华为宣布了“芸原”计划。",
        "国务院宣布了“芸原”计划，华为按“降本”计划裁员。",
    ),
    Rule(
        "name.product.fund",
        "what ends in ETF, with its code in brackets",
        "芸砚算力ETF（159000）收涨。",
        "各类ETF（5只）收涨。",
    ),
    Rule(
        "name.product.data-set",
        "Latin letters right behind a set of data or of tests",
        "自建数据集QRMU已经公开。",
        "自建数据集已经公开。",
    ),
    Rule(
        "name.product.letters",
        "capitals with 系列 beside the kind of thing",
        "全尺寸机器人QLX系列亮相。",
        "机器人AI系列报道刊出。",
    ),
    Rule(
        "name.product.acronyms",
        "two or more items of a list that are capitals and a kind of service: QRS图引擎、TWS数据仓库",
        "包括QRS图引擎、TWS数据仓库。",
        "包括GPU服务器、CPU服务器、AI引擎。",
    ),
    Rule(
        "name.product.listed-quoted",
        "a coinage in quotation marks in a list, right beside a product in them",
        "“芸砚”大模型、“鹿鸣”先后上线。",
        "“创新”大模型、“开放”先后写进报告。",
    ),
)

_SUBJECT = re.compile(r"[“「]([^”」\n，。、]{2,12})[”」](?=[，,]?(?:是|作为|为))")
_MARKED = re.compile(r"([\u4e00-\u9fff]{2}|[A-Z][A-Za-z0-9]{1,20})[®™]")
_LETTERS = re.compile(r"([A-Z]{2,6})(?=[\u4e00-\u9fff])")
_SERVICE = re.compile(r"[\u4e00-\u9fff]{1,8}(?=[、，,。；;和及与以]|$)")
_QUOTED = re.compile(r"[“「]([^“”「」\n，。、]{2,10})[”」]")
_DATA_SET = re.compile(
    r"(?:数据集|评测集|测试集|训练集|语料库|题库) ?[“「]?([A-Z][A-Za-z0-9\-]{1,15}(?: [A-Za-z0-9\-]{2,12}){0,2})"
)
_PROGRAMME = re.compile(r"[“「]([\u4e00-\u9fff]{2,4})[”」]计划")
_BRINGS_OUT = re.compile("(?:宣布|推出|启动|发布|发起|公布)[^。；！？\n“”]{0,24}$")
_STOP = re.compile("[。；！？\n]")
_FUND = re.compile(r"ETF(?:联接)?[A-C]?(?=[(（]\d{5,6}[.)）A-Z])")
_FUND_STEM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,10}$")
_JOINTS = tuple("、和与及")
_INSIDE = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-&./")


def find_told(text: str, names: Sequence[Name], latin: Sequence[re.Match[str]]) -> Iterator[Name]:
    """The products of `text` that the sentence tells; `latin` are its `latin_words`."""
    taken = {name.span.start for name in names if name.kind != "product" and is_sure(name)}
    for match in _SUBJECT.finditer(text):
        if match.start(1) not in taken and is_coinage(match[1]) and _is_a().match(text, match.end()):
            yield product_name(match.start(1), match.end(1), match[1], "name.product.is-a")
    for match in latin:
        rule = _rule_of(text, match) if match.start() not in taken and is_latin_name(match[0]) else None
        if rule:
            yield product_name(match.start(), match.end(), match[0], rule)
    yield from _marked(text, names)
    yield from _programmes(text, names)
    for match in _DATA_SET.finditer(text):
        if match.start(1) not in taken and match[1].lower() not in common_latin():
            yield product_name(match.start(1), match.end(1), match[1], "name.product.data-set")
    for match in _FUND.finditer(text):
        stem = _FUND_STEM.search(text, max(0, match.start() - 10), match.start())
        if stem:
            yield product_name(stem.start(), match.end(), stem[0] + match[0], "name.product.fund")
    yield from _lettered(text)


def _rule_of(text: str, latin: re.Match[str]) -> str | None:
    if text[max(0, latin.start() - 1) : latin.start()] in _INSIDE:
        return None
    if _is_a().match(text, latin.end()):
        return "name.product.is-a"
    return "name.product.used" if _used().match(text, latin.end()) else None


def _programmes(text: str, names: Sequence[Name]) -> Iterator[Name]:
    companies = [name.span.end for name in names if is_maker(name)]
    for match in _PROGRAMME.finditer(text):
        verb = _BRINGS_OUT.search(text, max(0, match.start() - 32), match.start())
        if verb is None or not is_coinage(match[1]):
            continue
        at = bisect_right(companies, verb.start()) - 1
        between = text[companies[at] : verb.start()] if at >= 0 else "。"
        if len(between) < 24 and not _STOP.search(between):
            yield product_name(match.start(1), match.end(1), match[1] + "计划", "name.product.programme")


def _marked(text: str, names: Sequence[Name]) -> Iterator[Name]:
    if "®" not in text and "™" not in text:
        return
    ends = {name.span.end for name in names}
    for match in _MARKED.finditer(text):
        if match.end(1) not in ends:
            yield product_name(match.start(), match.end(1), match[1], "name.product.mark")


def _lettered(text: str) -> Iterator[Name]:
    """Capitals with 系列, and runs of list items that are capitals and a kind of service, if two or more."""
    run: list[re.Match[str]] = []
    for match in _LETTERS.finditer(text):
        if text[max(0, match.start() - 1) : match.start()] in _INSIDE or match[1].lower() in common_latin():
            continue
        if text.startswith("系列", match.end()):
            if _has_kind(text, match):
                yield product_name(match.start(), match.end() + 2, match[1], "name.product.letters")
            continue
        service = _SERVICE.match(text, match.end())
        if service is None or not _service().search(service[0]):
            continue
        if run and text[_end(text, run[-1]) : match.start()] not in (*_JOINTS, "以及", "、以及"):
            yield from _listed(text, run)
            run = []
        run.append(match)
    yield from _listed(text, run)


def _has_kind(text: str, letters: re.Match[str]) -> bool:
    before = _kind_before().search(text[max(0, letters.start() - 6) : letters.start()])
    return bool(before or _kind_behind().match(text, letters.end() + 2))


def _end(text: str, letters: re.Match[str]) -> int:
    service = _SERVICE.match(text, letters.end())
    return service.end() if service else letters.end()


def _listed(text: str, run: Sequence[re.Match[str]]) -> Iterator[Name]:
    if len({match[1] for match in run}) > 1:
        for match in run:
            end = _end(text, match)
            yield product_name(match.start(), end, text[match.start() : end], "name.product.acronyms")


def find_listed_quoted(text: str, products: Sequence[Name]) -> Iterator[Name]:
    """The coinages in quotation marks that stand in a list right behind one of `products` in them."""
    ends = {name.span.end for name in products}
    last = -1
    for match in _QUOTED.finditer(text):
        if match.end(1) in ends:
            last = match.end()
        elif 0 <= last <= match.start() <= last + 8 and _goes_with(text, last, match):
            yield product_name(match.start(1), match.end(1), match[1], "name.product.listed-quoted")
            last = match.end()


def _goes_with(text: str, last: int, quoted: re.Match[str]) -> bool:
    joined = _joint().fullmatch(text, last, quoted.start())
    return bool(joined) and is_coinage(quoted[1]) and all(map(is_lone, cut_words(quoted[1])))


@functools.cache
def _is_a() -> re.Pattern[str]:
    kinds = any_of([*heads("strong"), *heads("fair"), *heads("loose")])
    made = "(?:由[^，。；\\n]{2,14}的)?"
    return re.compile(
        f"[，,]?(?:是|作为|为){made}[^，。；\\n]{{0,6}}?(?:[一首](?:款|个|套|台)|款)[^，。；！？\\n]{{0,20}}?(?:{kinds})(?=[，,。；;、)）]|$)"
    )


@functools.cache
def _used() -> re.Pattern[str]:
    return re.compile(" ?的?(?:" + any_of(list(product_words("used"))) + ")")


@functools.cache
def _kind_before() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(heads("strong"))) + ")$")


@functools.cache
def _kind_behind() -> re.Pattern[str]:
    return re.compile("(?:" + any_of([*heads("strong"), "GPU", "板卡", "交换机"]) + ")")


@functools.cache
def _service() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(product_words("service"))) + ")$")


@functools.cache
def _joint() -> re.Pattern[str]:
    return re.compile("(?:" + any_of([*heads("strong"), *heads("fair")]) + ")?[、和与及]?")
