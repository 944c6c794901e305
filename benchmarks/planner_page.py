"""The planner as an HTTP request, beside the comparison page: time, and the number of queries.

    .venv/bin/python -m benchmarks.planner_page [--rounds 3]

On the shipped content each role is planned, and compared with the next one, in turns and in one run; every page is made
anew: by a process that has made others before, and as the first page after a change of content. The number of queries
is one for all roles of a kind (specialties ask for the role they are part of), whatever somebody has.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Figure, report
from benchmarks.planning import STARTS, measured, shipped_content

AT_MOST = 2.0
ANSWERS = (
    "",
    *("".join(f"&have={slug}" for slug in slugs or ["nothing"]) for slugs in STARTS.values()),
    "&have=associate-degree&hours=10&budget=20000",
    "&hours=60&budget=1000",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with shipped_content():
        # Plain names for static files: the hashed ones exist only where a server was started.
        settings.STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        from roles.models import Role

        roles = list(Role.objects.published().order_by("slug"))
        plans = [f"/plan/?to={role.slug}" for role in roles]
        comparisons = [f"/compare/{one.slug}-vs-{other.slug}/" for one, other in pairwise([*roles, roles[0]])]
        print(f"The planner beside the comparison page: {len(roles)} roles, {rounds} rounds")
        figures = [
            beside("made after others", page, plans, comparisons, rounds),
            beside("first after a change", first_page, plans, comparisons, rounds=1),
            queries("roles", [plan for plan, role in zip(plans, roles, strict=True) if not role.parent_id]),
            queries("specialties", [plan for plan, role in zip(plans, roles, strict=True) if role.parent_id]),
        ]
    report(*figures)


def beside(what: str, get: Callable[[str], None], plans: list[str], comparisons: list[str], rounds: int) -> Figure:
    """Both kinds of page in turns, in the median."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        for plan, comparison in zip(plans, comparisons, strict=True):
            ours += measured(partial(get, plan), rounds=1)[1]
            theirs += measured(partial(get, comparison), rounds=1)[1]
    one, other = statistics.median(ours), statistics.median(theirs)
    return Figure(
        f"Planner, {what}",
        "a comparison of the same roles",
        one / other,
        AT_MOST,
        ours=f"{one * 1e3:.1f} ms",
        floors=f"{other * 1e3:.1f} ms",
    )


def queries(what: str, plans: list[str]) -> Figure:
    """How many different numbers of queries answer all plans, whatever somebody has, for any hours and dollars."""
    numbers = set()
    for address in (f"{plan}{answers}" for plan in plans for answers in ANSWERS):
        with CaptureQueriesContext(connection) as asked:
            page(address)
        numbers.add(len(asked))
    said = ", ".join(map(str, sorted(numbers)))
    return Figure(f"Planner, {what}: numbers of queries", "one, whatever is asked", len(numbers), 1, unit="", ours=said)


def page(address: str) -> None:
    answer = Client(headers={"host": "127.0.0.1"}).get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}")


def first_page(address: str) -> None:
    from careers.facts import remembered

    remembered.forget()
    cache.clear()
    page(address)


if __name__ == "__main__":
    main()
