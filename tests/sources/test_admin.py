"""An editor keeps sources and places right."""

from __future__ import annotations

from datetime import date

import pytest

from sources.models import Place, Source
from tests.admin.editing import add, address, edit, sentences
from tests.admin.rows import make_place, make_role, make_role_duty, make_source

pytestmark = pytest.mark.django_db

SOURCE = {
    "title": "Some page",
    "slug": "some-page",
    "publisher": "Somebody",
    "kind": "press",
    "checked_on": "2026-07-01",
    "review_by": "2027-07-01",
}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Give the date of the page, or tick “No date on page”."),
        ({"undated": "on", "published_words": "about 2018"}, "Tick “No date on page” only where no date is given."),
        ({"undated": "on", "review_by": "2026-06-01"}, "The next review comes after the last check."),
        ({"undated": "on", "url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"undated": "on", "slug": "Some Page"}, "Use small letters and digits"),
        ({"undated": "on", "note": "Some\x1bpage"}, "This holds a control character, U+001B: take it out."),
    ],
    ids=["no date", "a date and none", "review before check", "no address", "slug", "control character"],
)
def test_what_may_not_be_is_said(admin_client, values, sentence):
    assert sentence in sentences(add(admin_client, Source, SOURCE | values))
    assert not Source.objects.exists()


def test_an_address_without_a_scheme_is_a_secure_one(admin_client):
    add(admin_client, Source, SOURCE | {"undated": "on", "url": "www.bls.gov/ooh"})
    assert Source.objects.get().url == "https://www.bls.gov/ooh"


def test_the_list_shows_the_date_as_the_page_gives_it(admin_client):
    make_source("a")
    make_source("b", undated=False, published_words="about 2018")
    make_source("c", undated=False, published_on=date(2025, 5, 1))
    page = admin_client.get(address(Source, "changelist")).text
    assert [date for date in ("No date on page", "about 2018", "May 1, 2025") if date not in page] == []


def test_a_source_of_facts_is_not_deleted(admin_client):
    duty = make_role_duty(make_role(), "Talk to witnesses")
    page = admin_client.get(address(Source, "delete", duty.source.pk))
    assert "Cannot delete source" in page.text
    assert "Talk to witnesses" in page.text


def test_a_source_of_facts_is_not_deleted_from_the_list_either(admin_client):
    duty = make_role_duty(make_role())
    action = {"action": "delete_selected", "_selected_action": [duty.source.pk], "post": "yes"}
    assert "Cannot delete source" in admin_client.post(address(Source, "changelist"), action).text
    assert Source.objects.filter(pk=duty.source.pk).exists()


def test_a_place_keeps_its_code(admin_client):
    place = make_place("US-NY", name="New York")
    assert edit(admin_client, place, {"code": "US-NJ", "name": "New York State"}).status_code == 302
    assert Place.objects.values_list("code", "name").get() == ("US-NY", "New York State")


def test_a_place_cannot_be_part_of_itself(admin_client):
    place = make_place("US-NY")
    assert "A place cannot be part of itself." in sentences(edit(admin_client, place, {"parent": "US-NY"}))


def test_a_place_cannot_be_part_of_what_is_part_of_it(admin_client):
    country = make_place("US")
    state = make_place("US-NY", name="New York", parent=country)
    district = make_place("US-NY-1", name="Albany", parent=state)
    said = "This leads round in a circle: United States → Albany → New York → United States."
    assert said in sentences(edit(admin_client, country, {"parent": district.pk}))
    assert edit(admin_client, district, {"parent": country.pk}).status_code == 302
