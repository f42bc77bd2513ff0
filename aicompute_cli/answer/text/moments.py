"""The days, months and years that a sentence names, worded as an answer.

The extractors' own reader of periods knows many more wordings, but loading it takes as long as a whole answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_DIGITS = {char: n for n, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_NUMERAL = "〇零○一二三四五六七八九十0-9"
_SEASONS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "1": 1, "2": 2, "3": 3, "4": 4, "末": 4}
_QUARTER_NAMES = "一二三四"
_BY = {
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "明年": 1,
    "次年": 1,
    "来年": 1,
    "后年": 2,
}
_PARTS = {
    **dict.fromkeys(("年底", "年末", "底", "末"), "年底"),
    **dict.fromkeys(("年初", "初"), "年初"),
    **dict.fromkeys(("年中", "中"), "年中"),
    **{part: part for part in ("上半年", "下半年", "代")},
}


class Moment(NamedTuple):
    """A time that a text names: where, its year, and month and day or quarter or part of the year as far as it says.

    `until` is the last day of several in one month.
    """

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    part: str = ""
    until: int | None = None

    @property
    def grain(self) -> str:
        """``day``, ``month``, ``quarter``, ``part`` or ``year``."""
        if self.day:
            return "day"
        return "month" if self.month else "quarter" if self.quarter else "part" if self.part else "year"

    @property
    def wording(self) -> str:
        """As an answer: 2021年7月9日, 2026年第一季度."""
        if self.quarter:
            return f"{self.year}年第{_QUARTER_NAMES[self.quarter - 1]}季度"
        month = f"{self.month}月" if self.month else ""
        until = f"-{self.until}日" if self.until else ""
        day = f"{self.day}日{until}" if self.day else ""
        part = self.part.removeprefix("年") if self.part.startswith("年") else self.part
        return f"{self.year}年{month}{day}{part}"


@cache
def _pattern() -> re.Pattern[str]:
    number = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
    day = "(?:3[01]|[12]\\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
    return re.compile(
        rf"(?<!\d)(?P<iso>(?:19|20)\d\d)[-/.](?P<isom>1[0-2]|0?[1-9])[-/.](?P<isod>3[01]|[12]\d|0?[1-9])(?!\d)"
        rf"|(?:(?P<roc>民国)\s*(?P<rocy>\d{{2,3}}|[{_NUMERAL}]{{2,4}})\s*年|(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年度?|(?=q[1-4]))"
        rf"|(?P<cyear>[一二][〇零○九][{_NUMERAL}]{{2}})\s*年|(?P<rel>{'|'.join(_BY)}))?"
        r"\s*(?:的|全年|将在|将于|,)?\s*(?:"
        rf"(?P<month>(?<!\d){number})\s*月(?!线|均|度|薪|租|销|产|活|底薪)(?:份)?(?:\s*(?P<day>{day})\s*[日号]?(?:\s*[-~至到—]+\s*(?P<until>{day})\s*[日号])?(?<=[日号]))?(?P<monthpart>上旬|中旬|下旬|初|底|末)?"
        r"|第?(?P<season>[一二三四首1-4])(?:季度|季(?!节))|q(?P<q>[1-4])"
        r"|(?P<part>上半年|下半年|年底|年末|年初|年中|(?<=年)(?:代|[底初末中](?![国央部心期等小型层文])))"
        rf"|(?<![\d月年.])(?P<alone>{day})日(?=[，,、在举开上下早晚晨凌午正发宣首]|\S{{0,2}}[，,。)）]|$)"
        r")?"
    )


def find_moments(lowered: str, published: str | None, before: str = "") -> Iterator[Moment]:
    """The times in a folded sentence in lower case; `published` is the ISO date of its document.

    A month without a year is in the year that the sentence named last, else in that of the document.

    >>> [m.wording for m in find_moments("去年8月动工，打算2027年完工", "2025-03-02")]
    ['2024年8月', '2027年']
    >>> [m.wording for m in find_moments("二期年底封顶，明年第3季交付", "2023-10-09")]
    ['2023年底', '2024年第三季度']
    >>> [m.wording for m in find_moments("大会6月3日-5日举行", "2024-05-02")]
    ['2024年6月3日-5日']
    """
    year = int(published[:4]) if published else None
    if year is None and (named := re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年)", before)):
        year = int(named[-1])
    month = int(published[5:7]) if published and len(published) >= 7 else None
    base = year
    for match in _pattern().finditer(lowered):
        if not match[0].strip():
            continue
        moment = _read(match, (base, year, month))
        if moment is not None:
            year = moment.year
            yield moment


def _read(match: re.Match[str], now: tuple[int | None, int | None, int | None]) -> Moment | None:
    base, last, month = now
    start, end = match.start() + (len(match[0]) - len(match[0].lstrip())), match.end()
    end -= len(match[0]) - len(match[0].rstrip(" 的,"))
    if match["iso"]:
        return Moment(start, end, int(match["iso"]), int(match["isom"]), int(match["isod"]))
    year = _year(match, base)
    if year is None and last is None:
        return None
    return _in_year(match, (start, end), year, (last, month))


def _in_year(
    match: re.Match[str], span: tuple[int, int], stated: int | None, known: tuple[int | None, int | None]
) -> Moment | None:
    """The time in the year that is stated, or else in the one that is known, whose month stands for none."""
    start, end = span
    month = known[1]
    year = stated or known[0] or 0
    if match["month"]:
        part = match["monthpart"] or ""
        day, until = (_number(match[name]) if match[name] else None for name in ("day", "until"))
        return Moment(start, end, year, _number(match["month"]), day, part=part, until=until)
    if season := match["season"] or match["q"]:
        return Moment(start, end, year, quarter=_SEASONS[season])
    if match["part"]:
        return Moment(start, end, year, part=_PARTS[match["part"]])
    if match["alone"] and month:
        return Moment(start, end, year, month, _number(match["alone"]))
    return Moment(start, end, year) if stated and not match["alone"] else None


def _year(match: re.Match[str], base: int | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["cyear"]:
        return int("".join(str(_DIGITS.get(char, char)) for char in match["cyear"]))
    if match["roc"]:
        return 1911 + _number(match["rocy"])
    if match["rel"] and base:
        return base + _BY[match["rel"]]
    return None


def _number(text: str) -> int:
    """A numeral below a thousand: 11, 十一, 廿 is none, 一一六 is 116.

    >>> _number("十一"), _number("二十"), _number("07"), _number("一一六")
    (11, 20, 7, 116)
    """
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[char]) for char in text))
