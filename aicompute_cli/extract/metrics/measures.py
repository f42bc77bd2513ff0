"""Sizes, amounts of energy, lengths of time: what is measured, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.actions import verb_at, who_acts
from aicompute_cli.extract.metrics.compose import compose
from aicompute_cli.extract.metrics.frames import Frame, merged, split
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import left_phrase, right_phrase, without_de
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.units import UNIT_HEADS
from aicompute_cli.extract.metrics.words import endings, head_of, heads, verbs
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.duration.doing",
        "用N时做某事: how long it takes",
        "青禾只用三天就建成新仓库",
        "青禾的合同期为三天",
    ),
    Rule(
        "metric.amount.drawn",
        "带动投资N亿元: named with the verb",
        "绿野集群带动投资30亿元",
        "绿野集群投资30亿元",
    ),
    Rule(
        "metric.amount.per", "每1元甲带动N元乙", "每1元水利投入带动4元农业产出", "水利投入带动4亿元农业产出"
    ),
)


def measured(pieces: Sequence[Piece], right: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """What a size, an amount of energy or a length is of; None where another owner stands alone."""
    noun = joined(without_de(right))
    if len(pieces) == 1 and pieces[0].kind in ("organization", "place") and not noun:
        return None
    head = UNIT_HEADS.get(site.claim.quantity.unit, "")
    if not noun:
        return _had(pieces, head, memory) or _made(pieces, "", site, memory) or _plain(pieces, head, memory)
    if pieces and pieces[-1].text in ("占地", "总占地"):
        return _area(pieces[:-1], noun, memory)
    return _made(pieces, noun, site, memory) or _with_noun(pieces, noun, memory)


def _had(pieces: Sequence[Piece], head: str, memory: Memory) -> Frame | None:
    """提供N EFLOPS, 算力N EFLOPS: only the unit tells what it is."""
    rules = ("metric.amount.noun",)
    if head and pieces and "light" in pieces[-1].classes and "value" not in pieces[-1].classes:
        frame = compose(pieces[:-1], memory) if pieces[:-1] else Frame(who_acts(memory), "", "")
        return frame._replace(head=head, rules=rules)
    if head and joined(pieces) == head and memory.carrier is not None and memory.same_sentence:
        return memory.carrier._replace(head=head, tail="", rules=rules)
    return None


def _area(pieces: Sequence[Piece], noun: str, memory: Memory) -> Frame:
    named = [p for p in pieces if p.kind != "word" or p.tag[:1] == "n"]
    if any(p.kind == "organization" for p in named):
        owner = compose(named, memory).text
    else:
        owner = merged(who_acts(memory), joined(named))
    return Frame(owner, noun, "占地面积", "", ("metric.amount.noun",))


def _made(pieces: Sequence[Piece], noun: str, site: Site, memory: Memory) -> Frame | None:
    """进口大豆N吨, 发电N度: the noun of the verb."""
    at = verb_at(pieces)
    if at is None:
        return None
    unit = site.claim.quantity.unit
    if at == len(pieces) - 1:
        return _worked(pieces, noun, unit, memory) if unit in ("Wh", "kg", "m2", "B", "W") else None
    if noun:
        return None
    frame = compose(pieces[:at], memory) if at else Frame(who_acts(memory), "", "")
    what = frame.core + frame.head + joined(without_de(pieces[at + 1 :]))
    return Frame(frame.owner, what, verbs()[pieces[at].text][1], "", ("metric.amount.verb",))


def _with_noun(pieces: Sequence[Piece], noun: str, memory: Memory) -> Frame | None:
    """N瓦功耗, 采用N纳米工艺."""
    rules = ("metric.amount.noun",)
    last = memory.near()
    if not pieces and last is not None and memory.same_sentence and last.text.endswith(noun):
        return last._replace(rules=rules)
    if not pieces:
        return Frame(who_acts(memory), noun, "", "", rules)
    if split(joined(pieces))[1]:
        return None
    after = next((i for i in range(len(pieces) - 1, -1, -1) if "value" in pieces[i].classes), -1)
    subject = [p for p in pieces[after + 1 :] if "light" not in p.classes]
    whose = compose(subject, memory) if subject else Frame(who_acts(memory), "", "")
    if after >= 0:
        return Frame("", whose.text + noun, "", "", rules)
    if whose.owner and whose.core:
        return Frame(whose.owner, merged(whose.core + whose.head, noun), "", "", rules)
    return Frame(whose.text, noun, "", "", rules)


def _plain(pieces: Sequence[Piece], head: str, memory: Memory) -> Frame | None:
    if not pieces or split(joined(pieces))[1]:
        return None
    frame = compose(pieces, memory)
    return frame if head in frame.core else frame._replace(head=head)


def _worked(pieces: Sequence[Piece], noun: str, unit: str, memory: Memory) -> Frame:
    """发电N千瓦时, 节约N度电: the noun of the verb."""
    head = verbs()[pieces[-1].text][1]
    if pieces[-1].text in ("用电", "耗电") and unit == "W":
        head = "用电功率"
    subject = [p for p in pieces[:-1] if p.text not in ("累计", "合计")]
    frame = compose(subject, memory) if subject else _of_topic(memory)
    total = "累计" if len(subject) < len(pieces) - 1 else ""
    return Frame(frame.owner, frame.core + frame.head + total + noun, head, "", ("metric.amount.verb",))


def _of_topic(memory: Memory) -> Frame:
    """What the clause before named and left without a verb (一座水厂,用电N度), else who acts."""
    return Frame("", memory.topic, "") if memory.topic else Frame(who_acts(memory), "", "")


def doing(pieces: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """用半年就训练出…: how long it takes somebody to do something."""
    if site.claim.quantity.unit != "s":
        return None
    whose = [p for p in site.right[:2] if p.kind == "organization"]
    if whose and site.right[0].text == "的" and pieces and len(pieces) < 3:
        what = joined(pieces).replace("创立", "成立").replace("创办", "成立")
        return Frame(whose[0].text, what, "时长", "", ("metric.duration.doing",))
    if pieces and head_of(pieces[-1].text):
        return None
    rest = [p for p in site.pieces[site.at + 1 : min(site.high, site.at + 24)] if p.kind not in ("period",)]
    while rest and (rest[0].text in ("内", "里", "之内", "时间", "以内") or "adverb" in rest[0].classes):
        rest.pop(0)
    if not rest or rest[0].tag not in ("v", "vn") or rest[0].text in heads():
        return None
    if "noun" in rest[0].classes and not (len(rest) > 1 and rest[1].text in ("出", "了", "完", "到")):
        return None
    noun = right_phrase([p for p in rest[1:] if p.kind != "claim" and p.text not in ("了", "出", "完")])
    words = list(noun.pieces)
    if len(words) > 2 and words[0].text in heads() and words[1].text == "的":
        words = words[2:]
    subject = [p for p in pieces if "value" not in p.classes]
    owner = joined(without_de(subject))
    if not subject:
        owner = (
            memory.carrier.thing if memory.carrier is not None and memory.same_sentence else who_acts(memory)
        )
    return Frame(owner, rest[0].text + joined(without_de(words)), "用时", "", ("metric.duration.doing",))


def drawn(pieces: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """带动投资N亿元: what somebody sets off is named with the verb."""
    at = next((i for i, p in enumerate(site.left) if p.text in ("带动", "拉动", "撬动")), None)
    if at is None or not pieces or site.left[at + 1 : at + 2] == [] or pieces[0] not in site.left[at + 1 :]:
        return None
    text = joined(without_de(pieces))
    if head_of(text) and heads()[head_of(text)].kind == "company":
        return None
    before = left_phrase(site.left[:at]).pieces
    total = "累计" if any(p.text in ("累计", "合计") for p in site.left[:at]) else ""
    named = [p for p in before if p.text not in ("累计", "合计")]
    base = memory.carrier or memory.last
    owner = (
        compose(named, memory).text
        if named
        else (_setting_off(base) if base and memory.same_sentence else who_acts(memory))
    )
    return Frame(owner, f"{total}{site.left[at].text}{text}", "", "", ("metric.amount.drawn",))


def _setting_off(base: Frame) -> str:
    """What sets something off: the thing of the figure before, or its owner where that counts whom it serves."""
    return base.owner if base.head == "数量" and base.core.endswith(endings("people")) else base.thing


def per_unit(site: Site, right: Sequence[Piece]) -> Frame | None:
    """每1元甲带动N元乙: what one unit of 甲 brings."""
    head = [p for p in (*site.previous, *site.left) if p.kind not in ("period", "mark")]
    noun = joined(without_de(right))
    if len(head) < 3 or head[0].text != "每" or not noun or not head[1].text[:1].isdigit():
        return None
    last = max(
        (i for i, p in enumerate(head) if p.text in ("带动", "拉动", "产生", "创造", "带来", "撬动")),
        default=0,
    )
    if not last:
        return None
    base = joined(without_de([p for p in head[:last] if "adverb" not in p.classes or p.text == "每"]))
    return Frame("", f"{base}{head[last].text}的{noun}", "", "", ("metric.amount.per",))
