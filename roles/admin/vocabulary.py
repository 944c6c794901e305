"""The words that roles are told in, in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from roles.models import Duty, Field, MajorGroup, Role, RoleDuty, RoleSkill, Skill, Topic, Trait
from sources.admin.lists import how_many
from sources.admin.pages import EditorAdmin, FixedCodeAdmin, RowTable


class MajorGroupTable(RowTable[MajorGroup, Field]):
    model = MajorGroup
    fields = ["code", "title"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A group moves to another field on its own page; its code is what it is."""
        return False


@admin.register(Field)
class FieldAdmin(EditorAdmin[Field]):
    list_display = ["title", "workplace", "role_count", "position"]
    search_fields = ["title", "workplace", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "workplace", "position"]
    inlines = [MajorGroupTable]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Field]:
        return super().get_queryset(request).annotate(role_total=how_many(Role.objects.all(), "field"))

    @admin.display(description="Roles", ordering="role_total")
    def role_count(self, field: Any) -> int:
        return int(field.role_total)


@admin.register(MajorGroup)
class MajorGroupAdmin(FixedCodeAdmin[MajorGroup]):
    list_display = ["code", "title", "field"]
    list_display_links = ["code", "title"]
    list_filter = ["field"]
    list_select_related = ["field"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["field"]


@admin.register(Trait)
class TraitAdmin(EditorAdmin[Trait]):
    list_display = ["title", "slug", "position"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "position"]


class DutyTable(RowTable[Duty, Topic]):
    model = Duty
    few = True
    fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Topic)
class TopicAdmin(EditorAdmin[Topic]):
    list_display = ["title", "parent", "duty_count", "position"]
    list_select_related = ["parent"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "parent", "position"]
    inlines = [DutyTable]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(duty_total=how_many(Duty.objects.all(), "topic"))

    @admin.display(description="Duties", ordering="duty_total")
    def duty_count(self, topic: Any) -> int:
        return int(topic.duty_total)


@admin.register(Duty)
class DutyAdmin(EditorAdmin[Duty]):
    list_display = ["title", "topic", "wording_count", "slug"]
    list_select_related = ["topic"]
    search_fields = ["title", "slug", "topic__title", "onet_activity"]
    autocomplete_fields = ["topic"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "topic", "onet_activity", "onet_topic"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Duty]:
        wordings = RoleDuty.duties.through.objects.all()
        return super().get_queryset(request).annotate(wording_total=how_many(wordings, "duty"))

    @admin.display(description="Wordings by roles", ordering="wording_total")
    def wording_count(self, duty: Any) -> int:
        return int(duty.wording_total)


@admin.register(Skill)
class SkillAdmin(EditorAdmin[Skill]):
    list_display = ["title", "kind", "role_count", "slug"]
    list_filter = ["kind"]
    search_fields = ["title", "slug", "description"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "kind", "description", "onet_element", "onet_title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        return super().get_queryset(request).annotate(role_total=how_many(RoleSkill.objects.all(), "skill"))

    @admin.display(description="Roles", ordering="role_total")
    def role_count(self, skill: Any) -> int:
        return int(skill.role_total)
