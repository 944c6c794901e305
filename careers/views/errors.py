"""Pages for when something is wrong: what happened, what is safe, what to do."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from careers.views.pages import Unknown, carried, render, states
from careers.views.states import UnknownState
from careers.views.subjects import CERTIFICATIONS, PATHS, ROLES, Subject

log = logging.getLogger(__name__)

# As much of an address as a search field is filled with.
LONGEST_WORDS = 80
# What to look through instead, by how an address starts; roles for any other.
OVERVIEWS = {
    "certifications": ("careers:certifications", "See all certifications"),
    "states": ("careers:states", "See all states"),
    "sources": ("careers:sources", "See all sources"),
    "figures": ("careers:all-figures", "See all figures"),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What we refuse, or Django does: a 400."""
    # Only what we refuse ourselves is said in words for readers.
    why = str(exception) if isinstance(exception, BadRequest) else ""
    return _page(request, "400.html", {"why": why}, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is not for whoever asks: a 403."""
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
    """A form that was open for too long, or came from elsewhere: a 403 that says so."""
    log.warning("Form refused: %s", reason)
    return _page(request, "403.html", {"is_stale_form": True}, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page that leads on: the nearest roles, or certifications, to what the address names, and a search for it.

    Of a comparison with one that we do not know, the others are kept.
    """
    if isinstance(exception, UnknownState):
        return _page(request, "careers/state_unknown.html", {"why": exception.sentence, "states": states()}, 404)
    unknown = exception if isinstance(exception, Unknown) else None
    family = _parts(request.path)[:1]
    subject = _subject(request.path)
    overview, see_all = OVERVIEWS.get("".join(family), ("careers:roles", "See all roles"))
    typed = unknown.slugs[0] if unknown else "".join(_parts(request.path)[-1:])
    words = _words(typed)
    kept = unknown.keep if unknown else []
    # A code or the number of a page is like no name.
    nearest = subject.nearest(words) if any(map(str.isalpha, words)) else []
    picker = {subject.noun: [each.slug for each in kept], **carried(request)}
    context = {
        "words": words,
        "unknown": [_words(slug) for slug in unknown.slugs] if unknown else [],
        "meant": [_suggestion(kept, near, subject) for near in nearest if near not in kept],
        "keep": kept,
        "keep_names": subject.names(kept) if kept else "",
        "keep_address": reverse(subject.picker, query=picker) if kept else "",
        "subject": subject,
        "noun": unknown.noun if unknown else "page",
        "overview": reverse(overview),
        "see_all": see_all,
    }
    return _page(request, "404.html", context, 404)


@dataclass(frozen=True)
class Suggestion:
    """What an address may have meant: a page or, with those that are known, a comparison."""

    label: str
    address: str


def _suggestion(kept: Sequence[Any], nearest: Any, subject: Subject) -> Suggestion:
    if not kept:
        return Suggestion(str(nearest), nearest.get_absolute_url())
    all_of_them = [*kept, nearest]
    return Suggestion(subject.names(all_of_them), subject.address([each.slug for each in all_of_them]))


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: no context, no database, and no styles where even those cannot be found."""
    context = {"address": request.get_full_path()}
    try:
        page = render_to_string("500.html", context | {"is_styled": True})
    except Exception:
        log.exception("The page for errors is shown without styles")
        page = render_to_string("500.html", context)
    return HttpResponse(page, status=500)


def _subject(path: str) -> Subject:
    """What an address compares, or tells of."""
    parts = _parts(path)
    if parts[:1] == ["certifications"]:
        return CERTIFICATIONS
    return PATHS if parts[:2] == ["paths", "compare"] else ROLES


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, template, context, status=status)


def _words(slug: str) -> str:
    return " ".join(slug.replace("-", " ").split())[:LONGEST_WORDS]


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]
