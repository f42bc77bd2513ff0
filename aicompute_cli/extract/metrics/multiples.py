"""Times: 甲是乙的N倍, N倍于乙, 两者之比."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import compose
from aicompute_cli.extract.metrics.frames import Frame
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import left_phrase, phrase_of, without_de
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import endings, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.multiple.of",
        "甲是乙的N倍: the ratio of the two",
        "新炉的产量是旧炉的3倍",
        "新炉的产量增长3倍",
    ),
    Rule("metric.multiple.than", "N倍于乙", "新炉的产量3倍于旧炉产量", "新炉的产量增长3倍"),
    Rule(
        "metric.multiple.both",
        "两者之比: the ratio of the two named before",
        "青禾产值6亿元,绿野产值3亿元,两者之比为2:1",
        "青禾产值6亿元,绿野产值3亿元",
    ),
)


def multiple_of(site: Site, memory: Memory) -> Frame | None:
    """甲是乙的N倍."""
    left = site.clause_left
    if not left or left[-1].text != "的":
        return _both(site, memory) or _than(site, memory)
    at = next((i for i in range(len(left) - 2, -1, -1) if left[i].text in role("equals")), None)
    if at is None:
        return None
    subject = [p for p in left[:at] if p.kind != "claim"]
    other = _other(left[at + 1 : -1])
    if other in ("后者", "前者"):
        other = _latter(site) or other
    if not other:
        return None
    thing = _grown(subject, memory) or _first(left_phrase(subject).pieces, memory)
    if thing.endswith(endings("rate-end")) and not other.endswith(endings("rate-end")):
        other += thing[-2:]
    return Frame("", f"{thing}与{other}", "之比", "", ("metric.multiple.of",))


def _latter(site: Site) -> str:
    """Whom the clause before compares with: 与甲持平,是后者的2倍."""
    at = next((i for i, p in enumerate(site.previous) if p.text in ("与", "和", "跟", "同")), None)
    if at is None:
        return ""
    rest = site.previous[at + 1 :]
    end = next(
        (
            i
            for i, p in enumerate(rest)
            if p.tag == "v" or p.text in ("持平", "相当", "相比", "相近", "相同", "一致")
        ),
        len(rest),
    )
    return joined(without_de(rest[:end]))


def _grown(subject: Sequence[Piece], memory: Memory) -> str:
    """The growth of what was measured before: 增速是…的N倍."""
    rate = next((p.text for p in reversed(subject) if p.text.endswith(endings("rate-end"))), "")
    others = [p for p in subject if p.kind not in ("period", "mark") and p.text not in (rate, "其", "的")]
    last = memory.near()
    if not rate or last is None or (others and left_phrase(others).pieces):
        return ""
    return (last.thing if last.head.endswith("规模") else last.text) + rate


def _first(pieces: Sequence[Piece], memory: Memory) -> str:
    if pieces:
        text = joined(pieces)
        if text in ("增速", "增幅", "增长率") and memory.last is not None:
            return memory.last.thing + text
        return compose(pieces, memory).text
    last = memory.near()
    return last.text if last is not None else memory.topic or memory.whom


def _other(pieces: Sequence[Piece]) -> str:
    kept = [p for p in pieces if "adverb" not in p.classes or p.text in role("earlier-time")]
    while kept and kept[0].text in ("的", "约"):
        kept.pop(0)
    text = joined(without_de([p for p in kept if p.kind not in ("mark", "claim")]))
    return text


def _than(site: Site, memory: Memory) -> Frame | None:
    right = list(site.right)
    if not right or right[0].text != "于":
        return None
    other = joined(without_de(right[1:]))
    if not other:
        return None
    thing = _first(phrase_of(site).pieces, memory)
    if other.endswith(("增速", "增幅")) and not thing.endswith(("增速", "增幅")):
        thing = thing + other[-2:]
    return Frame("", f"{thing}与{other}", "之比", "", ("metric.multiple.than",))


def _rivals(site: Site, memory: Memory) -> Frame | None:
    """甲超过乙,两者之比."""
    words = [p.text for p in site.previous]
    at = next((i for i, w in enumerate(words) if w in ("超过", "超越", "高于", "低于", "赶上", "多于")), None)
    if at is None:
        return None
    first = left_phrase(site.previous[:at])
    second = joined(without_de(site.previous[at + 1 :]))
    if not first.pieces or not second:
        return None
    frame = compose(first.pieces, memory)
    head = memory.last.head if not frame.head and memory.last is not None and memory.same_sentence else ""
    return Frame("", f"{frame.text}{head}与{second}{head}", "之比", "", ("metric.multiple.both",))


def _both(site: Site, memory: Memory) -> Frame | None:
    """两者之比: of the two metrics before, or of the two things that the clause before compares."""
    words = "".join(p.text for p in site.left)
    if not any(word in words for word in ("之比", "比值", "的比")):
        return None
    rival = _rivals(site, memory)
    if rival is not None:
        return rival
    first, last = memory.before, memory.last
    if last is None or not memory.same_sentence:
        return None
    if first is None:
        return Frame("", last.thing, "之比", "", ("metric.multiple.both",))
    second = last.text.removeprefix(first.owner) if first.owner == last.owner else last.text
    return Frame("", f"{first.text}与{second}", "之比", "", ("metric.multiple.both",))
