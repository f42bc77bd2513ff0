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
from collections.abc import Iterator
from pathlib import Path

from aicompute_cli.document.decoding import decode
from aicompute_cli.document.folding import fold
from aicompute_cli.document.metadata import read_front_matter

ROOT = Path(__file__).resolve().parents[1]
AIC = [sys.executable, "-m", "aicompute_cli"]

MRR_SAME_FLOOR = 98.4
MRR_CROSS_FLOOR = 98.4
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


def own_words(shared: Path) -> Iterator[tuple[str, float, float]]:
    """The longest run of Chinese characters that a bundled briefing shares with an article."""
    articles = [_han(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    longest = 0
    for path in sorted((ROOT / "corpus").glob("*.md")):
        if path.name != "README.md":
            briefing = _han(path)
            longest = max([longest, *(_longest_shared(briefing, article) for article in articles)])
    yield "longest run shared with an article (negative)", -longest, -LONGEST_SHARED_RUN


def _han(path: Path) -> str:
    text = decode(path.read_bytes()).text
    text = text[read_front_matter(text, path.name).end :]  # it names the article by its title
    return HAN.sub("", TITLE.sub("", fold(text).folded))


def _longest_shared(briefing: str, article: str) -> int:
    size = 1
    while any(briefing[i : i + size] in article for i in range(len(briefing) - size + 1)):
        size += 1
    return size - 1


def main(shared: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AIC_CACHE"] = f"{folder}/cache"
        results = [*own_words(shared), *exact_spans(shared), *retrieval(shared, Path(folder))]
    failed = 0
    for name, value, floor in results:
        failed += value < floor
        sys.stdout.write(f"gate {'ok  ' if value >= floor else 'FAIL'} {name}: {value:g}, floor {floor:g}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
