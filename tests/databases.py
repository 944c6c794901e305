"""Databases of the kind that this run is on: SQLite, or PostgreSQL with `make test-postgres`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from config.settings import database


def make_database(folder: Path) -> str:
    """The address of an empty database for another process; in this folder, where it is a file."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder}/some.sqlite3"
    address = os.environ["DATABASE_URL"]
    name = f"some_{uuid4().hex}"
    ask(address, f"CREATE DATABASE {name}")
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def drop_database(address: str) -> None:
    """Do away with it, whoever still uses it."""
    if connection.vendor == "postgresql":
        ask(os.environ["DATABASE_URL"], f"DROP DATABASE {urlsplit(address).path[1:]} WITH (FORCE)")


def ask(address: str, question: str, *values: str) -> list[tuple[Any, ...]]:
    """What the database at this address answers."""
    with connected(address) as other, other.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def connected(address: str) -> Iterator[BaseDatabaseWrapper]:
    """A connection to it, opened as the settings say."""
    other = ConnectionHandler({"default": database(address)})["default"]
    try:
        yield other
    finally:
        other.close()


@contextmanager
def connected_again() -> Iterator[BaseDatabaseWrapper]:
    """A second connection to the database of the tests: it sees nothing of what this test has written."""
    other = connection.copy()
    try:
        yield other
    finally:
        other.close()


@contextmanager
def without_limits(model: type[models.Model]) -> Iterator[None]:
    """Lets rows be written that a constraint on this model forbids, to the end of the test."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        return
    connection.check_constraints()  # what waits to be checked would be in the way
    with connection.schema_editor() as editor:
        for each in model._meta.constraints:
            if isinstance(each, models.CheckConstraint):
                editor.remove_constraint(model, each)
    yield
