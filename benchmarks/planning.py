"""Plans on the shipped graph beside an exact solver, and how the time grows with the graph.

    .venv/bin/python -m benchmarks.planning

First each role is planned from nothing, from a high school diploma and from a bachelor's degree, by us and by OR-Tools
CP-SAT with the same rules written as a model (`tests/careers/oracle.py`), in one run: both must come to the same
optima. Then graphs of 100, 1,000 and 10,000 milestones are drawn, with three routes each and plans of up to
12 steps.
"""

from __future__ import annotations

import contextlib
import gc
import os
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from math import isclose, log
from random import Random
from typing import TypeVar

from benchmarks.figures import Figure, report
from careers.cells import Range
from careers.planning.choice import NoPath
from careers.planning.front import front
from careers.planning.graph import WEEK_HOURS, Here, MilestoneFacts, Need, PathGraph, RouteFacts
from careers.planning.plans import plan
from tests.careers.planning.oracle import Oracle

T = TypeVar("T")
TODAY = date(2026, 11, 22)
SCALE = 1000  # parts of a month that the solver counts in
STARTS = {"nothing": (), "a diploma": ("high-school-diploma",), "a bachelor's degree": ("bachelors-degree",)}
TIMES_AS_FAST, AT_MOST_MS = 50, 10.0
SIZES, ROUTES, STEPS = (100, 1_000, 10_000), 3, 12


def main() -> None:
    with shipped_content() as graph:
        figures = shipped(graph)
    growth()
    report(*figures)


@contextlib.contextmanager
def shipped_content() -> Iterator[PathGraph]:
    """The graph of the content in `fixtures/`, loaded into a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="config.settings",
            DATABASE_URL=f"sqlite:///{folder}/planning.sqlite3",
            SECRET_KEY="only-for-measuring-" + "0" * 40,
            DEBUG="False",
            PUBLIC_URL="http://127.0.0.1:8000",
            CACHE_URL="locmemcache://",
            ENV_FILE="",
        )
        import django

        django.setup()
        from django.core.management import call_command

        from careers.facts.paths import path_graph

        call_command("migrate", verbosity=0)
        call_command("load_fixtures", verbosity=0)
        yield path_graph("US", TODAY)


def shipped(graph: PathGraph) -> list[Figure]:
    """Every role from every start, by us and by the solver."""
    ours, theirs, differing, steps = [], [], [], []
    for start, slugs in STARTS.items():
        have = dict.fromkeys(slugs, 1.0)
        for role, goal in sorted(graph.goals().items()):
            try:
                found, seconds = measured(partial(plan, graph, goal, have=have, start=TODAY), rounds=5)
            except NoPath:
                print(f"  {role} from {start}: no path")
                continue
            ours += seconds
            steps.append(max(len(each.steps) for each in found.plans))
            best = (found.fastest, found.cheapest, found.least_schooling)
            least, seconds = measured(partial(optima, graph, goal, have), rounds=1)
            theirs += seconds
            for criterion, (each, optimum) in enumerate(zip(best, least, strict=True)):
                mine = (each.score[criterion + 3], each.score[criterion])
                if mine[0] != optimum[0] or not isclose(mine[1], optimum[1], abs_tol=len(each.steps) / SCALE):
                    differing.append(f"  {role} from {start}: {mine} instead of {optimum}")
    ratio = statistics.median(theirs) / statistics.median(ours)
    worst = percentile(ours, 0.99)
    print(
        f"Shipped graph: {len(graph.milestones)} milestones, {len(graph.routes)} routes, "
        f"plans of up to {max(steps)} steps"
    )
    print(f"  optima of {len(theirs)} goals and starts that differ from the solver's: {len(differing)}")
    print("\n".join(differing), end="\n" if differing else "")
    print(f"  solver, three optima: {statistics.median(theirs) * 1e3:.1f} ms in the median")
    _, seconds = measured(partial(made_ready, graph), rounds=5)
    print(f"  the graph made ready for a place and a day, kept after that: {statistics.median(seconds) * 1e3:.1f} ms")
    print(f"  ours, the whole front: {statistics.median(ours) * 1e3:.2f} ms in the median, p99 {worst * 1e3:.2f} ms")
    return [
        Figure("Optima of plans that differ", "OR-Tools CP-SAT", len(differing), 0, unit=f"of {len(theirs)}"),
        Figure(
            "A whole front of plans, times as fast",
            "three optima by OR-Tools CP-SAT",
            ratio,
            TIMES_AS_FAST,
            at_least=True,
            ours=f"{statistics.median(ours) * 1e3:.2f} ms",
            floors=f"{statistics.median(theirs) * 1e3:.1f} ms",
        ),
        Figure("A plan on the shipped graph, p99", "what is asked for", worst * 1e3, AT_MOST_MS, unit="ms"),
    ]


def optima(graph: PathGraph, goal: str, have: dict[str, float]) -> list[tuple[bool, float]]:
    oracle = Oracle(graph, goal, have, "US", TODAY, WEEK_HOURS, scale=SCALE, rounded=True)
    return [least for criterion in range(3) if (least := oracle.least(criterion))]


def growth() -> None:
    """Time and memory of a plan as the graph grows: whole, and for the part that the goal can lean on."""
    print(f"\nDrawn graphs, {ROUTES} routes to each milestone, plans of up to {STEPS} steps")
    print("  milestones   the graph made ready   over n log n   one plan, median   steps   plans   memory")
    first = None
    for size in SIZES:
        graph = drawn(size)
        _, seconds = measured(partial(made_ready, graph), rounds=3)
        ready = statistics.median(seconds)
        here = Here(graph, {}, "US", TODAY)
        goals = [f"m{size - 1 - number}" for number in range(20)]
        found, times = [], []
        for goal in goals:
            choices, seconds = measured(partial(front, here, goal, WEEK_HOURS), rounds=1)
            found.append(choices)
            times += seconds
        tracemalloc.start()
        plan(graph, goals[0], start=TODAY)
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        first = first or ready / (size * log(size))
        print(
            f"  {size:10,}   {ready * 1e3:17.1f} ms   {ready / (size * log(size)) / first:12.2f}"
            f"   {statistics.median(times) * 1e3:13.1f} ms   {max(len(c.routes) for f in found for c in f):5}"
            f"   {statistics.median(len(f) for f in found):5.0f}   {memory / 1e6:.1f} MB"
        )


def made_ready(graph: PathGraph) -> Here:
    """What a graph keeps for whoever asks next, worked out anew, and what can be reached from nothing."""
    return Here(replace(graph), {}, "US", TODAY)


def drawn(size: int) -> PathGraph:
    """Milestones in four layers, each with three routes that need one or two of the layer below."""
    random, layers = Random(size), 4
    width = size // layers
    milestones = {f"m{number}": MilestoneFacts(f"m{number}", f"Milestone {number}") for number in range(size)}
    routes = []
    for number in range(size):
        layer = min(number // width, layers - 1)
        for which in range(ROUTES):
            below = [
                (layer - 1) * width + (number + random.randint(-4, 4)) % width for _ in range(random.choice((1, 1, 2)))
            ]
            low, cost = random.randint(1, 12), random.randint(0, 20) * 100
            routes.append(
                RouteFacts(
                    slug=f"r{number}-{which}",
                    reaches=f"m{number}",
                    needs=tuple(Need(f"m{each}") for each in dict.fromkeys(below)) if layer else (),
                    months=Range(low, low + random.randint(0, 6)),
                    hours_per_week=random.choice((10, 20, 40)),
                    load=random.choice(("study", "study", "work", "none")),
                    cost=Range(cost, cost + random.randint(0, 5) * 100),
                )
            )
    return PathGraph(milestones, tuple(routes), {"US": None})


def measured(call: Callable[[], T], rounds: int) -> tuple[T, list[float]]:
    """What a call gives, and the seconds that each round keeps this process busy.

    What else runs on the machine is no part of it, nor what earlier calls left lying about.
    """
    seconds = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        result = call()
        seconds.append(time.process_time() - start)
    return result, seconds


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    main()
