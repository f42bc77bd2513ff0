"""Answers that choose between two things which a question names: 甲还是乙, 甲和乙谁更靠前."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked, options_of
from aicompute_cli.answer.text.coordination import find_coordinations
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.relations import nearness
from aicompute_cli.answer.text.scenes import Scene, Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording
from aicompute_cli.answer.vocabulary import known_name

_RANKED = Wording("靠前|名次|排名|排得|排在|位次|领先|更高|更强|更前|第一|更|较")
_MORE = Wording(
    "(?:谁|哪[个家座款一种]?|更|较)[^，。]{0,6}[高大多强快低小少慢好贵]|[高大多强快低小少慢好贵][？?]?$"
)
_AHEAD = Wording(
    "领先|占优|更胜|优势|占上风|走在前|超[过越]|最强|胜过"
)  # what compares, the other being understood
_EQUAL = Wording("[^，。；]{0,4}(?P<how>相当|持平|不相上下|旗鼓相当|并列|齐平|一样)(?=[，。；,;！]|$)")
_BEHIND = Wording("靠后|落后|更低|更弱")
_IN_ORDER = Wording("依次|排名|前[三四五六七八九十]|top|名列|位列|位居|排行|位次|其次")
_VERB = Wording(
    "(?:讲|说|称|给|提|披露|公布|发布|预测|统计|估|测算|推出|建|做|开发|研发|制造|生产|办|主办|收购|投资|先|更|所|来).*$|的$"
)
_SAID, _ORDER, _ALONE, _NEARER = 0.5, 0.5, 0.1, 0.05


def find_chosen(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The one of the two that a passage tells for."""
    named = options_of(query)
    if named is None:
        return
    options = tuple(_VERB.without(option) or option for option in named)
    forms = [_forms(option) for option in options]
    for fit in fits:
        scene = scenes.of(fit.passage)
        places = [_place(own, scene.lowered) for own in forms]
        more = _MORE.search(query.text) is not None
        missing = places[0] is None or places[1] is None
        said = None if more and missing else _said(forms, scene, scenes)
        if places[0] and places[1] and more:
            equal = _EQUAL.match(scene.lowered, max(place[1] for place in places if place))
            if equal:
                yield Found(fit.passage, *equal.span("how"), fit.score + _SAID)
                continue
        if more and missing and places != [None, None] and _AHEAD.search(scene.lowered):
            chosen = 0 if places[1] is None else 1
            yield _found(fit, options[chosen], places[chosen], _ORDER)
        elif said is not None:
            yield _found(fit, options[said], places[said], _SAID)
        elif _RANKED.search(query.text) or _BEHIND.search(query.text):
            first = _first_in_order(forms, scene)
            if first is not None:
                chosen = 1 - first if _BEHIND.search(query.text) else first
                yield _found(fit, options[chosen], places[chosen], _ORDER)
        elif places[0] and places[1]:
            near = [nearness(query, asked, scene, *place) for place in places if place]
            chosen = near.index(max(near))
            if abs(near[0] - near[1]) >= _NEARER:
                yield _found(fit, options[chosen], places[chosen], _ALONE + near[chosen])
        elif (places[0] is None) != (places[1] is None) and not more:
            chosen = 0 if places[1] is None else 1
            yield _found(fit, options[chosen], places[chosen], _ALONE)


def _forms(option: str) -> tuple[str, ...]:
    known = known_name(option)
    return tuple(dict.fromkeys((option, *(known.names if known else ()))))


def _place(forms: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where a text has one of the forms, quotation marks within it left out: “青禾”芯片."""
    for form in forms:
        if match := re.search("[“”「」]?".join(map(re.escape, form)), text):
            return match.span()
    return None


def _found(fit: Fit, option: str, place: tuple[int, int] | None, worth: float) -> Found:
    return Found(fit.passage, *(place or (0, 0)), fit.score + worth, option)


def _said(forms: Sequence[Sequence[str]], scene: Scene, scenes: Scenes) -> int | None:
    """Which of the two says it, where one does."""
    by = [name.lower() for name, *_ in scenes.speakers(scene)] + [
        name.lower() for name in scenes.sources(scene)
    ]
    says = [any(form in name for form in own for name in by) for own in forms]
    return says.index(True) if says[0] != says[1] else None


def _first_in_order(forms: Sequence[Sequence[str]], scene: Scene) -> int | None:
    """Which of the two stands first in a list that is in order."""
    if not _IN_ORDER.search(scene.lowered):
        return None
    for found in find_coordinations(scene.lowered, scene.mentions):
        at = [
            next((n for n, item in enumerate(found.items) if any(form in item for form in own)), None)
            for own in forms
        ]
        if at[0] is not None and at[1] is not None and at[0] != at[1]:
            return 0 if at[0] < at[1] else 1
    return None
