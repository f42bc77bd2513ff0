"""The documentation is in step with the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import aicompute_cli
from aicompute_cli.cli.app import COMMANDS
from aicompute_cli.cli.fact_records import KEYS

ROOT = Path(__file__).parents[1]


def test_generated_parts_are_what_the_commands_print() -> None:
    check = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stderr


def test_every_command_has_its_help_in_the_documentation() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert re.findall(r"<!-- output: aic (\w+) --help -->", page) == list(COMMANDS)


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    latest = re.search(r"^## (\S+) - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert latest is not None
    assert latest[1] == aicompute_cli.__version__


def test_the_page_of_facts_names_every_unit_kind_bound_and_key() -> None:
    page = (ROOT / "docs" / "facts.md").read_text("utf-8")
    units = {row[1] for row in read_table("units") if len(row) > 1} | {
        row[0] for row in read_table("unit_names")
    }
    named = {unit for unit in units if not re.fullmatch("[A-Z]{3}|¤|[^!-~]{2,}", unit)}
    assert {"%", "FLOPS", "m2"} <= named
    kinds = {"level", "growth", "cagr", "share", "multiple", "change", "rank"}
    bounds = {"eq", "approx", "gt", "ge", "lt", "le", "range"}
    for name in (*named, *kinds, *bounds, *KEYS):
        assert f"`{name}`" in page, name


def read_table(name: str) -> list[list[str]]:
    lines = (ROOT / "aicompute_cli" / "data" / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks" / "README.md"]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
