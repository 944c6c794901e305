"""Settings, all of them. What differs between installations is an environment variable; `.env.example` lists each.

A variable that is missing or odd stops the start with a sentence that says what to set.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.sqlite import use_safe_sqlite

use_safe_sqlite()  # before anything opens a database

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if env_file := os.environ.get("ENV_FILE", str(BASE_DIR / ".env")):
    env.read_env(env_file)


def yes_or_no(name: str, *, default: bool) -> bool:
    """True or False; django-environ's own reading takes every word it does not know for False."""
    word = env.str(name, default=str(default)).strip().lower()
    if word not in {"true", "1", "yes", "on", "false", "0", "no", "off"}:
        raise ImproperlyConfigured(f"{name} is {word!r}. Set it to True or False.")
    return word in {"true", "1", "yes", "on"}


def secret_key(*, debug: bool) -> str:
    """The key as it is set. While developing there may be none, otherwise this raises ImproperlyConfigured."""
    key = env.str("SECRET_KEY", default="").strip()
    if key:
        return key
    if debug:
        return "only-for-development-" + "never-secret-" * 3
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to a long random text and keep it secret; `make run` makes one into .env."
    )


def public_url() -> str:
    """Scheme, host and port as a reader types them, without a slash at the end."""
    port = env.str("PORT", default="8000").strip()
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ImproperlyConfigured(f"PORT is {port!r}. Set it to a number from 1 to 65535.")
    url = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{port}").strip().rstrip("/")
    try:
        parts = urlsplit(url)
        odd = parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.fragment
        odd = odd or "@" in parts.netloc or "," in parts.netloc or " " in url or parts.port == 0
    except ValueError:  # a port that is no number, a bracket left open
        odd = True
    if odd:
        raise ImproperlyConfigured(
            f"PUBLIC_URL is {url!r}. Set it to http:// or https:// and a host, such as https://careers.example.org, "
            "with no path after it."
        )
    return url


def site_name() -> str:
    """The name that pages show, up to 40 characters."""
    name = env.str("SITE_NAME", default="Pathside").strip()
    if not 0 < len(name) <= 40:
        raise ImproperlyConfigured("SITE_NAME is the name that pages show. Give it 1 to 40 characters.")
    return name


def database(url: str) -> dict[str, Any]:
    """Django’s settings for the database of this address. Raises ImproperlyConfigured where it is none."""
    if url == "sqlite://:memory:" or (url.startswith("sqlite:///") and "?" not in url and url != "sqlite:///"):
        return sqlite(url)
    if url.startswith(("postgres://", "postgresql://")):
        return postgres(url)
    # The address may hold a password, so it is not repeated here.
    raise ImproperlyConfigured(
        "DATABASE_URL is not an address this version knows. Set it to sqlite:///name.sqlite3 (in the project folder), "
        "sqlite:////folder/name.sqlite3 or postgres://user:password@host/name."
    )


def sqlite(url: str) -> dict[str, Any]:
    """SQLite as one machine should use it.

    WAL lets readers go on while somebody writes. IMMEDIATE takes the write lock when a transaction begins, so that
    a second writer waits its turn (5 seconds at most) instead of failing halfway.
    """
    name = url.removeprefix("sqlite:///").removeprefix("sqlite://")
    if name != ":memory:":
        name = str(BASE_DIR / name)
        if not Path(name).parent.is_dir():
            raise ImproperlyConfigured(f"DATABASE_URL names a folder that does not exist: {Path(name).parent}")
    return {
        "ENGINE": "config.sqlite_engine",
        "NAME": name,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL",
            # As many as two kinds of pages ask. Each takes some 16 kB; a worker has one connection for all its pages.
            "cached_statements": 64,
        },
    }


def postgres(url: str) -> dict[str, Any]:
    """PostgreSQL; the address is read as PostgreSQL's own programs read it, with all that may stand in it.

    A connection that was lost meanwhile is made anew, of several hosts the one that takes writes is used, and nobody
    waits for a dead host or for another writer longer than for SQLite.
    """
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise ImproperlyConfigured(
            "DATABASE_URL names a PostgreSQL database, and what speaks to one is not installed. Run: make postgres"
        )
    try:
        parts: dict[str, Any] = conninfo_to_dict(url)
    except ProgrammingError:
        parts = {}
    ports = str(parts.get("port", "")).split(",")
    if not parts.get("dbname") or not all(port == "" or port.isdigit() for port in ports):
        raise ImproperlyConfigured(
            "DATABASE_URL is no address that PostgreSQL understands. Set it to postgres://user:password@host/name; "
            "write a letter like @ or / in the password as %40 or %2F."
        )
    named = {name: str(parts.pop(key, "")) for name, key in POSTGRES_PARTS.items()}
    defaults: dict[str, Any] = {"connect_timeout": 5}
    if "," in named["HOST"]:
        defaults["target_session_attrs"] = "read-write"
    return {
        "ENGINE": "config.postgres_engine",
        **named,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # They outlive a transaction, and with it the connection that a pooler lends. Nothing here is read in parts.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": defaults | parts,
    }


POSTGRES_PARTS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def cache() -> dict[str, Any]:
    """Django’s settings for the cache. Raises ImproperlyConfigured where its address is none."""
    url = env.str("CACHE_URL", default="locmemcache://").strip()
    if url.split("://")[0] not in {"locmemcache", "dummycache", "filecache"}:
        raise ImproperlyConfigured(
            "CACHE_URL is not an address this version knows. Set it to locmemcache:// (memory), filecache:///folder "
            "or dummycache:// (no cache)."
        )
    found = dict(environ.Env.cache_url_config(url))
    if url.startswith("filecache:") and not str(found["LOCATION"]).startswith("/"):
        raise ImproperlyConfigured("CACHE_URL names no folder. Set it to filecache:///folder, with three slashes.")
    # A page takes some 13 kB, in each worker. Those that many ask for are among the last hundred that anybody did.
    return {**found, "OPTIONS": {"MAX_ENTRIES": 100, **found.get("OPTIONS", {})}}


DEBUG = yes_or_no("DEBUG", default=False)
SECRET_KEY = secret_key(debug=DEBUG)
PUBLIC_URL = public_url()
SITE_NAME = site_name()

# PUBLIC_URL alone decides which hosts are answered and whether everything is https.
HTTPS = PUBLIC_URL.startswith("https://")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or ""
# The machine's own names stay allowed, so that a health check can ask from there. Links are made from PUBLIC_URL,
# never from the Host header, so that a made-up one gains nothing.
ALLOWED_HOSTS = [f"[{PUBLIC_HOST}]" if ":" in PUBLIC_HOST else PUBLIC_HOST, "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# HSTS for subdomains, and the browsers' preload list, reach hosts that are not ours to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Every page carries this line, so it names what matters to a reader, not every sensor a browser knows.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("browsing-topics", "camera", "geolocation", "microphone", "payment", "usb")
}

INSTALLED_APPS = [
    "config.admin.EditorAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "simple_history",
    "sources",
    "sources.history",
    "roles",
    "certifications",
    "careers",
    "onet",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the policies: they are longer than most of our static files, and mean nothing there.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside of compression and policies, so that what is kept is compressed already, and has them.
    "config.caching.same_link_again",
    "config.middleware.OnePolicy",  # before all else that may answer, so that a refusal has it too
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "config.middleware.CompressMiddleware",
    "careers.views.theme.vary_by_theme",
    "config.middleware.refuse_absurd_requests",
    "config.middleware.database_busy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # who it was that changed a row
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_FAILURE_VIEW = "careers.views.errors.csrf_failure"
LOADERS = ["config.loader.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", LOADERS)])],
            "builtins": ["template_partials.templatetags.partials", "careers.templatetags.shell"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "careers.context.site",
            ],
        },
    }
]

# The records of a row are found by the row.
SIMPLE_HISTORY_DATE_INDEX = False

DATABASES = {"default": database(env.str("DATABASE_URL", default="sqlite:///pathside.sqlite3").strip())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": cache()}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# A role's page in the admin is one long form: duties, skills and facts, each with its sources.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticFilesStorage"},
}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING", "propagate": True},
        # A page not found, or a made-up Host, is no event; what we answer with a 500 is.
        "django.request": {"level": "WARNING" if DEBUG else "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}
