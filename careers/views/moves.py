"""A move from one role to another: what carries over, what is missing, which step closes what, how long it takes.

The address is the whole state: the two roles, `?state=`, `?years=` (in the first role) and `?plan=`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers import movelines, moves
from careers.comparison import compare
from careers.facts.families import families
from careers.facts.names import role_name
from careers.facts.nearby import backing, nearby
from careers.facts.origins import origins, origins_of
from careers.facts.paths import DIPLOMA, goal_of, path_graph
from careers.facts.roles import roles_facts
from careers.facts.standpoint import Standpoint
from careers.pathlines import lines, plan
from careers.planlines import BEST, best_of
from careers.planning import NoPath, PathGraph, Plan, PlanSet, first_path
from careers.planning import plan as plan_to
from careers.rolefacts import RoleName
from careers.views.citing import cited
from careers.views.comparisons import duties_and_skills
from careers.views.naming import Offer, meant, role_slugs
from careers.views.pages import (
    HtmxRequest,
    Moved,
    Segment,
    UnknownRole,
    carried,
    chosen_view,
    known_roles,
    redirect_with_query,
    render,
    render_page,
    states,
)
from careers.views.pathlist import number
from careers.views.subjects import ROLES
from careers.wording import article
from roles.models import Role
from sources.models import Place

YEARS, MOST_YEARS = 1, 60
YEARS_ERROR = f"Enter a number of years from 0 to {MOST_YEARS}, like 2."
SHOWN_LETTERS = 40


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Pick two roles (`?from=&to=`): leads to their move, or says what is wrong with the choice and keeps it.

    With the first alone it suggests others.
    """
    typed = {name: request.GET.get(name, "").strip() for name in ("from", "to")}
    slugs = dict(zip(typed, role_slugs(list(typed.values())), strict=True))
    known: dict[str, Role] = {}
    errors = []
    for name, slug in slugs.items():
        try:
            known |= {name: _known(slug.lower())} if slug else {}
        except UnknownRole:
            errors.append((name, meant(slug)[0] or ROLES.unknown(slug)))
    start, goal = known.get("from"), known.get("to")
    if start and goal and start != goal:
        address = reverse("careers:move", args=[start.slug, goal.slug], query=carried(request) or None)
        return HttpResponseRedirect(address)
    if start and start == goal:
        errors.append(("to", ROLES.same_twice))
    return _form(request, typed | {name: role.title for name, role in known.items()}, errors, start)


@require_safe
def move(request: HtmxRequest, start: str, goal: str) -> HttpResponse:
    """What a move takes: a fixed number of queries. The same role twice is a 422: the form, with what was asked."""
    slugs = [start.lower(), goal.lower()]
    if slugs[0] == slugs[1]:
        return _same_role(request, slugs[0])
    try:
        roles = known_roles([start, goal])
    except Moved as moved:
        return redirect_with_query(request, "careers:move", *moved.slugs)
    view, problem = chosen_view(request)
    asked = Asked.of(request, roles)
    graph = path_graph(view.place, view.today)
    found = _found(graph, roles, asked, view)
    on_the_way = moves.roles_on_the_way(found.shown, roles[0].slug) if found.shown else {}
    rows = Role.objects.readable().filter(slug__in={role.slug for role in roles} | set(on_the_way.values()))
    facts = {each.slug: each for each in roles_facts(list(rows), view, graph)}
    pair = compare([facts[role.slug] for role in roles])
    carry = moves.carried(pair)
    every_state = states()
    told = _steps(graph, found, view)
    sources = movelines.sources_cited(pair, told)
    context: dict[str, Any] = {
        "start": pair.roles[0],
        "goal": pair.roles[1],
        "general": found.general,
        "title": f"From {pair.roles[0].noun} to {pair.roles[1].noun}",
        "view": view,
        "states": every_state,
        "asked": asked,
        "errors": asked.errors,
        "problems": [*filter(None, [problem]), *asked.problems],
        "lead": movelines.lead(pair, carry),
        "whole": pair,
        "comparison": pair,
        "skills_order": "Most to build first",
        **duties_and_skills(pair, replace(pair, skills=moves.by_gap(pair.skills))),
        "duties_line": movelines.duties_line(pair, carry),
        "skills_line": movelines.skills_line(carry),
        "none": found.none,
        "elsewhere": _elsewhere(found.none, every_state, asked),
        "live": movelines.announcement(found.shown),
        "last_check": max((source.checked_on for source in sources), default=None),
        **cited(sources, origins=origins_of(roles, view.today)),
    }
    if found.shown and told:
        context |= {
            "path": told.path,
            "lines": told.lines,
            "plan": plan(told.path, f"Work as {article(pair.roles[1].noun)}"),
            "is_met": not moves.still_to_do(found.shown),
            "ribbon": movelines.ribbon(found.shown, pair, carry),
            "name": pair.roles[1].name,
            "kept": [("have", word) for word in _held_in_address(found.held, graph)],
            "counted": movelines.held_words(found.shown, found.held, graph),
            "choices": _choices(found, asked),
            "missing": movelines.missing_steps(found.shown, told),
            "gaps": movelines.gap_lines(carry, on_the_way, facts, told),
        }
    return render_page(request, "careers/move.html", context, partial="move", status=422 if asked.errors else 200)


# The address ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What an address asks for: two roles, a state, years as they were typed, which plan."""

    start: str
    goal: str
    state: str
    years: str
    plan: str
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, roles: Sequence[Role]) -> Asked:
        wanted = request.GET.get("plan", "").strip()
        odd = f"There is no plan called “{wanted[:SHOWN_LETTERS]}”. You see the fastest."
        return cls(
            start=roles[0].slug,
            goal=roles[1].slug,
            state=carried(request).get("state", ""),
            years=request.GET.get("years", "").strip(),
            plan=wanted if wanted in BEST else "",
            problems=() if wanted in BEST else (odd,),
        )

    @property
    def typed(self) -> str:
        return self.years or f"{YEARS}"

    @property
    def worked(self) -> float:
        """Years in the first role; the usual where none are told, or no number is."""
        years = number(self.years, MOST_YEARS)
        return YEARS if years is None else years

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("years", YEARS_ERROR)] if self.years and number(self.years, MOST_YEARS) is None else []

    @property
    def plain(self) -> str:
        return reverse("careers:move", args=[self.start, self.goal])

    @property
    def address(self) -> str:
        said = {"state": self.state, "years": self.years, "plan": self.plan}
        query = {name: value for name, value in said.items() if value}
        return reverse("careers:move", args=[self.start, self.goal], query=query or None)

    @property
    def back(self) -> str:
        """The move the other way."""
        query = {"state": self.state} if self.state else None
        return reverse("careers:move", args=[self.goal, self.start], query=query)

    @property
    def comparison(self) -> str:
        return ROLES.address([self.start, self.goal], {"state": self.state} if self.state else None)


def _known(slug: str) -> Role:
    """The role of that name, or of a name that it had once. Raises `UnknownRole`."""
    try:
        return known_roles([slug])[0]
    except Moved as moved:
        return known_roles(moved.slugs)[0]


def _same_role(request: HttpRequest, slug: str) -> HttpResponse:
    """The form says what is wrong. A role that we do not know is a 404 all the same."""
    role = _known(slug)
    return _form(request, dict.fromkeys(("from", "to"), role.title), [("to", ROLES.same_twice)], role)


def _form(
    request: HttpRequest, names: Mapping[str, str], errors: Sequence[tuple[str, str]], start: Role | None
) -> HttpResponse:
    """Two roles to pick, and where only the first is, some to turn to.

    A name that leads nowhere is a 404, and brings along what it may mean.
    """
    view, problem = chosen_view(request)
    found = nearby(start, view) if start else []
    backed = backing(found, (), view)
    unknown = [name for name, words in errors if words != ROLES.same_twice]
    offers = {
        name: [
            Offer(role.title, reverse("careers:move-picker", query={**names, name: role.title, **carried(request)}))
            for role in meant(names[name])[1]
        ]
        for name in unknown
    }
    context = {
        "names": names,
        "start": start,
        "offers": offers,
        "errors": errors,
        "error_of": dict(errors),
        "view": view,
        "problem": problem,
        "nearby": found,
        "backed": backed,
        **cited(backed.lists, backed.pay, backed.asks, origins=origins(view.today)),
    }
    return render(request, "careers/move_picker.html", context, status=404 if unknown else 422 if errors else 200)


# The plan ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """The plans from one role to another and the one that is shown, or why there is none.

    A specialty without steps of its own is reached by those of the role it is part of, `general`. Without plans and
    without `none`, nobody has put steps on file.
    """

    held: Mapping[str, float]
    general: RoleName | None = None
    plans: PlanSet | None = None
    shown: Plan | None = None
    none: NoPath | None = None


def _found(graph: PathGraph, roles: Sequence[Role], asked: Asked, view: Standpoint) -> Found:
    """For somebody with a diploma who has worked in the first role: three queries."""
    start, goal = families(roles, Role.objects.all())
    held = dict.fromkeys((slug for slug in DIPLOMA if slug in graph.milestones), inf)
    held |= moves.held_after(graph, [role.slug for role in start], asked.worked)
    aim = goal_of(goal, graph)
    if aim is None:
        return Found(held)
    general = role_name(aim[1]) if aim[1] != goal[0] else None
    try:
        plans = plan_to(graph, aim[0], have=held, place=view.place, start=view.today)
    except NoPath as none:
        return Found(held, general, none=none)
    return Found(held, general, plans, best_of(plans, asked.plan))


def _steps(graph: PathGraph, found: Found, view: Standpoint) -> movelines.Told | None:
    """The routes of the plan, without the cards for others: another start has other ways."""
    if found.shown is None or found.plans is None:
        return None
    path = first_path(
        graph, found.shown.goal.slug, have=found.held, place=view.place, picks=found.shown.routes, today=view.today
    )
    steps = tuple(replace(step, alternatives=(), inner_alternatives=()) for step in path.steps)
    path = replace(path, steps=steps, optional=())
    numbers = {each.slug: step.number for step in steps for each in (step.milestone, step.inner) if each}
    told = lines(path, graph.milestones, lambda _: "", found.plans, ())
    return movelines.Told(path, tuple(replace(line, tick="") for line in told), numbers)


def _choices(found: Found, asked: Asked) -> list[Segment]:
    """The plans to choose from; none where one is best at all."""
    choices: list[Segment] = []
    seen: list[Plan] = []
    for name, label in BEST.items():
        best = best_of(found.plans, name) if found.plans else None
        if best and best not in seen:
            seen.append(best)
            url = replace(asked, plan=name).address
            choices.append(Segment(name or "fastest", label, url, best == found.shown))
    return choices if len(choices) > 1 else []


def _held_in_address(held: Mapping[str, float], graph: PathGraph) -> list[str]:
    """What is held as addresses say it: `paralegal`, `paralegal-experience:2`."""
    return [
        f"{slug}:{amount:g}" if graph.milestones[slug].unit and amount < inf else slug for slug, amount in held.items()
    ]


def _elsewhere(none: NoPath | None, every_state: Sequence[Place], asked: Asked) -> list[tuple[str, str]]:
    """Names and addresses of the states that have a way."""
    codes = none.elsewhere if none else ()
    return [(each.name, replace(asked, state=each.short_code).address) for each in every_state if each.code in codes]
