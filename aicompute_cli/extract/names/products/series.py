"""Products that a line and its version name: 昇腾910B, Llama 3.1."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from aicompute_cli.extract.names.products.tables import Line, heads, lines, product_name, product_words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name

RULES = (
    Rule(
        "name.product.line",
        "a line of products, with its version where one stands behind it",
        "新机搭载骁龙8 Gen 3。",
        "征程漫漫，盘古开天。",
    ),
)

_NUMBER = (
    r"(?!\d[DGdg](?![A-Za-z0-9]))(?:[vV]?\d{1,5}(?:\.\d{1,2}){0,2}(?:[A-Za-z]{1,3}(?![A-Za-z]))?"
    r"|[A-Z]{1,3}\d{1,5}[A-Za-z]{0,2}|I{1,3}(?![A-Za-z])|I?V(?![A-Za-z]))"
)
_SIZE = r"(?: ?- ?(?:\d{1,4}(?:\.\d)?[BbMm]|[A-Z]\d{1,4}|A\d{1,3}B|\d{4,8})(?![A-Za-z0-9])){0,2}"
_LATIN_WORD_BEHIND = re.compile(r" [A-Z][a-z]+")
_ALNUM = re.compile(r"[A-Za-z0-9]")
_APART_BEFORE = re.compile(r"[\s,，。、;；:：“\"「（(将在对让用把与和及]|$")
_APART_BEHIND = re.compile(r"[\s,，。、;；”\"」）)的在已将是和与及等也可会能]|$")
_QUOTES = ("“", '"', "「", "『", "‘")


def find_series(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The products in `text` that a known line names, each with the version behind it."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    automaton, forms = lines()
    makers = {name.span.end for name in names if name.kind == "organization"}
    found, open_ = [], []
    for index, start, end in automaton.find_matches_as_indexes(lowered):
        name = _of_line(text, forms[index], start, end, makers)
        if name:
            found.append((forms[index].name, name))
        elif forms[index].need == "maker":
            open_.append((forms[index], start, end))
    told = {line for line, _ in found}  # a word of its own that is a product once here is one again
    told |= {name.canonical for name in names if name.kind == "product"}
    yield from (name for _, name in found)
    for line, start, end in open_:
        if line.name in told and _stands_apart(text, line, start, end):
            yield product_name(start, end, line.name, "name.product.line")


def _stands_apart(text: str, line: Line, start: int, end: int) -> bool:
    if line.form.isascii():
        edges = text[start - 1 : start] + text[end : end + 1]
        return not _ALNUM.search(edges) and not _LATIN_WORD_BEHIND.match(text, end)
    if _not_line().match(text, end):
        return False
    return len(line.form) > 2 or bool(
        _APART_BEFORE.match(text[start - 1 : start]) or _APART_BEHIND.match(text, end)
    )


def _of_line(text: str, line: Line, start: int, end: int, makers: set[int]) -> Name | None:
    if _ALNUM.match(text[start]) and start and _ALNUM.match(text[start - 1]):
        return None
    if line.not_before and text.startswith(line.not_before, end):
        return None
    version = _version().match(text, end)
    if version and not _is_version(text, version, line):
        version = None
    if not version and _ALNUM.match(text[end - 1]) and _ALNUM.match(text[end : end + 1]):
        return None
    if not version and not _stands_alone(text, line, start, end, makers):
        return None
    if version is None:
        return product_name(start, end, line.name, "name.product.line")
    told = _join(line, version["number"] or "", version["suffix"] or "", version["size"] or "")
    return product_name(start, version.end(), told, "name.product.line")


def _is_version(text: str, version: re.Match[str], line: Line) -> bool:
    glued = not version["gap"]
    if not version["number"]:
        return bool(version["suffix"]) and (not glued or not line.form.isascii()) and line.need != "hyphen"
    if line.need == "hyphen" and version["gap"].strip() != "-":
        return False
    if not line.form.isascii() and not glued and line.need == "maker" and len(version["number"]) < 3:
        return False  # 征程 6 may be the sixth
    loose = version["gap"] == " " or not line.form.isascii()
    counted = loose and _counted().match(text, version.end())
    return not (counted and version["number"].isdigit() and not version["suffix"])


def _stands_alone(text: str, line: Line, start: int, end: int, makers: set[int]) -> bool:
    if line.need in ("version", "hyphen") or (line.need == "maker" and _not_line().match(text, end)):
        return False
    if line.form.isascii() and " " not in line.form and _LATIN_WORD_BEHIND.match(text, end):
        return False  # Claude Shannon
    if line.need == "free":
        return True
    if not line.form.isascii() and _ALNUM.match(text[end : end + 1]):
        return False  # a brand before its model
    quoted = text[start - 1 : start] in _QUOTES and text[end : end + 1] in ("”", '"', "」", "』", "’")
    beside = _head_behind().match(text, end + 1 if quoted else end) or _head_before().search(
        text[max(0, start - 10) : start]
    )
    return bool(beside) or start in makers or (text[start - 1 : start] in ("·", " ") and start - 1 in makers)


def _join(line: Line, number: str, suffix: str, size: str) -> str:
    """The canonical name: one joint between line and version, the suffix joined as the text has it."""
    han = not line.name[-1].isascii()
    number = number.upper() if han and number[:1] in "vV" else number
    told = line.name + ("" if han else line.join) + number if number else line.name
    suffix = suffix.strip() if han and suffix.strip().upper() == "APP" else suffix
    if suffix and suffix[0] not in " -" and suffix.upper() != "APP":
        suffix = " " + suffix
    return told + size.replace(" ", "") + suffix


@functools.cache
def _version() -> re.Pattern[str]:
    suffix = any_of(list(product_words("suffix")))
    return re.compile(
        rf"(?P<gap> ?-? ?)(?P<number>{_NUMBER})?(?P<size>{_SIZE})"
        rf"(?P<suffix>(?:[ -]?(?:Gen ?\d|NVL\d+|(?:{suffix})(?: \d(?:\.\d)?)?)(?![a-z])){{0,3}}(?:-[a-z]{{3,9}})?)"
        r"(?<![ -])(?![0-9]|\.\d|,\d)"
    )


@functools.cache
def _not_line() -> re.Pattern[str]:
    return re.compile(any_of(list(product_words("not-line"))))


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(" ?(?:" + any_of(list(product_words("counted"))) + ")")


@functools.cache
def _head_behind() -> re.Pattern[str]:
    return re.compile(
        "(?:AI|智能|认知)?(?:" + any_of([*heads("strong"), "GPU", "CPU", "架构", "系列", "云平台"]) + ")"
    )


@functools.cache
def _head_before() -> re.Pattern[str]:
    return re.compile("(?:" + any_of(list(heads("strong"))) + ")(?:——|—|:|：)?[“「『]?$")
