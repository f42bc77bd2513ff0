"""The words that tell where names of persons begin and end, read once."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.extract.names.organisations.boundaries import common_words, stop_words, trade_words
from aicompute_cli.extract.tables import any_of, read_rows, words

if TYPE_CHECKING:
    import ahocorasick_rs

_MARK = re.compile(r"[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜/—]|$")


class PersonWords(NamedTuple):
    """The tables of persons, compiled; what each holds says ``data/person_words.tsv``."""

    titles: ahocorasick_rs.AhoCorasick
    places: list[tuple[str, str]]  # of each title: the title and where it stands
    surnames: frozenset[str]
    doubles: frozenset[str]
    verbs: ahocorasick_rs.AhoCorasick
    speech: re.Pattern[str]
    after: re.Pattern[str]
    adverbs: re.Pattern[str]
    bad: frozenset[str]
    never: re.Pattern[str]
    foreign: re.Pattern[str]
    foreign_one: re.Pattern[str]
    syllables: frozenset[str]
    no_latin: frozenset[str]
    latin_given: frozenset[str]
    edge: frozenset[str]
    weak: frozenset[str]
    end: frozenset[str]


@functools.cache
def person_words() -> PersonWords:
    """The words of ``data/person_words.tsv``, the titles, family names and verbs of saying."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    rows = dict(read_rows("person_words"))
    titles: dict[str, str] = {}
    for place, field in read_rows("person_titles"):
        for title in words(field):
            titles[title] = "both" if title in titles else place
    verbs = [
        verb
        for kind, field in read_rows("speech_verbs")
        if kind in ("say", "expect")
        for verb in words(field)
    ]
    singles, doubles = (row[0] for row in read_rows("surnames"))
    after = any_of([*words(rows["after"]), *verbs])
    syllable = f"[{rows['syllables']}]"
    return PersonWords(
        titles=ahocorasick_rs.AhoCorasick(list(titles), matchkind=longest),
        places=list(titles.items()),
        verbs=ahocorasick_rs.AhoCorasick(list(dict.fromkeys(verbs)), matchkind=longest),
        speech=re.compile(any_of([verb for verb in verbs if len(verb) > 1])),
        surnames=frozenset(singles),
        doubles=frozenset(doubles.split()),
        after=re.compile(f"{_MARK.pattern}|{after}"),
        adverbs=re.compile(f"(?:{any_of(words(rows['adverbs']))}){{0,8}}"),
        never=re.compile(any_of(words(rows["never"]))),
        bad=frozenset(rows["bad"]),
        foreign=re.compile(f"{syllable}{{1,7}}(?: ?· ?{syllable}{{1,9}}){{1,2}}"),
        foreign_one=re.compile(
            f"{syllable}{{2,6}}?(?=[将把在也则还（(，。、,]|近日|日前|此前|随后|{any_of(verbs)})"
        ),
        weak=frozenset(words(rows["weak"])),
        syllables=frozenset(rows["syllables"]),
        edge=frozenset(rows["edge"]),
        no_latin=frozenset(words(rows["no_latin"])),
        latin_given=frozenset(words(rows["latin_given"])),
        end=frozenset(rows["end"]),
    )


def is_plain(word: str) -> bool:
    """Whether `word` is one of the dictionary that names nobody."""
    return word in stop_words() or word in common_words() or word in trade_words()
