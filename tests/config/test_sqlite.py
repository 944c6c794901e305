"""SQLite is the safe one, opened the safe way."""

import sqlite3
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.sqlite3.base import DatabaseWrapper

from config import sqlite
from tests.databases import connected


def test_django_uses_a_sqlite_that_loses_no_commit():
    if sqlite.sqlite_warning():
        pytest.skip("no wheel of pysqlite3 for this platform")
    assert DatabaseWrapper.Database.sqlite_version_info >= sqlite.SAFE


def test_an_old_sqlite_is_named_at_the_start(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.40.1")
    assert sqlite.sqlite_warning().startswith("SQLite 3.40.1 is in use.")


def test_connections_wait_their_turn_and_keep_references_whole(tmp_path, django_db_blocker):
    with connected(f"sqlite:///{tmp_path}/some.sqlite3") as connection:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == (5000,)
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_query_that_holds_a_percent_sign_is_asked_as_it_is(tmp_path, django_db_blocker):
    address = f"sqlite:///{tmp_path}/some.sqlite3"
    with connected(address) as connection, django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT '50%%' || %s, %s LIKE 'a%%'", ["!", "abc"])
        assert cursor.fetchone() == ("50%!", 1)
        cursor.execute("SELECT '50%'")
        assert cursor.fetchone() == ("50%",)
        cursor.execute("SELECT %(more)s || %(less)s", {"less": "a", "more": "b"})
        assert cursor.fetchone() == ("ba",)
        cursor.execute("SELECT %s || '?'", ["what"])
        assert cursor.fetchone() == ("what?",)


def test_rows_are_found_at_once_and_what_goes_wrong_is_an_error_of_djangos(tmp_path, django_db_blocker):
    with connected(f"sqlite:///{tmp_path}/some.sqlite3") as opened, django_db_blocker.unblock():
        connection: Any = opened
        assert connection.found("SELECT %s || '50%%' UNION ALL SELECT 'b'", ["a"]) == [("a50%",), ("b",)]
        with pytest.raises(OperationalError, match="no such table: nowhere"):
            connection.found("SELECT 1 FROM nowhere", [])


def test_rows_found_at_once_are_told_to_whoever_listens_to_queries(tmp_path, django_db_blocker):
    heard = []

    def listen(execute, sql, params, many, context):
        heard.append(sql)
        return execute(sql, params, many, context)

    with connected(f"sqlite:///{tmp_path}/some.sqlite3") as opened, django_db_blocker.unblock():
        connection: Any = opened
        with connection.execute_wrapper(listen):
            assert connection.found("SELECT %s", [1]) == [(1,)]
        connection.force_debug_cursor = True
        connection.found("SELECT %s", [2])
        assert [query["sql"] for query in connection.queries] == ["SELECT 2"]
    assert heard == ["SELECT %s"]
