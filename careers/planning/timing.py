"""What a choice of routes comes to in time, and which of its steps decide that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isclose

from careers.cells import Range
from careers.planning.front import Open, Person
from careers.planning.graph import RouteFacts
from careers.planning.schedule import finish, shortest_schedule

Routes = Mapping[str, RouteFacts]
Spans = Mapping[str, tuple[float, float]]


def total_months(person: Person, routes: Routes, asked: Mapping[str, float]) -> Range:
    """How long the same steps take if each takes its least and its most: open where no most is known."""
    low = _makespan(person, routes, asked, lambda months: months.low)
    if any(person.work(route, asked[slug]).months.is_open for slug, route in routes.items()):
        return Range(low, None)
    return Range(low, max(low, _makespan(person, routes, asked, lambda months: months.high or 0.0)))


def _makespan(person: Person, routes: Routes, asked: Mapping[str, float], months: Callable[[Range], float]) -> float:
    activities, lags = person.activities(routes, asked, months, keeps_dates=False)
    return finish(activities, shortest_schedule(activities, lags, person.hours) or [])


def critical_chain(person: Person, routes: Routes, spans: Spans) -> frozenset[str]:
    """The steps that decide when the last one is done: each starts when those before it are done or leave it hours."""
    chain: set[str] = set()
    waiting = [list(routes)[-1]] if routes else []
    while waiting:
        slug = waiting.pop()
        chain.add(slug)
        route, start = routes[slug], spans[slug][0]
        if start <= 0:
            continue
        before = [
            need.milestone for need in person.needs(route) if _is_same(_enough_at(person, routes, spans, need), start)
        ]
        if not before:
            before = [
                other
                for other, rival in routes.items()
                if rival.load == route.load and other != slug and _is_same(spans[other][1], start)
            ]
        waiting += [other for other in before if other not in chain]
    return frozenset(chain)


def _enough_at(person: Person, routes: Routes, spans: Spans, need: Open) -> float:
    """When as much of a milestone is there as a need asks for."""
    part = person.work(routes[need.milestone], need.asked).months.middle
    return spans[need.milestone][0] + part


def _is_same(month: float, other: float) -> bool:
    return isclose(month, other, abs_tol=1e-6)
