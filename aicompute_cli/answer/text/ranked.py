"""Answers to a question for several places of a ranking: 第六到第十名, 第六、七、八名."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.coordination import find_coordinations
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.places import DIGITS, NUMERAL, RANGE, asked_places
from aicompute_cli.answer.text.scenes import Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_ONE = Wording(
    rf"第({NUMERAL})(?:名|位)?(?:的?[^，。；、是为]{{0,6}})?(?:是|为|:|：)(?P<who>[^，。；、]{{1,16}})"
)
_TOLD_BEFORE = Wording("(?:分别|依次)?(?:位列|位居|名列|分列|列|居|排名?|占据)(?:在|于|全国|全球|前)?$")
_SURE, _REACH = 1.0, 40


def find_ranked(query: Query, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """Those who have the places that a question asks for."""
    asked = asked_places(query.text)
    if asked is None:
        return
    count = asked[1] - asked[0] + 1
    for fit in fits:
        text = fit.passage.lowered
        for match in RANGE.finditer(text):
            if tuple(DIGITS[part] for part in match.groups()) != asked:
                continue
            for found in find_coordinations(text, scenes.of(fit.passage).mentions, count):
                told_before = bool(_TOLD_BEFORE.search(text[: match.start()]))
                near = match.start() - found.end if told_before else found.start - match.end()
                if len(found.items) == count and 0 <= near <= _REACH:
                    score = fit.score + _SURE - near / 200
                    yield Found(
                        fit.passage, found.start, found.end, score, "、".join(found.items), found.items
                    )
        each = {DIGITS[match[1]]: match["who"] for match in _ONE.finditer(text)}
        items = tuple(each[place] for place in range(asked[0], asked[1] + 1) if place in each)
        if len(items) == count:
            yield Found(fit.passage, 0, len(text), fit.score + _SURE, "、".join(items), items)
