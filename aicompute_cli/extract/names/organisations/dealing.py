"""Companies that no table has, by what only companies do (raise money, go public); known names with a tail."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.canonical import organisation_type
from aicompute_cli.extract.names.organisations.boundaries import is_function
from aicompute_cli.extract.names.organisations.cue_first import find_before
from aicompute_cli.extract.names.organisations.introduced import is_introduced
from aicompute_cli.extract.names.organisations.lists import makes_no_word
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import read_rows, words
from aicompute_cli.model import FoldedSpan, Name

RULES = (
    Rule(
        "name.organisation.deals",
        "what opens a clause and raises money, wins an order or goes public",
        "珂闳机器人完成A轮融资。",
        "公司完成A轮融资，团队拿下订单，全年完成融资。",
    ),
    Rule(
        "name.organisation.tailed",
        "a known name with characters behind it that make no word, in a list or before 领投, is another one's",
        "复星珂闳、高瓴等参与。",
        "复星参与、高瓴领投。",
    ),
)

_OPEN = r"(?:(?<=[\s，,。：:；;！!？?“”\"()（）《》【】｜])|^)"
_WHEN = (
    r"(?:近日|日前|今日|昨日|随后|去年|今年|此前|已经|已|再次|又|也|则|还|正式|成功|刚刚|刚|宣布|连续|率先"
    r"|先后|相继|\d{1,2}月(?:\d{1,2}日)?){0,3}"
)
_DEAL = (
    r"(?:(?:完成|获得?|拿到|斩获|敲定)了?[^，,。；：\n的]{0,16}?(?:轮(?:融资|投资)?|融资)(?=[，,。；、\s）)]|$)"
    r"|获得?[^，,。；：\n的]{2,12}?(?:投资|注资|入股)(?=[，,。；、\s）)]|$)"
    r"|(?:签下|拿下|斩获|接获)了?[^，,。；：\n的]{0,20}?(?:订单|大单)"
    r"|(?:向港交所)?(?:递交|提交|更新)了?(?:招股书|上市申请|招股说明书)|递表港交所"
    r"|(?:登陆|挂牌)(?:科创板|创业板|北交所|港交所|纳斯达克|纽交所|A股|新三板)"
    r"|(?:在|于)(?:科创板|创业板|北交所|港交所|纳斯达克|纽交所|上交所|深交所)(?:主板)?(?:挂牌|上市))"
)
_KIND = "(?:(?:初创|科技|芯片|机器人|创业)?(?:公司|企业|平台|厂商)|创企|独角兽|券商)?"
_OF_IT = "(?:的(?:机器人|产品|芯片|团队|系统|平台))?"
_HAN = re.compile(rf"{_OPEN}{_KIND}(?P<name>[\u4e00-\u9fff]{{2,8}}?){_OF_IT}{_WHEN}{_DEAL}", re.MULTILINE)
_LATIN = re.compile(
    rf"(?P<name>[A-Z](?<![A-Za-z0-9.&\- ].)[A-Za-z0-9]{{2,20}}(?: [A-Z][A-Za-z0-9]{{1,16}}){{0,2}}) ?{_WHEN}{_DEAL}"
)
_CUE = re.compile(f"(?=[完获拿斩敲签接向递提更登挂在于])(?={_DEAL})")
_LONGEST = 26  # characters of a name and of what stands between it and the verb
_TAIL = re.compile(
    r"[\u4e00-\u9fff]{2}(?=(?:联合|共同|独家|继续|追加)?(?:领投|跟投|参投|战略投资)|、|等(?:机构|企业|公司|参与|跟投|投资|$)"
    r"|以及|[和与及][\u4e00-\u9fffA-Z])"
)
_INVESTS = re.compile("(?:联合|共同|独家|继续|追加)?(?:领投|跟投|参投|战略投资)")
_LONGEST_OWNER = 4  # characters of a name that opens another one's
_NEAR = 30
_OF_INVESTORS = re.compile("领投|跟投|参投|投资|参与|融资|入股|股东|资本|创投|基金")
_MOVES = frozenset("涨跌升降增减领收投建产销买卖称说指居占")
_OF_THE_TRADE = frozenset(
    "智云车芯算网数端存光电能机模卡板柜家系新老旧东西南北中港美"
)  # 小米智驾 is the firm's business


def find_dealing(text: str) -> Iterator[Name]:
    """The companies of `text` that a deal tells."""
    if (
        "融资" not in text
        and "轮" not in text
        and "单" not in text
        and "招股" not in text
        and "上市" not in text
    ):
        return
    for match in find_before(_CUE, range(2, _LONGEST), _HAN, text):
        if is_introduced(match["name"]) and _is_own(match["name"]):
            yield _named(match, "deals")
    for match in _LATIN.finditer(text):
        if match["name"] not in _not_latin():
            yield _named(match, "deals")


def find_tailed(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The organisations that begin with the name of another one, which is among `names`."""
    starts = {name.span.start for name in names}
    for name in names:
        start, end = name.span.start, name.span.end
        tail = _TAIL.match(text, end) if name.kind == "organization" else None
        if (
            tail is None
            or end in starts
            or not _is_firm(name, text[start:end])
            or not _is_lone(tail[0], text[start:end])
        ):
            continue
        listed = text[start - 1 : start] in tuple("、和与及") or text.startswith("、", tail.end())
        near = text[max(0, start - _NEAR) : start] + text[tail.end() : tail.end() + _NEAR]
        if (listed and _OF_INVESTORS.search(near)) or _INVESTS.match(text, tail.end()):
            whole = FoldedSpan(start, tail.end())
            yield Name(whole, text[start : tail.end()], "organization", ("name.organisation.tailed",))


def _is_firm(name: Name, called: str) -> bool:
    """Whether another firm may begin its name so; behind a university stands a person."""
    firm = organisation_type(name.canonical) in ("company", "finance")
    return firm and len(called) <= _LONGEST_OWNER and called[-1] not in "院学会部委局所"


def _is_lone(tail: str, before: str) -> bool:
    """Whether two characters make no word, each by itself: what only a name holds."""
    tokens = cut_words(before + tail)
    return (
        tokens[-2:] == list(tail)
        and not any(is_function(sign) or sign in _MOVES or sign in _OF_THE_TRADE for sign in tail)
        and cut_words(tail) == list(tail)
    )


def _is_own(name: str) -> bool:
    """Whether a run is a name of its own: characters that make no word, or a short stem and a trade."""
    if makes_no_word(name, sure=True):
        return True
    stem = next((name[: -len(trade)] for trade in _trades() if name.endswith(trade)), "")
    return len(stem) == 2 and makes_no_word(stem)


def _named(match: re.Match[str], rule: str) -> Name:
    return Name(
        FoldedSpan(*match.span("name")), match["name"], "organization", (f"name.organisation.{rule}",)
    )


@functools.cache
def _trades() -> tuple[str, ...]:
    return (
        *words(dict(read_rows("organisation_stems"))["trade"]),
        "科技",
        "机器人",
        "半导体",
        "生物",
        "微电子",
    )


@functools.cache
def _not_latin() -> frozenset[str]:
    return frozenset(words(dict(read_rows("name_cues"))["not_latin"]))
