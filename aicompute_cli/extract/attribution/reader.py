"""An article as attribution reads it: its names by place, and who was named before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.attribution.cues import Cue, cue_words, find_cues
from aicompute_cli.extract.names.canonical import organisation_type
from aicompute_cli.extract.tables import any_of
from aicompute_cli.model import Name

_SOURCES = ("organization", "person", "report")
_JOIN = re.compile(
    r"(?:[(（][^()（）]{1,40}[)）])?\s*(?:[、,，和与及同&]|联合|携手|联手|会同|以及|还有|协同)?\s*(?:联合|携手)?"
)
_ISSUED = re.compile(
    r"(?:[(（][^()（）]{1,40}[)）])?[^，,。；：!！?？]{0,16}?(?:发布|公布|推出|出版|编制|撰写|印发|出台|下发|发表|联合|新版|最新|近日|此前|的|版|年度|月)?[^，,。；：!！?？的]{0,6}"
)
_EMPLOYER = re.compile(r"[^，,。；：!！?？、和与]{0,24}(?:、[^，,。；：!！?？]{2,20})?")
_REPORTER = re.compile(r"[(（【\[](?:[\u4e00-\u9fff]{0,4}记者|作者|通讯员|编辑|编译)[: ：]?\Z")
_REPORTING = re.compile(
    "报道|报导|消息|援引|引述|引用|发布|公布|的?数据|显示|获悉|采访|表示|指出|称|专访|透露"
)


class Reader:
    """The text and names of an article, and what its words for persons, bodies and reports stand for.

    `speaker` is the person last quoted, `issuers` whose report was last named in a paragraph, `issued` its title.
    """

    def __init__(self, article: Article, names: list[Name]) -> None:
        self.text = article.folded
        self.original = article.text
        self.names = _in_full(
            [name for name in names if name.kind in _SOURCES and not _wrote_it(article.folded, name)]
        )
        self.starts = [name.span.start for name in self.names]
        self.speaker: tuple[str, ...] = ()
        self.issuers: tuple[str, ...] = ()
        self.issued: tuple[str, ...] = ()
        self.issuers_paragraph = -1
        self.paragraph = 0  # where the one that is read begins
        self.reported: tuple[str, ...] = ()  # the bodies whose word or data the text gave last
        self._cues_of = (-1, -1)
        self._cues: list[Cue] = []
        self.announced: set[str] = set()

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that begin and end in a stretch."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return [name for name in self.names[first:last] if name.span.end <= end]

    def name_before(self, place: int, *, kinds: tuple[str, ...], types: tuple[str, ...] = ()) -> Name | None:
        """The nearest name of a kind (and type of organisation) that stands before `place`."""
        at = bisect_right(self.starts, place) - 1
        for index in range(at, max(-1, at - 60), -1):
            name = self.names[index]
            if name.kind in kinds and (not types or organisation_type(name.canonical) in types):
                return name
        return None

    def sources_in(self, start: int, end: int) -> tuple[str, ...]:
        """Whom a phrase that names a source names: not those whom it is about, nor a speaker's employer."""
        names = [name for name in self.names_in(start, end) if not self._is_object(name, start)]
        kept = [
            name
            for name, after in zip(names, [*names[1:], None], strict=False)
            if after is None or not self.employs(name, after)
        ]
        return unique(self.title_of(name) for name in kept)

    def employs(self, name: Name, person: Name) -> bool:
        """Whether `name` only says where `person` works: 某公司总裁何某."""
        if name.kind != "organization" or person.kind != "person":
            return False
        between = self.text[name.span.end : person.span.start]
        return bool(_EMPLOYER.fullmatch(between)) and not _REPORTING.search(between)

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues of a stretch; those of the one asked for last are kept."""
        if self._cues_of != (start, end):
            self._cues_of = (start, end)
            found = find_cues(self.text[start:end])
            self._cues = [Cue(cue.start + start, cue.end + start, cue.kinds) for cue in found]
        return self._cues

    def as_written(self, word: str) -> str:
        """A word for a source without a name as the file has it, simplified, where folding made it another."""
        return next((own for own, seen in _taiwan_words().get(word, ()) if seen in self.original), word)

    def publish(self, sources: tuple[str, ...]) -> None:
        """Remembers whose publication the paragraph reports, and its title; what goes on reporting it names both."""
        self.issuers = tuple(source for source in sources if not source.startswith("《"))
        self.issued = tuple(source for source in sources if source.startswith("《"))
        self.issuers_paragraph = self.paragraph

    def publication(self) -> tuple[str, ...]:
        """The publishers and the title that the paragraph reported before."""
        return (*self.issuers, *self.issued) if self.issuers_paragraph == self.paragraph else ()

    def joined(self, last: Name, start: int) -> tuple[list[Name], int]:
        """The names that `last` closes a list of, or whose report it is, and where they begin."""
        chain = [last]
        for name in reversed(self.names_in(start, last.span.start)):
            between = self.text[name.span.end : chain[0].span.start]
            issued = chain[0].kind == "report" and name.kind == "organization" and _ISSUED.fullmatch(between)
            same = name.kind == chain[0].kind and _JOIN.fullmatch(between)
            if not (issued or same) or self._is_object(name, start):
                break
            chain.insert(0, name)
        return chain, chain[0].span.start

    def title_of(self, name: Name) -> str:
        """The canonical name; 《报告》 and the like stand for the title named before, else for the next one."""
        if not self.is_general(name):
            return name.canonical
        if name.canonical[1:-1] not in _general_titles():
            return name.canonical  # the text itself set the short form up
        return self.full_title(name.span.start, name.canonical[1:-1]) or name.canonical

    def full_title(self, place: int, ending: str = "") -> str | None:
        """The report named last before `place`, one that ends like `ending` first; else the first one after it."""
        ending = ending.removeprefix("该").removeprefix("这份").removeprefix("最新")
        at = bisect_left(self.starts, place)
        before = [n.canonical for n in reversed(self.names[max(0, at - 200) : at]) if self._is_full_title(n)]
        after = [n.canonical for n in self.names[at : at + 200] if self._is_full_title(n)]
        fitting = [title for title in before if ending and ending in title]
        return next(iter([*fitting, *before, *after]), None)

    def is_general(self, name: Name) -> bool:
        """Whether a title says only what kind of report it is, as the text has it: 《报告》."""
        title = self.text[name.span.start + 1 : name.span.end - 1]
        return name.kind == "report" and title in _general_titles()

    def _is_full_title(self, name: Name) -> bool:
        return name.kind == "report" and not self.is_general(name)

    def _is_object(self, name: Name, start: int) -> bool:
        return bool(_objects().search(self.text[max(start, name.span.start - 3) : name.span.start]))


def _wrote_it(folded: str, name: Name) -> bool:
    """Whether a person is but the reporter of the text: (记者何某)."""
    start = name.span.start
    return name.kind == "person" and _REPORTER.search(folded, max(0, start - 8), start) is not None


def _in_full(names: list[Name]) -> list[Name]:
    """`names` with the full name for a family name alone: 哈特曼 is 玛丽亚·哈特曼 where the text names her."""
    full: dict[str, str] = {}
    for name in names:
        if name.kind == "person":
            for seam in "· ":
                family = name.canonical.rpartition(seam)[2]
                if family != name.canonical and len(family) > 1:
                    full.setdefault(family, name.canonical)
    if not full:
        return names
    return [
        name._replace(canonical=full.get(name.canonical, name.canonical)) if name.kind == "person" else name
        for name in names
    ]


def unique(names: object) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(names))  # type: ignore[call-overload]


@cache
def _taiwan_words() -> dict[str, list[tuple[str, str]]]:
    """研究机构: [(研调机构, 研調機構)], what folding takes for one and the same."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in cue_words("written"):
        mainland, own, seen = row.split("=")
        found.setdefault(mainland, []).append((own, seen))
    return found


@cache
def _general_titles() -> frozenset[str]:
    return frozenset(cue_words("title"))


@cache
def _objects() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(cue_words('object'))})$")
