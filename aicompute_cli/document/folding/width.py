"""One form for characters that Unicode has several of: full-width ％ and Ａ, the sign ㎡, the radical ⻔.

This is compatibility normalisation (NFKC, Unicode Standard Annex 15) character by character, but for what it
would spoil in Chinese text:

- `，。！？；：（）` and quotation marks, … and — stay. Between digits `．` and `：` become ASCII, and so does
  `，` where it groups thousands: 6，800, not 2021，2022.
- ① and ⒈ stay, as ①2023 would become 12023; ⑴ and ㈠ keep brackets and are folded.
- A raised digit is a power or a note: ² and ³ are folded only in m² and m³. A lowered one is folded behind a
  letter: CO₂. 3½ becomes 3 1/2.
- ™ stays: it would become letters of the name before it.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from aicompute_cli.document.offsets import Edit

_RADICALS = Path(__file__).parents[2] / "data" / "radicals.tsv"

# Hyphens, minus and the dot of names: no compatibility forms for Unicode, but the same to a reader.
_SAME = {"‐": "-", "‑": "-", "‒": "-", "−": "-", "・": "·", "･": "·", "‧": "·"}

_COMPATIBLE = (
    r"[²³µ¼-¾₀-₉\u2010-\u2012\u2027\u2100-\u211f\u2121\u2123-\u2139\u2150-\u215e\u2160-\u217f\u2212"
    r"\u2474-\u2487\u249c-\u24b5\u2e81-\u2fd5\u30fb\u3220-\u3243\u32c0-\u33ff\uf900-\ufaff\ufb00-\ufb06\ufe5f-\ufe6b"
    r"＂-＇＊＋－／-９＜-＞＠-～\uff61-\uff9f￠-￢￤-￦\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f]+"
)
_DIGIT = "0-9０-９"
_SEPARATOR = rf"[{_DIGIT}]([．：∶，])(?=[{_DIGIT}])"
_ASCII_SEPARATOR = {"．": ".", "：": ":", "∶": ":", "，": ","}
_THREE_DIGITS = rf"[{_DIGIT}]{{3}}(?![{_DIGIT}])"
_FOUR_DIGITS = rf"[{_DIGIT}]{{4}}"


# Compiled when first used: most queries need none of them.
_pattern = functools.cache(re.compile)


def find_edits(text: str) -> list[Edit]:
    """The characters to replace; a run of them that keeps its length is one edit.

    >>> find_edits("约６８％，12㎡")
    [Edit(start=1, end=4, replacement='68%'), Edit(start=7, end=8, replacement='m2')]
    """
    if unicodedata.is_normalized("NFKC", text) and _SAME.keys().isdisjoint(text):
        return []
    edits = [edit for match in _pattern(_COMPATIBLE).finditer(text) for edit in _run(text, match)]
    separators = [
        Edit(*match.span(1), _ASCII_SEPARATOR[match[1]])
        for match in _pattern(_SEPARATOR).finditer(text)
        if match[1] != "，" or _groups_thousands(text, match.start(1))
    ]
    return sorted(edits + separators, key=lambda edit: edit.start) if separators else edits


def _groups_thousands(text: str, comma: int) -> bool:
    """Whether at most three digits stand before the comma and exactly three behind it."""
    before = comma >= 4 and _pattern(_FOUR_DIGITS).match(text, comma - 4)
    return not before and _pattern(_THREE_DIGITS).match(text, comma + 1) is not None


def _run(text: str, match: re.Match[str]) -> Iterator[Edit]:
    """The edits of adjoining characters, those with a form of one character together."""
    places = [(at, _form_behind(text[at - 1 : at], text[at])) for at in range(*match.span())]
    for is_single, group in itertools.groupby(places, key=lambda place: len(place[1]) == 1):
        if is_single:
            together = list(group)
            start, end = together[0][0], together[-1][0] + 1
            forms = "".join(form for _, form in together)
            if forms != text[start:end]:
                yield Edit(start, end, forms)
        else:
            yield from (Edit(at, at + 1, form) for at, form in group)


def _form_behind(before: str, char: str) -> str:
    """The form of one character behind another or, at the start of a text, behind nothing."""
    form = _form(char)
    if (char in "²³" and before not in ("m", "M")) or (char in "₀₁₂₃₄₅₆₇₈₉" and not _is_letter(before)):
        return char
    return " " + form if len(form) > 1 and "/" in form and before.isdecimal() else form


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


@functools.cache
def _form(char: str) -> str:
    """The form of one character; itself where it has no other."""
    if char in _SAME:
        return _SAME[char]
    if "\u2e81" <= char <= "\u2ef2":
        return _radicals().get(char, char)
    return unicodedata.normalize("NFKC", char).replace("\u2044", "/")


@functools.cache
def _radicals() -> dict[str, str]:
    lines = _RADICALS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
