"""Holds rows against the constraints of their models before anything is written.

The database would refuse such rows too, but at the first one and without saying where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sources.documents import Problem
from sources.limits import FieldLimit
from sources.rows import Model, Row, table

if TYPE_CHECKING:
    from sources.content import Rows


def broken_constraints(rows: Rows) -> Iterator[Problem]:
    """Rows that break a check, or that are alike where only one may be so."""
    numbers = _Numbers()
    for model in rows.by_model:
        for constraint in model._meta.constraints:
            # What a field says itself it has said already, when its document was read.
            if isinstance(constraint, models.CheckConstraint) and not isinstance(constraint, FieldLimit):
                yield from _broken_checks(constraint, rows.of(model), numbers)
        for only in _onlies(model, numbers):
            yield from _alike(only, rows.of(model))


class _Numbers:
    """Stands in for primary keys, which rows do not have yet: the same number for the same row."""

    def __init__(self) -> None:
        self.given: dict[tuple[Model, str], int] = {}

    def pk(self, model: Model, ref: str | None) -> Any:
        if ref is None or not model._meta.pk.auto_created:
            return ref
        return self.given.setdefault((model, ref), len(self.given) + 1)

    def instance(self, row: Row) -> models.Model:
        """The row as the model's instance; it is never saved."""
        values = {
            column.django.attname: self.pk(column.target, row[name]) if column.target else row[name]
            for name, column in row.table.columns.items()
            if not column.many
        }
        if row.imported:
            values["imported"] = True
        return row.table.model(**{"pk": self.pk(row.table.model, row.ref), **values})


def _broken_checks(constraint: models.CheckConstraint, rows: Iterable[Row], numbers: _Numbers) -> Iterator[Problem]:
    names = _fields_in(constraint.condition)
    verdicts: dict[Hashable, str] = {}
    for row in rows:
        used = [name for name in row.table.columns if name in names]
        if row.spoiled.intersection(used):
            continue
        # Asking the database takes far longer than remembering what it said of the same values.
        values = tuple(row[name] for name in used) + ((row.ref,) if "pk" in names else ())
        if values not in verdicts:
            verdicts[values] = _verdict(constraint, row, numbers)
        if verdicts[values]:
            field = next((name for name in used if row[name] not in (None, "")), used[0])
            said = ", ".join(f"{name} {row[name]}" for name in used if row[name] not in (None, ""))
            yield row.problem(field, f"{verdicts[values]} (got {said})")


def _verdict(constraint: models.CheckConstraint, row: Row, numbers: _Numbers) -> str:
    try:
        constraint.validate(row.table.model, numbers.instance(row))
    except ValidationError as error:
        return " ".join(error.messages).rstrip(".")
    return ""


def clashes(rows: Iterable[Row], staying: Iterable[Row]) -> Iterator[tuple[Row, Row, str]]:
    """Each of `rows` that cannot be there beside one of `staying`, with that one and why: two roles of one title."""
    numbers = _Numbers()
    by_model: dict[Model, list[Row]] = defaultdict(list)
    for row in staying:
        by_model[row.table.model].append(row)
    onlies = {model: _onlies(model, numbers) for model in by_model}
    taken = {
        (only, values): row
        for model, found in by_model.items()
        for only in onlies[model]
        for row in found
        if (values := only.values(row)) is not None
    }
    for row in rows:
        for only in onlies.get(row.table.model, ()):
            if there := taken.get((only, only.values(row))):
                yield row, there, only.message


class _Only:
    """A constraint that only one row may have certain values, other than its natural key."""

    def __init__(self, constraint: models.UniqueConstraint, names: Sequence[str], numbers: _Numbers) -> None:
        self.names = names
        self.numbers = numbers
        self.condition: models.CheckConstraint | None = None
        self.needed = set(names)
        self.message = "this may be there only once"
        if constraint.condition:
            self.condition = models.CheckConstraint(condition=constraint.condition, name="only")
            self.needed |= _fields_in(constraint.condition)
        if constraint.violation_error_message != constraint.default_violation_error_message:
            self.message = str(constraint.violation_error_message).rstrip(".")

    def values(self, row: Row) -> Hashable:
        """What may be there only once; None where this row does not count."""
        values = tuple(row[name] for name in self.names)
        if row.spoiled & self.needed or None in values:
            return None
        return None if self.condition and _verdict(self.condition, row, self.numbers) else values


def _onlies(model: Model, numbers: _Numbers) -> list[_Only]:
    found = []
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            plain = [_name_of(part) for part in constraint.expressions if isinstance(part, F)]
            names = list(constraint.fields) or plain
            # Rows alike in those are the same row, which is told elsewhere.
            if names and not table(model).is_key(names):
                found.append(_Only(constraint, names, numbers))
    return found


def _alike(only: _Only, rows: Iterable[Row]) -> Iterator[Problem]:
    first: dict[Hashable, Row] = {}
    for row in rows:
        values = only.values(row)
        before = first.setdefault(values, row)
        if values is not None and before.key != row.key:
            name = only.names[0]
            yield row.problem(name, f"{only.message}: it is at {before.at} too (got {row[name]!r})")


def _name_of(field: F) -> str:
    # The stubs leave out that an F has a name.
    return str(field.name)  # type: ignore[attr-defined]


def _fields_in(condition: object) -> set[str]:
    """The fields that a condition looks at. TypeError where it asks for more than fields and plain values."""
    if not isinstance(condition, Q):
        raise TypeError(f"content files cannot be held against {condition!r}: teach sources.constraints to read it")
    found: set[str] = set()
    for part in condition.children:
        if not isinstance(part, tuple):
            found |= _fields_in(part)
            continue
        name, value = part
        found.add(name.split("__")[0])
        if isinstance(value, F):
            found.add(_name_of(value))
        elif hasattr(value, "resolve_expression"):
            raise TypeError(f"content files cannot be held against {value!r}: teach sources.constraints to read it")
    return found
