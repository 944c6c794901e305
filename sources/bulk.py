"""Many rows at a time, past models and signals: who writes so keeps history and data version himself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import connection

NOTHING: Mapping[str, Any] = MappingProxyType({})


def insert_rows(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, alike: Mapping[str, Any] = NOTHING
) -> None:
    """Insert rows, each a value for each column, as the database takes them. `alike`: columns that are so in all."""
    quoted = connection.ops.quote_name
    where = f"{quoted(table)} ({', '.join(map(quoted, [*columns, *alike]))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            beside = tuple(alike.values())
            # There each statement is a way there and back: a row at a time took ten times as long.
            with connection.wrap_database_errors, cursor.copy(f"COPY {where} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *beside))
        else:
            # To hand over with each row what is alike in all took twice as long.
            editor = connection.schema_editor()
            values = [str(editor.quote_value(value)).replace("%", "%%") for value in alike.values()]
            marks = ", ".join([*["%s"] * len(columns), *values])
            # The names are those of our own tables, and the values are quoted, too.
            cursor.executemany(f"INSERT INTO {where} VALUES ({marks})", list(rows))  # noqa: S608
