"""Other names that an article declares itself: in brackets, behind 又称 and the like, in quotation marks."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.extract.entities.named_text import NamedText
from aicompute_cli.extract.names.canonical import is_known
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "alias.bracket.word",
        "a bracket behind a name says with a word how else it is called",
        "远川数据研究院（又称“远数院”）成立。",
        "远川数据研究院（成立于“十三五”）扩建。",
    ),
    Rule(
        "alias.bracket.gloss",
        "a bracket behind a name holds nothing but its name in the other script",
        "远川发布星川算力调度平台（Starflow）。",
        "远川发布星川算力调度平台（AI）。",
    ),
    Rule(
        "alias.clause.word",
        "又称, 更名为 and the like behind a name declare another one in quotation marks",
        "远川数据研究院，又称“远数院”，成立。",
        "远川数据研究院，又称霸全行业。",
    ),
    Rule(
        "alias.quoted.beside",
        "a Latin name and one in quotation marks right behind it are of one thing",
        "远川科技发布Starbase“星基”。",
        "远川科技在Windows上“试水”。",
    ),
)

_GLOSSED = frozenset(("organization", "person", "report", "event", "product", "technology"))
_BRACKET = re.compile(r"\s?[(（]\s?(?P<inner>[^()（）\n]{1,60})[)）]")
_QUOTED_NAME = re.compile(r"\s?[“\"‘'「『《](?P<name>[^“”\"‘’'「」『』《》，。；！？\n]{2,40})[”\"’'」』》]")
_LATIN = re.compile(r"[A-Z][A-Za-z0-9&.'\- +]{0,38}[A-Za-z0-9+.]|[a-z]{1,3}[A-Z][A-Za-z0-9]{1,20}")
_LATIN_NAME = re.compile(rf"\s?(?P<name>{_LATIN.pattern})")
_HAN = re.compile("[\u4e00-\u9fff]")
_TICKER = re.compile(r"[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z]{2,8}\s?[:：].*|.*\d{4,}.*")
_STOPS = re.compile(r"[，,。；;、!！?？)）\s]|$")
_NO_NAME = re.compile(r"[的了是在有等与和及，,。；：！？]|^(?:本|该|其|此|这|那)")
_GOES_BACK = re.compile("[\u4e00-\u9fffA-Za-z0-9]")


class Declared(NamedTuple):
    """`form` is another name of what `name` names; `short` says that it is so only from `span` on."""

    form: str
    span: FoldedSpan
    name: Name
    short: bool
    rule: str


def find_declared(folded: str, mentions: Sequence[Name]) -> list[Declared]:
    """What the text declares to be other names of its `mentions`, in order."""
    text = NamedText(folded, mentions)
    found: list[Declared] = []
    for name in mentions:
        after = folded[name.span.end : name.span.end + 2]
        if after[:1] in _CLAUSE_MARKS or after[:1] in _clause_heads() or after[:1] in tuple("是为就”"):
            found += _behind(text, name)
    return found


_CLAUSE_MARKS = frozenset('(（，,“「" ')


def _behind(text: NamedText, name: Name) -> Iterator[Declared]:
    folded, end = text.folded, name.span.end
    if quoted := _quoted_beside(folded, name):
        yield quoted
        end = quoted.span.end + 1
    if bracket := _BRACKET.match(folded, end):
        yield from _in_bracket(text, name, bracket)
        end = bracket.end()
    yield from _in_clause(text, name, end)
    yield from _is_short_for(text, name)


def _quoted_beside(folded: str, name: Name) -> Declared | None:
    latin = folded[name.span.start : name.span.end]
    if name.kind not in ("product", "event") or not latin.isascii() or folded[name.span.end] == " ":
        return None
    quoted = _QUOTED_NAME.match(folded, name.span.end)
    if not quoted or len(quoted["name"]) > 8 or not _is_name(quoted["name"]) or folded[name.span.end] == "《":
        return None
    return Declared(quoted["name"], FoldedSpan(*quoted.span("name")), name, False, "alias.quoted.beside")


def _in_bracket(text: NamedText, name: Name, bracket: re.Match[str]) -> Iterator[Declared]:
    folded = text.folded
    start, end = bracket.span("inner")
    said = False
    while word := _bracket_words().match(folded, start, end):
        bare = word["word"] not in _table()["weak"]
        found = _form(text, name, word.end(), end, bare=bare)
        if found and found.end <= end:
            said = True
            yield _declared(folded, found, name, word["word"], "alias.bracket.word")
        rest = re.compile("[，,；;、]").search(folded, word.end(), end)
        if not rest:
            break
        start = rest.end()
    if not said and not _bracket_words().match(folded, *bracket.span("inner")):
        yield from _gloss(text, name, bracket)


def _gloss(text: NamedText, name: Name, bracket: re.Match[str]) -> Iterator[Declared]:
    """A bracket that holds nothing but names: 远川（Farhong，6123.HK）."""
    low, high = bracket.span("inner")
    for part in _PART.finditer(text.folded, low, high):
        start, end = part.span()
        other = text.at(start)
        whole = other if other and other.span.end == end else None
        if whole and _is_acronym_of(text.folded, name, whole):
            form = text.folded[name.span.start : name.span.end]
            yield Declared(form, name.span, whole, False, "alias.bracket.gloss")
        elif _is_gloss(text, name, part[0], whole):
            yield Declared(part[0], FoldedSpan(start, end), name, False, "alias.bracket.gloss")


_PART = re.compile(r"[^\s，,;；/、][^，,;；/、]*[^\s，,;；/、]")


def _is_gloss(text: NamedText, name: Name, part: str, other: Name | None) -> bool:
    """Whether `part` of the bracket behind `name` is another name of it; `other` is the mention that it is."""
    own = text.folded[name.span.start : name.span.end]
    before = text.folded[max(0, name.span.start - 1) : name.span.start]
    of_longer = name.kind == "technology" and _GOES_BACK.match(
        before
    )  # of the longer name that the term ends
    if part in not_names() or name.kind not in _GLOSSED or of_longer:
        return False
    if other and (other.kind, other.canonical) == (name.kind, name.canonical):
        return True
    if other is None and name.kind == "organization" and _SHORT.fullmatch(part):
        return part[0] == own[0] and _abbreviates(part, own) and part not in generic_names()
    if other and other.kind == name.kind:
        tabled = {name.rules[0], other.rules[0]} == _TABLED  # the table knows them for two
        alike = _in_two_scripts(own, part) or _abbreviates(part, own) or _abbreviates(own, part)
        return alike and not tabled
    latin = _LATIN.fullmatch(part) and not _TICKER.fullmatch(part) and _in_two_scripts(own, part)
    return bool(latin) and (other is None or _may_be_gloss(other, part))


_TABLED = {"name.technology.table"}
_SHORT = re.compile("[\u4e00-\u9fff]{2,5}")


def _abbreviates(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in their order: 远数院, 远川数据研究院."""
    rest = iter(long)
    return len(short) < len(long) and all(sign in rest for sign in short)


def _is_acronym_of(folded: str, name: Name, other: Name) -> bool:
    """Whether an organisation's acronym is used for a term that the bracket behind it spells out: IDC(数据中心)."""
    form = folded[name.span.start : name.span.end]
    return name.kind == "organization" and other.kind == "technology" and form.isascii() and form.isupper()


def _may_be_gloss(other: Name, inner: str) -> bool:
    """Whether an organisation in brackets may be another kind's name: an acronym, or one that no table holds."""
    return other.kind == "organization" and (inner.isupper() or ".known." not in other.rules[0])


def _in_two_scripts(own: str, part: str) -> bool:
    """Whether a name and its gloss are in different scripts, or the gloss spells an acronym out."""
    if bool(_HAN.search(own)) != bool(_HAN.search(part)):
        return True
    initials = "".join(word[0] for word in re.split(r"[\s\-]+", part) if word).upper()
    return len(own) >= 2 and own.upper().startswith(initials[:2]) and " " in part


def _in_clause(text: NamedText, name: Name, end: int) -> Iterator[Declared]:
    folded = text.folded
    word = _clause_words().match(folded, end)
    if not word:
        return
    found = _form(text, name, word.end(), len(folded), bare=False)
    if found and (word["word"] != "即" or word["mark"]):
        yield _declared(folded, found, name, word["word"], "alias.clause.word")


def _is_short_for(text: NamedText, name: Name) -> Iterator[Declared]:
    """某院是某研究院的简称: the name before 是 is the other one."""
    joint = _SHORT_FOR.match(text.folded, name.span.end)
    other = text.at(joint.end()) if joint else None
    if other and other.kind == name.kind and _OF_SHORT.match(text.folded, other.span.end):
        form = text.folded[name.span.start : name.span.end]
        yield Declared(form, name.span, other, False, "alias.clause.word")


_SHORT_FOR = re.compile(r"[”\"]?(?:就|便|正)?(?:是|为)[“\"]?")
_OF_SHORT = re.compile(
    r"[”\"]?的(?:英文|中文|常用|官方)?(?:简称|缩写|别称|别名|俗称|旧称|昵称|全称|代号|前身)"
)


def _form(text: NamedText, name: Name, start: int, end: int, *, bare: bool) -> FoldedSpan | None:
    """The name that stands at `start`: in marks, a name of the same kind, a Latin word; `bare` characters too."""
    folded = text.folded
    quoted = _QUOTED_NAME.match(folded, start, end)
    if quoted:
        return FoldedSpan(*quoted.span("name")) if _is_name(quoted["name"]) else None
    other = text.at(start)
    if other and _STOPS.match(folded, other.span.end):
        return other.span if other.kind == name.kind else None
    latin = _LATIN_NAME.match(folded, start, end)
    if latin and _STOPS.match(folded, latin.end()):
        return FoldedSpan(*latin.span("name"))
    if not bare:
        return None
    plain = _PLAIN.match(folded, start, end)
    if plain and _is_name(plain["name"]) and _STOPS.match(folded, plain.end()):
        return FoldedSpan(*plain.span("name"))
    return None


_PLAIN = re.compile(r"\s?(?P<name>[\u4e00-\u9fffA-Za-z0-9·]{2,20})")


def _is_name(form: str) -> bool:
    return form not in not_names() and not _NO_NAME.search(form) and not form.isdigit() and len(form) > 1


def _declared(folded: str, span: FoldedSpan, name: Name, word: str, rule: str) -> Declared:
    return Declared(folded[span.start : span.end], span, name, word in _table()["short"], rule)


def keeps_apart(one: str, other: str) -> bool:
    """Whether the tables hold two names for different ones, whatever a text says.

    >>> keeps_apart("华为", "华为云"), keeps_apart("华为", "远川")
    (True, False)
    """
    return one != other and is_known(one) and is_known(other)


@functools.cache
def not_names() -> frozenset[str]:
    """What stands in brackets behind a name without being another one."""
    return frozenset(_table()["not_name"])


@functools.cache
def generic_names() -> frozenset[str]:
    """Words that are nobody's name: 公司, 报告, 大会.

    >>> "公司" in generic_names(), "华为" in generic_names()
    (True, False)
    """
    return frozenset(_table()["generic"])


@functools.cache
def _table() -> dict[str, list[str]]:
    return {kind: words(field) for kind, field in read_rows("entity_aliases")}


@functools.cache
def _bracket_words() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<word>{any_of(_table()['bracket'])})(?:为|作|叫)?\s?[:：]?\s?")


@functools.cache
def _clause_words() -> re.Pattern[str]:
    return re.compile(rf"(?P<mark>\s?[，,(（]\s?)?(?P<word>{any_of(_table()['clause'])})[:：]?\s?")


@functools.cache
def _clause_heads() -> frozenset[str]:
    return frozenset(word[0] for word in _table()["clause"])
