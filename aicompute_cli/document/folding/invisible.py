r"""Characters that no reader sees: taken out, or, where they are spaces of some kind, made plain spaces.

Line ends stay what they are, among them those that only Unicode knows (U+0085, U+2028, U+2029), so that
lines can be counted in folded text.
"""

from __future__ import annotations

import re

from aicompute_cli.document.offsets import Edit

# Controls but line ends; soft hyphen; joiners, zero-width spaces and bidi marks; Hangul fillers;
# selectors of variants; byte order marks; tags.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_SPACES = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def find_edits(text: str) -> list[Edit]:
    r"""Deletions of what is invisible.

    >>> find_edits("智\u200b算\ufeff")
    [Edit(start=1, end=2, replacement=''), Edit(start=3, end=4, replacement='')]
    """
    return [Edit(*match.span(), "") for match in _INVISIBLE.finditer(text)]


def find_spaces(text: str) -> list[Edit]:
    r"""Tabs, U+3000, U+00A0 and their like as so many plain spaces.

    >>> find_spaces("\u3000\u3000智算")
    [Edit(start=0, end=2, replacement='  ')]
    """
    return [Edit(*match.span(), " " * (match.end() - match.start())) for match in _SPACES.finditer(text)]
