"""Answers that say who someone is: the organization and the title, or the words that introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked, head_nouns
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.people import roles_of_passages
from aicompute_cli.answer.text.scenes import Role, Scene, Scenes, with_case
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Wording
from aicompute_cli.extract.rules import Rule

IS, BEFORE, BEHIND, BRACKET = "answer.identity.is", "answer.identity.before", "answer.identity.behind", (
    "answer.identity.bracket"
)  # fmt: skip
RULES = (
    Rule(IS, "甲是…总裁: the predicate that ends with a title", "何敬之是远川科技的董事长。", "何敬之是在北港出生的。"),
    Rule(BEFORE, "…作者甲: a title right before the name", "《潮声》专栏作者何敬之认为", "记者问到了何敬之"),
    Rule(BEHIND, "…的甲院士: a title right behind the name", "云岭研究院的何敬之院士指出", "何敬之和院士们交谈"),
    Rule(BRACKET, "甲(…总裁): a title in brackets", "何敬之(远川科技董事长)说", "何敬之(右)与同事"),
)  # fmt: skip
_TOLD, _INTRODUCED, _STEP = 2.0, 1.5, 0.02
_MOST = 40
_MARKS = "，。；：！？,;:!?"
_IS_A = Wording("(?:现|目前|如今)?(?:任|是|为|担任|出任)(?:了)?(?P<what>[^，。；：！？,;:!?“”]{2,40})")
_ALSO = Wording("，(?:也|又|还|同时|并|兼)(?:是|任|担任|兼任)?(?P<what>[^，。；：！？,;:!?“”]{2,30})")
_NO_NAME = Wording("[0-9]|^[^（]*）|（[^）]*$|\\([^)]*$")
_CUTS = Wording("派|聘|邀|请|任命|和|与|及|以及|、|[()（）]|兼|\\s(?=[^\\Wa-z0-9_])")
_SPEECH = Wording("[的了在对向与和跟同由被把让是]$|采访|专访|记者$|问$|称$|说$|告诉|表示|认为|指出|透露|介绍")


def find_identities(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """Who the person is whom a question names: by the roles of the documents, the latest first, else by a sentence."""
    who = asked.head
    names = {who, *(form for c in query.concepts if c.kind == "person" for form in c.forms)}
    told = [entry for entry in roles_of_passages(fits, scenes) if entry[1].person.lower() in names]
    found = [*_by_roles(told, scenes)]
    latest = sorted(found, key=lambda item: item.passage.document.published or "", reverse=True)
    for number, item in enumerate(latest):
        yield item._replace(score=_TOLD - _STEP * number)
    for fit in [] if found else fits:
        for name in sorted(names):
            for start, end, _ in introductions(fit.passage.lowered, name):
                yield Found(fit.passage, start, end, _INTRODUCED + 0.1 * fit.score)


def _by_roles(told: Sequence[tuple[int, Role, Fit]], scenes: Scenes) -> Iterator[Found]:
    """An answer for each sentence that has roles of the person: 远川科技董事长、总裁."""
    placed = []
    for document, role, fit in told:
        passage = scenes.passage_at(document, role.start, fit.passage)
        if passage is not None and not _NO_NAME.search(role.title):
            placed.append((passage, role))
    for _, group in groupby(placed, key=lambda pair: pair[0].number):
        own = list(group)
        scene = scenes.of(own[0][0])
        parts: list[str] = []
        body = ""
        for _, role in own:
            named = role.organization or _led_by(role, scene)
            parts.append(role.title if named == body else f"{named}{role.title}")
            body = named
        mention = next((m for m in scene.mentions if m.canonical == own[0][1].person), None)
        place = (mention.start, mention.end) if mention else (0, 0)
        yield Found(scene.passage, *place, 0.0, "、".join(dict.fromkeys(parts)))


def _led_by(role: Role, scene: Scene) -> str:
    """What stands before the title of a role that has no organization: 北港市 in 北港市副市长."""
    title = role.title.lower()
    for start, end, rule in introductions(scene.lowered, role.person.lower()):
        words = with_case(scene.lowered[start:end], scene.stored.text)
        if rule == BEHIND:
            return words[: words.find(role.person)].rstrip("的") if role.person in words else ""
        if words.lower().endswith(title):
            return words[: len(words) - len(title)].rstrip("的")
    return ""


def introductions(text: str, name: str) -> Iterator[tuple[int, int, str]]:
    """Where a folded sentence in lower case says who someone is, each with the id of the rule.

    >>> [text[a:b] for text in ("何敬之是远川科技的董事长，他说",) for a, b, _ in introductions(text, "何敬之")]
    ['远川科技的董事长']
    """
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if (match := _IS_A.match(text, end)) and _ends_with_title(match["what"]):
            also = _ALSO.match(text, match.end())
            yield (
                match.start("what"),
                (also or match).end("what") if _is_title(also) else match.end("what"),
                IS,
            )
        start = max((text.rfind(mark, 0, at) for mark in _MARKS), default=-1) + 1
        start = max((m.end() for m in _CUTS.finditer(text, start, at)), default=start)
        start = max(start, at - _MOST)
        before = text[start:at].rstrip(" ")
        if len(before) >= 2 and _ends_with_title(before) and not _SPEECH.search(before):
            yield start, start + len(before), BEFORE
        title = _title_at(text, end)
        if title and before.endswith("的"):
            yield start, end + len(title), BEHIND
        bracket = re.compile(r"[(（]([^()（）]{2,30})[)）]").match(text, end)
        if bracket and _ends_with_title(bracket[1]):
            yield *bracket.span(1), BRACKET
        at = text.find(name, end)


def _is_title(match: re.Match[str] | None) -> bool:
    return match is not None and _ends_with_title(match["what"])


def _ends_with_title(text: str) -> bool:
    nouns = head_nouns()
    return any(nouns.get(text[-size:]) == "person" for size in range(2, min(7, len(text)) + 1))


def _title_at(text: str, start: int) -> str:
    nouns = head_nouns()
    return next(
        (text[start : start + n] for n in (6, 5, 4, 3, 2) if nouns.get(text[start : start + n]) == "person"),
        "",
    )
