"""The forms of the admin: what may not be is said in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, Model

from sources.admin.choices import KnownLabels, rows_at_hand
from sources.admin.closed import GuardedForm, GuardedFormSet
from sources.admin.why import WhyForm
from sources.circles import circle
from sources.models import RenamedSlug, SourcedFact
from sources.texts import sentence, unfit_character


class CheckedForm(GuardedForm):
    """A form that says in a sentence whatever the database would refuse.

    By itself Django leaves out each constraint that names a field the form does not show: a pay figure that is
    edited on another page, the role that a row of an inline belongs to.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.instance, SourcedFact) and self.instance.pk is None:
            # What is written in the admin is a draft until somebody publishes it.
            self.instance.status = SourcedFact.Status.DRAFT
            self.initial.setdefault("status", SourcedFact.Status.DRAFT)
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

    # This and the next are mixed into forms, which have the methods that they call upwards.
    def _get_validation_exclusions(self) -> set[str]:
        # An empty key is made on saving, so two of them are no repetition.
        return super()._get_validation_exclusions() | self._empty_key()  # type: ignore[misc]

    # A mixin: the forms that it is mixed into have the methods it calls upwards.
    def _post_clean(self) -> None:
        super()._post_clean()
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
            if isinstance(field, ForeignKey)
            and field.get_cached_value(row, None)
            and getattr(row, field.attname) is None
        }
        try:
            row.validate_constraints(exclude=owners_not_saved_yet | self._empty_key())
        except ValidationError as error:
            self.add_error(None, ValidationError(error.messages))

    def _empty_key(self) -> set[str]:
        return set() if self.cleaned_data.get("key") else {"key"}


class PageForm(CheckedForm, WhyForm):
    """The form of a whole page: why it was changed, and from which state on."""

    # What was there when the page was opened, and what changed since: each request fills in its own.
    opened = ""
    proposed_for: SourcedFact | None = None
    meanwhile: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened_at"] = self.opened
        if self.proposed_for:
            self.instance.proposed_for = self.proposed_for
        if then := getattr(self.instance, "_relations_then", None):
            self.initial.update({name: keys for name, keys in then.items() if name in self.fields})

    def clean(self) -> Any:
        for told in self.meanwhile:
            self.add_error(None, told)
        return super().clean()

    def _post_clean(self) -> None:
        super()._post_clean()
        row = self.instance
        if isinstance(row, SourcedFact) and not self.errors and self.has_changed() and (clash := row.clash()):
            self.add_error(None, sentence(clash))


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


class QuietFormSet(GuardedFormSet):
    """Rows that nobody touched are neither checked nor saved: a save costs what was changed."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        # Django's formsets have this method, of which the stubs know nothing.
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
