"""What the written parts of a year and of a month mean: Q3, 第一季度, 前8个月, 1-9月, 5日, 上旬, 第二个周五, 月底."""

from __future__ import annotations

import re
from datetime import date

from aicompute_cli.extract.periods.absolute import LUNAR, Reader, Span, full_year, numbers
from aicompute_cli.extract.periods.days import LAST, Slot, months
from aicompute_cli.extract.periods.parts import Part, slot_part

_THIRDS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 0),
    "上中旬": (1, 20),
    "中下旬": (11, 0),
    "上半月": (1, 15),
    "下半月": (16, 0),
}


def _year_half(text: str, span: Span, today: date | None) -> Part | None:
    letter = "Q" if "Q" in text[span[0] : span[1]] else "H"
    before, _, after = text[span[0] : span[1]].partition(letter)
    year, which = (int(before), int(after)) if len(before.strip()) > 1 else (int(after), int(before))
    year = year if year > 99 else full_year(year, today)
    if letter == "H" and which > 2:
        return None
    length, grain = (3, "quarter") if letter == "Q" else (6, "half")
    slot = months(length * (which - 1) + 1, length * which)
    return slot_part(span, slot, grain, "period.part.letter")._replace(year=year)


def _letter_half(text: str, span: Span, _today: date | None) -> Part:
    which = int(text[span[1] - 1])
    return slot_part(span, months(6 * which - 5, 6 * which), "half", "period.part.letter")._replace(
        needs="year"
    )


def _quarter(text: str, span: Span, _today: date | None) -> Part | None:
    which = numbers(text, span)[0]
    if text.startswith("报", span[1] - 1) and which == 3:  # the report of a third quarter covers three
        return slot_part(span, months(1, 9), "span", "period.part.first-months")
    if span[0] and text[span[0] - 1] in "》续":
        return None
    letter = "Q" in text[span[0] : span[1]]
    rule = "period.part.letter" if letter else "period.part.quarter"
    return slot_part(span, months(3 * which - 2, 3 * which), "quarter", rule)


def _quarters(text: str, span: Span, _today: date | None) -> Part | None:
    first, last = numbers(text, span)
    if last <= first or (not re.search("[-—–~～至到]", text[span[0] : span[1]]) and last != first + 1):
        return None
    return slot_part(span, months(3 * first - 2, 3 * last), "span", "period.range.quarters")


def _firsts(text: str, span: Span, _today: date | None) -> Part | None:
    count = numbers(text, span)[0]
    quarter = "季" in text[span[0] : span[1]]
    if count < 2 or count > (4 if quarter else 12) or (span[0] and text[span[0] - 1] in "之目以此提"):
        return None
    return slot_part(span, months(1, 3 * count if quarter else count), "span", "period.part.first-months")


def _months(text: str, span: Span, _today: date | None) -> Part | None:
    first, last = numbers(text, span)
    if "、" in text[span[0] : span[1]] and last != first + 1:
        first = last
    return slot_part(span, months(first, last), "span", "period.range.months")


def _month(text: str, span: Span, _today: date | None) -> Part | None:
    before = text[max(0, span[0] - 3) : span[0]]
    if before.endswith(("每年", "每年的", "历年", "个", "每", "几", "数", "蜜", "满", *LUNAR)):
        return None
    month = numbers(text, span)[0]
    return slot_part(span, months(month, month), "month", "period.part.month")


def _days(text: str, span: Span, _today: date | None) -> Part | None:
    first, last = numbers(text, span)
    if last <= first:
        return None
    return slot_part(span, Slot(0, first, 0, last), "span", "period.range.days")


def _day(text: str, span: Span, _today: date | None) -> Part | None:
    day = numbers(text, span)[0]
    return slot_part(span, Slot(0, day, 0, day), "day", "period.part.day") if day <= 31 else None


def _week(text: str, span: Span, _today: date | None) -> Part | None:
    """第N周 of a month or year that stands before it."""
    which = numbers(text, span)[0]
    if not which:
        return None
    return Part(*span, "week", "week", ("period.part.week",), shift=which, needs="month")


def _nth_weekday(text: str, span: Span, _today: date | None) -> Part:
    """第二个周五 of a month that stands before it."""
    which = LAST if text[span[0]] == "最" else numbers(text, span)[0]
    shift = 10 * which + 1 + "一二三四五六日".index(text[span[1] - 1].replace("天", "日"))
    return Part(*span, "week", "day", ("period.part.nth-weekday",), shift=shift, needs="month")


def _nth_day(text: str, span: Span, _today: date | None) -> Part | None:
    """第十天 of a year or month that stands before it."""
    which = numbers(text, span)[0]
    if not which:
        return None
    return Part(*span, "week", "day", ("period.part.nth-day",), shift=which, needs="month")


def _nth_month(text: str, span: Span, _today: date | None) -> Part:
    """第8个月 of a year that stands before it."""
    month = numbers(text, span)[0]
    return slot_part(span, months(month, month), "month", "period.part.month")._replace(needs="year")


def _days_of_month(text: str, span: Span, _today: date | None) -> Part:
    """前10天, 最后五天 of a month that stands before it."""
    count = numbers(text, span)[0]
    first, last = (1, count) if text[span[0]] in "前头" else (-count, 0)
    slot = Slot(0, first, 0, last)
    return slot_part(span, slot, "span", "period.part.days-of-month")._replace(
        kind="days-of-month", needs="month"
    )


def _third_of_month(text: str, span: Span, _today: date | None) -> Part:
    first, last = _THIRDS[text[span[0] : span[1]]]
    return slot_part(span, Slot(0, first, 0, last), "span", "period.part.third-of-month")


def _end(text: str, span: Span, _today: date | None) -> Part:
    return Part(
        *span, "edge", "day", ("period.edge.end",), shift=-1 if text[span[0]] in "初伊" else 1, needs="end"
    )


READERS: dict[str, Reader] = {
    "year_half": _year_half,
    "letter_half": _letter_half,
    "quarter": _quarter,
    "quarters": _quarters,
    "firsts": _firsts,
    "months": _months,
    "month": _month,
    "days": _days,
    "day": _day,
    "week": _week,
    "nth_weekday": _nth_weekday,
    "nth_day": _nth_day,
    "nth_month": _nth_month,
    "days_of_month": _days_of_month,
    "third_of_month": _third_of_month,
    "end": _end,
}
