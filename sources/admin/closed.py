"""Rows that are closed to the person, since readers are shown them: they are to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse

from sources.admin.histories import is_gone
from sources.admin.rights import is_closed, is_public, is_published_apart, may_publish, refuse_what_is_closed
from sources.admin.unsaved import what_was_written, whole_form
from sources.limits import Limited

Row = TypeVar("Row", bound=Model)
Parent = TypeVar("Parent", bound=Model)

ONLY_PUBLISHERS = "This is published, and only a publisher changes what readers see."


# --- forms


class GuardedForm(forms.ModelForm[Any]):
    """The form of a row that may be closed to the person: what is sent for it is refused with a sentence."""

    # Each request fills in its own.
    may_publish = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_closed = self.instance.pk is not None and not self.may_publish and is_public(self.instance)

    def has_changed(self) -> bool:
        return super().has_changed() and (self.is_sent or not self.is_closed)

    @property
    def is_sent(self) -> bool:
        """Whether fields of the row were sent. A closed row is shown without any."""
        hidden = {name for name, field in self.fields.items() if field.widget.is_hidden}
        return any(self.add_prefix(name) in self.data for name in self._own_fields() - hidden)

    def clean(self) -> Any:
        cleaned = super().clean()
        own = self._own_fields()
        if self.is_closed and self.is_sent and (own.isdisjoint(self.fields) or own.intersection(self.changed_data)):
            raise ValidationError(ONLY_PUBLISHERS)
        return cleaned

    def _own_fields(self) -> set[str]:
        meta = self.instance._meta
        return {field.name for field in (*meta.concrete_fields, *meta.many_to_many) if not field.primary_key}

    # A mixin: the forms that it is mixed into have the methods it calls upwards.
    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        # What is no part is public by its status, which this form does not hold: a part may have got a new owner.
        if not self.errors and not self.may_publish and self.has_changed() and is_public(self.instance):
            self.add_error(None, ONLY_PUBLISHERS)


class GuardedFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Rows of which some may be closed to the person: those are not deleted either."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        for row in rows:
            # Whether a part is public its owner says, which is at hand here.
            self.fk.set_cached_value(row, self.instance)
        return rows

    def clean(self) -> None:
        super().clean()
        closed = [form for form in self.initial_forms if form.is_closed]
        if any(form.add_prefix(DELETION_FIELD_NAME) in self.data for form in closed):
            raise ValidationError(ONLY_PUBLISHERS)


# --- rows among others


class ClosedRow(helpers.InlineAdminForm):
    """A row to read, without a box to tick for deleting it."""

    # The types ask for a field here; Django's templates show None as nothing.
    def deletion_field(self) -> None:  # type: ignore[override]
        return None


class RowByRow(helpers.InlineAdminFormSet):
    """Rows of which each is shown as the person may use it: as fields, or to read.

    One that was published while the person wrote in it keeps its fields, so that what they wrote is not lost.
    """

    def __iter__(self) -> Iterator[helpers.InlineAdminForm]:
        to_read = [*self.readonly_fields, *flatten_fieldsets(self.fieldsets)]
        for row in super().__iter__():
            form: Any = row.form
            if row.original is not None and form.is_closed and not form.errors:
                yield ClosedRow(
                    self.formset,
                    form,
                    self.fieldsets,
                    {},
                    row.original,
                    to_read,
                    model_admin=self.opts,
                    view_on_site_url=row.absolute_url,
                )
            else:
                yield row


class GuardedRows(admin.options.InlineModelAdmin[Row, Parent]):
    """Rows on the page of the row they belong to."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = issubclass(self.model, Limited) and self.model.part_of
        return super().has_add_permission(request, obj) and not (own and is_closed(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *_status_to_read(request, self.model)]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.may_publish = may_publish(request, self.model)
        return formset


def _status_to_read(request: HttpRequest, model: type[Model]) -> list[str]:
    return ["status"] if is_published_apart(model) and not may_publish(request, model) else []


# --- pages


class GuardedAdmin(admin.ModelAdmin[Row]):
    """Pages of rows of which some may be closed to the person."""

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_closed(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_closed(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *_status_to_read(request, self.model)]

    def get_form(self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.may_publish = may_publish(request, self.model)
        return form

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        if not form.is_closed:
            super().save_model(request, obj, form, change)

    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Row | None = None
    ) -> list[Any]:
        return [
            RowByRow(
                rows.opts,
                rows.formset,
                rows.fieldsets,
                rows.prepopulated_fields,
                rows.readonly_fields,
                model_admin=self,
                has_add_permission=rows.has_add_permission,
                has_change_permission=rows.has_change_permission,
                has_delete_permission=rows.has_delete_permission,
                has_view_permission=rows.has_view_permission,
            )
            for rows in super().get_inline_formsets(request, formsets, inline_instances, obj)
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if object_id and (request.method == "POST" or vars(request).get("may_bring_back")):
            row = self.get_object(request, unquote(object_id))
            if is_gone(row) and is_closed(request, row):
                what = f"This {self.opts.verbose_name} was published before it was deleted"
                raise PermissionDenied(f"{what}, and only a publisher brings it back.")
            if request.method == "POST" and is_closed(request, row) and not self.has_change_permission(request, row):
                return self.show_closed(request, row, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def show_closed(self, request: HttpRequest, row: Any, object_id: str) -> HttpResponse:
        """The row to read, with what was written into it before it was closed."""
        said = what_was_written(whole_form(self, request, row), request.POST)
        for sentence in said or [ONLY_PUBLISHERS]:
            messages.warning(request, sentence)
        messages.warning(request, "Nothing was saved.")
        request.method = "GET"
        answer = super().changeform_view(request, object_id)
        answer.status_code = 403
        return answer

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        refuse_what_is_closed(request, self.get_object(request, unquote(object_id)), "deletes")
        return super().delete_view(request, object_id, extra_context)
