"""Many rows at a time, past models and signals: who writes so keeps history and data version himself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import partial
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import OperationalError, connection, transaction
from django.db.models import Model

from sources.alone import is_busy

# A page is done with its tables long before, and what cleans up by itself gives way after a second; a backup may take
# an hour.
MOST_WAIT = "2s"
# Statements that put back what was taken off tables, to be run at the end, or before while Python has to work.
_waiting: ContextVar[list[str] | None] = ContextVar("_waiting", default=None)
NOTHING: Mapping[str, Any] = MappingProxyType({})
# What a statement of SQLite takes, however it was built.
MOST_VALUES = 999
# How many such statements are made before they are run.
AT_ONCE = 50
# So many lines PostgreSQL is sent at once: enough for a look at each column to be worth it.
LINES_AT_ONCE = 500
# What means something in a line of COPY.
ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
# What is written as Python says it.
NUMBERS = {int, Decimal}


def insert_rows(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, alike: Mapping[str, Any] = NOTHING
) -> None:
    """Insert rows, each a value for each column, as the database takes them. `alike`: columns that are so in all.

    Rows may be made on the way: PostgreSQL works on some while we make the next. What makes them cannot ask it.
    """
    quoted = connection.ops.quote_name
    # A column that is left out is empty.
    alike = {column: value for column, value in alike.items() if value is not None}
    where = f"{quoted(table)} ({', '.join(map(quoted, [*columns, *alike]))})"
    rows = iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # There each statement is a way there and back: a row at a time took ten times as long.
            if some := list(islice(rows, LINES_AT_ONCE)):
                with connection.wrap_database_errors, cursor.copy(f"COPY {where} FROM STDIN") as copy:
                    lines = _Lines(connection.connection, alike.values())
                    while some:
                        copy.write(lines.of(some))
                        some = list(islice(rows, LINES_AT_ONCE))
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


def update_rows(model: type[Model], names: Sequence[str], rows: Mapping[Any, Sequence[Any]]) -> None:
    """Set these fields of many rows: for each primary key, a value for each field.

    `bulk_update`, which makes one long CASE of them, takes ten times as long.
    """
    quoted = connection.ops.quote_name
    meta: Any = model._meta
    fields = [meta.get_field(name) for name in names]
    new = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            # The names are those of our own tables, quoted.
            f"UPDATE {quoted(meta.db_table)} SET {new} WHERE {quoted(meta.pk.column)} = %s",  # noqa: S608
            [
                [*(field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)), pk]
                for pk, row in rows.items()
            ],
        )


# Tables with their columns, but those of texts that no question is about as a whole.
SHORT_COLUMNS = """
    SELECT format('%%s (%%s)', attrelid::regclass, string_agg(quote_ident(attname), ', '))
    FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
    WHERE attrelid = ANY(%s::regclass[]) AND attnum > 0 AND NOT attisdropped
        AND (typcategory <> 'S' OR atttypmod BETWEEN 0 AND 40)
    GROUP BY attrelid
"""


def look_at(tables: Iterable[str]) -> None:
    """Let PostgreSQL see now how these tables are filled, to read them in the best way; by itself it does in a minute.

    A look at some rows is enough, and takes a sixth of the time; to pass over long texts as well, half of that.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SHORT_COLUMNS, [list(map(connection.ops.quote_name, tables))])
            _run(looks_at([table for (table,) in cursor.fetchall()]))


def looks_at(tables: Iterable[str]) -> list[str]:
    """`look_at` as statements, for names that are quoted or need no quotes, each with the columns to look at or all."""
    return [
        "SET LOCAL default_statistics_target = 10",
        f"ANALYZE {', '.join(tables)}",
        "SET LOCAL default_statistics_target TO DEFAULT",
    ]


class _Lines:
    """Writes rows as lines for COPY, column by column: row by row that took psycopg twice as long."""

    def __init__(self, psycopg: Any, alike: Iterable[Any]) -> None:
        from psycopg.adapt import PyFormat, Transformer  # which is not installed for SQLite alone

        self._dumper = partial(Transformer(psycopg).get_dumper, format=PyFormat.TEXT)
        # What is alike in all stands behind each line, together with its end.
        self._end = "\t".join(["", *map(self._cell, alike)]) + "\n"

    def of(self, rows: Sequence[Sequence[Any]]) -> bytes:
        columns = map(self._column, zip(*rows, strict=True))
        return (self._end.join(map("\t".join, zip(*columns, strict=True))) + self._end).encode()

    def _column(self, cells: Sequence[Any]) -> Iterable[str]:
        kinds = set(map(type, cells))
        if kinds <= NUMBERS:
            return map(str, cells)
        if kinds == {str}:
            together = "".join(cells)
            return map(_escaped, cells) if any(sign in together for sign in ESCAPES) else cells
        # Others are mostly a few objects again and again, and take psycopg long: each is written once.
        known = dict(zip(map(id, cells), cells, strict=True))
        written = {at: self._cell(cell) for at, cell in known.items()}
        return map(written.__getitem__, map(id, cells))

    def _cell(self, value: Any) -> str:
        if value is None:
            return r"\N"
        written: Any = self._dumper(value).dump(value)
        return _escaped(bytes(written).decode())


def _escaped(text: str) -> str:
    for sign, instead in ESCAPES.items():  # first of all the one that stands before others
        text = text.replace(sign, instead)
    return text


@contextmanager
def keys_not_asked() -> Iterator[None]:
    """Within this block SQLite does not ask of each row whether all that it names is there: `check_constraints` does.

    Row by row that was a quarter of what it takes to insert one. A transaction must lie within it: in the middle of one
    SQLite changes nothing about that.
    """
    is_off = connection.vendor == "sqlite" and connection.disable_constraint_checking()
    try:
        yield
    finally:
        if is_off:
            connection.enable_constraint_checking()


# Indexes and what may be there only once come first: foreign keys may lean on them.
RULES = """
    WITH rule AS (
        SELECT conrelid AS here, CASE contype WHEN 'f' THEN confrelid ELSE conrelid END AS there,
            contype = 'f' AS is_key, oid AS made,
            format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                AS make
        FROM pg_constraint WHERE contype IN ('f', 'u')
        UNION ALL
        SELECT indrelid, indrelid, FALSE, indexrelid,
            format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_index WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    )
    SELECT one.oid::regclass, other.oid::regclass,
        pg_has_role(one.relowner, 'USAGE') AND pg_has_role(other.relowner, 'USAGE'), is_key, drop, make
    FROM rule JOIN pg_class one ON one.oid = here JOIN pg_class other ON other.oid = there
    WHERE here = ANY(%s::regclass[])
    ORDER BY is_key, made
"""


@contextmanager
def rules_at_the_end(tables: Iterable[str], *, then: Sequence[str] = ()) -> Iterator[None]:
    """Hold these tables against their foreign keys, and make their indexes, only once when the block ends.

    For tables that are about to get many times what they hold, in a transaction of PostgreSQL. Row by row that was most
    of an import. So foreign keys, indexes and what may be there only once are taken off, and put back just as they
    were, which looks at all rows at once. Primary keys stay. Until the transaction ends nobody else reads these tables,
    nor those that they name: pages wait. Where they are not free within two seconds, or not ours to change, all stays.
    A block within another leaves it all to the end of that. `then` is run when all is back.
    """
    rules = _rules(tables) if connection.vendor == "postgresql" else []
    if not rules or not all(rule.is_ours for rule in rules) or not _to_ourselves(rules):
        yield
        _run(then)
        return
    _alter([rule.drop for rule in reversed(rules)])
    statements = [*(rule.make for rule in rules), *then]
    outer = _waiting.get()
    if outer is not None:
        yield
        outer += statements
        return
    before = _waiting.set(statements)
    try:
        yield
    finally:
        _waiting.reset(before)
    _alter(statements)


@contextmanager
def meanwhile() -> Iterator[None]:
    """While this block works something out without the database, that makes what was taken off its tables.

    So it must follow all rows of these tables. Where nothing is off, only the block is done.
    """
    waiting = _waiting.get()
    if not waiting:
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline(), connection.cursor() as cursor:
        connection.check_constraints()
        while waiting:
            cursor.execute(waiting.pop(0))
        yield


class _Rule(NamedTuple):
    """A rule of a table, or an index: the tables that it needs, whether these are ours, and how to do without it."""

    here: str
    there: str
    is_ours: bool
    is_key: bool
    drop: str
    make: str


def _rules(tables: Iterable[str]) -> list[_Rule]:
    """What can be taken off these tables and put back, in the order for that."""
    with connection.cursor() as cursor:
        cursor.execute(RULES, [list(map(connection.ops.quote_name, tables))])
        return [_Rule(*row) for row in cursor.fetchall()]


def _to_ourselves(rules: Iterable[_Rule]) -> bool:
    """Have all of these tables to the end of the transaction, if they can be had."""
    tables = {table for rule in rules for table in (rule.here, rule.there)}
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


def _alter(statements: Sequence[str]) -> None:
    # A table of which rows wait to be asked cannot be altered.
    connection.check_constraints()
    _run(statements)


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
