"""What somebody can become: the plans to each of many goals, and which of them keep to a limit.

- A time that runs from low to high counts by its middle, as wherever plans are compared; a cost by its lowest, as with
  the budget of `plan`. So nothing that may fit is left out, and what may not fit after all says so (`Doubt`).
- Exact: a plan that another one beats in time, cost and schooling keeps to no limit on time that the other breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import inf
from typing import Any

from careers.cells import Range, Tag
from careers.planning.choice import NoPath
from careers.planning.graph import Here, PathGraph
from careers.planning.plans import OverBudget, Plan, PlanSet, plan
from careers.planning.totals import Way, ways_to_each


class Doubt(StrEnum):
    """Why a plan that may keep to the limits may also break them."""

    LONGER = "Can take longer"
    TIME_UNKNOWN = "Time not all on file"
    DEARER = "Can cost more"
    COST_UNKNOWN = "Cost not all on file"


@dataclass(frozen=True)
class Limits:
    """The most months and US dollars that somebody has; none is any."""

    months: float = inf
    dollars: float = inf

    @property
    def are_set(self) -> bool:
        return self.months < inf or self.dollars < inf

    def allow(self, found: Plan) -> bool:
        """Whether a plan may keep to them."""
        months, *_ = found.score
        return months <= self.months and found.cost.low <= self.dollars

    def doubts(self, found: Plan) -> tuple[Doubt, ...]:
        """Why it is not sure that it does."""
        return (
            *_doubts(found.months, self.months, Doubt.LONGER, Doubt.TIME_UNKNOWN),
            *_doubts(found.cost, self.dollars, Doubt.DEARER, Doubt.COST_UNKNOWN),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """The plans to one goal without their steps, and what is to be known of the facts that they rest on."""

    plans: PlanSet
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True)
class Reach:
    """The plans to one goal that keep to the limits: those that surely do, or else those that may, with the reasons."""

    plans: PlanSet
    doubts: tuple[Doubt, ...] = ()


def plans_to_each(
    graph: PathGraph,
    goals: Iterable[str],
    *,
    have: Mapping[str, float],
    place: str,
    start: date,
    budget: float = inf,
) -> dict[str, Outcome]:
    """What leads to each goal; goals that no plan leads to are left out. As `plan`, else.

    Of goals of one shape, which differ in names alone, one is planned.
    """
    shapes = _Shapes(graph.here(have, place, start))
    known: dict[Hashable, Outcome | None] = {}
    found = {}
    for goal in goals:
        shape = shapes.of(goal)
        if shape not in known:
            known[shape] = _outcome(graph, goal, have=have, place=place, start=start, budget=budget)
        if outcome := known[shape]:
            milestone = graph.milestones[goal]
            same = (replace(each, goal=milestone) for each in outcome.plans.plans)
            found[goal] = replace(outcome, plans=PlanSet(tuple(same)))
    return found


def totals_to_each(
    graph: PathGraph, goals: Iterable[str], *, have: Mapping[str, float], place: str, today: date
) -> dict[str, tuple[Way, ...]]:
    """What each of the ways to each goal comes to: as `ways_to_each`, without picks.

    Of goals of one shape, which differ in names alone, one is reckoned.
    """
    shapes = _Shapes(graph.here(have, place, today))
    by_goal = {goal: shapes.of(goal) for goal in goals}
    first = {shape: goal for goal, shape in reversed(by_goal.items())}
    ways = ways_to_each(graph, first.values(), have=have, place=place, today=today)
    bare = {goal: tuple(replace(way, picks=()) for way in found) for goal, found in ways.items()}
    return {goal: bare[first[shape]] for goal, shape in by_goal.items() if first[shape] in bare}


def _outcome(graph: PathGraph, goal: str, **asked: Any) -> Outcome | None:
    try:
        plans = plan(graph, goal, **asked).plans
    except (NoPath, OverBudget):
        return None
    routes = [step.route for each in plans for step in each.steps]
    bare = (replace(each, steps=(), early_exits=(), optional=(), held=()) for each in plans)
    tags = dict.fromkeys(tag for route in routes for tag in (*route.tags, *route.cost_tags) if tag.is_warning)
    return Outcome(PlanSet(tuple(bare)), tuple(tags))


class _Shapes:
    """What plans to a goal hang on, but for the names of what leads to nothing else."""

    def __init__(self, here: Here) -> None:
        self.here = here
        asked = Counter(need.milestone for needs in here.needs.values() for need in needs)
        self.alone = {slug for slug, times in asked.items() if times == 1} - here.held.keys()

    def of(self, slug: str, *below: str) -> Hashable:
        milestone = self.here.graph.milestones[slug]
        routes = tuple(
            (
                *(route.months, route.cost, route.load, route.hours_per_week, route.strength),
                *(route.opens, route.closes, route.tags, route.cost_tags),
                tuple(
                    (self._named(need.milestone, slug, *below), need.amount, need.within_months)
                    for need in self.here.needs[route.slug]
                ),
            )
            for route in self.here.usable.get(slug, ())
        )
        return milestone.kind, milestone.unit, slug if slug in self.here.held else "", routes

    def _named(self, slug: str, *below: str) -> Hashable:
        return self.of(slug, *below) if slug in self.alone and slug not in below else slug


def within(plans: PlanSet, limits: Limits) -> Reach | None:
    """Those of the plans that keep to the limits; None where none may. Found under the budget, if there is one."""
    fit = [each for each in plans.plans if limits.allow(each)]
    if not fit:
        return None
    sure = [each for each in fit if not limits.doubts(each)]
    fewest = min(map(limits.doubts, fit), key=len)
    return Reach(PlanSet(tuple(sure or fit)), fewest)


def _doubts(span: Range, most: float, more: Doubt, unknown: Doubt) -> tuple[Doubt, ...]:
    if most == inf or (span.high is not None and span.high <= most):
        return ()
    return (unknown,) if span.high is None else (more,)
