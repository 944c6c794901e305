"""Many rows at a time are what was given, on either database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from roles.models import Field, Pay
from sources.bulk import insert_rows
from tests.admin.rows import make_one_of_each

pytestmark = pytest.mark.django_db

COLUMNS = ["slug", "title", "workplace", "position"]
TITLES = ["Tab\tand\nline", r"Back\slash and \N", "Quote \" and '", "Café “é” 法", "100 %s"]


def test_what_is_put_in_comes_out():
    rows = [(f"field-{number}", title, "Somewhere", number) for number, title in enumerate(TITLES)]
    insert_rows("roles_field", COLUMNS, rows)
    assert list(Field.objects.order_by("position").values_list("title", flat=True)) == TITLES


def test_dates_fractions_and_nothing_are_kept_as_they_are():
    make_one_of_each(1)
    pay: dict[str, Any] = dict(Pay.objects.filter(p50__isnull=False).values()[0])
    pay |= {"id": pay["id"] + 1000, "key": "one-more", "p50": Decimal("61010.00"), "as_of": date(2026, 2, 28)}
    insert_rows("roles_pay", list(pay), [list(pay.values())])
    assert Pay.objects.values().get(key="one-more") == pay


def test_what_a_constraint_forbids_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows("roles_field", COLUMNS, [("No slug", "A field", "Somewhere", 1)])
