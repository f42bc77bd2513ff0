"""A part of a whole: 甲占乙的N%, 甲在乙中的占比, 甲相当于乙的N%."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import compose, head_kind, inherited_owner, place_name
from aicompute_cli.extract.metrics.frames import Frame, merged, split
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import (
    is_owner,
    left_phrase,
    phrase_of,
    strippable,
    without_de,
)
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import endings, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule("metric.share.of", "甲占乙的N%: what part of which whole", "青禾占全国销量的30%", "青禾销量为30台"),
    Rule(
        "metric.share.inside",
        "甲在乙的占比, 乙中甲占比",
        "水电在总发电量中的占比升至40%",
        "水电发电量升至40亿度",
    ),
    Rule("metric.share.like", "甲是乙的N%, 相当于乙的N%", "青禾的收入相当于绿野的40%", "青禾的收入为40亿元"),
)


def share_of(site: Site, memory: Memory) -> Frame | None:
    """甲占乙的N%."""
    left = site.left
    if those := _those(site, memory):
        return those
    if len(left) == 1 and left[0].text == "的":  # another figure stands within the whole
        left = [p for p in site.clause_left if p.kind != "claim"]
    at = _last_whole(left)
    if at is None:
        return None
    whole = _whole(left[at + 1 :])
    part, scope = _part(left[:at])
    if left is not site.left and not part and memory.before is not None and memory.same_sentence:
        return of(subject_text(memory.before), _whole_text(whole, memory), "metric.share.of")
    if not (whole or scope):
        return _proportion(part, site, memory)
    if len(whole) == 1 and whole[0].text in role("total"):
        frame = compose(part, memory)
        return of(frame.text, merged(frame.owner, frame.head or frame.core), "metric.share.of")
    text = _whole_text(scope or whole, memory)
    if len(part) == 1 and len(whole) == 1 and is_owner(part[0]) and is_owner(whole[0]) and not scope:
        text += _measure(memory)
    return of(_part_text(part, memory), text, "metric.share.of")


def _measure(memory: Memory) -> str:
    """What was measured last in the paragraph, which 甲省占全国N% leaves out."""
    last = memory.near()
    if last is None or not last.head or last.head.endswith(endings("share-end")) or "占" in last.core:
        return ""
    return last.core + last.head.removesuffix("排名")


def _those(site: Site, memory: Memory) -> Frame | None:
    """月薪超过N元的占M%: those of whom the figure before is said."""
    left, last = site.left, memory.near()
    if last is None or not 1 < len(left) < 4 or left[0].text != "的" or "whole" not in left[-1].classes:
        return None
    before = site.pieces[site.at - len(left) - 1]
    if before.kind != "claim" or memory.unit in ("%", "pp", "x"):
        return None
    return Frame("", last.text + before.text, "占比", "", ("metric.share.of",))


def of(part: str, whole: str, rule: str) -> Frame:
    """The share that `part` has of `whole`."""
    return Frame("", f"{part}占{whole}", "比例", "", (rule,))


def _last_whole(left: Sequence[Piece]) -> int | None:
    for at in range(len(left) - 1, -1, -1):
        if (
            left[at].text == "占比"
            and left[-1].text == "的"
            and any(not strippable(p) for p in left[at + 1 : -1])
        ):
            return at
        if left[at].kind == "word" and "whole" in left[at].classes and (not at or left[at - 1].text != "所"):
            return at
        if left[at].kind == "word" and left[at].text in role("gives") and left[-1].text == "的":
            return at
    return None


def _whole(region: Sequence[Piece]) -> list[Piece]:
    kept = [p for p in region if p.kind not in ("period", "mark")]
    while kept and (strippable(kept[-1]) or kept[-1].text in (*endings("share-noun"), "从", "由", "将")):
        kept.pop()
    while kept and (kept[0].text in ("的", "了", "到", "其中", "约", "其")):
        kept.pop(0)
    for at, piece in enumerate(kept):
        if piece.text in endings("share-noun"):
            return kept[:at]
    return kept


def _part(left: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The part, and the whole where it stands before: 乙中甲占."""
    phrase = left_phrase(left)
    pieces = list(phrase.pieces)
    for at in range(1, len(pieces) - 1):
        if pieces[at].text in role("inside") and pieces[at + 1].text != "的":
            return [p for p in pieces[at + 1 :] if p.text != "的"], pieces[:at]
    return pieces, []


def _part_text(part: Sequence[Piece], memory: Memory) -> str:
    if not part:
        return topic_text(memory)
    if part[0].kind != "word" or "where" in part[0].classes or "self" in part[0].classes:
        return compose(part, memory).text
    text = joined(without_de(part))
    core, head = split(text)
    if head and not core and (memory.topic or memory.owner):
        return compose(part, memory).text
    return text


def topic_text(memory: Memory) -> str:
    """What the clauses before are about: what a 占 without a subject is said of."""
    if memory.topic:
        return memory.topic
    if memory.same_sentence and memory.last is not None:
        counted = memory.last.head in ("数量", "人数") and memory.unit not in ("%", "pp", "x")
        return subject_text(memory.last if counted else memory.carrier or memory.last)
    return memory.whom


def subject_text(last: Frame) -> str:
    """What a later 占 is said of: the metric before without the head that only says how it was measured."""
    if head_kind(last.head) == "company":
        return last._replace(tail="").text
    return last.thing if last.head in role("side") else last._replace(tail="").text


def _whole_text(whole: Sequence[Piece], memory: Memory) -> str:
    if len(whole) == 1 and ("where" in whole[0].classes or whole[0].kind == "place"):
        return place_name(whole[0].text, memory)
    if whole[0].text in role("total") and len(whole) > 1:
        whole = whole[1:]
    text = joined(without_de(whole))
    if whole[0].kind == "place" or "where" in whole[0].classes:
        return place_name(whole[0].text, memory) + joined(without_de(whole[1:]))
    if any(p.kind in ("place", "organization") or p.classes & {"where", "self"} for p in whole):
        return compose(whole, memory).text
    core, head = split(text)
    if head and head_kind(head) == "company" and not core.strip("总"):
        return merged(inherited_owner(memory, head), text)
    return text


def _proportion(part: Sequence[Piece], site: Site, memory: Memory) -> Frame:
    """占N%: of the whole that the figure before is a part of, or of the figure before itself."""
    last = memory.near() if memory.same_sentence else None
    frame = _next_part(part, last, memory) if last is not None and part else None
    if frame is not None:
        return frame
    among = any(p.text in ("其中", "当中") for p in site.clause_left)
    near, text = memory.near(), joined(without_de(part))
    if among and near is not None and text:
        return of(text, near.text, "metric.share.of")
    if not part and memory.market.topic and last is not None and last.owner:
        return Frame(memory.owner if memory.fresh else last.owner, "", "市场份额", "", ("metric.share.of",))
    if not part:
        return Frame("", topic_text(memory), "占比", "", ("metric.share.of",))
    whose = compose(part, memory)
    return Frame(whose.owner, whose.core + whose.head, "占比", "", ("metric.share.of",))


def _next_part(part: Sequence[Piece], last: Frame, memory: Memory) -> Frame | None:
    """The next part of the whole that the figure before is a part of: 甲占其产量的1%,乙占2%."""
    rules = ("metric.share.of",)
    new, side = joined(without_de(part)), split(last.core)[1]
    if len(part) == 1 and last.head.endswith(endings("market-share")):
        return last._replace(owner=part[0].text, rules=rules)
    alone = part[0].kind == "organization" or "where" in part[0].classes
    if alone and memory.carrier is not None and len(part) < 3:
        return of(part[0].text, memory.carrier._replace(tail="").text, "metric.share.of")
    if last.head == "比例" and "占" in last.core:
        return last._replace(owner="", core=new + last.core[last.core.index("占") :], rules=rules)
    if last.head == "占比" and side and not split(new)[1]:
        owner = "" if last.owner == memory.possessor else last.owner
        side = "" if new.endswith(("群体", "人群", "者")) else side
        return last._replace(owner=owner, core=new + side, rules=rules)
    return None


def share_like(site: Site, memory: Memory) -> Frame | None:
    """甲是乙的N%, 甲相当于乙的N%."""
    left = site.left
    if not left or left[-1].text != "的":
        return None
    at = next((i for i in range(len(left) - 2, -1, -1) if left[i].text in role("like")), None)
    if at is None or at == len(left) - 2:
        return None
    other = [p for p in left[at + 1 : -1] if p.kind != "period" and p.text not in ("同年", "同期", "约")]
    whole = joined(without_de(other))
    if not whole:
        return None
    part = (
        compose(left_phrase(left[:at]).pieces, memory).text
        if left_phrase(left[:at]).pieces
        else topic_text(memory)
    )
    verb = "相当于" if other[0].kind == "place" else "占"
    return Frame("", f"{part}{verb}{whole}", "比例", "", ("metric.share.like",))


def share_inside(site: Site, memory: Memory) -> Frame | None:
    """甲在乙中的占比; 乙中甲占比; 甲的比重 of what was measured before."""
    pieces = phrase_of(site).pieces
    if not pieces or pieces[-1].text not in endings("share-noun"):
        return None
    noun, body = pieces[-1].text, list(pieces[:-1])
    while body and body[-1].text in ("的", "所占", "所", "之", "占"):
        body.pop()
    if body and _after_in(site.left, body[0]):
        return _part_in_whole([], inner(body), memory)
    before = bool(site.previous) and site.previous[-1].text in role("inside")
    if not body:
        return None if before else _of_topic(site, memory)
    return _among(body, noun, memory) or _rest_inside(body, noun, site, memory, before=before)


def _among(body: Sequence[Piece], noun: str, memory: Memory) -> Frame | None:
    """乙中甲占比, 乙里甲的比重."""
    inside = next((i for i in range(1, len(body) - 1) if body[i].text in role("inside")), None)
    if inside is None:
        return None
    part, scope = joined(without_de(body[inside + 1 :])), compose(body[:inside], memory)
    if noun == "占比":
        return Frame(scope.owner, f"{scope.core}{scope.head}中{part}", "占比", "", ("metric.share.inside",))
    return of(part, scope.text, "metric.share.inside")


def _rest_inside(
    body: Sequence[Piece], noun: str, site: Site, memory: Memory, *, before: bool
) -> Frame | None:
    if before and site.first:
        whole = compose(inner(site.previous), memory).text
        return of(joined(without_de(body)), whole, "metric.share.inside")
    at = next((i for i, p in enumerate(body) if p.text == "在" and i), None)
    if at is not None:
        return _part_in_whole(body[:at], inner(body[at + 1 :]), memory, noun)
    return _bare_share(body, noun, site, memory)


def _after_in(left: Sequence[Piece], piece: Piece) -> bool:
    return any(left[i] is piece and i and left[i - 1].text == "在" for i in range(len(left)))


def inner(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without the 中 or 里 that they end with."""
    kept = list(pieces)
    while kept and (
        kept[-1].text in (*role("inside"), "的") or (len(kept) > 1 and kept[-1].text in role("makeup"))
    ):
        kept.pop()
    return kept


def _part_in_whole(part: Sequence[Piece], whole: Sequence[Piece], memory: Memory, noun: str = "") -> Frame:
    if len(whole) == 1 and ("where" in whole[0].classes or whole[0].kind == "place"):
        return Frame(
            place_name(whole[0].text, memory), joined(without_de(part)), "占比", "", ("metric.share.inside",)
        )
    if noun in ("份额", "市场份额", "占有率", "市场占有率"):
        return Frame(_part_text(part, memory), _whole_text(whole, memory), noun, "", ("metric.share.inside",))
    return of(_part_text(part, memory), _whole_text(whole, memory), "metric.share.inside")


def _of_topic(site: Site, memory: Memory) -> Frame | None:
    last, first = memory.last, memory.before
    if memory.part and memory.whole:
        return of(memory.part, memory.whole, "metric.share.inside")
    noun = next((p.text for p in reversed(site.left) if p.text in endings("share-noun")), "占比")
    if last is not None and memory.same_sentence and last.head == "比例" and "占" in last.core:
        return last._replace(rules=("metric.share.inside",))
    if noun == "份额":
        owner = memory.owner if memory.fresh else (last.owner if last is not None else "") or memory.whom
        return Frame(owner, "", noun, "", ("metric.share.inside",))
    if last is not None and first is not None and memory.same_sentence and not memory.topic:
        part_of = first.core and last.core.endswith(first.core) and last.core != first.core
        if part_of:
            return of(last.core, first.thing, "metric.share.inside")
    return Frame("", topic_text(memory), "占比", "", ("metric.share.inside",))


def _bare_share(body: Sequence[Piece], noun: str, site: Site, memory: Memory) -> Frame | None:
    last = memory.near()
    among = any(p.text in ("其中", "当中") for p in site.clause_left)
    if among and last is not None:
        return of(joined(without_de(body)), last.text, "metric.share.inside")
    if len(body) == 1 and body[0].text in role("scope") and memory.same_sentence and last is not None:
        return of(
            subject_text(memory.carrier or last), place_name(body[0].text, memory), "metric.share.inside"
        )
    frame = compose(body, memory)
    return Frame(
        frame.owner,
        frame.core + frame.head,
        "占比" if noun in ("比重", "比例") else noun,
        "",
        ("metric.share.inside",),
    )
