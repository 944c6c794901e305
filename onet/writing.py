"""Writes the rows of public tables beside our own, many at a time, and leaves alone what people did.

A row that an import brought in (`imported`) follows the next release: it is updated, and removed when the release no
longer has it. Any other row of the same natural key wins, and so does a person who deleted an imported row: it does not
come back. Each change of a row that was there leaves a record in its history; a quarter of a million new rows do not.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial, reduce
from itertools import chain
from typing import Any

from django.db import IntegrityError, connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet

from sources import versioning
from sources.bulk import insert_rows, rules_at_the_end, update_rows
from sources.history import CHANGED, CREATED, DELETED, record
from sources.limits import forms_of
from sources.models import BROUGHT_IN, Imported, KeyedFact

Model = type[models.Model]
Cells = tuple[Any, ...]

# What a fact cites changes with every release, which is no news about the fact.
CITES = ("source_id", "summary_source_id", "release")
# What is counted along a table moves with a row that is left out before it, which is no news either.
COUNTED = ("position",)
# How many rows of the same new values are named in a statement.
AT_ONCE = 900


@dataclass
class Counts:
    """What became of the rows of one kind."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    # Left as they are, since they are ours and not what the tables say.
    ours: int = 0
    # Not brought back, since a person deleted them.
    deleted_here: int = 0
    # Among those as they were: how many cite another release now.
    cited_anew: int = 0
    # Roles that stay with all that is known of them, of occupations that are no more.
    retired: int = 0

    @property
    def any_change(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.retired)

    def __str__(self) -> str:
        words = f"{self.added:,} added, {self.changed:,} changed, {self.removed:,} removed, {self.same:,} as they were"
        words += f"; {self.retired:,} retired" if self.retired else ""
        words += f"; {self.ours:,} of ours kept where the tables say other things" if self.ours else ""
        return words + (f"; {self.deleted_here:,} deleted here and not brought back" if self.deleted_here else "")


@dataclass
class Writer:
    """Brings rows into the database for one import, and counts. Everything happens in the caller's transaction."""

    # As the history gives the reason: “O*NET 30.1”.
    release: str
    counts: dict[str, Counts] = field(default_factory=dict)
    # The tables in which anything is new or other than before.
    written: set[Model] = field(default_factory=set)
    rules_are_held: bool = False

    def merge(
        self,
        model: Model,
        fields: Sequence[str],
        blocks: Iterable[Iterable[Cells]],
        *,
        key: int,
        stored: QuerySet[Any],
        same: Mapping[str, Any] | None = None,
        remove: bool = True,
        whole: Callable[[], bool] = lambda: True,
        kind: str = "",
    ) -> Counts:
        """Make the imported rows of `stored` what the blocks of rows say.

        `fields` names the columns of each row (`role_id`, not `role`); the first `key` of them are its natural key.
        `same` is what all rows hold beside. Of rows with the same key the first counts. Without `remove`, what the
        blocks do not hold stays. So it does where they are not the `whole` table, and what they leave empty is not
        emptied then, nor is anything counted anew; that is asked when all blocks have come.
        """
        counts = self.counts.setdefault(kind or str(model._meta.verbose_name_plural), Counts())
        names = [*fields, *(same or {})]
        alike = tuple((same or {}).values())
        cited = [names.index(name) for name in CITES if name in names]
        there: dict[Cells, tuple[Any, bool, Cells]] = {}
        # The order that a model has is for people, and takes long to make.
        stored = stored if stored.query.order_by else stored.order_by()
        for pk, imported, *cells in stored.values_list("pk", "imported", *names):
            there[tuple(cells[:key])] = pk, imported, tuple(cells)
        deleted = _deleted_here(model, fields[:key])
        renamed = _renamed_here(model, fields[:key])
        barred = deleted | renamed
        seen: set[Cells] = set()
        changed: dict[Any, Cells] = {}
        moved = defaultdict[Cells, list[Any]](list)
        key_of = operator.itemgetter(slice(key))

        def new_rows() -> Iterator[list[Cells]]:
            for rows in map(list, blocks):
                keys = set(map(key_of, rows))
                # Of a first import nearly every block is new as a whole.
                if len(keys) == len(rows) and all(map(keys.isdisjoint, (seen, there.keys(), barred))):
                    seen.update(keys)
                    counts.added += len(rows)
                    yield rows
                    continue
                new = []
                for row in rows:
                    its_key = key_of(row)
                    if its_key in seen:
                        continue
                    seen.add(its_key)
                    now = there.get(its_key)
                    if now is None:
                        if its_key in deleted:
                            counts.deleted_here += 1
                        elif its_key in renamed:
                            counts.ours += 1
                        else:
                            new.append(row)
                        continue
                    pk, imported, cells = now
                    row += alike
                    if cells == row:
                        counts.same += 1
                    elif not imported:
                        counts.ours += 1
                    elif _without(cited, cells) == _without(cited, row):
                        counts.same += 1
                        moved[tuple(row[place] for place in cited)].append(pk)
                    else:
                        changed[pk] = row
                counts.added += len(new)
                yield new

        _insert(model, fields, same or {}, new_rows())
        is_whole = whole()
        gone = []
        if remove and is_whole:
            gone = [pk for its_key, (pk, imported, _) in there.items() if imported and its_key not in seen]
        if not is_whole:
            before = {pk: cells for pk, _, cells in there.values()}
            places = [names.index(name) for name in COUNTED if name in names]
            filled = {pk: _filled(row, before[pk], places) for pk, row in changed.items()}
            changed = {pk: row for pk, row in filled.items() if _without(cited, row) != _without(cited, before[pk])}
            counts.same += len(filled) - len(changed)
        self._remove(model, gone)
        self.change(model, names, changed)
        for cites, pks in moved.items():
            alike_now = dict(zip((names[place] for place in cited), cites, strict=True))
            for at in range(0, len(pks), AT_ONCE):
                model._base_manager.filter(pk__in=pks[at : at + AT_ONCE]).update(**alike_now)
        counts.changed += len(changed)
        counts.removed += len(gone)
        counts.cited_anew += sum(map(len, moved.values()))
        if counts.any_change:
            self.written.add(model)
        if counts.any_change or moved:
            versioning.changed()
        return counts

    def link(
        self,
        model: Model,
        name: str,
        ends: Iterable[tuple[Any, Any]],
        *,
        of: QuerySet[Any],
        whole: Callable[[], bool] = lambda: True,
        kind: str,
    ) -> None:
        """Make a many-to-many field of the imported rows among `of` lead to just these; each end is a primary key.

        `whole` is as for `merge`.
        """
        counts = self.counts.setdefault(kind, Counts())
        django: Any = model._meta.get_field(name)
        through = django.remote_field.through
        here, there = f"{django.m2m_field_name()}_id", f"{django.m2m_reverse_field_name()}_id"
        owners = set(of.filter(imported=True).order_by().values_list("pk", flat=True))
        wanted = dict.fromkeys(end for end in ends if end[0] in owners)
        gone = []
        for pk, *found in through._default_manager.order_by().values_list("pk", here, there):
            if tuple(found) in wanted:
                del wanted[tuple(found)]
                counts.same += 1
            elif found[0] in owners:
                gone.append(pk)
        if not whole():
            gone = []
        _delete(through, gone)
        _insert(through, [here, there], {}, [list(wanted)])
        counts.added += len(wanted)
        counts.removed += len(gone)
        if gone or wanted:
            versioning.changed()

    def _remove(self, model: Model, gone: Sequence[Any]) -> None:
        record(model, DELETED, dict.fromkeys(gone, f"No longer in {self.release}"))
        for django in model._meta.many_to_many:
            through: Any = django.remote_field.through
            _delete(through, gone, f"{django.m2m_field_name()}_id")
        _delete(model, gone)

    def replace(
        self, model: Model, fields: Sequence[str], rows: Sequence[Cells], *, key: int, whole: bool = True
    ) -> None:
        """Make a table without a history, of which all belongs to imports, hold these rows, and if `whole` no other."""
        counts = self.counts.setdefault(str(model._meta.verbose_name_plural), Counts())
        cited = [place for place, name in enumerate(fields) if name in CITES]
        there = {row[:key]: row for row in model._default_manager.order_by().values_list(*fields)}
        wanted = ({} if whole else there) | {row[:key]: row for row in rows}
        if there == wanted:
            counts.same += len(wanted)
            return
        for its_key, row in wanted.items():
            if its_key not in there:
                counts.added += 1
            elif _without(cited, there[its_key]) == _without(cited, row):
                counts.same += 1
                counts.cited_anew += there[its_key] != row
            else:
                counts.changed += 1
        counts.removed += len(there.keys() - wanted.keys())
        self.written.add(model)
        model._default_manager.all().delete()
        _insert(model, fields, {}, [list(wanted.values())])
        versioning.changed()

    def change(
        self, model: Model, names: Sequence[str], changed: Mapping[Any, Sequence[Any]], *, why: str = ""
    ) -> None:
        """Set these columns of rows by primary key; the history keeps what they were before, and why they changed."""
        if not changed:
            return
        known = set(_history(model).values_list(model._meta.pk.attname, flat=True))
        record(model, CREATED, {pk: BROUGHT_IN for pk in changed if pk not in known})
        self.written.add(model)
        _update(model, names, changed)
        record(model, CHANGED, dict.fromkeys(changed, why or f"Imported from {self.release}"))
        versioning.changed()

    @contextmanager
    def rules_held_at_the_end(self, fills: Iterable[Model] = ()) -> Iterator[None]:
        """Within this block new rows are not held against all rules of their tables: `hold_rules` asks these of all.

        Row by row SQLite would call Python for each, to look at the form of a key: half the time of an import. So would
        PostgreSQL look for each row that a row names, and for its place in each index: of the tables that this import
        `fills`, where no import did yet.
        """
        if connection.vendor != "sqlite":
            with rules_at_the_end(model._meta.db_table for model in fills if not _has_imported(model)):
                yield
            connection.check_constraints()
            return
        # Past Django, which does nothing more on a connection that an error was met on.
        sqlite = connection.connection
        sqlite.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            sqlite.execute("PRAGMA ignore_check_constraints = OFF")
        if not self.rules_are_held:
            self.hold_rules()

    def hold_rules(self) -> None:
        """Ask now, with all rows in, what else would be asked when the block ends; PostgreSQL asks then."""
        self.rules_are_held = True
        if connection.vendor == "sqlite":
            for model in self.written:
                _hold(model)
            connection.check_constraints()

    def remove_unused(self, model: Model, *, keep: Iterable[Any], kind: str = "") -> None:
        """Remove imported words of a vocabulary that no row names any more, but for those to `keep`."""
        counts = self.counts.setdefault(kind or str(model._meta.verbose_name_plural), Counts())
        unused = model._default_manager.filter(imported=True).order_by()
        gone = set(unused.values_list("pk", flat=True)).difference(keep)
        # Mostly all are kept, and who names them need not be asked.
        if not gone:
            return
        for relation in model._meta.related_objects:
            # All that are named at once: the tables that name them may be without their indexes.
            name = relation.field.name
            named = relation.related_model._base_manager.filter(**{f"{name}__isnull": False})
            unused = unused.exclude(pk__in=named.order_by().values(name))
        gone.intersection_update(unused.values_list("pk", flat=True))
        self._remove(model, list(gone))
        counts.removed += len(gone)
        if gone:
            versioning.changed()

    def names_deleted_here(self, model: Model, name: str) -> set[str]:
        """What rows that a person deleted were ever called."""
        pk = model._meta.pk.attname
        gone = _deleted_by_people(model).values(pk)
        return set(_history(model).filter(**{f"{pk}__in": gone}).values_list(name, flat=True))


def _has_imported(model: Model) -> bool:
    """Whether an import brought rows of it in, or, where it joins two models, of the one that it belongs to."""
    owner: Any = model._meta.auto_created or model
    rows = owner._default_manager.all()
    return bool((rows.filter(imported=True) if issubclass(owner, Imported) else rows).exists())


def _hold(model: Model) -> None:
    """Ask the rules of a table of all its imported rows at once; `IntegrityError` names one that is broken.

    Which form a text must have, `_fit` has asked.
    """
    rows = model._default_manager.all()
    if issubclass(model, Imported):
        rows = rows.filter(imported=True)
    rules = [each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)]
    plain = [rule for rule in rules if not _asks_for_form(rule)]
    if plain and rows.exclude(reduce(operator.and_, (rule.condition for rule in plain))).exists():
        broken = next(rule.name for rule in plain if rows.exclude(rule.condition).exists())
        raise IntegrityError(f"CHECK constraint failed: {broken}")


def _fit(model: Model, names: Sequence[str]) -> Callable[[Sequence[Cells]], None]:
    """Asks rows of these columns whether the texts in them have the form that they must have."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    forms = [
        (each.name, operator.itemgetter(place), re.compile(form.regex).search, bool(form.inverse_match))
        for place, each in enumerate(fields)
        for form in forms_of(each)
    ]

    def fit(rows: Sequence[Cells]) -> None:
        for name, cell, search, is_not in forms:
            found = map(search, set(map(cell, rows)))
            if any(found) if is_not else not all(found):
                raise IntegrityError(f"CHECK constraint failed: {model._meta.db_table}_{name}_form")

    return fit


def _asks_for_form(rule: models.CheckConstraint) -> bool:
    first = rule.condition.children[0] if isinstance(rule.condition, Q) else None
    return isinstance(first, tuple) and first[0].endswith("__regex")


def _filled(row: Cells, before: Cells, kept: Sequence[int]) -> Cells:
    """The row, with what it leaves empty, and the cells in these places, as they were before."""
    return tuple(
        old if new is None or place in kept else new for place, (new, old) in enumerate(zip(row, before, strict=True))
    )


def _without(places: Sequence[int], cells: Cells) -> Cells:
    return tuple(cell for place, cell in enumerate(cells) if place not in places)


def _deleted_here(model: Model, key: Sequence[str]) -> set[Cells]:
    """The keys of rows that a person deleted, at their end and as they were brought in."""
    gone = _deleted_by_people(model)
    brought = _brought_in(model).filter(**{f"{model._meta.pk.attname}__in": gone.values(model._meta.pk.attname)})
    return {*gone.values_list(*key), *brought.values_list(*key)}


def _renamed_here(model: Model, key: Sequence[str]) -> set[Cells]:
    """The keys that facts were brought in under, where a person gave them others since.

    Words of a vocabulary come again where a person calls one something else: other rows name them.
    """
    if not issubclass(model, KeyedFact):
        return set()
    facts: Any = model._default_manager
    ours = facts.filter(imported=False, pk=OuterRef(model._meta.pk.attname))
    elsewhere = ours.exclude(**{name: OuterRef(name) for name in key})
    return set(_brought_in(model).filter(Exists(elsewhere.order_by())).values_list(*key))


def _brought_in(model: Model) -> Any:
    """Rows as an import had brought them in, of those that something became of later."""
    return _history(model).filter(history_type=CREATED, history_change_reason=BROUGHT_IN)


def _deleted_by_people(model: Model) -> Any:
    """The records of rows that a person deleted; imports and loads, which nobody signs, give a reason.

    Who takes back what a person had added leaves all as if it had never been there.
    """
    by_people = Q(history_user__isnull=False) | Q(history_change_reason=None)
    pk = model._meta.pk.attname
    added = _history(model).filter(by_people, history_type=CREATED)
    return _history(model).filter(by_people, history_type=DELETED).exclude(**{f"{pk}__in": added.values(pk)})


def _insert(model: Model, names: Sequence[str], same: Mapping[str, Any], blocks: Iterable[Sequence[Cells]]) -> None:
    """Insert rows of these columns; all others hold what is the same for all, or what a new row has."""
    meta: Any = model._meta
    new = {
        each.attname: True if each.attname == "imported" else getattr(each.get_default(), "value", each.get_default())
        for each in meta.concrete_fields
        if each.attname not in names and not (each.primary_key and each.attname not in same)
    }
    beside = {
        meta.get_field(name).column: _as_stored(meta.get_field(name))(value)
        for name, value in (new | dict(same)).items()
    }
    fields = [meta.get_field(name) for name in names]
    # PostgreSQL takes all values as they are.
    as_stored = {
        place: cache(_as_stored(each))
        for place, each in enumerate(fields)
        if connection.vendor == "sqlite"
        and isinstance(each, models.DecimalField | models.DateField | models.BooleanField)
    }
    columns = [each.column for each in fields]
    fit = _fit(model, names)

    def blocks_as_stored() -> Iterator[Iterable[Cells]]:
        for rows in blocks:
            fit(rows)
            if rows and as_stored:
                cells: list[Iterable[Any]] = list(zip(*rows, strict=True))
                for place, stored in as_stored.items():
                    cells[place] = map(stored, cells[place])
                yield zip(*cells, strict=True)
            else:
                yield rows

    insert_rows(meta.db_table, columns, chain.from_iterable(blocks_as_stored()), alike=beside)


def _as_stored(django: Any) -> Callable[[Any], Any]:
    prepared = partial(django.get_db_prep_save, connection=connection)
    if connection.vendor != "sqlite":
        return prepared

    # What is neither text nor quite a number takes Python longer to hand over than SQLite to insert the row.
    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value:.{django.decimal_places}f}"
        value = prepared(value)
        return int(value) if isinstance(value, bool) else value

    return plain


def _update(model: Model, names: Sequence[str], changed: Mapping[Any, Sequence[Any]]) -> None:
    if not changed:
        return
    _fit(model, names)([tuple(row) for row in changed.values()])
    update_rows(model, names, changed)


def _delete(model: Model, pks: Sequence[Any], column: str = "") -> None:
    quoted = connection.ops.quote_name
    meta: Any = model._meta
    with connection.cursor() as cursor:
        cursor.executemany(
            # The names are those of our own tables, quoted.
            f"DELETE FROM {quoted(meta.db_table)} WHERE {quoted(column or meta.pk.column)} = %s",  # noqa: S608
            [(pk,) for pk in pks],
        )


def _history(model: Model) -> Any:
    """All that is on record of a model's rows. Its history is put there when Django starts, where no type sees it."""
    return model.history  # type: ignore[attr-defined]
