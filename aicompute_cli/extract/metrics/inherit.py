"""Figures whose clause does not say what they measure: the metric of the figure before, or part of it."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import compose, place_name
from aicompute_cli.extract.metrics.frames import Frame, merged, split
from aicompute_cli.extract.metrics.memory import Memory, is_region
from aicompute_cli.extract.metrics.phrases import (
    is_owner,
    phrase_of,
    right_phrase,
    without_de,
)
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.units import UNIT_HEADS, is_count, is_money
from aicompute_cli.extract.metrics.words import endings, head_of, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule("metric.left.phrase", "the noun phrase before the figure", "青禾的种子产量为30万吨", "为30万吨"),
    Rule(
        "metric.inherit.growth",
        "growth of what the figure before measures",
        "青禾的产量为30万吨,同比增长5%",
        "青禾产量同比增长5%",
    ),
    Rule(
        "metric.inherit.same",
        "another value of what the figure before measures",
        "青禾的产量为30万吨,去年同期只有20万吨",
        "青禾产量为30万吨",
    ),
    Rule(
        "metric.inherit.parallel",
        "what stands in parallel takes the head of the metric before",
        "青禾的种子产值为30亿元,肥料达20亿元",
        "青禾的种子产值为30亿元",
    ),
    Rule("metric.stock.price", "甲盘前升N%: the price of its share", "青禾盘前升4%", "青禾产量升4%"),
    Rule(
        "metric.inherit.topic",
        "what the clauses before speak of",
        "青禾的产能方面,今年达30万吨",
        "青禾的产能为30万吨",
    ),
)
_CURRENCIES = ("USD", "HKD", "CNY", "TWD", "JPY", "EUR")
_VERB_HEADS = {
    "多赚": "净利润",
    "少赚": "净利润",
    "省电": "用电量",
    "减员": "员工数",
    "降价": "价格",
    "涨价": "价格",
    "提速": "速度",
    "降本": "成本",
    "增产": "产量",
    "减产": "产量",
    "增收": "收入",
    "扩产": "产能",
    "减重": "重量",
    "提价": "价格",
}

_THIS = ("这一", "这个", "该", "此", "这", "一")


def anaphora(site: Site, memory: Memory) -> Frame | None:
    """这个数字, 该比例: the metric before, from whichever paragraph."""
    if memory.last is None:
        return None
    text = joined(phrase_of(site).pieces)
    this = next((word for word in _THIS if text.startswith(word)), "")
    if text.removeprefix(this) not in role("that"):
        return None
    if not this and not any(p.text in ("这", "该", "此") for p in site.left):
        return None
    return memory.units.get(site.claim.quantity.unit, memory.last)._replace(
        tail="", rules=("metric.inherit.same",)
    )


def growth(site: Site, memory: Memory) -> Frame | None:
    """Growth: of what the clause names, or of the figure before."""
    apart = any(p.text in role("apart") for p in site.left)
    if apart and site.claim.kind == "change" and memory.last is not None and memory.same_sentence:
        return memory.last._replace(tail="", rules=("metric.inherit.same",))
    phrase = phrase_of(site)
    against = _exceeding(phrase.pieces, site, memory)
    if against is not None:
        return against
    stock = _stock(phrase.pieces, site, memory)
    if stock is not None:
        return stock
    words = "".join(p.text for p in site.left)
    tail = "环比" if any(w in words for w in role("quarterly")) and site.claim.kind == "growth" else ""
    if not phrase.pieces:
        noun = _right_thing(site)
        if noun:
            return compose(noun, memory, "metric.left.phrase")
        points = site.claim.quantity.unit == "pp"
        rate = points and any(p.text in ("增速", "增幅", "涨幅", "降幅") for p in site.left)
        rule = "metric.inherit.same" if points else "metric.inherit.growth"
        return _same(memory, rule, "增速" if rate else tail, base=_base(site, memory))
    frame = _case(phrase.pieces, memory) or _parallel(phrase.pieces, memory, memory.unit, _base(site, memory))
    frame = frame or compose(phrase.pieces, memory, "metric.left.phrase")
    head = next((_VERB_HEADS[p.text] for p in phrase.stripped if p.text in _VERB_HEADS), "")
    if head and not frame.head:
        frame = frame._replace(head=head)
    return frame._replace(tail=tail) if tail and not frame.tail else frame


def _exceeding(pieces: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """转速超过同类产品N%: the measure, against another's."""
    at = next((i for i, p in enumerate(pieces) if i and p.text in role("exceeds")), None)
    if at is None or at + 1 >= len(pieces) or "kind.growth.compare" not in site.claim.rules:
        return None
    other = joined(without_de(pieces[at + 1 :]))
    frame = compose(pieces[:at], memory)
    return frame._replace(tail=f"(较{other})", rules=("metric.left.phrase",))


def _stock(pieces: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """甲盘前升N%, 收报N元: the price of a share, which the text need not name."""
    if not any(p.text in role("stock-verb") for p in site.left) or site.claim.quantity.unit not in (
        "%",
        *_CURRENCIES,
    ):
        return None
    text = joined(pieces)
    quoted = len(pieces) == 1 and is_owner(pieces[0]) and _quoted(site)
    if any(head in text for head in ("股价", "指数", "市值")) or (
        text and not text.endswith(endings("stock-time")) and not quoted
    ):
        return None
    if (
        not pieces
        and not (memory.fresh and site.claim.quantity.unit == "%")
        and (memory.last is None or memory.last.head != "股价" or site.claim.quantity.unit == "%")
    ):
        return None
    owner = compose(pieces[:1], memory).owner if pieces and is_owner(pieces[0]) else ""
    when = joined(pieces[1:] if owner else pieces)
    if "正常" in when or when in ("收市", "收盘", "当日收盘"):
        when = ""
    closed = site.claim.quantity.unit != "%" and any(p.text in role("closes") for p in site.left)
    when = "" if closed else without_in(when)
    return Frame(owner or memory.whom, when, "收盘价" if closed else "股价", "", ("metric.stock.price",))


def _quoted(site: Site) -> bool:
    """Whether a stock exchange set the price: 收于N元, 报N元/股."""
    money = site.claim.quantity.unit in _CURRENCIES
    before = [p.text for p in (*site.previous, *site.left)]
    closing = any(w in role("closes") and w != "报" for w in before)
    return money and (closing or (before[-1:] == ["报"] and any("收" in w or "盘" in w for w in before)))


def without_in(text: str) -> str:
    """`text` without the 在 that it begins with."""
    return text.removeprefix("在")


def _case(pieces: Sequence[Piece], memory: Memory) -> Frame | None:
    """基本情境, 乐观情境: the metric before, in one case of several."""
    text = joined(without_de(pieces))
    if memory.last is None:
        return None
    if text in role("point") and memory.same_paragraph:
        return memory.last._replace(tail=text, rules=("metric.inherit.parallel",))
    if not text.endswith(endings("case-end")) or len(text) > 8:
        return None
    return memory.last._replace(tail=f"({text})", rules=("metric.inherit.parallel",))


def _right_thing(site: Site) -> list[Piece]:
    """费用 in 减省约七成费用."""
    pieces = list(right_phrase(site.right).pieces)
    text = joined(pieces)
    dull = ("增速", "速度", "增长率", "增长", "幅度", "率", "增幅", "涨幅", "降幅", "水平", "时间", "成长")
    return [] if text.endswith(dull) else pieces


def _amount_of(last: Frame, unit: str, memory: Memory) -> Frame:
    """The amount with this unit that goes with a share: 收入 with the 收入份额, 销量 with the 份额."""
    core, head = split(last.core)
    if head:
        return last._replace(core=core, head=head)
    market = memory.market
    if last.core and (not market.topic or market.topic not in last.core):
        return last
    if market.head and _same_sort(unit, market.unit):
        return last._replace(core=market.topic, head=market.head)
    earlier = memory.units.get(unit)
    if earlier is not None and earlier.head:
        return last._replace(core=earlier.core, head=earlier.head)
    return last


def _same_sort(unit: str, other: str) -> bool:
    return unit == other or (is_count(unit) and is_count(other)) or (is_money(unit) and is_money(other))


def _base(site: Site, memory: Memory) -> Frame | None:
    """The metric before, in a form that the unit of this figure, or of the one it rises to, can have."""
    last = memory.near()
    unit = site.claim.quantity.unit
    if site.claim.kind == "growth" and unit == "%":
        unit = site.next_unit or memory.market.unit
    amount = bool(unit) and (is_money(unit) or is_count(unit))
    if last is None or not amount or not last.head.endswith(endings("share-end")) or "占" in last.core:
        return last
    return _amount_of(last, unit, memory)


def _same(memory: Memory, rule: str, tail: str = "", *, base: Frame | None = None) -> Frame | None:
    last = base or memory.near()
    if memory.topic and (head_of(memory.topic) or not memory.same_sentence):
        owner = memory.owner or (last.owner if last else "")
        return Frame(owner, memory.topic, "", tail, ("metric.inherit.topic",))
    if last is None:
        return None
    if last.head == "比例" and "占" in last.core and rule == "metric.inherit.growth":
        carrier = memory.carrier if memory.same_sentence else None
        part = carrier or Frame(last.owner, last.core[: last.core.index("占")], "")
        return part._replace(tail=tail, rules=(rule,))
    owner = memory.owner if memory.fresh and last.owner else last.owner
    head = {"排名": "", "收盘价": "股价"}.get(last.head, last.head)
    core = last.core
    if "metric.rank.place" in last.rules and head == "":
        core = last.core.removesuffix("全球").removesuffix("中国")
    return last._replace(owner=owner, core=core, head=head, tail=tail, rules=(rule,))


def level(site: Site, memory: Memory) -> Frame | None:
    """A level whose noun phrase stands before it, in part or as a whole."""
    pieces = phrase_of(site).pieces
    if not pieces:
        return None
    last = memory.near()  # a share is no other value of an amount
    apart = site.claim.kind == "share" and last is not None and not last.head.endswith(endings("share-end"))
    return (
        _stock(pieces, site, memory)
        or _case(pieces, memory)
        or (None if apart else _parallel(pieces, memory, site.claim.quantity.unit, _base(site, memory)))
        or _completed(compose(pieces, memory), site, memory)
    )


def _parallel(
    pieces: Sequence[Piece], memory: Memory, site_unit: str = "", base: Frame | None = None
) -> Frame | None:
    last = base or memory.near()
    alone = len(pieces) == 1 and is_owner(pieces[0])
    if last is None or not (memory.same_sentence or alone) or len(pieces) > 6:
        return None
    text = joined(without_de(pieces))
    if (
        is_money(site_unit)
        and base is None
        and not (is_money(memory.unit) or memory.unit in ("%", "x", "pp"))
    ):
        return None  # a price is no other value of a count
    frame = compose(pieces, memory)
    if (
        (frame.head and frame.head != text)
        or text[-1:] in endings("side-end")
        or ("数量" in last.head and site_unit != memory.unit)
    ):
        return None
    if len(pieces) == 1 and is_owner(pieces[0]) and "self" not in pieces[0].classes:
        return _other_owner(pieces[0], last, memory)
    if frame.head or last.head in ("", "比例", "之比", "占比") or len(text) > 14 or last.tail == "市场预期":
        return None
    owner = last.owner if last.owner != memory.possessor else ""
    return Frame(frame.owner or owner, frame.core, last.head, "", ("metric.inherit.parallel",))


def _other_owner(piece: Piece, last: Frame, memory: Memory) -> Frame:
    name = place_name(piece.text, memory)
    if last.head == "比例" and "占" in last.core:
        return last._replace(
            owner="", core=name + last.core[last.core.index("占") :], rules=("metric.inherit.parallel",)
        )
    if is_region(piece.text):
        core = last.core[2:] if is_region(last.core[:2]) else last.core
        return last._replace(core=merged(name, core), tail="", rules=("metric.inherit.parallel",))
    return last._replace(owner=name, tail="", rules=("metric.inherit.parallel",))


def _completed(frame: Frame, site: Site, memory: Memory) -> Frame:
    """`frame` with a head where the text has none: what the talk is of, or what the unit tells."""
    unit = site.claim.quantity.unit
    if frame.head or (not is_money(unit) and site.claim.kind in ("growth", "cagr", "change", "multiple")):
        return frame
    if not frame.core and head_of(memory.about):
        return frame._replace(head=memory.about)
    if is_money(unit):
        return frame._replace(head=_priced(frame.core, site, memory))
    head = UNIT_HEADS.get(unit, "")
    return frame if head in frame.core else frame._replace(head=head)


def _priced(core: str, site: Site, memory: Memory) -> str:
    """The head noun of an amount of money: a price where one is quoted or for one of a kind, else a size."""
    words = {p.text for p in site.left}
    if core.startswith("每") and len(core) == 2:
        about = memory.topic if head_of(memory.topic) else ""
        price = "价格" if core in ("每股", "每台", "每吨") else "金额"
        return about or ("费用" if words & role("pays") else price)
    if words & role("quotes"):
        return "价格"
    if core.endswith(endings("money-end")):
        return ""
    last = memory.near() and memory.units.get(site.claim.quantity.unit)
    if last and last.head and not core.endswith(endings("market-end")):
        return last.head
    return "规模"


def inherited(site: Site, memory: Memory) -> Frame | None:
    """Nothing named: the metric of the figure before, or what the clause before speaks of."""
    unit = site.claim.quantity.unit
    stock = _stock((), site, memory)
    if stock is not None:
        return stock
    part = _of_part(memory, unit)
    if part is not None:
        return part
    last = _base(site, memory) or (memory.units.get(unit) if not memory.about else None)
    about = memory.about or memory.topic
    if last is not None and memory.same_sentence and about and about in last.text and _alike(last, unit):
        return _same(memory, "metric.inherit.same", base=last)
    if head_of(about):
        return Frame(memory.whom, about, "", "", ("metric.inherit.topic",))
    if (
        last is not None
        and _alike(last, unit)
        and (memory.same_sentence or not about)
        and (last.head not in ("比例", "占比", "之比") or unit in ("%", "pp") or not about)
    ):
        return _same(memory, "metric.inherit.same", base=last)
    return _of_thing(about, last, unit, memory)


def _of_part(memory: Memory, unit: str) -> Frame | None:
    """占全国用水的3%,约90亿吨: the amount of the part."""
    last = memory.near()
    if last is None or not memory.same_sentence or last.head != "比例" or "占" not in last.core:
        return None
    head = UNIT_HEADS.get(unit, "")
    part = last.core.partition("占")[0]
    return Frame(last.owner, part, head, "", ("metric.inherit.same",)) if head and part else None


def _of_thing(about: str, last: Frame | None, unit: str, memory: Memory) -> Frame | None:
    """What the unit tells of the thing that the talk is of."""
    rules = ("metric.inherit.topic",)
    thing = about or (last.thing if last is not None else memory.whom)
    head = UNIT_HEADS.get(unit, "数量" if is_count(unit) else "")
    if is_money(unit):
        head = "市场规模" if about.endswith(endings("market-end")) else "" if about else "金额"
    if not thing and not head:
        return None
    if thing == memory.whom:
        return Frame(thing, "", head, "", rules)
    owner = memory.whom if about and not about.startswith(endings("scope")) else ""
    return Frame(owner, thing, head, "", rules)


def _alike(last: Frame, unit: str) -> bool:
    if unit == "1" and last.head and not last.head.endswith("量"):
        return True
    if is_count(unit):
        return last.head.endswith(("数", "数量", "量", "规模"))
    return not last.head.endswith("数量") or unit in ("%", "x", "pp")
