"""Pay of one place or another: which figure is used, that it names its place, and that no two places are compared."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from careers.rolefacts import PayFacts, in_one_place
from roles.models import PERCENTILES, Role
from tests.careers.test_facts import NOTHING_PUBLISHED, facts_of
from tests.factories import make_pay, make_place, make_role
from tests.reading import flat

pytestmark = pytest.mark.django_db

NO_MIDDLE = {"p50": None, "p50_cell": "withheld"}
TOP = dict.fromkeys(PERCENTILES, 239_200) | {f"{name}_cell": "top" for name in PERCENTILES}


def paid(title: str, **values: Any) -> Role:
    """A role with pay for the country, or for what the values say."""
    role = make_role(title=title)
    make_pay(role=role, **values)
    return role


def paid_in(role: Role, code: str, middle: int, **values: Any) -> None:
    place = make_place(code=f"US-{code}", name={"NY": "New York", "WY": "Wyoming"}[code])
    make_pay(role=role, middle=middle, place=place, **values)


@pytest.fixture
def nurse(db: None) -> Role:
    """Paid in the country, in New York and in Wyoming."""
    role = paid("Nurse", middle=97_000)
    paid_in(role, "NY", 109_000)
    paid_in(role, "WY", 83_000)
    return role


@pytest.fixture
def healer(db: None) -> Role:
    """Paid in the country and in New York; Wyoming has no row."""
    role = paid("Healer", middle=76_000)
    paid_in(role, "NY", 80_000)
    return role


def pay_of(role: Role, place: str = "US") -> PayFacts:
    found = facts_of(role, place).pay
    assert found
    return found


# Which figure ----------------------------------------------------------------------------------------------


def test_the_figure_of_the_state_is_used_and_named(nurse: Role) -> None:
    pay = pay_of(nurse, "US-NY")
    assert (pay.p50, pay.of_place) == (109_000, "In New York")


def test_no_place_is_named_where_no_state_is_chosen(nurse: Role) -> None:
    pay = pay_of(nurse)
    assert (pay.p50, pay.of_place, pay.cell.context) == (97_000, "", "Most earn $63,050 to $155,200")


@pytest.mark.usefixtures("nurse")
def test_where_the_state_has_none_the_countrys_says_so(healer: Role) -> None:
    pay = pay_of(healer, "US-WY")
    assert (pay.p50, pay.of_place) == (76_000, "In the whole country: none on file for Wyoming")


@pytest.mark.parametrize("cells", [NO_MIDDLE, NOTHING_PUBLISHED], ids=["no middle", "nothing"])
def test_a_state_that_publishes_no_middle_does_not_hide_the_countrys(healer: Role, cells: dict[str, Any]) -> None:
    paid_in(healer, "WY", 50_000, **cells)
    pay = pay_of(healer, "US-WY")
    assert (pay.p50, pay.of_place) == (76_000, "In the whole country: not published for Wyoming")


def test_what_is_published_nowhere_is_not_published(client: Client) -> None:
    paid("Nurse", **NOTHING_PUBLISHED)
    assert "<dd>Not published</dd>" in client.get("/roles/nurse/").text.replace(' class="num"', "")


def test_pay_by_the_hour_is_used_where_no_other_is_on_file(client: Client) -> None:
    role = make_role(title="Actor")
    make_pay(role=role, middle=30, per="hour")
    pay = pay_of(role)
    assert (pay.cell.value, pay.most) == ("$30 an hour", "Most earn $20 to $48")
    text = flat(client.get("/roles/actor/").text)
    assert "Middle pay, an hour" in text
    assert "$30 an hour" in flat(client.get("/roles/").text)


def test_pay_by_the_year_comes_before_pay_by_the_hour_of_a_nearer_place(healer: Role) -> None:
    paid_in(healer, "WY", 37, per="hour")
    assert pay_of(healer, "US-WY").cell.value == "$76,000 a year"


def test_pay_that_is_or_more_at_both_ends_is_said_once(client: Client) -> None:
    paid("Surgeon", **TOP)
    text = flat(client.get("/roles/surgeon/").text)
    assert "Most earn $239,200 or more a year." in text
    assert "That is from the low 10%" not in text
    assert "$239,200 or more to" not in text


# Where it is told ------------------------------------------------------------------------------------------


def test_the_page_of_a_role_names_the_place_of_its_pay(client: Client, nurse: Role, healer: Role) -> None:
    text = flat(client.get("/roles/nurse/?state=NY").text)
    assert "<h2>Pay in New York</h2>" in text
    assert "a year in New York," in text
    text = flat(client.get("/roles/healer/?state=WY").text)
    assert "<h2>Pay in the whole country</h2>" in text
    assert "None on file for Wyoming." in text
    assert "<h2>Pay</h2>" in client.get("/roles/nurse/").text


def test_the_list_marks_pay_of_the_whole_country(client: Client, nurse: Role, healer: Role) -> None:
    text = flat(client.get("/roles/?state=WY").text)
    assert "$83,000" in text
    assert "$76,000, whole country" in text
    assert text.count(", whole country") == 1
    assert "“Whole country”: none on file for Wyoming" in text
    assert "hole country”" not in client.get("/roles/?state=NY").text


def test_by_pay_the_figures_of_the_state_come_before_those_of_the_country(
    client: Client, nurse: Role, healer: Role
) -> None:
    rich = paid("Surgeon", middle=230_000)
    found = client.get("/roles/?state=WY&sort=pay").context["results"]
    assert [result.line.slug for result in found] == ["nurse", rich.slug, "healer"]


def test_a_withheld_middle_of_the_state_does_not_take_a_role_out_of_its_band(client: Client, healer: Role) -> None:
    paid_in(healer, "WY", 50_000, **NO_MIDDLE)
    assert "Healer" in client.get("/roles/?state=WY&pay=60k-to-80k").text


def test_the_home_page_draws_pay_of_one_place(client: Client, nurse: Role, healer: Role) -> None:
    page = client.get("/?state=WY")
    assert [row.line.slug for row in page.context["paid"]] == ["nurse"]
    assert "Pay at a glance in Wyoming" in flat(page.text)
    assert [row.line.slug for row in client.get("/").context["paid"]] == ["nurse", "healer"]


def test_the_figures_of_a_code_name_the_place_of_each_table(client: Client, nurse: Role) -> None:
    code = nurse.codes.get().occupation.code
    groups = client.get(f"/figures/{code}/?state=NY").context["found"][0].groups
    assert [group.title for group in groups] == ["Pay a year in New York", "Pay a year in the whole country"]
    assert [group.title for group in client.get(f"/figures/{code}/").context["found"][0].groups] == ["Pay a year"]


# Compared --------------------------------------------------------------------------------------------------


def test_two_roles_are_compared_in_the_state_where_both_have_pay(client: Client, nurse: Role, healer: Role) -> None:
    page = client.get("/compare/nurse-vs-healer/?state=NY")
    assert page.context["pay_line"].startswith("A typical nurse earns $29,000 more a year in New York than a typical ")
    assert "Pay in New York</h2>" in page.text


def test_two_roles_are_compared_in_the_country_where_the_state_has_pay_of_one(
    client: Client, nurse: Role, healer: Role
) -> None:
    page = client.get("/compare/healer-vs-nurse/?state=WY")
    said = "A typical nurse earns $21,000 more a year in the whole country"
    assert page.context["pay_line"].startswith(f"{said} than")
    assert said in page.context["finding"]
    (row,) = (row for row in page.context["comparison"].traits if row.slug == "pay")
    assert [cell.value for cell in row.cells] == ["$76,000 a year", "$97,000 a year"]
    assert [line.role.pay.p50 for line in page.context["pay_lines"]] == [76_000, 97_000]
    assert page.text.count("<span>None on file for Wyoming</span>") == 1


def test_pay_by_the_hour_is_compared_by_the_hour(client: Client, healer: Role) -> None:
    make_pay(role=healer, middle=37, per="hour")
    make_pay(role=make_role(title="Actor"), middle=30, per="hour")
    page = client.get("/compare/healer-vs-actor/")
    assert page.context["pay_line"].startswith("A typical healer earns $7 more an hour than a typical actor.")
    assert "Middle pay, an hour" in page.text


def test_pay_that_no_place_and_no_time_make_alike_is_not_compared(client: Client, nurse: Role) -> None:
    make_pay(role=make_role(title="Actor"), middle=30, per="hour")
    page = client.get("/compare/nurse-vs-actor/")
    assert page.context["whole"].finding.pay is None
    assert "we do not compare them" in page.context["pay_line"]
    assert "earns" not in page.context["finding"]
    assert [line.plot for line in page.context["pay_lines"]] == [None, None]
    assert "$30 <small>an hour</small>" in page.text


def test_pay_of_one_role_alone_stays_that_of_the_state(nurse: Role) -> None:
    pay = pay_of(nurse, "US-NY")
    assert in_one_place([pay, None]) == (pay, None)
    assert in_one_place([None, None]) == (None, None)
