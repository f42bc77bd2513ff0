"""Latin names of products that no table knows: beside their kind, behind a verb of launching, behind their maker."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from aicompute_cli.extract.names.canonical import canonical_name, is_known, organisation_type
from aicompute_cli.extract.names.products.tables import (
    common_latin,
    heads,
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
        "name.product.latin-kind",
        "capitalised Latin words right before or behind the kind of thing that they name",
        "新款采用Birch Hollow处理器。",
        "新款采用Agent平台，处理器Token吞吐翻倍。",
    ),
    Rule(
        "name.product.latin-launched",
        "capitalised Latin words right behind a verb of launching",
        "公司推出Birch Hollow，年内上市。",
        "公司推出Web服务，发布Nature论文。",
    ),
    Rule(
        "name.product.latin-maker",
        "a Latin word of mixed case right behind the Chinese name of its maker",
        "华为Nordwave销量增加。",
        "华为Connect大会召开。",
    ),
    Rule(
        "name.product.model",
        "Latin words that go on from a product's name, or that end in a size or a version of a model",
        "Nord-XL2-VL-7B得分更高。",
        "Wi-Fi得分更高。",
    ),
    Rule(
        "name.product.listed",
        "a Latin name in a list, right beside a product",
        "支持PyTorch、Nordwave，",
        "支持东岭、Nordwave等公司。",
    ),
)

_WORD = r"(?:[A-Z]|[a-z]{1,2}(?=[A-Z]))[A-Za-z0-9]{1,24}(?:-[A-Za-z0-9]{1,16}(?:\.\d)?){0,4}"
_LATIN = re.compile(rf"{_WORD}(?: (?:{_WORD}|\d{{1,4}}(?:\.\d)?[A-Za-z]?)(?![A-Za-z0-9])){{0,5}}")
_BEFORE = re.compile(r"[A-Za-z0-9.\-&+/]$|[A-Za-z0-9] $")
_SIZED = re.compile(r"[A-Za-z0-9]-(?:\d{1,3}(?:\.\d)?[Bb]|[Vv]\d(?:\.\d)?)$")
_GLUED = re.compile(r"([A-Z][A-Za-z]{3,})\d{2,5}")
_COUNT = re.compile(r" [0-9.]+$")
_TERMS_BEHIND = frozenset(("moe", "rag", "llm", "former", "net", "gan", "based", "like", "free", "ready"))
_NOT_LAST = frozenset(("AI", "GPU", "CPU", "APP", "PC", "API", "SoC", "SDK", "MR", "ROI", "CAD"))
_DIGIT = re.compile("[0-9]")
_AND = tuple("、和与及")
_JOINED = tuple("-./&+")
_MIXED = re.compile(r"[A-Z][A-Za-z]*[a-z]|[A-Za-z]+[ -]?\d|(?<![A-Za-z])[a-z]{1,2}[A-Z]{2}")
_LATIN_BEHIND = re.compile(r" ?[·&]| [A-Za-z]")


def latin_words(text: str) -> list[re.Match[str]]:
    """The runs of capitalised Latin words that are of mixed case or have a number."""
    return [match for match in _LATIN.finditer(text) if _MIXED.search(match[0])]


def find_latin(text: str, names: Sequence[Name], latin: Sequence[re.Match[str]]) -> Iterator[Name]:
    """Those of the `latin_words` of `text` that what stands beside them makes a product's name."""
    others = {name.span.start: name for name in names if name.kind != "product" and is_sure(name)}
    makers = {name.span.end for name in others.values() if is_maker(name)}
    makers |= {name.span.end for name in names if name.kind == "product"}  # 豆包Nordwave
    for match in latin:
        start, end = match.span()
        if _BEFORE.search(text[max(0, start - 2) : start]):
            continue
        maker = others.get(start)
        begin = start if maker is None else maker.span.end + 1
        end = _without_count(text, begin, _without_common(text, begin, end))
        if begin >= end or (maker is not None and (begin - 1 not in makers or text[begin - 1] != " ")):
            continue
        latin_name = text[begin:end]
        rule = _rule_of(text, begin, end, makers) if is_latin_name(latin_name) else None
        if _is_model(latin_name):
            rule = "name.product.model"
        if rule:
            alone = rule != "name.product.latin-maker" or is_tabled(latin_name) or _DIGIT.search(latin_name)
            whole = begin if alone else start
            yield product_name(whole, end, text[whole:end], rule)


def _is_model(latin: str) -> bool:
    """Whether Latin words go on from a product's name with a number or a hyphen, or end in a size: Nord-VL-7B."""
    glued = _GLUED.fullmatch(latin)
    if _SIZED.search(latin) or (glued and is_tabled(glued[1])):
        return True
    first = re.split("[ -]", latin, maxsplit=2)
    prefixes = (first[0], " ".join(first[:2])) if " " in latin else (first[0],)
    numbered = "-" in latin or bool(_DIGIT.search(latin))
    return len(first) > 1 and numbered and any(map(is_tabled, prefixes))


def find_listed(
    text: str, products: Sequence[Name], names: Sequence[Name], latin: Sequence[re.Match[str]]
) -> Iterator[Name]:
    """Those of the `latin_words` of a list that has a product of `products` right beside them: 芸砚、Nordwave."""
    others = {name.span.start for name in names if text[name.span.end : name.span.end + 1] != "-"}
    ends = {name.span.end for name in products}
    starts = {name.span.start for name in products}
    items = [match for match in latin if _is_item(text, match)]
    for match in [*items, *reversed(items)]:
        start, end = match.span()
        if start in others or start in starts or is_tabled(match[0]) or _not_behind().match(text, end):
            continue
        if (text[start - 1 : start] in _AND and start - 1 in ends) or (
            text[end : end + 1] in _AND and end + 1 in starts
        ):
            starts.add(start)
            ends.add(end)
            yield product_name(start, end, match[0], "name.product.listed")


def _is_item(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return (
        (before in _AND or after in _AND)
        and before not in _JOINED
        and len(match[0]) > 2
        and is_latin_name(match[0])
    )


def is_maker(name: Name) -> bool:
    """Whether a name is a company's that the tables have."""
    return (
        name.kind == "organization"
        and is_known(name.canonical)
        and organisation_type(name.canonical) == "company"
    )


def _without_common(text: str, start: int, end: int) -> int:
    """Where the name ends when common words at its end are left off: ModelArts AI."""
    while " " in text[start:end] and text[start:end].rsplit(" ", 1)[1] in _NOT_LAST:
        end = start + text[start:end].rindex(" ")
    return end


def _without_count(text: str, start: int, end: int) -> int:
    """Where the name ends when a number at its end counts what follows: Kimi 3亿."""
    number = _COUNT.search(text, start, end)
    return number.start() if number and _counted().match(text, end) else end


def _rule_of(text: str, start: int, end: int, makers: set[int]) -> str | None:
    latin = text[start:end]
    before = text[max(0, start - 8) : start].rstrip("“「『 ")
    if _called().search(before):
        return "name.product.latin-kind" if _kind_near().match(text, end) else None
    if _kind_behind().match(text, end):
        return "name.product.latin-kind"
    if _not_behind().match(text, end):
        return None
    if _kind_before().search(before) or latin.endswith(" Copilot"):
        return "name.product.latin-kind"
    if _launch_before().search(before):
        return "name.product.latin-launched"
    maker = start in makers or (text[start - 1 : start] == " " and start - 1 in makers)
    single = len(latin) > 3 and " " not in latin and not _LATIN_BEHIND.match(text, end)
    return "name.product.latin-maker" if maker and single else None


@functools.lru_cache(maxsize=4096)
def is_latin_name(latin: str) -> bool:
    """Whether Latin words can be a product's: of mixed case or with a number, none of them a common word alone."""
    if canonical_name(latin) != latin or is_known(latin):
        return False  # Vivo is an organisation, however it is written
    if "-" in latin and latin.rsplit("-", 1)[1].lower() in _TERMS_BEHIND:
        return False  # Mamba-MoE is a kind of model
    return bool(_MIXED.search(latin)) and not all(map(_is_common, latin.split(" ")))


def _is_common(part: str) -> bool:
    """Whether a word is no name by itself, with or without digits behind it: Level-2, DDR5."""
    bare = part.rstrip("0123456789.-")
    return not bare or bare.lower() in common_latin() or part.lower() in common_latin() or is_standard(part)


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(" ?(?:" + any_of(list(product_words("counted"))) + ")")


@functools.cache
def _kind_behind() -> re.Pattern[str]:
    kinds = any_of([*heads("strong"), *product_words("latin-head")])
    between = any_of(list(product_words("descriptor")))
    return re.compile(f" ?(?:{between}){{0,2}} ?(?:{kinds})")


@functools.cache
def _kind_before() -> re.Pattern[str]:
    return re.compile("(?:" + any_of([*heads("strong"), *heads("fair"), *heads("loose"), "加速器"]) + ")$")


@functools.cache
def _launch_before() -> re.Pattern[str]:
    return re.compile(
        "(?:" + any_of(list(product_words("launch-latin"))) + ")(?:了|的)?(?:新一代|全新|新款|首款|一款)?$"
    )


@functools.cache
def _called() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(product_words("called"))) + ")$")


@functools.cache
def _kind_near() -> re.Pattern[str]:
    kinds = any_of([*heads("strong"), *heads("fair"), *heads("loose")])
    return re.compile(f'[”」』"]?(?:（[^（）\n]{{1,40}}）)? ?的[^。，；\n]{{0,10}}?(?:{kinds})')


@functools.cache
def _not_behind() -> re.Pattern[str]:
    return re.compile(" ?(?:" + any_of(list(product_words("latin-not-before"))) + ")")
