"""The word lists of this stage (data/*.tsv) as rows of fields."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"


def read_rows(name: str) -> list[list[str]]:
    """The rows of ``data/<name>.tsv``, without its comments; a field that is left off at the end is missing.

    >>> read_rows("person_titles")[-1][0]
    'after'
    """
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def words(field: str) -> list[str]:
    """The words of a field that holds several."""
    return field.split("|") if field else []


def any_of(choices: list[str]) -> str:
    """A pattern of any of the words, a longer one before a shorter one that it begins with."""
    import re  # noqa: PLC0415 - a warm lookup of one name needs no patterns

    return "|".join(re.escape(word) for word in sorted(set(choices), key=lambda word: (-len(word), word)))
