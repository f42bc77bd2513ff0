"""Paragraphs of an encyclopedia's length, by the thousand: aic beside the tools one would use instead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks import made_corpus
from benchmarks.comparison import cold_table, compare, index_table, query_table
from benchmarks.report import megabytes
from benchmarks.tools.catalogue import aic, fts5, jieba_whoosh, ripgrep

PARAGRAPHS = 1256
_QUERIES = 600
_ROUNDS = 5


def measure_retrieval(work: Path, paragraphs: Path | None, queries: Path | None) -> str:
    """The tables, for the folder `paragraphs` and the questions in the file `queries`, or for made ones."""
    chain = made_corpus.learn()
    folder = paragraphs or work / "made"
    if paragraphs is None:
        made_corpus.write(chain, folder, PARAGRAPHS)
    asked = _sample(queries) if queries else made_corpus.queries(chain, PARAGRAPHS, _QUERIES)
    every = replace(aic(folder), name="aic, all cores", ask=None, open_search=None)
    peers = (fts5(folder, work), jieba_whoosh(folder, work), ripgrep(folder))
    tools = [aic(folder, "--jobs", "1"), every, *filter(None, peers)]
    figures = compare(folder, tools, asked, _ROUNDS)
    count = sum(1 for _ in folder.glob("*.txt"))
    about = f"{count:,} paragraphs of {folder.name}, {megabytes(figures.text)} MB; {len(asked)} queries.\n"
    missing = (
        "" if all(peers) else "\nNot every peer is installed: ripgrep and whoosh are left out where absent.\n"
    )
    return "\n".join((about, index_table(figures), query_table(figures), cold_table(figures))) + missing


def _sample(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return lines[:: max(1, len(lines) // _QUERIES)][:_QUERIES]
