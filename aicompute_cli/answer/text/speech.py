"""Answers that are someone's words: 甲说了什么, 甲怎么看…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.scenes import Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Listed

_SAYS = Listed("says", "(?P<how>[^。；：“”]{0,44}?)(?:说(?!明|法|服)|{})(?:道|过)?[，,:：]?(?P<words>.+)$")
_TOPIC, _LEAST, _SAID, _OPENED = 0.5, 4, 0.6, 0.3


def find_speech(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The words of the one whom a question names, as sure as their sentence has the rest of the question."""
    forms = [c.forms for c in query.concepts if c.text in asked.head or asked.head in c.text] or [
        (asked.head,)
    ]
    names = {name for own in forms for name in own}
    topic = [c for c in query.concepts if c.text not in asked.head and asked.head not in c.text]
    total = sum(c.weight for c in topic)
    for fit in fits:
        told = sum(c.weight for c in topic if any(form in fit.passage.lowered for form in c.forms))
        if topic and told < total * _TOPIC:
            continue
        worth = _SAID + (told / total if total else 1.0) * _OPENED
        scene = scenes.of(fit.passage)
        spans = [
            (start, end)
            for speaker, start, end in scenes.speakers(scene)
            if any(name in speaker.lower() or speaker.lower() in name for name in names)
        ]
        for start, end in spans or _opened(scene.lowered, names):
            if end - start >= _LEAST:
                yield Found(fit.passage, start, end, fit.score + worth)


def _opened(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """What stands behind the verb of saying of a clause that has the name for its subject."""
    for name in sorted(names):
        at = text.find(name)
        if at >= 0 and (match := _SAYS.match(text, at + len(name))):
            yield match.span("words")
            return
