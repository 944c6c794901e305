"""From what a person has to what they want: paths over milestones and routes.

The data is an AND/OR graph (a directed hypergraph; in CTDL's terms pathway components and component
conditions): a milestone is reached by **any one** of its routes, a route needs **all** of its needs.
True data has cycles (a year in a job counts toward a certificate that the job asks for), so what can be
reached is a least fixpoint, grown from nothing as in Dowling and Gallier, “Linear-time algorithms for
testing the satisfiability of propositional Horn formulae” (1984), and no path ever leans on itself.

Which routes lead anywhere in a place:
- a route of a place counts only there and in the places inside it;
- where a place has its own route of strength `law` for a milestone, routes of wider places do not lead there;
- routes of strength `helpful` are advice and never enter a path;
- a route that is not open yet, or closes before its step could start, does not count.

How a path is timed and paid:
- a step starts when all it needs is done; a prerequisite that two steps share is done and paid once;
- study shares 40 hours a week, work has 40 of its own (so one can study while working), exams and
  applications take none; what asks for more than 40 takes proportionally longer;
- experience is gained while holding its role, so it needs that role first;
- of a milestone that is held in amounts a path needs the largest amount asked. What is held counts, except
  for credits at the high end: a school may take none of them over;
- bars are placed by the middle of ranges. Where only a minimum is known, or nothing, totals are open (“at least”).
Steps are scheduled greedily, each as early as it fits, in an order that follows the editors'.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf

from careers.cells import Range
from careers.pathgraph import (
    NOTHING,
    WEEK_HOURS,
    Here,
    MilestoneFacts,
    Need,
    PathGraph,
    Recommendation,
    RouteFacts,
    UnknownMilestone,
    reachable,
    usable_routes,
)

__all__ = [
    "Alternative",
    "MilestoneFacts",
    "Need",
    "NoPath",
    "Path",
    "PathGraph",
    "Recommendation",
    "RouteFacts",
    "Step",
    "UnknownMilestone",
    "first_path",
    "reachable",
    "time_to",
    "usable_routes",
    "ways",
]

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
class Alternative:
    """One way to take a step.

    Its own months and cost are what it brings along: its time and cost, and those of what only it needs
    first. The totals are those of the whole path that takes it.
    """

    route: RouteFacts
    months: Range
    cost: Range
    first: tuple[MilestoneFacts, ...]
    total_months: Range
    total_cost: Range
    picks: tuple[str, ...]  # the routes to pick for that path
    is_picked: bool


@dataclass(frozen=True)
class Step:
    """One step of a path; start and finish are months from now, by the middle of ranges.

    A choice (“any of these”) is one step together with the milestone that its route asks for:
    `inner`, reached by `inner_route`. A done step has no route.
    """

    number: int
    milestone: MilestoneFacts
    route: RouteFacts | None = None
    inner: MilestoneFacts | None = None
    inner_route: RouteFacts | None = None
    amount: float = 1.0
    months: Range | None = NOTHING
    cost: Range | None = NOTHING
    start: float = 0.0
    finish: float = 0.0
    needs: tuple[Need, ...] = ()
    held: tuple[Need, ...] = ()  # those of its needs that one has
    conditions: tuple[MilestoneFacts, ...] = ()  # those that are only to be met
    too_old: tuple[Need, ...] = ()  # those done too long before it
    alternatives: tuple[Alternative, ...] = ()
    inner_alternatives: tuple[Alternative, ...] = ()
    while_others: tuple[int, ...] = ()  # numbers of the steps that it runs beside and does not hold up
    first: tuple[MilestoneFacts, ...] = ()  # for an optional step: what it takes on the way
    recommendation: Recommendation | None = None
    is_done: bool = False

    @property
    def is_optional(self) -> bool:
        return self.recommendation is not None

    @property
    def strength(self) -> str:
        if self.recommendation:
            return self.recommendation.strength
        return self.route.strength if self.route else ""


@dataclass(frozen=True)
class Path:
    """Steps in an order in which they can be done. Totals leave out the optional ones, and financial aid."""

    goal: MilestoneFacts
    steps: tuple[Step, ...]
    optional: tuple[Step, ...]
    months: Range
    cost: Range
    finish: float
    routes: frozenset[str]  # slugs of the routes taken

    @property
    def to_do(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_done)


def first_path(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str,
    picks: Sequence[str] = (),
    today: date,
) -> Path:
    """The path over the picked routes and, where none is picked, the first that leads there in the editors' order.

    A pick changes nothing where it does not count here, would lean on itself, or is not needed: it is then
    not among the path's `routes`. Raises UnknownMilestone, NoPath.
    """
    here = Here(graph, have or {}, place, today)
    return _path(here, _draft(here, goal, picks), picks)


def ways(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str,
    picks: Sequence[str] = (),
    today: date,
) -> tuple[Path, ...]:
    """A path for each card of the main choice: the choice, or else the step of several routes, nearest the goal.

    Raises UnknownMilestone, NoPath.
    """
    here = Here(graph, have or {}, place, today)
    return tuple(_path(here, draft, (*picks, *draft.routes)) for draft in _main_drafts(here, goal, picks))


def time_to(
    graph: PathGraph, goal: str, *, have: Mapping[str, float] | None = None, place: str, today: date
) -> Range | None:
    """The months to a goal over all its ways, from the shortest to the longest; None where nothing is known."""
    try:
        here = Here(graph, have or {}, place, today)
        known = [draft.months for draft in _main_drafts(here, goal, ()) if draft.months != UNKNOWN]
    except (UnknownMilestone, NoPath):
        return None
    if not known:
        return None
    highs = [months.high for months in known if months.high is not None]
    return Range(min(months.low for months in known), max(highs) if len(highs) == len(known) else None)


@dataclass(frozen=True)
class _Draft:
    """Which route is taken for what (each after what it needs), when, and what that sums up to."""

    goal: str
    chosen: dict[str, RouteFacts]
    asked: Mapping[str, float]
    work: Mapping[str, tuple[Range | None, Range | None]]  # months and cost
    spans: dict[str, tuple[float, float]]
    months: Range
    cost: Range

    @property
    def routes(self) -> tuple[str, ...]:
        return tuple(route.slug for route in self.chosen.values())


def _draft(here: Here, goal: str, picks: Sequence[str]) -> _Draft:
    here.graph.milestone(goal)
    closed: set[str] = set()
    while True:
        chosen = _choose(here, goal, picks, closed)
        if chosen is None:
            raise _no_path(here, goal)
        draft = _timed(here, goal, chosen)
        late = {
            route.slug
            for slug, route in chosen.items()
            if not route.is_open(max(here.today, here.today + timedelta(days=draft.spans[slug][0] * DAYS_A_MONTH)))
        }
        if not late:
            return draft
        closed |= late


def _choose(here: Here, goal: str, picks: Sequence[str], closed: Collection[str]) -> dict[str, RouteFacts] | None:
    """The route to each milestone that is still needed, each after what it needs; None if there is no such choice.

    Depth first: a route that needs what is being settled would lean on itself, and gives way to the next.
    `here.routes` holds no dead ends, so this is linear, but for retries inside a cycle.
    """
    chosen: dict[str, RouteFacts] = {}
    settling: set[str] = set()

    def settle(slug: str) -> bool:
        if slug in chosen or slug in settling:
            return slug in chosen
        settling.add(slug)
        before = len(chosen)
        for route in sorted(here.routes.get(slug, ()), key=lambda route: route.slug not in picks):
            if route.slug not in closed and all(settle(need) for need in here.open_needs(route)):
                chosen[slug] = route
                break
            while len(chosen) > before:
                chosen.popitem()
        settling.remove(slug)
        return slug in chosen

    return chosen if here.has(Need(goal)) or settle(goal) else None


def _timed(here: Here, goal: str, chosen: dict[str, RouteFacts], asked: Mapping[str, float] | None = None) -> _Draft:
    if asked is None:
        needs = [need for route in chosen.values() for need in here.needs[route.slug]]
        asked = {slug: max([n.asked for n in needs if n.milestone == slug], default=1.0) for slug in chosen}
    work = {slug: _work(here, route, asked[slug]) for slug, route in chosen.items()}
    months = {slug: each or UNKNOWN for slug, (each, _) in work.items()}
    spans = _schedule(here, chosen, lambda slug: months[slug].middle)
    low = _length(_schedule(here, chosen, lambda slug: months[slug].low))
    high = None
    if not any(each.is_open for each in months.values()):
        high = max(low, _length(_schedule(here, chosen, lambda slug: months[slug].high or 0.0)))
    cost = sum((each or UNKNOWN for _, each in work.values()), NOTHING)
    return _Draft(goal, chosen, asked, work, spans, Range(low, high), cost)


def _work(here: Here, route: RouteFacts, asked: float) -> tuple[Range | None, Range | None]:
    """The months and the cost of a route for this person; None is not on file."""
    milestone = here.graph.milestones[route.reaches]
    months, cost = route.months, route.cost
    if milestone.is_choice:
        months, cost = months or NOTHING, cost or NOTHING
    if milestone.is_condition:
        months = NOTHING
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


def _main_drafts(here: Here, goal: str, picks: Sequence[str]) -> list[_Draft]:
    draft = _draft(here, goal, picks)
    options = {slug: _options(here, draft, slug, picks) for slug in draft.chosen}
    several = [slug for slug in options if len(options[slug]) > 1]
    several.sort(key=lambda slug: here.graph.milestones[slug].is_choice)  # stable: the last is nearest the goal
    return [other for _, other in options[several[-1]]] if several else [draft]


def _options(here: Here, draft: _Draft, slug: str, picks: Sequence[str]) -> list[tuple[RouteFacts, _Draft]]:
    """Each route to a milestone of a draft with the draft that takes it, but for those that would loop."""
    own = here.routes[slug]
    others = [pick for pick in picks if all(pick != route.slug for route in own)]
    found = []
    for route in own:
        try:
            other = draft if draft.chosen[slug] == route else _draft(here, draft.goal, [*others, route.slug])
        except NoPath:  # all it leads over closes too soon
            continue
        if other.chosen.get(slug) == route:
            found.append((route, other))
    return found


def _alternatives(here: Here, draft: _Draft, slug: str, picks: Sequence[str]) -> tuple[Alternative, ...]:
    options = _options(here, draft, slug, picks)
    if len(options) < 2:
        return ()
    # What every way needs, and what the path needs anyway, is no way's own.
    shared = set.intersection(*(set(_upstream(here, other.chosen, slug)) for _, other in options))
    shared |= set(_upstream(here.holding({slug: inf}), draft.chosen, draft.goal))
    there = here.holding(dict.fromkeys(shared - {slug}, inf))
    return tuple(_alternative(there, draft, slug, picks, route, other) for route, other in options)


def _alternative(
    there: Here, draft: _Draft, slug: str, picks: Sequence[str], route: RouteFacts, other: _Draft
) -> Alternative:
    own = _upstream(there, other.chosen, slug)
    part = _timed(there, slug, own, other.asked)
    rest = [there.graph.milestones[s] for s in own if s not in {slug, _inner(there, own, slug)}]
    kept = [pick for pick in picks if pick in other.routes and pick != route.slug]
    return Alternative(
        route=route,
        months=part.months,
        cost=part.cost,
        first=tuple(milestone for milestone in rest if not milestone.is_choice),
        total_months=other.months,
        total_cost=other.cost,
        picks=(*kept, route.slug),
        is_picked=draft.chosen[slug] == route,
    )


def _upstream(here: Here, chosen: dict[str, RouteFacts], slug: str) -> dict[str, RouteFacts]:
    """The part of a choice that leads to one milestone, in the same order."""
    wanted = {slug} & chosen.keys()
    for each in reversed(chosen):
        if each in wanted:
            wanted.update(here.open_needs(chosen[each]))
    return {each: route for each, route in chosen.items() if each in wanted}


def _inner(here: Here, chosen: dict[str, RouteFacts], slug: str) -> str | None:
    """What a choice is one step with: the last thing its route asks for that serves nothing else."""
    if not here.graph.milestones[slug].is_choice:
        return None
    needed = [need for route in chosen.values() for need in here.open_needs(route)]
    own = [here.graph.milestones[need] for need in here.open_needs(chosen[slug])]
    fit = [m.slug for m in own if not m.is_choice and not m.is_condition and needed.count(m.slug) == 1]
    return fit[-1] if fit else None


def _path(here: Here, draft: _Draft, picks: Sequence[str]) -> Path:
    graph, chosen = here.graph, draft.chosen
    inner = {slug: _inner(here, chosen, slug) for slug in chosen}
    goal = graph.milestone(draft.goal)
    held = [
        need.milestone for route in chosen.values() for need in here.needs[route.slug] if need.milestone in here.held
    ]
    done = [slug for slug in dict.fromkeys(held or ([] if chosen else [goal.slug])) if slug not in chosen]
    steps = [Step(number, graph.milestones[slug], is_done=True) for number, slug in enumerate(done, 1)]
    for slug in chosen:
        if slug not in inner.values():
            steps.append(_step(here, draft, slug, inner[slug], len(steps) + 1, picks))
    main = _main(draft)
    for at, step in enumerate(steps):
        if step.finish > step.start and not main & {step.milestone.slug, step.inner.slug if step.inner else ""}:
            beside = (s for s in steps if main & {s.milestone.slug, s.inner.slug if s.inner else ""})
            numbers = (s.number for s in beside if min(s.finish, step.finish) > max(s.start, step.start))
            steps[at] = replace(step, while_others=tuple(numbers))
    finish = _length(draft.spans)
    optional = tuple(_optional(here, draft, goal, finish, len(steps) + 1, picks))
    return Path(goal, tuple(steps), optional, draft.months, draft.cost, finish, frozenset(draft.routes))


def _step(here: Here, draft: _Draft, slug: str, inner: str | None, number: int, picks: Sequence[str]) -> Step:
    graph, route = here.graph, draft.chosen[slug]
    parts = [part for part in (inner, slug) if part]
    needs = [need for part in parts for need in here.needs[draft.chosen[part].slug] if need.milestone != inner]
    months, cost = draft.work[slug]
    start, finish = draft.spans[slug]
    if inner:
        months, cost = _plus(months, draft.work[inner][0]), _plus(cost, draft.work[inner][1])
        start = draft.spans[inner][0]
        finish = finish if draft.work[slug][0] != NOTHING else draft.spans[inner][1]
    return Step(
        number=number,
        milestone=graph.milestones[slug],
        route=route,
        inner=graph.milestones[inner] if inner else None,
        inner_route=draft.chosen[inner] if inner else None,
        amount=draft.asked[inner or slug],
        months=months,
        cost=cost,
        start=start,
        finish=finish,
        needs=tuple(needs),
        held=tuple(need for need in needs if need.milestone in here.held),
        conditions=tuple(graph.milestones[need.milestone] for need in needs if need.milestone in here.granted),
        too_old=tuple(
            need
            for need in needs
            if need.within_months and start - draft.spans.get(need.milestone, (start, start))[1] > need.within_months
        ),
        alternatives=_alternatives(here, draft, slug, picks),
        inner_alternatives=_alternatives(here, draft, inner, picks) if inner else (),
    )


def _optional(
    here: Here, draft: _Draft, goal: MilestoneFacts, start: float, number: int, picks: Sequence[str]
) -> Iterable[Step]:
    """The recommended steps for the role of the goal, from the day it is reached; without those on the way to it."""
    after = here.holding({goal.slug: 1.0, **draft.asked})
    for advice in here.graph.recommendations.get(goal.role, ()):
        if after.held.get(advice.milestone):
            continue
        step = Step(number, here.graph.milestones[advice.milestone], recommendation=advice, start=start, finish=start)
        chosen = _choose(after, advice.milestone, picks, ())
        if chosen is None:
            yield replace(step, months=None, cost=None)
        else:
            own = _timed(after, advice.milestone, chosen)
            first = tuple(here.graph.milestones[slug] for slug in chosen if slug != advice.milestone)
            yield replace(
                step,
                route=chosen[advice.milestone],
                months=None if own.months == UNKNOWN else own.months,
                cost=None if own.cost == UNKNOWN else own.cost,
                finish=start + _length(own.spans),
                first=tuple(milestone for milestone in first if not milestone.is_choice),
            )
        number += 1


def _main(draft: _Draft) -> set[str]:
    """The chain of milestones that decides when the goal is reached: each starts when the one before it ends."""
    chain: list[str] = []
    left = dict(reversed(list(draft.spans.items())))
    at: float = _length(draft.spans)
    while slug := next((slug for slug, (_, finish) in left.items() if finish == at), None):
        chain.append(slug)
        at, _ = left.pop(slug)
    return set(chain)


def _no_path(here: Here, goal: str) -> NoPath:
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


def _length(spans: Mapping[str, tuple[float, float]]) -> float:
    return max((finish for _, finish in spans.values()), default=0.0)


def _times(span: Range | None, low: float, high: float) -> Range | None:
    return span and Range(span.low * low, None if span.high is None else span.high * high)


def _plus(one: Range | None, other: Range | None) -> Range | None:
    return one + other if one and other else None
