"""What an address, or the planner's form, says of somebody."""

from __future__ import annotations

from math import inf

import pytest
from django.http import QueryDict

from careers.planning import MilestoneFacts, PathGraph
from careers.views.answers import BUDGET_ERROR, HOURS_ERROR, answers, number

GRAPH = PathGraph(
    {
        "diploma": MilestoneFacts("diploma", "High school diploma"),
        "office": MilestoneFacts("office", "Law office work", kind="experience", unit="years"),
        "college": MilestoneFacts("college", "College credits", unit="credits"),
    },
    (),
    usual=("diploma",),
)


def told(query: str):
    return answers(QueryDict(query), GRAPH)


@pytest.mark.parametrize(
    ("query", "held"),
    [
        ("", None),
        ("have=", None),
        ("have=nothing", {}),
        ("have=diploma", {"diploma": inf}),
        ("have=DIPLOMA&have=office:1.5", {"diploma": inf, "office": 1.5}),
        ("have=office", {"office": inf}),
        ("have=office:0&have=nothing", {}),
        ("have=diploma:3", {"diploma": inf}),
        ("have=nothing&have=diploma&amount-office=2&amount-college=&other=", {"diploma": inf, "office": 2.0}),
        ("have=office:1&have=office:3", {"office": 3.0}),
        ("amount-college=1,200", {"college": 1200.0}),
    ],
)
def test_what_somebody_has(query, held):
    assert told(query).having.amounts == held
    assert told(query).errors == ()


def test_who_says_nothing_has_what_is_usual():
    assert told("").having.or_usual(GRAPH) == {"diploma": inf}
    assert told("have=nothing").having.or_usual(GRAPH) == {}


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("have=spaceship", "We do not know what “spaceship” is"),
        ("have=nothing&have=diploma", "You chose “nothing” and something."),
        ("have=office:1&have=office:3", "two amounts for law office work. We count 3 years."),
        ("&".join(f"have=odd-{n}" for n in range(200)), "197 more in the address"),
    ],
)
def test_what_cannot_be_followed_is_said(query, note):
    assert any(note in words for words in told(query).notes)


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("amount-office=two", "amount-office", "Law office work: enter a number of years, like 2."),
        ("have=college:-3", "amount-college", "College credits: enter a number of credits, like 30."),
        ("have=office:1e9", "amount-office", "Law office work: enter a number of years, like 2."),
        ("hours=0", "other", HOURS_ERROR),
        ("hours=500", "other", HOURS_ERROR),
        ("hours=other&other=", "other", HOURS_ERROR),
        ("hours=other&other=nan", "other", HOURS_ERROR),
        ("budget=-5", "budget", BUDGET_ERROR),
        ("budget=a%20lot", "budget", BUDGET_ERROR),
        ("budget=%00", "budget", BUDGET_ERROR),
        ("budget=" + "9" * 400, "budget", BUDGET_ERROR),
    ],
)
def test_what_is_no_number_is_an_error_at_its_field(query, field, words):
    assert told(query).errors == ((field, words),)


def test_what_was_typed_is_kept():
    assert told("amount-office=two").typed["amount-office"] == "two"
    assert told("hours=500").typed["other"] == "500"


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ("have=nothing&have=diploma&amount-office=2&hours=40&other=&budget=", ["diploma", "office:2"]),
        ("have=nothing&hours=40&other=&budget=", ["nothing"]),
    ],
)
def test_the_form_and_the_address_say_the_same(form, address):
    assert told(form).is_from_form
    assert [value for name, value in told(form).query] == address


def test_other_hours_and_a_budget_stand_in_the_address():
    assert told("hours=other&other=25&budget=$6,000").query == [("hours", "25"), ("budget", "6000")]
    assert told("hours=10&other=25").query == [("hours", "10")]  # what is chosen counts


@pytest.mark.parametrize(
    ("typed", "found"),
    [("18", 18), ("1.5", 1.5), ("$6,000", 6000), ("$ 5", 5), (" 7 ", 7), ("0", 0)]
    + [(odd, None) for odd in ("", "-1", "1,5", "1e3", "inf", "ten", "١", "<b>", "1.234")],
)
def test_numbers_as_people_type_them(typed, found):
    assert number(typed) == found
