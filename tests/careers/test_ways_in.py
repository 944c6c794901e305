"""Ways into one role, side by side."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from careers.models import Milestone
from tests.careers.test_path_page import law, text_of

pytestmark = pytest.mark.django_db
__all__ = ["law"]  # the fixture


def url(slug: str = "paralegal", **query: object) -> str:
    return reverse("careers:compare-ways", args=[slug], query=query or None)


def test_the_ways_stand_side_by_side(client: Client, law: dict[str, Milestone]) -> None:
    page = text_of(client.get(url(way=["by-degree", "by-course"])))
    assert "Shortest: associate degree, 19 to 29 months. Lowest cost: associate degree, $8,000." in page
    assert "Each is the fastest plan that takes it, from high school diploma." in page
    assert "Time 19 to 29 months 4 years 4 months to 5 years 5 months" in page
    assert "This plan is Fastest, cheapest and least schooling In between" in page
    assert "Counted as yours = Same" in page


def test_without_a_choice_the_ways_on_file_are_compared(client: Client, law: dict[str, Milestone]) -> None:
    assert "Fact Associate degree Certificate This plan is" in text_of(client.get(url()))
    assert "Fact Certificate Associate degree This plan is" in text_of(client.get(url(way="by-course")))


def test_each_step_stands_beside_its_like_with_its_sources(client: Client, law: dict[str, Milestone]) -> None:
    page = client.get(url())
    steps = {row.title: [cell and cell.context for cell in row.cells] for row in page.context["comparison"].steps}
    assert steps == {
        "Get: Law associate degree": ["18 to 24 months, $8,000", None],
        "Learn the law": ["", ""],
        "Get: Bachelors degree": [None, "4 years, $40,000"],
        "Get: Certificate": [None, "3 to 12 months, $3,000"],
        "Apply for a job": ["1 to 5 months", "1 to 5 months"],
    }
    assert "Not in this plan" in page.text
    cited = set(re.findall(r'href="#(s\d+)"', page.text))
    assert cited
    assert cited == set(re.findall(r'<li id="(s\d+)"', page.text))


def test_the_form_changes_state_start_plan_and_hours_and_keeps_the_ways(
    client: Client, law: dict[str, Milestone]
) -> None:
    page = client.get(url(way=["by-degree", "by-course"], plan="cheapest", hours=20)).text
    form = page[page.index('id="state-form"') : page.index("</form>", page.index('id="state-form"'))]
    for name in ("state", "have", "plan", "hours"):
        assert f'name="{name}"' in form
    assert '<option value="cheapest" selected>Lowest cost</option>' in form
    assert 'value="20"' in form
    assert form.count('name="way"') == 2
    assert "Each is the lowest cost plan that takes it, from high school diploma, with 20 hours" in text_of(
        client.get(url(plan="cheapest", hours=20))
    )


def test_only_differences_leaves_out_what_is_alike_and_says_how_much(client: Client, law: dict[str, Milestone]) -> None:
    page = text_of(client.get(url(show="differences")))
    assert "Differences: Ways to become a paralegal, side by side" in page
    assert "Counted as yours" not in page
    assert "They are the same for both ways." in page
    assert "1 alike for all is hidden. Show it" in page


def test_htmx_gets_a_slice_of_the_page_and_a_short_address(client: Client, law: dict[str, Milestone]) -> None:
    address = url(have="high-school-diploma", hours="", state="", plan="cheapest", show="differences")
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div class="wrap swap" id="cmp" data-live="Only differences.')
    assert part["HX-Push-Url"] == url(have="high-school-diploma", plan="cheapest", show="differences")
    assert part.text.count('data-hx-swap-oob="true"') == 2
    page = client.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in page.text


def test_the_cards_lead_here(client: Client, law: dict[str, Milestone]) -> None:
    page = client.get(reverse("careers:how-to-become", args=["paralegal"])).text
    assert f'href="{url()}?way=by-degree&amp;way=by-course"' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"way": ["by-degree", "teleport"]}, "We know no way called “teleport”, so it was left out."),
        ({"way": ["by-degree", "by-course", "sit"]}, "“Sit” is no way in here, so it was left out."),
        ({"way": ["apply", "by-degree", "by-course", "college", "school"]}, "You see the first 4."),
        ({"way": "x" * 3000}, "We know no way called “xxx"),
        ({"way": [f"way-{n}" for n in range(200)]}, "197 more in the address had to be left out too."),
        ({"state": "ZZ"}, "We have no state with the code “ZZ”."),
        ({"have": "magic"}, "We do not know what “magic” is"),
        ({"have": ["nothing", "high-school-diploma"]}, "You chose “nothing” and something."),
        ({"plan": "best"}, "There is no plan called “best”. You see the fastest."),
        ({"show": "all"}, "There is no view called “all”. You see everything."),
        ({"way": ["by-degree", "by-degree,college"]}, "“College” is the same plan as another one here"),
    ],
)
def test_what_is_left_out_is_said(client: Client, law: dict[str, Milestone], query: dict[str, Any], words: str) -> None:
    response = client.get(url(**query))
    assert response.status_code == 200
    assert words in text_of(response)
    assert "Each is the fastest plan that takes it" in text_of(response)


@pytest.mark.parametrize("hours", ["0", "500", "many", "-3"])
def test_hours_that_no_week_has_are_an_error_at_their_field(
    client: Client, law: dict[str, Milestone], hours: str
) -> None:
    response = client.get(url(hours=hours))
    assert response.status_code == 422
    assert "Error: Ways to become a paralegal" in response.text
    assert text_of(response).count("Enter the hours you can study in a week, from 1 to 80.") == 2
    assert f'value="{hours}" size="8"' in response.text


def test_where_there_is_one_way_or_none_the_steps_say_so(client: Client, law: dict[str, Milestone]) -> None:
    response = client.get(url(have="paralegal"))
    assert response.status_code == 302
    assert response["Location"] == reverse("careers:how-to-become", args=["paralegal"], query={"have": "paralegal"})


def test_old_names_and_unknown_roles_lead_on(client: Client, law: dict[str, Milestone]) -> None:
    assert client.get(url("Paralegal"))["Location"] == url()
    assert client.get(url("astronaut")).status_code == 404


def test_queries_do_not_grow_with_the_ways(
    client: Client, law: dict[str, Milestone], django_assert_num_queries
) -> None:
    client.get(url())  # the graph is read now
    for ways in (["by-degree", "by-course"], ["by-degree", "by-course", "apply", "college"]):
        with django_assert_num_queries(2):
            client.get(url(way=ways))
