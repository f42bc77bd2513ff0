"""Values of tables: the caption, with the heads of the row and the column."""

from __future__ import annotations

from collections.abc import Sequence

from aicompute_cli.extract.article import Article
from aicompute_cli.extract.grids.scan import GridLabel, grid_labels
from aicompute_cli.extract.metrics.frames import Frame, merged, split
from aicompute_cli.extract.metrics.memory import Memory
from aicompute_cli.extract.metrics.site import Site
from aicompute_cli.extract.metrics.words import classes_of, role
from aicompute_cli.extract.rules import Rule
from aicompute_cli.model import Claim

RULES = (
    Rule(
        "metric.grid.label",
        "A value of a table is what its caption, row and column say",
        "附表:南洲机房用电量(单位:万千瓦时)\n类别 2021 2022\n制冷 31 28\n照明 12 11",
        "南洲机房制冷用电量为31万千瓦时",
    ),
)
_GRID = "claim.grid"


def labels_of(article: Article, claims: Sequence[Claim]) -> dict[int, GridLabel]:
    """The labels of the table values among `claims` by their place; reads the tables only where there are some."""
    if any(rule.startswith(_GRID) for claim in claims for rule in claim.rules):
        return grid_labels(article)
    return {}


def grid(site: Site, memory: Memory, labels: dict[int, GridLabel]) -> Frame | None:
    """The metric of a table's value."""
    label = labels.get(site.claim.quantity.span.start)
    if label is None:
        return None
    row = "" if label.row in role("table-total") else label.row
    core, head = split(label.caption)
    if label.column:
        head = head if head and label.column.endswith(head) else ""
        core, head = (core, label.column) if not head else (core, head)
    place = core[:2] if "where" in classes_of(core[:2]) else ""
    named = merged(row, core[len(place) :]) if row else core[len(place) :]
    owner = place or ("" if core else memory.firm)
    return Frame(owner, named, head, "", ("metric.grid.label",))
