"""Which plans keep to the time and the money that somebody has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.cells import Range, Tag
from careers.planning import MilestoneFacts, Need, PathGraph, RouteFacts, ways_to_each
from careers.planning.graph import WEEK_HOURS
from careers.planning.reach import Doubt, Limits, plans_to_each, totals_to_each, within
from tests.careers.planning.graphs import TODAY as CASES_DAY
from tests.careers.planning.graphs import Case, cases
from tests.careers.planning.oracle import Oracle

TODAY = date(2026, 11, 21)


def route(reaches: str, slug: str, months: Range | None, cost: Range | None, *needs: str, **more: Any) -> RouteFacts:
    return RouteFacts(slug, reaches, tuple(map(Need, needs)), months=months, cost=cost, **more)


def outcomes(*routes: RouteFacts, budget: float = float("inf")):
    slugs = {each.reaches for each in routes} | {need.milestone for each in routes for need in each.needs}
    graph = PathGraph({slug: MilestoneFacts(slug, slug.title()) for slug in sorted(slugs)}, routes, {"US": None})
    return plans_to_each(graph, sorted(slugs), have={}, place="US", start=TODAY, budget=budget)


def only_plans(*routes: RouteFacts):
    return outcomes(*routes)["job"].plans


def test_a_goal_that_nothing_leads_to_is_left_out() -> None:
    found = outcomes(route("job", "to-job", Range(1, 1), Range(0, 0)), route("dream", "to-dream", None, None, "luck"))
    assert [*found] == ["job"]


def test_a_goal_that_costs_more_than_there_is_is_left_out() -> None:
    assert outcomes(route("job", "to-job", Range(1, 1), Range(900, 1000)), budget=899) == {}
    assert [*outcomes(route("job", "to-job", Range(1, 1), Range(900, 1000)), budget=900)] == ["job"]


def test_what_is_to_be_known_of_the_facts_is_told_once_but_for_a_page_without_a_date() -> None:
    marked: dict[str, Any] = {"tags": (Tag.UNCHECKED, Tag.UNDATED), "cost_tags": (Tag.UNCHECKED, Tag.OLDER)}
    found = outcomes(route("job", "to-job", Range(1, 1), Range(0, 0), **marked))
    assert found["job"].tags == (Tag.UNCHECKED, Tag.OLDER)


@pytest.mark.parametrize(
    ("months", "cost", "limits", "doubts"),
    [
        pytest.param(Range(6, 12), Range(0, 900), Limits(), (), id="no limits"),
        pytest.param(Range(6, 12), Range(0, 900), Limits(12, 900), (), id="just fits"),
        pytest.param(Range(6, 12), Range(0, 900), Limits(9, 900), (Doubt.LONGER,), id="fits by its middle"),
        pytest.param(Range(6, 12), Range(500, 900), Limits(12, 500), (Doubt.DEARER,), id="fits by its lowest cost"),
        pytest.param(Range(6, 12), None, Limits(12, 500), (Doubt.COST_UNKNOWN,), id="cost not on file"),
        pytest.param(Range(6, 12), None, Limits(12), (), id="cost not asked for"),
        pytest.param(Range(6, None), Range(0, 0), Limits(12), (Doubt.TIME_UNKNOWN,), id="at least so long"),
        pytest.param(None, None, Limits(1, 1), (Doubt.TIME_UNKNOWN, Doubt.COST_UNKNOWN), id="nothing on file"),
    ],
)
def test_what_may_not_fit_after_all_says_so(
    months: Range | None, cost: Range | None, limits: Limits, doubts: tuple[Doubt, ...]
) -> None:
    reach = within(only_plans(route("job", "to-job", months, cost)), limits)
    assert reach is not None
    assert reach.doubts == doubts


@pytest.mark.parametrize("limits", [Limits(months=8.9), Limits(dollars=499)], ids=["too long", "too dear"])
def test_what_does_not_fit_is_not_there(limits: Limits) -> None:
    assert within(only_plans(route("job", "to-job", Range(6, 12), Range(500, 900))), limits) is None


def test_time_and_money_are_those_of_one_plan() -> None:
    quick, cheap = (
        route("job", "quick", Range(3, 3), Range(5000, 5000)),
        route("job", "cheap", Range(30, 30), Range(0, 0)),
    )
    assert within(only_plans(quick, cheap), Limits(12, 3000)) is None


def test_where_a_plan_surely_fits_those_that_may_not_are_left_out() -> None:
    sure, maybe = (
        route("job", "sure", Range(9, 9), Range(900, 900)),
        route("job", "maybe", Range(3, 3), Range(500, 5000)),
    )
    reach = within(only_plans(sure, maybe), Limits(12, 1000))
    assert reach is not None
    assert reach.doubts == ()
    assert [each.cost for each in reach.plans.plans] == [Range(900, 900)]


@given(cases(), st.integers(0, 30), st.integers(0, 40))
def test_nothing_that_may_fit_is_missed(case: Case, months: int, budget: int) -> None:
    found = plans_to_each(
        case.graph, [case.goal], have=case.have, place=case.place, start=CASES_DAY, budget=float(budget)
    ).get(case.goal)
    reach = within(found.plans, Limits(months, budget)) if found else None
    oracle = Oracle(case.graph, case.goal, case.have, case.place, CASES_DAY, WEEK_HOURS, budget=budget)
    assert (reach is not None) == any(score[0] <= months for score in oracle.front())


@given(cases())
def test_many_goals_together_have_the_plans_that_each_has_alone(case: Case) -> None:
    goals = list(case.graph.milestones)
    asked: dict[str, Any] = {"have": case.have, "place": case.place, "start": CASES_DAY}
    alone = {goal: found for goal in goals for found in plans_to_each(case.graph, [goal], **asked).values()}
    assert plans_to_each(case.graph, goals, **asked) == alone


def test_goals_of_one_shape_are_planned_once_and_keep_their_names() -> None:
    ways = [
        route(job, f"to-{job}-{level}", Range(0, 0), Range(0, 0), level)
        for job in ("clerk", "cook")
        for level in ("school", "college")
    ]
    found = outcomes(*ways, *(route(each, f"to-{each}", Range(24, 24), Range(9, 9)) for each in ("school", "college")))
    clerk, cook = found["clerk"].plans.fastest, found["cook"].plans.fastest
    assert (clerk.goal.slug, cook.goal.slug) == ("clerk", "cook")
    assert (clerk.months, clerk.cost) == (cook.months, cook.cost)


@given(cases())
def test_many_goals_together_take_as_long_as_each_alone(case: Case) -> None:
    goals = list(case.graph.milestones)
    asked: dict[str, Any] = {"have": case.have, "place": case.place, "today": CASES_DAY}
    alone = ways_to_each(case.graph, goals, **asked)
    bare = {goal: tuple(replace(way, picks=()) for way in ways) for goal, ways in alone.items()}
    assert totals_to_each(case.graph, goals, **asked) == bare
