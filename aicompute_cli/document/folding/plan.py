"""The order of the folding steps, and folding itself."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aicompute_cli.document.offsets import Edit, OffsetMap, apply_edits

if TYPE_CHECKING:
    from aicompute_cli.document.folding.variants import Variants

FindEdits = Callable[[str], list[Edit]]
"""What is to be replaced in a text: sorted, without overlaps, nothing inserted; always the same."""


class Step(NamedTuple):
    """A step of folding: `is_repair` where it undoes damage, so that it is counted."""

    name: str
    find_edits: FindEdits
    is_repair: bool = False


def _from(module: str) -> FindEdits:
    """The `find_edits` of a module of this package, imported when it is first needed."""

    def find_edits(text: str) -> list[Edit]:
        found: FindEdits = import_module(f"{__package__}.{module}").find_edits
        return found(text)

    return find_edits


def _find_slips(text: str) -> list[Edit]:
    return _from("gbk_slip")(text) if any(mark in text for mark in "?？\ufffd") else []


def _find_spaces(text: str) -> list[Edit]:
    from aicompute_cli.document.folding.invisible import find_spaces  # noqa: PLC0415 - as `_from`

    return find_spaces(text)


VARIANTS = "variants"

STEPS = (
    Step("invisible", _from("invisible"), is_repair=True),
    Step("spaces", _find_spaces),
    # Before the readings go: a torn one says which byte is lost.
    Step("gbk_slip", _find_slips, is_repair=True),
    Step("pinyin", _from("pinyin"), is_repair=True),
    Step("width", _from("width")),
    Step(VARIANTS, _from("variants")),
)
"""All steps; each works on what the one before has made."""

_PLAIN_LENGTH = 200


def _is_plain(text: str) -> bool:
    """Whether a short text, as a query is, has only characters that no step but the last one touches."""
    return len(text) <= _PLAIN_LENGTH and all(
        "\u4e00" <= char <= "\u9fff" or (char.isascii() and char.isalnum()) or char in " -.%" for char in text
    )


class Folded(NamedTuple):
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
    for step in STEPS[-1:] if _is_plain(text) else STEPS:
        find_edits = find_variants if find_variants and step.name == VARIANTS else step.find_edits
        if edits := find_edits(folded):
            folded = apply_edits(folded, edits)
            offsets = offsets.then(edits)
            if step.is_repair:
                repairs[step.name] = _places(edits)
    return Folded(folded, offsets, repairs)


def fold_query(text: str, variants: Variants) -> str:
    """What `fold` makes of a query, without the way back, which nobody asks for.

    >>> from aicompute_cli.document.folding.variants import Variants
    >>> fold_query("數據中心", Variants.from_opencc())
    '数据中心'
    """
    return variants.simplify(text) if _is_plain(text) else fold(text, variants.find_edits).folded


def _places(edits: list[Edit]) -> int:
    """The number of edits, those that adjoin counted as one."""
    return 1 + sum(before.end != edit.start for before, edit in pairwise(edits))
