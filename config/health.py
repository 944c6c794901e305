"""Two plain answers for whatever watches the server: the process lives, and it can answer readers."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from careers.search import index
from roles.models import Role


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process lives."""
    return plain("The process lives.")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 while readers can be served, otherwise 503 and a sentence that says why not."""
    why_not = what_is_missing()
    return plain(why_not or "Ready.", status=503 if why_not else 200)


def what_is_missing() -> str:
    """Why readers would not be served, as a sentence; empty when they would."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database cannot be reached."
    try:
        if not migrations_are_applied():
            return "The database is not up to date: run `manage.py migrate`."
        if not Role.objects.published().exists():
            return "There is no content yet: run `manage.py load_fixtures`."
        if index.is_stale():
            return "Search does not know what is on file: run `manage.py rebuild_search`."
    except DatabaseError:
        return "The database does not answer."
    return ""


class NotYet(Exception):
    """Keeps a "no" out of the cache below."""


def migrations_are_applied() -> bool:
    """Whether the database is as this version needs it."""
    try:
        return applied_once()
    except NotYet:
        return False


@cache
def applied_once() -> bool:
    """True; asked of the database until then only, as new migrations come with a new process."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotYet
    return True


def plain(sentence: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(sentence + "\n", status=status, content_type="text/plain; charset=utf-8")
