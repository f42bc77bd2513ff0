"""The flow of the data is the order of the folders: imports run from a later stage to an earlier one only."""

import ast
from pathlib import Path

import pytest

import aicompute_cli

PACKAGE = Path(aicompute_cli.__file__).parent
STAGES = ["document", "extract", "index", "search", "answer", "render", "cli"]
OPEN_TO_ALL = {"aicompute_cli", "aicompute_cli.model", "aicompute_cli.errors"}

# Rendering takes records, so it knows no stage before it.
FORBIDDEN = {("render", earlier) for earlier in ("document", "extract", "index", "search", "answer")}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name for name in names if name.startswith("aicompute_cli") and name not in OPEN_TO_ALL}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_to_earlier_stages(path: Path) -> None:
    stage = path.relative_to(PACKAGE).parts[0]
    for name in imported(path):
        other = name.split(".")[1]
        assert STAGES.index(other) <= STAGES.index(stage), f"{path.name} imports {name}"
        assert (stage, other) not in FORBIDDEN


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_files_and_functions_stay_small(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= 450
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno <= 60, f"{node.name} is too long"
