import pytest

from sources.models import DataVersion, Place
from sources.versioning import changed, one_bump

pytestmark = pytest.mark.django_db


def test_every_save_and_deletion_moves_the_version():
    place = Place.objects.create(code="US", name="United States", kind="country")
    assert DataVersion.objects.current() == 1
    place.save()
    place.delete()
    assert DataVersion.objects.current() == 3


def test_many_changes_count_as_one():
    with one_bump():
        Place.objects.create(code="US", name="United States", kind="country")
        with one_bump():
            Place.objects.create(code="US-NY", name="New York", kind="state")
        changed()
    assert DataVersion.objects.current() == 1


def test_no_change_moves_nothing():
    with one_bump():
        list(Place.objects.all())
    assert DataVersion.objects.current() == 0


def test_what_failed_moves_nothing():
    def fail():
        with one_bump():
            changed()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert DataVersion.objects.current() == 0
