"""Several tools on one folder and the same queries: their indexes, queries in process, cold processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Queries, Took, ask_in_turn, bytes_in, medians, run_in_turn
from benchmarks.report import megabytes, milliseconds, number, table, times
from benchmarks.tools.catalogue import Tool

PEER = "aic"
"""The tool that the others are divided by."""

_COLD_QUERIES = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, by the name of the tool; sizes in bytes."""

    text: int
    index: dict[str, Took]
    size: dict[str, int]
    asked: dict[str, Queries]
    cold: dict[str, Took]


def compare(folder: Path, tools: Sequence[Tool], queries: Sequence[str], rounds: int) -> Figures:
    """Index `folder` and ask `queries` with each of `tools`, whole processes `rounds` times."""
    index = run_in_turn({tool.name: tool.index for tool in tools if tool.index}, rounds)
    size = {tool.name: bytes_in(tool.target) for tool in tools if tool.target}
    cold = _ask_cold(tools, queries[:_COLD_QUERIES], rounds)
    searches = {tool.name: tool.open_search() for tool in tools if tool.open_search}
    return Figures(bytes_in(folder), index, size, ask_in_turn(searches, queries), cold)


def _ask_cold(tools: Sequence[Tool], queries: Sequence[str], rounds: int) -> dict[str, Took]:
    commands = [{tool.name: tool.ask(query) for tool in tools if tool.ask} for query in queries]
    runs = [run_in_turn(command, rounds) for command in commands]
    return {name: medians([run[name] for run in runs]) for name in commands[0]}


def index_table(figures: Figures) -> str:
    """Building the index: CPU, throughput, wall time, size, memory."""
    header = ["index", "CPU s", "× aic", "MB/CPU s", "wall s", "size MB", "× text", "peak MB"]
    peer = figures.index[PEER].cpu
    rows = []
    for name, took in figures.index.items():
        size = figures.size[name]
        speed = number(figures.text / 1e6 / took.cpu)
        row = [name, number(took.cpu), times(took.cpu, peer), speed, number(took.wall)]
        rows.append([*row, megabytes(size), times(size, figures.text), megabytes(took.peak)])
    return table(header, rows)


def query_table(figures: Figures) -> str:
    """Queries in process."""
    header = ["query in process", "median ms", "× aic", "p95 ms", "× aic", "found something"]
    peer = figures.asked[PEER]
    rows = []
    for name, asked in figures.asked.items():
        found = f"{100 * asked.answered / len(asked.seconds):.0f} %"
        middle = [milliseconds(asked.median), times(asked.median, peer.median)]
        rows.append([name, *middle, milliseconds(asked.p95), times(asked.p95, peer.p95), found])
    return table(header, rows)


def cold_table(figures: Figures) -> str:
    """A whole process for one query, the index on disk."""
    header = ["one query, whole process", "CPU ms", "× aic", "wall ms", "× aic", "peak MB"]
    peer = figures.cold[PEER]
    rows = []
    for name, took in figures.cold.items():
        cpu = [milliseconds(took.cpu), times(took.cpu, peer.cpu)]
        rows.append([name, *cpu, milliseconds(took.wall), times(took.wall, peer.wall), megabytes(took.peak)])
    return table(header, rows)
