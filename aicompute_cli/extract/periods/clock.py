"""Times of the day: 晚上8点, 16:42, 9~12点, 9月10日上午9点.

A period has days only: those that are named, else the document's own.
"""

from __future__ import annotations

import re
from datetime import date

from aicompute_cli.extract.periods.absolute import Reader, Span, numbers
from aicompute_cli.extract.periods.days import Days, Slot, add_days, day_of, slot_days
from aicompute_cli.extract.periods.numerals import number
from aicompute_cli.extract.periods.parts import Part, days_part, slot_part

TIME, PART_OF_DAY, HOURS = "period.clock.time", "period.clock.part-of-day", "period.clock.hours"
CLOCK_RULES = frozenset((TIME, PART_OF_DAY, HOURS))
_MORNING = "凌晨|零晨|拂晓|黎明|清晨|清早|早晨|早上|早间|上午"
_LATER = "中午|正午|下午|午后|傍晚|晚上|晚间|深夜|前半夜|后半夜|半夜|午夜|夜里|夜间|夜晚"
_PART = f"{_MORNING}|{_LATER}|白天|全天"
_TOLD = 2  # the `shift` of a time that tells its half of the day; 1 is one of 24 hours, as digits tell it
_HALF_DAY = 720
_SHORTEST_MONTH = 28
_HABIT = re.compile(
    r"(?:每|逢)[周星期礼拜个天日晚早年一二三四五六日至末的上下中午间夜农阴历]{0,7}[ \u3000]?\Z"
)
_SURE = re.compile("[:：].*[:：]|[钟半整刻许分]|时.*[:：]")
_SURE_BEHIND = re.compile("了(?![解然])|过去了|开会|开门|关门|出发|上班|下班|集合|见面|起床")
_COLONS = re.compile(r"\d{1,2}[:：]\d\d")
_HOURS = re.compile(r"[-—–~～－至到]|[一二三四五六七八九][二三四五六七八九十]点")
_HOUR = re.compile(r"(?:[0-9]+|[零〇○一二三四五六七八九十两]+)(?=[点时:：])")
_AFTERNOON = re.compile("中午|正午|下午|午后|傍晚|晚|夜")
_MARKED = re.compile(rf"(?:{_PART}|[早晚夜])")
_LASTS = re.compile("用时|耗时|历时|时长|成绩|比分|比例|比率|之比|配比")
_AT = ("于", "至", "到", "自", "从", "（", "(")
_TIME = (  # a numeral with 点 or 时, and what says that it is a time of the day
    r"(?:[01]?\d|2[0-4]|零|〇|[一二三四五六七八九]|两|十[一二]?|二十[一二三四]?|十[三四五六七八九])"
    r"(?:{_}(?:点{_}[0-5]?\d{_}分|点[0-5]\d|点(?:零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)分?"
    r"|时{_}(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九]){_}分)"
    r"(?:{_}[0-5]?\d{_}秒)?"
    r"|点(?:钟(?!方向)|整(?![改合顿治体理个])|半(?![点价天年个数成小径])|[一三13]刻|多钟?|许(?![可多诺]))?(?![{DIGIT}两位名阵滴评击赞档])"
    r"|时(?:许(?![可多诺])|整(?![改合顿治体理个])|半|[一三13]刻)?(?![代间期候尚报效长速刻辰差空节区价值局而常时下隔任]))"
)
_DIGITAL = r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?时?"
PATTERNS = {
    "stamp": r"(?<![A-Za-z0-9./_])(?:1\d|2[01])\d\d(?P<sep4>[-/.])(?:1[0-2]|0?[1-9])(?P=sep4)(?:3[01]|[12]\d|0?[1-9])"
    r"(?:[ \u3000]{{1,3}}|T|(?<=\d\d)-?)(?:[01]\d|2[0-4]|\d(?=[:：]))[:：][0-5]\d"
    r"(?:[:：][0-5]\d(?:\.\d{{1,6}})?)?(?![\d:])"
    r"|(?<![A-Za-z0-9./_-])(?:1[0-2]|0[1-9])[-/](?:3[01]|[12]\d|0[1-9])[ \u3000](?:[01]\d|2[0-4])[:：][0-5]\d"
    r"(?:[:：][0-5]\d)?(?![\d:])",
    "marked_clock": r"(?:{PART}|[早晚](?!一?点)){_}(?:{DIGITAL}(?![\d:：%.／/倍比])|(?:{HOUR}{LINK})?{TIME}"
    r"|(?:一二|二三|三四|四五|五六|六七|七八|八九|九十)点钟?)",
    "clock": r"(?<![A-Za-z0-9.:：/_+])(?<!(?<![:：]\d\d)-){DIGITAL}(?![\d:：%.／/倍比])"
    r"|(?<![0-9.:：/~～{DIGIT}十百千万亿两第-])(?:{HOUR}{LINK})?{TIME}",
    "part_of_day": f"(?:{_PART})(?![场刻板茶餐饭觉车线报])",
}
NAMES = {
    "PART": _PART,
    "DIGITAL": _DIGITAL,
    "HOUR": r"(?:[01]?\d|2[0-4]|十[一二]?|[一二三四五六七八九])",
}


def time_pattern(names: dict[str, str]) -> str:
    """The pattern of a time that is told with 点 or 时."""
    return f"(?:{_TIME.format(**names)})"


def _clock(text: str, span: Span, today: date | None) -> Part | None:
    """上午9点, 16:42, 8~10点半, 下午七八点; 9点 and 4:10 are a time only behind a day."""
    wording = text[span[0] : span[1]]
    before = text[max(0, span[0] - 8) : span[0]]
    minutes = _minutes(wording)
    if minutes is None or _LASTS.search(before) or is_habit(text, span):
        return None
    marked = _MARKED.match(wording)
    at = _COLONS.fullmatch(wording) and len(wording) == len("16:42") and before.endswith(_AT)
    told = _TOLD if marked else int(":" in wording or "：" in wording)
    sure = marked or at or _SURE.search(wording) or _SURE_BEHIND.match(text, span[1])
    rule = HOURS if _HOURS.search(wording) else TIME
    return _of_no_day(span, today, rule)._replace(clock=minutes, shift=told, needs="" if sure else "clock")


def is_habit(text: str, span: Span) -> bool:
    """Whether 每 makes it a habit: 每周日晚上8点, 每年农历九月初九."""
    return _HABIT.search(text[max(0, span[0] - 9) : span[0]]) is not None


def _part_of_day(text: str, span: Span, today: date | None) -> Part:
    """上午 behind a day; alone it is said of any."""
    part = _of_no_day(span, today, PART_OF_DAY)
    late = bool(_AFTERNOON.match(text, span[0]))
    return part._replace(clock=720 if late else 0, needs="day")


def _of_no_day(span: Span, today: date | None, rule: str) -> Part:
    return days_part(span, Days(today, today), "hour", rule)


def _minutes(wording: str) -> int | None:
    """The minutes since midnight, those of the hour at least."""
    found = _HOUR.search(wording)
    hour = number(found[0]) if found else None
    if found and hour and _HOURS.search(wording) and not found[0].isascii() and "十" not in found[0]:
        hour = number(found[0][0])  # 七八点
    if found is None or hour is None or hour > 24:
        return None
    if hour < 12 and _AFTERNOON.match(wording):
        hour += 12
    minute = re.compile(r"[点时:：]([0-5]\d)").match(wording, found.end())
    return 60 * hour + (int(minute[1]) if minute else 30 * ("半" in wording[found.end() :]))


def _stamp(text: str, span: Span, _today: date | None) -> Part | None:
    """2024-03-08 09:20, 03-08 09:20."""
    found = numbers(text, span)
    if found[0] < 100:
        month, day = found[:2]
        return slot_part(span, Slot(month, day, month, day), "hour", "period.absolute.iso")
    day_ = day_of(*_date(text, span))
    return days_part(span, Days(day_, day_), "hour", "period.absolute.iso") if day_ else None


def _date(text: str, span: Span) -> tuple[int, int, int]:
    """Year, month and day; the hour may touch the day."""
    year, month, rest = re.split("[-/.]", text[span[0] : span[1]], maxsplit=2)
    return int(year), int(month), int(rest[:2] if rest[1:2].isdigit() else rest[0])


def clock_only(part: Part) -> bool:
    """Whether `part` names a time of the day and no day."""
    return part.grain == "hour" and CLOCK_RULES.issuperset(part.rules)


def hour_range(first: Part, last: Part, rules: tuple[str, ...]) -> Part | None:
    """6日上午9点至11点, 晚上10点到凌晨2点, 13:20~次日5:40; over midnight it ends the day after."""
    if last.kind == "same" and last.rules[0] == "period.same.day" and first.grain == last.grain == "hour":
        both = _until_hour(first, last, last.shift)  # 23时至次日5时
        return both and both._replace(rules=rules, needs="")
    if "hour" not in (first.grain, last.grain) or not clock_only(last):
        return None
    over = last.clock < first.clock and not _same_half(first, last)
    both = _until_hour(first, last, int(over))
    return both and both._replace(rules=rules, needs=_needs(first, last))


def _same_half(first: Part, last: Part) -> bool:
    """下午5点至6点: what tells no half of the day is of the same, so is 6:30 behind one that does."""
    told = last.shift == 0 or (first.shift == _TOLD and last.shift < _TOLD)
    return told and last.clock + _HALF_DAY > first.clock


def _needs(first: Part, last: Part) -> str:
    """10:00-18:30 is told as a clock tells it; two parts of the day (上午至下午) need a day as one does."""
    digital = min(first.end - first.start, last.end - last.start) >= len("9:00")
    needs = first.needs if first.needs and last.needs else ""
    return "" if digital and {first.needs, last.needs} == {"clock"} else needs


def _until_hour(first: Part, last: Part, over: int) -> Part | None:
    """`first`, up to the time of `last`, so many days `over`."""
    days = slot_days(first.year, first.slot) if first.kind == "slot" and first.year else first.days
    if first.kind != "slot" or (over and days.first):
        days = Days(days.first, add_days(days.last, over))
        return first._replace(
            end=last.end, kind="same" if first.kind == "same" else "days", grain="hour", days=days
        )
    if over and not 0 < first.slot.last_day < _SHORTEST_MONTH:
        return None
    slot = first.slot._replace(last_day=first.slot.last_day + over)
    return first._replace(end=last.end, grain="hour", slot=slot)


READERS: dict[str, Reader] = {
    "stamp": _stamp,
    "marked_clock": _clock,
    "clock": _clock,
    "part_of_day": _part_of_day,
}
