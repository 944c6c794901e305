"""From what a person has to what they want: paths over milestones and routes.

The data is an AND/OR graph (a directed hypergraph; in CTDL's terms pathway components and component
conditions): a milestone is reached by **any one** of its routes, a route needs **all** of its needs.
True data has cycles (a year in a job counts toward a certificate that the job asks for), so what can be
reached is a least fixpoint, grown from nothing as in Dowling and Gallier, "Linear-time algorithms for
testing the satisfiability of propositional Horn formulae" (1984), and no path ever leans on itself.

Which routes lead anywhere in a place:
- a route of a place counts only there and in the places inside it;
- where a place has its own route of strength `law` for a milestone, routes of wider places do not lead there;
- routes of strength `helpful` are advice and never enter a path;
- a route that is closed before its step could start, or not open yet, does not count.

How a path is timed and paid:
- a step starts when all it needs is done; a shared prerequisite is done and paid once;
- study shares 40 hours a week, work has 40 of its own (so one can study while working), exams and
  applications take none; a step that asks for more than 40 takes proportionally longer;
- experience is gained while holding its role, so it needs that role first;
- of a milestone that is held in amounts a path needs the largest amount asked; its routes say what *one
  unit* takes and costs. What is held counts, except at the high end where no school must take credits over;
- ranges are placed by their middle. Where only a minimum is known, or nothing, totals are open ("at least").
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import takewhile
from math import inf

from careers.cells import Range, SourceFacts, Tag

LAW, HELPFUL = "law", "helpful"
WEEK_HOURS = 40
FREE = AT_ONCE = Range(0, 0)
UNKNOWN = Range(0, None)  # what an unknown time or cost adds to a total
DAYS_A_MONTH = 365.25 / 12


class UnknownMilestone(LookupError):
    """No milestone has this slug."""


class NoPath(ValueError):
    """The goal cannot be reached here: `missing` has no way in, `elsewhere` are the places where the goal has one."""

    def __init__(self, goal: MilestoneFacts, missing: tuple[MilestoneFacts, ...], elsewhere: tuple[str, ...]) -> None:
        names = ", ".join(milestone.title for milestone in missing)
        where = f"there is one in {', '.join(elsewhere)}" if elsewhere else "there is none in any place"
        super().__init__(f"no path to {goal.title}: no way in to {names}; {where}")
        self.goal, self.missing, self.elsewhere = goal, missing, elsewhere


@dataclass(frozen=True)
class MilestoneFacts:
    """Something a person can hold or have done; with a `unit` it is held in amounts."""

    slug: str
    title: str
    step_title: str = ""
    kind: str = "education"
    text: str = ""
    unit: str = ""
    role: str = ""
    certification: str = ""
    certification_title: str = ""

    @property
    def is_choice(self) -> bool:
        """It stands for "any of these" and takes no time of its own."""
        return self.kind == "requirement"

    @property
    def is_condition(self) -> bool:
        return self.kind == "condition"


@dataclass(frozen=True)
class Need:
    milestone: str
    amount: float | None = None
    within_months: int | None = None

    @property
    def asked(self) -> float:
        return 1.0 if self.amount is None else self.amount


@dataclass(frozen=True)
class RouteFacts:
    """One way to reach a milestone. No cost or months: not on file; `Range(0, 0)`: free, at once."""

    slug: str
    reaches: str
    needs: tuple[Need, ...] = ()
    months: Range | None = None
    hours_per_week: int | None = None
    load: str = "none"
    while_in: str = ""
    cost: Range | None = None
    strength: str = "employers"
    place: str = "US"
    opens: date | None = None
    closes: date | None = None
    title: str = ""
    text: str = ""
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    cost_tags: tuple[Tag, ...] = ()
    cost_sources: tuple[SourceFacts, ...] = ()

    def is_open(self, day: date) -> bool:
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)

    @property
    def weekly_hours(self) -> int:
        """What it takes of the week while it runs; full time where nothing is said."""
        return 0 if self.load == "none" else min(self.hours_per_week or WEEK_HOURS, WEEK_HOURS)

    @property
    def stretch(self) -> float:
        """How much longer it takes than said, because a week has no more hours."""
        return max(1.0, (self.hours_per_week or 0) / WEEK_HOURS) if self.load != "none" else 1.0


@dataclass(frozen=True)
class Recommendation:
    """A milestone that helps in a role and is never asked for."""

    milestone: str
    strength: str = HELPFUL
    text: str = ""
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourceFacts, ...] = ()


@dataclass(frozen=True)
class PathGraph:
    """Milestones by slug; routes in the editors' order; places with the place each is part of."""

    milestones: Mapping[str, MilestoneFacts]
    routes: tuple[RouteFacts, ...]
    places: Mapping[str, str | None] = field(default_factory=dict)
    recommendations: Mapping[str, tuple[Recommendation, ...]] = field(default_factory=dict)  # by role

    def around(self, place: str) -> tuple[str, ...]:
        """The place and all that it is part of, the nearest first."""
        chain: list[str] = []
        code: str | None = place
        while code and code not in chain:
            chain.append(code)
            code = self.places.get(code)
        return tuple(chain)

    def goal_of(self, role: str) -> str | None:
        """The milestone of holding a role, if the graph has one."""
        return next((m.slug for m in self.milestones.values() if m.kind == "role" and m.role == role), None)


@dataclass(frozen=True)
class Alternative:
    """One way to take a step. Its own months and cost are what it brings along that the other ways do
    not need; the totals are those of the whole path that takes it."""

    route: RouteFacts
    months: Range
    cost: Range
    first: tuple[MilestoneFacts, ...]  # what it needs before, that is not there yet
    total_months: Range
    total_cost: Range
    picks: tuple[str, ...]  # what to pick to get that path
    is_picked: bool


@dataclass(frozen=True)
class Step:
    """One step of a path; start and finish are months from now, by the middle of ranges.

    A choice ("any of these") is one step with the milestone that its route leans on: `within`, reached by `inner`.
    """

    number: int
    milestone: MilestoneFacts
    route: RouteFacts | None = None  # None where it is held
    within: MilestoneFacts | None = None
    inner: RouteFacts | None = None
    needs: tuple[Need, ...] = ()
    amount: float | None = None
    months: Range | None = AT_ONCE
    cost: Range | None = FREE
    start: float = 0.0
    finish: float = 0.0
    alternatives: tuple[Alternative, ...] = ()
    inner_alternatives: tuple[Alternative, ...] = ()
    conditions: tuple[MilestoneFacts, ...] = ()
    too_old: tuple[Need, ...] = ()  # needs that would be done too long before
    while_others: tuple[int, ...] = ()  # numbers of the longer steps that it runs beside
    is_done: bool = False
    recommendation: Recommendation | None = None

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
    """Steps in an order in which they can be done. Totals are without the optional steps, before financial aid."""

    goal: MilestoneFacts
    steps: tuple[Step, ...]
    optional: tuple[Step, ...]
    months: Range
    cost: Range
    finish: float
    routes: tuple[RouteFacts, ...]

    @property
    def to_do(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_done)


def usable_routes(graph: PathGraph, place: str, today: date) -> dict[str, tuple[RouteFacts, ...]]:
    """The routes that lead anywhere in a place on a day, by the milestone they reach, in the editors' order."""
    distance = {code: steps for steps, code in enumerate(graph.around(place))}
    roles = {m.role for m in graph.milestones.values() if m.kind == "role"}
    found: dict[str, list[RouteFacts]] = {}
    for route in graph.routes:
        if route.place in distance and route.strength != HELPFUL and route.is_open(today):
            if not route.while_in or route.while_in in roles:
                found.setdefault(route.reaches, []).append(route)
    for slug, routes in found.items():
        law = min((distance[route.place] for route in routes if route.strength == LAW), default=inf)
        found[slug] = [route for route in routes if distance[route.place] <= law]
    return {slug: tuple(routes) for slug, routes in found.items()}


def reachable(graph: PathGraph, *, place: str, today: date, have: Mapping[str, float] | None = None) -> frozenset[str]:
    """All milestones that can be held, from `have` on."""
    here = _Here(graph, place, today, have or {})
    return frozenset(here.held) | here.reached


def first_path(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str = "US",
    picks: Sequence[str] = (),
    today: date,
) -> Path:
    """The path of the picked routes and, where none is picked, of the first route in the editors' order.

    A pick that is not usable here, that would lean on itself, or whose milestone is not needed, changes nothing.
    Raises UnknownMilestone, NoPath.
    """
    here = _Here(graph, place, today, have or {})
    return _described(here, _draft(here, goal, picks), picks)


def ways(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str = "US",
    picks: Sequence[str] = (),
    today: date,
) -> tuple[Path, ...]:
    """The paths for each card of the main choice: the choice, or else the step with several routes, nearest the goal."""
    here = _Here(graph, place, today, have or {})
    return tuple(_described(here, draft, picks) for draft in _main_drafts(here, goal, picks))


def time_to(
    graph: PathGraph, goal: str, *, have: Mapping[str, float] | None = None, place: str = "US", today: date
) -> Range | None:
    """The months to a goal, from the shortest end of its ways to the longest; None where nothing is known."""
    here = _Here(graph, place, today, have or {})
    try:
        spans = [draft.months for draft in _main_drafts(here, goal, ())]
    except (UnknownMilestone, NoPath):
        return None
    spans = [span for span in spans if span != UNKNOWN]
    if not spans:
        return None
    highs = [span.high for span in spans if span.high is not None]
    return Range(min(span.low for span in spans), max(highs) if len(highs) == len(spans) else None)


class _Here:
    """The graph as it is in one place, on one day, for somebody who holds something."""

    def __init__(self, graph: PathGraph, place: str, today: date, have: Mapping[str, float]) -> None:
        for slug in have:
            _milestone(graph, slug)
        self.graph, self.place, self.today = graph, place, today
        usable = usable_routes(graph, place, today)
        role_goals = {m.role: m.slug for m in graph.milestones.values() if m.kind == "role"}
        self.needs: dict[str, tuple[Need, ...]] = {}
        for route in graph.routes:
            job = role_goals.get(route.while_in) if route.while_in else None
            implied = (Need(job),) if job and all(need.milestone != job for need in route.needs) else ()
            self.needs[route.slug] = (*implied, *route.needs)
        self.granted = {m.slug for m in graph.milestones.values() if m.is_condition and m.slug not in usable}
        self.held = self._with_what_follows({slug: amount for slug, amount in have.items() if amount > 0}, usable)
        self.reached = self._reached(usable)
        self.routes = {
            slug: tuple(route for route in routes if self.can_start(route, self.reached))
            for slug, routes in usable.items()
            if slug in self.reached
        }

    def has(self, need: Need) -> bool:
        return need.milestone in self.granted or self.held.get(need.milestone, 0.0) >= need.asked

    def can_start(self, route: RouteFacts, reached: Collection[str]) -> bool:
        return all(self.has(need) or need.milestone in reached for need in self.needs[route.slug])

    def holding(self, more: Mapping[str, float]) -> _Here:
        """The same, for somebody who holds more. What could be reached still can."""
        other = object.__new__(_Here)
        other.__dict__.update(self.__dict__)
        other.held = {**self.held, **more}
        return other

    def _with_what_follows(
        self, held: dict[str, float], usable: Mapping[str, tuple[RouteFacts, ...]]
    ) -> dict[str, float]:
        """Whoever holds something also holds what every way to it needs, and each choice that this settles."""
        into: dict[str, list[RouteFacts]] = {}
        for route in self.graph.routes:
            if route.strength != HELPFUL:
                into.setdefault(route.reaches, []).append(route)
        self.held, fresh = held, list(held)
        while fresh:
            common: dict[str, float] | None = None
            for route in into.get(fresh.pop(), ()):
                asked = {n.milestone: inf if n.amount is None else n.amount for n in self.needs[route.slug]}
                common = asked if common is None else {s: min(common[s], asked[s]) for s in common if s in asked}
            settled = {
                route.reaches: inf
                for routes in usable.values()
                for route in routes
                if self.graph.milestones[route.reaches].is_choice
                and not _takes_anything(route)
                and self.can_start(route, ())
            }
            for slug, amount in {**(common or {}), **settled}.items():
                if amount > held.get(slug, 0.0):
                    held[slug] = amount
                    fresh.append(slug)
        return held

    def _reached(self, usable: Mapping[str, tuple[RouteFacts, ...]]) -> frozenset[str]:
        """What some route leads to from here: the least fixpoint, so that nothing stands on itself."""
        waiting: dict[str, list[RouteFacts]] = {}
        open_needs: dict[str, int] = {}
        ready: list[str] = []
        for route in (route for routes in usable.values() for route in routes):
            unmet = [need.milestone for need in self.needs[route.slug] if not self.has(need)]
            open_needs[route.slug] = len(unmet)
            for slug in unmet:
                waiting.setdefault(slug, []).append(route)
            if not unmet:
                ready.append(route.reaches)
        reached: set[str] = set()
        while ready:
            slug = ready.pop()
            if slug in reached:
                continue
            reached.add(slug)
            for route in waiting.get(slug, ()):
                open_needs[route.slug] -= 1
                if not open_needs[route.slug]:
                    ready.append(route.reaches)
        return frozenset(reached)


@dataclass(frozen=True)
class _Draft:
    """Which route is taken for what, when, and what that sums up to."""

    goal: str
    chosen: dict[str, RouteFacts]  # everything after what it needs
    asked: dict[str, float]
    spans: dict[str, tuple[float, float]]
    months: Range
    cost: Range


def _draft(here: _Here, goal: str, picks: Sequence[str]) -> _Draft:
    _milestone(here.graph, goal)
    banned: set[str] = set()
    while True:
        chosen = _choose(here, goal, picks, banned)
        if chosen is None:
            raise _no_path(here, goal)
        asked: dict[str, float] = {goal: 1.0}
        for route in chosen.values():
            for need in here.needs[route.slug]:
                asked[need.milestone] = max(asked.get(need.milestone, 0.0), need.asked)
        work = {slug: _work(here, route, asked[slug]) for slug, route in chosen.items()}
        spans = _schedule(here, chosen, lambda slug: (work[slug][0] or UNKNOWN).middle)
        late = {
            route.slug
            for slug, route in chosen.items()
            if route.closes and here.today + timedelta(days=spans[slug][0] * DAYS_A_MONTH) > route.closes
        }
        if late:
            banned |= late
            continue
        cost = sum((cost or UNKNOWN for _, cost in work.values()), FREE)
        low = _length(_schedule(here, chosen, lambda slug: (work[slug][0] or UNKNOWN).low))
        highs = {slug: (months or UNKNOWN).high for slug, (months, _) in work.items()}
        high = None
        if None not in highs.values():
            high = max(low, _length(_schedule(here, chosen, lambda slug: highs[slug] or 0.0)))
        return _Draft(goal, chosen, asked, spans, Range(low, high), cost)


def _choose(here: _Here, goal: str, picks: Sequence[str], banned: Collection[str]) -> dict[str, RouteFacts] | None:
    """The route for each milestone that is still needed, each after what it needs, or None.

    Depth first; a route that needs what is being settled would lean on itself and gives way to the next. Linear
    without cycles, since `here.routes` holds no dead ends; retries happen only inside a cycle.
    """
    chosen: dict[str, RouteFacts] = {}
    settling: set[str] = set()

    def settle(slug: str) -> bool:
        if slug in chosen:
            return True
        if slug in settling:
            return False
        settling.add(slug)
        before = len(chosen)
        for route in sorted(here.routes.get(slug, ()), key=lambda route: route.slug not in picks):
            if route.slug not in banned and all(
                here.has(need) or settle(need.milestone) for need in here.needs[route.slug]
            ):
                chosen[slug] = route
                break
            while len(chosen) > before:
                chosen.popitem()
        settling.remove(slug)
        return slug in chosen

    return chosen if here.held.get(goal) or settle(goal) else None


def _work(here: _Here, route: RouteFacts, asked: float) -> tuple[Range | None, Range | None]:
    """The months and the cost of a route for somebody who holds what `here` says; None is unknown."""
    milestone = here.graph.milestones[route.reaches]
    months, cost = route.months, route.cost
    if milestone.is_choice:
        months, cost = months or AT_ONCE, cost or FREE
    if milestone.is_condition:
        months = AT_ONCE
    if milestone.unit:
        left = max(0.0, asked - here.held.get(milestone.slug, 0.0))
        at_most = asked if milestone.unit == "credits" else left
        months, cost = _times(months, left, at_most), _times(cost, left, at_most)
    return _times(months, route.stretch, route.stretch), cost


def _schedule(
    here: _Here, chosen: Mapping[str, RouteFacts], months: Callable[[str], float]
) -> dict[str, tuple[float, float]]:
    """Start and finish of each milestone, each as early as its needs and the hours of a week allow."""
    spans: dict[str, tuple[float, float]] = {}
    for slug, route in chosen.items():
        unmet = (need.milestone for need in here.needs[route.slug] if not here.has(need))
        start, length = max((spans[need][1] for need in unmet), default=0.0), months(slug)
        rivals = [(spans[s], r.weekly_hours) for s, r in chosen.items() if s in spans and r.load == route.load]

        def fits(start: float, length: float, route: RouteFacts, rivals: list[tuple[tuple[float, float], int]]) -> bool:
            moments = [start, *(span[0] for span, _ in rivals if start < span[0] < start + length)]
            return all(
                route.weekly_hours + sum(hours for span, hours in rivals if span[0] <= moment < span[1]) <= WEEK_HOURS
                for moment in moments
            )

        if length and route.weekly_hours:
            later = sorted({span[1] for span, _ in rivals if span[1] > start})
            start = next(moment for moment in (start, *later) if fits(moment, length, route, rivals))
        spans[slug] = (start, start + length)
    return spans


def _main_drafts(here: _Here, goal: str, picks: Sequence[str]) -> list[_Draft]:
    draft = _draft(here, goal, picks)
    open_choices = [slug for slug in draft.chosen if len(here.routes[slug]) > 1]
    open_choices.sort(key=lambda slug: here.graph.milestones[slug].is_choice)  # stable: the last is nearest the goal
    return [other for _, other in _options(here, draft, open_choices[-1], picks)] if open_choices else [draft]


def _options(here: _Here, draft: _Draft, slug: str, picks: Sequence[str]) -> list[tuple[RouteFacts, _Draft]]:
    """Every route to a milestone of a draft with the draft that takes it; those that would loop are left out."""
    own = {route.slug for route in here.routes[slug]}
    others = [pick for pick in picks if pick not in own]
    found = []
    for route in here.routes[slug]:
        taken = draft.chosen[slug] == route
        other = draft if taken else _draft(here, draft.goal, [*others, route.slug])
        if other.chosen.get(slug) == route:
            found.append((route, other))
    return found


def _alternatives(here: _Here, draft: _Draft, slug: str, picks: Sequence[str]) -> tuple[Alternative, ...]:
    options = _options(here, draft, slug, picks) if len(here.routes[slug]) > 1 else []
    if len(options) < 2:
        return ()
    used = {route.slug for route, _ in options}
    closures = [_upstream(here, other, slug) for _, other in options]
    beside = _choose(here.holding({slug: inf}), draft.goal, picks, ()) or {}
    shared = {s: inf for s in (set.intersection(*closures) | set(beside)) - {slug}}
    there = here.holding(shared)
    found = []
    for route, other in options:
        kept = [pick for pick in picks if pick not in used and any(r.slug == pick for r in other.chosen.values())]
        own = {s: other.chosen[s] for s in other.chosen if s in _upstream(there, other, slug)}
        work = {s: _work(there, r, other.asked[s]) for s, r in own.items()}
        part = _totals(there, own, work)
        lean = _leans_on(there, own, slug)
        found.append(
            Alternative(
                route=route,
                months=part[0],
                cost=part[1],
                first=tuple(
                    m for m in (here.graph.milestones[s] for s in own) if m.slug not in {slug, lean} and not m.is_choice
                ),
                total_months=other.months,
                total_cost=other.cost,
                picks=(*kept, route.slug),
                is_picked=draft.chosen[slug] == route,
            )
        )
    return tuple(found)
