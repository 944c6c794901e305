"""How far an import is, while it runs: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Protocol, Self

from onet.reading import BLOCK_BYTES

WIDTH = 30
SECONDS_BETWEEN = 0.2


class Stream(Protocol):
    """Where words go, such as the standard output."""

    def write(self, words: str, /) -> object: ...

    def flush(self) -> object: ...


class Progress:
    """Counts rows and says nothing. `total` is what there is to read, in bytes."""

    def __init__(self, total: int) -> None:
        self.total = max(total, 1)
        self.done = 0
        self.rows = 0
        # Tables that were read to their end, and how many rows each had.
        self.tables: list[tuple[str, int]] = []
        # Counts still, for another process to show.
        self.silent = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def of(self, table: Any, blocks: Iterable[list[Any]], size: int) -> Iterator[list[Any]]:
        """The blocks of a table of that many bytes, counted as they go by."""
        start, before = self.done, self.rows
        for block in blocks:
            yield block
            self.rows += len(block)
            # A block holds a little more than this many bytes; how many, only whoever reads it knows.
            self.done = min(self.done + BLOCK_BYTES, start + size)
            if not self.silent:
                self.show()
        self.done = start + size
        self._finish(table.name, self.rows - before)

    def counts(self) -> tuple[int, int, list[tuple[str, int]]]:
        return self.done, self.rows, self.tables

    def follow(self, done: int, rows: int, tables: list[tuple[str, int]]) -> None:
        """Go on to what another process has counted."""
        self.done, self.rows = done, rows
        self.show()
        for table in tables[len(self.tables) :]:
            self._finish(*table)

    def _finish(self, table: str, rows: int) -> None:
        self.tables.append((table, rows))
        if not self.silent:
            self.show()
            self.finished(table, rows)

    def show(self) -> None:
        pass

    def finished(self, table: str, rows: int) -> None:
        pass


class Lines(Progress):
    """A line for each table."""

    def __init__(self, total: int, stream: Stream) -> None:
        super().__init__(total)
        self.stream = stream

    def finished(self, table: str, rows: int) -> None:
        self.stream.write(f"{table}: {rows:,} rows read\n")
        self.stream.flush()


class Bar(Progress):
    """One line that fills up, with the rows so far and the time that is left."""

    def __init__(self, total: int, stream: Stream) -> None:
        super().__init__(total)
        self.stream = stream
        self.began = time.monotonic()
        self.shown = 0.0

    def __exit__(self, *_: object) -> None:
        self.stream.write("\r\x1b[K")
        self.stream.flush()

    def show(self) -> None:
        now = time.monotonic()
        # Once all is read there is no later moment to tell what follows.
        if now - self.shown >= SECONDS_BETWEEN or self.done >= self.total:
            self.shown = now
            self.stream.write(f"\r\x1b[K{self.words(now - self.began)}")
            self.stream.flush()

    def words(self, seconds: float) -> str:
        share = min(self.done / self.total, 1)
        full = round(WIDTH * share)
        left = f", {seconds / share - seconds:.0f} s left" if share else ""
        left = ", then search and related roles" if share == 1 else left
        return f"[{'#' * full}{'-' * (WIDTH - full)}] {self.rows:,} rows{left}"
