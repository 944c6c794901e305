"""Plans in words: what a card says, in which order cards stand, where the bars are."""

from __future__ import annotations

from datetime import date
from math import inf

from careers.cells import Range
from careers.planlines import cards, conditions, counted_as_held, held_words, is_settled, picture, standing_out
from careers.planning import MilestoneFacts, Need, PathGraph, PlanSet, RouteFacts, plan, usable_routes

TODAY = date(2026, 11, 21)


def milestone(slug, kind="education", **more):
    return MilestoneFacts(slug, slug.capitalize(), f"Get the {slug}", kind, role=slug if kind == "role" else "", **more)


def way(slug, reaches, *needs, months=0, cost=0, **more):
    def span(value):
        return Range(value, value) if isinstance(value, int) else value

    asked = tuple(Need(need) if isinstance(need, str) else Need(*need) for need in needs)
    more.setdefault("title", slug.capitalize())
    return RouteFacts(slug, reaches, asked, months=span(months), cost=span(cost), **more)


MILESTONES = (
    milestone("diploma"),
    milestone("degree"),
    milestone("work", "experience", unit="years"),
    milestone("exam", "assessment"),
    milestone("ready", "requirement"),
    milestone("aide", "role"),
    milestone("job", "role", text="Look for jobs."),
    milestone("age", "condition"),
)
SCHOOL = (
    way("college", "degree", "diploma", months=24, cost=Range(2000, 12000), load="study"),
    way("aide-apply", "aide", "diploma"),
    way("on-the-job", "work", "aide", months=18, load="work", while_in="aide"),
    way("by-degree", "ready", "degree", text="The usual start. Most do it."),
    way("by-work", "ready", ("work", 2), text="Learn from others."),
    way("apply", "job", "ready", "exam"),
    way("sit", "exam", cost=Range(50, None), strength="certifier"),
)


def found(*routes: RouteFacts, have=None, hours=40, budget=inf, **more) -> tuple[PlanSet, list]:
    graph = PathGraph({each.slug: each for each in MILESTONES}, routes or SCHOOL, {"US": None})
    held = {"diploma": inf} if have is None else have
    plans = plan(graph, "job", have=held, start=TODAY, hours_per_week=hours, budget=budget, **more)
    ways = {slug: len(each) for slug, each in usable_routes(graph, "US", TODAY).items()}
    return plans, cards(plans, ways, lambda picks: "/".join(picks), hours=hours, budget=budget)


def test_a_card_says_time_cost_schooling_and_pay():
    _, (school, work) = found()
    assert (school.title, school.text, school.reason) == ("Get the degree", "The usual start.", "Most do it.")
    assert (school.time, school.cost, school.schooling) == ("2 years", "At least $2,050", "2 years")
    assert school.pay == "Not in this plan"
    assert (work.title, work.text, work.reason) == ("Get the work", "Learn from others.", "Accepted by employers.")
    assert (work.time, work.schooling, work.pay) == ("3 years", "None", "Yes")
    assert work.exits == ("Right away you could already work as an aide.",)


def test_work_that_costs_nothing_pays_and_an_internship_may_not():
    for cost, pays in ((0, "From month 25"), (None, "Not in this plan")):
        working = way("anywhere", "work", "degree", months=12, cost=cost, load="work")
        others = (each for each in SCHOOL if each.slug not in ("on-the-job", "by-degree"))
        _, (card,) = found(*others, working)
        assert card.pay == pays


def test_a_plan_that_wins_twice_stands_first_with_both_tags():
    _, every = found()
    assert [(card.title, card.tags) for card in standing_out(every)] == [
        ("Get the work", ("Cheapest", "Least school")),
        ("Get the degree", ("Fastest",)),
    ]


def test_what_nothing_is_known_of_is_named_best_at_nothing_and_shown_all_the_same():
    _, (card,) = found(way("alone", "job", months=Range(0, None), cost=Range(50, 50), load="study"))
    assert (card.time, card.tags) == ("Not on file", ("Cheapest",))
    _, (dark,) = found(way("dark", "job", months=Range(0, None), cost=None, load="study"))
    assert (dark.tags, standing_out([dark])) == ((), [dark])


def test_far_off_months_are_told_in_years():
    _, every = found(
        way("school", "diploma", months=60, load="study"),
        way("aide-apply", "aide", "diploma"),
        way("on-the-job", "work", "aide", months=12, load="work", while_in="aide"),
        way("rise", "job", "work"),
        have={},
    )
    assert every[0].pay == "After 5 years"
    assert every[0].exits == ("After 5 years you could already work as an aide.",)


def test_bars_stand_on_the_scale_of_the_longest_plan():
    _, (school, work) = found()
    assert [(step.title, step.time, step.x, step.width) for step in work.segments] == [
        ("Get the exam", "", "", ""),
        ("Get the work", "3 years", "0.00%", "100.00%"),
    ]
    assert [step.width for step in school.segments if step.width] == ["66.67%"]
    assert (school.goal_x, work.goal_x) == ("66.67%", "100.00%")


def test_there_is_no_bar_where_no_time_is_known():
    _, (card,) = found(way("by-exam", "job", "exam"), way("sit", "exam", months=None))
    assert [(step.title, step.time) for step in card.segments] == [("Get the exam", "time not on file")]
    assert not card.is_drawn


def test_what_runs_at_the_same_time_has_a_lane_of_its_own():
    more = way("by-both", "ready", "degree", ("work", 2))
    _, (card,) = found(*(each for each in SCHOOL if each.reaches != "ready"), more)
    assert [(step.title, step.y) for step in card.segments if step.width] == [
        ("Get the degree", 0),
        ("Get the work", 22),
    ]
    assert card.height == 44


def test_plans_that_would_be_called_the_same_are_told_apart_by_the_way():
    paid = way("academy", "degree", "diploma", months=12, cost=Range(30000, 30000), load="study")
    _, every = found(*(each for each in SCHOOL if each.slug != "by-work"), paid)
    assert [card.title for card in every] == ["Get the degree (academy)", "Get the degree (college)"]


def test_only_routes_that_are_a_choice_stand_in_the_address():
    _, every = found()
    assert [card.url for card in every] == ["by-degree", "by-work"]


def test_what_is_not_known_and_what_may_cost_more_is_a_warning():
    _, (school, work) = found(budget=3000)
    assert "It may not keep to your budget: we do not know all that it costs." in work.warnings
    assert "Cost not on file: get the exam." in work.warnings
    dear = way("sit", "exam", cost=0)
    _, (school, _) = found(*(each for each in SCHOOL if each.slug != "sit"), dear, budget=3000)
    assert school.warnings == ("It can cost up to $12,000, which is more than your budget.",)


def test_who_has_few_hours_is_told_that_it_takes_longer():
    said = "At 30 hours a week it takes longer than full time. Ask first if you can study part time."
    short = {card.title: card for card in found(hours=30)[1]}
    school, work = short["Get the degree"], short["Get the work"]
    assert (school.time, school.warnings[0]) == ("2 years 8 months", said)
    assert said not in work.warnings
    assert not any("hours a week" in words for card in found()[1] for words in card.warnings)


def test_a_way_that_closes_is_a_warning():
    closing = way("by-degree", "ready", "degree", closes=date(2029, 1, 31))
    _, every = found(*(each for each in SCHOOL if each.reaches != "ready"), closing)
    assert "By-degree closes on Jan 31, 2029." in every[0].warnings


def test_the_picture_leaves_out_what_is_not_known():
    plans, _ = found()
    drawn = picture(plans.plans)
    assert [(dot.number, dot.x) for dot in drawn.dots] == [(1, "60.00%"), (2, "90.00%")]
    assert drawn.dots[0].y < drawn.dots[1].y  # higher up costs more
    assert (drawn.months, drawn.left_out) == ("3 years", "")
    unknown = [way("sit", "exam", cost=None), *(each for each in SCHOOL if each.slug != "sit")]
    plans, _ = found(*unknown)
    assert picture(plans.plans) is None  # one is all that could be drawn


def test_nothing_is_left_where_only_the_application_is():
    plans, _ = found(way("apply", "job", "diploma", "age"))
    assert is_settled(plans.fastest)
    assert [each.slug for each in conditions(plans.fastest)] == ["age"]
    assert not is_settled(found()[0].fastest)


def test_what_counts_is_told_from_what_does_not():
    plans, _ = found(have={"diploma": inf, "work": 1.0})
    brought = {"diploma": {"diploma"}, "work": {"work", "aide"}, "degree": {"degree", "diploma"}, "age": {"age"}}
    used, unused = counted_as_held(plans.plans, brought)
    assert used == ["work"]  # a part of it: one year is left
    assert unused == ["diploma", "degree", "age"]
    used, _ = counted_as_held(found()[0].plans, brought)
    assert used == ["diploma", "work", "degree"]  # a degree shows the diploma


def test_what_is_held_is_said_with_its_amount():
    work = next(each for each in MILESTONES if each.slug == "work")
    assert [held_words(work, amount) for amount in (2.0, inf)] == ["work (2 years)", "work"]
