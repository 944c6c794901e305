"""Certifications side by side. The address is the whole state, as for roles."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from careers import credentialsentences
from careers.credentialcomparison import all_sources, compare
from careers.facts.credentialrows import credential_columns
from careers.views import sidebyside
from careers.views.pages import HtmxRequest, chosen_view
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
    return sidebyside.answer(
        request,
        CERTIFICATIONS,
        columns=columns,
        whole=whole,
        shown=whole.differences() if sidebyside.only_differences(request) else whole,
        view=view,
        problem=problem,
        sources=all_sources(whole),
        own={
            "title": credentialsentences.title(whole),
            "long_title": credentialsentences.long_title(whole),
            "finding": credentialsentences.finding(whole),
            "roles_line": credentialsentences.roles_line(whole),
        },
    )
