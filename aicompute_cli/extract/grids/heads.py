"""What the head of a row or column of a table and its caption say: period, unit, kind, whether it is a forecast."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.extract.grids.words import Scale, pattern_of, scale_of, words_of
from aicompute_cli.extract.periods.scan import find_periods

_LONGEST_HEAD = 30
_LONGEST_CAPTION = 80
_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]{1,20})[)）\]]")
_YEAR = re.compile(r"(?:FY)?((?:19|20)\d\d)年?(?:度)?(?P<mark>[AEFPaefp])?")
_PART = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年?[ \-]?(?:(?P<q>Q[1-4])|(?P<h>H[12]))"
    r"|(?:(?P<q2>[1-4]Q)|(?P<h2>[12]H))'?(?P<y2>(?:20)?\d\d)"
    r"|(?:(?P<q3>Q[1-4])|(?P<h3>H[12]))[ '’]?(?P<y3>(?:20)?\d\d))(?P<mark>[AEFPaefp])?"
)
_UNDATED = re.compile(
    r"(?:本|上|去|今|前)(?:季|期|年|月)度?|[上下]半年|全年|(?:第|前)?[一二三四1-4]季(?:度|报)?|1?\d月份?|上年同期|去年同期"
)
_YEARS = re.compile(r"((?:19|20)\d\d)年?[-–—~至到]((?:19|20)?\d\d)年?")
_UNIT = re.compile(r"单位 ?[:：]? ?([^\s()（）,，、;；/]+)")
_NUMBER = re.compile(r"(?:附?[表图]|[Tt]able|TABLE) ?[\d一二三四五六七八九十.\-]* ?[:：.、]? ?")
_CLOSING = re.compile(
    r"(?:[及与和、]?(?:其?(?:预测|预计|展望|统计|情况|一览|概况|走势|对比|变化|数据)))+表?\Z"
)
_COMMA = re.compile("[,，、;；]")
_SENTENCE_END = re.compile(r"[。！？!?；;]")


class Head(NamedTuple):
    """A head: its words without period and unit, its first and last day, unit and kind.

    `certain` where it is more than a name: a period, a unit, a measure or a kind. `forecast` where it says so.
    """

    text: str
    start: str | None = None
    end: str | None = None
    scale: Scale | None = None
    kind: str | None = None
    forecast: bool = False
    certain: bool = False


class Caption(NamedTuple):
    """What stands above a table: its words, unit and period, and the modality of what is not over."""

    text: str = ""
    scale: Scale | None = None
    start: str | None = None
    end: str | None = None
    modality: str = "actual"


@functools.lru_cache(maxsize=1024)  # a line of few words is looked at from each of the lines above it
def head_of(text: str, published: date | None, currency: str) -> Head | None:
    """The head that a cell is; None where it is none.

    >>> head_of("2022E", None, "CNY")[:3], head_of("2022E", None, "CNY").forecast
    (('', '2022-01-01', '2022-12-31'), True)
    >>> head_of("收入(亿元)", None, "CNY").scale.unit, head_of("增速", None, "CNY").kind
    ('CNY', 'growth')
    >>> head_of("机房", None, "CNY"), head_of("3.5", None, "CNY")
    (None, None)
    """
    if not text or len(text) > _LONGEST_HEAD or _SENTENCE_END.search(text):
        return None
    scale, forecast = None, bool(pattern_of("forecast").search(text))
    core = text
    for bracket in _BRACKET.finditer(text):
        unit = scale_of(bracket[1].removeprefix("单位").lstrip(":： "), currency)
        if unit or bracket[1] in ("E", "F", "P", "e", "f", "预测", "预计", "预估", "实际", "A"):
            scale = scale or unit
            forecast = forecast or bracket[1] in "EFPef"
            core = core.replace(bracket[0], "", 1)
    start, end, rest, marked = _period(core.strip(), published)
    kind = next(
        (role for role in ("cagr", "growth", "change", "share") if pattern_of(role).search(core)), None
    )
    if scale is None and core.endswith(words_of("index")):
        scale = Scale("1", Decimal(1))
    dated = bool(start) or bool(_UNDATED.fullmatch(core))
    certain = bool(dated or kind or scale or (pattern_of("measure").search(core)))
    if not certain or (re.fullmatch(r"[\d.,%\s+-]*", core) and not start):
        return None
    return Head(rest, start, end, scale, kind, forecast or marked, certain)


def _period(text: str, published: date | None) -> tuple[str | None, str | None, str, bool]:
    """First and last day of the period in a head, the rest of its words, and whether a letter marks a forecast."""
    years = _YEARS.search(text)
    last = years[1][: -len(years[2])] + years[2] if years else ""
    if years and last > years[1]:  # 2024-01 is a month
        return f"{years[1]}-01-01", f"{last}-12-31", _without(text, years), False
    year = _YEAR.fullmatch(text)
    if year:
        if text.startswith("FY"):
            return None, None, text, False
        return f"{year[1]}-01-01", f"{year[1]}-12-31", "", (year["mark"] or "A") not in "Aa"
    part = _PART.search(text)
    if part:
        start, end = _days_of(part)
        return start, end, _without(text, part), (part["mark"] or "A") not in "Aa"
    found = find_periods(text, published)
    if len(found) != 1 or not found[0].start or not found[0].end:
        return None, None, text, False
    days = found[0].start.isoformat(), found[0].end.isoformat()
    rest = (text[: found[0].span.start] + text[found[0].span.end :]).strip(" 的")
    return *days, rest, rest in ("E", "F", "P", "e", "f")


def _without(text: str, match: re.Match[str]) -> str:
    return (text[: match.start()] + text[match.end() :]).strip(" 的")


def _days_of(part: re.Match[str]) -> tuple[str, str]:
    year = part["year"] or part["y2"] or part["y3"]
    year = year if len(year) == 4 else f"20{year}"
    quarter = part["q"] or part["q2"] or part["q3"]
    size = 3 if quarter else 6
    number = int(re.sub(r"\D", "", quarter or part["h"] or part["h2"] or part["h3"]))
    last = number * size
    day = 30 if last in (6, 9) else 31
    return f"{year}-{last - size + 1:02}-01", f"{year}-{last:02}-{day}"


def caption_above(above: Sequence[str], corner: str, currency: str) -> Caption:
    """The caption that the lines above a table make, the nearest last; its unit may stand in the table's corner."""
    text, scale, words = "", None, ""
    for line in reversed(above):
        if not line or len(line) > _LONGEST_CAPTION or _SENTENCE_END.search(line):
            break
        words += line
        scale = scale or _unit_of(line, currency)
        text = text or _title(line)
        if text and _NUMBER.match(line):
            break
    scale = _unit_of(corner, currency) or scale
    start, end, text, _ = _period(text, None)
    modality = "target" if pattern_of("target").search(words) else "actual"
    modality = "forecast" if pattern_of("forecast").search(words) else modality
    return Caption(text, scale, start, end, modality)


def _unit_of(line: str, currency: str) -> Scale | None:
    named = _UNIT.search(line)
    if named:
        return scale_of(named[1], currency)
    brackets = [scale_of(_COMMA.split(bracket[1])[0], currency) for bracket in _BRACKET.finditer(line)]
    return next((scale for scale in brackets if scale), None)


def _title(line: str) -> str:
    """A caption without its number and unit and without what every table is (及预测, 一览)."""
    number = _NUMBER.match(line)
    line = line[number.end() :] if number else line
    line = _UNIT.sub("", _BRACKET.sub("", line))
    return _CLOSING.sub("", line.strip(" :：,，()（）")).strip(" :：,，()（）")
