"""Certifications and licenses in the admin, with what they take and what each state asks for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from certifications.importing import CHECKS
from certifications.models import Certification, CertificationFact, Issuer, Renewal, StateRule
from certifications.overlaps import in_words, of_instance, overlapping
from sources.admin.forms import QuietFormSet
from sources.admin.lists import NeedsCareInside, how_many
from sources.admin.pages import (
    FACT_RELATIONS,
    EditorAdmin,
    FactAdmin,
    Lines,
    OwnerAdmin,
    RowForms,
    RowTable,
    fact_fieldsets,
)
from sources.texts import sentence

# What one kind of fact says, line by line; the same on its own page and in the page of its certification.
FACT: Lines = [("topic", "audience"), "text", ("min", "max", "unit"), "position"]
RENEWAL: Lines = [("option", "every_months", "max_times"), "what", ("amount", "unit", "fee")]
RULE: Lines = [
    ("topic", "answer"),
    "text",
    ("amount_min", "amount_max", "unit"),
    "accepts",
    "duty",
    "position",
]


class CertificationTable(RowTable[Certification, Issuer]):
    model = Certification
    fields = ["title", "slug", "abbreviation", "kind", "status"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Issuer)
class IssuerAdmin(EditorAdmin[Issuer]):
    list_display = ["title", "abbreviation", "certification_count", "url"]
    search_fields = ["title", "abbreviation", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "abbreviation", "url"]
    inlines = [CertificationTable]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issuer]:
        total = how_many(Certification.objects.all(), "issuer")
        return super().get_queryset(request).annotate(certification_total=total)

    @admin.display(description="Certifications", ordering="certification_total")
    def certification_count(self, issuer: Any) -> int:
        return int(issuer.certification_total)


class CertificationFactForms(RowForms[CertificationFact, Certification]):
    model = CertificationFact
    classes = ["collapse"]
    verbose_name_plural = "facts"
    fieldsets = fact_fieldsets(FACT, folded=True)
    autocomplete_fields = FACT_RELATIONS


class RenewalForms(RowForms[Renewal, Certification]):
    model = Renewal
    classes = ["collapse"]
    fieldsets = fact_fieldsets(RENEWAL, folded=True)
    autocomplete_fields = FACT_RELATIONS


class RuleFormSet(QuietFormSet):
    """The rules of one certification, held against each other as they shall be: one may end where the next starts."""

    def clean(self) -> None:
        super().clean()
        leaving = set(map(id, self.deleted_forms))
        staying = [form for form in self.forms if form.is_valid() and id(form) not in leaving]
        changed = {id(form.instance) for form in staying if form.has_changed()}
        rules = [form.instance for form in staying if form.instance.pk or form.has_changed()]
        for one, other in overlapping(rules, of_instance):
            if changed & {id(one), id(other)} and one.replaces() != other and other.replaces() != one:
                raise ValidationError(sentence(in_words(one, other, of_instance)))


class StateRuleForms(RowForms[StateRule, Certification]):
    model = StateRule
    formset = RuleFormSet
    classes = ["collapse"]
    fieldsets = fact_fieldsets(RULE, folded=True)
    autocomplete_fields = ["accepts", "duty", *FACT_RELATIONS]


@admin.register(Certification)
class CertificationAdmin(OwnerAdmin[Certification]):
    imports = False
    list_display = ["title", "abbreviation", "issuer", "kind", "level", "status"]
    list_filter = [NeedsCareInside, "kind", "level", "status", "validity"]
    list_select_related = ["issuer"]
    search_fields = ["title", "abbreviation", "slug", "issuer__title", "issuer__abbreviation"]
    autocomplete_fields = ["issuer", "place", "replaced_by", "not_the_same_as"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "abbreviation"),
                    "slug",
                    "issuer",
                    ("kind", "level"),
                    "place",
                    "lets_you",
                    "validity",
                ]
            },
        ),
        ("Status", {"fields": [("status", "replaced_by"), "holders_keep", "not_the_same_as"]}),
    ]
    inlines = [CertificationFactForms, RenewalForms, StateRuleForms]


@admin.register(CertificationFact)
class CertificationFactAdmin(FactAdmin[CertificationFact]):
    list_display = ["text", "certification", "topic", "source", "standing"]
    list_filter = ["topic", *FactAdmin.list_filter]
    list_select_related = ["certification", "source"]
    search_fields = ["text", "certification__title", "certification__abbreviation"]
    autocomplete_fields = ["certification", *FACT_RELATIONS]
    fieldsets = fact_fieldsets(["certification", *FACT])


@admin.register(Renewal)
class RenewalAdmin(FactAdmin[Renewal]):
    list_display = ["what", "certification", "option", "every_months", "source", "standing"]
    list_select_related = ["certification", "source"]
    search_fields = ["what", "certification__title", "certification__abbreviation"]
    autocomplete_fields = ["certification", *FACT_RELATIONS]
    fieldsets = fact_fieldsets(["certification", *RENEWAL])


@admin.register(StateRule)
class StateRuleAdmin(FactAdmin[StateRule]):
    checks = CHECKS
    list_display = ["topic", "place", "answer", "about", "source", "standing"]
    list_filter = ["topic", "answer", *FactAdmin.list_filter, "place"]
    list_select_related = ["place", "role", "certification", "source"]
    search_fields = ["text", "place__name", "role__title", "certification__title", "certification__abbreviation"]
    autocomplete_fields = ["role", "certification", "accepts", "duty", *FACT_RELATIONS]
    fieldsets = fact_fieldsets([("role", "certification"), *RULE])

    @admin.display(description="About")
    def about(self, rule: StateRule) -> str:
        return str(rule.role or rule.certification)
