"""Names of persons: beside a title, before a verb of saying, and wherever the same name stands again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.known import kind_words
from aicompute_cli.extract.names.organisations.beside_cues import names_itself
from aicompute_cli.extract.names.persons.foreign import find_foreign, find_in_latin, last_part
from aicompute_cli.extract.names.persons.given import name_before, name_end
from aicompute_cli.extract.names.persons.tables import is_plain, person_words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.person.title",
        "a family name and a given name right after a title",
        "该厂副总裁何敬之表示，订单增加。",
        "该厂副总裁高度重视订单。",
    ),
    Rule(
        "name.person.title-after",
        "a name before 先生, 教授 and the like",
        "何敬之教授到场。",
        "一位教授到场。",
    ),
    Rule(
        "name.person.speaks",
        "a name that opens a clause and speaks",
        "何敬之认为，需求增加。",
        "方面认为，需求增加。",
    ),
    Rule(
        "name.person.again",
        "a name found before stands here again",
        "院长何敬之表示支持。他与何敬之的同事见面。",
        "院长表示支持。",
    ),
    Rule(
        "name.organisation.again",
        "an organisation that a cue told stands here again",
        "远闳表示支持。明年远闳扩产。",
        "厂商表示支持。明年厂商扩产。",
    ),
    Rule(
        "name.person.latin",
        "a given name in Latin letters and a family name",
        "投资人包括Eric Morton等人。",
        "投资人包括Data Morton等人。",
    ),
    Rule(
        "name.person.foreign",
        "a name with · between its parts, or Latin words after a title",
        "首席执行官约翰·莫顿到场。",
        "计算·存储一体。",
    ),
)

_PART = r"[A-Z][A-Za-zÀ-ÿ'\-]{1,30}"  # bounded: a page of one endless word stays linear
_LATIN = re.compile(rf"{_PART}(?: [A-Z]\.?)?(?: (?:[dvl]e |von |van )?{_PART}){{1,2}}")


def find_persons(text: str, known_starts: frozenset[int]) -> list[Name]:
    """The persons of `text`. `known_starts` is where names of the tables begin: no given name runs into one."""
    text = text.translate(_DOTS) if _DOT.search(text) else text
    found = list(_beside_titles(text, known_starts))
    found += find_foreign(text)
    found += find_in_latin(text)
    found += _speakers(text, known_starts)
    full = full_names(found)
    return [name._replace(canonical=full.get(name.canonical, name.canonical)) for name in found]


_DOT = re.compile("[•・‧．]")
_DOTS = {ord(dot): "·" for dot in "•・‧．"}


def _beside_titles(text: str, known_starts: frozenset[int]) -> Iterator[Name]:
    table = person_words()
    for index, start, end in table.titles.find_matches_as_indexes(text):
        title, place = table.places[index]
        if _within_words(text, start, end, known_starts):
            continue
        if place != "after" and (name := _name_after_title(text, end, title, known_starts)):
            yield name
        elif span := _called_after(text, start, place):
            yield Name(span, text[span.start : span.end], "person", ("name.person.title-after",))


def _called_after(text: str, start: int, place: str) -> FoldedSpan | None:
    """The name before a title that follows names, or before one that somebody takes: 何敬之任总经理."""
    if place != "before" and (span := name_before(text, start)):
        return span
    taking = _TAKES.search(text, max(0, start - 3), start)
    return name_before(text, taking.start()) if taking else None


_TAKES = re.compile("(?:担任|出任|接任|兼任|升任|任)$")  # 何敬之任总经理


def _within_words(text: str, start: int, end: int, known_starts: frozenset[int]) -> bool:
    """Whether what looks like a title reaches into another word: 省长 of 湖南省长沙, 处长 of 地处长江."""
    if any(place in known_starts for place in range(start + 1, end)):
        return True
    if text[end - 1] != "长":
        return False
    place = max(0, start - 2)
    for token in cut_words(text[place : end + 3]):
        place += len(token)
        if place >= end:
            return place > end
    return False


def _name_after_title(text: str, end: int, title: str, known_starts: frozenset[int]) -> Name | None:
    if text[end : end + 1] in _CLOSING:  # “国科会主委”何敬之
        end += 1
    if text.startswith("——", end):  # 老兵——何敬之
        end += 2
    start = end + 1 if text[end : end + 1] == " " else end
    famous = next((size for size in (2, 3, 4) if text[start : start + size] in kind_words("person")), None)
    if famous:
        return Name(
            FoldedSpan(start, start + famous), text[start : start + famous], "person", ("name.person.title",)
        )
    latin = _LATIN.match(text, start)
    if latin and not person_words().no_latin.intersection(latin[0].split(" ")):
        return Name(FoldedSpan(start, latin.end()), latin[0], "person", ("name.person.foreign",))
    foreign = person_words().foreign.match(text, start)
    if foreign:
        last = last_part(text, text.rindex("·", 0, foreign.end()) + 1, foreign.end())
        canonical = text[start:last].replace(" ", "")
        return Name(FoldedSpan(start, last), canonical, "person", ("name.person.foreign",))
    if start != end:
        return _after_gap(text, start)
    one = person_words().foreign_one.match(text, start)
    if one and text[start : start + 1] not in person_words().surnames and not is_plain(one[0]):
        return Name(FoldedSpan(start, one.end()), one[0], "person", ("name.person.foreign",))
    stop = name_end(text, start, known_starts, sure=title not in person_words().weak)
    return Name(FoldedSpan(start, stop), text[start:stop], "person", ("name.person.title",)) if stop else None


_CLOSING = frozenset("”」")


def _after_gap(text: str, start: int) -> Name | None:
    """本报记者 林原: a name alone between a gap and a mark."""
    found = _ALONE.match(text, start)
    if not found or name_end(text, start, sure=True) != found.end():
        return None
    return Name(FoldedSpan(start, found.end()), found[0], "person", ("name.person.title",))


_ALONE = re.compile(r"[\u4e00-\u9fff]{2,4}(?=[\s)）】\]/,，、|｜]|$)", re.MULTILINE)


# What ends a word for people, places and bodies, and hardly a name that only its verb tells: 石垣市宣布, 苏方称.
_NO_NAMES_END = re.compile("..?[市县省区镇乡村族党人院部局廷企媒社]$|.[方共军]$")


def _speakers(text: str, known_starts: frozenset[int]) -> Iterator[Name]:
    """Names that open a clause whose verb says something."""
    table = person_words()
    for match in _SPEAKER_LINE.finditer(text):
        end = name_end(text, match.start("name"), known_starts, sure=True)
        if end == match.end("name"):
            yield Name(FoldedSpan(*match.span("name")), match["name"], "person", ("name.person.speaks",))
    for match in _IN_WHOSE_VIEW.finditer(text):
        end = name_end(text, match.start("name"), known_starts)
        if end == match.end("name"):
            yield Name(FoldedSpan(*match.span("name")), match["name"], "person", ("name.person.speaks",))
    for _, start, _ in table.verbs.find_matches_as_indexes(text):
        reach = max(0, start - _SPEAKER_REACH)
        opening = _CLAUSE_OPENING.search(text[reach:start])
        begin = reach + (opening.start("rest") if opening else 0)
        if text.startswith("告诉", start):  # 从业多年的何敬之告诉
            begin = max(begin, text.rfind("的", begin, start) + 1)
        if begin == reach and reach:
            continue
        end = name_end(text, begin, known_starts)
        between = _PLACED.sub("", text[end:start]) if end and end < start else ""
        if not end or _NO_NAMES_END.fullmatch(text, begin, end) or names_itself(text, start):
            continue
        if end <= start and table.adverbs.fullmatch(between):
            yield Name(FoldedSpan(begin, end), text[begin:end], "person", ("name.person.speaks",))


def find_again(text: str, persons: list[Name]) -> Iterator[Name]:
    """The names of `persons` wherever they stand in `text`, and the last part of a foreign one.

    Organisations may be among them: their names are found again as they are.
    """
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    full = full_names(persons)
    kinds = {name.canonical: name.kind for name in persons}
    if not full:
        return
    names = list(full)
    for index, start, end in ahocorasick_rs.AhoCorasick(names).find_matches_as_indexes(
        text, overlapping=True
    ):
        edges = text[max(0, start - 1) : start] + "|" + text[end : end + 1]
        if names[index].isascii() and any(c.isascii() and c.isalnum() for c in edges):
            continue
        canonical = full[names[index]]
        rule = "name.person.again" if kinds[canonical] == "person" else "name.organisation.again"
        yield Name(FoldedSpan(start, end), canonical, kinds[canonical], (rule,))


def full_names(persons: list[Name]) -> dict[str, str]:
    """Each name as it stands, and the last part of a foreign one, to the full name."""
    full = {name.canonical: name.canonical for name in persons}
    for name in [name.canonical for name in persons if name.kind == "person"]:
        last = re.split("[· ]", name)[-1]
        if last != name and len(last) > 1:
            full[last] = name
    return full


_PLACED = re.compile(r"(?:在|于|就|对|接受)[^，,。；：\n]{1,14}$")  # 何敬之在某处表示
_SPEAKER_LINE = re.compile(r"^[ \t\u3000]*(?P<name>[\u4e00-\u9fff]{2,4})[:：]\s*[“「\"]", re.MULTILINE)
_IN_WHOSE_VIEW = re.compile(r"在(?P<name>[\u4e00-\u9fff]{2,4})看来")
_SPEAKER_REACH = 20
_CLAUSE_OPENING = re.compile(
    r".*[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜—](?:而|但|但是|不过|对此|随后|其中|同时|此前|近日|日前)?(?P<rest>)",
    re.DOTALL,
)
