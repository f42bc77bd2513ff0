"""Periods that are known by another one: 同期, 去年同期, 同年, 全年, 单季, 当月, 首日."""

from __future__ import annotations

import re

from aicompute_cli.extract.timing.document import Setting
from aicompute_cli.extract.timing.frames import UNKNOWN, Frame, year_of, year_shifted
from aicompute_cli.extract.timing.memory import Memory

_YEAR_AGO = re.compile(r"(去年|上年|上一年|前一年|一年前)|前年")
_NUMBER_YEAR = re.compile(r"(\d{4})年")
_WHOLE_YEAR = re.compile(r"同一?年|当年|该年|全年|[这那]一年度?")
_THEN = ("当时", "那时")
_NEXT_YEAR = ("次年", "翌年")
_QUARTER = re.compile(r"季|期内|报告期|期末|本期|当期")
_REPORTED = ("报告期", "报告期内", "期内", "本期")
_DAY = re.compile(r"日|天$")


def same_frame(wording: str, reference: Frame, setting: Setting, memory: Memory) -> tuple[Frame, bool]:
    """What `wording` means where `reference` was named before, and whether it holds for its clause only."""
    if "同期" in wording or "同月" in wording or "同季" in wording or "时期" in wording:
        return _same_stretch(wording, reference)
    if wording in ("一年前", "前一年"):
        return _ago(reference, 1, "timing.same.year-ago"), True
    if wording in _THEN:
        return memory.named.by("timing.same.then"), False
    if _WHOLE_YEAR.fullmatch(wording) or wording in _NEXT_YEAR:
        return _year(wording, reference, memory), False
    if "月" in wording:
        return (reference.by("timing.same.month") if reference.grain == "month" else UNKNOWN), False
    quarter = _quarter(wording, reference, setting) if _QUARTER.search(wording) else None
    return quarter or memory.day.by("timing.same.day"), False


def _year(wording: str, reference: Frame, memory: Memory) -> Frame:
    """同年 is the year of what has happened, even where a forecast's year stands between."""
    actual = memory.carried.get("actual", UNKNOWN)
    frame = actual if actual.known() and wording == "同年" else reference
    return year_of(frame, 1 if wording in _NEXT_YEAR else 0).by("timing.same.year")


def _same_stretch(wording: str, reference: Frame) -> tuple[Frame, bool]:
    named = _NUMBER_YEAR.match(wording)
    if named and reference.end:
        return _ago(reference, reference.end.year - int(named[1]), "timing.same.year-ago"), True
    ago = _YEAR_AGO.search(wording)
    if ago is None:
        return reference.by("timing.same.period"), False
    return _ago(reference, 1 if ago[1] else 2, "timing.same.year-ago"), True


def _ago(reference: Frame, years: int, rule: str) -> Frame:
    return year_shifted(reference, -years).by(rule)


def _quarter(wording: str, reference: Frame, setting: Setting) -> Frame:
    if wording in _REPORTED and setting.results.known():
        return setting.results.by("timing.same.quarter")
    for frame in (reference, setting.results):
        if frame.known() and frame.grain in ("quarter", "half", "span", "month") and "季" not in wording:
            return frame.by("timing.same.quarter")
        if frame.known() and (frame.grain == "quarter" or _three_months(frame)):
            return frame.by("timing.same.quarter")
    return UNKNOWN


def _three_months(frame: Frame) -> bool:
    return bool(frame.start and frame.end and 85 <= (frame.end - frame.start).days <= 95)
