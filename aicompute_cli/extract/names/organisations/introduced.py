"""Organisations that a text introduces: by what they announce, in a list of issuers, beside a known one."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.organisations.boundaries import is_common, names_no_body
from aicompute_cli.extract.names.organisations.cue_first import find_before, first_of
from aicompute_cli.extract.names.organisations.structure import is_name
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.organisation.dated",
        "what opens a clause and announces something on a day",
        "远川芯片3月5日公告，收入增长。",
        "公司3月5日公告，收入增长。",
    ),
    Rule(
        "name.organisation.side",
        "whose side, spokesman or staff says something",
        "山海视界方面表示，订单增加。",
        "生产方面，订单增加。",
    ),
    Rule(
        "name.organisation.jointly",
        "the items of a list of departments that issue something together",
        "文旅总局、人民闳行、海务委等五部门印发方案。",
        "机票、酒店、门票等五部分涨价。",
    ),
    Rule(
        "name.organisation.behind-kind",
        "characters between 研究机构, 券商 and the like and what only a body does",
        "研究机构远闳视界最新报告指出，需求增加。",
        "研究机构人员最新报告指出，需求增加。",
    ),
    Rule(
        "name.organisation.publishes",
        "what opens a clause and publishes a title",
        "远川招贤发布的《人才年鉴》显示，薪酬增长。",
        "同期发布的《人才年鉴》显示，薪酬增长。",
    ),
    Rule(
        "name.organisation.short",
        "four characters of which the last two are a trade, as shares are called, that say something",
        "德沁新材回复称，账期延长。",
        "国产新材获奖。",
    ),
    Rule(
        "name.organisation.writes",
        "what opens a clause and says something in its report",
        "山海视界在月报中估算，订单增加。",
        "公司在月报中估算，订单增加。",
    ),
    Rule(
        "name.organisation.unit",
        "an institute or department behind the name of the body that it belongs to",
        "清华大学能源所的预测偏低。",
        "清华大学场所的预测偏低。",
    ),
    Rule(
        "name.organisation.partner",
        "what opens a clause, joined to an organisation with which it publishes",
        "远川视界与清华大学近日发布《算力年鉴》。",
        "老师与清华大学近日发布《算力年鉴》。",
    ),
)

_BEFORE = r"[\s，,。：:；;！!？?“”\"‘’'()（）《》【】\[\]｜]"
_OPEN = rf"(?:(?<={_BEFORE})|^)"
_DAY = (
    r"(?:(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]|近日|日前|今日|昨日|今天|昨天|当日|上周|本周|[上本]?周[一二三四五六日]"
    r"|此前|早前|去年|今年)(?:\d{1,2}日)?(?:盘后|盘前|晚间|早间|午间|上午|下午|收市后|凌晨|晚|早)?"
)
_ANNOUNCES = (
    r"(?:在?官网|正式|对外|在港交所|在交易所|联合|共同|再次)?"
    r"(?:公告|发布|公布|宣布|披露|发表|通报|给出|表示|透露|统计|印发|访问了|调查了)"
)
_DATED = re.compile(rf"{_OPEN}(?P<name>[\u4e00-\u9fff]{{2,10}}?){_DAY}{_ANNOUNCES}", re.MULTILINE)
_DATE = re.compile(rf"(?=[0-9近日今昨当上本周此早去])(?<=[\u4e00-\u9fff])(?={_DAY}{_ANNOUNCES})")
_TITLE_OUT = re.compile(
    r"(?:发布|公布|推出|编制|撰写|出具|发表|出版|主编)[了的]?(?:最新|新版|一份|首份)?的?《"
)
_PUBLISHER = re.compile(
    rf"{_OPEN}(?:据|根据|由|按照|而|此前)?(?P<name>[\u4e00-\u9fff]{{2,10}}?)"
    rf"(?:{_DAY}|最新|联合|首次|在[^，,。；\n]{{2,16}}上)?$",
    re.MULTILINE,
)
_STAFF = "方面|团队|官方|高管|管理层|有关负责人|相关负责人|新闻发言人|发言人|负责人"
_SIDE = re.compile(
    rf"{_OPEN}(?P<name>[\u4e00-\u9fff]{{2,8}}?)(?:{_STAFF})"
    r"(?=[^，,。；：\n]{0,20}?(?:表示|透露|介绍|称|说|指出|回应|坦言|证实))",
    re.MULTILINE,
)
_IN_WRITING = r"[^，,。；\n在]{0,12}(?:报告|[周月季年]报|声明|公告|招股书|财报|白皮书|邮件|公开信)[中里]"
_WRITES = re.compile(rf"{_OPEN}(?P<name>[\u4e00-\u9fff]{{2,8}}?)在{_IN_WRITING}", re.MULTILINE)
_JOINTLY = re.compile(
    r"等(?:[一二三四五六七八九十\d]{1,3}个?)?(?:部门|部委|单位|机构)|联合(?:印发|发布|下发|出台|制定)"
)
_ITEM = r"[\u4e00-\u9fff]{2,14}"
_LIST = re.compile(rf"(?:^|[\s，,。：:；;由（(])(?P<list>{_ITEM}(?:、{_ITEM}){{1,14}})$")
_BODY_ENDS = re.compile("[部委局署办院行会厅社所]$")
_UNIT = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}?(?:研究|咨询|国际|经济|能源|产业|产科|电子|金融|政策|技术|管理|信息|战略|市场))?[\u4e00-\u9fff]{0,2}?(?<!场)(?:所|办公厅|办公室|省分行|市分行|区分行|分行|统计处|统计司|[\u4e00-\u9fff]{2}[处司署]|研究部|研究中心|研究处|商学院|实验室)"
    r"(?=的?(?:则|也|还|最新|近日|近期|日前|此前)?的?(?:预[估测计期]|推估|统计|估[计算]|测算|数据|报告|研究|调查|指出|表示|认为|发布|公布"
    r"|印发|出台|下发|称|介绍|通报|透露|《))"
)
_PARTNER = re.compile(
    rf"{_OPEN}(?P<name>[\u4e00-\u9fff]{{2,6}}|[A-Z][A-Za-z0-9&.\-]{{1,20}})(?:与|和|及|、|携手|联合|联手|联同)$",
    re.MULTILINE,
)
_PUBLISH = re.compile(
    r"(?:近日|日前|最新|联合|共同|今日|昨日|此前|早前|去年|今年|于|\d{1,4}[年月日]|合作){0,8}(?:的?《|发布|公布|推出|发表|编制|撰写|合著|合写)"
)
_REACH = 24
_LIST_REACH = 160


def find_introduced(text: str) -> Iterator[Name]:
    """The organisations of `text` that the way in which it introduces them tells."""
    for matches, rule in (
        (find_before(_DATE, range(2, 11), _DATED, text), "dated"),
        (find_before(_ANY_STAFF, range(2, 9), _SIDE, text), "side"),
        (find_before(_trade(), range(2, 3), _short(), text), "short"),
        (find_before(_WRITING, range(2, 9), _WRITES, text), "writes"),
    ):
        for match in matches:
            if is_introduced(match["name"]) and not (rule == "side" and _is_common(match)):
                yield _named(text, *match.span("name"), rule)
    for match in _behind_kind().finditer(text):
        if is_introduced(match["name"]) and _begins_word(text, match.start("name")):
            yield _named(text, *match.span("name"), "behind-kind")
    for title in _TITLE_OUT.finditer(text):
        found = _PUBLISHER.search(text, max(0, title.start() - _REACH - _REACH), title.start())
        if found and is_introduced(found["name"]):
            yield _named(text, *found.span("name"), "publishes")
    yield from _issuers(text)


def find_relatives(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """The departments of the organisations among `names`, and those that publish with one of them."""
    for name in names:
        if name.kind != "organization":
            continue
        start, end = name.span.start, name.span.end
        if unit := _UNIT.match(text, end):
            yield _named(text, start, unit.end(), "unit")
        if text[start - 1 : start] in tuple("与和及、手合同") and _PUBLISH.match(text, end):
            low = max(0, start - _REACH)
            partner = _PARTNER.search(text[low:start])
            if partner and (partner.start() or not low) and is_introduced(partner["name"]):
                yield _named(text, low + partner.start("name"), low + partner.end("name"), "partner")


def is_introduced(run: str) -> bool:
    """Whether a run of characters that stands where a name does can be one.

    >>> is_introduced("远川芯片"), is_introduced("董事会"), is_introduced("该公司")
    (True, False, False)
    """
    return (
        is_name(run)
        and run not in _no_names()
        and not _ROLE.search(run)
        and not _COUNTED.match(run)
        and not is_common(run, "")
        and not names_no_body(cut_words(run)[:1])
        and not _title().search(run)
        and not _loose().fullmatch(run)
    )


def _begins_word(text: str, start: int) -> bool:
    """Whether a word begins at `start`: 政企业务群 is no 企业 and 务群."""
    place = max(0, start - 4)
    for token in cut_words(text[place : start + 4]):
        if place >= start:
            return place == start
        place += len(token)
    return True


def _is_common(found: re.Match[str]) -> bool:
    """Whether what has a person in charge is a word for a place of work: 产线, 项目."""
    run = found["name"]
    if found.string.startswith("方面", found.end("name")):
        return False
    return bool(_WORKPLACE.search(run)) or (len(run) <= 3 and len(cut_words(run)) == 1)


_WORKPLACE = re.compile("(?:线|组|队|店|项目|业务|车间|仓|园区|基地|工厂|门店|实验)$")
_ROLE = re.compile(
    r"^(?:同期|同时|[该本其这那各另多某有我他她它])|(?:公司|企业|人员|人士|部门|记者|会上|会议|大会|方面|团队|负责人|老师|同学|上|中|里|内|后|前|时|期间|现场|当日|当天)$|[的了是在有着过]"
)


_COUNTED = re.compile(
    "[一二两三四五六七八九十半几多数首每前后近]{1,3}(?:[日天年月季周家次度份个成位名笔项]|者)"
)


def _issuers(text: str) -> Iterator[Name]:
    """The items before 等六部门 or 联合印发, where one of them ends like a public body."""
    for anchor in _JOINTLY.finditer(text):
        low = max(0, anchor.start() - _LIST_REACH)
        listed = "、" in text[max(0, anchor.start() - 16) : anchor.start()]
        found = _LIST.search(text[low : anchor.start()]) if listed else None
        if not found or not any(_BODY_ENDS.search(item) for item in found["list"].split("、")):
            continue
        place = low + found.start("list")
        for item in found["list"].split("、"):
            if is_introduced(item):
                yield _named(text, place, place + len(item), "jointly")
            place += len(item) + 1


def _named(text: str, start: int, end: int, rule: str) -> Name:
    return Name(FoldedSpan(start, end), text[start:end], "organization", (f"name.organisation.{rule}",))


@functools.cache
def _title() -> re.Pattern[str]:
    titles = any_of([title for _, field in read_rows("person_titles") for title in words(field)])
    return re.compile(f"^(?:{titles})|(?:{titles})$")


_ANY_STAFF = re.compile(first_of(_STAFF))
_WRITING = re.compile(f"在(?={_IN_WRITING})")


@functools.cache
def _trade() -> re.Pattern[str]:
    trades = first_of(any_of(words(dict(read_rows("organisation_stems"))["trade"])))
    opened = rf"(?:(?<={_BEFORE}[\u4e00-\u9fff]{{2}}.)|(?<=^[\u4e00-\u9fff]{{2}}.))"
    return re.compile(f"(?:{trades}){opened}", re.MULTILINE)


@functools.cache
def _short() -> re.Pattern[str]:
    """A share's name before a verb: two characters of its own and its trade."""
    rows = dict(read_rows("organisation_stems"))
    trades = any_of(words(rows["trade"]))
    adverbs = any_of(words(dict(read_rows("person_words"))["adverbs"]))
    verbs = any_of(
        [
            verb
            for kind, field in read_rows("speech_verbs")
            if kind in ("say", "expect")
            for verb in words(field)
            if len(verb) > 1
        ]
    )
    generic = any_of([word for word in words(rows["generic"]) if len(word) == 2])
    does = any_of(words(dict(read_rows("name_cues"))["does"]))
    return re.compile(
        rf"{_OPEN}(?!{generic})(?P<name>[\u4e00-\u9fff]{{2}}(?:{trades}))(?=(?:则|也|还|{adverbs}){{0,4}}(?:{verbs}|{does}|公告|披露))",
        re.MULTILINE,
    )


@functools.cache
def _loose() -> re.Pattern[str]:
    """Words that say when or how, or nothing of whom: 早前, 最新公开."""
    cues = dict(read_rows("attribution_cues"))
    return re.compile(f"(?:{any_of([*words(cues['adverb']), *words(cues['generic'])])}){{1,6}}")


@functools.cache
def _no_names() -> frozenset[str]:
    table = {kind: words(field) for kind, field in read_rows("name_cues")}
    return frozenset([*table["not_name"], *table["before"]])


@functools.cache
def _behind_kind() -> re.Pattern[str]:
    table = {kind: words(field) for kind, field in read_rows("name_cues")}
    does = (
        any_of([*table["verb"], "最新", "分析师"])
        + "|的?(?:数据|统计|报告|估算|口径|预测|调查|研究|测算|负责人|创始人|总经理|董事长)"
    )
    bare = ("平台", "企业", "银行", "基金", "公司", "机构", "厂商")
    kinds = [kind for kind in table["before"] if kind not in bare] + ["龙头", "独角兽", "老牌厂", "新秀"]
    first = "".join(sorted({kind[0] for kind in (*kinds, *bare)}))
    return re.compile(
        rf"(?=[{first}])(?:{any_of(kinds)}|(?<=[\u4e00-\u9fff]{{2}})(?<![该本][\u4e00-\u9fff])(?<![该本])(?:公司|机构|平台|企业|厂商))(?P<name>[\u4e00-\u9fff]{{2,8}}?)(?=(?:[(（][^()（）\n]{{1,24}}[)）])?(?:{does}))"
    )
