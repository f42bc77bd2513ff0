"""Levels: an amount of money, a count, a size."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.actions import shared_left, shared_right, verb_at, who_acts
from aicompute_cli.extract.metrics.compose import compose, head_kind
from aicompute_cli.extract.metrics.counts import count
from aicompute_cli.extract.metrics.frames import Frame, merged, split
from aicompute_cli.extract.metrics.measures import doing, drawn, measured, per_unit
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import is_owner, left_phrase, phrase_of, right_phrase, without_de
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.units import is_count, is_money
from aicompute_cli.extract.metrics.words import endings, heads, role, verbs
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.amount.verb",
        "a verb of trade tells what a figure measures: 卖出N亿元的甲",
        "青禾卖出3亿元的种子",
        "青禾收入3亿元",
    ),
    Rule("metric.amount.noun", "N亿元的甲: what the money is", "青禾签下3亿元订单", "青禾收入3亿元"),
)


def amount(site: Site, memory: Memory) -> Frame | None:
    """A level: an amount of money, a count, a size."""
    unit = site.claim.quantity.unit
    left = shared_left(site)
    right = right_phrase(shared_right(site))
    if (
        is_money(unit)
        and right.text.endswith(("天价", "高价"))
        and not heads().get(joined(left_phrase(left).pieces[-1:]))
    ):
        pieces = left_phrase(left).pieces
        owner = compose(pieces, memory).owner if pieces else who_acts(memory)
        return Frame(owner, "", "股价", "", ("metric.amount.noun",))
    if right.text in role("dull-noun"):
        right = right._replace(pieces=())
    if is_count(unit):
        return count(site, left, right.pieces, memory)
    return sum_of(left, right.pieces, site, memory)


def changed(site: Site, memory: Memory) -> Frame | None:
    """新增N家: of what the count before measures."""
    pieces = phrase_of(site).pieces
    if is_count(site.claim.quantity.unit) and right_phrase(site.right).pieces:
        return amount(site, memory)
    if not pieces or pieces[0].text not in verbs() or any(p.tag not in ("v", "vn", "") for p in pieces):
        return None
    return amount(site, memory)


def sum_of(left: Sequence[Piece], right: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """What a figure that counts nothing measures: money, a size, a length of time."""
    phrase = left_phrase(left) if not site.first else phrase_of(site)
    pieces = list(phrase.pieces)
    unit = site.claim.quantity.unit
    special = per_unit(site, right) or doing(pieces, site, memory) or drawn(pieces, site, memory)
    if special is not None or is_money(unit):
        return special or _bid(pieces, right, site, memory) or _money(pieces, right, site, memory)
    if phrase.stripped and phrase.stripped[0].text in verbs() and unit != "s":
        pieces.append(phrase.stripped[0])
    return measured(pieces, right, site, memory)


def _bid(pieces: Sequence[Piece], right: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """以N元的价格中标: the noun of the verb behind."""
    bought = _bought(site, memory)
    if bought is not None:
        return bought
    done = next((p.text for p in site.right if p.text in verbs()), "")
    if not done or not right or right[0].text not in ("价格", "总价", "代价"):
        return None
    owner = compose(pieces, memory).text if pieces else who_acts(memory)
    return Frame(owner, "", verbs()[done][0], "", ("metric.amount.verb",))


def _bought(site: Site, memory: Memory) -> Frame | None:
    """以N元收购某公司: what is paid for it."""
    left, act = site.left, list(site.right)
    if (
        len(act) < 2
        or act[0].text not in role("buys")
        or not left
        or left[-1].text not in ("以", "斥资", "豪掷")
    ):
        return None
    thing = right_phrase(act[1:]).text
    named = next((p for p in left if is_owner(p)), None)
    owner = compose([named], memory).owner if named is not None else who_acts(memory)
    return Frame(owner, act[0].text + thing, "金额", "", ("metric.amount.verb",)) if thing else None


def _money(pieces: Sequence[Piece], right: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    if right and _acts(right[0]):
        right = ()  # a purpose: 投入N元建设
    acted = bool(pieces) and pieces[0].text in verbs()
    if (
        len(right) == 1
        and pieces
        and not acted
        and right[0].text in heads()
        and heads()[right[0].text].kind == "company"
    ):
        return _of_firm(pieces, right[0].text, site, memory)
    noun = joined(without_de(right))
    at = verb_at(pieces)
    if at is not None:
        return _traded(pieces, at, noun, site, memory)
    if pieces and noun and not split(joined(pieces))[1]:
        frame = compose(pieces, memory)
        verb = pieces[-1].text if pieces[-1].tag == "v" else ""
        thing = merged(frame.owner, frame.core.removesuffix(verb) if verb else frame.core)
        return Frame(thing, noun, "" if split(noun)[1] else "金额", "", ("metric.amount.noun",))
    if not pieces and len(noun) > 1:
        return Frame(who_acts(memory), noun, "" if split(noun)[1] else "规模", "", ("metric.amount.noun",))
    return None


def _acts(piece: Piece) -> bool:
    return piece.tag in ("v", "vn") and "noun" not in piece.classes and piece.text not in heads()


def _of_firm(pieces: Sequence[Piece], noun: str, site: Site, memory: Memory) -> Frame:
    """突破N亿元市值: the firm's."""
    rules = ("metric.amount.noun",)
    if any(p is pieces[0] and i and site.left[i - 1].text == "在" for i, p in enumerate(site.left)):
        return Frame(memory.whom, "", noun, "", rules)
    if pieces[0].kind in ("organization", "product"):
        return Frame(compose(pieces[:1], memory).owner, "", noun, "", rules)
    frame = compose([p for p in pieces if p.tag != "v" or "noun" in p.classes], memory)
    return Frame(frame.owner, frame.core + frame.head, noun, "", rules)


def _traded(pieces: Sequence[Piece], at: int, noun: str, site: Site, memory: Memory) -> Frame:
    money = verbs()[pieces[at].text][0]
    if (
        at == 0
        and not site.low
        and noun
        and site.right[0].text == "的"
        and pieces[at].text in role("funding")
    ):
        return Frame(noun, "", money, "", ("metric.amount.verb",))
    last = memory.near()
    if at == 0 and last is not None and memory.same_sentence and last.head.startswith("进出口") and not noun:
        return last._replace(head=last.head.replace("进出口", pieces[at].text), rules=("metric.amount.verb",))
    stated = next((i for i in range(at - 1, -1, -1) if "value" in pieces[i].classes), -1)
    subject = [
        p for p in pieces[stated + 1 : at] if p.text not in ("向", "对", "给", "为", "总共", "累计", "合计")
    ]
    if any(p.text in ("累计", "合计") for p in pieces[:at]):
        money = "累计" + money
    what = joined(without_de(pieces[at + 1 :]))
    what = merged(what, noun) if noun else what
    if (
        not what
        and not subject
        and memory.carrier is not None
        and memory.same_sentence
        and pieces[at].text in role("compound-verb")
    ):
        return Frame(memory.carrier.owner, memory.carrier.core, money, "", ("metric.amount.verb",))
    if not what and not noun:
        what = _purpose(site.right)
    given = any(p.text in ("向", "对", "给") for p in site.left) and memory.owner
    whose = compose(subject, memory) if subject else None
    owner = whose.text if whose else who_acts(memory)
    if whose and not given:
        core, head = split(merged(whose.core + whose.head, what))
        side = _contributed(pieces[at].text, memory)
        return Frame(
            whose.owner, core, head if head and noun else head + (side or money), "", ("metric.amount.verb",)
        )
    if given and subject and memory.owner not in owner:
        owner = f"{memory.owner}对{owner}"
    core, head = split(what)
    if head and noun:
        core = core or (memory.topic if not subject and memory.topic.endswith(endings("line")) else "")
        return Frame(owner, core, head, "", ("metric.amount.verb",))
    money = "金额" if noun.endswith("融资") else money
    return Frame(owner, what, money, "", ("metric.amount.verb",))


def _contributed(verb: str, memory: Memory) -> str:
    """收入 where 甲收入3亿元 goes before 乙贡献2亿元."""
    last = memory.last
    if verb not in ("贡献", "占") or last is None or not memory.same_sentence:
        return ""
    return last.head if head_kind(last.head) == "company" else ""


def _purpose(right: Sequence[Piece]) -> str:
    """建设AI基础设施 in 投入N元修建冷库."""
    pieces = [p for p in right if p.kind not in ("period", "mark", "claim")]
    if not pieces or (pieces[0].tag not in ("v", "vn", "p") and pieces[0].text not in ("用于", "支持")):
        return ""
    if pieces[0].text in ("用于", "用来", "支持", "去", "来"):
        pieces = pieces[1:]
    text = joined(without_de(pieces))
    return text if len(text) <= 16 else ""
