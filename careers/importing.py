"""How milestones and the ways to them stand in content files, and what must hold among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from careers.facts.paths import ON_PATHS
from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed, Strength
from careers.planning.graph import HELPFUL, Here, MilestoneFacts, Need, PathGraph, RouteFacts, reachable
from roles.models import Role
from sources.content import Rows
from sources.documents import Problem
from sources.models import Place, SourcedFact
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
# Routes are taken here without the days on which they open and close, so any day will do.
SOME_DAY = date.min


def unreachable_milestones(rows: Rows) -> Iterator[Problem]:
    """Milestones that nobody starting from nothing can reach, wherever they live.

    The ways to a milestone that readers are not shown yet may be drafts, too.

    Cycles are fine (true data has them). What is usable and reachable is asked of the graph that plans are made on.
    Only the days on which routes open, close and hold are left aside: a route that is closed today, or opens next
    year, still documents a way, and content that was right must not turn wrong overnight.
    """
    if rows.lacks(Milestone, Route, RouteNeed, Place, Role):
        return
    graph = _graph(rows)
    reached = _reached(graph)
    led_to = {route.reaches for route in graph.routes if route.strength != HELPFUL}
    shown = led_to | {need.milestone for route in graph.routes for need in route.needs}
    reached |= _reached(_graph(rows, drafts=True)) - shown
    for milestone in rows.whole(Milestone):
        if milestone.ref in reached:
            continue
        if milestone.ref not in led_to:
            what = "no route leads here; give it one, without needs where anybody may start"
        else:
            what = "nobody can get here: every route needs something, or a job, that cannot be reached either"
        yield milestone.problem("slug", f"{what} (got {milestone.ref!r})")


def dropped_federal_needs(rows: Rows) -> Iterator[Problem]:
    """A state's route by law that leaves out what federal law asks for everywhere."""
    if rows.lacks(Milestone, Route, RouteNeed, Place, Role):
        return
    graph = _graph(rows)
    row_of = {row.ref: row for row in rows.whole(Route)}
    by_law: dict[str, list[RouteFacts]] = defaultdict(list)
    for route in graph.routes:
        if route.strength == Strength.LAW:
            by_law[route.reaches].append(route)
    for routes in by_law.values():
        federal = [{need.milestone for need in route.needs} for route in routes if route.place == EVERYWHERE]
        if not federal:
            continue
        always = set.intersection(*federal)
        for route in routes:
            if route.place == EVERYWHERE:
                continue
            here = Here(graph, {}, route.place, SOME_DAY)
            surely = _surely_held(here)
            held = set().union(*(surely.get(need.milestone, set()) for need in here.needs[route.slug]))
            for missing in sorted(always - held):
                yield row_of[route.slug].problem(
                    "needs", f"federal law asks for {missing} everywhere; this route of {route.place} leaves it out"
                )


def _reached(graph: PathGraph) -> set[str]:
    """What somebody can reach who lives in the right place. One without routes of its own adds none to those around."""
    places = {EVERYWHERE, *(route.place for route in graph.routes)} & graph.places.keys()
    return set().union(*(reachable(graph, place=place, today=SOME_DAY) for place in places))


def _graph(rows: Rows, *, drafts: bool = False) -> PathGraph:
    """The milestones of the files and the routes that may be on a path, as plans know them, without their days."""
    needs: dict[str, list[Need]] = defaultdict(list)
    for row in rows.whole(RouteNeed):
        needs[row["route"]].append(Need(row["milestone"]))
    return PathGraph(
        milestones={
            row.ref: MilestoneFacts(row.ref, row["title"], kind=row["kind"], role=row["role"] or "")
            for row in rows.whole(Milestone)
        },
        routes=tuple(
            RouteFacts(
                slug=row.ref,
                reaches=row["reaches"],
                needs=tuple(needs[row.ref]),
                while_in=row["while_in"] or "",
                strength=row["strength"],
                place=row["place"],
            )
            for row in rows.whole(Route)
            if row["standing"] in ON_PATHS and (drafts or row["status"] == SourcedFact.Status.PUBLISHED)
        ),
        places={row.ref: row["parent"] for row in rows.whole(Place)},
    )


def _surely_held(here: Here) -> Mapping[str, set[str]]:
    """For each milestone, what everybody who reaches it in this place holds by then, itself included."""
    all_of_them = set(here.graph.milestones)
    held = {slug: all_of_them if slug in here.usable else {slug} for slug in all_of_them}
    changed = True
    while changed:
        changed = False
        for slug, routes in here.usable.items():
            each = [
                set().union(*(held.get(need.milestone, {need.milestone}) for need in here.needs[route.slug]))
                for route in routes
            ]
            now = {slug} | set.intersection(*each)
            if now != held.get(slug):
                held[slug], changed = now, True
    return held


CHECKS = (unreachable_milestones, dropped_federal_needs)
