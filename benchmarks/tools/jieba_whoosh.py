"""Whoosh with jieba's analyzer, as the documentation of jieba sets them up; any word of the query, BM25F."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import jieba
from jieba.analyse import ChineseAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import OrGroup, QueryParser

if TYPE_CHECKING:  # what is measured as a process imports nothing that it does not need
    from benchmarks.measure import Search


def build(folder: Path, target: Path) -> None:
    """Index the text files in `folder` into the folder `target`."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    schema = Schema(doc=ID(stored=True), text=TEXT(stored=True, analyzer=ChineseAnalyzer()))
    writer = create_in(target, schema).writer()
    for path in sorted(folder.glob("*.txt")):
        writer.add_document(doc=path.stem, text=path.read_text("utf-8"))
    writer.commit()


def open_search(target: Path) -> Search:
    """A search of the index: (name, text) of the best ten."""
    jieba.setLogLevel(logging.WARNING)
    index = open_dir(target)
    searcher = index.searcher()
    parser = QueryParser("text", index.schema, group=OrGroup)

    def search(query: str) -> Sequence[object]:
        return [(hit["doc"], hit["text"]) for hit in searcher.search(parser.parse(query), limit=10)]

    return search
