"""A renamed slug leaves a redirect, and only then."""

import pytest

from roles.models import Role
from sources.models import RenamedSlug
from tests.admin.rows import make_role

pytestmark = pytest.mark.django_db


def test_a_slug_that_is_not_saved_is_no_rename():
    role = make_role("paralegal")
    role.slug, role.title = "law-aide", "Law aide"
    role.save(update_fields=["title"])
    assert not RenamedSlug.objects.exists()
    assert Role.objects.get().slug == "paralegal"
    role.save(update_fields=iter(["slug"]))
    assert RenamedSlug.objects.newest("roles.role", "paralegal") == "law-aide"
    assert Role.objects.get().slug == "law-aide"
