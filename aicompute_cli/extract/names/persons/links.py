"""Persons told by one that is known: joined to it in a list, called by family name and title; and by a byline."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from aicompute_cli.extract.names.organisations.cue_first import find_before
from aicompute_cli.extract.names.persons.given import name_end
from aicompute_cli.extract.names.persons.tables import person_words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.person.joined",
        "a name that 、 or 和 joins to a person's",
        "副总裁何敬之、邓怀谷等人到场。",
        "副总裁何敬之、高管到场。",
    ),
    Rule(
        "name.person.family-name",
        "a family name and a title, of the one person with that family name named before",
        "副总裁邬敬之到场。邬总说，订单增加。",
        "副总裁邬敬之到场。何总说，订单增加。",
    ),
    Rule(
        "name.person.of",
        "a name right behind a known organisation, and before a verb of saying or 等",
        "华为何敬之告诉记者，订单增加。",
        "华为高管告诉记者，订单增加。",
    ),
    Rule(
        "name.person.byline",
        "a name behind 作者, 文, 记者 and the like and a mark",
        "撰文/邓怀谷 翻译/闳海，见第九版。",
        "撰文/闳海视野 翻译/闳海，见第九版。",
    ),
)

_JOINT = re.compile(r"\s?[、]\s?|以及|和|与|及")
_DID = (
    "作者|撰文者|采访者|撰文|文|记者|采写|编译|译者|撰稿|主笔|采访|整理|编辑|责编|审校|校对|监制|制图|摄影|翻译|统筹|策划"
    "|责任编辑|(?:证券)?分析师|研究支持|联系人|研究员|研究助理|报告作者"
)
_BYLINE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:本文)?(?:{_DID})\s?[|｜丨:：/／]\s?"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})(?=[\s)）】\],，、|｜丨;；]|$)",
    re.MULTILINE,
)
_AT_DESK = (
    r"[/／](?=台北|新竹|台中|台南|高雄|桃园|香港|北京|上海|深圳|纽约|东京"
    r"|综合|专题|特稿|报[导道]|即时|编译|核稿|编辑|摄影)"
)
_DESK_CUE = re.compile(rf"{_AT_DESK}|[ 摄](?=摄?(?:[\s)）】,，。]|$))", re.MULTILINE)
_DESK = re.compile(
    rf"(?:^|[\s（(【\[。])(?:记者)?(?P<name>[\u4e00-\u9fff]{{2,3}})(?:{_AT_DESK}| ?摄(?=[\s)）】,，。]|$))",
    re.MULTILINE,
)
_DATED = re.compile(
    r"^[ \t\u3000]*(?:20\d\d[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?)(?: \d{1,2}:\d\d(?::\d\d)?)?\s+"
    r"(?P<name>[\u4e00-\u9fff]{2,3})(?=\s|$)",
    re.MULTILINE,
)


def find_joined(text: str, persons: Sequence[Name]) -> Iterator[Name]:
    """The persons that stand right behind one of `persons` and 、 or 和."""
    for person in persons:
        end = person.span.end
        while joint := _JOINT.match(text, end):
            stop = name_end(text, joint.end(), sure=False)
            if not stop or stop - joint.end() < 2:
                break
            span = FoldedSpan(joint.end(), stop)
            yield Name(span, text[span.start : span.end], "person", ("name.person.joined",))
            end = stop


def find_of_organisations(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The persons named right behind an organisation among `names`: 华为何敬之告诉."""
    table = person_words()
    for name in names:
        end = name_end(text, name.span.end) if name.kind == "organization" else None
        if end and (table.speech.match(text, end) or _AND_OTHERS.match(text, end)):
            span = FoldedSpan(name.span.end, end)
            yield Name(span, text[span.start : span.end], "person", ("name.person.of",))


_AND_OTHERS = re.compile("等(?=[,，:：。人]|$)")


def find_bylines(text: str) -> Iterator[Name]:
    """The persons whom a byline within a paragraph names."""
    for match in _signed(text):
        name = match["name"]
        if name.isascii() or name_end(name, 0, sure=True) == len(name):
            yield Name(FoldedSpan(*match.span("name")), name, "person", ("name.person.byline",))
            yield from _beside(text, match.end("name"))
    yield from _pen_names(text)
    for match in (*_APPOINTED.finditer(text), *_HOSTS.finditer(text)):
        if name_end(match["name"] + "，", 0, sure=True) == len(match["name"]):
            yield Name(FoldedSpan(*match.span("name")), match["name"], "person", ("name.person.byline",))


_HOSTS = re.compile(
    r"由(?P<name>[\u4e00-\u9fff]{2,3})(?=主持|主讲|领衔|带队|率队|执笔|创立|创办|担任|出任|执导)"
)
_SENT = re.compile(
    r"^[ \t\u3000]*(?P<names>[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4}){0,3}) 发自 ", re.MULTILINE
)
_APPOINTED = re.compile(
    r"(?:任命|聘请|聘任|委任|提拔|邀请)了?(?P<name>[\u4e00-\u9fff]{2,3})(?=担任|出任|为|任|加入|执掌)"
)


def _signed(text: str) -> Iterator[re.Match[str]]:
    for sign in _SIGN.finditer(text):
        if match := _BYLINE.search(text, max(0, sign.start() - 6), min(len(text), sign.end() + 40)):
            yield match
    if "/" in text or "／" in text or "摄" in text:
        yield from find_before(_DESK_CUE, range(2, 7), _DESK, text)
    yield from _DATED.finditer(text)


# The last characters of what a byline says somebody did, and the mark behind: most marks stand behind others.
_SIGN = re.compile(r"[者文写译稿笔访理辑编校对制图影划筹师持人员助]\s?[|｜丨:：/／]")


def _pen_names(text: str) -> Iterator[Name]:
    """Names, pen names too, before 发自."""
    for match in _SENT.finditer(text) if " 发自 " in text else ():
        for part in re.finditer(r"[\u4e00-\u9fff]{2,4}", match["names"]):
            start = match.start("names") + part.start()
            yield Name(FoldedSpan(start, start + len(part[0])), part[0], "person", ("name.person.byline",))


def _beside(text: str, end: int) -> Iterator[Name]:
    """记者: 何敬之 邓怀谷."""
    while (match := _NEXT.match(text, end)) and name_end(match["name"], 0, sure=True) == len(match["name"]):
        yield Name(FoldedSpan(*match.span("name")), match["name"], "person", ("name.person.byline",))
        end = match.end()


_NEXT = re.compile(r"[ \u3000]+(?P<name>[\u4e00-\u9fff]{2,3})(?=[\s)）】\],，、|]|$)")


def find_by_family_name(text: str, persons: Sequence[Name]) -> Iterator[Name]:
    """刘总 and 刘院士 behind a 刘某 whom `persons` names, where it names one of that family only."""
    families = _families(persons)
    if not families:
        return
    for match in _called(frozenset(families)).finditer(text):
        full, since = families[match["family"]]
        if match.start() >= since:
            span = FoldedSpan(match.start(), match.end())
            yield Name(span, full, "person", ("name.person.family-name",))


def _families(persons: Sequence[Name]) -> dict[str, tuple[str, int]]:
    """The families of which one person is named, and behind where."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for person in persons:
        name = person.canonical
        if 2 <= len(name) <= 3 and name[0] in _surnames():
            found[name[0]].setdefault(name, person.span.end)
    return {family: next(iter(full.items())) for family, full in found.items() if len(full) == 1}


@functools.lru_cache(maxsize=256)
def _called(families: frozenset[str]) -> re.Pattern[str]:
    titles = [
        title for place, field in read_rows("person_titles") if place == "after" for title in words(field)
    ]
    called = any_of([*titles, "总"])
    family = "".join(sorted(families))
    return re.compile(rf"(?<![\u4e00-\u9fff])(?P<family>[{family}])(?:{called})(?![体部计量理装值是归而])")


@functools.cache
def _surnames() -> frozenset[str]:
    return frozenset(read_rows("surnames")[0][0])
