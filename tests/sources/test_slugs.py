"""A renamed slug leaves a redirect, and only then."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from roles.models import Field, Role
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


@pytest.mark.parametrize(
    "slug", ["a", "v", "s", "9", "law-aide", "vsa", "v-s", "a-vsb", "avs", "compares", "compare-a", "a-compare"]
)
def test_words_joined_by_hyphens_are_a_slug(slug):
    field = Field(slug=slug, title="Law", workplace="Somewhere")
    field.clean_fields()
    field.save()


@pytest.mark.parametrize(
    "slug",
    [
        "vs",
        "vs-a",
        "a-vs",
        "a-vs-b",
        "compare",
        "",
        "-",
        "a-",
        "-a",
        "a--b",
        "A",
        "a b",
        "a_b",
        "é",
        "a\n",
        "compare\n",
    ],
)
def test_all_else_is_none_whoever_writes_it(slug):
    field = Field(slug=slug, title="Law", workplace="Somewhere")
    with pytest.raises(ValidationError) as refused:
        field.clean_fields()
    assert len(refused.value.messages) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Field.objects.bulk_create([field])
