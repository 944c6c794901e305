"""One choice of routes to a goal: which route is taken for what, when, and what that comes to.

How a path is timed and paid:
- a step starts when all it needs is done; a prerequisite that two steps share is done and paid once;
- study shares 40 hours a week, work has 40 of its own (so one can study while working), exams and
  applications take none; what asks for more than 40 takes proportionally longer;
- experience is gained while holding its role, so it needs that role first;
- of a milestone that is held in amounts a path needs the largest amount asked. What is held counts, except
  for credits at the high end: a school may take none of them over;
- bars are placed by the middle of ranges. Where only a minimum is known, or nothing, totals are open (“at least”).
It is scheduled greedily: each milestone as early as it fits, in an order that follows the editors'.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from careers.cells import Range
from careers.planning.graph import NOTHING, WEEK_HOURS, Here, MilestoneFacts, Need, RouteFacts, reachable

UNKNOWN = Range(0, None)  # what a time or cost that is not on file adds to a total
DAYS_A_MONTH = 365.25 / 12


class NoPath(ValueError):
    """The goal cannot be reached here: `missing` has no way in. `elsewhere` are places where the goal has one."""

    def __init__(self, goal: MilestoneFacts, missing: tuple[MilestoneFacts, ...], elsewhere: tuple[str, ...]) -> None:
        what = ", ".join(milestone.title for milestone in missing)
        where = f"there is a way in {', '.join(elsewhere)}" if elsewhere else "there is no way in any place"
        super().__init__(f"no path to {goal.title}: {what} cannot be reached; {where}")
        self.goal, self.missing, self.elsewhere = goal, missing, elsewhere


@dataclass(frozen=True)
class Draft:
    """Which route is taken for what (each after what it needs), when, and what that sums up to."""

    goal: str
    chosen: dict[str, RouteFacts]
    asked: Mapping[str, float]
    work: Mapping[str, tuple[Range | None, Range | None]]  # months and cost
    spans: dict[str, tuple[float, float]]
    months: Range
    cost: Range
    picks: tuple[str, ...] = ()

    @property
    def routes(self) -> tuple[str, ...]:
        return tuple(route.slug for route in self.chosen.values())


def make_draft(here: Here, goal: str, picks: Sequence[str]) -> Draft:
    here.graph.milestone(goal)
    closed: set[str] = set()
    while True:
        chosen = choose(here, goal, picks, closed)
        if chosen is None:
            raise no_path(here, goal)
        draft = timed(here, goal, chosen)
        late = {
            route.slug
            for slug, route in chosen.items()
            if not route.is_open(max(here.today, here.today + timedelta(days=draft.spans[slug][0] * DAYS_A_MONTH)))
        }
        if not late:
            return draft
        closed |= late


def choose(
    here: Here, goal: str, picks: Sequence[str], closed: Collection[str] = (), *, ready_first: bool = False
) -> dict[str, RouteFacts] | None:
    """The route to each milestone that is still needed, each after what it needs; None if there is no such choice.

    What is picked goes first, then what somebody has all it takes for who holds more than is usual. With
    `ready_first` that is so for whatever takes nothing more, and then for what needs nothing more.
    Depth first: a route that needs what is being settled would lean on itself, and gives way to the next.
    `here.routes` holds no dead ends, so this is linear, but for retries inside a cycle.
    """
    chosen: dict[str, RouteFacts] = {}
    settling: set[str] = set()

    def rank(route: RouteFacts) -> tuple[bool, bool, bool]:
        leads_on = here.is_at_hand(route) if ready_first else here.leads_on(route)
        return route.slug not in picks, not leads_on, ready_first and bool(here.open_needs(route))

    def settle(slug: str) -> bool:
        if slug in chosen or slug in settling:
            return slug in chosen
        settling.add(slug)
        before = len(chosen)
        for route in sorted(here.routes.get(slug, ()), key=rank):
            if route.slug not in closed and all(settle(need) for need in here.open_needs(route)):
                chosen[slug] = route
                break
            while len(chosen) > before:
                chosen.popitem()
        settling.remove(slug)
        return slug in chosen

    return chosen if here.has(Need(goal)) or settle(goal) else None


def timed(here: Here, goal: str, chosen: dict[str, RouteFacts], asked: Mapping[str, float] | None = None) -> Draft:
    if asked is None:
        needs = [need for route in chosen.values() for need in here.needs[route.slug]]
        asked = {slug: max([n.asked for n in needs if n.milestone == slug], default=1.0) for slug in chosen}
    work = {slug: _work(here, route, asked[slug]) for slug, route in chosen.items()}
    months = {slug: each or UNKNOWN for slug, (each, _) in work.items()}
    spans = _schedule(here, chosen, lambda slug: months[slug].middle)
    low = finish_of(_schedule(here, chosen, lambda slug: months[slug].low))
    high = None
    if not any(each.is_open for each in months.values()):
        high = max(low, finish_of(_schedule(here, chosen, lambda slug: months[slug].high or 0.0)))
    cost = sum((each or UNKNOWN for _, each in work.values()), NOTHING)
    return Draft(goal, chosen, asked, work, spans, Range(low, high), cost)


def _work(here: Here, route: RouteFacts, asked: float) -> tuple[Range | None, Range | None]:
    """The months and the cost of a route for this person; None is not on file."""
    milestone = here.graph.milestones[route.reaches]
    months, cost = route.months, route.cost
    if milestone.is_choice:
        months, cost = months or NOTHING, cost or NOTHING
    if milestone.is_condition:
        months, cost = NOTHING, cost or NOTHING
    low = high = 1.0
    if milestone.unit:
        low = max(0.0, asked - here.held.get(milestone.slug, 0.0))
        high = asked if milestone.unit == "credits" else low
    return _times(months, low * route.stretch, high * route.stretch), _times(cost, low, high)


def _schedule(
    here: Here, chosen: dict[str, RouteFacts], months: Callable[[str], float]
) -> dict[str, tuple[float, float]]:
    """Start and finish of each milestone, as early as its needs and the hours of a week allow."""
    spans: dict[str, tuple[float, float]] = {}
    for slug, route in chosen.items():
        start, length = max((spans[need][1] for need in here.open_needs(route)), default=0.0), months(slug)
        hours = route.weekly_hours
        rivals = [(*spans[s], chosen[s].weekly_hours) for s in spans if chosen[s].load == route.load]
        if length and hours:
            moments = sorted({start} | {end for _, end, _ in rivals if end > start})
            start = next(at for at in moments if hours + _busiest(rivals, at, at + length) <= WEEK_HOURS)
        spans[slug] = (start, start + length)
    return spans


def _busiest(rivals: Sequence[tuple[float, float, int]], start: float, finish: float) -> int:
    """The most weekly hours that are taken at one time between start and finish."""
    moments = [start, *(begin for begin, _, _ in rivals if start < begin < finish)]
    return max(sum(hours for begin, end, hours in rivals if begin <= at < end) for at in moments)


def no_path(here: Here, goal: str) -> NoPath:
    seen, stack, missing = {goal}, [goal], []
    while stack:
        slug = stack.pop()
        routes = here.usable.get(slug, ())
        if not routes:
            missing.append(here.graph.milestones[slug])
        for need in (need for route in routes for need in here.open_needs(route)):
            if need not in seen and need not in here.reached:
                seen.add(need)
                stack.append(need)
    places = {route.place for route in here.graph.routes} - {here.place}
    elsewhere = [p for p in sorted(places) if goal in reachable(here.graph, have=here.held, place=p, today=here.today)]
    milestone = here.graph.milestones[goal]
    return NoPath(milestone, tuple(missing) or (milestone,), tuple(elsewhere))


def finish_of(spans: Mapping[str, tuple[float, float]]) -> float:
    return max((finish for _, finish in spans.values()), default=0.0)


def _times(span: Range | None, low: float, high: float) -> Range | None:
    return span and Range(span.low * low, None if span.high is None else span.high * high)
