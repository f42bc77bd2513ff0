"""The places of a ranking that a text names: 第六到第十名, 第六、七、八名."""

from __future__ import annotations

import re

from aicompute_cli.answer.text.wordings import Wording

DIGITS = {char: n for n, char in enumerate("一二三四五六七八九十", 1)} | {str(n): n for n in range(1, 21)}
NUMERAL = "(?:1\\d|20|[1-9]|[一二三四五六七八九十])"
RANGE = Wording(rf"第?({NUMERAL})(?:名|位)?(?:到|至|-|~|—)+第?({NUMERAL})(?![月日年季.\d%])(?:名|位)?")
"""A range of places."""
_EACH = Wording(rf"第({NUMERAL})(?:、第?({NUMERAL}))?(?:、第?({NUMERAL}))+(?:名|位)?")


def asked_places(text: str) -> tuple[int, int] | None:
    """The first and the last place that a question asks for.

    >>> asked_places("榜单第6到第10名"), asked_places("第六、七、八名各是哪个产业"), asked_places("第三名是谁")
    ((6, 10), (6, 8), None)
    """
    if match := RANGE.search(text):
        first, last = (DIGITS[part] for part in match.groups())
    elif match := _EACH.search(text):
        places = [DIGITS[part] for part in re.findall(NUMERAL, match[0])]
        first, last = min(places), max(places)
    else:
        return None
    return (first, last) if last > first else None
