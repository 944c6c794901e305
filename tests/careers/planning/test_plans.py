"""What a plan tells: its steps and why they are there, what decides its end, jobs on the way, which plan is best."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careers.cells import Range
from careers.planning import MilestoneFacts, Need, OverBudget, PathGraph, Plan, Recommendation, RouteFacts, plan
from careers.planning.choice import NoPath

TODAY = date(2026, 11, 22)
KINDS = {
    "diploma": "education",
    "course": "education",
    "degree": "education",
    "hours": "training",
    "credits": "education",
    "years": "experience",
    "exam": "assessment",
    "license": "license",
    "age": "condition",
    "aide": "role",
    "job": "role",
}
UNITS = {"hours": "hours", "credits": "credits", "years": "years"}


def way(slug: str, reaches: str, *needs: str | Need, months: Any = 0, cost: Any = 0, **more: Any) -> RouteFacts:
    asked = tuple(need if isinstance(need, Need) else Need(need) for need in needs)
    return RouteFacts(slug, reaches, asked, months=span(months), cost=span(cost), **more)


def span(value: Any) -> Range | None:
    return Range(value, value) if isinstance(value, int | float) else value


def plans(*routes: RouteFacts, have: dict[str, float] | None = None, **more: Any) -> tuple[Plan, ...]:
    return every(*routes, have=have, **more).plans


def every(*routes: RouteFacts, have: dict[str, float] | None = None, advice: tuple[str, ...] = (), **more: Any):
    milestones = {
        slug: MilestoneFacts(
            slug, slug.title(), kind=kind, unit=UNITS.get(slug, ""), role=slug if kind == "role" else ""
        )
        for slug, kind in KINDS.items()
    }
    places = {"US": None, "US-CA": "US", "US-NY": "US"}
    graph = PathGraph(milestones, routes, places, {"job": tuple(Recommendation(slug) for slug in advice)})
    return plan(graph, "job", have=have, start=TODAY, **more)


def test_of_plans_that_are_alike_the_first_by_name_is_kept_whatever_the_order():
    one, other = way("by-b", "job", months=6, cost=100), way("by-a", "job", months=6, cost=100)
    assert [each.routes for each in plans(one, other)] == [each.routes for each in plans(other, one)] == [("by-a",)]


def test_where_two_are_best_at_one_thing_the_next_thing_decides():
    found = every(
        way("slow-free", "job", months=12, load="work"),
        way("quick-free", "job", months=9, load="study"),
        way("quick-dear", "job", months=9, cost=500, load="none"),
        way("quickest", "job", months=3, cost=900, load="study"),
    )
    assert found.fastest.routes == ("quickest",)
    assert found.cheapest.routes == ("quick-free",)  # as cheap as the slow one
    assert found.least_schooling.routes == ("quick-dear",)  # as little school as the slow one


def test_what_is_open_is_never_named_best_while_something_known_is_there():
    found = every(
        way("known", "job", months=48, cost=9000, load="study"), way("open", "job", months=Range(1, None), cost=None)
    )
    assert len(found.plans) == 2
    assert {found.fastest.routes, found.cheapest.routes} == {("known",)}
    assert found.least_schooling.routes == ("open",)  # it is known to take none


def test_where_nothing_is_known_something_is_named_all_the_same():
    (only,) = plans(way("open", "job", months=Range(6, None), cost=Range(100, None)))
    assert (only.months, only.cost) == (Range(6, None), Range(100, None))


def test_a_step_knows_what_it_unlocks_and_whose_word_that_is():
    (found,) = plans(
        way("learn", "course", months=3),
        way("sit", "exam", "course", strength="certifier"),
        way("apply", "job", "exam", "course"),
    )
    unlocks = {step.milestone.slug: [each.route.slug for each in step.unlocks] for step in found.steps}
    assert unlocks == {"course": ["sit", "apply"], "exam": ["apply"], "job": []}
    assert found.steps[0].unlocks[0].route.strength == "certifier"


def test_steps_that_run_side_by_side_name_each_other_and_those_that_set_the_date_are_marked():
    (found,) = plans(
        way("evenings", "course", months=6, load="study", hours_per_week=10),
        way("college", "degree", months=24, load="study", hours_per_week=20),
        way("apply", "job", "course", "degree"),
    )
    steps = {step.milestone.slug: step for step in found.steps}
    assert steps["course"].overlaps == ("degree",)
    assert [slug for slug, step in steps.items() if step.is_critical] == ["degree", "job"]
    assert (found.months, found.schooling) == (Range(24, 24), Range(30, 30))


def test_what_waits_for_hours_of_the_week_makes_the_step_before_it_set_the_date():
    (found,) = plans(
        way("evenings", "course", months=6, load="study", hours_per_week=30),
        way("college", "degree", months=24, load="study", hours_per_week=30),
        way("apply", "job", "course", "degree"),
    )
    assert all(step.is_critical for step in found.steps)
    assert found.months == Range(30, 30)


def test_a_step_that_asks_for_more_hours_than_there_are_takes_longer_and_work_does_not():
    (found,) = plans(
        way("college", "degree", months=24, load="study"),
        way("earn", "years", months=12, load="work"),
        way("apply", "job", "degree", Need("years", 2)),
        hours_per_week=10,
    )
    assert {step.milestone.slug: step.months for step in found.steps} == {
        "degree": Range(96, 96),
        "years": Range(24, 24),
        "job": Range(0, 0),
    }
    assert found.months == Range(96, 96)  # one can work meanwhile


def test_a_job_on_the_way_is_an_early_exit_and_its_experience_waits_for_it():
    (found,) = plans(
        way("learn", "course", months=3, load="study"),
        way("hire", "aide", "course"),
        way("earn", "years", months=12, load="work", while_in="aide"),
        way("rise", "job", Need("years", 2)),
    )
    assert [(each.milestone.slug, each.month) for each in found.early_exits] == [("aide", 3)]
    assert found.finish == 27


def test_who_needs_a_part_of_an_amount_need_not_wait_for_the_whole_of_it():
    (found,) = plans(
        way("practice", "hours", months=0.01, load="none"),
        way("sit", "exam", Need("hours", 200), months=1),
        way("apply", "job", "exam", Need("hours", 600)),
    )
    starts = {step.milestone.slug: step.start for step in found.steps}
    assert starts == {"hours": 0, "exam": pytest.approx(2), "job": pytest.approx(6)}
    assert found.steps[0].asked == 600


def test_what_one_has_is_told_with_how_much_of_it_is_asked():
    (found,) = plans(
        way("earn", "years", months=12, load="work"),
        way("apply", "job", "diploma", Need("years", 3)),
        have={"diploma": 1, "years": 1},
    )
    assert found.held == (Need("diploma"),)
    assert [step.months for step in found.steps] == [Range(24, 24), Range(0, 0)]  # one of three years is there


def test_an_age_is_a_condition_of_its_step_and_takes_no_time():
    (found,) = plans(way("apply", "job", "age"))
    assert [milestone.slug for milestone in found.steps[0].conditions] == ["age"]
    assert found.months == Range(0, 0)


def test_what_would_be_too_old_is_flagged():
    (found,) = plans(
        way("card", "exam"),
        way("college", "degree", months=24, load="study"),
        way("apply", "job", "degree", Need("exam", within_months=12)),
    )
    assert [need.milestone for need in found.steps[-1].too_old] == ["exam"]


def test_advice_is_told_unless_the_plan_brings_it():
    routes = (way("learn", "course", months=3), way("apply", "job", "course"), way("sit", "exam"))
    (found,) = plans(*routes, advice=("course", "exam"))
    assert [each.milestone for each in found.optional] == ["exam"]


def test_a_way_that_closes_counts_where_its_step_can_start_by_then():
    learn, late = way("learn", "course", months=6), way("late", "job", "course", closes=date(2027, 3, 1))
    with pytest.raises(NoPath):
        plans(learn, late)
    (found,) = plans(learn, late, have={"course": 1})
    assert found.routes == ("late",)


def test_a_goal_that_is_met_leaves_nothing_to_do():
    (found,) = plans(way("apply", "job", months=6), have={"job": 1})
    assert (found.steps, found.months, found.cost, found.schooling) == ((), Range(0, 0), Range(0, 0), Range(0, 0))


def test_a_circle_is_left_where_it_can_be_and_never_closed():
    """A year as an aide counts toward the license that an aide needs."""
    earn = way("earn", "years", months=12, load="work", while_in="aide")
    by_years, hire = way("by-years", "license", Need("years", 1)), way("hire", "aide", "license")
    rise = way("rise", "job", Need("years", 1), "license")
    with pytest.raises(NoPath) as none:
        plans(earn, by_years, hire, rise)
    assert {milestone.slug for milestone in none.value.missing} <= {"job", "license", "years", "aide"}
    (found,) = plans(earn, by_years, hire, rise, way("by-school", "license", months=24, load="study"))
    assert found.routes == ("by-school", "hire", "earn", "rise")


def test_where_there_is_no_way_here_it_says_what_is_missing_and_where_there_is_one():
    learn = way("learn", "course", place="US-NY")
    with pytest.raises(NoPath) as none:
        plans(learn, way("apply", "job", "course"), place="US-CA")
    assert [milestone.slug for milestone in none.value.missing] == ["course"]
    assert none.value.elsewhere == ("US-NY",)


def test_what_costs_more_than_there_is_is_over_budget_and_else_a_plan():
    routes = (way("dear", "job", cost=Range(500, 900)),)
    assert len(plans(*routes, budget=500)) == 1
    with pytest.raises(OverBudget):
        plans(*routes, budget=499)


@pytest.mark.parametrize("hours", [0, -5, float("nan")])
def test_a_week_has_hours(hours: float):
    with pytest.raises(ValueError, match="leaves no time to study"):
        plans(way("apply", "job"), hours_per_week=hours)
