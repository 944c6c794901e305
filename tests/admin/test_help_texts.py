"""Editors read the rules of writing beside the field they write into."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.utils.html import escape

from roles.models import Role, RoleDuty
from sources.admin.wording import OF_FACTS, RULES
from tests.admin.editing import address, page_of
from tests.admin.rows import make_role, make_role_duty

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_about_a_field_of_text_and_has_an_example(name):
    app, model, field = name.split(".")
    found = apps.get_model(app, model)._meta.get_field(field)
    assert found.get_internal_type() in ("CharField", "TextField")
    assert "“" in RULES[name]


def test_a_rule_stands_on_the_page_of_its_row_and_where_the_row_is_inside_another(admin_client):
    rule = escape(RULES["roles.roleduty.text"])
    assert rule in admin_client.get(address(RoleDuty, "add")).text
    assert rule in admin_client.get(address(Role, "add")).text


def test_a_page_to_read_says_the_same_rules(client):
    person = User.objects.create_user("ann", is_staff=True)
    person.groups.add(Group.objects.get(name="Editor"))
    client.force_login(person)
    duty = make_role_duty(make_role())
    for page in (page_of(duty), page_of(duty.role)):
        text = client.get(page).text
        assert escape(RULES["roles.roleduty.text"]) in text
        assert escape(OF_FACTS["note"]) in text
        assert "For editors. Readers do not see it." not in text


def test_every_text_that_readers_see_has_its_rule():
    plain = [
        *("key", "slug", "unit", "abbreviation", "audience", "attribution", "release", "published_words", "url"),
        *("onet_activity", "onet_topic", "onet_element", "onet_title"),
    ]
    imported = ("Occupation", "MajorGroup", "Program", "Place", "SurveyShare", "Outlook", "RoleTool", "SharedLink")
    kept = ("ImportRun", "LoadedRow", "LoadConflict", "Proposal", "RelatedRole", "RenamedSlug")
    missing = []
    for app in ("sources", "roles", "certifications", "careers"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_concrete_fields:
                written = field.get_internal_type() in ("CharField", "TextField") and not field.choices
                of_facts = field.name in ("why", "note", "as_of_words")
                if written and not of_facts and field.name not in plain and model.__name__ not in (*imported, *kept):
                    name = f"{model._meta.label_lower}.{field.name}"
                    missing += [name] if name not in RULES else []
    assert missing == [
        "roles.field.title",
        "roles.trait.title",
        "certifications.issuer.title",
        "certifications.certification.title",
    ], "names, which are as they are"
