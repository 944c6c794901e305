"""Who says so: every source, how fresh it is and how much leans on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers import clock
from careers.facts.coverage import coverage


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All sources by kind. `#slug` leads to one of them."""
    return render(request, "careers/sources.html", {"coverage": coverage(clock.today())})
