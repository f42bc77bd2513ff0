"""The cues of attribution: one automaton finds them, patterns look closer.

The words are those of ``data/attribution_cues.tsv`` and ``data/speech_verbs.tsv``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.tables import any_of, read_rows, words

if TYPE_CHECKING:
    import ahocorasick_rs

_ANCHORS = ("from", "nobody", "again", "market", "within")


class Cue(NamedTuple):
    """A cue at its place. `kinds` is what it may be.

    ``from``, ``within``, ``nobody``, ``again``, ``market``; of verbs ``say``, ``expect``, ``show``,
    ``issue``, ``count``, ``rate``, ``is``;
    ``noun`` is a noun of data that closes a clause.
    """

    start: int
    end: int
    kinds: frozenset[str]


@functools.cache
def cue_words(kind: str) -> list[str]:
    """The words of a kind of cue.

    >>> "据悉" in cue_words("nobody")
    True
    """
    return _table()[kind]


@functools.cache
def pattern(kind: str) -> re.Pattern[str]:
    """Any of the words of a kind, longest first."""
    return re.compile(any_of(cue_words(kind)))


@functools.cache
def tail_pattern() -> re.Pattern[str]:
    """What may stand between a source and its verb: a gloss in brackets, adverbs, dates, phrases with a preposition."""
    adverb = any_of(cue_words("adverb"))
    phrase = rf"(?:{any_of(cue_words('preposition'))})[^，,。；：;:!?！？\n]{{1,30}}"
    date = r"\d{1,4}[年月日号](?:\d{1,2}[月日号])?(?:\d{1,2}[日号])?"
    date += r"|晚间|早间|午间|盘后|盘前|上午|下午|凌晨|中午|傍晚|深夜|收市后|开盘前|收盘后"
    return re.compile(
        rf"(?:[(（][^()（）]{{1,40}}[)）]|[)）])?\s?(?:\s|{adverb}|{date}){{0,10}}(?:{phrase})?"
    )


def find_cues(text: str) -> Iterator[Cue]:
    """The cues of `text` in order, none within another; what only looks like one is left out."""
    automaton, kinds = _automaton()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if "decoy" not in kinds[index]:
            yield Cue(start, end, kinds[index])


@functools.cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[frozenset[str]]]:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    found: dict[str, set[str]] = {}
    for kind in (*_ANCHORS, "decoy"):
        for word in cue_words(kind):
            found.setdefault(word, set()).add(kind)
    verbs = {verb for _, field in read_rows("speech_verbs") for verb in words(field)}
    nouns = [noun for noun in (*cue_words("study"), "报价") if noun not in verbs]
    for noun, mark in product(nouns, "，,：:"):
        found.setdefault(noun + mark, set()).add("noun")
    for kind, field in read_rows("speech_verbs"):
        for verb in words(field):
            found.setdefault(verb, set()).add(kind)
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(found), matchkind=longest), [frozenset(k) for k in found.values()]


@functools.cache
def _table() -> dict[str, list[str]]:
    table = {kind: words(field) for kind, field in read_rows("attribution_cues")}
    table["title"] += [which + noun for which, noun in product(table["same"], table["study"])]
    table["market"] += [who + how + what for who, how, what in _expectations(table)]
    return table


def _expectations(table: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """市场预期, 分析师平均预期: what analysts expect without such a word between may be a source's (分析师预测)."""
    yield from product(table["crowd"], ["", *table["expected"]], table["expects"])
    yield from product(table["analysts"], table["expected"], table["expects"])
    yield from product(table["analysts"], [""], ["预期", "预估"])
