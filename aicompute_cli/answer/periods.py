"""The periods that a question names.

Questions name periods in few forms, and a question is to be answered in the time that the extractors of the documents
take to load: these patterns read the forms that have a year of four digits, the rest is left to the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aicompute_cli.answer.query import AskedPeriod

_PARTS = {
    "上半年": (1, 6, "half"), "前半年": (1, 6, "half"), "h1": (1, 6, "half"), "1h": (1, 6, "half"),
    "下半年": (7, 12, "half"), "后半年": (7, 12, "half"), "h2": (7, 12, "half"), "2h": (7, 12, "half"),
    "年中": (6, 6, "edge"), "年底": (12, 12, "edge"), "底": (12, 12, "edge"), "年末": (12, 12, "edge"),
    "末": (12, 12, "edge"),
}  # fmt: skip
_NUMBER = {**{str(n): n for n in range(1, 13)}, **{char: n for n, char in enumerate("一二三四五六七八九十", 1)},
           "十一": 11, "十二": 12, "首": 1, "两": 2}  # fmt: skip
_SEASONS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "1": 1, "2": 2, "3": 3, "4": 4}
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@cache
def _pattern() -> re.Pattern[str]:
    number = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二两三四五六七八九])"
    return re.compile(
        r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?![\d.,]*\d|[a-z%]|(?:个|亿|万|台|家|人|元|倍|美|多|架|项|名)(?!月))"
        r"(?P<fiscal>财年|财政年度|会计年度)?"
        r"(?:\s*[-~到至–—]\s*(?P<last>(?:19|20)\d\d)(?!\d))?\s*(?:年度?)?\s*(?:全年)?的?\s*"
        r"(?:"
        rf"(?P<from>{number})\s*月?(?:份)?\s*[-~到至–—]\s*(?P<to>{number})\s*月"
        rf"|(?P<month>{number})\s*月(?:\s*(?P<day>\d{{1,2}})\s*[日号]|(?P<edge>底|末))?"
        rf"|(?:前|头|首)(?P<first>{number})个?月"
        r"|第?(?P<season>[一二三四首1-4])季度?|q(?P<q>[1-4])|(?P<rq>[1-4])q"
        r"|(?P<part>上半年|下半年|前半年|后半年|年中|年底|年末|底|末|h[12]|[12]h)"
        r"|(?:前|头)(?P<quarters>[一二两三])季度?)?"
    )


@cache
def _chinese_year() -> re.Pattern[str]:
    return re.compile("[一二][〇零九][〇零一二三四五六七八九]{2}(?=年)")


def find_asked(lowered: str) -> list[AskedPeriod]:
    """The periods with a year that a folded question in lower case names, in order.

    >>> [(p.start, p.end, p.grain) for p in find_asked("2023年上半年和2022年8月到10月")]
    [('2023-01-01', '2023-06-30', 'half'), ('2022-08-01', '2022-10-31', 'span')]
    >>> [(p.start, p.end) for p in find_asked("截至2022年6月底，2024 市场")]
    [('2022-06-30', '2022-06-30'), ('2024-01-01', '2024-12-31')]
    """
    text = _chinese_year().sub(lambda match: match[0].translate(_CHINESE_DIGITS), lowered)
    found = [period for match in _pattern().finditer(text) for period in _read(match)]
    if not found and (short := _short_year().search(text)):
        spelt = f"{text[: short.start()]}20{text[short.start() :]}"
        found = [
            period._replace(text=period.text[2:])
            for match in _pattern().finditer(spelt)
            for period in _read(match)
        ]
    return _with_part(text, found)


@cache
def _short_year() -> re.Pattern[str]:
    return re.compile(r"(?<![\d.第近前后每过约])[0-3]\d(?=年(?![来后前内间龄期多以]))")


def _with_part(text: str, found: list[AskedPeriod]) -> list[AskedPeriod]:
    """A half, quarter or months that stand apart from the one year of a question are of that year: 上半年…（2023）."""
    if len(found) != 1 or found[0].grain != "year":
        return found
    year = found[0]
    rest = text[: year.place] + " " * len(year.text) + text[year.place + len(year.text) :]
    match = _apart().search(rest)
    if match is None:
        return found
    part = next((p for m in _pattern().finditer(f"{year.start[:4]}年{match[0]}") for p in _read(m)), None)
    if part is None or part.grain == "year":
        return found
    return [part._replace(text=match[0], place=match.start())]


@cache
def _apart() -> re.Pattern[str]:
    number = "(?:1[0-2]|[1-9]|十[一二]?|[一二两三四五六七八九])"
    return re.compile(
        rf"[上下前后]半年|(?:前|头|首)(?:{number})个月|前[一二两三]季度?|第[一二三四1-4]季度?|{number}月?\s*[-~到至–—]\s*{number}月"
    )


def _read(match: re.Match[str]) -> Iterator[AskedPeriod]:
    year = int(match["year"])
    if match["fiscal"]:
        season = match["season"] or match["q"] or match["rq"]
        quarter = f"q{_SEASONS[season]}" if season else ""
        yield AskedPeriod(
            f"{year}-01-01", f"{year}-12-31", f"fiscal{quarter}", match[0].strip(), match.start()
        )
        return
    if match["last"]:
        last = int(match["last"])
        yield AskedPeriod(f"{year}-01-01", f"{last}-12-31", "span", match[0].strip(), match.start())
        return
    first, last, grain = _months(match)
    if match["day"]:
        day = f"{year}-{first:02d}-{int(match['day']):02d}"
        yield AskedPeriod(day, day, "day", match[0].strip(), match.start())
        return
    end = f"{year}-{last:02d}-{_days(year, last):02d}"
    start = end if grain == "edge" else f"{year}-{first:02d}-01"
    yield AskedPeriod(start, end, grain, match[0].strip(), match.start())


def _days(year: int, month: int) -> int:
    """The days of a month; `calendar`, which knows them, takes 2 ms to load."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _months(match: re.Match[str]) -> tuple[int, int, str]:  # noqa: PLR0911 - a form a line
    if match["from"]:
        return _NUMBER[match["from"].lstrip("0")], _NUMBER[match["to"].lstrip("0")], "span"
    if match["month"]:
        month = _NUMBER[match["month"].lstrip("0")]
        return month, month, "edge" if match["edge"] else "month"
    if match["first"]:
        last = _NUMBER[match["first"].lstrip("0")]
        return 1, last, "half" if last == 6 else "quarter" if last == 3 else "span"
    if season := match["season"] or match["q"] or match["rq"]:
        number = _SEASONS[season]
        return number * 3 - 2, number * 3, "quarter"
    if match["quarters"]:
        return 1, 3 * _NUMBER[match["quarters"]], "span"
    if match["part"]:
        return _PARTS[match["part"]]
    return 1, 12, "year"


_SHORTEST_MONTH = 28


def _is_half_or_quarter(first: str, last: str) -> bool:
    if first[8:] != "01" or int(last[8:]) < _SHORTEST_MONTH:
        return False
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    return 3 <= months <= 9


def fits(asked: AskedPeriod, start: str | None, end: str | None) -> float:  # noqa: PLR0911 - a case a line
    """How well a figure of a period answers what is asked of another: 1 the same, 0 not at all.

    A figure of a part of the period that is asked for is hardly an answer, one at a day in it mostly is.

    >>> (asked,) = find_asked("2023年")
    >>> fits(asked, "2023-01-01", "2023-12-31"), fits(asked, "2023-06-30", "2023-06-30")
    (1.0, 0.8)
    >>> fits(asked, "2022-01-01", "2022-12-31")
    0.0
    """
    first, last = start or end, end or start
    if first is None or last is None:
        return 0.0
    if (first, last) == (asked.start, asked.end):
        return 1.0
    if asked.grain == "edge":
        return 0.9 if first <= asked.end <= last and last[:7] == asked.end[:7] else 0.0
    if asked.grain == "day":
        return 0.9 if last == asked.end else 0.3 if first <= asked.start <= last else 0.0
    if asked.start <= first and last <= asked.end:
        if first == last:
            return 0.95 if last == asked.end else 0.8
        if not (start and end):
            return 0.8
        if asked.grain == "span" and asked.start[:4] != asked.end[:4]:
            return 0.3
        return 0.3 if _is_half_or_quarter(first, last) and asked.grain == "year" else 0.5
    if first <= asked.start and asked.end <= last:
        return 0.3
    return 0.0
