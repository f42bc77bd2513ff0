"""Organisations that stand in a list among known ones, or behind a noun that says what they are."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.organisations.boundaries import common_words, is_function, stop_words
from aicompute_cli.extract.rules import Rule
from aicompute_cli.extract.tables import any_of, read_rows, words
from aicompute_cli.model import FoldedSpan, Name

if TYPE_CHECKING:
    import ahocorasick_rs

RULES = (
    Rule(
        "name.organisation.listed",
        "characters that make no word, in a list whose other items are organisations",
        "华为、闳畅、联想等企业参加。",
        "华为、苹果、手机等降价。",
    ),
    Rule(
        "name.organisation.invests",
        "characters that make no word before 领投 and the like",
        "本轮由珂闳领投，明闳跟投。",
        "本轮由老股东领投，员工跟投。",
    ),
    Rule(
        "name.organisation.is-a",
        "characters that make no word right behind 企业, 公司 and the like, and before a mark or a small word",
        "苏州企业珂闳特的缝纫机投产。",
        "苏州企业数字化的进展很快。",
    ),
)

_LIST = re.compile(r"[\u4e00-\u9fffA-Za-z0-9&.\-、]{5,600}")
_JOINT = re.compile("以及|和|与|及|等")
_LONGEST = 6
_NO_HEADS = frozenset("化性型级类者们一二两三四五六七八九十百千万亿半几多首第")
_WORD_FORMERS = frozenset("化性型级类者们款版端侧层量率额数式界业制期度感力链网云站器机件卡板库")


def find_listed(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The unknown members of the lists of `text` in which most others are organisations among `names`."""
    starts = {name.span.start: name for name in names}
    for match in _LIST.finditer(text):
        if "、" not in match[0]:
            continue
        items = list(_items(text, *match.span()))
        if len(items) < 2:
            continue
        kinds = [{name.kind for name in names_in(starts, item)} for item in items]
        unknown = [item for item, has in zip(items, kinds, strict=True) if has <= {"place"}]
        if not unknown:
            continue
        known = [has for has in kinds if "organization" in has]
        classed = bool(_class_behind().search(text, items[-1][0], min(len(text), match.end() + 16)))
        if not classed and (len(known) < len(unknown) or len(known) < 2):
            continue
        sure = (classed and len(known) * 2 >= len(unknown)) or (
            len(known) > 2 and len(known) >= 2 * len(unknown)
        )
        latin = sure and sum(_is_whole(item, starts) for item in items) > 1
        for start, end in unknown:
            if latin and _LATIN_ITEM.fullmatch(text, start, end) and text[start:end] not in _not_latin():
                yield _named(text, FoldedSpan(start, end), "listed")
            elif span := _unknown_in(text, start, end, sure=sure):
                yield _named(text, span, "listed")


def names_in(starts: dict[int, Name], item: tuple[int, int]) -> list[Name]:
    """The names that begin within `item`."""
    return [starts[place] for place in range(*item) if place in starts]


def _is_whole(item: tuple[int, int], starts: dict[int, Name]) -> bool:
    """Whether the item is an organisation's name, with no more than words before it: 客户有英特尔."""
    return any(name.kind == "organization" and name.span.end == item[1] for name in names_in(starts, item))


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list, those that 和 joins too."""
    place = start
    for piece in text[start:end].split("、"):
        at = 0
        for joint in _JOINT.finditer(piece):
            if joint.start() > at:
                yield place + at, place + joint.start()
            at = joint.end()
            if joint[0] == "等":
                return
        if at < len(piece):
            yield place + at, place + len(piece)
        place += len(piece) + 1


def _unknown_in(text: str, start: int, end: int, *, sure: bool) -> FoldedSpan | None:
    """The item without the phrase before it, where it is short and holds characters that make no word."""
    found = _HAN_TAIL.search(text[start:end])
    if not found:
        return None
    item = _behind_phrase(found[0])
    if not 2 <= len(item) <= _LONGEST or not makes_no_word(item, sure=sure):
        return None
    return FoldedSpan(end - len(item), end)


def _behind_phrase(item: str) -> str:
    """What of an item stands behind the words that open its list: 园内有|珂闳."""
    tokens = cut_words(item)
    at = len(tokens)
    while at and not (tokens[at - 1] in stop_words() or tokens[at - 1] in _OPENERS):
        at -= 1
    return "".join(tokens[at:])


_OPENERS = frozenset("的了是在有由被把让从向对给为含")
_LATIN_ITEM = re.compile(r"[A-Z][a-z]+[A-Za-z0-9.&\-]{1,18}")
_HAN_TAIL = re.compile("[\u4e00-\u9fff]{2,20}$")


def makes_no_word(run: str, *, sure: bool = False) -> bool:
    """Whether `run` is no phrase of known words: it holds characters beside each other that make none.

    With `sure`, the list says what its items are: one character that makes no word is enough.
    """
    tokens = cut_words(run)
    phrase = any(token in stop_words() or token in _OPENERS for token in tokens)
    if phrase or tokens[-1] in _titles() or run[-1] in "厂商家" or (run[-1] in _WORD_FORMERS and not sure):
        return False
    if any(token in common_words() for token in tokens if len(tokens) < 2 or not sure):
        return False
    single = [len(token) == 1 and token not in _WORD_FORMERS for token in tokens]
    pair = any(a and b for a, b in pairwise(single))
    return pair or (sure and any(single) and len(run) > 2)


_INVESTS = re.compile("领投|跟投|参投|战略投资")
_INVESTOR = re.compile(
    r"(?:由|[、，,；;]|以及|和|与|及)(?P<name>[\u4e00-\u9fff]{2,8}?)(?:等(?:机构)?)?(?:联合|共同|独家|继续|追加){0,2}$"
)


def find_investors(text: str) -> Iterator[Name]:
    """The investors that no list has, by what they do."""
    for verb in _INVESTS.finditer(text):
        match = _INVESTOR.search(text, max(0, verb.start() - 16), verb.start())
        if match and makes_no_word(match["name"]):
            yield _named(text, FoldedSpan(*match.span("name")), "invests")


def find_classed(text: str) -> Iterator[Name]:
    """The organisations right behind a noun that says what they are."""
    for _, _, end in _kinds_before().find_matches_as_indexes(text):
        dash = _DASH.match(text, end)
        begin = dash.end() if dash else end
        run = _HAN_RUN.match(text, begin)
        size = _leading_unknown(run[0]) if run else 0
        if not run or not size or run[0][:size] in _verbs():
            continue
        if size > 2 or _CLOSED.match(text, begin + size):
            yield _named(text, FoldedSpan(begin, begin + size), "is-a")


_DASH = re.compile('(?:——|—|“|")?')


_CLOSED = re.compile(r"[，。、；：（(“”\"]|$")  # two characters alone are a name where a mark follows
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,8}")


def _leading_unknown(run: str) -> int:
    """How many characters at the head of `run` make no word: two to four, with a trade behind them up to six."""
    tokens = cut_words(run)
    size = next((at for at, token in enumerate(tokens) if len(token) > 1 or is_function(token)), len(tokens))
    if not 2 <= size <= 4 or run[size - 1] in _WORD_FORMERS or run[0] in _NO_HEADS:
        return 0
    behind = tokens[size] if size < len(tokens) else ""
    if behind in _trades():
        return size + len(behind)
    return size if not behind or is_function(behind) or behind in stop_words() else 0


def _named(text: str, span: FoldedSpan, rule: str) -> Name:
    return Name(span, text[span.start : span.end], "organization", (f"name.organisation.{rule}",))


@functools.cache
def _verbs() -> frozenset[str]:
    table = dict(read_rows("name_cues"))
    return frozenset((*words(table["verb"]), *words(table["does"])))


@functools.cache
def _not_latin() -> frozenset[str]:
    return frozenset(words(dict(read_rows("name_cues"))["not_latin"]))


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(title for _, field in read_rows("person_titles") for title in words(field))


@functools.cache
def _trades() -> frozenset[str]:
    return frozenset(words(dict(read_rows("organisation_stems"))["trade"]))


@functools.cache
def _class_behind() -> re.Pattern[str]:
    kinds = any_of(words(dict(read_rows("name_cues"))["class"]))
    return re.compile(
        rf"(?:等|这样的|之类的|在内的|为代表的|这些)(?:[\u4e00-\u9fffA-Za-z]{{0,8}}?)(?:{kinds})"
    )


@functools.cache
def _kinds_before() -> ahocorasick_rs.AhoCorasick:
    import ahocorasick_rs  # noqa: PLC0415 - only where text is read

    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(words(dict(read_rows("name_cues"))["class"]), matchkind=longest)
