"""What every test stands on: settings of its own, whatever `.env` and the environment of this machine say."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.effort import PROFILE

# How many examples a property is tried on: a sample, or, with `make test-full`, thousands.
settings.register_profile("sample", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("full", parent=settings.get_profile("sample"), max_examples=3000)
settings.load_profile(PROFILE)

# Set before Django reads its settings, which it does as soon as these two exist.
os.environ |= {
    "ENV_FILE": "",
    "SECRET_KEY": "only-for-tests-" + "k3" * 25,
    "DEBUG": "False",
    "PORT": "8000",
    "PUBLIC_URL": "http://127.0.0.1:8000",
    "SITE_NAME": "Pathside",
    "DATABASE_URL": os.environ.get("PATHSIDE_TEST_DATABASE", "sqlite://:memory:"),  # set by `make test-postgres`
    "CACHE_URL": "dummycache://",  # a test that asks twice wants two answers; those of the cache say so
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def pytest_report_header() -> str:
    return f"database: {os.environ['DATABASE_URL'].split(':')[0]}"


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    # Nearly all that a test makes goes by itself. To look for circles as often as a server does took an eighth of
    # the time.
    gc.set_threshold(100_000, 50, 100)

    # Plain names for static files: the hashed ones exist only after collectstatic.
    settings.STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; nothing to protect


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test put into a cache, the next does not find."""
    from django.core.cache import cache

    from careers.facts import remembered

    cache.clear()
    remembered.forget()


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    untraced = [report for report in terminalreporter.getreports("skipped") if "test_traced_facts" in report.nodeid]
    if untraced:
        terminalreporter.section("GATHERED FACTS WERE NOT TRACED", sep="!", red=True, bold=True)
        terminalreporter.line(
            "Nothing looked whether each gathered fact stands on a page. Set PATHSIDE_DATA to the folder"
        )
        terminalreporter.line("that holds facts.csv and facts_sources.csv. Then run make test again.")
    skipped = [report for report in terminalreporter.getreports("skipped") if "tests/browser/" in report.nodeid]
    if skipped:
        terminalreporter.section("BROWSER TESTS WERE SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests need Chromium, which is not installed: nothing was looked at in a")
        terminalreporter.line("browser. On Debian and Ubuntu: sudo apt-get install chromium-headless-shell. Then run")
        terminalreporter.line("make test again.")
