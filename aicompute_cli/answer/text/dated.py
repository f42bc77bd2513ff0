"""Answers that are a time: the one that stands with what is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Concept, Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import Fit, predicate_of, tells
from aicompute_cli.answer.text.moments import Moment, find_moments
from aicompute_cli.answer.text.relations import nearness
from aicompute_cli.answer.text.scenes import Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording

_GRAINS = {"day": 4, "month": 3, "quarter": 2, "part": 2, "year": 1}
_FINER = Wording("哪(?:一)?(?:天|日)|几号|几日|日期|几月几")
_MONTH = Wording("哪(?:一)?(?:个)?月|几月")
_QUARTER = Wording("哪(?:一)?(?:个)?季")
_UNTIL = Wording("截[至止]?到?(?:目前|现在)?$")
_NEAR, _GRAIN, _OWN, _UNTOLD = 0.5, 0.25, 0.4, 0.5
_SAME_CLAUSE = 0.15


def find_dated(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The times in the passages, each as sure as it fits."""
    wanted = _wanted(query.text)
    told = tells(query, asked, fits)
    strict = _event_asked(query)
    predicate = predicate_of(query, asked)
    for fit in fits:
        scene = scenes.of(fit.passage)
        for moment in find_moments(
            scene.lowered, scene.passage.document.published, "".join(scene.passage.before)
        ):
            if strict and not _said_of(query, strict, scene.lowered, moment):
                continue
            if _in_title(scene.lowered, moment):
                continue
            if _is_known(query, moment) or _UNTIL.search(scene.lowered[: moment.start]):
                continue
            grain = _GRAINS[moment.grain]
            if wanted and grain < wanted:
                continue
            near = nearness(query, asked, scene, moment.start, moment.end)
            exact = _GRAIN if grain == wanted or not wanted else _GRAIN / 2
            exact += _SAME_CLAUSE if _in_clause(query, predicate, scene.lowered, moment) else 0.0
            exact -= 0.0 if told[fit.passage.number] else _UNTOLD
            yield Found(
                fit.passage,
                moment.start,
                moment.end,
                fit.score + _OWN * fit.words + _NEAR * near + exact,
                moment.wording,
            )


def _in_title(text: str, moment: Moment) -> bool:
    """Whether a time stands in the title of a report: the report's, not what is told with it."""
    return text.count("《", 0, moment.start) > text.count("》", 0, moment.start)


_FOUNDED = Wording(
    "(?:成立|创立|创办|创建|组建|诞生|创设)(?!不到|不足|才|仅|刚|满|已|[一二两三四五六七八九十0-9]+[个年]|前|之前|以来|至今|后|之后|大会|仪式)"
)
_LISTED = Wording("(?:上市|挂牌|敲钟|ipo|登陆)(?!前|之前|以来|公司|企业|许可|后|审批|计划)")
_FOUNDS = Wording("(?:成立|创立|创办|创建|组建)")
_LISTS = Wording("上市|挂牌|ipo")
_BODY_BEFORE, _THING = 10, "(?:于|在|了|，|。|,|；|的|时|$|、|）|\\))"


def _is_named(concept: Concept) -> bool:
    return concept.role in ("name", "source") or concept.kind in ("organization", "unknown")


def _event_asked(query: Query) -> Wording | None:
    """The words of an event that is asked for of nothing but an organization: when it was founded, or went public."""
    bodies = [c for c in query.concepts if _is_named(c)]
    told = [
        c for c in query.concepts if c not in bodies and not (_FOUNDS.search(c.text) or _LISTS.search(c.text))
    ]
    if not bodies or told:
        return None
    if any(c.kind in ("product", "technology") for c in bodies) and not _FOUNDS.search(query.text):
        return None  # a chip comes on the market in other words
    return _FOUNDED if _FOUNDS.search(query.text) else _LISTED if _LISTS.search(query.text) else None


def _said_of(query: Query, event: Wording, text: str, moment: Moment) -> bool:
    """Whether the clause of a time, or the one it opens, says the event of the one whom the question names."""
    start = max(text.rfind(mark, 0, moment.start) for mark in "，,；;。:：") + 1
    end = min((at for mark in "；;。" if (at := text.find(mark, moment.end)) >= 0), default=len(text))
    comma = min((at for mark in "，," if (at := text.find(mark, moment.end)) >= 0), default=end)
    if comma - moment.end > 1:  # only a time that is all of its clause opens the next
        end = min(end, comma)
    match = event.search(text, start, end)
    if match is None:
        return False
    forms = [form for c in query.concepts for form in c.forms if _is_named(c)]
    behind = text[match.end() : match.end() + _BODY_BEFORE]
    if event is _FOUNDED and not re.match(_THING, behind):
        return any(form in behind for form in forms)
    near = text[max(0, text.rfind("。", 0, start) + 1) : match.start()]
    bodies = [place + len(form) for form in forms if (place := near.rfind(form)) >= 0]
    return bool(bodies) or not query.concepts


def _in_clause(query: Query, predicate: str, text: str, moment: Moment) -> bool:
    """Whether the word beside the question word stands in the clause of a time, or opens the next one."""
    forms = next((c.forms for c in query.concepts if c.text == predicate), ())
    start = max(text.rfind(mark, 0, moment.start) for mark in "，,；;。:：")
    end = min((at for mark in "，,；;。" if (at := text.find(mark, moment.end)) >= 0), default=len(text))
    return any(form in text[start + 1 : end] for form in forms)


def _wanted(text: str) -> int:
    """The least grain that answers, 0 for any."""
    if _FINER.search(text):
        return _GRAINS["day"]
    return _GRAINS["month"] if _MONTH.search(text) else _GRAINS["quarter"] if _QUARTER.search(text) else 0


def _is_known(query: Query, moment: Moment) -> bool:
    """Whether the question itself names the time."""
    for period in query.periods:
        if period.start[:4] != str(moment.year):
            continue
        if period.grain == "year" and moment.grain == "year":
            return True
        if (
            moment.month
            and period.grain == "month"
            and not moment.day
            and int(period.start[5:7]) == moment.month
        ):
            return True
        if (
            period.grain == "day"
            and moment.day
            and period.start.endswith(f"{moment.month:02d}-{moment.day:02d}")
        ):
            return True
    return False
