"""What is made of the static files when they are collected."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.templatetags.static import static
from django.test import override_settings

from careers import assets
from config.storage import squeezed_styles


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """The folder after `collectstatic`, without what only the admin uses."""
    folder = tmp_path_factory.mktemp("static")
    storages = {"staticfiles": {"BACKEND": "config.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin*"])
    return folder


# What a page fetches when somebody reaches for a control that needs it.
LATE = ["js/swaps.js", "js/combobox.js", "django_htmx/htmx-2.min.js"]


def test_every_stylesheet_is_listed_and_one_script_is_part_of_a_first_view(project):
    own = {str(path.relative_to(project / "static")) for path in project.glob("static/[cj]s*/*.[cj]s*")}
    assert own == {*assets.STYLES, "js/pathside.js", "js/swaps.js", "js/combobox.js", "js/ticks.js"}
    assert all(find(name) for name in assets.STYLES)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("css/pathside.*.css", 12_000),
        ("js/pathside.*.js", 3_000),
        ("js/swaps.*.js", 1_500),
        ("js/ticks.*.js", 600),
        ("js/combobox.*.js", 1_500),
        ("django_htmx/htmx-2.min.*.js", 15_500),
    ],
    ids=["styles", "our script", "swaps", "ticks", "combobox", "htmx"],
)
def test_what_readers_get_is_squeezed_as_far_as_it_goes(collected, name, limit):
    (made,) = collected.glob(f"{name}.br")
    assert made.stat().st_size < limit


def test_the_joined_styles_keep_the_order_of_the_layers_and_find_the_fonts(collected):
    (made,) = (path for path in collected.glob("css/pathside.*.css"))
    css = made.read_text()
    assert css.startswith("@layer reset,")
    fonts = {path.name for path in collected.glob("fonts/*.woff2")}
    assert len(fonts) == 2
    assert all(font in css for font in fonts)


def test_pages_name_the_files_as_they_lie_where_nothing_was_collected(client, db):
    page = client.get("/no/such/page/").text
    assert all(f'href="{static(name)}"' in page for name in assets.STYLES)
    assert f'src="{static("js/pathside.js")}" data-late="{" ".join(map(static, LATE))}"' in page


def test_squeezed_styles_choose_the_same_elements():
    css = ".rows :is(th, td) { color: light-dark(#000, #fff); }\n/* why */ a::after { content: 'a ; b: c' }"
    squeezed = squeezed_styles(css)
    assert ".rows :is(th,td){" in squeezed
    assert "light-dark(#000,#fff)" in squeezed
    assert '"a ; b: c"' in squeezed
    assert "why" not in squeezed
