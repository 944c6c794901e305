"""A worker makes one page after another, while its other threads wait for those who send slowly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# A page that takes longer waits for the database, and need not keep others from being made.
PATIENCE_SECONDS = 1.0


def in_turns(application: Application) -> Application:
    """The application, in which at most one page is being made at a time.

    Python runs one thread at a time anyway. Threads that make pages side by side take that from each other at every
    query, and make half as many pages in the same time. Whatever is sent to us takes no turn: it may come in slowly,
    and whoever saves may have to wait for somebody else who does.

    With the turn goes a connection to the database. One for each thread would keep more than a megabyte each: what
    the tables are, statements, and pages of the file.
    """
    turn = Lock()
    reading = connections.create_connection(DEFAULT_DB_ALIAS)
    reading.inc_thread_sharing()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not turn.acquire(timeout=PATIENCE_SECONDS):
            return application(environ, start_response)
        own = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = reading
        try:
            return application(environ, start_response)
        finally:
            connections[DEFAULT_DB_ALIAS] = own
            turn.release()

    return answer
