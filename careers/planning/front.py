"""Which routes to take: every choice that no other beats in time, in cost and in schooling (a Pareto front).

Milestones and routes are an AND/OR graph, in other words a directed hypergraph whose arcs are the routes: a
milestone is reached by any one of its routes, a route needs all of its needs. A plan is a *hyperpath*: one route
for the goal and for each milestone that a chosen route needs and that is not held, with nothing that leans on
itself. What two steps share is done and paid once.

Without sharing, a minimum hyperpath comes from a generalized Dijkstra (Knuth, “A generalization of Dijkstra's
algorithm”, 1977; Gallo, Longo, Pallottino and Nguyen, “Directed hypergraphs and applications”, 1993). With
sharing even the cheapest one is NP-hard to find, as minimum set cover is a special case. So this is an exact
search, depth first over the milestones that are still open, with bounds:

- Time is at least the critical path through what is chosen and the shortest chains below it. Those chains are found by
  Knuth's algorithm with the largest need in the place of the sum of needs.
- Cost and schooling are at least those of what is chosen, with the least that each open milestone takes by itself;
  and at least the dearest such chain, in which nothing stands twice.
- A branch is left when some plan found so far is as good as its bounds in everything, or when what is chosen costs
  more than there is, if each cost is at its lowest. Where only the fastest is asked for, as good by time, then cost,
  then schooling: the bounds hold for each of them, so for their order too.
- The shortest schedule (`careers.planning.schedule`) is worked out only for whole choices that their critical path does
  not rule out.

The worst case is the product of the numbers of routes over the milestones of a plan, times a schedule each.
Only what the goal can lean on is ever looked at, so the rest of a large graph costs nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from careers.cells import Range
from careers.planning.graph import NOTHING, Here, Need, RouteFacts
from careers.planning.schedule import Activity, Lag, critical_path, finish, shortest_schedule

DAYS_A_MONTH = 365.25 / 12
UNKNOWN = Range(0, None)  # what a time or cost that is not on file adds to a total
WEEK_HOURS = 40
STUDY, WORK = "study", "work"
DIGITS = 6  # of a month or a dollar, past which two sums of the same terms may differ

# Months, cost and months of schooling, and for each whether no upper end of it is known. What is open beats nothing
# that is known, so that no plan with a gap in its figures hides one without.
Score = tuple[float, float, float, bool, bool, bool]


Figures = tuple[float, float, float]


@dataclass(frozen=True)
class Work:
    """What a route takes of one person: for the amount that is asked, at the hours that the person has."""

    months: Range
    cost: Range
    resource: str
    weekly_hours: float

    @property
    def schooling(self) -> Range:
        return self.months if self.resource == STUDY else NOTHING

    @cached_property
    def figures(self) -> Figures:
        """Months, cost and months of schooling as plans are compared by them."""
        return self.months.middle, self.cost.middle, self.schooling.middle


class Open(NamedTuple):
    """A milestone that is still to be reached, and how much of it, as some route asks for it."""

    milestone: str
    asked: float


@dataclass(frozen=True)
class Choice:
    """One route for each milestone that is needed, in an order in which they can be taken, and when each starts.

    `asked` is how much is needed of each; `starts` are months from now, by the middle of ranges.
    """

    routes: Mapping[str, RouteFacts]
    asked: Mapping[str, float]
    starts: Mapping[str, float]
    score: Score


def beats(one: Score, other: Score) -> bool:
    """Whether one is at least as good as the other in everything."""
    return all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


def is_no_slower(one: Score, other: Score) -> bool:
    """Whether one goes before the other by time, then by cost, then by schooling."""
    return by_time(one) <= by_time(other)


def by_time(score: Score) -> tuple[bool, float, bool, float, bool, float]:
    """To sort by: what is known before what is open, then time, cost, schooling."""
    months, cost, schooling, *is_open = score
    return is_open[0], months, is_open[1], cost, is_open[2], schooling


def front(
    here: Here, goal: str, hours_per_week: float, budget: float = inf, picks: Collection[str] = ()
) -> list[Choice]:
    """Every choice of routes to a goal that no other beats, in no special order; of equal ones one, always the same.

    A milestone of a picked route is reached by it wherever a plan needs it. A pick that leads nowhere here counts
    for nothing. With a budget only those whose cost can be as low as that. Empty where the goal cannot be reached so,
    or only over routes that close too soon or cost too much.
    """
    return _Search(here, goal, hours_per_week, budget, picks, beats).found()


def fastest(here: Here, goal: str, hours_per_week: float, picks: Collection[str] = ()) -> Choice | None:
    """The fastest of the `front`, of those the cheapest, then that of least schooling. Quicker than the whole front."""
    found = _Search(here, goal, hours_per_week, inf, picks, is_no_slower).found()
    return found[0] if found else None


class Person:
    """What routes take of somebody: the amounts that are left to do, the hours of a week."""

    def __init__(self, here: Here, hours_per_week: float) -> None:
        self.here = here
        self.hours = {STUDY: float(hours_per_week), WORK: float(WEEK_HOURS)}
        self._works: dict[tuple[str, float], Work] = {}
        self._needs: dict[str, tuple[Open, ...]] = {}

    def needs(self, route: RouteFacts) -> tuple[Open, ...]:
        """What a route asks for and the person has not, each milestone once, by name."""
        if route.slug not in self._needs:
            asked: dict[str, float] = {}
            for need in self.here.needs[route.slug]:
                if not self.here.has(need):
                    asked[need.milestone] = max(need.asked, asked.get(need.milestone, 0.0))
            self._needs[route.slug] = tuple(Open(*item) for item in sorted(asked.items()))
        return self._needs[route.slug]

    def work(self, route: RouteFacts, asked: float) -> Work:
        """What a route takes for the amount that is asked: see `_work`."""
        known = self._works.get((route.slug, asked))
        if known is None:
            known = self._works[route.slug, asked] = self._work(route, asked)
        return known

    def activities(
        self,
        routes: Mapping[str, RouteFacts],
        asked: Mapping[str, float],
        months: Callable[[Range], float],
        *,
        keeps_dates: bool,
    ) -> tuple[list[Activity], list[Lag]]:
        """A choice of routes as what is to be scheduled, by the low end, the middle or the high end of its months.

        Who needs a part of an amount need not wait for the whole of it. Routes stand each after what it needs.
        With `keeps_dates` each has to start before it closes.
        """
        number = {milestone: position for position, milestone in enumerate(routes)}
        activities, lags = [], []
        for milestone, route in routes.items():
            work = self.work(route, asked[milestone])
            latest = self._latest_start(route) if keeps_dates else inf
            activities.append(Activity(months(work.months), work.resource, work.weekly_hours, latest))
            for need in self.needs(route):
                part = self.work(routes[need.milestone], need.asked).months
                lags.append(Lag(number[need.milestone], number[milestone], months(part)))
        return activities, lags

    def _latest_start(self, route: RouteFacts) -> float:
        return inf if route.closes is None else (route.closes - self.here.today).days / DAYS_A_MONTH

    def _work(self, route: RouteFacts, asked: float) -> Work:
        """Its months and cost for the amount that is asked.

        What is held of it counts, but for credits at the high end: a school may take none of them over. A step
        that needs more weekly hours than there are takes proportionally longer.
        """
        milestone = self.here.graph.milestones[route.reaches]
        months, cost = route.months or UNKNOWN, route.cost or UNKNOWN
        if milestone.is_choice or milestone.is_condition:
            months, cost = route.months or NOTHING, route.cost or NOTHING
        if milestone.is_condition:
            months = NOTHING
        low = high = 1.0
        if milestone.unit:
            low = max(0.0, asked - self.here.held.get(milestone.slug, 0.0))
            high = asked if milestone.unit == "credits" else low
        if route.load not in self.hours:
            return Work(_times(months, low, high), _times(cost, low, high), "", 0.0)
        available = self.hours[route.load]
        weekly = float(route.hours_per_week or WEEK_HOURS)
        stretch = max(1.0, weekly / available)
        months = _times(months, low * stretch, high * stretch)
        return Work(months, _times(cost, low, high), route.load, min(weekly, available))


def _times(span: Range, low: float, high: float) -> Range:
    return Range(span.low * low, None if span.high is None else span.high * high)


@dataclass
class _Least:
    """The least that reaching something takes: by itself, and with the chain below it."""

    own: Figures
    chain: Figures


class _Search:
    """Keeps what nothing found so far is as good as: by all criteria at once, or by one after the other."""

    def __init__(
        self,
        here: Here,
        goal: str,
        hours_per_week: float,
        budget: float,
        picks: Collection[str],
        beats: Callable[[Score, Score], bool],
    ) -> None:
        self.here, self.goal = here, Open(goal, 1.0)
        self.budget, self.picks, self.beats = budget, picks, beats
        self.person = Person(here, hours_per_week)
        self.work, self.needs = self.person.work, self.person.needs
        self.routes: dict[str, list[RouteFacts]] = {}
        self._collect()
        self.least = self._least()
        self.best: list[Choice] = []

    def found(self) -> list[Choice]:
        if self.here.has(Need(self.goal.milestone)):
            return [Choice({}, {}, {}, (0.0, 0.0, 0.0, False, False, False))]
        if self.goal in self.least:
            self._explore({}, {self.goal.milestone: self.goal.asked}, [self.goal.milestone])
        return self.best

    # What can matter

    def _collect(self) -> None:
        """The routes below the goal, and what each still asks for."""
        waiting = [self.goal.milestone]
        while waiting:
            milestone = waiting.pop()
            if milestone in self.routes:
                continue
            routes = sorted(self.here.routes.get(milestone, ()), key=lambda route: route.slug)
            self.routes[milestone] = [route for route in routes if route.slug in self.picks] or routes
            waiting += [need.milestone for route in self.routes[milestone] for need in self.needs(route)]

    def _least(self) -> dict[Open, _Least]:
        """The bounds of each need, one criterion at a time. What is not in it cannot be reached."""
        routes = [route for routes in self.routes.values() for route in routes]
        nodes = sorted({self.goal, *(need for route in routes for need in self.needs(route))})
        months, cost, schooling = (self._chains(nodes, criterion) for criterion in range(3))
        least = {}
        for node in (node for node in nodes if node in months):
            own = [self.work(route, node.asked).figures for route in self.routes[node.milestone]]
            least[node] = _Least(
                (min(each[0] for each in own), min(each[1] for each in own), min(each[2] for each in own)),
                (months[node], cost[node], schooling[node]),
            )
        return least

    def _chains(self, nodes: Sequence[Open], criterion: int) -> dict[Open, float]:
        """The length of the shortest longest chain to each need: Knuth's algorithm for a superior function."""
        waiting: dict[Open, list[tuple[Open, RouteFacts]]] = defaultdict(list)
        unmet: dict[tuple[Open, str], int] = {}
        heap: list[tuple[float, Open]] = []
        for node in nodes:
            for route in self.routes[node.milestone]:
                unmet[node, route.slug] = len(self.needs(route))
                for need in self.needs(route):
                    waiting[need].append((node, route))
                if not self.needs(route):
                    heappush(heap, (self.work(route, node.asked).figures[criterion], node))
        done: dict[Open, float] = {}
        while heap:
            length, node = heappop(heap)
            if node in done:
                continue
            done[node] = length
            for above, route in waiting[node]:
                unmet[above, route.slug] -= 1
                if not unmet[above, route.slug] and above not in done:
                    heappush(heap, (length + self.work(route, above.asked).figures[criterion], above))
        return done

    # The search

    def _explore(self, chosen: dict[str, RouteFacts], asked: dict[str, float], still: list[str]) -> None:
        # More steps, and more of a step, never cost less.
        if self.budget < inf and self._least_cost(chosen, asked) > self.budget:
            return
        if not still:
            self._settle(chosen, asked)
            return
        bounds = self._bounds(chosen, asked, still)
        if any(self.beats(known.score, bounds) for known in self.best):
            return
        milestone = min(still, key=lambda each: (len(self.routes[each]), each))
        rest = [each for each in still if each != milestone]
        for route in self._in_order(milestone, asked[milestone]):
            needs = self.needs(route)
            if any(need.milestone == milestone or self._leans_on(need.milestone, milestone, chosen) for need in needs):
                continue
            more = dict(asked)
            for need in needs:
                more[need.milestone] = max(need.asked, more.get(need.milestone, 0.0))
            new = [need.milestone for need in needs if need.milestone not in asked]
            self._explore({**chosen, milestone: route}, more, rest + new)

    def _least_cost(self, chosen: Mapping[str, RouteFacts], asked: Mapping[str, float]) -> float:
        return sum(self.work(route, asked[milestone]).cost.low for milestone, route in chosen.items())

    def _in_order(self, milestone: str, asked: float) -> list[RouteFacts]:
        """The routes to a milestone, those first that can be short: good plans found early leave less to search."""

        def chain(route: RouteFacts) -> tuple[float, str]:
            own = self.work(route, asked).figures[0]
            return own + max((self.least[need].chain[0] for need in self.needs(route)), default=0.0), route.slug

        return sorted((r for r in self.routes[milestone] if self._can_be_met(r)), key=chain)

    def _can_be_met(self, route: RouteFacts) -> bool:
        return all(need in self.least for need in self.needs(route))

    def _leans_on(self, milestone: str, other: str, chosen: Mapping[str, RouteFacts]) -> bool:
        """Whether a milestone needs another one by what is chosen so far."""
        seen, waiting = {milestone}, [milestone]
        while waiting:
            route = chosen.get(waiting.pop())
            for need in self.needs(route) if route else ():
                if need.milestone == other:
                    return True
                if need.milestone not in seen:
                    seen.add(need.milestone)
                    waiting.append(need.milestone)
        return False

    def _bounds(self, chosen: Mapping[str, RouteFacts], asked: Mapping[str, float], still: Sequence[str]) -> Score:
        """What no plan can fall below that takes these routes."""
        works = [self.work(route, asked[milestone]) for milestone, route in chosen.items()]
        figures = [work.figures for work in works]
        figures += [self.least[Open(milestone, asked[milestone])].own for milestone in still]
        months, cost, schooling = self._longest_chains(self.goal, chosen, {})
        return (
            round(months, DIGITS),
            round(max(cost, sum(each[1] for each in figures)), DIGITS),
            round(max(schooling, sum(each[2] for each in figures)), DIGITS),
            *_open_ends(works),
        )

    def _longest_chains(self, need: Open, chosen: Mapping[str, RouteFacts], known: dict[Open, Figures]) -> Figures:
        """The least of each criterion over the steps chosen so far below a need, and the shortest chains below them."""
        if need in known:
            return known[need]
        route = chosen.get(need.milestone)
        if route is None:
            return self.least[need].chain
        months, cost, schooling = self.work(route, need.asked).figures
        below = [self._longest_chains(each, chosen, known) for each in self.needs(route)]
        if below:
            months += max(each[0] for each in below)
            cost += max(each[1] for each in below)
            schooling += max(each[2] for each in below)
        known[need] = months, cost, schooling
        return known[need]

    def _settle(self, chosen: Mapping[str, RouteFacts], asked: Mapping[str, float]) -> None:
        """Time a whole choice, and keep it if nothing beats it."""
        routes = {milestone: chosen[milestone] for milestone in self._order(chosen)}
        works = [self.work(route, asked[milestone]) for milestone, route in routes.items()]
        activities, lags = self.person.activities(routes, asked, lambda months: months.middle, keeps_dates=True)
        score = _score(works, finish(activities, critical_path(activities, lags)))
        if any(self.beats(known.score, score) for known in self.best):
            return
        starts = shortest_schedule(activities, lags, self.person.hours)
        if starts is None:
            return
        score = _score(works, finish(activities, starts))
        if any(self.beats(known.score, score) for known in self.best):
            return
        self.best = [known for known in self.best if not self.beats(score, known.score)]
        self.best.append(Choice(routes, dict(asked), dict(zip(routes, starts, strict=True)), score))

    def _order(self, chosen: Mapping[str, RouteFacts]) -> list[str]:
        """The chosen milestones, each after what it needs."""
        order: list[str] = []

        def visit(milestone: str) -> None:
            if milestone not in order:
                for need in self.needs(chosen[milestone]):
                    visit(need.milestone)
                order.append(milestone)

        visit(self.goal.milestone)
        return order


def _score(works: Sequence[Work], months: float) -> Score:
    return (
        round(months, DIGITS),
        round(sum(work.figures[1] for work in works), DIGITS),
        round(sum(work.figures[2] for work in works), DIGITS),
        *_open_ends(works),
    )


def _open_ends(works: Sequence[Work]) -> tuple[bool, bool, bool]:
    return (
        any(work.months.high is None for work in works),
        any(work.cost.high is None for work in works),
        any(work.months.high is None and work.resource == STUDY for work in works),
    )
