"""Roles in the admin: the page of one, with all that is known about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import get_text_list

from roles import publishing
from roles.admin.factlines import CONFUSION, DUTY, PAY, SCHOOLING, TRAIT
from roles.models import Pay, Role, RoleCode, RoleConfusion, RoleDuty, RoleSchooling, RoleSkill, RoleTitle, RoleTrait
from sources import versioning
from sources.admin.histories import is_gone
from sources.admin.lists import NeedsCareInside, how_many
from sources.admin.pages import FACT_RELATIONS, OwnerAdmin, RowForms, RowTable, fact_fieldsets
from sources.admin.publishing import MOST_NAMED
from sources.admin.rights import is_closed


class RoleCodeTable(RowTable[RoleCode, Role]):
    model = RoleCode
    few = True
    verbose_name_plural = "codes of the statistics"
    fields = ["occupation", "use", "match", "primary"]
    autocomplete_fields = ["occupation"]


class RoleTitleTable(RowTable[RoleTitle, Role]):
    model = RoleTitle
    verbose_name_plural = "also called"
    fields = ["title", "source", "standing", "status"]
    autocomplete_fields = ["source"]


class RoleTraitForms(RowForms[RoleTrait, Role]):
    model = RoleTrait
    classes = ["collapse"]
    verbose_name_plural = "at a glance"
    fieldsets = fact_fieldsets(TRAIT, folded=True)
    autocomplete_fields = ["trait", *FACT_RELATIONS]


class RoleDutyForms(RowForms[RoleDuty, Role]):
    model = RoleDuty
    classes = ["collapse"]
    verbose_name_plural = "duties"
    fieldsets = fact_fieldsets(DUTY, folded=True)
    autocomplete_fields = ["duties", *FACT_RELATIONS]


class RoleSkillTable(RowTable[RoleSkill, Role]):
    model = RoleSkill
    verbose_name_plural = "skills"
    fields = ["skill", "importance", "level", "low_precision", "not_relevant", "source", "status"]
    autocomplete_fields = ["skill", "source"]


class RoleSchoolingForms(RowForms[RoleSchooling, Role]):
    model = RoleSchooling
    classes = ["collapse"]
    verbose_name_plural = "schooling"
    fieldsets = fact_fieldsets(SCHOOLING, folded=True)
    autocomplete_fields = FACT_RELATIONS


class RoleConfusionForms(RowForms[RoleConfusion, Role]):
    model = RoleConfusion
    fk_name = "role"
    classes = ["collapse"]
    verbose_name_plural = "one job or two"
    fieldsets = fact_fieldsets(CONFUSION, folded=True)
    autocomplete_fields = ["other", *FACT_RELATIONS]


class RolePayForms(RowForms[Pay, Role]):
    model = Pay
    classes = ["collapse"]
    verbose_name = "pay claim"
    verbose_name_plural = "pay that somebody claims for this very role"
    fieldsets = fact_fieldsets(PAY, folded=True)
    autocomplete_fields = FACT_RELATIONS


class MissesSection(admin.SimpleListFilter):
    """Published roles with a heading that has nothing under it."""

    title = "section that is missing"
    parameter_name = "misses"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Role.Section.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() not in Role.Section.values:
            return None
        return queryset.filter(pk__in=Role.objects.published().missing(str(self.value())).values("pk"))


@admin.register(Role)
class RoleAdmin(OwnerAdmin[Role]):
    imports = False
    list_display = ["title", "status_tag", "field", "parent", "duty_count", "skill_count"]
    list_filter = ["status", MissesSection, NeedsCareInside, "field", "origin"]
    list_select_related = ["field", "parent"]
    search_fields = ["title", "slug", "titles__title"]
    autocomplete_fields = ["summary_source", "field", "parent", "replaced_by"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "field", "parent", "summary", ("summary_source", "summary_trust")]}),
        ("Status", {"fields": [("status", "replaced_by"), "origin"]}),
    ]
    inlines = [
        RoleTraitForms,
        RoleDutyForms,
        RoleSkillTable,
        RoleSchoolingForms,
        RoleTitleTable,
        RoleConfusionForms,
        RoleCodeTable,
        RolePayForms,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                duty_total=how_many(RoleDuty.objects.all(), "role"),
                skill_total=how_many(RoleSkill.objects.all(), "role"),
            )
        )

    @admin.display(description="Duties", ordering="duty_total")
    def duty_count(self, role: Any) -> int:
        return int(role.duty_total)

    @admin.display(description="Skills", ordering="skill_total")
    def skill_count(self, role: Any) -> int:
        return int(role.skill_total)

    # --- who may change it

    def has_change_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        """Who may change any may add drafts to a published one, which is itself shown to read."""
        return super().has_change_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Role | None = None) -> list[str]:
        if is_closed(request, obj):
            return ["imported_facts", *(field.name for field in self.opts.concrete_fields if not field.primary_key)]
        return super().get_readonly_fields(request, obj)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Role | None = None) -> dict[str, Sequence[str]]:
        return {} if is_closed(request, obj) else super().get_prepopulated_fields(request, obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Role | None = None,
    ) -> HttpResponse:
        if is_closed(request, obj):
            words = "This role is published. A publisher changes it; you can add drafts below."
            self.message_user(request, words)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- publishing

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        """As sent; but it comes out only once its rows are saved, if they are enough.

        So does one that was deleted while it was published: its rows are gone.
        """
        # Only who may publish has the field.
        asked = self.has_publish_permission(request) and ("status" in form.changed_data or is_gone(obj))
        form.comes_out = asked and obj.status == Role.Status.PUBLISHED
        if form.comes_out:
            obj.status = Role.Status.DRAFT if is_gone(obj) else form.initial.get("status", Role.Status.DRAFT)
            form.changed_data = [name for name in form.changed_data if name != "status"]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        role = form.instance
        if form.comes_out and (lacks := self.publish(request, role)):
            status = "retired" if role.is_public else "a draft"
            now = f"is back as {status}" if is_gone(role) else f"is saved, and stays {status}"
            what = f"“{role}” {now}. To publish it, add {get_text_list(lacks, 'and')}."
            self.message_user(request, what, messages.WARNING)

    def publish(self, request: HttpRequest, row: Role) -> list[str]:
        """Publish the role with what was drafted for it, or say what it lacks."""
        if row.status == Role.Status.PUBLISHED:
            return []
        if lacks := publishing.lacks(row):
            return lacks
        with versioning.one_bump():
            self.bring_out(request, row)
            drafts = list(publishing.drafts_of(row))
            waiting = [fact for fact in drafts if super(RoleAdmin, self).publish(request, fact)]
        if came := len(drafts) - len(waiting):
            self.message_user(
                request, f"What was drafted for “{row}” is published with it: {came} of {len(drafts)} facts."
            )
        for fact in waiting[:MOST_NAMED]:
            self.message_user(request, f"“{fact}” stays a draft: it lacks a source.", messages.WARNING)
        return []

    def get_view_on_site_url(self, obj: Role | None = None) -> str | None:
        """Its page, once it has one: a draft has none."""
        return None if obj is None or obj.status == Role.Status.DRAFT else obj.get_absolute_url()
