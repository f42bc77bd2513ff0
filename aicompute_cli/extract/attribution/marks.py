"""Where a source begins to be reported: the cues of a paragraph, each with whom it names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from aicompute_cli.extract.article import Paragraph
from aicompute_cli.extract.attribution.cues import Cue, cue_words
from aicompute_cli.extract.attribution.layout import Layout, Quote
from aicompute_cli.extract.attribution.phrases import QUOTING, own_house, phrase_sources, within
from aicompute_cli.extract.attribution.reader import Reader, unique
from aicompute_cli.extract.attribution.subjects import Subject, short_report, subject_before
from aicompute_cli.extract.attribution.verbs import fits, gives_figure, own_report
from aicompute_cli.extract.names.canonical import organisation_type
from aicompute_cli.extract.tables import any_of

_PHRASE = 70


class Mark(NamedTuple):
    """From `start` on the text reports `sources`; none where it stops. `end` bounds it, None is the paragraph's end.

    `kind` is that of the subject; `cue` is where its cue stands; `loose` says that a speaker in it is named too.
    """

    start: int
    sources: tuple[str, ...]
    kind: str
    rules: tuple[str, ...]
    cue: int
    end: int | None = None
    loose: bool = False


def is_plan(sources: tuple[str, ...]) -> bool:
    """Whether what is reported is a plan or a rule: its titles tell what shall be.

    >>> is_plan(("《绿色机房行动方案》",)), is_plan(("《绿色机房年报》",))
    (True, False)
    """
    return any(source.startswith("《") and _PLAN.search(source) for source in sources)


_PLAN = re.compile("计划|规划|方案|意见|办法|通知|纲要|措施|政策|条例|规定")


class Marker:
    """The marks of one paragraph, in the order of their cues."""

    def __init__(self, reader: Reader, paragraph: Paragraph) -> None:
        self.reader = reader
        self.text = reader.text
        self.start, self.end = paragraph.span.start, paragraph.span.end
        self.layout = Layout(reader.text, paragraph)
        reader.paragraph = self.start
        self.marks: list[Mark] = []
        self.past = self.start  # cues before it belong to a phrase that was read

    def run(self) -> list[Mark]:
        """The marks."""
        for cue in self.reader.cues(self.start, self.end):
            if cue.start >= self.past and not self._quoted(cue.start):
                self._read(cue)
        return self.marks

    def _read(self, cue: Cue) -> None:
        if "from" in cue.kinds:
            self._from(cue)
        elif "nobody" in cue.kinds:
            self._nobody(cue)
        elif "market" in cue.kinds:
            self._forecasters(cue)
        elif "within" in cue.kinds:
            self._within(cue)
        elif "noun" in cue.kinds:
            self._latest(cue._replace(end=cue.end - 1))
        elif "is" in cue.kinds:
            self._is(cue)
        elif (cue.kinds & _VERBS or gives_figure(self.text, cue)) and not self._verb(cue):
            self._latest(cue)

    # phrases: 据…, 根据…, 援引…

    def _from(self, cue: Cue) -> None:
        opener = self.text[cue.start : cue.end]
        end = self._phrase_end(cue.end)
        subject = phrase_sources(self.reader, opener, cue.end, end)
        start = cue.start
        if opener in QUOTING and (
            teller := subject_before(self.reader, self.layout.clause_start(start), start)
        ):
            self._remember(teller)
            sources = [
                *teller.sources,
                *(subject.sources if subject else own_house(self.reader, teller, cue.end)),
            ]
            if len(sources) == len(teller.sources):
                return
            subject = Subject(teller.start, teller.kind, unique(sources), "source.phrase.quoting")
            start = self._start_pointed_to(teller.start, end)
        if subject is None or not subject.sources:
            return
        loose = subject.kind == "media" or bool(_REPORTED.search(self.text, cue.end, end))
        start = self._phrase_start(start)
        self._add(Mark(start, subject.sources, subject.kind, (subject.rule,), cue.start, None, loose))
        self.past = end

    def _start_pointed_to(self, start: int, end: int) -> int:
        """The sentence before, where what follows points back at its figure: …说明，这个数字…"""
        before = self.layout.sentence_start(max(self.start, self.layout.sentence_start(start) - 1))
        if not _POINTS_BACK.match(self.text, end) or (self.marks and self.marks[-1].cue >= before):
            return start
        return before

    def _phrase_start(self, start: int) -> int:
        """The clause's start, where only a few words stand before the phrase."""
        begin = self.layout.clause_start(start)
        return begin if start - begin <= 12 else start

    def _phrase_end(self, start: int) -> int:
        """The end of the phrase's clause."""
        return min(self.layout.clause_end(start), start + _PHRASE, self.end)

    def _within(self, cue: Cue) -> None:
        """在《…》中, 在某某榜单上, 在某某看来."""
        start = self.layout.clause_start(cue.start)
        subject = within(self.reader, start, cue)
        if subject and subject.sources:
            if subject.kind == "data":
                self.reader.publish(subject.sources)
            self._add(Mark(start, subject.sources, subject.kind, (subject.rule,), cue.start))

    # verbs

    def _verb(self, cue: Cue) -> bool:
        """Adds the mark of a verb of saying; False where it has no subject."""
        start = self.layout.clause_start(cue.start)
        subject = subject_before(self.reader, start, cue.start)
        if subject is None:
            subject = self._of_clause_before(cue, start) or self._subject_of_sentence(cue, start)
        if subject is None or not subject.sources:
            return False
        if (
            self._publishers(cue, subject)
            or not fits(self.reader, cue, subject, self._phrase_end(cue.end))
            or self._within_speech(cue, subject)
        ):
            return True
        self._remember(subject)
        subject = self._with_title(cue, subject)
        begin, end = self._backward(cue, subject), self._reach(cue, subject)
        self._add(
            Mark(
                begin,
                subject.sources,
                subject.kind,
                (subject.rule, *self._case(begin, subject)),
                cue.start,
                end,
            )
        )
        return True

    def _latest(self, cue: Cue) -> None:
        """某某最新的市场分析，: the noun of a study that closes the clause, without any verb."""
        start = self.layout.clause_start(cue.start)
        names = [n for n in self.reader.names_in(start, cue.start) if n.kind == "organization"]
        if not names or self.text[cue.end : cue.end + 1] not in tuple("，,：:"):
            return
        source = self.reader.sources_in(names[-1].span.start, cue.start)
        if source and _LATEST.fullmatch(self.text, names[-1].span.end, cue.start):
            self.reader.publish(source)
            self._add(Mark(start, source, "data", ("source.data.latest",), cue.start))

    def _is(self, cue: Cue) -> None:
        """某某的最新预测是，: a noun of data that is the subject; the cue is the noun with its verb."""
        start = self.layout.clause_start(cue.start)
        subject = subject_before(self.reader, start, cue.end - 1)
        if subject is None or subject.kind not in ("data", "report"):
            subject = subject_before(self.reader, start, cue.start)
        if subject and subject.sources:
            self._remember(subject)
            subject = self._with_title(cue, subject)
            begin = self._backward(cue, subject)
            self._add(Mark(begin, subject.sources, subject.kind, (subject.rule,), cue.start))

    def _within_speech(self, cue: Cue, subject: Subject) -> bool:
        """Whether a firm's plan is part of what others say in the sentence: 某某表示，公司预计…"""
        if not self.marks or self.marks[-1].cue < self.layout.sentence_start(cue.start):
            return False
        mark = self.marks[-1]
        if subject.rule == "source.pronoun.body":
            return bool(mark.sources) and mark.kind in ("person", "organization", "anonymous")
        return mark.loose and not cue.kinds & {"say", "issue"} and self._own_affairs(subject)

    def _publishers(self, cue: Cue, subject: Subject) -> bool:
        """Whether the sentence only tells who made a report: 报告由某某编制."""
        made = "issue" in cue.kinds and self.text[max(self.start, subject.start - 1) : subject.start] == "由"
        if made:
            self.reader.publish(subject.sources)
        return made

    def _case(self, begin: int, subject: Subject) -> tuple[str, ...]:
        return ("reach.quote.before",) if begin < self.layout.clause_start(subject.start) else ()

    def _with_title(self, cue: Cue, subject: Subject) -> Subject:
        """With the title that is published, and with who reports it where this is told within a report."""
        sources = list(subject.sources)
        if "issue" in cue.kinds and subject.kind == "organization":
            stop = self._phrase_end(cue.end)
            names = self.reader.names_in(cue.end, stop)
            if len(sources) == 1 and (own := own_report(self.text, cue.end, stop)) and not names:
                return subject._replace(kind="results", sources=(sources[0] + short_report(own["noun"]),))
            sources += [self.reader.title_of(name) for name in names if name.kind == "report"]
            if self._same_sentence_mark(loose=False) and sources[-1:] != list(subject.sources[-1:]):
                sources = [*self.marks[-1].sources, *sources]
            self.reader.publish(unique(sources))
        elif self._same_sentence_mark(loose=True) and subject.kind in ("person", "organization", "anonymous"):
            sources = [*self.marks[-1].sources, *sources]
        elif subject.kind == "data" or (subject.kind != "person" and any(s[0] == "《" for s in sources[1:])):
            self.reader.publish(unique(sources))
        elif subject.kind == "organization" and sources == list(self.reader.issuers):
            sources = [*self.reader.publication()] or sources
        return subject._replace(sources=unique(sources))

    def _same_sentence_mark(self, *, loose: bool) -> bool:
        if not self.marks or (loose and not self.marks[-1].loose):
            return False
        return self.marks[-1].cue >= self.layout.sentence_start(self.past)

    def _remember(self, subject: Subject) -> None:
        if subject.kind == "person":
            self.reader.speaker = subject.sources

    def _of_clause_before(self, cue: Cue, clause: int) -> Subject | None:
        """Whom the clause before says nothing of but how they judge: 某某较为保守，估…"""
        if clause <= self.start or not _adverbs().fullmatch(self.text, clause, cue.start):
            return None
        begin = self.layout.clause_start(clause - 1)
        names = self.reader.names_in(begin, clause)
        if not names or not _STANCE.fullmatch(self.text, names[-1].span.end, clause - 1):
            return None
        return subject_before(self.reader, begin, names[-1].span.end)

    def _subject_of_sentence(self, cue: Cue, clause: int) -> Subject | None:
        """The speaker whom an earlier clause of the sentence names: 何某在会上致辞时，首次透露."""
        begin = self.layout.sentence_start(cue.start)
        if not _adverbs().fullmatch(self.text, clause, cue.start) or (
            self.marks and self.marks[-1].cue >= begin
        ):
            return None
        names = [n for n in self.reader.names_in(begin, clause) if n.kind in ("person", "organization")]
        persons = [n for n in names if n.kind == "person"]
        if persons and cue.kinds & {"say", "expect"}:
            return Subject(begin, "person", (persons[0].canonical,), "source.sentence.subject")
        if names and cue.kinds & {"say", "expect"} and names[0].span.start - begin <= 1:
            name = names[0].canonical
            told = "expect" in cue.kinds and _ANNOUNCED.search(self.text, begin, clause)
            if told or organisation_type(name) in ("research", "finance", "agency"):
                return Subject(begin, "organization", (name,), "source.sentence.subject")
        ends_on_title = [
            n for n in self.reader.names_in(begin, clause) if n.kind == "report" and n.span.end >= clause - 1
        ]
        if ends_on_title:
            return subject_before(self.reader, begin, ends_on_title[-1].span.end)
        return None

    def _backward(self, cue: Cue, subject: Subject) -> int:
        """Where what is said begins: a quotation before the verb, or the sentence that the verb closes."""
        clause = self.layout.clause_start(subject.start)
        quotes = self.layout.quotes_before(clause)
        if quotes and (not self.marks or self.marks[-1].cue < quotes.start):
            return quotes.start
        begin = self.layout.sentence_start(cue.start)
        closes = self.text[cue.end : cue.end + 1] in ("。", "") or cue.end >= self.end
        closes = closes or _THIS_IS.match(self.text, clause, subject.start + 1) is not None
        unmarked = not self.marks or self.marks[-1].cue < begin
        if closes and unmarked:
            return begin
        if unmarked and _POINTS_BACK.match(self.text, cue.end):
            return self._start_pointed_to(begin, cue.end)
        return subject.start if not unmarked else min(subject.start, max(begin, clause))

    def _reach(self, cue: Cue, subject: Subject) -> int | None:
        """Where it ends at the latest: a firm's own forecast with its sentence, a quotation with its verb."""
        after = self.text[cue.end : cue.end + 1]
        if after == "。":
            return cue.end + 1
        quote = self.layout.quote_after(cue.end)
        if quote and subject.kind in ("person", "organization", "anonymous") and self._ends_sentence(quote):
            return quote.end
        reason = subject.rule == "source.pronoun.body" and self.text[cue.start : cue.end] == "解释"
        estimated = self.text[cue.start : cue.end] in _ESTIMATES
        own = self._own_affairs(subject) and not cue.kinds & {"say", "issue", "count"}
        if reason or (own and not estimated):
            return self.layout.part_end(cue.end)
        return None

    @staticmethod
    def _own_affairs(subject: Subject) -> bool:
        """Whether a body that expects something speaks of its own: one that does no research."""
        types = {organisation_type(name) for name in subject.sources}
        return subject.kind == "organization" and not types & {"research", "finance", "media"}

    def _ends_sentence(self, quote: Quote) -> bool:
        return self.text[quote.end - 2] in "。！？!?" or self.text[quote.end : quote.end + 1] in ("。", "")

    # who names nobody

    def _nobody(self, cue: Cue) -> None:
        """数据显示 names nobody, unless someone's name stands before it: 某某数据显示."""
        clause = self.layout.clause_start(cue.start)
        word = self.text[cue.start : cue.end]
        if "say" in cue.kinds and subject_before(self.reader, clause, cue.start):
            self._verb(cue)
            return
        split = _SHOWS.search(word)
        if split and (subject := subject_before(self.reader, clause, cue.start + split.start())):
            if subject.sources and subject.kind in ("data", "report", "results"):
                self._remember(subject)
                subject = self._with_title(cue, subject)
                self._add(
                    Mark(
                        self._backward(cue, subject),
                        subject.sources,
                        subject.kind,
                        (subject.rule,),
                        cue.start,
                    )
                )
            return
        if split and _OF_THE_REPORT.match(word) and self.reader.publication():
            rules = ("source.report.before",)
            self._add(Mark(clause, self.reader.publication(), "report", rules, cue.start))
            return
        if cue.start - clause <= 8:
            self._add(Mark(clause, (), "nobody", ("reach.nobody.cue",), cue.start))

    def _forecasters(self, cue: Cue) -> None:
        """法人预估, at the head of a clause: theirs, not the market's."""
        found = FORECASTERS.match(self.text, cue.start)
        if found and found.end(1) <= cue.end and cue.start == self.layout.clause_start(cue.start):
            self._add(Mark(cue.start, (found[1],), "anonymous", ("source.anonymous.as-written",), cue.start))

    # places

    def _add(self, mark: Mark) -> None:
        bodies = tuple(source for source in mark.sources if source[0] != "《")
        if bodies and mark.kind in ("organization", "data"):
            self.reader.reported = bodies
        self.marks.append(mark)
        self.past = max(self.past, mark.cue + 1)

    def _quoted(self, place: int) -> bool:
        """Whether a place is within a quotation whose speaker is known."""
        if not self.marks:
            return False
        quote = self.layout.quote_around(place)
        return bool(quote and self.marks[-1].sources and 0 <= quote.start - self.marks[-1].cue < 30)


FORECASTERS = re.compile(r"(分析师|分析员|法人|外资)(?:预期|预估|预计|预测)[，,:：]")
_OF_THE_REPORT = re.compile("数据|资料|统计|调查|调研|研究|结果")  # not 有数据, 相关数据, 公开数据
_SHOWS = re.compile("显示|表明|认为|指出|预计|预测|预期")
_VERBS = frozenset(("say", "show", "expect", "issue"))
_ESTIMATES = frozenset(("推估", "测算", "推算", "估算", "推测", "研判"))  # of more than their own affairs
_THIS_IS = re.compile(
    "(?:而|不过|但)?(?:这|此|以上|上述|上面)(?:些|一数字|组数字|个数字)?(?:也|就|都|便|皆|均)?(?:是|为|出自|来自)"
)
_STANCE = re.compile(
    r"(?:则|也|还|却|仍)?(?:的?(?:看法|估计|判断|预测|态度))?(?:则|也|还|却|仍)?"
    r"(?:相对|比较|较为|更为|偏向|偏|较|更|最|略|稍|颇)?(?:保守|乐观|谨慎|审慎|积极|悲观|大胆)(?:一些|些|许多|得多)?"
)
_ANNOUNCED = re.compile("发布|公布|公告|披露|宣布|发表|发出")
_POINTS_BACK = re.compile(r"[，,：:]?(?:这个|该|这一|上述|此一|这些)(?:数字|数据|规模|比例|目标|数值|金额)")
_LATEST = re.compile(
    r"(?:[(（][^()（）]{1,40}[)）])?(?:的|平台|App|在)?(?:(?:最新|新版|新一期|最近)[^，,。；：]{0,16})?"
)
_REPORTED = re.compile("报道|报导|消息|援引|引述")


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(cue_words('adverb'))}|\s|从[^，,。]{{1,12}}){{0,10}}")
