"""From what a person has to what they want: the plans that no other beats, with their steps and reasons.

`plan` finds them exactly (`front` and `schedule` say how, and how long it can take) and tells for each what is done
when, why, and what comes of it on the way. Rules that hold for every plan:

- a milestone is reached by one of its routes; what two steps share is done and paid once;
- a step starts when all it needs is done, of an amount as much as it asks;
- study overlaps study only while the hours of a week allow it, work has 40 hours of its own, exams and
  applications take none; what asks for more hours than there are takes proportionally longer;
- experience is gained while holding its role;
- of what is held in amounts the largest amount counts, not the sum;
- ranges are compared by their middle; where only a minimum is known, by that, and what is open is never named
  fastest, cheapest or least schooling while something known is there;
- routes of strength `helpful` are advice and no part of a plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf

from careers.cells import Range
from careers.planning.choice import no_path
from careers.planning.front import Choice, Person, Score, Work, front
from careers.planning.graph import (
    NOTHING,
    WEEK_HOURS,
    MilestoneFacts,
    Need,
    PathGraph,
    Recommendation,
    RouteFacts,
)
from careers.planning.timing import critical_chain, total_months


@dataclass(frozen=True)
class Unlock:
    """What a step is needed for. Who says so, and how strongly, stands on the route that asks for it."""

    milestone: MilestoneFacts
    route: RouteFacts


@dataclass(frozen=True)
class PlanStep:
    """One milestone on the way. Start and finish are months from now, by the middle of ranges."""

    milestone: MilestoneFacts
    route: RouteFacts
    asked: float  # how much of it, where it is held in amounts
    months: Range
    cost: Range
    start: float
    finish: float
    is_critical: bool  # the goal comes later if this takes longer
    overlaps: tuple[str, ...]  # milestones of the steps that run at the same time
    unlocks: tuple[Unlock, ...]
    held: tuple[Need, ...]  # what it asks for and one has
    conditions: tuple[MilestoneFacts, ...]  # an age, a card: to be met, and not timed
    too_old: tuple[Need, ...]  # what the plan finishes longer before it than it may be


@dataclass(frozen=True)
class EarlyExit:
    """A role on the way: from then on one may work in it."""

    milestone: MilestoneFacts
    month: float


@dataclass(frozen=True)
class Plan:
    """One way to the goal, whole. Totals leave out financial aid, and what keeps a credential alive later."""

    goal: MilestoneFacts
    steps: tuple[PlanStep, ...]  # in the order in which they start
    months: Range
    cost: Range
    schooling: Range  # months of study, those side by side counted each
    early_exits: tuple[EarlyExit, ...]
    optional: tuple[Recommendation, ...]
    held: tuple[Need, ...]  # what one has and some step asks for
    score: Score  # what plans are compared by

    @property
    def routes(self) -> tuple[str, ...]:
        """The slugs of the routes taken: they name the plan in an address."""
        return tuple(step.route.slug for step in self.steps)

    @property
    def finish(self) -> float:
        """The month of the goal, by the middle of ranges."""
        return max((step.finish for step in self.steps), default=0.0)


@dataclass(frozen=True)
class PlanSet:
    """Every plan that no other beats in time, cost and schooling at once, the quickest first. There is at least one."""

    plans: tuple[Plan, ...]

    @property
    def fastest(self) -> Plan:
        return self._best(0, 1, 2)

    @property
    def cheapest(self) -> Plan:
        return self._best(1, 0, 2)

    @property
    def least_schooling(self) -> Plan:
        return self._best(2, 0, 1)

    def _best(self, *criteria: int) -> Plan:
        """By the first criterion, then the others: known before open, small before large, at last by name."""

        def rank(plan: Plan) -> tuple[tuple[bool, float], ...]:
            return tuple((bool(plan.score[criterion + 3]), plan.score[criterion]) for criterion in criteria)

        return min(self.plans, key=lambda plan: (rank(plan), sorted(plan.routes)))


class OverBudget(ValueError):
    """The goal can be reached, but by no plan that costs as little as the budget."""


def plan(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str = "US",
    start: date,
    hours_per_week: float = WEEK_HOURS,
    budget: float = inf,
    picks: Collection[str] = (),
) -> PlanSet:
    """All plans to a goal that no other beats, for somebody who holds something, in a place, from a day on.

    `have` gives the amount of each milestone held, 1 for what has no unit. A plan keeps to a budget when its cost can
    be as low. Of a milestone of picked routes, plans take those only. Raises UnknownMilestone, NoPath, OverBudget where
    there are plans and each costs more, and ValueError where a week has no hours.
    """
    if not hours_per_week > 0:
        raise ValueError(f"a week of {hours_per_week} hours leaves no time to study")
    graph.milestone(goal)
    here = graph.here(have, place, start)
    choices = front(here, goal, hours_per_week, budget, picks)
    if not choices:
        raise (
            OverBudget(goal) if budget < inf and front(here, goal, hours_per_week, picks=picks) else no_path(here, goal)
        )
    choices.sort(
        key=lambda choice: (choice.score[3], *choice.score[:3], sorted(route.slug for route in choice.routes.values()))
    )
    person = Person(here, hours_per_week)
    return PlanSet(tuple(_plan(person, graph.milestone(goal), choice) for choice in choices))


def _plan(person: Person, goal: MilestoneFacts, choice: Choice) -> Plan:
    here, graph = person.here, person.here.graph
    works = {slug: person.work(route, choice.asked[slug]) for slug, route in choice.routes.items()}
    spans = {slug: (start, start + works[slug].months.middle) for slug, start in choice.starts.items()}
    critical = critical_chain(person, choice.routes, spans)
    steps = tuple(
        _step(person, choice, slug, works[slug], spans, is_critical=slug in critical)
        for slug in sorted(spans, key=lambda slug: (spans[slug], list(spans).index(slug)))
    )
    jobs = sorted(
        (spans[slug][1], slug) for slug in spans if graph.milestones[slug].kind == "role" and slug != goal.slug
    )
    brought = here.held.keys() | spans.keys()
    return Plan(
        goal=goal,
        steps=steps,
        months=total_months(person, choice.routes, choice.asked),
        cost=_sum(work.cost for work in works.values()),
        schooling=_sum(work.schooling for work in works.values()),
        early_exits=tuple(EarlyExit(graph.milestones[slug], month) for month, slug in jobs),
        optional=tuple(
            advice for advice in graph.recommendations.get(goal.role, ()) if advice.milestone not in brought
        ),
        held=tuple(dict.fromkeys(need for step in steps for need in step.held)),
        score=choice.score,
    )


def _step(
    person: Person,
    choice: Choice,
    slug: str,
    work: Work,
    spans: Mapping[str, tuple[float, float]],
    *,
    is_critical: bool,
) -> PlanStep:
    here, route, (start, finish) = person.here, choice.routes[slug], spans[slug]
    graph, needs = here.graph, here.needs[route.slug]
    return PlanStep(
        milestone=graph.milestones[slug],
        route=route,
        asked=choice.asked[slug],
        months=work.months,
        cost=work.cost,
        start=start,
        finish=finish,
        is_critical=is_critical,
        overlaps=tuple(
            other for other, (begin, end) in spans.items() if other != slug and min(finish, end) > max(start, begin)
        ),
        unlocks=tuple(
            Unlock(graph.milestones[above], other)
            for above, other in choice.routes.items()
            if any(need.milestone == slug for need in person.needs(other))
        ),
        held=tuple(need for need in needs if need.milestone in here.held and here.has(need)),
        conditions=tuple(
            graph.milestones[need.milestone] for need in needs if need.milestone in here.granted - here.waived
        ),
        too_old=tuple(
            need
            for need in needs
            if need.within_months and need.milestone in spans and start - spans[need.milestone][1] > need.within_months
        ),
    )


def _sum(ranges: Iterable[Range]) -> Range:
    total = NOTHING
    for each in ranges:
        total += each
    return total
