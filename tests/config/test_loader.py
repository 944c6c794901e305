"""Templates are indented and in pieces for those who read them, and read at once without either."""

from pathlib import Path

import pytest
from django.template import Engine
from django.template.loader import render_to_string
from django.test import Client

from config.loader import Loader


@pytest.mark.django_db
def test_pages_go_out_without_the_indentation_of_their_templates(client: Client) -> None:
    assert not [line for line in client.get("/").text.splitlines() if line.startswith(" ")]


def test_a_piece_that_is_handed_nothing_is_read_with_what_shows_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<p>{% include "piece.html" %}</p>{% include "other.html" with a=1 %}')
    (tmp_path / "piece.html").write_text('<b>\n  {% include "inner.html" %}{% include "nowhere.html" %}</b>')
    (tmp_path / "inner.html").write_text("{{ words }}")
    loader = Loader(Engine(), dirs=[tmp_path])
    (origin,) = loader.get_template_sources("page.html")
    assert loader.get_contents(origin) == (
        '<p><b>\n{{ words }}{% include "nowhere.html" %}</b></p>{% include "other.html" with a=1 %}'
    )


def test_words_on_two_lines_stay_two_words() -> None:
    page = render_to_string("careers/_retired.html", {"who": "This role"})
    assert " ".join(page.split()).endswith("This role has been retired. Its facts stay as they were. </p>")
