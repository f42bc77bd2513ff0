"""``python -m benchmarks.tools MODULE index FOLDER TARGET`` and ``… MODULE search TARGET QUERY``: as processes."""

import importlib
import sys
from pathlib import Path


def main(module: str, action: str, first: str, second: str) -> None:
    """Build an index of the folder `first` at `second`, or ask the index at `first` the query `second`."""
    tool = importlib.import_module(f"benchmarks.tools.{module}")
    if action == "index":
        tool.build(Path(first), Path(second))
    else:
        print(tool.open_search(Path(first))(second))


if __name__ == "__main__":
    main(*sys.argv[1:])
