"""Fields for the name of a role: what is typed is read as people mean it, wherever one is asked for."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_role
from tests.reading import flat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles() -> None:
    make_role(title="Legal assistant", titles=["Legal secretary", "Administrative assistant"])
    make_role(title="Office clerk", titles=["Administrative assistant"], field="office")
    make_role(title="Clinic manager", slug="medical-office-manager")


def picker(client: Client, *typed: str, **query: str):
    return client.get(reverse("careers:compare-picker", query={"role": typed, **query}))


@pytest.mark.parametrize(
    "typed",
    [
        ("Legal assistant", "Clinic manager"),
        ("legal ASSISTANT ", "medical-office-manager"),
        ("legal secretary", "Clinic manager"),
    ],
    ids=["titles", "any case, a slug", "another name"],
)
def test_a_name_leads_to_its_role(client: Client, typed: tuple[str, str]) -> None:
    address = "/compare/legal-assistant-vs-medical-office-manager/"
    assert picker(client, *typed)["Location"] == address
    move = reverse("careers:move-picker", query={"from": typed[0], "to": typed[1]})
    assert client.get(move)["Location"] == "/move/legal-assistant/medical-office-manager/"
    assert client.get("/plan/", {"to": typed[0]})["Location"] == "/plan/?to=legal-assistant"


def test_of_several_that_go_by_one_name_each_can_be_picked(client: Client) -> None:
    answer = picker(client, "Clinic manager", "Administrative assistant", show="differences")
    assert answer.status_code == 404
    text = flat(answer.text)
    assert '<a href="#r2">2 roles go by “administrative assistant”. Pick one.</a>' in text
    assert 'id="r2" name="role" value="administrative assistant"' in text
    kept = "role=medical-office-manager&amp;role={}&amp;show=differences"
    for slug, title in (("legal-assistant", "Legal assistant"), ("office-clerk", "Office clerk")):
        assert f'<a class="chip" href="/compare/?{kept.format(slug)}">{title}</a>' in text
    text = flat(client.get("/plan/", {"to": "administrative assistant"}).text)
    assert "2 roles go by “administrative assistant”. Pick one." in text
    assert '<a href="/plan/?to=office-clerk">office clerk</a>' in text


def test_a_slip_of_the_fingers_is_met_with_what_may_be_meant(client: Client) -> None:
    text = flat(picker(client, "Clinic manager", "legel assistent").text)
    assert "We know no role called “legel assistent”." in text
    assert (
        '<a class="chip" href="/compare/?role=medical-office-manager&amp;role=legal-assistant">Legal assistant' in text
    )
    text = flat(client.get(reverse("careers:move-picker", query={"from": "legel assistent", "to": "x"})).text)
    assert 'id="from" name="from" value="legel assistent"' in text
    assert '<a class="chip" href="/move/?from=Legal+assistant&amp;to=x">Legal assistant</a>' in text


def test_what_is_typed_is_no_markup(client: Client) -> None:
    assert "<script>alert" not in picker(client, '"><script>alert(1)</script>', "\0", "x" * 5000).text


def test_the_form_keeps_the_names_of_what_is_picked(client: Client) -> None:
    make_role(title="Typist", status="retired")
    text = flat(picker(client, "typist", "Legal assistant", edit="1").text)
    assert 'id="r1" name="role" value="Typist"' in text
    assert 'id="r2" name="role" value="Legal assistant"' in text
    assert "<option" not in text.partition("<main")[2].partition("</main>")[0]


def test_a_suggestion_can_be_filled_in(client: Client) -> None:
    def offered(**query: str) -> str:
        url = reverse("careers:suggest", query=query)
        return flat(client.get(url, headers={"HX-Request": "true"}).text)

    option = 'href="/roles/legal-assistant/" data-fill="Legal assistant"'
    assert option in offered(role="legal se", fill="1")
    assert "data-fill" not in offered(q="legal se")
