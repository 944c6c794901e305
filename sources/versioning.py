"""Keeps the data version moving with every change of content."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import Signal

from sources.models import DataVersion, ImportRun, LoadConflict, LoadedRow, Proposal

if TYPE_CHECKING:
    from sources.rows import Row

# Sent after rows of these `models` were written at once, without a signal for each; in the same transaction.
written = Signal()


class _Held:
    """Whether anything changed since the version was held back."""

    changed = False


class _Reading:
    """The version as it was first read, once it was."""

    found: tuple[Hashable] | None = None


_held: ContextVar[_Held | None] = ContextVar("data_version_held", default=None)
_reading: ContextVar[_Reading | None] = ContextVar("data_version_read", default=None)


def watch(*app_labels: str) -> None:
    """Bump the data version whenever a row of these apps is saved or deleted."""
    for label in app_labels:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model in (DataVersion, ImportRun, LoadConflict, LoadedRow, Proposal):
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


@contextmanager
def one_reading() -> Iterator[None]:
    """Within this block the version is asked for once at most: a page is one answer, made of one state of content."""
    token = _reading.set(_Reading())
    try:
        yield
    finally:
        _reading.reset(token)


def moved() -> Hashable:
    """As `DataVersionQuerySet.moved`: one query, or none where `one_reading` has it already."""
    reading = _reading.get()
    if reading is None:
        return DataVersion.objects.moved()
    if reading.found is None:
        reading.found = (DataVersion.objects.moved(),)
    return reading.found[0]


def changed() -> None:
    """Say that content changed; what writes in bulk, which sends no signals, calls this itself."""
    if reading := _reading.get():
        reading.found = None
    if held := _held.get():
        held.changed = True
    else:
        DataVersion.objects.bump()


def say_written(rows: Iterable[Row]) -> None:
    """Say which models have new, changed or removed rows, to whoever follows them."""
    if models := {row.table.model for row in rows}:
        written.send(sender=None, models=models)


def _changed(**kwargs: Any) -> None:
    if kwargs.get("action", "post_").startswith("post_"):
        changed()
