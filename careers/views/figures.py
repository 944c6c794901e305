"""The federal figures behind roles: all that is on file of one statistical code."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.facts.figures import code_lines
from careers.facts.figures import figures as figures_of
from careers.views.citing import cited
from careers.views.pages import chosen_view


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """Pay, jobs, schooling and what workers say, each with its source and day, and the roles that lean on them."""
    view, problem = chosen_view(request)
    found = figures_of(code, view)
    if not found:
        raise Http404(f"No figures are on file for the code {code}")
    context = {"code": code, "found": found, "problem": problem, **cited(*(each.sources for each in found))}
    return render(request, "careers/figures.html", context)


@require_safe
def all_figures(request: HttpRequest) -> HttpResponse:
    """Every code with figures on file."""
    return render(request, "careers/all_figures.html", {"lines": code_lines()})
