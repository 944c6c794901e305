"""Rows made into plain facts: which row is used, what it bears, what a specialty takes over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from careers.facts.standpoint import Standpoint, standpoint
from tests.factories import make_place

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def look_from(code: str = "US") -> Standpoint:
    return standpoint(make_place(code=code), TODAY)


def test_a_circle_among_places_ends_where_it_began() -> None:
    york = make_place(code="US-NY")
    york.parent = make_place(code="US-CA", parent=york)
    york.save()
    assert standpoint(york, TODAY).lineage == ("US-NY", "US-CA", "US")
