from datetime import date

import pytest

from careers.facts.remembered import MOST, kept
from sources.models import DataVersion

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_an_answer_is_made_once_until_content_or_the_day_moves() -> None:
    made: list[str] = []

    def answer(day: date = TODAY) -> None:
        kept("lists", day, lambda: made.append("made"))

    answer()
    answer()
    assert len(made) == 1
    DataVersion.objects.bump()
    answer()
    assert len(made) == 2
    answer(date(2026, 11, 23))
    assert len(made) == 3


def test_of_one_subject_the_answers_that_were_asked_for_last_are_kept() -> None:
    def ask(about: int) -> list[str]:
        made: list[str] = []
        kept("lists", TODAY, lambda: made.append("made"), about=about)
        return made

    for about in range(MOST):
        ask(about)
    ask(0)
    assert ask(MOST) == ["made"]
    assert ask(0) == []
    assert ask(1) == ["made"]
