"""Finds the periods of a text: its dates, its spans of time, and what is counted from the document's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from aicompute_cli.extract.periods.alone import LONGEST, alone
from aicompute_cli.extract.periods.context import Context
from aicompute_cli.extract.periods.fiscal import fiscal_quarters
from aicompute_cli.extract.periods.parts import Part
from aicompute_cli.extract.periods.ranges import put_together
from aicompute_cli.extract.periods.roles import placed
from aicompute_cli.extract.periods.tokens import find_parts
from aicompute_cli.model import FoldedSpan, Period

# A bare day of the month (20日) is one where such words do not make it a length of time or a name.
_NO_DAY_AFTER = re.compile(r"[元圆本韩内间后之均线游活连累左期常用语年\d]|以[内后]|前|无理|夜")
_NUMBERED_DAY_AFTER = re.compile(r"$|[，,。的晚早上下凌中至到前起开举发公]")
_NO_DAY_BEFORE = re.compile(r"[月休初近过连续第共为期逾每隔历达前后超约满百几数个当同平假生工终整单\-./]$")

_RATIO = re.compile(r"\d[:：]\d\d|\d{1,3}[:：]\d")


def find_periods(text: str, today: date | None) -> list[Period]:
    """The periods that folded `text` names, in its order; `today` is the document's date, never the clock.

    Without `today` what is counted from it has neither start nor end. 同期, 当季 and 全年 have the role ``same`` and
    the days of what was named before them, where it was; the rule ``period.same.year-before`` says that they lie a
    year before that.

    >>> from datetime import date
    >>> text = "截至2021年9月底，今年上半年的产量"
    >>> for period in find_periods(text, date(2022, 8, 1)):
    ...     print(text[period.span.start : period.span.end], period.start, period.end, period.role)
    截至2021年9月底 2021-09-30 2021-09-30 until
    今年上半年 2022-01-01 2022-06-30 in
    """
    return list(_periods(text, _parts(text, today), today))


def _parts(text: str, today: date | None) -> list[Part]:
    whole = alone(text, today)
    if whole:
        return [whole]
    parts = [part for part in put_together(text, find_parts(text, today)) if _stands_alone(text, part)]
    return fiscal_quarters(text, parts, today)


def _periods(text: str, parts: list[Part], today: date | None) -> Iterator[Period]:
    context = Context(text, today, whole=len(parts) == 1 and _is_whole(text, parts[0]))
    for part in parts:
        days, told_by = context.days(part)
        if days.first and days.last and days.first > days.last:
            continue
        start, end, days, role, role_rules = placed(text, part, days, today)
        if days.first and days.last and days.first > days.last:  # 2030年以来, in a document of 2024
            days = days._replace(last=None)
        context.remember(part, days)
        if role == "since" and days.last is None:
            context.begin(end, days.first)
        yield Period(
            FoldedSpan(start, end), days.first, days.last, part.grain, role, part.rules + told_by + role_rules
        )


def _is_whole(text: str, part: Part) -> bool:
    """Whether the text is nothing but `part`."""
    return part.end - part.start == len(text) or (
        len(text) <= LONGEST and text.strip() == text[part.start : part.end]
    )


def _stands_alone(text: str, part: Part) -> bool:
    """Whether `part` is a period by itself: 春 and 20日内 are none."""
    if part.needs:
        return (
            part.needs in ("clock", "day", "year")
            and _is_whole(text, part)
            and not _RATIO.fullmatch(text.strip())
        )
    if (
        part.kind != "slot"
        or part.slot.month
        or part.rules[-1] not in ("period.part.day", "period.range.days")
    ):
        return True
    before = text[max(0, part.start - 1) : part.start]
    if text[part.end - 1] != "日":  # 3号 is a number of a building or a line, too
        return not before.strip("，,。于在到至从是") and bool(_NUMBERED_DAY_AFTER.match(text, part.end))
    if (
        text[part.start] in "一二三四五六七八九十"
        and part.end - part.start == 2
        and before not in tuple("（(昨今于")
    ):
        return False  # 三日 is three days long, too
    return not (_NO_DAY_AFTER.match(text, part.end) or _NO_DAY_BEFORE.search(before))
