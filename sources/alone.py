"""One writer of content at a time, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.db import Error as DatabaseFailure
from django.db import OperationalError, connection, transaction

# Any number will do that nothing else uses.
LOCK = 23_2011
# What PostgreSQL calls a wait that took too long, and two that wait for each other.
WAITED_TOO_LONG = {"55P03", "40P01"}
# What a server may be told to end, and what waits for another start is not to be ended for.
LIMITS = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
_throughout: ContextVar[bool] = ContextVar("_throughout", default=False)


@contextmanager
def alone(*, seconds: int | None = None) -> Iterator[None]:
    """A transaction beside which nobody else changes content: what it saw when it began is so when it ends.

    In SQLite every transaction is alone with writing from its begin. In PostgreSQL two would pass each other, so each
    asks for the same lock. In both, who has waited for 5 seconds gives up, or for as many as are named; see `is_busy`.
    """
    with _sqlite_waits(seconds), transaction.atomic():
        if connection.vendor == "postgresql" and not _throughout.get():
            with connection.cursor() as cursor:
                if seconds:
                    cursor.execute("SHOW lock_timeout")
                    (usual,) = cursor.fetchone()
                    cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [f"{seconds}s"])
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
                if seconds:
                    cursor.execute("SELECT set_config('lock_timeout', %s, TRUE)", [usual])
        yield


@contextmanager
def alone_throughout() -> Iterator[None]:
    """As `alone`, for several transactions, and however long it takes until nobody else is; in PostgreSQL only.

    A transaction on a connection of its own holds the lock meanwhile. A lock of a session would outlive us with a
    pooler, which keeps the connection for whoever comes next, and nobody could write any more.
    """
    if connection.vendor != "postgresql":
        yield
        return
    beside = connection.copy()
    try:
        beside.set_autocommit(False)
        with beside.cursor() as cursor:
            for limit in LIMITS:
                cursor.execute("SELECT set_config(%s, '0', TRUE)", [limit])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        before = _throughout.set(True)
        try:
            yield
        finally:
            _throughout.reset(before)
    finally:
        with suppress(DatabaseFailure):  # where the server has ended it, nothing is held any more
            beside.rollback()  # to close it alone takes effect some moments later
        beside.close()


@contextmanager
def _sqlite_waits(seconds: int | None) -> Iterator[None]:
    """Within this block SQLite waits no longer than that for whoever is writing."""
    if seconds is None or connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {seconds * 1000}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def is_busy(error: Exception) -> bool:
    """Whether this says that somebody else was writing for longer than we wait."""
    if not isinstance(error, OperationalError):
        return False
    return "locked" in str(error) or getattr(error.__cause__, "sqlstate", None) in WAITED_TOO_LONG
