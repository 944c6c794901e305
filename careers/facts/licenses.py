"""Licenses that the steps to a job ask for by law: what there is to say of rules where none of a state is on file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from careers.cells import Cell, sources_of
from careers.facts.paths import goal_of
from careers.facts.remembered import remembered
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.planning import PathGraph, RouteFacts
from careers.planning.graph import HELPFUL, LAW
from certifications.models import StateRule
from roles.models import Role

REQUIRED = frozenset([(StateRule.Topic.LICENSE.value, StateRule.Answer.REQUIRED.value)])


def license_asked(family: Sequence[Role], view: Standpoint, graph: PathGraph) -> Cell | None:
    """That every state asks for a license, if each way to the role does. No query."""
    goal = goal_of(family, graph)
    ways = remembered("licenses", view, partial(_licensed, graph, view)).get(goal[0]) if goal else None
    if not ways:
        return None
    rest = "What each asks for" if view.is_everywhere else f"What {view.place_name} asks for"
    return Cell(
        code=REQUIRED,
        value="Every state asks for a license",
        context=f"{rest} is not on file.",
        tags=tuple(dict.fromkeys(tag for way in ways for tag in way.tags)),
        sources=sources_of(*(way.sources for way in ways)),
    )


def _licensed(graph: PathGraph, view: Standpoint) -> Mapping[str, Sequence[RouteFacts]]:
    """The milestones to which each way asks for a license, by law and in the whole country: the ways to get that."""
    into: dict[str, list[RouteFacts]] = {}
    for route in graph.routes:
        if route.strength != HELPFUL and route.is_open(view.today):
            into.setdefault(route.reaches, []).append(route)
    found = {}
    for goal, ways in into.items():
        if all(way.strength == LAW and way.place == COUNTRY for way in ways):
            asked = [{need.milestone for need in way.needs} for way in ways]
            licenses = [slug for slug in set.intersection(*asked) if graph.milestones[slug].kind == "license"]
            if licenses:
                found[goal] = [way for slug in sorted(licenses) for way in into.get(slug, ())]
    return found
