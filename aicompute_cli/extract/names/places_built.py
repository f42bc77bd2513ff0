"""Places by their structure: zones, parks, clusters and regions that begin with a place or the state."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.names.known import local_places
from aicompute_cli.extract.names.stems import NamesIn, Stem, stem_before
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.place.region",
        "a place and 地区 is the place",
        "用电增长集中在贵州地区。",
        "用电增长集中在一些地区。",
    ),
    Rule(
        "name.place.mainland",
        "内地 and 大陆, alone, are China as seen from its islands",
        "内地客户增加。",
        "国内地区差异大，欧洲大陆缺电。",
    ),
    Rule(
        "name.place.district",
        "two or three characters and 区, 县 or 旗 right after a city or province are its district, there and again",
        "项目位于成都市云岩县。",
        "项目位于成都市各县。",
    ),
    Rule(
        "name.place.built",
        "an ending of zones, parks and regions with a place before it, or with the state and a topic",
        "项目落在郑州航空港经济开发区。",
        "项目落在一个经济开发区。",
    ),
)


_ALIASES = 2  # the field of data/places.tsv
_MAINLAND = re.compile(
    "(?<![国省市境区县岛洲新旧古亚欧美非次超])(?:内地(?!区|级|段|址|点|带|域|块|面|下|铁|基)|大陆(?!架|集团|性|漂移|板块|桥|公司|航天|马牌|AG))"
)
_REGION = re.compile("地区(?!生产总值|[性级])")


# 东岭区 of 某市东岭区; 某市城区, 各县 and 高新区 are no names of districts.
_DISTRICT = re.compile(
    r"市?((?![各两三多几每全该本新老原周其一二四五六七八九十中小大的是及在和与或郡府州军选管知属]|城|市|郊|园|厂|景|校|社|片|战|专|辖|特|主|港"
    r"|贫困|地区|偏远|相关|自贸|自治|都会|填海|行政|保税|高新|经开|开发|农村|山区|内的|下辖|所有)(?:"
    r"[\u4e00-\u9fff]{2,3}?(?<![地园社片城郊厂景校山辖特专小新战灾疫库牧林矿街军])区(?!域|块|间|分|别|位|号|级|政府|委|属|县)"
    r"|[\u4e00-\u9fff]{1,3}?(?:县(?!城|域|级|委|政府|属|县|市)|旗(?!下|舰|帜))))"
)


class _Ending(NamedTuple):
    needs: str
    not_before: re.Pattern[str]


def find_built_places(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """The zones, parks, clusters and regions of `text`; `names` are those found in it, places among them."""
    names = list(names)
    yield from _regions(text, names)
    yield from _districts(text, names)
    for match in _MAINLAND.finditer(text):
        yield Name(FoldedSpan(match.start(), match.end()), "中国", "place", ("name.place.mainland",))
    automaton, endings = _endings()
    inner = NamesIn(names)
    floor = last = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        if endings[index].not_before.match(text, end):
            continue
        stem = stem_before(text, start, inner, floor=floor, topics="place")
        begin = _begin(stem, endings[index].needs) if stem else None
        if start == floor and last < floor:
            begin = last  # 某市高新区会展中心
        if begin is not None:
            yield Name(FoldedSpan(begin, end), _called(text[begin:end]), "place", ("name.place.built",))
            last, floor = begin, end


def _called(name: str) -> str:
    """The canonical name: that of a known place, of one with its province before it, else the name itself."""
    forms = _known_places()
    ends = (name[at:] for at in range(len(name) - 2) if not at or name[:at] in forms)
    return next((forms[end] for end in ends if end in forms), name)


@functools.cache
def _known_places() -> dict[str, str]:
    rows = read_rows("places")
    return {form: row[0] for row in rows for form in (row[0], *words(row[2] if len(row) > _ALIASES else ""))}


def _regions(text: str, names: list[Name]) -> Iterator[Name]:
    for name in names:
        if name.kind == "place" and _REGION.match(text, name.span.end):
            span = FoldedSpan(name.span.start, name.span.end + 2)
            yield Name(span, name.canonical, "place", ("name.place.region",))


def _districts(text: str, names: list[Name]) -> Iterator[Name]:
    """The districts that stand behind their city or province, wherever the text names them."""
    local = local_places()
    found = {}
    for name in names:
        if name.kind == "place" and name.canonical in local:
            match = _DISTRICT.match(text, name.span.end)
            if match and match[1] not in _known_places():
                found[match[1]] = match.start(1)
    if not found:
        return
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    listed = list(found)
    for index, start, end in ahocorasick_rs.AhoCorasick(listed).find_matches_as_indexes(text):
        if start >= found[listed[index]]:
            yield Name(FoldedSpan(start, end), listed[index], "place", ("name.place.district",))


def _begin(stem: Stem, needs: str) -> int | None:
    """Where the name begins: at its first place, or with the state that sets up a zone for a topic."""
    first = stem.pieces[0]
    for piece in stem.pieces:
        if piece.kind == "place" or piece.text in _regions_known():
            if piece.text.endswith("省") and piece is stem.pieces[-1]:
                return None  # 某省开发区 are all of that province
            return piece.start if needs != "alone" or piece is stem.pieces[-1] else None
    if needs == "state" and (first.text == "国家" or first.kind == "term"):
        return first.start if stem.has("term", "topic") and len(stem.pieces) > 1 else None
    return None


@functools.cache
def _regions_known() -> frozenset[str]:
    """Regions of one country, which may also be how far a name reaches: 京津冀, not 亚洲."""
    wide = ("全球", "亚洲", "欧洲", "非洲", "亚太")
    rows = {row[0] for row in read_rows("places") if row[1] == "region" and row[0] not in wide}
    return frozenset(form for form, canonical in _known_places().items() if canonical in rows)


@functools.cache
def _endings() -> tuple[ahocorasick_rs.AhoCorasick, list[_Ending]]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    rows = {
        ending: _Ending(needs, re.compile(any_of(words(after[0] if after else "的"))))
        for needs, field, *after in read_rows("place_endings")
        for ending in words(field)
    }
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(rows), matchkind=longest), list(rows.values())
