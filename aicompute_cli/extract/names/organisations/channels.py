"""Media and accounts by what is done with them: somebody speaks to them, a text is taken from them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.canonical import canonical_name
from aicompute_cli.extract.names.organisations.boundaries import is_common, is_function, plain_stops
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.organisation.interview",
        "to whom somebody gives an interview",
        "他在接受山海视野采访时说，订单增加。",
        "他在接受本报记者采访时说，订单增加。",
    ),
    Rule(
        "name.organisation.told",
        "whom somebody tells something, where it is called as media and accounts are",
        "一位店主告诉山海财评，订单增加。",
        "一位店主告诉朋友，订单增加。",
    ),
    Rule(
        "name.organisation.byline",
        "an account or paper that a text says it was first published by, is taken from or was written for",
        "他的公众号：山海视野，有三万读者。",
        "他的公众号：去年，有三万读者。",
    ),
    Rule(
        "name.organisation.wire",
        "a name before 讯 or 消息 and a day at the head of a paragraph",
        "山海科讯7月8日消息，订单增加。",
        "最新7月8日消息，订单增加。",
    ),
)

_NAME = r"(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,12}?)"
_MARKED = r"[“\"《「]?"
_INTERVIEW = re.compile(
    rf"接受(?:了|过)?{_MARKED}{_NAME}[”\"》」]?(?:App|APP)?(?:的?记者|等?媒体|独家|电话|书面|视频|的)*(?:采访|专访|访谈)"
)
_TELLS = re.compile(rf"(?:告诉|告知){_MARKED}{_NAME}[”\"》」]?(?:App|APP)?(?:记者)?(?=[，,：:。])")
_FIRST = re.compile(
    rf"(?:首发于?|公众号(?:[:：]|\s)*{_MARKED}|微信公号[:：]?{_MARKED}|转自|转载自|来源[:：]\s?|出品[|｜:：]\s?){_NAME}"
    r"[”\"》」]?(?=[\s，,。()（）|｜】\]]|App|APP|授权|$)",
    re.MULTILINE,
)
_WIRE = re.compile(
    rf"^[ \t\u3000]*(?:\[|【)?{_NAME}"
    rf"\s?(?:讯|(?:20\d\d年)?\d{{1,2}}月\d{{1,2}}日(?:消息|讯|电|报道))(?=[\s，,：:】\]])",
    re.MULTILINE,
)


def find_channels(text: str) -> Iterator[Name]:
    """The media and accounts of `text` that their place in it tells."""
    for pattern, rule in ((_INTERVIEW, "interview"), (_FIRST, "byline"), (_WIRE, "wire")):
        for match in pattern.finditer(text):
            if is_channel(match["name"]):
                yield _named(match, rule)
    for match in _TELLS.finditer(text):
        if is_channel(match["name"]) and _called_so().search(match["name"]):
            yield _named(match, "told")


def _named(match: re.Match[str], rule: str) -> Name:
    name = match["name"]
    return Name(
        FoldedSpan(*match.span("name")), canonical_name(name), "organization", (f"name.organisation.{rule}",)
    )


def is_channel(run: str) -> bool:
    """Whether a run that stands where a medium does is a name: 山海视野, not 多家媒体."""
    if _generic().search(run) or run.isdigit() or (run.isascii() and not run[:1].isupper()):
        return False
    tokens = cut_words(run)
    return not is_common(run, "") and not any(
        token in plain_stops() or is_function(token) for token in tokens
    )


@functools.cache
def _called_so() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words(dict(read_rows('name_cues'))['channel']))})$")


@functools.cache
def _generic() -> re.Pattern[str]:
    """What no name of a medium holds; ``^`` and ``$`` mark its ends."""
    field = dict(read_rows("name_cues"))["no_channel"]
    return re.compile(field)
