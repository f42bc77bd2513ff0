"""Answers that are no stored fact's number: names, dates, lists, definitions, reasons, yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aicompute_cli.answer.passages import Passage, match
from aicompute_cli.answer.query import Query
from aicompute_cli.answer.reply import Answer
from aicompute_cli.answer.text.asked import NAMED, Asked, read_asked
from aicompute_cli.answer.text.fitting import Fit, fitting, predicate_of
from aicompute_cli.answer.text.scenes import Scenes
from aicompute_cli.answer.text.spans import Found, to_answer
from aicompute_cli.index.store import Index

_LOOKED_AT = 24
_WITHIN = 0.35  # how far behind the best passage another still is looked at
_LEAST = {"reason": 0.42, "list": 0.45, "definition": 0.45, "yesno": 0.45, "option": 0.42}
_ENOUGH = 0.43
_SURE = {
    "person": 0.95, "actor": 0.95, "organization": 0.83, "place": 0.88, "report": 0.85, "product": 1.0,
    "technology": 0.9, "event": 0.8, "named": 1.15, "date": 1.05, "list": 1.2, "reason": 1.0,
    "manner": 2.0, "definition": 1.1, "yesno": 0.85, "option": 1.1, "object": 1.0, "thing": 1.0,
}  # fmt: skip
"""The least score of an answer: what those reach that are wrong where the sentence that answers is taken away."""


class Search(NamedTuple):
    """What is looked for, and in which passages."""

    query: Query
    asked: Asked
    fits: Sequence[Fit]
    scenes: Scenes


def text_answers(query: Query, passages: Sequence[Passage], index: Index) -> list[Answer]:
    """The answers to a question that asks for words, best first; empty where none is sure."""
    asked = read_asked(query)
    fits = fitting(query, asked, passages)
    if not fits:
        return []
    least = _LEAST.get(asked.sort, _ENOUGH)
    fits = [fit for fit in fits[:_LOOKED_AT] if fit.score >= max(least, fits[0].score - _WITHIN)]
    scenes = Scenes(index)
    candidates = [
        _with_predicate(query, asked, _with_speaker(query, item, scenes))
        for item in _find(Search(query, asked, fits, scenes))
    ]
    found = sorted(candidates, key=lambda item: -item.score)
    answers: dict[str, Answer] = {}
    for item in found:
        if item.score < max(_SURE.get(asked.sort, 1.0), found[0].score - _BESIDE):
            break
        answer = to_answer(item, scenes.of(item.passage).stored)
        if answer.text:
            answers.setdefault(answer.text, answer)
    return list(answers.values())[:5]


_BESIDE = 0.25  # how far behind the first answer another may be
_SPEAKS, _COUNTED, _UNKNOWN = 0.15, 0.2, 0.2


def _with_speaker(query: Query, found: Found, scenes: Scenes) -> Found:
    """More for a sentence of the one who is to have said it."""
    said_by = [
        c.forms for c in query.concepts if c.role == "source" or (c.role == "name" and c.kind == "person")
    ]
    if not said_by or not found.end:
        return found
    speakers = [name.lower() for name, *_ in scenes.speakers(scenes.of(found.passage))]
    if any(form in name for forms in said_by for form in forms for name in speakers):
        return found._replace(score=found.score + _SPEAKS)
    return found


def _with_predicate(query: Query, asked: Asked, found: Found) -> Found:
    """Less for a sentence without the word that stands beside the question word: 中标 in 谁中标."""
    if asked.sort not in (*NAMED, "date", "list") or found.score < _SURE[asked.sort]:
        return found
    told = [c for c in query.concepts if c.role in ("word", "weak", "figure", "measure")]
    if len(told) > _FEW or len(told) == len(query.concepts):
        return found  # a question that tells more may tell it in other words
    beside = predicate_of(query, asked)
    own = next((c for c in query.concepts if c.text == beside and c.role in ("word", "weak")), None)
    if own is None or len(beside) < _WORD or match(own, found.passage.lowered) >= _STANDS:
        return found
    near = found.passage.before[-1:] if asked.sort == "list" else ()
    if any(match(own, text) >= _STANDS for text in near):
        return found
    return found._replace(score=found.score - (_UNSAID if asked.sort != "list" else _UNLISTED))


_WORD, _FEW, _STANDS, _UNSAID, _UNLISTED = 2, 2, 0.3, 0.1, 0.6


def _find(search: Search) -> Iterator[Found]:
    """The candidates of the sort that is asked for; each sort loads only its own rules."""
    finder = _FINDERS.get(search.asked.sort)
    return finder(search) if finder else iter(())


def _names(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.named import find_named  # noqa: PLC0415 - of one sort
    from aicompute_cli.answer.text.people import find_employers, find_holders  # noqa: PLC0415 - of one sort
    from aicompute_cli.answer.text.superlatives import find_extremes  # noqa: PLC0415 - of one sort

    yield from find_extremes(*search)
    yield from find_holders(*search)
    yield from find_employers(*search)
    yield from find_named(*search)
    if search.asked.head and search.asked.sort in ("product", "technology", "event"):
        yield from (found._replace(score=found.score - _UNKNOWN) for found in _things(search))


def _identities(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.identities import find_identities  # noqa: PLC0415 - of one sort

    return find_identities(*search)


def _speech(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.speech import find_speech  # noqa: PLC0415 - of one sort

    return find_speech(*search)


def _dates(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.dated import find_dated  # noqa: PLC0415 - of one sort

    return find_dated(*search)


def _lists(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.listed import find_listed  # noqa: PLC0415 - of one sort
    from aicompute_cli.answer.text.ranked import find_ranked  # noqa: PLC0415 - of one sort

    yield from find_ranked(search.query, search.fits, search.scenes)
    yield from find_listed(*search)


def _definitions(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.definitions import counted_term, find_definitions  # noqa: PLC0415 - of one sort

    yield from find_definitions(search.query, search.fits)
    if many := counted_term(search.query):
        for found in _lists(search._replace(asked=search.asked._replace(sort="list", many=many))):
            yield found._replace(score=found.score + _COUNTED)


def _objects(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.objects import find_objects  # noqa: PLC0415 - of one sort

    yield from find_objects(*search)
    yield from _names(search._replace(asked=search.asked._replace(sort="product")))


def _things(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.things import find_things  # noqa: PLC0415 - of one sort

    return find_things(*search)


def _reasons(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.reasons import find_reasons  # noqa: PLC0415 - of one sort

    return find_reasons(search.fits, search.scenes)


def _manners(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.manners import find_manners  # noqa: PLC0415 - of one sort

    return find_manners(search.query, search.asked, search.fits)


def _options(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.chosen import find_chosen  # noqa: PLC0415 - of one sort

    return find_chosen(*search)


def _polarity(search: Search) -> Iterator[Found]:
    from aicompute_cli.answer.text.polarity import find_polarity  # noqa: PLC0415 - of one sort

    return find_polarity(search.query, search.fits)


_FINDERS = {
    **dict.fromkeys((*NAMED, "named"), _names),
    "identity": _identities,
    "speech": _speech,
    "date": _dates,
    "list": _lists,
    "definition": _definitions,
    "object": _objects,
    "thing": _things,
    "reason": _reasons,
    "manner": _manners,
    "option": _options,
    "yesno": _polarity,
}
