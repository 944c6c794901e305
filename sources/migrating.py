"""Changes to many tables at once, so that a fresh start does not wait for them."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from django.core.validators import RegexValidator
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AlterField, FieldOperation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint

from sources.limits import said_of


class Together(Operation):
    """Several changes to the tables of one app, made in one go: at most one new column for each table.

    One by one Django makes all models anew after each change, and SQLite copies the table: for a few columns of every
    fact that took three times as long as all other migrations.
    """

    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What is not made yet is not made anew: it is made once, when somebody asks for it.
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        copied = schema_editor.connection.vendor == "sqlite"
        tables = {}
        for operation in self.operations:
            if copied and isinstance(operation, FieldOperation | IndexOperation):
                tables[getattr(operation, "model_name", "")] = True
            else:
                operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for name in tables:
            before = from_state.apps.get_model(app_label, name)
            after = to_state.apps.get_model(app_label, name)
            known = {field.name for field in before._meta.local_fields}
            added = [field for field in after._meta.local_fields if field.name not in known]
            schema_editor._remake_table(after, create_field=added[0] if added else None)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


class Unindexed(Operation):
    """Foreign keys that are indexed no more, as their new fields say: only their indexes are touched.

    Django would have SQLite copy each table, and make all models anew after each field.
    """

    reversible = False

    def __init__(self, operations: Sequence[AlterField]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        for operation in self.operations:
            state.models[app_label, operation.model_name_lower].fields[operation.name_lower] = operation.field

    def database_forwards(self, app_label: str, schema_editor: Any, *_: ProjectState) -> None:
        for operation in self.operations:
            # As Django names them: to look for them takes SQLite longer than to copy the tables.
            table, column = f"{app_label}_{operation.model_name_lower}", f"{operation.name_lower}_id"
            # The second is that of PostgreSQL for the starts of a text.
            for suffix in ("", "_like"):
                name = schema_editor._create_index_name(table, [column], suffix=suffix)
                schema_editor.execute(f"DROP INDEX IF EXISTS {schema_editor.quote_name(name)}")

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


class AskedAnew(Operation):
    """Texts whose form is asked for in other words that come to the same, each by its model."""

    reversible = False

    def __init__(self, texts: Mapping[str, str], forms: Sequence[RegexValidator]) -> None:
        self.texts = texts
        self.forms = forms

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)  # made anew, as these models may have been made before they changed
        for model, name in self.texts.items():
            found = state.models[app_label, model]
            field: Any = found.fields[name].clone()
            field._validators = list(self.forms)
            found.fields[name] = field
            asked = self._asked(app_label, model, name)
            others = [each for each in found.options["constraints"] if each.name != asked.name]
            found.options["constraints"] = [*others, asked]

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        _, to_state = states
        for model, name in self.texts.items():
            table = to_state.apps.get_model(app_label, model)
            if schema_editor.connection.vendor == "sqlite":  # which would copy the table for each of the two
                schema_editor._remake_table(table)
            else:
                asked = self._asked(app_label, model, name)
                schema_editor.remove_constraint(table, asked)
                schema_editor.add_constraint(table, asked)

    def describe(self) -> str:
        return f"Ask for the form of {', '.join(self.texts)} in other words"

    def _asked(self, app_label: str, model: str, name: str) -> CheckConstraint:
        said = [said_of(name, form) for form in self.forms]
        return CheckConstraint(condition=reduce(operator.and_, said), name=f"{app_label}_{model}_{name}_form")
