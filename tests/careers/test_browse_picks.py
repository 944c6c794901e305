"""Roles that are ticked in the list, to be put side by side."""

import re

import pytest
from django.urls import reverse

from tests.careers.browsing import make_many, page
from tests.factories import make_role
from tests.reading import flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_roles() -> None:
    make_many()


def picked(answer) -> list[str]:
    tray = answer.text.partition('<div class="tray">')[2].partition("</ul>")[0]
    return re.findall(r"</svg>([^<]*)<", tray)


def test_the_first_pick_opens_the_tray(client):
    make_role(title="Paralegal")
    assert 'class="tray"' not in page(client).text
    answer = page(client, pick="paralegal")
    assert picked(answer) == ["Paralegal"]
    assert "1 of 4 picked" in answer.text
    assert "Pick up to 3 more" in answer.text
    assert re.search(r'value="paralegal" form="search" autocomplete="off" checked>Compare', flat(answer.text))


@pytest.mark.usefixtures("many_roles")
def test_picks_go_along_to_other_pages_filters_and_orders(client):
    text = page(client, page="2", q="clerk", pick=["clerk-00", "clerk-30"]).text
    assert 'href="/roles/?q=clerk&amp;page=3&amp;pick=clerk-00&amp;pick=clerk-30"' in text
    assert 'href="/roles/?q=clerk&amp;page=2&amp;pick=clerk-30" data-hx-get=' in text  # takes one out
    assert 'data-hx-get="/roles/?q=clerk&amp;page=2" data-hx-trigger="change"' in text  # changes them
    # One that is not among the boxes of this page rides in the form all the same, and only once.
    assert re.findall(r'type="hidden" name="pick" value="([^"]*)" form="search"', text) == ["clerk-00"]


def test_without_a_script_new_picks_can_be_kept_before_a_link_loses_them(client):
    for number in range(21):
        make_role(title=f"Role {number:02}")
    keep = '<button class="btn btn-s" form="search" name="page" value="2" formaction="/roles/#results">Keep my ticks'
    assert keep in client.get("/roles/?page=2").text
    assert "Keep my ticks" in client.get("/roles/?q=role+07&field=law").text
    assert "Keep my ticks" not in client.get("/roles/?q=role+07").text  # no link leads away from its ticks


@pytest.mark.usefixtures("many_roles")
def test_a_fifth_pick_is_refused_and_those_before_stay(client):
    slugs = [f"clerk-0{number}" for number in range(5)]
    answer = page(client, pick=slugs)
    assert answer.status_code == 422
    assert picked(answer) == ["Clerk 00", "Clerk 01", "Clerk 02", "Clerk 03"]
    assert "Not picked: clerk 04." in answer.text
    assert "Compare 4 roles" in answer.text


@pytest.mark.usefixtures("many_roles")
def test_the_fifth_is_the_one_that_came_last_wherever_it_stands_in_the_list(client):
    before = [f"clerk-0{number}" for number in (4, 1, 2, 3)]
    headers = {
        "HX-Request": "true",
        "HX-Current-URL": "http://testserver" + reverse("careers:roles", query={"pick": before}),
    }
    answer = client.get(reverse("careers:roles", query={"pick": ["clerk-00", *sorted(before)]}), headers=headers)
    assert answer.status_code == 422
    assert picked(answer) == ["Clerk 04", "Clerk 01", "Clerk 02", "Clerk 03"]
    assert 'data-live="You can compare up to 4 roles. Remove one first."' in answer.text
    assert answer["HX-Push-Url"] == "false"


@pytest.mark.usefixtures("many_roles")
def test_a_change_of_the_tray_is_spoken_and_the_address_is_tidy(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/roles/?pick=clerk-03"}
    url = reverse("careers:roles", query={"q": "", "sort": "", "pick": ["clerk-01", "clerk-03"]})
    answer = client.get(url, headers=headers)
    assert 'data-live="2 of 4 picked."' in answer.text
    assert answer["HX-Push-Url"] == "/roles/?pick=clerk-03&pick=clerk-01"
    answer = client.get("/roles/?q=clerk&pick=clerk-03", headers=headers)
    assert 'data-live="45 roles match."' in answer.text


def test_a_retired_role_is_not_offered_but_stays_picked(client):
    make_role(title="Typist", status="retired")
    assert "Typist" not in page(client).text
    assert picked(page(client, pick="typist")) == ["Typist"]


def test_a_role_picked_by_an_old_name_is_picked_by_its_new_one(client):
    role = make_role(title="Legal assistant")
    role.slug = "law-assistant"
    role.save()
    answer = page(client, pick=["legal-assistant", "Law-Assistant"])
    assert answer.status_code == 200
    assert picked(answer) == ["Legal assistant"]


def test_picks_lead_to_the_comparison(client):
    make_role(title="Paralegal")
    make_role(title="Legal assistant")
    answer = page(client, pick=["paralegal", "legal-assistant"])
    assert 'href="/compare/paralegal-vs-legal-assistant/">Compare 2 roles</a>' in answer.text
    assert f'form="search" formaction="{reverse("careers:compare-picker")}">Compare 2 roles</button>' in answer.text
    sent = {"q": "legal", "field": "law", "pick": ["paralegal", "legal-assistant"]}
    answer = client.get(reverse("careers:compare-picker", query=sent))
    assert answer["Location"] == "/compare/paralegal-vs-legal-assistant/"
