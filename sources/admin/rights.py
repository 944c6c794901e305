"""Who may change what in the admin: an editor drafts, a publisher publishes.

Django asks for each model. Here it is asked for each row, too: what readers are shown (`is_public`) is changed and
deleted by those alone who may publish it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest

from sources.limits import Limited
from sources.models import SourcedFact


def is_published_apart(model: type[Model]) -> bool:
    """Whether rows of this model are drafts first, and published one by one."""
    return "publish" in model._meta.default_permissions


def may_publish(request: HttpRequest, model: type[Model]) -> bool:
    """Whether this person decides what readers see of the model. A part goes with the row that it belongs to."""
    if issubclass(model, Limited) and model.part_of:
        owner: Any = model._meta.get_field(model.part_of).related_model
        return may_publish(request, owner)
    codename = get_permission_codename("publish", model._meta)
    return is_published_apart(model) and request.user.has_perm(f"{model._meta.app_label}.{codename}")


def is_public(row: Model | None) -> bool:
    """Whether readers are shown the row as it stands."""
    return isinstance(row, Limited) and row.is_public


def is_closed(request: HttpRequest, row: Model | None) -> bool:
    """Whether readers are shown the row, and this person may not decide what they see."""
    return row is not None and is_public(row) and not may_publish(request, type(row))


def refuse_what_is_closed(request: HttpRequest, row: Model | None, verb: str) -> None:
    """PermissionDenied, with a sentence for the person, where the row is closed to them."""
    if is_closed(request, row):
        what = f"“{row}” is published, and only a publisher {verb} what readers see."
        if isinstance(row, SourcedFact):
            what += " You can propose a change: open it, and choose “Propose a change”."
        raise PermissionDenied(what)
