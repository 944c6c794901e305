"""Brings the rows of a sheet into one table: checked as a whole, then written as a whole or not at all.

Rows are known by their natural keys, as content files know them. A row that the sheet does not have stays as it is,
and so does a column that it does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from sources import versioning
from sources.alone import alone
from sources.circles import circle
from sources.constraints import broken_constraints, clashes
from sources.content import Check, Rows
from sources.documents import BadContent, Document, Problem, Where, describe, got
from sources.models import DataVersion, KeyedFact, RenamedSlug, SourcedFact
from sources.rows import Model, Row, table
from sources.shapes import Shape, derived_key
from sources.sheets import Sheet, value_of
from sources.stored import Stored, names_of, rows_of
from sources.writing import MOST_EXPLAINED, write_rows

DRAFT, PUBLISHED = SourcedFact.Status.DRAFT.value, SourcedFact.Status.PUBLISHED.value
# To look for a name that is nearly the same takes long where there are many.
MOST_HINTS = 20


class ChangedMeanwhile(Exception):
    """Somebody else saved something since the sheet was looked over."""


@dataclass(frozen=True)
class May:
    """What somebody may do with the rows of a table."""

    add: bool
    publish: bool
    # Which of these rows, by primary key, are theirs to change.
    change: Callable[[Sequence[Any]], set[Any]]


@dataclass
class Plan:
    """What a sheet does to a table, or what is wrong with it."""

    create: list[Row] = field(default_factory=list)
    update: list[tuple[Row, Row]] = field(default_factory=list)  # as it is, as it shall be
    same: int = 0
    # Rows that the sheet calls published, from somebody who may not publish.
    drafted: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> list[Row]:
        return [*self.create, *(row for _, row in self.update)]

    def __str__(self) -> str:
        return f"{len(self.create)} added, {len(self.update)} changed, {self.same} as they were"


def try_out(model: Model, sheet: Sheet, may: May, checks: Sequence[Check] = ()) -> Plan:
    """What the sheet would do, or every problem in it. The database is asked too whether it would take the rows."""
    reading = _Reading(model, sheet, may, checks)
    plan = reading.plan
    try:
        with alone():
            write_rows(reading.stored, [], plan.create, plan.update)
            transaction.set_rollback(True)
    except BadContent as refused:
        plan.problems += reading.explained(refused)
    plan.problems.sort()
    return plan


def bring_in(
    model: Model, sheet: Sheet, may: May, checks: Sequence[Check] = (), *, version: int, why: str = ""
) -> Plan:
    """Write what the sheet says. Where it has a problem, the plan lists it and nothing is written. History says why.

    `version` is the number of the data that somebody has looked the sheet over with. If it has moved, that is a
    ChangedMeanwhile; a lock instead would hold up everybody else while the sheet is read.
    """
    reading = _Reading(model, sheet, may, checks)
    plan = reading.plan
    if plan.problems:
        return plan
    try:
        with alone():
            if DataVersion.objects.current() != version:
                raise ChangedMeanwhile
            write_rows(reading.stored, [], plan.create, plan.update, why=why)
            versioning.say_written(plan.written)
    except BadContent as refused:
        plan.problems = reading.explained(refused)
    return plan


class _Reading:
    """Holds a sheet against what is here. Rows with a problem are in no plan, so that the others can be tried."""

    def __init__(self, model: Model, sheet: Sheet, may: May, checks: Sequence[Check]) -> None:
        self.table, self.sheet, self.may, self.checks = table(model), sheet, may, checks
        self.checked = Shape(model).file_row
        self.plan = Plan()
        self.hints: dict[tuple[Model, str], str] = {}
        # The columns stand in no row.
        lines: dict[Where, int] = {(): 0} | {(index,): number for index, (number, _) in enumerate(sheet.rows)}
        self.document = Document(sheet.name, sheet.name, lines=lines)
        here = {row.key: row for row in rows_of(model._default_manager.order_by("pk"))}
        targets = {*self.table.targets.values(), *([model] if self.table.named else [])}
        self.stored = Stored({model: here}, {target: _by_name(target) for target in targets})
        wrong = list(self.wrong_columns())
        self.plan.problems += [*wrong, *sheet.problems]
        if not wrong:
            self.read()

    @property
    def here(self) -> dict[str, Row]:
        return self.stored.rows[self.table.model]

    def wrong_columns(self) -> Iterator[Problem]:
        names, known = list(self.sheet.columns), self.table.columns
        for name in dict.fromkeys(names):
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f"; did you mean “{near[0]}”?" if near else ""
                yield self.document.problem((), f"there is no column {got(name)}{hint}")
            elif names.count(name) > 1:
                yield self.document.problem((name,), "is there twice")
        if missing := self.missing_key(set(names)):
            yield self.document.problem((), f"the column {missing} is missing; rows are known by it")

    def missing_key(self, names: set[str]) -> str:
        """A column without which nobody can tell which rows are meant; empty where none is missing."""
        model = self.table.model
        if not issubclass(model, KeyedFact):
            return next((f"“{name}”" for name in self.table.key_fields({}) if name not in names), "")
        if not names.intersection(model.owner_fields):
            return " or ".join(f"“{name}”" for name in model.owner_fields)
        if "key" in names or names.issuperset(model.key_fields):
            return ""
        return f"“key” (or all of {', '.join(model.key_fields)})"

    def read(self) -> None:
        rows = self.rows()
        self.plan.problems += [
            *self.unknown_names(rows),
            *self.circles(rows),
            *self.old_addresses(),
            *self.not_theirs(),
        ]
        self.leave_out_problems()
        self.plan.problems += [*self.taken(), *self.broken_checks()]
        self.leave_out_problems()

    def rows(self) -> list[Row]:
        """The rows as they shall be, each put where it belongs in the plan."""
        rows: dict[str, Row] = {}
        for index in range(len(self.sheet.rows)):
            if row := self.row(index):
                if before := rows.get(row.key):
                    what = f"says the same {self.table.called} as row {self.line(before)}"
                    self.plan.problems.append(row.problem(list(row.parts)[-1], what))
                else:
                    rows[row.key] = self.sort(row)
        return list(rows.values())

    def row(self, index: int) -> Row | None:
        """What the cells say, over what is here or what a new row has. None where nobody can tell which row it is."""
        model, columns = self.table.model, self.table.columns
        given, spoiled = self.cells(index)
        if issubclass(model, KeyedFact) and not given.get("key") and not spoiled & {"key", *model.key_fields}:
            subject = {name: columns[name].default for name in model.key_fields}
            subject |= {name: given[name] for name in subject if given.get(name) is not None}
            given["key"] = derived_key(model, subject)
        key = self.table.key_fields(given)
        if self.table.owners and key == ("key",):
            key = self.table.owners[:1]
        if missing := [name for name in key if not given.get(name)]:
            self.plan.problems += [self.problem(index, name, "is missing") for name in missing if name not in spoiled]
            return None
        now = self.here.get(Row(self.table, given).key)
        before = {name: column.default for name, column in columns.items()} if now is None else dict(now.values)
        if now is None and issubclass(model, SourcedFact):
            before["status"] = DRAFT
        values = before | {name: self.filled(name, value, before) for name, value in given.items()}
        return Row(self.table, values, self.document, (index,), index, spoiled=frozenset(spoiled))

    def cells(self, index: int) -> tuple[dict[str, Any], set[str]]:
        """The values of one row, and the columns of which the cell makes no sense."""
        given: dict[str, Any] = {}
        spoiled = set()
        for name, raw in self.sheet.rows[index][1].items():
            try:
                given[name] = value_of(self.table.columns[name], raw)
            except ValueError as error:
                self.plan.problems.append(self.problem(index, name, f"{error} (got {got(raw)})"))
                spoiled.add(name)
        return given, spoiled

    def filled(self, name: str, value: Any, before: dict[str, Any]) -> Any:
        """What an empty cell means: nothing, where a row can do without; else what the row has, or a new one gets."""
        if value is not None or self.table.columns[name].django.null:
            return value
        default = self.table.columns[name].default
        return before[name] if default not in ("", None) else default

    def sort(self, row: Row) -> Row:
        """The row as it joins the plan."""
        now = self.here.get(row.key)
        if now and not now.differs(row):
            self.plan.same += 1
            return row
        self.plan.problems += self.wrong_values(row)
        if not self.may.publish and issubclass(self.table.model, SourcedFact) and row["status"] != DRAFT:
            self.plan.drafted += now is None or now["status"] == DRAFT
            row = replace(row, values={**row.values, "status": DRAFT})
        if now is None:
            self.plan.create.append(row)
            if not self.may.add:
                self.plan.problems.append(row.problem("", "is not here yet, and you may not add rows"))
        elif now.differs(row):
            self.plan.update.append((now, row))
        else:
            self.plan.same += 1
        return row

    def wrong_values(self, row: Row) -> list[Problem]:
        """What each field says against its own value."""
        values = {name: list(value) if isinstance(value, tuple) else value for name, value in row.values.items()}
        for name, column in self.table.columns.items():
            if column.required and values[name] is None:
                del values[name]
        try:
            self.checked.model_validate(values)
        except ValidationError as error:
            found = describe(self.document, row.where, error, self.table.columns)
            return [problem for problem in found if problem.field not in row.spoiled]
        return []

    def unknown_names(self, rows: Sequence[Row]) -> Iterator[Problem]:
        known = {target: set(pks) for target, pks in self.stored.pks.items()}
        if self.table.named:
            known[self.table.model] |= {row.ref for row in rows}
        for row in rows:
            for name, target in self.table.targets.items():
                for ref in () if name in row.spoiled else row.refs(name):
                    if ref not in known[target]:
                        hint = self.hint(target, ref, known[target])
                        yield row.problem(
                            name, f"there is no {table(target).called} of this name{hint} (got {got(ref)})"
                        )

    def hint(self, target: Model, ref: str, known: set[str]) -> str:
        if (target, ref) not in self.hints:
            few = len(self.hints) < MOST_HINTS
            newer = RenamedSlug.objects.newest(table(target).label, ref) if few else None
            near = [newer] if newer else get_close_matches(ref, known, 1, cutoff=0.75) if few else []
            self.hints[target, ref] = f"; did you mean {near[0]}?" if near else ""
        return self.hints[target, ref]

    def circles(self, rows: Sequence[Row]) -> Iterator[Problem]:
        """Rows that stand above or below themselves."""
        for name, target in self.table.targets.items():
            if target is not self.table.model or self.table.columns[name].many:
                continue
            above = {row.ref: row[name] for row in [*self.here.values(), *rows]}
            for row in rows:
                ring = circle(row.ref, above)
                if len(ring) > 2:  # by itself: a constraint of its own says so better
                    yield row.problem(name, f"leads round in a circle: {' → '.join(ring)}")

    def old_addresses(self) -> Iterator[Problem]:
        if "slug" not in self.table.columns:
            return
        moved = dict(RenamedSlug.objects.filter(model=self.table.label).values_list("old", "new"))
        for row in self.plan.create:
            if new := moved.get(row["slug"]):
                yield row.problem("slug", f"is the old address of “{new}” and leads there; choose another")

    def not_theirs(self) -> Iterator[Problem]:
        theirs = self.may.change([now.pk for now, _ in self.plan.update])
        for now, row in self.plan.update:
            if now.pk not in theirs:
                what = "is published" if now.values.get("status") == PUBLISHED else "is here already"
                old_and_new = (name for name in now.differs(row) if name != "status")
                yield row.problem("", f"{what}, and you may not change it: its {', '.join(old_and_new)}")

    def taken(self) -> Iterator[Problem]:
        """Rows that cannot be there beside others which stay."""
        for row, there, why in clashes(self.plan.written, self.staying()):
            yield row.problem("", f"{why} ({there})")

    def broken_checks(self) -> Iterator[Problem]:
        """What the table's own checks say of the rows of the sheet, as they will stand among those which stay."""
        rows = Rows()
        rows.by_model[self.table.model] = [*self.staying(), *self.plan.written]
        for check in self.checks:
            yield from (problem for problem in check(rows) if problem.file == self.document.file)

    def staying(self) -> list[Row]:
        """The rows that the sheet leaves as they are."""
        changed = {row.key for row in self.plan.written}
        return [row for key, row in self.here.items() if key not in changed]

    def leave_out_problems(self) -> None:
        bad = {problem.line for problem in self.plan.problems}
        self.plan.create = [row for row in self.plan.create if self.line(row) not in bad]
        self.plan.update = [(now, row) for now, row in self.plan.update if self.line(row) not in bad]

    def explained(self, refused: BadContent) -> list[Problem]:
        """What the database refused, told by the constraints: they name the columns and what those hold."""
        said = {problem.line: problem for problem in refused.problems}
        rows = Rows()
        found = [row for row in self.plan.written if self.line(row) in said]
        rows.by_model[self.table.model] = found[:MOST_EXPLAINED]
        told = list(broken_constraints(rows))
        return told + [said[line] for line in said.keys() - {problem.line for problem in told}]

    def line(self, row: Row) -> int:
        return self.document.line(row.where)

    def problem(self, index: int, name: str, what: str) -> Problem:
        return self.document.problem((index, name), what)


def _by_name(model: Model) -> dict[str, Any]:
    return {name: pk for pk, name in names_of(model).items()}
