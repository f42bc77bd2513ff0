"""Chinese names of persons: where one that begins at a place ends, and where one that ends there begins."""

from __future__ import annotations

import re

from aicompute_cli.document.words import cut_words
from aicompute_cli.extract.names.organisations.boundaries import stop_words
from aicompute_cli.extract.names.persons.tables import is_plain, person_words
from aicompute_cli.model import FoldedSpan

_OPENS = re.compile(r"[\s,，。:：;；、!！?？“”\"‘’'()（）《》【】\[\]|｜/—和与及由据]")
_OPENS_NAME = re.compile(_OPENS.pattern[:-1] + "是的请]")
_ANONYMOUS = re.compile(r"某{1,2}")


def name_end(
    text: str, start: int, known_starts: frozenset[int] = frozenset(), *, sure: bool = False
) -> int | None:
    """Where the Chinese name that begins at `start` ends, None where none does.

    With `sure`, what stands before makes a name likely: it need not be followed by a word that follows names.
    """
    table = person_words()
    size = 2 if text[start : start + 2] in table.doubles else 1
    if size == 1 and text[start : start + 1] not in table.surnames:
        return None
    given = start + size
    if anonymous := _ANONYMOUS.match(text, given):
        return anonymous.end()
    if (
        table.never.match(text, start)
        or table.speech.match(text, given)
        or _is_phrase(text, start, sure=sure)
    ):
        return None
    return _given_name_end(text, given, known_starts, sure=sure)


def _is_phrase(text: str, start: int, *, sure: bool) -> bool:
    """Whether a word of the dictionary begins at `start` that is no name: 高度重视, 文学评论."""
    tokens = cut_words(text[start : start + 6])
    size = len(tokens[0])
    if size < 2 or not (is_plain(tokens[0]) or is_plain(text[start : start + 2])):
        return not sure and text[start + 1 : start + 3] in stop_words()  # 李分别宣布
    after = person_words().after
    if size == 2 and len(tokens) > 1 and len(tokens[1]) == 1:  # 王国|强|表示
        given = tokens[1] not in _WORD_FORMERS and tokens[1] not in person_words().end
        if given and after.match(text, start + 3):
            return False
    return not (sure and size < 4 and after.match(text, start + size))  # 总经理高峰表示


_WORD_FORMERS = frozenset("化性型级类者们款版端侧层量率额数式界业制期度感力链网站器机件卡板库方面上下内外")


def _given_name_end(text: str, given: int, known_starts: frozenset[int], *, sure: bool) -> int | None:
    table = person_words()
    if text[given : given + 1] in _CALLED_BY:
        return None
    for end in (given + 1, given + 2):
        if end > len(text) or not _is_han(text[given:end]):
            return None
        if text[end - 1] in table.bad:
            if sure and end == given + 1:  # 总统李在明
                continue
            return end if sure and _is_verb_too(text, end) else None
        ends = end in known_starts or table.after.match(text, end) or _stop_follows(text, end)
        if ends and not (end == given + 1 and _longer_is_better(text, end)):
            return end
    return _whole_given(text, given) if sure else None


def _is_verb_too(text: str, end: int) -> bool:
    """何敬为表示: the character before `end` ends the name where a verb stands behind it."""
    return text[end - 1] in "为达成和" and person_words().speech.match(text, end) is not None


def _whole_given(text: str, given: int) -> int | None:
    """Where a given name of two characters ends that nothing marks, or of one where the second begins a word."""
    if text[given + 1] in person_words().end:
        return None
    return given + 1 if _reaches_into_word(text, given + 1) else given + 2


def _stop_follows(text: str, end: int) -> bool:
    """Whether a verb or adverb of the dictionary stands at `end`: 何敬之|分别."""
    word = cut_words(text[end : end + 4])[:1]
    return bool(word) and len(word[0]) > 1 and word[0] in stop_words()


def _reaches_into_word(text: str, at: int) -> bool:
    """Whether the character at `at` begins a verb: 毕 of 毕业, where the name before it is whole."""
    return len(cut_words(text[at : at + 4])[0]) == 2


_CALLED_BY = frozenset("总董局处院哥姐爷叔老")  # 刘总 is no given name


def _longer_is_better(text: str, end: int) -> bool:
    """Whether the character after a short name rather belongs to it: 李国强强调, 何敬之在."""
    table = person_words()
    return (
        (text[end : end + 1] not in table.end or _is_given_with_verb(text, end))
        and _is_han(text[end : end + 1])
        and table.after.match(text, end + 1) is not None
        and not _VERB_OF_TWO.match(text, end)
    )


def _is_given_with_verb(text: str, end: int) -> bool:
    """何敬为表示: 为, which is a verb too, ends the name where another verb stands behind it."""
    return text[end] in "为达成和" and person_words().speech.match(text, end + 1) is not None


_VERB_OF_TWO = re.compile(
    "强调|建议|分析|预计|宣布|明确|说明|预测|解释|回应|总结|判断|补充|提醒|主张|发现|估计|希望"
)


def name_before(text: str, end: int) -> FoldedSpan | None:
    """The Chinese name that ends at `end`, where a mark or a word that opens a phrase stands before it."""
    table = person_words()
    for size in (3, 2):
        start = end - size
        if start < 0 or (start and not _OPENS_NAME.match(text[start - 1])):
            continue
        given = text[start + 1 : end]
        if text[end - 1] in "总副正" or given in stop_words() or any(sign in table.bad for sign in given):
            continue
        if text[start] in table.surnames and _is_han(text[start:end]) and not table.never.match(text, start):
            return FoldedSpan(start, end)
    return None


def _is_han(text: str) -> bool:
    return bool(text) and all(
        "\u3400" <= character <= "\u9fff" or character >= "\U00020000" for character in text
    )
