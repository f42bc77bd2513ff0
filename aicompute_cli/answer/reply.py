"""What is answered: answers with their evidence, or the reason why there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """An answer and where it comes from.

    `text` is in simplified script. `value` to `unit` are those of a quantity, `items` the parts of a list.
    `sentence` is the evidence as the file has it, at `span` on `line`; `marked` are its ranges that hold the answer.
    `fact` is the fact's id; `parents` are those of the facts that a `derived` answer is computed of.
    `period`, `sources`, `modality` and `metric` (what a figure measures) are the fact's.
    """

    text: str
    doc: str
    title: str | None
    published: str | None
    sentence: str
    span: tuple[int, int]
    line: int
    score: float
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    items: tuple[str, ...] = ()
    fact: str | None = None
    marked: tuple[tuple[int, int], ...] = ()
    period: tuple[str | None, str | None] = (None, None)
    sources: tuple[str, ...] = ()
    modality: str = "actual"
    parents: tuple[str, ...] = ()
    metric: str | None = None

    @property
    def derived(self) -> bool:
        """Whether the answer is computed and stated nowhere."""
        return bool(self.parents)


KEYS = (
    "text", "value", "value_high", "unit", "items", "doc", "title", "sentence", "span", "line", "fact", "score",
    "published", "period", "sources", "modality", "derived", "parents", "metric",
)  # fmt: skip
"""The keys of the record of an answer."""


class Near(NamedTuple):
    """What is close to an answer and is none: a fact, or a passage where `fact` is None."""

    text: str
    doc: str
    sentence: str
    line: int
    fact: str | None = None


class Reply(NamedTuple):
    """What comes back for a question: answers, best first, or `reason` and `nearest`; `note` says how it was read."""

    question: str
    answers: tuple[Answer, ...] = ()
    reason: str | None = None
    nearest: tuple[Near, ...] = ()
    note: str | None = None

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return bool(self.answers)


def as_record(reply: Reply) -> dict[str, Any]:
    """The record of docs/output.md."""
    return {
        "question": reply.question,
        "answered": reply.answered,
        "answers": [_answer_record(answer) for answer in reply.answers],
        "reason": reply.reason,
        "nearest": [near._asdict() for near in reply.nearest],
    }


def _answer_record(answer: Answer) -> dict[str, Any]:
    shown = {
        **answer._asdict(),
        "items": list(answer.items), "span": list(answer.span), "period": list(answer.period),
        "sources": list(answer.sources), "derived": answer.derived, "parents": list(answer.parents),
    }  # fmt: skip
    return {key: shown[key] for key in KEYS}
