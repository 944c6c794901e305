"""What every page knows: the site's name, the reader's theme, the day."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from careers import clock
from careers.views.theme import chosen_theme


def site(request: HttpRequest) -> dict[str, Any]:
    """Context for every template.

    `section` marks the family of pages in the navigation. `state` and `state_query` let the choice of a
    state stay for the visit.
    """
    match = getattr(request, "resolver_match", None)
    state = chosen_state(request)
    return {
        "site_name": settings.SITE_NAME,
        "public_url": settings.PUBLIC_URL,
        "theme": chosen_theme(request),
        "today": clock.today(),
        "section": SECTIONS.get(match.url_name or "", "") if match else "",
        "state": state,
        "state_query": f"?state={state}" if state else "",
    }


def chosen_state(request: HttpRequest) -> str:
    """The state that the address names, as links and forms carry it on; nothing where that is no code."""
    typed = request.GET.get("state", "").strip().upper().removeprefix("US-")
    return typed if CODE.fullmatch(typed) else ""


CODE = re.compile("[A-Z]{2}")
SECTIONS = {
    "roles": "roles",
    "role": "roles",
    "role-by-code": "roles",
    "how-to-become": "roles",
    "compare": "compare",
    "compare-picker": "compare",
    "certifications": "certifications",
    "certification": "certifications",
    "sources": "sources",
}
