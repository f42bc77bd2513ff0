"""``python -m benchmarks``: measure, print the tables, and with --write put them into benchmarks/README.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import use_folder
from benchmarks.report import machine, write_page
from benchmarks.retrieval import measure_retrieval
from benchmarks.scale import measure_scale
from benchmarks.startup import measure_startup

PARTS = ("startup", "retrieval", "scale")


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


def _sections(options: argparse.Namespace, work: Path) -> Iterator[str]:
    counts = [int(count) for count in options.scale.split(",")]
    parts: dict[str, tuple[str, Callable[[], str]]] = {
        "startup": ("Start-up", measure_startup),
        "retrieval": (
            "Beside other tools",
            lambda: measure_retrieval(work, options.paragraphs, options.queries),
        ),
        "scale": ("Scale", lambda: measure_scale(work, counts)),
    }
    yield machine()
    for name in options.parts:
        heading, measure = parts[name]
        sys.stderr.write(f"measuring: {name}\n")
        yield f"## {heading}\n\n{measure()}"


def main() -> None:
    """Measure the parts that were asked for."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="aic-bench.") as work:
        use_folder(Path(work))
        results = "\n\n".join(section.rstrip("\n") for section in _sections(options, Path(work))) + "\n"
    sys.stdout.write(results)
    if options.write:
        write_page(results)


if __name__ == "__main__":
    main()
