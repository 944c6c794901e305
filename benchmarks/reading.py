"""Reads an O*NET release beside the least that reading could be: its lines taken apart by the csv module.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.reading

Both read the same files, in turns and in one process, and the best turn of each counts.
"""

from __future__ import annotations

import csv
import gc
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, report
from benchmarks.fullsize import data
from onet.occupations import TABLES
from onet.releases import open_release

ROUNDS = 5
AT_MOST, AT_MOST_MB = 3.0, 100.0


def main() -> None:
    folder = data() / "onet/29.3"
    readers: dict[str, Callable[[Path], int]] = {"csv module": taken_apart, "checked rows": checked}
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, read in readers.items():
            gc.collect()
            start = time.process_time()
            rows = read(folder)
            best[name] = min(best.get(name, float("inf")), time.process_time() - start)
    tracemalloc.start()
    checked(folder)
    peak = tracemalloc.get_traced_memory()[1]
    seconds = {name: f"{each:.2f} s for {rows:,} rows" for name, each in best.items()}
    report(
        Figure(
            "Reading a release, every cell checked",
            "the csv module takes its lines apart",
            best["checked rows"] / best["csv module"],
            AT_MOST,
            ours=seconds["checked rows"],
            floors=seconds["csv module"],
        ),
        Figure("Memory for it at once", "what is asked for", peak / 1e6, AT_MOST_MB, unit="MB"),
    )


def taken_apart(folder: Path) -> int:
    count = 0
    for name in sorted({name for table in TABLES for name in table.layouts[0]}):
        if (folder / name).exists():
            with (folder / name).open(encoding="utf-8", newline="") as lines:
                reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                width = len(next(reader))
                count += len([row for row in reader if len(row) == width])
    return count


def checked(folder: Path) -> int:
    with open_release(folder) as release:
        count = sum(len(rows) for table in TABLES for rows in release.reading.blocks(table))
        release.reading.settle()
    return count


if __name__ == "__main__":
    main()
