"""Templates are indented and in pieces for those who read them, and read at once without either."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine
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


def test_lines_that_show_nothing_leave_no_line_behind(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "{% load static %}\n{# why #}\n<ul>\n\n  {% for word in words %}\n    <li>{{ word }}</li>\n"
        '  {% empty %}\n    <li>None</li>\n  {% endfor %}\n</ul>\n{% include "piece.html" %}\n<p>end'
    )
    (tmp_path / "piece.html").write_text(
        "{% comment %}What\nand why{% endcomment %}\n{% if words %}\n  <b>\n{% endif %}\n"
    )
    engine = Engine(loaders=[("config.loader.Loader", [tmp_path])], libraries={"static": "django.templatetags.static"})
    page = engine.get_template("page.html")
    assert page.render(Context({"words": ["a", "b"]})) == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<b>\n<p>end"
    assert page.render(Context()) == "<ul>\n<li>None</li>\n</ul>\n<p>end"


OPENS = {"if", "for", "with", "block", "partialdef"}
PARTS = {"elif", "else", "empty"}
ENDS = {f"end{name}" for name in OPENS}
TAG = re.compile(r"\{% (\w+).*?%\}")


def test_what_begins_with_a_line_to_itself_ends_with_one() -> None:
    """Else the end of that line, which goes, would be all that parts two words: `<a>it</a>{% if more %}` and so on."""
    mixed = []
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        open_: list[bool] = []
        text = path.read_text()
        for tag in TAG.finditer(text):
            line = text[text.rfind("\n", 0, tag.start()) + 1 :].partition("\n")[0]
            alone = line.strip() == tag[0]
            if tag[1] in OPENS:
                open_.append(alone)
            elif (tag[1] in PARTS and open_[-1] != alone) or (tag[1] in ENDS and open_.pop() != alone):
                mixed.append(f"{path.name}: {line.strip()}")
    assert mixed == []
