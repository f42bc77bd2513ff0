"""Answers to a question for one of a kind that no list has (哪个行业, 哪一条河): what ends with that noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.relations import nearness
from aicompute_cli.answer.text.scenes import Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_LONGEST = 4
_STARTS = Wording(
    r"[的在和与及、，,。；;：:“”「」《》()（）为是于由从到被把对有将了向给以即叫称至、 ]"
    "|其中|以及|通过|包括|属于|来自|位于"
)
_NUMBERED = Wording("[一二两三四五六七八九十几0-9这那该此本各每某]+(?:个|条|座|项|种|些|家|大)?$")
_HOW = Wording("[高大多强快低小少慢好贵]$")
_NEAR, _SURE = 0.4, 0.3


def find_things(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """What ends with the noun behind the question word, the longer the noun the surer."""
    noun = (
        asked.head
        or re.split("[的是在将把被由为于给往向从，。,？?]", query.text[asked.end :].strip(), maxsplit=1)[0]
    )
    if not asked.head and _HOW.search(noun):
        return  # 哪个更快 compares, and names no thing
    for fit in fits:
        scene = scenes.of(fit.passage)
        for size in range(min(_LONGEST, len(noun)), 0, -1):
            spans = list(_ending_with(noun[:size], scene.lowered, query.text))
            for start, end in spans:
                near = nearness(query, asked, scene, start, end)
                yield Found(fit.passage, start, end, fit.score + _NEAR * near + _SURE * size / _LONGEST)
            if spans:
                break


def _ending_with(noun: str, text: str, question: str) -> Iterator[tuple[int, int]]:
    """The names and phrases that end with a noun and are not in the question.

    >>> [text[a:b] for text in ("工厂建在青水河与大沟之间",) for a, b in _ending_with("河", text, "在哪条河边")]
    ['青水河']
    """
    at = text.find(noun)
    while at >= 0:
        begin = max(
            (match.end() for match in _STARTS.finditer(text, max(0, at - 10), at)), default=max(0, at - 10)
        )
        stretch = text[begin:at]
        if (
            1 <= len(stretch) <= 8
            and not _NUMBERED.search(stretch)
            and text[begin : at + len(noun)] not in question
        ):
            yield begin, at + len(noun)
        at = text.find(noun, at + 1)
