"""``python -m benchmarks``: measure, print the tables, and with --write put them into benchmarks/README.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.extraction import measure_extraction
from benchmarks.measure import use_folder
from benchmarks.report import machine, write_part
from benchmarks.retrieval import measure_retrieval
from benchmarks.scale import measure_scale
from benchmarks.startup import measure_startup

PARTS = ("startup", "extraction", "retrieval", "scale")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md")
    parser.add_argument("--paragraphs", type=Path, metavar="DIR", help="text files instead of made ones")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="their questions, one a line")
    parser.add_argument("--scale", default="10000,100000", metavar="N,N", help="sizes of the made corpora")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="only these parts")
    options = parser.parse_args()
    if (options.paragraphs is None) != (options.queries is None):
        parser.error("--paragraphs and --queries go together")
    return options


def _measure(part: str, options: argparse.Namespace, work: Path) -> str:
    if part == "startup":
        return measure_startup()
    if part == "extraction":
        return measure_extraction()
    if part == "retrieval":
        return measure_retrieval(work, options.paragraphs, options.queries)
    return measure_scale(work, [int(count) for count in options.scale.split(",")])


def main() -> None:
    """Measure the parts that were asked for."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="aic-bench.") as work:
        use_folder(Path(work))
        for part in options.parts:
            sys.stderr.write(f"measuring: {part}\n")
            results = f"{_measure(part, options, Path(work))}\n{machine()}\n"
            sys.stdout.write(f"{results}\n")
            if options.write:
                write_part(part, results)


if __name__ == "__main__":
    main()
