"""Many rows at a time, past models and signals: who writes so keeps history and data version himself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, each a value for each column, as the database takes them."""
    quoted = connection.ops.quote_name
    where = f"{quoted(table)} ({', '.join(map(quoted, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # There each statement is a way there and back: a row at a time took ten times as long.
            with connection.wrap_database_errors, cursor.copy(f"COPY {where} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            # The names are those of our own tables, quoted.
            cursor.executemany(f"INSERT INTO {where} VALUES ({marks})", list(rows))  # noqa: S608
