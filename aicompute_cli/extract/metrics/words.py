"""The words that the naming of metrics knows, and the cutter that finds words in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.document.words import MAX_RUN, domain_words

if TYPE_CHECKING:
    import rjieba

_DATA = Path(__file__).parents[2] / "data"
_NONE: frozenset[str] = frozenset()
_LONGEST_HEAD = 8


class Head(NamedTuple):
    """A head noun: its class (``market``, ``company``, ``generic``) and the wording that a metric gives it."""

    kind: str
    canonical: str


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_DATA / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """The classes of ``data/metric_words.tsv`` by word."""
    return {word: frozenset(classes.split()) for word, classes in _rows("metric_words.tsv")}


@cache
def heads() -> dict[str, Head]:
    """The head nouns of ``data/metric_heads.tsv``."""
    return {word: Head(kind, canonical) for word, kind, canonical in _rows("metric_heads.tsv")}


@cache
def verbs() -> dict[str, tuple[str, str]]:
    """The nouns for money and for counts of the verbs of ``data/metric_verbs.tsv``."""
    return {verb: (money, count) for verb, money, count in _rows("metric_verbs.tsv")}


def classes_of(word: str) -> frozenset[str]:
    """The classes of `word`; none where it is no word of the table."""
    return word_classes().get(word, _NONE)


def head_of(text: str) -> str:
    """The longest head noun that `text` ends with, or an empty text.

    >>> head_of("节水阀门市场规模")
    '市场规模'
    """
    for size in range(min(_LONGEST_HEAD, len(text)), 0, -1):
        if text[-size:] in heads():
            return text[-size:]
    return ""


@cache
def _cutter() -> rjieba.Jieba:
    import rjieba  # noqa: PLC0415 - loads a dictionary: only where a document has figures

    cutter = rjieba.Jieba()
    for word, frequency in domain_words():
        cutter.add_word(word, frequency, "n")
    for word in heads():
        if len(word) > 1:
            cutter.add_word(word, None, "n")
    for word in (*word_classes(), *verbs(), *role("rank-verb")):
        if len(word) > 1 and word not in heads():
            cutter.add_word(word, None, None)
    return cutter


def tagged(run: str) -> list[tuple[str, str]]:
    """The words of `run` with jieba's part-of-speech tags."""
    found: list[tuple[str, str]] = []
    for start in range(0, len(run), MAX_RUN):
        found += _cutter().tag(run[start : start + MAX_RUN], False)
    return found


@cache
def _roles() -> dict[str, tuple[str, ...]]:
    return {role_name: tuple(words.split()) for role_name, words in _rows("metric_roles.tsv")}


@cache
def role(name: str) -> frozenset[str]:
    """The words with a part in a construction, from ``data/metric_roles.tsv``; raises KeyError for no such part."""
    return frozenset(_roles()[name])


@cache
def endings(name: str) -> tuple[str, ...]:
    """The same words in order, as ``str.endswith`` takes them."""
    return _roles()[name]
