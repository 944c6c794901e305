"""Who changed a row, when and why: every change of content leaves a record, whoever makes it.

Saves and deletions are recorded by django-simple-history, one table for each model. What writes in bulk sends no
signals, and calls `record` itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.apps import apps as apps_of_today
from django.db import connection, models
from django.utils import timezone
from simple_history.models import HistoricalRecords

CREATED, CHANGED, DELETED = "+", "~", "-"
BATCH = 500


class History(HistoricalRecords):
    """The library's records, without what only rows of today need: indexes, permissions, words for forms."""

    def get_m2m_fields_from_model(self, model: type[models.Model]) -> list[Any]:
        return list(model._meta.local_many_to_many)

    def copy_fields(self, model: type[models.Model]) -> dict[str, Any]:
        fields: dict[str, Any] = super().copy_fields(model)
        for name, field in fields.items():
            field.db_index = name == model._meta.pk.name and not model._meta.auto_created
            field.help_text, field.choices, field._validators = "", None, []
        return fields

    def get_extra_fields(self, model: type[models.Model], fields: Any) -> dict[str, Any]:
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        extra["history_user"].db_index = False
        return extra

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        # Who may see a row may see what it was.
        return {**super().get_meta_options(model), "default_permissions": ()}

    def get_meta_options_m2m(self, through_model: type[models.Model]) -> dict[str, Any]:
        return {**super().get_meta_options_m2m(through_model), "default_permissions": ()}

    def get_change_reason_for_object(self, instance: models.Model, history_type: str, using: str | None) -> str | None:
        """What the editor gave as the reason: it is that of all rows which one form saves."""
        given: str | None = super().get_change_reason_for_object(instance, history_type, using)
        return given or getattr(self._request(), "change_reason", None)

    def pre_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        """The record of a deletion: written while all that the row leads to still stands."""
        super().pre_delete(instance, using=using, **kwargs)
        super().post_delete(instance, using=using, **kwargs)

    def post_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        pass

    def m2m_changed(self, instance: Any, action: str, attr: str, pk_set: Any, reverse: bool, **kwargs: Any) -> None:
        if reverse or not action.startswith("post_"):
            return
        request, newest = getattr(instance, "_recorded", (None, None))
        if newest is None or request is None or request is not self._request():
            super().m2m_changed(instance, action, attr, pk_set, reverse, **kwargs)
            return
        # A form saves a row, then what it leads to, taking away first and adding next: one change, so one record.
        for field in newest._history_m2m_fields:
            self.m2m_models[field].objects.filter(history=newest).delete()
        self.create_historical_record_m2ms(newest, instance)

    def create_historical_record_m2ms(self, history_instance: Any, instance: Any) -> None:
        super().create_historical_record_m2ms(history_instance, instance)
        instance._recorded = self._request(), history_instance

    def _request(self) -> Any:
        return getattr(self.context, "request", None)


def record(
    model: type[models.Model],
    what: str,
    reasons: Mapping[Any, str],
    *,
    by_import: bool = False,
    apps: Any = apps_of_today,
) -> None:
    """Note that these rows, by primary key and each for its reason, were created or changed, or are being deleted.

    They are taken down as they stand in the database: one statement for many rows, and one for each relation to many.
    Who it was, the request tells that is being answered, where it was no import before that.
    """
    if not reasons:
        return
    meta: Any = model._meta
    history = _history_of(meta, apps)
    last = history.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    columns = _names(*(field.column for field in meta.local_concrete_fields))
    request = getattr(History.context, "request", None)
    who = request.user.pk if request and not by_import else None
    rest = iter(reasons.items())
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        while batch := list(islice(rest, BATCH)):
            cursor.execute(
                # The names are those of our own tables, quoted.
                f"INSERT INTO {_names(history._meta.db_table)} ("  # noqa: S608
                f"{columns}, history_date, history_type, history_user_id, history_change_reason) "
                f"SELECT {columns}, %s, %s, %s, given.column2 FROM {_names(meta.db_table)} "
                f"JOIN (VALUES {', '.join(['(%s, %s)'] * len(batch))}) AS given "
                f"ON given.column1 = {_names(meta.pk.column)}",
                [now, what, who, *(part for pair in batch for part in pair)],
            )
        for field in meta.local_many_to_many:
            ends = _names("id", field.m2m_column_name(), field.m2m_reverse_name())
            cursor.execute(
                # These names, too, are those of our own tables, quoted.
                f"INSERT INTO {_names(_history_of(field.remote_field.through._meta, apps)._meta.db_table)} "  # noqa: S608
                f"({ends}, history_id) SELECT ends.*, history_id FROM {_names(history._meta.db_table)} AS past "
                f"JOIN (SELECT {ends} FROM {_names(field.m2m_db_table())}) AS ends "
                f"ON ends.{_names(field.m2m_column_name())} = past.{_names(meta.pk.column)} WHERE history_id > %s",
                [last],
            )


def _history_of(meta: Any, apps: Any) -> Any:
    return apps.get_model("history", f"Historical{meta.object_name}")


def _names(*names: str) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)
