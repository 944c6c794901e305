"""Django's SQLite, faster with long queries: on a page that asks a dozen, to look each through takes as long as some.

Django finds the engine that settings name by this file's name.
"""

from typing import Any

from django.db.backends.sqlite3 import base


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """A query in SQLite's words: marks are `?` in place of `%s`. Only where `%%` stands does each need a look."""
        if param_names is None and "%%" not in query:
            return query.replace("%s", "?")
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


class DatabaseWrapper(base.DatabaseWrapper):
    # All engines are handed a name; only PostgreSQL has cursors that bear one.
    def create_cursor(self, name: Any = None) -> Cursor:  # noqa: ARG002
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor

    def found(self, query: str, params: list[Any]) -> list[tuple[Any, ...]]:
        """All rows that a query finds, without what Django wraps around each where nobody listens to the queries."""
        if self.queries_logged or self.execute_wrappers or "%%" in query:
            with self.cursor() as cursor:
                return cursor.execute(query, params).fetchall()
        if self.connection is None:
            self.connect()
        with self.wrap_database_errors:
            rows: list[tuple[Any, ...]] = self.connection.execute(query.replace("%s", "?"), params).fetchall()
        return rows
