"""The things that flow through aic: plain immutable records without behaviour of their own.

`text` is always characters as the file has them; `folded` is the repaired, width-folded, simplified
form that is matched on. A `Span` counts characters of the decoded file, a `FoldedSpan` characters of
the folded text; they are different types so that one can never be mistaken for the other.

The spans are dataclasses, so that one never equals the other; the rest are named tuples, which cost a
start-up a fifth of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of the decoded file: ``file[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class FoldedSpan:
    """A half-open range of characters of the folded text."""

    start: int
    end: int


class Metadata(NamedTuple):
    """What is known of a document besides its text; None where nothing is.

    `published` is an ISO date (``2023-12-05``): 今年 and 去年 are counted from it.
    """

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


class Sentence(NamedTuple):
    """One sentence of a document: the passage that a search returns and a fact cites.

    `number` counts from 0 in the document, `line` from 1 in the file. `furniture` marks text of the
    page around the article (navigation, related links, copyright): shown, never ranked.
    """

    number: int
    span: Span
    folded_span: FoldedSpan
    line: int
    furniture: bool = False


class Token(NamedTuple):
    """A word: `text` as the file has it, `folded` as it is matched, `span` in the file."""

    text: str
    folded: str
    span: Span


class Quantity(NamedTuple):
    """A number with what it counts, where the text states it.

    `span` takes the bound words that touch the number and its unit (超过60个), `number` the numeral and its scale
    words alone (60). `value` and `high` are in the base unit, scale words multiplied out; `high` is the upper end
    of a range. `unit` is one of docs/facts.md, ``"1"`` where there is none. `bound` is ``eq``, ``approx``,
    ``gt``, ``ge``, ``lt``, ``le`` or ``range``. `rules` are the ids of the rules that made it.
    """

    span: FoldedSpan
    number: FoldedSpan
    value: Decimal
    high: Decimal | None = None
    unit: str = "1"
    bound: str = "eq"
    rules: tuple[str, ...] = ()


class Period(NamedTuple):
    """A stretch of days that the text names; an end that it leaves open or that nothing tells is None.

    `grain` is the size that the wording has: ``hour``, ``day``, ``week``, ``month``, ``quarter``, ``half``, ``year``,
    ``decade``, ``span`` (several of one: 未来五年, 1月至6月). `role` is how the wording places things in it: ``in``
    it, ``since`` its start, ``until`` or ``by`` its end (截至6月底, 到2025年), ``same`` as a period named before
    (同期).
    """

    span: FoldedSpan
    start: date | None
    end: date | None
    grain: str
    role: str = "in"
    rules: tuple[str, ...] = ()


class Name(NamedTuple):
    """A name in the text: `canonical` is the one name of whom it means, in simplified Chinese.

    `kind` is ``organization``, ``person``, ``place``, ``report``, ``product``, ``event`` or ``technology``.
    """

    span: FoldedSpan
    canonical: str
    kind: str
    rules: tuple[str, ...] = ()


class Alias(NamedTuple):
    """Another name that the document itself declares for `canonical`: 某某研究院（以下简称“某院”）; `span` is where."""

    name: str
    canonical: str
    span: FoldedSpan


class Role(NamedTuple):
    """What a person is where the text says so: `title` as written, at `organization` (canonical, None if unnamed).

    `span` takes the person's name and the title.
    """

    person: str
    organization: str | None
    title: str
    span: FoldedSpan
    rules: tuple[str, ...] = ()


class Quotation(NamedTuple):
    """What someone says: `speaker` is the canonical name of a person or an organisation, `span` the words said."""

    speaker: str
    span: FoldedSpan
    rules: tuple[str, ...] = ()


class DocumentEntities(NamedTuple):
    """Who and what a document names: the mentions in order, none overlapping another, and what it says of them."""

    mentions: tuple[Name, ...]
    aliases: tuple[Alias, ...]
    roles: tuple[Role, ...]
    quotations: tuple[Quotation, ...]


class Claim(NamedTuple):
    """A quantity that the document claims, on its way to becoming a fact.

    `sentence` is the number of the sentence that makes the claim. `kind`, `start`, `end` (ISO dates) and
    `modality` are those of a `Fact`. `item` is where the item of a list of ranks stands that has the place (甲 in
    依次为甲、乙、丙), None of other claims.
    """

    quantity: Quantity
    sentence: int
    kind: str = "level"
    start: str | None = None
    end: str | None = None
    modality: str = "actual"
    item: FoldedSpan | None = None
    rules: tuple[str, ...] = ()


class Attribution(NamedTuple):
    """A stretch of text that reports what others say; `sources` are their canonical names, in order."""

    span: FoldedSpan
    sources: tuple[str, ...]
    rules: tuple[str, ...] = ()


class Fact(NamedTuple):
    """One quantity that a document claims: value and unit, of what, when, how sure and who says so.

    `text` stands at `span` of the file, in sentence number `sentence`, on `line` (from 1). `start` and `end` are
    ISO dates, first and last day. `rules` are the ids of the rules that made it.
    """

    id: str
    sentence: int
    text: str
    span: Span
    line: int
    value: Decimal
    value_high: Decimal | None
    unit: str
    bound: str
    kind: str
    metric: str
    start: str | None
    end: str | None
    modality: str
    sources: tuple[str, ...]
    rules: tuple[str, ...]


class Skipped(NamedTuple):
    """A file that was left out, and why; named on stderr, never silent."""

    path: str
    reason: str


class Hit(NamedTuple):
    """A passage that a search found. `highlights` are ranges within `text`."""

    doc: str
    title: str | None
    published: str | None
    score: float
    sentence: int
    text: str
    highlights: tuple[tuple[int, int], ...]
    span: Span
    line: int
