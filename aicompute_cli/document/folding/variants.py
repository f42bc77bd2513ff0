"""Traditional, Taiwan and Hong Kong text folded to simplified mainland wording, for matching.

Two steps, each a table that queries read from disk:

1. Characters, one for one: OpenCC's `t2s` (TSPhrases before TSCharacters), with our corrections and protected
   names (``variants_phrases.tsv``: 昇騰 is 昇腾, not 升腾) and variants it lacks
   (``variants_characters.tsv``).
2. Words, on the simplified text: ``variants_words.tsv`` (人工智慧 → 人工智能, 伺服器 → 服务器, 著 → 着).

Because words are folded after characters, text and the same text put into simplified characters by a
converter fold alike: 伺服器, 軟體 and 软体 meet 服务器 and 软件 in whatever script they were typed.

Measured (docs/variants.md), beside OpenCC's own configurations: of the bigrams of 4,526 questions put into
the other script 57.0 % are in the paragraph asked about (t2s 57.0, tw2sp 56.7, unfolded 25.2; 57.1 in the
script as written); of 121 pairs of a Taiwan or Hong Kong and a mainland term 113 fold to one (t2s 9, tw2sp
74); in 1.86 million characters of mainland text 144 places change, most of them traditional characters (t2s
125, tw2s 4,305, tw2sp 10,857).

A warm query needs neither opencc nor the package's tables: `Variants.load` reads what `Variants.save` wrote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aicompute_cli.document.offsets import Edit
from aicompute_cli.errors import UnreadableInputError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FORMAT = "aic variants 1"
_CHARACTERS = "variants_characters.tsv"
_PHRASES = "variants_phrases.tsv"
_WORDS = "variants_words.tsv"

# Compiling the search pattern takes longer than looking at every character of a text as short as a query.
_SHORT = 200

# Of the characters that exist in one script only, the share that may be of the other one: more is `mixed`.
_FOREIGN_SHARE = 0.1


class Phrases:
    """A table of phrases, applied as opencc-python applies one dictionary.

    The longest phrase anywhere is taken first, of equally long ones the leftmost; then those that do
    not overlap with it. (OpenCC in C++ takes the leftmost first.)

    >>> list(Phrases({"於單": "于单", "單位": "单位", "單位於": "单位于"}).matches("對於單位於"))
    [(2, 5, '单位于')]
    """

    def __init__(self, folds: Mapping[str, str]) -> None:
        self.folds = folds
        lengths: dict[str, set[int]] = {}
        for phrase in folds:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        self._lengths = lengths

    def matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The start and end of each phrase to replace and what replaces it, from left to right."""
        if not self.folds:
            return
        end = 0
        while (start := self._next(text, end)) is not None:
            end, found = self._cluster(text, start)
            for low, high in found if len(found) == 1 else _longest_first(found, start, end):
                yield low, high, self.folds[text[low:high]]

    def replace(self, text: str) -> str:
        """`text` with every match replaced."""
        parts: list[str] = []
        done = 0
        for start, end, fold in self.matches(text):
            parts += (text[done:start], fold)
            done = end
        parts.append(text[done:])
        return "".join(parts)

    def _next(self, text: str, position: int) -> int | None:
        """The first place from `position` on where a phrase stands."""
        if len(text) > _SHORT:
            found = self._pattern.search(text, position)
            return found.start() if found else None
        return next((at for at in range(position, len(text)) if any(self._ends(text, at))), None)

    def _ends(self, text: str, at: int) -> Iterator[int]:
        for length in self._lengths.get(text[at], ()):
            if at + length <= len(text) and text[at : at + length] in self.folds:
                yield at + length

    def _cluster(self, text: str, start: int) -> tuple[int, list[tuple[int, int]]]:
        """All phrases, overlapping ones too, from `start` to where no phrase reaches over."""
        found = []
        at, end = start, start + 1
        while at < end:
            for high in self._ends(text, at):
                found.append((at, high))
                end = max(end, high)
            at += 1
        return end, found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Finds the start of a phrase: branches by first character, which `re` skips to quickly."""
        tails: dict[str, list[str]] = {}
        for phrase in self.folds:
            tails.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
        return re.compile("|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in tails.items()))


def _longest_first(found: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    taken = bytearray(end - start)
    chosen = []
    for low, high in sorted(found, key=lambda place: (place[0] - place[1], place[0])):
        if not any(taken[low - start : high - start]):
            taken[low - start : high - start] = b"\1" * (high - low)
            chosen.append((low, high))
    return sorted(chosen)


class Variants:
    """The tables that fold a text: single characters, phrases that overrule them, words."""

    def __init__(
        self, characters: dict[int, int], phrases: Mapping[str, str], words: Mapping[str, str]
    ) -> None:
        self._characters = characters
        self._phrases = Phrases(phrases)
        self._words = Phrases(words)

    @classmethod
    def from_opencc(cls, *, own: bool = True) -> Variants:
        """Read OpenCC's dictionaries and, unless `own` is false, this package's tables (10 ms)."""
        characters = _opencc_table("TSCharacters.txt")
        phrases = _opencc_table("TSPhrases.txt")
        words = {}
        if own:
            characters |= _own_table(_CHARACTERS)
            phrases |= _own_table(_PHRASES)
            words = _own_table(_WORDS)
        single = {ord(old): ord(new) for old, new in characters.items() if old != new}
        return cls(single, phrases, words)

    def save(self, path: Path) -> None:
        """Write the tables as one UTF-8 text file."""
        characters = ("".join(map(chr, side)) for side in (self._characters, self._characters.values()))
        tables = ("\n".join(map("\t".join, table.folds.items())) for table in (self._phrases, self._words))
        path.write_text("\n".join([_FORMAT, *characters, "\n\n".join(tables)]), "utf-8", newline="\n")

    @classmethod
    def load(cls, path: Path) -> Variants:
        """Read what `save` wrote (2 ms). Raises OSError, and UnreadableInputError for any other file."""
        try:
            header, old, new, tables = path.read_text("utf-8").split("\n", 3)
            phrases, words = (
                dict(line.split("\t") for line in table.split("\n") if line) for table in tables.split("\n\n")
            )
            if header == _FORMAT:
                return cls(str.maketrans(old, new), phrases, words)
        except ValueError:  # what a damaged file raises in any of these
            pass
        raise UnreadableInputError(
            f"{path}: not a table of variants of this version. Rebuild with aic index --rebuild"
        )

    def simplify(self, text: str) -> str:
        """`text` folded: the same as making the edits of `find_edits`."""
        return text if text.isascii() else self._words.replace(self._fold_characters(text))

    def find_edits(self, text: str) -> list[Edit]:
        """The edits that fold `text`, sorted, each as small as can be; none is an insertion."""
        if text.isascii():
            return []
        single = self._fold_characters(text)
        edits: list[Edit] = []
        done = 0
        for start, end, fold in self._words.matches(single):
            if fold != single[start:end]:
                edits += _differences(text[done:start], single[done:start], done)
                edits += _word_edits(text[start:end], single[start:end], fold, start)
                done = end
        return edits + _differences(text[done:], single[done:], done)

    def script(self, text: str) -> str:
        """See `detect_script`."""
        hans, hant = self._characters_of_scripts
        counts = Counter(text)
        simplified = sum(counts[character] for character in hans & counts.keys())
        traditional = sum(counts[character] for character in hant & counts.keys())
        foreign = _FOREIGN_SHARE * (simplified + traditional)
        if traditional <= foreign:
            return "hans"
        return "hant" if simplified <= foreign else "mixed"

    def _fold_characters(self, text: str) -> str:
        single = text.translate(self._characters)
        parts: list[str] = []
        done = 0
        for start, end, fold in self._phrases.matches(text):
            parts += (single[done:start], fold)
            done = end
        parts.append(single[done:])
        return "".join(parts)

    @cached_property
    def _characters_of_scripts(self) -> tuple[set[str], set[str]]:
        """Characters of simplified text only (not in Big5), and of traditional only (not in GB 2312)."""
        hans = {chr(new) for new in self._characters.values()}
        hant = {chr(old) for old in self._characters}
        return {c for c in hans - hant if not _has(c, "big5")}, {c for c in hant if not _has(c, "gb2312")}


def _has(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _differences(old: str, new: str, at: int) -> list[Edit]:
    """One edit for every run of characters that differ; `old` and `new` are equally long."""
    edits: list[Edit] = []
    if old == new:
        return edits
    start = end = -1
    for i, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            if i != end:
                if end > 0:
                    edits.append(Edit(at + start, at + end, new[start:end]))
                start = i
            end = i + 1
    edits.append(Edit(at + start, at + end, new[start:end]))
    return edits


def _word_edits(old: str, single: str, fold: str, at: int) -> list[Edit]:
    """The edits of one word: what `single` and `fold` share at both ends maps character to character."""
    if len(single) == len(fold):
        return _differences(old, fold, at)
    most = min(len(single), len(fold)) - 1  # at least one character on both sides is left for the middle
    head = min(_shared(single, fold), most)
    tail = min(_shared(single[::-1], fold[::-1]), most - head)
    end, fold_end = len(single) - tail, len(fold) - tail
    return [
        *_differences(old[:head], fold[:head], at),
        Edit(at + head, at + end, fold[head:fold_end]),
        *_differences(old[end:], fold[fold_end:], at + end),
    ]


def _shared(one: str, other: str) -> int:
    """How many characters two strings have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _own_table(name: str) -> dict[str, str]:
    rows = (line.split("\t") for line in _own_file(name).read_text("utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) > 1 and not row[0].startswith("#")}


def _own_file(name: str) -> Traversable:
    from importlib import resources  # noqa: PLC0415 - 10 ms that a query need not pay

    return resources.files("aicompute_cli.data").joinpath(name)


def _opencc_file(name: str) -> Path:
    from importlib.util import find_spec  # noqa: PLC0415 - as above

    spec = find_spec("opencc")  # found, not imported
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("dictionary") / name


def _opencc_table(name: str) -> dict[str, str]:
    """A dictionary of OpenCC; of several forms the first, as opencc-python does."""
    rows = (line.strip().split("\t") for line in _opencc_file(name).read_text("utf-8").splitlines())
    return {old: new.split(" ")[0] for old, new in rows}


def variants_fingerprint() -> str:
    """A name for the tables as they are installed: other tables, another name."""
    import hashlib  # noqa: PLC0415 - as above

    digest = hashlib.blake2b(_FORMAT.encode(), digest_size=8)
    for name in (_CHARACTERS, _PHRASES, _WORDS):
        digest.update(_own_file(name).read_bytes())
    for name in ("TSCharacters.txt", "TSPhrases.txt"):
        digest.update(str(_opencc_file(name).stat().st_size).encode())
    return digest.hexdigest()


@cache
def _installed() -> Variants:
    return Variants.from_opencc()


def find_edits(text: str) -> list[Edit]:
    """The edits that turn `text`, free of pinyin damage, into mainland simplified form.

    >>> find_edits("AI伺服器")
    [Edit(start=2, end=4, replacement='服务')]
    """
    return _installed().find_edits(text)


def simplify(text: str) -> str:
    """`text` in mainland simplified form; where an index is open, use the `Variants` saved with it.

    >>> simplify("昇騰伺服器隨著資料中心")
    '昇腾服务器随着数据中心'
    """
    return _installed().simplify(text)


def detect_script(text: str) -> str:
    """The script of a text: `hans`, `hant` or `mixed`.

    Counted are characters that exist in one script only: traditional ones that GB 2312 lacks, simplified ones
    that Big5 lacks. A text is of one script if at most a tenth of them are of the other, so that a simplified
    article with a few traditional names is `hans`; a text without any of them is `hans` too. Of 1,256
    paragraphs of an encyclopedia one is called wrong (mixed); of mainland pages put into traditional
    characters, which leave up to 7 % of them simplified, none.

    >>> detect_script("數據中心"), detect_script("数据中心"), detect_script("AI 100%")
    ('hant', 'hans', 'hans')
    """
    return _installed().script(text)
