"""The index through its life: updates, kills, crowds, damage, machines that do not let it write."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aicompute_cli.index import generation as generation_module
from aicompute_cli.index.store import open_current

from .conftest import Run

QUERIES = ("智算中心", "服务器 算力", "明年", "AI")


def answers(aic: Run, corpus: Path, **environ: str) -> list[str]:
    searches = [["search", query, "--limit", "50"] for query in QUERIES]
    return [
        aic(*command, "--format", "jsonl", corpus=corpus, **environ).stdout
        for command in (*searches, ["entities"], ["entities", "--mentions"], ["facts"])
    ]


def generation(cache: Path) -> Path:
    (current,) = cache.glob("*/CURRENT")
    return current.parent / current.read_text("utf-8")


def large_corpus(folder: Path, documents: int, seed: int = 7) -> Path:
    """About 3 kB a document, of words in random order, and a fact."""
    chance = random.Random(seed)
    words = [
        "智算中心",
        "服务器",
        "算力",
        "数据",
        "东岭",
        "北港",
        "增长",
        "投产",
        "芯片",
        "明年",
        "规模",
        "液冷",
    ]
    folder.mkdir()
    for number in range(documents):
        sentences = ("".join(chance.choices(words, k=9)) + f"，编号{number}。" for _ in range(30))
        fact = f"据IDC数据，2023年东岭{chance.choice(words)}产值为{number + 1}亿元。\n"
        (folder / f"d{number:04}.txt").write_text("".join(sentences) + "\n" + fact, "utf-8")
    return folder


def test_an_update_touches_only_what_changed_and_says_so(aic: Run, corpus: Path) -> None:
    def changes() -> dict[str, object]:
        found: dict[str, object] = json.loads(aic("index", "--json", corpus=corpus).stdout)[0]
        return {key: found[key] for key in ("added", "changed", "removed", "unchanged")}

    assert changes() == {"added": ["a", "b", "c"], "changed": [], "removed": [], "unchanged": 0}
    (corpus / "d.txt").write_text("西坪的超算中心扩容。\n", "utf-8")
    (corpus / "b.txt").unlink()
    (corpus / "a.txt").write_text("南州智算中心停工了。\n", "utf-8")
    os.utime(corpus / "c.txt")
    assert changes() == {"added": ["d"], "changed": ["a"], "removed": ["b"], "unchanged": 1}
    assert changes() == {"added": [], "changed": [], "removed": [], "unchanged": 3}


def test_an_updated_index_answers_byte_for_byte_as_a_new_one(aic: Run, tmp_path: Path) -> None:
    corpus = large_corpus(tmp_path / "large", 60)
    answers(aic, corpus)
    for number in (3, 17, 18, 44):
        (corpus / f"d{number:04}.txt").write_text(
            f"第{number}座智算中心明年投产，服务器算力翻倍。AI优先。\n", "utf-8"
        )
    (corpus / "d0020.txt").unlink()
    (corpus / "new.txt").write_text("新的智算中心。\n", "utf-8")
    (corpus / "metadata.csv").write_text("doc,title\nd0001,改了的标题\n", "utf-8")
    updated = answers(aic, corpus)
    assert "改了的标题" in updated[0] or "d0001" not in updated[0]
    assert '"text": "2亿元"' in updated[-1]
    assert not any(f'"text": "{number + 1}亿元"' in updated[-1] for number in (3, 17, 20))
    assert updated == answers(aic, corpus, AIC_CACHE=str(tmp_path / "other"))


def test_the_number_of_processes_changes_nothing(aic: Run, tmp_path: Path) -> None:
    corpus = large_corpus(tmp_path / "large", 500)
    results = []
    for jobs in (1, 2):
        environ = {"AIC_CACHE": str(tmp_path / f"cache{jobs}")}
        assert aic("index", "--jobs", str(jobs), corpus=corpus, **environ).returncode == 0
        results.append(
            (answers(aic, corpus, **environ), aic("docs", "--json", corpus=corpus, **environ).stdout)
        )
    assert results[0] == results[1]


def test_a_folder_that_did_not_change_is_not_written_to(aic: Run, corpus: Path, cache: Path) -> None:
    answers(aic, corpus)
    time.sleep(0.05)
    answers(aic, corpus)  # files written just before the first run are looked at once more
    before = generation(cache)
    answers(aic, corpus)
    assert generation(cache) == before


def start(corpus: Path, cache: Path, *args: str, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "aicompute_cli", "--corpus", str(corpus), *args]
    environ = {**os.environ, "AIC_CACHE": str(cache)}
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **options,
    )


def test_a_kill_at_any_moment_leaves_the_old_state_or_the_new_one(
    aic: Run, tmp_path: Path, cache: Path
) -> None:
    corpus = large_corpus(tmp_path / "large", 120)
    answers(aic, corpus)
    chance = random.Random(11)
    for round_ in range(20):
        (corpus / "d0000.txt").write_text(f"智算中心第{round_}轮。\n", "utf-8")
        process = start(corpus, cache, "index", "--rebuild")
        time.sleep(chance.uniform(0, 1.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if round_ % 5 == 4:
            assert f"第{round_}轮" in aic("search", "智算中心 轮", "--limit", "3", corpus=corpus).stdout
    assert answers(aic, corpus) == answers(aic, corpus, AIC_CACHE=str(tmp_path / "other"))


def test_ctrl_c_ends_with_130_at_once_and_leaves_the_index_sound(
    aic: Run, tmp_path: Path, cache: Path
) -> None:
    corpus = large_corpus(tmp_path / "large", 1500)
    process = start(corpus, cache, "index", "--jobs", "2")
    time.sleep(1.2)
    stopped = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.monotonic() - stopped < 5
    assert "Traceback" not in errors
    assert aic("search", "智算中心", corpus=corpus).returncode == 0


def test_eight_writers_and_eight_readers_at_once(aic: Run, tmp_path: Path) -> None:
    corpus = large_corpus(tmp_path / "large", 40)
    expected = aic("search", "智算中心", "--json", corpus=corpus, AIC_CACHE=str(tmp_path / "other")).stdout

    def run(number: int) -> subprocess.CompletedProcess[str]:
        return (
            aic("index", corpus=corpus) if number % 2 else aic("search", "智算中心", "--json", corpus=corpus)
        )

    with ThreadPoolExecutor(16) as pool:
        runs = list(pool.map(run, range(16)))
    assert [run.returncode for run in runs] == [0] * 16
    assert {run.stdout for run in runs[::2]} == {expected}


def test_a_cache_that_cannot_be_made_is_no_error(aic: Run, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    run = aic("search", "智算中心", "--json", corpus=corpus, AIC_CACHE=str(tmp_path / "file" / "cache"))
    assert run.returncode == 0
    assert run.stderr.count("\n") == 1
    assert "in memory" in run.stderr
    assert run.stdout == aic("search", "智算中心", "--json", corpus=corpus).stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_cache_is_no_error(aic: Run, corpus: Path, cache: Path) -> None:
    cache.mkdir(mode=0o500)
    assert aic("search", "智算中心", corpus=corpus).returncode == 0


def test_a_full_disk_is_no_error(corpus: Path, cache: Path) -> None:
    """No file may grow beyond 200 kB: the tables and the index do not fit."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    process = start(corpus, cache, "search", "智算中心", "--json", preexec_fn=limit)
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    assert "in memory" in errors
    assert "Traceback" not in errors
    assert json.loads(output)[0]["doc"] == "a"


def every_file(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file() and path.stat().st_size)


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("damage", [cut_in_half, empty, Path.unlink])
def test_any_damaged_file_is_noticed_and_the_index_built_anew(
    aic: Run, corpus: Path, cache: Path, damage: Callable[[Path], None]
) -> None:
    expected = aic("search", "智算中心", "--json", corpus=corpus).stdout
    pristine = cache.with_name("pristine")
    shutil.copytree(cache, pristine)
    files = [path for path in every_file(cache) if "postings" in str(path) or path.suffix in (".sqlite", "")]
    files = [path for path in files if path.suffix not in (".store", ".pos", ".fieldnorm")] or files
    for path in files:
        shutil.rmtree(cache)
        shutil.copytree(pristine, cache)
        damage(path)
        run = aic("search", "智算中心", "--json", corpus=corpus)
        assert (path.name, run.returncode, run.stdout) == (path.name, 0, expected)
        assert "Traceback" not in run.stderr


def test_damaged_tables_are_made_anew(aic: Run, corpus: Path, cache: Path) -> None:
    expected = aic("search", "智算中心", "--json", corpus=corpus).stdout
    (tables,) = cache.glob("tables-*")
    for path in sorted(tables.iterdir()):
        cut_in_half(path)
        run = aic("search", "智算中心", "--json", corpus=corpus)
        assert (path.name, run.returncode, run.stdout) == (path.name, 0, expected)


def set_meta(cache: Path, key: str, value: str) -> None:
    connection = sqlite3.connect(generation(cache) / "records.sqlite")
    connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    connection.commit()
    connection.close()


def test_an_index_of_an_older_version_is_built_anew(aic: Run, corpus: Path, cache: Path) -> None:
    expected = aic("search", "智算中心", "--json", corpus=corpus).stdout
    for key, value in (("format", "1"), ("version", "0.0.1")):
        set_meta(cache, key, value)
        (status,) = json.loads(aic("status", "--json", corpus=corpus).stdout)
        assert status["state"] == "stale"
        run = aic("search", "智算中心", "--json", corpus=corpus)
        assert (run.stdout, run.stderr) == (expected, "")


def test_an_index_of_a_newer_version_is_left_alone(aic: Run, corpus: Path, cache: Path) -> None:
    aic("index", corpus=corpus)
    set_meta(cache, "format", "999")
    before = generation(cache)
    run = aic("search", "智算中心", corpus=corpus)
    assert run.returncode == 2
    assert "newer aic" in run.stderr
    assert "--rebuild" in run.stderr
    assert run.stderr.count("\n") == 1
    assert generation(cache) == before
    assert aic("index", "--rebuild", corpus=corpus).returncode == 0
    assert aic("search", "智算中心", corpus=corpus).returncode == 0


def test_an_index_in_the_corpus_folder_is_not_read(aic: Run, corpus: Path, cache: Path) -> None:
    aic("index", corpus=corpus)
    shutil.copytree(cache, corpus / "cache")
    (corpus / "aic.toml").write_text("[corpus]\nencoding = 'big5'\n", "utf-8")
    assert {hit["doc"] for hit in json.loads(aic("search", "智算中心", "--json", corpus=corpus).stdout)} <= {
        "a",
        "b",
        "c",
    }


def test_a_file_that_changes_is_found_as_it_is_now(aic: Run, corpus: Path) -> None:
    assert aic("search", "珊瑚", corpus=corpus).returncode == 1
    (corpus / "a.txt").write_text("珊瑚礁边的智算中心。\n", "utf-8")
    assert "珊瑚礁" in aic("search", "珊瑚礁", corpus=corpus).stdout


def test_status_says_where_things_are_and_what_is_stale(aic: Run, corpus: Path, cache: Path) -> None:
    def status() -> dict[str, object]:
        found: dict[str, object] = json.loads(aic("status", "--json", corpus=corpus).stdout)[0]
        return found

    assert status()["state"] == "missing"
    assert not cache.exists()
    aic("index", corpus=corpus)
    assert status()["state"] == "fresh"
    assert status()["documents"] == 3
    (corpus / "a.txt").write_text("改了。\n", "utf-8")
    assert status()["state"] == "stale"
    assert status()["stale"] == {"added": 0, "changed": 1, "removed": 0}
    cut_in_half(generation(cache) / "records.sqlite")
    assert status()["state"] == "damaged"


def test_a_generation_replaced_while_it_is_opened_is_no_damage(
    aic: Run, corpus: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aic("index", corpus=corpus)
    new = generation(cache)
    gone = new.with_name("generation-99")
    looks = iter([gone, new])
    monkeypatch.setattr(generation_module, "current", lambda _: next(looks, new))
    index = open_current(new.parent)
    assert index is not None
    assert index.count("documents") == 3


def test_a_file_from_the_future_is_indexed_once(aic: Run, corpus: Path, cache: Path) -> None:
    later = time.time() + 86_400
    for path in corpus.iterdir():
        os.utime(path, (later, later))
    answers(aic, corpus)
    before = generation(cache)
    answers(aic, corpus)
    assert generation(cache) == before
