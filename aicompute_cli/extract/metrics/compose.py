"""From a phrase to a metric: who owns it, what it is, which side is measured."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.frames import Frame, merged, plain_head, split
from aicompute_cli.extract.metrics.memory import Memory, is_region
from aicompute_cli.extract.metrics.phrases import facility, is_owner, without_de
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.words import endings, head_of, heads, role, verbs

_SIZES = frozenset(("长度", "时间", "重量", "用时", "高度", "宽度", "厚度", "直径", "人数"))
_PLACES = {
    "全台": "台湾",
    "全港": "香港",
    "全美": "美国",
    "全世界": "全球",
    "世界": "全球",
    "中国大陆": "中国",
    "内地": "中国",
    "大陆": "中国",
    "在华": "中国",
    "华": "中国",
}


def place_name(text: str, memory: Memory) -> str:
    """The name of a place that `text` means: 国内 is the article's country."""
    if text in role("home"):
        return memory.home
    if text in role("whole-province") and memory.province:
        return memory.province
    if text.startswith(("全台", "全港")) and len(text) > 2:
        return _PLACES[text[:2]] + text[2:]
    return _PLACES.get(text, text)


def compose(pieces: Sequence[Piece], memory: Memory, rule: str = "metric.left.phrase") -> Frame:
    """The metric that `pieces` name, with the owner that the text names before where they name none."""
    pieces = [p for p in pieces if p.kind not in ("claim", "mark")]
    owner, rest = _own(_nominal(pieces), memory)
    core, head = split(joined(without_de(rest)))
    core, head = _modifiers(core, head)
    if owner and is_region(owner):
        owner, core = inherited_owner(memory, head), merged(owner, core)
    elif not owner:
        carried = "" if core else _carried(memory, head)
        core = core or carried
        possessed = any(p.text == "的" for p in rest)
        owner = (
            "" if _named(rest, head) or _others(rest) else inherited_owner(memory, head, possessed=possessed)
        )
        if carried and memory.carrier is not None and carried == memory.carrier.core and not memory.fresh:
            owner = memory.carrier.owner or owner * (head_kind(head) == "company")
        if owner and core and not head and owner == memory.possessor:
            owner = ""
        if not owner:
            owner, core = _possessor(rest, core, head)
            memory.possessor = owner or memory.possessor
    elif not core and head and not _firm_only(head):
        core = memory.about if memory.about != head else ""
        if not core and owner in role("scope") and head_kind(head) == "market":
            core = _carried(memory, head).removeprefix(owner)
    last = memory.near()
    if not core and head.endswith("率") and not memory.same_sentence and not owner.endswith("业务"):
        core = _rated(memory, owner)
    if owner in role("abroad") and last is not None and last.owner and last.owner not in role("scope"):
        owner = merged(last.owner.removesuffix(owner), owner)
    if pieces and pieces[0].kind != "organization" and _segment(owner, core, head, memory):
        owner = merged(memory.firm, owner)
    return Frame(owner, core, head, "", (rule,))


def _rated(memory: Memory, owner: str) -> str:
    """水泵 in 普及率 of the sentence after one on 水泵用户规模: whose rate it is where the text goes on with it."""
    last = memory.near()
    if last is None or last.owner != owner or head_kind(last.head) == "company" or "占" in last.core:
        return ""
    return last.core


def _nominal(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without verbs that name nothing: those at the end (夺回), and those before a name (看出|中国)."""
    kept = list(pieces)
    moved = any(p.text in role("adjunct") for p in kept)
    while (
        kept
        and _acts(kept[-1])
        and (moved or len(kept[-1].text) == 1 or _named_before(kept))
        and not any(p.text == "的" for p in kept)
    ):
        kept.pop()
    revised = next((i for i, p in enumerate(kept[:-1]) if p.text in role("revises")), None)
    if revised is not None and is_owner(kept[revised + 1]):
        kept = kept[revised + 1 :]  # 报告上调甲目标价
    while len(kept) > 1 and _acts(kept[0]) and kept[1].kind in ("organization", "place"):
        kept.pop(0)
    while len(kept) > 2 and is_owner(kept[0]) and kept[1].text in role("doing-verb"):
        kept.pop(1)
    if len(kept) > 2 and kept[0].kind == "organization" and kept[1].text in role("adjunct"):
        last = max((i for i, p in enumerate(kept) if i > 1 and p.tag in ("s", "f")), default=0)
        kept = [kept[0], *kept[last + 1 :]] if last else kept
    return kept


def _named_before(pieces: Sequence[Piece]) -> bool:
    """Whether what is measured stands before a verb that ends the phrase: 运费|支付, 订单|确认."""
    return (
        len(pieces) > 1 and pieces[-2].kind == "word" and pieces[-2].text in heads() and pieces[-2].tag != "v"
    )


def _acts(piece: Piece) -> bool:
    return (
        piece.kind == "word"
        and piece.tag == "v"
        and "noun" not in piece.classes
        and not piece.classes & {"self", "where"}
        and not head_of(piece.text)
        and piece.text not in verbs()
        and piece.text not in endings("side-end")
    )


def _own(pieces: Sequence[Piece], memory: Memory) -> tuple[str, list[Piece]]:
    if not pieces:
        return "", []
    first, rest = pieces[0], list(pieces[1:])
    if first.text in role("this") and first.kind == "word" and rest:
        return _this(rest, memory)
    if "self" in first.classes and first.kind == "word":
        maker = memory.maker or memory.speaker or memory.firm
        firm = maker if first.text in role("the-firm") and memory.owner == memory.product else ""
        return firm or _oneself(memory), _given(rest)
    if not is_owner(first):
        return "", list(pieces)
    listed = several(pieces)
    if listed > 1:
        return joined(pieces[:listed]), _given(list(pieces[listed:]))
    apart = first.text in role("scope") or first.text in role("home") or first.text in role("region")
    works = first.kind in ("place", "organization", "product") and not apart
    end = facility(pieces) if works else 1
    return place_name(joined(pieces[:end]), memory), _given(list(pieces[end:]))


def _oneself(memory: Memory) -> str:
    """Whom 其 and 公司 mean: who acts, else whose the figure before in the sentence is."""
    last = memory.near()
    return memory.whom or (last.owner if last is not None and last.owner not in role("scope") else "")


def _this(rest: list[Piece], memory: Memory) -> tuple[str, list[Piece]]:
    """这家芯片商 is the firm, 这块市场 what was spoken of, 这款手机 a phone."""
    thing = 1 if len(rest) > 1 and (rest[0].tag == "q" or rest[0].text in role("measure")) else 0
    if memory.product and rest[thing].text in role("product-noun"):
        return memory.product, _given(rest[thing + 1 :])
    if rest[0].text.endswith(endings("firm-noun")):
        return memory.whom, _given(rest[1:])
    if len(rest) > 2 and rest[1].text.endswith(endings("firm-noun")):
        return memory.whom, _given(rest[2:])
    if rest[0].text in role("trade") and (memory.topic or memory.carrier):
        told = [Piece(memory.topic, rest[0].start, rest[0].end, "word", "n")] if memory.topic else []
        return "", [*told, *rest[1:]]
    return "", rest[1:] if rest[0].tag == "q" or rest[0].text in role("measure") else rest


def several(pieces: Sequence[Piece]) -> int:
    """How many pieces a list of organisations at the start takes: 甲、乙和丙."""
    end = 1
    while (
        end + 1 < len(pieces)
        and pieces[end + 1].kind == "organization"
        and (pieces[end].kind == "list" or pieces[end].text in ("和", "与", "及"))
    ):
        end += 2
    return end if pieces[0].kind == "organization" else 1


def _given(rest: list[Piece]) -> list[Piece]:
    """Without 给出的 in 公司给出的营收."""
    if len(rest) > 2 and rest[0].text in role("given") and rest[1].text == "的":
        return rest[2:]
    return rest


def _modifiers(core: str, head: str) -> tuple[str, str]:
    for modifier in endings("modifier"):
        if core.endswith(modifier) and head:
            return _modifiers(core[: -len(modifier)], modifier + head)
    return core, head


def head_kind(head: str) -> str:
    """``market``, ``company`` or ``generic``."""
    plain = plain_head(head)
    return heads()[plain].kind if plain in heads() else "generic"


def _firm_only(head: str) -> bool:
    return any(word in head for word in role("firm-only"))


def _carried(memory: Memory, head: str) -> str:
    """What a bare head noun (总金额, 产量) is said of: the clause before, or the core of the figure before."""
    if _firm_only(head) or not head:
        return ""
    if memory.carrier is not None and memory.same_sentence:
        return _core_of(memory.carrier, head)
    if (
        memory.topic
        and memory.topic not in heads()
        and (head_kind(head) != "company" or memory.topic.endswith(endings("line")))
    ):
        return memory.topic
    last = memory.near()
    if not memory.about and last is not None and last.head == head and head_kind(head) == "market":
        return last.core  # 市场规模 alone is that of the market whose 市场规模 was given before
    return "" if head_of(memory.about) else memory.about


def _core_of(carrier: Frame, head: str) -> str:
    """What `head` is said of where the figure before in the sentence has the metric `carrier`."""
    side = carrier.head
    core, own = split(carrier.core)
    if not side and own:
        return core.removesuffix("新增")  # 新增算力, then 总算力
    counted = side == "数量" and carrier.core.endswith(endings("people"))
    apart = (
        (side in _SIZES and side != head)  # 水下35米 says nothing of what follows
        or (counted and not head.endswith(("数", "量", "率")))  # nor 服务企业400家 of the rent
        or (head == "PUE" and not carrier.core.endswith(endings("facility")))
        or (not side and head_kind(head) == "generic")  # 显存 was itself what was measured
    )
    if apart:
        return ""
    total = head in role("size") and side and side not in role("size")
    return merged(carrier.core, side) if total and not side.endswith(("量", "规模", "数量")) else carrier.core


def _named(rest: Sequence[Piece], head: str) -> bool:
    kinds = {"organization", "place", "product", "event"}
    if head_kind(head) == "company":
        kinds -= {"place", "product"}
    return any(
        p.kind in kinds or ("where" in p.classes and not is_region(p.text) and head_kind(head) != "company")
        for p in rest
    )


def _others(rest: Sequence[Piece]) -> bool:
    """Whether several firms are meant that have no names: 前五大厂商, 其余品牌."""
    if len(rest) < 2 or not rest[0].text.startswith(("前", "其他", "其余", "其它", "各大", "多数", "头部")):
        return False
    return any(
        p.text in ("厂商", "品牌", "企业", "公司", "车企", "券商", "银行", "城市", "省份") for p in rest[1:]
    )


def inherited_owner(memory: Memory, head: str, *, possessed: bool = False) -> str:
    """Whose a thing is that the text does not say: whose the figure before is, who acts, whom the article is about."""
    last = memory.near()
    acted = memory.same_sentence and last is not None and bool(last.owner) and last.owner not in role("scope")
    if memory.place and not (acted and memory.places):
        return memory.place
    if memory.fresh:
        return memory.owner
    if memory.same_sentence and last is not None and last.owner:
        return last.owner
    if last is not None and "metric.inherit.respective" in last.rules and not memory.same_sentence:
        last = last._replace(owner="")  # the last of several that 分别 named
    if memory.speaker and not memory.same_sentence:
        last = last and last._replace(owner=memory.speaker if head else last.owner)
    if head_kind(head) == "company":
        return memory.owner or memory.speaker or (last.owner if last else "") or memory.firm or memory.scope
    if head_kind(head) == "generic" and head:
        return (last.owner if last else "") or memory.owner or memory.speaker
    return (last.owner if last else "") or memory.owner or (memory.scope if head and not possessed else "")


def _possessor(rest: Sequence[Piece], core: str, head: str) -> tuple[str, str]:
    """大模型 in 大模型的推理能力: what a later 训练能力 belongs to as well."""
    at = next((i for i, p in enumerate(rest) if p.text == "的" and p.kind == "word"), None)
    if (
        not at
        or not head
        or any((p.tag == "v" and "noun" not in p.classes) or p.tag == "p" for p in rest[:at])
    ):
        return "", core
    owner = joined(rest[:at])
    return (owner, core[len(owner) :]) if core.startswith(owner) else ("", core)


def _segment(owner: str, core: str, head: str, memory: Memory) -> bool:
    """Whether 中国电商集团 is a part of the firm that the article is about, and not a firm of its own."""
    if not memory.firm or owner == memory.firm or head_kind(head) != "company":
        return False
    return owner[:2] in role("world") and any(word in owner + core for word in role("segment"))
