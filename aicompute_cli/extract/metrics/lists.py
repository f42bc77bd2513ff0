"""Figures dealt out to the names of a list: 甲、乙分别为1和2, 甲(1)和乙(2)."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import compose
from aicompute_cli.extract.metrics.frames import Frame
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import (
    is_owner,
    left_phrase,
    right_phrase,
    strippable,
    without_de,
)
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.topics import listed_names
from aicompute_cli.extract.metrics.units import is_money
from aicompute_cli.extract.metrics.words import Head, head_of, heads, role, verbs
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.inherit.respective",
        "分别: each figure is of its own part of the list",
        "青禾、绿野的产量分别为30万吨和20万吨",
        "青禾的产量为30万吨",
    ),
    Rule(
        "metric.inherit.bracket",
        "甲(6%)和乙(5%): each figure is of the name before it",
        "青禾占全国产量的30%,其次是绿野(占20%)",
        "青禾占全国产量的30%",
    ),
    Rule(
        "metric.inherit.compared",
        "高于甲(N吨): a figure in brackets behind a comparison is of whom it compares with",
        "青禾的产量为30万吨,高于绿野(20万吨)",
        "青禾的产量为30万吨",
    ),
)
ASIDE = ("metric.inherit.compared",)  # what later figures are not of
_PLAIN = Head("generic", "")
_PAIRS = {
    "产销": ("产量", "销量"),
    "产销量": ("产量", "销量"),
    "进出口": ("进口额", "出口额"),
    "进出口额": ("进口额", "出口额"),
}


def respective(site: Site, memory: Memory) -> Frame | None:
    """甲、乙分别为1和2; 分别增长1和2 of the two metrics before."""
    left = site.clause_left
    at = next((i for i, p in enumerate(left) if _deals(p)), None)
    if site.claim.quantity.unit == "rank":
        return None
    if at is None:
        return _zipped(site, memory)
    low = site.at - len(left) + at
    places = [i for i in range(low, min(site.high, low + 60)) if site.pieces[i].kind == "claim"]
    if len(places) < 2 or site.at not in places:
        return None
    turn = places.index(site.at)
    items = [p for p in left[:at] if p.kind == "claim"]
    if len(items) == len(places):
        noun = right_phrase(site.pieces[places[-1] + 1 : site.high]).text
        return Frame(items[turn].text, "", noun, "", ("metric.inherit.respective",)) if noun else None
    named = left_phrase(left[:at]).pieces
    done = next((p.text for p in left[at:] if p.text in verbs()), "") if site.claim.kind == "level" else ""
    frame = _one_of(named, turn, len(places), memory) if named else _in_turn(turn, len(places), memory)
    frame = frame or _told(named, turn, len(places), memory)
    if frame is not None and done and not frame.head:
        frame = frame._replace(head=verbs()[done][0 if is_money(site.claim.quantity.unit) else 1])
    side = next((p.text for p in left[at:] if p.text in heads() and heads()[p.text].kind != "generic"), "")
    if (
        frame is not None
        and side
        and (frame.head == "市场" or heads().get(frame.head, _PLAIN).kind == "generic")
    ):
        return frame._replace(core=frame.core + frame.head, head=side)
    if frame is not None and not frame.head:
        noun = right_phrase(site.pieces[places[-1] + 1 : site.high]).text
        frame = frame._replace(head=noun) if head_of(noun) == noun else frame
    return frame


def _deals(piece: Piece) -> bool:
    return piece.text == "各" or piece.text.startswith(("分别", "依次", "各为", "各自"))


def _told(named: Sequence[Piece], turn: int, count: int, memory: Memory) -> Frame | None:
    """One of the names that a clause before lists: 甲与乙并列第一,份额分别为1%和2%."""
    if not named:
        return _of_list(turn, count, memory)
    if any(is_owner(p) for p in named):
        return None
    if turn == 0:
        placed = [f.owner for f in memory.frames[-count:] if f.head.endswith("排名")]
        memory.names = placed if len(placed) == count else memory.names
    if len(memory.names) != count:
        return None
    frame = compose(named, memory)
    return Frame(memory.names[turn], "", frame.head, "", ("metric.inherit.respective",))


def _of_list(turn: int, count: int, memory: Memory) -> Frame | None:
    """甲、乙的产值居前二,分别增长1%和2%: the metric before, of one of the names it lists."""
    base, all_of_them = (
        (memory.near() if not turn else next(iter(memory.listed), None)),
        "、".join(memory.names),
    )
    if base is None or len(memory.names) != count or not base.thing.startswith(all_of_them):
        return None
    memory.listed = [base]
    return base._replace(
        owner=memory.names[turn],
        core=base.thing.removeprefix(all_of_them),
        tail="",
        rules=("metric.inherit.respective",),
    )


def _zipped(site: Site, memory: Memory) -> Frame | None:
    """甲和乙以1%、2%…: as many figures side by side as the clause has names at its start."""
    claims = [i for i in range(site.low, min(site.high, site.low + 60)) if site.pieces[i].kind == "claim"]
    if not 1 < len(claims) < 9 or site.at not in claims:
        return None
    between = site.pieces[claims[0] + 1 : claims[-1]]
    if any(p.kind not in ("claim", "list") and p.text not in ("和", "与", "及") for p in between):
        return None
    names = listed_names(site.pieces[site.low : claims[0]])
    lead = [p for p in site.pieces[site.low + 2 * len(names) - 1 : claims[0]] if p.kind != "period"]
    if len(names) != len(claims) or len(lead) > 3:
        return None
    last = memory.near()
    mine = names[claims.index(site.at)]
    noun = right_phrase(site.pieces[claims[-1] + 1 : site.high]).text
    if noun and head_of(noun) == noun:
        return Frame(mine, "", noun, "", ("metric.inherit.respective",))
    if last is None:
        return Frame(mine, "", "", "", ("metric.inherit.respective",))
    return last._replace(owner=mine, tail="", rules=("metric.inherit.respective",))


def _in_turn(turn: int, count: int, memory: Memory) -> Frame | None:
    """One of the metrics before, as many as there are figures."""
    if len(memory.frames) < count:
        return None
    if turn == 0:
        memory.listed = memory.frames[-count:]
    if turn >= len(memory.listed):
        return None
    return memory.listed[turn]._replace(rules=("metric.inherit.respective",))


def _one_of(named: Sequence[Piece], turn: int, count: int, memory: Memory) -> Frame | None:
    """The part of a list of names (甲、乙和丙的产值) that figure number `turn` is of."""
    pair = _PAIRS.get(named[-1].text) if count == 2 else None
    if pair:
        frame = compose(named[:-1], memory)
        return Frame(frame.owner, frame.core + frame.head, pair[turn], "", ("metric.inherit.respective",))
    parts: list[list[Piece]] = [[]]
    for piece in named:
        if piece.kind == "list" or piece.text in ("和", "与", "及", "以及"):
            parts.append([])
        else:
            parts[-1].append(piece)
    if len(parts) == 1:
        alone = len(memory.names) == count or (len(named) == 1 and is_owner(named[0]))
        return None if alone else compose(named, memory, "metric.inherit.respective")
    if len(parts) != count or not all(parts):
        return None
    several = next((i for i, p in enumerate(parts[-1]) if i and p.text in role("several")), None)
    if several is not None:  # 农户、学校两类客户
        parts[-1] = [*parts[-1][:several], *parts[-1][several + 1 :]]
        shared = parts[-1][several:] if turn < count - 1 else []
        return compose([*parts[turn], *shared], memory, "metric.inherit.respective")
    of = next((i for i, p in enumerate(parts[-1]) if p.text == "的"), None)
    shared = parts[-1][of:] if of is not None and turn < count - 1 and is_owner(parts[-1][0]) else []
    if (
        of is None
        and turn < count - 1
        and not head_of(parts[turn][-1].text)
        and parts[-1][-1].text in heads()
    ):
        shared = parts[-1][1:] if is_owner(parts[-1][0]) else parts[-1][-1:]
    start = parts[0][:1] if turn and is_owner(parts[0][0]) and not is_owner(parts[turn][0]) else []
    return compose([*start, *parts[turn], *shared], memory, "metric.inherit.respective")


def bracketed(site: Site, memory: Memory) -> Frame | None:
    """甲(6%)和乙(5%): the figure in brackets is of the name before them."""
    opened = bool(site.low) and site.pieces[site.low - 1].text in ("(", "（") and site.first
    if not opened or any(not strippable(p) and "whole" not in p.classes for p in site.left):
        return None
    named = _last_name(site.pieces[max(site.earlier, site.low - 20) : site.low - 1])
    last = memory.near()
    if not named or last is None or not memory.same_paragraph:
        return None
    rules = ("metric.inherit.bracket",)
    named = _compared(named)
    if not named:
        return last._replace(tail="", rules=rules)
    text = joined(without_de(named))
    if last.head == "比例" and "占" in last.core:
        return Frame("", text + last.core[last.core.index("占") :], "比例", "", rules)
    asked = last.head == "占比" and "的" in last.core and memory.people
    if asked or any("whole" in p.classes for p in site.left):
        return Frame("", f"{text}的{memory.people}" if asked else text, "占比", "", rules)
    return last._replace(owner=text, tail="", rules=rules)


def compared(site: Site, memory: Memory) -> Frame | None:
    """高于甲(N吨): the figure in brackets is 甲's."""
    if not site.low or site.pieces[site.low - 1].text not in ("(", "（") or not site.first or site.left:
        return None
    before = _last_name(site.pieces[max(site.earlier, site.low - 20) : site.low - 1])
    named = _compared(before)
    base = memory.units.get(site.claim.quantity.unit)
    if base is None or named is before or not named or not memory.same_sentence:
        return None
    return base._replace(owner=compose(named, memory).owner, core="", tail="", rules=ASIDE)


def _compared(named: Sequence[Piece]) -> Sequence[Piece]:
    """Whom the words before a bracket compare with (高于甲); nothing where that is but an earlier time."""
    than = next((i for i, p in enumerate(named) if "compare" in p.classes), None)
    if than is None:
        return named
    rest = [p for p in named[than + 1 :] if p.kind != "period" and "adverb" not in p.classes]
    return rest[:1] if rest and is_owner(rest[0]) else []


def _last_name(pieces: Sequence[Piece]) -> Sequence[Piece]:
    end = len(pieces)
    start = end
    while start and not (
        pieces[start - 1].kind in ("mark", "list", "claim")
        or pieces[start - 1].text in ("的是", "是", "为", "和", "及", "与", "以及", "有", "而")
    ):
        start -= 1
    return pieces[start:end]
