"""What a person is and where, by what stands before and behind the name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from aicompute_cli.extract.entities import authors, employers, takings
from aicompute_cli.extract.entities.employers import employer_of, phrase_low
from aicompute_cli.extract.entities.named_text import NamedText
from aicompute_cli.extract.entities.takings import (
    find_given,
    find_taken,
    is_appointed,
    titles_of_clause,
)
from aicompute_cli.extract.entities.titles import Title, phrase_start, read_titles, role_of
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name, Role

RULES = (
    Rule(
        "role.title.before",
        "organisation and title stand right before the person",
        "远川科技副总裁何敬之到场。",
        "远川科技邀请何敬之到场。",
    ),
    Rule(
        "role.title.behind",
        "organisation and title stand behind the person, in brackets or between commas",
        "院长何敬之表示支持。何敬之（英特尔副总裁）也在座。",
        "院长何敬之表示支持。何敬之（右）也在座。",
    ),
    *employers.RULES,
    *takings.RULES,
    *authors.RULES,
)

_BEHIND = re.compile(
    r"\s?(?P<open>[，,(（]|——)\s?(?P<inner>[^，,。；;：:！？!?“”()（）\n]{2,40})(?=[，,。；;)）\n]|$)"
)
_IS = re.compile(
    r"(?:先生|女士|博士|教授)?(?:也|曾|还|则|本身|既|同时|一直|目前|现在){0,3}(?:是|系|为)(?:一位|一名|现任)?"
)


def find_roles(folded: str, mentions: Sequence[Name]) -> list[Role]:
    """The titles of the persons among `mentions`, wherever the text gives them."""
    if not any(name.kind == "person" for name in mentions):
        return []
    text = NamedText(folded, mentions)
    roles: list[Role] = []
    for name in mentions:
        if name.kind == "person":
            roles += _before(text, name, roles)
            roles += _behind(text, name)
    roles += find_taken(text)
    return roles


def each_once(roles: Iterable[Role]) -> list[Role]:
    """Each title of a person at an organisation once, where it stands first; held where the surest place says."""
    kept: dict[tuple[str, str | None, str], Role] = {}
    for role in sorted(roles, key=lambda role: role.span):
        title = _SAME_POST.get(role.title, role.title)
        kept.setdefault((role.person, role.organization, title), role)
    sure = {(role.person, role.title) for role in kept.values() if role.organization and not _is_guess(role)}
    placed = {(role.person, role.title) for role in kept.values() if role.organization}
    return [
        role
        for role in kept.values()
        if (role.person, role.title) not in (sure if role.organization else placed) or _is_sure(role)
    ]


# Titles of one post: whoever is called by both of one organisation holds it once.
_SAME_POST = {
    "CEO": "首席执行官",
    "执行长": "首席执行官",
    "行政总裁": "首席执行官",
    "CTO": "首席技术官",
    "技术长": "首席技术官",
    "CFO": "首席财务官",
    "财务长": "首席财务官",
    "COO": "首席运营官",
    "营运长": "首席运营官",
    "CIO": "首席信息官",
    "CMO": "首席营销官",
    "共同创始人": "联合创始人",
    "共同创办人": "联合创始人",
    "创办人": "创始人",
}


def _is_guess(role: Role) -> bool:
    """Whether only what the text is about tells where the title is held."""
    return role.rules[0] in ("role.title.topic", "role.title.sentence")


def _is_sure(role: Role) -> bool:
    return role.organization is not None and not _is_guess(role)


def _before(text: NamedText, person: Name, roles: Sequence[Role]) -> Iterator[Role]:
    start = person.span.start
    low = phrase_low(text, start)
    titles = read_titles(text, low, start)
    if not titles:
        return
    organization, rule = titles[0].organization, "role.title.before"
    carried = None
    if organization is None:
        carried, rule = employer_of(text, phrase_start(titles), titles[0].title, roles)
    for title in titles:
        own = title.employer(text)
        office = _OFFICE.match(title.title) if carried and own is None else None
        if office:
            own = f"{carried}{office[0]}"
            yield role_of(person, title._replace(title=title.title[office.end() :]), own, rule)
        else:
            yield role_of(person, title, own or carried, rule)


_OFFICE = re.compile("[\u4e00-\u9fff]{2,14}[司处局](?=副?[司处局]长)")  # of a ministry named before


def _behind(text: NamedText, person: Name) -> Iterator[Role]:
    folded, end = text.folded, person.span.end
    if found := _BEHIND.match(folded, end):
        titles = read_titles(text, found.start("inner"), found.end("inner"))
        whole = bool(titles) and phrase_start(titles) <= found.start("inner") + 1
        if titles and (whole or found["open"] in "(（") and not _is_next_person(text, found.end()):
            for title in titles:
                yield role_of(person, title, title.employer(text), "role.title.behind")
            return
    yield from _identity(text, person)
    yield from find_given(text, person)
    size = next((s for s in (2, 3, 4) if folded[end : end + s] in _academic()), 0)
    if size:
        title = Title(folded[end : end + size], None, FoldedSpan(end, end + size))
        yield role_of(person, title, None, "role.title.behind")


def _is_next_person(text: NamedText, place: int) -> bool:
    """Whether another person follows at once, whose titles they are then: 何某、远川总裁吴某."""
    after = text.at(place)
    return after is not None and after.kind == "person"


def _identity(text: NamedText, person: Name) -> Iterator[Role]:
    """何某是远川的创始人: only where the organisation is named."""
    found = _IS.match(text.folded, person.span.end)
    if found and not is_appointed(text, person):
        for role in titles_of_clause(text, person, found.end(), "role.title.behind"):
            if role.organization:
                yield role


@functools.cache
def _academic() -> frozenset[str]:
    return frozenset(("教授", "院士", "博士", "研究员", "副教授"))
