"""What has the characters of a number and is none: dates, clock times, names, codes, ordinals, list numbers."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from aicompute_cli.extract.quantities.numerals import Numeral
from aicompute_cli.extract.quantities.units import Unit

_CONTEXTS = Path(__file__).parents[2] / "data" / "number_contexts.tsv"
_LATIN_BEFORE = re.compile(r"[A-Za-zΑ-ω][A-Za-z.&'Α-ω]*(?P<gap>[- _/+]?)$")
_TOKEN = re.compile(r"[A-Za-z0-9]*(?:[-_+.][A-Za-z0-9]+)*")
_EARLIER = re.compile(
    r"(?:[当目此之以先提生从空超眼期日时周天午晚会节赛盘税战售产史跟]|个月|(?:^|[，。；、\s几数多半]|"
    r"(?<![\d〇○零一二三四五六七八九]{3})[\d一二两三四五六七八九十])年)前$"
)


@functools.cache
def _words(place: str) -> tuple[str, ...]:
    lines = (line.split("\t") for line in _CONTEXTS.read_text(encoding="utf-8").splitlines())
    return next(tuple(row[1].split(" ")) for row in lines if row[0] == place)


@functools.cache
def _numbered() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, _words('numbered')))})[:：]? ?$")


@functools.cache
def _ranked() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_words('ranked'))})(?:第|在|为|全球|全国|世界|国内)? ?$")


def is_clock(text: str, at: int) -> bool:
    """Whether words of the time of day stand before."""
    return at >= 2 and text.startswith(_words("clock"), at - 2)


def name_ends(text: str, numeral: Numeral, unit: Unit | None, *, bounded: bool) -> int:
    """Where the name, ordinal or list number ends that the numeral is a part of; 0 where it is a number.

    `bounded` tells that a bound word stands before it.
    """
    stop = unit.end if unit else numeral.stop
    before = text[numeral.start - 1] if numeral.start else "\n"
    if before == "第":
        listed = _LISTED.match(text, stop)
        return listed.end() if listed else stop
    if _is_ordered(text, numeral, before) or _is_vague(text, numeral, before):
        return stop
    if unit and unit.unit == "s" and _TERM.match(text, stop):
        return stop + 1
    end = _latin(text, numeral, unit, bounded=bounded)
    return end if end or unit else _bare_name(text, numeral, bounded=bounded)


def _is_ordered(text: str, numeral: Numeral, before: str) -> bool:
    """周三, 排名前五, 前三季度."""
    start = numeral.start
    if (
        before in "期拜周"
        and numeral.han
        and numeral.value <= _DAYS
        and text[start - 2 : start - 1] not in "每一两几"
    ):
        return True
    if before == "前" and not _EARLIER.search(text[max(0, start - 6) : start]):
        return True
    return _ranked().search(text[max(0, start - 6) : start]) is not None


_DAYS = 6  # 星期六; the seventh has no number
_LISTED = re.compile(
    r"(?:[、和与及至到-]第?(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?![万亿%元.\d])[名位届]?)*"
)


_TERM = re.compile("期(?![间限满内待望盼后])")  # 10年期国债


def _is_vague(text: str, numeral: Numeral, before: str) -> bool:
    """数十家, 上百个, 几十万, 好几百."""
    if before in "数几" and text[numeral.start] in "十百千万亿拾佰仟":
        return True
    if before == "上" and text[numeral.start - 2 : numeral.start - 1] in _CLIMBED:
        return False
    return before in "上成" and numeral.alone


_CLIMBED = frozenset("站迈冲登跃踏攀爬")  # 站上百亿元, not 上百亿元


def _latin(text: str, numeral: Numeral, unit: Unit | None, *, bounded: bool) -> int:
    """GPT-3, A100, Atlas 900: a number behind Latin letters; 0 where it counts something."""
    start = numeral.start
    before = text[start - 1 : start]
    if not before or not (before.isascii() and (before.isalpha() or before in "-_ /.#@+")):
        return 0
    match = _LATIN_BEFORE.search(text[max(0, start - 16) : start])
    if not match or _is_unit_before(text, max(0, start - 16) + match.start(), match["gap"], unit):
        return 0
    word, gap = match.group().rstrip("- _/+"), match["gap"]
    if word in _words("metric") or (bounded and gap == " "):
        return 0
    counts = unit is not None or numeral.scale >= 4
    if gap == " " and counts:
        return 0
    if (
        not gap
        and counts
        and len(word) > 1
        and (numeral.scale >= 4 or not unit or not unit.measure or numeral.value < 100)
    ):
        return 0
    return max(_token_end(text, numeral.end), numeral.end)


def _is_unit_before(text: str, start: int, gap: str, unit: Unit | None) -> bool:
    """Whether the letters at `start` are the unit of a number before: 12GB+256GB."""
    both = unit is not None and not unit.measure and text[start - 1 : start].isdecimal()
    return both and gap in ("+", "/")


def _token_end(text: str, at: int) -> int:
    match = _TOKEN.match(text, at)
    return match.end() if match else at


def _bare_name(text: str, numeral: Numeral, *, bounded: bool) -> int:
    """A number without a unit: a year, a page, a code, a version, a part of a name."""
    start, end = numeral.start, numeral.end
    behind = text[numeral.stop : numeral.stop + 1]
    if numeral.scale >= _THOUSANDS and not numeral.alone:
        return 0
    if behind.isascii() and behind.isalpha():
        return _token_end(text, end)
    if text.startswith(_words("part"), numeral.stop) or _numbered().search(text[max(0, start - 7) : start]):
        return numeral.stop
    if _is_code(text, start, end, bounded=bounded):
        return end
    return _list_number(text, start, end)


_THOUSANDS = 3


def _is_code(text: str, start: int, end: int, *, bounded: bool) -> bool:
    """A year (2024), an identifier, a number alone in brackets (688256), a version (4.0)."""
    written = text[start:end]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if written.endswith(".0"):
        return not bounded and before.isalnum() and before not in "为是达至到于"
    if not written.isdecimal():
        return False
    if len(written) == len("2024") and written[:2] in ("19", "20") and not bounded and behind != "+":
        return True
    return len(written) > _LONGEST or before + behind in _BRACKETS


_LONGEST = 10  # digits of a number without commas; more are an identifier
_BRACKETS = ("()", "（）", "[]", "【】", "(）", "（)", "「」")
_LIST_MARK = re.compile(r"(?:[、)）:：]|[.．](?!\d))")


def _list_number(text: str, start: int, end: int) -> int:
    """1. or 一、 at the start of a line or sentence."""
    before = text[max(0, start - 2) : start].rstrip(" (（")[-1:]
    if before in ("", "\n", "。", "；", ";", "：") and end - start <= len("第十一"):
        match = _LIST_MARK.match(text, end)
        return match.end() if match else 0
    return 0
