"""Where the name of an organisation begins in the run of characters before its ending, read word by word."""

from __future__ import annotations

import functools
import re

from aicompute_cli.document.words import cut_words, domain_words
from aicompute_cli.extract.names.canonical import canonical_name, is_known
from aicompute_cli.extract.names.known import kind_words
from aicompute_cli.extract.tables import read_rows, words

# Characters that are words of their own in front of a name, where the dictionary makes no longer word of them.
_FUNCTION = frozenset(
    "的了是在于由被把让从向对给与和及或而并但也还又都就才曾已未不没可能会要使令若因则据按有至到着等之其此该这那各每某个"
    "家名位种次项届座条以称说兼任获后前时入当所该用将为获派请过着即我你他她它如现自最更先再改间数连"
)
_JOINS = frozenset("和与及")
_NATION = frozenset(
    ("中国", "国家", "全国", "世界", "国际", "中华", "美国", "英国", "日本", "韩国", "欧洲", "亚洲")
)
_COUNTED = re.compile(r"\d$|[一二三四五六七八九十两几多数]$")
_ENDS_A_BODY = re.compile("(?:大学|学院|公司|集团|局|委|部|院|会|所|厅|署|银行|科技)$")
_JOIN_BODIES = frozenset(("联合", "合作", "投资", "控股", "合资", "联手", "采购"))  # 远川集团联合明远集团
_BODIES = frozenset(("集团", "公司", "大学", "学院", "银行", "研究院", "委员会", "·"))
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CALENDAR = frozenset("年月日号")


def stem_of(run: str, ending: str, *, listed: bool = False, apart: bool = False) -> tuple[str, bool]:
    """What of `run` belongs to the name that `ending` ends, and whether it is the name's beginning for sure.

    It is for sure where a word stands before it that no name holds, not where the run simply begins. `listed` is
    whether 、 stands before the run: 和 is then the head of a name. With `apart`, another body before it is no part.

    >>> stem_of("他毕业于远川", "大学"), stem_of("中国环境与发展国际合作", "委员会")
    (('远川', True), ('中国环境与发展国际合作', False))
    """
    tokens = _words_before(run, ending)
    at = len(tokens)
    while at and not _stops(tokens, at - 1) and not (apart and tokens[at - 1] in _BODIES):
        at -= 1
    if at == 1 and listed and tokens[0] in _JOINS:
        at = 0
    if at and tokens[at - 1] in _JOINS and (whole := _joined(tokens, at - 1)) is not None:
        at = whole
    tokens, sure = tokens[at:], at > 0
    later = _told_by_name(tokens, ending)
    return "".join(tokens[later:]), sure or later > 0


def _words_before(run: str, ending: str) -> list[str]:
    """The words of `run`; one that reaches into the ending is cut where the ending begins."""
    tokens = []
    place = 0
    for token in cut_words(run + ending):
        piece = token[: max(0, len(run) - place)]
        if piece:
            tokens.append(piece)
        place += len(token)
    return tokens


def _stops(tokens: list[str], at: int) -> bool:
    token = tokens[at]
    if token in _FUNCTION or token in stop_words() or token in _JOINS:
        return True
    if at and token in _JOIN_BODIES and _ENDS_A_BODY.search(tokens[at - 1]):
        return True
    if len(token) > 1 and token[-1] in "于在":  # 任教于
        return True
    return token in _CALENDAR and at > 0 and bool(_COUNTED.search(tokens[at - 1]))


def _told_by_name(tokens: list[str], ending: str) -> int:
    """Where a place or a known name begins behind words that name nothing: 知名学校|上海某某."""
    local = bool(tokens) and (_is_place(tokens[0]) or tokens[0] in _NATION)
    nothing = True
    for at in range(1, len(tokens)):
        nothing = nothing and _names_nothing(tokens[at - 1])
        far = nothing or len("".join(tokens[:at])) not in (2, 3)  # 国联民生证券 is one name
        if far and not local and is_known(canonical_name("".join(tokens[at:]) + ending)):
            return at
        if nothing and (
            tokens[at][0] in _CAPITALS or _is_place(tokens[at]) or tokens[at] in kind_words("organization")
        ):
            return at
    return 0


def _is_place(token: str) -> bool:
    return token in kind_words("place") or (len(token) > 2 and token[:-1] in kind_words("place"))


def _names_nothing(token: str) -> bool:
    if token in _latin_things():
        return True
    if token in kind_words("organization") or _is_place(token):
        return False
    return token in common_words() or token in stop_words() or token in trade_words() or token in _FUNCTION


@functools.cache
def _latin_things() -> frozenset[str]:
    return frozenset(words(dict(read_rows("name_cues"))["not_latin"]))


def _joined(tokens: list[str], at: int) -> int | None:
    """The beginning of a name that holds 和: a nation's name opens the run, and no other body stands before 和."""
    if tokens[0] not in _NATION or at < 2 or any(_stops(tokens, place) for place in range(at)):
        return None
    return None if _ENDS_A_BODY.search(tokens[at - 1]) else 0


def crossing(run: str, ending: str) -> str:
    """The word that holds `ending` and the end of `run`, empty where none does: 高科技 of 发展高 and 科技."""
    place = 0
    for token in cut_words(run[-_CROSSING:] + ending):
        if place < min(len(run), _CROSSING) < place + len(token):
            return token
        place += len(token)
    return ""


_CROSSING = 6


def is_common(stem: str, ending: str) -> bool:
    """Whether `stem` is made of words that name nothing by themselves: 综合性 of 综合性大学.

    >>> is_common("军事", "集团"), is_common("远川", "集团")
    (True, False)
    """
    tokens = _words_before(stem, ending)
    return all(_names_nothing(token) for token in tokens)


def names_no_body(tokens: list[str]) -> bool:
    """Whether a word among `tokens` is none that the name of a body holds: 的, 认为."""
    return any(token in stop_words() or token in _FUNCTION for token in tokens)


def is_function(character: str) -> bool:
    """Whether a character is a word of its own that stands around names."""
    return character in _FUNCTION or character in _JOINS


@functools.cache
def stop_words() -> frozenset[str]:
    """Words that no name of a body begins with or holds; source: ``data/organisation_words.tsv``."""
    opening = words(dict(read_rows("organisation_stems"))["opening"])
    return plain_stops() | (frozenset(word for word in opening if len(word) > 1) - trade_words())


@functools.cache
def plain_stops() -> frozenset[str]:
    """The verbs, adverbs and times among `stop_words`, without the nouns that stand before names."""
    return _rows("stop")


@functools.cache
def common_words() -> frozenset[str]:
    """Nouns that name nothing by themselves; source: ``data/organisation_words.tsv``."""
    return _rows("common") | frozenset(word for word, _ in domain_words())


@functools.cache
def trade_words() -> frozenset[str]:
    """Words of what a body does, which a name holds but which make none; source: as `common_words`."""
    return _rows("trade")


def _rows(wanted: str) -> frozenset[str]:
    return frozenset(
        word for kind, field in read_rows("organisation_words") if kind == wanted for word in words(field)
    )
