"""The list of certifications and licenses: filters, order, pages and picks, as for roles."""

from __future__ import annotations

import pytest
from django.test import Client

from certifications.models import Certification, StateRule
from tests.factories import (
    make_advice,
    make_certification,
    make_certification_fact,
    make_place,
    make_role,
    make_source,
    make_way,
)
from tests.reading import flat

pytestmark = pytest.mark.django_db

LIST = "/certifications/"


@pytest.fixture
def shelf() -> None:
    """One for a paralegal, one for a dental assistant, a license of New York, and one that has ended."""
    roles = [
        make_role(title="Paralegal"),
        make_role(title="Dental assistant", field="dental"),
    ]
    found = [
        make_certification(level="entry"),
        make_certification(title="Dental badge", issuer="DANB", level="experienced"),
    ]
    for role, each, fee in zip(roles, found, (275, 100), strict=True):
        make_certification_fact(certification=each, min=fee)
        make_way(certification=each)
        make_advice(role=role, certification=each)
    make_certification(title="A New York license", kind="license", place=make_place(code="US-NY", name="New York"))
    make_certification(title="An old badge", status="closed")


def titles(page: object) -> list[str]:
    return [result.line.name.title for result in page.context["results"]]  # type: ignore[attr-defined]


def test_all_are_listed_by_title_and_what_has_ended_stands_apart(client: Client, shelf: None) -> None:
    page = client.get(LIST)
    assert titles(page) == ["A New York license", "Certified Paralegal", "Dental badge", "An old badge"]
    assert "<h2>4 certifications and licenses</h2>" in page.text
    heading = "No longer given to new people, or being phased out"
    assert page.text.index("Dental badge</a>") < page.text.index(heading) < page.text.index("An old badge</a>")


def test_an_entry_says_who_gives_it_its_fee_its_level_and_for_whom(client: Client, shelf: None) -> None:
    page = flat(client.get(LIST).text)
    for words in ("Certification · NALA", "License, New York only", "$275", "not on file", "Entry level", "paralegal"):
        assert words in page
    assert '<span class="tag tag-w">Closed to new people</span>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=license", ["A New York license"]),
        ("level=entry", ["Certified Paralegal"]),
        ("level=entry&level=experienced", ["Certified Paralegal", "Dental badge"]),
        ("field=dental", ["Dental badge"]),
        ("role=paralegal", ["Certified Paralegal"]),
        ("role=paralegal&level=experienced", []),
        ("state=NY&rule=own", ["A New York license"]),
        ("state=NY&rule=everywhere", ["Certified Paralegal", "Dental badge", "An old badge"]),
        ("state=NY&rule=named", ["Dental badge"]),
        ("sort=fee", ["Dental badge", "Certified Paralegal", "A New York license", "An old badge"]),
    ],
)
def test_filters_and_order_are_in_the_address(client: Client, shelf: None, query: str, found: list[str]) -> None:
    rule = StateRule.objects.create(
        role=make_role(title="Dental helper"),
        place=make_place(code="US-NY", name="New York"),
        topic="certification",
        answer="required",
        text="You hold the badge.",
        source=make_source(),
    )
    rule.accepts.add(Certification.objects.get(slug="dental-badge"))
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200
    assert titles(page) == found


def test_every_option_says_how_many_it_would_show_and_kinds_stand_in_words(client: Client, shelf: None) -> None:
    groups = {group.title: group for group in client.get(LIST + "?role=paralegal").context["groups"]}
    assert [(choice.label, choice.count) for choice in groups["Kind"].choices] == [
        ("License, from a state", 0),
        ("Certification, from a third party", 1),
    ]
    assert {choice.label: choice.count for choice in groups["Role"].choices} == {"Paralegal": 1, "Dental assistant": 1}


def test_what_is_on_stands_above_the_list_and_can_be_taken_off(client: Client, shelf: None) -> None:
    make_place(code="US-CA", name="California")
    page = client.get(LIST + "?kind=license&level=entry&state=CA")
    assert [(choice.label, choice.without) for choice in page.context["picked"]] == [
        ("License, from a state", "/certifications/?level=entry&state=CA"),
        ("Entry level", "/certifications/?kind=license&state=CA"),
    ]
    assert client.get(LIST + "?kind=license&state=CA&clear=1")["Location"] == "/certifications/?state=CA"


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("kind=diploma", 422, "“Kind” has no “diploma”, so that filter is off."),
        ("size=big", 422, "There is no filter called “size”, so it is off."),
        ("sort=luck", 422, "We cannot sort by “luck”, so titles stand in order."),
        ("page=9", 404, "There is no page 9."),
        ("pick=nothing", 404, "We know no certification called “nothing”, so it is not picked."),
        ("rule=own", 200, "Rules differ by state: choose one to filter by its rules."),
        ("state=ZZ", 200, "We have no state with the code “ZZ”."),
    ],
)
def test_what_an_address_asks_in_vain_is_said(
    client: Client, shelf: None, query: str, status: int, sentence: str
) -> None:
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == status
    assert sentence in page.text
    assert len(titles(page)) == 4


def test_picks_stand_in_the_tray_and_lead_to_the_comparison(client: Client, shelf: None) -> None:
    make_place(code="US-CA", name="California")
    page = client.get(LIST + "?pick=dental-badge&pick=certified-paralegal&state=CA")
    address = "/certifications/compare/dental-badge-vs-certified-paralegal/?state=CA"
    assert page.context["tray_url"] == address
    assert "Compare 2 certifications" in page.text
    assert 'formaction="/certifications/compare/"' in page.text
    assert client.get(address).status_code == 200


def test_a_fifth_pick_is_refused(client: Client, shelf: None) -> None:
    make_certification(title="Fifth")
    slugs = ("dental-badge", "certified-paralegal", "a-new-york-license", "an-old-badge", "fifth")
    page = client.get(LIST + "?" + "&".join(f"pick={slug}" for slug in slugs))
    assert page.status_code == 422
    assert "You can compare up to 4 certifications. Remove one first." in page.text
    assert "Not picked: Fifth." in page.text


def test_htmx_gets_the_results_alone_and_takes_over_their_address(client: Client, shelf: None) -> None:
    part = client.get(LIST + "?kind=license&level=", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="results"' in part.text
    assert part["HX-Push-Url"] == "/certifications/?kind=license"
    assert part.context["live"] == "1 certification or license matches."


def test_an_empty_list_says_so(client: Client) -> None:
    assert "No certifications and licenses on file yet" in client.get(LIST).text
