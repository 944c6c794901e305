"""Who changes content is alone with it for that time, on PostgreSQL as on SQLite."""

import time

import pytest
from django.db import OperationalError, connection

from sources.alone import LOCK, alone, alone_throughout, is_busy
from tests.databases import connected, connected_again

pytestmark = pytest.mark.django_db
on_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="in SQLite every transaction that writes is alone"
)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL is asked in a test of its own")
def test_who_is_in_a_hurry_waits_less_only_for_as_long_as_it_is_alone():
    def patience():
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    with alone(seconds=1):
        assert patience() == 1000
    assert patience() == 5000


@on_postgres
def test_a_second_writer_waits_and_is_told_that_the_database_is_busy():
    with connected_again() as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        with connection.cursor() as ours:
            ours.execute("SET LOCAL lock_timeout = '50ms'")
        with pytest.raises(OperationalError) as error, alone():
            pass
        assert is_busy(error.value)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    with alone():
        pass


@on_postgres
def test_who_is_in_a_hurry_gives_up_sooner_and_waits_for_all_else_as_before():
    with connected_again() as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        began = time.monotonic()
        with pytest.raises(OperationalError) as error, alone(seconds=1):
            pass
        assert is_busy(error.value)
        assert time.monotonic() - began < 4
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    with alone(seconds=1), connection.cursor() as ours:
        ours.execute("SHOW lock_timeout")
        assert ours.fetchone() == ("5s",)


@on_postgres
def test_who_is_alone_throughout_several_transactions_keeps_others_from_writing_until_the_end():
    is_free = "SELECT pg_try_advisory_lock(%s)"
    with connected_again() as other, other.cursor() as cursor:
        with alone_throughout():
            for _ in range(2):
                with alone():
                    pass
                cursor.execute(is_free, [LOCK])
                assert cursor.fetchone() == (False,)
        cursor.execute(is_free, [LOCK])
        assert cursor.fetchone() == (True,)


@on_postgres
def test_to_be_alone_throughout_leaves_no_trace_on_a_connection_that_somebody_else_may_get():
    with alone_throughout(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)


@on_postgres
def test_another_trouble_is_not_called_busy():
    with pytest.raises(OperationalError) as error, connected("postgres://me@/none?host=/nowhere") as other:
        other.ensure_connection()
    assert not is_busy(error.value)
