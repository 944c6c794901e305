"""What a browser would send back from a page of the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

Values = dict[str, Any]


def address(model: type[Model], page: str, *args: Any) -> str:
    """`page` is changelist, add, change, delete, history, export, import or deleted."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def page_of(row: Model) -> str:
    return address(type(row), "change", row.pk)


def sent_by(page: Any, new: dict[str, list[Values]] | None = None) -> Values:
    """What the page's form sends when nothing is changed in it, except that `new` rows are added to inlines."""
    sent = values_of([page.context["adminform"].form])
    for inline in page.context["inline_admin_formsets"]:
        formset = inline.formset
        sent |= values_of([formset.management_form, *formset.forms])
        more = (new or {}).get(formset.prefix, [])
        for number, values in enumerate(more, start=len(formset.forms)):
            row = values_of([formset.empty_form])
            row |= {f"{formset.prefix}-__prefix__-{name}": value for name, value in values.items()}
            sent |= {name.replace("__prefix__", str(number)): value for name, value in row.items()}
        sent[f"{formset.prefix}-TOTAL_FORMS"] = len(formset.forms) + len(more)
    return sent


def values_of(forms: Iterable[Any]) -> Values:
    values = {field.html_name: field.value() for form in forms for field in form}
    values = {name: "on" if value is True else value for name, value in values.items()}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def edit(client: Client, row: Model, changes: Values | None = None, new: dict[str, list[Values]] | None = None) -> Any:
    """Open the row's page, change it and save; the answer, before any redirect."""
    page = client.get(page_of(row))
    return client.post(page_of(row), sent_by(page, new) | (changes or {}))


def add(client: Client, model: type[Model], values: Values, new: dict[str, list[Values]] | None = None) -> Any:
    """Open the page for a new row, fill it in and save; the answer, before any redirect."""
    url = address(model, "add")
    return client.post(url, sent_by(client.get(url), new) | values)


def delete(client: Client, row: Model, why: str = "") -> Any:
    """Open the page that asks whether to delete the row, and say yes; the answer, before any redirect."""
    url = address(type(row), "delete", row.pk)
    return client.post(url, confirmed_by(client.get(url), why))


def confirmed_by(page: Any, why: str = "") -> Values:
    """What a page that asks whether to delete sends when one says yes."""
    if "deletion" not in (page.context or {}):
        return {"post": "yes"}
    return values_of([page.context["deletion"]]) | {"post": "yes", "change_reason": why}


def sentences(answer: Any) -> str:
    """What the page says is wrong."""
    assert answer.status_code == 422, "it was saved"
    context = answer.context
    errors = context["adminform"].form.errors.as_text()
    for inline in context["inline_admin_formsets"]:
        errors += inline.formset.non_form_errors().as_text()
        errors += "".join(form.errors.as_text() for form in inline.formset.forms)
    return str(errors)
