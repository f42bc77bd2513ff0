"""Machines that mean no good: environments, closed streams, full disks, no network; and what a start costs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from .conftest import ARTICLES, Run
from .kept import cache, corpus
from .test_hostile import check_ends_with_one_line


@pytest.mark.parametrize(
    "environ",
    [
        {"AIC_CACHE": "", "XDG_CACHE_HOME": "", "HOME": "{tmp}/file"},
        {"AIC_CACHE": "", "XDG_CACHE_HOME": "{tmp}/xdg", "HOME": ""},
        {"TMPDIR": "{tmp}/absent", "TMP": "{tmp}/absent", "TEMP": "{tmp}/absent"},
        {"LC_ALL": "C", "LANG": "C"},
        {"LC_ALL": "no_WHERE.GBK"},
        {"TERM": "", "COLUMNS": "abc"},
        {"PYTHONOPTIMIZE": "2"},
        # Of what typer imports from click, some is to go in click 9.
        {"PYTHONWARNINGS": "error,ignore::DeprecationWarning"},
    ],
    ids=" ".join,
)
def test_any_environment(aic: Run, corpus: Path, tmp_path: Path, environ: dict[str, str]) -> None:
    (tmp_path / "file").touch()
    set_ = {name: value.format(tmp=tmp_path) for name, value in environ.items()}
    run = aic("search", "智算", "--context", "1", "--json", corpus=corpus, **set_)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)[0]["doc"] == "a"
    in_memory = "/file" in set_.get("HOME", "")
    assert run.stderr.count("\n") == in_memory
    assert ("in memory" in run.stderr) is in_memory


def test_a_relative_cache_home_is_not_heard(aic: Run, corpus: Path, tmp_path: Path) -> None:
    aic("search", "智算", corpus=corpus, AIC_CACHE="", XDG_CACHE_HOME="relative", HOME=str(tmp_path / "home"))
    assert (tmp_path / "home" / ".cache" / "aic").is_dir()
    assert not Path("relative").exists()


def test_nothing_is_fetched(corpus: Path, cache: Path) -> None:
    without_network = ["unshare", "-rn"]
    try:
        subprocess.run([*without_network, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody take the network away")
    command = [
        *without_network,
        sys.executable,
        "-m",
        "aicompute_cli",
        "--corpus",
        str(corpus),
        "search",
        "智算",
    ]
    run = subprocess.run(
        command, env={**os.environ, "AIC_CACHE": str(cache)}, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("command", "closing", "status"),
    [
        (("search", "智算"), "<&-", 0),
        (("search", "智算"), ">&-", 0),
        (("search", "智算"), "2>&-", 0),
        (("search", "zzz"), "2>&-", 1),
        (("search", "--batch", "-"), "<&-", 2),
        (("show", "a"), ">&-", 0),
        (("facts",), ">&-", 0),
        (("facts", "--year", "1900"), "2>&-", 1),
        (("extract", "--layer", "tokens"), "<&-", 2),
        (("--version",), ">&-", 0),
    ],
    ids=str,
)
def test_a_stream_may_be_closed(
    corpus: Path, cache: Path, command: Sequence[str], closing: str, status: int
) -> None:
    run = shell(f'"$@" {closing}', corpus, cache, command)
    assert run.returncode == status, run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "command",
    [("docs",), ("search", "智算"), ("facts",), ("show", "a"), ("--help",), ("status",)],
    ids=lambda command: command[0],
)
def test_a_reader_that_leaves_and_a_disk_that_is_full(
    corpus: Path, cache: Path, command: Sequence[str]
) -> None:
    run = shell('set -o pipefail; "$@" | true', corpus, cache, command)
    assert (run.returncode, run.stderr) == (0, "")
    if Path("/dev/full").exists():
        check_ends_with_one_line(shell('"$@" >/dev/full', corpus, cache, command), 2)


def shell(script: str, corpus: Path, cache: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "aicompute_cli", "--corpus", str(corpus), *command]
    env = {**os.environ, "AIC_CACHE": str(cache)}
    return subprocess.run(
        ["bash", "-c", script, "bash", *whole],
        capture_output=True,
        text=True,
        env=env,
        input="智算\n",
        check=False,
    )


@pytest.mark.parametrize(
    "command", [("extract", "--layer", "tokens"), ("search", "--batch", "-")], ids=lambda command: command[0]
)
def test_ctrl_c_while_waiting_for_input(corpus: Path, cache: Path, command: Sequence[str]) -> None:
    whole = [sys.executable, "-m", "aicompute_cli", "--corpus", str(corpus), *command]
    with subprocess.Popen(
        whole, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "AIC_CACHE": str(cache)}
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(3) == 130
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


# Start-up

HEAVY = {"jieba", "rjieba", "opencc", "rapidfuzz", "rich"}


def imported(run: subprocess.CompletedProcess[str]) -> set[Any]:
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("search", "--help"),
        ("search", "智算中心 AI服务器", "--format", "json"),
        ("docs",),
        ("show", "a"),
    ],
    ids=" ".join,
)
def test_a_warm_command_imports_nothing_heavy(
    aic: Run, corpus: Path, cache: Path, arguments: Sequence[str]
) -> None:
    aic("index", corpus=corpus)
    time.sleep(0.05)  # a file may change once more within the tick of a clock: then the index is not trusted
    aic("search", "智算", corpus=corpus)
    run = shell('"$1" -X importtime "${@:2}"', corpus, cache, arguments)
    assert run.returncode == 0
    assert "aicompute_cli" in imported(run)
    assert imported(run) & HEAVY == set()
