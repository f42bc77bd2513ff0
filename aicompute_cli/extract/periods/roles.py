"""How the wording places things in a period: 截至6月底, 自2020年以来, 到2025年, 2030年前."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from aicompute_cli.extract.periods.days import Days, add_days
from aicompute_cli.extract.periods.numerals import NUMERAL, number
from aicompute_cli.extract.periods.parts import Part

_UNTIL = re.compile(r"(?:截至到?|截止到?至?|截)[ \u3000]?\Z")
_BY = re.compile(r"(?<![回不复达增升降减涨跌扩提落推延])(?:直到|直至|到|至)了?[ \u3000]?\Z")
_SINCE = re.compile(r"(?:自从|自|打从)[ \u3000]?\Z")
_FROM = re.compile(r"(?:从|由)[ \u3000]?\Z")
_AFTER = re.compile(
    r"(?P<since>(?:年初)?以来|(?<=今年)来(?![自到说看])|起(?![步点伏家诉草源飞重见码])|开始)|(?P<stop>为止|止)"
    r"|(?P<before>之前|以前|前(?![后景沿往期来端身夕述所几0-9一二三四五六七八九十两]))"
    r"|(?P<after>之后|以后|后(?![者续期台端备来发半装疫市劲方世盾]))"
)
_STRETCH = re.compile(r"的(?:这|前)?([" + NUMERAL + r"]{1,3})年(?:[间里内来中]|期间|时间)?(?![度级代])")
_OF_A_DAY = ("day", "hour")
_GOING_ON = re.compile(r"[^，,。；;！？\n]{1,24}?以来")


class Placed(NamedTuple):
    """A period with its role: the whole wording, its days and the rules that told the role."""

    start: int
    end: int
    days: Days
    role: str
    rules: tuple[str, ...]


def placed(text: str, part: Part, days: Days, today: date | None) -> Placed:
    """What the words beside `part` make of it.

    >>> part, days = Part(2, 7, "slot", "year", ()), Days(date(2024, 1, 1), date(2024, 12, 31))
    >>> placed("截至2024年", part, days, None).days.first
    datetime.date(2024, 12, 31)
    """
    plain = Placed(part.start, part.end, days, part.role, ())
    if part.role == "now":
        return plain._replace(role="since", days=Days(days.first, today))
    if part.kind == "same" or (part.grain == "hour" and text.startswith("开始", part.end)):
        return plain
    before = text[max(0, part.start - 4) : part.start]
    after = _AFTER.match(text, part.end)
    if after:
        return _before_word(plain, before, after, part, today)
    going_on = _GOING_ON.match(text, part.end)
    if going_on and (lead := _SINCE.search(before) or _FROM.search(before)):
        start = part.start - len(lead[0])
        return Placed(start, part.end, Days(days.first, today), "since", ("period.role.since",))
    return _behind_word(plain, before, _reached(part, days, today))


def _reached(part: Part, days: Days, today: date | None) -> Days:
    """The day up to which 截至 tells: the last, or the document's date in a stretch that still runs (截至本月)."""
    first, last = days
    if part.grain not in _OF_A_DAY and today and first and last and first <= today < last:
        return Days(today, today)
    return Days(last, last)


def _behind_word(plain: Placed, before: str, reached: Days) -> Placed:
    for role, word, days, rule in (
        ("until", _UNTIL, reached, "period.role.until"),
        ("since", _SINCE, Days(plain.days.first, None), "period.role.since"),
        ("by", _BY, plain.days, "period.role.by"),
    ):
        if found := word.search(before):
            return Placed(plain.start - len(found[0]), plain.end, days, role, (rule,))
    return plain


def _before_word(plain: Placed, before: str, after: re.Match[str], part: Part, today: date | None) -> Placed:
    lead = _SINCE.search(before) or _FROM.search(before) or _UNTIL.search(before) or _BY.search(before)
    until = bool(_UNTIL.search(before))
    start = plain.start - len(lead[0]) if lead else plain.start
    first, last = plain.days
    match after.lastgroup:
        case "since":
            ends = today if after[0].endswith("来") else None
            return Placed(start, after.end(), Days(first, ends), "since", ("period.role.since",))
        case "stop" if any(rule.startswith("period.range") for rule in part.rules):
            return plain._replace(start=start, end=after.end())
        case "stop":
            return _up_to(plain._replace(start=start, end=after.end()), after.string, part, today)
        case "after" if not until:
            return Placed(start, after.end(), Days(add_days(last, 1), None), "since", ("period.role.after",))
        case "before" if not until:
            return _by_then(plain._replace(start=start, end=after.end()), after[0], part)
    return Placed(start, plain.end, _reached(part, plain.days, today), "until", ("period.role.until",))


def _up_to(plain: Placed, text: str, part: Part, today: date | None) -> Placed:
    """到6月底为止 is one day; 到2033年为止的五年间 are years."""
    if stretch := _years_up_to(text, plain.end, plain.days):
        return Placed(plain.start, stretch[1], stretch[0], "in", ("period.role.years-until",))
    return plain._replace(days=_reached(part, plain.days, today), role="until", rules=("period.role.until",))


def _years_up_to(text: str, end: int, days: Days) -> tuple[Days, int] | None:
    """到2033年为止的五年间: the five years of which that is the last, and where the wording ends."""
    found = _STRETCH.match(text, end)
    count = number(found[1]) if found else None
    if not found or not count or days.last is None or not 1 <= count < days.last.year:
        return None
    return Days(days.last.replace(month=1, day=1, year=days.last.year - count + 1), days.last), found.end()


def _by_then(plain: Placed, word: str, part: Part) -> Placed:
    """2030年前 is by then, in that year at the latest; 2022年以前 is before it began; 年底前 ends with it."""
    first, last = plain.days
    if part.grain in _OF_A_DAY or word != "前":
        days = Days(last, last) if part.grain in _OF_A_DAY else Days(None, add_days(first, -1))
        return plain._replace(days=days, role="by", rules=("period.role.before",))
    return plain._replace(role="by", rules=("period.role.before",))
