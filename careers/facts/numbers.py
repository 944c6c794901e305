"""Numbers of rows as plain facts hold them."""

from __future__ import annotations

from decimal import Decimal


def plain_number(amount: Decimal | None) -> float | None:
    """None stays None: what is not on file is never 0."""
    return None if amount is None else float(amount)
