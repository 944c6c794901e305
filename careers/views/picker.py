"""The picker: choose two to four roles. A fault in the choice brings it back, with nothing of it lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.comparison import FEWEST, MOST
from careers.facts.overlap import Overlap, most_alike
from careers.views.pages import RoleMoved, UnknownRole, chosen_view, known_roles, state_code
from roles.models import Role

TOO_MANY = f"You can compare up to {MOST} roles. Remove one first."
SAME_TWICE = "Choose two different roles."
SUGGESTIONS = 4


@require_safe
def picker(request: HttpRequest) -> HttpResponse:
    """Choose two to four roles (`?role=a&role=b`, `?a=&b=`, or picked from a list, `?pick=`).

    Leads to the comparison when the choice is right. With `?edit=` the form is shown all the same: to change, add or
    remove a role.
    """
    names = [name for name in ("role", "a", "b", "pick") if name in request.GET]
    slugs = [slug.strip().lower() for name in names for slug in request.GET.getlist(name) if slug.strip()]
    if problem := fault_of(slugs):
        return pick_again(request, *picked(slugs, problem))
    try:
        roles = known_roles(slugs)
    except RoleMoved as moved:
        roles = known_roles(moved.slugs)
    except UnknownRole as unknown:
        return pick_again(request, unknown.keep, [unknown_line(slug) for slug in unknown.slugs], status=404)
    if len(roles) < FEWEST or "edit" in request.GET:
        return render(request, "careers/picker.html", picker_context(request, roles))
    return HttpResponseRedirect(comparison_address([role.slug for role in roles], request.GET))


@dataclass(frozen=True)
class Slot:
    """One select of the picker."""

    number: int
    label: str
    chosen: Role | None
    error: str = ""


ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def fault_of(slugs: Sequence[str]) -> str:
    """What is wrong with a choice, whichever roles it names."""
    if len(set(slugs)) < len(slugs):
        return SAME_TWICE
    return TOO_MANY if len(slugs) > MOST else ""


def picked(slugs: Sequence[str], problem: str) -> tuple[list[Role], list[str]]:
    """The roles of a faulty choice that we know, repeated as they were, and all that is wrong with it."""
    try:
        known = known_roles(list(dict.fromkeys(slugs)))
    except RoleMoved as moved:
        known = known_roles(moved.slugs)
    except UnknownRole as unknown:
        kept = {role.slug: role for role in unknown.keep}
        return [kept[slug] for slug in slugs if slug in kept], [problem, *map(unknown_line, unknown.slugs)]
    by_slug = dict(zip(dict.fromkeys(slugs), known, strict=True))
    return [by_slug[slug] for slug in slugs], [problem]


def unknown_line(slug: str) -> str:
    return f"We know no role called “{slug[:80]}”."


def pick_again(request: HttpRequest, roles: Sequence[Role], problems: Sequence[str], status: int = 422) -> HttpResponse:
    """The picker with its error summary: nothing of the choice lost, nothing of what is wrong unsaid."""
    return render(request, "careers/picker.html", picker_context(request, roles, problems), status=status)


def picker_context(request: HttpRequest, roles: Sequence[Role], problems: Sequence[str] = ()) -> dict[str, Any]:
    published = Role.objects.published().select_related("field").order_by("field__position", "title")
    # A retired role is not offered, but one that was picked stays picked.
    choices = [*published, *(role for role in roles if role.status == Role.Status.RETIRED)]
    too_many = len(roles) > MOST
    slots = []
    seen: set[str] = set()
    for place in range(max(MOST, len(roles))):
        chosen = roles[place] if place < len(roles) else None
        label = f"{ORDINALS[place]} role" if place < len(ORDINALS) else f"Role {place + 1}"
        error = ""
        if chosen and chosen.slug in seen:
            error = SAME_TWICE
        elif too_many and place == len(roles) - 1:
            error = TOO_MANY
        slots.append(Slot(place + 1, label, chosen, error))
        if chosen:
            seen.add(chosen.slug)
    # A problem that stands at no field of its own is mended at the first that is free.
    free = next((slot.number for slot in slots if slot.chosen is None), len(slots))
    at = {slot.error: slot.number for slot in slots if slot.error}
    return {
        "slots": slots,
        "choices": choices,
        "picked": list(roles),
        "errors": [(f"r{at.get(problem, free)}", problem) for problem in problems],
        "alike": _suggestions(request, roles),
        "kept": kept_view(request.GET),
    }


def _suggestions(request: HttpRequest, roles: Sequence[Role]) -> list[Overlap]:
    """With one role picked: the roles that share the most duties with it, other jobs before its own specialties."""
    if len(roles) != 1:
        return []
    (role,) = roles
    family = {role.parent.slug} if role.parent else set()
    family |= set(role.variants.values_list("slug", flat=True))
    alike = most_alike(role, Role.objects.count(), chosen_view(request)[0])
    return sorted(alike, key=lambda other: other.role.slug in family)[:SUGGESTIONS]


def comparison_address(slugs: Sequence[str], query: QueryDict) -> str:
    return reverse("careers:compare", args=[list(slugs)], query=kept_view(query) or None)


def kept_view(query: QueryDict) -> dict[str, str]:
    """What of the view goes along when the roles change."""
    kept = {name: str(query[name]) for name in ("state", "show") if query.get(name)}
    return kept | ({"state": state_code(kept["state"])} if "state" in kept else {})
