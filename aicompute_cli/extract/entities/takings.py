"""Titles that a verb says somebody takes, has or leaves, or is given."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from aicompute_cli.extract.entities.employers import phrase_low
from aicompute_cli.extract.entities.named_text import NamedText
from aicompute_cli.extract.entities.titles import (
    Title,
    phrase_start,
    read_titles,
    role_of,
    role_words,
    title_size,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name, Role

RULES = (
    Rule(
        "role.title.taken",
        "a verb tells that the person takes, has or leaves a title",
        "院长何敬之表示支持。何敬之曾担任英特尔副总裁。",
        "院长何敬之表示支持。何敬之曾担任重要角色。",
    ),
    Rule(
        "role.title.appointed",
        "someone is appointed, or a title is taken by someone who stands behind it",
        "院长何敬之表示支持。英特尔任命何敬之为首席财务官。",
        "院长何敬之表示支持。英特尔的任命书由何敬之转交。",
    ),
)

_REACH = 60
_CLAUSE = re.compile(r"[，,。；;：:！？!?“”\"\n]|$")
_STRONG_END = re.compile(r"[。；;！？!?\n]")
_BECOMES = re.compile(r"(?:先生|女士|博士|教授)?为")
_TIMES = re.compile(
    r"(?:[\s，,]|\d{2,4}年|\d{1,2}月|\d{1,2}日|[至到起]|此前|之前|随后|之后|后来|后|其后|目前|现在|同年|同时|当年|次年|今年|去年|前年|并|且|也|又|还|曾|曾经"
    r"|已|正式|将|于|自|从|期间|先后|早年|毕业后|离开后|彼时|当时|如今|此外|截至|以来|开始|才|再|则|便|就|成功|顺利|最终|最新|一度|长期){0,12}"
)


def find_taken(text: NamedText) -> Iterator[Role]:
    """The titles that the verbs of `text` say somebody takes, has or leaves."""
    for found in _takes().finditer(text.folded):
        word = found[0]
        if word == "任" and not _BARE.search(text.folded, max(0, found.start() - 3), found.start()):
            continue
        behind = _holder(text, found.end())
        if person := behind or _subject(text, found.start()):
            verb = None if behind else found.start()
            yield from titles_of_clause(text, person, found.end(), "role.title.taken", verb)


def _holder(text: NamedText, start: int) -> Name | None:
    """The person behind 担任某某总裁的."""
    of = _OF.search(text.folded, start, start + 30)
    person = text.at(of.end()) if of else None
    held = of is not None and title_size(text.folded, start, of.start()) > 0
    return person if held and person and person.kind == "person" else None


_OF = re.compile("的(?=[^，,。；的\n]{2,4})")
_BARE = re.compile(r"[，,、年月日起后曾并]$|(?:^|[\s，。])$")


def titles_of_clause(
    text: NamedText, person: Name, start: int, rule: str, verb: int | None = None
) -> Iterator[Role]:
    """The titles between `start` and the end of their clause; those before a verb that names none behind it."""
    folded = text.folded
    stop = _CLAUSE.search(folded, start, min(len(folded), start + _REACH))
    high = stop.start() if stop else min(len(folded), start + _REACH)
    titles = _first_titles(text, start, high)
    if not titles and verb is not None and start - verb <= 4:
        titles, rule = _before_by(text, person), "role.title.appointed"
    for title in titles:
        organization = title.employer(text) or _clause_employer(text, person, title)
        yield role_of(person, title, organization, rule)


def _first_titles(text: NamedText, start: int, high: int) -> list[Title]:
    """The titles with which the stretch begins, an enumeration of them as far as it goes."""
    titles: list[Title] = []
    for end in _phrase_ends().finditer(text.folded, start, high):
        if end.start() > start and title_size(text.folded, start, end.start()):
            more = read_titles(text, start, end.start())
            if titles and phrase_start(more) > phrase_start(titles):
                break
            titles = more
    return titles


def _before_by(text: NamedText, person: Name) -> list[Title]:
    """首席执行官一职由何某接任: the titles before 由."""
    start = person.span.start
    by = _BY.search(text.folded, max(0, start - 20), start)
    return read_titles(text, phrase_low(text, by.start()), by.start()) if by else []


_BY = re.compile(r"(?:一职|职务|之位|一角)?(?:则|将|也|已|改|转)?由[^由，,。；\n]{0,12}$")


def _clause_employer(text: NamedText, person: Name, title: Title) -> str | None:
    """加入远川并担任总裁, 远川任命何某为总裁: the organisation before the verb, the only one of the clauses around."""
    low = max(0, min(person.span.start, title.span.start) - _REACH)
    for mark in _STRONG_END.finditer(text.folded, low, person.span.start):
        low = mark.end()
    between = [n for n in text.within(low, title.span.start) if n.kind == "organization"]
    joined = [n for n in between if _JOINS.search(text.folded, max(0, n.span.start - 4), n.span.start)]
    own = title.title.endswith(tuple(role_words("own")))
    bodies = {name.canonical for name in (joined or ([] if own else between))}
    return bodies.pop() if len(bodies) == 1 else None


_JOINS = re.compile("(?:加入|加盟|入职|进入|供职|就职于|任职于|重返|回归|回到|[在于])了?$")


def _subject(text: NamedText, verb: int) -> Name | None:
    """Who takes the title of which the verb stands at `verb`: named in the clause, or the one the text is about."""
    folded = text.folded
    low = max(0, verb - 120)
    for mark in _STRONG_END.finditer(folded, low, verb):
        low = mark.end()
    persons = [name for name in text.within(low, verb) if name.kind == "person"]
    clause = max(low, max(folded.rfind("，", low, verb), folded.rfind(",", low, verb)) + 1)
    if persons and (persons[-1].span.start >= clause or _goes_on(text, clause, verb)):
        return persons[-1]
    if not persons and (_goes_on(text, low, verb) or _pronoun().match(folded, low)):
        before = [name for name in text.within(max(0, low - 200), low) if name.kind == "person"]
        same_line = [name for name in before if "\n" not in folded[name.span.end : low]]
        return same_line[-1] if same_line else None
    return None


def _goes_on(text: NamedText, start: int, verb: int) -> bool:
    """Whether nothing but times, a pronoun and organisations stands between: 2031年加入远川，出任."""
    folded = text.folded
    opening = _pronoun().match(folded, start)
    at = opening.end() if opening else start
    rest = folded[at:verb]
    for name in reversed(text.within(at, verb)):
        rest = rest[: name.span.start - at] + rest[name.span.end - at :]
    return bool(_TIMES.fullmatch(_MOVES.sub("", rest)))


_MOVES = re.compile("加入|加盟|入职|进入|供职|重返|回归|回到|在|离开|创办|创立|集团|公司")


def find_given(text: NamedText, person: Name) -> Iterator[Role]:
    """The title that `person` is given: 任命何某为."""
    becomes = _BECOMES.match(text.folded, person.span.end) if is_appointed(text, person) else None
    if becomes:
        yield from titles_of_clause(text, person, becomes.end(), "role.title.appointed")


def is_appointed(text: NamedText, person: Name) -> bool:
    """Whether the text appoints `person`: 任命 before the name."""
    return bool(_appoints().search(text.folded, max(0, person.span.start - 16), person.span.start))


@functools.cache
def _takes() -> re.Pattern[str]:
    return re.compile(any_of([*role_words("takes"), *role_words("leaves")]))


@functools.cache
def _appoints() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(role_words('appoints'))})(?:了|原|前|[^，,。；\n]{{0,8}})$")


@functools.cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(any_of(role_words("pronoun")))


@functools.cache
def _phrase_ends() -> re.Pattern[str]:
    after = any_of(role_words("after"))
    return re.compile(rf"{after}|以来|之后|后|期间|时(?!任)|至今|的|并|，|、|\s|(?=[(（])|$")
