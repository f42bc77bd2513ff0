"""Figures that stand beside another: what 甲以N台排名第一 counts, 从乙的N到丙的M, the next part of a whole."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import compose, inherited_owner
from aicompute_cli.extract.metrics.frames import Frame, split
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import is_owner, left_phrase, phrase_of, right_phrase, without_de
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import head_of, heads, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.parallel.placed",
        "甲以N台排名第一: what N counts is what the figure before counts",
        "去年水泵出货量为300万台,青禾以80万台排名第一",
        "去年水泵出货量为300万台,青禾以80万台水泵入库",
    ),
    Rule(
        "metric.parallel.from-to",
        "接口从甲的N个增加到乙的M个: each figure is of the thing beside it",
        "接口数量从青禾一号的4个增加到青禾二号的6个",
        "接口数量从4个增加到6个",
    ),
    Rule(
        "metric.parallel.attribute",
        "6个带宽N的端口: a side of the thing that stands behind",
        "青禾配有6个容量80升的水箱",
        "青禾的水箱容量为80升",
    ),
    Rule(
        "metric.parallel.part",
        "the next part of the whole that the figure before is a part of",
        "玉米占全部粮食产量的30%,大豆20%",
        "玉米产量增长30%,大豆20%",
    ),
)


def placed(site: Site, memory: Memory) -> Frame | None:
    """甲以N台排名第一: the amount by which 甲 is placed is of what the figure before measures."""
    left = [p for p in site.left if "adverb" not in p.classes]
    base = memory.units.get(site.claim.quantity.unit)
    if base is None or len(left) < 2 or left[-1].text not in ("以", "凭", "凭借") or not _places(site):
        return None
    whose = left_phrase(left[:-1]).pieces
    owner = compose(whose[:1], memory).owner if whose else memory.whom
    if not owner:
        return None
    rules = ("metric.parallel.placed",)
    if memory.market.head and memory.market.unit == site.claim.quantity.unit:
        return Frame(owner, "", "", "", rules)  # the market completes it
    return base._replace(owner=owner, tail="", rules=rules)


def _places(site: Site) -> bool:
    """Whether all that stands between the figure and the next, or the clause's end, says which place somebody has."""
    words = [p for p in site.right if p.kind != "period" and "adverb" not in p.classes and p.text != "的"]
    scoped = [p for p in words if p.text not in role("rank-scope")]
    return bool(scoped) and all(p.text in role("rank-verb") | role("phrase-end") for p in scoped)


def from_to(site: Site, memory: Memory) -> Frame | None:
    """从甲的N增加到乙的M: the measure that stands first, of the thing beside each figure."""
    left = list(site.left)
    if len(left) < 3 or left[-1].text != "的":
        return None
    at = next(
        (i for i in range(len(left) - 2, -1, -1) if left[i].text in ("从", "由") or _arrives(left[i])), None
    )
    if at is None or at == len(left) - 2:
        return None
    thing = left[at + 1 : -1]
    if not _is_thing(thing):
        return None
    rules = ("metric.parallel.from-to",)
    if _arrives(left[at]):
        base = memory.near()
        turned = base is not None and memory.same_sentence and "metric.parallel.from-to" in base.rules
        return base._replace(owner=joined(thing), rules=rules) if turned and base is not None else None
    measure = left_phrase(left[:at]).pieces
    if not measure or not head_of(joined(measure)):
        return None
    frame = compose(measure, memory)
    return frame._replace(owner=joined(thing), rules=rules)


def _arrives(piece: Piece) -> bool:
    return piece.kind == "word" and piece.text.endswith(("到", "至")) and len(piece.text) < 4


def _is_thing(pieces: Sequence[Piece]) -> bool:
    """Whether `pieces` name a thing or somebody, no time: K7, 青禾一号."""
    named = any(p.kind in ("product", "organization", "place") or p.tag == "eng" for p in pieces)
    return named and not any(p.kind in ("period", "claim", "mark") or p.text in heads() for p in pieces)


def attribute(site: Site, memory: Memory) -> Frame | None:
    """6个容量N的水箱, 一笔规模N的融资: a side of the thing that stands behind."""
    left, right = site.left, site.right
    if not left or left[-1].text not in role("attribute") or not right or right[0].text != "的":
        return None
    begins = len(left) == 1 and not site.first
    one = len(left) > 1 and left[-2].tag == "m" and left[-2].text.startswith("一")
    done = next(
        (i for i, p in enumerate(right) if p.text in role("opener") or p.text.startswith(("进行", "开展"))),
        len(right),
    )
    thing = right_phrase(right[1:done]).pieces
    if not (begins or one) or not thing or thing[-1].text in heads():
        return None
    named = [p for p in site.clause_left if is_owner(p) and "self" not in p.classes]
    owner = compose(named[:1], memory).owner if named else inherited_owner(memory, "")
    return Frame(owner, joined(without_de(thing)), left[-1].text, "", ("metric.parallel.attribute",))


def next_part(site: Site, memory: Memory) -> Frame | None:
    """早熟大豆20% after 玉米占产量的30%: a part of the same whole."""
    pieces = [p for p in phrase_of(site).pieces if p.text not in ("的", "合计")]
    last = memory.near()
    if last is None or not memory.same_sentence or last.head != "比例" or "占" not in last.core:
        return None
    text = joined(without_de(pieces))
    bare = not any(p.kind == "person" or (p.tag == "v" and "noun" not in p.classes) for p in pieces)
    if not text or len(text) > 12 or split(text)[1] or not bare or site.claim.quantity.unit == "pp":
        return None
    whole = last.core[last.core.index("占") :]
    return last._replace(owner="", core=text + whole, rules=("metric.parallel.part",))
