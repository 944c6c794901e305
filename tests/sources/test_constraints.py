import pytest
from django.db.models import Exists, F, Q
from django.db.models.functions import Length

from roles.models import Role
from sources.constraints import _fields_in


def test_the_fields_of_a_condition_are_found_however_deep():
    condition = Q(a=1) | (Q(b__isnull=True) & ~Q(c__lte=F("d")))
    assert _fields_in(condition) == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    "condition", [Exists(Role.objects.all()), Q(a=1) & Q(Exists(Role.objects.all())), Q(a__lt=Length("b"))]
)
def test_a_condition_that_cannot_be_read_is_an_error(condition):
    with pytest.raises(TypeError, match="teach"):
        _fields_in(condition)
