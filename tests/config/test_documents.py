"""What the README and its neighbors say is so."""

import re
from pathlib import Path

import pytest

from benchmarks.__main__ import FULL_SIZE, SMALL

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE.md", "benchmarks/README.md", "fixtures/README.md"]


@pytest.fixture
def asked_for(project: Path) -> set[str]:
    """Every environment variable that the settings read."""
    code = (project / "config/settings.py").read_text()
    return set(re.findall(r'(?:env\.\w+|environ\.get|yes_or_no)\(\s*"([A-Z_]+)"', code))


@pytest.fixture
def table(project: Path) -> dict[str, str]:
    """The settings of the README with their defaults."""
    text = (project / "README.md").read_text()
    return dict(re.findall(r"^\| `([A-Z_]+)` \| `?([^|`]+?)`? ", text, flags=re.MULTILINE))


def test_the_readme_and_the_example_list_every_setting_and_no_other(project: Path, asked_for, table):
    example = set(re.findall(r"^#([A-Z_]+)=", (project / ".env.example").read_text(), flags=re.MULTILINE))
    assert set(table) == asked_for
    assert example == asked_for


def test_the_readme_and_the_example_give_the_same_defaults(project: Path, table):
    example = dict(re.findall(r"^#([A-Z_]+)=(.+)$", (project / ".env.example").read_text(), flags=re.MULTILINE))
    assert {name: table[name] for name in example} == example


def test_the_readme_begins_with_the_two_commands(project: Path):
    lines = [line for line in (project / "README.md").read_text().splitlines() if line]
    assert lines[0].startswith("# ")
    assert [line.split("  ")[0] for line in lines[3:5]] == ["make run", "make test"]


def test_the_makefile_knows_every_command_that_is_named(project: Path):
    targets = set(re.findall(r"^([a-z-]+):", (project / "Makefile").read_text(), flags=re.MULTILINE))
    for name in DOCUMENTS:
        named = set(re.findall(r"(?:^ *|`|=FOLDER )make ([a-z-]+)", (project / name).read_text(), flags=re.MULTILINE))
        assert named <= targets, name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_points_at_a_file_that_is_not_there(project: Path, name: str):
    text = (project / name).read_text()
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    folders = [word for word in re.findall(r"`([\w./-]+/)`", text) if not word.startswith("/")]
    here = (project / name).parent
    assert [path for path in links + folders if not (here / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_names_a_module_that_is_not_there(project: Path, name: str):
    rooms = (folder for folder in project.iterdir() if folder.is_dir() and not folder.name.startswith("."))
    modules = {path.as_posix() for room in rooms for path in room.rglob("*.py")}
    named = re.findall(r"`([\w./-]+\.py)`", (project / name).read_text())
    assert [module for module in named if not any(path.endswith(f"/{module}") for path in modules)] == []


def test_each_measurement_is_told_of_where_one_reads_how_to_read_it(project: Path):
    told = re.findall(r"^\| `(\w+)` \|", (project / "benchmarks/README.md").read_text(), flags=re.MULTILINE)
    assert told == [*SMALL, *FULL_SIZE]


def test_the_picture_is_small(project: Path):
    assert (project / "docs/pathside.png").stat().st_size < 200_000


def test_fonts_lie_beside_their_licenses(project: Path):
    fonts = list(project.glob("static/fonts/*.woff2"))
    assert fonts
    for font in fonts:
        family = re.sub(r"-latin.*", "", font.stem)
        assert "SIL Open Font License" in (font.parent / f"{family}-LICENSE.txt").read_text()
