"""Many rows at a time, past models and signals: who writes so keeps history and data version himself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from types import MappingProxyType
from typing import Any

from django.db import OperationalError, connection, transaction

from sources.alone import is_busy

# A page is done with its tables long before, and what cleans up by itself gives way after a second; a backup may take
# an hour.
MOST_WAIT = "2s"
NOTHING: Mapping[str, Any] = MappingProxyType({})
# What a statement of SQLite takes, however it was built.
MOST_VALUES = 999
# How many such statements are made before they are run.
AT_ONCE = 50


def insert_rows(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, alike: Mapping[str, Any] = NOTHING
) -> None:
    """Insert rows, each a value for each column, as the database takes them. `alike`: columns that are so in all.

    Rows may be made on the way: PostgreSQL works on some while we make the next. What makes them cannot ask it.
    """
    quoted = connection.ops.quote_name
    where = f"{quoted(table)} ({', '.join(map(quoted, [*columns, *alike]))})"
    rows = iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            beside = tuple(alike.values())
            # There each statement is a way there and back: a row at a time took ten times as long.
            if first := next(rows, None):
                with connection.wrap_database_errors, cursor.copy(f"COPY {where} FROM STDIN") as copy:
                    for row in chain([first], rows):
                        copy.write_row((*row, *beside))
        else:
            # To hand over with each row what is alike in all took twice as long, and so did a statement for each row.
            editor = connection.schema_editor()
            values = [str(editor.quote_value(value)).replace("%", "%%") for value in alike.values()]
            one, most = f"({', '.join([*['%s'] * len(columns), *values])})", MOST_VALUES // len(columns)
            while some := list(islice(rows, AT_ONCE * most)):
                whole = len(some) - len(some) % most
                for size, part in ((most, some[:whole]), (1, some[whole:])):
                    together = [list(chain.from_iterable(part[at : at + size])) for at in range(0, len(part), size)]
                    if together:
                        # The names are those of our own tables, and the values are quoted, too.
                        cursor.executemany(f"INSERT INTO {where} VALUES {', '.join([one] * size)}", together)  # noqa: S608


def look_at(tables: Iterable[str]) -> None:
    """Let PostgreSQL see now how these tables are filled, to read them in the best way; by itself it does in a minute.

    A look at some rows is enough, and takes a sixth of the time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL default_statistics_target = 10")
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
            cursor.execute("SET LOCAL default_statistics_target TO DEFAULT")


@contextmanager
def keys_asked_at_the_end(tables: Iterable[str]) -> Iterator[None]:
    """Ask PostgreSQL only once, when the block ends, whether all that the rows of these tables name is there.

    For tables that are about to get many times what they hold, in a transaction. Row by row that was half of an
    import. So their foreign keys are taken off, and put back just as they were, which asks all rows at once. Until
    the transaction ends nobody else reads these tables, nor those that they name: pages wait. Where they are not free
    within two seconds, or not ours to change, the keys stay.
    """
    keys = _foreign_keys(tables) if connection.vendor == "postgresql" else []
    if not keys or not all(is_ours for *_, is_ours in keys) or not _to_ourselves(keys):
        yield
        return
    drop, add = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for table, _, name, definition, _ in keys:
        drop[table].append(f"DROP CONSTRAINT {name}")
        add[table].append(f"ADD CONSTRAINT {name} {definition}")
    _alter(drop)
    yield
    _alter(add)


def _foreign_keys(tables: Iterable[str]) -> list[Any]:
    """Of each, the oldest first: its table, the one it names, its own name, its definition, whether both are ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT here.oid::regclass, there.oid::regclass, quote_ident(conname), pg_get_constraintdef(key.oid), "
            "pg_has_role(here.relowner, 'USAGE') AND pg_has_role(there.relowner, 'USAGE') "
            "FROM pg_constraint key "
            "JOIN pg_class here ON here.oid = conrelid JOIN pg_class there ON there.oid = confrelid "
            "WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY key.oid",
            [list(map(connection.ops.quote_name, tables))],
        )
        return list(cursor.fetchall())


def _to_ourselves(keys: Iterable[Any]) -> bool:
    """Have all of these tables to the end of the transaction, if they can be had."""
    tables = {table for here, there, *_ in keys for table in (here, there)}
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        (usual,) = cursor.fetchone()
        try:
            with transaction.atomic():
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [MOST_WAIT])
                cursor.execute(f"LOCK TABLE {', '.join(sorted(tables))} IN ACCESS EXCLUSIVE MODE")
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [usual])
        except OperationalError as error:
            if not is_busy(error):
                raise
            return False
    return True


def _alter(changes: Mapping[str, Sequence[str]]) -> None:
    # A table of which rows wait to be asked cannot be altered.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table, each in changes.items():
            cursor.execute(f"ALTER TABLE {table} {', '.join(each)}")
