"""A move from one role to another, as a page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from careers.models import Milestone, Route, RouteCost, RouteNeed
from roles.models import Role, RoleDuty
from sources.models import DataVersion, RenamedSlug
from tests.factories import make_path, make_place, make_role, make_role_duty, make_source
from tests.queries import query_count
from tests.reading import flat, rows

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def url(start: str = "aide", goal: str = "clerk", **query: str) -> str:
    return reverse("careers:move", args=[start, goal], query=query or None)


@pytest.fixture
def jobs() -> tuple[Role, Role]:
    """An aide, and a clerk who needs two years of an aide's work, or a course of $900."""
    make_place()
    make_place(code="US-OH", name="Ohio")
    aide = make_role(title="Aide", duties=["File papers", "Greet clients"], skills={"Law": 30, "Care": 60})
    clerk = make_role(title="Clerk", duties=["File papers", "Send bills"], skills={"Law": 70, "Care": 55})
    make_path(role=aide, months=(0, 0))
    goal = make_path(role=clerk, months=(0, 0))
    work = Milestone.objects.create(
        slug="aide-work", title="Work as an aide", step_title="Work", kind="experience", unit="years"
    )
    course = Milestone.objects.create(
        slug="course", title="Office course", step_title="Take a course", kind="education"
    )
    ready = Milestone.objects.create(
        slug="ready", title="Ready for the office", step_title="Get ready", kind="requirement"
    )
    source = make_source()
    common = {"source": source, "strength": "employers"}
    job = Route.objects.create(
        slug="aide-work", reaches=work, title="Work", months_min=12, months_max=12, load="work", while_in=aide, **common
    )
    school = Route.objects.create(
        slug="course", reaches=course, title="Course", months_min=6, months_max=6, load="study", **common
    )
    for route, cost in ((job, 0), (school, 900), (goal.routes.get(), 0)):
        RouteCost.objects.create(route=route, basis="fee", min=cost, max=cost, source=source, key=route.slug)
    for slug, need, amount in (("by-work", work, 2), ("by-course", course, None)):
        way = Route.objects.create(slug=slug, reaches=ready, title=slug, months_min=0, months_max=0, **common)
        RouteNeed.objects.create(route=way, milestone=need, amount=amount)
    RouteNeed.objects.create(route=goal.routes.get(), milestone=ready)
    return aide, clerk


def test_it_says_what_carries_over_and_what_is_new(client: Client, jobs) -> None:
    found = rows(client.get(url()).text)
    assert "From aide to clerk" in found
    assert "You already do 1 of the 2 duties of a clerk. 1 is new." in found
    assert "1 carries over. 1 is new. 1 stays behind." in found
    page = " ".join(found)
    assert "1 carries over. 1 is 10 points higher or more." in page
    assert "1 new duty send bills" in page
    assert "1 skill to build law" in page


def test_a_long_list_of_new_duties_is_not_told_twice(client: Client, jobs) -> None:
    for number in range(10):
        make_role_duty(role=jobs[1], duty=f"Count box {number}")
    html = client.get(url()).text
    page = " ".join(rows(html))
    gap = page.partition("11 new duties ")[2].partition(" under Duties")[0]
    assert gap.count(";") == 8
    assert gap.endswith("; and 3 more")
    assert '<a href="#duties">Duties</a>' in html


def test_the_plan_starts_with_the_work_in_the_first_role(client: Client, jobs) -> None:
    page = " ".join(rows(client.get(url(plan="cheapest", years="1.5")).text))
    assert "Time from here 6 months" in page
    assert "Work as an aide (18 months)" in page or "work as an aide (18 months)" in page
    page = " ".join(rows(client.get(url(plan="cheapest", years="0")).text))
    assert "Time from here 2 years" in page


def test_more_than_one_plan_can_be_chosen_from_and_keeps_what_was_asked(client: Client, jobs) -> None:
    page = flat(client.get(url(state="OH", years="0")).text)
    assert f'href="{url(state="OH", years="0").replace("&", "&amp;")}" aria-current="true"' in page
    assert f'href="{url(state="OH", years="0", plan="cheapest").replace("&", "&amp;")}"' in page
    assert "Office course" in page


def test_the_planner_starts_from_what_the_move_counts(client: Client, jobs) -> None:
    page = flat(client.get(url(years="1.5", plan="cheapest")).text)
    assert "/plan/?to=clerk&amp;have=high-school-diploma&amp;have=work-as-aide&amp;have=aide-work%3A1.5" in page


def test_each_missing_thing_names_the_step_that_closes_it(client: Client, jobs) -> None:
    page = flat(client.get(url(years="0")).text)
    assert '<th role="rowheader" scope="row">Office course</th><td role="cell"><a href="#step-2">Step 2</a>' in page
    assert "No step on file is tied to it." in page


def test_who_meets_all_steps_is_told_so(client: Client, jobs) -> None:
    answer = client.get(url(years="2"))
    assert answer.status_code == 200
    assert "You already meet the steps on file." in answer.text
    assert "Right away" in answer.text
    assert "You already meet the steps on file." not in client.get(url(years="1")).text


def test_without_a_way_it_says_what_is_missing_and_where_there_is_one(client: Client, jobs) -> None:
    Route.objects.filter(slug__in=["by-course", "by-work"]).update(place=make_place(code="US-OH"))
    page = flat(client.get(url()).text)
    assert "We have no way on file to become a clerk." in page
    assert "ready for the office." in page
    assert f'<a href="{url(state="OH")}">Ohio</a>' in page


def test_without_steps_on_file_it_says_so(client: Client, jobs) -> None:
    make_role(title="Judge")
    page = flat(client.get(url("aide", "judge")).text)
    assert "The steps to become a judge are not on file yet." in page
    assert "/roles/judge/how-to-become/" not in page


def test_duties_that_are_not_on_file_are_not_counted_as_none(client: Client, jobs) -> None:
    known = 'Duties you know</dt><dd class="num">{}</dd>'
    assert known.format("1 of 2") in flat(client.get(url()).text).replace("> <", "><")
    RoleDuty.objects.filter(role=jobs[0], text="File papers").delete()
    DataVersion.objects.bump()
    assert known.format("None of 2") in flat(client.get(url()).text).replace("> <", "><")
    RoleDuty.objects.filter(role=jobs[0]).delete()
    DataVersion.objects.bump()
    assert known.format("Not on file") in flat(client.get(url()).text).replace("> <", "><")


def test_the_same_role_twice_is_refused_and_kept(client: Client, jobs) -> None:
    answer = client.get(url("aide", "Aide"))
    assert answer.status_code == 422
    page = flat(answer.text)
    assert '<li><a href="#to">Choose two different roles.</a></li>' in page
    assert page.count('value="Aide"') == 2


def test_a_role_that_we_do_not_know_is_a_404_that_leads_on(client: Client, jobs) -> None:
    answer = client.get(url("aide", "clrek"))
    assert answer.status_code == 404
    assert "We have no role called “clrek”." in answer.text
    assert client.get(url("nobody", "nobody")).status_code == 404


def test_capitals_and_old_slugs_lead_on(client: Client, jobs) -> None:
    RenamedSlug.objects.create(model="roles.role", old="office-aide", new="aide")
    for start in ("Aide", "office-aide"):
        answer = client.get(url(start, "clerk", years="2"))
        assert (answer.status_code, answer.headers["Location"]) == (301, url(years="2"))


def test_a_retired_role_is_allowed_with_a_note(client: Client, jobs) -> None:
    aide, _ = jobs
    Role.objects.filter(pk=aide.pk).update(status="retired")
    answer = client.get(url())
    assert answer.status_code == 200
    assert "Aide has been retired." in flat(answer.text)


@pytest.mark.parametrize("years", ["soon", "-1", "61", "99999999999999999999"])
def test_years_that_are_no_number_are_said_at_the_field_and_kept(client: Client, jobs, years: str) -> None:
    answer = client.get(url(years=years))
    assert answer.status_code == 422
    page = flat(answer.text)
    assert "<title>Error: From aide to clerk" in page
    assert '<p class="err" id="years-error">Enter a number of years from 0 to 60, like 2.</p>' in page
    assert f'value="{years}"' in page


def test_a_plan_that_there_is_not_is_said(client: Client, jobs) -> None:
    answer = client.get(url(plan="easiest"))
    assert answer.status_code == 200
    assert "There is no plan called “easiest”. You see the fastest." in flat(answer.text)


def test_the_form_leads_to_the_move_with_the_state(client: Client, jobs) -> None:
    picker = reverse("careers:move-picker")
    assert client.get(picker).status_code == 200
    answer = client.get(picker, {"from": "aide", "to": "clerk", "state": "OH"})
    assert (answer.status_code, answer.headers["Location"]) == (302, url(state="OH"))
    answer = client.get(picker, {"from": "aide", "to": "wizard"})
    assert answer.status_code == 404
    assert "We know no role called “wizard”." in answer.text
    assert 'value="Aide"' in answer.text
    assert client.get(picker, {"from": "aide", "to": "aide"}).status_code == 422


def test_the_second_field_says_that_it_may_stay_open(client: Client, jobs) -> None:
    page = client.get("/move/").text
    field = page.partition('id="to"')[2].partition("</div>")[0]
    assert 'aria-describedby="to-hint"' in field
    assert page.index('id="to-hint"') < page.index("Show the move")


def test_comparisons_and_role_pages_lead_there(client: Client, jobs) -> None:
    page = flat(client.get("/compare/aide-vs-clerk/?state=OH").text)
    assert f'<a href="{url(state="OH")}">From aide to clerk</a>' in page
    assert f'<a href="{url("clerk", "aide", state="OH")}">From clerk to aide</a>' in page
    assert f'<a href="{url(state="OH")}">What the move takes' in flat(client.get("/roles/aide/?state=OH").text)


def test_htmx_gets_a_part_of_the_page_with_fresh_controls(client: Client, jobs) -> None:
    page, part = client.get(url()), client.get(url(), headers=HTMX)
    assert "<html" not in part.text
    assert part.text.split('<div class="tools"')[0].strip() in page.text
    assert 'id="tools" data-hx-swap-oob="true"' in part.text


def test_the_page_costs_the_same_with_more_roles(client: Client, jobs) -> None:
    before = query_count(client, url(state="OH"))
    for number in range(8):
        make_path(role=make_role(title=f"Role {number}", duties=[f"Duty {number}"], skills={f"Skill {number}": 50}))
    assert query_count(client, url(state="OH")) == before
    assert before <= 48
