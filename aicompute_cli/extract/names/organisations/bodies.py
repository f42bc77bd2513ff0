"""Public bodies of a town or province, and the units of an organisation that stand behind its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.organisations.boundaries import names_no_body
from aicompute_cli.extract.names.organisations.legal import whole_name
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.organisation.local",
        "a bureau, commission or government behind the name of its town or province",
        "项目由洛阳市园林局牵头。",
        "洛阳的结局令人意外，洛阳出局。",
    ),
    Rule(
        "name.organisation.national",
        "a ministry or agency behind the name of its nation",
        "波兰财政部公布预算。",
        "波兰各部公布预算。",
    ),
    Rule(
        "name.organisation.part",
        "a department, institute or branch right behind the name of the organisation that it belongs to",
        "国家信息中心公共技术部牵头出书。",
        "国家信息中心内部牵头出书。",
    ),
)

_LOCAL = re.compile(
    r"(?:特别行政区|自治区|自治州|高新区|经开区|新区|[市省县区州盟])?(?P<work>[\u4e00-\u9fff]{0,12}?)"
    r"(?P<end>局|(?<=[育化技政务安利运设村境源障计游康理输])厅|人大常委会|政协|人民法院|检察院|人民政府|(?<![非军民时儡合旧新现])政府|管委会|委员会|市委|省委|区委|县委"
    r"|(?<=[改信科工财教建资管贸])委|(?<=[信融务据商事组])办)"
    r"(?!面|势|部|限|促|外|内)"
)
# Words that end in 局 and name no bureau.
_NO_BUREAU = re.compile(
    "(?:结|布|格|僵|当|全|大|定|残|败|终|开|出|入|破|时|政|战|危|骗|赌|牌|饭|书|胜|平|邮|搅|设|困|变|和|对|迷|新|首|终)局$"
)
_PART = re.compile(
    r"(?P<work>[\u4e00-\u9fffA-Za-z]{0,14}?)"
    r"(?P<end>事业部|事业群|事业本部|研究中心|研究总?院|研究所|实验室|编辑部|办公厅|办公室|学院|署(?![名长理])|(?<=[\u4e00-\u9fff]{4})局(?![面势部限促长])|科技委|[省市区]分行|分院|分会|(?<=[\u4e00-\u9fff]{3})(?<![东西南北中内外总全干乐局])部(?!门|分|署|件|位|队|委|级|长))"
)
_OF_A_NATION = re.compile(
    r"(?:外交|国防|财政|商务|教育|能源|司法|经济|贸易|产业|科技|科学|国土|劳[工动]|农业|交通|卫生|内政|数字|工业|通信|环境|经济产业"
    r"|产业通商资源|竞争|数据|网络|国家|统计|央|中央)[\u4e00-\u9fff]{0,8}?(?:部|省|署|局|委员会|银行)(?![门分件位队级长])"
    r"|政府(?![间性])|总统府|国会|议会|法院|最高法院|白宫|驻[\u4e00-\u9fff]{1,6}?(?:大?使馆|领事馆|代表处)"
)
_JOINED = ("联合", "携手", "合作", "联手", "协同", "会同")
_NO_PART = frozenset(("内", "外", "全", "总", "大", "局", "下属", "旗下", "所属", "参与", "合作"))


def find_local_bodies(text: str, places: Sequence[Name]) -> Iterator[Name]:
    """The bureaus, governments and the like behind the `places` of `text`."""
    seen = -1
    for before, place in zip([None, *places], places, strict=False):
        if place.span.start < seen:
            continue
        match = _LOCAL.match(text, place.span.end)
        if match and _is_local(match):
            start = _start(text, place, before)
            seen = match.end()
            name = text[start : match.end()]
            span = FoldedSpan(start, match.end())
            canonical = whole_name(name.removeprefix("中共"))
            yield Name(span, canonical, "organization", ("name.organisation.local",))


def find_national_bodies(text: str, nations: Iterable[Name]) -> Iterator[Name]:
    """The ministries and agencies behind the names of `nations`: 韩国财政部."""
    for nation in nations:
        match = _OF_A_NATION.match(text, nation.span.end)
        if match and not names_no_body(cut_words(match[0])):
            name = text[nation.span.start : match.end()]
            span = FoldedSpan(nation.span.start, match.end())
            yield Name(span, whole_name(name), "organization", ("name.organisation.national",))


def _is_local(match: re.Match[str]) -> bool:
    whole = match[0]
    work = match["work"]
    if match["end"] == "局" and (not work or _NO_BUREAU.search(whole)):
        return False
    if match["end"] == "委员会" and not work:
        return False
    if match["end"] in ("市委", "省委", "区委", "县委"):
        return not work
    return not work or not names_no_body(cut_words(work + match["end"]))


def _start(text: str, place: Name, before: Name | None) -> int:
    """Where the name begins: at the province right before the town, at 中共 before a party committee's."""
    if text[place.span.start - 2 : place.span.start] == "中共":
        return place.span.start - 2
    if (
        before
        and text[before.span.end : place.span.start] in ("", "省")
        and before.span.end <= place.span.start
    ):
        return before.span.start
    return place.span.start


def find_parts(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """The units behind the organisations among `names`; whose they are says `legal.owner_of`."""
    seen = -1
    for name in sorted(names, key=lambda name: (name.span.start, -name.span.end)):
        if name.kind != "organization" or name.span.end <= seen:
            continue
        seen = name.span.end  # a shorter name within this one has no part of its own
        match = _PART.match(text, name.span.end)
        if (
            not match
            or match["work"] in _NO_PART
            or match["work"].startswith(_JOINED)
            or not (match["work"] or len(match["end"]) > 2)
        ):
            continue
        work = match["work"]
        if work and (names_no_body(cut_words(work)) or (match["end"] == "部" and len(work) < 2)):
            continue
        whole = text[name.span.start : match.end()]
        canonical = whole_name(whole)
        yield Name(
            FoldedSpan(name.span.start, match.end()), canonical, "organization", ("name.organisation.part",)
        )
