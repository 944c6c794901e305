"""What a field offers while somebody types: a few roles by name, each a link to where picking it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careers.comparison import MOST
from careers.search import Found, Hit, nearest_roles, search_roles, split_at_matches
from careers.views.pages import HTMX_HEADERS, HtmxRequest, Moved, carried, known_roles
from careers.views.picker import fault_of, kept_view
from careers.views.subjects import ROLES
from careers.wording import counted, inside_sentence, joined
from roles.models import Role

FEWEST_LETTERS = 2
MOST_OPTIONS = 8


@dataclass(frozen=True)
class Option:
    """A role to pick. Names are in pieces: what was typed stands out in them."""

    address: str
    title: list[tuple[str, bool]]
    other_name: list[tuple[str, bool]]
    is_former: bool
    workplace: str


@require_safe
def suggest(request: HtmxRequest) -> HttpResponse:
    """Roles that match what was typed (`?q=`): four queries with roles picked, up to seven where none is called so.

    With `pick=a&pick=b` an option leads to their comparison with it added or, with `instead=a`, in the place of that
    one; what is picked is not offered. Without htmx: the page of search, with the same words and picks.
    """
    picks = [slug.strip().lower() for slug in request.GET.getlist("pick") if slug.strip()]
    instead = request.GET.get("instead", "").lower()
    if not request.htmx:
        return _search_page(request, [slug for slug in picks if slug != instead])
    problem = fault_of(picks, ROLES) or (ROLES.too_many if len(picks) == MOST and instead not in picks else "")
    context = {"said": problem} if problem else _suggestions(request, picks, instead)
    response = render(request, "careers/_suggestions.html", context, status=422 if problem else 200)
    patch_vary_headers(response, HTMX_HEADERS)
    return response


def _search_page(request: HttpRequest, picks: Sequence[str]) -> HttpResponse:
    query = {"q": request.GET.get("q", "").strip(), "state": request.GET.get("state", ""), "pick": picks}
    response = redirect(reverse("careers:roles", query={name: value for name, value in query.items() if value}))
    patch_vary_headers(response, HTMX_HEADERS)
    return response


def _suggestions(request: HttpRequest, picks: Sequence[str], instead: str) -> dict[str, Any]:
    typed = request.GET.get("q", "").strip()
    if len(typed) < FEWEST_LETTERS:
        return {}
    try:
        slugs = [role.slug for role in known_roles(picks)] if picks else []
    except Moved as moved:
        slugs = list(moved.slugs)
    found = search_roles(typed, Role.objects.published().exclude(slug__in=slugs))
    named = [hit for hit in found.hits if hit.is_named]
    hits = {hit.pk: hit for hit in (named or found.hits)[:MOST_OPTIONS]}
    ids = list(hits)
    if not found.hits:
        meant = nearest_roles(found.words)
        if meant and meant[0].slug in slugs:
            return {"said": f"{meant[0].title} is in the comparison already."}
        ids = [role.pk for role in meant if role.slug not in slugs]
    roles = Role.objects.select_related("field").in_bulk(ids)
    shown = [roles[pk] for pk in ids if pk in roles]
    options = [
        _option(role, hits.get(role.pk), found.words, _address(request, slugs, instead, role.slug)) for role in shown
    ]
    return {"options": options, "said": _said(found, len(named), shown, "other " if slugs else "")}


def _option(role: Role, hit: Hit | None, words: str, address: str) -> Option:
    other_name = hit.also_called or hit.once_called if hit else ""
    return Option(
        address=address,
        title=split_at_matches(role.title, words),
        other_name=split_at_matches(inside_sentence(other_name), words),
        is_former=bool(hit and hit.once_called),
        workplace=role.field.workplace,
    )


def _address(request: HttpRequest, slugs: Sequence[str], instead: str, new: str) -> str:
    """Where picking a role leads, in the same state and view."""
    if not slugs:
        return reverse("careers:role", args=[new], query=carried(request) or None)
    roles = [new if slug == instead else slug for slug in slugs] if instead in slugs else [*slugs, new]
    return ROLES.address(roles, kept_view(request.GET, ROLES))


def _said(found: Found, named: int, shown: Sequence[Role], other: str) -> str:
    """How many there are, in a sentence; where none is called so, what is offered instead."""
    if named > MOST_OPTIONS:
        return f"{named} {other}roles match. The first {MOST_OPTIONS} are shown."
    if named:
        return f"{counted(named, f'{other}role')} {'matches' if named == 1 else 'match'}."
    if found.hits:
        return f"No {other}role is called “{found.words}”. {_mention(len(found.hits))}"
    if shown:
        meant = joined([inside_sentence(role.title) for role in shown], "or")
        return f"No {other}roles match “{found.words}”. Did you mean {meant}?"
    return f"No {other}roles match “{found.words}”. Try another name for the job, or fewer words."


def _mention(count: int) -> str:
    if count > MOST_OPTIONS:
        return f"{count} tell of it. The first {MOST_OPTIONS} are shown."
    return f"{counted(count, 'role')} {'tells' if count == 1 else 'tell'} of it."
