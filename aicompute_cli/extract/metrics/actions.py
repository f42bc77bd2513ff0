"""Who does what: the verb of a clause, its subject, and what several figures of a clause share."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import left_phrase
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import head_of, heads, role, verbs


def shared_left(site: Site) -> Sequence[Piece]:
    """The words left of a figure; of a later one in a list (甲N家、乙M家) those left of the first."""
    left = list(site.left)
    if site.first or not left:
        return left
    tail = left[-1]
    if tail.kind == "list" or tail.text in ("和", "及", "与", "以及"):
        whole = site.clause_left
        start = next(i for i, p in enumerate(whole) if p.kind == "claim")
        return list(whole[:start])
    return left


def shared_right(site: Site) -> Sequence[Piece]:
    """The words right of a figure; of the first of two that share a noun (7和9的得分) those right of the second."""
    right = site.right
    if nested := _beyond(site):
        return nested
    if len(right) != 1 or right[0].text not in ("和", "与", "、", "及"):
        return right
    second = site.at + 2
    if second >= len(site.pieces):
        return right
    unlike = site.pieces[second].text[-1:] != site.pieces[site.at].text[-1:]
    if site.claim.quantity.unit != "1" and unlike:
        return right
    stop = next((i for i in range(second + 1, site.high) if site.pieces[i].kind == "claim"), site.high)
    return site.pieces[second + 1 : stop]


def _beyond(site: Site) -> Sequence[Piece]:
    """The noun behind an attribute with a figure of its own: 水箱 in 6个容量80升的水箱."""
    at = site.at
    if len(site.right) != 1 or site.right[0].text not in heads() or at + 3 >= site.high:
        return ()
    if site.pieces[at + 2].kind != "claim" or site.pieces[at + 3].text != "的":
        return ()
    stop = next((i for i in range(at + 4, site.high) if site.pieces[i].kind == "claim"), site.high)
    return site.pieces[at + 4 : stop]


def verb_at(pieces: Sequence[Piece]) -> int | None:
    """Where the last verb of trade or making stands that is not the noun of a compound; None where none does."""
    for at in range(len(pieces) - 1, -1, -1):
        if pieces[at].kind == "word" and pieces[at].text in verbs():
            after = pieces[at + 1 :]
            if at and pieces[at - 1].text == "的":
                return None
            if any(p.text == "的" for p in after) or (after and head_of(joined(after))):
                return None
            if after and pieces[at].text in role("compound-verb"):
                return None
            return at
    return None


def who_acts(memory: Memory) -> str:
    """Whom a clause without a subject is about."""
    if memory.place:
        return memory.place
    if memory.fresh:
        return memory.owner
    if memory.same_sentence and memory.last is not None and memory.last.owner:
        return memory.owner if memory.owner and memory.last.owner in role("scope") else memory.last.owner
    earlier = next((frame.owner for frame in reversed(memory.frames) if frame.owner), "")
    return (
        earlier
        or memory.owner
        or (memory.last.owner if memory.same_paragraph and memory.last else "")
        or memory.firm
    )


def clause_subject(site: Site) -> list[Piece]:
    """Who acts in a clause whose first figure is not this one."""
    whole = site.clause_left
    start = next((i for i, p in enumerate(whole) if p.kind == "claim"), 0)
    first = left_phrase(whole[:start]).pieces
    return [p for p in first[:1] if p.kind in ("organization", "place", "product")]
