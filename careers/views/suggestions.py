"""What a field offers while somebody types: a few roles by name, each a link to where picking it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careers.comparison import MOST
from careers.rolefacts import RoleName
from careers.search import (
    Found,
    Hit,
    Reason,
    in_other_words,
    meant_certifications,
    reasons,
    search_certifications,
    search_retired,
    second_best,
    split_at_matches,
    suggest_roles,
)
from careers.views.pages import HTMX_HEADERS, HtmxRequest, Moved, carried, known_roles, render
from careers.views.picker import fault_of, kept_view
from careers.views.subjects import ROLES
from careers.views.wishes import wish_of
from careers.wording import counted, inside_sentence, joined, plain_name
from certifications.models import Certification
from roles.models import Role

FEWEST_LETTERS = 2
MOST_OPTIONS, MOST_CERTIFICATIONS = 8, 2
# The fields of forms that ask for a role's name alone, in place of `?q=`.
NAMED = ("role", "from", "to")


@dataclass(frozen=True)
class Option:
    """Something to pick. Names are in pieces: what was typed stands out in them."""

    address: str
    title: list[tuple[str, bool]]
    kind: str  # a role's workplace, or what else it is
    other_name: list[tuple[str, bool]] = field(default_factory=list)
    is_former: bool = False
    code: str = ""
    reason: Reason | None = None

    @property
    def name(self) -> str:
        return "".join(piece for piece, _ in self.title)


@require_safe
def suggest(request: HtmxRequest) -> HttpResponse:
    """What matches what was typed (`?q=`), roles first: two or three queries, more where no role is called so.

    With `pick=a&pick=b` an option leads to their comparison with it added or, with `instead=a`, in the place of that
    one; what is picked is not offered. With `fill=` it goes by its name into the field that asks for it. Without htmx:
    the page of search, with the same words and picks.
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
    query = {"q": _typed(request), "state": request.GET.get("state", ""), "pick": picks}
    response = redirect(reverse("careers:roles", query={name: value for name, value in query.items() if value}))
    patch_vary_headers(response, HTMX_HEADERS)
    return response


def _suggestions(request: HttpRequest, picks: Sequence[str], instead: str) -> dict[str, Any]:
    typed, is_filled = _typed(request), "fill" in request.GET
    if len(typed) < FEWEST_LETTERS:
        return {}
    if not is_filled and (wish := wish_of(typed)):
        return {"said": f"Search to see {wish.roles}."}
    try:
        slugs = [role.slug for role in known_roles(picks)] if picks else []
    except Moved as moved:
        slugs = list(moved.slugs)
    found = suggest_roles(typed)
    hits = [hit for hit in found.hits if hit.slug not in slugs]
    are_pages = not slugs and not is_filled
    more = search_certifications(found.words, MOST_CERTIFICATIONS) if are_pages else []
    ended = search_retired(found.words) if are_pages and not any(hit.is_named for hit in hits) else []
    is_found = bool(found.hits or more or ended)
    meant: list[Role] = []
    meant_too = meant_certifications(found.words, MOST_CERTIFICATIONS) if are_pages and not is_found else []
    if not is_found:
        part, meant = second_best(found.words, suggest_roles)
        found = found if meant_too else part
        hits = [hit for hit in found.hits if hit.slug not in slugs]
    known: list[Hit | Role] = [*found.hits, *meant]
    if known and not hits and known[0].slug in slugs:
        return {"said": f"{known[0].title} is in the comparison already."}
    meant = [role for role in meant if role.slug not in slugs]
    hits_shown = hits[: MOST_OPTIONS - len(more) - len(ended)]
    why = reasons(found.found_by, hits_shown)
    options = [
        Option(_address(request, slugs, instead, role.slug), split_at_matches(role.title, found.words), "Retired")
        for role in ended
    ]
    otherwise = in_other_words(found) if any(hit.is_meant for hit in hits_shown) else ""
    options += [_option(hit, why.get(hit.pk), found, request, slugs, instead) for hit in hits_shown]
    options += [_certification(each, found.words, request) for each in more]
    options += [
        Option(_address(request, slugs, instead, role.slug), [(role.title, False)], role.field.workplace)
        for role in meant
    ]
    options += [_certification(each, found.words, request) for each in meant_too]
    return {
        "options": options,
        "is_filled": is_filled,
        "said": " ".join(
            filter(None, [_said(found, hits, more, ended, [*meant, *meant_too], "other " if slugs else ""), otherwise])
        ),
    }


def _typed(request: HttpRequest) -> str:
    return next((request.GET[name] for name in ("q", *NAMED) if name in request.GET), "").strip()


def _option(
    hit: Hit, reason: Reason | None, found: Found, request: HttpRequest, slugs: Sequence[str], instead: str
) -> Option:
    other_name = plain_name(hit.also_called or hit.once_called)
    besides = [*chain.from_iterable(names for _, names in found.meant)] if hit.is_meant else []
    return Option(
        address=_address(request, slugs, instead, hit.slug),
        title=split_at_matches(hit.title, found.found_by, besides),
        kind=hit.workplace,
        other_name=split_at_matches(other_name, found.found_by, besides),
        is_former=bool(hit.once_called),
        code=hit.code,
        reason=reason,
    )


def _certification(found: Certification, words: str, request: HttpRequest) -> Option:
    address = reverse("careers:certification", args=[found.slug], query=carried(request) or None)
    return Option(address, split_at_matches(str(found), words), found.get_kind_display())


def _address(request: HttpRequest, slugs: Sequence[str], instead: str, new: str) -> str:
    """Where picking a role leads, in the same state and view."""
    if not slugs:
        return reverse("careers:role", args=[new], query=carried(request) or None)
    roles = [new if slug == instead else slug for slug in slugs] if instead in slugs else [*slugs, new]
    return ROLES.address(roles, kept_view(request.GET, ROLES))


def _said(
    found: Found,
    hits: Sequence[Hit],
    more: Sequence[Certification],
    ended: Sequence[RoleName],
    meant: Sequence[Role | Certification],
    other: str,
) -> str:
    """How many there are, in a sentence; where none is called so, what is offered instead."""
    also = f" {counted(len(more), 'certification')} too." if more and hits else ""
    shown = MOST_OPTIONS - len(more) - len(ended)
    told = [hit for hit in hits if not hit.is_named]
    # Where one of these comes first, the names of others only begin so.
    named = [hit for hit in hits if hit.is_named] if hits and hits[0].is_named else []
    if found.left_out and hits:
        few = f" The first {shown} are shown." if found.is_more or len(hits) > shown else ""
        return f"No {other}role has all of these words. These match “{found.kept}”.{few}"
    if found.is_more:
        return f"Many {other}roles match. The first {shown} are shown.{also}"
    if len(named) > shown:
        return f"{len(named)} {other}roles match. The first {shown} are shown.{also}"
    if named:
        return f"{counted(len(named), f'{other}role')} {'matches' if len(named) == 1 else 'match'}.{also}"
    if ended:
        mentioned = f" {_mention(len(told), shown)}" if told else ""
        titles = joined([ended[0].title, *(role.noun for role in ended[1:])])
        return f"{titles} {'has' if len(ended) == 1 else 'have'} been retired.{mentioned}{also}"
    if told:
        return f"No {other}role is called “{found.words}”. {_mention(len(told), shown)}{also}"
    if more:
        certifications = counted(len(more), "certification")
        return f"No role is called “{found.words}”. {certifications} {'is' if len(more) == 1 else 'are'}."
    if meant:
        one = meant[0].title if isinstance(meant[0], Certification) else inside_sentence(meant[0].title)
        names = one if len(meant) == 1 else "one of these"
        return f"No {other}roles match “{found.words}”. Did you mean {names}?"
    return f"No {other}roles match “{found.words}”. Try another name for the job, or fewer words."


def _mention(count: int, shown: int) -> str:
    if count > shown:
        return f"{count} tell of it. The first {shown} are shown."
    return f"{counted(count, 'role')} {'tells' if count == 1 else 'tell'} of it."
