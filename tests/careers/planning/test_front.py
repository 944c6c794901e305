"""The search for plans against an exact solver, and what holds whatever the graph."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from careers.cells import Range
from careers.planning.choice import NoPath
from careers.planning.front import Score, beats, by_time, fastest, front
from careers.planning.graph import Here, RouteFacts
from careers.planning.paths import ways
from careers.planning.plans import OverBudget, PlanSet, plan
from tests.careers.planning.graphs import TODAY, Case, cases, shuffled
from tests.careers.planning.oracle import Oracle


def plans(case: Case, budget: float = inf) -> PlanSet | None:
    try:
        return plan(
            case.graph,
            case.goal,
            have=case.have,
            place=case.place,
            start=TODAY,
            hours_per_week=case.hours,
            budget=budget,
        )
    except (NoPath, OverBudget):
        return None


def scores(found: PlanSet | None) -> set[Score]:
    return {each.score for each in found.plans} if found else set()


def is_covered(before: PlanSet | None, after: PlanSet | None) -> bool:
    """Whether for each plan of before there is one of after that is at least as good."""
    return all(any(beats(new, old) for new in scores(after)) for old in scores(before))


@given(cases())
def test_the_front_is_that_of_an_exact_solver(case: Case) -> None:
    oracle = Oracle(case.graph, case.goal, case.have, case.place, TODAY, case.hours)
    assert scores(plans(case)) == oracle.front()


@given(cases())
def test_the_fastest_the_cheapest_and_the_least_schooling_are_those_of_an_exact_solver(case: Case) -> None:
    oracle = Oracle(case.graph, case.goal, case.have, case.place, TODAY, case.hours)
    found = plans(case)
    assume(found)
    for criterion, best in enumerate((found.fastest, found.cheapest, found.least_schooling)):
        assert (best.score[criterion + 3], best.score[criterion]) == oracle.least(criterion)


@given(cases(), st.integers(0, 40))
def test_what_a_budget_allows_is_what_an_exact_solver_finds(case: Case, budget: int) -> None:
    oracle = Oracle(case.graph, case.goal, case.have, case.place, TODAY, case.hours, budget=budget)
    assert scores(plans(case, budget=budget)) == oracle.front()


@given(cases(), st.integers(0, 40))
def test_only_where_a_dearer_plan_is_there_it_is_the_budget_that_is_in_the_way(case: Case, budget: int) -> None:
    if plans(case) is None:
        with pytest.raises(NoPath):
            plan(
                case.graph,
                case.goal,
                have=case.have,
                place=case.place,
                start=TODAY,
                hours_per_week=case.hours,
                budget=budget,
            )
    elif plans(case, budget=budget) is None:
        assert all(each.cost.low > budget for each in plans(case).plans)


@given(cases(), st.data())
def test_with_picked_routes_too_the_front_is_that_of_an_exact_solver(case: Case, data: st.DataObject) -> None:
    picks = data.draw(st.lists(st.sampled_from([route.slug for route in case.graph.routes]), min_size=1, max_size=4))
    oracle = Oracle(case.graph, case.goal, case.have, case.place, TODAY, case.hours, picks=picks)
    here = Here(case.graph, case.have, case.place, TODAY)
    assert {choice.score for choice in front(here, case.goal, case.hours, picks=picks)} == oracle.front()


@given(cases(), st.data())
def test_the_fastest_choice_is_the_fastest_of_the_front(case: Case, data: st.DataObject) -> None:
    picks = data.draw(st.lists(st.sampled_from([route.slug for route in case.graph.routes]), max_size=3))
    here = Here(case.graph, case.have, case.place, TODAY)
    found = fastest(here, case.goal, case.hours, picks)
    every = [choice.score for choice in front(here, case.goal, case.hours, picks=picks)]
    assert (found.score if found else None) == min(every, key=by_time, default=None)


@given(cases())
def test_the_quickest_of_the_ways_of_a_page_is_the_fastest_plan(case: Case) -> None:
    case = replace(case, hours=40)
    found = plans(case)
    assume(found)
    every = ways(case.graph, case.goal, have=case.have, place=case.place, today=TODAY)
    assert min((way.score for way in every), key=by_time) == found.fastest.score


@given(cases(), st.data())
def test_who_holds_more_is_never_slower_and_never_pays_more(case: Case, data: st.DataObject) -> None:
    slug = data.draw(st.sampled_from([slug for slug in case.graph.milestones if slug != case.goal]))
    more = replace(case, have={**case.have, slug: case.have.get(slug, 0.0) + 1.0})
    assert is_covered(plans(case), plans(more))


@given(cases())
def test_who_has_more_hours_a_week_is_never_slower(case: Case) -> None:
    assert is_covered(plans(case), plans(replace(case, hours=case.hours * 2)))


@given(cases(), st.data())
def test_one_more_way_never_makes_plans_worse(case: Case, data: st.DataObject) -> None:
    slug = data.draw(st.sampled_from(list(case.graph.milestones)))
    # A way that no law of a place shuts out, and that shuts out none.
    another = RouteFacts("another", slug, months=Range(2, 4), cost=Range(0, 2), load="study")
    assume(not any(route.strength == "law" for route in case.graph.routes if route.reaches == slug))
    assume(not case.graph.milestones[slug].is_condition)  # one without routes is not asked of anybody
    # Who holds something is taken to hold what every way to it asks for: one more way, and that is less.
    assume(slug not in Here(case.graph, case.have, case.place, TODAY).held)
    routes = (*case.graph.routes, another)
    assert is_covered(plans(case), plans(replace(case, graph=replace(case.graph, routes=routes))))


@given(cases(), st.integers(0, 1_000_000))
def test_the_order_of_milestones_and_routes_changes_nothing(case: Case, seed: int) -> None:
    before, after = plans(case), plans(shuffled(case, seed))
    assert scores(before) == scores(after)
    if before and after:
        assert [each.routes for each in before.plans] == [each.routes for each in after.plans]


@given(cases())
def test_no_plan_leans_on_itself_and_each_step_waits_for_what_it_needs(case: Case) -> None:
    """Not over any circle, and nothing is taken for held that is not."""
    found, here = plans(case), Here(case.graph, case.have, case.place, TODAY)
    for each in found.plans if found else ():
        steps = {step.milestone.slug: step for step in each.steps}
        below: dict[str, set[str]] = {}
        for slug, step in steps.items():
            needs = [need for need in here.needs[step.route.slug] if not here.has(need)]
            below[slug] = {need.milestone for need in needs}
            for need in needs:
                brought = steps[need.milestone]
                assert brought.asked >= need.asked
                if brought.asked == need.asked:
                    assert brought.finish <= step.start + 1e-6
            assert set(step.too_old) == {
                need
                for need in step.route.needs
                if need.within_months
                and need.milestone in steps
                and step.start - steps[need.milestone].finish > need.within_months
            }
        assert is_without_circles(below)
        assert set(steps) == ({case.goal} | set().union(*below.values()) if steps else set())


def is_without_circles(below: dict[str, set[str]]) -> bool:
    """Whether one after the other can be taken that leans on nothing but what was taken before."""
    taken: set[str] = set()
    while ready := {slug for slug, needs in below.items() if slug not in taken and needs <= taken}:
        taken |= ready
    return taken == set(below)


@given(cases())
def test_every_plan_can_be_done_as_it_says(case: Case) -> None:
    """Each step after what it needs, no more hours a week than there are, nothing after it closes, nothing twice."""
    found = plans(case)
    for each in found.plans if found else ():
        spans = {step.milestone.slug: (step.start, step.finish) for step in each.steps}
        assert len(spans) == len(each.steps)
        for step in each.steps:
            assert 0 <= step.start <= step.finish
            for unlock in step.unlocks:
                assert spans[unlock.milestone.slug][0] >= step.start
            if step.route.closes:
                assert step.start * 365.25 / 12 <= (step.route.closes - TODAY).days + 0.001
        for moment in {start for start, _ in spans.values()}:
            running = [s for s in each.steps if s.route.load == "study" and s.start <= moment < s.finish - 1e-6]
            hours = sum(min(step.route.hours_per_week or 40, case.hours) for step in running)
            assert hours <= case.hours
        assert not each.steps or any(step.is_critical for step in each.steps)
        low, high = each.months.low, each.months.high
        assert low <= each.finish + 1e-6
        assert high is None or each.finish <= high + 1e-6
