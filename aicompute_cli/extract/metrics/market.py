"""The market that an article is about: named once, and meant wherever a firm's 份额, 排名 or 出货量 stands alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.metrics.frames import Frame, merged, plain_head, split
from aicompute_cli.extract.metrics.pieces import Island, Piece, cut, joined
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.units import is_count, is_money
from aicompute_cli.extract.metrics.words import endings, head_of, heads, role
from aicompute_cli.extract.rules import Rule

RULES = (
    Rule(
        "metric.market.topic",
        "a firm's share, rank or sales are those in the market that the article names once",
        "去年全球水泵销量为300万台,青禾的份额为20%",
        "青禾的收入为20亿元",
    ),
)
_MAX_TOPIC = 14
_NAMES_MARKET = re.compile(
    r"(?:全球|国内|我国|全国|中国|世界)[^，。；,\n]{0,16}?(?:市场|数据|行业|产业|排名|出货|销量|份额)"
)
_TRIED = 6  # sentences looked at before giving up


class Market(NamedTuple):
    """`scope` is where (全球), `topic` what is traded (水泵), `head` and `unit` the measure of the whole."""

    scope: str = ""
    topic: str = ""
    head: str = ""
    unit: str = ""


def noted(market: Market, frame: Frame, unit: str) -> Market:
    """`market` after a figure with the metric `frame`: a total of a whole trade sets it."""
    side = _side(frame.head)
    scope = frame.owner or market.scope
    if frame.tail or not side or side == "share" or not (_is_scope(scope) or not frame.owner):
        return market
    topic = _plain_topic(frame.core)
    if side == "size" and frame.owner and _fits(topic):
        return market if market.topic == topic and market.scope == scope else Market(scope, topic)
    if not _fits(topic) or (market.topic.endswith(topic) and market.topic != topic):
        return market
    if side == "size":
        return market if market.topic == topic else Market(scope, topic)
    return Market(
        scope, topic, frame.head.removeprefix("累计"), unit if unit not in ("%", "pp") else market.unit
    )


def mentioned(market: Market, clause: Sequence[Piece]) -> Market:
    """`market` after a clause without figures that names one: 国内水泵市场, 全球水泵出货微降."""
    for end, piece in enumerate(clause):
        if end and piece.kind == "word" and _closes(piece.text):
            break
    else:
        return market
    start = end
    while start and _in_name(clause[start - 1]):
        start -= 1
    pieces = clause[start:end]
    if not pieces or not _is_scope(pieces[0].text) or any(_is_scope(p.text) for p in pieces[1:]):
        return market
    scope, topic = _scope(pieces[0].text), _plain_topic(joined([p for p in pieces[1:] if p.text != "的"]))
    if not topic:
        return market._replace(scope=scope) if market.topic else market
    if not _fits(topic):
        return market
    if market.topic == topic:
        return market._replace(scope=scope)
    head = clause[end].text if _side(clause[end].text) in ("money", "count") else ""
    return Market(scope, topic, head)


def may_name(folded: str, start: int, end: int) -> bool:
    """Whether ``folded[start:end]`` has the words to name a market."""
    return _NAMES_MARKET.search(folded, start, end) is not None


def stated(market: Market, pieces: Sequence[Piece]) -> Market:
    """`market` after a whole sentence without figures."""
    clause: list[Piece] = []
    for piece in [*pieces, Piece("", -1, -1, "mark")]:
        if piece.kind != "mark":
            clause.append(piece)
        elif clause:
            market = mentioned(market, clause)
            clause = []
    return market


def first_stated(article: Article, whole: Sequence[Island], starts: Sequence[int]) -> Market:
    """The first market that an article names, for the headline and the lead that leave it out."""
    tried = 0
    headed = _headed(article, whole, starts)
    for sentence in article.sentences():
        span = sentence.folded_span
        if not may_name(article.folded, span.start, span.end):
            continue
        low = bisect_left(starts, span.start)
        inside = whole[low : bisect_left(starts, span.end, lo=low)]
        found = stated(Market(), cut(article.folded, span.start, span.end, inside))
        tried += 1
        if found.topic:
            return found
        if tried >= _TRIED:
            break
    return headed


def _headed(article: Article, whole: Sequence[Island], starts: Sequence[int]) -> Market:
    """The trade of a headline that says of which market the text is, without where: 水泵市场速览."""
    sentence = next(article.sentences(), None)
    if sentence is None:
        return Market()
    span = sentence.folded_span
    if article.folded.find("市场", span.start, span.end) < 0:
        return Market()
    low = bisect_left(starts, span.start)
    pieces = cut(article.folded, span.start, span.end, whole[low : bisect_left(starts, span.end, lo=low)])
    end = next((i for i, p in enumerate(pieces) if i and p.text == "市场"), 0)
    start = end
    while start and pieces[start - 1].kind == "word" and _in_name(pieces[start - 1]):
        start -= 1
    topic = _plain_topic(joined(pieces[start:end]))
    return Market("", topic) if _fits(topic) else Market()


@cache
def _closes(text: str) -> bool:
    return text in ("市场", "数据", "行业", "产业", "排名") or bool(_side(text))


def _in_name(piece: Piece) -> bool:
    if piece.kind in ("place", "product") or "where" in piece.classes:
        return True
    if piece.kind != "word" or piece.classes & {"change", "value", "report", "adverb", "whole", "particle"}:
        return "where" in piece.classes
    return piece.tag[:1] in ("n", "e", "b", "j", "l") or piece.tag == "vn" or "noun" in piece.classes


def _scope(text: str) -> str:
    return {"国内": "中国", "我国": "中国", "全国": "中国", "世界": "全球"}.get(text, text)


def _is_scope(text: str) -> bool:
    return text in role("scope") or text in role("home") or text in ("世界", "国内")


def _fits(topic: str) -> bool:
    named = topic not in role("no-topic") and topic not in role("no-market")
    return 1 < len(topic) <= _MAX_TOPIC and not head_of(topic) and named


def _plain_topic(core: str) -> str:
    for end in ("厂商", "品牌", "企业", "市场", "行业", "产业"):
        core = core.removesuffix(end)
    return core.removeprefix("整体")


@cache
def _side(head: str) -> str:
    """Which side of a market a head noun measures: ``sales``, ``share``, ``size``; empty for others."""
    if head.endswith(endings("market-share")):
        return "share"
    head = plain_head(head)
    if head in role("market-money"):
        return "money"
    if head in role("market-count"):
        return "count"
    return "size" if head in ("市场规模", "市场") else ""


def delivers(told: Frame | None) -> bool:
    """Whether the last figure of its unit was of deliveries: firms tell those themselves, of no market."""
    return told is not None and told.head.endswith("交付量")


def completed(frame: Frame, market: Market, site: Site) -> Frame:
    """`frame` with the market's topic where it has an owner and a head but nothing between."""
    if not market.topic or frame.tail.endswith("预期"):
        return frame
    if _is_trade(frame.core) and frame.owner and not _is_scope(frame.owner):
        frame = frame._replace(owner=market.scope)
    if _is_trade(frame.core) and frame.head in ("规模", "市场规模") and _side(market.head) == "money":
        frame = frame._replace(head=market.head)
    if not frame.owner:
        whole = market.scope and frame.core.endswith(market.topic) and _side(frame.head)
        return frame._replace(owner=market.scope) if whole else frame
    frame = _plain(frame)
    if frame.head.endswith("排名"):
        return _rank(frame, market, site)
    if frame.core and not _sided(frame.core, market):
        return frame
    if _side(frame.head) == "share":
        where = "" if _is_scope(frame.owner) else market.scope
        return _with(frame, merged(where, market.topic) + frame.core)
    return frame if frame.core else _measured(frame, market, site)


def portioned(frame: Frame, market: Market, site: Site) -> Frame:
    """`frame` with the market that a part without an owner is a part of: 线上渠道占比."""
    if site.claim.kind != "share" or frame.owner or not market.topic or not market.unit:
        return frame
    if not frame.head.endswith(("占比", "份额")) or market.topic in frame.text or frame.tail:
        return frame
    if "占" in frame.core or "的" in frame.core:
        return frame
    return frame._replace(
        owner=merged(market.scope, market.topic), rules=(*frame.rules, "metric.market.topic")
    )


def _is_trade(core: str) -> bool:
    """Whether `core` is a trade (封装业), which has the article's country for its owner and no firm."""
    return core.endswith(endings("trade-end")) and not core.endswith(endings("no-trade"))


def _plain(frame: Frame) -> Frame:
    """Without 厂商 or 两家厂商, which only say again who it is."""
    if frame.core in ("厂商", "公司", "企业", "品牌", "集团") and not _is_scope(frame.owner):
        return frame._replace(core="")
    for noun in endings("firm-plural"):
        if frame.core.startswith(noun):
            return frame._replace(core=frame.core.removeprefix(noun))
    return frame


def _measured(frame: Frame, market: Market, site: Site) -> Frame:
    """The sales of a firm or a country in the market."""
    regional = _is_scope(frame.owner) or frame.owner in role("region")
    if regional and (frame.owner in role("region") or not market.head):
        return _regional(frame, market, site.claim.kind)
    unit, kind = site.claim.quantity.unit, site.claim.kind
    elsewhere = not regional and not frame.owner.endswith(("地区", "省", "市", "州", "县"))
    core = (market.scope if elsewhere and market.scope != "全球" else "") + market.topic
    bare = frame.head in ("", "数量", "金额", "规模", "市场规模")
    if market.head and bare and (_same_unit(unit, market.unit) or kind == "growth"):
        return _with(frame._replace(head=market.head), core)
    alike = _side(frame.head) and market.head and _side(frame.head) == _side(market.head)
    return _with(frame, core) if alike else frame


def _regional(frame: Frame, market: Market, kind: str) -> Frame:
    """A country's or a region's part of the market: 北美收入, 日本增长2%."""
    if frame.head in ("收入", "销售额", "出货量", "销量"):
        return _with(frame, market.topic)
    if not frame.head and kind == "growth":
        return _with(frame, market.topic)._replace(head=market.head or "市场")
    return frame


def _same_unit(unit: str, other: str) -> bool:
    return unit == other or (is_count(unit) and is_count(other)) or (is_money(unit) and is_money(other))


def _sided(core: str, market: Market) -> bool:
    """Whether a core only says which share is meant: 收入 in 收入份额."""
    return core in heads() and bool(_side(core)) and core not in market.topic


def _rank(frame: Frame, market: Market, site: Site) -> Frame:
    """What a firm's rank is in: the market, by the measure of the clause."""
    scope = frame.head.removesuffix("排名").removesuffix("的")
    scope = _scope(scope)
    core = frame.core
    if core.startswith("在") and core.endswith("市场中"):
        return frame._replace(core=core[1:-1])
    core, head = split(core)
    if core in heads() and _side(core):
        core, head = "", core
    core = "" if core in endings("modifier") else core
    for known in (merged(market.scope, market.topic), market.topic, market.scope, "全球", "中国"):
        core = core.removeprefix(known)
    if core or (head and not _side(head) and head not in role("firm-revenue")):
        return frame
    measure = head if head in role("firm-revenue") else market.head or head or "市场"
    measure = "市场" if _side(measure) == "share" else measure
    within = any(p.kind == "place" and p.text == frame.owner for p in site.pieces)  # 甲省 is in the country
    core = merged(scope or ("" if within else market.scope), market.topic) + measure
    return frame._replace(core=core, head="排名", rules=(*frame.rules, "metric.market.topic"))


def _with(frame: Frame, core: str) -> Frame:
    if core == frame.core or frame.owner.endswith(core):
        return frame
    return frame._replace(core=core, rules=(*frame.rules, "metric.market.topic"))
