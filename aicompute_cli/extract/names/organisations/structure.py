"""Names by their structure: reports and media in 《…》, organisations by how they end, Latin company names."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aicompute_cli.extract.names.canonical import canonical_name
from aicompute_cli.extract.names.known import goes_on, kind_words
from aicompute_cli.extract.names.organisations.boundaries import crossing, is_common, stem_of
from aicompute_cli.extract.names.organisations.legal import whole_name
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.report.title",
        "a title in 《》 is a report; one that ends like a paper is the paper that publishes",
        "《算力产业年报》出版。",
        "“算力”一词出现。",
    ),
    Rule(
        "name.organisation.ending",
        "a plausible stem and an ending of organisations",
        "据明远数据研究院测算，用电增加。",
        "各大研究院都在招人。",
    ),
    Rule(
        "name.organisation.weak-ending",
        "a short stem that opens a clause and an ending that is a common noun too",
        "远川咨询称，用电增加。",
        "芯片公司称，用电增加。",
    ),
    Rule(
        "name.organisation.latin",
        "capitalised Latin words that end like a company",
        "机构Harlow Research称，需求增加。",
        "新款Smart Band上市。",
    ),
)

_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_MEDIA = re.compile(
    r"(?:日报|晚报|早报|时报|商报|邮报|快报|周报|周刊|月刊|杂志|新闻|(?<![年季月财公简海通研])报|评论|观察报|导报|学人)(?:网|社)?》"
)
# Words of bounded length from their first letter on: a page of one endless word stays linear.
_LATIN = re.compile(
    r"[A-Z](?<![A-Za-z0-9&'.-].)[A-Za-z0-9&'.-]{0,40}(?: (?:&|of|and|[A-Z][A-Za-z0-9&'.-]{0,40})){0,4}"
    r" (?:Inc|Corp|Corporation|Ltd|LLC|Group|Holdings|Research|Technologies|Technology|Labs?|Capital|Partners|"
    r"Securities|Systems|Semiconductor|Networks|Consulting|Analytics|Insights?|Institute|Bank|Intelligence|"
    r"Advisors|Ventures|Associates|University|Foundation|Energy|Robotics|Micro|Electronics)(?![A-Za-z0-9])\.?"
)
_STEM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&\-]*$")
_NATIONAL = re.compile(r"(?:中国|国家|全国|世界|国际|中华)(?=..)")
_OF_THE_NATION = re.compile("协会|学会|联合会|商会|研究院|研究中心|委员会|促进会|基金会|科学院")
_STEM_REACH = 14
_RUN_REACH = 28
_COMMON_REACH = 5  # a longer stem of common words is a name: 数字经济发展研究院
# A department is named by its work, in common words: 边缘计算事业部.
_NAMED_BY_WORK = frozenset(("事业部", "事业群", "事业本部", "产品线", "业务线"))
_HEADED = re.compile(
    "(?:高级|执行|联席|副|首席)?(?:总裁|总经理|负责人|总监|CEO|专家)"
)  # a line of products that has a head
_LATIN_TAIL = re.compile("[A-Z]{2,5}$")
_NAMED_BY_PLACE = frozenset(
    ("银行", "证券", "期货", "日报", "晚报", "时报", "商报", "周刊", "新闻网", "产业基金")
)
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十百\d]+(?:大|家|个|届|批|名)|[一二两三四五六七八九十几多数\d](?:家|所|个|大|间|名|类|种|强)"
)
_OPENS_PHRASE = re.compile(r"[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|和与及同由据按]$")


def find_reports(text: str) -> Iterator[Name]:
    """What stands in 《》, with them: a report, or the paper whose title it is."""
    for match in _TITLE.finditer(text):
        span = FoldedSpan(match.start(), match.end())
        inner = match[0][1:-1]
        canonical = canonical_name(inner)
        if canonical != inner or _MEDIA.search(match[0], max(0, len(match[0]) - 5)):
            yield Name(span, canonical, "organization", ("name.report.title",))
        else:
            yield Name(span, match[0], "report", ("name.report.title",))


def find_organisations(text: str, places: list[int]) -> Iterator[Name]:
    """Organisations that no table knows, by their endings; `places` is where the names of cities and the like begin."""
    automaton, strengths = _endings()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if strengths[index] == "placed":
            name = _placed(text, start, end, places)
        else:
            name = _organisation(text, start, end, weak=strengths[index] == "weak")
        if name:
            yield name
    for match in _LATIN.finditer(text):
        yield Name(
            FoldedSpan(match.start(), match.end()), match[0], "organization", ("name.organisation.latin",)
        )
    yield from _bracketed(text)


def _bracketed(text: str) -> Iterator[Name]:
    """某某科技(深圳)有限公司."""
    for match in _BEHIND_BRACKET.finditer(text):
        own = _BEFORE_BRACKET.search(text, max(0, match.start() - _RUN_REACH), match.start() + 1)
        stem = stem_of(own["own"], "")[0] if own else ""
        if own and len(stem) > 1:
            span = FoldedSpan(own.end("own") - len(stem), match.end())
            name = text[span.start : span.end]
            yield Name(span, whole_name(name), "organization", ("name.organisation.ending",))


_BEHIND_BRACKET = re.compile(r"[)）][\u4e00-\u9fff]{0,16}?(?:股份|责任)?有限(?:责任)?公司")
_BEFORE_BRACKET = re.compile(r"(?P<own>[\u4e00-\u9fffA-Za-z0-9]{2,16})[(（][\u4e00-\u9fff]{2,6}[)）]$")


def _placed(text: str, start: int, end: int, places: list[int]) -> Name | None:
    """某市某某数据中心: a common noun that a place makes a name of."""
    at = bisect_left(places, start - _STEM_REACH)
    begin = places[at] if at < len(places) else start
    between = text[begin:start]
    if begin >= start or text[begin] == "全" or not _STEM.fullmatch(between) or _INNER.search(between):
        return None
    if _ONE_OF_MANY.search(between) or _MANY.match(text, end):
        return None
    kind = "product" if text[end - 1] == "心" else "place"  # what stands in a town is no body that speaks
    return Name(FoldedSpan(begin, end), text[begin:end], kind, ("name.organisation.ending",))


# Of a place's centres one that is told by rank or number, or the trade in them: no name.
_ONE_OF_MANY = re.compile(
    r"首[个座批家]|第[一二三四五六]|唯一|最大|新建|在建|拟建|则是|也是|正是|还是|就是|\d+(?:[个座家大]|余)|[一两三四五六七八九十百][个座家大]"
)
_MANY = re.compile("集群|市场|产业|行业|业务|企业|运营商|服务商|数量|总量|规模")


def _organisation(text: str, start: int, end: int, *, weak: bool) -> Name | None:
    reach = max(0, start - _RUN_REACH)
    run = _STEM.search(text[reach:start])
    first = start - len(run[0]) if run else start
    listed = text[first - 1 : first] == "、"
    stem, sure = stem_of(run[0] if run else "", text[start:end], listed=listed, apart=weak)
    cut = _opened(stem)
    stem, sure = stem[cut:], sure or bool(cut)
    begin = start - len(stem)
    national = _NATIONAL.match(stem) and _OF_THE_NATION.fullmatch(text, start, end)  # 中国通信工业协会
    if not national and not _plausible_before(stem, text[start:end], weak=weak):
        return None
    if weak and len(crossing(stem, text[start:end])) == end - start + 1:
        return None  # 发展|高科技
    if weak and not sure and not _OPENS_PHRASE.search(text[max(0, begin - 1) : begin] or " "):
        return None
    if begin == reach and begin > 0 and not sure:
        return None  # the run goes on to the left: no telling where a name would begin
    rule = "name.organisation.weak-ending" if weak else "name.organisation.ending"
    name = text[begin:end]
    if goes_on(name, text, end) or (text[end - 1] == "线" and not _HEADED.match(text, end)):
        return None
    return Name(FoldedSpan(begin, end), whole_name(name), "organization", (rule,))


def _plausible_before(stem: str, ending: str, *, weak: bool) -> bool:
    """Whether `stem` makes a name of `ending`, which a common noun does not."""
    if ending in _NAMED_BY_WORK:
        return 2 <= len(stem) <= 14 and not _stems()["last"].search(stem) and not _ORDINAL.search(stem)
    if not _plausible(stem, weak=weak) or _ORDINAL.search(stem):
        return False
    if weak and ending not in _NAMED_BY_PLACE and _LATIN_TAIL.sub("", stem) in kind_words("place"):
        return False  # 英国公司, 中国GPU公司 are any of them
    return len(stem) > _COMMON_REACH or not is_common(stem, ending)


def _opened(stem: str) -> int:
    """How much at the head of `stem` opens the phrase around the name: 市场研究公司."""
    opening = _stems()["opening-words"]
    cut = 0
    while match := opening.match(stem, cut):
        cut = match.end()
    return cut


def _plausible(stem: str, *, weak: bool) -> bool:
    size = len(_ASCII.sub("", stem)) if weak else len(stem)  # TrendForce集邦咨询 is short
    if len(stem) < 2 or size > (6 if weak else 20):
        return False
    patterns = _stems()
    if weak and _TIME.search(stem):
        return False
    return (
        not patterns["generic"].fullmatch(stem)
        and not patterns["last"].search(stem)
        and not stem[0].isdigit()
    )


_ASCII = re.compile("[A-Za-z0-9]+")
_TIME = re.compile("[一两三几]年|[年月日季]$|当[年月日季]")


def is_name(stem: str) -> bool:
    """Whether what stands before an ending makes a name of it; 本次大 (会) does not."""
    return not _last_opening(stem) and _plausible(stem, weak=False)


def _last_opening(stem: str) -> int:
    """Where the name begins in `stem`: behind the words that open the phrase around it."""
    opening = _stems()["opening"]
    cut = 0
    while match := opening.match(stem, cut):
        cut = match.end()
    inner = _INNER.search(stem, cut)
    while inner:
        cut = inner.end()
        inner = _INNER.search(stem, cut)
    return cut


# Words that no name holds: what stands before them is another phrase.
_INNER = re.compile(
    r"的|了|这|那|将|曾|并|已|把|被|让|从|为|由|(?<![数证根占依论])据|与|及|通过|来自|今年|明年|去年|位于|成为|加入|表示|指出|显示|发布|公布|介绍|透露|联合|携手|合作|以及|作为|担任|出任|考入|当选|升任|现任|昨在|今在|日在|曾在|(?:大学|学院|公司|集团|局|委|部|院|会|所)和"
)


@functools.cache
def _endings() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """The endings, and how strong each is."""
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    endings = {ending: row[0] for row in read_rows("organisation_endings") for ending in words(row[1])}
    leftmost_longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(endings), matchkind=leftmost_longest), list(endings.values())


@functools.cache
def _stems() -> dict[str, re.Pattern[str]]:
    rows = {kind: words(field) for kind, field in read_rows("organisation_stems")}
    generic = any_of([*rows["generic"], *rows["opening"]])
    return {
        "generic": re.compile(f"(?:{generic})+"),
        "opening": re.compile(any_of(rows["opening"])),
        "opening-words": re.compile(any_of([word for word in rows["opening"] if len(word) > 1])),
        "last": re.compile(f"(?<![电量原])(?:{any_of(rows['last'])})$"),  # 电子 is no 子公司
    }
