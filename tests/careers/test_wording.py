from __future__ import annotations

import pytest

from careers.cells import Range
from careers.wording import (
    amount_words,
    article,
    before_a_verb,
    counted,
    dollar_range,
    dollars,
    every,
    inside_sentence,
    joined,
    joined_first,
    listed,
    month_range,
    plain_name,
)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "Right away"),
        (0, 12, "0 to 12 months"),
        (1, 1, "1 month"),
        (3, 18, "3 to 18 months"),
        (12, 12, "1 year"),
        (12, 18, "12 to 18 months"),
        (12, 24, "1 to 2 years"),
        (0.2, 1, "0.2 to 1 month"),
        (19, 29, "19 to 29 months"),
        (23.96, 30.4, "24 to 30 months"),
        (0, 24, "0 to 2 years"),
        (24, 24, "2 years"),
        (6, 48, "6 months to 4 years"),
        (24, 66, "2 years to 5 years 6 months"),
        (21, 67, "21 months to 5 years 7 months"),
        (48, 48, "4 years"),
        (12, None, "At least 1 year"),
        (0, None, "Time not on file"),
    ],
)
def test_months_are_said_as_people_say_them(low: float, high: float | None, words: str) -> None:
    assert month_range(Range(low, high)) == words


def test_a_time_that_is_not_on_file_says_so() -> None:
    assert month_range(None) == "Time not on file"


def test_amounts_of_time_are_said_the_same_way_whatever_their_unit() -> None:
    assert [amount_words(amount, unit) for amount, unit in ((60, "months"), (5, "years"), (1.5, "years"))] == [
        "5 years",
        "5 years",
        "18 months",
    ]
    assert [every(months) for months in (1, 12, 18, 60)] == ["month", "year", "18 months", "5 years"]
    assert amount_words(45, "hours") == "45 hours"


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (Range(0, 0), "$0"),
        (Range(2880, 17800), "$2,880 to $17,800"),
        (Range(250, None), "At least $250"),
        (None, "Cost not on file"),
    ],
)
def test_costs_are_said_in_dollars(cost: Range | None, words: str) -> None:
    assert dollar_range(cost) == words


def test_cents_show_only_where_there_are_some() -> None:
    assert dollars(61010) == "$61,010"
    assert dollars(30.24) == "$30.24"


def test_lists_end_with_and() -> None:
    assert [joined(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_a_name_with_an_and_of_its_own_stands_apart():
    assert joined(["tax examiner and collector", "notary"]) == "tax examiner and collector, and notary"
    assert joined(["a and b", "c"], last="or") == "a and b or c"


def test_of_a_long_list_the_first_are_said_and_how_many_more_there_are():
    assert [joined_first(list(words), 2) for words in ("abc", "abcd")] == ["a, b and c", "a, b and 2 more"]


def test_counts_have_their_plural() -> None:
    assert counted(1, "duty", "duties") == "1 duty"
    assert counted(4, "duty", "duties") == "4 duties"
    assert counted(2, "row") == "2 rows"


def test_articles_follow_the_sound() -> None:
    assert article("paralegal") == "a paralegal"
    assert article("immigration paralegal") == "an immigration paralegal"
    assert article("engineer (other kinds)") == "an engineer (other kinds)"
    assert article("urologist") == "a urologist"
    assert article("usher") == "an usher"
    assert article("infantry officer") == "an infantry officer"


def test_abbreviations_keep_their_capitals_inside_a_sentence() -> None:
    assert inside_sentence("Legal assistant") == "legal assistant"
    assert inside_sentence("MRI technician") == "MRI technician"
    assert inside_sentence("X-ray safety") == "X-ray safety"
    assert inside_sentence("A test") == "a test"


@pytest.mark.parametrize(
    "name",
    [
        "NALA",
        "California",
        "New York asks for it",
        "English as a second language",
        "Certified Paralegal (CP)",
        "Doctor of Pharmacy degree",
        "Level II certificate",
        "ParaPro test",
        "",
    ],
)
def test_names_keep_their_capitals_inside_a_sentence(name: str) -> None:
    assert inside_sentence(name) == name


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("The ParaPro test", "the ParaPro test"),
        ("Work that Oregon counts", "work that Oregon counts"),
        ("Program that the American Bar Association approves", "program that the American Bar Association approves"),
        ("In California", "in California"),
        ("Earn the Initial certificate", "earn the Initial certificate"),
        ("Washing dishes", "washing dishes"),
    ],
)
def test_names_further_on_do_not_save_the_first_capital(words: str, inside: str) -> None:
    assert inside_sentence(words) == inside


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Accounting Associate", "accounting associate"),
        ("CNC Operator", "CNC operator"),
        ("C Developer", "C developer"),
        ("Spanish Teacher", "Spanish teacher"),
        ("Sunday School Teacher", "Sunday school teacher"),
        ("RN (Registered Nurse)", "RN (registered nurse)"),
        ("eLearning Designer", "eLearning designer"),
        ("Nurse's Aide", "nurse's aide"),
        ("dental nurse", "dental nurse"),
        ("", ""),
    ],
)
def test_a_name_in_title_case_is_put_into_a_sentence(name, plain):
    assert plain_name(name) == plain


def test_names_that_have_a_comma_of_their_own_are_parted_by_semicolons():
    assert listed(["cook", "baker"]) == "cook, baker"
    assert listed(["Math, General", "Physics"]) == "Math, General; Physics"


def test_a_comma_in_a_name_is_closed_before_a_verb():
    assert before_a_verb("cook, fast food") == "cook, fast food,"
    assert before_a_verb("actor") == "actor"
    assert before_a_verb("court, municipal, and license clerk") == "court, municipal, and license clerk"


def test_who_teaches_after_high_school_is_named_as_people_say_it():
    assert inside_sentence("History teacher, postsecondary") == "postsecondary history teacher"
    assert article(inside_sentence("Education teacher, postsecondary")) == "a postsecondary education teacher"
