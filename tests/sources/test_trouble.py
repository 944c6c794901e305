import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection

from sources import trouble

pytestmark = pytest.mark.django_db
WORK = {
    "load_fixtures": "careers.content.load",
    "rebuild_search": "careers.search.index.rebuild",
    "relate_roles": "careers.relating.relate_roles",
}


@pytest.mark.parametrize("command", WORK)
def test_a_command_that_meets_another_writer_says_that_the_database_is_busy(command, monkeypatch):
    def meet_another(*_args, **_options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(WORK[command], meet_another)
    with pytest.raises(CommandError) as error:
        call_command(command)
    assert str(error.value) == ("The database is busy: an import is running, or somebody is saving. Try again later.")


def test_a_database_of_another_version_is_said_to_be_one():
    error = OperationalError("no such column: roles_role.something")
    assert trouble.in_words(error) == f"The database could not be used: {error}."
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'roles'")
    assert trouble.in_words(error) == "The database is not that of this version: run manage.py migrate."


def test_a_database_that_cannot_even_tell_its_version_is_told_of(monkeypatch):
    def refuse(_connection):
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(trouble, "MigrationExecutor", refuse)
    assert trouble.in_words(DatabaseError("disk I/O error")) == "The database could not be used: disk I/O error."
