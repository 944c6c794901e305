"""Certifications side by side. The address is the whole state, as for roles."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careers import credentialsentences, sentences
from careers.credentialcomparison import all_sources, compare
from careers.facts.credentialrows import credential_columns
from careers.views import sidebyside
from careers.views.citing import cited
from careers.views.pages import HtmxRequest, chosen_view, render_page, states
from careers.views.subjects import CERTIFICATIONS


@require_safe
def compare_certifications(request: HtmxRequest, slugs: list[str]) -> HttpResponse:
    """Two to four certifications side by side. One, or a fault in the choice: the picker, with what is right kept."""
    found = sidebyside.chosen(request, CERTIFICATIONS, slugs)
    if isinstance(found, HttpResponse):
        return found
    view, problem = chosen_view(request)
    columns = credential_columns([row.slug for row in found], view)
    whole = compare(columns)
    only_differences = sidebyside.only_differences(request)
    shown = whole.differences() if only_differences else whole
    where = "all states" if view.is_everywhere else view.place_name
    context = {
        "comparison": shown,
        "whole": whole,
        "view": view,
        "problem": " ".join(part for part in (problem, sidebyside.odd_show(request)) if part),
        "states": states(),
        "only_differences": only_differences,
        "title": credentialsentences.title(whole),
        "long_title": credentialsentences.long_title(whole),
        "finding": credentialsentences.finding(whole),
        "roles_line": credentialsentences.roles_line(whole),
        "live": sidebyside.live(request, where, sentences.hidden_line(shown.hidden)),
        "oldest_check": min((source.checked_on for source in all_sources(whole)), default=None),
        "columns": list(enumerate(columns, start=1)),
        **sidebyside.links(request, CERTIFICATIONS, columns),
        **cited(all_sources(whole)),
    }
    response = render_page(request, "careers/compare_certifications.html", context, partial="cmp")
    patch_vary_headers(response, ["HX-Trigger"])  # what the live region says hangs on it
    return response
