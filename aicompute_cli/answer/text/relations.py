"""How near a name stands to what a question tells of it."""

from __future__ import annotations

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import predicate_of
from aicompute_cli.answer.text.scenes import Scene, places_of
from aicompute_cli.answer.text.wordings import Wording

_BREAK = Wording("[。；;！？!?]")
_COMMA = Wording("[，,：:]")
_COMMA_GAP, _BREAK_GAP = 7, 16
_REACH = 14.0


_NAME = 0.8  # what a name counts, which stands in all passages that are looked at
_ASKED = 1.5  # the least that the word beside the question word tells


def nearness(query: Query, asked: Asked, scene: Scene, start: int, end: int) -> float:
    """How near the words of the question stand to a range of the sentence: 1 all beside it, 0 none there.

    >>> from aicompute_cli.answer.text.relations import gap_between
    >>> gap_between("甲发布了乙，丙", 0, 1, 4, 5), gap_between("甲发布了乙，丙", 0, 1, 6, 7)
    (3, 12)
    """
    total = near = 0.0
    beside = predicate_of(query, asked)
    wanted = query.text[asked.start : asked.end]
    for concept, own in zip(query.concepts, scene.passage.matches, strict=True):
        if concept.text in wanted:
            continue
        known = concept.text == beside or concept.role == "figure"
        weight = max(concept.weight * 2, _ASKED) if known else concept.weight
        weight *= _NAME if concept.role == "name" else 1.0
        total += weight
        spots = list(places_of(concept, scene.lowered)) if own >= 0.3 else []
        if not spots:
            continue
        gap = min(gap_between(scene.lowered, start, end, *spot) for spot in spots)
        near += weight * own * _REACH / (_REACH + gap)
    return near / total if total else 0.0


def gap_between(text: str, start: int, end: int, other: int, other_end: int) -> int:
    """How far apart two ranges stand, a comma between them as far as seven characters, a full stop sixteen."""
    low, high = (end, other) if other >= end else (other_end, start)
    if high <= low:
        return 0
    between = text[low:high]
    return high - low + _COMMA_GAP * _COMMA.count(between) + _BREAK_GAP * _BREAK.count(between)
