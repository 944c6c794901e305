"""Markup that somebody types into a text field is text: on the pages that readers see, and in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from careers.models import SharedLink
from sources.models import Source
from tests.admin.editing import address, page_of
from tests.admin.rows import make_one_of_each
from tests.admin.test_every_model import MODELS, READ_ONLY, newest, page_as_it_was

pytestmark = pytest.mark.django_db

MARKUP = "<i id=x>&amp;'\"</i>"
WRITTEN = [model for model in MODELS if model not in (*READ_ONLY, SharedLink)]


def text_fields(model: type[models.Model]) -> list[Any]:
    """The fields of free text: those whose form forbids markup by itself are left out."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.URLField)
        and not (field.choices or field.primary_key or vars(field)["_validators"])
        and (field.max_length or 300) >= len(MARKUP)
    ]


def test_there_are_such_fields_in_most_models():
    assert sum(len(text_fields(model)) for model in WRITTEN) > 60


def test_markup_in_every_text_field_is_shown_as_text(admin_client):
    make_one_of_each(1)
    make_one_of_each(2)
    for model in WRITTEN:
        fields = {field.name: MARKUP for field in text_fields(model)}
        for row in model._default_manager.all():
            for name in fields:
                # Where only one row may hold a text, its key tells it from others.
                setattr(row, name, f"{MARKUP}{row.pk}"[: model._meta.get_field(name).max_length])
            if isinstance(row, Source):
                row.undated = False
            row.save()
    readers = Client()
    slugs = ("role-1", "role-2", "parent-1")
    pages = [
        *(reverse(f"careers:{name}") for name in ("home", "roles", "sources", "compare-picker", "certifications")),
        *(reverse("careers:role", args=[slug]) for slug in slugs),
        *(reverse("careers:how-to-become", args=[slug]) for slug in slugs),
        reverse("careers:compare", args=[["role-1", "role-2"]]),
        reverse("careers:compare", args=[list(slugs)]),
    ]
    edited = [reverse("admin:index")]
    for model in WRITTEN:
        last: Any = newest(model)
        edited += [address(model, "changelist"), page_of(last), address(model, "history", last.pk)]
        edited += [address(model, "delete", last.pk), page_as_it_was(last.history.first())]
    answers = {page: client.get(page) for client, some in ((readers, pages), (admin_client, edited)) for page in some}
    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    assert [page for page, answer in answers.items() if "<i id=x>" in answer.text] == []
    shown = [page for page, answer in answers.items() if "&lt;i id=x&gt;" in answer.text]
    assert len(shown) > len(answers) * 0.9
