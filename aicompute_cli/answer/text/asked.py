"""What sort of thing a question wants that no number answers, told by its question word and the noun behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from aicompute_cli.answer.query import Query
from aicompute_cli.answer.text.identity import may_be_person, person_asked
from aicompute_cli.answer.text.places import asked_places
from aicompute_cli.answer.text.wordings import Wording, words_of
from aicompute_cli.extract.tables import read_rows

NAMED = ("actor", "person", "organization", "place", "product", "technology", "report", "event")
"""The sorts that a name answers; ``actor`` is a person or an organization (谁)."""

_NUMERAL = "[二两三四五六七八九十2-9]"
_MEASURE = "家位名座款张颗枚台套份部篇本项种个支所间块类条场届只件国里儿些几"
_WHICH = Wording(
    rf"哪(?P<many>些|几|{_NUMERAL}(?:大|个)?)?(?:一(?=[{_MEASURE}]))?(?P<measure>(?!部分)[{_MEASURE}])?(?P<rest>[^，。,？?！!；;]*)"
)
_WHAT = Wording(r"(?:什么|何种|啥)(?P<rest>[^，。,？?！!；;]*)")
_WHO = Wording(r"谁|何人|\bwho\b")
_POLAR = Wording(
    r"(?<![不没])(?P<verb>[^\Wa-zA-Z0-9_])[^\Wa-zA-Z0-9_]?[不没](?P=verb)(?![^\Wa-zA-Z0-9_]?[少久多])|(?:没有|与否|是否|有无|能否|可否|吗|么|没)[？?]?$"
)
_KINDS_OF_NUMBER = Wording("多少|多[大高长久快远重]|几|第几|幅度")
_DIFFICULT = Wording(
    r"(?:累|难|贵|慢|强|弱|好|差|错|亏|输|赢|妙|痛|优势|难点|瓶颈|问题|短板|关键|底气|意义|价值|麻烦)(?:就|又|主要|到底|究竟)?(?:出|卡|体现|难|累)?(?:是)?在(?:哪(?![些几个家座款份]|[二两三四五六])|什么)"
)
_MEANS = Wording("(?:啥叫|何谓|什么叫|啥是|(?:是|指)啥)|(?:定义|含义|意思|全称|概念)$")
_ENDS_IN_IS = Wording(r"(?P<noun>[^的，。,？?「」“”\s]{2,8})(?:是|为|叫)[？?]?$")
_DOES_WHAT = Wording(r"(?:什么|啥)(?!时|地方|原因|叫|是|意思)")
_WHERE = Wording(
    r"哪里|哪儿|何处|何地|在哪(?![家位名座款张个种些份部项本篇届场次年天年月日一几台颗套])|坐落于哪|\bwhere\b"
)
_WHEN = Wording(
    r"何时|何年|几月|几号|几时|啥时候|时间(?:是什么)?$|日期$|年份$|\bwhen\b|什么时(?:候|间)|哪(?:一|几)?(?:年|天|日|月|个月|个季度|季)"
)
_NAMED = Wording(r"叫啥|(?:叫|名字|名称|取名|命名)(?:是|为|作|做)?(?:什么|啥)|(?:名称|名字)$|什么名字")
_LISTED = Wording(
    rf"(?:各|分别|都)(?:是|为|有|指|叫)?(?:什么|哪|谁)?|(?:包括|包含|涵盖|分为|分成)(?:什么|啥)|{_NUMERAL}(?:个|大|项|点|类|种)"
    r"[^，。,？?]{0,6}(?:要素|特点|方面|阶段|优势|环节|特征|挑战|趋势|原则)|名单$"
)
_ENDS_LISTED = Wording(rf"({_NUMERAL})(?:个|大|项|种|座|家|位|类|层|款)[^，。,？?的]{{1,6}}$")
_WHY = Wording(
    "(?:图|为)的是(?:什么|啥)|目的(?:是什么|何在)|用意|为什么|为何(?![人物时地种处])|为啥|何以|怎么会|凭什么|原因|缘由|理由|出在哪|怎么解释|如何解释|归因|归功|靠什么才"
)
BY_MEASURE = {
    **dict.fromkeys("家间所支", "organization"),
    **dict.fromkeys("位名", "person"),
    **dict.fromkeys("座国里儿", "place"),
    **dict.fromkeys("款张颗枚台套块", "product"),
    **dict.fromkeys("份部篇本", "report"),
    **dict.fromkeys("届场", "event"),
    "种": "technology",
}
"""The kind that a measure word tells where no noun does."""


class Asked(NamedTuple):
    """What is wanted.

    `sort` is one of `NAMED`, or ``identity`` and ``speech`` (`head` is then whose it is), ``date``, ``list``,
    ``reason``, ``definition``, ``object``, ``yesno``, ``option``, ``thing``, ``manner``, ``number``. `head` is the
    noun of the question (处理器; empty for none), `start` and `end` tell where its question word stands, `many` how
    many items a list has.
    """

    sort: str
    head: str
    start: int
    end: int
    many: int | None = None


@cache
def head_nouns() -> dict[str, str]:
    """Each noun of ``answer_heads.tsv`` and its kind; the first of its rows."""
    found: dict[str, str] = {}
    for kind, nouns in read_rows("answer_heads"):
        for noun in nouns.split("|"):
            found.setdefault(noun, kind)
    return found


def read_asked(query: Query) -> Asked:
    """What sort of thing a query wants."""
    return next(asked for reads in _READERS if (asked := reads(query)))


def _identity(query: Query) -> Asked | None:
    who = person_asked(query)
    return Asked("identity", who, *_span(query)) if who else None


_SPEECH = Wording(
    r"(?:说|讲|谈|透露|表示|主张|强调|指出|认为|提到|谈到|表达|发表|呼吁|建议|回应)(?:过|了|的是)?(?:些|一些)?(?:什么|啥)(?:看法|观点|意见|话|内容)?[？?]?$"
    r"|(?:怎么|如何|怎样|咋)(?:看待?|说|评价|评论|回应|形容|描述|解读|判断)(?P<topic>[^，。？?]*)[？?]?$"
    r"|的(?:看法|观点|评价|态度|判断)(?:是(?:什么|啥)|如何|怎样|怎么样)?[？?]?$"
)


def _speech(query: Query) -> Asked | None:
    """王某说了什么, 王某对甲怎么看: someone's words."""
    match = _SPEECH.search(query.text)
    own = [
        c
        for c in query.concepts
        if (c.kind in ("person", "organization") and c.role in ("name", "source"))
        or (c.kind == "unknown" and len(c.text) in _OF_NAMES and may_be_person(c.text, query))
    ]
    first = min(own, key=lambda c: query.text.find(c.text), default=None)
    if match is None or first is None or not 0 <= query.text.find(first.text) <= _SPEAKER_WITHIN:
        return None
    return Asked("speech", first.text, match.start(), match.start("topic") if match["topic"] else match.end())


_SPEAKER_WITHIN, _OF_NAMES = 12, (2, 3)
_KIND_OF = Wording(
    "^(?:请问)?(?P<what>[^的，。,？?]{2,20}?)(?:究竟|到底)?是(?:一?[家个种款套]|属于)?(?:什么|啥|怎样的|怎么样的|哪种|哪类)(?:样的?)?"
    "(?:性质的)?(?P<noun>公司|企业|机构|平台|系统|产品|芯片|模型|大模型|技术|东西|组织|单位|软件|工具|项目|标准|芯片公司)[？?]?$"
)


def _kind_of(query: Query) -> Asked | None:
    """某某是什么公司: what it is, not which."""
    match = _KIND_OF.search(query.text)
    if match and any(
        c.text == match["what"] and c.role in ("name", "source", "word") for c in query.concepts
    ):
        return Asked("definition", match["noun"], match.start("noun") - 2, match.end("noun"))
    return None


def _choice(query: Query) -> Asked | None:
    return Asked("option", "", *_span(query), query.count) if options_of(query) else None


def _reason(query: Query) -> Asked | None:
    why = _WHY.search(query.text) or _DIFFICULT.search(query.text)
    return Asked("reason", "原因", *why.span()) if why else None


def _places(query: Query) -> Asked | None:
    """第六到第十名是哪些."""
    text = query.text
    places = asked_places(text) if "第" in text and (not query.is_numeric or _WHICH.search(text)) else None
    return Asked("list", "", len(text), len(text), places[1] - places[0] + 1) if places else None


def _polar(query: Query) -> Asked | None:
    text = query.text
    polar = _POLAR.search(text)
    if polar and not _KINDS_OF_NUMBER.search(text) and not _ASKS.search(text):
        return Asked("yesno", "", *polar.span())
    return None


def _where(query: Query) -> Asked | None:
    where = _WHERE.search(query.text)
    return Asked("place", "", *where.span()) if where else None


def _which(query: Query) -> Asked | None:
    which = _WHICH.search(query.text)
    return _of_which(which, query) if which else None


def _when(query: Query) -> Asked | None:
    when = _WHEN.search(query.text)
    return Asked("date", "", *when.span()) if when else None


def _who(query: Query) -> Asked | None:
    who = _WHO.search(query.text)
    if who and _IS_WHO.fullmatch(query.text) and [c.kind in _BODIES for c in query.concepts] == [True]:
        return Asked("definition", "", *who.span())
    several = "分别" in query.text or "都有谁" in query.text
    return Asked("list" if several else "actor", "", *who.span(), query.count) if who else None


_IS_WHO = Wording("[^的，。,]{2,12}是(?:谁|何方神圣)[？?]?")
_BODIES = ("organization", "product", "technology", "event")


def _number(query: Query) -> Asked | None:
    return Asked("number", "", *_span(query)) if query.is_numeric else None


def _listing(query: Query) -> Asked | None:
    ends = _ENDS_LISTED.search(query.text) if query.kind == "keywords" else None
    return Asked("list", "", *ends.span(), _DIGITS[ends[1]]) if ends else None


def _meaning(query: Query) -> Asked | None:
    means = _MEANS.search(query.text)
    return Asked("definition", "", *means.span()) if means else None


def _listed(query: Query) -> Asked | None:
    listed = _LISTED.search(query.text)
    return Asked("list", "", *listed.span(), query.count) if listed else None


def _named(query: Query) -> Asked | None:
    named = _NAMED.search(query.text)
    return _of_name(query, named) if named else None


def _what(query: Query) -> Asked | None:
    what = _WHAT.search(query.text)
    return _of_what(what, query) if what else None


def _object(query: Query) -> Asked | None:
    """解决了什么问题, 用的是什么."""
    does = _DOES_WHAT.search(query.text) if query.kind in ("yesno", "definition") else None
    if does and not _SAYS_WHAT.search(query.text):
        return Asked("object", "", *does.span())
    return Asked("object", "", *_span(query)) if query.kind == "yesno" else None


def _other(query: Query) -> Asked:
    counted = re.search(_NUMERAL, query.cue)
    many = query.count or (_DIGITS.get(counted[0]) if counted and query.kind == "list" else None)
    sort = "manner" if query.kind == "reason" else _OTHERS.get(query.kind, query.kind)
    return Asked(sort, "", *_span(query), many)


_ASKS = Wording("哪|谁|什么(?!时候[^，。]*(?:吗|没有))|为何|怎么|如何|何时|啥")
_SAYS_WHAT = Wording(
    "(?:(?<!的)是|指|叫|相当于|好比|意味着|比作|比喻成|等于|称为|理解为|指的是|说的是|叫做|称作|代表)(?:一个?|个)?(?:什么|啥)(?:意思|概念|含义)?[？?]?$|什么是|什么叫|要做什么|什么用|[做干]什么[的用]?[？?]?$|干嘛"
)


def _of_end(query: Query) -> Asked | None:
    """What a question or keywords that end with a noun want: 背后的作者是?, 某公司 总裁."""
    text = query.text
    match = _ENDS_IN_IS.search(text)
    stretch = (
        match["noun"]
        if match
        else text.rsplit(" ", 1)[-1].rstrip("?？")
        if query.kind == "keywords" and " " in text
        else ""
    )
    for size in range(min(6, len(stretch)), 1, -1):
        noun = stretch[-size:]
        kind = head_nouns().get(noun)
        if (
            kind in (*NAMED, "date")
            and (match or kind not in ("technology",))
            and noun not in words_of("topic")
        ):
            start = text.rfind(noun)
            if not match and kind not in ("person", "date"):
                return None
            return Asked(kind, noun, start, len(text))
    return None


_OTHERS = {"comparison": "option", "keywords": "keywords"}


def _span(query: Query) -> tuple[int, int]:
    at = query.text.rfind(query.cue) if query.cue else -1
    return (at, at + len(query.cue)) if at >= 0 else (len(query.text), len(query.text))


_OR = Wording(r"(?:是|由|，|,|^|\s|在)\s*([^，。,\s是由]{1,12}?)\s*还是\s*([^，。,\s？?]{1,14})")
_AND = Wording(
    r"(?:^|[，,：: ]|上|中(?!国)|里|年|的)([^，。,：: 的]{1,12}?)(?:和|跟|与|同|、)([^，。,的]{1,12}?)"
    r"(?:相比|比起来|比|之间|之中|两者|二者|里|中|当中)?[，,]?\s*(?:谁|哪个|哪家|哪座|哪一|哪款|哪边|哪国)"
)


def options_of(query: Query) -> tuple[str, str] | None:
    """The two things between which a question is to choose: 甲还是乙, 甲和乙谁更."""
    text = query.text
    if re.search("吗[？?]?$|多少|几[倍成个]", text):
        return None
    if (match := _OR.search(text)) or ((match := _AND.search(text)) and _COMPARES.search(text)):
        return match[1].strip(" “”《》"), match[2].strip(" “”《》")
    return None


_COMPARES = Wording("更|较|谁(?:的)?[^，。]{0,6}[高大多靠先强快低小少慢]|领先|胜|第一|靠前|占优")


def _of_which(match: re.Match[str], query: Query) -> Asked | None:
    rest, measure = match["rest"], match["measure"] or ""
    head = _head_in(rest)
    if not head and (match["many"] or measure in ("些", "几")):
        head = _noun_before(query.text[: match.start()])
    kind = head_nouns().get(head) or _by_ending(rest) or BY_MEASURE.get(measure)
    if kind == "person" and measure in ("种", "类", "项"):
        kind = "thing"
    if re.match("一?几?个?(?:年|天|日|月|季)", rest) or (
        match["many"] == "几" and re.match("[年天日月]", rest)
    ):
        return None
    if kind in ("date", "reason"):
        return None if kind == "date" else Asked("reason", head, *match.span())
    start, end = match.start(), match.end() - len(rest) + (rest.find(head) + len(head) if head in rest else 0)
    if match["many"] or measure in ("些", "几"):
        return Asked("list", head, start, end, _count(match["many"] or "", head, query))
    if kind is None:
        kind = "thing"
    return Asked(kind, head, start, end)


_DIGITS = (
    {char: n for n, char in enumerate("一二三四五六七八九十", 1)}
    | {str(n): n for n in range(2, 10)}
    | {"两": 2}
)


def _noun_before(text: str) -> str:
    """The noun of a question that ends with its question word: 排前三的厂商是哪些."""
    text = re.sub("(?:是|有|为|包括|包含|分别|都|主要|各)+$", "", text.rstrip())
    return next(
        (text[-size:] for size in range(min(6, len(text)), 1, -1) if text[-size:] in head_nouns()), ""
    )


def _count(many: str, head: str, query: Query) -> int | None:
    """How many items are asked for: 哪五家, or 五个行业 elsewhere in the question."""
    if many[:1] in _DIGITS:
        return _DIGITS[many[0]]
    noun = head[-2:] if head else ""
    counted = rf"({_NUMERAL})(?:(?<=前.)(?![年月天季])|(?<=top.)|[个大项种层强类名位家点条])"
    stated = re.search(counted + (f"[^，。]{{0,4}}{noun}" if noun else ""), query.text)
    return _DIGITS[stated[1]] if stated else None


def _of_what(match: re.Match[str], query: Query) -> Asked | None:
    head = _head_in(match["rest"], 6)
    kind = head_nouns().get(head)
    if kind is None or kind in ("thing", "date"):
        return None
    return Asked(kind, head, match.start(), match.end(), query.count)


_ENDINGS = {
    **dict.fromkeys("部委局院厅署会社校厂商行所司盟", "organization"),
    **dict.fromkeys("市省区国州城县岛", "place"),
    **dict.fromkeys("人长员师家者", "person"),
    **dict.fromkeys("书榜法", "report"),
    **dict.fromkeys("卡机车", "product"),
}


def _by_ending(rest: str) -> str | None:
    """The kind of a noun that no list has, by its last character: 部会, 湾区."""
    noun = re.split("[的是在将把被由为于给往向从头和与]", rest.strip(), maxsplit=1)[0]
    return _ENDINGS.get(noun[-1:]) if 2 <= len(noun) <= 4 else None


def _head_in(rest: str, reach: int = 14) -> str:
    """The noun of the question: the last of a run of modifiers, before 的, a verb or the end.

    >>> _head_in("英特尔处理器"), _head_in("企业的门禁系统"), _head_in("资深分析师预期涨价")
    ('处理器', '企业', '分析师')
    """
    stretch = re.split("[的是在将把被由为于]", rest[:reach].strip(), maxsplit=1)[0]
    nouns = head_nouns()
    best = ""
    at = 0
    while at < len(stretch):
        found = next((stretch[at : at + n] for n in range(6, 0, -1) if stretch[at : at + n] in nouns), "")
        if found and (len(found) > 1 or at + 1 == len(stretch)):
            if best and not stretch[:at].endswith(best):
                return best
            best = found
            at += len(found)
        else:
            at += 1
    return best


def _of_name(query: Query, match: re.Match[str]) -> Asked:
    """叫什么: the noun before it tells what has the name."""
    before = query.text[: match.start()].rstrip("的它其名字，, ")
    nouns = head_nouns()
    for size in range(6, 0, -1):
        noun = before[-size:]
        if len(noun) == size and noun in nouns and nouns[noun] in NAMED:
            return Asked(nouns[noun], noun, *match.span())
    if before[-1:] in _OFFICES and len(before) > 1:
        return Asked("person", before[-2:], *match.span())
    return Asked("named", "", *match.span())


_OFFICES = frozenset("长官裁席监")


_AS_KIND = {
    "speech": "definition",
    "actor": "person", "person": "person", "organization": "organization", "place": "place", "product": "product",
    "technology": "product", "report": "report", "event": "product", "named": "product", "date": "date", "list": "list",
    "reason": "reason", "yesno": "yesno", "option": "comparison", "definition": "definition", "object": "definition",
    "thing": "product",
}  # fmt: skip


def refined(query: Query) -> Query:
    """A query with the kind that its question word tells."""
    asked = read_asked(query)
    if asked.sort == "identity":
        own = tuple(c for c in query.concepts if c.text in asked.head or asked.head in c.text)
        return query._replace(kind="person", concepts=own)
    if asked.sort == "speech":
        verb = query.text[asked.start : asked.end]
        query = query._replace(concepts=tuple(c for c in query.concepts if c.text not in verb))
    kind = _AS_KIND.get(asked.sort, query.kind)
    options = options_of(query) or query.options if kind == "comparison" else query.options
    if (kind, options) == (query.kind, query.options):
        return query
    return query._replace(kind=kind, options=options)  # type: ignore[arg-type]  # the table has kinds only


_READERS = (
    _identity, _kind_of, _speech, _choice, _reason, _places, _polar, _where, _which, _when, _who, _number, _listing,
    _meaning, _listed, _named, _what, _of_end, _object, _other,
)  # fmt: skip
"""How a question is read; the first that finds its question word decides."""
