"""What the clauses without figures set up for those with: who acts, where, and of what the talk is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import place_name, several
from aicompute_cli.extract.metrics.market import mentioned
from aicompute_cli.extract.metrics.memory import Memory, is_body
from aicompute_cli.extract.metrics.phrases import facility, is_owner, is_time, right_phrase, without_de
from aicompute_cli.extract.metrics.pieces import Island, Piece, joined
from aicompute_cli.extract.metrics.words import classes_of, heads, role

_MAX_TOPIC = 24
_QUOTES = '“”"‘’「」 '
_IS_SOURCE = re.compile("表示|指出|说|认为|数据|报告|称")


def subject_of(whole: Sequence[Island], folded: str, start: int = 0) -> str:
    """Whom or what a sentence without figures is about: its first organisation that is no source.

    A product with which the sentence begins (at `start`) is what it is about.
    """
    for island in whole:
        if island.kind == "product" and len(folded[start : island.start].strip(_QUOTES)) < 1:
            return island.text
        if island.kind == "organization":
            after = folded[island.end : island.end + 6]
            return "" if _IS_SOURCE.search(after) else island.text
    return ""


def digest(pieces: Sequence[Piece], memory: Memory) -> None:
    """Take from clauses what later ones may leave unsaid."""
    clause: list[Piece] = []
    for piece in [*pieces, Piece("", -1, -1, "mark")]:
        if piece.kind != "mark":
            clause.append(piece)
            continue
        if clause:
            if piece.text in (":", "：") and _is_label(clause):
                memory.about = joined(_unbranded(clause))
                memory.market = mentioned(memory.market, clause)
                clause = []
                continue
            memory.market = mentioned(memory.market, clause)
            memory.names = listed_names(clause) or memory.names
            _digest_clause(clause, memory)
        clause = []


def _is_label(clause: Sequence[Piece]) -> bool:
    """Whether a clause before a colon is but a measure: 品牌份额: 甲31%、乙24%."""
    nominal = all(p.kind == "word" and p.tag[:1] in ("n", "b", "v", "j", "") for p in clause)
    return len(clause) < 5 and nominal and clause[-1].text in heads() and clause[-1].tag != "v"


def _unbranded(clause: Sequence[Piece]) -> list[Piece]:
    kept = [p for p in clause if p.text not in ("品牌", "厂商", "各", "地区", "主要", "企业", "国家")]
    return kept or list(clause)


def digest_own(left: Sequence[Piece], memory: Memory) -> None:
    """Take from the words before a figure who acts: 青禾预计营收将达, 甲和乙计划投入."""
    pieces = [p for p in _bare(left) if "adverb" not in p.classes or "report" in p.classes]
    if len(pieces) > 2 and pieces[0].kind == "place" and pieces[1].text in role("demands"):
        memory.place = place_name(pieces[0].text, memory)
    end = several(pieces) if pieces else 0
    if end < len(pieces) and pieces[0].kind == "organization" and pieces[end].text in role("intends"):
        memory.acts(joined(pieces[:end]))


def _bare(clause: Sequence[Piece]) -> list[Piece]:
    pieces = [p for p in clause if p.kind != "period" and not is_time(p)]
    while (
        pieces
        and pieces[0].kind == "word"
        and ("link" in pieces[0].classes or "adverb" in pieces[0].classes)
        and pieces[0].text not in role("about-start")
        and pieces[0].text not in role("with")
    ):
        pieces = pieces[1:]
    return pieces


def _digest_clause(clause: Sequence[Piece], memory: Memory) -> None:
    pieces = _bare(clause)
    memory.part = ""
    if not pieces or clause[0].text in role("circumstance"):
        return
    if len(pieces) == 1 and is_owner(pieces[0]) and pieces[0].kind != "person":
        if pieces[0].kind == "place":
            memory.place = place_name(pieces[0].text, memory)
        else:
            memory.acts(pieces[0].text)
        return
    if _predicated(pieces, memory):
        return
    if any(p.kind == "claim" for p in pieces):
        _acting(pieces, memory)
        return
    if (
        pieces[0].text in ("在", "从")
        and pieces[-1].text in ("中", "里", "内")
        and pieces[1].kind == "organization"
    ):
        memory.acts(pieces[1].text)
    elif (pieces[0].text == "在" and len(pieces) in (2, 3) and pieces[1].kind == "place") or (
        pieces[0].text == "以"
        and len(pieces) > 2
        and pieces[1].kind == "place"
        and pieces[2].text in ("为例", "为")
    ):
        memory.place = place_name(pieces[1].text, memory)
    elif pieces[-1].text in role("about-end") or pieces[0].text in (
        "对于",
        "至于",
        "关于",
        "再看",
        "先看",
        "论",
    ):
        _about(pieces, memory)
    elif _stands_alone(pieces):
        last = max(i for i, p in enumerate(pieces) if p.text == "的")
        memory.acts(joined(without_de(pieces[last + 1 :])))
    else:
        if _place_acts(pieces):
            memory.place = place_name(pieces[0].text, memory)
            memory.owner, memory.fresh = (
                (memory.place, True) if not memory.firm else (memory.owner, memory.fresh)
            )
        _regional(pieces, memory)
        _acting(pieces, memory)
        _topic(pieces, memory)


def _place_acts(pieces: Sequence[Piece]) -> bool:
    """Whether a place does something: 南洲大力引进…."""
    rest = [p for p in pieces[1:] if p.tag != "d" and "adverb" not in p.classes]
    if len(pieces) < 2 or pieces[0].kind != "place" or not rest:
        return False
    return rest[0].tag == "v" and "noun" not in rest[0].classes


def _predicated(pieces: Sequence[Piece], memory: Memory) -> bool:
    """Whether a clause says who is first or next (机器最多的为甲, 其次是乙, 第三为丙): the subject of what follows."""
    at = next((i for i, p in enumerate(pieces) if i and p.text in ("为", "是", "则是", "则为")), None)
    if at is None or at + 1 >= len(pieces):
        return False
    before = pieces[at - 1]
    ordered = [i for i, p in enumerate(pieces[:at]) if p.text in role("superlative")]
    if before.kind != "claim" and not ordered:
        return False
    named = [p for p in pieces[at + 1 :] if p.kind != "claim"]
    if before.kind == "claim" and at > 1:
        return False
    if ordered and ordered[0]:
        memory.whole = joined(without_de(pieces[: ordered[0]]))
    if named and named[0].kind == "organization":
        memory.acts(named[0].text)
    else:
        memory.part = joined(without_de(right_phrase(named).pieces))
    return True


def listed_names(clause: Sequence[Piece]) -> list[str]:
    """The names that a clause begins with, where it lists several: 甲、乙和丙."""
    names: list[str] = []
    pieces = [p for p in clause if p.kind != "period"]
    while pieces and "link" in pieces[0].classes:
        pieces = pieces[1:]
    for at in range(0, len(pieces), 2):
        if not is_owner(pieces[at]):
            break
        names.append(pieces[at].text)
        joint = pieces[at + 1] if at + 1 < len(pieces) else None
        if joint is None or not (joint.kind == "list" or joint.text in ("和", "与", "及", "以及")):
            break
    return names if len(names) > 1 else []


def _stands_alone(pieces: Sequence[Piece]) -> bool:
    """Whether a clause is but a name that cannot be known, with its system: 某厂甲乙的灌溉系统."""
    owned = any(p.text == "的" for p in pieces[1:-1]) and pieces[0].kind != "organization"
    return owned and len(pieces) <= 12 and pieces[-1].text.endswith(("系统", "平台"))


def _about(pieces: Sequence[Piece], memory: Memory) -> None:
    edges = role("about-end") | role("about-start")
    kept = [p for p in pieces if p.text not in edges]
    if not kept:
        return
    if is_owner(kept[0]) and len(kept) == 1:
        memory.acts(place_name(kept[0].text, memory))
        return
    if kept[0].text[0] in "分按" and not is_owner(kept[0]):
        return  # 分地区看 says how the figures are dealt out
    of = max((i for i, p in enumerate(kept) if p.text == "的"), default=0)
    kept = kept[of + 1 :] if of and any(p.tag == "v" for p in kept[:of]) else kept
    text = joined(without_de(kept))
    if any(p.text[:1] in "这那该此" for p in kept):
        return
    if 1 < len(text) <= 14 and text not in role("no-topic"):
        memory.about = text


def _regional(pieces: Sequence[Piece], memory: Memory) -> None:
    if len(pieces) > 1 and "where" in pieces[0].classes | _where(pieces[0]) and pieces[1].text == "市场":
        memory.place = place_name(pieces[0].text, memory)
    elif pieces[-1].text in ("市场", "地区", "国家", "区域") and len(pieces) <= 9:
        place = next((p for p in reversed(pieces) if p.kind == "place" or "where" in p.classes), None)
        if place is not None and pieces.index(place) >= len(pieces) - 2:
            memory.place = place_name(place.text, memory) + _without(pieces, memory)


def _where(piece: Piece) -> frozenset[str]:
    return frozenset(("where",)) if piece.kind == "place" else frozenset()


def _without(pieces: Sequence[Piece], memory: Memory) -> str:
    """(不含日本) of 扣除日本的亚太市场."""
    at = next((i for i, p in enumerate(pieces) if p.text in ("扣除", "不含", "不包括", "剔除", "除去")), None)
    if at is None:
        return ""
    left_out = [
        place_name(p.text, memory) for p in pieces[at + 1 : -2] if p.kind == "place" or "where" in p.classes
    ]
    return f"(不含{'和'.join(left_out)})" if left_out else ""


def _topic(pieces: Sequence[Piece], memory: Memory) -> None:
    """The noun phrase that begins a clause: what a bare head noun of the next clause is said of."""
    mention = next((i for i, p in enumerate(pieces) if p.text in ("提到", "谈到", "谈及", "提及")), None)
    pieces = pieces[mention + 1 :] if mention is not None else pieces
    if len(pieces) > 1 and pieces[0].text in ("建", "建设", "开发", "训练", "购买", "新建", "打造"):
        pieces = pieces[1:]
    pieces = [p for p in pieces if not (p.tag == "m" and p.text[0] == "一")]
    phrase = right_phrase(pieces)
    kept = list(phrase.pieces)
    if not pieces:
        return
    after = phrase.stripped[0] if phrase.stripped else None
    if (
        not kept
        or pieces[0].kind == "person"
        or kept[0] is not pieces[0]
        or (after and after.kind == "organization")
    ):
        memory.topic = ""
        return
    if (kept[0].kind == "organization" or "self" in kept[0].classes) and len(kept) > 2:
        kept = kept[1:]
    if kept and kept[-1].text in ("结果", "情况", "消息", "公告"):
        kept = kept[:-1]
    kept = kept[: next((i for i, p in enumerate(kept) if i and p.text in ("与", "跟", "同")), len(kept))]
    if len(kept) == 2 and kept[0].kind == "organization" and kept[1].text in heads():
        memory.topic = kept[1].text
        return
    while len(kept) > 1 and (kept[-1].text in heads() or kept[-1].text == "的"):
        kept = kept[:-1]
    text = joined(without_de(kept))
    if any(p.kind == "organization" for p in kept) or text.endswith(
        ("后", "前", "时", "中", "下", "里", "者")
    ):
        text = ""
    named = kept[0].kind in ("organization", "place", "product") if kept else False
    if named and len(kept) > 2 and text.endswith(("系统", "平台")) and len(text) <= _MAX_TOPIC:
        memory.acts(text)
    is_name = len(kept) == 1 and is_owner(kept[0])
    memory.topic = (
        text if 1 < len(text) <= _MAX_TOPIC and not is_name and text not in role("no-topic") else ""
    )


def _acting(pieces: Sequence[Piece], memory: Memory) -> None:
    """Take from a clause who acts in it: its first name, where that is no source and no partner."""
    if pieces and pieces[0].text in role("these") and memory.last is not None and memory.last.owner:
        memory.acts(memory.last.owner)
        return
    if any(p.text in role("invests") for p in pieces):
        return  # who pays into it is not whom it is about
    for at, piece in enumerate(pieces[:8]):
        if piece.kind == "claim" or piece.text in ("是", "为", "成为"):
            return
        if (
            piece.kind == "word"
            and piece.tag == "v"
            and not piece.classes & {"link", "report", "noun", "adverb"}
        ):
            return
        if piece.kind in ("organization", "product", "event"):
            beside = at + 1 < len(pieces) and pieces[at + 1].kind == "list"
            if not beside and not (at and pieces[at - 1].text in role("with")):
                _named_acts(pieces, at, memory)
            return


def _named_acts(pieces: Sequence[Piece], at: int, memory: Memory) -> None:
    if pieces[-1].kind == "report":
        return  # who publishes is not whom it is about
    name, after = pieces[at].text, pieces[at + 1 : at + 6]
    if len(after) > 2 and after[0].text in role("makes") and after[1].text == "的":
        made = right_phrase(pieces[at + 3 :]).text
        memory.acts(name + made if len(made) <= 12 else name)
    elif after and after[0].text in role("makes") and any(p.kind == "product" for p in after[1:]):
        memory.acts(next(p.text for p in after[1:] if p.kind == "product"))
        memory.maker = name
    elif any(p.text in role("results") for p in after):
        memory.acts(name)
    elif any(
        ("report" in p.classes and p.text not in role("intends")) or p.text in role("speaks-in")
        for p in after
    ):
        counts = any(p.text in role("speaks-in") for p in after)
        says = "report" in pieces[-1].classes and not is_body(name) and not counts
        memory.speaker = name if says and "researcher" not in classes_of(name) else memory.speaker
    else:
        memory.acts(_subject(pieces[at:]))


def _subject(pieces: Sequence[Piece]) -> str:
    """A name with what of it acts: 青禾的灌溉系统."""
    end = facility(pieces)
    if end > 1:
        return joined(pieces[:end])
    if len(pieces) > 2 and pieces[1].text == "的" and pieces[0].kind == "organization":
        phrase = right_phrase(pieces[2:])
        text = joined(without_de(phrase.pieces))
        if (
            2 < len(text) <= 14
            and phrase.pieces[0] is pieces[2]
            and text.endswith(("系统", "平台", "集群", "中心", "工厂"))
        ):
            return pieces[0].text + text
    return pieces[0].text
