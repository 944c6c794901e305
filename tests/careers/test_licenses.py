"""Where no rule of a state is on file, a role says what its own steps ask for by law."""

import pytest
from django.test import Client

from careers.models import Milestone, Route, RouteNeed
from roles.models import Role
from tests.factories import make_path, make_place, make_role, make_route, make_rule, make_source
from tests.reading import flat

pytestmark = pytest.mark.django_db
ASKED = "Every state asks for a license"
NURSE = "/roles/nurse/"


@pytest.fixture
def nurse() -> Role:
    """Each way to this role asks for a license, by law."""
    role: Role = make_role(title="Nurse")
    make_place()
    make_path(role=role)
    held = Milestone.objects.create(
        slug="nursing-license", title="License", step_title="Get a license", kind=Milestone.Kind.LICENSE
    )
    board = make_source(slug="board", title="The boards of nursing")
    Route.objects.create(slug="by-exam", reaches=held, title="Exam", strength="law", source=board)
    for route in Route.objects.filter(reaches__role=role):
        RouteNeed.objects.create(route=route, milestone=held)
    Route.objects.filter(reaches__role=role).update(strength="law")
    return role


@pytest.mark.usefixtures("nurse")
def test_it_says_that_every_state_asks_for_a_license_and_who_says_so(client: Client) -> None:
    text = flat(client.get(NURSE).text)
    assert f'<dd class="num">{ASKED}</dd>' in text
    assert f"<b>{ASKED}.</b>" in text
    assert "What each asks for is not on file. Ask the state agency that licenses jobs.</p>" in text
    assert "The boards of nursing</a>" in text
    assert "No state rule on file" not in text


@pytest.mark.usefixtures("nurse")
def test_of_the_state_that_is_chosen_it_says_that_its_rule_is_not_on_file(client: Client) -> None:
    make_place(code="US-OR", name="Oregon", kind="state")
    text = flat(client.get(f"{NURSE}?state=OR").text)
    assert ASKED in text
    assert "What Oregon asks for is not on file. Ask the state agency that licenses jobs in Oregon.</p>" in text


@pytest.mark.usefixtures("nurse")
def test_two_roles_side_by_side_say_so_too(client: Client) -> None:
    make_role(title="Aide")
    text = flat(client.get("/compare/nurse-vs-aide/").text)
    assert ASKED in text
    assert "No state rule on file" in text


def test_one_way_without_a_license_leaves_it_open(client: Client, nurse: Role) -> None:
    make_route(role=nurse, months=(1, 2))
    text = client.get(NURSE).text
    assert ASKED not in text
    assert "No state rule on file" in text


def test_employers_who_ask_for_it_make_no_law(client: Client, nurse: Role) -> None:
    Route.objects.filter(reaches__role=nurse).update(strength="employers")
    assert ASKED not in client.get(NURSE).text


def test_a_way_of_one_state_says_nothing_of_the_others(client: Client, nurse: Role) -> None:
    Route.objects.filter(reaches__role=nurse).update(place=make_place(code="US-OR", name="Oregon", kind="state"))
    assert ASKED not in client.get(NURSE).text


def test_a_rule_on_file_says_it_better(client: Client, nurse: Role) -> None:
    make_rule(role=nurse, place=make_place(), topic="license", answer="required", text="You need a license. Ask.")
    text = client.get(NURSE).text
    assert ASKED not in text
    assert "You need a license" in text
