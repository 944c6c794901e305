"""Random graphs to plan on: small, and with all that makes planning hard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from careers.cells import Range
from careers.planning.graph import MilestoneFacts, Need, PathGraph, RouteFacts

TODAY = date(2026, 11, 22)
PLACES = {"US": None, "US-NY": "US", "US-NY-CITY": "US-NY", "US-CA": "US"}
UNITS = {"experience": "years", "credits": "credits"}
KINDS = (
    *("education", "education", "training", "training", "credits", "experience", "experience"),
    *("assessment", "role", "role", "requirement", "condition"),
)


@dataclass(frozen=True)
class Case:
    """Somebody who wants to get somewhere."""

    graph: PathGraph
    goal: str
    have: dict[str, float]
    place: str
    hours: int


def cases(largest: int = 14) -> st.SearchStrategy[Case]:
    """Graphs of up to so many milestones. Drawn from a seed: hypothesis finds the smallest size that fails."""
    return st.builds(make_case, size=st.integers(2, largest), seed=st.integers(0, 1_000_000_000))


def make_case(size: int, seed: int) -> Case:
    """A case with cycles, shared needs, amounts, places and laws, dates, open ends and things held already."""
    random = Random(seed)
    milestones = [_milestone(number, "role" if number == 0 else random.choice(KINDS)) for number in range(size)]
    roles = [milestone.role for milestone in milestones if milestone.role]
    routes = [
        _route(random, f"r{number:02}-{which}", number, milestones, roles)
        for number in range(size)
        for which in range(random.choice((1, 1, 2, 2, 3)))
    ]
    have = {
        milestone.slug: float(random.randint(1, 3)) if milestone.unit else 1.0
        for milestone in milestones[1:]
        if random.random() < 0.1
    }
    graph = PathGraph({milestone.slug: milestone for milestone in milestones}, tuple(routes), PLACES)
    return Case(graph, "m00", have, random.choice(tuple(PLACES)), random.choice((10, 20, 40)))


def _milestone(number: int, kind: str) -> MilestoneFacts:
    return MilestoneFacts(
        slug=f"m{number:02}",
        title=f"Milestone {number}",
        kind="education" if kind == "credits" else kind,
        unit=UNITS.get(kind, ""),
        role=f"role-{number:02}" if kind == "role" else "",
    )


def _route(random: Random, slug: str, number: int, milestones: list[MilestoneFacts], roles: list[str]) -> RouteFacts:
    milestone = milestones[number]
    # Mostly what comes later, so that most goals can be reached; sometimes anything, which makes cycles.
    others = milestones[number + 1 :] if random.random() < 0.85 else [m for m in milestones if m is not milestone]
    wanted = random.sample(others, min(len(others), random.choice((0, 1, 1, 2, 2, 3))))
    takes_time = milestone.kind not in ("assessment", "requirement", "condition")
    is_work = milestone.kind in ("experience", "role")
    load = random.choice(("work", "none") if is_work else ("study", "study", "study", "none")) if takes_time else "none"
    return RouteFacts(
        slug=slug,
        reaches=milestone.slug,
        needs=tuple(
            Need(
                each.slug,
                float(random.randint(1, 4)) if each.unit else None,
                random.choice((6, 12, 24)) if random.random() < 0.1 else None,
            )
            for each in wanted
        ),
        months=_range(random, 6) if takes_time else Range(0, 0),
        hours_per_week=random.choice((None, 5, 10, 10, 20, 40)) if load != "none" else None,
        load=load,
        while_in=random.choice(roles) if milestone.kind == "experience" and random.random() < 0.5 else "",
        cost=_range(random, 5),
        strength=random.choice(("employers", "employers", "employers", "certifier", "certifier", "law", "helpful")),
        place=random.choice(("US", "US", "US", "US", "US", "US-NY", "US-NY-CITY", "US-CA")),
        opens=TODAY + timedelta(days=random.randint(-300, 100)) if random.random() < 0.1 else None,
        closes=TODAY + timedelta(days=random.randint(0, 900)) if random.random() < 0.12 else None,
    )


def _range(random: Random, most: int) -> Range | None:
    """Even numbers, so that their middle is whole; sometimes open at the end, sometimes not on file."""
    kind = random.random()
    low = 2 * random.randint(0, most)
    if kind < 0.05:
        return None
    if kind < 0.12:
        return Range(low, None)
    return Range(low, low + 2 * random.randint(0, 3))


def shuffled(case: Case, seed: int) -> Case:
    """The same with its milestones, routes and needs in another order."""
    random = Random(seed)
    routes = [replace(route, needs=tuple(random.sample(route.needs, len(route.needs)))) for route in case.graph.routes]
    random.shuffle(routes)
    slugs = random.sample(list(case.graph.milestones), len(case.graph.milestones))
    milestones = {slug: case.graph.milestones[slug] for slug in slugs}
    return replace(case, graph=replace(case.graph, routes=tuple(routes), milestones=milestones))
