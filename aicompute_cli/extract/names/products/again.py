"""Products that stand again where no cue tells them, and short forms of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aicompute_cli.extract.names.products.tables import product_name
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Name

RULES = (
    Rule(
        "name.product.again",
        "a coinage found before stands here again",
        "“芸舟海图”大模型上线。芸舟海图的用户增加。",
        "“芸舟海图”展览开幕。",
    ),
    Rule(
        "name.product.short",
        "the characters before the number of a coinage, in quotation marks, are the same product",
        "一款名为“芸砚810E”的芯片上线，“芸砚”亮相。",
        "一款名为“芸砚810E”的芯片上线，芸砚之名来自古书。",
    ),
)

_QUOTES = tuple('“「『‘"')
_CLOSING = tuple('”」』’"')
_NUMBERED = re.compile(r"([\u4e00-\u9fff]{2,4})[A-Z]{0,2}[0-9]+[A-Z]{0,2}")
_CUED = frozenset(
    f"name.product.{case}"
    for case in (
        *(
            "quoted",
            "launched",
            "called",
            "gloss",
            "bracket",
            "listed-quoted",
            "latin-kind",
            "latin-launched",
        ),
        *("latin-maker", "model", "is-a", "used", "stem", "word", "coded", "os", "versioned", "code", "mark"),
    )
)


def find_again(text: str, found: Sequence[Name]) -> Iterator[Name]:
    """Where the products that a cue told stand again; short forms only in quotation marks."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    forms = {
        text[name.span.start : name.span.end]: name.canonical for name in found if name.rules[0] in _CUED
    }
    bases = _bases(found)
    listed = [form for form in {**forms, **bases} if len(form) > 1]
    if not listed:
        return
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    for index, start, end in ahocorasick_rs.AhoCorasick(listed, matchkind=longest).find_matches_as_indexes(
        text
    ):
        form = listed[index]
        marked = text[max(0, start - 1) : start] in _QUOTES and text[end : end + 1] in _CLOSING
        if marked and form in bases:
            yield product_name(start, end, bases[form], "name.product.short")
        elif form in forms and (marked or len(form) > 2) and not _inside_latin(text, start, end):
            yield product_name(start, end, forms[form], "name.product.again")


def short_forms(found: Sequence[Name]) -> Iterator[Name]:
    """The names of `found`, coinages that another one has with a number (芸砚 of 芸砚810E) under that one's name."""
    bases = _bases(found)
    for name in found:
        if name.canonical in bases and name.rules[0] in _CUED:
            yield name._replace(canonical=bases[name.canonical], rules=("name.product.short",))
        else:
            yield name


def _bases(found: Iterable[Name]) -> dict[str, str]:
    """The characters before the number of the coinages that have one, where only one begins so."""
    numbered: dict[str, set[str]] = {}
    for name in found:
        match = _NUMBERED.fullmatch(name.canonical) if name.rules[0] in _CUED else None
        if match:
            numbered.setdefault(match[1], set()).add(name.canonical)
    return {base: min(names) for base, names in numbered.items() if len(names) == 1}


def _inside_latin(text: str, start: int, end: int) -> bool:
    edges = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)
