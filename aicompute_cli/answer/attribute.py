"""The attribute that is asked for is a condition: what has only the names of the question tells something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.answer.passages import match
from aicompute_cli.extract.tables import read_rows

if TYPE_CHECKING:
    from aicompute_cli.answer.facts import Candidate
    from aicompute_cli.answer.passages import Passage
    from aicompute_cli.answer.query import Concept, Query

_STANDS = 0.3  # the least of a word that stands in a sentence, by half of its pairs of characters
_OWN = 0.61  # the least of a word that a figure has with its sentence or its unit, not only around it
_FEW = 2  # of as many words one must stand in the sentence itself; of more, one around it
_COUNTS = frozenset("0123456789一二两三四五六七八九十百千第")
_GENERAL = frozenset(("地方", "会上", "个数", "数字", "情况", "东西", "时候", "一起", "公司", "企业"))


_COMPLEMENTS = frozenset(
    "进出到入起掉走住给成"
)  # what makes of a word of two characters a verb that may be told otherwise


class Attribute(NamedTuple):
    """What is asked of something: the wordings that ask for it and those of which a text that tells it has one.

    `relation` is how these stand to the name: ``free``, so many characters from it at most, or ``event`` where it is
    what happens to it.
    """

    asked: tuple[str, ...]
    told: tuple[str, ...]
    relation: str


@cache
def attributes() -> tuple[Attribute, ...]:
    """The rows of ``question_attributes.tsv``."""
    return tuple(
        Attribute(tuple(asked.split("|")), tuple(told.split("|")), relation)
        for relation, asked, told in read_rows("question_attributes")
    )


@lru_cache(maxsize=64)
def asked_attributes(text: str) -> tuple[Attribute, ...]:
    """The attributes of the lists for which a folded question in lower case asks."""
    return tuple(row for row in attributes() if any(_is_asked(word, text) for word in row.asked))


def _is_asked(word: str, text: str) -> bool:
    """Whether a wording is what is asked for: it asks by itself, or a question word or the end stands behind it."""
    at = text.find(word)
    return at >= 0 and (not _ASKS.isdisjoint(word) or re.match(_BEHIND, text[at + len(word) :]) is not None)


_ASKS = frozenset("谁哪何几多什吗")
_BEHIND = (
    r"\s*(?:最[大高多低小]的?(?:公司|企业|厂商|品牌)?)?(?:一职|职位|人选|名字|现在|目前|具体|大概|大约)?[的是为叫在有设达到占约约了过\s]{0,4}"
    r"(?:谁|多少|多大|多高|什么|哪|几|何|啥|[吗呢？?]|$)"
)


def predicates(query: Query) -> list[int]:
    """Which concepts of a query say what is asked of its names: words that are no names, numbers or question words."""
    return [number for number, concept in enumerate(query.concepts) if _says_what(concept, query)]


def _says_what(concept: Concept, query: Query) -> bool:
    text = concept.text
    return (
        concept.role in ("word", "weak", "measure")
        and len(text) > 1
        and text[0] not in _COUNTS
        and text not in _GENERAL
        and text[-1] not in _COMPLEMENTS
        and text not in query.cue
        and not (text.isascii() and len(concept.forms) == 1)
        and not query.after.strip().startswith(text)
    )


def passage_tells(query: Query, passage: Passage) -> bool:
    """Whether a sentence has something of what is asked, and not only the names of the question."""
    if query.kind == "date" and not _is_of_named(query, passage):
        return False
    return _has_word(query, passage.matches, passage.reach) and has_attributes(
        query, passage.lowered, passage.before
    )


def _is_of_named(query: Query, passage: Passage) -> bool:
    """Whether a name of the question stands in a sentence, the one before, or the title: else its date is another's."""
    names = [number for number, concept in enumerate(query.concepts) if concept.role == "name"]
    around = "\n".join(_around(passage))
    return not names or any(
        passage.matches[number] >= _STANDS or match(query.concepts[number], around) >= _STANDS
        for number in names
    )


def _has_word(query: Query, own: Sequence[float], around: Sequence[float]) -> bool:
    if not any(concept.role in ("name", "place") for concept in query.concepts):
        return True
    asked = predicates(query)
    if query.kind == "definition" or any(row.relation != "event" for row in asked_attributes(query.text)):
        return True  # its own condition says more
    there = own if len(asked) <= _FEW else around
    return not asked or any(there[number] >= _STANDS for number in asked)


def figure_tells(query: Query, candidate: Candidate, *, refers: bool = False) -> bool:
    """Whether a figure has something of what is asked with it, and not only the names of the question.

    Where its clause `refers` to the one before (这一数字), that may have the word.
    """
    own = [
        max(there if there >= _STANDS else 0.0, matched if matched >= _OWN else 0.0)
        for there, matched in zip(candidate.passage.matches, candidate.matches, strict=True)
    ]
    if query.kind == "rank" and not holds_place(query, candidate):
        return False
    return (
        (refers or _has_word(query, own, candidate.passage.reach))
        and has_attributes(query, candidate.passage.lowered, _around(candidate.passage))
        and _is_counted(query, candidate)
    )


_MULTIPLE = "([0-9.]+|[一二两三四五六七八九十百]+)倍"
_DEGREE = "^[^比更]*([高低大小多少快慢好差强弱贵])(?:吗|么)[？?]?$"


def affirms(query: Query, answer: str, sentence: str) -> bool:
    """Whether a sentence may be shown for 是: it has the multiple or the degree that a yes-or-no question names."""
    if query.kind != "yesno" or not answer.startswith("是"):
        return True
    multiple, degree = re.search(_MULTIPLE, query.text), re.search(_DEGREE, query.text)
    return (not multiple or multiple[0] in sentence) and (not degree or degree[1] in sentence)


def holds_place(query: Query, candidate: Candidate) -> bool:
    """Whether a name that the question has is in what a place of an order is said of, or in the clause before."""
    metric = candidate.fact.metric.lower()
    named = [
        matched >= _BESIDE or match(concept, metric) > 0
        for concept, matched in zip(query.concepts, candidate.matches, strict=True)
        if concept.role == "name"
    ]
    return not named or any(named)


_BESIDE = 0.84  # what a name has that stands in the clause or the one before


def _is_counted(query: Query, candidate: Candidate) -> bool:
    """Whether what is counted is what 多少 has behind it, where no measure word stands between: 多少智算中心."""
    counted: list[Concept] = []
    behind = query.after.strip()
    while head := next((c for c in query.concepts if len(c.text) > 1 and behind.startswith(c.text)), None):
        behind = behind[len(head.text) :]
        counted.append(head)
    if not counted or query.kind != "amount" or query.units:
        return True
    if any(candidate.fact.unit in head.forms for head in counted):
        return True
    clause = candidate.clause
    at = max(clause.find(candidate.fact.text.lower()), 0)
    near = f"{candidate.fact.metric.lower()} {clause[at : at + len(candidate.fact.text) + _BEHIND_NUMBER]}"
    return any(match(head, near) >= _STANDS for head in counted)


_BEHIND_NUMBER = 14  # the most characters from a number to what it counts


def _around(passage: Passage) -> tuple[str, ...]:
    """What a sentence goes on from: the one before it, and its document's title."""
    return (*passage.before[-1:], passage.document.lead)


def has_attributes(query: Query, sentence: str, before: Sequence[str] = ()) -> bool:
    """Whether a sentence tells of each attribute of the lists that is asked for."""
    return all(_is_told(row, query, sentence, before) for row in asked_attributes(query.text))


def _is_told(row: Attribute, query: Query, sentence: str, before: Sequence[str]) -> bool:
    if row.relation == "event":
        of_others = any(c.role == "name" and c.kind != "organization" for c in query.concepts)
        return of_others or len(predicates(query)) > 1 or _happens(row, query, sentence)
    told = [at for word in row.told for at in _places(word, sentence) if not _is_former(sentence[:at])]
    if not told or row.relation == "free":
        return bool(told)
    places = [(at, at + len(form)) for form in _forms(query) for at in _places(form, sentence)]
    if not places:  # the sentence may go on about it: 公司成立于2018年
        return any(form in line for line in before for form in _forms(query)) or not _forms(query)
    reach = int(row.relation)
    return any(start - reach <= at <= end + reach for at in told for start, end in places)


def _is_former(before: str) -> bool:
    return before.rstrip().endswith(("卸任", "辞去", "前任", "副"))


def _happens(row: Attribute, query: Query, sentence: str) -> bool:
    """Whether something happens to whom the question names: 甲于2018年成立, 成立于2018年的甲, but not 甲成立了乙."""
    verb = "(?:" + "|".join(map(re.escape, row.told)) + ")"
    forms = [re.escape(form) for form in _forms(query) if form in sentence]
    if not forms:
        return (
            re.search(rf"(?:^|公司|其|[，,年月日])\s*(?:正式|已|便)?{verb}{_NOT_MERELY}", sentence)
            is not None
        )
    name = "(?:" + "|".join(forms) + ")"
    behind = rf"{name}[^，。；、,;和与]{{0,16}}{verb}{_NOT_MERELY}{_NO_OBJECT}"
    before = rf"{verb}[了的于]?[^，。；、时从与和由向才不仅]{{0,9}}{name}"
    return re.search(behind, sentence) is not None or re.search(before, sentence) is not None


_NOT_MERELY = "(?!之?[前后]|当日|以来|以后|之际|不|才|仅|未|人|者|公司)"
_NO_OBJECT = "(?!了|[^，。；、于的]{0,16}(?:公司|部|实验室|中心|平台|基金|集团|院|所|室|联盟))"


def _forms(query: Query) -> list[str]:
    """The names that a question has, in every form."""
    return [form for concept in query.concepts if concept.role == "name" for form in concept.forms]


def _places(word: str, sentence: str) -> list[int]:
    found, at = [], sentence.find(word)
    while at >= 0:
        found.append(at)
        at = sentence.find(word, at + 1)
    return found
