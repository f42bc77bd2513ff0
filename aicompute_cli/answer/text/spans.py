"""A span of a passage that answers, and how it becomes an answer."""

from __future__ import annotations

from typing import NamedTuple

from aicompute_cli.answer.passages import Passage
from aicompute_cli.answer.reply import Answer
from aicompute_cli.answer.text.scenes import in_sentence, with_case
from aicompute_cli.index.store import StoredSentence

_MARKS = " \t，,。；;：:、！!？?"


class Found(NamedTuple):
    """What may be the answer: where in the folded sentence (empty: nowhere in it), how sure, its wording and items.

    `text` is used as it is where it is not empty; else it is what stands at the span.
    """

    passage: Passage
    start: int
    end: int
    score: float
    text: str = ""
    items: tuple[str, ...] = ()


def to_answer(found: Found, stored: StoredSentence) -> Answer:
    """The answer of a span, with the sentence as the file has it."""
    start, end = in_sentence(stored, found.start, found.end)
    document = found.passage.document
    text = found.text or with_case(found.passage.lowered[found.start : found.end], stored.text[start:end])
    if text == text.lower():  # cut from the folded text: as the file writes it
        text = with_case(text, stored.text)
    items = tuple(trimmed(with_case(item, stored.text)) for item in found.items)
    return Answer(
        text=trimmed(text),
        doc=document.doc,
        title=document.title,
        published=document.published,
        sentence=stored.text,
        span=(stored.start, stored.end),
        line=stored.line,
        score=round(found.score, 3),
        items=items,
        marked=((start, end),) if end > start else (),
    )


def trimmed(text: str) -> str:
    """A wording without the marks at its ends.

    >>> trimmed("，算力的生产中心。")
    '算力的生产中心'
    """
    return text.strip(_MARKS)
