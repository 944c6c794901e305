"""Queries that pages ask all the time: put together once, then only run again with other values.

Django takes ten times as long to put a query together as the database takes to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import lru_cache, wraps
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, FloatField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Asked = TypeVarTuple("Asked")
Row = TypeVar("Row")

# What serves as a database has it, 1 and 0 for yes and no: to convert it takes longer than to read the rows.
PLAIN = (BooleanField, FloatField)
# So many lengths of lists are kept for each query: an address may name hundreds of things, and hardly ever does.
MOST = 32


def prepared(make: Callable[[*Asked], QuerySet[Any, Row]]) -> Callable[[*Asked], list[Row]]:
    """Make a function that puts a query together into one that answers it: with tuples, or models without related ones.

    What it is called with may be values, collections of them (an empty one finds nothing), and frozen dataclasses of
    both, such as a standpoint. The function may do nothing with them but hand them to the query: while that is put
    together, something else stands for each. It is put together once for every length of the collections.
    """
    statements: dict[tuple[int | None, ...], _Statement] = {}

    @wraps(make)
    def ask(*asked: *Asked) -> list[Any]:
        values = _values(asked)
        lengths = tuple([len(value) if isinstance(value, list) else None for value in values])
        if 0 in lengths:
            return []
        statement = statements.get(lengths)
        if statement is None:
            givens = (_Given(spot, length) for spot, length in enumerate(lengths))
            stand_ins: Any = [_stand_in(each, givens) for each in asked]
            statement = _Statement(make(*stand_ins))
            if len(statements) >= MOST:
                statements.clear()
            statements[lengths] = statement
        return statement.rows(values)

    return ask


def _values(asked: Iterable[object]) -> list[Any]:
    """All that is asked, in a row, as the database takes it."""
    found: list[Any] = []
    for each in asked:
        if isinstance(each, date):
            found.append(connection.ops.adapt_datefield_value(each))
        elif isinstance(each, str | int):
            found.append(each)
        elif hasattr(each, "__dataclass_fields__"):
            found += _parts(each)
        else:
            found.append(list(each) if isinstance(each, Collection) else each)
    return found


@lru_cache(64)
def _parts(asked: Any) -> list[Any]:
    """A page asks a dozen times from where one stands, so the last of those are kept as they were taken apart."""
    return _values([getattr(asked, field.name) for field in fields(asked)])


def _stand_in(asked: object, givens: Iterator[_Given]) -> object:
    if is_dataclass(asked) and not isinstance(asked, type):
        return replace(asked, **{field.name: _stand_in(getattr(asked, field.name), givens) for field in fields(asked)})
    return next(givens)


class _Mark(NamedTuple):
    """Where a parameter comes from: which of the values, and which item of it where that is a list."""

    spot: int
    item: int | None


class _Given(Expression):
    """Stands for a value in a query, or for as many as a list has."""

    def __init__(self, spot: int, length: int | None) -> None:
        super().__init__()
        self.marks = tuple(_Mark(spot, item) for item in ([None] if length is None else range(length)))

    def as_sql(
        self,
        # Django hands both to every expression; marks are the same whatever they are.
        compiler: SQLCompiler,  # noqa: ARG002
        connection: BaseDatabaseWrapper,  # noqa: ARG002
    ) -> tuple[str, tuple[Any, ...]]:
        return f"({', '.join(['%s'] * len(self.marks))})", self.marks


def _found(query: str, params: list[Any]) -> list[Any]:
    at_once: Callable[..., list[Any]] | None = getattr(connection, "found", None)  # as the engine for SQLite has it
    if at_once:
        return at_once(query, params)
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


class _Statement:
    """A query in the words of the database, and how to read what it finds."""

    def __init__(self, found: QuerySet[Any, Any]) -> None:
        # Neither query nor compiler is kept: they take ten times the room of what they come to.
        query = found.query
        compiler = query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        self.params = list(params)
        self.given = [(at, *mark) for at, mark in enumerate(params) if isinstance(mark, _Mark)]
        columns = [column for column, *_ in compiler.select]
        self.model = query.model if query.default_cols else None
        self.names = [column.target.attname for column in columns] if self.model else []
        is_plain = [not self.model and isinstance(column.output_field, PLAIN) for column in columns]
        self.converters = [(at, *how) for at, how in compiler.get_converters(columns).items() if not is_plain[at]]

    def rows(self, values: list[Any]) -> list[Any]:
        rows: list[Any] = _found(self.sql, self._parameters(values))
        if self.converters:
            rows = [self._converted(row) for row in rows]
        return [self.model.from_db(connection.alias, self.names, row) for row in rows] if self.model else rows

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for at, converters, column in self.converters:
            for convert in converters:
                values[at] = convert(values[at], column, connection)
        return tuple(values)

    def _parameters(self, values: list[Any]) -> list[Any]:
        params = self.params.copy()
        for at, spot, item in self.given:
            params[at] = values[spot] if item is None else values[spot][item]
        return params
