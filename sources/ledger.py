"""Brings rows into the database without undoing what editors did there.

The ledger (`LoadedRow`) remembers what was last loaded into each row. A row that still holds just that is ours:
it follows the files. A row that holds something else was edited in the admin since; one that is gone was deleted
there; one that the ledger does not know was made there. All three stay as they are and are reported as conflicts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from typing import Any

from django.db import transaction
from django.db.models import Q

from sources import versioning
from sources.alone import alone
from sources.constraints import clashes
from sources.models import LoadConflict, LoadedRow, RenamedSlug
from sources.renaming import record_former_names, rename_rows
from sources.rows import Model, Row, Table, table
from sources.stored import Stored, read_stored
from sources.writing import forget, needed_elsewhere, remember, write_rows

FILES = "files"

# A row of any model: the model and the natural key.
Id = tuple[Model, str]
Ledger = Mapping[Id, LoadedRow]


@dataclass
class Report:
    """What a load did, or would do."""

    created: list[Row] = field(default_factory=list)
    updated: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    kept: int = 0
    conflicts: list[str] = field(default_factory=list)
    # What readers lose by it.
    warnings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        words = (
            f"{len(self.created)} created, {len(self.updated)} updated, {self.kept} kept, "
            f"{len(self.conflicts)} conflicts"
        )
        return words + (f", {len(self.removed)} removed" if self.removed else "")


@dataclass(frozen=True)
class Conflict:
    """A row that is not as the files say, and why it was left so."""

    row: Row
    what: str

    def __str__(self) -> str:
        return f"{self.row}: {self.what}"


@dataclass
class Plan:
    """What is to be written: nothing that an editor did is among it, unless `theirs` was asked for."""

    create: list[Row] = field(default_factory=list)
    update: list[tuple[Row, Row]] = field(default_factory=list)  # as it is, as it shall be
    remove: list[Row] = field(default_factory=list)
    # Imported rows that make room for one of these; they are none of ours.
    yielding: list[tuple[Row, Row]] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    forget: list[LoadedRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def load_rows(
    rows: Iterable[Row], models: Sequence[Model], *, loader: str = FILES, theirs: bool = False, dry_run: bool = False
) -> Report:
    """Bring these rows in, as one transaction; BadContent where the database refuses one.

    With `theirs` the rows win over what editors did, except for rows that editors added. A row that this loader
    brought in before, and that is not among `rows` any more, is removed.
    """
    models = in_order(models)
    incoming = _both_sides(rows)
    with alone():
        with versioning.one_bump():
            stored, ledger = _as_it_is(incoming, models)
            if any(row.formerly for row in incoming):
                untouched = {(row.table.model, row.pk) for row in _as_loaded(stored, ledger)}
                if rename_rows(incoming):
                    stored, ledger = _as_it_is(incoming, models)
                    _move_digests(stored, ledger, untouched)
            made = plan(incoming, stored, ledger, loader=loader, theirs=theirs)
            write_rows(stored, made.remove, made.create, [*made.yielding, *made.update])
            remember([*made.create, *(new for _, new in made.update), *made.same], ledger, loader)
            forget([*made.forget, *(ledger[_id(row)] for row in made.remove)])
            made.conflicts += [Conflict(row, what) for row, what in record_former_names(incoming)]
            note_conflicts(made.conflicts, stored, loader)
            warnings = _lost_addresses(made.remove)
        if dry_run:
            transaction.set_rollback(True)
        else:
            versioning.say_written([*made.remove, *made.create, *(new for _, new in made.update)])
    updated = [new for _, new in made.update]
    conflicts = [str(conflict) for conflict in made.conflicts]
    return Report(made.create, updated, made.remove, len(made.same), conflicts, warnings)


def note_conflicts(conflicts: Sequence[Conflict], stored: Stored, loader: str) -> None:
    """Keep what this load left as it was, in place of what the last one did, for editors to look through."""
    LoadConflict.objects.filter(loader=loader).delete()
    here = [stored.rows[each.row.table.model].get(each.row.key) for each in conflicts]
    LoadConflict.objects.bulk_create(
        LoadConflict(
            loader=loader,
            model=each.row.table.label,
            words=str(each),
            row="" if row is None else str(row.pk),
        )
        for each, row in zip(conflicts, here, strict=True)
    )


def _as_it_is(incoming: Sequence[Row], models: Sequence[Model]) -> tuple[Stored, dict[Id, LoadedRow]]:
    """Every row and what was loaded into each, under the names that the files use."""
    entries = list(LoadedRow.objects.filter(model__in=[table(model).label for model in models]))
    names = _names(incoming)
    stored = read_stored(
        models, in_files=names, in_ledger=_names_in_ledger(entries, models), besides=_met_by(incoming, names)
    )
    return stored, follow_renames(entries, stored, models)


def _met_by(incoming: Sequence[Row], names: Mapping[Model, set[str]]) -> Callable[[Model], Q]:
    """Which imported rows the files may meet: their own namesakes, and what stands where only one may."""
    keys: dict[Model, set[str]] = defaultdict(set)
    for row in incoming:
        if "key" in row.values:
            keys[row.table.model].add(row["key"])

    def of(fields: Iterable[str], own: Table) -> Q:
        targets = ((name, own.targets[name]) for name in fields)
        return Q(*(_called(target, names.get(target, set()), f"{name}__") for name, target in targets), _connector=Q.OR)

    def besides(model: Model) -> Q:
        own = table(model)
        if own.named:
            return _called(model, names.get(model, set()))
        # What has no key of its own is met wherever it is about a row of the files: only one may be the primary one.
        return of(own.owners, own) & Q(key__in=keys[model]) if own.owners else of(own.targets, own)

    return besides


def _called(model: Model, names: set[str], prefix: str = "") -> Q:
    """Rows of one of these names, or of a name that one of these became."""
    *_, last = table(model).key_fields({})
    now = set(RenamedSlug.objects.filter(model=table(model).label, old__in=names).values_list("new", flat=True))
    return Q(**{f"{prefix}{last}__in": {name.rpartition(":")[2] for name in names | now}})


def _as_loaded(stored: Stored, ledger: Ledger) -> Iterator[Row]:
    """The rows that hold just what was loaded into them."""
    for rows in stored.rows.values():
        for row in rows.values():
            entry = ledger.get(_id(row))
            if entry and entry.digest == row.digest:
                yield row


def _move_digests(stored: Stored, ledger: Ledger, untouched: set[tuple[Model, Any]]) -> None:
    """After a rename in the files, rows that name the renamed one hold what was loaded still, under its new name."""
    moved = []
    for rows in stored.rows.values():
        for row in rows.values():
            entry = ledger.get(_id(row))
            if entry and entry.digest != row.digest and (row.table.model, row.pk) in untouched:
                entry.digest = row.digest
                moved.append(entry)
    LoadedRow.objects.bulk_update(moved, ["key", "digest"], 500)


def _lost_addresses(removed: Iterable[Row]) -> list[str]:
    """Removed rows that readers had a page of, and whose address leads nowhere from now on."""
    lost = []
    for row in removed:
        had_a_page = hasattr(row.table.model, "get_absolute_url") and row.values.get("status") != "draft"
        if had_a_page and not RenamedSlug.objects.newest(row.table.label, row["slug"]):
            lost.append(
                f"{row}: removed, and its address leads nowhere now; if it has another slug, "
                f"say “formerly: [{row['slug']}]” there and load again"
            )
    return lost


def in_order(models: Sequence[Model]) -> list[Model]:
    """The models, each after those that its rows name."""
    order: TopologicalSorter[Model] = TopologicalSorter()
    for model in dict.fromkeys(models):
        columns = table(model).columns.values()
        needs = [column.target for column in columns if column.target not in (None, model) and not column.many]
        order.add(model, *needs)
    return list(order.static_order())


def plan(incoming: Sequence[Row], stored: Stored, ledger: Ledger, *, loader: str, theirs: bool) -> Plan:
    """What to write so that the database holds `incoming`, short of an editor's work."""
    refused: dict[Id, str] = {}
    while True:
        made = _plan(incoming, stored, ledger, refused, loader=loader, theirs=theirs)
        written = [*made.create, *(new for _, new in made.update)]
        changed = {_id(row) for row in (*written, *made.remove)}
        staying = [row for rows in stored.rows.values() for row in rows.values() if _id(row) not in changed]
        found = list(clashes(written, staying))
        refusing = {
            _id(row): f"{there} is in its place; kept as it is here" for row, there, _ in found if not _yields(there)
        }
        if not refusing:
            yielding = {_id(there): there for _, there, _ in found}.values()
            made.yielding = [(row, replace(row, values={**row.values, "primary": False})) for row in yielding]
            return made
        refused |= refusing  # and with these go the rows that name them


def _yields(row: Row) -> bool:
    """An imported row is not the primary one any more where one of ours is."""
    return row.imported and "primary" in row.values


def _plan(
    incoming: Sequence[Row], stored: Stored, ledger: Ledger, refused: Mapping[Id, str], *, loader: str, theirs: bool
) -> Plan:
    made = Plan()
    left_out = _left_out(incoming, stored, ledger, refused, theirs=theirs)
    present = _present(incoming, stored, left_out)
    for row in incoming:
        now = stored.rows[row.table.model].get(row.key)
        entry = ledger.get(_id(row))
        if (why := left_out.get(_id(row), refused.get(_id(row)))) is not None:
            # Of what belongs to a row that is left out nothing is said: the row itself says it all.
            made.conflicts += [Conflict(row, why)] if why else []
        elif now is None:
            made.create.append(row)
        elif not (fields := now.differs(row)) and not now.imported:
            made.same.append(row)
        elif absent := _absent_names(row, present):
            made.conflicts.append(Conflict(row, f"names {absent[0][1]}, which is not here; kept as it is"))
        elif theirs or now.imported or (entry and entry.digest == now.digest):
            made.update.append((now, row))
        else:
            how = "made here" if entry is None else "edited here"
            also = "" if entry is None or entry.digest == row.digest else ", and the file changed too"
            made.conflicts.append(Conflict(row, f"{how}{also}; kept with its own {', '.join(fields)}"))
    _plan_removals(made, incoming, stored, ledger, loader=loader, theirs=theirs)
    return made


def _left_out(
    incoming: Sequence[Row], stored: Stored, ledger: Ledger, refused: Mapping[Id, str], *, theirs: bool
) -> dict[Id, str]:
    """Rows that are not made, and why: an editor deleted them, or they cannot be, or that is so of a row they name."""
    absent = [row for row in incoming if row.key not in stored.rows[row.table.model]]
    left_out = {_id(row): refused[_id(row)] for row in absent if _id(row) in refused}
    if not theirs:
        left_out |= {_id(row): "deleted here; not brought back" for row in absent if _id(row) in ledger}
    before = -1
    while before != len(left_out):
        before = len(left_out)
        present = _present(incoming, stored, left_out)
        for row in absent:
            if missing := _absent_names(row, present):
                if {name for name, _ in missing} & {row.owner, *row.table.owners}:
                    left_out[_id(row)] = ""
                left_out.setdefault(_id(row), f"not loaded: it names {missing[0][1]}, which is not here")
    return left_out


def _present(incoming: Sequence[Row], stored: Stored, left_out: Mapping[Id, str]) -> dict[Model, set[str]]:
    """The names that rows can be called by once the load is done."""
    present = {model: set(pks) for model, pks in stored.pks.items()}
    for row in incoming:
        if row.table.named and _id(row) not in left_out:
            present[row.table.model].add(row.ref)
    return present


def _absent_names(row: Row, present: Mapping[Model, set[str]]) -> list[tuple[str, str]]:
    """The fields that name a row which is not there, each with that row."""
    return [
        (name, f"{table(target).called} {ref}")
        for name, target in row.table.targets.items()
        for ref in row.refs(name)
        if ref not in present[target]
    ]


def _plan_removals(
    made: Plan, incoming: Sequence[Row], stored: Stored, ledger: Ledger, *, loader: str, theirs: bool
) -> None:
    """Remove what the files no longer hold, unless an editor changed it or something that stays needs it."""
    wanted = {_id(row) for row in incoming}
    candidates: dict[Id, Row] = {}
    for (model, key), entry in ledger.items():
        if entry.loader != loader or (model, key) in wanted:
            continue
        now = stored.rows[model].get(key)
        if now is None:
            made.forget.append(entry)
        elif theirs or now.digest == entry.digest:
            candidates[model, key] = now
        else:
            made.conflicts.append(Conflict(now, "no longer in the files, but edited here; kept"))
    if not candidates:
        return
    after = {_id(row): row for rows in stored.rows.values() for row in rows.values()}
    after |= {_id(row): row for row in made.create} | {_id(new): new for _, new in made.update}
    outside = needed_elsewhere(candidates.values(), stored)
    needed = {_id(row): "something outside the files" for row in outside}
    by_name = {(row.table.model, row.ref): _id(row) for row in candidates.values() if row.table.named}
    staying = [row for key, row in after.items() if key not in candidates or key in needed]
    while staying:
        row = staying.pop()
        for name, target in row.table.targets.items():
            for ref in row.refs(name):
                found = by_name.get((target, ref))
                if found and found not in needed:
                    needed[found] = str(row)
                    staying.append(candidates[found])
    for found, why in needed.items():
        made.conflicts.append(Conflict(candidates[found], f"no longer in the files, but {why} needs it; kept"))
    made.remove = [row for key, row in candidates.items() if key not in needed]


def _both_sides(rows: Iterable[Row]) -> list[Row]:
    """The rows, where a field that holds both ways (“not the same as”) is filled in from both sides."""
    incoming = list(rows)
    both_ways = [(row, name) for row in incoming for name in row.table.both_ways]
    said: dict[tuple[Model, str, str], list[str]] = defaultdict(list)
    for row, name in both_ways:
        for ref in row.refs(name):
            said[row.table.model, name, ref].append(row.ref)
    added: dict[Id, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row, name in both_ways:
        added[_id(row)][name] = tuple(dict.fromkeys([*row[name], *said[row.table.model, name, row.ref]]))
    return [replace(row, values={**row.values, **added[_id(row)]}) if _id(row) in added else row for row in incoming]


def _names(rows: Iterable[Row]) -> dict[Model, set[str]]:
    names: dict[Model, set[str]] = defaultdict(set)
    for row in rows:
        if row.table.named:
            names[row.table.model].add(row.ref)
    return names


def _names_in_ledger(entries: Iterable[LoadedRow], models: Iterable[Model]) -> dict[Model, set[str]]:
    by_label = {table(model).label: model for model in models}
    names: dict[Model, set[str]] = defaultdict(set)
    for entry in entries:
        names[by_label[entry.model]].add(":".join(map(str, json.loads(entry.key).values())))
    return names


def follow_renames(entries: Iterable[LoadedRow], stored: Stored, models: Iterable[Model]) -> dict[Id, LoadedRow]:
    """The ledger by row, under the names that rows go by in this load."""
    by_label = {table(model).label: model for model in models}
    ledger: dict[Id, LoadedRow] = {}
    for entry in entries:
        model = by_label[entry.model]
        parts = json.loads(entry.key)
        for name, value in parts.items():
            target = model if name == "slug" else table(model).targets.get(name)
            if target:
                parts[name] = stored.renamed.get(target, {}).get(value, value)
        entry.key = json.dumps(parts, ensure_ascii=False)
        ledger.setdefault((model, entry.key), entry)
    return ledger


def _id(row: Row) -> Id:
    return row.table.model, row.key
