"""Rows made into plain facts: which row is used, what it bears, what a specialty takes over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from careers.facts.lines import role_lines, roles_duties
from careers.facts.overlap import most_alike
from careers.facts.paths import path_graph
from careers.facts.roles import role_facts
from careers.facts.standpoint import Standpoint, standpoint
from careers.rolefacts import RoleFacts
from roles.models import Role
from tests.factories import make_pay, make_place, make_role, make_role_duty

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def look_from(code: str = "US") -> Standpoint:
    return standpoint(make_place(code=code), TODAY)


def facts_of(role: Role, place: str = "US") -> RoleFacts:
    view = look_from(place)
    return role_facts(role, view, path_graph(view.place, view.today))


def test_a_circle_among_places_ends_where_it_began() -> None:
    york = make_place(code="US-NY")
    york.parent = make_place(code="US-CA", parent=york)
    york.save()
    assert standpoint(york, TODAY).lineage == ("US-NY", "US-CA", "US")


# Families ---------------------------------------------------------------------------------------------------


def generations(*titles: str) -> list[Role]:
    """Roles, each a specialty of the one before."""
    roles: list[Role] = []
    for title in titles:
        roles.append(make_role(title=title, parent=roles[-1] if roles else None))
    return roles


def test_what_nobody_nearer_says_comes_from_the_oldest_ancestor() -> None:
    *_, youngest = family = generations("One", "Two", "Three", "Four")
    make_role_duty(role=family[0], duty="Send bills")
    make_pay(role=family[0], middle=50_000)
    other = make_role(title="Clerk", duties=["Send bills"])
    view = look_from()
    facts = facts_of(youngest)
    assert [duty.slug for duty in facts.duties] == ["send-bills"]
    assert facts.pay
    (line,) = role_lines([youngest], view)
    assert line.pay
    assert [duty.slug for duty in roles_duties([youngest], view)[0].duties] == ["send-bills"]
    assert {alike.role.slug for alike in most_alike(other, 5)} == {"one", "two", "three", "four"}


def test_roles_that_are_each_others_specialty_have_what_both_say() -> None:
    first, second = generations("One", "Two")
    Role.objects.filter(pk=first.pk).update(parent=second)
    make_role_duty(role=second, duty="Send bills")
    assert [duty.slug for duty in facts_of(first).duties] == ["send-bills"]
