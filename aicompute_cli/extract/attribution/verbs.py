"""What a verb must have beside it to make its subject a source: a report published, a figure counted, a price set."""

from __future__ import annotations

import re

from aicompute_cli.extract.attribution.cues import Cue
from aicompute_cli.extract.attribution.reader import Reader
from aicompute_cli.extract.attribution.subjects import Subject
from aicompute_cli.extract.names.canonical import is_known, organisation_type

_GIVES_OF = frozenset(("给出", "预计", "预测", "公布", "发布"))
_LAYS_DOWN = frozenset(("提出", "明确", "明确提出", "要求", "规定", "给出", "披露"))
_TAKES = frozenset(("把", "将", "则把"))
_FIGURES_OF = re.compile(
    r"的[^，,。；：]{0,16}?(?:预测|预期|指引|区间|目标|估计|预估|展望|数据|数字|指数|统计|榜单|排行榜|排名|月报|调查)"
)
_OWN_REPORT = re.compile(
    r"[了的其]{0,2}(?:最新)?(?:的)?(?:截至)?(?:[\d年月日号末第一二三四上下半季度财]|去年|今年){0,20}?"
    r"(?P<noun>年度报告|半年度报告|季度报告|年报|半年报|中报|季报|三季报|一季报|招股书|招股说明书)"
)
_RESULTS = re.compile("财报|业绩|财年|季报|年报|成绩|营收|财务")
_STUDY = re.compile("数据|报告|统计|调查|预测|白皮书|榜单|排行|研究")
_NOTICE = re.compile("[，,：:。]|称|显示|披露|说")
_PUBLISHES = re.compile(
    "数据|报告|统计|预测|调查|调研|研究|白皮书|榜单|指数|提出|明确|要求|规定|公布[，,：:]|发布[，,：:]|通报|公告|最新|计划|规划|运行情况|执行情况|快报|公报|月报|成绩单"
    "|方案|意见|通知"
)
_FIGURE_FOLLOWS = re.compile(
    r"(?:[了过到]|出来)?[^，,。；：\d]{0,14}?(?:\d[\d,.]{0,12}[万亿千余多]{0,3}|[一二三四五六七八九十百千万两]{1,6}[余多]?)"
    r"(?:名|位|人|年|月|家企业|家公司|个家庭|户|份)"
)
_OUTLOOK = re.compile(r"经济增长|增长率|增速|GDP|预测|预估|预期")  # a statistics office 上修 its own
_RATED = re.compile(r"\d|目标价|评级|评等|预测|预期|预估|盈利|涨幅|财测|评分|展望|至|到")


def fits(reader: Reader, cue: Cue, subject: Subject, stop: int) -> bool:
    """Whether the verb `cue` makes its subject a source; its object ends at `stop`, where its clause does."""
    if reader.text.startswith("的", cue.end):
        return _before_of(reader.text, cue)
    if subject.kind in ("data", "results", "report"):
        return _shows(reader.text, cue)
    own = "issue" in cue.kinds and own_report(reader.text, cue.end, stop)
    shows = reader.text[cue.start : cue.end] == "显示"
    if shows or (cue.kinds & {"say", "expect"} and not own):
        return True
    if (
        subject.kind in ("anonymous", "person")
        or _is_analyst(subject)
        or _OUTLOOK.search(reader.text, cue.end, stop)
    ):
        rates = "rate" in cue.kinds and _RATED.search(reader.text, cue.start, stop)
        if rates:
            return True
    if "count" in cue.kinds and gives_figure(reader.text, cue):
        return subject.kind in ("organization", "anonymous")
    return _issues(reader, cue, subject, stop) if subject.kind == "organization" else "issue" in cue.kinds


def gives_figure(text: str, cue: Cue) -> bool:
    """Whether a verb of counting or asking gives a figure: behind a mark, or in its own clause."""
    if "rate" in cue.kinds:
        return True
    return text[cue.end : cue.end + 1] in tuple("，,：:") or bool(_FIGURE_FOLLOWS.match(text, cue.end))


def own_report(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The company's report on itself that is the object of a verb that ends at `start`."""
    return _OWN_REPORT.match(text, start, stop)


def _before_of(text: str, cue: Cue) -> bool:
    """某某宣布的投资, 某某给出的预测: whose figures they are."""
    word = text[cue.start : cue.end]
    gives = "issue" in cue.kinds or word in _GIVES_OF
    return word == "宣布" or (gives and bool(_FIGURES_OF.match(text, cue.end)))


def _shows(text: str, cue: Cue) -> bool:
    word = text[cue.start : cue.end]
    if word in _TAKES:  # 《…年鉴》把它排在第六; a plan that will do something says nothing yet
        return "》" in text[max(0, cue.start - 3) : cue.start]
    return bool(cue.kinds & {"show", "say", "expect"}) or word in _LAYS_DOWN


def _is_analyst(subject: Subject) -> bool:
    return any(organisation_type(name) in ("finance", "research") for name in subject.sources)


def _issues(reader: Reader, cue: Cue, subject: Subject, stop: int) -> bool:
    """Whether publishing makes the body a source: a report does, a firm's products and results do not."""
    text = reader.text
    if any(name.kind == "report" for name in reader.names_in(cue.end, stop)):
        return True
    if text[cue.start : cue.end] == "公告" and _NOTICE.match(text, cue.end):
        return True
    companies = all(organisation_type(name) == "company" for name in subject.sources)
    if companies and own_report(text, cue.end, stop):
        return False  # what it then tells of itself is told plainly
    if _RESULTS.search(text, cue.end, stop):
        reader.announced.update(subject.sources)
        return False
    if companies:
        known = any(is_known(name) for name in subject.sources)  # else its type is a guess
        return not known and bool(_STUDY.search(text, cue.end, stop))
    return text[stop : stop + 1] in (":", "：") or bool(_PUBLISHES.search(text, cue.start, stop + 1))
