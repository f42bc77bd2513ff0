"""Read the lines around an article: its date, who wrote it and where it was published.

Works on plain lines (see `plain`), simplified or traditional. Labels live in data/bylines.tsv.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

LONGEST = 80
"""Characters of the longest line that is read for a date or a name."""

_TABLE = Path(__file__).parents[1] / "data" / "bylines.tsv"

# One character for one, so that offsets stay.
_PLAIN = str.maketrans(
    "：︰∶｜丨︱│／（）【】〔〕［］｛｝＞»›，；！？　\xa0\t•∙・＋－＃０１２３４５６７８９",
    ":::||||/()[][][][]>>>,;!?   ···+-#0123456789",
)

_NUMERIC = r"(?P<y>(?:19|20)\d\d) ?(?P<sep>[-/.]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<d>\d{1,2})(?!\d)"
_CHINESE = r"(?P<cy>(?:19|20)\d\d) ?年 ?(?P<cm>\d{1,2}) ?月 ?(?P<cd>\d{1,2}) ?[日号號]"
_MINGUO = r"(?:中[华華])?民[国國] ?(?P<ry>\d{2,3}) ?年 ?(?P<rm>\d{1,2}) ?月 ?(?P<rd>\d{1,2}) ?日"
_NUMERALS = (
    r"(?P<ny>[一二][〇○零Ｏ一二三四五六七八九]{3})年(?P<nm>[一二三四五六七八九十]{1,2})月"
    r"(?P<nd>[一二三四五六七八九十廿卅]{1,3})日"
)
_DATE = re.compile(rf"(?<!\d)(?:{_NUMERIC}|{_CHINESE}|{_MINGUO}|{_NUMERALS})")
_WEEKDAY = r"(?: ?[(\[]?(?:星期|周|週)[一二三四五六日天][)\]]?)?"
_TIME = (
    rf"{_WEEKDAY}(?:T|[ ,]{{0,3}})(?:[上下]午 ?)?\d{{1,2}}[:时時点點] ?\d{{2}}(?!\d)"
    r"(?::\d{2}(?:\.\d{1,6})?|分(?:\d{1,2}秒)?)?(?: ?[ap]m\b)?(?:Z\b|[+-]\d\d:?\d\d)?"
)
_DATE_AND_TIME = re.compile(rf"(?:\bdate\b[ :]*)?{_DATE.pattern}(?P<time>{_TIME})?{_WEEKDAY}", re.I)
_LONE_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])")
# A line that opens with the date as a machine writes it is dated, whatever follows.
_STAMP = re.compile(rf"[^\w]{{0,3}}(?:date\b)?[ :]*{_NUMERIC}(?=[ T]|$)", re.I)
# The dispatch line of an agency, 中新网北京2023年12月24日电, and without the year, 中央社／台北24日電.
_DISPATCH = re.compile(rf".{{0,16}}?{_CHINESE} ?[电電讯訊]")
_SHORT_DISPATCH = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6} ?/ ?)?[\u4e00-\u9fff]{1,8}(?:\d{1,2}月)?\d{1,2}日[电電讯訊](?![\u4e00-\u9fff])"
)
_DIGITS = {
    digit: value for value, digits in enumerate(("〇○零Ｏ", *"一二三四五六七八九")) for digit in digits
}

_URL = re.compile(r"(?:https?://|www\.)[!-~]+")
# 本报记者 张三, 記者李四／台北報導, 每经编辑 王五.
_REPORTER = re.compile(
    r"(?<![^\W\d_])[\u4e00-\u9fff]{0,8}(?:[记記]者|作者|[编編][辑輯])"
    r"(?: +(?P<name>[\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff])"
    r"|(?P<glued>[\u4e00-\u9fff·]{2,4})(?= ?/| +[\u4e00-\u9fff]{2}|[综綜]合[报報]))"
    r"(?:[、 ]+[\u4e00-\u9fff·]{2,3}(?![\u4e00-\u9fff]))*(?: ?/? ?[\u4e00-\u9fff]{0,6}[报報][道导導])?"
)
_BEFORE_A_COLON = re.compile(r"[\u4e00-\u9fff]{3,20}(?= ?[:|])")
_WORDS_BESIDE_A_TIME = 14
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+|\d+")
_SENTENCE = re.compile(r"[。｡！？!?；]")


def plain(line: str) -> str:
    """`line` with its separators and brackets half-width, character for character."""
    return line.translate(_PLAIN)


# Dates


def date_of(text: str) -> str | None:
    """The first date in `text` as an ISO date; None where there is none or no such day.

    >>> date_of("2023年12月24日"), date_of("民國112年3月1日"), date_of("2023-02-30")
    ('2023-12-24', '2023-03-01', None)
    """
    found = _DATE.search(plain(text))
    return _iso(found) if found else None


def is_date_line(line: str) -> bool:
    """Whether a plain line only dates the page: a date, perhaps a time, bylines and a short name.

    >>> is_date_line("2023-12-24 17:57 前沿周刊"), is_date_line("2023年12月24日,中心启用")
    (True, False)
    """
    if len(line) > LONGEST or _SENTENCE.search(line) or not (found := _DATE_AND_TIME.search(line)):
        return False
    rest = without_bylines(line).strip(" -|·/()[]")
    if found["time"]:
        return len(_WORDS.findall(rest)) <= _WORDS_BESIDE_A_TIME and "," not in rest
    return len(_WORDS.findall(rest)) <= 2 or is_outlet(rest)


def published_days(line: str, *, prose: bool) -> Iterator[tuple[int, str]]:
    """The days that a plain line may say the page was published on, each with a rank: the least is best.

    `prose` says that the line is text of the article: then only a dispatch line or a machine's stamp counts.
    """
    if found := _STAMP.match(line):
        yield from _ranked(1, found)
    elif prose:
        yield from _ranked(2, _DISPATCH.match(line))
    elif is_date_line(line):
        labels = [(match.start("value"), _field_of(match["label"])) for match in _fields().finditer(line)]
        for found in _DATE.finditer(line):
            field = next((field for start, field in reversed(labels) if start <= found.start()), "")
            yield from _ranked({"published": 0, "updated": 3}.get(field, 1), found)


def stamp_end(line: str) -> int:
    """Where the machine-written date ends that a plain line opens with; 0 if there is none."""
    found = _STAMP.match(line)
    return found.end() if found else 0


def _ranked(rank: int, found: re.Match[str] | None) -> Iterator[tuple[int, str]]:
    if found and (day := _iso(found)):
        yield rank, day


def _iso(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    for year, month, day, offset in (("y", "m", "d", 0), ("cy", "cm", "cd", 0), ("ry", "rm", "rd", 1911)):
        if groups.get(year):
            return _day(int(groups[year]) + offset, int(groups[month]), int(groups[day]))
    digits = "".join(str(_DIGITS[digit]) for digit in groups["ny"])
    return _day(int(digits), _numeral(groups["nm"]), _numeral(groups["nd"]))


def _numeral(numeral: str) -> int:
    """A Chinese numeral up to 39: 十二 is 12, 廿四 is 24."""
    tens, ten, ones = numeral.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


# Names


def without_bylines(line: str) -> str:
    """What a plain line says besides dates, times, addresses, and labels with their values.

    >>> without_bylines("2023-12-24 17:57 来源:前沿周刊 | 小字号").strip(" |")
    '小字号'
    """
    line = _SHORT_DISPATCH.sub(" ", _without_dates(line))
    line = _REPORTER.sub(" ", _fields().sub(" ", _apart(line)))
    return _LONE_TIME.sub(" ", line.replace(_A_DATE, " "))


def labelled(line: str, field: str) -> str | None:
    """The value of the first label of `field` in a plain line, if it names somebody.

    Fields: author, publisher.

    >>> labelled("2023-12-24 17:57 来源:前沿周刊 作者:佚名", "publisher")
    '前沿周刊'
    >>> labelled("2023-12-24 17:57 来源:前沿周刊 作者:佚名", "author")
    """
    for match in _fields().finditer(_apart(_without_dates(line))):
        value = match["value"].replace(_A_DATE, "").strip(" .·-*")
        if _field_of(match["label"]) == field and value and value.lower() not in words("nobody"):
            return value
    return None


def reporter(line: str) -> str | None:
    """The first reporter that a plain line names without a label: 记者 张三, 記者李四/台北報導."""
    found = _REPORTER.search(line)
    return (found["name"] or found["glued"]) if found and re.search("[记記]者", found[0]) else None


def is_outlet(text: str) -> bool:
    """Whether `text` is no more than a name that ends as papers and sites do: 前沿周刊, 环球网."""
    return len(text) <= 12 and _outlet().fullmatch(text) is not None


def outlet(line: str) -> str | None:
    """The name of a paper or site that stands by itself in a plain line."""
    found = _outlet().search(line)
    return found[0] if found else None


@functools.cache
def words(field: str) -> tuple[str, ...]:
    """The words of a row of the table."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return tuple(word for name, cell in rows if name == field for word in cell.split())


_A_DATE = "\N{CURRENCY SIGN}"


def _without_dates(line: str) -> str:
    """A plain line with each date as one sign, which can still be the value of a label."""
    return _DATE_AND_TIME.sub(_A_DATE, _URL.sub(" ", line))


def _apart(line: str) -> str:
    """A plain line with a space before roles that are glued to the word before: 某报编辑: is 某报 编辑:."""
    return _BEFORE_A_COLON.sub(lambda run: _split_role(run[0]), line)


def _split_role(run: str) -> str:
    role = next((role for role in _roles() if run.endswith(role)), "")
    before = run[: len(run) - len(role)]
    return f"{before if len(before) > 4 else ''} {role}" if role else run  # 每经记者: is 记者:


@functools.cache
def _roles() -> list[str]:
    roles = (label for field in ("author", "other") for label in words(field) if len(label) > 1)
    return sorted(roles, key=len, reverse=True)


@functools.cache
def _fields() -> re.Pattern[str]:
    """A label, its separator and its value: 来源:前沿周刊; behind a name (its role) and another name."""
    fields = ("author", "publisher", "published", "updated", "other")
    labels = sorted((label for field in fields for label in words(field)), key=len, reverse=True)
    # Not in the middle of a word (数据来源), but behind a clock time without a space.
    return re.compile(
        rf"(?<![^\W\d_])(?P<label>{'|'.join(map(re.escape, labels))}) ?[:|/] {{0,3}}"
        r"(?P<value>[^ :|/,;()\[\]<>]{0,40}+)(?! ?:)"
        r"(?: ?\([^()]{1,30}\))?(?: [^\s:|/,;()\[\]<>]{2,8}+(?! ?[:|/]))?",
        re.I,
    )


@functools.cache
def _field_of(label: str) -> str:
    return next(
        field
        for field in ("author", "publisher", "published", "updated", "other")
        if label.lower() in words(field)
    )


@functools.cache
def _outlet() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)[^\s\d:/|()\[\],.]{{1,12}}(?:{'|'.join(words('outlet'))})(?!\S)")
