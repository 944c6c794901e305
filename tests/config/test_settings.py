"""Settings come from the environment, and an odd one stops the start with a sentence."""

import runpy
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

import manage

VARIABLES = ["SECRET_KEY", "DEBUG", "PUBLIC_URL", "SITE_NAME", "DATABASE_URL", "CACHE_URL", "PORT"]


@pytest.fixture
def settings_from(monkeypatch: pytest.MonkeyPatch, project: Path):
    """The settings module as it comes out with these variables and no others."""

    def load(**variables: str) -> dict[str, Any]:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(project / "config/settings.py"))

    return load


def test_only_a_key_is_needed(settings_from):
    settings = settings_from(SECRET_KEY="k" * 50)
    assert settings["DEBUG"] is False
    assert settings["PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert settings["SITE_NAME"] == "Pathside"
    assert settings["DATABASES"]["default"]["NAME"].endswith("/pathside.sqlite3")


@pytest.mark.parametrize("key", ["", "   "])
def test_production_without_a_key_refuses_and_says_what_to_set(settings_from, key):
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set. Set it to .*make run"):
        settings_from(SECRET_KEY=key)


def test_development_needs_no_key(settings_from):
    assert settings_from(DEBUG="True")["SECRET_KEY"]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DEBUG", "maybe", "DEBUG is 'maybe'. Set it to True or False."),
        ("DEBUG", "", "Set it to True or False"),
        ("PUBLIC_URL", "careers.example.org", "Set it to http:// or https:// and a host"),
        ("PUBLIC_URL", "ftp://careers.example.org", "Set it to http://"),
        ("PUBLIC_URL", "https://", "Set it to http://"),
        ("PUBLIC_URL", "", "Set it to http://"),
        ("PUBLIC_URL", "https://example.org/careers", "with no path"),
        ("PUBLIC_URL", "https://example.org:http", "Set it to http://"),
        ("PUBLIC_URL", "http://[::1", "Set it to http://"),
        ("PUBLIC_URL", "https://me:secret@example.org", "Set it to http://"),
        ("PORT", "eighty", "PORT is 'eighty'. Set it to a number from 1 to 65535."),
        ("PORT", "70000", "Set it to a number from 1 to 65535"),
        ("SITE_NAME", " ", "SITE_NAME is the name that pages show"),
        ("SITE_NAME", "x" * 41, "1 to 40 characters"),
        ("DATABASE_URL", "mongodb://localhost/pathside", "Set it to sqlite:///name.sqlite3"),
        ("DATABASE_URL", "pathside.sqlite3", "Set it to sqlite:///name.sqlite3"),
        ("DATABASE_URL", "sqlite:///", "Set it to sqlite:///name.sqlite3"),
        ("DATABASE_URL", "sqlite:///x.sqlite3?mode=ro", "Set it to sqlite:///name.sqlite3"),
        ("DATABASE_URL", "postgres://me@db", "Set it to postgres://user:password@host/name"),
        ("DATABASE_URL", "postgres://me:pass/word@db/pathside", "as %40 or %2F"),
        ("DATABASE_URL", "postgres://me@db:port/pathside", "Set it to postgres://"),
        ("DATABASE_URL", "postgres://me@db/pathside?no_such=1", "Set it to postgres://"),
        ("DATABASE_URL", "sqlite:////no/such/folder/x.sqlite3", "does not exist: /no/such/folder"),
        ("CACHE_URL", "carrier-pigeon://", "Set it to locmemcache://"),
        ("CACHE_URL", "filecache://pages", "Set it to filecache:///folder"),
    ],
)
def test_an_odd_value_stops_the_start_with_a_sentence(settings_from, name, value, says):
    with pytest.raises(ImproperlyConfigured) as error:
        settings_from(**{"SECRET_KEY": "k" * 50, name: value})
    assert says in str(error.value)
    assert str(error.value).startswith(name)


@pytest.mark.parametrize("address", ["mysql://me:hunter2@db/pathside", "postgres://me:hunter2@db:x/pathside"])
def test_a_password_in_the_database_address_is_not_repeated(settings_from, address):
    with pytest.raises(ImproperlyConfigured) as error:
        settings_from(SECRET_KEY="k" * 50, DATABASE_URL=address)
    assert "hunter2" not in str(error.value)


def test_postgresql_is_asked_on_a_connection_that_lives(settings_from):
    url = "postgres://me:p%40ss@db.example.org:5433/pathside?sslmode=require"
    database = settings_from(SECRET_KEY="k" * 50, DATABASE_URL=url)["DATABASES"]["default"]
    assert database["ENGINE"] == "config.postgres_engine"
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("me", "p@ss", "pathside")
    assert (database["HOST"], database["PORT"]) == ("db.example.org", "5433")
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["OPTIONS"]["sslmode"] == "require"


def test_nothing_is_asked_of_postgresql_that_a_pooler_between_refuses(settings_from):
    database = settings_from(SECRET_KEY="k" * 50, DATABASE_URL="postgres://me@db/pathside")["DATABASES"]["default"]
    assert "options" not in database["OPTIONS"]
    assert database["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_of_several_postgresql_hosts_the_one_that_takes_writes_is_used(settings_from):
    url = "postgresql://me@one.example.org,two.example.org:5433/pathside"
    database = settings_from(SECRET_KEY="k" * 50, DATABASE_URL=url)["DATABASES"]["default"]
    assert database["HOST"] == "one.example.org,two.example.org"
    assert database["OPTIONS"]["target_session_attrs"] == "read-write"
    asked = settings_from(SECRET_KEY="k" * 50, DATABASE_URL=f"{url}?target_session_attrs=primary&connect_timeout=2")
    options = asked["DATABASES"]["default"]["OPTIONS"]
    assert (options["target_session_attrs"], options["connect_timeout"]) == ("primary", "2")


def test_without_its_driver_postgresql_is_refused_with_the_command_that_installs_it(settings_from, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ImproperlyConfigured, match=r"is not installed\. Run: make postgres"):
        settings_from(SECRET_KEY="k" * 50, DATABASE_URL="postgres://me@db/pathside")


def test_the_port_moves_the_public_address_until_that_is_set(settings_from):
    assert settings_from(SECRET_KEY="k" * 50, PORT="8123")["PUBLIC_URL"] == "http://127.0.0.1:8123"
    both = settings_from(SECRET_KEY="k" * 50, PORT="8123", PUBLIC_URL="https://careers.example.org/")
    assert both["PUBLIC_URL"] == "https://careers.example.org"


def test_https_turns_on_all_that_belongs_to_it(settings_from):
    settings = settings_from(SECRET_KEY="k" * 50, PUBLIC_URL="https://careers.example.org")
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://careers.example.org"]
    assert "careers.example.org" in settings["ALLOWED_HOSTS"]


def test_plain_http_turns_all_of_it_off(settings_from):
    settings = settings_from(SECRET_KEY="k" * 50, PUBLIC_URL="http://192.0.2.7:8000")
    assert not settings["SESSION_COOKIE_SECURE"]
    assert not settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert settings["SECURE_PROXY_SSL_HEADER"] is None  # nobody in front to believe
    assert settings["ALLOWED_HOSTS"] == ["192.0.2.7", "localhost", "127.0.0.1"]


def test_an_ipv6_host_is_allowed_as_browsers_send_it(settings_from):
    assert "[::1]" in settings_from(SECRET_KEY="k" * 50, PUBLIC_URL="http://[::1]:8000")["ALLOWED_HOSTS"]


def test_env_example_lists_every_variable(project: Path):
    text = (project / ".env.example").read_text()
    assert [name for name in VARIABLES if f"\n#{name}=" not in text] == []


def test_a_command_ends_in_one_sentence_not_a_traceback(project: Path):
    run = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=project,
        env={"ENV_FILE": "", "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("Pathside cannot start: SECRET_KEY is not set.")
    assert len(run.stderr.splitlines()) == 1


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path, monkeypatch):
    from config.start import make_secret_key

    env_file = tmp_path / ".env"
    env_file.write_text("SITE_NAME=Ways")  # no line end: what was there must stay a line of its own
    monkeypatch.setenv("ENV_FILE", str(env_file))
    monkeypatch.delenv("SECRET_KEY")
    make_secret_key()
    made = env_file.read_text()
    assert made.splitlines()[0] == "SITE_NAME=Ways"
    assert len(made.splitlines()[1]) > len("SECRET_KEY=") + 50
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    make_secret_key()
    assert env_file.read_text() == made


def test_a_key_from_the_environment_writes_no_file(tmp_path, monkeypatch):
    from config.start import make_secret_key

    monkeypatch.setenv("ENV_FILE", str(tmp_path / ".env"))
    monkeypatch.setenv("SECRET_KEY", "from elsewhere")
    make_secret_key()
    assert not (tmp_path / ".env").exists()


def test_a_command_that_is_stopped_while_it_starts_ends_in_a_word(monkeypatch):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(manage, "execute_from_command_line", stopped)
    with pytest.raises(SystemExit, match=r"^Stopped\.$"):
        manage.main()
