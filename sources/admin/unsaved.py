"""What a person wrote into a row that was published meanwhile: it cannot be saved there, so it is shown to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html

from sources.admin.proposing import LIKE
from sources.models import SourcedFact

# Servers refuse an address much longer than this.
LONGEST_ADDRESS = 2000


def whole_form(model_admin: Any, request: HttpRequest, row: Any) -> Any:
    """A form over all fields of the row, whoever asks: the form of a closed row has none."""
    fields = [field for field in (*row._meta.concrete_fields, *row._meta.many_to_many) if field.editable]
    names = [field.name for field in fields if not field.primary_key]
    with_help = partial(model_admin.formfield_for_dbfield, request=request)
    return forms.modelform_factory(type(row), fields=names, formfield_callback=with_help)(instance=row)


def what_was_written(
    form: Any, sent: QueryDict, prefix: str = "", before: Mapping[str, Any] | None = None
) -> list[str]:
    """A sentence for each field that was sent with something else than the row holds, and than the person saw in it.

    Where there are any, the first says why, and the last offers to propose it where the row is a fact.
    """
    typed = dict(_typed(form, sent, prefix, before or {}))
    if not typed:
        return []
    row = form.instance
    found = [f"“{row}” was published meanwhile, and only a publisher changes what readers see."]
    for name, value in typed.items():
        field = form.fields[name]
        found.append(f"You had written, for “{field.label or name}”: {_in_words(field, value)}")
    if isinstance(row, SourcedFact):
        offer = format_html('<a href="{}">Propose this as a draft</a>', _proposal(row, typed))
        found.append(offer)
    return found


def _typed(form: Any, sent: QueryDict, prefix: str, before: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    own = {field.name for field in (*form.instance._meta.concrete_fields, *form.instance._meta.many_to_many)}
    for name, field in form.fields.items():
        html_name = f"{prefix}-{name}" if prefix else name
        if name not in own or html_name not in sent or field.widget.is_hidden:
            continue
        value = field.widget.value_from_datadict(sent, {}, html_name)
        now = form.get_initial_for_field(field, name)
        if field.has_changed(now, value) and (name not in before or field.has_changed(before[name], value)):
            yield name, value


def _in_words(field: forms.Field, value: Any) -> str:
    """What was chosen by its label, and anything else as it was typed."""
    if isinstance(field, forms.ChoiceField):
        # The types allow for choices in groups, which no model here has.
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(field, forms.ModelChoiceField):
        try:
            chosen = field.clean(value)
        except ValidationError:
            return str(value)
        many = isinstance(field, forms.ModelMultipleChoiceField)
        return ", ".join(str(each) for each in chosen) if many else str(chosen)
    return str(value)


def _proposal(fact: SourcedFact, typed: Mapping[str, Any]) -> str:
    """The address of a new draft that says what the fact says, but for what was typed."""
    url = f"admin:{fact._meta.app_label}_{fact._meta.model_name}_add"
    said = {name: ",".join(value) if isinstance(value, list) else value for name, value in typed.items()}
    address = reverse(url, query={LIKE: fact.pk, **said})
    return address if len(address) < LONGEST_ADDRESS else reverse(url, query={LIKE: fact.pk})
