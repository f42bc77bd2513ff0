"""Products by a code or a version that no table knows: KX350芯片, 平台芸砚2.0."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.products.tables import (
    heads,
    is_lone,
    is_standard,
    is_sure,
    is_tabled,
    product_name,
    product_words,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name

RULES = (
    Rule(
        "name.product.code",
        "capitals and digits before or behind the kind of thing that they number",
        "远闳KX350芯片量产。",
        "DDR5内存涨价，G7峰会闭幕。",
    ),
    Rule(
        "name.product.versioned",
        "characters that make no word with a version of two numbers, behind the kind of thing or a verb of launching",
        "公司发布软件平台芸砚2.0。",
        "公司发布平台经济2.0。",
    ),
)

_ALNUM = re.compile(r"[A-Za-z0-9]")
_CODE = re.compile(
    r"[A-Z]{1,5}[- ]?\d{2,5}[A-Za-z]{0,3}(?: ?- ?[A-Z]{0,2}\d{1,4}[A-Za-z]?)?(?![A-Za-z0-9.%])"
)
_OF_MAKER = re.compile(
    r"[A-GI-MO-PR-Z]\d{1,2}(?![A-Za-z0-9.%-]|[工制节季年月级代轮股])"
)  # no quarter, half or node
_ROBOT = re.compile("机器[人狗]")
_MODEL_BEHIND = re.compile(r"([A-Z]\d{1,2})(?![A-Za-z0-9.%])")
_MODEL_BEFORE = re.compile(r"(?<![A-Za-z0-9-])([A-Z]\d{1,2})(?:人形)?$")
_VERSION = re.compile(r"\d{1,2}\.\d(?![\d.%])")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]*$")


def find_codes(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Model codes that no table knows, beside the kind of thing that they number or right behind its maker."""
    makers = {name.span.end for name in names if name.kind == "organization" and is_sure(name)}
    for match in _CODE.finditer(text):
        start, end = match.span()
        if start and (_ALNUM.match(text[start - 1]) or text[start - 1] in "-./"):
            continue
        code = match[0].replace(" - ", "-")
        if code.endswith("s") and is_tabled(code[:-1]):
            yield product_name(start, end, code[:-1], "name.product.code")  # H20s are several H20
        elif not is_standard(code) and _has_kind(text, start, end, makers):
            yield product_name(start, end, code, "name.product.code")
    for match in _OF_MAKER.finditer(text):
        if match.start() in makers and not _counted_behind().match(text, match.end()):
            yield product_name(match.start(), match.end(), match[0], "name.product.code")
    for match in _ROBOT.finditer(text):  # G1 is a model here, no group of states
        before = _MODEL_BEFORE.search(text, max(0, match.start() - 6), match.start())
        behind = _MODEL_BEHIND.match(text, match.end())
        if behind:
            yield product_name(behind.start(), behind.end(), behind[1], "name.product.code")
        elif before:
            yield product_name(before.start(), match.end(), before[1], "name.product.code")


def _has_kind(text: str, start: int, end: int, makers: set[int]) -> bool:
    if _kind_behind().match(text, end) or _kind_before().search(text[max(0, start - 6) : start]):
        return True
    return start in makers and bool(_kind_near().match(text, end))


def find_versioned(text: str) -> Iterator[Name]:
    """…平台芸砚2.0: a coinage between its kind, or what launches it, and its version."""
    for match in _VERSION.finditer(text):
        if _counted_behind().match(text, match.end()):
            continue
        start = match.start() - (text[match.start() - 1 : match.start()] in ("V", "v"))
        run = _HAN_RUN.search(text, max(0, start - 14), start)
        stem = _stem_of_versioned(run[0]) if run else None
        if stem:
            told = text[start - len(stem) : match.end()]
            yield product_name(start - len(stem), match.end(), told, "name.product.versioned")


def _stem_of_versioned(run: str) -> str | None:
    """The characters at the end of `run` that make no word, where a kind or a verb of launching stands before."""
    for size in (2, 3, 4):
        if _cue_at_end().search(run[:-size]) and all(is_lone(word) for word in cut_words(run[-size:])):
            return run[-size:]
    return None


@functools.cache
def _kind_behind() -> re.Pattern[str]:
    return re.compile(
        " ?(?:系列|型)?(?:"
        + any_of(list(product_words("descriptor")))
        + "){0,2}(?:"
        + any_of(list(product_words("model-head")))
        + ")"
    )


@functools.cache
def _kind_before() -> re.Pattern[str]:
    return re.compile("(?:" + any_of([*heads("strong"), *product_words("model-head")]) + ")$")


@functools.cache
def _kind_near() -> re.Pattern[str]:
    return re.compile("[^。！？\n]{0,12}?(?:" + any_of(list(product_words("model-head"))) + ")")


@functools.cache
def _counted_behind() -> re.Pattern[str]:
    return re.compile(
        " ?(?:" + any_of([word for word in product_words("counted") if word not in ("版", "代")]) + ")"
    )


@functools.cache
def _cue_at_end() -> re.Pattern[str]:
    cues = any_of([*product_words("direct"), *heads("strong"), *heads("fair")])
    return re.compile(f"(?:{cues})(?:了|的)?$")
