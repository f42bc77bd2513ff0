"""A rule is a named value with a text on which it works and one that looks like it and on which it must not."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """What a fact's `rules` name.

    `id` is ``stage.topic.case`` (``quantity.range.shared-unit``), `says` the rule in one line. A test runs the
    stage on `example`, where something found must name the rule, and on `counter`, where nothing may.
    """

    id: str
    says: str
    example: str
    counter: str
