"""Holds rows against the constraints of their models before anything is written.

The database would refuse such rows too, but at the first one and without saying where it stands.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from sources.documents import Problem
from sources.rows import Model, Row

if TYPE_CHECKING:
    from sources.content import Rows


def broken_constraints(rows: Rows) -> Iterator[Problem]:
    """Rows that break a check, or that are alike where only one may be so."""
    numbers = _Numbers()
    for model in rows.by_model:
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                yield from _broken_checks(constraint, rows.of(model), numbers)
            elif isinstance(constraint, models.UniqueConstraint):
                yield from _alike(constraint, rows.of(model), numbers)


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
            said = ", ".join(f"{name} {row[name]}" for name in used if row[name] is not None)
            yield row.problem(field, f"{verdicts[values]} (got {said})")


def _verdict(constraint: models.CheckConstraint, row: Row, numbers: _Numbers) -> str:
    try:
        constraint.validate(row.table.model, numbers.instance(row))
    except ValidationError as error:
        return " ".join(error.messages).rstrip(".")
    return ""


def _alike(constraint: models.UniqueConstraint, rows: Iterable[Row], numbers: _Numbers) -> Iterator[Problem]:
    names = _names_in(constraint)
    if not names or _is_natural_key(names, rows):
        return
    condition = models.CheckConstraint(condition=constraint.condition, name="only") if constraint.condition else None
    needed = {*names, *(_fields_in(constraint.condition) if constraint.condition else ())}
    first: dict[Hashable, Row] = {}
    for row in rows:
        values = tuple(row[name] for name in names)
        if row.spoiled & needed or None in values or (condition and _verdict(condition, row, numbers)):
            continue
        before = first.setdefault(values, row)
        if before is not row and before.key != row.key:
            message = str(constraint.violation_error_message).rstrip(".")
            if message == models.UniqueConstraint.default_violation_error_message.rstrip("."):
                message = "this may be there only once"
            yield row.problem(names[0], f"{message}: it is at {before.at} too (got {values[0]!r})")


def _names_in(constraint: models.UniqueConstraint) -> list[str]:
    plain = [_name_of(part) for part in constraint.expressions if isinstance(part, F)]
    return list(constraint.fields) or plain


def _name_of(field: F) -> str:
    return str(field.name)  # type: ignore[attr-defined]


def _is_natural_key(names: list[str], rows: Iterable[Row]) -> bool:
    """Whether rows alike in these fields are the same row, which is another problem."""
    return any(set(row.parts) == set(names) for row in rows)


def _fields_in(condition: object) -> set[str]:
    """The fields that a condition looks at."""
    found: set[str] = set()
    for part in condition.children if isinstance(condition, Q) else ():
        if isinstance(part, Q):
            found |= _fields_in(part)
        elif isinstance(part, tuple):
            name, value = part
            found.add(name.split("__")[0])
            if isinstance(value, F):
                found.add(_name_of(value))
    return found
