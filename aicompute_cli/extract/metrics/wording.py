"""How a metric is worded: the terms that a mainland analyst uses."""

from __future__ import annotations

from datetime import date

from aicompute_cli.extract.metrics.frames import Frame
from aicompute_cli.extract.metrics.units import is_money
from aicompute_cli.extract.metrics.words import endings, role
from aicompute_cli.model import Claim

_QUARTER = range(80, 100)  # days, 13 weeks among them


def worded(frame: Frame, claim: Claim) -> Frame:
    """`frame` with its head in the words that fit the claim.

    A firm's whole 收入 in a quarter is its 季度营收; money that a market has is its 市场规模.
    """
    place = frame.owner in role("scope") or frame.owner in role("region")
    if frame.head == "收入" and frame.owner and not frame.core and not place and _in_quarter(claim):
        return frame._replace(head="季度营收")
    if frame.head == "市场" and is_money(claim.quantity.unit):
        return frame._replace(head="市场规模")
    if (
        frame.head == "规模"
        and is_money(claim.quantity.unit)
        and frame.core
        and not frame.core.endswith(endings("market-end"))
    ):
        return frame._replace(head="市场规模")
    return frame


def _in_quarter(claim: Claim) -> bool:
    if claim.start is None or claim.end is None:
        return False
    return (date.fromisoformat(claim.end) - date.fromisoformat(claim.start)).days in _QUARTER
