"""The parts of a question: names, words of the lists, numbers, and what role each has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from aicompute_cli.answer import numbers
from aicompute_cli.answer.query import NUMERIC, Concept, Role
from aicompute_cli.answer.vocabulary import (
    LONGEST,
    KnownName,
    known_name,
    measured_in,
    place_words,
    places,
    synonyms,
)
from aicompute_cli.document.terms import Cutter
from aicompute_cli.extract.tables import read_rows

UNKNOWN = "unknown"
"""The kind of a run of characters that is no word: a name, mostly."""

_LATIN = re.compile(r"[a-z0-9]+(?:[-.+][a-z0-9]+)*")
_HAN = re.compile(r"[㐀-鿿]+")
_SAYS = (
    "那张|那份|榜|的数据|的报告|预测|预计|预估|估计|估算|估(?!值)|统计|认为|给的|给出|披露|测算|说|称|讲|预期|指出|显示|透露|公布|看来"
    "|报告|白皮书|数据"
)
_SOURCE_BEFORE = re.compile(r"(?:按照|依照|依据|根据|按|据|照|依|来自)[^，。,]{0,3}$")
_SOURCE_BEHIND = re.compile(rf"^(?:在\S{{0,8}}?)?[的和跟与]?[^，。,]{{0,4}}?(?:{_SAYS})")
_AND = re.compile(r"\s*(?:和|跟|与|及|、|联合|联手|的)\s*")
_LONGEST_LATIN = 30  # characters of a wording in Latin letters
_HEAD = 2.5  # how much more the word right before 多少 tells
_ROLES: dict[str, Role] = {
    "size": "weak",
    "kind": "weak",
    "measure": "measure",
    "noun": "word",
    "verb": "weak",
    "adjective": "weak",
}


class Part(NamedTuple):
    """A part of the question: where, what, and of which role."""

    start: int
    end: int
    text: str
    forms: tuple[str, ...]
    role: Role
    kind: str = ""


@cache
def fillers(kind: str) -> frozenset[str]:
    """The words (``word``) or characters (``character``) of ``question_fillers.tsv``."""
    listed = next(cells for name, cells in read_rows("question_fillers") if name == kind)
    return frozenset(listed.split(" ") if kind == "word" else listed)


def read_parts(content: str, names: dict[str, KnownName], cut: Cutter) -> Iterator[Part]:
    """The known names and words of what a question is about, and what is between them, cut into words."""
    at = start = 0
    while at < len(content):
        part = _known_at(content, at, names)
        if part is None:
            at += 1
            continue
        yield from _unknown(content, start, at, cut)
        yield part
        at = start = part.end
    yield from _unknown(content, start, len(content), cut)


def _unknown(content: str, start: int, end: int, cut: Cutter) -> Iterator[Part]:
    stretch = content[start:end]
    for match in _LATIN.finditer(stretch):
        role: Role = "figure" if match[0][0].isdigit() else "name"
        yield Part(start + match.start(), start + match.end(), match[0], (match[0],), role)
    for match in _HAN.finditer(stretch):
        yield from _words(match[0], start + match.start(), cut)


_ENDINGS = frozenset("率量额数价费")


def _words(run: str, start: int, cut: Cutter) -> Iterator[Part]:
    """The words of a run of Chinese characters; those that are no word together as one."""
    single = ""
    at = start
    words = [*cut(run), ""]
    for number, word in enumerate(words):
        joined = number > 0 and word in _ENDINGS and len(words[number - 1]) > 1
        if len(word) == 1 and word not in fillers("character") and not joined:
            single += word
        else:
            if len(single) > 1:
                yield Part(at - len(single), at, single, (single,), "word", UNKNOWN)
            single = ""
            if len(word) > 1 and word not in fillers("word"):
                ending = words[number + 1] if words[number + 1] in _ENDINGS else ""
                text = word + ending  # 上架率
                yield Part(at, at + len(text), text, (text,), "measure" if ending == "率" else "word")
        at += len(word)


def leads_noun(part: Part, found: Sequence[Part]) -> bool:
    """Whether a noun of the lists follows at once: a run that is no word is then the name of whose it is (东岭算力)."""
    return any(
        other.start == part.end and (other.role == "measure" or len(other.forms) > 1) for other in found
    )


def _known_at(content: str, at: int, names: dict[str, KnownName]) -> Part | None:
    """The longest number, known name or word that begins here."""
    if number := numbers.pattern().match(content, at):
        return Part(at, number.end(), number[0], numbers.forms_of(number), "figure")
    longest = _LONGEST_LATIN if content[at].isascii() else LONGEST
    for size in range(min(longest, len(content) - at), 1, -1):
        if _is_whole(content, at, size) and (part := _listed(content, at, size, names)):
            return part
    return None


def _listed(content: str, at: int, size: int, names: dict[str, KnownName]) -> Part | None:
    """The stretch as a region, a name of the lists, one of the corpus, or a word of the lists."""
    text = content[at : at + size]
    if words := place_words().get(text):
        return _part(at, text, words, "place")
    if name := known_name(text):
        return _part(at, text, name.names, "name", name.kind)
    own = names.get(text)
    if own and own.kind != "technology" and not _cuts_word(content, at, at + size):
        return _part(at, text, own.names, "name", own.kind)
    forms, role = synonyms().get(text, ((), "noun"))
    forms = (*forms, *own.names) if own else forms
    return _part(at, text, forms, _ROLES[role]) if forms else None


def _part(at: int, text: str, forms: Sequence[str], role: Role, kind: str = "") -> Part:
    return Part(at, at + len(text), text, tuple(dict.fromkeys((text, *forms))), role, kind)


def _cuts_word(content: str, start: int, end: int) -> bool:
    """Whether a word of the lists begins in a stretch and goes on behind it: 苹果智能|手机."""
    return any(
        content[at : at + size] in synonyms() or known_name(content[at : at + size])
        for at in range(start + 1, end)
        for size in range(end - at + 1, 7)
        if size > 2
    )


def _is_whole(content: str, at: int, size: int) -> bool:
    """Whether a stretch cuts no Latin word or number in two."""
    return not (
        _joined(content[at - 1 : at], content[at])
        or _joined(content[at + size - 1], content[at + size : at + size + 1])
    )


def _joined(left: str, right: str) -> bool:
    return bool(left and right) and left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def cased(part: Part, folded: str) -> Part:
    """A Latin word in lower case is a word, no name."""
    written = folded[part.start : part.end]
    if (
        part.role == "name"
        and not part.kind
        and written.isascii()
        and written.isalpha()
        and (written.islower() or len(written) < 2)
    ):
        return part._replace(role="word")
    return part


def with_sources(text: str, found: Sequence[Part]) -> list[Part]:
    """The parts, those who are to have said it marked as such: 按IDC和浪潮的报告."""
    marked: list[Part] = []
    for part in reversed(found):
        behind = marked[0] if marked else None
        joined = behind and behind.role == "source" and _AND.fullmatch(text[part.end : behind.start])
        is_source = part.role == "name" and (joined or _is_source(text, part))
        marked.insert(0, part._replace(role="source") if is_source else part)
    return marked


def _is_source(text: str, part: Part) -> bool:
    if part.kind not in ("organization", "person", UNKNOWN):
        return False
    return bool(_SOURCE_BEFORE.search(text[: part.start]) or _SOURCE_BEHIND.match(text[part.end :]))


def place_of(found: Sequence[Part], kind: str) -> str | None:
    """The region that is asked about; none where there are two (美国把中国公司); a rank in the world is not of it."""
    groups = dict.fromkeys(
        group for part in found if part.role == "place" for group, words in places() if part.text in words
    )
    if kind == "rank":
        groups.pop("全球", None)
        groups.pop("亚洲", None)
    return next(iter(groups), None) if len(groups) == 1 or "全球" in groups or kind == "share" else None


def focused(found: Sequence[Part], cue: int, kind: str, behind: int | None) -> list[Part]:
    """The parts, of which only the measure next to the question word stays one.

    In 芯片进口花了多少 both 进口 and 花 could be measured: what stands next to 多少 is.
    """
    measures = [part for part in found if part.role == "measure"]
    if counted := _counted(found, behind):
        return [part._replace(role=_demoted(part, counted)) for part in found]
    focus = None
    if kind == "share":
        measures = [part for part in measures if part.text.endswith(("率", "渗透", "普及", "pue"))]
    if (kind in NUMERIC or kind == "keywords") and measures:
        before = [part for part in measures if part.start < cue]
        focus = before[-1] if before else measures[0]
        if before and any(focus.end <= part.start < cue and _is_noun(part) for part in found):
            focus = None  # 算力 of 靠算力带起来的产业有多大
    return [part._replace(role=_demoted(part, focus)) for part in found]


def _is_noun(part: Part) -> bool:
    """Whether a part is a name, or a noun of the lists."""
    return part.role == "name" or (part.role == "word" and len(part.forms) > 1)


def _demoted(part: Part, focus: Part | None) -> Role:
    if part is focus:
        return "measure"
    return "word" if part.role == "measure" else part.role


def _is_head(measure: Part, found: Sequence[Part]) -> bool:
    """Whether no noun follows a measure at once: 算力 is none of 算力产业."""
    return not any(
        measure.end <= part.start <= measure.end + 1 and part.role in ("word", "name") for part in found
    )


def with_head(concepts: tuple[Concept, ...], found: Sequence[Part], cue: int) -> tuple[Concept, ...]:
    """The concepts, the last noun before the question word with more weight: it mostly is what is counted."""
    if any(concept.role == "measure" for concept in concepts):
        return concepts
    before = [part for part in found if part.end <= cue]
    if not before or before[-1].role != "word":
        return concepts
    return tuple(
        concept._replace(weight=concept.weight * _HEAD) if concept.text == before[-1].text else concept
        for concept in concepts
    )


_SIZES = ("规模", "总规模", "总量", "大小", "上限", "下限", "门槛", "目标", "要求", "标准", "水平")


def units_of_measure(found: Sequence[Part], cue: int, kind: str) -> tuple[str, ...]:
    """The units that the measure asked for is counted in, where the question names none: 智能算力规模 is in FLOPS."""
    if kind not in ("amount", "keywords"):
        return ()
    before = [part for part in found if part.end <= cue and part.text not in _SIZES]
    heads = [part for part in found if part.role == "measure" and _is_head(part, found)]
    heads += [part for part in before[-1:] if part.role == "word"]
    measure = next((part.text for part in heads if part.text in measured_in() or part.role == "measure"), "")
    units = measured_in().get(measure, ("*money",) if measure.endswith(("额", "价", "费用")) else ())
    return (*units, "%") if measure.endswith("率") and "%" not in units else units


def _counted(found: Sequence[Part], behind: int | None) -> Part | None:
    """What 多少名博士生 counts: the last of the words that follow each other right behind the measure word."""
    head = None
    for part in found:
        if (
            behind is not None
            and behind <= part.start <= behind + 1
            and part.role in ("measure", "word", "weak")
        ):
            head, behind = part, part.end
    return head
