"""Who says what: the words behind a verb of saying, and those in quotation marks before and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from aicompute_cli.extract.attribution.cues import find_cues
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Attribution, FoldedSpan, Quotation

RULES = (
    Rule(
        "quote.direct.behind",
        "words in quotation marks behind a verb of saying are its subject's",
        "院长何敬之表示：“算力明年还会紧张下去。”",
        "院长何敬之到场。“算力明年还会紧张下去。”",
    ),
    Rule(
        "quote.direct.before",
        "words in quotation marks are of the one who speaks right behind them",
        "“算力明年还会紧张下去。”院长何敬之表示。",
        "“算力明年还会紧张下去。”院长何敬之到场。",
    ),
    Rule(
        "quote.direct.goes-on",
        "further words in quotation marks in what someone is reported to say are theirs too",
        "院长何敬之表示，需求还在。“算力明年还会紧张下去。”",
        "需求还在。“算力明年还会紧张下去。”院长何敬之到场。",
    ),
    Rule(
        "quote.indirect.sentence",
        "without marks, what a verb of saying reports goes to the end of the sentence",
        "院长何敬之表示，算力明年还会紧张下去。",
        "院长何敬之到场，算力明年还会紧张下去。",
    ),
)

_QUOTE = re.compile(r"“(?P<a>[^“”\n]{6,1200})”|「(?P<b>[^「」\n]{6,1200})」|\"(?P<c>[^\"\n]{6,400})\"")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_SHORT = 20  # a clause that is hardly more than what somebody speaks of
_REACH = 160  # how far behind the beginning of what is reported its verb stands
_TO_WHOM = re.compile(r"(?:了|过)?[^，,。；：:“”\"「」\n]{0,24}?[，,：:](?=.)|\s?(?=[“「\"])")
_SPEAKS = frozenset(
    (
        "source.name.subject",
        "source.sentence.subject",
        "source.pronoun.person",
        "source.pronoun.body",
        "source.phrase.view",
        "source.headline.colon",
        "reach.quote.before",
        "reach.paragraph.quote",
    )
)
_VIEW = re.compile(r"看来[，,]?|[:：]")
_REPORTERS = ("报道", "报导", "引述", "关注", "观察", "发现", "晒", "曝光", "爆料")


def find_quotations(
    folded: str, attributions: Sequence[Attribution], kinds: Mapping[str, str]
) -> list[Quotation]:
    """What persons and organisations say in `folded`; `kinds` is the kind of each canonical name.

    The spans hold the words without their quotation marks, in order and apart.
    """
    found: list[Quotation] = []
    for attribution in attributions:
        several = (
            folded[attribution.span.start + 1 : attribution.span.start + 2] == "们"
        )  # 他们 is nobody named
        if not several and (speaker := _speaker(attribution, kinds)):
            for said in _said(folded, attribution, speaker, kinds[speaker]):
                if not found or said.span.start >= found[-1].span.end:
                    found.append(said)
    return found


def _speaker(attribution: Attribution, kinds: Mapping[str, str]) -> str | None:
    """The person among the sources, else the first organisation; None where it is no speech."""
    if _SPEAKS.isdisjoint(attribution.rules):
        return None
    persons = [name for name in attribution.sources if kinds.get(name) == "person"]
    bodies = [name for name in attribution.sources if kinds.get(name) == "organization"]
    return next(iter([*persons, *bodies]), None)


def _said(folded: str, attribution: Attribution, speaker: str, kind: str) -> Iterator[Quotation]:
    start, end = attribution.span.start, attribution.span.end
    opening = _QUOTE.match(folded, _skip_space(folded, start), end)
    if opening:
        rule = "quote.direct.before" if "reach.quote.before" in attribution.rules else "quote.direct.goes-on"
        yield _quotation(speaker, opening, rule)
        start = opening.end()
    begin = _behind_verb(folded, start, end, kind, attribution)
    if begin is None:
        return
    stop = _SENTENCE_END.search(folded, begin, end)
    direct = _QUOTE.search(folded, begin, stop.end() if stop else end) or _QUOTE.match(folded, begin, end)
    if direct and direct.start() <= begin + 1:
        yield _quotation(speaker, direct, "quote.direct.behind")
        begin = direct.end()
    elif stop is None or stop.start() > begin + 2:
        begin, span = _indirect(folded, begin, end)
        if folded[span.end - 1] not in "，,：:":  # else another one speaks before the sentence ends
            yield Quotation(speaker, span, ("quote.indirect.sentence",))
        elif span.end - span.start > _SHORT:
            yield Quotation(speaker, FoldedSpan(span.start, span.end - 1), ("quote.indirect.sentence",))
    for more in _QUOTE.finditer(folded, begin, end):
        if folded[more.start() - 1] in "。！？!?；，,：:”\n ":
            yield _quotation(speaker, more, "quote.direct.goes-on")


def _indirect(folded: str, begin: int, end: int) -> tuple[int, FoldedSpan]:
    """The rest of the sentence; a mark that ends one within quotation marks does not end it."""
    at = begin
    while stop := _SENTENCE_END.search(folded, at, end):
        quote = _QUOTE.search(folded, at, stop.start())
        opened = max(folded.rfind("“", at, stop.start()), folded.rfind("「", at, stop.start()))
        closed = max(folded.rfind("”", at, stop.start()), folded.rfind("」", at, stop.start()))
        if opened > closed and (quote := _QUOTE.match(folded, opened, end)):
            at = quote.end()
            continue
        return stop.end(), FoldedSpan(begin, stop.start())
    return end, FoldedSpan(begin, end)


def _behind_verb(folded: str, start: int, end: int, kind: str, attribution: Attribution) -> int | None:
    """Where the words begin behind the verb of saying; None where there is none, or it only ends the sentence."""
    if {"source.phrase.view", "source.headline.colon"} & {*attribution.rules}:
        view = _VIEW.search(folded, start, min(end, start + _REACH))
        return _skip_space(folded, view.end()) if view else None
    reach = min(end, start + _REACH)
    cues = [
        (start + cue.start, start + cue.end)
        for cue in find_cues(folded[start:reach])
        if "say" in cue.kinds or (kind == "person" and "expect" in cue.kinds)
    ]
    for place, (low, high) in enumerate(cues):
        if folded.startswith(_REPORTERS, low) or _in_title(folded, start, low):
            continue
        mark = _CLAUSE_MARK.search(folded, high, end)
        later = [stop for _, stop in cues[place + 1 :] if mark and stop == mark.start()]
        return _words_begin(folded, later[0] if later else high, end)
    return None


_CLAUSE_MARK = re.compile(r"[，,：:。；;“「\"]")


def _in_title(folded: str, start: int, place: int) -> bool:
    return folded.rfind("《", start, place) > folded.rfind("》", start, place)


def _words_begin(folded: str, place: int, end: int) -> int | None:
    """Behind the verb, its object (告诉某报记者) and the mark between."""
    if place >= end or folded[place] in "。！？!?；;\n" or _OBJECT.match(folded, place, end):
        return None
    if folded[place - 2 : place] in ("告诉", "告知"):
        told = _TO_WHOM.match(folded, place, end)
        return _skip_space(folded, told.end()) if told else None
    to_whom = _MARK.match(folded, place, end) or _ADDRESSED.match(folded, place, end)
    begin = _skip_space(folded, to_whom.end() if to_whom else place)
    return begin if begin < end else None


_OBJECT = re.compile(r"[了过](?!\s?[，,：:“「\"])")
_MARK = re.compile(r"(?:了|过|道|说|称|一点|如下)?\s?[，,：:]|\s?(?=[“「\"])")
_ADDRESSED = re.compile(r"(?:对|向|给)[^，,。；：:“”\n]{1,16}(?:表示|说|称|透露|介绍|指出)?[，,：:]")


def _skip_space(folded: str, place: int) -> int:
    while place < len(folded) and folded[place] in " \t\u3000\n":
        place += 1
    return place


def _quotation(speaker: str, quote: re.Match[str], rule: str) -> Quotation:
    group = quote.lastgroup or "a"
    return Quotation(speaker, FoldedSpan(*quote.span(group)), (rule,))
