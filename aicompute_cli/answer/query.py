"""What a question asks for."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal[
    "amount", "share", "growth", "rank", "multiple", "change", "date", "person", "organization", "place", "product",
    "report", "list", "definition", "reason", "yesno", "comparison", "keywords",
]  # fmt: skip

NUMERIC = frozenset(("amount", "share", "growth", "rank", "multiple", "change"))
"""The kinds that are answered with a number."""

Role = Literal["name", "measure", "word", "figure", "place", "source", "weak"]


class Concept(NamedTuple):
    """A thing that the question names: how it is asked, every form that means the same, and how much it tells.

    `role` is ``name`` (an answer that does not have it is about something else), ``measure`` (what the figure that is
    asked for measures), ``figure`` (a number that the question knows), ``place`` (a region), ``source`` (who is to have
    said it), ``word``, or ``weak`` (a word of the question's own making). `weight` is above 0. `rivals` are the forms
    that exclude it (通用 and 智能). `kind` is that of a known name.
    """

    text: str
    forms: tuple[str, ...]
    role: Role
    weight: float
    rivals: tuple[str, ...] = ()
    kind: str = ""


class AskedPeriod(NamedTuple):
    """A period that the question names: ISO days, the size of its wording, and where it stands in the question."""

    start: str
    end: str
    grain: str
    text: str
    place: int


class Query(NamedTuple):
    """A parsed question, folded and in lower case.

    `units` and `fact_kinds` are those that an answer may have, empty for any. `periods` are those of which a figure has
    one; `between` are the two ends where what changed is asked for. `sources` are the names of each one who is to have
    said it. `place` is the group of ``answer_places.tsv`` that is asked about. `modality` is ``actual`` or ``target``
    where only that will do. `derive` is how the answer is computed where no text states it: ``difference``, ``ratio``,
    ``portion`` (a ratio in percent), ``rest`` or ``growth``. `options` are the names between which a comparison is to
    choose, `sides` the ways in which its concepts may be those of the two things compared. `count` is how many items a
    list has. `cue` is the question word, `before` and `after` what stands around it.
    """

    text: str
    kind: Kind
    concepts: tuple[Concept, ...] = ()
    periods: tuple[AskedPeriod, ...] = ()
    between: tuple[AskedPeriod, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()
    units: tuple[str, ...] = ()
    fact_kinds: tuple[str, ...] = ()
    place: str | None = None
    modality: str | None = None
    derive: str | None = None
    options: tuple[str, ...] = ()
    sides: tuple[tuple[tuple[Concept, ...], tuple[Concept, ...]], ...] = ()
    count: int | None = None  # type: ignore[assignment]  # a tuple's method, which nobody needs of a query
    cue: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_numeric(self) -> bool:
        """Whether a number answers it."""
        return self.kind in NUMERIC

    def of_role(self, *roles: Role) -> tuple[Concept, ...]:
        """Its concepts of these roles."""
        return tuple(concept for concept in self.concepts if concept.role in roles)
