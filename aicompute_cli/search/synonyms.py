"""The names in a query, each with the other names that the corpus or a list has for the same entity.

What is asked for by one name is found by all of them, and weighs as if it were written as in the query. Where a
passage names the entity was settled when it was indexed: IDC in a passage on data centres is not the researcher.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.document.terms import Cutter, cut_tokens, lower
from aicompute_cli.index.entities import shape_of
from aicompute_cli.search.entity_names import EntityNames
from aicompute_cli.search.query import AskedName, Query

_LONGEST = 8  # words of a name
_MOST_NAMES = 24
_MOST_WORDS = 200


class _Candidate(NamedTuple):
    start: int
    end: int
    entity: int


def find_names(known: EntityNames, query: Query, cut: Cutter) -> tuple[AskedName, ...]:
    """The names in `query` of entities that have other names too: the longest, then the earliest, none overlapping.

    Places are left out: 北京市 and 北京 find each other by their characters, and 全台 is less than 台湾省. So is a
    name in quotation marks, which ask for just this wording, one in a word that a passage must not hold, and one that
    two entities have.
    """
    text = query.text
    places = [*(start for start, _ in cut_tokens(text, cut)), len(text)][:_MOST_WORDS]
    shapes = {(start, end): shape_of(text[start:end]) for start, end in _stretches(text, places)}
    meant = known.meant(shapes.values(), but="place")
    found = [_Candidate(*place, meant[shape]) for place, shape in shapes.items() if shape in meant]
    fixed = (*query.required, *query.excluded, *query.dropped)
    names = []
    for candidate in _longest(found):
        name = text[candidate.start : candidate.end]
        forms = map(lower, known.names_of(candidate.entity))
        others = dict.fromkeys(
            other for other in forms if name not in other
        )  # those that hold it are found by it
        if others and not any(name in wording or wording in name for wording in fixed):
            names.append(AskedName(name, tuple(others)[:_MOST_NAMES], candidate.entity))
    return tuple({asked.entity: asked for asked in reversed(names)}.values())[::-1]


def _stretches(text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of whole words that a name may be; one that begins or ends with a space is none."""
    for at, start in enumerate(places[:-1]):
        if text[start].isspace():
            continue
        for end in places[at + 1 : at + 1 + _LONGEST]:
            if not text[end - 1].isspace() and end - start > 1:
                yield start, end


def _longest(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    kept: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda item: (item.start - item.end, item.start)):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in kept):
            kept.append(candidate)
    return sorted(kept)


def spelled_out(lowered: str, first: int, named: Iterable[tuple[int, str]]) -> str:
    """A block, a sentence a line, each line with the names at its end that the query has for whom it names.

    `first` is the number of the block's first sentence, `named` are numbers of sentences and names.

    >>> spelled_out("idc发布报告\\n出货量增长", 4, [(4, "国际数据公司"), (9, "国际数据公司")])
    'idc发布报告\\t国际数据公司\\n出货量增长'
    """
    lines = lowered.split("\n")
    for sentence, name in named:
        at = sentence - first
        if 0 <= at < len(lines) and name not in lines[at]:
            lines[at] = f"{lines[at]}\t{name}"
    return "\n".join(lines)
