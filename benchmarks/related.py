"""Related roles: on a page, and all pairs worked out anew.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.related [--rounds 5]

What a page is told of a role's suggestions, as facts, stands beside one indexed read of the same rows by the same
connection, in turns over all roles; the medians are compared. Then all pairs are worked out anew, from the first query
to the last row written; beside it NumPy alone, on ratings in memory, looks for the ten nearest of each role.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.figures import Figure, report
from benchmarks.fullsize import full_size, set_up

AT_MOST, AT_MOST_SECONDS = 2.0, 1.0
ROLES, SKILLS, NEAREST = 1_016, 68, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with full_size() as database:
        set_up(database)
        figures = on_a_page(rounds), worked_out(rounds)
    report(*figures)


def on_a_page(rounds: int) -> Figure:
    from django.db import connection

    from careers.clock import today
    from careers.facts.nearby import nearby
    from careers.facts.standpoint import COUNTRY, Standpoint
    from careers.views.roles import NEARBY
    from roles.models import Role
    from sources import versioning

    view = Standpoint((COUNTRY,), "", today())
    roles = list(Role.objects.published().order_by("?"))

    def suggestions(role: Any) -> None:
        nearby(role, view, NEARBY)

    def one_read(role: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT other_id, shared_duties, to_build, more_pay, pay_source_id, tier, source_id "
                "FROM roles_relatedrole WHERE role_id = %s ORDER BY position",
                [role.pk],
            )
            cursor.fetchall()

    seconds: dict[Callable[[Any], None], list[float]] = {suggestions: [], one_read: []}
    with versioning.one_reading():  # as for a page, which asks once whether content moved
        for _ in range(rounds):
            for role in roles:
                for call, times in seconds.items():
                    times.append(timed(partial(call, role)))
    ours, floor = (statistics.median(times) for times in seconds.values())
    return Figure(
        "Related roles on a page",
        "one indexed read",
        ours / floor,
        AT_MOST,
        ours=f"{ours * 1e6:.0f} µs",
        floors=f"{floor * 1e6:.0f} µs",
    )


def worked_out(rounds: int) -> Figure:
    from careers.relating import relate_roles
    from roles.models import RelatedRole

    ours, floor = [], []
    for _ in range(rounds):
        RelatedRole.objects.all().delete()  # so that it is written, too
        ours.append(timed(relate_roles))
        floor.append(timed(nearest_by_numpy))
    return Figure(
        "Related roles of all pairs, read, worked out and kept",
        "NumPy alone, ratings in memory",
        min(ours),
        AT_MOST_SECONDS,
        unit="s",
        ours=f"{min(ours):.2f} s",
        floors=f"{min(floor):.3f} s",
    )


def nearest_by_numpy() -> Any:
    import numpy as np

    ratings = np.random.default_rng(1).random((ROLES, SKILLS), np.float32)
    ratings /= np.linalg.norm(ratings, axis=1, keepdims=True)
    near = ratings @ ratings.T
    np.fill_diagonal(near, -1)
    return np.argpartition(-near, NEAREST, axis=1)[:, :NEAREST]


def timed(call: Callable[[], Any]) -> float:
    """The seconds that a call keeps this process busy: what else runs on the machine is no part of it."""
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main()
