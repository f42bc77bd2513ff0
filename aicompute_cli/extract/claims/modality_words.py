"""The words that tell how sure a claim is, as one pattern."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

_TABLE = Path(__file__).parents[2] / "data" / "claim_modality.tsv"
_PLAN = r"《[^《》]{0,40}(?:计划|规划|方案|纲要|意见)(?:[(（][^()（）《》]{0,20}[)）])?》"
# What was expected stands as a noun behind what it is held against: 销量超出各方预期,
_MET = (
    r"(?:超出|超过|高于|低于|好于|优于|逊于|不及|不如|符合|强于|差于|超越|胜过)了?[^,，。；\d的]{0,10}"
    r"(?:预期|预测|预估|估计)(?=[,，。；、)）但而!！?？]|\Z)"
)
_NAMELESS = (
    r"(?<![具预])(?:方案|规划|纲要|意见|行动计划|实施细则|通知)(?:还|则|中|同时)?(?:提出|明确|要求|强调|指出)"
)


@functools.cache
def pattern() -> re.Pattern[str]:
    """The words of modality, each in a group named by its role and the number of its line."""
    parts = [
        rf"(?P<plan0>{_PLAN}[,，]?[^,，。；]{{0,6}}(?:提出|明确|要求|指出|强调)|{_NAMELESS}|(?:按照?|根据|依据|依照)[^,，。；《》]{{0,24}}{_PLAN})",
        r"(?P<none0>《[^《》]*》)",
        rf"(?P<none00>{_MET})",
    ]
    parts += [_part(number, line) for number, line in enumerate(_lines(), 1)]
    # Looking at the first character first is three times as fast as trying each word.
    begins = "《方规纲意行实通按根依超高低好优逊不符强差胜" + "".join(
        {word[0] for line in _lines() for word in line.split("\t")[1].split()}
    )
    return re.compile(f"(?=[{re.escape(begins)}])(?:{'|'.join(parts)})")


def _part(number: int, line: str) -> str:
    role, words, *where = line.split("\t")
    not_after = where[0] if where else ""
    before = where[1].split() if len(where) > 1 else []
    behind = f"(?<![{re.escape(not_after)}])" if not_after else ""
    ahead = f"(?={_any_of(before)})" if before else ""
    return f"(?P<{role}{number}>{behind}(?:{_any_of(words.split())}){ahead})"


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _lines() -> list[str]:
    return [line for line in _TABLE.read_text("utf-8").splitlines() if line[:1] not in {"", "#"}]
