"""Answers to open questions with 什么 (解决了什么问题, 用的是什么): what the verb of the question has for an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.named import in_question
from aicompute_cli.answer.text.scenes import Mention, Scene, Scenes, places_of
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_END = Wording("[，,。；;！？!?]")
_MOST = 48
_AFTER, _NAME = 0.2, 0.25
_EMPTY = Wording(r"^(?:了|着|过|出|的|是|为|成|一个|一款|一种|一套|[“「\"‘])+")


def find_objects(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """What follows the verb that stands before 什么 in the question, to the end of its clause."""
    verbs = [
        c for c in query.concepts if (at := query.text.find(c.text)) >= 0 and at + len(c.text) <= asked.start
    ]
    verbs = sorted(verbs, key=lambda c: -query.text.find(c.text))[:1]
    for fit in fits:
        text = fit.passage.lowered
        for verb in verbs:
            if not any(form in text for form in verb.forms):
                continue
            for _, place in places_of(verb, text):
                end = _END.search(text, place + 2)
                stop = min(end.start() if end else len(text), place + _MOST)
                empty = _EMPTY.match(text[place:stop])
                start = place + (empty.end() if empty else 0)
                if stop - start < 2 or text[start] in _CUT or _is_asked(text[start:stop], query.text):
                    continue
                mention = _product(query, scenes.of(fit.passage), (start, stop))
                if mention:
                    yield Found(fit.passage, mention.start, mention.end, fit.score + _AFTER + _NAME)
                yield Found(fit.passage, start, stop, fit.score + _AFTER)


_KNOWN = 0.6
_CUT = "”」』》和与及层等，、）)"  # what begins so was cut from something longer


def _is_asked(text: str, question: str) -> bool:
    """Whether most of a wording is the question's own."""
    return sum(char in question for char in text) > _KNOWN * len(text)


def _product(query: Query, scene: Scene, within: tuple[int, int]) -> Mention | None:
    """The product that a stretch names, and the question does not."""
    return next(
        (
            m
            for m in scene.mentions
            if m.kind == "product"
            and within[0] <= m.start
            and m.end <= within[1]
            and not in_question(query, m, scene)
        ),
        None,
    )
