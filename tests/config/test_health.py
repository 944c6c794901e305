"""What a watcher of the server is told."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from config import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_process():
    """As if the process had just started: nothing known about the database yet."""
    health.applied_once.cache_clear()


@pytest.fixture
def content():
    call_command("load_fixtures", verbosity=0)


def test_healthz_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")


def test_readyz_says_yes_once_there_is_content(client, content):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "Ready.\n")


def test_readyz_says_that_there_is_no_content(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "no content yet" in answer.text


def test_readyz_says_that_a_migration_is_missing(client, content):
    MigrationRecorder(connection).migration_qs.filter(app="sources").delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "not up to date" in answer.text


def test_readyz_says_that_the_database_cannot_be_reached(client, monkeypatch):
    def refuse():
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "cannot be reached" in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_no_answer_is_kept_and_nothing_can_be_posted(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_watcher_on_the_same_machine_is_not_sent_to_https(client, path, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, headers={"Host": "127.0.0.1:8000"}).status_code != 301
