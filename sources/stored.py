"""The rows of the database as content files would write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from sources.models import Imported, RenamedSlug
from sources.rows import Model, Row, table


@dataclass
class Stored:
    """Every row of some models, by natural key, and the primary key behind each name."""

    rows: dict[Model, dict[str, Row]] = field(default_factory=dict)
    pks: dict[Model, dict[str, Any]] = field(default_factory=dict)
    # What rows were called once, and what they are called in `rows`.
    renamed: dict[Model, dict[str, str]] = field(default_factory=dict)
    # The slugs that led to each slug before, the newest first.
    former: dict[Model, dict[str, list[str]]] = field(default_factory=dict)


# For each model, the names that content files use for its rows, and those that the ledger knows.
Names = Mapping[Model, set[str]]
# For each model, the imported rows that count beside our own.
Besides = Callable[[Model], Q]


def _none(_model: Model) -> Q:
    return Q(pk__in=[])


def read_stored(
    models: Sequence[Model],
    *,
    in_files: Names | None = None,
    in_ledger: Names | None = None,
    besides: Besides = _none,
) -> Stored:
    """All rows of these models: one query a model and a many-to-many field, and one for renamed slugs.

    Of what imports brought in, only the rows of `besides` are read: there can be a quarter of a million others. What
    all of them are called is known still, since rows of ours may name them.

    A row that was renamed in the admin, and that files still call by its old slug, goes by that slug here, in
    its own key and wherever it is named; only its field `slug` has the new one.
    """
    brought: dict[Model, set[Any]] = defaultdict(set)
    raw = {model: _values(_ours_and(model, besides(model)).order_by("pk"), brought[model]) for model in models}
    names = {
        model: names_of(model) if issubclass(model, Imported) else _refs(model, rows)
        for model, rows in raw.items()
        if table(model).named
    }
    stored = Stored()
    for model in names:
        former = stored.former[model] = _former_slugs(model, set(names[model].values()))
        used = [(each or {}).get(model, set()) for each in (in_files, in_ledger)]
        stored.renamed[model] = {}
        for pk, slug in names[model].items():
            if slug not in former:
                continue
            called = [slug, *former[slug]]
            names[model][pk] = next((name for place in used for name in called if name in place), slug)
            stored.renamed[model] |= {name: names[model][pk] for name in called if name != names[model][pk]}
        stored.pks[model] = {name: pk for pk, name in names[model].items()}
    for model, rows in raw.items():
        own = table(model)
        stored.rows[model] = {}
        for name, column in own.columns.items():
            if column.many:
                others = _many(model, name, rows)
                for pk, values in rows.items():
                    values[name] = tuple(names[own.targets[name]][other] for other in others[pk])
            elif column.target:
                called_as = names[column.target]
                for values in rows.values():
                    values[name] = called_as[values[name]] if values[name] is not None else None
        for pk, values in rows.items():
            called_now = names[model][pk] if model in names else ""
            known_as = called_now if "slug" in values and called_now != values["slug"] else ""
            row = Row(own, values, pk=pk, imported=pk in brought[model], known_as=known_as)
            stored.rows[model][row.key] = row
    return stored


def _ours_and(model: Model, besides: Q) -> QuerySet[Any]:
    rows = model._default_manager.all()
    return rows.filter(Q(imported=False) | besides) if issubclass(model, Imported) else rows


def rows_of(found: QuerySet[Any]) -> list[Row]:
    """The rows of one query, in its order: one query, and one for each model they name and each relation to many."""
    model: Model = found.model
    own = table(model)
    brought: set[Any] = set()
    raw = _values(found, brought)
    called = {target: names_of(target) for target in own.targets.values()}
    for name, column in own.columns.items():
        if column.many:
            others = _many(model, name, raw)
            for pk, values in raw.items():
                values[name] = tuple(called[own.targets[name]][other] for other in others[pk])
        elif column.target:
            for values in raw.values():
                values[name] = called[column.target].get(values[name])
    return [Row(own, values, pk=pk, imported=pk in brought) for pk, values in raw.items()]


def names_of(model: Model) -> dict[Any, str]:
    """What files call each row of a model, by primary key: one query."""
    parts = model._default_manager.order_by().values_list("pk", *table(model).key_fields({}))
    return {pk: ":".join(map(str, name)) for pk, *name in parts}


def _values(found: QuerySet[Any], brought: set[Any]) -> dict[Any, dict[str, Any]]:
    """The plain values of rows, by primary key; related rows by theirs. Of imported rows the key goes to `brought`."""
    model: Model = found.model
    columns = {name: column.django.attname for name, column in table(model).columns.items() if not column.many}
    if not issubclass(model, Imported):
        rows = found.values_list("pk", *columns.values())
        return {pk: dict(zip(columns, values, strict=True)) for pk, *values in rows}
    raw = {}
    for pk, imported, *values in found.values_list("pk", "imported", *columns.values()):
        raw[pk] = dict(zip(columns, values, strict=True))
        if imported:
            brought.add(pk)
    return raw


def _refs(model: Model, rows: Mapping[Any, dict[str, Any]]) -> dict[Any, str]:
    return {pk: ":".join(str(values[part]) for part in table(model).key_fields(values)) for pk, values in rows.items()}


def _many(model: Model, name: str, of: Container[Any]) -> Mapping[Any, list[Any]]:
    """The primary keys that these rows' many-to-many field leads to, in the order they were added."""
    field = table(model).columns[name].django
    ends = (f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")
    found: dict[Any, list[Any]] = defaultdict(list)
    for pk, other in field.remote_field.through._default_manager.order_by("pk").values_list(*ends):
        if pk in of:
            found[pk].append(other)
    return found


def _former_slugs(model: Model, in_use: set[str]) -> dict[str, list[str]]:
    """The names that rows had before, without those that another row took since."""
    former: dict[str, list[str]] = defaultdict(list)
    if "slug" in table(model).columns:
        renames = RenamedSlug.objects.filter(model=table(model).label, new__in=in_use)
        for old, new in renames.order_by("-pk").values_list("old", "new"):
            if old not in in_use:
                former[new].append(old)
    return former
