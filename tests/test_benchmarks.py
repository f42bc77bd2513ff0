"""The made corpus of the benchmarks is the same every time, and their modules load. No test measures."""

from __future__ import annotations

import doctest
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from benchmarks import made_corpus, report
from benchmarks.tools import fts5

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "benchmarks").rglob("*.py")
    if path.stem != "__init__"
)

PRINT_MADE = """
from benchmarks import made_corpus
chain = made_corpus.learn()
print([made_corpus.paragraph(chain, n) for n in range(20)], made_corpus.queries(chain, 20, 10))
"""


def python(script: str, **environ: str) -> str:
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return run.stdout


def test_the_made_corpus_does_not_depend_on_the_process() -> None:
    assert python(PRINT_MADE, PYTHONHASHSEED="1") == python(PRINT_MADE, PYTHONHASHSEED="2")


def test_a_larger_made_corpus_begins_with_the_smaller_one(tmp_path: Path) -> None:
    chain = made_corpus.learn()
    made_corpus.write(chain, tmp_path / "small", 3)
    made_corpus.write(chain, tmp_path / "large", 5)
    small = [path.read_text("utf-8") for path in sorted((tmp_path / "small").iterdir())]
    large = [path.read_text("utf-8") for path in sorted((tmp_path / "large").iterdir())]
    assert large[:3] == small
    assert len(set(large)) == 5
    assert all(len(text) > made_corpus.CHARACTERS for text in large)


def test_queries_are_words_and_questions() -> None:
    words, question = made_corpus.queries(made_corpus.learn(), 10, 2)
    assert 2 <= len(words.split()) <= 4
    assert question.endswith("？")


def test_every_module_loads() -> None:
    peer = importlib.util.find_spec("whoosh")
    names = [name for name in MODULES if peer or not name.endswith("jieba_whoosh")]
    python(f"import importlib\nfor name in {names}: importlib.import_module(name)")


def test_examples() -> None:
    assert all(doctest.testmod(module).failed == 0 for module in (report, fts5))
