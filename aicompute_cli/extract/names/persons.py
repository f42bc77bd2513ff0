"""Names of persons: beside a title, before a verb of saying, and wherever the same name stands again."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.names.known import kind_words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

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
        "name.person.foreign",
        "a name with · between its parts, or Latin words after a title",
        "首席执行官约翰·莫顿到场。",
        "计算·存储一体。",
    ),
)

_LATIN = re.compile(r"[A-Z][A-Za-z'\-]+(?: [A-Z]\.?)?(?: (?:[dvl]e |von |van )?[A-Z][A-Za-z'\-]+){1,2}")
_MARK = re.compile(r"[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜/—]|$")
_OPENS = re.compile(r"[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜/—和与及由据]")
_ANONYMOUS = re.compile(r"某{1,2}")


class _Words(NamedTuple):
    titles: ahocorasick_rs.AhoCorasick
    places: list[tuple[str, str]]  # of each title: the title and where it stands
    surnames: frozenset[str]
    doubles: frozenset[str]
    verbs: ahocorasick_rs.AhoCorasick
    speech: re.Pattern[str]
    after: re.Pattern[str]
    adverbs: re.Pattern[str]
    bad: frozenset[str]
    never: re.Pattern[str]
    foreign: re.Pattern[str]
    foreign_one: re.Pattern[str]
    weak: frozenset[str]
    end: frozenset[str]


def find_persons(text: str, known_starts: frozenset[int]) -> list[Name]:
    """The persons of `text`. `known_starts` is where names of the tables begin: no given name runs into one."""
    found = list(_beside_titles(text, known_starts))
    found += _foreign(text)
    found += _speakers(text, known_starts)
    full = full_names(found)
    return [name._replace(canonical=full.get(name.canonical, name.canonical)) for name in found]


def _beside_titles(text: str, known_starts: frozenset[int]) -> Iterator[Name]:
    table = _words()
    for index, start, end in table.titles.find_matches_as_indexes(text):
        title, place = table.places[index]
        if place != "after" and (name := _name_after_title(text, end, title, known_starts)):
            yield name
        elif place != "before" and (span := _name_before(text, start)):
            yield Name(span, text[span.start : span.end], "person", ("name.person.title-after",))


def _name_after_title(text: str, end: int, title: str, known_starts: frozenset[int]) -> Name | None:
    start = end + 1 if text[end : end + 1] == " " else end
    famous = next((size for size in (2, 3, 4) if text[start : start + size] in kind_words("person")), None)
    if famous:
        return Name(
            FoldedSpan(start, start + famous), text[start : start + famous], "person", ("name.person.title",)
        )
    latin = _LATIN.match(text, start)
    if latin:
        return Name(FoldedSpan(start, latin.end()), latin[0], "person", ("name.person.foreign",))
    foreign = _words().foreign.match(text, start)
    if foreign:
        return Name(FoldedSpan(start, foreign.end()), foreign[0], "person", ("name.person.foreign",))
    if start != end:
        return None
    one = _words().foreign_one.match(text, start)
    if one and text[start : start + 1] not in _words().surnames:
        return Name(FoldedSpan(start, one.end()), one[0], "person", ("name.person.foreign",))
    stop = name_end(text, start, known_starts, sure=title not in _words().weak)
    return Name(FoldedSpan(start, stop), text[start:stop], "person", ("name.person.title",)) if stop else None


def name_end(
    text: str, start: int, known_starts: frozenset[int] = frozenset(), *, sure: bool = False
) -> int | None:
    """Where the Chinese name that begins at `start` ends, None where none does.

    With `sure`, what stands before makes a name likely: it need not be followed by a word that follows names.
    """
    table = _words()
    size = 2 if text[start : start + 2] in table.doubles else 1
    if size == 1 and text[start : start + 1] not in table.surnames:
        return None
    given = start + size
    if anonymous := _ANONYMOUS.match(text, given):
        return anonymous.end()
    if table.never.match(text, start) or table.speech.match(text, given):
        return None
    return _given_name_end(text, given, known_starts, sure=sure)


def _given_name_end(text: str, given: int, known_starts: frozenset[int], *, sure: bool) -> int | None:
    table = _words()
    for end in (given + 1, given + 2):
        if end > len(text) or not _is_han(text[given:end]):
            return None
        if text[end - 1] in table.bad:
            if sure and end == given + 1:  # 总统李在明
                continue
            if sure and text[end - 1] in "为达成和" and table.speech.match(text, end):
                return end
            return None
        if (end in known_starts or table.after.match(text, end)) and not (
            end == given + 1 and _longer_is_better(text, end)
        ):
            return end
    return given + 2 if sure and text[given + 1] not in table.end else None


def _longer_is_better(text: str, end: int) -> bool:
    """Whether the character after a short name rather belongs to it: 李国强强调, 何敬之在."""
    table = _words()
    return (
        (text[end : end + 1] not in table.end or _is_given_with_verb(text, end))
        and _is_han(text[end : end + 1])
        and table.after.match(text, end + 1) is not None
        and not _VERB_OF_TWO.match(text, end)
    )


def _is_given_with_verb(text: str, end: int) -> bool:
    """何敬为表示: 为, which is a verb too, ends the name where another verb stands behind it."""
    return text[end] in "为达成和" and _words().speech.match(text, end + 1) is not None


_VERB_OF_TWO = re.compile(
    "强调|建议|分析|预计|宣布|明确|说明|预测|解释|回应|总结|判断|补充|提醒|主张|发现|估计|希望"
)


def _name_before(text: str, end: int) -> FoldedSpan | None:
    table = _words()
    for size in (3, 2):
        start = end - size
        if start < 0 or (start and not _OPENS.match(text[start - 1])):
            continue
        if text[start] in table.surnames and _is_han(text[start:end]) and not table.never.match(text, start):
            return FoldedSpan(start, end)
    return None


def _is_han(text: str) -> bool:
    return bool(text) and all(
        "\u3400" <= character <= "\u9fff" or character >= "\U00020000" for character in text
    )


def _foreign(text: str) -> Iterator[Name]:
    if "·" not in text:
        return
    for match in _words().foreign.finditer(text):
        yield Name(FoldedSpan(match.start(), match.end()), match[0], "person", ("name.person.foreign",))


def _speakers(text: str, known_starts: frozenset[int]) -> Iterator[Name]:
    """Names that open a clause whose verb says something."""
    table = _words()
    for match in _SPEAKER_LINE.finditer(text):
        end = name_end(text, match.start("name"), known_starts, sure=True)
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
        if end and end <= start and table.adverbs.fullmatch(between):
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
_SPEAKER_LINE = re.compile(r"^\s*(?P<name>[\u4e00-\u9fff]{2,4})[:：]\s*[“「\"]", re.MULTILINE)
_SPEAKER_REACH = 20
_CLAUSE_OPENING = re.compile(
    r".*[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜—](?:而|但|但是|不过|对此|随后|其中|同时|此前|近日|日前)?(?P<rest>)",
    re.DOTALL,
)


@functools.cache
def _words() -> _Words:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    rows = dict(read_rows("person_words"))
    titles: dict[str, str] = {}
    for place, field in read_rows("person_titles"):
        for title in words(field):
            titles[title] = "both" if title in titles else place
    verbs = [
        verb
        for kind, field in read_rows("speech_verbs")
        if kind in ("say", "expect")
        for verb in words(field)
    ]
    singles, doubles = (row[0] for row in read_rows("surnames"))
    after = any_of([*words(rows["after"]), *verbs])
    syllable = f"[{rows['syllables']}]"
    return _Words(
        titles=ahocorasick_rs.AhoCorasick(list(titles), matchkind=longest),
        places=list(titles.items()),
        verbs=ahocorasick_rs.AhoCorasick(list(dict.fromkeys(verbs)), matchkind=longest),
        speech=re.compile(any_of([verb for verb in verbs if len(verb) > 1])),
        surnames=frozenset(singles),
        doubles=frozenset(doubles.split()),
        after=re.compile(f"{_MARK.pattern}|{after}"),
        adverbs=re.compile(f"(?:{any_of(words(rows['adverbs']))}){{0,8}}"),
        never=re.compile(any_of(words(rows["never"]))),
        bad=frozenset(rows["bad"]),
        foreign=re.compile(f"{syllable}{{1,7}}(?:·{syllable}{{1,9}}){{1,2}}"),
        foreign_one=re.compile(f"{syllable}{{2,6}}?(?=[将把在也则还]|近日|日前|此前|随后|{any_of(verbs)})"),
        weak=frozenset(words(rows["weak"])),
        end=frozenset(rows["end"]),
    )
