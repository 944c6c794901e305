"""Sources and places in the admin, and what the program keeps for itself.

The modules beside this one hold what the admin's pages of all models share.
"""

from __future__ import annotations

from typing import TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html

from sources.admin import typed  # noqa: F401  (before the classes that are written with their types)
from sources.admin.lists import DueSources, next_check
from sources.admin.pages import EditorAdmin, FixedCodeAdmin, ReadOnlyAdmin, page_of_row
from sources.models import DataVersion, ImportRun, LoadConflict, LoadedRow, Place, Proposal, RenamedSlug, Source

Row = TypeVar("Row", bound=Model)


@admin.register(Source)
class SourceAdmin(EditorAdmin[Source]):
    list_display = ["title", "publisher", "kind", "dated", "checked_on", "next_check"]
    list_filter = [DueSources, "kind", "undated"]
    search_fields = ["title", "publisher", "slug", "url"]
    date_hierarchy = "review_by"
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "publisher", "kind", "url"]}),
        ("Date of the page", {"fields": [("published_on", "published_words", "undated")]}),
        ("Our checks", {"fields": [("checked_on", "review_by"), "note", "attribution"]}),
    ]

    @admin.display(description="Next check", ordering="review_by")
    def next_check(self, source: Source) -> str:
        return next_check(source.review_by)

    @admin.display(description="Published", ordering="published_on")
    def dated(self, source: Source) -> str:
        if source.undated:
            return "No date on page"
        return source.published_words or (date_format(source.published_on) if source.published_on else "")


@admin.register(Place)
class PlaceAdmin(FixedCodeAdmin[Place]):
    list_display = ["name", "code", "kind", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["parent"]


class BookkeepingAdmin(ReadOnlyAdmin[Row]):
    """What nobody needs who keeps the content right: the first page names it to superusers alone."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@admin.register(RenamedSlug)
class RenamedSlugAdmin(BookkeepingAdmin[RenamedSlug]):
    list_display = ["old", "new", "model"]
    list_filter = ["model"]
    search_fields = ["old", "new"]


@admin.register(DataVersion)
class DataVersionAdmin(BookkeepingAdmin[DataVersion]):
    list_display = ["number", "moved_at"]


@admin.register(LoadedRow)
class LoadedRowAdmin(BookkeepingAdmin[LoadedRow]):
    list_display = ["model", "key", "loaded_at"]
    list_filter = ["model"]
    search_fields = ["key"]


@admin.register(Proposal)
class ProposalAdmin(BookkeepingAdmin[Proposal]):
    list_display = ["model", "draft", "fact"]
    list_filter = ["model"]
    search_fields = ["model"]


@admin.register(LoadConflict)
class LoadConflictAdmin(ReadOnlyAdmin[LoadConflict]):
    list_display = ["words", "model", "row_here", "loader"]
    list_filter = ["model", "loader"]
    search_fields = ["words"]

    @admin.display(description="Row here")
    def row_here(self, conflict: LoadConflict) -> str:
        url = page_of_row(conflict.model, conflict.row)
        return format_html('<a href="{}">Open it</a>', url) if url else "Not here"


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin[ImportRun]):
    list_display = ["release", "finished_at", "changed"]
    list_filter = ["changed"]
    search_fields = ["release", "words"]
