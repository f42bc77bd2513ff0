"""Who a verb of saying is said of, and whom a phrase such as 据… names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from aicompute_cli.extract.attribution.cues import cue_words, tail_pattern
from aicompute_cli.extract.attribution.reader import Reader, unique
from aicompute_cli.extract.names.canonical import organisation_type
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name

_REACH = 90


class Subject(NamedTuple):
    """Whom a phrase names: where it begins, what it is, and the canonical names.

    `kind` is ``person``, ``organisation``, ``report``, ``data``, ``results``, ``media`` or ``anonymous``; `rule` is the
    case that found it.
    """

    start: int
    kind: str
    sources: tuple[str, ...]
    rule: str


def subject_before(reader: Reader, start: int, end: int) -> Subject | None:
    """Whom the stretch from `start`, the clause's, to `end`, its verb's, names as the one who says something."""
    start = max(start, end - _REACH)
    named = _named(reader, start, end)
    data = _data(reader, start, end)
    if data and (not named or named.kind != "person"):
        return data
    return named or stand_in(reader, start, end) or anonymous(reader, start, end)


def _named(reader: Reader, start: int, end: int) -> Subject | None:
    names = reader.names_in(start, end)
    for name in reversed(names):
        between = reader.text[name.span.end : end]
        if name.kind == "organization":
            between = _roles().sub("", between, count=1)
        if name.kind == "report":
            between = _after_title().sub("", between, count=1)
        if name.kind == "person":
            between = _COMPANY_OF_A_PERSON.sub("", between)
        if not tail_pattern().fullmatch(between):
            continue
        if reader.text[max(start, name.span.start - 1) : name.span.start] in tuple("向对给"):
            continue
        return _chained(reader, name, start, end)
    return None


_COMPANY_OF_A_PERSON = re.compile(
    r"^(?:团队|等人|等|本人|教授|博士|先生|女士|院士|老师|院长|所长|主任|董事长|总裁|总经理|局长|部长|司长|CEO)"
)


def _chained(reader: Reader, last: Name, start: int, end: int) -> Subject:
    persons = [n for n in reader.names_in(start, last.span.start) if n.kind == "person"]
    if last.kind == "organization" and persons and reader.text[last.span.start - 1] not in "、和与":
        # 副总裁何某在某某大会上: the person speaks, where the phrase between leads to the organisation
        between = reader.text[persons[-1].span.end : last.span.start]
        if tail_pattern().match(between) and len(between) <= 12:
            last = persons[-1]
    chain, begin = reader.joined(last, start)
    titles = [
        name for name in reader.names_in(last.span.end, end) if name.kind == "report"
    ]  # 某某在《…》中指出
    sources = unique(reader.title_of(name) for name in [*chain, *titles])
    if last.kind == "report" and reader.issuers_paragraph == reader.paragraph and reader.is_general(last):
        sources = unique([*reader.issuers, *sources])
    return Subject(begin, last.kind, sources, "source.name.subject")


def _data(reader: Reader, start: int, end: int) -> Subject | None:
    """某某的数据, 某某最新发布的报告: whose data they are."""
    found = _data_noun().search(reader.text, start, end)
    if not found:
        return None
    noun = found["noun"]
    begin = found.start()
    owner = reader.text[start:begin]
    sources = reader.sources_in(start, begin)
    if noun in cue_words("results"):
        return results_of(reader, start, begin, noun)
    if sources:
        names = reader.names_in(start, begin)
        return Subject(
            names[0].span.start,
            "data",
            sources + ranking_in(reader, start, found.end("noun")),
            "source.data.shows",
        )
    if stand := stand_in(reader, start, begin, loose=True):
        return stand._replace(kind="data")
    if noun in cue_words("title") and not _stripped(owner):
        return _report_before(reader, begin, noun)
    return unknown_owner(reader, owner, start)


def results_of(reader: Reader, start: int, end: int, noun: str) -> Subject | None:
    """Whose results they are: named before them, else the company that the sentence or the text before is about."""
    names = [n for n in reader.names_in(start, end) if n.kind == "organization"]
    name = names[-1] if names else None
    if name is None:
        stop = reader.text.find("。", end, end + _REACH)
        ahead = reader.names_in(end, stop if stop > 0 else end + _REACH)
        name = next((n for n in ahead if n.kind == "organization" and _is_company(n)), None)
    name = name or reader.name_before(end, kinds=("organization",), types=("company",))
    if name is None:
        return None
    begin = name.span.start if names else end
    if names and organisation_type(name.canonical) not in ("company", "finance"):
        return Subject(begin, "data", (name.canonical,), "source.data.shows")
    announced = name.canonical in reader.announced
    source = (
        name.canonical
        if announced or noun not in _REPORTS_OF_RESULTS
        else name.canonical + short_report(noun)
    )
    kind = "data" if noun == "公告" else "results"  # what a notice tells ends with its paragraph
    return Subject(begin, kind, (source,), "source.results.company")


def short_report(noun: str) -> str:
    """A company's report on itself by its short name.

    >>> short_report("年度报告"), short_report("最新财报")
    ('年报', '财报')
    """
    return noun.removeprefix("最新").replace("度报告", "报")


_REPORTS_OF_RESULTS = frozenset(
    (
        "年度报告",
        "半年度报告",
        "季度报告",
        "财报",
        "最新财报",
        "年报",
        "季报",
        "中报",
        "半年报",
        "三季报",
        "一季报",
        "招股书",
        "招股说明书",
    )
)


def _is_company(name: Name) -> bool:
    return organisation_type(name.canonical) == "company"


def _report_before(reader: Reader, place: int, noun: str) -> Subject | None:
    """报告, 该报告: the report named before, with its publishers where they were named in the same paragraph."""
    title = reader.full_title(place, noun)
    near = reader.issuers if reader.issuers_paragraph == reader.paragraph else ()
    untitled = near and not reader.issued and noun in _GENERAL  # 某某的调查里: it has no title
    sources = unique([*near, *((title,) if title and not untitled else ())]) or reader.issuers
    return Subject(place, "report", sources, "source.report.before") if sources else None


_GENERAL = frozenset(("报告", "该报告", "调查", "该调查", "研究", "该研究"))


def unknown_owner(reader: Reader, owner: str, start: int) -> Subject | None:
    """A source that no table and no ending tells: 远川的数据, Harlow数据; 大会 is the one named before."""
    bare = _stripped(owner)
    name = re.sub(
        r"(?:最新|近日|日前|此前|最近|新近|今年|去年)?(?:发布|公布|披露|提供|出具|统计|监测|给出|不完全|同期|当年|同年)?的?(?:最新|一份|相关)?$",
        "",
        bare,
    )
    if not _PLAIN.fullmatch(name) or _generic().fullmatch(name) or _NO_NAME.search(name):
        return None
    place = start + owner.find(name)
    if _EVENT.fullmatch(name):
        return _event(reader, name, place)
    return Subject(place, "data", (name,), "source.data.owner")


_EVENT = re.compile("(?:本届|本次|此次)?(大会|会议|论坛|峰会|年会|博览会|展会)")
_FAR = 2000


def _event(reader: Reader, word: str, place: int) -> Subject | None:
    """The event that the text named before: 本届大会 is 2031山海算力大会."""
    ending = word[-2:] if word[-3:] != "博览会" else "博览会"
    named = re.compile(
        rf"(?:^|(?<=[\s，,。；:：/／“”《》]))(?:第[一二三四五六七八九十百\d]+届|\d{{4}}年?)?[\u4e00-\u9fffA-Za-z]{{2,14}}{ending}"
    )
    before = reader.text[max(0, place - _FAR) : place]
    found = [match[0] for match in named.finditer(before) if not _NO_EVENT.search(match[0])]
    return Subject(place, "data", (found[-1],), "source.event.named") if found else None


_NO_EVENT = re.compile("本次|此次|本届|[的在了举开召于由和与将]|参加|出席")


_PLAIN = re.compile(r"[A-Z][A-Za-z0-9&.' -]{1,30}|[\u4e00-\u9fff]{2,10}")
_NO_NAME = re.compile(
    r"同一|利用|使用|处理|采集|共享|训练|存储|传输|[的了是在有和与从将对以最更很也都其这那该此为]|年|月|日|\d|方面|根据|(?<!大)数据|报告|显示|市场|产业|行业|领域|我们|记者|结果|规模|增长|中国|全球|国内|全国|历史|公司|企业|机构|项目|问题"
)


def _stripped(owner: str) -> str:
    return _leading().sub("", owner.strip(' \u3000“”"(（'), count=1).strip()


def stand_in(reader: Reader, start: int, end: int, *, loose: bool = False) -> Subject | None:
    """A word for someone named before: 他, 该机构, 公司, 报告."""
    found = _stand_ins(loose=loose).search(reader.text, start, end)
    if not found:
        return None
    word, begin = found["word"], found.start("word")
    if word in cue_words("person"):
        nearest = reader.name_before(begin, kinds=("person",))
        sources = reader.speaker or ((nearest.canonical,) if nearest else ())
        return Subject(begin, "person", sources, "source.pronoun.person") if sources else None
    if word in cue_words("title"):
        return _report_before(reader, begin, word)
    if word.startswith("同一"):  # not the one who quotes it
        begin = max(reader.text.rfind(mark, 0, begin) for mark in "。；\n") + 1
    company = word in cue_words("company")
    types = ("company", "finance") if company else ("research", "agency", "finance", "university", "media")
    if not company and not word.startswith("同一") and reader.reported:
        return Subject(found.start("word"), "organization", reader.reported, "source.pronoun.body")
    name = _paragraph_company(reader, begin) if company else None
    name = name or reader.name_before(begin, kinds=("organization",), types=types)
    name = name or reader.name_before(begin, kinds=("organization",))
    return Subject(begin, "organization", (name.canonical,), "source.pronoun.body") if name else None


def company_meant(reader: Reader, place: int) -> tuple[str, ...]:
    """The company that 公司 at `place` stands for: the one that the paragraph names first, else the last named."""
    name = _paragraph_company(reader, place)
    name = name or reader.name_before(place, kinds=("organization",), types=("company", "finance"))
    return (name.canonical,) if name else ()


def _paragraph_company(reader: Reader, place: int) -> Name | None:
    """The company that the paragraph names first."""
    begin = reader.text.rfind("\n", 0, place) + 1
    return next(
        (n for n in reader.names_in(begin, place) if n.kind == "organization" and _is_company(n)), None
    )


def anonymous(reader: Reader, start: int, end: int) -> Subject | None:
    """A source without a name, as written: 一位知情人士."""
    found = _anonymous_words().search(reader.text, start, end) or _someone().search(reader.text, start, end)
    if not found or _RESPONDENTS.search(reader.text, max(start, found.start() - 4), found.start("word")):
        return None
    return Subject(
        found.start(), "anonymous", (reader.as_written(found["word"]),), "source.anonymous.as-written"
    )


_RESPONDENTS = re.compile(r"[成%一二三四五六七八九半数][的]?$")  # 近六成的渠道商预计: they were asked


def anonymous_in(reader: Reader, start: int, end: int) -> Subject | None:
    """A source without a name that a phrase names first: 援引三名知情人士的话."""
    found = _anonymous_first().match(reader.text, start, end)
    if not found:
        return None
    return Subject(start, "anonymous", (reader.as_written(found["word"]),), "source.anonymous.as-written")


def ranking_in(reader: Reader, start: int, end: int) -> tuple[str, ...]:
    """An index that a body publishes, by name: 发布的远川指数."""
    found = _RANKING.search(reader.text, start, end)
    return (found[1],) if found else ()


_RANKING = re.compile(
    r"(?:发布|公布|推出|编制)的(?!最新|相关|一份|这份)([\u4e00-\u9fffA-Za-z0-9]{4,20}(?:指数|榜单|排行榜))"
)


@cache
def _roles() -> re.Pattern[str]:
    # Words before the role belong to it: 相关业务负责人, 中国区高管.
    several = (
        r"等(?:[一二三四五六七八九十两\d]{1,3}[个家]?|多家|多个|知名|研究|专业|第三方|国际|主流){0,4}"
        r"(?:机构|部门|公司|企业|媒体|券商|单位|厂商|巨头)?"
    )
    return re.compile(
        rf"{several}|(?:的|中国|中国区|大中华区|亚太区|全球)?[^，,。；：的、]{{0,8}}?(?:{any_of(cue_words('role'))})"
    )


@cache
def _after_title() -> re.Pattern[str]:
    return re.compile(
        r"(?:[(（][^()（）]{1,40}[)）])?(?:报告|白皮书|一文|一书|杂志|周刊|这份报告|中)?(?=.|$)"
    )


@cache
def _data_noun() -> re.Pattern[str]:
    noun = any_of([*cue_words("data"), *cue_words("results")])
    return re.compile(rf"(?P<noun>{noun})(?:{tail_pattern().pattern})$", 0)


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of([*cue_words('adverb'), *cue_words('from'), '而', '但', '同时', '此外', '其中', '不过'])}){{0,8}}"
    )


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of([*cue_words('generic'), '的'])}){{0,10}}")


@cache
def _stand_ins(*, loose: bool) -> re.Pattern[str]:
    listed = any_of([*cue_words("person"), *cue_words("body"), *cue_words("company"), *cue_words("title")])
    before = r"(?:(?<=[\s，,。；;：:！!？?“”\"、)）据按照依从在用述])|^|(?<=[但而])|(?<=[不]过)|(?<=同时)|(?<=此外))"
    tail = r"(?:的|最新|自己|此前|早前){0,4}" if loose else tail_pattern().pattern
    return re.compile(rf"{before}(?P<word>{listed})(?:{tail})$")


@cache
def _anonymous_first() -> re.Pattern[str]:
    return re.compile(
        rf"[^，,。；：]{{0,10}}?(?P<word>{any_of(cue_words('anonymous'))})(?:的话|的说法|的消息|消息|称|说|报道|报导)"
    )


@cache
def _someone() -> re.Pattern[str]:
    """一位仓库主管: anyone, by what they are."""
    which = "一位|一名|多位|多名|数位|数名|几位|两位|两名|三位|三名|某位"
    tail = tail_pattern().pattern
    return re.compile(
        rf"(?:{which})(?:[^，,。；：的]{{1,14}}的)?(?P<word>[\u4e00-\u9fff]{{2,8}}?)(?:{tail})$"
    )


@cache
def _anonymous_words() -> re.Pattern[str]:
    near = r"(?:接近|熟悉|了解|知悉|参与)[^，,。；：]{1,12}的(?:知情)?人士"
    return re.compile(rf"(?P<word>{near}|{any_of(cue_words('anonymous'))})(?:{tail_pattern().pattern})$")
