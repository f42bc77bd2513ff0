"""Products by the kind of thing that closes a list of them, by maker and kind in one word, and short names of chips."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from aicompute_cli.extract.names.products.latin import is_latin_name, is_maker
from aicompute_cli.extract.names.products.tables import heads, is_sure, product_name, product_words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name

RULES = (
    Rule(
        "name.product.such-as",
        "Latin names in a list that 等 and a kind of thing close",
        "用过Nordwave、Birchen等代码工具。",
        "投过Nordwave、Birchen等公司，Birchen等机器人公司跟进。",
    ),
    Rule(
        "name.product.maker-kind",
        "a maker and right behind it what it calls one of its own",
        "京东工业大脑上线。",
        "公司的工业大脑上线，京东数据上线。",
    ),
    Rule(
        "name.product.chip",
        "a letter and a number before a chip",
        "新机搭载W7 Pro芯片。",
        "Q3芯片收入增加，L4级芯片降价。",
    ),
)

_FIRMS = (
    "公司|企业|厂商|商|团队|领域|行业|产业|开发|方|研究|化|类|型|性|级"
    "|经理|经济|市场|创业|工程|品牌|业务|赛道|板块|概念|巨头|机构"
)
_JOINT = re.compile(" ?[、和与及或] ?")
_INSIDE = re.compile(r"[A-Za-z0-9.\-&+/]$|[A-Za-z0-9] $")
_CHIP = re.compile(
    r"([A-FI-KMOPR-Z](?<![A-Za-z0-9.\-/].)(?<![A-Za-z0-9] .)\d{1,2}(?: (?:Pro|Max|Ultra|Plus|Bionic))?)"
    r"(?= ?(?:系列)?(?:自研|专用|定制|仿生|AI|车载|座舱|神经网络|安全|影像){0,2}(?:芯片|处理器|SoC))(?! ?芯片组)"
)


def find_by_kind(text: str, names: Sequence[Name], latin: Sequence[re.Match[str]]) -> Iterator[Name]:
    """The products of `text` that a kind of thing tells; `latin` are its `latin_words`, `names` what it names."""
    sure = [name for name in names if name.kind != "product" and is_sure(name)]
    yield from _such_as(text, {name.span.start for name in sure}, latin)
    for name in sure:
        own = _of_own().match(text, name.span.end) if is_maker(name) else None
        if own:
            start, end = name.span.start, own.end()
            yield product_name(start, end, text[start:end], "name.product.maker-kind")
    for match in _CHIP.finditer(text):
        yield product_name(*match.span(1), match[1], "name.product.chip")


def _such_as(text: str, taken: set[int], latin: Sequence[re.Match[str]]) -> Iterator[Name]:
    items = [
        match
        for match in latin
        if match.start() not in taken and not _INSIDE.search(text[max(0, match.start() - 2) : match.start()])
    ]
    last = -1  # where the item behind begins, if the list with it is one of products
    for match in reversed(items):
        joined = last >= 0 and _JOINT.fullmatch(text, match.end(), last)
        if not joined and not _closed().match(text, match.end()):
            last = -1
            continue
        last = match.start()
        if is_latin_name(match[0]):
            yield product_name(*match.span(), match[0], "name.product.such-as")


@functools.cache
def _closed() -> re.Pattern[str]:
    kinds = any_of([*heads("strong"), "平台", "系统", "模型", "工具", "框架", "应用", "产品"])
    return re.compile(
        rf" ?(?:等|这样的|这类|之类的)(?![待级于候])[\u4e00-\u9fffA-Za-z ]{{0,8}}?(?:{kinds})(?!{_FIRMS})"
    )


@functools.cache
def _of_own() -> re.Pattern[str]:
    return re.compile(
        any_of(list(product_words("of-own"))) + "(?!事业|业务|部|团队|公司|研究|实验|学院|中心)"
    )
