"""Keeps the index true: with every save and deletion, and after many rows were written at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save

from careers.search.index import FORMER, KIND_SHIFT, is_stale, is_there, rebuild, update
from roles.models import Role, RoleDuty, RoleSkill, RoleTitle, RoleTool, Skill
from sources.versioning import written

FACTS = (RoleTitle, RoleDuty, RoleSkill, RoleTool)
# For more roles than this it takes less long to make the index anew.
MANY = 100
# The keys of former names are the highest.
FORMER_NAMES_OF = "SELECT role_id FROM careers_searchname WHERE id >= %s AND source_id = %s"


def watch(careers: AppConfig) -> None:
    """Follow all changes of what search knows."""
    for model in FACTS:
        pre_save.connect(_fact_is_saved, sender=model, dispatch_uid=f"search-{model.__name__}")
        post_save.connect(_fact_changed, sender=model, dispatch_uid=f"search-{model.__name__}")
        post_delete.connect(_fact_changed, sender=model, dispatch_uid=f"search-{model.__name__}")
    post_save.connect(_role_changed, sender=Role, dispatch_uid="search-Role")
    post_delete.connect(_role_changed, sender=Role, dispatch_uid="search-Role")
    post_save.connect(_skill_changed, sender=Skill, dispatch_uid="search-Skill")
    written.connect(_many_changed, dispatch_uid="search")
    post_migrate.connect(_tables_changed, sender=careers, dispatch_uid="search")


def knows(models: Collection[type[Model]]) -> bool:
    """Whether anything of what search says stands in rows of these."""
    return not {Role, Skill, *FACTS}.isdisjoint(models)


def _fact_is_saved(instance: Any, **_: Any) -> None:
    """Remember whose it was: a fact may be given to another role."""
    held = type(instance)._base_manager.filter(pk=instance.pk) if instance.pk else None
    instance._searched_role = held.values_list("role_id", flat=True).first() if held is not None else None


def _fact_changed(instance: Any, **_: Any) -> None:
    _update({instance.role_id, getattr(instance, "_searched_role", None)})


def _role_changed(instance: Role, **_: Any) -> None:
    """Its own names, and those of the role that it was, or is, replaced by: its title is a former name of that one."""
    with connection.cursor() as cursor:
        cursor.execute(FORMER_NAMES_OF, [FORMER << KIND_SHIFT, instance.pk])
        before = {role_id for (role_id,) in cursor.fetchall()}
    _update({instance.pk, instance.replaced_by_id, *before})


def _skill_changed(instance: Skill, created: bool, **_: Any) -> None:
    if not created:
        _update(set(instance.role_skills.values_list("role_id", flat=True)))


def _update(role_ids: set[int | None]) -> None:
    ids = {pk for pk in role_ids if pk is not None}
    if len(ids) > MANY:
        rebuild()
    else:
        update(ids)


def _many_changed(models: Collection[type[Model]], **_: Any) -> None:
    if knows(models):
        rebuild()


def _tables_changed(**_: Any) -> None:
    """After a migration, which brings the tables without a row; and after a flush, which leaves theirs."""
    if is_there() and is_stale():
        rebuild()
