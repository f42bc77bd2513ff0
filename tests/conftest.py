"""What all tests share: cases from files, a small corpus, and the command run in a cache of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"

Run = Callable[..., subprocess.CompletedProcess[str]]


def load_cases(name: str) -> list[Any]:
    """The cases of ``cases/<name>.jsonl`` as parameters; known failures are strict xfails."""
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [
        pytest.param(
            row, id=row["text"][:40], marks=[pytest.mark.xfail] if row.get("kind") == "known failure" else []
        )
        for row in rows
    ]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def aic(cache: Path) -> Run:
    """Run ``aic`` as a process of its own, as a shell would: ``aic("search", "算力", corpus=folder)``."""

    def run(
        *args: str | Path, corpus: Path | None = None, stdin: str | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        chosen = ["--corpus", str(corpus)] if corpus else []
        command = [sys.executable, "-m", "aicompute_cli", *chosen, *map(str, args)]
        env = {**os.environ, "AIC_CACHE": str(cache), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "", **environ}
        env.pop("AIC_CORPUS", None)
        env |= environ
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env=env, input=stdin, check=False
        )

    return run


ARTICLES = {
    "a.txt": "南州智算中心投产\n\n南州智算中心昨天投产，首期算力为300PFLOPS。业主说，二期会在明年开工。\n",
    "b.txt": "北港的AI服务器厂\n\n北港新厂年产AI服务器6万台。厂长何远表示，订单已经排到明年。\n",
    "c.txt": "數據中心的水\n\n東嶺數據中心改用液冷，用水減少三成。資料中心業者說，伺服器的散熱仍是難題。\n",
}


def write_articles(folder: Path) -> Path:
    """The articles as files; the last one is in traditional script."""
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return write_articles(folder)
