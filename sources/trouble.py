"""What kept a command from using the database, in words for whoever started it."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sources.alone import is_busy


def in_words(error: DatabaseError) -> str:
    """A sentence, or two with what to do about it."""
    if is_busy(error):
        return "The database is busy: an import is running, or somebody is saving. Try again later."
    if _lacks_migrations():
        return "The database is not that of this version: run manage.py migrate."
    return f"The database could not be used: {error}."


def _lacks_migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        # What is wrong with it keeps it from telling, too.
        return False
