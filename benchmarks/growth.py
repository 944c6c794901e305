"""How pages slow down as the roles become ten times as many.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.growth [--pages 60]

A database at full size stands beside one in which every role is there ten times, each with its own facts. Both are
asked for the same pages in turns, each page once, so that nothing kept helps; the 95th percentiles are compared.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from benchmarks.figures import Figure, report
from benchmarks.fullsize import full_size, run
from benchmarks.planning import percentile
from benchmarks.servers import Site, site, wait_until_idle

TIMES, AT_MOST = 10, 1.5
# What people look for by itself is longer than “and”.
LONG = 3
# What belongs to a role, by the column that names it.
OF_A_ROLE = ("title", "duty", "skill", "tool", "interest", "schooling", "trait", "code")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=60)
    count = parser.parse_args().pages
    with full_size() as database:
        grown = Path(database).with_name("grown.sqlite3")
        shutil.copy(database, grown)
        multiply(grown)
        run(grown, "manage.py", "rebuild_search")
        kinds = pages(database, count)
        with site(database) as small, site(grown) as large:
            for addresses in kinds.values():
                first = addresses.pop()
                for each in (small, large):
                    each.get(first, headers(first))
            figures = [beside(kind, addresses, small, large) for kind, addresses in kinds.items()]
    report(*figures)


def beside(kind: str, addresses: list[str], small: Site, large: Site) -> Figure:
    times: dict[int, list[float]] = {small.port: [], large.port: []}
    wait_until_idle()
    for address in addresses:
        for each in (small, large):
            start = time.perf_counter()
            each.get(address, headers(address))
            times[each.port].append(time.perf_counter() - start)
    few, many = (percentile(times[each.port], 0.95) for each in (small, large))
    return Figure(
        f"{kind}, p95 with {TIMES} times the roles",
        "as many as there are",
        many / few,
        AT_MOST,
        ours=f"{many * 1e3:.1f} ms",
        floors=f"{few * 1e3:.1f} ms",
    )


def headers(address: str) -> dict[str, str]:
    """What is offered while one types is a part of a page, and asked for as such."""
    return {"HX-Request": "true"} if address.startswith("/suggest/") else {}


def pages(database: Path, count: int) -> dict[str, list[str]]:
    """Addresses of each kind, all of them different."""
    with sqlite3.connect(database) as connection:
        roles = [
            slug
            for (slug,) in connection.execute(
                "SELECT slug FROM roles_role WHERE status = 'published' AND origin = 'onet' ORDER BY slug"
            )
        ]
        titles = [title for (title,) in connection.execute("SELECT title FROM roles_roletitle ORDER BY id")]
    connection.close()
    some = roles[:: len(roles) // (count + 1)][: count + 1]
    words = titles[:: len(titles) // (count + 1)][: count + 1]
    after = some[1:] + some[:1]
    typed = [quote(title[:9]) for title in words]
    return {
        "Results of a search": [f"/roles/?q={start}" for start in typed],
        "Results of a single word": [f"/roles/?q={quote(word)}" for word in common(titles, count + 1)],
        "What is offered while one types": [f"/suggest/?q={start}" for start in typed],
        "List of all roles": [f"/roles/?page={number}" for number in range(1, min(count + 1, len(roles) // 20))],
        "Role page": [f"/roles/{slug}/" for slug in some],
        "Comparison": [f"/compare/{one}-vs-{other}/" for one, other in zip(some, after, strict=True)],
    }


def common(titles: Sequence[str], count: int) -> list[str]:
    """The words that most titles have: they find the most."""
    words = Counter(word.strip("(),/&-.").lower() for title in titles for word in title.split())
    return [word for word, _ in words.most_common() if len(word) > LONG][:count]


def multiply(database: Path) -> None:
    """Put every role there ten times, under other names, each with facts of its own."""
    with sqlite3.connect(database) as connection:
        step = 10_000_000
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for number in range(1, TIMES):
            again(
                connection,
                "roles_role",
                number * step,
                {"slug": f"slug || '-{number}'", "title": f"title || ' {number}'"},
            )
            for fact in OF_A_ROLE:
                again(connection, f"roles_role{fact}", number * step, {"role_id": f"role_id + {number * step}"})
            again(connection, "roles_roleduty_duties", number * step, {"roleduty_id": f"roleduty_id + {number * step}"})
    connection.close()


def again(connection: sqlite3.Connection, table: str, further: int, changed: dict[str, str]) -> None:
    """The first rows of a table once more, that much further on, with these columns changed."""
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    values = {"id": f"id + {further}", **({"primary": "0"} if table == "roles_rolecode" else {}), **changed}
    names = ", ".join(f'"{name}"' for name in columns)
    taken = ", ".join(values.get(name, f'"{name}"') for name in columns)
    # Names of our own tables, and numbers.
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {taken} FROM {table} WHERE id < 10000000")  # noqa: S608


if __name__ == "__main__":
    main()
