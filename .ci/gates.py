"""Gates on the shared articles and questions: floors that were reached and only ever rise.

    python .ci/gates.py SHARED

Prints each figure beside its floor and ends with 1 if one falls short.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
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
# Of the entities of the seeds: F1, recall of organisations and persons, type right, one entity for all names.
ENTITY_FLOORS = (0.95, 0.95, 0.98, 0.98)
# Of the questions: first answer right, right sentence cited, unanswerable ones refused.
QUESTION_FLOORS = {"seeds": (0.95, 0.95, 1.0), "dev": (0.88, 0.88, 1.0)}
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


def entities(shared: Path, work: Path) -> Iterator[tuple[str, float, float]]:
    """Entities beside those of a careful reader."""
    run = aic("--corpus", str(shared / "seeds"), "entities", "--format", "jsonl")
    (work / "entities.jsonl").write_text(run.stdout, "utf-8")
    script = [sys.executable, str(shared / "eval" / "score.py"), "entities"]
    files = [str(shared / "gold" / "seeds.entities.jsonl"), str(work / "entities.jsonl")]
    scored = subprocess.run([*script, *files], text=True, capture_output=True, check=True).stdout
    figures = re.findall(
        r"F1 ([\d.]+)|^type right in ([\d.]+)|all its aliases in ([\d.]+)", scored, re.MULTILINE
    )
    f1, type_right, one = (next(filter(None, figure)) for figure in figures)
    recall = dict(re.findall(r"^ +(\w+) +recall ([\d.]+)", scored, re.MULTILINE))
    yield "seeds: entities, F1", float(f1), ENTITY_FLOORS[0]
    for kind in ("organization", "person"):
        yield f"seeds: {kind}s found", float(recall[kind]), ENTITY_FLOORS[1]
    yield "seeds: entities of the right type", float(type_right), ENTITY_FLOORS[2]
    yield "seeds: one entity for all its names", float(one), ENTITY_FLOORS[3]


def questions(shared: Path, work: Path) -> Iterator[tuple[str, float, float]]:
    """First answers and cited sentences beside those of a careful reader, and what is refused."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{shared / 'eval' / 'score.py'}: cannot be read as Python")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for folder, floors in QUESTION_FLOORS.items():
        gold = score.load(shared / "gold" / f"{folder}.questions.jsonl")
        asked = work / "asked.txt"
        asked.write_text("".join(question["question"] + "\n" for question in gold), "utf-8")
        run = aic("--corpus", str(shared / folder), "ask", "--batch", str(asked), "--format", "jsonl")
        replies = [json.loads(line) for line in run.stdout.splitlines()]
        pairs = list(zip(gold, replies, strict=True))
        able = [pair for pair in pairs if pair[0]["type"] != "unanswerable"]
        right = sum(score.right_answer(*pair) for pair in pairs)
        cited = sum(_is_cited(score, question, reply) for question, reply in able)
        refused = sum(score.right_answer(*pair) for pair in pairs if pair not in able)
        yield f"{folder}: questions answered right", right / len(pairs), floors[0]
        yield f"{folder}: right sentence cited", cited / len(able), floors[1]
        yield f"{folder}: unanswerable refused", refused / (len(pairs) - len(able)), floors[2]


def _is_cited(score: ModuleType, question: dict[str, Any], reply: dict[str, Any]) -> bool:
    top = (reply["answers"] or [{}])[0]
    return bool(top.get("doc") == question["doc"] and score.overlaps(question, top))


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
            *entities(shared, work),
            *questions(shared, work),
            *retrieval(shared, work),
        ]
    failed = 0
    for name, value, floor in results:
        failed += value < floor
        sys.stdout.write(f"gate {'ok  ' if value >= floor else 'FAIL'} {name}: {value:g}, floor {floor:g}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
