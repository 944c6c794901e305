"""Milestones and routes as plain facts, and what of them leads anywhere in a place, on a day, for a person.

- A route of a place counts only there and in the places inside it.
- Where a place has its own route of strength `law` for a milestone, routes of wider places do not lead there.
- Routes of strength `helpful` are advice and never lead anywhere.
- A route that is not open yet, or closed, does not count.

What can be reached is a least fixpoint, as in Dowling and Gallier, “Linear-time algorithms for testing the
satisfiability of propositional Horn formulae” (1984): nothing stands on itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, KeysView, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from math import inf

from careers.cells import Range, SourceFacts, Tag

LAW, HELPFUL = "law", "helpful"
WEEK_HOURS = 40
HAVES_KEPT = 6  # as many as a page asks for
NOTHING = Range(0, 0)  # at once, or free
NEVER = 1 << 30


class UnknownMilestone(LookupError):
    """The graph has no milestone with this slug."""


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """Something a person can hold or have done; with a `unit` it is held in amounts."""

    slug: str
    title: str
    step_title: str = ""
    kind: str = "education"
    text: str = ""
    unit: str = ""
    role: str = ""
    parent_role: str = ""  # what the role is a specialty of
    certification: str = ""
    is_from_tables: bool = False  # nobody has written the steps to it

    @property
    def is_choice(self) -> bool:
        """It stands for “any of these” and takes nothing of its own."""
        return self.kind == "requirement"

    @property
    def is_condition(self) -> bool:
        """An age, a card: it is shown and never timed."""
        return self.kind == "condition"


@dataclass(frozen=True, slots=True)
class Need:
    """A milestone that a route asks for, with how much of it and how recent it must be."""

    milestone: str
    amount: float | None = None
    within_months: int | None = None

    @property
    def asked(self) -> float:
        return 1.0 if self.amount is None else self.amount


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """One way to reach a milestone. No months or cost is not on file; `Range(0, 0)` is at once, or free.

    Where the milestone is held in amounts, months and cost are those of one unit.
    """

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
    cost_note: str = ""  # how the cost was counted

    def is_open(self, day: date) -> bool:
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)

    @property
    def weekly_hours(self) -> int:
        """What it takes of a week while it runs; full time where nothing is said."""
        return 0 if self.load == "none" else min(self.hours_per_week or WEEK_HOURS, WEEK_HOURS)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A milestone that helps in a role and that nobody has to reach."""

    milestone: str
    strength: str = HELPFUL
    text: str = ""
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourceFacts, ...] = ()
    passed_on: bool = True  # to specialties of the role


@dataclass(frozen=True)
class PathGraph:
    """Milestones by slug, routes in the editors' order, and each place with the one it is part of."""

    milestones: Mapping[str, MilestoneFacts]
    routes: tuple[RouteFacts, ...]
    places: Mapping[str, str | None] = field(default_factory=dict)
    recommendations: Mapping[str, tuple[Recommendation, ...]] = field(default_factory=dict)  # by role
    usual: tuple[str, ...] = ()  # what people hold who say nothing of themselves
    ladder: tuple[str, ...] = ()  # who holds one of these needs none of those before it

    def milestone(self, slug: str) -> MilestoneFacts:
        try:
            return self.milestones[slug]
        except KeyError:
            raise UnknownMilestone(slug)

    def around(self, place: str) -> tuple[str, ...]:
        """The place and all that it is part of, the nearest first."""
        chain: list[str] = []
        code: str | None = place
        while code and code not in chain:
            chain.append(code)
            code = self.places.get(code)
        return tuple(chain)

    def goals(self) -> Mapping[str, str]:
        """The milestone of holding each role, by the role's slug."""
        return self.net.goals

    @property
    def with_ways(self) -> Collection[str]:
        """The milestones that any route reaches, in any place."""
        return self.net.with_ways

    def asking(self, milestone: str) -> list[RouteFacts]:
        """The routes that ask for a milestone, in the editors' order."""
        return [self.routes[number] for number in self.net.asking.get(milestone, ())]

    def taken_in(self, role: str) -> list[RouteFacts]:
        """The routes that are taken while one holds a role."""
        return [self.routes[number] for number in self.net.taken_in.get(role, ())]

    def called(self, slugs: Iterable[str]) -> list[RouteFacts]:
        """The routes with these slugs, in the editors' order; a slug that none has is passed over."""
        numbers = self.net.numbers
        return [self.routes[number] for number in sorted({numbers[slug] for slug in slugs if slug in numbers})]

    @cached_property
    def net(self) -> Net:
        return Net(self.milestones, self.routes)

    def costing(
        self, routes: tuple[RouteFacts, ...], recommendations: Mapping[str, tuple[Recommendation, ...]]
    ) -> PathGraph:
        """The same graph in a place: its routes with what they cost there, in the same order, and what helps there."""
        other = replace(self, routes=routes, recommendations=recommendations)
        other.__dict__["net"] = self.net  # which costs do not change, and which takes most of the room
        return other

    def there(self, place: str, today: date) -> There:
        """The graph for anybody in a place on a day; kept for those that were asked for last."""
        found = self._there.get((place, today))
        if found is None:
            found = There(self, place, today)
            self._there.clear()
            self._there[place, today] = found
        return found

    @cached_property
    def _there(self) -> dict[tuple[str, date], There]:
        return {}

    def here(self, have: Mapping[str, float] | None, place: str, today: date) -> Here:
        """The graph for somebody who holds something; kept for what was asked for last. Raises UnknownMilestone."""
        return self._here(tuple(sorted((have or {}).items())), place, today)

    @cached_property
    def _here(self) -> Callable[[tuple[tuple[str, float], ...], str, date], Here]:
        return lru_cache(HAVES_KEPT)(lambda have, place, today: Here(self, dict(have), place, today))


class Net:
    """What leads to what. It hangs neither on costs nor on advice, so that the graphs of all places share it.

    Routes go by their numbers in the editors' order.
    """

    def __init__(self, milestones: Mapping[str, MilestoneFacts], routes: Sequence[RouteFacts]) -> None:
        self.goals = {m.role: m.slug for m in milestones.values() if m.kind == "role" and m.role}
        self.order = {slug: number for number, slug in enumerate(milestones)}
        self.numbers = {route.slug: number for number, route in enumerate(routes)}
        self.reaches = tuple([route.reaches for route in routes])
        self.with_ways = frozenset(self.reaches)
        self.needs = {route.slug: self._needs(route) for route in routes}
        self.asking: dict[str, list[int]] = {}
        self.taken_in: dict[str, list[int]] = {}
        for number, route in enumerate(routes):
            for milestone in dict.fromkeys(need.milestone for need in route.needs):
                self.asking.setdefault(milestone, []).append(number)
            if route.while_in:
                self.taken_in.setdefault(route.while_in, []).append(number)
        self.asked_by_ways_to = self._asked_by_ways_to(routes)
        self.clauses = self._clauses()

    def _needs(self, route: RouteFacts) -> tuple[Need, ...]:
        """What a route asks for, the role that it is taken in among it."""
        job = self.goals.get(route.while_in, "")
        is_said = not job or any(need.milestone == job for need in route.needs)
        return route.needs if is_said else (Need(job), *route.needs)

    def _asked_by_ways_to(self, routes: Iterable[RouteFacts]) -> dict[str, list[dict[str, float]]]:
        """What each way to a milestone asks for, in any place; advice is none."""
        into: dict[str, list[dict[str, float]]] = {}
        same: dict[tuple[tuple[str, float], ...], dict[str, float]] = {}  # most ways ask for one of a few degrees
        for route in routes:
            if route.strength != HELPFUL:
                asked = {need.milestone: need.amount or inf for need in self.needs[route.slug]}
                into.setdefault(route.reaches, []).append(same.setdefault(tuple(asked.items()), asked))
        return into

    def _clauses(self) -> dict[str, list[tuple[int, float]]]:
        """The routes that wait for each milestone, with how much of it."""
        waiting: dict[str, list[tuple[int, float]]] = {}
        for slug, number in self.numbers.items():
            for need in self.needs[slug]:
                if need.asked > 0:
                    waiting.setdefault(need.milestone, []).append((number, need.asked))
        return waiting


def usable_routes(graph: PathGraph, place: str, today: date) -> dict[str, tuple[RouteFacts, ...]]:
    """The routes that lead anywhere in a place on a day, by the milestone they reach, in the editors' order."""
    distance = {code: steps for steps, code in enumerate(graph.around(place))}
    roles = graph.goals()
    found: dict[str, list[RouteFacts]] = {}
    for route in graph.routes:
        holdable = not route.while_in or route.while_in in roles
        if route.strength != HELPFUL and route.place in distance and route.is_open(today) and holdable:
            found.setdefault(route.reaches, []).append(route)
    for slug, routes in found.items():
        law = min((distance[route.place] for route in routes if route.strength == LAW), default=inf)
        found[slug] = [route for route in routes if distance[route.place] <= law]
    return {slug: tuple(routes) for slug, routes in found.items()}


def leans_on(graph: PathGraph, goal: str, *, place: str, today: date) -> list[MilestoneFacts]:
    """All that routes to a goal ask for, directly or further down, in the editors' order; the goal is not in it."""
    usable, jobs = graph.there(place, today).usable, graph.goals()
    found, waiting = {goal}, [goal]
    while waiting:
        routes = usable.get(waiting.pop(), ())
        asked = {need.milestone for route in routes for need in route.needs}
        fresh = (asked | {jobs[route.while_in] for route in routes if route.while_in}) - found
        found |= fresh
        waiting += fresh
    return [milestone for slug, milestone in graph.milestones.items() if slug in found and slug != goal]


def reachable(graph: PathGraph, *, have: Mapping[str, float] | None = None, place: str, today: date) -> frozenset[str]:
    """Every milestone that one holds or can reach. Raises UnknownMilestone."""
    here = graph.here(have, place, today)
    return frozenset(here.held) | here.granted | here.reached


def brought_along(graph: PathGraph, have: Iterable[str], *, place: str, today: date) -> dict[str, frozenset[str]]:
    """What each thing that somebody holds shows that they hold besides: what every way to it asks for, and itself."""
    here = graph.here({}, place, today)
    return {slug: here.holding_only(slug) for slug in have}


class There:
    """The graph as it is in one place, on one day, whoever asks."""

    def __init__(self, graph: PathGraph, place: str, today: date) -> None:
        self.usable = usable_routes(graph, place, today)
        self.granted = frozenset(m.slug for m in graph.milestones.values() if m.is_condition) - self.usable.keys()
        # A condition that has routes, but none here and now, is not asked here.
        self.waived = self.granted & {route.reaches for route in graph.routes}
        every = [route for routes in self.usable.values() for route in routes]
        self.every = _Clauses(every, graph.net, self.granted)
        self.free = _Clauses((route for route in every if _takes_nothing(route, graph)), graph.net, self.granted)


def _takes_nothing(route: RouteFacts, graph: PathGraph) -> bool:
    milestone = graph.milestones[route.reaches]
    if milestone.is_choice or milestone.is_condition:
        return (route.months or NOTHING) == NOTHING == (route.cost or NOTHING)
    return route.months == NOTHING == route.cost


class _Clauses:
    """Routes as Horn clauses: a route leads on when all it asks for is granted, held or reached."""

    def __init__(self, routes: Iterable[RouteFacts], net: Net, granted: Collection[str]) -> None:
        self.net, self.granted = net, granted
        # How much each route still asks for. One that is not among these asks for more than there can be.
        self.unmet = array("i", [NEVER]) * len(net.reaches)
        for route in routes:
            asked = [need for need in net.needs[route.slug] if need.milestone not in granted and need.asked > 0]
            self.unmet[net.numbers[route.slug]] = len(asked)
        self.ready = [number for number, unmet in enumerate(self.unmet) if not unmet]

    def closure(self, held: Mapping[str, float]) -> tuple[frozenset[str], frozenset[int]]:
        """What can be reached from what is held, and the routes that lead on: the least fixpoint. Linear."""
        unmet, ready = self.unmet[:], self.ready.copy()
        waiting, reaches = self.net.clauses, self.net.reaches

        def meet(route: int) -> None:
            unmet[route] -= 1
            if not unmet[route]:
                ready.append(route)

        for slug, amount in held.items():
            if slug not in self.granted:
                for route, asked in waiting.get(slug, ()):
                    if amount >= asked:
                        meet(route)
        reached: set[str] = set()
        for route in ready:  # which grows meanwhile
            slug = reaches[route]
            if slug not in reached:
                reached.add(slug)
                amount = held.get(slug, 0.0)
                for other, asked in waiting.get(slug, ()):
                    if amount < asked:
                        meet(other)
        return frozenset(reached), frozenset(ready)


class Here:
    """The graph as it is in one place, on one day, for somebody who holds something."""

    def __init__(self, graph: PathGraph, have: Mapping[str, float], place: str, today: date) -> None:
        for slug in have:
            graph.milestone(slug)
        self.graph, self.place, self.today = graph, place, today
        self.there = graph.there(place, today)
        self.usable, self.needs = self.there.usable, graph.net.needs
        self.granted, self.waived = self.there.granted, self.there.waived
        self.held = {slug: amount for slug, amount in have.items() if amount > 0}
        self.given = frozenset(self.held)
        self._add_what_follows()
        reached, leading = self.there.every.closure(self.held)
        self.routes = {slug: self._leading(self.usable[slug], leading) for slug in reached}

    def _leading(self, routes: tuple[RouteFacts, ...], leading: Collection[int]) -> tuple[RouteFacts, ...]:
        numbers = self.graph.net.numbers
        found = tuple([route for route in routes if numbers[route.slug] in leading])
        return routes if len(found) == len(routes) else found  # one of them is kept, not both

    @property
    def reached(self) -> KeysView[str]:
        """The milestones that routes lead to."""
        return self.routes.keys()

    def has(self, need: Need) -> bool:
        return need.milestone in self.granted or self.held.get(need.milestone, 0.0) >= need.asked

    def open_needs(self, route: RouteFacts) -> list[str]:
        return [need.milestone for need in self.needs[route.slug] if not self.has(need)]

    def holding(self, more: Mapping[str, float]) -> Here:
        """The same for somebody who holds more."""
        other = object.__new__(Here)
        other.__dict__.update(self.__dict__, held={**self.held, **more})
        other.__dict__.pop("at_hand", None)
        return other

    def holding_only(self, slug: str) -> frozenset[str]:
        """All that somebody holds who says nothing but that they hold one thing."""
        other = self.holding({})
        other.held = {slug: inf}
        other._add_what_follows()
        return frozenset(other.held)

    def leads_on(self, route: RouteFacts) -> bool:
        """Whether this person has all that a route asks for, and not everybody has."""
        return self.is_at_hand(route) and not self._anybody.is_at_hand(route)

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """The milestones that follow from what is held: routes lead there that take no time and cost nothing."""
        return self.there.free.closure(self.held)[0]

    def is_at_hand(self, route: RouteFacts) -> bool:
        return _takes_nothing(route, self.graph) and self.at_hand.issuperset(self.open_needs(route))

    @cached_property
    def _anybody(self) -> Here:
        """The same for somebody who holds only what is usual."""
        other = self.holding({})
        other.held = dict.fromkeys(self.graph.usual, inf)
        other._add_what_follows()
        return other

    def _add_what_follows(self) -> None:
        """Who holds something also holds what every way to it needs, and what is lower on the ladder."""
        fresh = list(self.held)
        while fresh:
            slug = fresh.pop()
            ways_in = self.graph.net.asked_by_ways_to.get(slug) or [{}]
            follows = {need: min(asked[need] for asked in ways_in) for need in set.intersection(*map(set, ways_in))}
            if slug in self.graph.ladder:
                follows |= dict.fromkeys(self.graph.ladder[: self.graph.ladder.index(slug)], inf)
            for need, amount in follows.items():
                if amount > self.held.get(need, 0.0):
                    self.held[need] = amount
                    fresh.append(need)
