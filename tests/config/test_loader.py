"""Templates are indented for those who read them, and sent without it."""

import pytest
from django.template.loader import render_to_string
from django.test import Client


@pytest.mark.django_db
def test_pages_go_out_without_the_indentation_of_their_templates(client: Client) -> None:
    assert not [line for line in client.get("/").text.splitlines() if line.startswith(" ")]


def test_words_on_two_lines_stay_two_words() -> None:
    page = render_to_string("careers/_retired.html", {"who": "This role"})
    assert " ".join(page.split()).endswith("This role has been retired. Its facts stay as they were. </p>")
