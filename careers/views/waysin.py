"""Plans side by side: two to four ways into one role, or the plans of different roles.

The address is the whole state: the roles, or `?way=` for each way (its routes joined by commas), then `?state=`,
`?have=` and `?hours=` as the planner takes them, `?plan=` (which plan of each) and `?show=`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from careers.comparison import FEWEST, MOST
from careers.facts.families import families
from careers.facts.names import role_name
from careers.facts.origins import origins_of
from careers.facts.paths import goal_of, path_graph
from careers.facts.standpoint import Standpoint
from careers.planlines import BEST, best_of, counted_as_held, held_words, is_settled, picks_of, titles
from careers.planning import NoPath, PathGraph, Plan, PlanSet, brought_along, usable_routes, way_totals
from careers.planning import plan as plans_to
from careers.planning.graph import WEEK_HOURS
from careers.rolefacts import RoleName
from careers.sentences import NUMBERS, hidden_line
from careers.views import sidebyside
from careers.views.answers import OTHER, Having, answers, at_most
from careers.views.citing import cited
from careers.views.pages import (
    HtmxRequest,
    Moved,
    Segment,
    carried,
    chosen_view,
    known_roles,
    redirect_with_query,
    render_page,
    states,
)
from careers.views.pathlist import start_words, starts_of
from careers.views.paths import goal_for
from careers.views.sidebyside import DIFFERENCES
from careers.views.subjects import PATHS, ROLES
from careers.waylines import WayColumn, WayComparison, compare, finding
from careers.wording import article, counted, joined
from roles.models import Role
from sources.models import Place

SHOWN_LETTERS = 40


@require_safe
def compare_ways(request: HtmxRequest, slug: str) -> HttpResponse:
    """Two to four ways into a role: a fixed number of queries. Where there are fewer, the steps say why."""
    try:
        (role,) = known_roles([slug])
    except Moved as moved:
        return redirect_with_query(request, "careers:compare-ways", *moved.slugs)
    asked = Asked.of(request, reverse("careers:compare-ways", args=[role.slug]))
    goal, general = goal_for(asked.graph, role)
    columns, left_out = _ways(goal, asked, role.slug) if goal else ([], [])
    if len(columns) < FEWEST:
        return redirect(asked.steps(role.slug))
    name = RoleName(role.slug, role.title)
    title = f"Ways to become {article(name.noun)}"
    return _answer(
        request,
        asked,
        compare(columns, asked.hours),
        roles=[role],
        every_state=states(),
        own={
            "title": title,
            "long_title": f"{title}, side by side",
            "canonical": replace(asked.bare, ways=()).address,
            "trail": [
                (f"{reverse('careers:role', args=[role.slug])}{asked.state_query}", role.title),
                (asked.steps(role.slug), f"How to become {article(name.noun)}"),
            ],
            "compared": "ways",
            "removals": [asked.without(column, columns) for column in columns] if len(columns) > FEWEST else [],
            "each": f"Each is the {BEST[asked.plan].lower()} plan that takes it",
            "problems": [*asked.problems, *left_out],
            "notes": [Note(name, general, role.status == Role.Status.RETIRED, role_name(role.replaced_by))],
        },
    )


@require_safe
def compare_paths(request: HtmxRequest, slugs: list[str]) -> HttpResponse:
    """The plans of two to four roles: a fixed number of queries. One role, or a fault in the choice: the picker."""
    roles = sidebyside.chosen(request, PATHS, slugs)
    if isinstance(roles, HttpResponse):
        return roles
    asked = Asked.of(request, PATHS.address([role.slug for role in roles]))
    every_state = states()
    each = families(roles, Role.objects.select_related("replaced_by"))
    notes, columns = zip(*(_path(family, asked, every_state) for family in each), strict=True)
    names = [column.noun for column in columns]
    return _answer(
        request,
        asked,
        compare(columns, asked.hours),
        roles=roles,
        every_state=every_state,
        own={
            "title": _title_of_paths(names),
            "long_title": f"Paths to {joined(names)}, side by side",
            "canonical": replace(asked.bare, plain=PATHS.address(sorted(role.slug for role in roles))).address,
            "trail": [(f"{reverse(page)}{asked.state_query}", words) for page, words in PATHS.trail],
            "compared": "paths",
            "each": f"Each is the {BEST[asked.plan].lower()} plan to its job",
            "problems": asked.problems,
            "notes": notes,
            "roles_url": f"{ROLES.address([role.slug for role in roles])}{asked.state_query}",
            **sidebyside.changes(PATHS, columns, QueryDict(asked.query)),
        },
    )


def _title_of_paths(names: Sequence[str]) -> str:
    if len(names) > FEWEST:
        return f"{NUMBERS[len(names)]} paths side by side"
    return f"How to become {joined([article(name) for name in names], 'or')}"


def _answer(
    request: HtmxRequest,
    asked: Asked,
    whole: WayComparison,
    *,
    roles: Sequence[Role],
    every_state: Sequence[Place],
    own: dict[str, Any],
) -> HttpResponse:
    """The page, or the part of it that htmx asked for. Hours that are no number are a 422, and do not count."""
    shown = whole.differences() if asked.is_narrow else whole
    everything, errors = replace(asked, show="").address, asked.errors
    context = {
        "asked": asked,
        "here": asked.plain,
        "whole": whole,
        "comparison": shown,
        "columns": list(enumerate(whole.columns, 1)),
        "view": asked.view,
        "states": every_state,
        "starts": starts_of(asked.graph, asked.have),
        "plans": BEST,
        "fields": "careers/_compare_ways_fields.html",
        "only_differences": asked.is_narrow,
        "everything_url": everything,
        "shows": [
            Segment("all", "Everything", everything, not asked.is_narrow),
            Segment(DIFFERENCES, "Only differences", replace(asked, show=DIFFERENCES).address, asked.is_narrow),
        ],
        "finding": finding(whole.columns),
        "start": start_words(asked.graph, asked.have),
        "errors": errors,
        "error": dict(errors).get(OTHER, ""),
        "live": errors[0][1] if errors else _live(shown, asked),
        "last_check": max((source.checked_on for source in shown.sources), default=None),
        **cited(shown.sources, origins=origins_of(roles, asked.view.today)),
        **own,
    }
    status = 422 if errors else 200
    response = render_page(request, "careers/compare_ways.html", context, partial="cmp", status=status)
    if request.htmx and not errors:
        response["HX-Push-Url"] = asked.address  # without the fields that were left empty
    return response


def _live(shown: WayComparison, asked: Asked) -> str:
    if asked.is_narrow:
        return hidden_line(shown.hidden)
    return f"{counted(len(shown.columns), 'plan')} side by side."


# The address ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What an address asks for. `plain` is it without its query, which says the rest."""

    plain: str
    view: Standpoint
    state: str
    graph: PathGraph = field(repr=False)
    having: Having
    hours: float
    typed: str  # the hours, where something was typed
    plan: str
    show: str
    ways: tuple[tuple[str, ...], ...]
    problems: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, plain: str) -> Asked:
        """With a sentence for each thing in the address that there is not."""
        view, problem = chosen_view(request)
        graph = path_graph(view.place, view.today)
        told = answers(request.GET, graph)
        wanted = request.GET.get("plan", "").strip()
        odd_plan = "" if wanted in BEST else f"There is no plan called “{wanted[:SHOWN_LETTERS]}”. You see the fastest."
        ways, odd_ways = _ways_asked(request.GET, graph)
        problems = [problem, sidebyside.odd_show(request), odd_plan, *told.notes]
        problems += [words for _, words in told.having.errors]
        return cls(
            plain=plain,
            view=view,
            state=carried(request).get("state", ""),
            graph=graph,
            having=told.having,
            hours=told.hours,
            typed=told.typed[OTHER],
            plan=wanted if wanted in BEST else "",
            show=DIFFERENCES if sidebyside.only_differences(request) else "",
            ways=ways,
            problems=(*filter(None, problems), *odd_ways),
            errors=tuple((name, words) for name, words in told.errors if name == OTHER),
        )

    @property
    def have(self) -> list[str]:
        """As an address says it; empty where nothing is said."""
        return self.having.words

    @property
    def held(self) -> dict[str, float]:
        """What counts as held."""
        return self.having.or_usual(self.graph)

    @property
    def is_narrow(self) -> bool:
        return self.show == DIFFERENCES

    @property
    def way_values(self) -> list[str]:
        """Each way, as an address says it."""
        return [",".join(way) for way in self.ways]

    @property
    def state_query(self) -> str:
        return f"?state={self.state}" if self.state else ""

    @property
    def address(self) -> str:
        return f"{self.plain}?{self.query}".removesuffix("?")

    @property
    def query(self) -> str:
        """All that is said but the roles, the shortest way."""
        hours = "" if self.hours == WEEK_HOURS else f"{self.hours:g}"
        said = {"state": self.state, "have": self.have, "hours": hours, "plan": self.plan, "show": self.show}
        return urlencode(
            {name: value for name, value in (said | {"way": self.way_values}).items() if value}, doseq=True
        )

    @property
    def bare(self) -> Asked:
        """The same for who says nothing but where they live."""
        return replace(self, having=Having(None), hours=WEEK_HOURS, plan="", show="")

    def in_state(self, place: Place) -> str:
        """The address of the same in another state."""
        return replace(self, state=place.short_code).address

    def without(self, gone: WayColumn, columns: Sequence[WayColumn]) -> str:
        """The address of the ways of columns but for one."""
        ways = tuple(tuple(column.slug.split(",")) for column in columns if column != gone)
        return replace(self, ways=ways).address

    def steps(self, role: str, picks: Sequence[str] = ()) -> str:
        """The steps to a role for who has the same, with routes picked."""
        query = {"state": [self.state] if self.state else [], "have": self.have, "alt": picks}
        page = reverse("careers:how-to-become", args=[role])
        return f"{page}?{urlencode(query, doseq=True)}".removesuffix("?")

    def plans(self, goal: str, picks: Sequence[str] = ()) -> PlanSet:
        """All plans to a goal for who asks. Raises NoPath."""
        return plans_to(
            self.graph,
            goal,
            have=self.held,
            place=self.view.place,
            start=self.view.today,
            hours_per_week=self.hours,
            picks=picks,
        )

    def counted(self, plan: Plan) -> tuple[str, ...]:
        """What of the things held makes some step of a plan shorter or needless."""
        brought = brought_along(self.graph, self.held, place=self.view.place, today=self.view.today)
        used, _ = counted_as_held([plan], brought)
        return tuple(held_words(self.graph.milestones[slug], self.held[slug]) for slug in used)


def _ways_asked(query: QueryDict, graph: PathGraph) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """The ways of the address, with a sentence for each that we do not know or that is one too many."""
    typed = list(dict.fromkeys(word.strip().lower() for word in query.getlist("way") if word.strip()))
    routes = {route.slug for route in graph.routes}
    known = [tuple(word.split(",")) for word in typed if routes.issuperset(word.split(","))]
    problems = at_most(
        [
            f"We know no way called “{word[:SHOWN_LETTERS]}”, so it was left out."
            for word in typed
            if not routes.issuperset(word.split(","))
        ]
    )
    if len(known) > MOST:
        problems.append(f"{MOST} ways fit side by side. You see the first {MOST}.")
    return tuple(known[:MOST]), problems


# Ways into one role -----------------------------------------------------------------------------------------


def _ways(goal: str, asked: Asked, role: str) -> tuple[list[WayColumn], list[str]]:
    """A column for each way that is asked for and leads there; fewer than two are filled up with those on file.

    With a sentence for each that does not, or that is the same plan as one before it.
    """
    names = {route.slug: route.title for route in asked.graph.routes}
    found: dict[tuple[str, ...], tuple[tuple[str, ...], Plan]] = {}  # the picks and the plan, by the plan's routes
    left_out = []
    try:
        among = asked.plans(goal)
    except NoPath:
        return [], []
    for picks in asked.ways:
        plan = _plan_over(picks, goal, asked)
        if plan is None or plan.routes in found:
            why = "is the same plan as another one here" if plan else "is no way in here"
            left_out.append(f"“{names[picks[-1]]}” {why}, so it was left out.")
        else:
            found[plan.routes] = picks, plan
    if len(found) < FEWEST:
        view = asked.view
        on_file = way_totals(asked.graph, goal, have=asked.held, place=view.place, today=view.today)
        for picks in (way.picks for way in on_file[:MOST] if way.picks):
            if plan := _plan_over(picks, goal, asked):
                found.setdefault(plan.routes, (picks, plan))
    shown = list(found.values())[:MOST]
    called = [names[picks[-1]] for picks, _ in shown]
    if len(set(called)) < len(called):
        called = titles([plan for _, plan in shown])
    columns = [
        WayColumn(",".join(picks), title, asked.steps(role, picks), plan, among, asked.counted(plan))
        for (picks, plan), title in zip(shown, called, strict=True)
    ]
    return columns, at_most(left_out)


def _plan_over(picks: Sequence[str], goal: str, asked: Asked) -> Plan | None:
    """The plan of the chosen kind that takes all these routes; None where none does."""
    try:
        plan = best_of(asked.plans(goal, picks), asked.plan)
    except NoPath:
        return None
    return plan if set(picks) <= set(plan.routes) else None


# Paths to different roles -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Note:
    """What there is to say of a role before its plan is read: whose steps those are, or why there is none."""

    role: RoleName
    general: RoleName | None = None
    is_retired: bool = False
    successor: RoleName | None = None
    has_steps: bool = True
    is_met: bool = False
    none: NoPath | None = None
    elsewhere: Sequence[tuple[str, str]] = ()


def _path(family: Sequence[Role], asked: Asked, every_state: Sequence[Place]) -> tuple[Note, WayColumn]:
    """What there is to say of a role, and the plan of the chosen kind to it."""
    role, found = family[0], goal_of(family, asked.graph)
    name = RoleName(role.slug, role.title)
    note = Note(name, is_retired=role.status == Role.Status.RETIRED, successor=role_name(role.replaced_by))
    column = WayColumn(role.slug, role.title, asked.steps(role.slug))
    if found is None:
        return replace(note, has_steps=False), column
    goal, whose = found
    note = replace(note, general=role_name(whose) if whose != role else None)
    try:
        among = asked.plans(goal)
    except NoPath as none:
        elsewhere = [(each.name, asked.in_state(each)) for each in every_state if each.code in none.elsewhere]
        return replace(note, none=none, elsewhere=elsewhere), column
    plan = best_of(among, asked.plan)
    ways = usable_routes(asked.graph, asked.view.place, asked.view.today)
    url = asked.steps(role.slug, picks_of(plan, {slug: len(routes) for slug, routes in ways.items()}))
    column = replace(column, url=url, plan=plan, among=among, held=asked.counted(plan))
    return replace(note, is_met=is_settled(plan)), column
