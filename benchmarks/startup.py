"""What a command costs before it does anything: whole processes beside a hello-world and a bare Python."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measure import run_in_turn
from benchmarks.report import milliseconds, table, times
from benchmarks.tools.catalogue import AIC

_ROUNDS = 21
_BARE = "`python -c pass`"
_HELLO = "hello-world of typer"

_COMMANDS = {
    _BARE: [sys.executable, "-c", "pass"],
    _HELLO: [sys.executable, str(Path(__file__).with_name("hello.py"))],
    "`aic --help`": [AIC, "--help"],
    "`aic docs --format json`": [AIC, "docs", "--format", "json"],
    "`aic search 智算中心 --format json`": [AIC, "search", "智算中心", "--format", "json"],
    "`aic entities --format json`": [AIC, "entities", "--format", "json"],
    "`aic facts --source idc --format json`": [AIC, "facts", "--source", "idc", "--format", "json"],
    "`aic ask 2023年中国智能算力规模是多少 --format json`": [
        AIC, "ask", "2023年中国智能算力规模是多少", "--format", "json",
    ],
}  # fmt: skip


def measure_startup() -> str:
    """The table; CPU and wall time are medians of whole processes, the index is warm."""
    took = run_in_turn(_COMMANDS, _ROUNDS)
    bare, hello = took[_BARE].cpu, took[_HELLO].cpu
    rows = [
        [name, milliseconds(t.cpu), times(t.cpu, hello), times(t.cpu, bare), milliseconds(t.wall)]
        for name, t in took.items()
    ]
    return table(["process", "CPU ms", "× hello-world", "× bare Python", "wall ms"], rows)
