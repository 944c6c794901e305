"""Ways into one role, side by side."""

from __future__ import annotations

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
    assert "2 ways side by side, each from where you stand to the job." in page
    assert "19 to 29 months" in page
    assert "4 years 4 months to 5 years 5 months" in page
    assert "Fastest, cheapest and least schooling" in page
    assert "Counted as yours = Same" in page


def test_without_a_choice_the_ways_on_file_are_compared(client: Client, law: dict[str, Milestone]) -> None:
    assert "Fact Associate degree Certificate Named" in text_of(client.get(url()))
    assert "2 ways side by side" in text_of(client.get(url(way="by-course")))


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
    ],
)
def test_what_is_left_out_is_said(client: Client, law: dict[str, Milestone], query: dict[str, Any], words: str) -> None:
    response = client.get(url(**query))
    assert response.status_code == 200
    assert words in text_of(response)
    assert "ways side by side" in text_of(response)


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
