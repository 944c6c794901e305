"""Makes rows in a process of its own, beside the one that writes them."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from onet.progress import Progress
from onet.reading import Reading

# The most that the system lets anybody have.
PIPE_BYTES = 1 << 20

Cells = tuple[Any, ...]
Blocks = Iterable[Iterable[Cells]]


@contextmanager
def made_ahead(sources: Sequence[Blocks], reading: Reading, progress: Progress) -> Iterator[Sequence[Blocks]]:
    """The blocks of rows of each source, made while those before are written. Take them in order, each to its end.

    A copy of this process makes them, with all that it knows by now; it must not touch the database. What it reads,
    and what is wrong with that, counts here as well. Where a copy cannot help, or is not safe to make, the sources
    come back as they are.
    """
    if not _can_copy():
        yield sources
        return
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    _widen(there)
    maker = context.Process(target=_make, args=(sources, reading, progress, here, there), daemon=True)
    # Who stops the import with Ctrl and C stops this process alone, which then ends the other.
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with warnings.catch_warnings():
            # From 3.12 on Python warns of any thread. NumPy sees to its own.
            warnings.simplefilter("ignore", DeprecationWarning)
            maker.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)
    there.close()
    try:
        yield [_taken(here, progress) for _ in sources]
        reading.note(*_next(here))
    finally:
        here.close()
        maker.kill()
        maker.join()


def _can_copy() -> bool:
    """Whether there is a second processor, and no thread of ours that could be in the middle of something."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _widen(pipe: Connection) -> None:
    """Let twenty blocks wait in it: with one or two, either process waits for the other half of the time."""
    import fcntl  # which not every system has

    with suppress(OSError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _make(sources: Sequence[Blocks], reading: Reading, progress: Progress, here: Connection, there: Connection) -> None:
    # With this end open, too, it would wait for ever for a reader that was killed.
    here.close()
    progress.silent = True
    with suppress(BrokenPipeError):
        for source in sources:
            for block in source:
                # By columns: what stands in one again and again is sent once.
                _send(there, list(zip(*block, strict=True)), progress.counts())
            _send(there, None, progress.counts())
        _send(there, *reading.found())


def _taken(here: Connection, progress: Progress) -> Iterator[Iterable[Cells]]:
    """The blocks of the next source."""
    while True:
        columns, counts = _next(here)
        progress.follow(*counts)
        if columns is None:
            return
        yield zip(*columns, strict=True)


def _send(there: Connection, *what: object) -> None:
    there.send_bytes(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))


def _next(here: Connection) -> Any:
    try:
        return pickle.loads(here.recv_bytes())  # noqa: S301  # our own copy wrote it
    except EOFError:
        raise ChildProcessError("the process that reads the tables has stopped")
