"""Pages for when something is wrong: what happened, what is safe, what to do."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from careers.search import nearest_roles
from careers.views.pages import UnknownRole

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", {"why": str(exception)}, status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("Form refused: %s", reason)
    return render(request, "403.html", {"is_stale_form": True}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page that leads on: the nearest roles to what the address names, and a search for it."""
    typed = exception.slug if isinstance(exception, UnknownRole) else _last_part(request.path)
    words = typed.replace("-", " ").strip()[:80]
    context = {
        "words": words,
        "is_role": isinstance(exception, UnknownRole),
        "nearest": nearest_roles(words),
        "keep": exception.keep if isinstance(exception, UnknownRole) else [],
    }
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: no context, no database."""
    return HttpResponse(render_to_string("500.html", {"address": request.get_full_path()}), status=500)


def _last_part(path: str) -> str:
    return next((part for part in reversed(path.split("/")) if part), "")
