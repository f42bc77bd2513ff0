"""How figures grow with the corpus, from ten thousand paragraphs to a hundred thousand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import made_corpus
from benchmarks.comparison import Figures, compare
from benchmarks.measure import run
from benchmarks.report import number, table
from benchmarks.tools.catalogue import AIC, aic, fts5, ripgrep

_QUERIES = 200

# A row: its name, and the figure; None where the tool is not there.
_ROWS: list[tuple[str, Callable[[Figures], float]]] = [
    ("text, MB", lambda f: f.text / 1e6),
    ("index, wall s, all cores", lambda f: f.index["aic"].wall),
    ("index, CPU s", lambda f: f.index["aic"].cpu),
    ("index, MB of text per CPU s", lambda f: f.text / 1e6 / f.index["aic"].cpu),
    ("index, CPU × SQLite FTS5", lambda f: f.index["aic"].cpu / f.index[_FTS5].cpu),
    ("index, peak MB of a process", lambda f: f.index["aic"].peak / 1e6),
    ("index, size MB", lambda f: f.size["aic"] / 1e6),
    ("index, size × text", lambda f: f.size["aic"] / f.text),
    ("index, size × SQLite FTS5", lambda f: f.size["aic"] / f.size[_FTS5]),
    ("query in process, median ms", lambda f: 1e3 * f.asked["aic"].median),
    ("query in process, p95 ms", lambda f: 1e3 * f.asked["aic"].p95),
    ("query in process, median × SQLite FTS5", lambda f: f.asked["aic"].median / f.asked[_FTS5].median),
    ("cold process, wall ms", lambda f: 1e3 * f.cold["aic"].wall),
    ("cold process, CPU ms", lambda f: 1e3 * f.cold["aic"].cpu),
    ("cold process, peak MB", lambda f: f.cold["aic"].peak / 1e6),
    ("cold process, wall × SQLite FTS5", lambda f: f.cold["aic"].wall / f.cold[_FTS5].wall),
    ("cold process, wall × ripgrep", lambda f: f.cold["aic"].wall / f.cold["ripgrep"].wall),
]
_FTS5 = "SQLite FTS5, trigram"


def measure_scale(work: Path, counts: Sequence[int]) -> str:
    """The table for made corpora of `counts` paragraphs, and how often the first the last is."""
    run([AIC, "index"])  # makes the tables of words and variants, once for all corpora
    measured = [_measure(work, count) for count in counts]
    rows = []
    for name, figure in _ROWS:
        try:
            values = [figure(figures) for figures in measured]
        except KeyError:  # a peer that is not installed
            continue
        rows.append([name, *map(number, values), f"{number(values[-1] / values[0])} ×"])
    return table(["paragraphs", *(f"{count:,}" for count in counts), "growth"], rows)


def _measure(work: Path, count: int) -> Figures:
    chain = made_corpus.learn()
    folder = work / f"scale-{count}"
    made_corpus.write(chain, folder, count)
    tools = [aic(folder), fts5(folder, work), *filter(None, [ripgrep(folder)])]
    try:
        return compare(folder, tools, made_corpus.queries(chain, count, _QUERIES), 1)
    finally:
        shutil.rmtree(folder)
