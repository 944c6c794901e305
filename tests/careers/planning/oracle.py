"""The planning rules once more, as a model for an exact solver that knows nothing of our search: OR-Tools CP-SAT.

It reads the same graph, by itself: which routes count in a place, on a day and for somebody who holds something, is
worked out here again from the rules, so that a mistake there shows as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from math import floor

from ortools.sat.python import cp_model

from careers.planning.graph import PathGraph, RouteFacts

SCALE = 4  # the solver knows whole numbers only: quarters of a month or a dollar, which fit the drawn graphs
DAYS_A_MONTH = 365.25 / 12
OPEN_END = 10**12  # what an open end weighs: more than any figure
WORKING_WEEK = 40


@dataclass(frozen=True)
class Taken:
    """A route for one amount of what it reaches."""

    route: RouteFacts
    asked: float


class Oracle:
    """Every combination of time, cost and schooling that no other plan beats."""

    def __init__(
        self,
        graph: PathGraph,
        goal: str,
        have: Mapping[str, float],
        place: str,
        start: date,
        hours_per_week: int,
        *,
        picks: Collection[str] = (),
        scale: int = SCALE,
        rounded: bool = False,
        budget: int | None = None,
    ) -> None:
        """Figures are counted in parts of 1/`scale`. With `rounded` they need not be whole numbers of them."""
        self.budget = budget
        self.graph, self.goal, self.start, self.hours = graph, goal, start, hours_per_week
        self.scale, self.rounded = scale, rounded
        self.routes = self._routes(place)
        self.free = {
            m.slug
            for m in graph.milestones.values()
            if m.is_condition and m.slug not in {r.reaches for r in self.routes}
        }
        self.have = self._with_what_follows({slug: amount for slug, amount in have.items() if amount > 0})
        self._keep_to(picks)
        self.model = cp_model.CpModel()
        self._build()

    # Which routes count

    def _routes(self, place: str) -> list[RouteFacts]:
        around: list[str] = []
        code: str | None = place
        while code is not None:
            around.append(code)
            code = self.graph.places.get(code)
        jobs = {m.role: m.slug for m in self.graph.milestones.values() if m.kind == "role"}
        counted = [
            route
            for route in self.graph.routes
            if route.strength != "helpful"
            and route.place in around
            and (route.opens is None or route.opens <= self.start)
            and (route.closes is None or route.closes >= self.start)
            and (not route.while_in or route.while_in in jobs)
        ]
        laws: dict[str, int] = {}
        for route in counted:
            if route.strength == "law":
                steps = around.index(route.place)
                laws[route.reaches] = min(steps, laws.get(route.reaches, steps))
        return [r for r in counted if around.index(r.place) <= laws.get(r.reaches, len(around))]

    def _keep_to(self, picks: Collection[str]) -> None:
        """Leave out the other ways to what a picked route reaches, where it leads anywhere from here."""
        reached: set[str] = set()
        while True:
            met = [r for r in self.routes if all(self._has(*need) or need[0] in reached for need in self._needs(r))]
            if reached == {route.reaches for route in met}:
                break
            reached = {route.reaches for route in met}
        picked = {route.reaches for route in met if route.slug in picks}
        self.routes = [r for r in self.routes if r.reaches not in picked or (r.slug in picks and r in met)]

    def _needs(self, route: RouteFacts) -> list[tuple[str, float]]:
        """What a route asks for, the job that it is done in among it."""
        asked = [(need.milestone, 1.0 if need.amount is None else need.amount) for need in route.needs]
        for milestone in self.graph.milestones.values():
            is_job = route.while_in and milestone.kind == "role" and milestone.role == route.while_in
            if is_job and all(slug != milestone.slug for slug, _ in asked):
                asked.append((milestone.slug, 1.0))
        return asked

    def _with_what_follows(self, have: dict[str, float]) -> dict[str, float]:
        """Who holds something holds what every way to it, here or elsewhere, asks for."""
        while True:
            more = dict(have)
            for slug in have:
                ways_in = [r for r in self.graph.routes if r.reaches == slug and r.strength != "helpful"]
                if not ways_in:
                    continue
                amounts: dict[str, list[float]] = defaultdict(list)
                for way in ways_in:
                    unstated = {n.milestone for n in way.needs if not n.amount}
                    for need, amount in dict(self._needs(way)).items():
                        is_whole = need in unstated or all(n.milestone != need for n in way.needs)
                        amounts[need].append(float("inf") if is_whole else amount)
                for need, each in amounts.items():
                    if len(each) == len(ways_in):
                        more[need] = max(more.get(need, 0.0), min(each))
            if more == have:
                return have
            have = more

    def _has(self, slug: str, amount: float) -> bool:
        return slug in self.free or self.have.get(slug, 0.0) >= amount

    # What a route takes

    def _months(self, route: RouteFacts, asked: float) -> tuple[int, bool]:
        """In steps of the scale, and whether no upper end is known."""
        milestone = self.graph.milestones[route.reaches]
        if milestone.is_condition:
            return 0, False
        if route.months is None:
            return 0, not milestone.is_choice
        low, high = self._amounts(route, asked)
        hours = {"study": self.hours, "work": WORKING_WEEK}.get(route.load)
        longer = 1.0 if hours is None else max(1.0, (route.hours_per_week or WORKING_WEEK) / hours)
        if route.months.high is None:
            return self._whole(route.months.low * low * longer), True
        return self._whole((route.months.low * low + route.months.high * high) / 2 * longer), False

    def _cost(self, route: RouteFacts, asked: float) -> tuple[int, bool]:
        milestone = self.graph.milestones[route.reaches]
        if route.cost is None:
            return 0, not (milestone.is_choice or milestone.is_condition)
        low, high = self._amounts(route, asked)
        if route.cost.high is None:
            return self._whole(route.cost.low * low), True
        return self._whole((route.cost.low * low + route.cost.high * high) / 2), False

    def _lowest_cost(self, route: RouteFacts, asked: float) -> int:
        low, _ = self._amounts(route, asked)
        return self._whole(route.cost.low * low) if route.cost else 0

    def _amounts(self, route: RouteFacts, asked: float) -> tuple[float, float]:
        milestone = self.graph.milestones[route.reaches]
        if not milestone.unit:
            return 1.0, 1.0
        left = max(0.0, asked - self.have.get(milestone.slug, 0.0))
        return left, asked if milestone.unit == "credits" else left

    # The model

    def _build(self) -> None:
        model = self.model
        amounts: dict[str, set[float]] = defaultdict(set)
        amounts[self.goal].add(1.0)
        for route in self.routes:
            for slug, asked in self._needs(route):
                if not self._has(slug, asked):
                    amounts[slug].add(asked)
        takes = {
            Taken(route, asked): model.new_bool_var(f"{route.slug} for {asked}")
            for route in self.routes
            for asked in sorted(amounts[route.reaches])
        }
        ways_in: dict[str, list[Taken]] = defaultdict(list)
        for taken in takes:
            ways_in[taken.route.reaches].append(taken)
        horizon = (
            sum(max((self._months(t.route, t.asked)[0] for t in each), default=0) for each in ways_in.values()) + 1
        )
        starts = {slug: model.new_int_var(0, horizon, f"start {slug}") for slug in ways_in}
        ranks = {slug: model.new_int_var(0, len(ways_in), f"rank {slug}") for slug in ways_in}
        for each in ways_in.values():
            model.add_at_most_one(takes[taken] for taken in each)
        if not self._has(self.goal, 1.0):
            model.add_bool_or(takes[taken] for taken in ways_in[self.goal])
        self.capacity = {"study": self.hours, "work": WORKING_WEEK}
        intervals: dict[str, list] = defaultdict(list)
        end = model.new_int_var(0, horizon * 2, "end")
        for taken, is_taken in takes.items():
            route, slug = taken.route, taken.route.reaches
            length, _ = self._months(route, taken.asked)
            model.add(end >= starts[slug] + length).only_enforce_if(is_taken)
            if route.closes is not None:
                days = (route.closes - self.start).days
                model.add(starts[slug] <= floor(days / DAYS_A_MONTH * self.scale + 1e-6)).only_enforce_if(is_taken)
            if route.load in self.capacity and length:
                interval = model.new_optional_fixed_size_interval_var(starts[slug], length, is_taken, "")
                hours = min(route.hours_per_week or WORKING_WEEK, self.capacity[route.load])
                intervals[route.load].append((interval, hours))
            for need, asked in self._needs(route):
                if self._has(need, asked):
                    continue
                enough = [other for other in ways_in[need] if other.asked >= asked]
                model.add_bool_or(takes[other] for other in enough).only_enforce_if(is_taken)
                for other in enough:
                    both = [is_taken, takes[other]]
                    part, _ = self._months(other.route, asked)
                    model.add(starts[slug] >= starts[need] + part).only_enforce_if(both)
                    model.add(ranks[slug] >= ranks[need] + 1).only_enforce_if(both)
        for load, rivals in intervals.items():
            model.add_cumulative([i for i, _ in rivals], [hours for _, hours in rivals], self.capacity[load])
        costs = sum(self._cost(t.route, t.asked)[0] * is_taken for t, is_taken in takes.items())
        schooling = sum(
            self._months(t.route, t.asked)[0] * is_taken for t, is_taken in takes.items() if t.route.load == "study"
        )
        total = 1 + sum(self._cost(t.route, t.asked)[0] for t in takes)
        if self.budget is not None:
            lowest = sum(self._lowest_cost(t.route, t.asked) * is_taken for t, is_taken in takes.items())
            model.add(lowest <= self.budget * self.scale)
        self.figures = [
            end,
            self._named(costs, total),
            self._named(schooling, horizon * 4 + 1),
            self._any(takes[t] for t in takes if self._months(t.route, t.asked)[1]),
            self._any(takes[t] for t in takes if self._cost(t.route, t.asked)[1]),
            self._any(takes[t] for t in takes if t.route.load == "study" and self._months(t.route, t.asked)[1]),
        ]

    def _named(self, sum_: cp_model.LinearExprT, most: int) -> cp_model.IntVar:
        figure = self.model.new_int_var(0, most * 4, "")
        self.model.add(figure == sum_)
        return figure

    def _any(self, literals) -> cp_model.IntVar:
        figure = self.model.new_bool_var("")
        literals = list(literals)
        for literal in literals:
            self.model.add_implication(literal, figure)
        return figure

    def front(self) -> set[tuple]:
        """One after the other the plan with the smallest sum of figures that no plan before it beats."""
        found: set[tuple] = set()
        self.model.minimize(sum(self.figures))
        while True:
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            status = solver.solve(self.model)
            if status == cp_model.INFEASIBLE:
                return found
            assert status == cp_model.OPTIMAL
            point = tuple(solver.value(figure) for figure in self.figures)
            found.add((*(value / self.scale for value in point[:3]), *(bool(flag) for flag in point[3:])))
            better = [self.model.new_bool_var("") for _ in point]
            for literal, figure, value in zip(better, self.figures, point, strict=True):
                self.model.add(figure < value).only_enforce_if(literal)
            self.model.add_bool_or(better)

    def least(self, criterion: int) -> tuple[bool, float] | None:
        """The smallest figure of one criterion: first whether it is open, then how much. None without a plan."""
        self.model.minimize(self.figures[criterion + 3] * OPEN_END + self.figures[criterion])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(self.model) != cp_model.OPTIMAL:
            return None
        return bool(solver.value(self.figures[criterion + 3])), solver.value(self.figures[criterion]) / self.scale

    def _whole(self, figure: float) -> int:
        scaled = figure * self.scale
        assert self.rounded or scaled == int(scaled), f"{figure} is no whole number of parts"
        return round(scaled)
