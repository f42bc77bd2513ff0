"""Single places: 第二, 第二名, 第二大, 榜首, 前五."""

from __future__ import annotations

import re

from aicompute_cli.extract.ranks.items import name_after
from aicompute_cli.extract.ranks.lists import HAS_MOST, first_so_many, several
from aicompute_cli.extract.ranks.sentence import Place, Reading
from aicompute_cli.extract.ranks.words import (
    BOUNDARY,
    CLAUSE_END,
    NUMBER,
    any_of,
    before,
    opens_with,
    place_of,
)
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import FoldedSpan

RULES = (
    Rule(
        "rank.place.order",
        "A verb of order before it makes an ordinal a place",
        "东港排名第七且差距不大。",
        "东港排名第七次公布。",
    ),
    Rule(
        "rank.place.verb",
        "A verb of standing or moving before it and an end after it make an ordinal a place",
        "销量升至全市第四，",
        "该项目获第四轮融资。",
    ),
    Rule(
        "rank.place.scope",
        "Those compared right before it, or in a heading, and an end after it make an ordinal a place",
        "产量全球第四。",
        "全球第四代产品。",
    ),
    Rule("rank.place.great", "第N大 is a place", "这是南洲第三大港口。", "第三大亮点是价格。"),
    Rule(
        "rank.place.most",
        "第N高, 第N多 and the like are places from the second on",
        "为历史同期第三高。",
        "市第三高级中学。",
    ),
    Rule(
        "rank.place.name",
        "第N名 is a place unless it counts people",
        "第五名是东港。",
        "第五名员工入职。",
    ),
    Rule(
        "rank.place.moves",
        "Where a place moves from is a place too",
        "由第九升至第六。",
        "由第九期升至第六期。",
    ),
    Rule(
        "rank.place.chain",
        "An ordinal that goes on after a place is one",
        "甲科排名第一，乙云第二，",
        "甲科表示第一，乙云第二，",
    ),
    Rule(
        "rank.place.word",
        "榜首, 首位 and the like are the first place",
        "甲科高居榜首。",
        "甲科迎来首位员工。",
    ),
    Rule(
        "rank.place.title",
        "冠军, 亚军 and 次席 are places where somebody takes them or is named as having them",
        "甲科夺得冠军，乙云屈居亚军。",
        "甲科是制造业单项冠军。",
    ),
    Rule(
        "rank.place.told",
        "第二为 and a name go on after what has the most",
        "份额最大的是甲科，第二为乙云。",
        "原因是价格，第二为服务。",
    ),
    Rule(
        "rank.first.entered",
        "Who is among the first so many has that place or a better one",
        "甲科跻身全球前五。",
        "前五大客户占收入的一半。",
    ),
)

_MOST = rf"([高多长快强好低小远重贵])(?={BOUNDARY}|的|水平|纪录|记录|值|点|楼|峰|塔|[增单])"
_ORDINAL = re.compile(rf"第 ?({NUMBER})(?: ?(?:(名|位)|(大)|{_MOST}))?")
_FIRST = re.compile(
    rf"(?:(?:前|[Tt][Oo][Pp]) ?-?|(?=三甲|[三五十百]强))({NUMBER})(?: ?(名|位|强|甲|大|席|家|款|座))?"
)
_MORE = re.compile(rf"(?:[、和与及] ?第 ?{NUMBER})+ ?(大|名|位)")
_HOLDER = re.compile(r"的?(?:则|分别)?(?:是|为)")
# 第二, 第三 and what they are: 第二、第三季度.
_OTHERS = re.compile(rf"(?:[、和与及至到或] ?第? ?{NUMBER})+")
_MOVED_TO = re.compile(rf"[升降跌进落移滑][^{CLAUSE_END}]{{0,8}}[至到]\Z")
_GREAT = re.compile(rf"[^{CLAUSE_END}]{{1,6}}大[国省市县港]")
_HEADED = re.compile(rf"(?:排名|排行|榜|份额|市占率?|指数)[^。！？\n]{{0,10}}[:：][^{CLAUSE_END}]{{1,12}}\Z")
_END = re.compile(r"[，。；,;！!？?\n]|\s*\Z")

_AFTER_PLACE = re.compile(rf"{BOUNDARY}|的|和|与|及|或|并|且|而|但|至|到|之|仅次")
_AFTER_NAME = re.compile(rf"{BOUNDARY}|的|为|是|和|与|及|并|且|升|上升|跃")
# 跻身前十的企业 may be all of them, so that it says nothing of one.
_AFTER_FIRST = re.compile(rf"{BOUNDARY}|的?(?:位置|成绩|行列|地位|水平)|之列|之内|以内|阵营|和|与|并|且|而")
_AFTER_WORD = re.compile(rf"{BOUNDARY}|的|地?位|并|且|而|和|与")
_NOBODY_NAMED = re.compile(rf"{BOUNDARY}|\d|[近约多少高低快慢差还仍]|落后|领先|拉开|相差|之间|之后")
_COMPARED = re.compile(
    r"(?:领先|落后|超过|超越|高于|低于|高出|甩开|超出|次于|紧追|直追|追赶|逼近|比|较|与|和|于|对)\Z"
)
_SO_MANY_TIMES = re.compile(r"的 ?[\d.近约二两三四五六七八九十几数]+(?:倍|成|分之|%)")
_COMPARED_WITH = re.compile("[为是比较与]\\Z")
_TIMES_OF_NAMED = re.compile(rf"[^{CLAUSE_END}\d]{{2,9}}(?:的|多|高|低|少)")  # 是第二名甲的两倍
_OPENING = re.compile(rf"(?:\A|[{CLAUSE_END}\s“”\"]|[与和比的])\Z")
_MOVED_FROM = re.compile(rf"[从由自较比][^{CLAUSE_END}]{{0,18}}\Z")
_PUT = re.compile(rf"(?:放|摆|置|看|视|作)[在于为]?[^{CLAUSE_END}]{{0,4}}\Z")
_IS_AMONG = re.compile(rf"为[^{CLAUSE_END}]{{0,8}}[国省市区县界球业洲地大][^{CLAUSE_END}]{{0,4}}\Z")
_NOT_IN = re.compile(rf"(?:未(?!来)|没|无缘|跌出|掉出|无法|难以|不(?![仅但断止光]))[^{CLAUSE_END}]{{0,16}}\Z")
_CONTESTED = re.compile("之争|大战|争夺|之战")
_JOINT = "、,，和与及至到"
_CHAIN = re.compile(
    r"(?:大|高|的)?(?:[、，,]|[和与及或]|[、,，]?(?:以及|至|到))\Z"
    rf"|[^。！？\n]{{0,30}}[，,、 ；;][^{CLAUSE_END}]{{1,16}}\Z"
)
_LONGEST_CHAIN = 60


def ordinal(reading: Reading, at: int) -> list[Place]:
    """第二, 第二名, 第二大 at `at`, and several of them in one wording."""
    found = several(reading, at)
    match = _ORDINAL.match(reading.folded, at, reading.stop)
    value = place_of(match[1]) if match else None
    if found or not match or not value:
        return found
    rule = _rule_of(reading, match, value)
    if not rule or reading.before(at, 2) == "倒数":  # 倒数第二 is the last but one, of nobody knows how many
        return []
    if match[3] or match[4]:  # 第二大: the place is 第二
        return [Place(FoldedSpan(at, match.end(1)), value, rule)]
    return [Place(FoldedSpan(at, match.end()), value, rule, item=_holder(reading, match.end()))]


def first(reading: Reading, at: int) -> list[Place]:
    """前五 and Top5 at `at`: a list of them, or something among them."""
    match = _FIRST.match(reading.folded, at, reading.stop)
    value = place_of(match[1]) if match else None
    if not match or not value or (value < 2 and match[0][0] not in "Tt"):
        return []
    if opens_with("parts").match(reading.folded, match.end(1), reading.stop):
        return []
    listed = first_so_many(reading, match, value) if value > 1 else []
    return listed or _entered(reading, match, value)


def place_word(reading: Reading, at: int, end: int) -> list[Place]:
    """榜首, 首位, 居次, NO.1 between `at` and `end`."""
    word, around, after = reading.folded[at:end], reading.before(at), reading.after(end)
    if re.fullmatch(any_of("top"), word):
        fits = _on_top(word, around, after)
    elif re.fullmatch(any_of("first"), word):
        fits = not _CONTESTED.match(after)
    elif re.fullmatch(any_of("leads", "second"), word):
        fits = bool(_AFTER_WORD.match(after)) and not _NOT_TAKEN.search(around)
    else:  # NO.1
        fits = any(
            one.search(around) for one in (before("order", "verb", reach=12), before("scope", reach=0))
        )
    value = 2 if re.fullmatch(any_of("second"), word) else 1
    return [Place(FoldedSpan(at, end), value, "rank.place.word")] if fits else []


def title(reading: Reading, at: int, end: int) -> list[Place]:
    """冠军, 亚军, 季军 and 次席 between `at` and `end`."""
    around, after = reading.before(at), reading.after(end)
    holder = _holder(reading, end) if _AFTER_TITLE.match(after) else None
    takes = before("order", "verb", "takes", reach=14).search(around)
    taken = takes and _AFTER_WORD.match(after) and not _NOT_TAKEN.search(around)
    if _OF_A_KIND.search(around) or _SO_MANY_TITLES.search(around) or not (holder or taken):
        return []
    return [Place(FoldedSpan(at, end), _TITLES[reading.folded[at]], "rank.place.title", item=holder)]


_TITLES = {"冠": 1, "亚": 2, "次": 2, "季": 3}
_AFTER_TITLE = re.compile(r"(?:则|分别)?(?:是|为)(?=[^,，。；;]{2})")
_OF_A_KIND = re.compile(r"(?:单项|隐形|奥运|世界杯?)\Z")
_SO_MANY_TITLES = re.compile(rf"(?:[\d一二两三四五六七八九十多几]+[项次个座]|最多)[^{CLAUSE_END}]{{0,12}}\Z")
_NOT_TAKEN = re.compile(rf"(?:争|无缘|冲击|丢|错失|剑指|志在|有望|未)[^{CLAUSE_END}]{{0,10}}\Z")


def _on_top(word: str, around: str, after: str) -> bool:
    if before("scope", reach=0).search(around) and _END.match(after):
        return True
    stands = before("order", "verb", reach=14).search(around) and not _PUT.search(around)
    return bool((stands or (word != "首位" and _IS_AMONG.search(around))) and _AFTER_WORD.match(after))


def _entered(reading: Reading, match: re.Match[str], value: int) -> list[Place]:
    """跻身全球前五: the fifth place or a better one."""
    around, after = reading.before(match.start()), reading.after(match.end())
    large = match[2] == "大"
    verb = before("entry", reach=14).search(around)
    if match[2] in ("家", "款", "座"):
        fits = False
    elif verb:
        names_a_set = verb[0].startswith(("排", "居", "列")) and after.startswith("的")
        named = large and not opens_with("part").match(after)
        fits = not names_a_set and bool(named or _AFTER_FIRST.match(after))
        fits = fits and not _NOT_IN.search(reading.before(match.start() - len(verb[0]) + 1, 8))
    else:
        fits = bool(before("scope", reach=0).search(around) and _END.match(after))
    span = FoldedSpan(match.start(), match.end(1) if large else match.end())
    return [Place(span, value, "rank.first.entered", bound="le" if value > 1 else "eq")] if fits else []


def _rule_of(reading: Reading, match: re.Match[str], value: int) -> str | None:
    """The rule by which an ordinal is a place, None where it is none."""
    _, suffix, large, most = match.groups()
    others = _OTHERS.match(reading.folded, match.end(), reading.stop)
    after = reading.after(others.end() if others else match.end())
    if large:
        return None if opens_with("part").match(after) else "rank.place.great"
    if most:
        return "rank.place.most" if value > 1 else None
    if not suffix and _GREAT.match(after):
        return "rank.place.great"
    if opens_with("person" if suffix else "counter").match(after) and not opens_with("firm").match(after):
        return None
    if suffix == "名":
        return "rank.place.name" if _is_named(reading, match) else None
    return _licence(reading, match, value)


def _is_named(reading: Reading, match: re.Match[str]) -> bool:
    around, after = reading.before(match.start()), reading.after(match.end())
    if _TIMES_OF_NAMED.match(after) and _COMPARED_WITH.search(around):
        return True
    if _SO_MANY_TIMES.match(after) or (_NOBODY_NAMED.match(after) and _COMPARED.search(around)):
        return False
    return bool(_AFTER_NAME.match(after) or _OPENING.search(around[-1:]) or _licence(reading, match, 0))


def _licence(reading: Reading, match: re.Match[str], value: int) -> str | None:
    """The rule by which what stands around an ordinal makes it a place."""
    around, after = reading.before(match.start()), reading.after(match.end())
    if before("order", reach=16).search(around):
        return "rank.place.order"
    if _goes_on_from_most(reading, match, value):
        return "rank.place.told"
    if _MOVED_FROM.search(around) and opens_with("move").match(after):
        return "rank.place.moves"
    more = _MORE.match(reading.folded, match.end(), reading.stop)
    if more and not opens_with("part", "person").match(reading.folded, more.end(), reading.stop):
        return "rank.place.great" if more[1] == "大" else "rank.place.name"
    return _weak_licence(reading, match, value) if _AFTER_PLACE.match(after) else None


def _weak_licence(reading: Reading, match: re.Match[str], value: int) -> str | None:
    around = reading.before(match.start())
    if before("verb", reach=18).search(around) or _MOVED_TO.search(around):
        return "rank.place.verb"
    if before("scope", reach=0, end="[中内里的]? ?").search(around):
        return "rank.place.scope"
    if _HEADED.search(around):
        return "rank.place.scope"
    last = reading.last()
    if not last or match.start() - last.span.end > _LONGEST_CHAIN:
        return None
    between = reading.folded[last.span.end : match.start()]
    goes_on = _CHAIN.match(between) and (value > last.value or not between.strip(_JOINT))
    return "rank.place.chain" if goes_on else None


def _goes_on_from_most(reading: Reading, match: re.Match[str], value: int) -> bool:
    """最多的是甲，占三成；第二为乙: what comes first may be said in the sentence before."""
    around = reading.folded[max(0, match.start() - _LONGEST_CHAIN) : match.start()].rpartition("\n")[2]
    opens = value > 1 and _OPENING.search(around[-1:]) and _TOLD.match(reading.after(match.end()))
    return bool(opens and HAS_MOST.search(around) and not _REASONS.search(around))


_TOLD = re.compile(r"(?:则|分别)?[是为](?=[^,，。；;]{2})")
_REASONS = re.compile(r"第一[,，、是]|一是|首先|原因")


def _holder(reading: Reading, end: int) -> FoldedSpan | None:
    """甲 in 第二名是甲."""
    copula = _HOLDER.match(reading.folded, end, reading.stop)
    return name_after(reading.folded, copula.end(), reading.stop) if copula else None
