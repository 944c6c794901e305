"""What each change was, field by field, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.formats import date_format

NOTHING = "nothing"


@dataclass(frozen=True)
class Change:
    """One field, before and after."""

    field: str
    old: str
    new: str


def changes(model: type[models.Model], records: Sequence[Any]) -> dict[Any, list[Change]]:
    """What each record of one row, the newest first, changed against the one before it; by the record's key.

    Nothing is said of the oldest. One query for each relation of the model, and one more for a relation to many.
    """
    meta: Any = model._meta
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    words = {field.name: (str(field.verbose_name), _words(field, records)) for field in fields}
    words |= {
        field.name: (str(field.verbose_name), _words_of_many(field, records)) for field in meta.local_many_to_many
    }
    return {
        now.pk: [
            Change(called[:1].upper() + called[1:], said[before.pk], said[now.pk])
            for called, said in words.values()
            if said[before.pk] != said[now.pk]
        ]
        for now, before in pairwise(records)
    }


def _words(field: Any, records: Sequence[Any]) -> dict[Any, str]:
    values = {record.pk: getattr(record, field.attname) for record in records}
    if field.is_relation:
        labels = _labels(field.related_model, values.values())
        return {pk: NOTHING if value is None else labels[value] for pk, value in values.items()}
    labels = dict(field.flatchoices)
    return {pk: _plain(labels.get(value, value) if labels else value) for pk, value in values.items()}


def _words_of_many(field: Any, records: Sequence[Any]) -> dict[Any, str]:
    if not records:
        return {}
    ends = getattr(records[0], field.name).model.objects.filter(history__in=records).order_by("pk")
    found: dict[Any, list[Any]] = defaultdict(list)
    for pk, end in ends.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
        found[pk].append(end)
    labels = _labels(field.related_model, [end for each in found.values() for end in each])
    return {record.pk: ", ".join(sorted(labels[end] for end in found[record.pk])) or NOTHING for record in records}


def _labels(model: Any, pks: Any) -> dict[Any, str]:
    pks = {pk for pk in pks if pk is not None}
    rows = model._base_manager.in_bulk(pks) if pks else {}
    return {pk: str(rows[pk]) if pk in rows else f"a deleted {model._meta.verbose_name}" for pk in pks}


def _plain(value: Any) -> str:
    match value:
        case None | "":
            return NOTHING
        case bool():
            return "yes" if value else "no"
        case date():
            return date_format(value)
    return str(value)
