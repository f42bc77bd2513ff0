"""aic itself, in process: what ``aic search`` does between reading its options and printing."""

from __future__ import annotations

import os
from pathlib import Path

from aicompute_cli.cli.corpus import open_corpus
from aicompute_cli.cli.settings import Settings, settings_from
from aicompute_cli.index.generation import index_folder
from aicompute_cli.search.filters import Filters
from aicompute_cli.search.passages import Searcher
from benchmarks.measure import Search


def open_search(folder: Path) -> Search:
    """A search of the folder's index: parse, search, and the ten hits with their marks; no JSON."""
    corpus = open_corpus(_settings(folder))
    searcher = Searcher(corpus.index, corpus.tables)
    return lambda query: searcher.search(searcher.parse(query), Filters(), 10)


def index_of(folder: Path) -> Path:
    """Where the folder's index is."""
    settings = _settings(folder)
    return index_folder(settings.cache, settings.roots, None)


def _settings(folder: Path) -> Settings:
    return settings_from((str(folder),), None, "never", False, os.environ)
