"""What others expected of a metric, what its owner set, and how far both may be off."""

from __future__ import annotations

from aicompute_cli.extract.metrics.frames import Frame
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import (
    phrase_of,
)
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import heads, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.inherit.expected",
        "what others expected of the same",
        "青禾收入30亿元,高于市场预期的20亿元",
        "青禾收入30亿元",
    ),
    Rule(
        "metric.inherit.swing",
        "上下浮动N%: how far the figure before may be off",
        "青禾预计收入36亿元,上下浮动3%",
        "青禾收入36亿元",
    ),
)


def expected(site: Site, memory: Memory) -> Frame | None:
    """高于市场预期的N: what others expected of the metric before."""
    last = memory.near()
    if last is None:
        return None
    text = "".join([p.text for p in (*site.left, *site.right[:5])])
    if not any(v in text for v in role("expects")) or not _somebody(text):
        return None
    own = {last.head, *role("expecter"), *role("expects"), *role("that")}
    if any(p.text in heads() and p.text not in own for p in phrase_of(site).pieces):
        return None
    base = last if last.head != "之比" else (memory.before or last)
    tail = "分析师预期" if "分析师" in text else "市场预期"
    return base._replace(tail=tail, rules=("metric.inherit.expected",))


def _somebody(text: str) -> bool:
    """Whether somebody is said to expect: the market only right before the verb, for 市场规模 is none."""
    if any(w in text for w in role("expecter") if w != "市场"):
        return True
    at = text.find("市场")
    if text[at : at + 4] in heads():
        return False
    return at >= 0 and any(v in text[at + 2 : at + 6] for v in role("expects"))


def guided(site: Site, memory: Memory) -> Frame | None:
    """What the firm itself had set."""
    last = memory.near()
    if last is None:
        return None
    text = "".join([p.text for p in site.left])
    given = text + "".join([p.text for p in site.right[:4]])
    if not any(w in given for w in ("定下的", "指引", "设定的")):
        return None
    if any(p.text in heads() and p.text not in (last.head, "规模") for p in phrase_of(site).pieces):
        return None
    return last._replace(tail="指引", rules=("metric.inherit.expected",))


def swing(site: Site, memory: Memory) -> Frame | None:
    """上下浮动N%: how far the figure before may be off."""
    last = memory.near()
    if (
        last is None
        or site.claim.quantity.unit not in ("%", "pp", "bp")
        or not any(p.text in ("浮动", "上下浮动", "误差") for p in site.left)
    ):
        return None
    return last._replace(tail="浮动幅度", rules=("metric.inherit.swing",))


def gap(site: Site, memory: Memory) -> Frame | None:
    """相差N: what lies between the figure and what was expected of it."""
    last = memory.near()
    if (
        last is None
        or not last.tail.endswith("预期")
        or not any(p.text in ("相差", "差距", "差额", "差") for p in site.left)
    ):
        return None
    return last._replace(tail=f"与{last.tail}差额", rules=("metric.inherit.expected",))
