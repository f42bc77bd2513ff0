"""Cutting Chinese text into words, as jieba does without its hidden Markov model.

Two cutters give the same words (a test holds them to each other and to jieba itself):

- `cut_words` uses jieba-rs, 40 times faster than jieba, and loads its dictionary first (0.2 s):
  for indexing.
- `Lexicon` keeps jieba's dictionary in a memory-mapped trie that opens in well under a millisecond and runs
  jieba's own maximum-probability algorithm over it: for queries.

The hidden Markov model is left out: without it, retrieval is a little better and every word is one
of the dictionary (docs/ranking.md).
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Iterator
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import marisa_trie
    import rjieba

_DOMAIN_WORDS = Path(__file__).parents[1] / "data" / "domain_words.tsv"
_FORMAT = b"aic words 3"  # another number for other files
_TRIE = "words.marisa"
_LOGARITHMS = "logarithms.f64"

# jieba-rs and jieba take time that grows with the square of a run without punctuation; no word of the
# dictionary is longer than 16 characters, so cutting a run here costs at most one word at each seam.
MAX_RUN = 200
_LONGEST = 16


def domain_words() -> list[tuple[str, int]]:
    """The words of ``data/domain_words.tsv`` with their frequencies."""
    lines = _DOMAIN_WORDS.read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(word, int(frequency)) for word, frequency in rows]


@cache
def _jieba_rs() -> rjieba.Jieba:
    import rjieba  # noqa: PLC0415 - loads a dictionary: only when text is indexed

    cutter = rjieba.Jieba()
    for word, frequency in domain_words():
        cutter.add_word(word, frequency, None)
    return cutter


def cut_words(run: str) -> list[str]:
    """Cut a run of Chinese characters into words with jieba-rs.

    >>> cut_words("智算中心提供智能算力")
    ['智算中心', '提供', '智能算力']
    """
    words: list[str] = []
    for start in range(0, len(run), MAX_RUN):
        words += _jieba_rs().cut(run[start : start + MAX_RUN], False)
    return words


class Lexicon:
    """jieba's dictionary, with the domain words, on disk."""

    def __init__(self, trie: marisa_trie.Trie, logarithms: memoryview[float]) -> None:
        self._trie = trie
        self._logarithms = logarithms  # of each word's share, by its number in the trie
        self._unknown = logarithms[len(trie)]

    @classmethod
    def open(cls, folder: Path) -> Lexicon:
        """Map the files that `save` wrote; raises OSError where they are missing."""
        import marisa_trie  # noqa: PLC0415 - 3 ms that only a query pays

        trie = marisa_trie.Trie().mmap(str(folder / _TRIE))
        with (folder / _LOGARITHMS).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return cls(trie, memoryview(mapped).cast("d"))

    @classmethod
    def from_jieba(cls) -> Lexicon:
        """Read jieba's own dictionary and the domain words (about half a second)."""
        import marisa_trie  # noqa: PLC0415 - see `open`

        listed = list(_dictionary_entries())
        entries = dict(listed)
        total = sum(frequency for _, frequency in listed)  # as jieba counts: a word listed twice counts twice
        for word, frequency in domain_words():
            entries[word] = frequency
            total += frequency  # as jieba.add_word counts
        log_total = log(total)
        trie = marisa_trie.Trie(word for word, frequency in entries.items() if frequency)
        logarithms = array("d", bytes(8 * (len(trie) + 1)))
        for word, index in trie.items():
            logarithms[index] = log(entries[word]) - log_total
        logarithms[len(trie)] = -log_total  # a character that is no word counts as one seen once
        return cls(trie, memoryview(logarithms))

    def save(self, folder: Path) -> None:
        """Write the trie and the logarithms into `folder`, which must exist."""
        (folder / _TRIE).write_bytes(self._trie.tobytes())
        (folder / _LOGARITHMS).write_bytes(self._logarithms.tobytes())

    def __contains__(self, word: str) -> bool:
        return word in self._trie

    def cut(self, run: str) -> list[str]:
        """Cut a run of Chinese characters into words.

        The most probable path by word frequency, jieba's `calc`: of two equal ones the longer first word wins.
        """
        words = []
        start = 0
        ends = self._best_ends(run)
        while start < len(run):
            words.append(run[start : ends[start]])
            start = ends[start]
        return words

    def _best_ends(self, run: str) -> list[int]:
        size = len(run)
        score = [0.0] * (size + 1)
        ends = [0] * size
        for start in range(size - 1, -1, -1):
            found = self._trie.iter_prefixes_with_ids(run[start : start + _LONGEST])
            paths = [(self._logarithms[i] + score[start + len(word)], start + len(word)) for word, i in found]
            score[start], ends[start] = max(paths, default=(self._unknown + score[start + 1], start + 1))
        return ends


def _dictionary_path() -> Path:
    from importlib.util import find_spec  # noqa: PLC0415 - only where a dictionary is read

    spec = find_spec("jieba")  # found, not imported: importing it takes 0.4 s
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("dict.txt")


def _dictionary_entries() -> Iterator[tuple[str, int]]:
    for line in _dictionary_path().read_text("utf-8").splitlines():
        word, frequency, _tag = line.split(" ")
        yield word, int(frequency)


def lexicon_fingerprint() -> str:
    """A name for the dictionary as it is installed: other words, another name."""
    import hashlib  # noqa: PLC0415 - only where a dictionary is read

    digest = hashlib.blake2b(_FORMAT, digest_size=8)
    digest.update(repr(domain_words()).encode())
    digest.update(str(_dictionary_path().stat().st_size).encode())
    return digest.hexdigest()
