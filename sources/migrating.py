"""Changes to many tables at once, so that a fresh start does not wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AlterField, FieldOperation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState


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
