"""Products by the words around them: quoted coinages, names in brackets, what a verb of launching introduces."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.products.tables import heads, is_sure, product_words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.product.quoted",
        "a coinage in quotation marks right before the kind of thing that it names",
        "“远闳”大模型通过备案。",
        "“国产替代”芯片受关注，“国产化”大模型增多。",
    ),
    Rule(
        "name.product.launched",
        "a coinage in quotation marks that the clause launches, behind its kind or ending in it",
        "公司发布了算力平台“芸舟”。",
        "公司发布了关于“芸舟”的传闻。",
    ),
    Rule(
        "name.product.called",
        "what 名为, 取名 or 代号 introduces, where the kind of thing stands beside",
        "一款名为“芸舟”的机器人亮相。",
        "一位名为“芸舟”的网友留言。",
    ),
    Rule(
        "name.product.gloss",
        "another name of a product, in brackets or quotation marks right behind it",
        "新款“远闳”大模型（Farhong）通过备案。",
        "平台（简称平台）上线。",
    ),
    Rule(
        "name.product.bracket",
        "a Latin word of mixed case in brackets behind a layer, a platform and the like",
        "编排层（NodeWise）负责分配。",
        "光传送网（OTN）覆盖全省。",
    ),
)

_QUOTED = re.compile(r"[“「『‘\"]([^“”「」『』‘’\"\n，。；！？、：]{2,20})[”」』’\"]")
_LISTED = re.compile(r"^(?:[、和与及]?[“「][^”」\n]{2,10}[”」]){1,4}(?:[两二三四五六七八九十]大|等)?")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .+\-]{1,30}")
_BRACKETED = re.compile(r"[(（]\s*([A-Z][A-Za-z0-9]{2,20})\s*[)）]")
_MIXED = re.compile(r"(?=[A-Za-z0-9]*[a-z])[A-Z]+[a-z]*[A-Z0-9][A-Za-z0-9]*")
_GLOSS = re.compile(r"[(（]\s*(?:英文名?[:：]?|简称[:：]?)?\s*([A-Z][A-Za-z0-9 .+\-]{2,30})\s*[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_BEFORE = re.compile(r"[A-Z][A-Za-z0-9+\-]{1,20}$")
_CLAUSE = re.compile(r"[。！？!?；;\n]")
_NUMBERED = re.compile("[一两二三四五六七八九十].{1,4}[一两二三四五六七八九十多]|[两二三四五六七八九十]大")
_REACH = 40
_JOINT = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[\u4e00-\u9fff])")


def find_coined(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The quoted coinages of `text` that are products, and the names in brackets behind them."""
    taken = {(name.span.start, name.span.end) for name in names if name.kind != "product" and is_sure(name)}
    for match in _QUOTED.finditer(text):
        if match.span(1) in taken:
            continue
        rule = _rule_of(text, match)
        if rule:
            yield from _with_glosses(text, match, rule)
    for match in _BRACKETED.finditer(text):
        if match.span(1) in taken or not _MIXED.fullmatch(match[1]):
            continue
        if _layer_before().search(text[max(0, match.start() - 8) : match.start()]):
            yield _name(match.start(1), match.end(1), match[1], "name.product.bracket")


def _rule_of(text: str, match: re.Match[str]) -> str | None:
    inner = match[1].strip()
    before, after = (
        _clause_before(text, match.start()),
        _JOINT.sub("", _LISTED.sub("", text[match.end() : match.end() + 50]).lstrip(" "))[:14],
    )
    if _called().search(before):
        kind = _kind_after().match(after) or _kind_in().search(before)
        return "name.product.called" if kind and not _never().search(inner) else None
    if not is_coinage(inner):
        return None
    if _strong_after().match(after) or (_centre_in().search(inner) and len(inner) > 6):
        return "name.product.quoted"
    return "name.product.launched" if _is_launched(inner, before, after) or _tells_itself(inner) else None


def _tells_itself(inner: str) -> bool:
    """Whether a wording ends in the kind of thing, with more than plain words before: “果园采摘系统”."""
    head = _ends_in_head().search(inner)
    if head is None or len(inner) < 5:
        return False
    return len(_plain_runs().sub("", inner[: head.start()])) > 1


def _is_launched(inner: str, before: str, after: str) -> bool:
    """Whether the clause brings the coinage out as a thing of some kind, or has it as a platform and the like."""
    if after.startswith(("而", "之", "地")):
        return False
    hard = _launch("launch").search(before)
    if hard and any(
        p.search(t) for p, t in ((_loose_before(), before), (_loose_in(), inner), (_loose_after(), after))
    ):
        return True
    if not hard and not _launch("use").search(before):
        return bool(_fair_right_after().match(after)) and _is_no_word(inner)
    return bool(_fair_after().match(after) or _ends_in_head().search(inner) or _head_before().search(before))


def _is_no_word(inner: str) -> bool:
    return bool(_HAN.search(inner)) and len(inner) < 5 and all(len(word) == 1 for word in cut_words(inner))


def is_coinage(inner: str) -> bool:
    """Whether a wording in quotation marks can be a name: 2 to 12 characters, not made of plain words only."""
    if _never().search(inner) or _NUMBERED.search(inner):
        return False
    if not _HAN.search(inner):
        return bool(_LATIN.fullmatch(inner)) and (inner[0].isupper() or any(map(str.isupper, inner)))
    if len(inner) > (18 if _loose_in().search(inner) or _ends_in_head().search(inner) else 12):
        return False
    return not _plain().fullmatch(inner) or (len(inner) > 4 and bool(_ends_in_head().search(inner)))


def _with_glosses(text: str, match: re.Match[str], rule: str) -> Iterator[Name]:
    """The coinage, the Latin name right before it and the one in brackets behind: all one thing."""
    start, end = match.span(1)
    canonical = match[1].strip()
    before = _LATIN_BEFORE.search(text[max(0, match.start() - 22) : match.start()])
    if before and rule == "name.product.launched" and not _HAN.search(before[0]) and len(before[0]) > 2:
        canonical = before[0]
        yield _name(match.start() - len(before[0]), match.start(), canonical, "name.product.gloss")
    yield _name(start, end, canonical, rule)
    head = _strong_after().match(text, match.end())
    gloss = _GLOSS.match(text, head.end() if head else match.end())
    if gloss:
        yield _name(gloss.start(1), gloss.start(1) + len(gloss[1].rstrip()), canonical, "name.product.gloss")


def _clause_before(text: str, start: int) -> str:
    return _JOINT.sub("", _CLAUSE.split(text[max(0, start - _REACH) : start])[-1].rstrip(" "))


def _name(start: int, end: int, canonical: str, rule: str) -> Name:
    return Name(FoldedSpan(start, end), canonical, "product", (rule,))


def _all_heads() -> list[str]:
    return [*heads("strong"), *heads("fair")]


@functools.cache
def _strong_after() -> re.Pattern[str]:
    kinds = "AI|人工智能|智能|人形|通用|多模态|语言|千亿|基座|基础|认知|行业"
    return re.compile(f"(?:{kinds}){{0,3}}(?:" + any_of(list(heads("strong"))) + ")")


@functools.cache
def _fair_after() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fffA-Za-z]{0,8}?(?:" + any_of(_all_heads()) + ")")


@functools.cache
def _fair_right_after() -> re.Pattern[str]:
    plain = any_of(list(product_words("plain")))
    return re.compile(
        f"(?:[两二三四五六七八九十]大)?(?:{plain}){{0,3}}(?:" + any_of(list(heads("fair"))) + ")"
    )


@functools.cache
def _loose_after() -> re.Pattern[str]:
    return re.compile("^[\u4e00-\u9fffA-Za-z]{0,4}?(?:" + any_of(list(heads("loose"))) + ")")


@functools.cache
def _loose_before() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(heads("loose"))) + ")$")


@functools.cache
def _loose_in() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fffA-Za-z]{4}(?:" + any_of(list(heads("loose"))) + ")$")


@functools.cache
def _centre_in() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(heads("centre"))) + ")$")


@functools.cache
def _kind_after() -> re.Pattern[str]:
    return re.compile("的?[^。，；\n]{0,10}?(?:" + any_of(_all_heads()) + ")")


@functools.cache
def _kind_in() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(_all_heads()) + ")")


@functools.cache
def _head_before() -> re.Pattern[str]:
    return re.compile(
        "(?:" + any_of(_all_heads()) + ")(?:——|—|:|：|[A-Z][A-Za-z0-9+-]{1,20}|算力原生|系列)?$"
    )


@functools.cache
def _ends_in_head() -> re.Pattern[str]:
    return re.compile("(?:" + any_of([word for word in _all_heads() if len(word) > 1]) + ")$")


@functools.cache
def _layer_before() -> re.Pattern[str]:
    return re.compile("(?:层|" + any_of(_all_heads()) + ")$")


@functools.cache
def _launch(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(list(product_words(kind))))


@functools.cache
def _called() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(product_words("called"))) + ")$")


@functools.cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(product_words("never")))


@functools.cache
def _plain_runs() -> re.Pattern[str]:
    return re.compile(any_of([*product_words("plain"), *_all_heads()]))


@functools.cache
def _plain() -> re.Pattern[str]:
    return re.compile("(?:" + any_of([*product_words("plain"), *_all_heads()]) + ")+")
