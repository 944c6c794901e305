"""Facts about roles in the admin, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from roles.admin.factlines import CONFUSION, DUTY, SCHOOLING, TRAIT
from roles.models import (
    RoleCode,
    RoleConfusion,
    RoleDuty,
    RoleInterest,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    RoleTool,
    RoleTrait,
)
from sources.admin.pages import FACT_RELATIONS, EditorAdmin, FactAdmin, fact_fieldsets


class RoleFactAdmin(FactAdmin[Any]):
    """A fact about a role."""

    list_select_related = ["role", "source"]
    autocomplete_fields = ["role", *FACT_RELATIONS]


@admin.register(RoleCode)
class RoleCodeAdmin(EditorAdmin[RoleCode]):
    imports = False
    list_display = ["role", "occupation", "use", "match", "primary"]
    list_filter = ["use", "match", "primary"]
    list_select_related = ["role", "occupation"]
    search_fields = ["role__title", "occupation__code", "occupation__title"]
    autocomplete_fields = ["role", "occupation"]


@admin.register(RoleTitle)
class RoleTitleAdmin(RoleFactAdmin):
    list_display = ["title", "role", "source", "standing"]
    search_fields = ["title", "role__title"]
    fieldsets = fact_fieldsets(["role", "title"])


@admin.register(RoleTrait)
class RoleTraitAdmin(RoleFactAdmin):
    list_display = ["text", "trait", "code", "role", "source", "standing"]
    list_filter = ["trait", *FactAdmin.list_filter]
    list_select_related = ["role", "source", "trait"]
    search_fields = ["text", "code", "role__title"]
    autocomplete_fields = ["role", "trait", *FACT_RELATIONS]
    fieldsets = fact_fieldsets(["role", *TRAIT])


@admin.register(RoleDuty)
class RoleDutyAdmin(RoleFactAdmin):
    list_display = ["text", "role", "importance", "source", "standing"]
    list_filter = ["importance", *FactAdmin.list_filter]
    search_fields = ["text", "role__title", "duties__title"]
    autocomplete_fields = ["role", "duties", *FACT_RELATIONS]
    fieldsets = fact_fieldsets(["role", *DUTY])


@admin.register(RoleSkill)
class RoleSkillAdmin(RoleFactAdmin):
    list_display = ["skill", "role", "importance", "level", "source"]
    list_filter = ["low_precision", "not_relevant", *FactAdmin.list_filter]
    list_select_related = ["role", "source", "skill"]
    search_fields = ["skill__title", "role__title"]
    autocomplete_fields = ["role", "skill", *FACT_RELATIONS]
    fieldsets = fact_fieldsets(["role", "skill", ("importance", "level"), ("low_precision", "not_relevant")])


@admin.register(RoleSchooling)
class RoleSchoolingAdmin(RoleFactAdmin):
    list_display = ["text", "level", "weight", "role", "source", "standing"]
    list_filter = ["level", "weight", *FactAdmin.list_filter]
    search_fields = ["text", "role__title"]
    fieldsets = fact_fieldsets(["role", *SCHOOLING])


@admin.register(RoleConfusion)
class RoleConfusionAdmin(RoleFactAdmin):
    list_display = ["text", "role", "other", "view", "source", "standing"]
    list_filter = ["view", *FactAdmin.list_filter]
    list_select_related = ["role", "other", "source"]
    search_fields = ["text", "role__title", "other__title"]
    autocomplete_fields = ["role", "other", *FACT_RELATIONS]
    fieldsets = fact_fieldsets(["role", *CONFUSION])


@admin.register(RoleInterest)
class RoleInterestAdmin(RoleFactAdmin):
    list_display = ["role", "interest", "score", "source"]
    list_filter = ["interest", *FactAdmin.list_filter]
    search_fields = ["role__title"]
    fieldsets = fact_fieldsets(["role", ("interest", "score")])


@admin.register(RoleTool)
class RoleToolAdmin(RoleFactAdmin):
    list_display = ["title", "category", "role", "hot", "in_demand", "source"]
    list_filter = ["hot", "in_demand", *FactAdmin.list_filter]
    search_fields = ["title", "role__title"]
    fieldsets = fact_fieldsets(["role", ("title", "category"), ("hot", "in_demand")])
