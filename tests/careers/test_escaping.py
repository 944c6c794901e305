"""No words of ours or of anybody's become markup."""

import html

import pytest

from careers.escaping import escape


@pytest.mark.parametrize("sign", list("&<>\"'"))
def test_each_sign_that_html_reads_is_taken_for_itself(sign):
    assert escape(f"before{sign}after") == html.escape(f"before{sign}after")
    assert sign not in escape(sign).removeprefix("&")


def test_words_without_such_signs_stay_as_they_are():
    assert escape("Plan, write and file: 100% of it – always’s") == "Plan, write and file: 100% of it – always’s"
