"""Keeps the data version moving with every change of content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save

from sources.models import DataVersion, LoadConflict, LoadedRow, Proposal


class _Held:
    """Whether anything changed since the version was held back."""

    changed = False


_held: ContextVar[_Held | None] = ContextVar("data_version_held", default=None)


def watch(*app_labels: str) -> None:
    """Bump the data version whenever a row of these apps is saved or deleted."""
    for label in app_labels:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model in (DataVersion, LoadConflict, LoadedRow, Proposal):
                continue
            if model._meta.auto_created:
                m2m_changed.connect(_changed, sender=model, dispatch_uid=f"version-{model._meta.label}")
            else:
                post_save.connect(_changed, sender=model, dispatch_uid=f"version-{model._meta.label}")
                post_delete.connect(_changed, sender=model, dispatch_uid=f"version-{model._meta.label}")


@contextmanager
def one_bump() -> Iterator[None]:
    """Within this block many changes count as one, and none as none: for loads and imports, in their transaction."""
    held = _Held()
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
    if held.changed:
        changed()


def changed() -> None:
    """Say that content changed; what writes in bulk, which sends no signals, calls this itself."""
    if held := _held.get():
        held.changed = True
    else:
        DataVersion.objects.bump()


def _changed(**kwargs: Any) -> None:
    if kwargs.get("action", "post_").startswith("post_"):
        changed()
