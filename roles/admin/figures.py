"""Codes of the statistics in the admin, and the figures that are told of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from roles.admin.factlines import OUTLOOK, PAY
from roles.models import Occupation, Outlook, Pay, Program, SurveyShare
from sources.admin.pages import (
    FACT_RELATIONS,
    FactAdmin,
    FixedCodeAdmin,
    OwnerAdmin,
    RowForms,
    RowTable,
    fact_fieldsets,
)


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
