"""All measurements, one after the other, in one table: `make bench`, or `python -m benchmarks [NAME ...]`.

How to read it stands in `benchmarks/README.md`. The table is saved as `benchmarks/results.json`, too. Ends with
status 1 where a figure does not keep its bound, or where a measurement broke off.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import django

from benchmarks.figures import GATHERED, Figure, table
from benchmarks.fullsize import DATA

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
# The first need nothing but the project; the others need the public tables, and say so where they are not there.
SMALL = ("planning", "planner_page", "install")
FULL_SIZE = ("reading", "importing", "searching", "related", "serving", "memory", "growth", "first_view")


def main() -> None:
    names = sys.argv[1:] or [*SMALL, *FULL_SIZE]
    if unknown := [name for name in names if name not in (*SMALL, *FULL_SIZE)]:
        sys.exit(f"There is no measurement {', '.join(unknown)}. There are: {', '.join((*SMALL, *FULL_SIZE))}.")
    left_out = [name for name in names if name in FULL_SIZE and not os.environ.get(DATA)]
    figures: list[Figure] = []
    broken = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            if name in left_out:
                continue
            print(f"\n== {name}", flush=True)
            gathered = Path(folder, f"{name}.json")
            subprocess.run(
                [sys.executable, "-m", f"benchmarks.{name}"], env=os.environ | {GATHERED: folder}, cwd=HERE.parent
            )
            if gathered.exists():
                figures += [Figure(**figure) for figure in json.loads(gathered.read_text())]
            else:
                broken.append(name)
    print(f"\n{machine()}\n\n{table(figures)}")
    RESULTS.write_text(
        json.dumps(
            {
                "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "machine": machine(),
                "figures": [{**vars(figure), "holds": figure.holds} for figure in figures],
                "broken_off": broken,
                "left_out": left_out,
            },
            indent=1,
        )
        + "\n"
    )
    print(f"\nSaved as {RESULTS.relative_to(HERE.parent)}.")
    if left_out:
        print(f"Not measured: {', '.join(left_out)}. Set {DATA} to the folder that holds onet/29.3 and bls.")
    if broken:
        print(f"Broke off, see above: {', '.join(broken)}.")
    sys.exit(bool(broken) or not all(figure.holds for figure in figures))


def machine() -> str:
    """What the figures were taken on."""
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Django {django.get_version()}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    )


if __name__ == "__main__":
    main()
