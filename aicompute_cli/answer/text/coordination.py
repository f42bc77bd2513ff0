"""Coordinations in a sentence: the items of 甲、乙和丙, of 一是甲，二是乙, and of names side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from aicompute_cli.answer.text.scenes import Mention
from aicompute_cli.answer.text.wordings import Wording

_GLOSS = Wording(r"[(（][^()（）]*[)）]")
_MOST, _PAIRS = 40, 8  # items of a list, and joints of a clause that are looked at
_HIDDEN = "\x00"
_CLAUSE = Wording(r"[，。；：！？;!?“”\"「」『』‘’]|[,:](?!\d)|(?<!\d)[,:]|——")
_JOINS = Wording("以及|(?:并|又)?(?:和|与|及|或|跟|(?<![协共相不一陪])同)(?!平|谐|时|样|期|类|步)")
_OPENS = Wording(
    "包括有|包括了?|包含了?|涵盖了?|囊括|分别[是为有在]|依次[是为]|分[为成]|主要[是为有]|[是为即如有于在由从对向]|推[进出]|打造|聚焦|形成|采用|支持|覆盖|围绕|凭借|通过|"
    "来自|带来了?|提供了?|提出了?|给出了?|具有|具备|实现了?|拥有|列出了?|推出了?|面临|存在|发布|涉及|面向|针对|协同|将?[与和跟]|的|了|把|以|按|到|等于|属于|含|称"
)
_STRONG = Wording(
    "(?:包括了?|包含了?|涵盖了?|分别[是为有在]|依次[是为]|分[为成]|主要[是为有]|[是为即如有：:(（])$"
)
_CLOSES = Wording(
    r"等(?![级于])|(?:这|共|一共|总共|合计|分别|都|均|共同)?[一二两三四五六七八九十0-9]+(?:个|大|项|层|者|家|类|种|座|强|方面)|之[间一]|[‘“「]|(?<=.)的(?=.)|建设|构成|组成|并称|统称|合称|作为|进行|上$|中$|方面$|领域$|共"
)
_ORDERED = Wording(r"(?:第?[一二三四五六七八九](?:是|则|为|来|,|，|、)|(?:首先|其次|再次|最后)(?:是|,|，)?)")


class Coordination(NamedTuple):
    """Items of a sentence, in order, without what brackets add; `start` and `end` are of all of them."""

    start: int
    end: int
    items: tuple[str, ...]
    opened: bool = False
    named: int = 0


def find_coordinations(
    text: str, mentions: Sequence[Mention], count: int | None = None
) -> Iterator[Coordination]:
    """The coordinations of a folded sentence in lower case; `count` is how many items are looked for.

    >>> [c.items for c in find_coordinations("平台有三个要素:数据、算力和算法。", ())]
    [('数据', '算力', '算法')]
    >>> [c.items for c in find_coordinations("分为基础层(芯片)、平台层(系统)以及应用层三层", (), 3)]
    [('基础层', '平台层', '应用层')]
    """
    for match in _GLOSS.finditer(text):
        if "、" in match[0]:
            yield from _of_clause(text, match.start() + 1, match.end() - 1, mentions, count)
    plain = _GLOSS.hidden(text, _HIDDEN)
    clauses = list(_clauses(plain))
    for number, (start, end) in enumerate(clauses):
        found = list(_of_clause(plain, start, end, mentions, count))
        yield from found
        if not found and count in (None, 2):
            yield from _pair(plain, (start, end), mentions)
        if count and found and number + 1 < len(clauses):
            for more in (
                *_of_clause(plain, *clauses[number + 1], mentions, None),
                *_pair(plain, clauses[number + 1], mentions),
            ):
                if len(found[0].items) + len(more.items) == count:
                    yield Coordination(
                        found[0].start,
                        more.end,
                        (*found[0].items, *more.items),
                        found[0].opened,
                        found[0].named + more.named,
                    )
    yield from _ordered(plain)
    yield from _after_colon(plain)
    yield from _quoted(text)
    yield from _names(plain, mentions)


def _clauses(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(plain):
        if re.match("(?:以及|及|还有|和)", plain[match.end() :]) and "、" in plain[start : match.start()]:
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(plain)


def _of_clause(
    plain: str, start: int, end: int, mentions: Sequence[Mention], count: int | None
) -> Iterator[Coordination]:
    parts = _parts(plain, start, end)
    if not 2 <= len(parts) <= _MOST:
        return
    turn = _turn(plain, parts)
    if turn:
        yield from _of_clause(plain, start, turn, mentions, count)
        yield from _of_clause(plain, turn, end, mentions, count)
        return
    parts = _joined(plain, parts, count)
    inner = [high - low for low, high in parts[1:-1]] or [high - low for low, high in parts]
    size = sorted(inner)[len(inner) // 2]
    low = _first(plain, parts[0], size if len(parts) > 2 else min(inner), mentions)
    high = _last(plain, parts[-1], size if len(parts) > 2 else min(inner), mentions)
    parts = [(low, parts[0][1]), *parts[1:-1], (parts[-1][0], high)] if len(parts) > 1 else [(low, high)]
    items = [_named_item(plain, span, mentions) or _item(plain[span[0] : span[1]]) for span in parts]
    if all(items):
        opened = (low == start and plain[max(0, start - 1) : start] in "(（:：“") or bool(
            _STRONG.search(plain[:low])
        )
        named = sum(_is_named(span, mentions) for span in parts)
        yield Coordination(low, high, tuple(items), opened, named)


def _pair(plain: str, clause: tuple[int, int], mentions: Sequence[Mention]) -> Iterator[Coordination]:
    """Two items with only a word between them: 甲和乙; those that something opens, or names."""
    start, end = clause
    for join in islice(_JOINS.finditer(plain, start + 1, end - 1), _PAIRS):
        other = end - join.end()
        low = _first(plain, (start, join.start()), other, mentions)
        high = _last(plain, (join.end(), end), join.start() - low, mentions)
        opened = bool(_STRONG.search(plain[:low]))
        named = _is_named((low, join.start()), mentions) + _is_named((join.end(), high), mentions)
        items = (_item(plain[low : join.start()]), _item(plain[join.end() : high]))
        if all(items) and (opened or named == 2 or low == start):
            yield Coordination(low, high, items, opened, named)


_TURN = Wording(
    "带来了?|提供了?|提出了?|给出了?|具有|具备|实现了?|拥有|列出了?|推出了?|发布了?|包括|分别[是为]|形成了?|成为|存在|面临"
)


def _turn(plain: str, parts: Sequence[tuple[int, int]]) -> int:
    """Where one list ends within a part and another begins: 给甲、乙带来了丙、丁; 0 where none does."""
    for low, high in parts[1:-1]:
        match = _TURN.search(plain, low + 1, high)
        if match:
            return match.end()
    return 0


_FRAME_BEFORE = Wording(
    r"^(?:以及|及|和|与|还有|今年|去年|明年|目前|l?\d的|即(?![时使便将])|也就是|例如|比如|譬如|诸如|包括|分别是|分别为)"
)
_FRAME_BEHIND = Wording("(?:等(?![级于])等?|在内|之类|之流|都是例子|就是例子|都是|均为|均是)$")


def _item(text: str) -> str:
    plain = text.replace(_HIDDEN, "").strip(" ‘’“”、，,")
    return _FRAME_BEHIND.without(_FRAME_BEFORE.without(plain)).strip(" ‘’“”、，,") or plain


def _named_item(plain: str, span: tuple[int, int], mentions: Sequence[Mention]) -> str:
    """What a name is called that is all of an item."""
    mention = next((m for m in mentions if (m.start, m.end) == span), None)
    return _called(mention, plain[span[0] : span[1]]) if mention else ""


def _is_named(span: tuple[int, int], mentions: Sequence[Mention]) -> bool:
    return any(abs(m.start - span[0]) <= 2 and abs(m.end - span[1]) <= 2 for m in mentions)


def _parts(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    parts, at = [], start
    while (mark := plain.find("、", at, end)) >= 0:
        parts.append((at, mark))
        at = mark + 1
    return [*parts, (at, end)]


def _joined(plain: str, parts: list[tuple[int, int]], count: int | None) -> list[tuple[int, int]]:
    """The parts, the last split where a word joins two items, unless that makes one too many or no like items."""
    low, high = parts[-1]
    joins = list(_JOINS.finditer(plain, low + 1, high - 1))
    begins = re.match("，?(?:以及|及|和|与|还有)", plain[low:high])
    if begins:
        parts = [*parts[:-1], (low + begins.end(), high)]
        return parts
    if not joins or (count and len(parts) == count):
        return parts
    ending = _shared_ending([plain[a:b].replace(_HIDDEN, "") for a, b in parts[:-1]])
    join = joins[0]
    if (
        ending
        and not plain[low : join.start()].replace(_HIDDEN, "").endswith(ending)
        and not (count and len(parts) + 1 == count)
    ):
        return parts
    return [*parts[:-1], (low, join.start()), (join.end(), high)]


def _shared_ending(items: Sequence[str]) -> str:
    if len(items) < 2:
        return ""
    ending = items[0][-2:]
    return ending if all(item.endswith(ending) for item in items) else ""


def _first(plain: str, part: tuple[int, int], size: float, mentions: Sequence[Mention]) -> int:
    """Where the first item begins: behind what opens the list, best where it is as long as the others."""
    low, high = part
    for mention in mentions:
        if mention.end == high and mention.start >= low:
            return mention.start
    if high - low <= size and not re.match("(?:包括|分为|分别)", plain[low:high]):
        return low
    places = [match.end() for match in _OPENS.finditer(plain, low, high) if match.end() < high]
    strong = [place for place in places if _STRONG.search(plain[low:place])]
    pool = strong[-1:] if strong and high - strong[-1] <= size * 3 + 4 else places
    return (
        min([*pool, low], key=lambda place: (abs(high - place - size), place))
        if not (strong and pool == strong[-1:])
        else pool[0]
    )


def _last(plain: str, part: tuple[int, int], size: float, mentions: Sequence[Mention]) -> int:
    """Where the last item ends."""
    low, high = part
    if end := re.search("等(?![级于])", plain[low:high]):
        high = low + end.start()
    for mention in mentions:
        if (
            mention.start == low
            and mention.end <= high
            and high - mention.end > 2
            and mention.end - low >= size - 2
        ):
            return mention.end
    places = [match.start() for match in _CLOSES.finditer(plain, low + 1, high)]
    counted = re.search(
        "[一二两三四五六七八九十](?:个|大|项|层|者|家|类|种|座|强|方面)", plain[low + 1 : high]
    )
    if counted:
        return low + 1 + counted.start()
    if high - low <= size + 2 and not places:
        return high
    return min([*places, high], key=lambda place: (abs(place - low - size), place))


_QUOTES = Wording(
    r"(?:[“「《][^“”「」《》]{1,30}[”」》](?:[(（][^()（）]*[)）])?(?:、|和|与|及|以及|,|，)*){2,}"
)
_QUOTE = Wording("[“「《]([^“”「」《》]{1,30})[”」》]")


def _quoted(text: str) -> Iterator[Coordination]:
    """Items in quotation marks, side by side: “甲”和“乙”."""
    for run in _QUOTES.finditer(text):
        items = tuple(match[1] for match in _QUOTE.finditer(run[0]))
        yield Coordination(run.start(), run.end(), items, True)


_COLON = Wording("(?<![0-9])[：:](?P<all>[^。；;：:“”、]{12,160})(?=[。；;]|$)")
_CLAUSES, _SHORTEST, _LONGEST = 3, 3, 26


def _after_colon(plain: str) -> Iterator[Coordination]:
    """Clauses behind a colon, to the end of the sentence: 难题不少：甲，乙，丙。"""
    for match in _COLON.finditer(plain):
        items = tuple(_item(part) for part in re.split("[，,]", match["all"]))
        if len(items) >= _CLAUSES and all(_SHORTEST <= len(item) <= _LONGEST for item in items):
            yield Coordination(*match.span("all"), items, True)


def _ordered(plain: str) -> Iterator[Coordination]:
    """一是甲，二是乙: each item to its first mark."""
    marks = list(_ORDERED.finditer(plain))
    firsts = [n for n, match in enumerate(marks) if match[0].lstrip("第")[0] in "一首"]
    for first in firsts[:_PAIRS]:
        run = marks[first : first + _MOST]
        if len(run) < 2:
            continue
        items = []
        for match, behind in zip(run, [*(m.start() for m in run[1:]), len(plain)], strict=True):
            stretch = plain[match.end() : behind].lstrip("，, ")
            items.append(_item(re.split("[，。；;,：:！？]", stretch, maxsplit=1)[0]))
        if all(items):
            yield Coordination(run[0].start(), len(plain.rstrip("。")), tuple(items), True)


def _called(mention: Mention, surface: str) -> str:
    """A name as the text has it, in Chinese where a Latin one has a name there."""
    surface = surface.strip()
    chinese = surface and surface.isascii() and re.search(r"[^\Wa-zA-Z0-9_]", mention.canonical)
    return f"{mention.canonical}({surface})" if chinese else surface


_BETWEEN = Wording(r"[、/,，\x00]*(?:和|与|及|以及|跟|、|/|,|，|\x00)+[、《“「]?")


def _names(plain: str, mentions: Sequence[Mention]) -> Iterator[Coordination]:
    """Names of one kind with nothing but a joint between them."""
    run: list[Mention] = []
    for mention in [*mentions, None]:
        joined = (
            run
            and mention
            and mention.kind == run[-1].kind
            and _BETWEEN.fullmatch(plain[run[-1].end : mention.start].strip("》”」"))
        )
        if mention and joined:
            run.append(mention)
            continue
        if len(run) > 1:
            items = tuple(_called(m, plain[m.start : m.end].replace(_HIDDEN, "")) for m in run)
            yield Coordination(
                run[0].start, run[-1].end, items, bool(_STRONG.search(plain[: run[0].start])), len(run)
            )
        run = [mention] if mention else []
