from __future__ import annotations

import pytest

from careers.cells import Range
from careers.wording import article, counted, dollar_range, dollars, inside_sentence, joined, month_range


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "0 months"),
        (0, 12, "0 to 12 months"),
        (1, 1, "1 month"),
        (3, 18, "3 to 18 months"),
        (24, 24, "24 months"),
        (6, 48, "6 months to 4 years"),
        (24, 66, "2 to 5.5 years"),
        (48, 48, "4 years"),
        (12, None, "At least 12 months"),
        (0, None, "Time not on file"),
    ],
)
def test_months_are_said_as_people_say_them(low: float, high: float | None, words: str) -> None:
    assert month_range(Range(low, high)) == words


def test_a_time_that_is_not_on_file_says_so() -> None:
    assert month_range(None) == "Time not on file"


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


def test_counts_have_their_plural() -> None:
    assert counted(1, "duty", "duties") == "1 duty"
    assert counted(4, "duty", "duties") == "4 duties"
    assert counted(2, "row") == "2 rows"


def test_articles_follow_the_sound() -> None:
    assert article("paralegal") == "a paralegal"
    assert article("immigration paralegal") == "an immigration paralegal"


def test_abbreviations_keep_their_capitals_inside_a_sentence() -> None:
    assert inside_sentence("Legal assistant") == "legal assistant"
    assert inside_sentence("MRI technician") == "MRI technician"
    assert inside_sentence("X-ray safety") == "X-ray safety"
    assert inside_sentence("A test") == "a test"
