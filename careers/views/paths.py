"""How to become something: the steps of one path, its other ways, what it takes and costs, and the plan.

The address is the whole state: `?state=`, `?have=` (what one starts with) and `?alt=` (routes picked), the
last two as often as needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from careers.facts.families import families
from careers.facts.names import role_name
from careers.facts.origins import origins_of
from careers.facts.paths import goal_of, path_graph
from careers.facts.remembered import remembered
from careers.facts.roles import START, rest_unknown
from careers.facts.standpoint import Standpoint
from careers.pathlines import (
    announcement,
    cost_words,
    critical_words,
    exit_words,
    lines,
    plan,
    progress,
    time_words,
)
from careers.planning import NoPath, Path, PathGraph, PlanSet, Step, Way, first_path, span, timed, way_totals
from careers.planning import plan as all_plans
from careers.rolefacts import RoleName
from careers.views.answers import NOTHING_AND_SOMETHING, at_most, having, held_of
from careers.views.citing import attributions, cited
from careers.views.pages import HtmxRequest, Moved, chosen_view, known_roles, redirect_with_query, render_page, states
from careers.wording import article, counted, inside_sentence, joined_first, month_range
from roles.models import Role
from sources.models import Place

NOTHING = "nothing"
# What the page offers to start with. Anything else in the graph can stand in the address.
STARTS = (
    (NOTHING, "Nothing yet"),
    ("high-school-diploma", "A high school diploma"),
    ("bachelors-degree", "A degree"),
    ("law-office-experience", "Law office work"),
    ("office-job", "Office work"),
)
DEGREE = "bachelors-degree"


@require_safe
def how_to_become(request: HtmxRequest, slug: str) -> HttpResponse:
    """The steps to a role: a fixed number of queries."""
    try:
        (role,) = known_roles([slug])
    except Moved as moved:
        return redirect_with_query(request, "careers:how-to-become", *moved.slugs)
    view, problem = chosen_view(request)
    graph = path_graph(view.place, view.today)
    goal, general = goal_for(graph, role)
    have, unknown = holding(request, graph)
    picks, odd = _picks(request, graph)
    here = PathAddress(role.slug, view, have)
    name = RoleName(role.slug, role.title)
    context: dict[str, Any] = {
        "name": name,
        "general": general,
        "is_retired": role.status == Role.Status.RETIRED,
        "successor": role_name(role.replaced_by),
        "view": view,
        "states": states(),
        "plain": reverse("careers:how-to-become", args=[role.slug]),
        "kept": here.kept(picks),
        "state_query": "" if view.is_everywhere else f"?state={view.place.removeprefix('US-')}",
        "canonical": PathAddress(role.slug, view).to(),
        "starts": _starts(graph, goal, here),
        "problems": [*filter(None, [problem]), *unknown, *odd],
    }
    path = None
    if goal:
        held = amounts(graph, have)
        try:
            ways = _ways_now(graph, goal, context["starts"], here)
            taken = picks or _from_there(graph, ways, have)
            path = first_path(graph, goal, have=held, place=view.place, picks=taken, today=view.today)
            named = all_plans(graph, goal, have=held, place=view.place, start=view.today)
        except NoPath as none:
            context |= {"none": none, "elsewhere": _elsewhere(none, context["states"], here)}
    if path:
        context["problems"] += _left_out(graph, path, picks, view)
        context |= {"path": path, **_told(graph, path, named, ways, here, picks, context["starts"], name)}
    context["attributions"] = attributions(context.get("sources", ()), origins_of([role], view.today))
    response = render_page(request, "careers/path.html", context, partial="path")
    if request.htmx and not request.htmx.history_restore_request:
        response["HX-Push-Url"] = here.to(picks)  # as short as it goes, whatever form was sent
    return response


# The address ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PathAddress:
    """This page in a place, for a start; `have` is None where nothing is said, and empty for “nothing”."""

    slug: str
    view: Standpoint
    have: tuple[str, ...] | None = None

    def kept(self, picks: Sequence[str]) -> list[tuple[str, str]]:
        """What stays when another state is chosen, as names and values of a form."""
        have = [] if self.have is None else list(self.have) or [NOTHING]
        return [*(("have", word) for word in have), *(("alt", word) for word in picks)]

    def to(self, picks: Sequence[str] = (), *, place: str = "", page: str = "how-to-become") -> str:
        query = QueryDict(mutable=True)
        if place or not self.view.is_everywhere:
            query["state"] = (place or self.view.place).removeprefix("US-")
        for name, value in self.kept(picks):
            query.appendlist(name, value)
        return reverse(f"careers:{page}", args=[self.slug], query=query or None)


def goal_for(graph: PathGraph, role: Role) -> tuple[str | None, RoleName | None]:
    """What a path to the role leads to, and the role that the steps are told of where that is another."""
    family = families([role], Role.objects.all())[0] if role.parent_id else (role,)
    goal, whose = goal_of(family, graph) or (None, role)
    return goal, role_name(whose) if whose != role else None


def holding(request: HttpRequest, graph: PathGraph) -> tuple[tuple[str, ...] | None, list[str]]:
    """What `?have=` names, None where it is not given; with a sentence for each thing in it that does not count."""
    told = having(request.GET, graph)
    known = None if told.amounts is None else tuple(word for word in told.words if word != NOTHING)
    notes = [note for note in told.notes if note != NOTHING_AND_SOMETHING]  # the form of ticks sends both
    return known, [*notes, *at_most([words for _, words in told.errors])]


def amounts(graph: PathGraph, have: tuple[str, ...] | None) -> dict[str, float]:
    """How much of each milestone is held; where nothing is said, what most people start with."""
    found = (held_of(word, graph) for word in (START if have is None else have))
    return {slug: amount for slug, amount in filter(None, found) if amount > 0}


def _picks(request: HttpRequest, graph: PathGraph) -> tuple[tuple[str, ...], list[str]]:
    """What `?alt=` picks, with a sentence for each route that does not exist."""
    typed = list(dict.fromkeys(word.strip().lower() for word in request.GET.getlist("alt") if word.strip()))
    routes = {route.slug for route in graph.routes}
    odd = [f"We know no way called “{word[:40]}”, so it was left out." for word in typed if word not in routes]
    return tuple(word for word in typed if word in routes), at_most(odd)


def _left_out(graph: PathGraph, path: Path, picks: Sequence[str], view: Standpoint) -> list[str]:
    titles = {route.slug: route.title for route in graph.routes}
    done = {step.milestone.slug for step in path.done}
    moot = {route.slug for route in graph.routes if route.reaches in done}  # what one has needs no way
    where = "" if view.is_everywhere else f" in {view.place_name}"
    return at_most(
        [
            f"“{titles[pick]}” has no part in this plan{where}, so it was left out."
            for pick in picks
            if pick not in path.routes and pick not in moot
        ]
    )


def _elsewhere(none: NoPath, places: Iterable[Place], here: PathAddress) -> list[tuple[str, str]]:
    """Names and addresses of the places that have a way."""
    names = {place.code: place.name for place in places}
    return [(names[code], here.to(place=code)) for code in none.elsewhere if code in names]


# What to start with -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Start:
    """One thing to start with. From more than is usual, its address has the quickest way from there in the plan."""

    slug: str
    title: str
    url: str
    is_current: bool
    ways: tuple[Way, ...]
    quickest: Way | None


def _starts(graph: PathGraph, goal: str | None, here: PathAddress) -> list[Start]:
    if goal is None:
        return []
    current = set(START if here.have is None else here.have)
    ways = _ways_from_starts(goal, here.view)
    plain = _quickest(graph, ways[tuple(START)], tuple(START))
    found = []
    for slug, title in STARTS:
        if slug == goal or (slug != NOTHING and slug not in graph.milestones):
            continue
        have = () if slug == NOTHING else (slug,)
        address = PathAddress(here.slug, here.view, None if set(have) == set(START) else have)
        quickest = _quickest(graph, ways[have], have)
        is_current = current == set(have)
        changes = quickest is None or quickest != plain or _uses(graph, quickest, slug)
        if changes or is_current or slug in (NOTHING, *START):
            found.append(Start(slug, title, address.to(), is_current, ways[have], quickest))
    return found


def _ways_from_starts(goal: str, view: Standpoint) -> dict[tuple[str, ...], tuple[Way, ...]]:
    """The ways from each start that the page offers: remembered, as they are the same for everybody."""

    def ways() -> dict[tuple[str, ...], tuple[Way, ...]]:
        graph = path_graph(view.place, view.today)
        starts = [(), tuple(START), *((slug,) for slug, _ in STARTS if slug != NOTHING)]
        return {have: _ways(graph, goal, have, view) for have in dict.fromkeys(starts)}

    return remembered("ways", view, ways, about=goal)


def _ways_now(graph: PathGraph, goal: str, starts: list[Start], here: PathAddress) -> tuple[Way, ...]:
    """The ways from what somebody has, whatever is picked."""
    current = (start.ways for start in starts if start.is_current)
    return next(current, None) or _ways(graph, goal, here.have, here.view)


def _quickest(graph: PathGraph, ways: Iterable[Way], have: tuple[str, ...]) -> Way | None:
    """The quickest of the ways from a start; of those that are as quick, one that makes use of it."""

    def rank(way: Way) -> tuple[bool, float, bool]:
        return way.months.is_open, way.months.middle, not any(_uses(graph, way, slug) for slug in have)

    return min(ways, key=rank, default=None)


def _from_there(graph: PathGraph, ways: Iterable[Way], have: tuple[str, ...] | None) -> tuple[str, ...]:
    """What the plan takes where nothing is picked: who holds more than is usual need not go the usual way."""
    if have is None or set(have) <= set(START):
        return ()
    quickest = _quickest(graph, ways, have)
    return quickest.picks if quickest else ()


def _uses(graph: PathGraph, way: Way, slug: str) -> bool:
    """Whether the route that makes this way asks for a milestone."""
    routes = (route for route in graph.routes if route.slug == way.picks[-1]) if way.picks else ()
    return any(need.milestone == slug for route in routes for need in route.needs)


def _ways(
    graph: PathGraph, goal: str, have: tuple[str, ...] | None, view: Standpoint, picks: Sequence[str] = ()
) -> tuple[Way, ...]:
    held = amounts(graph, have)
    try:
        return way_totals(graph, goal, have=held, place=view.place, picks=picks, today=view.today)
    except NoPath:
        return ()


# What the page says -----------------------------------------------------------------------------------------


def _told(
    graph: PathGraph,
    path: Path,
    named: PlanSet,
    ways: tuple[Way, ...],
    here: PathAddress,
    picks: Sequence[str],
    starts: list[Start],
    name: RoleName,
) -> dict[str, Any]:
    have = START if here.have is None else here.have
    steps = lines(path, graph.milestones, here.to, named, have)
    shown = {line.tick for line in steps}
    return {
        "lines": steps,
        "lead": _lead(path, _ways(graph, path.goal.slug, here.have, here.view, picks) if picks else ways),
        "ribbon": _ribbon(graph, path, starts, here),
        "plan": plan(path, f"First job as {article(name.noun)}"),
        "live": announcement(path),
        "progress": progress(path),
        "critical": critical_words(path),
        "exits": [exit_words(each) for each in path.early_exits if each.month < path.finish],
        "held": joined_first([inside_sentence(step.milestone.title) for step in path.done]),
        # What the form of ticks sends along: an address without any `have` would stand for the usual start.
        "unseen": [("have", NOTHING), *(each for each in here.kept(picks) if each[1] not in {*shown, NOTHING})],
        "compare_ways": here.to(page="compare-ways"),
        "leans": " ".join(sorted(_leans(graph, path.goal.slug) | shown - {""})),
        "last_check": max((source.checked_on for line in steps for source in line.cited), default=None),
        **cited(*(line.cited for line in steps)),
    }


def _leans(graph: PathGraph, goal: str) -> set[str]:
    """All that ways to a goal ask for anywhere: what ticks of other pages may count as."""
    needs: dict[str, set[str]] = {}
    for route in graph.routes:
        needs.setdefault(route.reaches, set()).update(need.milestone for need in route.needs)
    found, waiting = {goal}, [goal]
    while waiting:
        fresh = needs.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found - {goal}


def _lead(path: Path, ways: Sequence[Way]) -> str:
    if not path.to_do:
        return "You have all it takes."
    months, known, more = span(ways), len(timed(ways)), len(_can_skip(path))
    sentences = ["There is one way in on file." if len(ways) < 2 else f"There are {len(ways)} ways in on file."]
    if months and months.high != 0:
        time = inside_sentence(month_range(months))
        if known == len(ways):
            sentences.append(f"Count on {time}.")
        else:
            sentences.append(
                f"{known} of them take{'s' if known == 1 else ''} {time}. {rest_unknown(len(ways) - known)}"
            )
    if more:
        sentences.append(f"{counted(more, 'more step')} can help, but you can skip {'it' if more == 1 else 'them'}.")
    return " ".join(sentences)


def _ribbon(graph: PathGraph, path: Path, starts: list[Start], here: PathAddress) -> list[tuple[str, str, str]]:
    """Name, figure and a line of context for each of the key figures."""
    beside = {number for step in path.to_do for number in (step.number, *step.while_others) if step.while_others}
    to_do, optional = len(path.to_do), len(_can_skip(path))
    return [
        (
            "Total time",
            time_words(path.months),
            _beyond(path) or _sooner(path, starts) or _from(graph, here, starts),
        ),
        ("Total cost", cost_words(path.cost), "before grants and aid"),
        (
            "Must do",
            counted(to_do, "step"),
            f"{len(beside)} can run at the same time" if beside else "one after the other" if to_do > 1 else "",
        ),
        (
            ("Can skip", counted(optional, "step"), f"optional: {'it helps' if optional == 1 else 'they help'}")
            if optional
            else ("Can skip", "No step", "all of them are needed")
        ),
    ]


def _can_skip(path: Path) -> list[Step]:
    return [step for step in path.optional if not step.is_done]


def _beyond(path: Path) -> str:
    is_job = path.to_do and path.goal.kind == "role" and path.months.high == 0
    return "finding the job is not counted" if is_job else ""


def _sooner(path: Path, starts: list[Start]) -> str:
    """How much sooner it goes with a degree; nothing where a degree is part of the plan."""
    if DEGREE in path.gained:
        return ""
    degree = next((start for start in starts if start.slug == DEGREE and not start.is_current), None)
    if degree is None or degree.quickest is None or degree.quickest.months.middle >= path.months.middle:
        return ""
    return f"{inside_sentence(month_range(degree.quickest.months))} if you have a degree"


def _from(graph: PathGraph, here: PathAddress, starts: list[Start]) -> str:
    named = [start.title for start in starts if start.is_current and start.slug != NOTHING]
    if named:
        return f"from {named[0][0].lower()}{named[0][1:]}"
    held = [inside_sentence(graph.milestones[slug].title) for slug in amounts(graph, here.have)]
    return f"from {joined_first(held, 3)}" if held else "from the very start"
