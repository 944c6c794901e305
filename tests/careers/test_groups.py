"""The groups of people who keep the content right, as migrations make them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from careers.groups import MAY, allowed, make_groups

APPS = ("sources", "roles", "certifications", "careers")

pytestmark = pytest.mark.django_db


def held(group: str) -> set[tuple[str, str]]:
    rows = Group.objects.get(name=group).permissions.select_related("content_type")
    return {(f"{row.content_type.app_label}.{row.content_type.model}", row.codename.split("_")[0]) for row in rows}


@pytest.mark.parametrize("group", ["Editor", "Publisher"])
def test_a_group_may_do_what_the_table_says(group: str) -> None:
    assert held(group) == set(allowed(group))


def test_the_table_names_every_model_once() -> None:
    labels = [label for models in MAY for label in models]
    assert sorted(labels) == sorted(
        {model._meta.label_lower for app in APPS for model in apps.get_app_config(app).get_models()}
    )


def test_what_may_be_published_and_exported_is_a_permission_of_its_model() -> None:
    known = set(Permission.objects.values_list("content_type__app_label", "codename"))
    wanted = {(label.split(".")[0], f"{action}_{label.split('.')[1]}") for label, action in allowed("Publisher")}
    assert wanted <= known


def test_making_the_groups_again_changes_nothing() -> None:
    before = Permission.objects.count(), held("Editor"), held("Publisher")
    make_groups(apps)
    call_command("migrate", verbosity=0)
    assert (Permission.objects.count(), held("Editor"), held("Publisher")) == before


def test_groups_are_made_before_any_permission_is() -> None:
    Permission.objects.all().delete()
    make_groups(apps)
    assert held("Editor") == set(allowed("Editor"))
    permission = Permission.objects.get(codename="publish_roleduty")
    assert permission.name == "Can publish role duty"
