"""What the database forbids, whoever writes."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction

from careers.models import Milestone, RoleRecommendation, Route, RouteCost
from certifications.models import Certification, CertificationFact, Renewal, StateRule
from roles.models import Occupation, Outlook, Pay, Role, RoleCode, RoleDuty, RoleSchooling
from sources.limits import FieldLimit, Limited, limits_of
from sources.models import Place, Source
from tests.admin.rows import make_occupation, make_one_of_each, make_role

pytestmark = pytest.mark.django_db

MODELS = [
    model
    for label in ("sources", "roles", "certifications", "careers")
    for model in apps.get_app_config(label).get_models()
    if issubclass(model, Limited)
]


def set_past_all_forms(model: type[models.Model], values: dict[str, object]) -> None:
    make_one_of_each(1)
    row = model._default_manager.first()
    assert row
    with transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (CertificationFact, {"min": None, "max": -1}),
        (CertificationFact, {"min": 2, "max": 1}),
        (StateRule, {"amount_min": None, "amount_max": -1}),
        (Pay, {"start": None, "later": -1}),
        (Pay, {"start": 2, "later": 1}),
        (RouteCost, {"min": None, "max": 5}),
        (Route, {"months_min": None, "months_max": 5}),
        (Renewal, {"every_months": 0}),
        (Pay, {"standing": "rumour"}),
        (RoleDuty, {"trust": "hearsay"}),
        (Role, {"status": "printed"}),
        (Route, {"strength": "maybe"}),
        (RoleRecommendation, {"strength": ""}),
        (Milestone, {"kind": "luck"}),
        (Milestone, {"unit": "weeks"}),
        (Place, {"kind": "planet"}),
        (Certification, {"kind": ""}),
        (Certification, {"status": "gone"}),
        (StateRule, {"answer": "perhaps"}),
        (StateRule, {"topic": "weather"}),
        (RoleSchooling, {"weight": 4}),
        (Outlook, {"entry_schooling": "kindergarten"}),
        (Pay, {"p10_cell": "lost"}),
        (Role, {"title": ""}),
        (Role, {"summary": ""}),
        (Source, {"publisher": ""}),
        (RoleDuty, {"text": ""}),
        (RoleDuty, {"key": ""}),
        (RoleDuty, {"key": "Not a key"}),
        (Role, {"slug": "a-vs-b"}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else str(value),
)
def test_the_database_refuses(model, values):
    with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
        set_past_all_forms(model, values)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (CertificationFact, {"min": None, "max": 5}),
        (StateRule, {"amount_min": None, "amount_max": 5}),
        (Pay, {"start": None, "later": 5}),
        (RouteCost, {"min": 5, "max": None}),
        (Renewal, {"every_months": None}),
        (Milestone, {"unit": ""}),
        (Outlook, {"entry_schooling": ""}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else str(value),
)
def test_the_database_takes(model, values):
    set_past_all_forms(model, values)


@pytest.mark.parametrize("code", ["", "us", "US-", "US--NY", "US NY", "US-ny", "USA", "../US", "US\n"])
def test_a_place_has_a_code_that_addresses_can_carry(code):
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(code=code, name="Somewhere", kind="state")


@pytest.mark.parametrize("code", ["", "23", "23/2011", "/../../ab", "23-2011.0", "23-2011.00.1", "23-2011\n"])
def test_an_occupation_has_a_code_of_the_statistics(code):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():  # one is too long for PostgreSQL
        make_occupation(code)
    assert make_occupation("23-2011", system="soc").code == "23-2011"
    assert Occupation.objects.count() == 1


def test_one_role_is_the_primary_one_of_a_code_for_a_use():
    code = make_occupation()
    role, other = make_role("paralegal"), make_role("legal-assistant")
    RoleCode.objects.create(role=role, occupation=code, use="title", primary=True)
    RoleCode.objects.create(role=other, occupation=code, use="title")
    RoleCode.objects.create(role=other, occupation=code, use="pay", primary=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleCode.objects.filter(use="title").update(primary=True)


def test_every_choice_and_every_text_that_may_not_be_empty_has_a_limit_in_the_database():
    wanted = {
        (model._meta.db_table, field.name)
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.choices or (isinstance(field, models.CharField | models.TextField) and not field.blank)
    }
    in_database: dict[str, object] = {}
    with connection.cursor() as cursor:
        for model in MODELS:
            in_database |= connection.introspection.get_constraints(cursor, model._meta.db_table)
    found = {
        (model._meta.db_table, field.name)
        for model in MODELS
        for field in model._meta.concrete_fields
        for limit in limits_of(model)
        if limit.name in in_database and f"_{field.name}_" in limit.name
    }
    assert len(wanted) > 100
    assert wanted <= found


def test_what_a_field_says_is_not_asked_of_the_database_again(django_assert_num_queries):
    make_one_of_each(1)
    role = Role.objects.first()
    with django_assert_num_queries(0):
        for limit in role._meta.constraints:
            if isinstance(limit, FieldLimit):
                limit.validate(Role, role)
