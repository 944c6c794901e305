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

from careers import moves, sentences
from careers.cells import NOT_ON_FILE, SourceFacts, sources_of
from careers.comparison import CLOSE_SKILLS, Comparison, Presence, compare
from careers.facts.families import families
from careers.facts.names import role_name
from careers.facts.nearby import backing, nearby
from careers.facts.origins import origins, origins_of
from careers.facts.paths import DIPLOMA, goal_of, path_graph
from careers.facts.roles import roles_facts
from careers.facts.standpoint import Standpoint
from careers.pathlines import Line, cost_words, lines, plan, time_words
from careers.planlines import BEST, best_of
from careers.planning import NoPath, Path, PathGraph, Plan, PlanSet, first_path
from careers.planning import plan as plan_to
from careers.planning.graph import NOTHING
from careers.rolefacts import DutyFacts, RoleFacts, RoleName, SkillFacts
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
    render,
    render_page,
    states,
)
from careers.views.pathlist import number
from careers.views.subjects import ROLES
from careers.wording import amount_words, article, before_a_verb, counted, inside_sentence, joined
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
        return _moved(request, moved.slugs)
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
    told = _steps(graph, found, pair.roles[1], view) if found.shown else None
    sources = _sources(pair, told)
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
        "lead": _lead(pair, carry),
        "whole": pair,
        "comparison": pair,
        "skills_order": "Most to build first",
        **duties_and_skills(pair, replace(pair, skills=moves.by_gap(pair.skills))),
        "duties_line": _duties_line(carry, pair),
        "skills_line": _skills_line(carry),
        "none": found.none,
        "elsewhere": _elsewhere(found.none, every_state, asked),
        "live": _live(found),
        "last_check": max((source.checked_on for source in sources), default=None),
        **cited(sources, origins=origins_of(roles, view.today)),
    }
    if found.shown and told:
        context |= {
            "path": told.path,
            "lines": told.lines,
            "plan": plan(told.path, f"Work as {article(pair.roles[1].noun)}"),
            "is_met": not moves.still_to_do(found.shown),
            "ribbon": _ribbon(found.shown, carry),
            "name": pair.roles[1].name,
            "kept": [("have", word) for word in _words(found.held, graph)],
            "counted": _held(found, found.shown, graph),
            "choices": _choices(found, asked),
            "missing": _missing(found.shown, told),
            "gaps": _gaps(carry, on_the_way, facts, told),
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


def _moved(request: HttpRequest, slugs: Sequence[str]) -> HttpResponse:
    address = reverse("careers:move", args=slugs)
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address, status=301)


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


@dataclass(frozen=True)
class Told:
    """The steps of the plan as pages tell them, and the number of each by the milestones that it reaches."""

    path: Path
    lines: tuple[Line, ...]
    numbers: Mapping[str, int]

    def line(self, milestone: str) -> Line:
        return self.lines[self.numbers[milestone] - 1]


def _steps(graph: PathGraph, found: Found, goal: RoleFacts, view: Standpoint) -> Told | None:
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
    return Told(path, tuple(replace(line, tick="") for line in told), numbers)


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


# What the page says -----------------------------------------------------------------------------------------


def _lead(pair: Comparison, carry: moves.Carried) -> str:
    if pair.without_duties:
        return sentences.duties_line(pair)
    noun, count = article(pair.roles[1].noun), len(carry.duties)
    total = counted(count + len(carry.new_duties), "duty", "duties")
    if not carry.new_duties:
        return f"You already do all {total} of {noun} on file."
    if not count:
        which, are = ("The", "is") if len(carry.new_duties) == 1 else ("All", "are")
        return f"{which} {total} of {before_a_verb(noun)} {are} new to you."
    return f"You already do {count} of the {total} of {noun}. {_all_that(len(carry.new_duties), 'are')} new."


def _duties_line(carry: moves.Carried, pair: Comparison) -> str:
    """`4 carry over. 6 are new. 11 stay behind.`"""
    if pair.without_duties:
        return sentences.duties_line(pair)
    known, new, left = len(carry.duties), len(carry.new_duties), len(pair.duties_of(Presence.ONLY, 0))
    return f"{_all_that(known, 'carry')} over. {_all_that(new, 'are')} new. {_all_that(left, 'stay')} behind."


def _skills_line(carry: moves.Carried) -> str:
    lead = "How much each job leans on a skill, from 0 to 100."
    known, new, unrated = len(carry.skills), len(carry.new_skills), len(carry.unrated_skills)
    if not known + new:
        return lead
    found = f"{lead} {_all_that(known, 'carry')} over. {_all_that(new, 'are')} {CLOSE_SKILLS} points higher or more."
    return f"{found} {unrated} cannot be told." if unrated else found


def _all_that(count: int, verb: str) -> str:
    """`4 carry`, `1 carries`, `None are`."""
    singular = {"carry": "carries", "are": "is", "stay": "stays"}
    return f"{count or 'None'} {singular[verb] if count == 1 else verb}"


def _ribbon(shown: Plan, carry: moves.Carried) -> list[tuple[str, str, str]]:
    """Name, figure and a line of context for each of the key figures."""
    is_job = shown.months.high == 0
    schooling = "None" if shown.schooling == NOTHING else time_words(shown.schooling)
    total = len(carry.duties) + len(carry.new_duties)
    return [
        ("Time from here", time_words(shown.months), "finding the job is not counted" if is_job else ""),
        ("Cost", cost_words(shown.cost), "before grants and aid"),
        ("New schooling", schooling, ""),
        ("Duties you know", f"{len(carry.duties)} of {total}" if total else NOT_ON_FILE, ""),
    ]


def _held(found: Found, shown: Plan, graph: PathGraph) -> str:
    """What was counted as held, as a list in a sentence: what steps ask for, and a part of what a step brings."""
    amounts = {need.milestone: need.amount for need in shown.held}
    parts = {step.milestone.slug: found.held.get(step.milestone.slug) for step in shown.steps}
    amounts |= {slug: amount for slug, amount in parts.items() if amount}
    words = []
    for slug, amount in amounts.items():
        milestone = graph.milestones[slug]
        much = f" ({amount_words(amount, milestone.unit)})" if amount and milestone.unit else ""
        words.append(inside_sentence(milestone.title) + much)
    return joined(words)


def _words(held: Mapping[str, float], graph: PathGraph) -> list[str]:
    """What is held as addresses say it: `paralegal`, `paralegal-experience:2`."""
    return [
        f"{slug}:{amount:g}" if graph.milestones[slug].unit and amount < inf else slug for slug, amount in held.items()
    ]


@dataclass(frozen=True)
class Missing:
    """Something that the way asks for and that is not held, with the step that brings it."""

    title: str
    line: Line


def _missing(shown: Plan, told: Told) -> list[Missing]:
    steps = [step for step in moves.still_to_do(shown) if not step.milestone.is_choice and step.milestone != shown.goal]
    return [Missing(step.milestone.title, told.line(step.milestone.slug)) for step in steps]


@dataclass(frozen=True)
class GapLine:
    """Duties and skills that are missing, and the steps that close them: lines, and the role that each works in."""

    steps: tuple[tuple[Line, str], ...]
    duties: tuple[DutyFacts, ...]
    skills: tuple[SkillFacts, ...]


def _gaps(
    carry: moves.Carried, on_the_way: Mapping[str, str], facts: Mapping[str, RoleFacts], told: Told
) -> list[GapLine]:
    found = moves.gaps(carry, {slug: facts[role] for slug, role in on_the_way.items() if role in facts})
    return [
        GapLine(tuple((told.line(slug), facts[on_the_way[slug]].noun) for slug in gap.steps), gap.duties, gap.skills)
        for gap in found
    ]


def _elsewhere(none: NoPath | None, every_state: Sequence[Place], asked: Asked) -> list[tuple[str, str]]:
    """Names and addresses of the states that have a way."""
    codes = none.elsewhere if none else ()
    return [(each.name, replace(asked, state=each.short_code).address) for each in every_state if each.code in codes]


def _live(found: Found) -> str:
    if found.shown is None:
        return "No way is on file."
    cost = cost_words(found.shown.cost)
    return f"Plan updated: {inside_sentence(time_words(found.shown.months))}, {inside_sentence(cost)}."


def _sources(pair: Comparison, told: Told | None) -> tuple[SourceFacts, ...]:
    """Every source of the page, in the order in which the page cites it."""
    return sources_of(
        *(duty.sources for row in pair.duties for duty in row.cells if duty),
        *(skill.sources for row in pair.skills for skill in row.cells if skill),
        *(line.all_sources for line in (told.lines if told else ())),
    )
