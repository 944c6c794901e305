"""Queries that are put together once: they answer as the same query put together anew does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from roles.models import Pay, Role
from sources.prepared import MOST, prepared
from tests.factories import make_pay, make_role

pytestmark = pytest.mark.django_db

put_together: list[object] = []


@dataclass(frozen=True)
class Stand:
    """Something that holds values, and collections of them."""

    places: tuple[str, ...]
    today: date


def pay(roles: Collection[int], least: int, stand: Stand) -> QuerySet[Pay, tuple[Any, ...]]:
    put_together.append(roles)
    rows = Pay.objects.filter(occupation__role_codes__role__in=roles, p50__gte=least, place__in=stand.places)
    rows = rows.filter(Q(effective_from__isnull=True) | Q(effective_from__lte=stand.today))
    return rows.order_by("p50").values_list("p50", "effective_from", "source__undated", "standing")


def called(slugs: Collection[str]) -> QuerySet[Role]:
    return Role.objects.published().filter(slug__in=slugs).order_by("title")


@pytest.fixture
def roles() -> list[int]:
    put_together.clear()
    return [make_role(title=f"Clerk {number}", pay=30_000 + number).pk for number in range(4)]


def test_it_finds_what_the_query_finds_with_values_of_the_same_kinds(roles):
    Pay.objects.filter(p50=30_003).update(effective_from=date(2026, 1, 1))
    ask = prepared(pay)
    for asked in [(roles[:2], 0), (roles[2:], 0), (roles, 0), (roles, 30_002), ([], 0)]:
        for stand in [Stand(("US",), date(2026, 1, 1)), Stand(("US",), date(2025, 1, 1)), Stand(("US-CA",), date.max)]:
            assert ask(*asked, stand) == list(pay(*asked, stand))


def test_it_is_put_together_once_for_each_length(roles):
    ask, stand = prepared(pay), Stand(("US",), date.max)
    found = [ask(asked, 0, stand) for asked in (roles[:1], roles[1:2], set(roles[:2]), tuple(roles[2:]))]
    assert [len(rows) for rows in found] == [1, 1, 2, 2]
    assert len(put_together) == 2


def test_what_was_saved_meanwhile_is_found(roles):
    ask, stand = prepared(pay), Stand(("US",), date.max)
    assert len(ask(roles, 0, stand)) == 4
    make_pay(role=Role.objects.get(pk=roles[0]), middle=20_000, key="another")
    assert len(ask(roles, 0, stand)) == 5


def test_models_come_as_they_are_read_otherwise(roles):
    ask = prepared(called)
    slugs = list(Role.objects.values_list("slug", flat=True))
    found = ask(slugs)
    assert found == list(called(slugs))
    assert [role.title for role in found] == ["Clerk 0", "Clerk 1", "Clerk 2", "Clerk 3"]
    found[0].title = "Head clerk"
    found[0].save()
    assert Role.objects.get(pk=found[0].pk).title == "Head clerk"


def test_any_number_of_things_may_be_asked_for(roles):
    ask = prepared(called)
    for many in range(1, 2 * MOST):
        assert len(ask([f"clerk-{number}" for number in range(many)])) == min(many, len(roles))
