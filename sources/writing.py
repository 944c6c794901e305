"""Writes planned rows into the database, a few statements a model, and keeps the ledger of what was loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone

from sources import versioning
from sources.bulk import update_rows
from sources.documents import BadContent
from sources.history import CHANGED, CREATED, DELETED, record
from sources.models import BROUGHT_IN, Imported, LoadedRow, RenamedSlug
from sources.rows import Model, Row, table
from sources.stored import Stored

BATCH = 500
# Each constraint is a question to the database: of more rows than this only what it said itself is told.
MOST_EXPLAINED = 200


def write_rows(
    stored: Stored, remove: Sequence[Row], create: Sequence[Row], update: Sequence[tuple[Row, Row]], *, why: str = ""
) -> None:
    """Remove, create and update rows; the models of `stored` come in the order in which rows need each other.

    Removals come first and updates next, so that a row can take over what must be there only once (a title). What
    still names a removed row is updated by the end, and the database checks that when the transaction ends.
    """
    if not (remove or create or update):
        return
    by_model: dict[Model, tuple[list[Row], list[Row], list[tuple[Row, Row]]]] = {
        model: ([], [], []) for model in stored.rows
    }
    for row in remove:
        by_model[row.table.model][0].append(row)
    for row in create:
        by_model[row.table.model][1].append(row)
    for pair in update:
        by_model[pair[1].table.model][2].append(pair)
    for model in reversed(by_model):
        gone = by_model[model][0]
        record(model, DELETED, {row.pk: "No longer in the content files" for row in gone})
        _remove(model, gone)
    for model, (_, new, changed) in by_model.items():
        record(model, CREATED, {before.pk: BROUGHT_IN for before, _ in changed if before.imported})
        _update(model, changed, stored)
        _create(model, new, stored)
    for model, (_, new, changed) in by_model.items():
        # Only now is every row there that these may name.
        _fill_in_own_kind(model, [*new, *(after for _, after in changed)], stored)
        for name, column in table(model).columns.items():
            if column.many:
                rows = [row for row in new if row[name]]
                rows += [after for before, after in changed if name in before.differs(after)]
                _set_many(model, name, rows, stored)
        record(model, CREATED, {_pk(model, row, stored): loaded_from(row, why) for row in new})
        record(model, CHANGED, {before.pk: loaded_from(after, why) for before, after in changed})
    versioning.changed()


def loaded_from(row: Row, why: str = "") -> str:
    """What the history gives as the reason."""
    if row.imported:
        return "Another became the primary one"
    return f"{why} (from {row.document.name})" if why else f"Loaded from {row.document.name}"


def needed_elsewhere(rows: Iterable[Row], stored: Stored) -> list[Row]:
    """The rows that are named by rows of other models than those of content files."""
    by_model: dict[Model, dict[Any, Row]] = defaultdict(dict)
    for row in rows:
        by_model[row.table.model][row.pk] = row
    needed: list[Row] = []
    for model, found in by_model.items():
        for relation in model._meta.related_objects:
            other = relation.related_model
            if getattr(other._meta, "auto_created", False):
                continue
            name = relation.field.attname
            users = other._base_manager.filter(**{f"{relation.field.name}__in": list(found)})
            if other in stored.rows:
                # Its own rows are looked at one by one; of imported ones only those that do not go with the row.
                if not issubclass(other, Imported) or _belongs(relation):
                    continue
                users = users.filter(imported=True)
            needed += [found[pk] for pk in users.values_list(name, flat=True).distinct()]
    return needed


def _belongs(relation: Any) -> bool:
    """Whether the rows that name a row by it are parts of that row."""
    return relation.field.name in (*getattr(relation.related_model, "owner_fields", ()), relation.related_model.part_of)


def remember(rows: Sequence[Row], ledger: Mapping[tuple[Model, str], LoadedRow], loader: str) -> None:
    """Note what was loaded into each row, and where it stood."""
    fields = ("key", "digest", "loader", "document", "index")
    entries, now = [], timezone.now()
    for row in rows:
        entry = LoadedRow(
            model=row.table.label,
            key=row.key,
            digest=row.digest,
            loader=loader,
            document=row.document.name,
            index=row.index,
            loaded_at=now,
        )
        known = ledger.get((row.table.model, row.key))
        entry.pk = known.pk if known else None
        if not known or any(getattr(known, name) != getattr(entry, name) for name in fields):
            entries.append(entry)
    # Told apart first: creating gives a new entry its key, and it must not be written a second time.
    new, changed = [entry for entry in entries if not entry.pk], [entry for entry in entries if entry.pk]
    LoadedRow.objects.bulk_create(new, BATCH)
    LoadedRow.objects.bulk_update(changed, [*fields, "loaded_at"], BATCH)


def forget(entries: Sequence[LoadedRow]) -> None:
    """Take these entries out of the ledger."""
    LoadedRow.objects.filter(pk__in=[entry.pk for entry in entries]).delete()


def _remove(model: Model, rows: Sequence[Row]) -> None:
    if not rows:
        return
    pks = [row.pk for row in rows]
    for relation in model._meta.related_objects:
        if issubclass(relation.related_model, Imported) and _belongs(relation):
            relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks}, imported=True).delete()
    for name, column in table(model).columns.items():
        if column.many:
            _clear_many(model, name, pks)
    # Not delete(): it would also delete, or stumble over, rows whose update comes a moment later. The plan has
    # made sure that nothing which stays names these rows.
    gone = model._base_manager.filter(pk__in=pks)
    gone._raw_delete(gone.db)


def _create(model: Model, rows: Sequence[Row], stored: Stored) -> None:
    own_kind = {name for name, target in table(model).targets.items() if target is model}
    instances = [_instance(row, stored, without=own_kind) for row in rows]
    _at_once(
        instances,
        rows,
        lambda: model._base_manager.bulk_create(instances, BATCH),
        lambda instance: instance.save_base(raw=True, force_insert=True),
    )
    for row, instance in zip(rows, instances, strict=True):
        stored.rows[model][row.key] = replace(row, pk=instance.pk)
        if table(model).named:
            stored.pks[model][row.ref] = instance.pk


def _update(model: Model, pairs: Sequence[tuple[Row, Row]], stored: Stored) -> None:
    columns = table(model).columns
    fields = {name for before, after in pairs for name in before.differs(after) if not columns[name].many}
    if any(before.imported for before, _ in pairs):
        fields.add("imported")
    if not fields:
        return
    instances = [_instance(after, stored, pk=before.pk) for before, after in pairs]
    names = sorted(fields)
    meta: Any = model._meta
    kept = [meta.get_field(name) for name in names]
    values = {instance.pk: [field.value_from_object(instance) for field in kept] for instance in instances}
    _at_once(
        instances,
        [after for _, after in pairs],
        lambda: update_rows(model, names, values),
        lambda instance: instance.save_base(raw=True, update_fields=fields),
    )
    for before, after in pairs:
        if before.known_as:
            RenamedSlug.objects.record(table(model).label, before["slug"], after["slug"])


def _fill_in_own_kind(model: Model, rows: Sequence[Row], stored: Stored) -> None:
    """Set the fields that name rows of the same model, which may have been created after these."""
    columns = table(model).columns
    names = [name for name, target in table(model).targets.items() if target is model and not columns[name].many]
    rows = [row for row in rows if any(row[name] for name in names)]
    if rows:
        instances = [_instance(row, stored, pk=_pk(model, row, stored)) for row in rows]
        _at_once(
            instances,
            rows,
            lambda: model._base_manager.bulk_update(instances, names, BATCH),
            lambda instance: instance.save_base(raw=True, update_fields=names),
        )


def _set_many(model: Model, name: str, rows: Sequence[Row], stored: Stored) -> None:
    """Make a many-to-many field of these rows hold just what they name."""
    if not rows:
        return
    django = table(model).columns[name].django
    target = table(model).targets[name]
    pks = [_pk(model, row, stored) for row in rows]
    _clear_many(model, name, pks)
    here, there = (f"{django.m2m_field_name()}_id", f"{django.m2m_reverse_field_name()}_id")
    ends = [(pk, stored.pks[target][ref]) for pk, row in zip(pks, rows, strict=True) for ref in row[name]]
    if django.remote_field.symmetrical:
        ends = list(dict.fromkeys([*ends, *((there, here) for here, there in ends)]))
    through = django.remote_field.through
    through._base_manager.bulk_create([through(**{here: one, there: other}) for one, other in ends], BATCH)


def _clear_many(model: Model, name: str, pks: Sequence[Any]) -> None:
    django = table(model).columns[name].django
    through = django.remote_field.through._base_manager
    through.filter(**{f"{django.m2m_field_name()}__in": pks}).delete()
    if django.remote_field.symmetrical:
        through.filter(**{f"{django.m2m_reverse_field_name()}__in": pks}).delete()


def _pk(model: Model, row: Row, stored: Stored) -> Any:
    return stored.rows[model][row.key].pk


def _instance(row: Row, stored: Stored, *, pk: Any = None, without: Iterable[str] = ()) -> models.Model:
    values: dict[str, Any] = {}
    for name, column in row.table.columns.items():
        if column.many or name in without:
            continue
        value = row[name]
        if column.target is row.table.model:
            value = stored.pks[column.target].get(value)  # one that is not there yet is filled in later
        elif column.target and value:
            value = stored.pks[column.target][value]
        values[column.django.attname] = value
    if pk is not None:
        values["pk"] = pk
    if row.imported:
        values["imported"] = True
    return row.table.model(**values)


def _at_once(
    instances: Sequence[models.Model],
    rows: Sequence[Row],
    write: Callable[[], object],
    write_one: Callable[[models.Model], object],
) -> None:
    """Write them all in few statements; where the database refuses, one by one, to tell which and why.

    What only one row may have (a title, being the primary one) may pass from one of these rows to another: it is
    free only after the first was written. So one by one they are tried until no more of them goes through.
    """
    if not instances:
        return
    try:
        with transaction.atomic():
            write()
        return
    except (IntegrityError, DataError):
        waiting = list(zip(instances, rows, strict=True))
    while waiting:
        refused = []
        for instance, row in waiting:
            try:
                with transaction.atomic():
                    write_one(instance)
            except (IntegrityError, DataError) as error:
                refused.append((instance, row, error))
        if len(refused) == len(waiting):
            raise BadContent(
                [
                    row.problem("", f"the database refuses this {row.table.called}: {_why(instance, error, number)}")
                    for number, (instance, row, error) in enumerate(refused)
                ]
            )
        waiting = [(instance, row) for instance, row, _ in refused]


def _why(instance: models.Model, error: Exception, number: int) -> str:
    told = " ".join(str(error).split())  # PostgreSQL tells the details on a line of their own
    if number >= MOST_EXPLAINED:
        return told
    try:
        with transaction.atomic():
            instance.validate_constraints()
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return told
