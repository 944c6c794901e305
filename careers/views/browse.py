"""Search and browse: one page for both. Words, filters, order, page and the roles picked are all in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from careers.cells import sources_of
from careers.facets import NAMES, facets
from careers.facts.lines import listing
from careers.facts.schooling import SHORT
from careers.rolefacts import RoleLine
from careers.search import (
    LONGEST_QUERY,
    MOST_WORDS,
    nearest_roles,
    search_certifications,
    search_jobs,
    search_roles,
)
from careers.views.pages import HtmxRequest, chosen_view
from careers.views.sifting import Asked, Listing, sift
from careers.views.subjects import ROLES
from careers.wording import joined
from roles.models import Field, Role

LISTING = Listing(
    subject=ROLES,
    page="careers:roles",
    thing="role",
    things="roles",
    title="Find a role",
    facets=NAMES,
    sorts={"": "Best match", "title": "Title", "pay": "Highest pay", "time": "Shortest time"},
    usual_order="the best match comes first",
    result="careers/_roles_result.html",
    is_searched=True,
)
TOO_LONG = (
    f"That is more than we can look for. We took the start of it, up to {LONGEST_QUERY} letters and {MOST_WORDS} words."
)


@dataclass(frozen=True)
class Result:
    """One role of the list, with the other or former name by which it was found."""

    line: RoleLine
    also_called: str
    once_called: str


@require_safe
def browse(request: HtmxRequest) -> HttpResponse:
    """Roles that match, 20 to a page: four queries, eight with words and a state, and those of a changed listing."""
    typed = Asked.of(request.GET, LISTING)
    if "clear" in request.GET:
        return HttpResponseRedirect(replace(typed, filters={}, page="").address)
    view, problem = chosen_view(request)
    lines = listing(view)
    among = facets(
        dict(Field.objects.values_list("slug", "workplace")), SHORT, "" if view.is_everywhere else view.place_name
    )
    found = search_roles(typed.words, Role.objects.published())
    every = [Result(lines[hit.pk], hit.also_called, hit.once_called) for hit in found.hits if hit.pk in lines]
    sifted = sift(request, typed, view, lines.values(), among, every, words=found.words, order=_sorted, problem=problem)
    jobs = search_jobs(found.words)
    more = {
        "notes": [TOO_LONG] if found.was_cut else [],
        "certifications": search_certifications(found.words),
        "jobs": jobs,
        "nearest": nearest_roles(found.words) if found.words and not found.hits and not jobs else [],
        **_pay_sources([result.line for result in sifted.results]),
    }
    return sifted.answer(request, "careers/roles.html", more)


def _sorted(results: list[Result], sort: str) -> list[Result]:
    if sort == "title":
        return sorted(results, key=lambda result: result.line.title.lower())
    if sort == "pay":
        return sorted(results, key=lambda result: _by_pay(result.line))
    if sort == "time":
        return sorted(results, key=lambda result: _by_time(result.line))
    return results


def _by_pay(line: RoleLine) -> float:
    """Highest first; what is not on file last."""
    return -line.pay.p50 if line.pay and line.pay.p50 is not None else float("inf")


def _by_time(line: RoleLine) -> float:
    """Shortest first, by the middle of the range; what is not on file last."""
    return line.months.middle if line.months else float("inf")


def _pay_sources(lines: Sequence[RoleLine]) -> dict[str, Any]:
    """Where the pay figures of a list come from: one line for all of them."""
    paid = [line.pay for line in lines if line.pay]
    sources = sources_of(*(pay.cell.sources for pay in paid))
    return {
        "pay_sources": sources,
        "pay_dates": joined(list(dict.fromkeys(pay.date_words for pay in paid if pay.date_words))),
        "pay_checked": min((source.checked_on for source in sources), default=None),
    }
