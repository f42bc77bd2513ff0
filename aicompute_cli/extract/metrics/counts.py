"""Counts: how many of what somebody has, makes or does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aicompute_cli.extract.metrics.actions import clause_subject, verb_at, who_acts
from aicompute_cli.extract.metrics.compose import compose, inherited_owner
from aicompute_cli.extract.metrics.frames import Frame, merged
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import is_owner, left_phrase, phrase_of, without_de
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.ranks import listed
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import endings, head_of, heads, role, verbs
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.count.noun",
        "N个甲: the number of 甲 that somebody has",
        "青禾设有12家门店",
        "青禾门店销售额12亿元",
    ),
    Rule(
        "metric.count.attribute",
        "N参数的甲: an attribute of 甲",
        "绿野训练出4亿参数的模型",
        "绿野训练出30个模型",
    ),
    Rule("metric.count.doers", "N家做某事: the number of those who do", "12家获准开业", "12家门店获准开业"),
    Rule(
        "metric.count.parallel",
        "another part of what the count before measures",
        "青禾机器销量为30台,其中旧款20台",
        "青禾机器销量为30台",
    ),
    Rule("metric.count.left", "甲有N个: the number of 甲", "青禾的门店超过300家", "青禾的门店收入3亿元"),
)
_UNIT_COUNTS = {"核": "核数", "层": "层数", "轮": "轮数", "次": "次数", "人": "人数", "名": "人数"}
_THINGS = frozenset(("晶体管", "机架", "标准机架", "节点", "参数", "机柜", "标准箱"))  # units that are things
_LATIN_END = re.compile(r"[A-Z]{2,}\Z")
_DOERS = {
    "地": "地区",
    "家": "企业",
    "人": "人员",
    "名": "人员",
    "位": "人员",
    "户": "用户",
    "省": "省份",
    "市": "城市",
    "国": "国家",
}


def count(site: Site, left: Sequence[Piece], right: Sequence[Piece], memory: Memory) -> Frame | None:
    """The number of what stands behind a figure, or before it."""
    phrase = left_phrase(left) if not site.first else phrase_of(site)
    pieces = [p for p in phrase.pieces if not ("light" in p.classes and p is phrase.pieces[-1])]
    noun = joined(without_de(right))
    noun = "" if noun in role("dull-noun") else noun or _worked_noun(site)
    if not noun:
        return counted_left(pieces, site, memory) or _doers(pieces, site)
    if site.claim.quantity.unit == "1" and right and right[0].text in heads():
        whole = len(site.right) > 1 and site.right[1].text == "的"
        frame = _attribute(pieces, [*right[:1], *site.right[1:]] if whole else right, memory)
        order = listed(site) if frame.head in role("score") and not frame.core else ""
        return frame._replace(core=f"在{order}") if order else frame
    measured = _measure(noun, pieces, right, site, memory)
    if measured is not None:
        return measured
    at = verb_at(pieces)
    subject = pieces
    verb = ""
    if at is not None:
        subject, verb = pieces[:at], pieces[at].text
        between = joined(without_de(pieces[at + 1 :]))
        noun = merged(between, noun) if between and len(between) < 8 else noun
    subject = [p for p in subject if "light" not in p.classes and p.text not in ("一共", "共")]
    by = site.left[-1].text == "由" if site.left else False
    if by and len(right) > 1 and right[-1].tag in ("v", "vn"):
        noun = joined(without_de(right[:-1]))
    if by and not subject and memory.carrier is not None and memory.same_sentence:
        return Frame(memory.carrier.owner, memory.carrier.core + noun, "数量", "", ("metric.count.noun",))
    after = next((i for i in range(len(subject) - 1, -1, -1) if "value" in subject[i].classes), -1)
    subject = subject[after + 1 :] if after >= 0 and after + 1 < len(subject) else subject
    if not subject and not site.first and not memory.fresh:
        subject = clause_subject(site)
    if (
        subject
        and not verb
        and subject[-1].tag == "v"
        and "noun" not in subject[-1].classes
        and len(subject) > 1
    ):
        verb, subject = subject[-1].text, subject[:-1]
    whose = compose(subject, memory) if subject else Frame(who_acts(memory), "", "")
    if not subject and noun.startswith("相关") and memory.topic:
        whose = whose._replace(core=memory.topic)
    if verb in role("trade-verb"):
        what = merged(whose.core + whose.head, noun)
        return Frame(whose.owner, what, verbs()[verb][1], "", ("metric.amount.verb",))
    counted = verb + noun if verb and not noun.startswith(verb) and verb != "新增" else noun
    head = _UNIT_COUNTS.get(site.claim.quantity.unit, "数量")
    if head == "人数" and counted.endswith(("人员", "人才", "者", "员")):
        head = "数量"
    return Frame(whose.owner, merged(whose.core + whose.head, counted), head, "", ("metric.count.noun",))


def _measure(
    noun: str, pieces: Sequence[Piece], right: Sequence[Piece], site: Site, memory: Memory
) -> Frame | None:
    """A measure that stands behind the figure (N台的出货量), or before it (月产能为N片晶圆)."""
    behind = head_of(noun) and noun.endswith(endings("count-end")) and _plain_measure(noun)
    if behind and not any(p.text == "的" for p in pieces):
        return compose([*pieces, *right], memory, "metric.count.noun")
    made = bool(pieces) and pieces[-1].text.endswith(("产能", "销量", "产量", "出货量"))
    if made and site.left[-1] is not pieces[-1]:
        return compose(pieces, memory, "metric.count.left")
    return None


def _plain_measure(noun: str) -> bool:
    """Whether `noun` is but a measure, with what keeps its kind: 年度出货量."""
    return noun.removesuffix(head_of(noun)) in ("", *endings("modifier"), "全年", "季度", "月度")


def _worked_noun(site: Site) -> str:
    """育苗基地 in 设立N个育苗基地: a verb and a noun that end the clause after a count that something makes."""
    right, left = site.right, site.left
    made = bool(left) and (left[-1].tag == "v" or "light" in left[-1].classes)
    if not made or len(right) != 2 or right[0].tag != "v" or right[1].tag != "n":
        return ""
    return joined(right)


def _attribute(pieces: Sequence[Piece], right: Sequence[Piece], memory: Memory) -> Frame:
    """N参数的模型: an attribute of the thing, not a count of it."""
    head = right[0].text
    what = joined(without_de([p for p in right[1:] if p.kind != "period"]))
    if what:
        return Frame("", what, {"参数": "参数量"}.get(head, head), "", ("metric.count.attribute",))
    owner = compose(pieces, memory).text if pieces else memory.owner or memory.firm
    return Frame(owner, "", head, "", ("metric.count.attribute",))


def _doers(pieces: Sequence[Piece], site: Site) -> Frame | None:
    """8地获准…, 12家已经…: the number of those that do so."""
    who = _DOERS.get(site.claim.quantity.unit)
    if pieces or who is None:
        return None
    done = [p for p in site.right if "adverb" not in p.classes and p.kind != "period"]
    text = joined(done)
    return Frame("", f"{text[:16]}的{who}", "数量", "", ("metric.count.doers",)) if len(text) > 1 else None


def counted_left(pieces: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """A count whose noun stands before it: 门店超过N家, 卖出机器N台."""
    if not pieces:
        return None
    at = verb_at(pieces)
    dealt = _sold(pieces, memory) or (_made(pieces, at, memory) if at is not None else None)
    return dealt or _had(pieces, site, memory)


def _had(pieces: Sequence[Piece], site: Site, memory: Memory) -> Frame | None:
    """The number of what somebody has: 门店超过N家."""
    if len(pieces) == 1 and (pieces[0].kind in ("organization", "place") or "where" in pieces[0].classes):
        return None  # 甲约5台, 北部28座: the level of the metric before, of another
    frame = compose(pieces, memory)
    unit = site.claim.quantity.unit
    if frame.text.endswith(endings("count-end")) or (unit == "1" and frame.head):
        return frame._replace(rules=("metric.count.left",))
    if unit == "1" and site.claim.quantity.value % 1:
        return _index(frame, memory)
    side = memory.carrier.head if memory.carrier is not None and memory.carried_unit == unit else ""
    if side.endswith(("量", "产能")) and not side.endswith("数量") and not frame.head:
        return Frame(frame.owner, frame.core, side, "", ("metric.count.parallel",))
    if unit in _THINGS and unit not in frame.text:
        return Frame(frame.owner, frame.core + frame.head, f"{unit}数量", "", ("metric.count.left",))
    persons = unit in ("人", "名") and not frame.text.endswith(endings("person"))
    head = "人数" if persons else "数量"
    return Frame(frame.owner, merged(frame.core, frame.head), head, "", ("metric.count.left",))


def _index(frame: Frame, memory: Memory) -> Frame:
    """A figure that cannot count: an index, by the name that the one before has in Latin letters (PUE)."""
    last = memory.units.get("1")
    named = _LATIN_END.search(last.text) if last is not None else None
    side = named[0] if named and memory.same_sentence and not _LATIN_END.search(frame.text) else ""
    return Frame(frame.owner, frame.core + frame.head, side, "", ("metric.count.left",))


def _sold(pieces: Sequence[Piece], memory: Memory) -> Frame | None:
    """The 销量 of 卖到海外的机器, the 出货量 of 出货机器: the noun of the verb that a count stands behind."""
    at = next((i for i, p in enumerate(pieces) if p.text in role("trade-verb")), None)
    if at is None or at + 1 >= len(pieces) or head_of(pieces[-1].text):
        return None
    if any(p.text in role("adjunct") for p in pieces[:at]):
        return None
    of = next((i for i in range(len(pieces) - 1, at, -1) if pieces[i].text == "的"), at)
    told = [p for p in pieces[:at] if is_owner(p)]
    what = joined(without_de(pieces[of + 1 :]))
    if not what:
        return None
    owner = compose(told, memory).owner if told else "" if of > at else inherited_owner(memory, "")
    noun = verbs().get(memory.about, verbs()[pieces[at].text])[1]
    return Frame(owner, what, noun, "", ("metric.amount.verb",))


def _made(pieces: Sequence[Piece], at: int, memory: Memory) -> Frame:
    """The count that the verb at `at` is of: 出货N台 is the 出货量."""
    noun = verbs().get(memory.about, verbs()[pieces[at].text])[1]
    told = [p for p in pieces[:at] if p.text not in ("累计", "合计")]
    noun = "累计" + noun if len(told) < at else noun
    what = joined(without_de(pieces[at + 1 :]))
    if told:
        whose = compose(told, memory)
        return Frame(whose.owner, merged(whose.core + whose.head, what), noun, "", ("metric.amount.verb",))
    if not what and memory.carrier is not None:
        return Frame(memory.carrier.owner, memory.carrier.core, noun, "", ("metric.amount.verb",))
    owner = inherited_owner(memory, "") or who_acts(memory)
    return Frame(owner, what or memory.topic, noun, "", ("metric.amount.verb",))
