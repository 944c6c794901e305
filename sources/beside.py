"""Works something out in a copy of this process, while this one goes on with the database."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

# Reads, yields what is to be worked out of that without the database, is sent what it comes to, and writes.
Job = Generator[Callable[[], Any], Any, None]
# The most that the system lets anybody have.
PIPE_BYTES = 1 << 20
# What Python would pass over in the middle of copying a process: it waits for the end of that.
ASKED_TO_STOP = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}


@contextmanager
def beside(works: list[Callable[[], Any]]) -> Iterator[Iterator[Any]]:
    """What each of these comes to, one after the other, to be waited for; best after all that the block has to do.

    A copy of this process does them all, and must not touch the database. Where none can be made, whoever waits does.
    """
    with copy_of_this_process(partial(_tell, works)) as here:
        found = (work() for work in works) if here is None else (receive(here) for _ in range(len(works)))
        # What they work with may fill much memory. The copy has its own, and here nobody needs it any more.
        del works
        yield found


@contextmanager
def copy_of_this_process(work: Callable[[Connection], None]) -> Iterator[Connection | None]:
    """Where to `receive` what a copy of this process, doing this work, sends; None where there can be none.

    The copy knows all that is known here by now, must not touch the database, and is gone when the block ends.
    """
    if not _can_copy():
        yield None
        return
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    _widen(there)
    copy = context.Process(target=_work, args=(work, here, there), daemon=True)
    del work
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, ASKED_TO_STOP)
    try:
        try:
            with warnings.catch_warnings():
                # From 3.12 on Python warns of any thread. NumPy sees to its own.
                warnings.simplefilter("ignore", DeprecationWarning)
                copy.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, usual)
        there.close()
        yield here
    finally:
        here.close()
        if copy.pid:
            copy.kill()
            copy.join()


def _tell(works: list[Callable[[], object]], there: Connection) -> None:
    while works:
        send(there, works.pop(0)())


def send(there: Connection, found: object) -> None:
    """Hand over what was worked out, as the copy does to whoever waits for it."""
    there.send_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))


def receive(here: Connection) -> Any:
    """What the copy sent next."""
    try:
        return pickle.loads(here.recv_bytes())  # noqa: S301  # our own copy wrote it
    except EOFError:
        raise ChildProcessError("another process that takes part in it has stopped")


def _can_copy() -> bool:
    """Whether there is a second processor, and no thread of ours that could be in the middle of something."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _widen(pipe: Connection) -> None:
    """Let much wait in it: else either process waits for the other half of the time."""
    import fcntl  # which not every system has

    with suppress(OSError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _work(work: Callable[[Connection], None], here: Connection, there: Connection) -> None:
    # Who stops the other process with Ctrl and C, or all of a group, stops that alone, and it then ends this one.
    for asked in ASKED_TO_STOP - {signal.SIGINT}:
        signal.signal(asked, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED_TO_STOP - {signal.SIGINT})
    # With this end open, too, it would wait for ever for a reader that was killed.
    here.close()
    # It ends without a word, and leaves it to the other process to say so.
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)
    with suppress(BrokenPipeError):
        work(there)
