"""Gates on the shared articles and questions: floors that were reached and only ever rise.

    python .ci/gates.py SHARED

Prints each figure beside its floor and ends with 1 if one falls short.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from aicompute_cli.document.decoding import decode
from aicompute_cli.document.folding import fold
from aicompute_cli.document.metadata import read_front_matter

ROOT = Path(__file__).resolve().parents[1]
AIC = [sys.executable, "-m", "aicompute_cli"]

MRR_SAME_FLOOR = 98.4
MRR_CROSS_FLOOR = 98.4
# Of the facts: detection F1, whole-record F1, and the least share of any attribute that is right.
FACT_FLOORS = {"seeds": (0.99, 0.87, 0.88), "dev": (0.99, 0.77, 0.86)}
LONGEST_SHARED_RUN = 15  # Chinese characters of an article that a briefing may repeat, report titles apart

HAN = re.compile("[^\u4e00-\u9fff]")
TITLE = re.compile("《[^》]*》")


def aic(*args: str, **streams: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*AIC, *args], text=True, capture_output=True, check=False, **streams)  # type: ignore[call-overload,no-any-return]


def retrieval(shared: Path, work: Path) -> Iterator[tuple[str, float, float]]:
    """MRR@10 of the retrieval questions."""
    script = [sys.executable, str(shared / "eval" / "retrieval.py")]
    subprocess.run([*script, "corpus", str(work / "corpus")], check=True)
    subprocess.run([*script, "queries", str(work / "queries.txt")], check=True)
    run = aic(
        "--corpus", str(work / "corpus"), "search", "--batch", str(work / "queries.txt"), "--format", "jsonl"
    )
    (work / "run.jsonl").write_text(run.stdout, "utf-8")
    scored = subprocess.run(
        [*script, "score", str(work / "run.jsonl")], text=True, capture_output=True, check=True
    )
    found = dict(re.findall(r"^(\w+) .*MRR@10 ([\d.]+)", scored.stdout, re.MULTILINE))
    yield "retrieval MRR@10, same script", float(found["same"]), MRR_SAME_FLOOR
    yield "retrieval MRR@10, cross script", float(found["cross"]), MRR_CROSS_FLOOR


def exact_spans(shared: Path) -> Iterator[tuple[str, float, float]]:
    """The share of hits whose text and highlights stand at their spans in the file."""
    for folder in ("seeds", "dev"):
        right = total = 0
        for query in ("智算中心", "人工智能 算力", "AI 芯片 市场", "2023年增长多少"):
            run = aic("--corpus", str(shared / folder), "search", query, "--limit", "50", "--format", "jsonl")
            for line in run.stdout.splitlines():
                hit = json.loads(line)
                text = decode((shared / folder / f"{hit['doc']}.txt").read_bytes()).text
                start, end = hit["span"]
                total += 1
                right += text[start:end] == hit["text"] and bool(hit["highlights"])
        yield f"{folder}: hits exact to the character ({total})", right / max(total, 1), 1.0


def facts(shared: Path, work: Path) -> Iterator[tuple[str, float, float]]:
    """Facts beside those of a careful reader, and whether each stands at its span in the file."""
    for folder, floors in FACT_FLOORS.items():
        run = aic("--corpus", str(shared / folder), "facts", "--format", "jsonl")
        (work / f"{folder}.jsonl").write_text(run.stdout, "utf-8")
        gold = shared / "gold" / f"{folder}.facts.jsonl"
        script = [sys.executable, str(shared / "eval" / "score.py"), "facts", str(gold)]
        scored = subprocess.run(
            [*script, str(work / f"{folder}.jsonl"), "--misses", "0"],
            text=True,
            capture_output=True,
            check=True,
        )
        detection, whole = re.findall(r"^(?:detection|whole).* F1 ([\d.]+)", scored.stdout, re.MULTILINE)
        attributes = re.findall(r"^ +(\w+) +right in ([\d.]+)", scored.stdout, re.MULTILINE)
        yield f"{folder}: facts found, F1", float(detection), floors[0]
        yield f"{folder}: facts right in every field, F1", float(whole), floors[1]
        for name, value in attributes:
            yield f"{folder}: {name} right", float(value), floors[2]
        found = [json.loads(line) for line in run.stdout.splitlines()]
        right = [_stands_at_its_span(fact, shared / folder) for fact in found]
        yield f"{folder}: facts exact to the character ({len(right)})", sum(right) / max(len(right), 1), 1.0


def _stands_at_its_span(fact: dict[str, Any], folder: Path) -> bool:
    text = decode((folder / f"{fact['doc']}.txt").read_bytes()).text
    start, end = fact["span"]
    return text[start:end] == fact["text"]


def own_words(shared: Path) -> Iterator[tuple[str, float, float]]:
    """The longest run of Chinese characters that a bundled briefing or a test sentence shares with an article."""
    articles = [_han(path) for folder in FACT_FLOORS for path in sorted((shared / folder).glob("*.txt"))]
    briefings = [_han(path) for path in sorted((ROOT / "corpus").glob("*.md")) if path.name != "README.md"]
    cases = [
        HAN.sub("", fold(line).folded)
        for path in sorted((ROOT / "tests" / "cases").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    for name, own in (("briefing", briefings), ("test sentence", cases)):
        longest = _longest_shared(own, articles)
        yield f"longest run that a {name} shares with an article (negative)", -longest, -LONGEST_SHARED_RUN


def _han(path: Path) -> str:
    text = decode(path.read_bytes()).text
    text = text[read_front_matter(text, path.name).end :]  # it names the article by its title
    return HAN.sub("", TITLE.sub("", fold(text).folded))


def _longest_shared(own: Iterable[str], articles: Iterable[str]) -> int:
    texts, articles = list(own), list(articles)
    size = 8  # shorter runs are found in any two texts of a field
    while True:
        runs = {text[i : i + size] for text in articles for i in range(len(text) - size + 1)}
        if not any(text[i : i + size] in runs for text in texts for i in range(len(text) - size + 1)):
            return size - 1
        size += 1


def main(shared: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AIC_CACHE"] = f"{folder}/cache"
        work = Path(folder)
        results = [
            *own_words(shared),
            *exact_spans(shared),
            *facts(shared, work),
            *retrieval(shared, work),
        ]
    failed = 0
    for name, value, floor in results:
        failed += value < floor
        sys.stdout.write(f"gate {'ok  ' if value >= floor else 'FAIL'} {name}: {value:g}, floor {floor:g}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
