"""What a goal can lean on."""

from dataclasses import replace
from datetime import date

from careers.cells import Range
from careers.planning import MilestoneFacts, Need, PathGraph, RouteFacts, brought_along, leans_on

TODAY = date(2026, 11, 21)


def make_graph(*routes: RouteFacts) -> PathGraph:
    titles = ("diploma", "degree", "course", "helper", "work", "other", "job")
    roles = {"helper": "helper", "job": "job"}
    milestones = {
        slug: MilestoneFacts(
            slug, slug.title(), kind="role" if slug in roles else "education", role=roles.get(slug, "")
        )
        for slug in titles
    }
    return PathGraph(milestones, routes, {"US": None, "US-CA": "US"})


def asked(goal: str, *routes: RouteFacts, place: str = "US") -> list[str]:
    return [milestone.slug for milestone in leans_on(make_graph(*routes), goal, place=place, today=TODAY)]


def test_a_goal_leans_on_all_that_its_ways_ask_for_in_the_editors_order():
    routes = (
        RouteFacts("apply", "job", (Need("degree"),)),
        RouteFacts("rise", "job", (Need("work"),)),
        RouteFacts("study", "degree", (Need("diploma"),)),
        RouteFacts("earn", "work", while_in="helper"),
        RouteFacts("hire", "other", (Need("course"),)),
    )
    assert asked("job", *routes) == ["diploma", "degree", "helper", "work"]


def test_a_goal_does_not_lean_on_itself_advice_or_other_places():
    routes = (
        RouteFacts("apply", "job", (Need("degree"),)),
        RouteFacts("return", "degree", (Need("job"),)),
        RouteFacts("advice", "job", (Need("course"),), strength="helpful"),
        RouteFacts("rule", "degree", (Need("diploma"),), place="US-CA"),
    )
    assert asked("job", *routes) == ["degree"]
    assert asked("job", *routes, place="US-CA") == ["diploma", "degree"]


def test_what_somebody_holds_shows_what_they_hold_besides():
    graph = make_graph(
        RouteFacts("study", "degree", (Need("diploma"),)),
        RouteFacts("short", "course", (Need("diploma"),)),
        RouteFacts("long", "course", (Need("degree"),)),
        RouteFacts("advice", "degree", (Need("work"),), strength="helpful"),
    )
    found = brought_along(graph, ["degree", "course", "work"], place="US", today=TODAY)
    assert {slug: sorted(along) for slug, along in found.items()} == {
        "degree": ["degree", "diploma"],
        "course": ["course"],
        "work": ["work"],
    }


def test_what_it_costs_in_a_place_changes_nothing_of_what_leads_to_what():
    study, apply = RouteFacts("study", "degree", months=Range(24, 48)), RouteFacts("apply", "job", (Need("degree"),))
    anywhere = make_graph(study, apply)
    here = anywhere.costing((replace(study, cost=Range(100, 200)), apply), {})
    assert here.net is anywhere.net
    assert [route.cost for route in here.called(["study"])] == [Range(100, 200)]
    assert [route.cost for route in anywhere.called(["study"])] == [None]
    assert here.here({}, "US", TODAY).reached == anywhere.here({}, "US", TODAY).reached == {"degree", "job"}
