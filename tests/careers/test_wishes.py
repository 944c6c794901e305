"""What is typed and names no job, but says what is wished of any."""

import pytest
from django.test import Client
from django.urls import reverse

from careers.views.wishes import WISHES, wish_of
from tests.factories import make_role

NO_COLLEGE = "/roles/?schooling=none&schooling=high-school"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("no college", NO_COLLEGE),
        ("Jobs without a college degree?", NO_COLLEGE),
        ("I don't want to go to college", NO_COLLEGE),
        ("jobs that need no degree", NO_COLLEGE),
        ("jobs that pay the most", "/roles/?sort=pay"),
        ("high paying jobs", "/roles/?sort=pay"),
        ("make a lot of money", "/roles/?sort=pay"),
        ("fastest growing careers", "/roles/?outlook=bright"),
        ("short training", "/roles/?sort=time"),
        ("college", ""),
        ("high school teacher", ""),
    ],
)
@pytest.mark.django_db
def test_a_wish_leads_to_the_filters_or_the_order_that_show_it(text, address):
    make_role(title="College professor")
    answer = Client().get(reverse("careers:roles", query={"q": text}))
    assert answer.headers.get("Location", "") == address


@pytest.mark.django_db
def test_other_filters_and_picks_stay():
    make_role(title="Paralegal")
    answer = Client().get("/roles/?q=no+college&zone=2&pick=paralegal&sort=title")
    assert answer["Location"] == "/roles/?zone=2&schooling=none&schooling=high-school&sort=title&pick=paralegal"
    assert Client().get(answer["Location"]).status_code == 200


@pytest.mark.django_db
def test_while_somebody_types_it_the_list_says_what_a_search_shows():
    make_role(title="College professor")
    headers = {"HX-Request": "true"}
    text = Client().get("/suggest/?q=no+college", headers=headers).text
    assert "Search to see roles that usually take a high school diploma or less." in text
    assert "option" not in text
    assert "Search to see" not in Client().get("/suggest/?q=no+college&fill=1", headers=headers).text


def test_each_wish_can_be_typed():
    for words, wish in WISHES.items():
        assert words
        assert wish_of(" ".join(words)) is wish
