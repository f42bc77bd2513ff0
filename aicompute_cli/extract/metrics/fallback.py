"""What a name still lacks when its clause says no more: the measure that the talk is of."""

from __future__ import annotations

from aicompute_cli.extract.metrics.frames import Frame
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import endings, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.fallback.owner",
        "a name alone before a figure: its value of what was measured last in figures of that kind",
        "论全面改造,东岭以24%居首",
        "东岭的滴灌普及率为30%",
    ),
    Rule(
        "metric.fallback.share",
        "a part that no noun calls one: 甲有N%",
        "用过新机的农户有58%",
        "农户有58家",
    ),
)
_RATIOS = ("share",)


def filled(frame: Frame, site: Site, memory: Memory) -> Frame:
    """`frame` with a measure where it has an owner alone, and 占比 where a share has no such noun."""
    kind = site.claim.kind
    if frame.owner and not frame.core and frame.head in ("", "排名"):
        frame = _of_owner(frame, site, memory)
    shareless = kind in _RATIOS and frame.core and not frame.text.endswith(endings("share-last"))
    if shareless and not frame.head and memory.about.endswith(endings("share-noun")):
        return frame._replace(head=memory.about, rules=("metric.fallback.share",))
    if shareless and not frame.tail and "规模" not in frame.text:
        return frame._replace(core=frame.core + frame.head, head="占比", rules=("metric.fallback.share",))
    return frame


def _of_owner(frame: Frame, site: Site, memory: Memory) -> Frame:
    """The measure of the same kind that the article gave last, or what 论, 方面 or 来看 set, for this owner."""
    rules = ("metric.fallback.owner",)
    kind = site.claim.kind
    ranked = frame.head == "排名"
    if memory.about and memory.about not in role("no-topic"):
        head = "排名" if ranked else "占比" if kind in _RATIOS else ""
        return Frame(frame.owner, memory.about, head, "", rules)
    base = memory.kinds.get("share" if ranked else kind)
    if kind == "level":
        base = memory.units.get(site.claim.quantity.unit)
    if base is None or base.owner == frame.owner or ranked:
        return frame
    if base.owner:
        return base._replace(owner=frame.owner, tail="", rules=rules)
    if kind == "share" and base.text.endswith("率") and base == memory.near():
        return base._replace(owner=frame.owner, tail="", rules=rules)
    for place in (*role("scope"), *role("region")):
        if place in base.core and frame.owner in (*role("scope"), *role("region")):
            return base._replace(core=base.core.replace(place, frame.owner, 1), tail="", rules=rules)
    return frame
