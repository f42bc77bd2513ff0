"""Where a line of mixed Chinese and Latin text may be broken.

UAX #14 as far as a table needs it: between any two Chinese characters, at spaces, around a run of
Latin letters and digits but not inside it; no line starts with closing punctuation or ends with opening
punctuation (禁则). A run wider than the line is folded.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells

_OPENING = "（《〈【「『“‘〔〖［｛"
_CLOSING = "，。、；：？！）》〉】」』”’…—·％℃〕〗］｝～"
_JOINED = "\u0300-\u036f\u200d\ufe0e\ufe0f"  # marks that belong to the character before
_UNIT = re.compile(rf"[{_OPENING}]*(?:[!-~¡-ɏ]+|\S)[{_CLOSING}{_JOINED}]*|\s+")


def line_breaks(line: str, width: int) -> list[int]:
    """The offsets at which to break `line` so that no part is wider than `width` cells, at least 2.

    Spaces where a line ends are not counted; the caller strips them.

    >>> line_breaks("建成 300 PFLOPS 的“智算”中心。", 12)
    [7, 17]
    """
    breaks: list[int] = []
    used = 0
    for match in _UNIT.finditer(line):
        unit = match[0]
        needed = cell_len(unit)
        if used + needed <= width or unit.isspace():
            used = min(used + needed, width)
            continue
        if used:
            breaks.append(match.start())
        used = needed
        if needed > width:
            *full, last = chop_cells(unit, width)
            place = match.start()
            for part in full:
                place += len(part)
                breaks.append(place)
            used = cell_len(last)
    return breaks
