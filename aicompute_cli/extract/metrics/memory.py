"""What the text has spoken of so far: whose article it is, whose paragraph, and the last metrics."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.metrics.frames import Frame, split
from aicompute_cli.extract.metrics.market import Market, noted
from aicompute_cli.extract.metrics.words import classes_of, endings, role
from aicompute_cli.model import Claim, Name

_UP_TO = re.compile(r"[^，。；：:,;\n]*")
_WINDOW = 8
_LEADS = 20  # a name that begins the article is whom it is about
_ORDER_LASTS = 3  # paragraphs that a ranking is meant in after it was last spoken of
_MAX_FIRM = 12  # longer ones are descriptions


@dataclass
class Memory:
    """What an ellipsis in the next clause can mean.

    `firm` is the organisation that the article is about, `home` the country that 国内 means, `province` the
    place that 全省 means. `owner` is the last that acted in this paragraph (`fresh` where it has no figure
    yet), `topic` what the clause before speaks of, `about` what 方面 or 来看 set, `place` where, `places`
    whether a figure followed it. `last` and `before` are the metrics of the figures before, `carrier` the
    last of the sentence whose core later clauses may leave out; `units` and `kinds` the last of each unit
    and kind of the article, `market` the market that it is about. `order` is the list that ranks were read
    from, `order_age` paragraphs ago, `scope` the country or region of the last figure that had one, `part`
    what 其次是 names, `whole` what the first of these is a part of, `possessor` a thing whose parts are
    measured, `speaker` who is quoted, `product` the one named last, `maker` who brought it out, `people`
    whose answers a survey counts, `respondents` what the article calls them. `names` are those that a
    clause lists, `known` those that no list of names has, `things` what the last figures were of. `frames`
    are the metrics of the sentence, `listed` those that 分别 deals out.
    """

    firm: str = ""
    home: str = "中国"
    province: str = ""
    owner: str = ""
    fresh: bool = False
    topic: str = ""
    about: str = ""
    place: str = ""
    places: bool = False
    order: str = ""
    order_age: int = 0
    scope: str = ""
    part: str = ""
    whole: str = ""
    possessor: str = ""
    speaker: str = ""
    product: str = ""
    maker: str = ""
    people: str = ""
    respondents: str = ""
    unit: str = ""
    carried_unit: str = ""
    frames: list[Frame] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    listed: list[Frame] = field(default_factory=list)
    table: str = ""
    market: Market = field(default_factory=Market)
    kinds: dict[str, Frame] = field(default_factory=dict)
    units: dict[str, Frame] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    last: Frame | None = None
    before: Frame | None = None
    carrier: Frame | None = None
    same_sentence: bool = False
    same_paragraph: bool = False

    def new_paragraph(self) -> None:
        """Forget what was said in the paragraph before."""
        self.owner = self.topic = self.place = self.about = self.part = self.whole = ""
        self.same_sentence = self.same_paragraph = self.fresh = False
        self.carrier = None
        self.order_age += 1
        if self.order_age > _ORDER_LASTS:
            self.order = ""

    def new_sentence(self) -> None:
        """Forget what only the sentence before spoke of."""
        self.topic = self.place = self.about = self.speaker = ""
        self.places = False
        self.same_sentence = False
        self.carrier = None
        self.frames = []
        self.names = self.names if self.same_paragraph else []

    def remember(self, frame: Frame, unit: str, *, among: bool = False) -> None:
        """`frame` is the metric of the figure just read, which has this unit; `among` of a part (其中)."""
        self.unit = unit
        if not self.things or self.things[-1] != frame.thing:
            self.things = [*self.things[-7:], frame.thing]
        if not among:
            self.market = noted(self.market, frame, unit)
        if not self.frames or self.frames[-1].text != frame.text:
            self.frames.append(frame)
        ranked = frame.head.endswith("排名")
        if ranked:
            self.order_age = 0
            frame = self._ranked(frame)
        elif unit not in ("%", "pp", "x"):
            self.units[unit] = frame
        self.places = bool(self.place)  # a figure since the place was named
        self.before, self.last = (self.last if self.same_sentence else None), frame
        self.same_sentence = self.same_paragraph = True
        self.fresh = False
        self.topic = ""
        counted = "metric.count.noun" in frame.rules or unit in ("人", "名", "位")
        people = counted and frame.core.endswith(endings("people"))
        people = people or ("metric.amount.noun" in frame.rules and not unit.isupper())
        if (
            not people
            and not is_region(frame.core[:2])
            and frame.head not in ("比例", "占比", "之比")
            and not ranked
        ):
            self.carrier = frame
            self.carried_unit = unit if unit not in ("%", "pp", "x") else self.carried_unit
        if frame.owner in role("scope"):
            self.scope = frame.owner

    def _ranked(self, frame: Frame) -> Frame:
        """What stands for the metric of a rank where later figures leave theirs out: what was ranked."""
        if self.last is not None and self.same_sentence and self.last.owner == frame.owner:
            return self.last
        core, head = split(frame.core)
        core = "" if core.startswith("在") else core
        return frame._replace(core=core, head=head, tail="")

    def acts(self, owner: str) -> None:
        """`owner` is the subject of a clause without figures."""
        if owner and not is_body(owner) and "researcher" not in classes_of(owner):
            told = self.last is not None and self.same_sentence and self.last.text.startswith(owner)
            self.fresh = not told and (owner != self.owner or self.fresh)
            self.owner = owner

    @property
    def whom(self) -> str:
        """The organisation that an unnamed subject means."""
        return self.owner or self.firm

    def near(self) -> Frame | None:
        """The last metric, where it is of this paragraph."""
        return self.last if self.same_paragraph else None


def is_body(name: str) -> bool:
    """Whether `name` is a public body, a medium or a researcher, which figures are from, not about."""
    return name.endswith(endings("body"))


def memory_of(article: Article, names: Sequence[Name], claims: Sequence[Claim] = ()) -> Memory:
    """What is known before the first sentence is read."""
    starts = [claim.quantity.span.start for claim in claims]
    ends = [claim.quantity.span.end for claim in claims]
    clear = [n for n in names if bisect_left(starts, n.span.end) == bisect_right(ends, n.span.start)]
    asked = "受访者" if "受访者" in article.folded else ""
    return Memory(
        firm=_firm(article, clear), home=_home(article), province=_province(names), respondents=asked
    )


def _province(names: Sequence[Name]) -> str:
    """The part of a country that is named most."""
    parts = Counter(
        n.canonical for n in names if n.kind == "place" and n.canonical not in role("scope") | role("region")
    )
    return parts.most_common(1)[0][0] if parts else ""


def _home(article: Article) -> str:
    """The country that 全国 means: Taiwan says it of itself, so that on a page in its script it tells nothing."""
    folded, own = article.folded, role("mainland")
    taiwan = sum(folded.count(word) for word in role("taiwan"))
    if article.script == "hant":
        own -= {"全国"}
    mainland = sum(folded.count(word) for word in own)
    hong_kong = sum(folded.count(word) for word in role("hong-kong"))
    if taiwan > mainland and taiwan >= hong_kong:
        return "台湾"
    return "香港" if hong_kong > mainland else "中国"


def _firm(article: Article, names: Sequence[Name]) -> str:
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    body = article.paragraphs[0].span.start if article.paragraphs else 0
    said: set[str] = set()
    for name in names:
        if name.kind != "organization" or name.span.start < body or is_body(name.canonical):
            continue
        if reported(article.folded, name):
            said.add(name.canonical)
            continue
        if len(name.canonical) > _MAX_FIRM or "researcher" in classes_of(name.canonical):
            continue
        counts[name.canonical] += 3 if name.span.start < body + 300 else 1
        first.setdefault(name.canonical, name.span.start)
    for text in counts:
        if article.title and text in article.title and text not in said:
            counts[text] += 4
        if text in said:
            counts[text] //= 2
    if not counts:
        return ""
    titled = article.title or ""
    often = Counter(n.canonical for n in names)
    total = sum(counts.values())
    counts = Counter(
        {t: n for t, n in counts.items() if often[t] > 1 or t in titled or first[t] < body + _LEADS}
    )
    if not counts:
        return ""
    best = min(counts, key=lambda text: (-counts[text], first[text]))
    return best if counts[best] >= 3 and counts[best] * 3 >= total else ""


def reported(folded: str, name: Name) -> bool:
    """Whether the text names `name` as a source, not as whom it is about."""
    after = _UP_TO.match(folded, name.span.end, name.span.end + _WINDOW)
    return after is not None and _reporting().search(after.group()) is not None


@cache
def _reporting() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, endings("reported"))))


def is_region(text: str) -> bool:
    """Whether `text` is a part of some place, which does not tell whose."""
    return text.endswith(("部", "方")) and "where" in classes_of(text)
