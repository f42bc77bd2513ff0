"""Small Chinese numerals as dates have them: 二○二三, 十二, 廿三, 卅一, 一百一十六."""

from __future__ import annotations

_DIGITS = {
    digit: value
    for value, forms in enumerate(("零〇○", "一", "二两俩", "三仨", "四", "五", "六", "七", "八", "九"))
    for digit in forms
}
_TENS = {"十": 10, "廿": 20, "卅": 30}

DIGIT = "0-9〇零○一二三四五六七八九"
NUMERAL = DIGIT + "两俩仨十廿卅百"


def number(text: str) -> int | None:
    """The value of a numeral below 1000 or of a row of digits; None if `text` is neither.

    >>> number("12"), number("十二"), number("廿三"), number("一百一十六"), number("二○二三"), number("一一六")
    (12, 12, 23, 116, 2023, 116)
    >>> number("十十") is None, number("") is None
    (True, True)
    """
    if text.isascii():
        return int(text) if text.isdigit() else None
    if any(character in "十廿卅百" for character in text):
        return _spoken(text)
    digits = [_DIGITS.get(character, int(character) if character.isdigit() else -1) for character in text]
    return None if -1 in digits else int("".join(map(str, digits)))


def _spoken(text: str) -> int | None:
    hundreds, mark, rest = text.rpartition("百")
    value = 100 * (_DIGITS.get(hundreds, 0) if mark else 0)
    if mark and not value:
        return None
    rest = rest.lstrip("零〇○")
    for ten, base in _TENS.items():
        before, found, after = rest.partition(ten)
        if found:
            times = _DIGITS.get(before) if before else 1
            ones = _DIGITS.get(after) if after else 0
            return None if times is None or ones is None else value + base * times + ones
    ones = _DIGITS.get(rest) if rest else 0
    return None if ones is None else value + ones
