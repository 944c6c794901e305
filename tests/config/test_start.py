"""One command makes a database with the content in it, and the next start loses nothing."""

import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import DjangoDbBlocker

from config import start
from tests.databases import ask, drop_database, make_database


@pytest.fixture
def address(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Where a database of its own is."""
    with django_db_blocker.unblock():
        address = make_database(tmp_path)
        yield address
        drop_database(address)


@pytest.fixture
def prepare(project: Path):
    """Runs the start as far as the server, on the database at this address."""

    def run(address: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "config.start", "--dev", "--prepare"],
            cwd=project,
            env={"ENV_FILE": "", "SECRET_KEY": "k" * 50, "DATABASE_URL": address},
            check=True,
            capture_output=True,
        )

    return run


def test_a_second_start_loses_nothing(prepare, address):
    prepare(address)
    assert ask(address, "SELECT 1 FROM roles_role WHERE slug = 'paralegal' AND status = 'published'")
    ask(address, "UPDATE roles_role SET title = %s WHERE slug = 'paralegal'", "What an editor wrote")
    prepare(address)
    assert ask(address, "SELECT title FROM roles_role WHERE slug = 'paralegal'") == [("What an editor wrote",)]


def test_static_files_are_collected_only_after_a_change(monkeypatch, settings, tmp_path):
    collected = []
    monkeypatch.setattr("django.core.management.call_command", lambda *args, **_options: collected.append(args))
    settings.STATIC_ROOT = tmp_path / "collected"
    start.collect_static()
    start.collect_static()
    assert len(collected) == 1
    changed = tmp_path / "static"
    changed.mkdir()
    (changed / "new.css").write_text("p { color: red }")
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, changed]
    # Django wraps it in a cache, of which the stubs know nothing.
    get_finder.cache_clear()  # type: ignore[attr-defined]
    start.collect_static()
    assert len(collected) == 2


def test_the_first_start_compiles_ahead_what_is_imported_late(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert not start.is_compiled()
    start.compile_ahead()
    assert start.is_compiled()


def test_nothing_is_compiled_ahead_where_python_keeps_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert start.is_compiled()


def test_a_database_file_is_its_owners_alone(prepare, tmp_path):
    prepare(f"sqlite:///{tmp_path}/own.sqlite3")
    assert stat.S_IMODE((tmp_path / "own.sqlite3").stat().st_mode) == 0o600


@pytest.fixture
def broken_content(monkeypatch: pytest.MonkeyPatch):
    def fail(*args, **options):
        raise CommandError("roles/nurse.yaml:3: title: missing")

    monkeypatch.setattr("django.core.management.call_command", fail)


def test_broken_content_does_not_keep_a_site_with_content_down(broken_content, monkeypatch, capsys):
    monkeypatch.setattr("config.health.what_is_missing", lambda: "")
    start.load_content()
    assert "roles/nurse.yaml:3: title: missing" in capsys.readouterr().err


def test_broken_content_stops_a_first_start(broken_content, monkeypatch, capsys):
    monkeypatch.setattr("config.health.what_is_missing", lambda: "There is no content yet.")
    with pytest.raises(SystemExit, match="the content was not loaded"):
        start.load_content()
    assert "roles/nurse.yaml:3: title: missing" in capsys.readouterr().err


def test_a_taken_port_is_said_before_anything_is_done(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(SystemExit, match=f"Port {port} is taken. Choose another: make run PORT={port + 1}"):
            start.stop_if_port_is_taken(dev=False)


@pytest.mark.skipif(sys.platform != "linux", reason="other C libraries know nothing of it")
def test_threads_of_the_server_share_one_heap_however_it_is_started(project):
    shown = "from config.start import use_one_heap as use; use(); import os; print(os.environ['MALLOC_ARENA_MAX'])"
    for given, used in ({}, "1"), ({"MALLOC_ARENA_MAX": "4"}, "4"):
        command = [sys.executable, "-c", shown]
        assert subprocess.run(command, cwd=project, env=given, capture_output=True, text=True).stdout == f"{used}\n"


def test_a_database_that_is_not_there_is_said_in_one_sentence(tmp_path, project):
    start = subprocess.run(
        [sys.executable, "-m", "config.start", "--dev", "--prepare"],
        cwd=project,
        env={"ENV_FILE": "", "SECRET_KEY": "k" * 50, "DATABASE_URL": f"postgres://me@/pathside?host={tmp_path}"},
        capture_output=True,
        text=True,
    )
    assert start.returncode == 1
    assert start.stderr.startswith("Pathside cannot start: the database that DATABASE_URL names cannot be used:")
    assert "Traceback" not in start.stderr


def test_a_database_that_an_import_holds_is_said_in_one_sentence(tmp_path, project):
    with closing(sqlite3.connect(tmp_path / "new.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        start = subprocess.run(
            [sys.executable, "-m", "config.start", "--dev", "--prepare"],
            cwd=project,
            env={"ENV_FILE": "", "SECRET_KEY": "k" * 50, "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"},
            capture_output=True,
            text=True,
        )
    assert start.returncode == 1
    assert start.stderr.startswith("Pathside cannot start: somebody is writing to its database")
    assert "Traceback" not in start.stderr


@pytest.fixture
def serve(project: Path) -> Iterator[Callable[[str], tuple[int, subprocess.Popen[bytes]]]]:
    """Serves the site from the database at an address; gives its port, and its process as soon as it answers."""
    servers = []

    def start(address: str) -> tuple[int, subprocess.Popen[bytes]]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, "-m", "config.start"],
            cwd=project,
            env={"ENV_FILE": "", "SECRET_KEY": "k" * 50, "PORT": str(port), "DATABASE_URL": address},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        servers.append(server)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and status(port, "/healthz") != 200:
            time.sleep(0.1)
        return port, server

    yield start
    for server in servers:
        if server.poll() is None:
            server.terminate()
            server.communicate(timeout=30)


def test_ctrl_c_stops_it_at_once(serve, address):
    port, server = serve(address)
    os.killpg(server.pid, signal.SIGINT)  # as a terminal does: every process of the group hears it
    asked = time.monotonic()
    said, _ = server.communicate(timeout=30)
    assert f"Pathside is at http://127.0.0.1:{port}/" in said.decode()
    assert "make admin" in said.decode()
    assert "refused to gracefully stop" not in said.decode()
    assert time.monotonic() - asked < 4
    assert not status(port, "/healthz")


def test_readers_are_told_while_the_database_is_away_and_served_when_it_is_back(serve, address):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is a file beside the program")
    port, _ = serve(address)
    name = urlsplit(address).path[1:]
    assert status(port, "/roles/paralegal/") == 200
    ask(os.environ["DATABASE_URL"], f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    ask(os.environ["DATABASE_URL"], "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)
    assert [status(port, page) for page in ("/roles/paralegal/", "/roles/?q=a", "/admin/login/")] == [503, 503, 200]
    assert status(port, "/readyz") == 503
    ask(os.environ["DATABASE_URL"], f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert status(port, "/roles/paralegal/") == 200


def status(port: int, path: str) -> int:
    """How the server answers; 0 where nobody does."""
    try:
        return int(urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10).status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
