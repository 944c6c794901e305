"""Pages as a reader's browser asks for them, beside the least that such a page could cost: requests a second.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.serving [--rounds 12]

At full size, with one worker each. A comparison of four occupations, made anew each time, stands beside a table of as
many rows and bytes that somebody tuned by hand. The page of one occupation stands beside such a table of four with 60
rows: 240 numbers, where it has some 440 facts of a dozen kinds and twice the bytes. That table is made by threads side
by side, as Django comes; all other floors are made in turns, as ours are. How the page compares with the same table
made in turns, and with a list of no more than its own rows and bytes, is told, too. The same link again, kept or
answered with “not modified”, stands beside constant bytes behind the same middleware. All are asked in turns; other
work on the machine only ever slows a round, so the best of each counts.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, report
from benchmarks.fullsize import full_size, run
from benchmarks.servers import Site, needs_wrk, site

# Accountants, nurses, electricians and civil engineers: much is on file of each.
CODES = ("13-2011.00", "29-1141.00", "47-2111.00", "17-2051.00")
LEAST_ROWS, MOST_ROLE_KB = 60, 60.0
# The tuned table that the page of one occupation stands beside.
TUNED = "/table?of=1-2-3-4&rows=60&bytes=22128"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=12)
    rounds = parser.parse_args().rounds
    needs_wrk()
    with full_size() as database, tempfile.TemporaryDirectory() as folder:
        floor = Path(folder, "floor.sqlite3")
        run_tuned(floor)
        with (
            site(database) as ours,
            site(database, CACHE_URL="dummycache://") as forgetful,
            site(floor, settings="benchmarks.tuned_settings") as tuned,
            site(floor, settings="benchmarks.tuned_settings", app="benchmarks.wsgi:threaded") as threaded,
            site(database, settings="benchmarks.bare_settings") as bare,
        ):
            report(*measured(*addresses(database), ours, forgetful, tuned, threaded, bare, rounds))


def addresses(database: Path) -> tuple[str, str]:
    """A comparison of four occupations, and the page of one."""
    with sqlite3.connect(database) as connection:
        found = connection.execute(
            "SELECT DISTINCT role.slug FROM roles_role role JOIN roles_rolecode code ON code.role_id = role.id "
            "JOIN roles_occupation ON roles_occupation.id = occupation_id "
            "WHERE code.use = 'title' AND code.\"primary\" AND roles_occupation.code IN (?, ?, ?, ?)",
            CODES,
        )
        slugs = sorted(slug for (slug,) in found)
    connection.close()
    return f"/compare/{'-vs-'.join(slugs)}/", f"/roles/{slugs[0]}/"


def run_tuned(database: Path) -> None:
    run(
        database,
        "-c",
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'benchmarks.tuned_settings'; import django; django.setup();"
        "from benchmarks import floor_site; floor_site.make()",
    )


def measured(
    four: str, one: str, ours: Site, forgetful: Site, tuned: Site, threaded: Site, bare: Site, rounds: int
) -> list[Figure]:
    comparison, headers = ours.get(four)
    role, _ = ours.get(one)
    compared, told = rows(comparison), rows(role)
    again = {"If-None-Match": headers["ETag"]} if headers["ETag"] else {}
    asked = {
        "comparison": (forgetful, four, {}),
        "its table": (tuned, f"/table?of=1-2-3-4&rows={compared}&bytes={len(comparison)}", {}),
        "role": (forgetful, one, {}),
        "tuned": (threaded, TUNED, {}),
        "tuned in turns": (tuned, TUNED, {}),
        "its list": (tuned, f"/table?of=1&rows={told}&bytes={len(role)}", {}),
        "kept": (ours, four, {}),
        "not modified": (ours, four, again),
        "bytes": (bare, f"/bare?bytes={len(comparison)}", {}),
    }
    best = dict.fromkeys(asked, 0.0)
    for _ in range(rounds):
        for name, (where, path, said) in asked.items():
            best[name] = max(best[name], where.rate(path, said))
    of_four = f"a tuned page of {compared} rows and {len(comparison) / 1e3:.0f} kB"
    of_one = f"a tuned list of {told} rows and {len(role) / 1e3:.0f} kB"

    def beside(what: str, floor: str, mine: str, other: str, least: float | None) -> Figure:
        said = {"ours": f"{best[mine]:,.0f}/s", "floors": f"{best[other]:,.0f}/s"}
        return Figure(what, floor, best[mine] / best[other], least, at_least=True, **said)

    return [
        beside("Comparison of four, made anew", of_four, "comparison", "its table", 0.80),
        Figure("Rows of that comparison", "what is asked for", compared, LEAST_ROWS, at_least=True, unit="rows"),
        beside("The same link again, kept", "constant bytes, same middleware", "kept", "bytes", 0.60),
        beside("The same link again, not modified", "constant bytes, same middleware", "not modified", "bytes", 0.80),
        beside("Role page, made anew", "a tuned page of 60 rows of four and 22 kB", "role", "tuned", 0.80),
        beside("The same", "that page, made in turns as ours is", "role", "tuned in turns", None),
        beside("The same", of_one, "role", "its list", None),
        Figure("Role page, HTML", "what is asked for", len(role) / 1e3, MOST_ROLE_KB, unit="kB"),
    ]


def rows(page: bytes) -> int:
    """The rows of tables and the items of lists in a page's own part."""
    return len(re.findall(rb"<(?:tr|li)\b", page[page.index(b"<main") : page.index(b"</main>")]))


if __name__ == "__main__":
    main()
