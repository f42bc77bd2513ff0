"""The facts that may answer a question: those of the sentences that fit, under its conditions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from aicompute_cli.answer.passages import Passage, match
from aicompute_cli.answer.periods import fits
from aicompute_cli.answer.query import AskedPeriod, Concept, Query
from aicompute_cli.answer.vocabulary import LONGEST, known_name, measured_in, places
from aicompute_cli.document.offsets import OffsetMap
from aicompute_cli.index.facts import StoredFact, match_form, read_facts
from aicompute_cli.index.numbers import document_of, range_of
from aicompute_cli.index.store import Index
from aicompute_cli.model import Span

_MONEY = frozenset(
    ("USD", "CNY", "HKD", "TWD", "EUR", "JPY", "GBP", "KRW", "INR", "SGD", "AUD", "CAD", "CHF", "MOP")
)
_CLAUSE = 0.97
_BEFORE = 0.85
_SENTENCE = 0.72
_PERIOD = 0.25
_UNIT = 0.05
_EXTRA = 0.3
_ORDER = 0.05
_GUESS = 0.15
_LATER = 0.1
_OTHERS = 0.1
_RANGE = 0.1
_PART = 0.4
_AROUND = 0.35
_CLAUSE_END = re.compile(r"[，；：。！？;]|[,:](?!\d)|(?<!\d)[,:]")


class Candidate(NamedTuple):
    """A fact with its sentence, which begins at `start` of the file: what of the query it has (`matches`; all together
    `covered`), how well its period fits, whether those say it who are to (`said`), and its score.
    """

    fact: StoredFact
    passage: Passage
    start: int
    clause: str
    matches: tuple[float, ...]
    period: float
    covered: float
    said: bool
    score: float


def find_candidates(index: Index, query: Query, passages: Sequence[Passage]) -> list[Candidate]:
    """The facts of the sentences, best first, whatever the conditions; see `misses`."""
    by_number = {passage.number: passage for passage in passages}
    rows = list(_facts_of(index, by_number))
    stored = index.sentences({sentence for _, sentence in rows})
    facts = read_facts(index.connection, [number for number, _ in rows])
    found = []
    for (_, sentence), fact in zip(rows, facts, strict=True):
        passage = by_number[sentence]
        place = _place(fact, stored[sentence].start, stored[sentence].offsets)
        said = is_said(index, query.sources, fact, passage)
        found.append(
            _with_sayers(
                index, query, _candidate(query, fact, passage, (stored[sentence].start, place), said)
            )
        )
    found.sort(key=lambda c: (-c.score, c.fact.doc, c.fact.start))
    return found


def _facts_of(index: Index, numbers: dict[int, Passage]) -> Iterator[tuple[int, int]]:
    for document in sorted({document_of(number) for number in numbers}):
        bounds = range_of(document)
        wanted = ",".join(str(number) for number in numbers if document_of(number) == document)
        yield from index.connection.execute(
            f"SELECT number, sentence FROM facts WHERE number BETWEEN ? AND ? AND sentence IN ({wanted})",
            bounds,
        )


def _place(fact: StoredFact, start: int, offsets: bytes | None) -> int:
    """Where the fact stands in its folded sentence."""
    span = Span(fact.start - start, fact.end - start)
    return span.start if offsets is None else OffsetMap.from_bytes(offsets).to_folded(span).start


def _candidate(
    query: Query, fact: StoredFact, passage: Passage, at: tuple[int, int], said: bool
) -> Candidate:
    clause, before = _clauses(passage.lowered, at[1])
    metric = match_form(fact.metric)
    matches = tuple(
        float(said)
        if concept.role == "source"
        else _of_fact(concept, (metric, clause, before, fact.unit), (own, reach))
        for concept, own, reach in zip(query.concepts, passage.matches, passage.reach, strict=True)
    )
    period = period_fit(query.periods, fact, passage)
    total = sum(concept.weight for concept in query.concepts) or 1.0
    covered = sum(c.weight * m for c, m in zip(query.concepts, matches, strict=True)) / total
    score = covered + _PERIOD * period + _UNIT * _unit_fit(query, fact) - _EXTRA * _extra(query, metric)
    score -= (
        _ORDER * (fact.kind in query.fact_kinds[1:])
        + 2 * _ORDER * (fact.kind not in query.fact_kinds)
        + _GUESS * _is_guess(query, metric, clause)
    )
    score -= _PART * _is_of_other_part(query, fact, metric) + _OTHERS * _is_of_others(query, metric)
    score += _LATER * (_becomes(passage.lowered, at[1]) and _asks_for_now(query)) + _RANGE * _is_range(
        query, fact
    )
    return Candidate(fact, passage, at[0], clause, matches, period, covered, said, score)


def _with_sayers(index: Index, query: Query, candidate: Candidate) -> Candidate:
    """The candidate, where a name that the sentence lacks is that of who says it: 在IDC那张榜上."""
    matches = list(candidate.matches)
    gained = 0.0
    for number, concept in enumerate(query.concepts):
        may_say = concept.role == "name" and concept.kind in ("organization", "person")
        if not may_say or matches[number] >= _SENTENCE or not sources_of(candidate.fact):
            continue
        if is_said(index, (concept.forms,), candidate.fact, candidate.passage):
            gained += concept.weight * (_BEFORE - matches[number])
            matches[number] = _BEFORE
    gained /= sum(concept.weight for concept in query.concepts) or 1.0
    return candidate._replace(
        matches=tuple(matches), covered=candidate.covered + gained, score=candidate.score + gained
    )


def is_said(index: Index, sayers: Sequence[tuple[str, ...]], fact: StoredFact, passage: Passage) -> bool:
    """Whether one of those who are to have said it does: by name, by a report of theirs, or in what stands around."""
    if not sayers:
        return True
    said = [source.lower() for source in sources_of(fact)]
    around = (passage.lowered, *passage.before[-2:], *(() if said else (passage.document.lead,)))
    for names in sayers:
        if any(name in source for name in names for source in said):
            return True
        if any(name in line for name in names for line in around):
            return True
        if any(_is_of(index, passage.number, source, names) for source in said if source[0] == "《"):
            return True
    return False


def _is_of(index: Index, number: int, report: str, names: Sequence[str]) -> bool:
    """Whether a document names a report and one of `names` in one sentence: it is theirs."""
    rows = index.connection.execute(
        "SELECT lowered FROM blocks WHERE number BETWEEN ? AND ?", range_of(document_of(number))
    )
    title = report.strip("《》")
    return any(
        title in line and any(name in line for name in names)
        for (block,) in rows
        for line in block.split("\n")
    )


def refit(query: Query, candidate: Candidate) -> Candidate:
    """The candidate for the same question about another period."""
    period = period_fit(query.periods, candidate.fact, candidate.passage)
    score = candidate.score + _PERIOD * (period - candidate.period)
    return candidate._replace(period=period, score=score)


def _extra(query: Query, metric: str) -> float:
    """The share of the metric that the question does not name: 基础设施 where the whole market is asked about."""
    rest = metric
    for form in sorted((form for concept in query.concepts for form in concept.forms), key=len, reverse=True):
        if form in rest:
            rest = rest.replace(form, " ")
    for word in _NEUTRAL:
        rest = rest.replace(word, " ")
    for word in _HOME:
        rest = rest.replace(word, "国")
    return sum(
        not char.isspace() and char not in "的和与在" and char not in query.text for char in rest
    ) / max(len(metric), 1)


_HOME = ("中国", "全国", "国内")  # where an article is of, if it says no more
_NEUTRAL = ("数量", "规模", "排名", "预计", "总", "比例", "占比", "情况", "水平")
_EXPECTED = ("市场预期", "外界", "分析师预期", "猜测", "预估为", "原先", "此前预期", "市场预估", "市场平均")
_NOW = (
    "现在",
    "目前",
    "如今",
    "只要",
    "后来",
    "之后",
    "以后",
    "拉到",
    "提到",
    "升到",
    "降到",
    "增至",
    "提高到",
    "减到",
    "缩短到",
)
_RAISED = re.compile("[修调升降拉提涨增减扩缩改压抬](?:高|低|至|到|为|短)|上修|下修|上调|下调")
_ASKS_EXPECTED = re.compile("外界|市场预期|先前估|原先|原本|此前预期|分析师预期|预期是|猜测")
_SEQUENTIAL = re.compile(r"环比|[季月周][增减]|按[季月]|[比较](?:上|前)一?个?[月季周]|[比较]\d+月|较前")
_YEARLY = re.compile("同比|按年|年[增减]|去年|上年|前一年|年成长")


def _is_guess(query: Query, metric: str, clause: str) -> bool:
    """Whether the figure is what others had expected, and that is not asked for."""
    is_guess = any(word in metric + clause for word in _EXPECTED)
    return is_guess != bool(_ASKS_EXPECTED.search(query.text))


def _is_of_others(query: Query, metric: str) -> bool:
    """Whether the metric begins with the name of somebody whom the question does not name."""
    for size in range(min(LONGEST, len(metric)), 1, -1):
        if name := known_name(metric[:size]):
            return not any(form in query.text for form in name.names) and name.kind in (
                "organization",
                "person",
            )
    return False


def is_expected(candidate: Candidate) -> bool:
    """Whether the figure is what others had expected."""
    return any(word in candidate.fact.metric + candidate.clause for word in (*_EXPECTED, "预期"))


def _is_of_other_part(query: Query, fact: StoredFact, metric: str) -> bool:
    """Whether a share is that of another part than the question names: 甲占丙比例 where 乙 is asked about."""
    part, of, _ = metric.partition("占")
    if fact.kind != "share" or not of or not metric.endswith("比例"):
        return False
    rest = part
    for form in (form for concept in query.concepts for form in concept.forms if len(form) > 1):
        rest = rest.replace(form, "")
    return sum(char not in query.text for char in rest) * 2 > len(part)


def _becomes(lowered: str, place: int) -> bool:
    return lowered[max(0, place - 4) : place].rstrip(" 约近超过逾的").endswith(("到", "至", "为", "成"))


def _asks_for_now(query: Query) -> bool:
    return any(word in query.text for word in _NOW) or _RAISED.search(query.text) is not None


def _is_range(query: Query, fact: StoredFact) -> bool:
    return "区间" in query.text and fact.value_high is not None


def is_other_growth(query: Query, candidate: Candidate) -> bool:
    """Whether the growth is over the month or quarter before where the year before is asked for, or the other way."""
    if query.kind != "growth":
        return False
    asked = bool(_SEQUENTIAL.search(query.text))
    stated = bool(_SEQUENTIAL.search(candidate.clause)) and not _YEARLY.search(candidate.clause)
    return asked != stated and (asked or bool(_SEQUENTIAL.search(candidate.clause)))


_TELLING_UNITS = frozenset(
    ("W", "Wh", "m2", "bit/s", "B/s")
)  # what counts in these says by that what is measured
_UNIT_TELLS = {
    "得分": "分",
    "分数": "分",
    "成绩": "分",
    "员工": "人名",
    "人数": "人名",
}  # measures that a unit tells


def _of_fact(concept: Concept, own: tuple[str, str, str, str], around: tuple[float, float]) -> float:
    metric, clause, before, unit = own
    best = match(concept, metric)
    if concept.role == "measure" and unit in _UNIT_TELLS.get(concept.text, ()):
        return 1.0
    if concept.role == "measure" and unit in _TELLING_UNITS and unit in measured_in().get(concept.text, ()):
        best = max(best, _SENTENCE)
    if best < 1.0:
        best = max(best, _CLAUSE * match(concept, clause))
    if concept.rivals and best < 0.9 and any(rival in metric for rival in concept.rivals):
        return 0.0
    if best < _BEFORE:
        best = max(best, _BEFORE * match(concept, before))
    return max(best, _SENTENCE * around[0], min(around[1], _SENTENCE))


def _clauses(lowered: str, place: int) -> tuple[str, str]:
    """The clause at `place`, and the one before it."""
    ends = [0, *(end.end() for end in _CLAUSE_END.finditer(lowered)), len(lowered)]
    index = next(i for i, end in enumerate(ends) if end > place or i == len(ends) - 1)
    own = lowered[ends[index - 1] : ends[index]]
    return own, lowered[ends[max(index - 2, 0)] : ends[index - 1]]


def period_fit(periods: Sequence[AskedPeriod], fact: StoredFact, passage: Passage) -> float:
    """How well the fact's period fits one of those asked for: 0 where it is another, 1 where none is asked."""
    if not periods:
        return 1.0
    if all(period.grain.startswith("fiscal") for period in periods):
        return max(_fiscal(period, passage) for period in periods)
    if fact.first_day is None and fact.last_day is None:
        return max(_undated(period, fact, passage) for period in periods)
    return max(fits(period, fact.first_day, fact.last_day) for period in periods)


def _undated(period: AskedPeriod, fact: StoredFact, passage: Passage) -> float:
    """A figure without a period is of the year that its sentence names, or else of its document's."""
    year = period.start[:4]
    if period.grain.startswith("fiscal"):
        return _fiscal(period, passage)
    if year in passage.lowered:
        return 0.6
    named = re.search(r"(?:19|20)\d\d(?=年)", passage.lowered)
    if fact.published and fact.published[:4] == year and not named:
        return 0.5
    return 0.0


_QUARTERS = {
    "1": "[第首]?[一1]季|[第]?[一1]财季|q1",
    "2": "[二2]季|[二2]财季|q2",
    "3": "[三3]季|[三3]财季|q3",
    "4": "[四4]季|[四4]财季|q4",
}


def _fiscal(period: AskedPeriod, passage: Passage) -> float:
    """A figure of a fiscal year or quarter is one whose sentence, or what leads to it, names that."""
    around = " ".join((*passage.before, passage.document.lead, passage.lowered))
    if period.text[:4] not in around or "财" not in around:
        return 0.0
    quarter = period.grain[len("fiscalq") :]
    return 0.6 if not quarter or re.search(_QUARTERS[quarter], around) else 0.0


def _unit_fit(query: Query, fact: StoredFact) -> float:
    if not query.units:
        return 0.5
    return 1.0 if fact.unit == query.units[0] else 0.6


_COUNTS = re.compile("[数量]|参数|尺寸")
_SIZED = re.compile("规模|体量|市场")


def has_unit(query: Query, fact: StoredFact) -> bool:
    """Whether the fact counts in what is asked for."""
    if not query.units:
        return fact.unit != "1" or not _SIZED.search(query.text) or bool(_COUNTS.search(fact.metric))
    if fact.unit in query.units:
        return True
    if "*money" in query.units and fact.unit in _MONEY:
        return True
    return any(concept.role == "measure" and fact.unit in concept.forms for concept in query.concepts)


def has_kind(query: Query, fact: StoredFact) -> bool:
    """Whether the fact is an amount, share, growth or rank as asked."""
    if query.kind == "amount" and not query.units and fact.kind == "share" and not _SIZED.search(query.text):
        return True
    if query.kind == "multiple" and fact.unit == "x":
        return True
    return not query.fact_kinds or fact.kind in query.fact_kinds


def value_of(fact: StoredFact) -> Decimal:
    """The exact value of a fact."""
    return Decimal(fact.value)


def sources_of(fact: StoredFact) -> list[str]:
    """Who says it."""
    return list(json.loads(fact.sources))


def place_conflict(query: Query, candidate: Candidate) -> bool:
    """Whether the fact is of another region than the one that is asked about."""
    if query.place is None:
        return False
    own = match_form(candidate.fact.metric)
    groups = [group for group, words in places() if any(word in own for word in words if len(word) > 1)]
    if query.kind == "rank":
        groups = [group for group in groups if group != "全球"]  # 中国算力总规模全球排名
    if groups:
        return query.place not in groups
    near = candidate.clause
    named = [group for group, words in places() if any(word in near for word in words if len(word) > 1)]
    if query.place in named:
        return False
    sentence = candidate.passage.lowered
    words = next(words for group, words in places() if group == query.place)
    if any(word in sentence for word in words):
        return False
    if named:
        return True
    known = any(
        (concept.role in ("name", "source") and matched >= _BEFORE)
        or (concept.role == "place" and matched >= _AROUND)
        for concept, matched in zip(query.concepts, candidate.matches, strict=True)
    )
    return query.place != "中国" and not known
