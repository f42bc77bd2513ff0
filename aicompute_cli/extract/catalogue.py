"""All rules of this stage by their ids: what a fact's `rules` say."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

import aicompute_cli.extract
from aicompute_cli.extract.rules import Rule


def rule_of(rule_id: str) -> Rule | None:
    """The rule with this id, None where there is none (of an index that another version wrote, say)."""
    return _by_id().get(rule_id)


def all_rules() -> Iterator[Rule]:
    """Every rule, by module, in the order in which its module lists it. Imports the whole stage."""
    package = aicompute_cli.extract
    for module in sorted(
        pkgutil.walk_packages(package.__path__, f"{package.__name__}."), key=lambda m: m.name
    ):
        yield from getattr(import_module(module.name), "RULES", ())


@cache
def _by_id() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in all_rules():  # a package may list those of its modules once more
        found.setdefault(rule.id, rule)
    return found
