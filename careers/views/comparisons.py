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
from careers.cells import SourceFacts, sources_of
from careers.comparison import FEWEST, MOST, Comparison, Presence, Row, all_sources
from careers.comparison import compare as compare_roles
from careers.facts.overlap import Overlap, most_alike
from careers.facts.paths import path_graph
from careers.facts.roles import roles_facts
from careers.plots import PayPlot, PayScale, pay_plot, pay_scale, percent
from careers.rolefacts import RoleFacts, SkillFacts
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
    if len(set(lowered)) < len(lowered):
        return _pick_again(request, lowered, SAME_TWICE)
    if len(slugs) > MOST:
        return _pick_again(request, lowered, TOO_MANY)
    try:
        roles = known_roles(slugs)
    except RoleMoved as moved:
        return redirect(_address(moved.slug.split(), request.GET), permanent=True)
    if len(roles) < FEWEST:
        return render(request, "careers/picker.html", _picker_context(request, roles, None))

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
        "skill_sources": _spread(shown.skills, lambda skill: skill.sources if skill.importance is not None else ()),
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
    if len(set(slugs)) < len(slugs):
        return _pick_again(request, slugs, SAME_TWICE)
    if len(slugs) > MOST:
        return _pick_again(request, slugs, TOO_MANY)
    try:
        roles = known_roles(slugs)
    except RoleMoved as moved:
        roles = known_roles(moved.slug.split())
    except UnknownRole as unknown:
        context = _picker_context(request, unknown.keep, f"We know no role called “{unknown.slug[:80]}”.")
        return render(request, "careers/picker.html", context, status=404)
    if len(roles) < FEWEST or "edit" in request.GET:
        return render(request, "careers/picker.html", _picker_context(request, roles, None))
    return HttpResponseRedirect(_address([role.slug for role in roles], request.GET))


@dataclass(frozen=True)
class Slot:
    """One select of the picker."""

    number: int
    label: str
    chosen: Role | None
    error: str = ""


LABELS = ("First role", "Second role", "Third role", "Fourth role")


def _pick_again(request: HttpRequest, slugs: Sequence[str], problem: str) -> HttpResponse:
    """The picker with its error summary: 422, and nothing of the choice lost."""
    distinct = list(dict.fromkeys(slugs))
    found = {role.slug: role for role in Role.objects.readable().filter(slug__in=distinct)}
    roles = [found[slug] for slug in slugs if slug in found]
    return render(request, "careers/picker.html", _picker_context(request, roles, problem), status=422)


def _picker_context(request: HttpRequest, roles: Sequence[Role], problem: str | None) -> dict[str, Any]:
    published = list(Role.objects.published().select_related("field").order_by("field__position", "title"))
    count = max(MOST, len(roles))
    slots = []
    seen: set[str] = set()
    for place in range(count):
        chosen = roles[place] if place < len(roles) else None
        repeated = chosen is not None and chosen.slug in seen
        label = LABELS[place] if place < MOST else f"Role {place + 1}"
        slots.append(Slot(place + 1, label, chosen, SAME_TWICE if repeated else ""))
        if chosen:
            seen.add(chosen.slug)
    errors = [slot for slot in slots if slot.error]
    return {
        "slots": slots,
        "choices": published,
        "picked": list(roles),
        "problem": problem,
        "error_slot": errors[0] if errors else next((slot for slot in reversed(slots) if slot.chosen), slots[0]),
        "alike": _suggestions(roles),
        "too_many": len(roles) > MOST,
        "kept": _kept(request.GET),
    }


def _suggestions(roles: Sequence[Role]) -> list[Overlap]:
    """With one role picked: the roles that share the most duties with it."""
    return most_alike(roles[0], count=4) if len(roles) == 1 else []


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
    """One short sentence for the live region."""
    if only_differences:
        return sentences.hidden_line(shown.hidden)
    return "Everything is shown." if is_everywhere else f"State rules for {place}."


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


@dataclass(frozen=True)
class SkillPlot:
    """One line of the skills plot: where the marks stand, and the bar between them."""

    title: str
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
    rated = [row for row in shown.skills if any(cell and cell.importance is not None for cell in row.cells)]
    return {
        "columns": [(place, role) for place, role in enumerate(shown.roles, start=1)],
        "scale": scale,
        "pay_lines": [
            PayLine(role, place, pay_plot(role.pay, scale) if role.pay else None)
            for place, role in enumerate(shown.roles, start=1)
        ],
        "skill_plots": [_skill_plot(row.title, row.cells) for row in rated],
        "unrated": _unrated(shown),
        "shared_duties": shown.duties_of(Presence.ALL),
        "only_duties": [
            (place, role, shown.duties_of(Presence.ONLY, place - 1)) for place, role in enumerate(shown.roles, start=1)
        ],
    }


def _skill_plot(title: str, cells: Sequence[SkillFacts | None]) -> SkillPlot:
    ratings = [cell.importance if cell else None for cell in cells]
    known = [rating for rating in ratings if rating is not None]
    return SkillPlot(
        title=title,
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
