"""Answers that are names: of persons, organizations, places, products, reports and events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.asked import Asked
from aicompute_cli.answer.text.fitting import Fit
from aicompute_cli.answer.text.people import asks_for_title, holds
from aicompute_cli.answer.text.relations import nearness
from aicompute_cli.answer.text.scenes import Mention, Scene, Scenes, places_of
from aicompute_cli.answer.text.spans import Found
from aicompute_cli.answer.text.wordings import Listed, Wording, words_of
from aicompute_cli.answer.vocabulary import known_name, place_words

KINDS = {
    "actor": ("person", "organization"), "person": ("person",), "organization": ("organization",),
    "place": ("place",), "product": ("product",), "technology": ("technology", "product"),
    "report": ("report",), "event": ("event",), "named": ("product", "report", "event", "technology"),
    "thing": (),
}  # fmt: skip

SAYS = Listed("tells")
_SPEAKS, _SOURCE = 0.5, 0.4
_HEAD, _GENERAL_HEAD, _ONE_OF, _APPOSED = 0.35, 0.05, 0.3, 0.4
_SPEAKS_ON = Wording(
    r"(?:眼中|看来|眼里|心目中|的?(?:看法|观点|判断|比喻|说法)|(?:[^，。,、；;]{0,8}?)(?:表示|指出|认为|说|称|坦言|直言|强调|透露|介绍|提到|谈到|预计|预测|估计|估算|测算|警告|呼吁|回应|形容|提醒|提出|告诉|解释|分析|显示|披露|统计|宣称))"
)
_PERSON, _OF, _TITLED_BODY = 0.3, 0.35, 0.5
_HIRES = Wording("谁来|找了?谁|任命|聘|挖来|请来|请了谁|掌舵|负责")
_BODY_ACTS = Wording(
    "建|推出|发布|收购|投资|客户|代工|主办|生产|制造|研发|开发|出货|供应|采购|承建|运营|排名|榜|市占|份额|中标|最大"
)
_JOINED = Wording("[、/]|(?:、?(?:和|与|及|以及))")


def find_named(query: Query, asked: Asked, fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The names of the sort that is asked for in the passages, each as sure as it fits."""
    if asked.sort in ("actor", "person") and (title := asks_for_title(query)):
        yield from _beside_title(title, fits, scenes)
        return
    relation = _relation_of(query)
    fits = [fit for fit in fits if not relation or _tells_relation(relation, fit)]
    says = SAYS.search(query.text) is not None and asked.sort in ("actor", "person", "organization", "report")
    for fit in fits:
        scene = scenes.of(fit.passage)
        if asked.sort == "place":
            scene = with_places(scene)
        speakers = scenes.speakers(scene) if asked.sort != "place" else []
        sources = scenes.sources(scene) if says else []
        for mention in scene.mentions:
            if mention.kind in KINDS[asked.sort] and not in_question(query, mention, scene):
                own = _relation(query, asked, scene, mention) + (
                    fit.words if asked.sort == "product" else 0.0
                )
                own += _said(mention, [name for name, *_ in speakers], sources, says=says)
                own += _suits(query, asked, scene, mention, says=says)
                yield Found(
                    fit.passage,
                    mention.start,
                    mention.end,
                    fit.score + 0.4 * own,
                    _wording(mention, scene.lowered[mention.start : mention.end]),
                )
        if asked.sort in ("product", "named", "technology", "event") and asked.head:
            yield from _apposed(query, asked, fit)
        if says:
            yield from _unnamed(asked, fit, scene, (speakers, sources), scenes)


_IS_THE = Wording("的(?P<noun>[^的，。,]{1,8}?)(?:现在|目前|如今)?(?:是|叫|为)(?:谁|哪|什么人|何人)")


def _relation_of(query: Query) -> tuple[tuple[float, int], ...]:
    """The words of the noun that has the answer, by their number: 某公司的首个客户是谁."""
    match = _IS_THE.search(query.text)
    before = query.text[: match.start()] if match else ""
    if match is None or not any(
        c.role in ("name", "source") and before.removesuffix(c.text)[-1:] in ("", "，", ",", " ", "的")
        for c in query.concepts
        if before.endswith(c.text)
    ):
        return ()
    return tuple((c.weight, n) for n, c in enumerate(query.concepts) if c.text in match["noun"])


def _tells_relation(relation: Sequence[tuple[float, int]], fit: Fit) -> bool:
    return any(fit.passage.matches[number] >= 0.3 for _, number in relation)


_BESIDE_TITLE = 0.9


def _beside_title(forms: frozenset[str], fits: Sequence[Fit], scenes: Scenes) -> Iterator[Found]:
    """The person of a sentence that has all names of the question and the title."""
    for fit in fits:
        scene = scenes.of(fit.passage)
        text = scene.lowered
        title = next((form for form in forms if form in text), None)
        persons = [mention for mention in scene.mentions if mention.kind == "person"]
        if title is None or fit.score < _BESIDE_TITLE:
            continue
        for person in persons:
            before, behind = text[: person.start], text[person.end : person.end + 24]
            follows = re.match(
                rf"(?P<before>(?:是|任|为|，|、)?[^，。；、]{{0,16}}?){re.escape(title)}", behind
            )
            led = before.endswith(title) and holds(before.removesuffix(title))
            if led or (follows and holds(follows["before"])):
                yield Found(fit.passage, person.start, person.end, fit.score + _HEAD, person.canonical)


_HAN = Wording(r"[^\Wa-zA-Z0-9_]")


def _wording(mention: Mention, surface: str) -> str:
    """Persons and reports by their full names; others as the text has them, in Chinese where there is a name for it."""
    if mention.kind in ("person", "report"):
        return mention.canonical
    return f"{mention.canonical}({surface})" if surface.isascii() and _HAN.search(mention.canonical) else ""


def in_question(query: Query, mention: Mention, scene: Scene) -> bool:
    """Whether the question itself names whom or what is mentioned."""
    surface = scene.lowered[mention.start : mention.end].strip("《》“”「」\"' ")
    canonical = mention.canonical.lower().strip("《》")
    if surface in query.text or canonical in query.text:
        return True
    return any(
        concept.role == "name"
        and (surface in concept.forms or canonical in concept.forms or _is_model_of(surface, concept.text))
        for concept in query.concepts
    )


def _is_model_of(surface: str, name: str) -> bool:
    """Whether a name is another with a number behind it: 某芯片ii."""
    return (
        surface.startswith(name) and re.fullmatch("[ivx0-9.]{1,3}", surface[len(name) :].strip()) is not None
    )


def _relation(query: Query, asked: Asked, scene: Scene, mention: Mention) -> float:
    own = nearness(query, asked, scene, mention.start, mention.end)
    if asked.head and _beside(asked.head, scene.lowered, mention):
        own += _GENERAL_HEAD if asked.head in words_of("general") else _HEAD
    return own - (_ONE_OF if _is_one_of(query, scene, mention) else 0.0)


def _suits(query: Query, asked: Asked, scene: Scene, mention: Mention, *, says: bool) -> float:
    """What speaks for a name besides where the words of the question stand."""
    text = scene.lowered
    own = 0.0
    if asked.sort == "place":
        own -= _unlikely_place(query, asked, text, mention)
    if (
        asked.sort == "actor"
        and mention.kind == "person"
        and (_HIRES.search(query.text) or not _BODY_ACTS.search(query.text))
    ):
        own += _PERSON
    if says and _SPEAKS_ON.match(text[mention.end : mention.end + 16]):
        own += _SPEAKS / 2
    if text[mention.end : mention.end + 1] == "的":
        own += _OF * _share(
            query, re.split("[、，,。；;和与及]", text[mention.end + 1 : mention.end + 16])[0]
        )
    if asked.sort == "report" and asked.head in words_of("bound") and not mention.canonical.startswith("《"):
        own -= _OF
    if asked.sort in ("actor", "person") and (body := _body(query, asked)):
        before = text[max(0, mention.start - 18) : mention.start]
        own += _TITLED_BODY if any(form in before for form in body) else 0.0
    return own


_LOCATES = Wording("(?:在|于|自|往|落户|坐落|地处|位于|来自|总部)(?:了)?[^，。；、]{0,4}$")
_ADJACENT = 5


def _is_beside(query: Query, text: str, mention: Mention) -> bool:
    """Whether a place stands beside what the question asks the place of, or is said to be where something is."""
    if _LOCATES.search(text[: mention.start]):
        return True
    spots = [spot for c in query.concepts for spot in places_of(c, text)]
    return any(
        max(start, mention.start) - min(end, mention.end) <= _ADJACENT
        for start, end in spots
        if (start, end) != (mention.start, mention.end)
    )


_RANKS = Wording("最|第一|领先|首|范围内")  # 亚洲最大 is in no place
_UNPLACED = 0.6


def _unlikely_place(query: Query, asked: Asked, text: str, mention: Mention) -> float:
    """What speaks against a place: a country for a city, one that nothing is said to be in."""
    name = text[mention.start : mention.end]
    if asked.head in ("城市", "市", "城", "省", "省份", "县", "区", "镇") and name in place_words():
        return _UNPLACED
    if _RANKS.match(text, mention.end):
        return 2 * _UNPLACED
    if not any(c.role in ("word", "weak", "measure") for c in query.concepts) and not _is_beside(
        query, text, mention
    ):
        return 2 * _UNPLACED
    site = any(word in query.text for word in words_of("site"))
    if site and not _LOCATES.search(text[: mention.start]) and text[mention.end : mention.end + 1] != "的":
        return _UNPLACED / 2
    return 0.0


def _share(query: Query, text: str) -> float:
    """How much of the words of a question stand in a text."""
    words = [c for c in query.concepts if c.role not in ("name", "source")]
    total = sum(c.weight for c in words) or 1.0
    return sum(c.weight for c in words if any(form in text for form in c.forms)) / total


def _body(query: Query, asked: Asked) -> tuple[str, ...]:
    """The organization right before the question word: 某公司的哪位高管."""
    before = query.text[: asked.start].rstrip("的 ")
    return next(
        (c.forms for c in query.concepts if c.role in ("name", "source") and before.endswith(c.text)), ()
    )


def _is_one_of(query: Query, scene: Scene, mention: Mention) -> bool:
    """Whether a name stands in a row of others: a question for one does not mean one of several."""
    return any(
        other.kind == mention.kind
        and not in_question(query, other, scene)
        and _JOINED.fullmatch(
            scene.lowered[min(other.end, mention.end) : max(other.start, mention.start)].strip(" 《》“”")
        )
        for other in scene.mentions
        if other is not mention
    )


def _beside(head: str, text: str, mention: Mention) -> bool:
    """Whether the noun that is asked for stands right before or behind the name, or ends it."""
    name = text[mention.start : mention.end].strip("》”」")
    if name.endswith(head) and len(name) > len(head):
        return True
    before = text[max(0, mention.start - len(head) - 2) : mention.start].rstrip("“「《\"' ")
    behind = text[mention.end : mention.end + len(head) + 2].lstrip("”」》\"' ")
    return before.endswith(head) or behind.startswith(head)


_NAME_BEHIND = Wording(
    r"(?:名为|叫做?|称为|——|:|：)?\s*(?:[“「《\"](?P<quoted>[^”」》\"]{2,30})[”」》\"]"
    r"|(?P<plain>[^\Wa-zA-Z0-9_]{0,6}[a-z][a-z0-9.+_-]*(?: [a-z0-9][a-z0-9.+_-]*)*|[^\Wa-zA-Z0-9_]{1,6}\d[\d.]*[a-z]*))"
)


def _apposed(query: Query, asked: Asked, fit: Fit) -> Iterator[Found]:
    """What stands right behind the noun that is asked for and looks like a name: 操作系统北辰3.0."""
    text = fit.passage.lowered
    at = text.find(asked.head)
    while at >= 0:
        match = _NAME_BEHIND.match(text, at + len(asked.head))
        group = match.lastgroup if match else None
        if match and group and match[group] not in query.text and _may_name(match[group]):
            yield Found(fit.passage, *match.span(group), fit.score + 0.4 * (_HEAD + _APPOSED))
        at = text.find(asked.head, at + 1)


def _may_name(text: str) -> bool:
    """Whether a stretch may be a name: 北辰3.0, not 可以节省30."""
    return words_of("common").isdisjoint(text) and not re.search("[可节省签达约超近增]", text)


def _said(mention: Mention, speakers: Sequence[str], sources: Sequence[str], *, says: bool) -> float:
    if mention.canonical in speakers:
        return _SPEAKS if says else -_SPEAKS
    if mention.canonical in sources:
        return _SOURCE
    return 0.0


def _unnamed(
    asked: Asked,
    fit: Fit,
    scene: Scene,
    said: tuple[Sequence[tuple[str, int, int]], Sequence[str]],
    scenes: Scenes,
) -> Iterator[Found]:
    """Who says it where the sentence does not name them: 他预计, 报告显示."""
    named = {mention.canonical for mention in scene.mentions}
    speakers, sources = said
    if not speakers and (name := _behind_quote(asked, scene, scenes)):
        yield Found(fit.passage, 0, 0, fit.score + 0.4 * (_SPEAKS + 0.3), name)
    for canonical, own in [
        *((name, _SPEAKS) for name, *_ in speakers),
        *((name, _SOURCE) for name in sources),
    ]:
        if canonical in named:
            continue
        kind = "report" if canonical.startswith("《") else scenes.kind_of(canonical)
        if kind in KINDS[asked.sort]:
            named.add(canonical)
            yield Found(fit.passage, 0, 0, fit.score + 0.4 * (own + 0.3), canonical)


_OPENS_BEHIND = 24


def with_places(scene: Scene) -> Scene:
    """The scene with the places that stand in other names: 苏州 in the name of a platform."""
    text = scene.lowered
    taken = [(m.start, m.end) for m in scene.mentions if m.kind == "place"]
    found = []
    at = 0
    while at < len(text) - 1:
        size = next(
            (n for n in (4, 3, 2) if (name := known_name(text[at : at + n])) and name.kind == "place"), 0
        )
        if size and not any(start < at + size and at < end for start, end in taken):
            found.append(Mention(at, at + size, text[at : at + size], "place"))
        at += size or 1
    return scene._replace(mentions=tuple(sorted((*scene.mentions, *found)))) if found else scene


def _behind_quote(asked: Asked, scene: Scene, scenes: Scenes) -> str | None:
    """Who is named right behind words in quotation marks that end with the sentence: “……。”副总裁某某打了个比方。"""
    if not scene.lowered.rstrip().endswith(("”", "」", '"')):
        return None
    behind = scenes.numbered(scene.passage.number + 1, scene.passage)
    if behind is None:
        return None
    first = next(
        (m for m in scenes.of(behind).mentions if m.kind in KINDS[asked.sort] and m.kind == "person"), None
    )
    return first.canonical if first and first.start <= _OPENS_BEHIND else None
