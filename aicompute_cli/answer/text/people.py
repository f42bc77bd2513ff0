"""Answers from the roles of persons: who is 某公司的总裁, and whose 总裁 someone is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked, head_nouns
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.scenes import Role, Scenes
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording
from aicompute_cli.answer.vocabulary import synonyms
from aicompute_cli.index.numbers import document_of

_IS = Wording(
    r"(?P<title>[^的，。,？?是]{2,10}?)(?:现在|目前|如今)?(?:是|由|叫|为)?(?:的)?(?:谁|哪位|哪一位|何人|哪个人|什么名字|什么|哪名)(?:担任|出任)?[？?]?$"
)
_WHOSE = Wording(
    r"(?:谁|哪位|哪个人|何人)(?:是|担任|出任|任|当|做|兼任)(?:了)?(?P<title>[^，。,？?]{2,24}?)[？?]?$"
)
_KEYWORDS = Wording(r"(?:^|[^，。,？?]*[\s的])(?P<title>[^的，。,？?\s]{2,10}?)(?:是|为|叫)?[？?]?$")
_IS_AT = Wording(r"(?:是|在|任职于|来自|代表|担任|供职于)[^，。,]{0,4}(?:哪|什么)")
_SCORE, _NO_BODY = 1.6, 0.25


def find_holders(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The persons who hold the title that a question names, at whom it names."""
    title = _asked_title(query)
    if not title or asked.sort not in ("actor", "person"):
        return
    forms = _forms(title)
    owner = query.text[: query.text.find(title)].rpartition("，")[2].strip("的 谁是由")
    bodies = [
        c.forms for c in query.concepts if c.role == "name" and c.kind != "person" and c.text not in title
    ]
    unlisted = [
        c.text for c in query.concepts if c.role == "word" and c.text not in title and c.text not in forms
    ]
    for document, role, fit in roles_of_passages(fits, scenes):
        if not _has_title(role.title.lower(), title, forms):
            continue
        sure = _at(role, bodies, unlisted, fit)
        if not bodies and owner and not _names_owner(owner, role, fit):
            continue
        if sure:
            found = _found(role, document, fit, scenes)
            if found:
                yield found._replace(
                    score=_SCORE * sure + 0.2 * fit.score + (0.1 if title in role.title.lower() else 0)
                )


def find_employers(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The organizations at which the person whom a question names has a role."""
    if asked.sort != "organization" or not _IS_AT.search(query.text):
        return
    for _, role, fit in roles_of_passages(fits, scenes):
        name = role.person.lower()
        if name not in query.text or not role.organization:
            continue
        scene = scenes.of(fit.passage)
        for mention in scene.mentions:
            if mention.canonical == role.organization:
                yield Found(fit.passage, mention.start, mention.end, _SCORE + 0.2 * fit.score)


_MOST_WORDS = 1.4


def asks_for_title(query: Query) -> frozenset[str]:
    """The forms of the title where a question asks who holds it and tells nothing else of them: 某公司的总裁是谁."""
    title = _asked_title(query)
    told = sum(
        c.weight
        for c in query.concepts
        if c.role not in ("name", "source", "place") and c.text not in title and title not in c.text
    )
    if not title or told > _MOST_WORDS:
        return frozenset()
    return _forms(title)


def _asked_title(query: Query) -> str:
    """The title whose holder is asked for; empty where none is."""
    match = (
        _WHOSE.search(query.text)
        or _IS.search(query.text)
        or (_KEYWORDS.search(query.text) if "谁" not in query.text else None)
    )
    return _title_in(match["title"]) if match else ""


def roles_of_passages(fits: Sequence[Fit], scenes: Scenes) -> Iterator[tuple[int, Role, Fit]]:
    """The roles of the documents of the passages, each with the best passage there, its own where it is one."""
    seen: set[int] = set()
    for fit in fits:
        document = document_of(fit.passage.number)
        if document in seen:
            continue
        seen.add(document)
        own = [
            (scenes.of(other.passage).stored, other)
            for other in fits
            if document_of(other.passage.number) == document
        ]
        for role in scenes.roles(document):
            inside = next((other for stored, other in own if stored.start <= role.start < stored.end), fit)
            yield document, role, inside


def _found(role: Role, document: int, fit: Fit, scenes: Scenes) -> Found | None:
    scene = scenes.of(fit.passage)
    if not scene.stored.start <= role.start < scene.stored.end:
        passage = scenes.passage_at(document, role.start, fit.passage)
        if passage is None:
            return None
        scene = scenes.of(passage)
    place = next(((m.start, m.end) for m in scene.mentions if m.canonical == role.person), (0, 0))
    return Found(scene.passage, *place, 0.0, role.person)


def _title_in(text: str) -> str:
    """The title at the end of a stretch: 平头哥半导体的市场副总裁 has 副总裁."""
    nouns = head_nouns()
    for size in range(min(7, len(text)), 1, -1):
        if nouns.get(text[-size:]) == "person" and text[-size:] not in ("人士",):
            return text[-size:]
    return text[-2:] if text[-1:] in "长官裁席监" and len(text) > 1 else ""


def _forms(title: str) -> frozenset[str]:
    known = synonyms().get(title)
    return frozenset((title, *(known[0] if known else ())))


def _has_title(own: str, title: str, forms: frozenset[str]) -> bool:
    if own == title or own.endswith(title):
        before = own[: -len(title)]
        return not before.endswith(("副", "助理", "联席", "前", "原")) or before[-1:] in title
    return own in forms and not ("副" in own and "副" not in title)


_NOT_HOLDING = Wording("(?:副|助理|联席|前|原|卸任|辞任|辞去|前任|离任|退任)(?:了)?$")


def holds(before: str) -> bool:
    """Whether a title is held where this stands before it: not 副 or 卸任.

    >>> holds("远川科技"), holds("远川科技副"), holds("他已卸任")
    (True, False, False)
    """
    return _NOT_HOLDING.search(before.rstrip()) is None


def _names_owner(owner: str, role: Role, fit: Fit) -> bool:
    """Whether the organization of a role, or the text around it, has the name that the question gives."""
    body = (role.organization or "").lower()
    near = (fit.passage.lowered, *fit.passage.before, fit.passage.document.lead)
    return bool(body and (body in owner or owner in body)) or any(owner in line for line in near)


def _at(role: Role, bodies: Sequence[tuple[str, ...]], unlisted: Sequence[str], fit: Fit) -> float:
    """How sure the role is at one of those whom the question names; 0 where it is at another."""
    body = (role.organization or "").lower()
    if not bodies and not unlisted:
        return 0.0
    if body:
        if any(form in body or body in form for forms in bodies for form in forms if len(form) > 1):
            return 1.0
        return 1.0 if not bodies and any(body in word or word in body for word in unlisted) else 0.0
    if f"》{role.title.lower()}" in fit.passage.lowered:
        return 0.0  # of what stands in the brackets
    near = (fit.passage.lowered, *fit.passage.before, fit.passage.document.lead)
    named = [any(form in line for line in near for form in forms) for forms in bodies]
    words = [any(word in line for line in near[:2]) for word in unlisted]
    return 1.0 - _NO_BODY if all(named) and (bodies or all(words)) else 0.0
