"""How well a passage fits a question that no number answers, and the conditions that it must meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from aicompute_cli.answer.passages import Passage
from aicompute_cli.answer.query import AskedPeriod, Concept, Query
from aicompute_cli.answer.text.asked import Asked, head_nouns, options_of
from aicompute_cli.answer.text.wordings import Wording, words_of

_NAME = 0.3  # the least of a name that stands in the sentence, before it, or in the title
_YEAR = Wording(
    r"(?<!\d)((?:19|20)\d\d)(?=年|[-/.—~至]|财| ?年| ?q| ?h|世界|中国|全球|\D{0,2}(?:19|20)\d\d年)"
)
_TITLE = Wording("《[^《》]*》")
_RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}


_AS_CONDITION = 0.5  # what a name counts, which every passage has that is looked at


LONGEST = 1500
"""No sentence is longer, in characters: what is runs on without marks, and nothing can be told of its parts."""


class Fit(NamedTuple):
    """A passage with what it has of the question, its question word left out: all with what stands around it, and the
    words that are no names by itself.
    """

    passage: Passage
    score: float
    words: float


def predicate_of(query: Query, asked: Asked) -> str:
    """The word of the question that stands nearest to its question word."""
    found, least = "", 1000
    for concept in query.concepts:
        at = query.text.find(concept.text)
        if (
            concept.role == "name"
            or concept.text in words_of("modal")
            or at < 0
            or (at >= asked.start and at + len(concept.text) <= asked.end)
        ):
            continue
        gap = at - asked.end - 1 if at >= asked.end else asked.start - at - len(concept.text)
        if -1 <= gap < least:
            found, least = concept.text, gap
    return found


_NO_FIGURE, _NAMES_YEAR = 0.12, 0.08


_TITLE_ONLY, _HEADING = 0.2, 0.02
_ENDS = tuple("。；！？;!?”」.：:")


def _titled(fit: Fit) -> Fit:
    """Less for a title: the text itself says it with all that belongs to it."""
    text = fit.passage.lowered
    if text[-1:] in _ENDS:
        return fit
    return fit._replace(score=fit.score - (_TITLE_ONLY if text == fit.passage.document.lead else _HEADING))


def _dated(query: Query, fit: Fit) -> Fit:
    """A little more for a sentence that names a year of the question itself."""
    asked = {int(year) for period in query.periods for year in (period.start[:4], period.end[:4])}
    published = fit.passage.document.published
    if asked.isdisjoint(years_of(fit.passage.lowered, int(published[:4]) if published else None)):
        return fit
    return fit._replace(score=fit.score + _NAMES_YEAR)


def _with_figures(query: Query, fits: Sequence[Fit]) -> list[Fit]:
    """The fits, lower for those without a figure of the question that others have."""
    for number, concept in enumerate(query.concepts):
        if concept.role != "figure":
            continue
        has = [max(fit.passage.matches[number], _has_figure(concept, fit.passage)) >= _NAME for fit in fits]
        if any(has):
            fits = [
                fit if own else fit._replace(score=fit.score - _NO_FIGURE)
                for fit, own in zip(fits, has, strict=True)
            ]
    return list(fits)


def _is_told(number: int, passages: Sequence[Passage]) -> bool:
    """Whether any passage has a concept; a word that none has is said otherwise there."""
    return any(passage.matches[number] >= _NAME for passage in passages)


def tells(query: Query, asked: Asked, fits: Sequence[Fit]) -> dict[int, bool]:
    """Whether each passage by its number has the word beside the question word; all do where none has."""
    predicate = predicate_of(query, asked)
    at = next((n for n, c in enumerate(query.concepts) if c.text == predicate and c.role == "weak"), None)
    if at is None:
        return {fit.passage.number: True for fit in fits}
    own = {fit.passage.number: fit.passage.matches[at] >= _NAME for fit in fits}
    return own if any(own.values()) else dict.fromkeys(own, True)


def fitting(query: Query, asked: Asked, passages: Sequence[Passage]) -> list[Fit]:
    """The passages that meet the conditions of a question, best first."""
    predicate = predicate_of(query, asked)
    kept = [
        max(
            _counts(c, query, asked),
            _PREDICATE / c.weight
            if c.text == predicate and c.role == "weak" and _is_told(n, passages)
            else 0.0,
        )
        for n, c in enumerate(query.concepts)
    ]
    models = [(match["stem"], match[0]) for match in _MODEL.finditer(query.text)]
    found = []
    for passage in passages:
        if (
            len(passage.lowered) > LONGEST
            or not _names(query, asked, passage)
            or not in_time(query, passage)
            or _of_other_number(models, passage)
        ):
            continue
        found.append(_fit(query, kept, passage))
    found = _with_figures(query, [_titled(_dated(query, fit)) for fit in found])
    found.sort(key=lambda fit: (-fit.score, fit.passage.document.doc, fit.passage.number))
    return found


_QUOTED = Wording('[“「『‘《"]([^”」』’》"]*)[”」』’》"]')
_IN_QUOTES, _LOOSE, _AS_SOURCE, _PREDICATE = 2.0, 0.15, 1.5, 1.0


def is_condition(concept: Concept) -> bool:
    """Whether a passage must have a concept: names, but not two loose characters of which one is a common word.

    >>> is_condition(Concept("帮大", ("帮大",), "name", 1.8)), is_condition(Concept("沐曦", ("沐曦",), "name", 1.8))
    (False, True)
    """
    if concept.role not in ("name", "source") or concept.kind == "place":
        return False
    if concept.text[:2] in words_of("country") and head_nouns().get(concept.text[2:]) in (
        "product",
        "technology",
    ):
        return False  # 中国系统 is a company's name and any system of China
    loose = (
        concept.kind in ("", "unknown")
        and len(concept.text) <= 3
        and not words_of("common").isdisjoint(concept.text)
    )
    return not loose


def _counts(concept: Concept, query: Query, asked: Asked) -> float:
    """How much a concept counts: not where it only says what sort of thing is wanted, twice in quotation marks."""
    if concept.role == "name":
        return _AS_CONDITION if is_condition(concept) or concept.kind == "place" else _LOOSE
    if concept.text in words_of("idle") or (asked.sort == "place" and concept.text in words_of("site")):
        return 0.0
    if re.match("最[高低多少大小快慢]$", concept.text):
        return 0.0
    if concept.role == "source":
        return _AS_SOURCE
    if concept.text in query.text[asked.start : asked.end]:
        return 0.0
    quoted = any(concept.text in match[1] for match in _QUOTED.finditer(query.text))
    return _IN_QUOTES if quoted else 1.0


_MODEL = Wording(
    r"(?P<stem>[^\W\d_]{2}|[a-z]{2,}[ -]?|(?<![a-z0-9])[a-z])\d+(?:\.\d+)?"
    r"(?![\d.]*[年月日号个家款台万亿%名位项条种座点次天倍元后岁届期层至到-])"
)


def _of_other_number(models: Sequence[tuple[str, str]], passage: Passage) -> bool:
    """Whether a passage is about another model of the series that the question names: 青禾2 is not 青禾3."""
    near = "\n".join((passage.lowered, *passage.before, passage.document.lead))
    return any(name not in near and re.search(rf"{re.escape(stem)}\d", near) for stem, name in models)


def _fit(query: Query, kept: Sequence[float], passage: Passage) -> Fit:
    total = words = covered = worded = 0.0
    for concept, keep, reach, own in zip(query.concepts, kept, passage.reach, passage.matches, strict=True):
        if keep:
            weight = concept.weight * keep
            total += weight
            covered += weight * max(reach, _has_range(concept.text, passage), _has_figure(concept, passage))
            if concept.role != "name":
                words += weight
                worded += weight * own
    return Fit(passage, covered / total if total else 0.0, worded / words if words else 1.0)


def _names(query: Query, asked: Asked, passage: Passage) -> bool:
    options = "".join(options_of(query) or ()) if asked.sort == "option" else ""
    wanted = query.text[asked.start : asked.end]
    return all(
        reach >= _NAME or _has_range(concept.text, passage) or _has_figure(concept, passage)
        for concept, reach in zip(query.concepts, passage.reach, strict=True)
        if is_condition(concept) and concept.text not in options and concept.text not in wanted
    )


_RANGE = Wording(r"([a-z]+)(\d+)[-~]\1?(\d+)")


def _has_figure(concept: Concept, passage: Passage) -> float:
    """Whether a number stands in a passage with its unit apart (450 PFLOPS), or a share in Chinese (百分之二点一)."""
    text = concept.text
    if not (text[0].isdigit() and text.isascii()):
        return 0.0
    share = re.fullmatch(r"(\d{1,2}(?:\.\d+)?)%?", text)
    if share and "百分之" + in_chinese(share[1]) in passage.lowered:
        return 1.0
    return float(text in passage.lowered.replace(" ", "").replace(",", ""))


def in_chinese(number: str) -> str:
    """A number below a hundred as Chinese texts write shares.

    >>> in_chinese("2.1"), in_chinese("14"), in_chinese("62.3")
    ('二点一', '十四', '六十二点三')
    """
    whole, _, rest = number.partition(".")
    tens, ones = divmod(int(whole), 10)
    head = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
    head += _CHINESE[ones] if ones or not tens else ""
    return head + ("点" + "".join(_CHINESE[int(digit)] for digit in rest) if rest else "")


_CHINESE = "零一二三四五六七八九"


def _has_range(text: str, passage: Passage) -> bool:
    """Whether a passage has both ends of what the question writes as a range: P1-P3.

    >>> bool(_RANGE.fullmatch("p1-p3")), bool(_RANGE.fullmatch("gpt-4"))
    (True, False)
    """
    match = _RANGE.fullmatch(text)
    return match is not None and all(f"{match[1]}{match[end]}" in passage.lowered for end in (2, 3))


def in_time(query: Query, passage: Passage) -> bool:
    """Whether a passage tells of one of the years that are asked about, or of none in particular."""
    periods = [
        p
        for p in query.periods
        if not re.match("[a-z]", query.text[p.place - 1 : p.place] if p.place else "")
    ]
    if not periods:
        return True
    so_far = bool(_SO_FAR.search(query.text))
    return any(_tells_of(period, passage, so_far=so_far) for period in periods)


_SO_FAR = Wording("为止|截[至止]|迄今|至今|以来")


def _tells_of(period: AskedPeriod, passage: Passage, *, so_far: bool) -> bool:
    wanted = range(1900 if so_far else int(period.start[:4]), int(period.end[:4]) + 1)
    published = int(passage.document.published[:4]) if passage.document.published else None
    for text in (passage.lowered, *reversed(passage.before), passage.document.lead):
        years = years_of(text, published)
        if years:
            return not years.isdisjoint(wanted)
    return published is None or published in wanted or published - 1 in wanted


def years_of(text: str, published: int | None) -> set[int]:
    """The years that a text names, those of 今年 and 去年 too where it is known when it was written.

    >>> sorted(years_of("去年增长一成，2025年会更快", 2023))
    [2022, 2025]
    """
    plain = _TITLE.without(text)
    years = {int(match[1]) for match in _YEAR.finditer(plain)} or {
        int(match[1]) for match in _YEAR.finditer(text)
    }
    if published:
        years |= {published + by for word, by in _RELATIVE.items() if word in text}
    return years
