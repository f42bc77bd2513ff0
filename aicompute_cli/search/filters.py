"""Which documents a search is limited to."""

from __future__ import annotations

import re
from typing import NamedTuple

from aicompute_cli.errors import UsageError


class Filters(NamedTuple):
    """Ids of documents (none: all of them) and the first and last day of publication, as ISO dates."""

    docs: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every document passes."""
        return not (self.docs or self.since or self.until)

    def passes(self, doc: str, published: str | None) -> bool:
        """Whether a document passes; one without a date passes no limit of dates."""
        if self.docs and doc not in self.docs:
            return False
        if self.since is None and self.until is None:
            return True
        return published is not None and (self.since or "") <= published <= (self.until or "9999")


def iso_day(given: str | None, option: str, last: bool = False) -> str | None:
    """The ISO date of what a user gave: a day, a month or a year (its first day, or its last).

    Raises UsageError for anything else.

    >>> iso_day("2023", "--until", last=True), iso_day("2023-6", "--since")
    ('2023-12-31', '2023-06-01')
    """
    if given is None:
        return None
    from calendar import monthrange  # noqa: PLC0415 - only where a date is given
    from datetime import date  # noqa: PLC0415

    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", given.strip())
    try:
        if match is None:
            raise ValueError
        year = int(match[1])
        month = int(match[2] or (12 if last else 1))
        day = int(match[3] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        raise UsageError(f"{option} {given}: not a date. Give 2023, 2023-06 or 2023-06-30") from None
