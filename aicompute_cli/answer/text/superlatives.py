"""Answers to a question for the one that has most or least: the largest figure of those that a sentence gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.named import KINDS, in_question
from aicompute_cli.answer.text.scenes import Mention, Scene, Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_MOST = Wording("最[高多大贵快强长重久]|排名?第一|居首|领跑|拔得头筹")
_LEAST = Wording("最[低少小短慢轻]|最便宜|垫底")
_SAYS_SO = Wording("最[高多大贵快强长重久低少小短慢轻]|第一|居首|榜首|首位|垫底|冠军")
_CLAUSE = Wording("[，,；;。：:]")
_SURE = 0.45


def find_extremes(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The name with the largest, or smallest, of at least two figures of one unit in a passage."""
    least = _LEAST.search(query.text)
    if not (least or _MOST.search(query.text)) or asked.sort not in KINDS:
        return
    for fit in fits:
        scene = scenes.of(fit.passage)
        if _SAYS_SO.search(scene.lowered):
            continue
        figures = list(_figures(query, asked, scene, scenes))
        units = [unit for _, _, unit in figures]
        unit = max(dict.fromkeys(units), key=units.count, default="")
        same = [(value, mention) for value, mention, own in figures if own == unit]
        if len(same) > 1:
            pick = min if least else max
            chosen = pick(same, key=lambda pair: pair[0])[1]
            yield Found(fit.passage, chosen.start, chosen.end, fit.score + _SURE)


def _figures(
    query: Query, asked: Asked, scene: Scene, scenes: Scenes
) -> Iterator[tuple[float, Mention, str]]:
    """The figures of a sentence, each with the name that its clause opens with."""
    for place, value, unit in scenes.figures(scene):
        clause = max((match.end() for match in _CLAUSE.finditer(scene.lowered, 0, place)), default=0)
        named = [m for m in scene.mentions if clause <= m.start < place and m.kind in KINDS[asked.sort]]
        if named and not in_question(query, named[-1], scene):
            yield value, named[-1], unit
