"""What a row was: its history in the admin, and how an earlier state comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from simple_history.admin import SimpleHistoryAdmin

from sources.history import DELETED
from sources.history.changes import changes

Row = TypeVar("Row", bound=Model)

# How many changes of what belongs to a row its own history names.
MOST_INSIDE = 30


class OwnerGone(Exception):
    """A row leads to others that are deleted, too: those come back first."""

    def __init__(self, row: Any, gone: Sequence[Any]) -> None:
        super().__init__(str(row))
        self.row = row
        self.gone = gone


class HistoryAdmin(SimpleHistoryAdmin, admin.ModelAdmin[Row]):
    """The library's list of changes. To bring a state back is to open the row filled in with it, and to save that."""

    object_history_template = "admin/row_history.html"
    history_list_per_page = 50

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            inside = {"inside": latest_inside(self.model, unquote(object_id))}
            answer: HttpResponse = super().history_view(request, object_id, inside | (extra_context or {}))
        except (ValueError, OverflowError, ValidationError):
            raise Http404
        return answer

    def get_history_queryset(
        self, request: HttpRequest, history_manager: Any, pk_name: str, object_id: Any
    ) -> QuerySet[Any]:
        records: QuerySet[Any] = history_manager.filter(**{pk_name: object_id}).select_related("history_user")
        return records

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        records = list(historical_records)
        historical_records.object_list = records
        changed = changes(self.model, records)
        for record in records:
            record.changes = changed.get(record.pk, [])

    def history_view_title(self, request: HttpRequest, obj: Row) -> str:
        if obj._state.adding:  # made of its last record, for it is deleted
            fill_in([obj])
        return f"History: {obj}"

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        return [path("deleted/", self.admin_site.admin_view(self.deleted_view), name=name), *super().get_urls()]

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The rows that are gone, the last deleted first, each with the way to bring it back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        model: Any = self.model
        pk = self.opts.pk.attname
        gone = deleted(model).select_related("history_user")
        try:
            gone = gone.filter(**{name: request.GET[name] for name in owners_of(model) if request.GET.get(name)})
            page = Paginator(gone, self.history_list_per_page).get_page(request.GET.get("p"))
        except (ValueError, OverflowError, ValidationError):
            raise Http404
        rows = [as_row(record) for record in page.object_list]
        fill_in(rows)
        for record, row in zip(page.object_list, rows, strict=True):
            record.row_key, record.words, record.owner_words = getattr(record, pk), str(row), owner_words(row)
        title = f"Deleted {self.opts.verbose_name_plural}"
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "page_obj": page}
        context["owners"] = owners_of(model)
        return TemplateResponse(request, "admin/deleted_rows.html", context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The page of the row, filled in with what it was then. It is saved where the row always is, and not here."""
        if request.method not in ("GET", "HEAD"):
            said = "Nothing was changed. Open this address in the browser, and save the form that it shows."
            return HttpResponseNotAllowed(["GET", "HEAD"], said, content_type="text/plain")
        model: Any = self.model
        try:
            then = model.history.filter(**{self.opts.pk.attname: unquote(object_id)}).get(pk=version_id)
        except (model.history.model.DoesNotExist, ValueError, OverflowError, ValidationError):
            raise Http404
        vars(request).update(then=then, may_bring_back=True)
        when = date_format(localtime(then.history_date), "DATETIME_FORMAT")
        title = f"As it was on {when}: save to bring this back"
        change = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        context = {"title": title, "deleted_parts": deleted_parts(model, then.instance.pk)} | (extra_context or {})
        try:
            return self.changeform_view(request, object_id, change, context)
        except OwnerGone as error:
            return self.owner_gone(request, error)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except OwnerGone as error:
            return self.owner_gone(request, error)

    def owner_gone(self, request: HttpRequest, error: OwnerGone) -> HttpResponse:
        """What comes back before this row can, with the way there."""
        gone = [(row._meta.verbose_name, str(row), page_to_bring_back(row)) for row in error.gone]
        title = f"“{error.row}” cannot come back yet"
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "gone": gone}
        return TemplateResponse(request, "admin/owner_gone.html", context, status=409)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Row | None:
        row: Any = super().get_object(request, object_id, from_field)
        then = vars(request).get("then")
        if then is not None and row is not None:
            for field in self.opts.concrete_fields:
                setattr(row, field.attname, getattr(then, field.attname))
        if row is None and vars(request).get("may_bring_back"):
            row = last_state(self.model, object_id) if then is None else as_row(then)
        if row is not None and (then is not None or is_gone(row)):
            fill_in([row])
            if gone := [other for other in led_to(row) if is_gone(other)]:
                raise OwnerGone(row, gone)
        if row is not None and then is not None:
            row._relations_then = relations_then(then)
        return row


def last_state(model: Any, pk: str) -> Any:
    """A deleted row as it was last; None where there never was one."""
    try:
        newest = model.history.filter(**{model._meta.pk.attname: unquote(pk)}).first()
    except (ValueError, OverflowError, ValidationError):
        return None
    return as_row(newest) if newest and newest.history_type == DELETED else None


def as_row(record: Any) -> Any:
    """The row that a record is of, as it was. Saving it brings it back under its own key."""
    row = record.instance
    row._is_gone = True
    row._state.adding = False
    row._state.db = "default"
    return row


def is_gone(row: Any) -> bool:
    """Whether the row was deleted, and stands here as it was last."""
    return getattr(row, "_is_gone", False)


def led_to(row: Any) -> list[Any]:
    """The rows that this one leads to by a field of its own, as far as they were fetched."""
    fields = [field for field in row._meta.concrete_fields if field.is_relation]
    return [other for field in fields if (other := field.get_cached_value(row, None)) is not None]


def fill_in(rows: Sequence[Any]) -> None:
    """Give rows of one model what they lead to, so that they can say what they are: one query for each relation.

    What is deleted, too, stands there as it was last: one more query for each relation of which some is.
    """
    for field in rows[0]._meta.concrete_fields if rows else ():
        if not field.is_relation:
            continue
        other: Any = field.related_model
        pks = {getattr(row, field.attname) for row in rows} - {None}
        found = other._base_manager.in_bulk(pks) if pks else {}
        if missing := pks - found.keys():
            records = other.history.filter(**{f"{other._meta.pk.attname}__in": missing}, history_type=DELETED)
            found |= {row.pk: row for row in map(as_row, records.order_by("pk"))}
        for row in rows:
            field.set_cached_value(row, found.get(getattr(row, field.attname)))


def owner_words(row: Any) -> str:
    """What the row belongs to, as far as that is known."""
    owners = (row._meta.get_field(name).get_cached_value(row) for name in owners_of(type(row)))
    return ", ".join(str(owner) for owner in owners if owner is not None)


def page_to_bring_back(row: Any) -> str:
    """The page of a deleted row as it was last."""
    last = type(row).history.filter(**{row._meta.pk.attname: row.pk}).first()
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_simple_history", args=[row.pk, last.pk])


def owners_of(model: Any) -> tuple[str, ...]:
    """The fields that say what a row of this model belongs to."""
    return getattr(model, "owner_fields", ()) or tuple(filter(None, [model.part_of]))


def deleted(model: Any) -> QuerySet[Any]:
    """The records of deletion of rows that did not come back, the newest first."""
    records: QuerySet[Any] = model.history.filter(history_type=DELETED)
    return records.exclude(**{f"{model._meta.pk.attname}__in": model._base_manager.values("pk")})


def parts_of(model: type[Model]) -> list[tuple[Any, str]]:
    """Each kind of row that belongs to rows of this model, and the field that says to which."""
    relations = [(relation.related_model, relation.field.name) for relation in model._meta.related_objects]
    return [(part, owner) for part, owner in relations if isinstance(part, type) and owner in owners_of(part)]


def deleted_parts(model: type[Model], pk: Any) -> list[tuple[str, str]]:
    """What belonged to a row and is deleted, kind by kind, with the address of its list: one query a kind."""
    found = []
    for part, owner in parts_of(model):
        if n := deleted(part).filter(**{owner: pk}).count():
            url = reverse(f"admin:{part._meta.app_label}_{part._meta.model_name}_deleted")
            words = f"Deleted {part._meta.verbose_name_plural} of it ({n})"
            found.append((words, f"{url}?{owner}={pk}"))
    return found


def latest_inside(model: type[Model], pk: Any) -> list[Any]:
    """The records of what belongs to a row, the newest first, each with its words and the address of its history.

    One query finds the newest of all kinds; each kind among those costs one more, and one for each of its relations.
    """
    kinds = parts_of(model)
    if not kinds:
        return []
    first, *others = (
        part.history.filter(**{owner: pk}).order_by().annotate(nth=Value(n)).values_list("nth", "pk", "history_date")
        for n, (part, owner) in enumerate(kinds)
    )
    newest = list(first.union(*others, all=True).order_by("-history_date", "nth", "-pk")[:MOST_INSIDE])
    found = {}
    for n, (part, _) in enumerate(kinds):
        wanted = [record for nth, record, _ in newest if nth == n]
        records = part.history.select_related("history_user").in_bulk(wanted) if wanted else {}
        rows = [as_row(record) for record in records.values()]
        fill_in(rows)
        for record, row in zip(records.values(), rows, strict=True):
            history = f"admin:{part._meta.app_label}_{part._meta.model_name}_history"
            record.called, record.words = part._meta.verbose_name, str(row)
            record.url = reverse(history, args=[row.pk])
            found[n, record.pk] = record
    return [found[nth, record] for nth, record, _ in newest]


def relations_then(record: Any) -> dict[str, list[Any]]:
    """The keys that each relation to many of the row held: one query for each."""
    return {
        field.name: list(
            getattr(record, field.name).order_by("pk").values_list(f"{field.m2m_reverse_field_name()}_id", flat=True)
        )
        for field in record._history_m2m_fields
    }


def values_then(record: Any, fields: Sequence[str]) -> dict[str, Any]:
    """What a form over these fields would have shown."""
    meta = record.instance_type._meta
    plain = [field for field in meta.concrete_fields if field.name in fields]
    then: dict[str, Any] = {field.name: field.value_from_object(record.instance) for field in plain}
    return then | {name: pks for name, pks in relations_then(record).items() if name in fields}
