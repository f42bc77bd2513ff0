"""What the words of a sentence say about its figures, looked up once a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right

from aicompute_cli.extract.article import clauses
from aicompute_cli.extract.kept import kept
from aicompute_cli.extract.timing.cues import pattern
from aicompute_cli.extract.timing.frames import UNKNOWN
from aicompute_cli.model import FoldedSpan

_HEAD = 24
_SPEAKER_END = re.compile(r"\s*[,，：:“]")
_BESIDE = re.compile(r"(?:另有|还有|其余)|[^,，。；:：\d]{1,14}(?<![法规原准细守总实])则(?!是)")
_COLONS = ("：", ":")


class SentenceWords:
    """The words and clauses of one sentence."""

    def __init__(self, folded: str, span: FoldedSpan) -> None:
        self.folded = folded
        self.span = span
        self.first = span.end  # where the first figure stands
        self.units: frozenset[str] = frozenset()  # what its figures count
        self.dated = False  # whether it names a period behind its first figure
        self.ahead = UNKNOWN  # that period
        self.changes = False  # whether a figure of it is of a change
        self._firsts: dict[str, int] = {}
        self._found: dict[tuple[str, ...], bool] = {}

    def has(self, *kinds: str) -> bool:
        """Whether a word of `kinds` stands in the sentence."""
        if kinds not in self._found:
            self._found[kinds] = (
                pattern(*kinds).search(self.folded, self.span.start, self.span.end) is not None
            )
        return self._found[kinds]

    def has_before(self, place: int, kind: str) -> bool:
        """Whether a word of `kind` stands in the sentence before `place`."""
        if kind not in self._firsts:
            found = pattern(kind).search(self.folded, self.span.start, self.span.end)
            self._firsts[kind] = found.start() if found else self.span.end
        return self._firsts[kind] < place

    @kept
    def measured(self) -> frozenset[str]:
        """What it counts or adds up."""
        return frozenset(pattern("measured").findall(self.folded, self.span.start, self.span.end))

    @kept
    def part(self) -> bool:
        """Whether its head, before any figure, makes it a part of what came before (其中, 分产品看)."""
        head = min(self.first, self.span.start + _HEAD, self.span.end)
        return pattern("part", "breakdown").search(self.folded, self.span.start, head) is not None

    @kept
    def breakdown(self) -> bool:
        """Whether its head divides all that came before (分产品看, 从规模看)."""
        head = min(self.first, self.span.start + _HEAD, self.span.end)
        return pattern("breakdown").search(self.folded, self.span.start, head) is not None

    @kept
    def aspect(self) -> bool:
        """Whether it turns to another side of the same (后段方面，…)."""
        return (
            pattern("aspect").search(self.folded, self.span.start, min(self.span.start + _HEAD, self.first))
            is not None
        )

    @kept
    def beside(self) -> bool:
        """Whether it sets another thing beside what came before (乙公司则为…)."""
        return _BESIDE.match(self.folded, self.span.start, self.span.end) is not None

    @kept
    def speaks(self) -> bool:
        """Whether somebody begins to speak at its head (公司表示，…)."""
        head = min(self.span.end, self.span.start + _HEAD)
        found = pattern("speaker").search(self.folded, self.span.start, head)
        return found is not None and _SPEAKER_END.match(self.folded, found.end()) is not None

    @kept
    def _clauses(self) -> tuple[FoldedSpan, ...]:
        return clauses(self.folded, self.span)

    @kept
    def _starts(self) -> list[int]:
        return [clause.start for clause in self._clauses]

    def clause_start(self, place: int) -> int:
        """Where the clause of `place` begins."""
        return self._starts[max(0, bisect_right(self._starts, place) - 1)] if self._starts else place

    def clause_end(self, place: int) -> int:
        """Where the clause of `place` ends; a colon right behind it only introduces the figure."""
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return place
        end = self._clauses[at].end
        colon = end - place <= 1 and self.folded.startswith(_COLONS, end)
        return self._clauses[at + 1].end if colon and at + 1 < len(self._clauses) else max(end, place)


def ends_open(folded: str, sentence: FoldedSpan) -> bool:
    """Whether a sentence ends with a semicolon: the next goes on beside it."""
    return folded[max(sentence.start, sentence.end - 8) : sentence.end].rstrip()[-1:] in ("；", ";")
