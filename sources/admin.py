"""Sources and places in the admin, and what the forms of all facts have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Count, Field, ForeignKey, IntegerField, Model, OuterRef, QuerySet, Subquery, URLField
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html

from sources.circles import circle
from sources.models import DataVersion, LoadedRow, Place, RenamedSlug, Source
from sources.texts import unfit_character

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts, _FieldsetSpec, _ListFilterT

Row = TypeVar("Row", bound=Model)
Parent = TypeVar("Parent", bound=Model)
Lines = Sequence[str | tuple[str, ...]]

admin.site.site_header = f"{settings.SITE_NAME} for editors"
admin.site.site_title = settings.SITE_NAME
admin.site.index_title = "What the pages are made of"

# The relations that every fact has.
FACT_RELATIONS = ("source", "also_sources", "place")


def fact_fieldsets(fact: Lines, *, folded: bool = False, key: bool = True) -> _FieldsetSpec:
    """The fact itself, then who says so, then how far we lean on it. `folded` keeps a row of a long page short."""
    fieldsets: list[tuple[Any, _FieldOpts]] = [
        (None, {"fields": [*fact]}),
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


# --- forms


class CheckedForm(forms.ModelForm[Any]):
    """A form that says in a sentence whatever the database would refuse.

    By itself Django leaves out each constraint that names a field the form does not show: a pay figure that is
    edited on another page, the role that a row of an inline belongs to.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownLabels):
                widget.remember(rows_at_hand(self.instance, name))

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if "slug" in self.changed_data:
            newer = RenamedSlug.objects.newest(self.instance._meta.label_lower, slug)
            if newer and newer != self.initial.get("slug"):
                raise ValidationError(f"“{slug}” is the old address of “{newer}” and leads there. Choose another.")
        return slug

    def _get_validation_exclusions(self) -> set[str]:
        # An empty key is made on saving, so two of them are no repetition.
        return super()._get_validation_exclusions() | self._empty_key()  # type: ignore[misc]

    # A mixin: the forms that it is mixed into have the methods it calls upwards.
    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and (unfit := unfit_character(value)):
                self.add_error(name, f"This holds a control character, {unfit}: take it out.")
        if self.errors:
            return
        row = self.instance
        # Not every changed field is the row's: an inline's tick for “delete” is none.
        for field in row._meta.concrete_fields:
            if field.name in self.changed_data and (what := leads_round(row, field)):
                self.add_error(field.name, what)
        owners_not_saved_yet = {
            field.name
            for field in row._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.is_cached(row) and getattr(row, field.attname) is None
        }
        try:
            row.validate_constraints(exclude=owners_not_saved_yet | self._empty_key())
        except ValidationError as error:
            self.add_error(None, ValidationError(error.messages))

    def _empty_key(self) -> set[str]:
        return set() if self.cleaned_data.get("key") else {"key"}


def leads_round(row: Model, field: Field[Any, Any]) -> str:
    """What is wrong if this row stands, by this field, above or below itself: one query, and one for titles."""
    if not isinstance(field, ForeignKey) or field.related_model is not type(row):
        return ""
    rows = type(row)._default_manager
    above = dict(rows.values_list("pk", field.attname)) | {row.pk: getattr(row, field.attname)}
    ring = circle(row.pk, above)
    if len(ring) < 3:  # by itself: a constraint of its own says so better
        return ""
    titles = {**{pk: str(other) for pk, other in rows.in_bulk(ring).items()}, row.pk: str(row)}
    return f"This leads round in a circle: {' → '.join(titles[pk] for pk in ring)}."


class QuietFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Rows that nobody touched are neither checked nor saved: a save costs what was changed."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.empty_permitted = True
        return form


class TableFormSet(QuietFormSet):
    """Fields under the heads of a table, which say to eyes what each one is: here it is said to screen readers."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = str(field.label or name)


# --- choosing related rows


def rows_at_hand(row: Model, name: str) -> Iterable[Model]:
    """The rows that `row` refers to by `name`, if they came along with it: no query."""
    field = row._meta.get_field(name)
    if isinstance(field, ForeignKey):
        chosen = field.get_cached_value(row, default=None)
        return () if chosen is None else (chosen,)
    return getattr(row, name).all() if name in getattr(row, "_prefetched_objects_cache", ()) else ()


class KnownLabels(AutocompleteMixin, forms.widgets.ChoiceWidget):
    """An autocomplete field that asks the database only for the chosen rows whose label it does not know.

    Django's own asks for each field of each row: four queries a fact. All fields of one request that lead to the
    same model share what they know.
    """

    labels: dict[str, str]

    def remember(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self.labels[str(row.pk)] = self.choices.field.label_from_instance(row)

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        chosen = [str(pk) for pk in value if str(pk) not in self.choices.field.empty_values]
        unknown = [pk for pk in chosen if pk not in self.labels]
        if unknown:
            # No key at all, or one of more digits than a database holds: the form says what is wrong with it.
            with suppress(ValueError, OverflowError):
                self.remember(self.choices.queryset.filter(pk__in=unknown))
        options = [(pk, self.labels[pk]) for pk in chosen if pk in self.labels]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, ("", ""))
        return [(None, [self.create_option(name, pk, label, pk != "", i) for i, (pk, label) in enumerate(options)], 0)]


class KnownSelect(KnownLabels, AutocompleteSelect):
    pass


class KnownSelectMultiple(KnownLabels, AutocompleteSelectMultiple):
    pass


class ManyField(forms.ModelMultipleChoiceField[Any]):
    """Django's own, which lets a key of more digits than a database holds through to the database."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": max(value, key=len)}
            )


class KnownChoicesMixin(admin.options.BaseModelAdmin[Row]):
    """Autocomplete fields that share what one request knows."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs["widget"].labels = labels_of(request, db_field.related_model)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["form_class"] = ManyField
            kwargs["widget"] = KnownSelectMultiple(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs["widget"].labels = labels_of(request, db_field.related_model)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def labels_of(request: HttpRequest, model: type[Model]) -> dict[str, str]:
    """What this request knows so far of the rows of `model`: their labels by their primary keys."""
    known: dict[type[Model], dict[str, str]] = vars(request).setdefault("known_labels", defaultdict(dict))
    return known[model]


# --- pages


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


# --- sources, places, and what the program keeps


@admin.register(Source)
class SourceAdmin(EditorAdmin[Source]):
    list_display = ["title", "publisher", "kind", "dated", "checked_on", "review_by"]
    list_filter = ["kind", "undated"]
    search_fields = ["title", "publisher", "slug", "url"]
    date_hierarchy = "review_by"
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "publisher", "kind", "url"]}),
        ("Date of the page", {"fields": [("published_on", "published_words", "undated")]}),
        ("Our checks", {"fields": [("checked_on", "review_by"), "note", "attribution"]}),
    ]

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


@admin.register(RenamedSlug)
class RenamedSlugAdmin(ReadOnlyAdmin[RenamedSlug]):
    list_display = ["old", "new", "model"]
    list_filter = ["model"]
    search_fields = ["old", "new"]


@admin.register(DataVersion)
class DataVersionAdmin(ReadOnlyAdmin[DataVersion]):
    list_display = ["number", "moved_at"]


@admin.register(LoadedRow)
class LoadedRowAdmin(ReadOnlyAdmin[LoadedRow]):
    list_display = ["model", "key", "loaded_at"]
    list_filter = ["model"]
    search_fields = ["key"]
