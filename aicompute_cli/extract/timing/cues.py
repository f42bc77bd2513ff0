"""The words that move a text between periods (data/timing_cues.tsv), as patterns."""

from __future__ import annotations

import functools
import re

from aicompute_cli.extract.tables import read_rows

_IN_PASSING = ("now", "vague", "until_now", "general", "rule")


@functools.cache
def words(kind: str) -> tuple[str, ...]:
    """The patterns of one kind.

    >>> "目前" in words("now")
    True
    """
    return tuple(word for name, listed in read_rows("timing_cues") if name == kind for word in listed.split())


@functools.cache
def pattern(*kinds: str) -> re.Pattern[str]:
    """Any word of `kinds`, the longest first.

    >>> pattern("now").search("截至目前共3座").group()
    '截至目前'
    """
    listed = [word for kind in kinds for word in words(kind)]
    return re.compile("|".join(sorted(listed, key=len, reverse=True)))


@functools.cache
def in_passing() -> re.Pattern[str]:
    """The cues that stand between figures; the name of the group that matched is the kind.

    >>> found = in_passing().search("如今有3座")
    >>> found.lastgroup, found.group()
    ('now', '如今')
    """
    groups = [f"(?P<{kind}>{pattern(kind).pattern})" for kind in _IN_PASSING]
    # Looking at the first character first is twice as fast as trying each word.
    begins = "".join({word[0] for kind in _IN_PASSING for word in words(kind)} | set(_SAME_BEGINS))
    return re.compile(f"(?=[{begins}])(?:{'|'.join(groups)}|(?P<same>{SAME})|(?P<each>分别|依次|各为))")


_SAME_BEGINS = "去上前一同期报本当该全次翌单季首分依各这那"

# A period that is known by another: 同期, 去年同期, 同年, 全年, 单季, 当月, 首日.
SAME = (
    "(?:去年|上年|上一年度?|上年度|前年|前一年|一年前)(?:的?同期|同月|同季)|同期|同一?时期|期内|报告期内?|期末|本期|当期"
    "|同一?年|当年|该年|[这那]一年度?|当时|那时|全年|次年|翌年|前一年|单季度?|当季|该季度?|全季|季内|同一?季度?"
    "|当月|该月|同月|单月|当[日天]|同[日天]|(?:上市)?首日|上市当[日天]|一年前"
)
