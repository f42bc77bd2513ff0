"""Timing: whole processes and single queries, of several tools in turn, so that a busy moment hits all of them."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]

Command = list[str]
Search = Callable[[str], Sequence[object]]
"""Takes a query, returns the hits."""

_LAUNCHER = Path(__file__).with_name("launcher.py")
_TURN = 20  # queries that a tool is asked before it is the next one's turn


@dataclass(frozen=True, slots=True)
class Took:
    """What a process took: wall and CPU (user and system) seconds, peak memory in bytes."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Queries:
    """What the queries took one by one, in seconds of CPU, and for how many of them something was found."""

    seconds: list[float]
    answered: int

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1]


def run(command: Command) -> Took:
    """Run `command` once; raises RuntimeError where it fails (1 is nothing found, and no failure)."""
    launched = [sys.executable, "-I", "-S", str(_LAUNCHER), *command]
    done = subprocess.run(launched, cwd=ROOT, capture_output=True, text=True, check=True)
    took = json.loads(done.stdout)
    if took.pop("status") not in {0, 1}:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    return Took(**took)


def run_in_turn(commands: Mapping[str, Command], rounds: int) -> dict[str, Took]:
    """Run all commands in turn, `rounds` times, and once before, untimed; the medians.

    One round is timed as it is, without the one before.
    """
    for command in commands.values() if rounds > 1 else ():
        run(command)
    took: dict[str, list[Took]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            took[name].append(run(command))
    return {name: medians(runs) for name, runs in took.items()}


def medians(runs: Sequence[Took]) -> Took:
    """The median of each figure."""
    return Took(median(r.wall for r in runs), median(r.cpu for r in runs), median(r.peak for r in runs))


def ask_in_turn(searches: Mapping[str, Search], queries: Sequence[str]) -> dict[str, Queries]:
    """Ask every tool all `queries` in this process, in turn; the first few are asked once before, untimed."""
    for search in searches.values():
        for query in queries[:_TURN]:
            search(query)
    gc.collect()
    gc.freeze()  # what one tool keeps in memory is not to slow down another
    took: dict[str, Queries] = {name: Queries([], 0) for name in searches}
    for start in range(0, len(queries), _TURN):
        for name, search in searches.items():
            took[name] = _ask(search, queries[start : start + _TURN], took[name])
    gc.unfreeze()
    return took


def _ask(search: Search, queries: Sequence[str], so_far: Queries) -> Queries:
    seconds, answered = list(so_far.seconds), so_far.answered
    for query in queries:
        started = time.process_time()
        hits = search(query)
        seconds.append(time.process_time() - started)
        answered += bool(hits)
    return Queries(seconds, answered)


def bytes_in(folder: Path) -> int:
    """The size of all files in a folder; of a file, its own."""
    if folder.is_file():
        return folder.stat().st_size
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def use_folder(folder: Path) -> None:
    """Have everything that is run from here on keep its caches and temporary files in `folder`."""
    os.environ |= {"AIC_CACHE": str(folder / "aic"), "TMPDIR": str(folder)}
    for name in ("AIC_CORPUS", "PYTHONDONTWRITEBYTECODE"):  # an installed program has its byte code
        os.environ.pop(name, None)
    tempfile.tempdir = str(folder)
