"""What carries over between two roles, and which steps close what is missing: no database."""

from __future__ import annotations

from datetime import date

import pytest

from careers import moves
from careers.cells import Range
from careers.comparison import compare
from careers.planning import MilestoneFacts, Need, PathGraph, RouteFacts, plan
from careers.rolefacts import DutyFacts, RoleFacts, SkillFacts

TODAY = date(2026, 11, 21)


def role(slug: str, *duties: str, **ratings: float | None) -> RoleFacts:
    return RoleFacts(
        slug,
        slug.title(),
        duties=tuple(DutyFacts(duty, duty.title(), None, duty) for duty in duties),
        skills=tuple(SkillFacts(skill, skill, importance=points) for skill, points in ratings.items()),
    )


def slugs(things: tuple) -> list[str]:
    return [thing.slug for thing in things]


def carried(start: RoleFacts, goal: RoleFacts) -> moves.Carried:
    return moves.carried(compare([start, goal]))


def test_duties_of_both_carry_over_and_those_of_the_second_are_new() -> None:
    found = carried(role("aide", "file", "greet"), role("clerk", "file", "bill"))
    assert slugs(found.duties) == ["file"]
    assert slugs(found.new_duties) == ["bill"]


@pytest.mark.parametrize(
    ("own", "wanted", "where"),
    [(50, 59, "skills"), (50, 60, "new_skills"), (80, 40, "skills"), (None, 40, "unrated_skills")],
    ids=["close enough", "10 points more", "higher already", "not rated"],
)
def test_a_skill_carries_over_unless_the_second_role_is_rated_10_points_higher(
    own: float | None, wanted: float, where: str
) -> None:
    found = carried(role("aide", law=own), role("clerk", law=wanted))
    places = ("skills", "new_skills", "unrated_skills")
    assert {place: slugs(getattr(found, place)) for place in places} == {
        place: ["law"] if place == where else [] for place in places
    }


def test_a_skill_that_the_second_role_is_not_rated_for_is_left_out() -> None:
    found = carried(role("aide", law=50.0, care=80.0), role("clerk", law=50.0))
    assert slugs(found.skills) == ["law"]


def test_the_widest_gap_comes_first() -> None:
    pair = compare([role("aide", law=50.0, care=20.0, math=60.0), role("clerk", law=55.0, care=80.0, math=20.0)])
    assert [row.slug for row in moves.by_gap(pair.skills)] == ["care", "law", "math"]


ROUTES = (
    RouteFacts("hire-aide", "aide", months=Range(0, 0), cost=Range(0, 0)),
    RouteFacts("hire-helper", "helper", months=Range(0, 0), cost=Range(0, 0)),
    RouteFacts("work-as-aide", "work", (), Range(12, 12), load="work", while_in="aide", cost=Range(0, 0)),
    RouteFacts("work-as-helper", "help", (), Range(6, 6), load="work", while_in="helper", cost=Range(0, 0)),
    RouteFacts("look", "look", (), Range(1, 1), while_in="aide", cost=Range(0, 0)),
    RouteFacts("hours", "hours", (), Range(0.01, 0.01), load="work", while_in="aide", cost=Range(0, 0)),
    RouteFacts("hire-clerk", "clerk", (Need("work", 2), Need("help")), Range(0, 0), cost=Range(0, 0)),
)
MILESTONES = (
    *(MilestoneFacts(slug, slug.title(), kind="role", role=slug) for slug in ("aide", "helper", "clerk")),
    MilestoneFacts("work", "Work as an aide", kind="experience", unit="years"),
    MilestoneFacts("help", "Work as a helper", kind="experience"),
    MilestoneFacts("look", "A look around", kind="experience"),
    MilestoneFacts("hours", "Hours at it", kind="experience", unit="hours"),
)
GRAPH = PathGraph({each.slug: each for each in MILESTONES}, ROUTES, {"US": None})


def test_years_in_a_role_bring_its_experience_by_its_unit() -> None:
    assert moves.held_after(GRAPH, ["aide"], 1.5) == {"aide": 1.0, "work": 1.5, "look": 1.0, "hours": 3120.0}


def test_who_has_just_started_holds_the_role_alone() -> None:
    assert moves.held_after(GRAPH, ["aide"], 0) == {"aide": 1.0}


def test_a_specialty_counts_as_work_in_the_role_it_is_part_of() -> None:
    assert moves.held_after(GRAPH, ["school-aide", "aide"], 1)["work"] == 1


def test_roles_on_the_way_are_those_worked_in_but_the_first_and_the_last() -> None:
    found = plan(GRAPH, "clerk", have=moves.held_after(GRAPH, ["aide"], 1), start=TODAY).fastest
    assert found.months == Range(18, 18)  # one full-time job after the other
    assert moves.roles_on_the_way(found, "aide") == {"help": "helper"}
    assert {step.milestone.slug for step in moves.still_to_do(found)} == {"help", "work"}


def test_who_has_all_that_is_asked_has_nothing_left_to_do() -> None:
    held = moves.held_after(GRAPH, ["aide"], 2) | {"help": 1.0}
    assert moves.still_to_do(plan(GRAPH, "clerk", have=held, start=TODAY).fastest) == ()


def test_a_gap_is_closed_by_work_in_a_role_that_has_it_and_the_rest_stands_last() -> None:
    missing = carried(
        role("aide", "file", law=20.0, care=10.0), role("clerk", "file", "bill", "talk", law=60.0, care=60.0)
    )
    found = moves.gaps(missing, {"help": role("helper", "talk", law=55.0, care=40.0)})
    assert [(gap.steps, slugs(gap.duties), slugs(gap.skills)) for gap in found] == [
        (("help",), ["talk"], ["law"]),
        ((), ["bill"], ["care"]),
    ]
