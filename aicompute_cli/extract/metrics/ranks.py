"""A place in an order: 甲居全球第二, 名列前三的依次为甲、乙."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.metrics.compose import compose, place_name
from aicompute_cli.extract.metrics.frames import Frame, merged, split
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.phrases import is_owner, phrase_of, right_phrase, without_de
from aicompute_cli.extract.metrics.pieces import Piece, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.topics import listed_names
from aicompute_cli.extract.metrics.words import endings, head_of, heads, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.rank.place",
        "甲居全球第二: its rank, and among whom",
        "青禾的产量居全国第二",
        "青禾的产量为二万吨",
    ),
    Rule(
        "metric.rank.item",
        "an item of a list: its rank in that list",
        "绿色城市榜单上排名前二的城市依次为南洲、东岭",
        "南洲的产量居全国第二",
    ),
)


def rank(site: Site, memory: Memory) -> Frame | None:
    """The metric of a rank."""
    if site.claim.quantity.unit != "rank":
        return None
    if site.claim.item is not None and not _points_at_itself(site):
        return _item(site, memory)
    dealt = _dealt(site, memory)
    if dealt is not None:
        return dealt
    left = list(phrase_of(site).pieces)
    right = site.right
    if not left and len(right) > 1 and right[0].text in ("为", "是", "则是"):  # 第四名为甲
        left = [right[1]] if is_owner(right[1]) else list(right_phrase(right[1:]).pieces)
    if right and right[0].kind in ("organization", "place") and site.pieces[site.at].text[:1] == "第":
        last = memory.near()  # 第二名甲
        memory.acts(right[0].text)
        thing = merged(last.core, last.head) if last is not None and memory.same_sentence else ""
        return Frame(place_name(right[0].text, memory), thing, "排名", "", ("metric.rank.place",))
    if len(right) > 1 and right[0].text == "的" and right[1].kind == "organization":
        memory.acts(right[1].text)  # 排在第三的甲
        return Frame(right[1].text, "", "排名", "", ("metric.rank.place",))
    return _by_words([p for p in left if p.text not in role("dull-noun")], site, memory)


def _by_words(pieces: list[Piece], site: Site, memory: Memory) -> Frame:
    """The rank of what `pieces`, the words before the place, name."""
    order = listed(site)
    scope = ""
    if (
        not site.first
        and len(pieces) == 1
        and pieces[0].text in role("rank-scope")
        and memory.last is not None
    ):
        return _again(pieces[0].text, memory.last)
    if order and pieces and pieces[-1].text in role("inside"):
        pieces.pop()
    if pieces and pieces[0].text in ("和", "与", "及"):
        pieces = pieces[1:]
    if len(pieces) > 1 and pieces[0].text in role("rank-verb"):  # 位列全国同行第二, of the metric before
        scope, pieces = joined(without_de(pieces[1:])), []
    while pieces and (
        pieces[-1].text in role("rank-verb")
        or pieces[-1].text in role("rank-scope")
        or pieces[-1].text in ("的", "在")
    ):
        if len(pieces) == 1 and pieces[0].text in role("rank-scope") and not scope:
            break
        if pieces[-1].text in role("rank-scope"):
            scope = pieces[-1].text
        pieces.pop()
    return _placed(pieces, scope, order, site, memory)


def _again(scope: str, last: Frame) -> Frame:
    """The same rank, among others: 全球第二、中国第一."""
    head = f"{_scope(scope)}排名"
    if last.head.endswith("排名"):
        return last._replace(head=head, rules=("metric.rank.place",))
    return Frame(last.owner, merged(last.core, last.head), head, "", ("metric.rank.place",))


def _dealt(site: Site, memory: Memory) -> Frame | None:
    """甲、乙……名列第六和第七: a place for each of the last owners."""
    places = [i for i in range(site.low, min(site.high, site.low + 40)) if site.pieces[i].kind == "claim"]
    if len(places) < 2 or any(
        p.kind not in ("claim", "list") and p.text not in ("和", "与", "及")
        for p in site.pieces[places[0] : places[-1] + 1]
    ):
        return None
    named = listed_names(site.pieces[site.low : places[0]])
    owners = named or list(dict.fromkeys(f.owner for f in memory.frames if f.owner))[-len(places) :]
    if len(owners) != len(places) or (
        not named and any(is_owner(p) for p in site.pieces[site.low : places[0]])
    ):
        return None
    if site.at == places[0]:
        memory.names = owners
    owner = memory.names[places.index(site.at)] if len(memory.names) == len(places) else owners[-1]
    return Frame(owner, "", "排名", "", ("metric.rank.place",))


def _points_at_itself(site: Site) -> bool:
    """Whether the item is the wording of the place (第四名为甲)."""
    item = site.claim.item
    return (
        item is not None and item == site.claim.quantity.span and site.pieces[site.at].text.startswith("第")
    )


def _placed(pieces: Sequence[Piece], scope: str, order: str, site: Site, memory: Memory) -> Frame:
    big = list(site.right)
    if big and big[0].text == "大" and len(big) > 1:
        what = right_phrase(big[1:]).text
        country = (
            compose([p for p in pieces if p.text not in ("这个", "是", "作为")][:1], memory).owner
            or memory.whom
        )
        return Frame(country, what, f"{_scope(scope)}排名", "", ("metric.rank.place",))
    at = next((i for i, p in enumerate(pieces) if p.text in role("rank-verb") and i), None)
    among = ""
    if at is not None:
        among = joined(without_de([p for p in pieces[at + 1 :] if p.text not in role("rank-verb")]))
        pieces = pieces[:at]
    right = right_phrase(site.right).text
    if order and joined(without_de(pieces)).endswith(order):
        memory.order = order
        return Frame(memory.owner or memory.firm, f"在{order}", "的排名", "", ("metric.rank.place",))
    if not scope and not among and memory.order and len(pieces) <= 2 and (not pieces or is_owner(pieces[0])):
        last = memory.near() if memory.same_sentence else None
        who = joined(without_de(pieces)) or (right if len(right) > 2 else "") or (last.owner if last else "")
        who = who or memory.topic or memory.owner
        return _in_order(who, memory.order)
    owner, thing = _ranked(pieces, memory)
    tail = among or right if not scope else ""
    tail = tail if tail and tail not in ("位置", "位", "名", "宝座") else ""
    if tail in heads() and not thing:
        tail, thing = "", tail
    if tail.endswith("市场") and head_of(thing).endswith(endings("market-share")):
        return Frame(owner or split(thing)[0], tail, "排名", "", ("metric.rank.place",))
    scope = _scope(scope)
    if tail[:1] in ("该", "这") and memory.order:
        tail = memory.order
    if order and not tail:
        memory.order = order
        tail = "" if scope else order
    if tail and order and order in tail:
        order = ""
    return Frame(owner, thing + (f"在{tail}中" if tail else ""), f"{scope}排名", "", ("metric.rank.place",))


def _ranked(pieces: Sequence[Piece], memory: Memory) -> tuple[str, str]:
    """Who is ranked, and by what: of the clause, or of the figure before."""
    if pieces:
        whose = compose(pieces, memory)
        return whose.owner, merged(whose.core, whose.head)
    last = memory.near()
    if last is not None and memory.same_sentence:
        return (memory.owner if memory.fresh else last.owner), merged(last.core, last.head)
    thing = memory.topic or memory.owner or memory.firm
    return (thing, "") if thing == memory.owner else ("", thing)


def _scope(scope: str) -> str:
    return {"世界": "全球", "国内": "全国", "我国": "全国", "中国": "全国"}.get(scope, scope)


def _item(site: Site, memory: Memory) -> Frame:
    item = site.claim.item
    at = next((p for p in site.pieces if item is not None and p.start == item.start), site.pieces[site.at])
    name = at.text
    order = listed(site)
    kind = _kind(site)
    place = f"{name}{kind}" if kind and not name.endswith(kind) else name
    memory.order = order or memory.order
    return _in_order(place, memory.order)


def _in_order(name: str, order: str) -> Frame:
    if order.endswith(("榜", "榜单")):
        return Frame(name, f"在{order}", "的排名", "", ("metric.rank.item",))
    return Frame(name, order.removesuffix("排名"), "排名", "", ("metric.rank.item",))


def _kind(site: Site) -> str:
    """行业 in 前五的行业依次为甲、乙, where the item alone is ambiguous."""
    for piece in site.clause_left:
        if piece.text in ("行业", "产业", "领域"):
            return piece.text
    after = [p.text for p in site.pieces[site.at + 1 : site.at + 24]]
    return (
        "行业" if "等" in after and after[after.index("等") + 1 : after.index("等") + 2] == ["行业"] else ""
    )


def listed(site: Site) -> str:
    """The list that the sentence names before the figure, without its year."""
    end = site.at
    start = max(0, end - 80)
    for at in range(end - 1, start - 1, -1):
        piece = site.pieces[at]
        if piece.text == "排名" and site.pieces[at + 1].text not in ("中", "上", "里", "内", ",", "，"):
            continue
        if (piece.kind == "word" and piece.text.endswith(endings("list-end"))) or (
            piece.kind in ("event", "product") and piece.text.endswith(endings("list-end"))
        ):
            low = at
            while (
                low > start
                and site.pieces[low - 1].kind not in ("mark", "claim", "period", "report")
                and (
                    site.pieces[low - 1].text not in ("在", "的", "上", "于", "排名", "和", "与", "及", "以")
                    and (site.pieces[low - 1].text not in role("rank-verb"))
                )
            ):
                low -= 1
            high = at + 1
            while high < end and site.pieces[high].tag[:1] == "n" and site.pieces[high].kind == "word":
                high += 1
            text = joined(without_de(site.pieces[low:high]))
            if len(text) > 2:
                return text
    return _among(site.previous)


def _among(clause: Sequence[Piece]) -> str:
    """全球晶圆代工厂 in 全球前十大晶圆代工厂中,: those that the clause before says are ranked."""
    if len(clause) < 3 or clause[-1].text not in ("中", "里"):
        return ""
    kept = [p for p in clause[:-1] if p.kind not in ("claim", "period") and p.text not in ("在", "大", "的")]
    named = all(p.tag[:1] in ("n", "j", "b", "e") or "where" in p.classes for p in kept)
    text = joined(kept)
    return text if named and 3 < len(text) < 16 else ""
