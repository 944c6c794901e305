"""One writer of content at a time, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

# Any number will do that nothing else uses.
LOCK = 23_2011
# What PostgreSQL calls a wait that took too long, and two that wait for each other.
WAITED_TOO_LONG = {"55P03", "40P01"}


@contextmanager
def alone() -> Iterator[None]:
    """A transaction beside which nobody else changes content: what it saw when it began is so when it ends.

    In SQLite every transaction is alone with writing from its begin. In PostgreSQL two would pass each other, so each
    asks for the same lock. In both, who has waited for 5 seconds gives up; see `is_busy`.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def is_busy(error: Exception) -> bool:
    """Whether this says that somebody else was writing for longer than we wait."""
    if not isinstance(error, OperationalError):
        return False
    return "locked" in str(error) or getattr(error.__cause__, "sqlstate", None) in WAITED_TOO_LONG
