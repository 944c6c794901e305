"""What we need of a PostgreSQL server, told in a sentence where it is not so, and what a pooler between changes."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.db import NotSupportedError, connection

from tests.databases import ask, connected, drop_database, make_database
from tests.postgres import account_to_run_as

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file beside the program"),
]
LOCKS = "SELECT count(*) FROM pg_locks JOIN pg_database ON oid = database WHERE locktype = 'advisory' AND datname = %s"


def prepare(project: Path, address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.start", "--dev", "--prepare"],
        cwd=project,
        env={"ENV_FILE": "", "SECRET_KEY": "k" * 50, "DATABASE_URL": address},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    address = make_database(tmp_path)
    yield address
    drop_database(address)


@pytest.fixture
def in_latin() -> Iterator[str]:
    name = f"latin_{uuid4().hex}"
    ask(os.environ["DATABASE_URL"], f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    yield address
    drop_database(address)


USUAL = "SELECT current_setting('lock_timeout'), current_setting('random_page_cost')"


def test_nobody_waits_for_a_lock_longer_than_with_sqlite_and_indexes_are_used():
    assert ask(os.environ["DATABASE_URL"], USUAL) == [("5s", "1.1")]


@pytest.mark.parametrize(
    ("options", "are"),
    [
        ("-c%20lock_timeout%3D7s", ("7s", "1.1")),
        ("-c%20random_page_cost%3D2", ("5s", "2")),
        ("-c%20lock_timeout%3D7s%20-c%20random_page_cost%3D2", ("7s", "2")),
    ],
)
def test_what_the_address_says_goes_before_what_is_usual(options, are):
    assert ask(f"{os.environ['DATABASE_URL']}&options={options}", USUAL) == [are]


def test_a_database_that_lacks_letters_is_refused_with_the_command_that_makes_a_right_one(in_latin, project):
    with connected(in_latin) as other:
        other.ensure_connection()
        with pytest.raises(NotSupportedError, match=r"as LATIN1, not as UTF8.*createdb --encoding=UTF8"):
            other.check_database_version_supported()
    start = prepare(project, in_latin)
    assert start.returncode == 1
    assert start.stderr.startswith("Pathside cannot start: the database that DATABASE_URL names cannot be used: it ")
    assert "Traceback" not in start.stderr


def test_dates_are_read_from_a_server_that_writes_them_in_another_way(address):
    ask(address, f"ALTER DATABASE {urlsplit(address).path[1:]} SET datestyle = 'German'")
    assert ask(address, "SELECT DATE '2026-05-03'") == [(date(2026, 5, 3),)]


@pytest.mark.parametrize(
    ("grant", "says"),
    [
        ("REVOKE CREATE ON SCHEMA public FROM public", "permission denied for schema public"),
        ("GRANT ALL ON SCHEMA public TO public", 'permission denied to create extension "pg_trgm"'),
    ],
)
def test_an_account_that_may_not_make_what_we_need_is_told_so_in_a_sentence(address, project, grant, says):
    account = f"some_{uuid4().hex}"
    ask(address, f"CREATE ROLE {account} LOGIN")
    ask(address, grant)
    try:
        parts = urlsplit(address)
        start = prepare(project, parts._replace(netloc=f"{account}@").geturl())
    finally:
        ask(address, f"DROP OWNED BY {account} CASCADE")
        ask(address, f"DROP ROLE {account}")
    assert start.returncode == 1
    assert start.stderr.startswith("Pathside cannot start: the database that DATABASE_URL names cannot be used: ")
    assert says in start.stderr
    assert "Traceback" not in start.stderr


@contextmanager
def pooler(folder: Path, address: str, mode: str) -> Iterator[str]:
    """The same database through PgBouncer, which lends connections for a session or for a transaction."""
    parts = urlsplit(address)
    settings = {
        "listen_addr": "",
        "unix_socket_dir": folder,
        "auth_type": "any",
        "pool_mode": mode,
        "logfile": folder / "log",
    }
    server = f"host={parse_qs(parts.query)['host'][0]} user={parts.username}"
    lines = ["[databases]", f"* = {server}", "[pgbouncer]", *(f"{name} = {value}" for name, value in settings.items())]
    (folder / "pgbouncer.ini").write_text("\n".join(lines) + "\n")
    user: dict[str, Any] = {}
    if os.geteuid() == 0:  # it refuses to run as root
        account = account_to_run_as()
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        os.chown(folder, account.pw_uid, account.pw_gid)
    process = subprocess.Popen(["pgbouncer", "-q", "pgbouncer.ini"], cwd=folder, **user)
    try:
        deadline = time.monotonic() + 10
        while not (folder / ".s.PGSQL.6432").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        yield parts._replace(query=f"host={folder}&port=6432").geturl()
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(not shutil.which("pgbouncer"), reason="PgBouncer is not installed")
@pytest.mark.parametrize("mode", ["session", "transaction"])
def test_a_start_through_a_pooler_leaves_no_lock_that_others_would_wait_for(address, project, mode):
    folder = Path(tempfile.mkdtemp(prefix="pathside-pool-", dir="/tmp"))  # the path of a socket must be short
    try:
        with pooler(folder, address, mode) as through:
            for _ in range(2):
                start = prepare(project, through)
                assert (start.returncode, start.stderr) == (0, "")
                assert ask(address, LOCKS, urlsplit(address).path[1:]) == [(0,)]
    finally:
        shutil.rmtree(folder)
