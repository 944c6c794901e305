"""How milestones and the ways to them stand in content files, and what must hold among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed, Strength
from sources.content import Rows
from sources.documents import Problem
from sources.models import Place, SourcedFact
from sources.rows import Row
from sources.shapes import Layout, Shape

LAYOUTS = (
    Layout(
        "milestones/*.yaml",
        Shape(
            parts={
                "milestones": Shape(
                    Milestone,
                    parts={
                        "routes": Shape(
                            Route,
                            owner="reaches",
                            parts={
                                "needs": Shape(RouteNeed, owner="route"),
                                "costs": Shape(RouteCost, owner="route"),
                            },
                        )
                    },
                ),
                "recommendations": Shape(RoleRecommendation),
            }
        ),
        added="milestones/added.yaml",
    ),
)

EVERYWHERE = "US"


def unreachable_milestones(rows: Rows) -> Iterator[Problem]:
    """Milestones that nobody starting from nothing can reach, wherever they live.

    Cycles are fine (true data has them), so this is the least fixpoint over the routes that a plan may use.
    """
    if rows.lacks(Milestone, Route, RouteNeed, Place):
        return
    graph = _Graph(rows)
    reached: set[str] = set()
    for place in graph.inside:
        reached |= graph.reachable(place)
    for milestone in rows.whole(Milestone):
        if milestone.ref in reached:
            continue
        if not any(route["reaches"] == milestone.ref for route in graph.routes):
            what = "no route leads here; give it one, without needs where anybody may start"
        else:
            what = "nobody can get here: every route needs something that cannot be reached either"
        yield milestone.problem("slug", f"{what} (got {milestone.ref!r})")


def dropped_federal_needs(rows: Rows) -> Iterator[Problem]:
    """A state's route by law that leaves out what federal law asks for everywhere."""
    if rows.lacks(Milestone, Route, RouteNeed, Place):
        return
    graph = _Graph(rows)
    by_law: dict[str, list[Row]] = defaultdict(list)
    for route in graph.routes:
        if route["strength"] == Strength.LAW:
            by_law[route["reaches"]].append(route)
    for routes in by_law.values():
        federal = [graph.needs[route.ref] for route in routes if route["place"] == EVERYWHERE]
        if not federal:
            continue
        always = set.intersection(*federal)
        for route in routes:
            if route["place"] == EVERYWHERE:
                continue
            surely = graph.surely_held(route["place"])
            held = set().union(*(surely[need] for need in graph.needs[route.ref]))
            for missing in sorted(always - held):
                yield route.problem(
                    "needs", f"federal law asks for {missing} everywhere; this route of {route['place']} leaves it out"
                )


class _Graph:
    """Milestones and the routes that a plan may use."""

    def __init__(self, rows: Rows) -> None:
        self.milestones = {row.ref: row for row in rows.whole(Milestone)}
        unused = (SourcedFact.Standing.CLAIMED, SourcedFact.Standing.HISTORICAL)
        self.routes = [
            row for row in rows.whole(Route) if row["strength"] != Strength.HELPFUL and row["standing"] not in unused
        ]
        self.needs: dict[str, set[str]] = defaultdict(set)
        for need in rows.whole(RouteNeed):
            self.needs[need["route"]].add(need["milestone"])
        parents = {row.ref: row["parent"] for row in rows.whole(Place)}
        self.inside = {place: _with_all_around(place, parents) for place in parents}

    def usable(self, place: str) -> list[Row]:
        """The routes that count in a place: where the place, or one around it, has its own law, only the nearest."""
        around = self.inside.get(place, [place])
        here = [route for route in self.routes if route["place"] in around]
        law_at: dict[str, int] = {}
        for route in here:
            if route["strength"] == Strength.LAW:
                nearness = around.index(route["place"])
                law_at[route["reaches"]] = min(nearness, law_at.get(route["reaches"], nearness))
        return [route for route in here if around.index(route["place"]) <= law_at.get(route["reaches"], len(around))]

    def reachable(self, place: str) -> set[str]:
        routes = self.usable(place)
        reached = {
            slug
            for slug, milestone in self.milestones.items()
            if milestone["kind"] == Milestone.Kind.CONDITION and not any(route["reaches"] == slug for route in routes)
        }
        while new := {route["reaches"] for route in routes if self.needs[route.ref] <= reached} - reached:
            reached |= new
        return reached

    def surely_held(self, place: str) -> Mapping[str, set[str]]:
        """For each milestone, what everybody who reaches it in this place holds by then, itself included."""
        ways: dict[str, list[Row]] = defaultdict(list)
        for route in self.usable(place):
            ways[route["reaches"]].append(route)
        held = {slug: set(self.milestones) if slug in ways else {slug} for slug in self.milestones}
        changed = True
        while changed:
            changed = False
            for slug, routes in ways.items():
                each = [set().union(*(held.get(need, {need}) for need in self.needs[route.ref])) for route in routes]
                now = {slug} | set.intersection(*each)
                if now != held.get(slug):
                    held[slug], changed = now, True
        return held


def _with_all_around(place: str, parents: Mapping[str, str | None]) -> list[str]:
    """The place and those around it, the nearest first."""
    around: list[str] = []
    at: str | None = place
    while at and at not in around:
        around.append(at)
        at = parents.get(at)
    return around


CHECKS = (unreachable_milestones, dropped_federal_needs)
