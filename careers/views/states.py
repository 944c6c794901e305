"""What differs by state: all of them, one, and a move from one to another.

A code stands in an address as `?state=` carries it, in capitals: `/states/NY/`, `/states/NY/to/CA/`.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from careers import clock
from careers.facts.places import place_lines, state_facts
from careers.facts.standpoint import standpoint
from careers.facts.statemoves import move_facts
from careers.placefacts import PlaceLine
from careers.views import pages
from careers.views.citing import cited
from careers.views.pages import chosen_view, no_rules_for, redirect_with_query, render, state_code, state_of_code
from sources.models import Place

SAME_STATE = "Choose two different states."
# How much of a code that we do not know is repeated.
SHOWN_LETTERS = 40


class UnknownState(Http404):
    """No state has this code."""

    def __init__(self, typed: str) -> None:
        super().__init__(sentence_for(typed))
        self.sentence = sentence_for(typed)


def sentence_for(typed: str) -> str:
    """What there is to say of a code that names no state."""
    return no_rules_for(state_code(typed)) or f"We have no state with the code “{typed[:SHOWN_LETTERS]}”."


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """All states. `?go=` leads to one, `?from=` and `?to=` to the move between two; a fault in them is a 422."""
    view, problem = chosen_view(request)
    if typed := request.GET.get("go", "").strip():
        return redirect("careers:state", code=_known(typed).short_code)
    start, goal = (request.GET.get(name, "").strip() for name in ("from", "to"))
    errors = [(name, sentence_for(typed)) for name, typed in (("from", start), ("to", goal)) if not _names(typed)]
    if start and goal and not errors:
        if state_code(start) != state_code(goal):
            return redirect("careers:state-move", start=state_code(start), goal=state_code(goal))
        errors = [("to", SAME_STATE)]
    return _list(request, errors, start=state_code(start), goal=state_code(goal), problem=problem, view=view)


@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    """What one state asks for and others do not: a page to hand to a student who is moving."""
    place = _known(code)
    if code != place.short_code:
        return redirect_with_query(request, "careers:state", place.short_code)
    found = state_facts(place, standpoint(place, clock.today()))
    context = {
        "found": found,
        "states": pages.states(),
        "last_check": found.line.last_check,
        **_staying(place),
        **cited(found.sources),
    }
    return render(request, "careers/state.html", context)


@require_safe
def move(request: HttpRequest, start: str, goal: str) -> HttpResponse:
    """What carries over and what changes between two states."""
    from_place, to_place = _known(start), _known(goal)
    if from_place == to_place:
        code = from_place.short_code
        return _list(request, [("to", SAME_STATE)], start=code, goal=code, view=chosen_view(request)[0])
    if (start, goal) != (from_place.short_code, to_place.short_code):
        return redirect_with_query(request, "careers:state-move", from_place.short_code, to_place.short_code)
    found = move_facts(from_place, to_place, standpoint(to_place, clock.today()))
    context = {
        "found": found,
        "states": pages.states(),
        "last_check": max((source.checked_on for source in found.sources), default=None),
        **_staying(to_place),
        **cited(found.sources),
    }
    return render(request, "careers/state_move.html", context)


def _list(
    request: HttpRequest, errors: list[tuple[str, str]], *, start: str, goal: str, view: Any, problem: str = ""
) -> HttpResponse:
    lines = place_lines(clock.today())
    context = {
        "lines": lines,
        "checked": [line for line in lines if line.has_rules],
        "unchecked": [line for line in lines if not line.has_rules],
        "states": [line.place for line in lines],
        "last_check": _last_check(lines),
        "view": view,
        "problem": problem,
        "errors": errors,
        "from_error": dict(errors).get("from", ""),
        "to_error": dict(errors).get("to", ""),
        "start": start or ("" if view.is_everywhere else view.place.removeprefix("US-")),
        "goal": goal,
    }
    return render(request, "careers/states.html", context, status=422 if errors else 200)


def _last_check(lines: list[PlaceLine]) -> Any:
    return max((line.last_check for line in lines if line.last_check), default=None)


def _names(typed: str) -> bool:
    """Whether a field of the form names a state, or nothing at all."""
    return not typed or state_of_code(state_code(typed)) is not None


def _known(typed: str) -> Place:
    """The state of a code, or of a name as addresses write it. Raises UnknownState."""
    code = state_code(typed)
    if found := state_of_code(code):
        return found
    named = slugify(typed)
    for place in pages.states():
        if slugify(place.name) == named:
            return place
    raise UnknownState(typed)


def _staying(place: Place) -> dict[str, str]:
    """Whoever opens the page of a state has chosen it: links lead on with it."""
    return {"state": place.short_code, "state_query": f"?state={place.short_code}"}
