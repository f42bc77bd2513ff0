"""Where a title is held that stands before a name without saying where."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from aicompute_cli.extract.entities.named_text import NamedText
from aicompute_cli.extract.entities.titles import role_words
from aicompute_cli.extract.names.canonical import canonical_name, is_known, organisation_type
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Role

RULES = (
    Rule(
        "role.title.body",
        "其, 该公司 before a title is the organisation named last",
        "英特尔扩产。其副总裁何敬之到场。",
        "英特尔扩产。副总裁何敬之到场。",
    ),
    Rule(
        "role.title.joined",
        "a title without an organisation, joined to one that has it, is of the same",
        "英特尔首席执行官何敬之和首席财务官吴敏之到场。",
        "英特尔首席执行官何敬之和院士吴敏之到场。",
    ),
    Rule(
        "role.title.sentence",
        "a title without an organisation is of the only one that the sentence named before",
        "英特尔发布新品，首席执行官何敬之到场。",
        "英特尔与高通发布新品，首席执行官何敬之到场。",
    ),
    Rule(
        "role.title.topic",
        "a company's title without an organisation is of the only company that its paragraph, else the headline, names",
        "英特尔发布了新品。首席执行官何敬之到场。",
        "英特尔发布了新品，高通也是。首席执行官何敬之到场。",
    ),
)

_HARD = re.compile(r"[，,。；;：:！？!?“”\"「」『』《》【】\[\]|\n]")
_REACH = 60
_STRONG_END = re.compile(r"[。；;！？!?\n]")
_JOINED = re.compile(r"[、，,]?\s?(?:和|与|及|以及|、)\s?|、")


def employer_of(text: NamedText, place: int, title: str, roles: Sequence[Role]) -> tuple[str | None, str]:
    """At which organisation a title at `place` is held that names none, and the rule that tells.

    `roles` are those of the persons before.
    """
    if body := _body().search(text.folded, max(0, place - 6), place):
        return _last_body(text, body.start()), "role.title.body"
    if not title.endswith(tuple(role_words("own"))) and _opens(text, place):
        if (joined := _joined_role(text, place, roles)) is not None:
            return joined, "role.title.joined"
        if (alone := _only_one(text, place)) is not None:
            return alone, "role.title.sentence"
        if (topic := _topic(text, place, title)) is not None:
            return topic, "role.title.topic"
    return None, "role.title.before"


def _opens(text: NamedText, place: int) -> bool:
    """Whether nothing stands before `place` in its clause that may say where the title is held."""
    return bool(_OPENS.fullmatch(text.folded, phrase_low(text, place), place))


_OPENS = re.compile(
    r"\s*(?:.{0,24}?[由与和及、让请邀给])?(?:而|但|另|另外|此外|同时|随后|日前|近日|昨日|今日|对此|其中|现场|会上|并|时任|现任|原|前)?\s*"
)


def _last_body(text: NamedText, place: int) -> str | None:
    names = [name for name in text.within(max(0, place - 300), place) if name.kind == "organization"]
    companies = [name for name in names if organisation_type(name.canonical) not in ("media", "agency")]
    return (companies or names)[-1].canonical if names else None


def _joined_role(text: NamedText, place: int, roles: Sequence[Role]) -> str | None:
    """The employer of the person named right before, where 和 or 、 joins the two."""
    persons = [name for name in text.within(max(0, place - 12), place) if name.kind == "person"]
    if not persons or not _JOINED.fullmatch(text.folded, persons[-1].span.end, place):
        return None
    near = [role for role in roles if role.span.end == persons[-1].span.end]
    return near[-1].organization if near else None


def _only_one(text: NamedText, place: int) -> str | None:
    """The one organisation that the sentence names before the clause of `place`."""
    low = max(0, place - 80)
    for mark in _STRONG_END.finditer(text.folded, low, place):
        low = mark.end()
    clause = max(text.folded.rfind("，", low, place), text.folded.rfind(",", low, place))
    if clause < 0 or text.folded[clause + 1 : place].strip():
        return None
    names = text.within(low, place)
    bodies = {name.canonical for name in names if name.kind == "organization"}
    return bodies.pop() if len(bodies) == 1 and all(name.kind != "person" for name in names) else None


def _topic(text: NamedText, place: int, title: str) -> str | None:
    """The only body with such a title that the paragraph of `place` names so far, else the headline, else the text."""
    low = max(text.folded.rfind("\n", 0, place) + 1, place - _PARAGRAPH)
    head = _HEADLINE.match(text.folded)
    bodies = _bodies(text, low, place, title)
    if not bodies and low > 0 and head:
        bodies = _bodies(text, 0, head.end(), title)
    if not bodies and not _moves().search(text.folded, place, place + _REACH):
        bodies = _of_whole_text(text, title)
    return next(iter(bodies)) if len(bodies) == 1 else None


def _of_whole_text(text: NamedText, title: str) -> frozenset[str]:
    """The organisations of the text at which one may have `title`, looked up once for all titles that end so."""
    if title[-2:] not in text.bodies:
        text.bodies[title[-2:]] = _bodies(text, 0, len(text.folded), title)
    return text.bodies[title[-2:]]


_PARAGRAPH = 500  # characters of it that are looked through
_HEADLINE = re.compile(r"\s{0,9}[^\n]{0,90}")
_COMPANIES = ("company", "finance")


def _headed_by(title: str) -> tuple[str, ...]:
    """The types of organisations that a title is one of; a company's, where the title does not say."""
    types = (kinds for endings, kinds in _OFFICES if title.endswith(endings))
    return next(types, _COMPANIES)


_OFFICES = (
    (("司长", "处长", "厅长", "署长"), ("agency",)),
    (("院长",), ("research", "agency", "company", "university")),
    (("所长",), ("research",)),
    (("校长",), ("university",)),
)


def _bodies(text: NamedText, low: int, high: int, title: str) -> frozenset[str]:
    """The organisations in a stretch at which one may have `title`; an 院长 is of what is called 院."""
    types = _headed_by(title)
    names = [name for name in text.within(low, high) if name.kind == "organization"]
    if title.endswith("院长"):
        names = [name for name in names if text.folded[name.span.end - 1] == "院"]
    found = frozenset(n.canonical for n in names if organisation_type(n.canonical) in types)
    centres = [n for n in text.within(low, high) if n.rules[0] == "name.product.centre-of-body"]
    return (
        found if types != _COMPANIES else found | {_owner(text.folded, n.span.start) for n in centres} - {""}
    )


def _owner(folded: str, start: int) -> str:
    """The known organisation whose name opens that of its computing centre, empty where no table has it."""
    called = (canonical_name(folded[start : start + size]) for size in range(10, 1, -1))
    return next((name for name in called if is_known(name)), "")


def phrase_low(text: NamedText, place: int) -> int:
    """How far back a phrase before `place` may reach: to a mark, or the person named before."""
    low = max(0, place - _REACH)
    for mark in _HARD.finditer(text.folded, low, place):
        low = mark.end()
    persons = [name.span.end for name in text.within(low, place) if name.kind == "person"]
    return max([low, *persons])


@functools.cache
def _moves() -> re.Pattern[str]:
    return re.compile(any_of([*role_words("takes"), *role_words("leaves"), *role_words("appoints")]))


@functools.cache
def _body() -> re.Pattern[str]:
    named = [word for word in role_words("body") if word[0] in "其该"]
    bare = [word for word in role_words("body") if word[0] not in "其该"]
    return re.compile(rf"(?:{any_of(named)}|(?<![\u4e00-\u9fffA-Za-z])(?:{any_of(bare)}))的?$")
