"""The federal figures behind roles: all that is on file of one statistical code."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.facts.figures import code_lines, codes
from careers.facts.figures import figures as figures_of
from careers.facts.origins import origins
from careers.views.citing import attributions, cited
from careers.views.pages import carried, chosen_view, render
from careers.views.paging import asked_page, page_links

PAGE_SIZE = 100


@require_safe
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """Pay, jobs, schooling and what workers say, each with its source and day, and the roles that lean on them."""
    view, problem = chosen_view(request)
    found = figures_of(code, view)
    if not found:
        raise Http404(f"No figures are on file for the code {code}")
    context = {
        "code": code,
        "found": found,
        "place": "" if view.is_everywhere else view.place_name,
        "problem": problem,
        **cited(*(each.sources for each in found), origins=origins(view.today)),
    }
    return render(request, "careers/figures.html", context)


@require_safe
def all_figures(request: HttpRequest) -> HttpResponse:
    """Every code with figures on file, a hundred to a page."""
    view, problem = chosen_view(request)
    every = codes()
    pages = Paginator(every, PAGE_SIZE)
    number, odd = asked_page(request.GET.get("page", "").strip(), pages.num_pages)

    def address(page: int) -> str:
        query = carried(request) | ({"page": str(page)} if page > 1 else {})
        return reverse("careers:all-figures", query=query or None)

    context = {
        "problem": " ".join(part for part in (problem, odd) if part),
        "count": len(every),
        "lines": code_lines(list(pages.page(number))),
        "pages": page_links(pages, number, address),
        "number": number,
        "attributions": attributions(origins(view.today)),
    }
    return render(request, "careers/all_figures.html", context, status=404 if odd else 200)
