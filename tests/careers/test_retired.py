"""A retired role keeps its addresses, says what became of it, and is offered nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from roles.models import Role
from tests.factories import make_confusion, make_path, make_place, make_role, retire
from tests.reading import flat

pytestmark = pytest.mark.django_db

SAID = 'has been retired. See <a href="/roles/legal-assistant/{state}">Legal assistant</a> instead.'


@pytest.fixture
def retired() -> Role:
    """A retired role that shares its duties, its steps and a view on names with others."""
    new = make_role(title="Legal assistant", duties=["File papers"])
    make_role(title="Paralegal", duties=["File papers"], months=(1, 2))
    old = make_role(title="Legal secretary", duties=["File papers", "Type letters"], titles=["Law typist"])
    make_path(role=old)
    make_confusion(role=old, other=new)
    retire(old, replaced_by=new)
    return old


@pytest.mark.parametrize("state", ["", "?state=CA"])
@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("/roles/legal-secretary/", "This role"),
        ("/roles/legal-secretary/how-to-become/", "This role"),
        ("/compare/legal-secretary-vs-paralegal/", "Legal secretary"),
        ("/compare/legal-assistant-vs-legal-secretary-vs-paralegal/", "Legal secretary"),
        ("/plan/?to=legal-secretary", "Legal secretary"),
    ],
    ids=["role", "path", "pair", "three", "plan"],
)
def test_its_pages_say_so_and_lead_to_the_successor(
    client: Client, retired: Role, address: str, who: str, state: str
) -> None:
    make_place(code="US-CA")
    page = client.get(address + (state.replace("?", "&") if "?" in address else state))
    assert page.status_code == 200
    assert f"{who} {SAID.format(state=state)}" in flat(page.text)
    assert page.text.count("has been retired") == 1


def test_the_planner_does_not_call_steps_to_a_retired_role_missing(client: Client) -> None:
    make_role(title="Typist", status="retired")
    page = flat(client.get("/plan/?to=typist").text)
    assert "No steps are kept for retired roles." in page
    assert "That does not mean there are none" not in page


def test_a_page_of_others_says_nothing_of_it(client: Client, retired: Role) -> None:
    assert "retired" not in client.get("/compare/legal-assistant-vs-paralegal/").text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/roles/",
        "/roles/?q=legal",
        "/roles/?q=law+typist",
        "/compare/?role=paralegal",
        "/roles/paralegal/",
        "/roles/legal-secretery/",
    ],
)
def test_no_list_and_no_search_offers_it(client: Client, retired: Role, address: str) -> None:
    page = client.get(address)
    assert page.status_code in (200, 404)
    assert "/roles/legal-secretary/" not in page.text
    assert 'value="legal-secretary"' not in page.text


def test_without_a_successor_it_only_says_so(client: Client, retired: Role) -> None:
    Role.objects.filter(pk=retired.pk).update(replaced_by=None)
    page = flat(client.get("/roles/legal-secretary/").text)
    assert "This role has been retired. Its facts stay as they were." in page


def test_steps_that_were_worked_out_for_it_are_not_said_to_come(client: Client) -> None:
    make_role(title="Typist", status="retired")
    page = client.get("/roles/typist/how-to-become/").text
    assert "None are kept for a role" in page
    assert "Not on file yet" not in page


def test_its_facts_are_still_there_to_compare(client: Client, retired: Role) -> None:
    page = client.get("/compare/legal-secretary-vs-paralegal/").text
    assert "File papers" in page
    assert "Type letters" in page
