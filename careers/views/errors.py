"""Pages for when something is wrong: what happened, what is safe, what to do."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from careers.rolefacts import RoleName
from careers.search import nearest_certifications, nearest_roles
from careers.views.certifications import UnknownCertification
from careers.views.pages import UnknownRole, carried
from careers.wording import joined
from roles.models import Role

log = logging.getLogger(__name__)

# As much of an address as a search field is filled with.
LONGEST_WORDS = 80


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Only what we refuse ourselves is said in words for readers.
    why = str(exception) if isinstance(exception, BadRequest) else ""
    return _page(request, "400.html", {"why": why}, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # Only what we refuse ourselves is said in a sentence.
    return _page(request, "403.html", {"why": str(exception or ""), "admin_list": _admin_list(request)}, 403)


def _admin_list(request: HttpRequest) -> str:
    """The list in the admin from which somebody came to a page of a row; empty elsewhere."""
    match = request.resolver_match
    if match is None or match.app_name != "admin":
        return ""
    try:
        return reverse(f"admin:{(match.url_name or '').rpartition('_')[0]}_changelist")
    except NoReverseMatch:  # a page of no row
        return reverse("admin:index")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("Form refused: %s", reason)
    return _page(request, "403.html", {"is_stale_form": True}, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page that leads on: the nearest roles to what the address names, and a search for it.

    Of a comparison with one role that we do not know, the others are kept.
    """
    if isinstance(exception, UnknownCertification):
        return _no_certification(request, exception.slug)
    unknown = exception if isinstance(exception, UnknownRole) else None
    typed = unknown.slugs[0] if unknown else _last_part(request.path)
    words = _words(typed)
    kept = unknown.keep if unknown else []
    picker = {"role": [role.slug for role in kept], **carried(request)}
    context = {
        "words": words,
        "unknown": [_words(slug) for slug in unknown.slugs] if unknown else [],
        "meant": [_suggestion(kept, role) for role in nearest_roles(words) if role not in kept],
        "keep": kept,
        "keep_names": _names(kept) if kept else "",
        "keep_address": reverse("careers:compare-picker", query=picker),
    }
    return _page(request, "404.html", context, 404)


def _no_certification(request: HttpRequest, slug: str) -> HttpResponse:
    words = _words(slug)
    meant = [Suggestion(str(near), near.get_absolute_url()) for near in nearest_certifications(words)]
    return _page(request, "404.html", {"words": words, "no_certification": words, "meant": meant}, 404)


@dataclass(frozen=True)
class Suggestion:
    """What an address may have meant: a role or, with the roles that are known, a comparison."""

    label: str
    address: str


def _suggestion(kept: Sequence[Role], nearest: Role) -> Suggestion:
    if not kept:
        return Suggestion(nearest.title, nearest.get_absolute_url())
    roles = [*kept, nearest]
    return Suggestion(_names(roles), reverse("careers:compare", args=[[role.slug for role in roles]]))


def _names(roles: Sequence[Role]) -> str:
    """`Paralegal and legal assistant`."""
    first, *others = [RoleName(role.slug, role.title) for role in roles]
    return joined([first.title, *(role.noun for role in others)])


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: no context, no database, and no styles where even those cannot be found."""
    context = {"address": request.get_full_path()}
    try:
        page = render_to_string("500.html", context | {"is_styled": True})
    except Exception:
        log.exception("The page for errors is shown without styles")
        page = render_to_string("500.html", context)
    return HttpResponse(page, status=500)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, template, context, status=status)


def _words(slug: str) -> str:
    return " ".join(slug.replace("-", " ").split())[:LONGEST_WORDS]


def _last_part(path: str) -> str:
    return next((part for part in reversed(path.split("/")) if part), "")
