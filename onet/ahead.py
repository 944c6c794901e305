"""Makes rows in a process of its own, beside the one that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from onet.progress import Progress
from onet.reading import Reading
from sources.beside import copy_of_this_process, receive, send

Cells = tuple[Any, ...]
Blocks = Iterable[Iterable[Cells]]


@contextmanager
def made_ahead(sources: Sequence[Blocks], reading: Reading, progress: Progress) -> Iterator[Sequence[Blocks]]:
    """The blocks of rows of each source, made while those before are written. Take them in order, each to its end.

    A copy of this process makes them, with all that it knows by now; it must not touch the database. What it reads,
    and what is wrong with that, counts here as well. Where there can be no copy, the sources come back as they are.
    """

    def make(there: Connection) -> None:
        progress.silent = True
        for source in sources:
            for block in source:
                # By columns: what stands in one again and again is sent once.
                send(there, (list(zip(*block, strict=True)), progress.counts()))
            send(there, (None, progress.counts()))
            send(there, reading.found())

    with copy_of_this_process(make) as here:
        if here is None:
            yield sources
        else:
            yield [_taken(here, reading, progress) for _ in sources]


def _taken(here: Connection, reading: Reading, progress: Progress) -> Iterator[Iterable[Cells]]:
    """The blocks of the next source; behind them what was wrong up to there is known, too."""
    while True:
        columns, counts = receive(here)
        progress.follow(*counts)
        if columns is None:
            reading.note(*receive(here))
            return
        yield zip(*columns, strict=True)
