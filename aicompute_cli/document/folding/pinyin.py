"""Drop the readings that a broken converter left behind its characters: 數(shù)據(jù), 6.3萬(wàn)元.

The converter, made for traditional text, put the reading of a character behind it, and not behind all of
them. A bracket is taken for one of these only where it holds a syllable with a tone mark that the character
before it, a traditional one, can be read as: 物聯網(IoT), 是(sí) and a name's 翟(zhái) stay. The converter
works on bytes, so it also finds characters astride two others, such as 款A(yù)I: is_astride.
"""

from __future__ import annotations

import re
import unicodedata

from aicompute_cli.document.folding.readings import LETTERS, is_astride, is_reading
from aicompute_cli.document.offsets import Edit

HABIT = 3
"""Readings with a tone mark that a text has where brackets without one, 們(men), are readings too."""

_BRACKET = rf"(?<=[@-~\u3400-\u9fff])[(（]([{LETTERS}]{{1,8}})[)）]"


def find_edits(text: str) -> list[Edit]:
    """The brackets to delete.

    >>> find_edits("6.3萬(wàn)元(AI)")
    [Edit(start=4, end=9, replacement='')]
    """
    if "(" not in text and "（" not in text:
        return []
    found = [match for match in re.finditer(_BRACKET, text) if _is_left_over(text, match)]
    toned = [match for match in found if _has_tone(match[1])]
    kept = found if len(toned) >= HABIT else toned
    return [Edit(match.start(), match.end(), "") for match in kept]


def _is_left_over(text: str, bracket: re.Match[str]) -> bool:
    at = bracket.start()
    if text[at - 1].isascii():
        return _has_tone(bracket[1]) and is_astride(text, at, bracket[1])
    return is_reading(text[at - 1], bracket[1])


def _has_tone(syllable: str) -> bool:
    return not unicodedata.normalize("NFC", syllable).replace("ü", "v").isascii()
