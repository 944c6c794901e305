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


def test_every_stylesheet_and_script_of_ours_is_listed(project):
    own = {str(path.relative_to(project / "static")) for path in project.glob("static/[cj]s*/*.[cj]s*")}
    assert own <= {*assets.STYLES, *assets.SCRIPTS}
    assert all(find(name) for name in [*assets.STYLES, *assets.SCRIPTS])


@pytest.mark.parametrize("joined", [assets.JOINED_STYLES, assets.JOINED_SCRIPTS])
def test_what_every_page_needs_is_one_compressed_file(collected, joined):
    name = Path(joined)
    (made,) = collected.glob(f"{name.parent}/{name.stem}.*{name.suffix}.br")
    assert made.stat().st_size < 18_000


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
    assert all(f'src="{static(name)}" defer' in page for name in assets.SCRIPTS)


def test_squeezed_styles_choose_the_same_elements():
    css = ".rows :is(th, td) { color: light-dark(#000, #fff); }\n/* why */ a::after { content: 'a ; b: c' }"
    squeezed = squeezed_styles(css)
    assert ".rows :is(th,td){" in squeezed
    assert "light-dark(#000,#fff)" in squeezed
    assert '"a ; b: c"' in squeezed
    assert "why" not in squeezed
