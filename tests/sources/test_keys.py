"""Keys that are made for facts: always valid, and never those of a sister."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from certifications.models import Renewal
from roles.models import RoleTitle
from sources.keys import MAX_LENGTH, key_from
from sources.slugs import SLUG
from tests.admin.editing import add
from tests.admin.rows import make_certification, make_role, make_source


def validate_slug(key: str) -> None:
    for rule in SLUG:
        rule(key)


TITLES = ("Attorney vs", "vs Attorney", "vs", "a vs vs b", "Compare", "snake_case", "-", "法", "Don’t")
words = st.lists(st.sampled_from(["vs", "v", "s", "compare", "a" * 25, "_", "-", "é", "b"]) | st.text(max_size=12))


@given(words)
@example([f"{'a' * 77} vs"])
@example([f"{'a' * 76} vsomething"])
def test_every_key_made_is_a_valid_slug(parts):
    for key in (key_from(*parts), key_from(" ".join(parts))):
        validate_slug(key)
        assert len(key) <= MAX_LENGTH


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("Legal secretary", None), "legal-secretary"),
        (("Judge vs jury",), "judge-against-jury"),
        (("Compare prices",), "compare-prices"),
        (("fee", "", 7), "fee-7"),
    ],
)
def test_a_key_is_made_of_the_words_that_say_something(parts, key):
    assert key_from(*parts) == key


@pytest.mark.django_db
@pytest.mark.parametrize("title", [*TITLES, "x" * 80 + " y", "x" * 77 + " vs z", "w " * 50, ("x" * 75) + " vsa"])
def test_sisters_of_one_name_get_keys_of_their_own(title):
    role, source = make_role(), make_source()
    make_certification()  # and with it the place
    keys = [RoleTitle.objects.create(role=role, title=title, source=source).key for _ in range(12)]
    for key in keys:
        validate_slug(key)
    assert len(set(keys)) == 12


@pytest.mark.django_db
def test_a_key_as_long_as_may_be_has_room_for_its_number():
    certification, source = make_certification(), make_source()
    for length in range(70, 90):
        for _ in range(3):
            Renewal.objects.create(certification=certification, what=f"{'x' * length} yy zz", source=source)
    for key in Renewal.objects.values_list("key", flat=True):
        validate_slug(key)


@pytest.mark.django_db
@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_any_words_is_saved_in_the_admin(admin_client, title):
    role, source = make_role(), make_source()
    make_certification()
    values = {"role": role.pk, "title": title, "source": source.pk}
    assert add(admin_client, RoleTitle, values).status_code == 302
    assert RoleTitle.objects.get().title == title
