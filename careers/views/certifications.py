"""Certifications and licenses: the list of all, and the page of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from careers.credentialfacts import CredentialFacts, CredentialLine, CredentialName
from careers.facets import CREDENTIAL_NAMES, Shelf, credential_facets
from careers.facts.credentiallines import credential_listing
from careers.facts.credentials import credential
from careers.facts.kinship import for_the_same_roles
from careers.views.citing import cited
from careers.views.pages import (
    HtmxRequest,
    UnknownCertification,
    carried,
    chosen_view,
    redirect_with_query,
    render,
    states,
)
from careers.views.sifting import Asked, Listing, sift
from careers.views.subjects import CERTIFICATIONS
from careers.wording import counted, joined
from certifications.models import Certification
from roles.models import Field
from sources.models import RenamedSlug

LISTING = Listing(
    subject=CERTIFICATIONS,
    page="careers:certifications",
    thing="certification or license",
    things="certifications and licenses",
    title="Certifications and licenses",
    facets=CREDENTIAL_NAMES,
    sorts={"": "Title", "fee": "Lowest fee"},
    usual_order="titles stand in order",
    result="careers/_certifications_result.html",
)
# What has ended comes last in each order.
SORTS: dict[str, Callable[[CredentialLine], Any] | None] = {
    "": lambda line: (line.has_ended, line.name.title.lower()),
    "fee": lambda line: (line.has_ended, _lowest_fee(line), line.name.title.lower()),
}
ENDED = "No longer given to new people, or being phased out"
# How many it is held against at one press.
NEAREST = 2
LONGEST_BUTTON = 24  # letters


@dataclass(frozen=True)
class Result:
    """One certification of the list."""

    line: CredentialLine


@require_safe
def certifications(request: HtmxRequest) -> HttpResponse:
    """All certifications and licenses that match, 20 to a page, those that have ended last.

    Three queries, five with a state, and those of a changed listing.
    """
    typed = Asked.of(request.GET, LISTING)
    if "clear" in request.GET:
        return HttpResponseRedirect(replace(typed, filters={}, page="").address)
    view, problem = chosen_view(request)
    lines = credential_listing(view)
    among = credential_facets(
        {role.slug: role.title for line in lines for role in line.roles},
        dict(Field.objects.values_list("slug", "title")),
        view.place,
        "" if view.is_everywhere else view.place_name,
    )
    shelf = Shelf.of(lines, among, SORTS)
    sifted = sift(
        request,
        typed,
        view,
        shelf,
        among,
        lambda numbers: [Result(lines[number]) for number in numbers],
        problem=problem,
    )
    given = [result for result in sifted.results if not result.line.has_ended]
    ended = [result for result in sifted.results if result.line.has_ended]
    parts = [("", given), (ENDED, ended)]
    return sifted.answer(request, "careers/certifications.html", {"parts": [part for part in parts if part[1]]})


def _lowest_fee(line: CredentialLine) -> float:
    return float("inf") if line.lowest_fee is None else line.lowest_fee


@require_safe
def certification(request: HttpRequest, slug: str) -> HttpResponse:
    """Is it for me? Who may take it, how it works, what it takes to keep it, and who says so."""
    view, problem = chosen_view(request)
    lowered = slug.lower()
    try:
        found = credential(lowered, view)
    except Certification.DoesNotExist:
        renamed = RenamedSlug.objects.newest(Certification._meta.label_lower, lowered)
        if renamed is None:
            raise UnknownCertification([slug])
        return redirect_with_query(request, "careers:certification", renamed)
    if slug != lowered:
        return redirect_with_query(request, "careers:certification", lowered)
    near = for_the_same_roles(lowered)
    context = {
        "found": found,
        "view": view,
        "problem": problem,
        "states": states(),
        "near": [(other, CERTIFICATIONS.address([lowered, other.slug], carried(request))) for other in near],
        "nearest": _short(near[:NEAREST]),
        "nearest_address": CERTIFICATIONS.address(
            [lowered, *(other.slug for other in near[:NEAREST])], carried(request)
        ),
        **_dates(found),
        **cited(found.sources),
    }
    return render(request, "careers/certification.html", context)


def _short(near: Sequence[CredentialName]) -> str:
    """`RP and CRP`; how many they are where that is too long for a button."""
    names = joined([other.short for other in near])
    return names if len(names) <= LONGEST_BUTTON else counted(len(near), "other")


def _dates(found: CredentialFacts) -> dict[str, Any]:
    return {"last_check": max((source.checked_on for source in found.sources), default=None)}
