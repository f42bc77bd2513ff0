"""Text of a document as it may be shown in a line."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with a space for what cannot be shown: control characters, other white space, marks of direction.

    >>> printable("南州\\x85算力")
    '南州 算力'
    """
    if text.isprintable():
        return text
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
