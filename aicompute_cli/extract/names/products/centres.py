"""Computing centres and public platforms by the place before them: 兰州智算中心."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from aicompute_cli.extract.names.known import local_places
from aicompute_cli.extract.names.products.tables import (
    heads,
    inner_words,
    plain_words,
    product_name,
    product_words,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name

RULES = (
    Rule(
        "name.product.centre",
        "a place before a computing centre or a public platform",
        "兰州智算中心投用。",
        "各地智算中心投用，兰州数据中心市场增长。",
    ),
    Rule(
        "name.product.centre-of-body",
        "an organisation or a park right before a computing centre: that body's installation",
        "数码港智算中心投用。",
        "英伟达数据中心收入增长，数码港智算中心业务增长。",
    ),
)

_REACH = 18
_BETWEEN = re.compile(r"(?:[\u4e00-\u9fff·\-]| ?[A-Za-z0-9]+ ?)*")
_REGION = re.compile("(?:东|南|西|北|中|东北|西北|西南|东南)[方部]|华[东南北中西]")


def find_centres(
    text: str, names: Sequence[Name], heads_of_text: Sequence[tuple[str, int, int]]
) -> Iterator[Name]:
    """The computing centres and public platforms of `text` that a place before them makes names of.

    `heads_of_text` are the heads in it, each with where it starts and ends.
    """
    places = [name for name in names if name.kind == "place"]
    starts = [name.span.start for name in places]
    named = {name.span.end: name for name in names if name.kind in ("organization", "product")}
    centres = frozenset(heads("centre"))
    for head, start, end in heads_of_text:
        if head not in centres or _goes_on().match(text, end):
            continue
        begin = _begin_of_named(text, named.get(end), start)
        begin = _centre(text, start, end, places, starts) if begin is None else begin
        rule = "name.product.centre"
        if begin is None and (owner := named.get(start)) and _is_of_body(text, owner, start, end):
            begin, rule = owner.span.start, "name.product.centre-of-body"
        if begin is not None:
            told = re.sub(r"\s+", "", text[begin:end])
            yield product_name(begin, end, told, rule)


def _begin_of_named(text: str, named: Name | None, start: int) -> int | None:
    """Where an organisation begins that its structure told, and that is a place's centre."""
    if named is None or named.rules[0] != "name.organisation.ending" or named.span.start >= start:
        return None
    stem = text[named.span.start : start]
    return None if inner_words().search(stem) or stem.startswith("全") else named.span.start


_OF_BODY = re.compile("(?:超算|超级计算|智算|智能计算|智能算力|算力|(?:人工智能|高性能)?计算)中心$")
_OFFERED = re.compile(
    "(?:整体)?(?:解决|建设)?方案|架构|产品|技术|服务|网络|能力|模式|理念|时代|模块|概念|板块|团队|标准|设备|机柜"
)
_LISTED_BEFORE = re.compile("(?:[、/]|以及|[和与及等])$")


def _is_of_body(text: str, owner: Name, start: int, end: int) -> bool:
    """Whether an organisation right before a centre's head makes a name of it; in a list each has such a centre."""
    listed = _LISTED_BEFORE.search(text, max(0, owner.span.start - 2), owner.span.start)
    offered = _OFFERED.match(text, end)
    return (
        owner.kind == "organization" and bool(_OF_BODY.search(text, start, end)) and not (listed or offered)
    )


def _centre(text: str, start: int, end: int, places: list[Name], starts: list[int]) -> int | None:
    """Where 某市智算中心 begins: the nearest place, with the places right before it."""
    at = bisect_left(starts, start) - 1
    if at < 0 or starts[at] < start - _REACH:
        return None
    place = places[at]
    between = text[place.span.end : start]
    if not _BETWEEN.fullmatch(between) or inner_words().search(between):
        return None
    if place.canonical not in local_places() and not _REGION.match(between):
        return None
    if text[start:end] in heads("bare") and (len(between) < 2 or _plain().fullmatch(between)):
        return None
    while (
        at and places[at - 1].span.end == places[at].span.start and places[at - 1].canonical in local_places()
    ):
        at -= 1
    return starts[at]


@functools.cache
def _plain() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(plain_words())) + ")+")


@functools.cache
def _goes_on() -> re.Pattern[str]:
    return re.compile("|".join(product_words("centre-goes-on")))
