"""Rows made into the graph that paths are planned on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from careers.cells import Range, Tag
from careers.facts.known import known
from careers.facts.paths import leads_to, path_graph, role_milestone
from careers.facts.standpoint import standpoint
from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed
from careers.planning import Need, span, way_totals
from sources.models import Place
from tests.admin.rows import make_certification, make_milestone, make_place, make_role, make_route, make_source

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def make_cost(route: Route, low: float | None, high: float | None = None, **values: Any) -> RouteCost:
    values = {"source": make_source(), "basis": "fee", "min": low, "max": low if high is None else high} | values
    return RouteCost.objects.create(route=route, **values)


def only_route(place: str = "US"):
    (route,) = path_graph(place, TODAY).routes
    return route


@pytest.fixture
def california() -> Place:
    return make_place("US-CA", name="California", parent=make_place())


def test_a_milestone_says_what_it_is_and_whose():
    role, certification = make_role(), make_certification()
    make_route("hired", reaches=make_milestone("work", kind="role", role=role, text="Search."))
    make_milestone("exam", kind="certification", certification=certification)
    graph = path_graph("US", TODAY)
    assert (graph.milestones["work"].role, graph.milestones["work"].text) == ("paralegal", "Search.")
    assert graph.milestones["exam"].certification == "certified-paralegal"
    assert role_milestone(graph, "paralegal") == "work"
    assert role_milestone(graph, "judge") is None


def test_routes_come_in_the_editors_order_with_their_needs():
    goal = make_milestone("goal", position=2)
    first = make_milestone("first", position=1, unit="years")
    make_route("b", reaches=goal, position=1)
    a = make_route("a", reaches=goal, position=2)
    make_route("z", reaches=first)
    RouteNeed.objects.create(route=a, milestone=first, amount=2, within_months=36)
    routes = path_graph("US", TODAY).routes
    assert [route.slug for route in routes] == ["z", "b", "a"]
    assert routes[2].needs == (Need("first", 2.0, 36),)


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ({"months_min": 18, "months_max": 24}, Range(18, 24)),
        ({"months_min": "1.5"}, Range(1.5, None)),
        ({}, None),
        ({"effort_hours_min": 130, "effort_hours_max": 260, "hours_per_week": 5}, Range(6, 12)),
        ({"effort_hours_min": 520}, Range(3, None)),
        ({"effort_hours_min": 1, "effort_hours_max": 1}, Range(3 / 520, 3 / 520)),
    ],
    ids=["both ends", "no upper end", "not on file", "hours of effort", "full time", "one of many hours"],
)
def test_months_of_a_route(values, months):
    make_route(**values)
    found = only_route().months
    assert (found is None) == (months is None)
    if found and months:
        assert (found.low, found.high) == pytest.approx((months.low, months.high))


def test_claimed_and_historical_routes_are_on_no_path():
    for standing in ("used", "also", "claimed", "historical"):
        make_route(f"by-{standing}", reaches=make_milestone(standing), standing=standing)
    assert {route.slug for route in path_graph("US", TODAY).routes} == {"by-used", "by-also"}


def test_a_route_is_open_while_it_is_in_force():
    make_route(
        opens=date(2026, 1, 1),
        effective_from=date(2026, 3, 1),
        closes=date(2027, 1, 1),
        effective_until=date(2026, 12, 1),
    )
    assert (only_route().opens, only_route().closes) == (date(2026, 3, 1), date(2026, 12, 1))


def test_the_cost_of_the_nearest_place_wins(california):
    route = make_route()
    make_cost(route, 2000, 9000, basis="tuition")
    make_cost(route, 1500, 3000, basis="tuition", place=california)
    make_cost(route, 100)
    assert only_route("US").cost == Range(2100, 9100)
    assert only_route("US-CA").cost == Range(1600, 3100)


def test_costs_after_aid_and_claimed_costs_do_not_count():
    route = make_route()
    make_cost(route, 100)
    make_cost(route, 5, basis="after-aid")
    make_cost(route, 7, key="claimed", standing="claimed")
    make_cost(route, 9, key="past", effective_until=date(2026, 1, 1))
    assert only_route().cost == Range(100, 100)


def test_an_unknown_cost_is_not_free():
    route = make_route()
    assert only_route().cost is None
    unknown = make_cost(route, None)
    assert only_route().cost is None
    make_cost(route, 50, key="application")
    assert only_route().cost == Range(50, None)
    unknown.delete()
    RouteCost.objects.update(min=0, max=0)
    assert only_route().cost == Range(0, 0)


def test_facts_bring_their_sources_and_tags():
    old = make_source("old", undated=False, published_on=date(2020, 1, 1), review_by=date(2026, 7, 2))
    route = make_route(source=make_source("law"), trust="memory")
    route.also_sources.add(make_source("other"))
    make_cost(route, 10, source=old)
    found = only_route()
    assert [source.slug for source in found.sources] == ["law", "other"]
    assert found.tags == (Tag.UNCHECKED,)
    assert [source.slug for source in found.cost_sources] == ["old"]
    assert found.cost_tags == (Tag.OLDER, Tag.DUE)


def test_recommendations_stand_by_role():
    make_place()
    role, exam = make_role(), make_milestone("exam")
    RoleRecommendation.objects.create(role=role, milestone=exam, text="Shows skill.", source=make_source())
    (advice,) = path_graph("US", TODAY).recommendations["paralegal"]
    assert (advice.milestone, advice.strength, advice.text) == ("exam", "helpful", "Shows skill.")


def test_a_specialty_takes_over_what_helps_in_its_role_and_where_that_leads():
    general = make_role()
    special = make_role("immigration-paralegal", parent=general)
    job = make_milestone("job", kind="role", role=general)
    make_milestone("special-job", kind="role", role=special)
    exam, course = make_milestone("exam", kind="certification"), make_milestone("course")
    source = make_source()
    for role, milestone, text in ((general, exam, "In general."), (general, course, ""), (special, course, "Here.")):
        RoleRecommendation.objects.create(role=role, milestone=milestone, text=text, source=source)
    RouteNeed.objects.create(route=make_route("sit", reaches=exam), milestone=job)
    advice = path_graph("US", TODAY).recommendations["immigration-paralegal"]
    assert [(each.milestone, each.text) for each in advice] == [("course", "Here."), ("exam", "In general.")]
    assert [lead.slug for lead in leads_to(special, standpoint(make_place(), TODAY))] == ["exam"]


def test_advice_that_is_not_passed_on_is_for_the_role_alone():
    make_place()
    general = make_role()
    special = make_role("immigration-paralegal", parent=general)
    for slug, role in (("job", general), ("special-job", special)):
        make_milestone(slug, kind="role", role=role)
    RoleRecommendation.objects.create(
        role=general, milestone=make_milestone("exam"), passed_on=False, source=make_source()
    )
    advice = path_graph("US", TODAY).recommendations
    assert [each.milestone for each in advice["paralegal"]] == ["exam"]
    assert advice["immigration-paralegal"] == ()


def test_a_role_leads_to_jobs_that_have_no_page_too():
    role = make_role()
    own = make_milestone("own", kind="role", role=role)
    RouteNeed.objects.create(route=make_route("rise", reaches=make_milestone("judge", kind="role")), milestone=own)
    (lead,) = leads_to(role, standpoint(make_place(), TODAY))
    assert (lead.slug, lead.role) == ("judge", None)


@pytest.mark.parametrize(("strength", "tags"), [("certifier", (Tag.OLDER,)), ("law", (Tag.OLDER,)), ("employers", ())])
def test_rules_grow_old_and_what_employers_say_does_not(strength, tags):
    make_route(strength=strength, as_of=date(2018, 1, 1))
    assert only_route().tags == tags


@pytest.mark.parametrize(("kind", "tags"), [("certification", (Tag.OLDER,)), ("training", ())])
def test_advice_to_earn_what_somebody_offers_grows_old(kind, tags):
    make_place()
    RoleRecommendation.objects.create(
        role=make_role(), milestone=make_milestone("exam", kind=kind), as_of=date(2018, 1, 1), source=make_source()
    )
    (advice,) = path_graph("US", TODAY).recommendations["paralegal"]
    assert advice.tags == tags


def make_chain(number: int) -> None:
    """A few milestones and routes with everything that can hang on them."""
    role = make_role(f"role-{number}")
    goal = make_milestone(f"goal-{number}", kind="role", role=role)
    base = make_milestone(f"base-{number}")
    route = make_route(f"route-{number}", reaches=goal, months_min=1, months_max=2)
    make_route(f"base-{number}", reaches=base, while_in=role)
    RouteNeed.objects.create(route=route, milestone=base)
    make_cost(route, 1, source=make_source(f"cost-{number}")).also_sources.add(make_source(f"more-{number}"))
    route.also_sources.add(make_source(f"also-{number}"))
    RoleRecommendation.objects.create(role=role, milestone=base, source=make_source(f"advice-{number}"))


def test_the_graph_costs_fourteen_queries_beside_what_is_known_whatever_its_size(california, django_assert_num_queries):
    make_chain(0)
    known(TODAY)
    with django_assert_num_queries(14):
        path_graph("US", TODAY)
    for number in range(1, 9):
        make_chain(number)
    known(TODAY)
    with django_assert_num_queries(14):
        graph = path_graph("US", TODAY)
    assert len(graph.routes) == 18
    with django_assert_num_queries(1):
        assert path_graph("US", TODAY) is graph
    with django_assert_num_queries(1):
        assert path_graph(california, TODAY) is not graph


def test_the_graph_is_never_older_than_what_is_on_file():
    role = make_role("paralegal")
    route = make_route("a", reaches=make_milestone("m", kind="role", role=role), months_min=3, months_max=3)
    assert only_route().cost is None
    cost = make_cost(route, 100)
    assert only_route().cost == Range(100, 100)
    cost.min = cost.max = 200
    cost.save()
    assert only_route().cost == Range(200, 200)
    cost.also_sources.add(make_source("second", title="Second"))
    assert [source.slug for source in only_route().cost_sources] == ["some-source", "second"]
    source = cost.source
    source.title = "Another title"
    source.save()
    assert only_route().cost_sources[0].title == "Another title"
    role.slug = "legal-aide"
    role.save()
    assert path_graph("US", TODAY).goals() == {"legal-aide": "m"}
    route.delete()
    assert path_graph("US", TODAY).routes == ()


def test_the_graph_is_never_older_than_the_day():
    make_cost(make_route("a", reaches=make_milestone("m")), 100, effective_until=TODAY)
    assert only_route().cost == Range(100, 100)
    assert path_graph("US", TODAY + timedelta(days=1)).routes[0].cost is None
    assert only_route().cost == Range(100, 100)


def test_a_role_leads_where_its_experience_counts():
    role, other, draft = make_role("legal-assistant"), make_role("paralegal"), make_role("clerk", status="draft")
    own = make_milestone("own", kind="role", role=role)
    year = make_milestone("year", kind="experience", unit="years")
    school = make_milestone("school", kind="requirement")
    goals = {
        "paralegal": make_milestone("paralegal", kind="role", role=other),
        "clerk": make_milestone("clerk", kind="role", role=draft),
        "exam": make_milestone("exam", kind="certification"),
    }
    make_route("hire", reaches=own)
    make_route("work", reaches=year, while_in=role)
    for slug, reaches, need in [
        ("by-work", school, year),
        ("apply", goals["paralegal"], school),
        ("clerk", goals["clerk"], own),
        ("sit", goals["exam"], own),
    ]:
        strength = "helpful" if slug == "sit" else "employers"
        RouteNeed.objects.create(route=make_route(slug, reaches=reaches, strength=strength), milestone=need)
    leads = leads_to(role, standpoint(make_place(), TODAY))
    assert [(lead.slug, lead.role and lead.role.slug) for lead in leads] == [("paralegal", "paralegal"), ("exam", None)]
    assert leads[0].sources[0].slug == "some-source"
    assert leads_to(other, standpoint(make_place(), TODAY)) == []


def test_rows_lead_to_a_time(california):
    goal = make_milestone("goal", kind="role", role=make_role())
    make_route("everywhere", reaches=goal, months_min=6, months_max=12)
    make_route("by-law", reaches=goal, strength="law", place=california, months_min=24, months_max=24)
    for place, code, months in (("US", "US", Range(6, 12)), (california, "US-CA", Range(24, 24))):
        assert span(way_totals(path_graph(place, TODAY), "goal", place=code, today=TODAY)) == months
    assert Milestone.objects.count() == 1
