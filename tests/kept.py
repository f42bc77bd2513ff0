"""Fixtures for modules whose tests change nothing: one cache and one corpus for all tests of a module."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import write_articles


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("articles"))
