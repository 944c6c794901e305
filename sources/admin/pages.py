"""What the admin's pages of all models share, those of facts and the rows inside a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet, URLField
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from sources.admin.choices import FormFields, rules_of
from sources.admin.closed import GuardedAdmin, GuardedRows
from sources.admin.deleting import DeletingAdmin
from sources.admin.exchange import ExchangeAdmin
from sources.admin.forms import CheckedForm, PageForm, QuietFormSet, TableFormSet
from sources.admin.histories import HistoryAdmin, is_gone
from sources.admin.lists import (
    IMPORT,
    CameFrom,
    NeedsCare,
    imported_facts_of,
    last_editor,
    last_editors,
    next_check,
    number_of_sources,
    standing_of,
)
from sources.admin.meanwhile import CLOSING, CLOSING_UNSAVED, Kept, Merger, newest_records, since
from sources.admin.proposing import ProposingAdmin
from sources.admin.publishing import PublishingAdmin
from sources.admin.searching import SearchAdmin
from sources.admin.unsaved import whole_form
from sources.alone import alone
from sources.models import Imported

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldGroups, _FieldOpts, _FieldsetSpec, _ListFilterT

Row = TypeVar("Row", bound=Model)
Parent = TypeVar("Parent", bound=Model)
Lines = Sequence[str | tuple[str, ...]]

# The relations that every fact has.
FACT_RELATIONS = ("source", "also_sources", "place")
# What a form asks beside the fields of its row.
OF_THE_PAGE = ("change_reason", "opened_at")


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


def list_of(model: type[Model]) -> str:
    """The address of the list of all rows of a model in the admin."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def words_for(model: type[Model], count: int) -> str:
    """What so many rows of a model are called: `duty`, `duties`."""
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


def page_of_row(label: str, pk: str) -> str:
    """The address of a row's page in the admin; empty where there is no row."""
    return reverse(f"admin:{label.replace('.', '_')}_change", args=[pk]) if pk else ""


class EditorAdmin(
    ExchangeAdmin[Row],
    FormFields[Row],
    PublishingAdmin[Row],
    ProposingAdmin[Row],
    GuardedAdmin[Row],
    DeletingAdmin[Row],
    SearchAdmin[Row],
    HistoryAdmin[Row],
):
    """What the admin pages of all models share."""

    form = PageForm
    actions = ("delete_selected", *PublishingAdmin.actions, *ExchangeAdmin.actions)
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    save_on_top = True
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows: Any = super().get_queryset(request).annotate(edited_by=last_editor(self.model))
        return rows

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_display(request), "last_editor"]

    @admin.display(description="Last editor", ordering="edited_by")
    def last_editor(self, row: Any) -> str:
        return row.edited_by or "Loaded"

    @admin.display(description="Status", ordering="status")
    def status_tag(self, row: Any) -> str:
        return format_html('<span class="tag">{}</span>', row.get_status_display())

    def get_fields(self, request: HttpRequest, obj: Row | None = None) -> _FieldGroups:
        return [name for name in super().get_fields(request, obj) if name not in OF_THE_PAGE]

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> _FieldsetSpec:
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        why: tuple[Any, _FieldOpts] = ("Your change", {"fields": [OF_THE_PAGE]})
        return [*super().get_fieldsets(request, obj), *([why] if may else [])]

    def get_form(
        self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Row]]:
        form: Any = super().get_form(request, obj, change, **{"help_texts": rules_of(self.model), **kwargs})
        if change and obj is not None and kwargs.get("fields", True):
            form.opened = newest_records(self.kept(obj))
            form.meanwhile = vars(request).get("meanwhile", ())
        return form

    def kept(self, row: Row) -> list[Kept]:
        """What the page of a row edits: the row, and the rows of each inline."""
        inside = [
            Kept(inline.model, {_get_foreign_key(self.model, inline.model, inline.fk_name).attname: row.pk})
            for inline in self.inlines
        ]
        return [Kept(self.model, {self.opts.pk.attname: row.pk}), *inside]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with alone():
            vars(request)["may_bring_back"] = True
            changed_meanwhile = object_id is not None and self.take_in_what_changed(request, object_id)
            answer = super().changeform_view(request, object_id, form_url, extra_context)
        # The form once more: nothing was saved.
        if answer.status_code == 200 and "adminform" in (getattr(answer, "context_data", None) or {}):
            answer.status_code = 409 if changed_meanwhile else 422
        return answer

    def take_in_what_changed(self, request: HttpRequest, object_id: str) -> bool:
        """Whether somebody saved since the person opened the page; what was sent is put together with that."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_change_permission(request, row):
            return False
        kept = self.kept(row)
        meanwhile = since(request.POST.get("opened_at", ""), kept, request)
        if not meanwhile.sentences:
            return False
        merger = Merger(request.POST, meanwhile)
        own_form: Any = self.get_form(request, row, change=True)(instance=row)
        merger.form(own_form, 0)
        if own_form.is_closed:
            merger.keep_apart(whole_form(self, request, row), 0)
        for formset, inline in self.get_formsets_with_inlines(request, row):
            own = formset(instance=row, queryset=inline.get_queryset(request))
            merger.formset(own, 1 + self.inlines.index(type(inline)))
        merger.made["opened_at"] = newest_records(kept)
        # What was sent, in a copy that could be changed: the types know only the one that cannot.
        request.POST = merger.made  # type: ignore[assignment]
        vars(request)["meanwhile"] = [
            *meanwhile.sentences,
            *merger.unsaved,
            CLOSING_UNSAVED if merger.unsaved else CLOSING,
        ]
        return True

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Row:
        vars(request)["change_reason"] = form.cleaned_data["change_reason"]
        return super().save_form(request, form, change)

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        own = {field.name for field in self.opts.concrete_fields}
        if not change or own.intersection(form.changed_data) or obj.pk is None or is_gone(obj):
            super().save_model(request, obj, form, change)

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
        if is_gone(obj):
            vars(request)["instead"] = f"The {self.opts.verbose_name} “{obj}” is back."
        response = super().response_change(request, obj)
        self.show_the_page(request, obj)
        return response

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """Django says of each saved row that it was changed; where something else happened, that is said instead."""
        super().message_user(request, vars(request).pop("instead", message), *args, **kwargs)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        if form.is_closed and not any(formset.has_changed() for formset in formsets):
            vars(request)["instead"] = f"Nothing was saved: “{form.instance}” is published, and you added nothing."
        return super().construct_change_message(request, form, formsets, add)

    def get_view_on_site_url(self, obj: Row | None = None) -> str | None:
        """The page itself: Django's own address asks for the row once more."""
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else None

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

    list_filter: ClassVar[list[_ListFilterT]] = [NeedsCare, "status", "standing", "trust", "source__kind"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows: Any = super().get_queryset(request).annotate(source_total=number_of_sources(self.model))
        return rows

    def get_list_filter(self, request: HttpRequest) -> list[_ListFilterT]:
        return [*super().get_list_filter(request), *([CameFrom] if issubclass(self.model, Imported) else [])]

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Of the facts of one row, the title says which."""
        changelist = super().get_changelist_instance(request)
        model: Any = self.model
        for name in model.owner_fields:
            if name in request.GET:
                owners = model._meta.get_field(name).related_model._default_manager
                owner = owners.filter(pk=request.GET[name]).first() or "?"
                changelist.title = f"{capfirst(self.opts.verbose_name_plural)} of “{owner}”"
        return changelist

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        name, owner, *others, editor = super().get_list_display(request)
        # A list has room for how many sources there are; which they are, the page of the fact says.
        rest = [column for column in others if column != "source"]
        return [name, owner, "status_tag", "next_check", "source_count", editor, *rest]

    @admin.display(description="Next check", ordering="source__review_by")
    def next_check(self, fact: Any) -> str:
        return next_check(fact.source.review_by if fact.source else None)

    @admin.display(description="Sources", ordering="source_total")
    def source_count(self, fact: Any) -> int:
        return int(fact.source_total)

    def get_view_on_site_url(self, obj: Row | None = None) -> str | None:
        """The page of what it is about, once it is shown there."""
        fact: Any = obj
        owners = (getattr(fact, name) for name in fact.owner_fields) if obj is not None and fact.is_public else ()
        urls = (self.admin_site.get_model_admin(type(owner)).get_view_on_site_url(owner) for owner in owners if owner)
        return next((url for url in urls if url), None)


class OwnerAdmin(EditorAdmin[Row]):
    """Rows that facts belong to: the list says on how many sources those stand, and when the first is due."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        rows: list[Any] = list(changelist.result_list)
        standing, editors = standing_of(rows), last_editors(rows)
        for row in rows:
            row.standing_of_facts = standing[row.pk]
            row.edited_by = editors.get(row.pk, "")
        changelist.result_list = rows
        return changelist

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        name, kind, *rest, editor = super().get_list_display(request)
        return [name, kind, "next_check", "source_count", editor, *rest]

    @admin.display(description="Last editor")
    def last_editor(self, row: Any) -> str:
        """Of the row, or of anything that belongs to it."""
        return super().last_editor(row)

    @admin.display(description="Next check")
    def next_check(self, row: Any) -> str:
        return next_check(row.standing_of_facts.review_by)

    @admin.display(description="Sources")
    def source_count(self, row: Any) -> int:
        return len(row.standing_of_facts.sources)

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> _FieldsetSpec:
        """What imports brought in for it comes second: hundreds of rows, on lists of their own."""
        first, *others = super().get_fieldsets(request, obj)
        imported: tuple[Any, _FieldOpts] = ("Brought in by imports", {"fields": ["imported_facts"]})
        return [first, *([imported] if obj is not None and self._imported(obj) else []), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "imported_facts"]

    @admin.display(description="To see and edit")
    def imported_facts(self, row: Any) -> str:
        links = [
            (f"{list_of(model)}?{owner}={row.pk}&{CameFrom.parameter_name}={IMPORT}", count, words_for(model, count))
            for model, owner, count in self._imported(row)
        ]
        return format_html_join(", ", '<a href="{}">{} {}</a>', links)

    def _imported(self, row: Any) -> list[tuple[Any, str, int]]:
        """Each kind of fact that imports brought in for it, the field that names it, and how many there are."""
        if "_imported_facts" not in vars(row):
            row._imported_facts = imported_facts_of(row)
        found: list[tuple[Any, str, int]] = row._imported_facts
        return found


class RelatedRows(FormFields[Row], GuardedRows[Row, Parent]):
    """Rows on the page of the row they belong to: a fixed number of queries, however many they are.

    What imports brought in is left to lists, for there are hundreds of it, except where they are `few`.
    """

    few = False
    form = CheckedForm
    formset = QuietFormSet
    extra = 0
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{"help_texts": rules_of(self.model), **kwargs})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        fields = [self.opts.get_field(name) for name in self.get_autocomplete_fields(request)]
        one = [field.name for field in fields if not field.many_to_many]
        many = [field.name for field in fields if field.many_to_many]
        rows = super().get_queryset(request).select_related(*one).prefetch_related(*many)
        return rows.filter(imported=False) if issubclass(self.model, Imported) and not self.few else rows


class RowTable(RelatedRows[Row, Parent], admin.TabularInline[Row, Parent]):
    """A table, for rows of a few short values; the rest is on the page of the row."""

    formset = TableFormSet


class RowForms(RelatedRows[Row, Parent], admin.StackedInline[Row, Parent]):
    """Whole forms one below the other, for rows with texts."""


class ReadOnlyAdmin(SearchAdmin[Row]):
    """What the program keeps for itself: to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False
