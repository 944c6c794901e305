"""Choosing related rows in the admin: by typing, and without a query a field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model
from django.http import HttpRequest

from sources.admin.wording import rule_for
from sources.models import SourcedFact

Row = TypeVar("Row", bound=Model)


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


class FormFields(admin.options.BaseModelAdmin[Row]):
    """Fields that say how to write into them, and autocomplete fields that share what one request knows."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        model = db_field.model
        rule = rule_for(model._meta.label_lower, db_field.name, of_a_fact=issubclass(model, SourcedFact))
        if field is not None and rule:
            field.help_text = rule
        return field

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


def rules_of(model: Any) -> dict[str, str]:
    """How to write into each field, for fields to read: a form holds none of those."""
    of_a_fact = issubclass(model, SourcedFact)
    said = {each.name: rule_for(model._meta.label_lower, each.name, of_a_fact=of_a_fact) for each in model._meta.fields}
    return {name: rule for name, rule in said.items() if rule}


def labels_of(request: HttpRequest, model: type[Model]) -> dict[str, str]:
    """What this request knows so far of the rows of `model`: their labels by their primary keys."""
    known: dict[type[Model], dict[str, str]] = vars(request).setdefault("known_labels", defaultdict(dict))
    return known[model]
