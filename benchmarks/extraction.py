"""Quantities, periods and facts: seconds per MB of prose, and what hostile text does to the tools."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Sequence

from aicompute_cli.cli.settings import bundled_corpus
from benchmarks.report import milliseconds, number, table, times
from benchmarks.tools.extractors import Extract, Extractor, aic, jionlp, recognizers

_ROUNDS = 5
_HOSTILE_BYTES = 100_000
_PEER_CHARACTERS = 60  # the peers need minutes for a thousand of some patterns

# Patterns on which the time of a tool has been seen to grow faster than the text.
WORST_CASES = (
    "3亿", "一", "十万", "1", "1年1月", "2020-", "1,", "3亿元", "1.1.", "十五", "(1)", "百分之", "2~3", "第一", "《",
    "《1》", "“据”", "截至2022年6月，", "1%、", "约超近", "万亿兆", "ABCD", "A'", "Ⅷ", "3%", "* 3%\n", "较3%",
    "甲 3亿 5%\n", "2020年\n2021年\n3\n", "2023年一季度增速同比预测\n", "|公司|2020年|\n", "甲公司（乙）、",
    "《报告》显示，", "甲公司表示：“", "依次为甲、乙，", "分别为3亿、5亿，", "其中3亿元占3%，", "从3%增长到5%",
    "收入3%。",
)  # fmt: skip


def measure_extraction() -> str:
    """The tables."""
    peers = [*recognizers(), *jionlp()]
    tools = [*aic(), *peers]
    left_out = "" if peers else "\nRecognizers-Text and JioNLP are not installed and left out.\n"
    return "\n".join((_prose_table(tools), _hostile_table(tools))) + left_out


def _prose_table(tools: Sequence[Extractor]) -> str:
    """aic reads whole documents; the others lose results on them and are given lines, as is their use."""
    documents = [path.read_text("utf-8") for path in sorted(bundled_corpus().glob("*.md"))]
    lines = [line for document in documents for line in _lines(document)]
    size = sum(len(document.encode()) for document in documents)
    took = {
        (tool.name, tool.finds): _seconds(tool.extract, documents if tool.name == "aic" else lines)
        for tool in tools
    }
    rows = []
    for (name, finds), seconds in sorted(took.items(), key=lambda item: (item[0][1], item[1])):
        ratio = times(seconds, took["aic", finds])
        rows.append([f"{finds}: {name}", number(seconds / size * 1e6), ratio])
    return f"{size / 1000:.0f} kB of prose.\n\n" + table(["", "CPU s per MB", "× aic"], rows)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _hostile_table(tools: Sequence[Extractor]) -> str:
    """What aic takes for 100 kB of a pattern, twice what it takes for 50 kB, and peers for a few characters."""
    facts = next(tool.extract for tool in tools if tool.finds == "facts")
    peers = [tool for tool in tools if tool.name != "aic"]
    header = ["pattern", "aic, facts of 100 kB, s", "growth from 50 kB"]
    header += [f"{tool.name}, {tool.finds} of {_PEER_CHARACTERS} characters, ms" for tool in peers]
    rows = []
    for pattern in WORST_CASES:
        half, whole = (
            _seconds(facts, [made(pattern, size)]) for size in (_HOSTILE_BYTES // 2, _HOSTILE_BYTES)
        )
        row = [f"`{pattern}`".replace("\n", "⏎"), number(whole), times(whole, half)]
        short = made(pattern, _PEER_CHARACTERS * 3)[:_PEER_CHARACTERS]
        rows.append([*row, *(milliseconds(_once(tool.extract, short)) for tool in peers)])
    return table(header, rows)


def made(pattern: str, size: int) -> str:
    """`pattern` again and again, `size` bytes of UTF-8 of it."""
    return pattern * (size // len(pattern.encode()))


def _seconds(extract: Extract, texts: Sequence[str]) -> float:
    """The least CPU seconds of several rounds over `texts`; once where a round is slow."""
    best = _once_over(extract, texts)
    for _ in range(_ROUNDS - 1):
        if best > 1:
            break
        best = min(best, _once_over(extract, texts))
    return best


def _once_over(extract: Extract, texts: Sequence[str]) -> float:
    gc.collect()
    return sum(_once(extract, text) for text in texts)


def _once(extract: Extract, text: str) -> float:
    started = time.process_time()
    with contextlib.suppress(Exception):  # a peer may fail on hostile text: it is its time that is measured
        extract(text)
    return time.process_time() - started
