"""Reads an O*NET release beside the least that reading could be: its lines taken apart by the csv module.

    .venv/bin/python -m benchmarks.reading FOLDER

The folder is a release in the names up to 30.2. Both read the same files, in turns and in one process, and the best
turn of each counts. Ends with status 1 where checking every cell costs more than taking the lines apart does three
times, or where more than 100 MB are held at once.
"""

from __future__ import annotations

import csv
import gc
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from onet.occupations import TABLES
from onet.releases import open_release

ROUNDS = 5
AT_MOST, AT_MOST_BYTES = 3.0, 100_000_000


def main() -> None:
    folder = Path(sys.argv[1])
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
    ratio = best["checked rows"] / best["csv module"]
    for name, seconds in best.items():
        print(f"{name:<14} {seconds:6.2f} s {rows / seconds:12,.0f} rows/s")
    print(f"{ratio:.2f} times, of at most {AT_MOST}; {peak / 1e6:.0f} MB at once, of at most {AT_MOST_BYTES / 1e6:.0f}")
    sys.exit(ratio > AT_MOST or peak > AT_MOST_BYTES)


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
