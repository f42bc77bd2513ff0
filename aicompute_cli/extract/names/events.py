"""Events: fairs, congresses, summits and their forums, by the table and by what their names are made of.

Year and edition belong to the mention, the canonical name is the series': 2022年某某大会 and 第三届某某大会 are one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.names.stems import (
    EDITION,
    YEAR,
    NamesIn,
    Stem,
    Taken,
    latin_names,
    quoted_titles,
    stem_before,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.event.table",
        "an event of the table, with the year and edition beside it",
        "公司将参加第七届进博会。",
        "公司重视进口博览。",
    ),
    Rule(
        "name.event.ending",
        "an ending of events with a stem that makes a name: a place, a maker, a term, a topic with its scope",
        "2023东岭算力大会将在秋天开幕。",
        "本届大会将在秋天开幕。",
    ),
    Rule(
        "name.event.quoted",
        "a title in quotes right before an ending of events",
        "“让机器看见”主题论坛座无虚席。",
        "以“让机器看见”为主题的论坛座无虚席。",
    ),
    Rule(
        "name.event.held",
        "a title in quotes that is held",
        "商会在南州举办的“云上之夜”吸引了四百人。",
        "商会举办“云上之夜”为主题的培训。",
    ),
    Rule(
        "name.event.latin",
        "capitalised words that end like a congress",
        "团队在2031 Northpeak Developer Summit上演讲。",
        "团队读了Northpeak Developer Guide。",
    ),
    Rule(
        "name.event.camel",
        "one Latin word with a second capital that ends like a congress",
        "团队在BirchCon上演讲。",
        "团队用Falcon与MixConv训练。",
    ),
    Rule(
        "name.event.dated",
        "capitals and a year, where something takes place at it",
        "新品在NPX 2024上亮相。",
        "按NPX 2024标准生产。",
    ),
)

_BESIDE_LEFT = re.compile(rf"(?:{YEAR}|{EDITION}|[’'‘]\d\d\s?)+$")
_BESIDE_RIGHT = re.compile(
    r"\s?(?:20\d\d(?!年?\d)|[’'‘]\d\d)?(?:\s?(?:全球|开发者)?(?:大会|峰会|论坛)(?!堂|战|报))?"
)
_QUOTED_ENDING = re.compile(
    '[”"」](?:专题|主题|平行|高峰|高端|专场|圆桌|系列)?(?:分论坛|论坛|峰会|大会|研讨会|沙龙|展览)(?!堂|战|报)'
)
_LATIN = re.compile("[A-Za-z0-9]")
_LATIN_ENDING = re.compile(
    r" (?:Summit|Forum|Conference|Expo|EXPO|Congress|Symposium|Hackathon|Fair"
    r"|(?:Developer|Tech|AI|Investor|Open|Partner) Day"
    r"|(?:World|Week|Days|Live|Unpacked|Connect|Day)"
    r"(?=(?: 20\d\d)? ?(?:上(?![市升涨海])|大会|期间|现场|活动|开幕|峰会)))"
    r"(?![A-Za-z0-9])"
)
# BirchCon, BirchConf 2031: the second capital tells it from other words.
_CAMEL = re.compile(
    r"([A-Z](?<![A-Za-z0-9.-].)[A-Za-z]*[a-z](?:Con|Conf|Summit|Expo|EXPO|Fest|DevDay))"
    r"(?:\s?(?:20\d\d(?!\d|年)|[’']\d\d))?(?:\s?(?:开发者)?(?:大会|峰会|论坛))?(?![A-Za-z0-9-])"
)
_MOST = 8  # longer names of one short name: more are no help in telling which it means
_COUNTED = re.compile("[0-9一二三四五六七八九十百余多几个场次家位项届]")
_YEARS = re.compile("[一二两三四五六七八九十几半今明去]年会")  # 两年会减半
_SHORT = 4  # characters of a name that no table knows, before 开发者大会
_HELD = re.compile(
    "(?:举办|举行|召开|主办)(?:了|的)?(?:[“]([^“”\n，。；]{2,16})[”]|「([^「」\n，。；]{2,16})」)(?=[（(，,。、在于并上期吸]|将|正|$)"
)
# What is set up or joined is a body, whatever its name ends with.
_SET_UP = re.compile('(?:成立|组建|加入|牵头)(?:了|的)?[“"]?$')
# IPC2024上, IPC 2024开幕: capitals and a year are an event where something takes place at it.
_DATED = re.compile(
    r"20\d\d(?![A-Za-z0-9年])(?=[”\"]?(?:上(?![半述涨升调])|期间|现场|会场|开幕|闭幕|召开|举办|举行|大会|峰会|论坛|首日|主题演讲))"
    "(?:大会|峰会|论坛)?"
)
_BEFORE_DATE = re.compile(
    r"(?<![A-Za-z0-9])(?!(?:FY|CY|GB|ISO|IFRS|IEC|EPS|VS|AD|BC)\b)([A-Z][A-Z]{1,6})[ -]?$"
)
# Meetings that are held all the time, of which a text names none in particular.
_COMMON = re.compile(
    r"联合国|国民|代表|股东|党员|职工|员工|全员|全体|常务|委员|动员|誓师|庆功|表彰|年终|总结|新闻|媒体|业绩|财报|成果|听证|招聘|部署|电视电话"
    r"|视频|董事|监事|债权人|投资者|分析师|领导人|外长|首脑|内阁|国会|议会|家长|电影|群众|批斗|选举|成立"
)


class _Ending(NamedTuple):
    needs: str
    not_before: re.Pattern[str]


def find_events(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """The events that `text` names; `names` are those found in it, which their names hold.

    A shorter name of an event that the text also names in full has that canonical name: 算力大会, 中国算力大会.
    """
    known = list(_find_tabled(text))
    taken = Taken(known)
    latin = (*_find_latin(text, taken), *_find_camel(text, taken), *_find_dated(text, taken))
    quoted = (*_find_quoted(text, taken), *_find_held(text, taken))
    built = [*_find_built(text, NamesIn(names), taken), *quoted, *latin]
    by_span = {name.span: name for name in (*built, *known)}
    yield from _joined(text, list(by_span.values()))


def _find_tabled(text: str) -> Iterator[Name]:
    automaton, forms = _tabled()
    last: Name | None = None
    for index, start, end in automaton.find_matches_as_indexes(text):
        _, canonical, beside = forms[index]
        if _inside_word(text, start, end):
            continue
        left, right = _BESIDE_LEFT.search(text, max(0, start - 16), start), _BESIDE_RIGHT.match(text, end)
        stop = right.end() if right and right[0].strip() and not _digits_go_on(text, right.end()) else end
        if beside and not left and stop == end:
            continue
        begin = left.start() if left else start
        if last and last.canonical == canonical and last.span.end == begin:  # 世界互联网大会乌镇峰会
            begin = last.span.start
        elif last:
            yield last
        last = Name(FoldedSpan(begin, stop), canonical, "event", ("name.event.table",))
    if last:
        yield last


def _digits_go_on(text: str, end: int) -> bool:
    return text[end - 1].isdigit() and text[end : end + 1] in tuple("年0123456789.,亿万")


def _inside_word(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    return bool(
        (left and _LATIN.match(left) and _LATIN.match(text[start]) and not left.isdigit())
        or (right and _LATIN.match(right) and _LATIN.match(text[end - 1]) and not right.isdigit())
    )


def _find_built(text: str, names: NamesIn, taken: Taken) -> Iterator[Name]:
    automaton, endings = _endings()
    last = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        ending = endings[index]
        if ending.not_before.match(text, end) or _YEARS.match(text, start - 1, end):
            continue
        free = taken.floor(start)
        if free is None:
            continue  # in a name of the table
        stem = stem_before(text, start, names, floor=max(free, last), topics="event")
        if (
            stem
            and _makes_name(stem, ending.needs)
            and not _SET_UP.search(text[max(0, stem.start - 6) : stem.start])
        ):
            canonical = stem.bare() + text[start:end]
            rules = () if _is_open(stem) else ("name.event.ending",)
            yield Name(FoldedSpan(stem.start, end), canonical, "event", rules)
            last = end


def _makes_name(stem: Stem, needs: str) -> bool:
    bare = stem.bare()
    if len(bare) < 2 or _COMMON.search(bare):
        return False
    own = stem.has("name", "place", "latin", "quoted")
    told = stem.has("edition", "year")
    if needs == "told":
        return told or stem.has("latin", "quoted")
    if needs == "full":
        return (own or told or stem.has("scope")) and stem.has("term", "topic")
    if needs == "name":
        lasting = stem.has("topic") and (told or stem.has("unknown"))
        termed = stem.has("term") and not stem.unsure and len(stem.pieces) > 1
        return own or termed or ((told or stem.has("scope")) and (stem.has("term") or lasting))
    reaching = (told or stem.has("scope")) and stem.has("topic", "unknown")
    return own or reaching or stem.has("term") or _is_short_name(stem)


def _is_short_name(stem: Stem) -> bool:
    """某某开发者(大会): a word that no table knows before a common one."""
    kinds = [piece.kind for piece in stem.pieces]
    word = stem.pieces[0].text
    return kinds[:2] == ["unknown", "generic"] and len(word) <= _SHORT and not _COUNTED.search(word)


def _is_open(stem: Stem) -> bool:
    """Whether a term alone is left behind an unknown word: of 某某算力大会 that may be a part, or the verb."""
    return stem.unsure and not stem.has("name", "place", "latin", "scope", "edition", "year")


def _find_quoted(text: str, taken: Taken) -> Iterator[Name]:
    for span in quoted_titles(text, _QUOTED_ENDING):
        if taken.floor(span.start + 1) is not None:
            yield Name(span, text[span.start : span.end], "event", ("name.event.quoted",))


def _find_held(text: str, taken: Taken) -> Iterator[Name]:
    for match in _HELD.finditer(text):
        start, end = match.span(match.lastindex or 1)
        if taken.floor(start) is not None:
            yield Name(FoldedSpan(start, end), text[start:end], "event", ("name.event.held",))


def _find_latin(text: str, taken: Taken) -> Iterator[Name]:
    for span, called in latin_names(text, _LATIN_ENDING):
        if taken.floor(span.start) is not None:
            yield Name(span, called, "event", ("name.event.latin",))


def _find_camel(text: str, taken: Taken) -> Iterator[Name]:
    for match in _CAMEL.finditer(text):
        if taken.floor(match.start()) is not None:
            yield Name(FoldedSpan(*match.span()), match[1], "event", ("name.event.camel",))


def _find_dated(text: str, taken: Taken) -> Iterator[Name]:
    for match in _DATED.finditer(text):
        capitals = _BEFORE_DATE.search(text, max(0, match.start() - 9), match.start())
        if capitals and taken.floor(capitals.start()) is not None:
            span = FoldedSpan(capitals.start(), match.end())
            yield Name(span, capitals[1], "event", ("name.event.dated",))


def _joined(text: str, found: list[Name]) -> Iterator[Name]:
    """The events with one canonical name for a series: of 算力大会 and 中国算力大会 the longer, if the only one.

    A name that stands behind the rest of a longer one is that name: 首届东岭算力大会, and again 东岭算力大会.
    """
    longer = _longer({name.canonical for name in found})
    for name in found:
        short, begin = name.canonical, name.span.start
        written = [w for w in longer.get(short, ()) if text.endswith(w[: -len(short)], 0, begin)]
        reaching = [w for w in longer.get(short, ()) if w[: -len(short)] in _scopes()]
        if written:
            whole = max(written, key=len)
            span = FoldedSpan(begin - len(whole) + len(short), name.span.end)
            yield name._replace(span=span, canonical=whole, rules=name.rules or ("name.event.ending",))
        elif name.rules:
            yield name._replace(canonical=reaching[0]) if len(reaching) == 1 else name


def _longer(canonicals: set[str]) -> dict[str, list[str]]:
    """The names that end with another name, by that; a few of each."""
    found: dict[str, list[str]] = {}
    for whole in sorted(canonicals):
        for at in range(1, len(whole) - 2):
            wholes = found.setdefault(whole[at:], []) if whole[at:] in canonicals else None
            if wholes is not None and len(wholes) < _MOST:
                wholes.append(whole)
    return found


@functools.cache
def _scopes() -> frozenset[str]:
    return frozenset(
        word for kind, field in read_rows("stem_words") if kind == "scope" for word in words(field)
    )


@functools.cache
def _endings() -> tuple[ahocorasick_rs.AhoCorasick, list[_Ending]]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    rows = {
        ending: _Ending(needs, re.compile(any_of(words(after))))
        for needs, field, after in read_rows("event_endings")
        for ending in words(field)
    }
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(rows), matchkind=longest), list(rows.values())


@functools.cache
def _tabled() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str, bool]]]:
    """The names of the table, what they are called, and whether something must stand beside them."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    forms = []
    for canonical, *fields in read_rows("events"):
        aliases, beside = (*fields, "", "")[:2]
        for form in (canonical, *words(aliases)):
            forms.append((form, canonical, bool(beside) and form.isascii() and form.isalpha()))
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([form for form, _, _ in forms], matchkind=longest), forms
