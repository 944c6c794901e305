"""A whole import of O*NET beside the least it could cost: its lines taken apart, the same rows put in.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.importing [--rounds 5]

Ours also checks every cell, keeps what is ours, fills the search index and works out related roles. Both run in this
process, in turns, and the best of each counts. The memory is that of a process of its own and of what it starts, each
at its peak. Where the programs of PostgreSQL are on the machine, the same goes into a throw-away server, beside COPY of
the same rows into the same tables: with their rules and indexes as they are, but for keys to others. How it compares
with COPY into tables that have one index each and keep no rule is told, too.
"""

from __future__ import annotations

import argparse
import gc
import io
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from benchmarks.figures import Figure, report
from benchmarks.fullsize import ROOT, data, environment, set_up, shipped
from benchmarks.reading import taken_apart
from tests.postgres import programs, throw_away_server

AT_MOST, AGAIN_AT_MOST, POSTGRES_AT_MOST, MOST_MB = 2.0, 1.2, 2.5, 300.0
# The clock starts when all is loaded, as it is for the rounds that this process makes itself.
TIMED = """
import io, sys, time, django
django.setup()
import onet.importing
from django.core.management import call_command
start = time.perf_counter()
call_command("import_onet", sys.argv[1], stdout=io.StringIO())
print(time.perf_counter() - start)
"""
PEAK = """
import io, re, resource, sys, django
from pathlib import Path
django.setup()
from django.core.management import call_command
call_command("import_onet", sys.argv[1], stdout=io.StringIO())
own = int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])
print(own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
# What is kept beside the content: the index of search, what was changed when, who changed what.
BESIDE = ("sqlite_", "django_", "search_", "careers_search", "history_")


class Rows(NamedTuple):
    """The rows of one table, and the names of its columns, quoted."""

    columns: tuple[str, ...]
    found: list[tuple[Any, ...]]


Tables = dict[str, Rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    release = data() / "onet/29.3"
    with tempfile.TemporaryDirectory() as folder:
        base, first, second, floor = (Path(folder, f"{name}.sqlite3") for name in ("base", "first", "second", "floor"))
        shipped(base)
        set_up(first)
        ours, again, least = [], [], []
        for _ in range(rounds):
            shutil.copy(base, first)
            ours.append(seconds(partial(imported, release)))
            again.append(seconds(partial(imported, release)))
            rows = added(base, first)
            floor.unlink(missing_ok=True)
            least.append(seconds(partial(inserted, release, rows, floor)))
        shutil.copy(base, second)
        peak = peak_memory(second, release)
    count = sum(len(table.found) for table in rows.values())
    report(
        *into_postgres(release, rows, rounds),
        Figure(
            "Import of a release",
            "parsing and raw inserts",
            min(ours) / min(least),
            AT_MOST,
            ours=f"{min(ours):.2f} s for {count:,} rows",
            floors=f"{min(least):.2f} s",
        ),
        Figure(
            "Import with nothing changed",
            "the first import",
            min(again) / min(ours),
            AGAIN_AT_MOST,
            ours=f"{min(again):.2f} s",
            floors=f"{min(ours):.2f} s",
        ),
        Figure("Import, peak memory", "what is asked for", peak, MOST_MB, unit="MB"),
    )


def into_postgres(release: Path, rows: Tables, rounds: int) -> list[Figure]:
    """The same import into PostgreSQL; nothing where its programs are not on this machine."""
    if not (folder := programs()):
        print("Not measured: the import into PostgreSQL, whose programs are not on this machine.")
        return []
    ours: list[float] = []
    same: list[float] = []
    bare: list[float] = []
    for _ in range(rounds):
        with throw_away_server(folder) as address:
            ready = environment(Path("unused")) | {"DATABASE_URL": address}
            for command in (["-m", "config.start", "--prepare"], ["-c", TIMED, str(release)]):
                said = subprocess.run(
                    [sys.executable, *command], cwd=ROOT, env=ready, check=True, capture_output=True, text=True
                ).stdout
            ours.append(float(said.split()[-1]))
            same.append(seconds(partial(copied, release, rows, address, like_ours=True)))
            bare.append(seconds(partial(copied, release, rows, address, like_ours=False)))

    def beside(what: str, floor: str, least: list[float], bound: float | None) -> Figure:
        mine, other = min(ours), min(least)
        return Figure(what, floor, mine / other, bound, ours=f"{mine:.2f} s", floors=f"{other:.2f} s")

    return [
        beside("Import of a release into PostgreSQL", "parsing and COPY into the same tables", same, POSTGRES_AT_MOST),
        beside("The same", "parsing and COPY into tables of one index and no rule", bare, None),
    ]


def copied(release: Path, rows: Tables, address: str, *, like_ours: bool) -> None:
    """Take the files apart, and COPY the rows at once: into tables like ours, or with one index each and no rule."""
    taken_apart(release)
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS floor CASCADE")
        cursor.execute("CREATE SCHEMA floor")
        for name, (columns, found) in rows.items():
            cursor.execute(f"CREATE TABLE floor.{name} (LIKE public.{name}{' INCLUDING ALL' if like_ours else ''})")
            with cursor.copy(f"COPY floor.{name} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in found:
                    copy.write_row(row)
            column = "" if like_ours else hangs_on(columns)
            if column:
                cursor.execute(f"CREATE INDEX ON floor.{name} ({column})")


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def imported(release: Path) -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("import_onet", release, stdout=io.StringIO())
    connection.close()


def added(before: Path, after: Path) -> Tables:
    """The rows that are in the second database alone, by table."""
    with sqlite3.connect(after) as connection:
        connection.execute("ATTACH ? AS old", [str(before)])
        names = [
            name
            for name, made in connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'table'")
            if not name.startswith(BESIDE) and "VIRTUAL" not in made
        ]
        rows = {}
        for name in names:
            columns = tuple(f'"{column}"' for _, column, *_ in connection.execute(f"PRAGMA table_info({name})"))
            # Names of our own tables.
            found = connection.execute(f"SELECT * FROM main.{name} EXCEPT SELECT * FROM old.{name}").fetchall()  # noqa: S608
            rows[name] = Rows(columns, found)
    connection.close()
    return {name: table for name, table in rows.items() if table.found}


def hangs_on(columns: Collection[str]) -> str:
    """The column that pages find the rows of a table by: an index of it is the least that they can do with."""
    return next((each for each in ('"role_id"', '"occupation_id"') if each in columns), "")


def inserted(release: Path, rows: Tables, database: Path) -> None:
    """Take the files apart, and put the rows into tables with one index each and no rule, in one transaction."""
    taken_apart(release)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    with connection:
        for name, (columns, found) in rows.items():
            connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            marks = ", ".join("?" * len(columns))
            # Here, too, the names are those of our own tables.
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", found)  # noqa: S608
            if column := hangs_on(columns):
                connection.execute(f"CREATE INDEX {name}_by ON {name} ({column})")
    connection.close()


def peak_memory(database: Path, release: Path) -> float:
    """The most memory, in MB, that an import in a process of its own held at once, and what it started beside it.

    What both share is counted twice. Of itself the system is asked: `getrusage` counts what the process held that
    started it, too.
    """
    said = subprocess.run(
        [sys.executable, "-c", PEAK, str(release)],
        cwd=ROOT,
        env=environment(database),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return int(said.split()[-1]) / 1e3


if __name__ == "__main__":
    main()
