"""Whom a phrase names as a source: 据某某数据, 在某某看来, 在《…》中."""

from __future__ import annotations

import re
from functools import cache

from aicompute_cli.extract.attribution.cues import Cue, cue_words
from aicompute_cli.extract.attribution.reader import Reader, unique
from aicompute_cli.extract.attribution.subjects import (
    Subject,
    anonymous,
    anonymous_in,
    ranking_in,
    results_of,
    stand_in,
    subject_before,
    unknown_owner,
)
from aicompute_cli.extract.names.canonical import organisation_type
from aicompute_cli.extract.tables import any_of

QUOTING = frozenset(("援引", "引述", "引用"))
_EXACT = frozenset(("据", "根据", "依据", *QUOTING))
_SOURCE_WORDS = re.compile(
    "数据|预测|统计|估算|估计|测算|报告|披露|公告|消息|报道|报导|看法|说法|调查|调研|研究|《|预期|预估|推算|透露|介绍|口径|消息|算法|估值模型"
)
_NOUN = re.compile(
    r"(?P<owner>[^，,。；：]{1,40})(?P<noun>预测|预计|估计|估算|测算|介绍|透露|披露|报道|报导|统计|分析|调查|调研|监测|数据"
    r"|测试结果|评测结果|结果|测试|实测|排名|排行榜|榜单|指数|评测|测评|评估|资料|数字|说法|公布|发布|消息|称|报告|表示|财报|年报|季报|公告)"
)
_QUOTED = re.compile(r"(?:援引|引述|引用)([^，,。；：]{2,20}?)(?:的话|的说法|的消息|消息|报道|报导|称|说|$)")
_TRADE = re.compile(
    "(?!有关|相关|部分|主要|多家|各家|各地|第三|该|这|其|本|某|其他|国内|海外|上述)[\u4e00-\u9fff]{2,4}(?<![家些个类])(?:企业|厂商|部门|商会|协会)"
)
_COUNTED = frozenset(("统计", "测算", "估算", "预计", "预测", "估计", "介绍", "透露"))
_HOUSE = re.compile(
    r"(?:会|院|部|局|司|社|校|行|所|厂|公司|集团|机构|单位)?内部?(?:的)?(?:资料|数据|统计|文件|报告|调查|估算)"
)
_LEARNS = frozenset(("获悉", "独家获悉", "处获悉", "了解到", "得知"))
_LEARNT_FROM = re.compile(r"从[^，,。；：]{2,30}$")
_OF_FIGURES = re.compile(
    "报告|白皮书|蓝皮书|绿皮书|指南|指数|年鉴|调查|统计|展望|榜|公报|规划|计划|方案|意见|纲要|通知|评估|趋势|手册"
)
_PLACED = re.compile(r"[^，,。；：《]{0,12}?(?:在|从|于|据)|《")
_RANKING = re.compile(r"([A-Za-z][A-Za-z0-9&.\- ]{1,20}\s?(?:榜单|排行榜|榜))(?:中|上|里|显示)?$")


def phrase_sources(reader: Reader, opener: str, start: int, end: int) -> Subject | None:
    """Whom a phrase names that `opener` opens and that runs from `start` to `end`: 据某某发布的《…》.

    None where it names nobody: 根据计划, 按年.
    """
    if opener not in _EXACT and not _SOURCE_WORDS.search(reader.text, start, end):
        return None
    sources = reader.sources_in(start, end)
    if not sources:
        return (anonymous_in(reader, start, end) if opener in QUOTING else None) or _unnamed(
            reader, start, end
        )
    names = reader.names_in(start, end)
    first = next((name for name in names if name.canonical in sources), names[0])
    kind = "media" if organisation_type(first.canonical) == "media" else "data"
    if (
        first.kind == "organization"
        and kind == "data"
        and (noun := _results().search(reader.text, first.span.end, end))
    ):
        return results_of(reader, start, noun.start(), noun[0])
    quoted = _QUOTED.search(reader.text, first.span.end, end)
    origin = tuple(word for word in cue_words("anonymous") if quoted and quoted[1].endswith(word))[:1]
    return Subject(start, kind, sources + origin + ranking_in(reader, start, end), "source.phrase.names")


def _unnamed(reader: Reader, start: int, end: int) -> Subject | None:
    found = _NOUN.match(reader.text, start, end)
    if not found:
        return None
    noun, owner = found.start("noun"), found["owner"].removesuffix("的")
    if _TRADE.fullmatch(owner) and found["noun"] in _COUNTED:
        return Subject(start, "anonymous", (reader.as_written(owner),), "source.anonymous.as-written")
    return (
        stand_in(reader, start, noun, loose=True)
        or unknown_owner(reader, owner, start)
        or subject_before(reader, start, noun)
        or subject_before(reader, start, found.end("noun"))
    )


def within(reader: Reader, start: int, cue: Cue) -> Subject | None:
    """The source in which a phrase that ends with the cue places something; the phrase begins at `start`."""
    word = reader.text[cue.start : cue.end]
    sources = reader.sources_in(start, cue.end)
    if word == "看来":
        opening = re.compile("[^，,。]{0,4}?在").match(reader.text, start)
        if not opening:
            return None
        found = Subject(start, "person", sources, "source.phrase.view") if sources else None
        return (
            found or stand_in(reader, opening.end(), cue.start) or anonymous(reader, opening.end(), cue.start)
        )
    if word in _LEARNS:
        learnt = _LEARNT_FROM.search(reader.text, start, cue.start)
        names = reader.names_in(learnt.start() if learnt else start, cue.start)
        media = [name for name in names if organisation_type(name.canonical) == "media"]
        kept = names if learnt else media[-1:]
        return (
            Subject(start, "data", unique(n.canonical for n in kept), "source.phrase.learnt")
            if kept
            else None
        )
    if word[-1] in "里中说" and word[0] not in "》榜排":
        return _within_study(reader, start, cue.start)
    if ranking := _RANKING.search(reader.text, start, cue.end):
        return Subject(start, "data", (ranking[1].strip(),), "source.phrase.ranking")
    if word[0] == "》" and not (
        _OF_FIGURES.search(reader.text, start, cue.end) and _PLACED.match(reader.text, start)
    ):
        sources = ()  # a novel or a film
    return Subject(start, "report", sources, "source.phrase.within") if sources else None


def _within_study(reader: Reader, start: int, end: int) -> Subject | None:
    """某某的调查里: whose it is stands right before."""
    sources = reader.sources_in(start, end) if _ends_on_name(reader, start, end) else ()
    return Subject(start, "data", sources, "source.phrase.within") if sources else None


def _ends_on_name(reader: Reader, start: int, end: int) -> bool:
    names = reader.names_in(start, end)
    return bool(names) and bool(_OF_ITS.fullmatch(reader.text, names[-1].span.end, end))


_OF_ITS = re.compile(
    r"(?:(?:发布|公布|做|撰写)?的|最新|最近|新近|近日|此前|今年|去年|一份|一项|一次|这份|这项|[\d一二三四五六七八九十]{1,4}[年月]|季度|年度"
    r"|行业|市场|产业|投资|用户|消费者){0,6}"
)


def own_house(reader: Reader, teller: Subject, place: int) -> tuple[str, ...]:
    """The employer whose papers a speaker quotes: 引用会内资料."""
    if teller.kind != "person" or not _HOUSE.match(reader.text, place):
        return ()
    name = reader.name_before(teller.start - 1, kinds=("organization",))
    return (name.canonical,) if name and teller.start - name.span.end <= 12 else ()


@cache
def _results() -> re.Pattern[str]:
    return re.compile(any_of(cue_words("results")))
