"""From the text of a question to the query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from aicompute_cli.answer.frames import Asking, fact_kinds_of, kind_of, read_asking
from aicompute_cli.answer.parts import (
    UNKNOWN,
    Part,
    cased,
    fillers,
    focused,
    leads_noun,
    place_of,
    read_parts,
    units_of_measure,
    with_head,
    with_sources,
)
from aicompute_cli.answer.periods import find_asked
from aicompute_cli.answer.query import Concept, Query
from aicompute_cli.answer.timeframe import timeframe_of
from aicompute_cli.answer.vocabulary import KnownName, rivals
from aicompute_cli.document.terms import Cutter, lower

Rarity = Callable[[str], float]
"""How much a term tells in the corpus: 0 where it is everywhere, 1 where it is nearly nowhere, -1 where nowhere."""

Names = Callable[[str], dict[str, KnownName]]
"""The parts of a question that are names of the corpus."""

_ACTUAL = ("实际", "真实", "事实上")
_TARGET = ("目标", "计划", "规划", "打算")
_COMPARES = re.compile(
    "排在|领先于|领先|落后于|大约是|大概是|约是|约为|相当于|大于|小于|高于|低于|超过|跑赢|快于|多于|少于|不如|比|是|和|与|跟|还是"
)
_NO_COUNT = [
    "%",
    "pp",
    "USD",
    "CNY",
    "HKD",
    "TWD",
    "EUR",
    "JPY",
    "*money",
    "FLOPS",
    "OPS",
    "B",
    "s",
    "x",
    "W",
    "Wh",
]


class Reader:
    """Reads questions.

    `fold` simplifies and narrows, `cut` cuts Chinese words, `rarity` and `names` know the corpus.
    """

    def __init__(self, fold: Callable[[str], str], cut: Cutter, rarity: Rarity, names: Names) -> None:
        self._fold = fold
        self._cut = cut
        self._rarity = rarity
        self._names = names

    def read(self, question: str) -> Query:
        """The query of a question."""
        folded = plainly(self._fold(question).strip())
        text = lower(folded)
        if text.isascii():
            text = folded = _chinese(text)
        named = find_asked(text)
        rest = _blanked(text, [(period.place, period.place + len(period.text)) for period in named])
        asking = read_asking(rest)
        content = _blanked(rest, asking.spans)
        parts = [cased(part, folded) for part in read_parts(content, self._names(content), self._cut)]
        return self._query(text, rest, asking, with_sources(text, parts))._replace(
            **timeframe_of(text, named, asking.derive)._asdict()
        )

    def _query(self, text: str, rest: str, asking: Asking, parts: Sequence[Part]) -> Query:
        options = tuple(option.strip() for option in _options_of(rest))
        kind = kind_of(asking, options)
        cue = len(text) if asking.start is None else asking.start
        counts = kind == "amount" and asking.units and asking.units[0] not in _NO_COUNT
        parts = focused(parts, cue, kind, asking.spans[-1][1] if counts else None)
        return Query(
            text=text,
            kind=kind,
            concepts=self._with_head(parts, cue, kind, rest),
            sources=tuple(part.forms for part in parts if part.role == "source"),
            units=asking.units or units_of_measure(parts, cue, kind),
            fact_kinds=fact_kinds_of(asking, [part.text for part in parts]),
            place=place_of(parts, kind),
            modality=_modality_of(text),
            derive="difference" if kind == "change" and asking.derive != "rest" else asking.derive,
            options=options,
            sides=tuple(self._sides(rest, parts)),
            count=_count_of(text),
            cue=text[asking.start : asking.end] if asking.pieces else "",
            before=rest[: asking.start],
            after=rest[asking.end :] if asking.pieces else "",
        )

    def _with_head(self, parts: Sequence[Part], cue: int, kind: str, rest: str) -> tuple[Concept, ...]:
        concepts = self._concepts(parts)
        has_head = kind in ("amount", "keywords") or (kind == "share" and rest.startswith("占", cue))
        return with_head(concepts, parts, cue) if has_head else concepts

    def _sides(
        self, rest: str, parts: Sequence[Part]
    ) -> Iterator[tuple[tuple[Concept, ...], tuple[Concept, ...]]]:
        """The concepts left and right of each word of comparison; what only one side names is of both: its measure."""
        for match in _COMPARES.finditer(rest):
            left = [part for part in parts if part.end <= match.start()]
            right = [part for part in parts if part.start >= match.end()]
            if left and right:
                yield self._side(left, parts), self._side(right, parts)

    def _side(self, own: Sequence[Part], parts: Sequence[Part]) -> tuple[Concept, ...]:
        """The concepts of one side, with the region and source of all, and the measure if it has no noun of its own."""
        has_noun = any(part.role == "measure" or (part.role == "word" and part.forms[1:]) for part in own)
        shared = ("place", "source") if has_noun else ("measure", "place", "source")
        return self._concepts([*own, *(part for part in parts if part.role in shared and part not in own)])

    def _concepts(self, parts: Sequence[Part]) -> tuple[Concept, ...]:
        concepts: dict[str, Concept] = {}
        for part in parts:
            if part.text not in concepts and part.text not in fillers("word"):
                concepts[part.text] = self._concept(part, parts)
        return tuple(concepts.values())

    def _concept(self, part: Part, parts: Sequence[Part]) -> Concept:
        rare = max(map(self._rarity, part.forms[:6]), default=-1.0)
        is_name = rare < 0 and part.kind == UNKNOWN and leads_noun(part, parts)
        own = part._replace(role="name") if is_name else part
        return Concept(
            own.text, own.forms, own.role, _weight(own, rare), rivals().get(own.text, ()), own.kind
        )


_WEIGHTS = {"name": 1.8, "measure": 1.2, "figure": 1.6, "word": 1.0, "source": 0.6, "place": 0.4, "weak": 0.3}
_ABSENT = 0.35


def _weight(part: Part, rare: float) -> float:
    weight = _WEIGHTS[part.role]
    if part.role in ("name", "figure", "source"):
        return weight
    if part.kind == UNKNOWN:
        return 1.2 if rare < 0 else 1.6
    return weight * (_ABSENT if rare < 0 else 0.35 + rare)


_LEAD = (
    "^(?:请问一?下?|请教一?下?|我?想知道一?下?|我想问一?下?"
    "|(?:请|麻烦|能|能不能)?告诉我|(?:帮我|请|麻烦)?查一?下)[，,：: ]*"
)
_HOW_IS = (
    "(?<=[率额量幅速比数重度])(?:的?(?:数据|情况|怎么样|如何|咋样|怎样|是怎样的))+[啊呢呀]?[？?]?$"
    "|(?<=规模|份额|得分|参数|算力|销售|营收|收入|利润|性能|市值|估值|效率)"
    "(?:的?(?:数据|情况|怎么样|如何|咋样|怎样|是怎样的))+[啊呢呀]?[？?]?$"
)


def plainly(text: str) -> str:
    """A question without its courtesies; 规模怎么样 and 规模数据 ask how much.

    >>> plainly("请问南州算力规模怎么样？"), plainly("我想知道北港液冷的市场份额数据"), plainly("北港怎么样")
    ('南州算力规模是多少', '北港液冷的市场份额是多少', '北港怎么样')
    """
    bare = re.sub(_LEAD, "", text) if text.startswith(_LEADS) else text
    tail = (bare or text).rstrip("？?啊呢呀")
    return re.sub(_HOW_IS, "是多少", bare or text) if tail.endswith(_TAILS) else bare or text


_LEADS = ("请", "我", "想", "告诉", "帮", "麻烦", "能", "查")
_TAILS = ("数据", "情况", "怎么样", "如何", "咋样", "怎样", "怎样的")


def _chinese(text: str) -> str:
    from aicompute_cli.answer.english import in_chinese  # noqa: PLC0415 - for few questions

    return in_chinese(text)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _modality_of(text: str) -> str | None:
    if any(word in text for word in _ACTUAL):
        return "actual"
    return "target" if any(word in text for word in _TARGET) else None


def _options_of(text: str) -> tuple[str, ...]:
    """The two that a question compares: 甲和乙谁更…, 是甲还是乙."""
    if "还是" in text:
        match = re.search(
            r"(?:是|，|,|、|在|由)?\s*([^，。,是\s]{2,12}?)\s*还是\s*([^，。,?？的]{2,14}?)(?=的|更|讲|说|发|给|提|，|,|\?|？|$)",
            text,
        )
        return (match[1], match[2]) if match else ()
    if not re.search("谁|哪个|哪家|哪座|哪一|更", text):
        return ()
    match = re.search(
        r"(?:^|[，,上里中的在年])([^，。,的上里中在年]{2,12})[和跟与、]([^，。,的]{2,12}?)(?:相比|比|，|,|之间|两)?(?:谁|哪[个家座一])",
        text,
    )
    return (match[1], match[2]) if match else ()


_NUMERALS = "二两三四五六七八九十2-9"
_COUNT = re.compile(rf"([{_NUMERALS}])(?:个|大|家|座|项|层|种|点|款|强|位|部门|方面|类|条|城)")
_DIGITS = (
    {char: n for n, char in enumerate("一二三四五六七八九十", 1)}
    | {"两": 2}
    | {str(n): n for n in range(2, 10)}
)


def _count_of(text: str) -> int | None:
    match = _COUNT.search(text)
    return _DIGITS[match[1]] if match else None
