"""The part of a whole that does something: N%的甲已经…, 甲的N%来自乙, 拿下N%的订单, 持股N%."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import compose, inherited_owner, place_name
from aicompute_cli.extract.metrics.frames import Frame, split
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import (
    Phrase,
    left_phrase,
    phrase_of,
    right_phrase,
    strippable,
    without_de,
)
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.shares import inner, of, topic_text
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import endings, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.share.people",
        "N%的甲做某事: the share of those who do",
        "40%的农户已经改用滴灌",
        "农户有40%的增长",
    ),
    Rule("metric.share.comes", "甲的N%来自乙", "青禾的收入有40%来自海外", "青禾海外收入为40亿元"),
    Rule(
        "metric.share.taken",
        "甲拿下过半订单: 甲 has that part of what follows",
        "青禾拿下三成订单",
        "青禾订单占比三成",
    ),
    Rule("metric.share.held", "甲持股N%", "青禾持股30%", "青禾产量30吨"),
    Rule(
        "metric.share.right",
        "N%的市场份额: the share's name follows",
        "青禾拿到30%的市场份额",
        "青禾拿到30台机器",
    ),
)


def share_people(site: Site, memory: Memory) -> Frame | None:
    """N%的甲已经…: the share of those who do so."""
    phrase = phrase_of(site)
    inside = list(phrase.pieces[:-1]) if phrase.pieces and phrase.pieces[-1].text in role("inside") else []
    where = phrase.pieces[0] if len(phrase.pieces) == 1 and phrase.pieces[0].kind == "place" else None
    if phrase.pieces and not inside and where is None and not _only_topic(phrase):
        return None
    right = list(site.pieces[site.at + 1 : min(site.high, site.at + 40)])
    while right and right[0].text in ("的", "左右", "以上", "多"):
        right.pop(0)
    who, predicate = _who(right)
    if not predicate or (not who and not phrase.pieces and memory.near() is None):
        return None
    if where is not None and not who:
        return None
    named = joined(without_de(who))
    named = _whole_before(memory) or named if named in role("rest") else named
    if not named or (inside and named in ("人", "的人", "人士")):
        named = joined(without_de(inside)) or memory.people or topic_text(memory)
    named = place_name(where.text, memory) + named if where is not None and who else named
    named = memory.respondents if named in ("人", "的人") and memory.respondents else named
    memory.people = named
    if named in endings("share-noun") or split(named)[1] in (
        *endings("share-noun"),
        "市场份额",
        "增速",
        "折扣",
    ):
        return None
    return _doing(named, predicate)


def _whole_before(memory: Memory) -> str:
    """The whole that 其余 is the rest of: that of the share before."""
    last = memory.near()
    return last.core.partition("占")[2] if last is not None and last.head == "比例" else ""


def share_such(site: Site, memory: Memory) -> Frame | None:
    """收入增长的只有N%: of those whom the survey asked."""
    left = list(site.left)
    while left and (left[-1].classes & {"value", "adverb"} or left[-1].text in ("占", "不到", "不足")):
        left.pop()
    if len(left) < 3 or left[-1].text != "的" or not memory.people or not memory.same_paragraph:
        return None
    said = [p for p in left[:-1] if not p.classes & {"link", "adverb"} and p.kind != "period"]
    verb = any(p.tag == "v" for p in said)
    text = joined(said)
    if not verb or any(p.kind in ("claim", "mark") for p in said) or len(text) > 20:
        return None
    return Frame("", f"{text}的{memory.people}", "占比", "", ("metric.share.people",))


def _only_topic(phrase: Phrase) -> bool:
    return all(p.text in ("其中", "当中", "其", "有") for p in phrase.pieces)


def _who(right: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    phrase = right_phrase(right)
    who = list(phrase.pieces)
    return who, list(right[len(right) - len(phrase.stripped) :]) if phrase.stripped else []


def _doing(named: str, predicate: Sequence[Piece]) -> Frame | None:
    first = next((p for p in predicate if "adverb" not in p.classes and p.kind != "period"), None)
    if first is None:
        return None
    within = predicate[predicate.index(first) + 1 :]
    if first.text == "在" and len(within) == 1 and within[0].kind == "place":
        return of(within[0].text, named, "metric.share.people")
    if first.text in role("comes"):
        whole_at = predicate.index(first)
        part = joined(without_de([p for p in predicate[whole_at + 1 :] if p.kind != "period"]))
        return of(part, named, "metric.share.people") if part else None
    predicate = predicate[1:] if predicate[0].text in ("表示", "认为", "称") else predicate
    did = [
        p
        for p in predicate
        if "adverb" not in p.classes and p.kind not in ("period", "mark") and p.text not in ("了", "着", "过")
    ]
    cut = next(
        (i for i, p in enumerate(did) if i > 2 and p.text in ("或", "并", "且", "并且", "以及", "而")),
        len(did),
    )
    text = joined(did[1:cut] if did and did[0].text in ("在", "可以", "可") else did[:cut]).removesuffix("的")
    return Frame("", f"{text[:28]}的{named}", "占比", "", ("metric.share.people",)) if text else None


def share_comes(site: Site, memory: Memory) -> Frame | None:
    """甲有N%来自乙; 甲的N%由乙提供; N%甲由乙提供."""
    right = [p for p in site.right if "adverb" not in p.classes and p.kind != "period"]
    words = [p.text for p in right]
    if words[:1] == ["被"] and len(words) > 1:
        done, of_what = joined(without_de(right[1:])), phrase_of(site).pieces
        base = compose(of_what, memory).text if of_what else topic_text(memory)
        return Frame("", f"{base}{done}", "比例", "", ("metric.share.comes",))
    if "由" in words:
        return _by(site, right, words.index("由"), memory)
    at = next(
        (
            i
            for i, w in enumerate(words[:2])
            if w in role("comes") or w + "".join(words[i + 1 : i + 2]) in role("comes")
        ),
        None,
    )
    if at is None:
        return None
    at += words[at] not in role("comes")
    phrase = phrase_of(site)
    pieces = [p for p in phrase.pieces if p.text not in ("有", "里", "中", "里将", "的")]
    if not pieces and site.previous and site.previous[-1].text in role("inside"):
        pieces = inner(left_phrase(site.previous).pieces)
    part = joined(without_de(right[at + 1 :]))
    if not part:
        return None
    rest = len(pieces) == 1 and pieces[0].text in role("rest")
    whole = _whole_before(memory) if rest else ""
    whole = whole or (compose(pieces, memory).text if pieces else topic_text(memory))
    return of(part.removeprefix("来自"), whole, "metric.share.comes")


def _by(site: Site, right: Sequence[Piece], at: int, memory: Memory) -> Frame | None:
    by = [p for p in right[at + 1 :] if p.text not in ("所", *role("supplies"))]
    whole = joined(without_de(right[:at])) or joined(without_de(phrase_of(site).pieces))
    if not by:
        return None
    place = next(
        (place_name(p.text, memory) for p in site.left if "where" in p.classes or p.kind == "place"), ""
    )
    if not whole and memory.last is not None:
        return of(joined(without_de(by)), memory.last.core.split("占")[-1], "metric.share.comes")
    return of(joined(without_de(by)), place + whole if place not in whole else whole, "metric.share.comes")


def share_taken(site: Site, memory: Memory) -> Frame | None:
    """甲拿下过半订单: 甲 has that part of what follows."""
    phrase = phrase_of(site)
    right = right_phrase(site.right)
    if not phrase.pieces or not right.pieces or any(p.kind != "mark" for p in right.stripped):
        return None
    if right.text.endswith(endings("share-noun")) or split(joined(phrase.pieces))[1]:
        return None
    subject = [
        p
        for p in phrase.pieces
        if p.kind != "place" and p.tag != "v" and "where" not in p.classes and p.text not in role("gives")
    ]
    place = next(
        (place_name(p.text, memory) for p in phrase.pieces if p.kind == "place" or "where" in p.classes), ""
    )
    part = joined(without_de(subject)) or memory.whom
    return of(part, place + right.text, "metric.share.taken") if part else None


def share_held(site: Site, memory: Memory) -> Frame | None:
    """甲持股N%: of whom, where the text says."""
    pieces = phrase_of(site).pieces
    if not pieces or pieces[-1].text not in ("持股", "持股比例", "占股", "持有", "参股"):
        return None
    inside = next((i for i, p in enumerate(pieces) if p.text == "在" and i), None)
    if inside is not None and inside + 1 < len(pieces) - 1:
        who, whom = joined(without_de(pieces[:inside])), joined(without_de(pieces[inside + 1 : -1]))
        return Frame("", f"{who}持有{whom}股份", "比例", "", ("metric.share.held",))
    holder = (
        compose([p for p in pieces[:-1] if p.text not in ("挂牌前", "上市前")], memory).owner or memory.owner
    )
    held = memory.firm if memory.firm and memory.firm != holder else ""
    return Frame("", f"{holder}持有{held}股份", "比例", "", ("metric.share.held",))


def share_right(site: Site, memory: Memory) -> Frame | None:
    """N%的市场份额: the noun of the share follows the figure."""
    phrase = right_phrase(site.right)
    text = phrase.text
    if text in ("市占", "市占率"):
        text = "市占率"
    if (
        not text
        or not split(text)[1]
        or not text.endswith(("份额", "占比", "比重", "折扣", "比例", "率", "股份", "股权"))
    ):
        return None
    if text in ("股份", "股权", "股本"):
        return _stake(site, memory)
    left = left_phrase(_without_last_verb(site.left))
    if not left.pieces:
        owner = inherited_owner(memory, text)
        return Frame(owner, memory.topic, text, "", ("metric.share.right",))
    frame = compose(left.pieces, memory)
    return Frame(frame.owner, frame.core + frame.head, text, "", ("metric.share.right",))


def _stake(site: Site, memory: Memory) -> Frame:
    """甲收购乙N%的股份, 甲持有N%的股权: of the company named last."""
    firms = [p.text for p in site.left if p.kind == "organization"]
    holder = firms[0] if firms else memory.owner or memory.firm
    held = firms[-1] if len(firms) > 1 else ""
    if not held:
        other = [f.owner for f in reversed(memory.frames) if f.owner and f.owner != holder]
        held = other[0] if other else memory.firm if memory.firm != holder else ""
    return Frame("", f"{holder}持有{held}股份", "比例", "", ("metric.share.held",))


def _without_last_verb(left: Sequence[Piece]) -> Sequence[Piece]:
    end = len(left)
    while end and (
        strippable(left[end - 1]) or "whole" in left[end - 1].classes or (left[end - 1].tag == "v")
    ):
        end -= 1
    return left[:end]
