"""Who says so: every source, how fresh it is and what leans on it; and how facts are checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers import clock
from careers.facts.coverage import Coverage, SourceGroup, SourceLine, checking, coverage
from careers.facts.leaning import PAGE_SIZE, Leanings
from careers.facts.matrix import matrix
from careers.facts.origins import origins
from careers.facts.sources import source_facts
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.views.citing import attributions
from careers.views.pages import carried, chosen_view, redirect_with_query, render
from careers.views.paging import asked_page, page_links, shortened
from sources.models import RenamedSlug, Source

# What one looks through at once on the page about checking.
MOST_DUE = 10
ORDERS: dict[str, tuple[str, Callable[[SourceLine], Any] | None]] = {
    "kind": ("By kind", None),
    "name": ("By name", lambda line: line.source.title.lower()),
    "due": ("Next check first", lambda line: (line.source.review_by, line.source.title.lower())),
    "facts": ("Most facts first", lambda line: (-line.facts, line.source.title.lower())),
}


@dataclass(frozen=True)
class Choice:
    """A way to look at the list, and its address."""

    label: str
    address: str
    is_current: bool


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All sources. `?kind=` shows those of one kind, `?sort=` puts them in another order; `#slug` leads to one."""
    view, problem = chosen_view(request)
    typed = {name: request.GET.get(name, "").strip().lower() for name in ("kind", "sort")}
    kind = typed["kind"] if typed["kind"] in Source.Kind.values else ""
    sort = typed["sort"] if typed["sort"] in ORDERS else "kind"
    if typed["kind"] and not kind:
        problem = f"{problem} We know no kind called “{shortened(typed['kind'])}”, so you see all.".strip()
    if typed["sort"] and typed["sort"] != sort:
        problem = f"{problem} We cannot sort by “{shortened(typed['sort'])}”, so you see them by kind.".strip()
    found = coverage(view.today)
    label = Source.Kind(kind).label if kind else ""
    context = {
        "problem": problem,
        "coverage": found,
        "groups": _ordered(found, label, sort),
        "attributions": attributions(origins(view.today)),
        "kinds": _kinds(request, found, kind, sort),
        "orders": [Choice(words, _list(request, kind, name), name == sort) for name, (words, _) in ORDERS.items()],
    }
    return render(request, "careers/sources.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, when it was checked, and every fact that leans on it, page by page."""
    found = Source.objects.filter(slug=slug.lower()).first()
    if found is None:
        renamed = RenamedSlug.objects.newest(Source._meta.label_lower, slug.lower())
        if renamed is None:
            raise Http404(f"No source is called {slug}")
        return redirect_with_query(request, "careers:source", renamed)
    if slug != found.slug:
        return redirect_with_query(request, "careers:source", found.slug)
    view, problem = chosen_view(request)
    leanings = Leanings(found, view.today)
    pages = Paginator(range(len(leanings)), PAGE_SIZE)
    number, odd = asked_page(request.GET.get("page", "").strip(), pages.num_pages)
    shown = pages.page(number)
    here = reverse("careers:source", args=[found.slug])

    def address(page: int) -> str:
        query = carried(request) | ({"page": str(page)} if page > 1 else {})
        return reverse("careers:source", args=[found.slug], query=query or None)

    context = {
        "problem": " ".join(part for part in (problem, odd) if part),
        "source": source_facts(found, view.today),
        "fact_count": pages.count,
        "programs": 0 if pages.count else found.programs.count(),
        "first": shown.start_index(),
        "last": shown.end_index(),
        "groups": leanings[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        "pages": page_links(pages, number, address),
        "number": number,
        "canonical": here,
    }
    return render(request, "careers/source.html", context, status=404 if odd else 200)


@require_safe
def how_we_check(request: HttpRequest) -> HttpResponse:
    """How facts are checked, with live counts, and which rules nobody has looked up yet."""
    everywhere = Standpoint((COUNTRY,), "United States", clock.today())
    counts, checks = coverage(everywhere.today), checking(everywhere)
    context = {
        "coverage": counts,
        "checking": checks,
        "first_due": checks.due[:MOST_DUE],
        "matrix": matrix(everywhere),
    }
    return render(request, "careers/how_we_check.html", context)


def _list(request: HttpRequest, kind: str, sort: str) -> str:
    query = ({"kind": kind} if kind else {}) | ({} if sort == "kind" else {"sort": sort}) | carried(request)
    return reverse("careers:sources", query=query or None)


def _kinds(request: HttpRequest, found: Coverage, kind: str, sort: str) -> list[Choice]:
    """All, and each kind that there is one of."""
    counts = {group.kind: len(group.lines) for group in found.groups}
    every = Choice(f"All ({found.sources})", _list(request, "", sort), not kind)
    return [every] + [
        Choice(f"{each.label} ({counts[str(each.label)]})", _list(request, each.value, sort), each.value == kind)
        for each in Source.Kind
        if each.label in counts
    ]


def _ordered(found: Coverage, label: str, sort: str) -> list[SourceGroup]:
    """By kind or, in any other order, all in one list."""
    groups = [group for group in found.groups if not label or group.kind == label]
    words, key = ORDERS[sort]
    if key is None or not groups:
        return groups
    return [SourceGroup(words, tuple(sorted((line for group in groups for line in group.lines), key=key)))]
