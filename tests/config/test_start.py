"""One command makes a database with the content in it, and the next start loses nothing."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.core.management.base import CommandError
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


def test_ctrl_c_stops_it_at_once(address, project):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "config.start"],
        cwd=project,
        env={
            "ENV_FILE": "",
            "SECRET_KEY": "k" * 50,
            "PORT": str(port),
            "DATABASE_URL": address,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not answers(port):
        time.sleep(0.1)
    os.killpg(server.pid, signal.SIGINT)  # as a terminal does: every process of the group hears it
    asked = time.monotonic()
    said, _ = server.communicate(timeout=30)
    assert f"Pathside is at http://127.0.0.1:{port}/" in said.decode()
    assert "make admin" in said.decode()
    assert "refused to gracefully stop" not in said.decode()
    assert time.monotonic() - asked < 4
    assert not answers(port)


def answers(port: int) -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10).status == 200)
    except OSError:
        return False
