"""Answers that are lists: the coordination that stands with what is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import BY_MEASURE, Asked, head_nouns
from aicompute_cli.answer.text.coordination import Coordination, find_coordinations
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.named import KINDS, in_question
from aicompute_cli.answer.text.relations import nearness
from aicompute_cli.answer.text.scenes import Mention, Scene, Scenes
from aicompute_cli.answer.text.spans import Found, trimmed
from aicompute_cli.answer.text.wordings import Wording, words_of
from aicompute_cli.answer.vocabulary import synonyms

_NEAR, _COUNT, _OPENED, _NAMED, _OWN = 0.5, 0.3, 0.12, 0.25, 0.4


def find_listed(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The coordinations in the passages, each as sure as it fits."""
    counted = query.text[asked.start : asked.end][-1:] if not asked.head else ""
    kinds = KINDS.get(head_nouns().get(asked.head) or BY_MEASURE.get(counted, ""), ())
    nouns = _nouns(query, asked)
    modifier = _modifier(query, asked)
    named_only = bool(kinds) and not set(kinds).isdisjoint(_WELL_KNOWN)
    for fit in fits:
        scene = scenes.of(fit.passage)
        mentions = [m for m in scene.mentions if not kinds or m.kind in kinds]
        for found in find_coordinations(scene.lowered, mentions, asked.many):
            if asked.many and len(found.items) != asked.many:
                continue
            if _is_known(query, found) or (named_only and not _names_another(query, found, scene, mentions)):
                continue
            score = (
                fit.score
                + _OWN * fit.words
                + _worth(query, asked, scene, found)
                - _unlike(found)
                + _headed(nouns, scene, found)
                + (_named(found) if kinds else 0.0)
                - (_OF_OTHERS if modifier and modifier not in scene.lowered else 0.0)
            )
            items = tuple(_of_kind(item, scene, mentions) for item in found.items) if kinds else found.items
            items = tuple(item for item in items if trimmed(item))
            yield Found(fit.passage, found.start, found.end, score, "、".join(items), items)


_WELL_KNOWN = ("person", "place", "organization")  # a list of these has at least one that the index knows
_FEW, _WHOLE = 2, 4
_OF_OTHERS = 0.25
_ASKS = Wording("^哪(?:[一二两三四五六七八九十0-9]|些|几)?[个家位座款种些大类条所名]?")


def _names_another(query: Query, found: Coordination, scene: Scene, mentions: Sequence[Mention]) -> bool:
    """Whether one of the items is a name that the question does not have."""
    inside = (m for m in mentions if found.start <= m.start and m.end <= found.end)
    return found.named > 0 and any(not in_question(query, m, scene) for m in inside)


def _modifier(query: Query, asked: Asked) -> str:
    """What stands between 哪些 and the noun: 手机 in 哪些手机厂商."""
    stretch = _ASKS.without(query.text[asked.start : asked.end])
    own = stretch.removesuffix(asked.head).rstrip("的") if asked.head else ""
    return own if 2 <= len(own) <= 4 and own != stretch else ""


def _of_kind(item: str, scene: Scene, mentions: Sequence[Mention]) -> str:
    """The one name of the kind that is asked for in an item that says more: 青湾 of 青湾的机房."""
    inside = {surface for m in mentions if (surface := scene.lowered[m.start : m.end]) in item}
    whole = [name for name in inside if not any(name in other for other in inside if other != name)]
    if len(whole) == 1 and (re.match(f"{re.escape(whole[0])}(?:的|.$)", item) or item.endswith(whole[0])):
        return whole[0]
    return item


_HEADED, _HEADLESS = 0.2, 0.3
_LIST_NOUN = Wording(
    "[一二两三四五六七八九十2-9]+[大个项类种条点]?([^的，。,？?是一二三四五六七八九十0-9]{1,4}?)"
    "(?:是|分别|各|都|包括|有|为|$|[？?])"
)


def _nouns(query: Query, asked: Asked) -> tuple[str, ...]:
    """The noun of what is listed and those that mean the same: 要素, 特点; none where only things are asked for."""
    match = _LIST_NOUN.search(query.text)
    behind = (
        re.match("的([^，。,？?有是]{2,4})[？?]?$", query.text[asked.end :])
        if asked.head in words_of("class")
        else None
    )
    if behind:
        return (behind[1],)
    noun = asked.head or (match[1] if match else "")
    if not noun or head_nouns().get(noun) in ("organization", "person", "place", "product"):
        return ()
    known = synonyms().get(noun)
    return tuple(dict.fromkeys((noun, *(form for form in (known[0] if known else ()) if len(form) > 1))))


def _headed(nouns: tuple[str, ...], scene: Scene, found: Coordination) -> float:
    """Whether the noun of the list stands with it."""
    if not nouns:
        return 0.0
    near = scene.lowered[max(0, found.start - 24) : found.end + 14]
    return (
        _HEADED
        if any(noun in near for noun in nouns)
        else -_HEADLESS
        if not any(noun in scene.lowered for noun in nouns)
        else 0.0
    )


def _worth(query: Query, asked: Asked, scene: Scene, found: Coordination) -> float:
    near = nearness(query, asked, scene, found.start, found.end)
    return _NEAR * near + (_COUNT if asked.many else 0.0) + (_OPENED if found.opened else 0.0)


_UNNAMED, _UNLIKE, _WORDY, _LONG = 0.4, 0.25, 0.15, 12


def _named(found: Coordination) -> float:
    """How much of a list are names of the kind that is asked for."""
    return _NAMED * found.named / len(found.items) if found.named else -_UNNAMED


def _unlike(found: Coordination) -> float:
    """Whether an item is much longer than the others: a list that was cut wrong."""
    sizes = sorted(map(len, found.items))
    wordy = _WORDY if sum(sizes) > _LONG * len(sizes) else 0.0
    return wordy + (_UNLIKE if sizes[-1] > 3 * sizes[0] + 3 else 0.0)


def _is_known(query: Query, found: Coordination) -> bool:
    """Whether the question itself has most of the items, or one of a few as whose list it is."""
    owners = [form for c in query.concepts if c.role == "name" for form in c.forms]
    asked = [c.text for c in query.concepts if c.role in ("name", "word") and len(c.text) >= _WHOLE]
    if any(text in item for text in asked for item in found.items):
        return True
    if len(found.items) <= _FEW and any(item in owners for item in found.items):
        return True
    return sum(item in query.text for item in found.items) * 2 > len(found.items)
