"""The memory of a worker that answers many different pages, beside that of a bare Django.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.memory

At full size, one worker: after 1,000 requests for all kinds of pages, and after 10,000 more of them.
"""

from __future__ import annotations

import itertools
import random
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from benchmarks.figures import Figure, report
from benchmarks.fullsize import full_size
from benchmarks.servers import Site, resident, site

FIRST, MORE = 1_000, 10_000
MOST_MB, MOST_GROWTH = 100.0, 1.05


def main() -> None:
    if not Path("/proc/self/statm").exists():
        sys.exit("The memory of a process is read from /proc, which this system does not have.")
    with full_size() as database:
        with site(database, settings="benchmarks.tuned_settings") as bare:
            ask(bare, itertools.repeat("/bare?bytes=30000", FIRST))
            least = resident(bare.process)
        with site(database) as ours:
            pages = mixed(database)
            ask(ours, itertools.islice(pages, FIRST))
            first = resident(ours.process)
            ask(ours, itertools.islice(pages, MORE))
            then = resident(ours.process)
    report(
        Figure(
            "Memory after 1,000 requests",
            "a bare Django, see Floor",
            first,
            MOST_MB,
            unit="MB",
            ours=f"{first:.0f} MB",
            floors=f"{least:.0f} MB",
        ),
        Figure(
            "Memory after 10,000 more",
            "after the first 1,000",
            then / first,
            MOST_GROWTH,
            ours=f"{then:.0f} MB",
            floors=f"{first:.0f} MB",
        ),
    )


def ask(of: Site, pages: Iterator[str]) -> None:
    for page in pages:
        of.get(page, {"Accept-Encoding": "br"})


def mixed(database: Path) -> Iterator[str]:
    """Pages of all kinds, without end, the same in every run."""
    dice = random.Random(1)
    with sqlite3.connect(database) as connection:
        roles = [slug for (slug,) in connection.execute("SELECT slug FROM roles_role WHERE status = 'published'")]
        titles = [title for (title,) in connection.execute("SELECT title FROM roles_roletitle ORDER BY id LIMIT 5000")]
    connection.close()
    states = ("", "", "?state=CA", "?state=NY", "?state=TX")
    while True:
        some = sorted(dice.sample(roles, 4))
        kind = dice.random()
        if kind < 0.3:
            yield f"/roles/{some[0]}/{dice.choice(states)}"
        elif kind < 0.6:
            yield f"/compare/{'-vs-'.join(some[: dice.choice((2, 2, 3, 4))])}/{dice.choice(states)}"
        elif kind < 0.8:
            yield f"/roles/?q={quote(dice.choice(titles)[:12])}"
        elif kind < 0.9:
            yield f"/roles/{some[0]}/how-to-become/{dice.choice(states)}"
        else:
            yield dice.choice(("/", "/roles/", "/paths/", "/certifications/", "/states/", "/sources/", "/compare/"))


if __name__ == "__main__":
    main()
