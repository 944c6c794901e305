"""How to become something, as a page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed
from sources.models import RenamedSlug
from tests.admin.rows import make_milestone, make_place, make_role, make_route, make_source

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def url(slug="paralegal", **query):
    return reverse("careers:how-to-become", args=[slug], query=query or None)


def text_of(response) -> str:
    """The words of an answer, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.text)).split())


def add_route(slug, reaches, *needs, cost=None, **values) -> Route:
    route = make_route(slug, reaches=reaches, source=make_source(f"says-{slug}"), **values)
    for need in needs:
        RouteNeed.objects.create(route=route, milestone=need)
    if cost is not None:
        RouteCost.objects.create(route=route, basis="fee", min=cost, max=cost, source=make_source(f"costs-{slug}"))
    return route


@pytest.fixture
def law() -> dict[str, Milestone]:
    """Two ways to learn the law, then a job; an exam that helps; California has a rule of its own."""
    california = make_place("US-CA", name="California", parent=make_place())
    role = make_role("paralegal")
    named = {
        "diploma": make_milestone("high-school-diploma", step_title="Finish high school", position=1),
        "degree": make_milestone("bachelors-degree", title="Bachelor’s degree", position=2),
        "associate": make_milestone("law-associate-degree", title="Associate degree", position=3),
        "certificate": make_milestone("certificate", position=4),
        "training": make_milestone("training", step_title="Learn the law", kind="requirement", position=5),
        "job": make_milestone("paralegal", step_title="Apply for a job", kind="role", role=role, position=6),
        "exam": make_milestone("exam", step_title="Pass an exam", kind="certification", position=7),
    }
    add_route("school", named["diploma"], months_min=48, months_max=48, load="study", cost=0)
    add_route("university", named["degree"], named["diploma"], months_min=48, months_max=48, load="study", cost=40000)
    add_route("college", named["associate"], named["diploma"], months_min=18, months_max=24, load="study", cost=8000)
    add_route("course", named["certificate"], named["degree"], months_min=3, months_max=12, load="study", cost=3000)
    add_route("by-degree", named["training"], named["associate"], title="Associate degree", position=1)
    add_route("by-course", named["training"], named["certificate"], title="Certificate", position=2)
    add_route("by-rule", named["training"], named["certificate"], title="By rule", strength="law", place=california)
    add_route("apply", named["job"], named["training"], months_min=1, months_max=5, cost=0)
    add_route("sit", named["exam"], named["job"], months_min=3, months_max=6, cost=275)
    RoleRecommendation.objects.create(role=role, milestone=named["exam"], source=make_source("advice"))
    return named


def test_a_page_tells_steps_time_cost_strength_and_sources(client: Client, law):
    page = text_of(client.get(url()))
    assert "How to become a paralegal" in page
    for words in (
        "There are 2 ways in on file.",
        "Total time 19 to 29 months",
        "Total cost $8,000 before grants and aid",
        "Must do 2 steps one after the other",
        "Can skip 1 step",
        "Finish high school You have this",
        "Learn the law Choose 1 of 2",
        "Counts in: bachelor’s degree.",
        "Apply for a job Time 1 to 5 months Cost $0",
        "Asked by employers",
        "Pass an exam Optional Time 3 to 6 months Cost $275",
        "Helpful, not needed",
        "Where a time runs from low to high, its bar shows the middle.",
        "2. Associate degree Months 1 to 21",
        "First job as a paralegal Month 24",
        "4. Exam Months 25 to 29",
        "Says apply",
        "Costs sit",
    ):
        assert words in page


def test_every_citation_has_its_source_in_the_list(client: Client, law):
    page = client.get(url()).text
    cited = set(re.findall(r'href="#(s\d+)"', page))
    assert cited
    assert cited <= set(re.findall(r'<li id="(s\d+)"', page))


def test_bars_stand_in_percent_and_need_no_style(client: Client, law):
    page = client.get(url()).text
    plan = page[page.index('class="rows plan"') : page.index('class="legend"')]
    assert '<rect class="main" x="0.00%" y="10" width="70.00%"' in plan
    assert 'class="opt"' in plan
    assert "viewBox" not in plan
    assert "style=" not in page


def test_a_card_is_a_link_that_puts_it_in_the_plan(client: Client, law):
    page = client.get(url()).text
    (card,) = re.findall(r'<a id="alt-by-course" href="([^"]*)"', page)
    assert card == url(alt="by-course")
    picked = client.get(card)
    assert "Total time 4 years 4 months to 5 years 5 months" in text_of(picked)
    assert re.search(r'<a id="alt-by-course"[^>]* aria-current="true"', picked.text)
    assert "Bachelor’s degree" in text_of(picked)


def test_htmx_gets_a_slice_of_the_page_with_what_to_announce(client: Client, law):
    part = client.get(url(alt="by-degree"), headers=HTMX)
    assert "<html" not in part.text
    assert part.text.strip().startswith('<div id="path"')
    assert 'data-live="Plan updated: 19 to 29 months, $8,000. 1 of 3 steps done."' in part.text
    assert 'data-hx-swap-oob="true"' in part.text  # the links of the toolbar keep the pick
    assert {"HX-Request", "HX-History-Restore-Request"} <= set(part["Vary"].split(", "))


def test_a_history_restore_gets_the_whole_page(client: Client, law):
    page = client.get(url(), headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in page.text
    assert "hx-swap-oob" not in page.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"have": "nothing"}, "Total time 5 years 7 months to 6 years 5 months"),
        ({"have": ["bachelors-degree", "high-school-diploma"], "alt": "by-course"}, "Total time 4 to 17 months"),
        ({"have": "BACHELORS-DEGREE"}, "Total time 4 to 17 months from a degree"),
        ({"have": ["nothing", "bachelors-degree"]}, "Total time 4 to 17 months from a degree"),
        ({"have": "bachelors-degree", "alt": "by-degree"}, "Total time 19 to 29 months from a degree"),
        ({"have": "certificate"}, "Learn the law Choose 1 of 2 You have this"),
        ({"have": "paralegal"}, "You have all it takes."),
    ],
)
def test_what_one_starts_with_counts(client: Client, law, query, words):
    page = text_of(client.get(url(**query)))
    assert words in page


def test_each_start_leads_to_its_quickest_way(client: Client, law):
    page = client.get(url()).text
    starts = dict(re.findall(r'id="start-([a-z-]*)" href="([^"]*)"', page))
    assert {name: unescape(address) for name, address in starts.items()} == {
        "nothing": url(have="nothing"),
        "high-school-diploma": url(),
        "bachelors-degree": url(have="bachelors-degree"),
    }
    assert "Total time 4 to 17 months" in text_of(client.get(url(have="bachelors-degree")))
    assert "4 to 17 months if you have a degree" in text_of(client.get(url()))


def test_a_start_that_changes_nothing_is_not_offered(client: Client, law):
    office = make_milestone("office-job", kind="experience")
    add_route("any-office", office, law["diploma"], months_min=24, months_max=24)
    assert 'id="start-office-job"' not in client.get(url()).text
    add_route("by-office", law["training"], office, title="Work your way up", position=3)
    page = client.get(url()).text
    assert f'href="{url(have="office-job")}"' in unescape(page)
    assert "Office job You have this" in text_of(client.get(url(have="office-job")))


def test_of_ways_that_are_as_quick_a_start_leads_to_the_one_that_uses_it(client: Client, law):
    office = make_milestone("office-job", kind="experience")
    add_route("any-office", office, law["diploma"], months_min=24, months_max=24)
    Route.objects.filter(slug="college").update(months_min=0, months_max=0)
    add_route("by-office", law["training"], office, position=3)
    assert f'href="{url(have="office-job")}"' in unescape(client.get(url()).text)
    assert "Office job You have this" in text_of(client.get(url(have="office-job")))


def test_the_time_it_takes_to_find_a_job_is_not_counted(client: Client, law):
    Route.objects.filter(slug__in=["apply", "college"]).update(months_min=0, months_max=0)
    page = text_of(client.get(url()))
    assert "Total time Right away finding the job is not counted" in page
    assert "Apply for a job Time Not counted" in page
    assert "First job as a paralegal Not counted" in page
    assert "No wait" not in page


def test_what_is_said_of_the_ways_goes_with_the_choice(client: Client, law):
    add_route("test", law["diploma"], title="Test", load="study", position=9)
    assert "Count on 5 years 7 months to 9 years 5 months." in text_of(client.get(url(have="nothing")))
    assert "Count on at least 19 months." in text_of(client.get(url(have="nothing", alt="test")))


def test_a_degree_in_the_plan_needs_no_hint_at_a_degree(client: Client, law):
    assert "if you have a degree" not in text_of(client.get(url(alt="by-course")))


def test_an_optional_step_has_its_own_price_and_says_what_else_it_takes(client: Client, law):
    RouteNeed.objects.create(route=Route.objects.get(slug="sit"), milestone=law["degree"])
    page = text_of(client.get(url()))
    assert "Pass an exam Optional Time 3 to 6 months Cost $275" in page
    assert "You also need: bachelor’s degree." in page
    assert "4. Exam" not in page


def test_a_choice_that_takes_its_own_time_names_its_bar(client: Client, law):
    Route.objects.filter(slug="by-degree").update(months_min=6, months_max=6)
    Route.objects.filter(slug="college").update(months_min=0, months_max=0)
    assert "2. Associate degree Months 1 to 6" in text_of(client.get(url()))


def test_a_bar_goes_by_what_its_time_is_spent_on(client: Client, law):
    Milestone.objects.filter(slug="law-associate-degree").update(title="Two-year degree")
    assert "2. Two-year degree Months 1 to 21" in text_of(client.get(url()))


@pytest.mark.parametrize("state", ["CA", "ca", "US-CA"])
def test_a_state_has_its_own_ways(client: Client, law, state):
    page = text_of(client.get(url(state=state)))
    assert "Steps in California" in page
    assert "By rule" not in text_of(client.get(url()))
    assert "Required by law" in page
    assert "Choose 1 of" not in page


def test_the_state_stays_in_every_link_and_the_rest_in_the_form(client: Client, law):
    page = unescape(client.get(url(state="CA", have="bachelors-degree", alt="apply")).text)
    assert url(state="CA", have="nothing") in page
    assert '<input type="hidden" name="have" value="bachelors-degree">' in page
    assert '<input type="hidden" name="alt" value="apply">' in page
    assert f'rel="canonical" href="http://127.0.0.1:8000{url(state="CA")}"' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"state": "ZZ"}, "We have no state with the code “ZZ”."),
        ({"alt": "teleport"}, "We know no way called “teleport”"),
        ({"alt": "sit"}, "“Sit” has no part in this plan"),
        ({"alt": ["by-degree", "by-course"]}, "“Certificate” has no part in this plan"),
        ({"alt": "by-degree", "state": "CA"}, "“Associate degree” has no part in this plan in California"),
        ({"have": "magic"}, "We do not know what “magic” is"),
        ({"have": "<script>alert(1)</script>"}, "We do not know what “<script>alert(1)</script>” is"),
        ({"have": [f"thing-{n}" for n in range(200)]}, "197 more in the address had to be left out too."),
        ({"alt": "x" * 3000}, "We know no way called “xxx"),
    ],
)
def test_what_is_left_out_is_said(client: Client, law, query, words):
    response = client.get(url(**query))
    assert response.status_code == 200
    assert words in text_of(response)
    assert "Learn the law" in text_of(response)
    assert "<script>alert" not in response.text


def test_empty_values_are_no_answer(client: Client, law):
    response = client.get(url(state="", have="", alt=""))
    assert "note-w" not in response.text


def test_an_unknown_cost_makes_totals_open(client: Client, law):
    RouteCost.objects.filter(route__slug="college").delete()
    page = text_of(client.get(url()))
    assert "Total cost Not on file" in page
    fee = RouteCost.objects.get(route__slug="apply")
    fee.min = fee.max = 50
    fee.save()
    assert "Total cost At least $50" in text_of(client.get(url()))


def test_capitals_and_old_names_redirect_for_good(client: Client, law):
    response = client.get(url("Paralegal", alt="by-course"))
    assert (response.status_code, response["Location"]) == (301, url(alt="by-course"))
    RenamedSlug.objects.record("roles.role", "law-clerk", "paralegal")
    assert client.get(url("law-clerk"))["Location"] == url()


def test_an_unknown_role_leads_to_the_nearest(client: Client, law):
    response = client.get(url("paralegel"))
    assert response.status_code == 404
    assert reverse("careers:role", args=["paralegal"]) in response.text


def test_a_role_without_a_path_says_so_and_how_to_go_on(client: Client):
    make_place()
    make_role("judge")
    response = client.get(url("judge"))
    assert response.status_code == 200
    assert "Not on file yet. That does not mean there are none." in text_of(response)
    assert reverse("careers:role", args=["judge"]) in response.text


def test_a_specialty_without_steps_shows_those_of_its_role(client: Client, law):
    make_role("immigration-paralegal", parent=law["job"].role)
    page = text_of(client.get(url("immigration-paralegal")))
    assert "How to become an immigration paralegal" in page
    assert "These are the steps to become a paralegal ." in page
    assert "Learn the law" in page


def test_a_goal_out_of_reach_says_what_is_missing_and_where_there_is_a_way(client: Client, law):
    Route.objects.filter(reaches=law["training"]).exclude(slug="by-rule").delete()
    response = client.get(url())
    assert response.status_code == 200
    page = text_of(response)
    assert "We have no way on file to become a paralegal." in page
    assert "What is missing: training." in page
    assert f'<a href="{url(state="CA")}">California</a>' in response.text


def test_queries_do_not_grow_with_the_graph(client: Client, law, django_assert_num_queries):
    # Role and version; the graph's eleven, six of what stands behind every role, and the states.
    with django_assert_num_queries(2 + 18):
        client.get(url())
    with django_assert_num_queries(2):
        client.get(url())
    for number in range(10):
        goal = make_milestone(f"goal-{number}")
        add_route(f"extra-{number}", law["training"], goal, cost=1)
        add_route(f"to-goal-{number}", goal, law["diploma"], cost=1)
    with django_assert_num_queries(2 + 18):
        client.get(url())
    for _ in range(2):
        with django_assert_num_queries(2 + 2):  # the state with what it lies in
            client.get(url(state="CA"))


def test_steps_and_starts_are_never_older_than_what_is_on_file(client: Client, law):
    assert "Total time 19 to 29 months" in text_of(client.get(url()))
    apply = Route.objects.get(slug="apply")
    apply.months_min = apply.months_max = 5
    apply.save()
    page = text_of(client.get(url()))
    assert "Total time 23 to 29 months" in page
    assert "8 to 17 months if you have a degree" in page


def test_only_get_and_head_are_answered(client: Client, law):
    assert client.post(url()).status_code == 405


def test_a_step_says_how_its_cost_was_counted(client: Client, law: dict[str, Milestone]) -> None:
    RouteCost.objects.filter(route__slug="college").update(why="A year costs $4,000.")
    RouteCost.objects.filter(route__slug="apply").update(why="You earn pay.")
    text = text_of(client.get(url()))
    assert "A year costs $4,000." in text
    assert "You earn pay." not in text  # what is free needs no sum


# Reasons, marks, ticks --------------------------------------------------------------------------------------


def test_a_step_says_what_needs_it_how_strongly_and_who_says_so(client: Client, law):
    page = text_of(client.get(url()))
    assert "Why: step 3 needs it. Asked by employers." in page
    assert "Step 2 sets the date" not in page  # the job search takes its months, too
    assert "Steps 2 and 3 set the date: if one takes longer, so does the plan." in page
    assert "We count what you have: high school diploma." in page


def test_cards_are_named_after_the_plans_they_are_part_of(client: Client, law):
    RouteCost.objects.create(
        route=Route.objects.get(slug="by-degree"), basis="fee", min=90000, max=90000, source=make_source("fee")
    )
    page = text_of(client.get(url()))
    assert "Associate degree Fastest Least schooling" in page
    assert "Certificate Cheapest" in page
    assert "Whole plan: 4 years 4 months to 5 years 5 months, $43,000." in page


def test_a_job_one_can_work_in_on_the_way_is_told_and_drawn(client: Client, law):
    role = make_role("clerk")
    clerk = make_milestone("clerk", title="Clerk", kind="role", role=role)
    add_route("hire", clerk, law["associate"], months_min=0, months_max=0, cost=0)
    RouteNeed.objects.create(route=Route.objects.get(slug="apply"), milestone=clerk)
    page = text_of(client.get(url()))
    assert page.count("From month 22 you can already work as a clerk") == 2


def ticked(response) -> list[str]:
    return re.findall(r'name="have" value="([a-z-]+)" autocomplete="off" checked', response.text)


def test_what_is_ticked_is_done_and_the_plan_goes_on_from_there(client: Client, law):
    response = client.get(url(have=["high-school-diploma", "law-associate-degree"]))
    page = text_of(response)
    assert "3 of 4 steps done. Tick what you have done, and the plan starts from there." in page
    assert "Total time 1 to 5 months" in page
    assert ticked(response) == ["high-school-diploma", "law-associate-degree"]
    assert 'value="law-associate-degree"' in client.get(url()).text  # what one ticks is what the time goes into


def test_the_form_of_ticks_keeps_what_it_does_not_show(client: Client, law):
    form = client.get(url(state="CA", have=["high-school-diploma", "exam"], alt="by-rule")).text.split('id="ticks"')[1]
    for name, value in (("state", "CA"), ("alt", "by-rule"), ("have", "nothing")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert '<input type="hidden" name="have" value="exam">' not in form  # it is there to be unticked


def test_whoever_unticks_everything_starts_from_nothing(client: Client, law):
    assert "Total time 5 years 7 months" in text_of(client.get(url(have="nothing")))


def test_ticks_of_other_pages_count_where_any_step_shows_them(client: Client, law):
    (leans,) = re.findall(r'data-leans="([^"]*)"', client.get(url()).text)
    assert {"exam", "law-associate-degree", "bachelors-degree"} <= set(leans.split())


def test_what_is_held_and_recommended_is_told_once(client: Client, law):
    RouteNeed.objects.create(route=Route.objects.get(slug="apply"), milestone=Milestone.objects.get(slug="exam"))
    response = client.get(url(have=["high-school-diploma", "exam"]))
    assert ticked(response).count("exam") == 1


def test_the_form_of_ticks_may_say_nothing_and_something(client: Client, law):
    assert "You chose" not in text_of(client.get(url(have=["nothing", "high-school-diploma"])))


def test_how_much_one_holds_is_a_number(client: Client, law):
    years = make_milestone("office-years", title="Office work", kind="experience", unit="years")
    add_route("by-years", law["training"], years, position=3)
    page = text_of(client.get(url(have=["office-years:two", "high-school-diploma"])))
    assert "Office work: enter a number of years, like 2." in page
    assert "The address gives two amounts for office work" in text_of(
        client.get(url(have=["office-years:2", "office-years:5"]))
    )


def test_a_recommended_step_that_is_ticked_stays_in_sight_and_is_no_more_to_do(client: Client, law):
    page = text_of(client.get(url(have=["high-school-diploma", "exam"])))
    assert "Pass an exam You have this Time Done" in page
    assert "Can skip No step" in page


def test_the_address_after_a_tick_is_as_short_as_it_goes(client: Client, law):
    response = client.get(url(have=["nothing", "high-school-diploma", "magic"], state=""), headers=HTMX)
    assert response["HX-Push-Url"] == url(have="high-school-diploma")
    assert "HX-Push-Url" not in client.get(url())


def test_a_way_to_what_one_has_is_left_out_without_a_word(client: Client, law):
    page = text_of(client.get(url(have="law-associate-degree", alt="college")))
    assert "has no part in this plan" not in page


def test_two_hundred_ticks_are_no_harm(client: Client, law):
    response = client.get(url(have=[milestone.slug for milestone in law.values()] * 40))
    assert response.status_code == 200
    assert "You have all it takes." in text_of(response)
