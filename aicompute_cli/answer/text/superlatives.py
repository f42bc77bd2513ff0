"""Answers to a question for the one that has most, least, or a place of an order (第一, 排第二的是哪家)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.coordination import find_coordinations
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.named import KINDS, in_question
from aicompute_cli.answer.text.places import DIGITS, NUMERAL
from aicompute_cli.answer.text.scenes import Mention, Scene, Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_MOST = Wording("最[高多大贵快强长重久]|第一|居首|领跑|拔得头筹|榜首|冠军|头名|龙头|老大")
_LEAST = Wording("最[低少小短慢轻]|最便宜|垫底")
_PLACE = Wording(rf"第({NUMERAL})(?:名|位)?(?![个季次届代批期])")
_FIRST = (
    "第一(?![个季次届代批期])|第1(?![0-9季])|居首|榜首|首位|冠军|头名|龙头|领跑|最[高多大]的?(?:是|为|一家)"
)
_IN_ORDER = Wording("依次|排名|排行|前[二三四五六七八九十](?:[名位大强]|的)|位居|位列")
_SAYS_SO = Wording("最[高多大贵快强长重久低少小短慢轻]|第一|居首|榜首|首位|垫底|冠军")
_CLAUSE = Wording("[，,；;。：:]")
_SURE, _PLACED = 0.45, 0.7
_TOLD = 0.58  # the least that a passage must have where 第一 answers 最多


def find_extremes(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """Who has the place that a question asks for, said or by the figures of a passage."""
    least, most = _LEAST.search(query.text), _MOST.search(query.text)
    place = _place_asked(query.text, most=bool(most))
    if not (least or most or place) or asked.sort not in KINDS:
        return
    for fit in fits:
        scene = scenes.of(fit.passage)
        sure = fit.score >= _TOLD or _PLACE.search(query.text)
        placed = _placed(query, asked, scene, place) if place and sure else None
        if placed:
            yield Found(fit.passage, placed.start, placed.end, fit.score + _PLACED)
        elif (least or most) and not _SAYS_SO.search(scene.lowered):
            yield from _by_figures(query, asked, (fit, scene, scenes), least=bool(least))


def _place_asked(text: str, *, most: bool) -> int:
    match = _PLACE.search(text)
    return DIGITS[match[1]] if match else int(most)


def _placed(query: Query, asked: Asked, scene: Scene, place: int) -> Mention | None:
    """The name that a passage gives a place: the last before the word for it, or that many in a list in order."""
    names = [m for m in scene.mentions if m.kind in KINDS[asked.sort] and not in_question(query, m, scene)]
    cue = _FIRST if place == 1 else rf"第(?:{_numeral(place)})(?:名|位)?(?![个季次届代批期])"
    for match in re.finditer(cue, scene.lowered):
        before = [m for m in names if m.end <= match.start()]
        between = scene.lowered[before[-1].end : match.start()] if before else ""
        if before and not re.search("[；;。]|[，,].*[，,]", between):
            return before[-1]
    if _IN_ORDER.search(scene.lowered):
        for found in find_coordinations(scene.lowered, names):
            inside = [m for m in names if found.start <= m.start and m.end <= found.end]
            if found.named == len(found.items) == len(inside) >= place:
                return inside[place - 1]
    return None


def _numeral(place: int) -> str:
    return "|".join(form for form, number in DIGITS.items() if number == place)


def _by_figures(
    query: Query, asked: Asked, where: tuple[Fit, Scene, Scenes], *, least: bool
) -> Iterator[Found]:
    """The name with the largest, or smallest, of at least two figures of one unit in a passage."""
    fit, scene, scenes = where
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
