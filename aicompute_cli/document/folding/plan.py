"""The order of the folding steps, and folding itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from aicompute_cli.document.folding import invisible, pinyin, width
from aicompute_cli.document.offsets import Edit, OffsetMap, apply_edits

FindEdits = Callable[[str], list[Edit]]
"""What is to be replaced in a text: sorted, without overlaps, nothing inserted; always the same."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of folding: `is_repair` where it undoes damage, so that it is counted."""

    name: str
    find_edits: FindEdits
    is_repair: bool = False


def _find_slips(text: str) -> list[Edit]:
    if not any(mark in text for mark in "?？\ufffd"):
        return []
    # Imported when used, as next to no query needs it.
    from aicompute_cli.document.folding import gbk_slip  # noqa: PLC0415

    return gbk_slip.find_edits(text)


def _find_variants(text: str) -> list[Edit]:
    # Imported when used: its tables are large, and a query brings its own.
    from aicompute_cli.document.folding import variants  # noqa: PLC0415

    return variants.find_edits(text)


VARIANTS = "variants"

STEPS = (
    Step("invisible", invisible.find_edits, is_repair=True),
    Step("spaces", invisible.find_spaces),
    # Before the readings go: a torn one says which byte is lost.
    Step("gbk_slip", _find_slips, is_repair=True),
    Step("pinyin", pinyin.find_edits, is_repair=True),
    Step("width", width.find_edits),
    Step(VARIANTS, _find_variants),
)
"""All steps; each works on what the one before has made."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, the way back, and in how many places each repair that was needed has mended it."""

    folded: str
    offsets: OffsetMap
    repairs: dict[str, int]


def fold(text: str, find_variants: FindEdits | None = None) -> Folded:
    """The repaired, width-folded, simplified form of `text` that everything is matched on.

    `find_variants` stands in for the last step, for callers that have its tables at hand.

    >>> from aicompute_cli.model import FoldedSpan
    >>> result = fold("數(shù)據(jù)中心占６３％")
    >>> result.folded, result.repairs
    ('数据中心占63%', {'pinyin': 2})
    >>> result.offsets.to_text(FoldedSpan(0, 2))
    Span(start=0, end=7)
    """
    folded = text
    offsets = OffsetMap.identity(len(text))
    repairs = {}
    for step in STEPS:
        find_edits = find_variants if find_variants and step.name == VARIANTS else step.find_edits
        if edits := find_edits(folded):
            folded = apply_edits(folded, edits)
            offsets = offsets.then(edits)
            if step.is_repair:
                repairs[step.name] = _places(edits)
    return Folded(folded, offsets, repairs)


def _places(edits: list[Edit]) -> int:
    """The number of edits, those that adjoin counted as one."""
    return 1 + sum(before.end != edit.start for before, edit in pairwise(edits))
