"""What the admin's pages of all models share, those of facts and the rows inside a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery, URLField
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from sources.admin.choices import KnownChoicesMixin
from sources.admin.forms import CheckedForm, QuietFormSet, TableFormSet

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts, _FieldsetSpec, _ListFilterT

Row = TypeVar("Row", bound=Model)
Parent = TypeVar("Parent", bound=Model)
Lines = Sequence[str | tuple[str, ...]]

# The relations that every fact has.
FACT_RELATIONS = ("source", "also_sources", "place")


def fact_fieldsets(fact: Lines, *, folded: bool = False, key: bool = True) -> _FieldsetSpec:
    """The fact itself, then who says so, then how far we lean on it. `folded` keeps a row of a long page short."""
    fieldsets: list[tuple[Any, _FieldOpts]] = [
        (None, {"fields": [*fact, "status"]}),
        (
            "Who says so",
            {
                "fields": [
                    "source",
                    "also_sources",
                    ("place", "as_of", "as_of_words"),
                    ("effective_from", "effective_until"),
                ]
            },
        ),
        (
            "How far we lean on it",
            {"fields": [("trust", "standing"), "why", "note"], "classes": ["collapse"] if folded else []},
        ),
    ]
    if key:
        fieldsets.append(("Key", {"fields": ["key"], "classes": ["collapse"]}))
    return fieldsets


def how_many(rows: QuerySet[Any], owner: str) -> Coalesce:
    """How many of `rows` have the row at hand as their `owner`. Unlike joins, several counts do not multiply."""
    counts = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


class EditorAdmin(KnownChoicesMixin[Row], admin.ModelAdmin[Row]):
    """What the admin pages of all models share."""

    form = CheckedForm
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    save_on_top = True
    list_per_page = 50

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:  # a year of twenty digits in the address
            raise IncorrectLookupParameters(error) from error

    def response_add(self, request: HttpRequest, obj: Row, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        self.show_the_page(request, obj)
        return response

    def response_change(self, request: HttpRequest, obj: Row) -> HttpResponse:
        response = super().response_change(request, obj)
        self.show_the_page(request, obj)
        return response

    def show_the_page(self, request: HttpRequest, obj: Row) -> None:
        """Offer the page on which readers find what was just saved."""
        url = self.get_view_on_site_url(obj)
        if url and "_popup" not in request.POST:
            messages.info(request, format_html('<a href="{}">View on site</a>', url))


class FixedCodeAdmin(EditorAdmin[Row]):
    """Rows whose code is their primary key: another code would be another row."""

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[str]:
        fixed = [] if obj is None or self.opts.pk is None else [self.opts.pk.name]
        return [*super().get_readonly_fields(request, obj), *fixed]


class FactAdmin(EditorAdmin[Row]):
    """One kind of fact, on pages of its own: with all that a row of an inline has no room for."""

    list_filter: ClassVar[list[_ListFilterT]] = ["standing", "trust", "source__kind"]

    def get_view_on_site_url(self, obj: Row | None = None) -> str | None:
        """The page of the role it is about."""
        role = getattr(obj, "role", None)
        return None if role is None else self.admin_site.get_model_admin(type(role)).get_view_on_site_url(role)


class RelatedRows(KnownChoicesMixin[Row], admin.options.InlineModelAdmin[Row, Parent]):
    """Rows on the page of the row they belong to: a fixed number of queries, however many they are."""

    form = CheckedForm
    formset = QuietFormSet
    extra = 0
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        fields = [self.opts.get_field(name) for name in self.get_autocomplete_fields(request)]
        one = [field.name for field in fields if not field.many_to_many]
        many = [field.name for field in fields if field.many_to_many]
        return super().get_queryset(request).select_related(*one).prefetch_related(*many)


class RowTable(RelatedRows[Row, Parent], admin.TabularInline[Row, Parent]):
    """A table, for rows of a few short values; the rest is on the page of the row."""

    formset = TableFormSet


class RowForms(RelatedRows[Row, Parent], admin.StackedInline[Row, Parent]):
    """Whole forms one below the other, for rows with texts."""


class ReadOnlyAdmin(admin.ModelAdmin[Row]):
    """What the program keeps for itself: to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False
