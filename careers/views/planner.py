"""The planner: from what somebody has to the fastest, the cheapest and the least-school way to a role.

The address is the whole state: `?to=` a role, `?state=`, and what `careers.views.answers` tells of. The form sends the
same in a longer way, and is led on to that address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.cells import Range, sources_of
from careers.facts.families import families
from careers.facts.names import role_name
from careers.facts.origins import origins_of
from careers.facts.paths import goal_of, path_graph
from careers.facts.standpoint import Standpoint
from careers.planlines import (
    PlanCard,
    cards,
    conditions,
    counted_as_held,
    held_words,
    is_settled,
    picks_of,
    picture,
    standing_out,
)
from careers.planning import (
    MilestoneFacts,
    NoPath,
    OverBudget,
    PathGraph,
    Plan,
    PlanSet,
    RouteFacts,
    brought_along,
    leans_on,
    plan,
    usable_routes,
)
from careers.planning.graph import WEEK_HOURS
from careers.rolefacts import RoleName
from careers.views.answers import AMOUNT, LONGEST_WEEK, OTHER, Answers, answers
from careers.views.citing import attributions, cited
from careers.views.naming import meant, role_slugs
from careers.views.pages import HtmxRequest, Moved, UnknownRole, chosen_view, known_roles, render_page, states
from careers.wording import article, counted, dollars, inside_sentence, joined, joined_first
from roles.models import Role
from sources.models import Place

EVENINGS = 10
HOURS = ((WEEK_HOURS, "Full time"), (EVENINGS, "Evenings, about 10 hours a week"))
# The parts of what somebody has, each with the kinds of milestones in it.
PARTS = (
    ("School", ("education", "training")),
    ("Certifications and licenses", ("certification", "license", "assessment")),
    ("Work", ("experience", "role")),
)
# What else there is in an address: no part of the goal's steps, and not to get lost.
BESIDE = "Not needed for this goal"


@require_safe
def planner(request: HtmxRequest) -> HttpResponse:
    """The form and up to three plans that stand out: a fixed number of queries. A fault in the answers is a 422."""
    view, problem = chosen_view(request)
    graph = path_graph(view.place, view.today)
    told = answers(request.GET, graph)
    typed = request.GET.get("to", "").strip()
    errors = list(told.errors)
    role, is_moved = _role(typed)
    nearest: Sequence[RoleName] = ()
    if role and is_moved and not errors:
        return HttpResponseRedirect(_Address(role.slug, view, told).plan())
    if typed and not role:
        said, nearest = meant(typed)
        errors.insert(0, ("to", said or f"We know no role called “{typed[:80]}”."))
    if told.is_from_form and not errors:
        if role:
            return HttpResponseRedirect(_Address(role.slug, view, told).plan())
        errors.append(("to", "Choose a goal."))
    goal, whose = _goal(graph, role)
    context: dict[str, Any] = {
        "view": view,
        "states": states(),
        "role": RoleName(role.slug, role.title) if role else None,
        "is_retired": role is not None and role.status == Role.Status.RETIRED,
        "successor": role_name(role.replaced_by) if role else None,
        "typed": role.title if role else typed,
        "general": whose,
        "errors": errors,
        "at": dict(errors),
        "problems": [*filter(None, [problem]), *told.notes],
        "nearest": [(other, _Address(other.slug, view, told).plan()) for other in nearest],
        "numbers": {},
        "form": _form(graph, goal, view, told),
        "answers": _in_words(graph, told),
    }
    if role and not errors:
        context |= _found(graph, goal, _Address(role.slug, view, told), context["states"], whose or context["role"])
    if role:
        context["attributions"] = attributions(context.get("sources", ()), origins_of([role], view.today))
    context["live"] = errors[0][1] if errors else f"{context.get('heading', 'Choose a goal first')}."
    return render_page(request, "careers/planner.html", context, partial="routes", status=422 if errors else 200)


def _role(typed: str) -> tuple[Role | None, bool]:
    """The role that is named so, and whether its address has another name for it."""
    if not typed:
        return None, False
    try:
        return known_roles([typed])[0], False
    except Moved as moved:
        return known_roles(moved.slugs)[0], True
    except UnknownRole:
        (slug,) = role_slugs([typed])
        return Role.objects.readable().filter(slug=slug).first(), True


# The address ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Address:
    """The planner's page for a role, in a place, with all answers."""

    role: str
    view: Standpoint
    answers: Answers

    def plan(self, *, place: str = "", **changes: Any) -> str:
        """With some answers changed, or in another place."""
        query = QueryDict(mutable=True)
        query["to"] = self.role
        self._add(query, replace(self.answers, **changes).query, place or self.view.place)
        return reverse("careers:plan", query=query)

    def steps(self, picks: Sequence[str] = ()) -> str:
        """The steps to the role for who has the same, with routes picked."""
        query = QueryDict(mutable=True)
        self._add(query, [("have", word) for word in self.answers.having.words], self.view.place)
        for pick in picks:
            query.appendlist("alt", pick)
        return reverse("careers:how-to-become", args=[self.role], query=query or None)

    def side_by_side(self, ways: Iterable[Sequence[str]]) -> str:
        """The ways, each by its routes, beside each other."""
        query = QueryDict(mutable=True)
        self._add(query, replace(self.answers, budget=inf).query, self.view.place)
        query.setlist("way", [",".join(picks) for picks in ways])
        return reverse("careers:compare-ways", args=[self.role], query=query)

    def _add(self, query: QueryDict, pairs: Iterable[tuple[str, str]], place: str) -> None:
        for name, value in pairs:
            query.appendlist(name, value)
        if place != "US":
            query["state"] = place.removeprefix("US-")


def from_start(graph: PathGraph, role: str, have: str, view: Standpoint) -> tuple[str, Range] | None:
    """The planner's address for who has one thing and wants a role, and the months of the quickest plan from there."""
    goal = graph.goals().get(role)
    if goal is None or have not in graph.milestones:
        return None
    query = {"to": role, "have": have} | ({} if view.is_everywhere else {"state": view.place.removeprefix("US-")})
    try:
        found = plan(graph, goal, have={have: inf}, place=view.place, start=view.today)
    except NoPath:
        return None
    return reverse("careers:plan", query=query), found.fastest.months


def _goal(graph: PathGraph, role: Role | None) -> tuple[str | None, RoleName | None]:
    """What plans for the role lead to, and the role that they are of where that is another."""
    if role is None:
        return None, None
    family = families([role], Role.objects.all())[0] if role.parent_id else (role,)
    goal, whose = goal_of(family, graph) or (None, role)
    return goal, role_name(whose) if whose != role else None


# The form ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    """One thing that somebody may have: a box to tick or, where it is held in amounts, a number to type."""

    slug: str
    label: str
    unit: str
    is_held: bool
    typed: str
    error: str

    @property
    def id(self) -> str:
        return f"{AMOUNT if self.unit else 'have-'}{self.slug}"


def _form(graph: PathGraph, goal: str | None, view: Standpoint, told: Answers) -> dict[str, Any]:
    asked = leans_on(graph, goal, place=view.place, today=view.today) if goal else _usual(graph)
    asked = [each for each in asked if any(each.kind in kinds for _, kinds in PARTS)]
    held, largest = told.having.or_usual(graph), _largest_amounts(graph)
    beside = [graph.milestones[slug] for slug in _mentioned(told, held) if graph.milestones[slug] not in asked]
    errors = dict(told.having.errors)

    def field(milestone: MilestoneFacts) -> Field:
        name, amount = f"{AMOUNT}{milestone.slug}", held.get(milestone.slug, 0.0)
        known = f"{largest.get(milestone.slug, 1.0) if amount == inf else amount:g}" if amount else ""
        return Field(
            milestone.slug,
            f"Work as {article(inside_sentence(milestone.title))}" if milestone.kind == "role" else milestone.title,
            milestone.unit,
            milestone.slug in held,
            told.typed.get(name, known),
            errors.get(name, ""),
        )

    parts = [(title, [field(each) for each in asked if each.kind in kinds]) for title, kinds in PARTS]
    parts.append((BESIDE, [field(each) for each in beside]))
    hours = told.typed[OTHER] if told.typed[OTHER] and _is_other(told) else ""
    return {
        "parts": [(title, fields) for title, fields in parts if fields],
        "hours": [(value, label, not hours and value == told.hours) for value, label in HOURS],
        "other": hours,
        "most_hours": LONGEST_WEEK,
        "budget": told.typed["budget"],
    }


def _is_other(told: Answers) -> bool:
    """Whether the hours are none of the choices."""
    return OTHER in dict(told.errors) or told.hours not in dict(HOURS)


def _usual(graph: PathGraph) -> list[MilestoneFacts]:
    return [graph.milestones[slug] for slug in graph.usual]


def _mentioned(told: Answers, held: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*held, *(name for name, _ in told.having.typed)]))


def _largest_amounts(graph: PathGraph) -> dict[str, float]:
    """The most that any route asks for of each milestone: what “as much as is asked” comes to."""
    largest: dict[str, float] = {}
    for need in (need for route in graph.routes for need in route.needs):
        largest[need.milestone] = max(need.asked, largest.get(need.milestone, 0.0))
    return largest


def _in_words(graph: PathGraph, told: Answers) -> list[tuple[str, str]]:
    """The answers as a list, for paper."""
    have = told.having.or_usual(graph)
    return [
        ("I have", joined(_each_in_words(graph, have, have)) or "nothing yet"),
        ("Time I can study", f"{told.hours:g} hours a week"),
        ("Most I can spend", dollars(told.budget) if told.budget < inf else "not said"),
    ]


# What is found ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Question:
    """What is asked of the plans, so that one answer of it can be taken back."""

    graph: PathGraph
    goal: str
    view: Standpoint
    have: dict[str, float]
    hours: float
    budget: float = inf

    def plans(self) -> PlanSet:
        """Raises NoPath, OverBudget."""
        return plan(
            self.graph,
            self.goal,
            have=self.have,
            place=self.view.place,
            start=self.view.today,
            hours_per_week=self.hours,
            budget=self.budget,
        )


def _found(
    graph: PathGraph, goal: str | None, here: _Address, places: Sequence[Place], name: RoleName
) -> dict[str, Any]:
    """What the page says of the plans: how many fit, that nothing is left to do, or what is in the way."""
    told, view = here.answers, here.view
    common: dict[str, Any] = {"job": f"{article(name.noun)} job{_where(view)}", "steps": here.steps()}
    if goal is None:
        return common | {"outcome": "unknown", "heading": "No steps on file"}
    last = graph.milestones[goal]
    common |= {"is_from_tables": last.is_from_tables, "beside": last.text}
    question = _Question(graph, goal, view, told.having.or_usual(graph), told.hours)
    try:
        every = question.plans()
    except NoPath as none:
        return common | _no_path(none, question, here, places)
    try:
        fitting = replace(question, budget=told.budget).plans() if told.budget < inf else every
    except OverBudget:
        return common | _over_budget(every, here)
    hidden = [each for each in every.plans if each.cost.low > told.budget]
    brought = brought_along(graph, question.have, place=view.place, today=view.today)
    used, unused = (
        joined_first(_each_in_words(graph, slugs, question.have)) for slugs in counted_as_held(fitting.plans, brought)
    )
    common |= {
        "used": used,
        "unused": unused,
        "hidden": counted(len(hidden), "route") if hidden else "",
        "them": ("is", "it") if len(hidden) == 1 else ("are", "them"),
        "without_budget": here.plan(budget=inf),
    }
    first, usable = fitting.fastest, usable_routes(graph, view.place, view.today)
    common |= {"optional": [graph.milestones[advice.milestone] for advice in first.optional]}
    if is_settled(first):
        step = first.steps[-1] if first.steps else None
        sources = sources_of(step.route.sources) if step else ()
        return common | {
            "outcome": "met",
            "heading": "You already meet the steps on file",
            "apply": first.goal.text,
            "last": step.route if step else None,
            "others": _other_ways(first, usable),
            "conditions": joined([inside_sentence(each.title) for each in conditions(first)]),
            "text": step.route.text if step else "",
            **cited(sources),
        }
    ways = {slug: len(routes) for slug, routes in usable.items()}
    every_card = cards(fitting, ways, here.steps, hours=told.hours, budget=told.budget)
    best = standing_out(every_card)
    return common | {
        "outcome": "routes",
        "heading": f"{counted(len(every_card), 'route')} {'fits' if len(every_card) == 1 else 'fit'} your answers",
        "best": best,
        "side_by_side": here.side_by_side(picks_of(fitting.plans[card.number - 1], ways) for card in best)
        if len(best) > 1
        else "",
        "every": every_card if len(every_card) > 1 else [],
        "picture": picture(fitting.plans),
        **_citations(every_card),
    }


def _each_in_words(graph: PathGraph, slugs: Iterable[str], have: Mapping[str, float]) -> list[str]:
    return [held_words(graph.milestones[slug], have[slug]) for slug in slugs]


def _other_ways(taken: Plan, usable: Mapping[str, Sequence[RouteFacts]]) -> list[str]:
    """How else the steps of a plan could be taken."""
    every = [route for step in taken.steps for route in usable[step.milestone.slug]]
    return list(dict.fromkeys(route.title for route in every if route.slug not in taken.routes and route.title))


def _where(view: Standpoint) -> str:
    return "" if view.is_everywhere else f" in {view.place_name}"


def _citations(every: Sequence[PlanCard]) -> dict[str, Any]:
    found = cited(*(card.sources for card in standing_out(every)))
    return found | {"last_check": max((source.checked_on for source in found["sources"]), default=None)}


def _no_path(none: NoPath, question: _Question, here: _Address, places: Sequence[Place]) -> dict[str, Any]:
    """What is missing, and what would open a way: more hours, or another state."""
    names = {place.code: place.name for place in places}
    elsewhere = [(names[code], here.plan(place=code)) for code in none.elsewhere if code in names]
    said = {
        "outcome": "none",
        "heading": "No route fits all your answers",
        "missing": joined([inside_sentence(milestone.title) for milestone in none.missing]),
        "elsewhere": elsewhere,
        "anywhere": here.plan(place="US") if "US" in none.elsewhere else "",
    }
    if question.hours >= WEEK_HOURS:
        return said
    try:
        more = len(replace(question, hours=WEEK_HOURS).plans().plans)
    except NoPath:
        return said
    blocks = f"Your {question.hours:g} hours a week block most. Full time, {counted(more, 'route')} would fit."
    return said | {"blocks": blocks, "relaxed": here.plan(hours=WEEK_HOURS), "relax": "Plan with full time"}


def _over_budget(every: PlanSet, here: _Address) -> dict[str, Any]:
    count, least = len(every.plans), min(each.cost.low for each in every.plans)
    return {
        "outcome": "none",
        "heading": "No route fits all your answers",
        "blocks": (
            f"Your budget of {dollars(here.answers.budget)} blocks most. Without it, {counted(count, 'route')} would "
            f"fit, from {dollars(round(least))} on."
        ),
        "relaxed": here.plan(budget=inf),
        "relax": f"Show {'it' if count == 1 else 'them'}",
    }
