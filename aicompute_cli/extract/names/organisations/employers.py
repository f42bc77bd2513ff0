"""Organisations told by who heads them: 珂闳创始人何敬之, and the short forms of full names met before."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.canonical import is_known
from aicompute_cli.extract.names.organisations.boundaries import common_words, is_function, stop_words
from aicompute_cli.extract.names.organisations.legal import own_name
from aicompute_cli.extract.names.organisations.lists import makes_no_word
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.organisation.headed",
        "characters that make no word, or a Latin name, before the title of a head and a person's name",
        "旗下珂闳联合创始人何敬之到场。",
        "旗下公司联合创始人何敬之到场。",
    ),
    Rule(
        "name.organisation.short-form",
        "the own name of a company or institute whose full name stands before it",
        "北京珂闳科技有限公司成立。今年珂闳扩产。",
        "北京未来科技有限公司成立。今年未来可期。",
    ),
)

_RUN = r"(?P<name>[\u4e00-\u9fff]{2,24}?|[A-Z][A-Za-z0-9.\-]{1,20}(?: [A-Z][A-Za-z0-9.\-]{1,20}){0,2}) ?"
_REACH = 30
_LONGEST = 8


def find_headed(text: str, persons: Iterable[Name]) -> Iterator[Name]:
    """The organisations before the titles before `persons`, where no table knows them."""
    for person in persons:
        low = max(0, person.span.start - _REACH)
        found = _before().search(text, low, person.span.start)
        if not found:
            continue
        start, end = found.span("name")
        name = found["name"]
        if not name.isascii():
            name = _behind_phrase(name)
            start = end - len(name)
            if not 2 <= len(name) <= _LONGEST or not _is_firm(name):
                continue
        elif name in _not_latin() or name.split(" ")[0] in _not_latin():
            continue
        yield Name(FoldedSpan(start, end), name, "organization", ("name.organisation.headed",))


def _is_firm(run: str) -> bool:
    """Whether characters before the title of a head name a firm: they make no word, or no common ones."""
    if makes_no_word(run):
        return True
    tokens = cut_words(run)
    return len(tokens) > 1 and run[-1] not in _NO_FIRM and not any(_is_plain(token) for token in tokens)


_NO_FIRM = frozenset("区部线群司团组处科室期届年月日院会局委")


def _is_plain(token: str) -> bool:
    return token in common_words() or token in stop_words() or is_function(token)


def _behind_phrase(run: str) -> str:
    tokens = cut_words(run)
    at = len(tokens)
    while at and not (tokens[at - 1] in stop_words() or is_function(tokens[at - 1])):
        at -= 1
    return "".join(tokens[at:])


def find_short_forms(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The short forms of the organisations among `names`, behind them; `names` stand in order."""
    forms: dict[str, tuple[Name, int]] = {}
    for name in names:
        if name.kind != "organization" or is_known(name.canonical):
            continue
        for form in own_name(text[name.span.start : name.span.end]):
            if makes_no_word(form) and form != name.canonical:
                forms.setdefault(form, (name, name.span.end))
    if not forms:
        return
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    listed = list(forms)
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    automaton = ahocorasick_rs.AhoCorasick(listed, matchkind=longest)
    for index, start, end in automaton.find_matches_as_indexes(text):
        name, since = forms[listed[index]]
        if start >= since:
            rules = ("name.organisation.short-form",)
            yield Name(FoldedSpan(start, end), name.canonical, "organization", rules)


@functools.cache
def _before() -> re.Pattern[str]:
    chiefs = any_of(words(dict(read_rows("name_cues"))["chief"]))
    ranks = "联席|执行|高级|资深|常务|副|轮值|集团|公司|全球|中国区|大中华区|亚太区|首席|联合|共同"
    return re.compile(rf"{_RUN}(?:{ranks})*(?:{chiefs})(?:兼(?:{chiefs}))?[、,]?(?:{chiefs})?\s?$")


@functools.cache
def _not_latin() -> frozenset[str]:
    return frozenset(words(dict(read_rows("name_cues"))["not_latin"]))
