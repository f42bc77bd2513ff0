"""What a query asks for: its terms, phrases in quotes, and words that a passage must not hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from aicompute_cli.document.terms import Cutter, cjk_runs, grams, lower, spaced_words, word_terms

Kind = Literal["word", "bigram", "character", "spaced"]

_QUOTED = re.compile(r'(-?)(?:"([^"]+)"|“([^“”]+)”|「([^「」]+)」|『([^『』]+)』)')
_EXCLUDED = re.compile(r"(?<!\S)-(\S+)")


class AskedName(NamedTuple):
    """A name in a query: as it stands there, the other names of the same entity, and its number; in lower case."""

    text: str
    others: tuple[str, ...]
    entity: int


class Query(NamedTuple):
    """A parsed query; all of it folded and in lower case.

    `runs` are the stretches of Chinese characters that are asked for, question words taken out;
    `characters` and `bigrams` what they are made of, `words` what jieba cuts them into, `spaced` Latin words
    and numbers with their parts; `starts_spaced` says that the query begins with one of these. A passage must
    hold every one of `phrases` and none of `excluded`; of `cited`, phrases in Chinese quotation marks, every
    one too if any passage does: these marks are also the punctuation of questions. `dropped` are the
    question words. `names` are those that passages may have other names for.
    """

    text: str
    runs: tuple[str, ...]
    characters: tuple[str, ...]
    bigrams: tuple[str, ...]
    words: tuple[str, ...]
    spaced: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    starts_spaced: bool = False
    names: tuple[AskedName, ...] = ()

    @property
    def asks_for_a_date(self) -> bool:
        """Whether a question word asks for a year, month, day or time: 何时, 哪一年, 什么时候."""
        return any(word.endswith(("年", "月", "日", "天", "时", "时候")) for word in self.dropped)

    @property
    def required(self) -> tuple[str, ...]:
        """Every phrase that a passage must hold."""
        return self.phrases + self.cited

    def without_cited(self) -> Query:
        """The query with the phrases in Chinese quotation marks as words only."""
        return self._replace(cited=())

    def terms(self) -> Iterator[tuple[str, Kind]]:
        """Every term asked for, once; a two-character word is a pair, a one-character word a character."""
        yield from ((text, "character") for text in self.characters)
        yield from ((text, "bigram") for text in self.bigrams)
        yield from ((text, "word") for text in self.words if len(text) > 2)
        yield from ((text, "spaced") for text in self.spaced)

    @property
    def opening(self) -> frozenset[str]:
        """The terms that the query opens with: they mostly name what it is about."""
        if self.starts_spaced:
            return frozenset(self.spaced[:1])
        first = "".join(self.runs[:1])
        return frozenset((first[:1], first[1:2], first[:2], first[1:3], *self.words[:1]))

    @property
    def is_restricted(self) -> bool:
        """Whether a passage that has terms of the query can still be ruled out."""
        return bool(self.phrases or self.cited or self.excluded)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: no term and no phrase."""
        return not (self.runs or self.spaced)


def parse_query(raw: str, fold: Callable[[str], str], cut: Cutter) -> Query:
    """Parse what a user typed; `fold` simplifies and narrows it, `cut` cuts Chinese words.

    >>> query = parse_query('智算中心 "AI服务器" -华为', str, lambda run: [run])
    >>> query.words, query.phrases, query.excluded
    (('智算中心', '服务器'), ('ai服务器',), ('华为',))
    """
    text = lower(fold(raw))
    phrases: list[str] = []
    cited: list[str] = []
    excluded: list[str] = []

    def take_quoted(match: re.Match[str]) -> str:
        phrase = " ".join(next(filter(None, match.groups()[1:])).split())
        (excluded if match[1] else phrases if match[2] else cited).append(phrase)
        return " " if match[1] else f" {phrase} "

    def take_excluded(match: re.Match[str]) -> str:
        excluded.append(match[1])
        return " "

    rest = _EXCLUDED.sub(take_excluded, _QUOTED.sub(take_quoted, text))
    kept, dropped = _without_question_words(rest)
    runs = tuple(dict.fromkeys(cjk_runs(kept)))
    words = tuple(dict.fromkeys(word for run in runs for word in cut(run)))
    spaced = tuple(dict.fromkeys(term for word in spaced_words(kept) for term in word_terms(word)))
    starts_spaced = bool(spaced) and kept.lstrip().startswith(spaced_words(kept)[0])
    return Query(
        text=text,
        runs=runs,
        characters=tuple(dict.fromkeys("".join(runs))),
        bigrams=tuple(dict.fromkeys(gram for run in runs for gram in grams(run)[len(run) :])),
        words=words,
        spaced=spaced,
        phrases=tuple(phrases),
        cited=tuple(cited),
        excluded=tuple(excluded),
        dropped=dropped,
        starts_spaced=starts_spaced,
    )


def phrase_terms(phrase: str) -> Iterator[str]:
    """Terms that a block must have to hold a phrase."""
    for word in spaced_words(phrase):
        yield from word_terms(word)
    for run in cjk_runs(phrase):
        yield from grams(run)[len(run) :] or [run]


def _without_question_words(text: str) -> tuple[str, tuple[str, ...]]:
    if not _may_ask(text):
        return text, ()
    dropped = tuple(_question_words().findall(text))
    kept = _question_words().sub(" ", text)
    if dropped and not (cjk_runs(kept) or spaced_words(kept)):
        return text, ()
    return kept, dropped


@cache
def _rows() -> list[list[str]]:
    path = Path(__file__).parents[1] / "data" / "question_words.tsv"
    return [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]


@cache
def _first_characters() -> frozenset[str]:
    return frozenset(text[0] for kind, text in _rows() if kind != "measure")


def _may_ask(text: str) -> bool:
    """Whether a question word could begin anywhere: compiling them all takes longer than a search."""
    return not _first_characters().isdisjoint(text)


@cache
def _question_words() -> re.Pattern[str]:
    measures = "[" + "".join(next(text for kind, text in _rows() if kind == "measure").split()) + "]"
    words = [text.replace("{M}", measures) for kind, text in _rows() if kind == "word"]
    finals = [rf"{text}(?!\w)" for kind, text in _rows() if kind == "final"]
    return re.compile("|".join(words + finals))
