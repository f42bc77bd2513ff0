"""Programmes and plans that quotation marks make names of: “某某”计划, 「某某资助计划」.

What a company runs is a product; the plan of anyone else stands with the policies, as a report.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from aicompute_cli.extract.names.canonical import organisation_type
from aicompute_cli.extract.names.technologies import find_technologies
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.programme.quoted",
        "a name in quotation marks before 计划, 行动 or 工程",
        "两部委启动“远闳强基”计划。",
        "公司按“降本增效”计划裁员。",
    ),
    Rule(
        "name.programme.title",
        "a title in quotation marks that ends in 计划, 行动 or 工程",
        "两部委推出「远闳算力资助计划」。",
        "两部委推出「投资计划」。",
    ),
    Rule(
        "name.programme.again",
        "the title of a programme that stood in quotation marks before",
        "两部委推出「远闳算力资助计划」。远闳算力资助计划有三类。",
        "两部委推出「远闳」。远闳算力资助计划有三类。",
    ),
)

_ENDING = (
    "(?:专项|三年)?行动计划|专项行动|三年行动|(?:扶持|资助|补贴|加速|培育|伙伴|人才)?计划|行动|工程|专项"
)
_GOES_ON = "(?!经济|书|师|院|局|部|司|化|力|者|机|学|量|款|案|性|在|于|将|到|投资)"
_BEHIND = re.compile(rf"[“「](?P<name>[^“”「」\s，。；：！？、]{{2,14}})[”」](?P<ending>{_ENDING}){_GOES_ON}")
_WITHIN = re.compile(
    r"[“「](?P<name>[^“”「」\s，。；：！？、]{2,18}?)(?P<ending>(?:行动)?计划|行动|工程)[”」]"
)
_NO_NAME = re.compile(
    r"[的了是要就不没有吗呢在怎]|如何|为何|什么|^(?:[这那该其本某每各]|一个|所谓)|^[\u4e00-\u9fff]{2,4}版(?!权)"
)
# What is a plan of anyone: 投资计划, 五年计划, 降本增效计划.
_ANYONE = re.compile(
    "(?:扩产|投资|融资|建设|发展|生产|采购|合作|资本|支出|开支|裁员|重组|回购|减持|增持|上市|收购|扩张|出海|转型|升级|改革|工作|未来"
    "|[长短中]期|年度|[一二两三四五十]年|总体|整体|下一步|公司|企业|国家|政府|[新老大原旧备]|产能|研发|训练|量产|降本|增效|备用|保密|重点|[A-Z]"
    "|专项|面子|形象|豆腐渣|系统|民生|民心|实事|统一|集体|联合|军事|一致|刺激|救市|扩军|备战|逃生|退出|接班|减排|瘦身|省钱|赚钱|一号|样板"
    "|政绩|烂尾|创新|创业|人才|买断|离职|特别|改建|成长|安全|质量|招聘|培训|学习|健身|旅行|存钱|理财|退休|储蓄|应急|复工|复产|减税|免费|优惠|会员|大胆|秘密|宏伟|庞大){1,6}"
)
_SHORTEST_AGAIN = 5
_REACH = 48  # characters before a programme in which the sentence names whose it is
_STOP = re.compile("[。；！？\n]")
_COMPANIES = ("company", "finance")


def find_programmes(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The programmes of `text`, whose names `names` are; each also where it stands again without its marks."""
    titles: dict[str, tuple[str, int]] = {}
    owners = [name for name in names if name.kind == "organization"] if "计划" in text else []
    for pattern, rule in ((_BEHIND, "quoted"), (_WITHIN, "title")):
        for match in pattern.finditer(text):
            if not _is_name(match["name"], match["ending"], title=rule == "title"):
                continue
            kind = _kind(text, match.start(), owners)
            called = match["name"] + match["ending"]
            span = FoldedSpan(match.start("name"), match.end("ending"))
            yield Name(span, called, kind, (f"name.programme.{rule}",))
            if len(called) >= _SHORTEST_AGAIN:
                titles.setdefault(called, (kind, match.end()))
    for called, (kind, since) in titles.items():
        at = text.find(called, since)
        while at >= 0:
            yield Name(FoldedSpan(at, at + len(called)), called, kind, ("name.programme.again",))
            at = text.find(called, at + len(called))


def _is_name(stem: str, ending: str, *, title: bool) -> bool:
    """Whether a stem makes a name of the ending: no plan of anyone, no term of the field alone."""
    if _NO_NAME.search(stem) or _ANYONE.fullmatch(stem):
        return False
    if ending in ("行动", "工程", "专项") and len(stem) < (4 if title else 3):
        return False
    return len(stem) > (2 if title else 1) and not _is_term(stem)


@functools.lru_cache(maxsize=256)
def _is_term(stem: str) -> bool:
    return any(name.span.end - name.span.start == len(stem) for name in find_technologies(stem))


def _kind(text: str, start: int, owners: Sequence[Name]) -> str:
    """Whose programme it is: a company's where the sentence names one before it last."""
    low = max(0, start - _REACH)
    for stop in _STOP.finditer(text, low, start):
        low = stop.end()
    starts = [name.span.start for name in owners]
    before = owners[bisect_left(starts, low) : bisect_left(starts, start)]
    company = before and organisation_type(before[-1].canonical) in _COMPANIES
    return "product" if company else "report"
