"""What every page knows: the site's name, the reader's theme, the day, its own address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from careers import clock
from careers.views.pages import carried
from careers.views.theme import chosen_theme
from careers.wording import long_date


def site(request: HttpRequest) -> dict[str, Any]:
    """Context for every template.

    `section` marks the family of pages in the navigation. `state` and `state_query` let the choice of a
    state stay for the visit.
    """
    match = getattr(request, "resolver_match", None)
    state = carried(request).get("state", "")
    return {
        "site_name": settings.SITE_NAME,
        "public_url": settings.PUBLIC_URL,
        "theme": chosen_theme(request),
        "today": long_date(clock.today()),
        "own_address": request.get_full_path(),
        "section": SECTIONS.get(match.url_name or "", "") if match else "",
        "state": state,
        "state_query": f"?state={state}" if state else "",
    }


SECTIONS = {
    "roles": "roles",
    "role": "roles",
    "role-by-code": "roles",
    "how-to-become": "roles",
    "compare-ways": "roles",
    "plan": "plan",
    "compare": "compare",
    "compare-picker": "compare",
    "paths": "paths",
    "path-picker": "paths",
    "compare-paths": "paths",
    "move": "paths",
    "move-picker": "paths",
    "certifications": "certifications",
    "certification": "certifications",
    "certification-picker": "certifications",
    "compare-certifications": "certifications",
    "states": "states",
    "state": "states",
    "state-move": "states",
    "sources": "sources",
    "source": "sources",
    "how-we-check": "sources",
    "all-figures": "sources",
    "figures": "sources",
}
