"""What all views share: full page or part, the role an address names, the chosen place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.context import make_context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from careers import clock
from careers.facts.remembered import kept
from careers.facts.standpoint import COUNTRY, Standpoint, standpoint
from careers.wording import joined
from certifications.models import Certification
from roles.models import Role
from sources.models import Place, RenamedSlug
from sources.prepared import prepared
from sources.slugs import Slugged

Row = TypeVar("Row", bound=Slugged)

# Questions that an address answers once; roles, filters and what one has may be many.
ANSWERED_ONCE = ("state", "show", "q", "sort", "page", "to", "months", "hours", "budget")
HTMX_HEADERS = ("HX-Request", "HX-History-Restore-Request")
STATE_CODE = re.compile("[A-Z]{2}")
# Places that ask for rules of their own and that we hold none of: told by their names.
TERRITORIES = {
    "AS": "American Samoa",
    "GU": "Guam",
    "MP": "the Northern Mariana Islands",
    "PR": "Puerto Rico",
    "VI": "the U.S. Virgin Islands",
}
# Where a request keeps the place that it names, once it was looked up.
KEPT_PLACE = "pathside.place"


class HtmxRequest(HttpRequest):
    """A request as `django_htmx` leaves it."""

    htmx: HtmxDetails


@dataclass(frozen=True)
class Segment:
    """One of the views of a page that stand in a row, one of them current."""

    slug: str
    title: str
    url: str
    is_current: bool


class Unknown(Http404):
    """Nothing has these slugs. `keep` holds what the same address names and is known, in its order."""

    noun = "page"

    def __init__(self, slugs: Sequence[str], keep: Sequence[Any] = ()) -> None:
        super().__init__(f"No {self.noun} is called {joined(slugs, 'or')}")
        self.slugs = tuple(slugs)
        self.keep = list(keep)


class UnknownRole(Unknown):
    noun = "role"


class UnknownCertification(Unknown):
    noun = "certification"


class Moved(Exception):
    """The address names things by slugs that are written differently now: `slugs` has all of them put right."""

    def __init__(self, slugs: Sequence[str]) -> None:
        super().__init__(*slugs)
        self.slugs = tuple(slugs)


def render_page(
    request: HtmxRequest, template: str, context: dict[str, Any], *, partial: str, status: int = 200
) -> HttpResponse:
    """Render the whole page, or only `partial` of it when htmx will swap that in."""
    # A history restore replaces the body, so it needs the page.
    if request.htmx and not request.htmx.history_restore_request:
        template = f"{template}#{partial}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, HTMX_HEADERS)  # without it, Back shows the bare part
    return response


def render(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """As Django's own, and nothing of what the template was told is left behind.

    A context of Django's holds itself: all facts of a page would wait until waste is looked for, and make that slow.
    """
    found: Any = get_template(template)
    told = make_context(context, request)
    try:
        return HttpResponse(found.template.render(told), status=status)
    finally:
        told.dicts.clear()


def redirect_with_query(request: HttpRequest, name: str, *args: str, permanent: bool = True) -> HttpResponse:
    """Leads to the address of that name and with these parts, and keeps what the one asked for says after its `?`."""
    address = reverse(name, args=args)
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address, permanent=permanent)


def known_roles(slugs: Sequence[str]) -> list[Role]:
    """The readable roles with these slugs: as `_known`. Raises Moved or UnknownRole."""
    return _known(Role, _roles_called, slugs, UnknownRole)


def known_certifications(slugs: Sequence[str]) -> list[Certification]:
    """The certifications with these slugs: as `_known`. Raises Moved or UnknownCertification."""
    return _known(Certification, _certifications_called, slugs, UnknownCertification)


@prepared
def _roles_called(slugs: Collection[str]) -> QuerySet[Role]:
    return Role.objects.readable().filter(slug__in=slugs)


def _certifications_called(slugs: Collection[str]) -> QuerySet[Certification]:
    return Certification.objects.select_related("issuer").filter(slug__in=slugs)


def _known(
    model: type[Row], called: Callable[[Collection[str]], Iterable[Row]], slugs: Sequence[str], error: type[Unknown]
) -> list[Row]:
    """The rows with these slugs, in order: one query, three where one is not known.

    Raises Moved where an address is written differently now, the error where a slug names nothing.
    """
    lowered = [slug.lower() for slug in slugs]
    named = {row.slug: row for row in called(lowered)}
    missing = [slug for slug in lowered if slug not in named]
    if missing:
        named |= _renamed(model, called, missing)
    found = [named[slug] for slug in lowered if slug in named]
    unknown = [slug for slug in lowered if slug not in named]
    if unknown:
        raise error(unknown, keep=found)
    if list(slugs) != [row.slug for row in found]:
        raise Moved([row.slug for row in found])
    return found


def _renamed(
    model: type[Row], called: Callable[[Collection[str]], Iterable[Row]], slugs: Sequence[str]
) -> dict[str, Row]:
    """The rows that once had these slugs, by the old slug."""
    moves = RenamedSlug.objects.filter(model=model._meta.label_lower, old__in=slugs)
    new = dict(moves.values_list("old", "new"))
    found = {row.slug: row for row in called(new.values())}
    return {old: found[slug] for old, slug in new.items() if slug in found}


def chosen_place(request: HttpRequest) -> tuple[Place, str]:
    """The place that `?state=` names, and a sentence where it names none that we hold: one query, and only once."""
    if KEPT_PLACE not in request.META:
        request.META[KEPT_PLACE] = _place(request.GET.get("state", "").strip())
    found: tuple[Place, str] = request.META[KEPT_PLACE]
    return found


def carried(request: HttpRequest) -> dict[str, str]:
    """The state of the visit, as the query of every link and form carries it on; nothing where none is chosen."""
    place, _ = chosen_place(request)
    return {} if place.code == COUNTRY else {"state": place.short_code}


def _place(typed: str) -> tuple[Place, str]:
    country = Place(code=COUNTRY, name="United States", kind=Place.Kind.COUNTRY)
    if not typed:
        return country, ""
    code = state_code(typed)
    place = state_of_code(code)
    if place is not None:
        return place, ""
    why = no_rules_for(code) or f"We have no state with the code “{typed[:12]}”."
    return country, f"{why} You see what holds in all states."


def state_code(typed: str) -> str:
    """The code as addresses carry it: `NY` for `ny` and `US-NY`."""
    return typed.upper().removeprefix("US-")


def state_of_code(code: str) -> Place | None:
    """The state of a code: one query, or none for what cannot be a code."""
    return (
        Place.objects.filter(kind=Place.Kind.STATE, code=f"US-{code}").first() if STATE_CODE.fullmatch(code) else None
    )


def no_rules_for(code: str) -> str:
    """A sentence for a territory, which is no state and no mistake; nothing for any other code."""
    return f"We have no rules on file for {TERRITORIES[code]} yet." if code in TERRITORIES else ""


def chosen_view(request: HttpRequest) -> tuple[Standpoint, str]:
    """The standpoint of a request: its place and today; with sentences for what of the address was not followed."""
    place, problem = chosen_place(request)
    return standpoint(place, clock.today()), " ".join(part for part in (problem, _said_twice(request)) if part)


def _said_twice(request: HttpRequest) -> str:
    """What an address says more than once where only one can hold. The last one does."""
    twice = [name for name in ANSWERED_ONCE if name in request.GET and len(set(request.GET.getlist(name))) > 1]
    return " ".join(
        f"The address gives “{name}” more than once. You see the last, “{request.GET[name][:40]}”." for name in twice
    )


def states() -> list[Place]:
    """The states to choose from, by name: one query when content or the day has moved."""
    return kept("states", clock.today(), _states)


def _states() -> list[Place]:
    return list(Place.objects.filter(kind=Place.Kind.STATE).order_by(Lower("name")))
