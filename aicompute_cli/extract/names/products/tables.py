"""The words, heads and lines by which products are told, from data/product_*.tsv and data/products.tsv."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

_SURE = ("name.known.table", "name.known.opening", "name.organisation.ending", "name.organisation.latin")
# Where a space may stand that the tables do not write: 小米 SU7.
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")
_JOINS = {"none": "", "space": " ", "hyphen": "-"}
_FUNCTION = frozenset(
    "要用会能可将已都也还就把被与在有无从向让以为其该此每各全多新大小好自建做造卖买说想称等的了是和或但而则"
    "到给对按据请使令由于因当及并且又再更最很太不没未非个款套台种类家这那哪些某本我你他她它们一二三四五六七八九十"
    "上下前后内外中间里左右东西南北年月日时分秒"
)


class Line(NamedTuple):
    """A form of a line of products: `name` is the line, `need` when it is a product alone, `join` its joint."""

    name: str
    need: str
    join: str
    form: str
    not_before: tuple[str, ...]


def product_name(start: int, end: int, canonical: str, rule: str) -> Name:
    """A product by the name that the tables have for it."""
    return Name(FoldedSpan(start, end), _tabled().get(canonical, canonical), "product", (rule,))


def is_sure(name: Name) -> bool:
    """Whether a name is of the tables or has an ending of its kind: no guess by what stands beside it."""
    return name.kind != "organization" or name.rules[0] in _SURE


def is_tabled(name: str) -> bool:
    """Whether the tables have `name` as a product or a line of products."""
    return name in _tabled() or name.lower() in _forms()


@functools.cache
def product_words(kind: str) -> tuple[str, ...]:
    """The words of one kind of ``data/product_words.tsv``."""
    return tuple(word for row in read_rows("product_words") if row[0] == kind for word in words(row[1]))


@functools.cache
def heads(strength: str) -> tuple[str, ...]:
    """The nouns of one strength of ``data/product_heads.tsv``."""
    return tuple(word for row in read_rows("product_heads") if row[0] == strength for word in words(row[1]))


@functools.cache
def common_latin() -> frozenset[str]:
    """Latin words, in small letters, that are no product's name by themselves."""
    return frozenset(word.lower() for word in product_words("latin"))


@functools.cache
def lines() -> tuple[ahocorasick_rs.AhoCorasick, list[Line]]:
    """The automaton of all forms of all lines, in small letters, and what each pattern of it is."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    found: dict[str, Line] = {}
    for name, need, join, *rest in read_rows("product_series"):
        not_before = tuple(words(rest[1])) if len(rest) > 1 else ()
        for form in (name, *words(rest[0] if rest else "")):
            line = Line(name, need, _JOINS[join], form, not_before)
            found.setdefault(form.lower(), line)
            found.setdefault(_SPACED.sub(" ", form.lower()), line)
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(found), matchkind=longest), list(found.values())


@functools.cache
def _forms() -> frozenset[str]:
    return frozenset(
        [*(line.form.lower() for line in lines()[1]), *(row[0].lower() for row in read_rows("products"))]
    )


@functools.cache
def _tabled() -> dict[str, str]:
    return {form: row[0] for row in read_rows("products") for form in words(row[1] if len(row) > 1 else "")}


@functools.cache
def plain_words() -> frozenset[str]:
    """Words that make no name before a head: modifiers, terms of the field, heads themselves."""
    return frozenset((*product_words("plain"), *heads("strong"), *heads("fair"), *heads("centre")))


def is_lone(word: str) -> bool:
    """Whether a word is one character and no particle: a dictionary that knows the name would not cut it so."""
    return len(word) == 1 and word not in _FUNCTION


@functools.cache
def inner_words() -> re.Pattern[str]:
    """What stands inside no name before a head: particles, numerals that count."""
    return re.compile("|".join(product_words("inner")))


def is_standard(code: str) -> bool:
    """Whether letters and digits are a standard, a measure or a rank and no model: DDR5, X86, but not X860.

    >>> is_standard("DDR5"), is_standard("X86"), is_standard("X860")
    (True, True, False)
    """
    if code in _standards():
        return True
    parts = re.match("([A-Z]+)[- ]?([0-9]+)([A-Z]?)", code)
    if parts is None or parts[1] not in _standards():
        return False
    return len(parts[1]) > 1 or (len(parts[2]) < 3 and not parts[3])


@functools.cache
def _standards() -> frozenset[str]:
    return frozenset(product_words("standard"))
