"""How the characters of damaged pages are read, and how common characters are, for the repairs."""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

TONED_LETTERS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u0300\u0301\u0304\u030c"
"""Vowels with a tone mark, for a character class, and the marks of decomposed text."""

LETTERS = "a-zü\u0308" + TONED_LETTERS
"""All letters of Pinyin, for a character class."""

_DATA = Path(__file__).parents[2] / "data"
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_UNNAMED_BITS = 24


@functools.lru_cache(maxsize=4096)
def without_tone(syllable: str) -> str:
    """The syllable without its tone mark, ü as v.

    >>> without_tone("shù"), without_tone("lǜ"), without_tone("men")
    ('shu', 'lv', 'men')
    """
    letters = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)).replace("ü", "v")


def is_reading(char: str, syllable: str) -> bool:
    """Whether the traditional character can be read so; the tone may differ."""
    return without_tone(syllable) in _syllables().get(char, ())


def is_astride(text: str, at: int, syllable: str) -> bool:
    """Whether the GBK bytes before `at`, an ASCII one and the last of what is before it, are read so.

    A converter of bytes puts the reading of 預, EE 41, behind the A of 款AI, C2 EE 41.

    >>> is_astride("多款A(yù)I", 3, "yù"), is_astride("多款B(yù)I", 3, "yù")
    (True, False)
    """
    pair = text[max(at - 2, 0) : at].encode("gb18030", "replace")[-2:]
    return is_reading(pair.decode("gb18030", "replace"), syllable)


def characters_read(syllable: str) -> str:
    """The traditional characters that are read so, tone included.

    >>> "數" in characters_read("shù"), characters_read("shu")
    (True, '')
    """
    return _characters().get(unicodedata.normalize("NFC", syllable), "")


@functools.cache
def _characters() -> dict[str, str]:
    lines = (_DATA / "readings.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


@functools.cache
def _syllables() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for syllable, characters in _characters().items():
        plain = without_tone(syllable)
        for char in characters:
            found.setdefault(char, set()).add(plain)
    return found


@functools.cache
def bits(char: str) -> int:
    """-log2 of the character's share in Chinese text: 5 for 的, 24 for what is hardly ever seen."""
    exact, ranges = _bits()
    if char in exact:
        return exact[char]
    return next((cost for first, last, cost in ranges if first <= char <= last), _UNNAMED_BITS)


@functools.cache
def _bits() -> tuple[dict[str, int], list[tuple[str, str, int]]]:
    exact: dict[str, int] = {}
    ranges = []
    for line in (_DATA / "common_characters.tsv").read_text(encoding="utf-8").splitlines():
        cost, tab, characters = line.partition("\t")
        if line.startswith("#") or not tab:
            continue
        first, dots, last = characters.partition("..")
        if dots and characters.startswith("U+"):
            ranges.append((chr(int(first[2:], 16)), chr(int(last[2:], 16)), int(cost)))
        else:
            exact.update((char, int(cost)) for char in characters)
    return exact, ranges
