from pathlib import Path

import pytest
from django.db import transaction

from careers import content
from sources.content import content_files
from sources.models import DataVersion, LoadedRow

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parents[2] / "fixtures"
NAMES = [path.relative_to(FOLDER).as_posix() for path in content_files(FOLDER)]


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker):
    """The shipped content, loaded once for all tests of this module, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield content.load(FOLDER)
        transaction.set_rollback(True)


def changes(report):
    return [*report.created, *report.updated, *report.removed, *report.conflicts]


def test_it_loads_into_an_empty_database_without_conflicts(shipped):
    assert len(shipped.created) == LoadedRow.objects.count() > 0
    assert shipped.conflicts == []


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_loaded(name):
    assert LoadedRow.objects.filter(document=name).exists()


def test_loading_it_again_changes_nothing():
    before = DataVersion.objects.current()
    assert changes(content.load(FOLDER)) == []
    assert DataVersion.objects.current() == before


def test_writing_it_back_leaves_every_file_as_it_is(tmp_path):
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((FOLDER / name).read_bytes())
    assert content.dump(tmp_path).same == sorted(NAMES)


def test_written_anew_it_loads_to_the_same(tmp_path):
    content.dump(tmp_path)
    assert changes(content.load(tmp_path)) == []
