"""Every path, from where somebody stands: what fits, in which order, and what is not sure."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from careers.models import Milestone, RouteCost, RouteNeed
from roles.models import Role
from tests.admin.rows import make_milestone, make_place, make_role, make_route, make_source
from tests.queries import query_count
from tests.reading import flat, rows

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
PATHS = "/paths/"


def add_way(slug: str, *needs: Milestone, months: tuple[float, float | None], cost: int | None, **values) -> None:
    role = Role.objects.filter(slug=slug).first() or make_role(slug)
    goal = Milestone.objects.filter(role=role).first() or make_milestone(role.slug, kind="role", role=role)
    route = make_route(
        f"into-{role.slug}-{goal.routes.count()}",
        reaches=goal,
        months_min=months[0],
        months_max=months[1],
        source=make_source(),
        **values,
    )
    for need in needs:
        RouteNeed.objects.create(route=route, milestone=need)
    if cost is not None:
        RouteCost.objects.create(route=route, basis="fee", min=cost, max=cost, source=make_source(), key=route.slug)


@pytest.fixture
def diploma() -> Milestone:
    make_place()
    make_place("US-OH", name="Ohio", parent=make_place())
    found = make_milestone("high-school-diploma", title="High school diploma")
    make_route("school", reaches=found, months_min=48, months_max=48, load="study", source=make_source())
    return found


@pytest.fixture
def jobs(diploma: Milestone) -> None:
    """An aide at once, a clerk over a course of known cost, a helper whose cost nobody knows."""
    add_way("aide", diploma, months=(0, 0), cost=0)
    add_way("clerk", diploma, months=(10, 14), cost=2000, load="study")
    add_way("clerk", diploma, months=(36, 36), cost=0)
    add_way("helper", diploma, months=(3, 3), cost=None)
    make_role("notary")


def titles(client: Client, **query: str) -> list[str]:
    page = flat(client.get(PATHS, query).text)
    return re.findall(r'<th role="rowheader" scope="row"><a [^>]*>([^<]*)</a>', page)


def test_each_role_has_its_fastest_its_cheapest_and_its_least_schooling(client: Client, jobs: None) -> None:
    page = client.get(PATHS).text
    found = rows(page)
    assert (
        "Clerk Law office Compare clerk "
        "Fastest 10 to 14 months costs $2,000 Lowest cost $0 takes 3 years Least schooling None" in (" ".join(found))
    )
    assert "3 roles" in found
    assert "Steps not on file yet" in page


def test_what_fits_in_a_year_and_3000_dollars_in_ohio_is_one_address(client: Client, jobs: None) -> None:
    answer = client.get("/paths/?state=OH&have=high-school-diploma&months=12&budget=3000")
    assert answer.status_code == 200
    page = flat(answer.text)
    assert '<h2 id="found">3 roles within 12 months and $3,000 in Ohio</h2>' in page
    assert 'href="/roles/aide/how-to-become/?state=OH&amp;have=high-school-diploma"' in page
    assert "2 of them may take more than that, or the whole time or cost is not on file. They are marked." in page
    assert "Can take longer" in page
    assert "Cost not all on file" in page


def test_time_and_money_have_to_fit_in_one_plan(client: Client, jobs: None) -> None:
    assert titles(client, months="12", budget="1999") == ["Aide", "Helper"]
    assert titles(client, budget="1999") == ["Aide", "Helper", "Clerk"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("", "Aide Helper Clerk"), ("cost", "Aide Clerk Helper"), ("title", "Aide Clerk Helper")],
)
def test_the_order_is_chosen_and_what_is_not_on_file_comes_last(
    client: Client, jobs: None, sort: str, expected: str
) -> None:
    assert " ".join(titles(client, sort=sort)) == expected


def test_where_nothing_fits_the_page_says_so_and_leads_on(client: Client, jobs: None) -> None:
    Role.objects.filter(slug__in=["aide", "helper"]).update(status="retired")
    page = flat(client.get(PATHS, {"months": "1", "have": "high-school-diploma"}).text)
    assert "No roles within 1 month" in page
    assert "No plan on file keeps to that from high school diploma." in page
    assert 'href="/paths/?have=high-school-diploma">See every path without limits</a>' in page


def test_from_nothing_the_diploma_takes_its_time(client: Client, jobs: None) -> None:
    found = " ".join(rows(client.get(PATHS, {"have": "nothing"}).text))
    assert "Aide Law office Compare aide Fastest 4 years" in found
    assert "Counted from what you have: nothing yet." in found


def test_a_role_that_no_way_leads_to_from_here_stands_apart(client: Client, jobs: None) -> None:
    add_way("judge", make_milestone("election"), months=(1, 1), cost=0)
    page = flat(client.get(PATHS).text)
    assert "Judge" not in titles(client)
    assert "No way on file from high school diploma" in page
    assert '<a class="chip" href="/roles/judge/how-to-become/">Judge</a>' in page


def test_chips_take_one_limit_off_each(client: Client, jobs: None) -> None:
    page = flat(client.get(PATHS, {"state": "OH", "months": "12", "budget": "$3,000", "sort": "cost"}).text)
    assert 'href="/paths/?state=OH&amp;budget=%243%2C000&amp;sort=cost">Within 12 months' in page
    assert 'href="/paths/?state=OH&amp;months=12&amp;sort=cost">Up to $3,000' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"months": "soon"}, "Enter a number of months from 0 to 600, like 12."),
        ({"months": "-1"}, "Enter a number of months from 0 to 600, like 12."),
        ({"months": "9999999999999999999999"}, "Enter a number of months from 0 to 600, like 12."),
        ({"months": "nan"}, "Enter a number of months from 0 to 600, like 12."),
        ({"budget": "-5"}, "Enter a budget in dollars, like 6000."),
        ({"budget": "lots"}, "Enter a budget in dollars, like 6000."),
    ],
)
def test_what_is_no_number_is_said_at_its_field_and_kept(
    client: Client, jobs: None, query: dict[str, str], words: str
) -> None:
    answer = client.get(PATHS, query | {"state": "OH"})
    (name, typed) = next(iter(query.items()))
    assert answer.status_code == 422
    page = flat(answer.text)
    assert "<title>Error: Every path" in page
    assert f'<li><a href="#{name}">{words}</a></li>' in page
    assert f'<p class="err" id="{name}-error">{words}</p>' in page
    assert f'value="{typed}"' in page
    assert "3 roles in Ohio" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("have=wings", "We do not know what “wings” is, so it does not count as something you have."),
        ("have=nothing&have=high-school-diploma", "You chose “nothing” and something. We count what you have."),
        ("sort=luck", "We cannot sort by “luck”, so the fastest comes first."),
        ("state=XX", "We have no state with the code “XX”."),
        ("months=3&months=4", "The address gives “months” more than once."),
    ],
)
def test_what_is_not_followed_is_said(client: Client, jobs: None, query: str, words: str) -> None:
    answer = client.get(f"{PATHS}?{query}")
    assert answer.status_code == 200
    assert words in flat(answer.text)


def test_years_of_work_count_as_far_as_they_go(client: Client, jobs: None, diploma: Milestone) -> None:
    work = make_milestone("aide-work", title="Work as an aide", kind="experience", unit="years")
    make_route("work", reaches=work, months_min=12, months_max=12, load="work", source=make_source())
    add_way("boss", work, months=(0, 0), cost=0)
    RouteNeed.objects.filter(milestone=work).update(amount=3)
    page = " ".join(rows(client.get(f"{PATHS}?have=high-school-diploma&have=aide-work:2").text))
    assert "Boss Law office Compare boss Fastest 1 year" in page
    assert "Counted from what you have: high school diploma and work as an aide, 2 years." in page
    assert "Boss Law office Compare boss Fastest Right away" in " ".join(
        rows(client.get(f"{PATHS}?have=aide-work").text)
    )


def test_two_hundred_things_to_have_are_answered(client: Client, jobs: None) -> None:
    answer = client.get(PATHS + "?" + "&".join(f"have=thing-{number}" for number in range(200)))
    assert answer.status_code == 200
    assert "197 more in the address had to be left out too." in answer.text


def test_htmx_gets_a_part_of_the_page_and_a_short_address(client: Client, jobs: None) -> None:
    query = {"state": "OH", "have": "high-school-diploma", "months": "12", "budget": "", "sort": ""}
    page, part = client.get(PATHS, query), client.get(PATHS, query, headers=HTMX)
    assert "<html" not in part.text
    assert part.headers["HX-Push-Url"] == "/paths/?state=OH&have=high-school-diploma&months=12"
    assert part.text.split('<form class="tools"')[0].strip() in page.text
    assert 'data-hx-swap-oob="true"' in part.text


def test_without_content_the_page_says_so(client: Client) -> None:
    make_place()
    answer = client.get(PATHS)
    assert answer.status_code == 200
    assert "No path is on file yet." in answer.text


def test_the_page_costs_the_same_with_more_roles(client: Client, jobs: None, diploma: Milestone) -> None:
    addresses = (PATHS, f"{PATHS}?months=12&budget=3000", f"{PATHS}?have=nothing&state=OH")
    before = {address: query_count(client, address) for address in addresses}
    for number in range(12):
        add_way(f"role-{number}", diploma, months=(1, 2), cost=number)
    assert {address: query_count(client, address) for address in addresses} == before
    assert max(before.values()) <= 23


def test_twenty_roles_make_a_page_and_each_has_its_address(client: Client, diploma: Milestone) -> None:
    for number in range(25):
        add_way(f"role-{number:02}", diploma, months=(number, number), cost=0)
    assert titles(client) == [f"Role {number:02}" for number in range(20)]
    assert titles(client, page="2", sort="title") == [f"Role {number}" for number in range(20, 25)]
    page = client.get(PATHS, {"page": "2", "months": "30"}).text
    assert "25 roles within 30 months" in page
    assert 'href="/paths/?months=30"' in page  # the first page, with the same limits
    assert "25 roles within 30 months, page 2 of 2." in page


@pytest.mark.parametrize(("asked", "words"), [("9", "There is no page 9."), ("x", "“x” is not the number of a page.")])
def test_a_page_that_there_is_not_says_so(client: Client, jobs: None, asked: str, words: str) -> None:
    answer = client.get(PATHS, {"page": asked})
    assert answer.status_code == 404
    assert words in answer.text


def test_of_many_roles_without_steps_a_few_are_named(client: Client, jobs: None) -> None:
    for number in range(50):
        make_role(f"odd-job-{number:02}")
    assert "and 11 more" in flat(client.get(PATHS).text)
