"""Who changes content is alone with it for that time, on PostgreSQL as on SQLite."""

import pytest
from django.db import OperationalError, connection

from sources.alone import LOCK, alone, is_busy
from tests.databases import connected, connected_again

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="in SQLite every transaction that writes is alone"),
]


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


def test_another_trouble_is_not_called_busy():
    with pytest.raises(OperationalError) as error, connected("postgres://me@/none?host=/nowhere") as other:
        other.ensure_connection()
    assert not is_busy(error.value)
