"""What is counted from the document's date: 未来三年, 近四季, 过去12个月, 三年后, 上周五."""

from __future__ import annotations

import re
from datetime import date

from aicompute_cli.extract.periods.absolute import Reader, Span
from aicompute_cli.extract.periods.days import (
    NO_DAYS,
    Days,
    add_days,
    add_months,
    day_of,
    quarters,
    weeks,
    whole_months,
)
from aicompute_cli.extract.periods.lengths import length_part
from aicompute_cli.extract.periods.numerals import number
from aicompute_cli.extract.periods.parts import Part, days_part, year_of, year_part

_HOUR = re.compile("小时|钟头|分钟|秒")
_SMALL = re.compile("[天日时分秒]")
_DE = re.compile("的|[ \u3000]|(?<=过去)的")
_AHEAD = ("未来", "接下来", "今后", "往后")
_COUNT = re.compile(r"[0-9〇零○一二三四五六七八九十廿卅两俩仨]+")
_LENGTH_BEFORE = (
    "历时",
    "持续",
    "运行",
    "经过",
    "花费",
    "耗时",
    "用时",
    "长达",
    "达",
    "了",
    "将",
    "接",
    "靠",
    "附",
    "邻",
    "临",
    "已",
    "有",
    "约",
    "成立",
)
_LENGTH_AFTER = (
    "时间",
    "的时间",
    "之久",
    "的历史",
    "历史",
    "期",
    "级",
    "龄",
    "限",
    "前",
    "后",
    "之前",
    "之后",
    "以前",
    "的努力",
)
_BEFORE_AGO = "，,。；;：:、（(“”「」！!？? \n\t在到于是比较而与从至自和约早让即但其"
_FAR = 20  # 四十年后 is counted from what was told before, not from the document's date
_WEEKDAYS = "一二三四五六日"
_BRACKET_SHIFT = {"昨": -1, "今": 0, "明": 1, "本": 0, "上": -1}
_WEEK_SHIFT = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_NOT_WEEKDAY = "一二两三四五六七八九十0123456789几每逢数半双单隔个"


def _reach(text: str, span: Span, today: date | None) -> Part | None:
    wording = text[span[0] : span[1]]
    ahead = wording.startswith(_AHEAD)
    if not ahead and _is_length(text, span, wording):
        return None
    if "的" in wording and "月" in wording and "个" not in wording:  # 过去的6月
        return None
    rule = "period.reach.ahead" if ahead else "period.reach.back"
    count = _count(wording)
    if count is None or today is None or "半" in wording[-3:]:
        return _half_reach(span, wording, today, ahead=ahead) or Part(*span, "none", "span", (rule,))
    if (hours := _HOUR.search(wording)) and wording[0] != "近":
        part = length_part(_DE.sub("", wording), span, today, rule)
        return part and part._replace(grain="hour")
    if hours:
        return None
    days = _ahead(wording, count, today) if ahead else _back(wording, count, today)
    return days_part(span, days, "span", rule)


def _is_length(text: str, span: Span, wording: str) -> bool:
    """Whether 近三年 is nearly three years long, no period (历时近三年, 近三年时间)."""
    if text.startswith(_LENGTH_AFTER, span[1]):
        return True
    return wording[0] == "近" and text[max(0, span[0] - 2) : span[0]].endswith(_LENGTH_BEFORE)


def _count(wording: str) -> int | None:
    """How many, None where it is told vaguely (两三年, 3-5年, 几年)."""
    found = _COUNT.findall(wording)
    if len(found) != 1 or re.search("[多余几]", wording):
        return None
    if not found[0].isdigit() and len(found[0]) > 1 and not re.search("[十廿卅]", found[0]):
        return None
    count = number(found[0])
    return count if count is not None and 0 < count < (1000 if _SMALL.search(wording) else 100) else None


def _half_reach(span: Span, wording: str, today: date | None, *, ahead: bool) -> Part | None:
    if today is None or not re.search("半(?:年|个月)", wording) or _COUNT.search(wording):
        return None
    edge = add_months(today, 6 if ahead else -6) if "年" in wording else add_days(today, 15 if ahead else -15)
    days = Days(add_days(today, 1), edge) if ahead else Days(edge, today)
    return days_part(span, days, "span", "period.reach.ahead" if ahead else "period.reach.back")


def _since_about(text: str, span: Span, today: date | None) -> Part | None:
    """三个多月来, 一年半以来: from the month or year so far back to the document's date."""
    if span[0] and text[span[0] - 1] not in _BEFORE_AGO:
        return None
    part = length_part(text[span[0] : span[1]], span, today, "period.reach.back")
    return part and part._replace(role="since")


def _ahead(wording: str, count: int, today: date) -> Days:
    """未来五年 said in 2020 is 2021 to 2025, and so with quarters; months, weeks and days begin the day after."""
    if "年" in wording:
        return Days(day_of(today.year + 1, 1, 1), day_of(today.year + count, 12, 31))
    if "季" in wording:
        return quarters(today, 1, count)
    tomorrow = add_days(today, 1)
    if "月" in wording:
        return Days(tomorrow, add_months(today, count))
    return Days(tomorrow, add_days(today, count * (7 if re.search("周|星期", wording) else 1)))


def _back(wording: str, count: int, today: date) -> Days:
    """近三年 runs back from the document's date, 近四季 from the last whole quarter."""
    if "季" in wording:
        return quarters(today, -count, -1)
    if "年" in wording or "月" in wording:
        return Days(add_months(today, -count * (12 if "年" in wording else 1)), today)
    return Days(add_days(today, -count * (7 if re.search("周|星期", wording) else 1)), today)


def _ago(text: str, span: Span, today: date | None) -> Part | None:
    """三年后: the year three years on; 两天前: the day; 十年来: up to the document's date."""
    wording = text[span[0] : span[1]]
    if span[0] and text[span[0] - 1] not in _BEFORE_AGO:
        return None
    ahead = 1 if wording[-1] == "后" else -1
    if "半" in wording:
        return _half_years(span, wording, ahead, today)
    count = _count(wording)
    if count is None or (wording[-1] == "来" and "年" not in wording):
        return None
    if wording[-1] == "来":
        days = Days(add_months(today, -12 * count), today) if today else Days(None, None)
        return days_part(span, days, "span", "period.reach.back")._replace(role="since")
    if ahead > 0 and count > _FAR and "年" in wording:
        return None
    return _moment(span, wording, ahead * count, today)


def _half_years(span: Span, wording: str, ahead: int, today: date | None) -> Part:
    """半年后, 一年半前: the month."""
    rule = "period.relative.hence" if ahead > 0 else "period.relative.ago"
    count = 0 if wording.startswith("半") else _count(wording)
    if today is None or count is None:
        return Part(*span, "none", "month", (rule,))
    months_on = ahead * (12 * count + 6)
    if wording[-1] == "来":
        days = Days(add_months(today, months_on), today)
        return days_part(span, days, "span", "period.reach.back")._replace(role="since")
    return days_part(span, whole_months(today, months_on, months_on), "month", rule)


def _moment(span: Span, wording: str, count: int, today: date | None) -> Part | None:
    rule = "period.relative.ago" if count < 0 else "period.relative.hence"
    if "年" in wording:
        return year_part(span, year_of(today, count), rule)
    if today is None:
        return Part(*span, "none", "day", (rule,))
    if "月" in wording:
        return days_part(span, whole_months(today, count, count), "month", rule)
    if "天" in wording:
        return days_part(span, Days(add_days(today, count), add_days(today, count)), "day", rule)
    return days_part(span, weeks(today, count, count), "week", rule)


def _in_brackets(text: str, span: Span, today: date | None) -> Part:
    """昨(14)日, 本(5)月: the word before the brackets tells which."""
    shift = _BRACKET_SHIFT[text[span[0]]]
    if text[span[1] - 1] in "月份":
        grain, days = "month", whole_months(today, shift, shift) if today else NO_DAYS
    else:
        grain, days = "day", Days(add_days(today, shift), add_days(today, shift)) if today else NO_DAYS
    return days_part(span, days, grain, f"period.relative.{grain}")


def _weekday(text: str, span: Span, today: date | None) -> Part | None:
    """上周五 is Friday of the week before, 周五 alone the last one up to the document's date."""
    wording = text[span[0] : span[1]]
    which = _WEEKDAYS.index(wording[-1].replace("天", "日"))
    shift = wording[: max(wording.find("周"), wording.find("星"), wording.find("礼"))].rstrip("个")
    if not shift and _is_habit(text, span):
        return None
    if today is None:
        return Part(*span, "none", "day", ("period.relative.weekday",))
    if shift:
        day = add_days(weeks(today, _WEEK_SHIFT[shift], _WEEK_SHIFT[shift]).first, which)
    else:
        day = add_days(today, -((today.weekday() - which) % 7))
    return days_part(span, Days(day, day), "day", "period.relative.weekday")._replace(shift=which)


def _is_habit(text: str, span: Span) -> bool:
    """每周五, 周一至周五: a habit, no day."""
    before, after = text[max(0, span[0] - 3) : span[0]], text[span[1] : span[1] + 2]
    if before.endswith(tuple(_NOT_WEEKDAY)):
        return True
    return bool(re.match("[至到~-](?:周|星)", after) or re.search("[一二三四五六日][至到~-]$", before))


READERS: dict[str, Reader] = {
    "reach": _reach,
    "since_about": _since_about,
    "ago": _ago,
    "weekday": _weekday,
    "in_brackets": _in_brackets,
}
