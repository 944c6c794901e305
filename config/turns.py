"""A worker makes one page after another, while its other threads wait for those who send slowly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# A page that takes longer waits for the database, and need not keep others from being made.
PATIENCE_SECONDS = 1.0


def in_turns(application: Application) -> Application:
    """The application, in which at most one page is being made at a time.

    Python runs one thread at a time anyway. Threads that make pages side by side take that from each other at every
    query, and make half as many pages in the same time. Whatever is sent to us takes no turn: it may come in slowly,
    and whoever saves may have to wait for somebody else who does.
    """
    turn = Lock()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return application(environ, start_response)
        has_turn = turn.acquire(timeout=PATIENCE_SECONDS)
        try:
            return application(environ, start_response)
        finally:
            if has_turn:
                turn.release()

    return answer
