"""Roles side by side, and the picker that leads there.

The address is the whole state: roles in column order, then `?state=` and `?show=differences`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers import sentences
from careers.cells import SourceFacts, Tag, sources_of
from careers.comparison import FEWEST, MOST, Comparison, Presence, Row, all_sources
from careers.comparison import compare as compare_roles
from careers.facts.overlap import Overlap, most_alike
from careers.facts.paths import path_graph
from careers.facts.roles import roles_facts
from careers.plots import PayPlot, PayScale, pay_plot, pay_scale, percent
from careers.rolefacts import DutyFacts, RoleFacts, SkillFacts
from careers.views.citing import cited
from careers.views.pages import (
    HtmxRequest,
    RoleMoved,
    UnknownRole,
    chosen_view,
    known_roles,
    render_page,
    states,
)
from roles.models import Role

T = TypeVar("T")

TOO_MANY = f"You can compare up to {MOST} roles. Remove one first."
SAME_TWICE = "Choose two different roles."
DIFFERENCES = "differences"


@require_safe
def compare(request: HtmxRequest, slugs: list[str]) -> HttpResponse:
    """Two to four roles side by side. One role, or a fault in the choice: the picker, with what is right kept."""
    lowered = [slug.lower() for slug in slugs]
    if problem := _fault(lowered):
        return _pick_again(request, *_picked(lowered, problem))
    try:
        roles = known_roles(slugs)
    except RoleMoved as moved:
        return redirect(_address(moved.slugs, request.GET), permanent=True)
    if len(roles) < FEWEST:
        return render(request, "careers/picker.html", _picker_context(request, roles))

    view, problem = chosen_view(request)
    facts = roles_facts(roles, view, path_graph(view.place, view.today))
    whole = compare_roles(facts)
    only_differences = request.GET.get("show") == DIFFERENCES
    shown = whole.differences() if only_differences else whole
    context = {
        "comparison": shown,
        "whole": whole,
        "view": view,
        "problem": problem or _odd_show(request),
        "states": states(),
        "only_differences": only_differences,
        "title": sentences.title(whole),
        "long_title": sentences.long_title(whole),
        "finding": sentences.finding(whole),
        "duties_line": sentences.duties_line(whole),
        "pay_line": sentences.pay_line(whole),
        "skills_line": sentences.skills_line(whole),
        "live": _live(shown, view.place_name, only_differences=only_differences, is_everywhere=view.is_everywhere),
        "oldest_check": min((source.checked_on for source in all_sources(whole)), default=None),
        "duty_sources": _spread(whole.duties, lambda duty: duty.sources),
        "duty_marks": _marks(whole.duties),
        "skill_sources": _spread(shown.skills, lambda skill: skill.sources if skill.importance is not None else ()),
        "skill_marks": _marks(row for row in shown.skills if _is_rated(row)),
        "schooling_sources": _spread(shown.schooling, lambda level: level.cell.sources),
        **_columns(shown),
        **_links(request, [role.slug for role in roles], facts),
        **cited(all_sources(whole)),
    }
    return render_page(request, "careers/compare.html", context, partial="cmp")


@require_safe
def picker(request: HttpRequest) -> HttpResponse:
    """Choose two to four roles (`?role=a&role=b`, or `?a=&b=`): leads to the comparison when the choice is right.

    With `?edit=` the form is shown though the choice is right: to change, add or remove a role.
    """
    names = [name for name in ("role", "a", "b") if name in request.GET]
    slugs = [slug.strip().lower() for name in names for slug in request.GET.getlist(name) if slug.strip()]
    if problem := _fault(slugs):
        return _pick_again(request, *_picked(slugs, problem))
    try:
        roles = known_roles(slugs)
    except RoleMoved as moved:
        roles = known_roles(moved.slugs)
    except UnknownRole as unknown:
        return _pick_again(request, unknown.keep, [unknown_line(slug) for slug in unknown.slugs], status=404)
    if len(roles) < FEWEST or "edit" in request.GET:
        return render(request, "careers/picker.html", _picker_context(request, roles))
    return HttpResponseRedirect(_address([role.slug for role in roles], request.GET))


@dataclass(frozen=True)
class Slot:
    """One select of the picker."""

    number: int
    label: str
    chosen: Role | None
    error: str = ""


ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def _fault(slugs: Sequence[str]) -> str:
    """What is wrong with a choice, whichever roles it names."""
    if len(set(slugs)) < len(slugs):
        return SAME_TWICE
    return TOO_MANY if len(slugs) > MOST else ""


def _picked(slugs: Sequence[str], problem: str) -> tuple[list[Role], list[str]]:
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


def _pick_again(
    request: HttpRequest, roles: Sequence[Role], problems: Sequence[str], status: int = 422
) -> HttpResponse:
    """The picker with its error summary: nothing of the choice lost, nothing of what is wrong unsaid."""
    return render(request, "careers/picker.html", _picker_context(request, roles, problems), status=status)


def _picker_context(request: HttpRequest, roles: Sequence[Role], problems: Sequence[str] = ()) -> dict[str, Any]:
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
        "kept": _kept(request.GET),
    }


def _suggestions(request: HttpRequest, roles: Sequence[Role]) -> list[Overlap]:
    """With one role picked: the roles that share the most duties with it."""
    return most_alike(roles[0], 4, chosen_view(request)[0]) if len(roles) == 1 else []


def _address(slugs: Sequence[str], query: QueryDict) -> str:
    return reverse("careers:compare", args=[list(slugs)], query=_kept(query) or None)


def _kept(query: QueryDict) -> dict[str, str]:
    """What of the view goes along when the roles change."""
    return {name: str(query[name]) for name in ("state", "show") if query.get(name)}


def _odd_show(request: HttpRequest) -> str:
    show = request.GET.get("show", "")
    if show in ("", "everything", DIFFERENCES):
        return ""
    return f"There is no view called “{show[:40]}”. You see everything."


def _live(shown: Comparison, place: str, *, only_differences: bool, is_everywhere: bool) -> str:
    """What the live region says: it has to fit the change of state as well as that of the view."""
    view = sentences.hidden_line(shown.hidden) if only_differences else "Everything is shown."
    return view if is_everywhere else f"State rules for {place}. {view}"


def _links(request: HttpRequest, slugs: list[str], facts: Sequence[RoleFacts]) -> dict[str, Any]:
    """The same page turned, widened, narrowed: every state is an address."""
    query = request.GET.copy()
    everything, differences = query.copy(), query.copy()
    everything.pop("show", None)
    differences["show"] = DIFFERENCES
    here = reverse("careers:compare", args=[slugs])
    edit = QueryDict(mutable=True)
    edit.setlist("role", slugs)
    edit.update(_kept(query))
    edit["edit"] = "1"
    picker_address = f"{reverse('careers:compare-picker')}?{edit.urlencode()}"
    return {
        "here": here,
        "canonical": reverse("careers:compare", args=[sorted(slugs)]),
        "everything_url": f"{here}?{everything.urlencode()}".rstrip("?"),
        "differences_url": f"{here}?{differences.urlencode()}",
        "swap_url": _address(slugs[::-1], query),
        "edit_url": picker_address,
        "change": [f"{picker_address}#r{place}" for place in range(1, len(slugs) + 1)],
        "add_url": f"{picker_address}#r{len(slugs) + 1}" if len(slugs) < MOST else "",
        "removals": [_address([slug for slug in slugs if slug != gone], query) for gone in slugs]
        if len(slugs) > FEWEST
        else [],
        "pairs": [(_address(pair, query), pair_names) for pair, pair_names in _neighbors(slugs, facts)]
        if len(slugs) > FEWEST
        else [],
    }


def _neighbors(slugs: list[str], facts: Sequence[RoleFacts]) -> list[tuple[list[str], str]]:
    """Each role with the next: two of these at a time fit a phone better."""
    names = [role.noun for role in facts]
    return [
        ([slugs[place], slugs[place + 1]], f"{names[place]} and {names[place + 1]}") for place in range(len(slugs) - 1)
    ]


def _spread(rows: Sequence[Row[T]], sources: Callable[[T], Iterable[SourceFacts]]) -> tuple[SourceFacts, ...]:
    """Every source of the rows once: what the source line under a block names."""
    return sources_of(*(sources(cell) for row in rows for cell in row.cells if cell))


def _marks(rows: Iterable[Row[DutyFacts]] | Iterable[Row[SkillFacts]]) -> tuple[Tag, ...]:
    """Every tag of the rows once: what the source line under a block says of them."""
    return tuple(dict.fromkeys(tag for row in rows for cell in row.cells if cell for tag in cell.tags))


@dataclass(frozen=True)
class SkillPlot:
    """One line of the skills plot: where the marks stand, and the bar between them."""

    title: str
    tags: tuple[Tag, ...]
    low: str
    high: str
    marks: tuple[tuple[int, str], ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class PayLine:
    role: RoleFacts
    slot: int
    plot: PayPlot | None


def _columns(shown: Comparison) -> dict[str, Any]:
    """What the template draws, with positions worked out."""
    scale: PayScale = pay_scale(role.pay for role in shown.roles)
    rated = [row for row in shown.skills if _is_rated(row)]
    return {
        "columns": [(place, role) for place, role in enumerate(shown.roles, start=1)],
        "scale": scale,
        "pay_lines": [
            PayLine(role, place, pay_plot(role.pay, scale) if role.pay else None)
            for place, role in enumerate(shown.roles, start=1)
        ],
        "skill_plots": [_skill_plot(row) for row in rated],
        "unrated": _unrated(shown),
        "shared_duties": shown.duties_of(Presence.ALL),
        "only_duties": [
            (place, role, shown.duties_of(Presence.ONLY, place - 1)) for place, role in enumerate(shown.roles, start=1)
        ],
    }


def _is_rated(row: Row[SkillFacts]) -> bool:
    return any(cell and cell.importance is not None for cell in row.cells)


def _skill_plot(row: Row[SkillFacts]) -> SkillPlot:
    ratings = [cell.importance if cell else None for cell in row.cells]
    known = [rating for rating in ratings if rating is not None]
    return SkillPlot(
        title=row.title,
        tags=_marks([row]),
        low=percent(min(known) / 100),
        high=percent(max(known) / 100),
        marks=tuple((slot, percent(rating / 100)) for slot, rating in enumerate(ratings, 1) if rating is not None),
        numbers=tuple("–" if rating is None else f"{rating:.0f}" for rating in ratings),
    )


def _unrated(shown: Comparison) -> list[tuple[int, RoleFacts, list[SkillFacts]]]:
    """Skills that a source names for a role without rating them."""
    found = []
    for place, role in enumerate(shown.roles, start=1):
        named = [skill for skill in role.skills if skill.importance is None]
        if named:
            found.append((place, role, named))
    return found
