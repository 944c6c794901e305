import pytest


@pytest.fixture
def major_groups() -> None:
    """The two groups of occupations that the made-up release tells of, each with its field, and the country."""
    from roles.models import MajorGroup  # not before the settings are there
    from tests.factories import make_field, make_place

    for code in ("23", "43"):
        field = make_field(slug=f"group-{code}", title=code)
        MajorGroup.objects.create(code=code, title=code, field=field)
    make_place()
