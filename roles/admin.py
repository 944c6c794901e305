"""Roles in the admin, with what is known about them, and the vocabulary they are told in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import get_text_list

from roles import publishing
from roles.models import (
    PERCENTILES,
    Duty,
    DutyTopic,
    Field,
    MajorGroup,
    Occupation,
    Outlook,
    Pay,
    Program,
    RelatedOccupation,
    Role,
    RoleCode,
    RoleConfusion,
    RoleDuty,
    RoleInterest,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    RoleTool,
    RoleTrait,
    Skill,
    SurveyShare,
    Topic,
    Trait,
)
from sources import versioning
from sources.admin.histories import is_gone
from sources.admin.lists import NeedsCareInside, how_many
from sources.admin.pages import (
    FACT_RELATIONS,
    EditorAdmin,
    FactAdmin,
    FixedCodeAdmin,
    Lines,
    OwnerAdmin,
    ReadOnlyAdmin,
    RowForms,
    RowTable,
    fact_fieldsets,
)
from sources.admin.publishing import MOST_NAMED
from sources.admin.rights import is_closed

# What one kind of fact says, line by line; the same on its own page and in the page of its role.
CONFUSION: Lines = [("other", "view"), "text", "position"]
DUTY: Lines = ["text", "duties", ("importance", "position"), "passed_on"]
SCHOOLING: Lines = [("level", "weight"), "text"]
TRAIT: Lines = [("trait", "code"), "text", "context"]
PAY: Lines = ["per", *((name, f"{name}_cell") for name in PERCENTILES), ("start", "later"), "jobs"]
OUTLOOK: Lines = [
    ("period_from", "period_to", "growth_percent"),
    ("jobs_then", "jobs_later", "openings_a_year"),
    ("entry_schooling", "entry_experience", "entry_training"),
    ("middle_pay", "middle_pay_is_top"),
]


# --- a role


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


# --- a code of the statistics


class OccupationPayTable(RowTable[Pay, Occupation]):
    model = Pay
    verbose_name_plural = "pay"
    fields = ["place", "per", "p10", "p50", "p50_cell", "p90", "source", "as_of_words", "status"]
    autocomplete_fields = ["place", "source"]


class OutlookForms(RowForms[Outlook, Occupation]):
    model = Outlook
    classes = ["collapse"]
    fieldsets = fact_fieldsets(OUTLOOK, folded=True)
    autocomplete_fields = FACT_RELATIONS


class SurveyShareTable(RowTable[SurveyShare, Occupation]):
    model = SurveyShare
    fields = ["question", "position", "category", "percent", "n", "low_precision", "source", "status"]
    autocomplete_fields = ["source"]


@admin.register(Occupation)
class OccupationAdmin(OwnerAdmin[Occupation]):
    list_display = ["code", "title", "system", "job_zone", "release"]
    list_display_links = ["code", "title"]
    list_filter = ["system", "job_zone"]
    search_fields = ["code", "title"]
    fieldsets = [
        (None, {"fields": [("system", "code"), "title", "description", ("release", "job_zone")]}),
    ]
    inlines = [OccupationPayTable, OutlookForms, SurveyShareTable]


class OccupationFactAdmin(FactAdmin[Any]):
    """A fact that statistics tell about a code."""

    list_select_related = ["occupation", "place", "source"]
    autocomplete_fields = ["occupation", *FACT_RELATIONS]


@admin.register(Pay)
class PayAdmin(OccupationFactAdmin):
    list_display = ["__str__", "about", "p50", "source", "standing"]
    list_filter = ["per", *FactAdmin.list_filter, "place"]
    list_select_related = ["occupation", "role", "place", "source"]
    search_fields = ["occupation__code", "occupation__title", "role__title", "place__name"]
    autocomplete_fields = ["occupation", "role", *FACT_RELATIONS]
    fieldsets = fact_fieldsets([("occupation", "role"), *PAY])

    @admin.display(description="About")
    def about(self, pay: Pay) -> str:
        return str(pay.occupation or pay.role)


@admin.register(Outlook)
class OutlookAdmin(OccupationFactAdmin):
    list_display = ["__str__", "occupation", "growth_percent", "openings_a_year", "place", "source"]
    search_fields = ["occupation__code", "occupation__title"]
    fieldsets = fact_fieldsets(["occupation", *OUTLOOK])


@admin.register(SurveyShare)
class SurveyShareAdmin(OccupationFactAdmin):
    list_display = ["category", "question", "percent", "n", "occupation", "source"]
    list_filter = ["question", *FactAdmin.list_filter]
    search_fields = ["category", "occupation__code", "occupation__title"]
    fieldsets = fact_fieldsets(["occupation", "question", "category", ("percent", "n"), "low_precision", "position"])


@admin.register(Program)
class ProgramAdmin(FixedCodeAdmin[Program]):
    list_display = ["code", "title"]
    list_display_links = ["code", "title"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["source", "occupations"]


# --- the vocabulary


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


# --- what imports and loads work out


@admin.register(DutyTopic)
class DutyTopicAdmin(ReadOnlyAdmin[DutyTopic]):
    list_display = ["duty", "topic"]
    list_select_related = ["duty", "topic"]
    search_fields = ["duty__title", "topic__title"]


@admin.register(RelatedOccupation)
class RelatedOccupationAdmin(ReadOnlyAdmin[RelatedOccupation]):
    list_display = ["occupation", "other", "tier", "position"]
    list_filter = ["tier"]
    list_select_related = ["occupation", "other"]
    search_fields = ["occupation__code", "occupation__title"]
