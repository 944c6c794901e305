"""The indexes of our tables: each takes time with every row, and so none is there twice."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

OURS = [
    model
    for app in ("sources", "roles", "certifications", "careers")
    for model in apps.get_app_config(app).get_models()
    if not model._meta.auto_created
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_field_that_a_unique_rule_begins_with_has_no_index_of_its_own(model):
    first = {
        rule.fields[0]
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and rule.fields and rule.condition is None
    }
    assert not [name for name in first if model._meta.get_field(name).db_index]


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_the_database_has_just_the_indexes_that_fields_ask_for(model):
    asked = {(field.column,) for field in model._meta.local_fields if field.db_index}
    asked |= {tuple(model._meta.get_field(name).column for name in index.fields) for index in model._meta.indexes}
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    plain = {tuple(each["columns"]) for each in found if each["index"] and not each["unique"]}
    # PostgreSQL has one for the starts of each text that is there only once.
    unique = {(field.column,) for field in model._meta.local_fields if field.unique}
    assert plain - unique == asked
