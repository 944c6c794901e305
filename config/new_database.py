"""A new database made from the models as they are today, in a fraction of the time that the migrations take.

Every migration is noted as applied, so that later ones follow as on any other database. What the migrations come to
and what this makes must be the same: `tests/config/test_new_database.py` compares them.
"""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Whether nothing was ever made in it."""
    return not connection.introspection.table_names()


def create(connection: BaseDatabaseWrapper) -> None:
    """Make all tables, the permissions, and the rows that migrations bring: all of it, or nothing."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    migrations = [migration for migration, _ in plan]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.migration_qs.bulk_create(recorder.Migration(app=each.app_label, name=each.name) for each in migrations)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        # In a database without rows, steps that change rows find none, and steps that bring rows bring them.
        for migration in migrations:
            for operation in migration.operations:
                if isinstance(operation, RunPython):
                    # The models of today stand for those of the migration: on new tables they are the same. The
                    # types ask for the migration's own registry, of which a step uses only `get_model`.
                    operation.code(apps, editor)  # type: ignore[arg-type]
