"""Paths over small graphs built here: no database."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.cells import Range
from careers.planning import (
    MilestoneFacts,
    Need,
    NoPath,
    Path,
    PathGraph,
    Recommendation,
    RouteFacts,
    UnknownMilestone,
    first_path,
    reachable,
    span,
    timed,
    usable_routes,
    way_totals,
    ways,
    ways_to_each,
)

TODAY = date(2026, 11, 21)
PLACES = {"US": None, "US-CA": "US", "US-NY": "US", "US-NY-NYC": "US-NY"}


def milestone(slug, *, kind="education", **more):
    return MilestoneFacts(slug, slug.capitalize(), kind=kind, **more)


def route(reaches, *needs, slug="", months=1, cost=0, **more):
    """A route by its needs: a slug, or (slug, amount). Plain numbers stand for a range of one value."""
    asked = tuple(Need(need) if isinstance(need, str) else Need(*need) for need in needs)
    return RouteFacts(slug or f"to-{reaches}", reaches, asked, months=exactly(months), cost=exactly(cost), **more)


def exactly(value):
    return Range(value, value) if isinstance(value, int | float) else value


def graph(*routes, milestones=(), recommendations=None):
    """All that the routes name is there; what is not plain education is given."""
    named = {r.reaches for r in routes} | {need.milestone for r in routes for need in r.needs}
    facts = {slug: milestone(slug) for slug in sorted(named)} | {each.slug: each for each in milestones}
    return PathGraph(facts, tuple(routes), PLACES, recommendations or {})


def path(of, goal, *, have=(), place="US", picks=()):
    return first_path(of, goal, have=dict.fromkeys(have, 1.0), place=place, picks=picks, today=TODAY)


def order(found: Path):
    return [step.milestone.slug for step in found.steps]


def step(found: Path, slug):
    return next(step for step in found.steps if step.milestone.slug == slug)


LAW_SCHOOL = graph(
    route("diploma", months=48),
    route("associate", "diploma", slug="college", months=Range(18, 24), cost=Range(8000, 24000), load="study"),
    route("bachelor", "diploma", slug="university", months=48, cost=40000, load="study"),
    route("certificate", "bachelor", slug="course", months=Range(3, 12), cost=Range(3000, 10000), load="study"),
    route("law", "associate", slug="by-degree"),
    route("law", "certificate", slug="by-certificate"),
    route("office", "diploma", months=6, load="work"),
    route("paralegal", "law", "office", slug="apply", months=Range(1, 5), load="none"),
    milestones=[
        milestone("law", kind="requirement"),
        milestone("office", kind="experience"),
        milestone("paralegal", kind="role", role="paralegal"),
        milestone("exam", kind="certification"),
    ],
)
LAW_SCHOOL = PathGraph(  # choices take nothing of their own
    LAW_SCHOOL.milestones,
    tuple(r if r.reaches != "law" else RouteFacts(r.slug, r.reaches, r.needs) for r in LAW_SCHOOL.routes),
    PLACES,
)


def test_an_unknown_goal_or_holding_has_its_own_error():
    with pytest.raises(UnknownMilestone):
        path(LAW_SCHOOL, "astronaut")
    with pytest.raises(UnknownMilestone):
        path(LAW_SCHOOL, "paralegal", have=["astronaut"])


def test_the_first_route_in_the_editors_order_is_taken():
    found = path(LAW_SCHOOL, "paralegal", have=["diploma"])
    assert order(found) == ["diploma", "law", "office", "paralegal"]
    assert found.routes == {"college", "by-degree", "to-office", "apply"}
    assert (found.months, found.cost) == (Range(19, 29), Range(8000, 24000))


def test_a_pick_is_taken_with_what_it_needs_first():
    found = path(LAW_SCHOOL, "paralegal", have=["diploma"], picks=["by-certificate"])
    assert order(found) == ["diploma", "bachelor", "law", "office", "paralegal"]
    assert found.months == Range(52, 65)


def test_a_pick_that_leads_nowhere_changes_nothing():
    assert path(LAW_SCHOOL, "paralegal", picks=["nonsense"]) == path(LAW_SCHOOL, "paralegal")


def test_what_is_held_is_shown_as_done_and_takes_nothing():
    found = path(LAW_SCHOOL, "paralegal", have=["diploma"])
    diploma = found.steps[0]
    assert (diploma.is_done, diploma.months, diploma.cost) == (True, Range(0, 0), Range(0, 0))
    assert found.to_do == found.steps[1:]


def test_a_choice_is_one_step_with_what_its_route_asks_for():
    law = step(path(LAW_SCHOOL, "paralegal", have=["diploma"]), "law")
    assert (law.inner.slug, law.inner_route.slug) == ("associate", "college")
    assert (law.months, law.cost) == (Range(18, 24), Range(8000, 24000))
    assert (law.start, law.finish) == (0, 21)


def test_cards_say_what_each_brings_along_and_what_the_whole_path_comes_to():
    law = step(path(LAW_SCHOOL, "paralegal", have=["diploma"]), "law")
    degree, certificate = law.alternatives
    assert (degree.is_picked, certificate.is_picked) == (True, False)
    assert (degree.months, degree.first) == (Range(18, 24), ())
    assert (certificate.months, certificate.cost) == (Range(51, 60), Range(43000, 50000))
    assert [each.slug for each in certificate.first] == ["bachelor"]
    assert (certificate.total_months, certificate.picks) == (Range(52, 65), ("by-certificate",))


def test_what_every_card_needs_is_not_on_any_card():
    law = step(path(LAW_SCHOOL, "paralegal"), "law")
    assert [card.months for card in law.alternatives] == [Range(18, 24), Range(51, 60)]


def test_whoever_holds_something_holds_what_every_way_to_it_needs():
    found = path(LAW_SCHOOL, "paralegal", have=["bachelor"], picks=["by-certificate"])
    assert [s.milestone.slug for s in found.steps if s.is_done] == ["bachelor", "diploma"]


def test_a_choice_is_settled_by_any_of_the_things_it_stands_for():
    found = path(LAW_SCHOOL, "paralegal", have=["certificate"])  # and so a degree and a diploma
    assert found.routes == {"by-certificate", "to-office", "apply"}
    assert step(found, "law").is_done
    assert [card.is_picked for card in step(found, "law").alternatives] == [False, True]


def test_what_takes_nothing_more_goes_before_the_editors_order():
    of = graph(route("goal", slug="long", months=9), route("goal", "left", slug="short", months=0, cost=0))
    assert path(of, "goal").routes == {"long"}
    assert path(of, "goal", have=["left"]).routes == {"short"}
    assert path(of, "goal", have=["left"], picks=["long"]).routes == {"long"}


def test_what_asks_for_no_more_than_is_usual_keeps_to_the_editors_order():
    of = graph(
        route("goal", "course", slug="usual", months=0),
        route("goal", "diploma", slug="at-once", months=0),
        route("goal", "left", slug="short", months=0),
        route("course", "diploma", months=9),
        route("diploma", months=48),
        route("left", months=1),
    )
    of = replace(of, usual=("diploma",))
    assert path(of, "goal", have=["diploma"]).routes == {"usual", "to-course"}
    assert path(of, "goal").routes == {"usual", "to-course", "to-diploma"}
    assert path(of, "goal", have=["left"]).routes == {"short"}
    assert path(of, "goal", have=["course"]).routes == {"usual"}
    assert span(way_totals(of, "goal", have={"diploma": 1.0}, place="US", today=TODAY)) == Range(0, 9)


def test_a_card_says_the_same_whether_it_is_in_the_plan_or_not():
    of = graph(
        route("job", "degree", slug="by-degree", months=0),
        route("job", "course", slug="by-course", months=0),
        route("degree", months=24, cost=2880),
        route("course", months=4, cost=900),
    )

    def cards(picks):
        return [(card.months, card.cost) for card in step(path(of, "job", picks=picks), "job").alternatives]

    assert cards(["by-degree"]) == cards(["by-course"])
    assert cards([]) == [(exactly(24), exactly(2880)), (exactly(4), exactly(900))]


def test_a_goal_that_is_met_leaves_nothing_to_do():
    found = path(LAW_SCHOOL, "diploma", have=["diploma"])
    assert (order(found), found.to_do, found.months) == (["diploma"], (), Range(0, 0))


def test_a_shared_prerequisite_is_done_and_paid_once():
    found = path(
        graph(
            route("base", months=3, cost=10),
            route("left", "base", cost=1),
            route("right", "base", cost=2),
            route("goal", "left", "right", cost=4),
        ),
        "goal",
    )
    assert (order(found), found.cost, found.months) == (["base", "left", "right", "goal"], Range(17, 17), Range(5, 5))


def test_of_a_milestone_held_in_amounts_the_largest_amount_counts():
    years = milestone("years", kind="experience", unit="years")
    of = graph(
        route("years", months=12, load="work"),
        route("a", ("years", 2.0), months=0),
        route("b", ("years", 3.0), months=0),
        route("goal", "a", "b", months=0),
        milestones=[years],
    )
    assert path(of, "goal").months == Range(36, 36)
    held = first_path(of, "goal", have={"years": 1.0}, place="US", today=TODAY)
    assert held.months == Range(24, 24)


def test_credits_may_not_be_taken_over():
    of = graph(
        route("credits", months=1, load="study"),
        route("goal", ("credits", 24.0), months=0),
        milestones=[milestone("credits", unit="credits")],
    )
    assert first_path(of, "goal", have={"credits": 10.0}, place="US", today=TODAY).months == Range(14, 24)


def test_experience_needs_its_role_first():
    aide, year = milestone("aide", kind="role", role="aide"), milestone("year", kind="experience")
    of = graph(
        route("aide", months=2),
        route("year", months=12, load="work", while_in="aide"),
        route("goal", "year", months=0),
        milestones=[aide, year],
    )
    assert order(path(of, "goal")) == ["aide", "year", "goal"]
    assert path(of, "goal").months == Range(14, 14)


def test_experience_in_a_role_that_nothing_leads_to_does_not_count():
    of = graph(route("year", while_in="aide"), milestones=[milestone("year", kind="experience")])
    with pytest.raises(NoPath):
        path(of, "year")


@pytest.mark.parametrize(
    ("one", "other", "months"),
    [
        ({"load": "study", "hours_per_week": 20}, {"load": "study", "hours_per_week": 20}, 6),
        ({"load": "study", "hours_per_week": 30}, {"load": "study", "hours_per_week": 20}, 10),
        ({"load": "study"}, {"load": "study", "hours_per_week": 1}, 10),
        ({"load": "study"}, {"load": "work"}, 6),
        ({"load": "work"}, {"load": "work"}, 10),
        ({"load": "study"}, {"load": "none"}, 6),
        ({"load": "study", "hours_per_week": 60}, {"load": "none"}, 9),
    ],
    ids=["two halves", "too much", "full time", "study and work", "two jobs", "an exam", "more than a week has"],
)
def test_a_week_has_forty_hours_of_study_and_forty_of_work(one, other, months):
    of = graph(
        route("one", months=6, **one), route("other", months=4, **other), route("goal", "one", "other", months=0)
    )
    assert path(of, "goal").months == Range(months, months)


def test_a_step_names_the_main_steps_that_it_runs_beside():
    found = path(LAW_SCHOOL, "paralegal", have=["diploma"])
    assert step(found, "office").while_others == (step(found, "law").number,)
    assert [s.milestone.slug for s in found.steps if s.while_others] == ["office"]


def test_bars_lie_by_the_middle_of_ranges():
    found = path(LAW_SCHOOL, "paralegal", have=["diploma"])
    assert (step(found, "paralegal").start, found.finish) == (21, 24)


def test_what_is_not_on_file_leaves_totals_open():
    of = graph(route("a", months=None, cost=None), route("goal", "a", months=2, cost=Range(5, None)))
    found = path(of, "goal")
    assert (found.months, found.cost) == (Range(2, None), Range(5, None))
    assert (found.steps[0].months, found.steps[0].cost) == (None, None)


def test_a_condition_is_shown_and_never_timed():
    of = graph(
        route("cpr", months=1, cost=40),
        route("goal", "cpr", "eighteen", months=3),
        milestones=[milestone("cpr", kind="condition"), milestone("eighteen", kind="condition")],
    )
    found = path(of, "goal")
    assert (order(found), found.months, found.cost) == (["cpr", "eighteen", "goal"], Range(3, 3), Range(40, 40))
    assert [each.slug for each in found.steps[-1].conditions] == ["eighteen"]


def test_a_route_of_a_place_counts_there_and_inside_it():
    of = graph(route("goal", place="US-NY"))
    assert order(path(of, "goal", place="US-NY-NYC")) == ["goal"]
    with pytest.raises(NoPath) as raised:
        path(of, "goal", place="US-CA")
    assert [each.slug for each in raised.value.missing] == ["goal"]
    assert raised.value.elsewhere == ("US-NY",)


def test_a_law_of_a_place_shuts_out_the_routes_of_wider_places():
    wide, own = route("goal", slug="wide"), route("goal", slug="own", place="US-CA", strength="law")
    also = route("goal", slug="also", place="US-CA")
    of = graph(wide, own, also)
    assert [r.slug for r in usable_routes(of, "US-CA", TODAY)["goal"]] == ["own", "also"]
    assert [r.slug for r in usable_routes(of, "US-NY", TODAY)["goal"]] == ["wide"]


def test_helpful_routes_are_never_taken():
    assert usable_routes(graph(route("goal", strength="helpful")), "US", TODAY) == {}


def test_routes_that_are_not_open_do_not_count():
    of = graph(
        route("goal", slug="past", closes=date(2026, 11, 20)),
        route("goal", slug="later", opens=date(2026, 11, 22)),
        route("goal", slug="now", opens=TODAY, closes=TODAY),
    )
    assert [r.slug for r in usable_routes(of, "US", TODAY)["goal"]] == ["now"]


def test_a_route_that_closes_before_its_step_could_start_does_not_count():
    of = graph(
        route("base", months=6),
        route("goal", "base", slug="closing", closes=date(2027, 1, 31)),
        route("goal", "base", slug="lasting"),
    )
    assert path(of, "goal").routes == {"to-base", "lasting"}
    assert path(of, "goal", have=["base"]).routes == {"closing"}


def test_a_cycle_is_never_walked():
    of = graph(
        route("year", "aide", slug="work"),
        route("certificate", "year", slug="by-work"),
        route("certificate", slug="by-school"),
        route("aide", "certificate"),
    )
    assert order(path(of, "aide")) == ["certificate", "aide"]
    assert path(of, "aide", picks=["by-work"]) == path(of, "aide")
    assert path(of, "aide").steps[0].alternatives == ()
    assert path(of, "year").steps[0].alternatives == ()


def test_a_cycle_without_a_way_in_reaches_nothing():
    of = graph(route("hen", "egg"), route("egg", "hen"))
    assert reachable(of, place="US", today=TODAY) == frozenset()
    with pytest.raises(NoPath):
        path(of, "hen")


def test_recommended_milestones_are_optional_and_outside_the_totals():
    advice = (Recommendation("exam"), Recommendation("associate"))
    of = PathGraph(
        LAW_SCHOOL.milestones,
        (*LAW_SCHOOL.routes, route("exam", "paralegal", "law", months=Range(3, 6), cost=275, load="none")),
        PLACES,
        {"paralegal": advice},
    )
    found = path(of, "paralegal", have=["diploma"])
    (exam,) = found.optional
    assert (exam.milestone.slug, exam.months, exam.cost, exam.strength) == (
        "exam",
        Range(3, 6),
        Range(275, 275),
        "helpful",
    )
    assert (exam.start, exam.number) == (found.finish, 5)
    assert found.cost == Range(8000, 24000)


def advised(goal, *routes, milestones=(), advice):
    """A path to a role with one recommended milestone: that step."""
    job = milestone(goal, kind="role", role=goal)
    of = graph(*routes, milestones=[job, *milestones], recommendations={goal: (Recommendation(advice),)})
    (found,) = path(of, goal).optional
    return found


def test_an_optional_step_takes_the_way_that_asks_for_least_beyond_the_path():
    exam = advised(
        "job",
        route("degree", months=48, cost=40000, load="study"),
        route("job", "degree", months=0),
        route("associate", months=24, cost=8000, load="study"),
        route("exam", "associate", slug="by-program", months=3, cost=250),
        route("exam", "degree", ("practice", 2.0), slug="by-long-work", months=3, cost=275),
        route("exam", "degree", ("practice", 1.0), slug="by-work", months=3, cost=275),
        route("practice", "job", months=12, load="work", while_in="job"),
        milestones=[milestone("practice", kind="experience", unit="years")],
        advice="exam",
    )
    assert exam.route.slug == "by-work"
    assert (exam.months, exam.cost) == (Range(3, 3), Range(275, 275))
    assert exam.also == (Need("practice", 1.0),)
    assert exam.has_other_ways


def test_an_optional_step_has_its_own_price_and_names_what_it_asks_for_besides():
    exam = advised(
        "job",
        route("job", months=0),
        route("degree", months=48, cost=40000, load="study"),
        route("exam", "degree", "job", "member", months=3, cost=275),
        milestones=[milestone("member", kind="condition")],
        advice="exam",
    )
    assert (exam.months, exam.cost) == (Range(3, 3), Range(275, 275))
    assert exam.also == (Need("degree"),)
    assert [each.slug for each in exam.conditions] == ["member"]


@pytest.mark.parametrize(("months", "span"), [(12, (0, 12)), (36, (24, 24))], ids=["it fits", "it is too long"])
def test_optional_experience_stands_before_the_goal_or_nowhere(months, span):
    office = advised(
        "job",
        route("degree", months=24, load="study"),
        route("job", "degree", months=0),
        route("office", months=months, load="work"),
        milestones=[milestone("office", kind="experience")],
        advice="office",
    )
    assert (office.start, office.finish) == span
    assert office.while_others == ((1,) if span[0] < span[1] < 24 else ())


def test_a_specialty_counts_as_work_in_its_general_role():
    of = graph(
        route("paralegal", months=0),
        route("immigration", months=0),
        route("practice", "paralegal", months=12, load="work", while_in="paralegal"),
        route("exam", ("practice", 1.0), months=3),
        milestones=[
            milestone("paralegal", kind="role", role="paralegal"),
            milestone("immigration", kind="role", role="immigration", parent_role="paralegal"),
            milestone("practice", kind="experience", unit="years"),
        ],
        recommendations={"immigration": (Recommendation("exam"),)},
    )
    (exam,) = path(of, "immigration").optional
    assert exam.also == (Need("practice", 1.0),)


def test_a_condition_with_routes_elsewhere_only_is_not_asked_here():
    of = graph(
        route("goal", "title-rule"),
        route("title-rule", months=0, place="US-CA", strength="law"),
        milestones=[milestone("title-rule", kind="condition")],
    )
    assert order(path(of, "goal", place="US-NY")) == ["goal"]
    assert path(of, "goal", place="US-NY").steps[0].conditions == ()
    assert order(path(of, "goal", place="US-CA")) == ["title-rule", "goal"]


def test_a_card_names_what_runs_beside_the_rest_of_it():
    of = graph(
        route("degree", months=48, load="study"),
        route("year", months=12, load="work"),
        RouteFacts("both", "choice", (Need("degree"), Need("year"))),
        RouteFacts("one", "choice", (Need("short"),)),
        route("short", months=3),
        RouteFacts("goal", "goal", (Need("choice"),), months=Range(1, 1)),
        milestones=[milestone("choice", kind="requirement")],
    )
    both, one = step(path(of, "goal"), "choice").alternatives
    assert [[each.reaches for each in card.beside] for card in (both, one)] == [["year"], []]


def test_a_path_says_what_one_holds_at_its_end():
    of = graph(route("degree"), route("job", "degree"), route("any-degree", "degree", months=0), route("exam", "job"))
    assert path(of, "job").gained == {"degree", "any-degree", "job"}


def test_the_ways_are_those_that_go_with_what_is_picked():
    of = graph(
        route("diploma", months=48),
        route("diploma", slug="test", months=3),
        route("job", "diploma", "college", slug="by-college", months=0),
        route("job", "diploma", slug="at-once", months=0),
        route("college", months=24),
    )
    months = {
        picks: span(way_totals(of, "job", have={}, place="US", picks=picks, today=TODAY))
        for picks in ((), ("to-diploma",), ("test",))
    }
    # What is not picked is that of the fastest plan.
    assert months == {(): Range(3, 24), ("to-diploma",): Range(48, 48), ("test",): Range(3, 24)}


def test_a_need_that_would_be_too_old_is_flagged():
    of = graph(
        route("course", months=1),
        route("degree", months=24, load="study"),
        RouteFacts("apply", "goal", (Need("course", within_months=12), Need("degree", within_months=12))),
    )
    assert [need.milestone for need in path(of, "goal").steps[-1].too_old] == ["course"]


def test_there_is_a_way_for_each_card_of_the_main_choice():
    found = ways(LAW_SCHOOL, "paralegal", have={"diploma": 1.0}, place="US", today=TODAY)
    assert [way.months for way in found] == [Range(19, 29), Range(52, 65)]
    assert [next(c for c in step(way, "law").alternatives if c.is_picked).route.slug for way in found] == [
        "by-degree",
        "by-certificate",
    ]


def test_the_ways_can_be_summed_up_without_their_steps():
    found = ways(LAW_SCHOOL, "paralegal", have={"diploma": 1.0}, place="US", today=TODAY)
    totals = way_totals(LAW_SCHOOL, "paralegal", have={"diploma": 1.0}, place="US", today=TODAY)
    assert [(way.months, way.cost) for way in totals] == [(way.months, way.cost) for way in found]
    assert [way.picks for way in totals] == [("by-degree",), ("by-certificate",)]
    assert span(totals) == Range(19, 65)


def test_a_choice_that_runs_beside_a_main_step_says_so():
    of = graph(
        route("degree", months=48, load="study"),
        route("year", months=12, load="work"),
        RouteFacts("both", "choice", (Need("degree"), Need("year"))),
        RouteFacts("goal", "goal", (Need("choice"),), months=Range(1, 1)),
        milestones=[milestone("choice", kind="requirement")],
    )
    assert step(path(of, "goal"), "choice").inner.slug == "year"
    assert step(path(of, "goal"), "choice").while_others == (1,)


def test_the_time_to_a_goal_spans_its_ways():
    def months(goal, of=LAW_SCHOOL):
        return span(way_totals(of, goal, have={}, place="US", today=TODAY))

    assert months("paralegal") == Range(67, 113)
    assert months("diploma") == Range(48, 48)
    assert months("goal", graph(route("goal", months=None))) is None
    assert months("goal", graph(route("goal", slug="a", months=None), route("goal", slug="b", months=3))) == Range(3, 3)
    assert months("goal", graph(route("goal", months=Range(3, None)))) == Range(3, None)


def test_a_way_that_nothing_is_known_of_leaves_the_time_of_the_others():
    of = graph(route("goal", slug="a", months=None), route("goal", slug="b", months=Range(24, None)))
    found = way_totals(of, "goal", have={}, place="US", today=TODAY)
    assert span(found) == Range(24, None)
    assert [way.months for way in timed(found)] == [Range(24, None)]


def test_a_choice_that_is_settled_by_what_one_has_is_not_made_again():
    of = graph(
        route("work", "manager", slug="as-manager", months=0),
        route("work", "long-school", slug="other-work", months=0),
        route("goal", "work", "degree", months=0),
        route("degree", slug="public", months=48, cost=10),
        route("degree", slug="private", months=48, cost=90),
        route("long-school", months=99),
        milestones=[milestone("manager", kind="role"), milestone("work", kind="requirement")],
    )
    ways_on = way_totals(of, "goal", have={"manager": 1.0}, place="US", today=TODAY)
    assert [way.picks for way in ways_on] == [("public",), ("private",)]
    assert span(ways_on) == Range(48, 48)


def test_the_ways_to_many_goals_are_those_to_each():
    found = ways_to_each(LAW_SCHOOL, ["paralegal", "diploma", "nowhere"], have={}, place="US", today=TODAY)
    assert found["paralegal"] == way_totals(LAW_SCHOOL, "paralegal", have={}, place="US", today=TODAY)
    assert found["diploma"] == way_totals(LAW_SCHOOL, "diploma", have={}, place="US", today=TODAY)
    assert "nowhere" not in found
    with pytest.raises(UnknownMilestone):
        ways_to_each(LAW_SCHOOL, ["paralegal"], have={"nothing": 1.0}, place="US", today=TODAY)


def test_a_step_knows_what_asks_for_it():
    found = path(LAW_SCHOOL, "paralegal", have=["diploma"])
    assert [each.milestone.slug for each in step(found, "office").unlocks] == ["paralegal"]
    assert [each.route.slug for each in step(found, "diploma").unlocks] == ["college", "to-office"]


def test_what_led_to_something_one_has_stays_in_the_list_if_it_was_said():
    assert order(path(LAW_SCHOOL, "law", have=["associate", "diploma"])) == ["diploma", "associate", "law"]
    assert [s.milestone.slug for s in path(LAW_SCHOOL, "paralegal", have=["paralegal", "office"]).done] == [
        "office",
        "paralegal",
    ]


def test_a_role_on_the_way_is_an_early_exit():
    of = graph(
        route("aide", months=2),
        route("year", months=12, load="work", while_in="aide"),
        route("goal", "year", months=0),
        milestones=[milestone("aide", kind="role", role="aide"), milestone("year", kind="experience")],
    )
    assert [(each.milestone.slug, each.month) for each in path(of, "goal").early_exits] == [("aide", 2)]


def test_below_a_picked_way_the_fastest_plan_is_taken():
    of = graph(
        route("goal", "license", slug="licensed", months=0),
        route("goal", "school", slug="schooled", months=0),
        route("license", "school", slug="by-school", months=0),
        route("license", slug="by-hours", months=4),
        route("school", slug="long", months=24),
        route("school", slug="short", months=9),
    )
    assert path(of, "goal").routes == {"licensed", "by-hours"}
    assert path(of, "goal", picks=["by-school"]).routes == {"licensed", "by-school", "short"}
    totals = way_totals(of, "goal", have={}, place="US", today=TODAY)
    assert min(way.months.low for way in totals) == 4


# Properties -------------------------------------------------------------------------------------------------

NAMES = "abcdefg"
spans = st.none() | st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)).map(
    lambda pair: Range(pair[0], None if pair[1] is None else pair[0] + pair[1])
)


@st.composite
def graphs(draw):
    """Any graph: cycles, dead ends, places, laws."""
    routes = [
        RouteFacts(
            f"route-{number}",
            draw(st.sampled_from(NAMES)),
            tuple(Need(slug) for slug in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))),
            months=draw(spans),
            cost=draw(spans),
            load=draw(st.sampled_from(["study", "work", "none"])),
            hours_per_week=draw(st.sampled_from([None, 10, 20, 40, 60])),
            strength=draw(st.sampled_from(["law", "employers", "helpful"])),
            place=draw(st.sampled_from(["US", "US-CA", "US-NY"])),
        )
        for number in range(draw(st.integers(1, 14)))
    ]
    kinds = st.sampled_from(["education", "experience", "requirement", "certification"])
    return graph(*routes, milestones=[milestone(slug, kind=draw(kinds)) for slug in NAMES])


@given(graphs(), st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES), max_size=2), st.lists(st.integers(0, 13)))
@settings(max_examples=300, deadline=None)
def test_a_path_never_leans_on_itself_and_sums_up(of, goal, have, numbers):
    picks = [f"route-{number}" for number in numbers]
    can = reachable(of, have=dict.fromkeys(have, 1.0), place="US-CA", today=TODAY)
    try:
        found = path(of, goal, have=have, place="US-CA", picks=picks)
    except NoPath:
        assert goal not in can
        return
    assert goal in can
    routes = {r.slug: r for r in of.routes}
    done = {s.milestone.slug for s in found.steps if s.is_done} | have
    finished: dict[str, float] = {}
    for s in found.to_do:
        # Everything a step asks for comes before it, so nothing is its own prerequisite.
        for need in s.needs:
            assert need.milestone in done or finished[need.milestone] <= s.finish
        done.add(s.milestone.slug)
        finished[s.milestone.slug] = s.finish
        if s.inner:
            finished[s.inner.slug] = s.finish
    assert found.finish == max([s.finish for s in found.steps])
    assert len({routes[slug].reaches for slug in found.routes}) == len(found.routes)
    costs = [s.cost for s in found.to_do]
    assert found.cost.low == sum(cost.low for cost in costs if cost) or None in costs
    assert found.cost.is_open == any(cost is None or cost.is_open for cost in costs)
    for s in found.to_do:
        for card in s.alternatives:
            again = path(of, goal, have=have, place="US-CA", picks=card.picks)
            assert card.route.slug in again.routes
            assert (again.months, again.cost) == (card.total_months, card.total_cost)


@given(graphs(), st.sampled_from(NAMES))
@settings(max_examples=200, deadline=None)
def test_no_week_is_overfull_and_the_ends_of_a_total_are_in_order(of, goal):
    try:
        found = path(of, goal, place="US-NY")
    except NoPath:
        return
    assert found.months.high is None or found.months.low <= found.months.high
    by_slug = {r.slug: r for r in of.routes}
    timed = [s for s in found.to_do if not s.inner and s.finish > s.start]
    for load in ("study", "work"):
        for one, other in combinations([s for s in timed if s.route.load == load], 2):
            if min(one.finish, other.finish) > max(one.start, other.start):
                assert by_slug[one.route.slug].weekly_hours + by_slug[other.route.slug].weekly_hours <= 40
