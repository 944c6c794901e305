"""Ways into one role side by side. The address has it all: `?way=` for each, its routes joined by commas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from careers.comparison import FEWEST, MOST
from careers.facts.paths import path_graph
from careers.pathlines import cost_words, exit_words, time_words
from careers.planning import NoPath, Path, PathGraph, PlanSet, first_path, way_totals
from careers.planning import plan as all_plans
from careers.planning.graph import NOTHING
from careers.rolefacts import RoleName
from careers.views.answers import at_most
from careers.views.pages import Moved, chosen_view, known_roles
from careers.views.paths import PathAddress, amounts, goal_for, holding, moved_to
from careers.wording import counted, inside_sentence, joined


@dataclass(frozen=True)
class WayColumn:
    """One way, whole: the path that takes its routes, and where its steps are told."""

    title: str
    path: Path
    url: str
    is_way: bool  # it leads there from here


@dataclass(frozen=True)
class WayRow:
    """One line of the comparison, a cell for each way."""

    title: str
    cells: tuple[str, ...]

    @property
    def alike(self) -> bool:
        return len(set(self.cells)) == 1


@require_safe
def compare_ways(request: HttpRequest, slug: str) -> HttpResponse:
    """Two to four ways into a role: a fixed number of queries. Where there are fewer, the steps say why."""
    try:
        (role,) = known_roles([slug])
    except Moved as moved:
        return moved_to(request, moved.slugs[0], "compare-ways")
    view, problem = chosen_view(request)
    graph = path_graph(view.place, view.today)
    goal, _ = goal_for(graph, role)
    have, unknown = holding(request, graph)
    here = PathAddress(role.slug, view, have)
    asked, odd = _asked(request, graph)
    held = amounts(graph, have)

    def column(picks: tuple[str, ...]) -> WayColumn:
        path = first_path(graph, goal or "", have=held, place=view.place, picks=picks, today=view.today)
        return WayColumn(_title(graph, picks), path, here.to(picks), is_way=path.routes.issuperset(picks))

    try:
        if goal is None:
            return redirect(here.to())
        named = all_plans(graph, goal, have=held, place=view.place, start=view.today)
        found = [column(picks) for picks in asked]
        columns = [each for each in found if each.is_way]
        if len(columns) < FEWEST:
            totals = way_totals(graph, goal, have=held, place=view.place, today=view.today)
            more = [column(way.picks) for way in totals[:MOST]]
            shown = {each.path.routes for each in columns}
            columns = [*columns, *(each for each in more if each.path.routes not in shown)][:MOST]
    except NoPath:
        return redirect(here.to())
    if len(columns) < FEWEST:
        return redirect(here.to())
    left_out = [f"“{each.title}” is no way in here, so it was left out." for each in found if not each.is_way]
    context = {
        "name": RoleName(role.slug, role.title),
        "view": view,
        "columns": list(enumerate(columns, 1)),
        "rows": _rows(columns, named),
        "steps_url": here.to(),
        "canonical": PathAddress(role.slug, view).to(page="compare-ways"),
        "problems": [*filter(None, [problem]), *unknown, *odd, *at_most(left_out)],
        "state_query": "" if view.is_everywhere else f"?state={view.place.removeprefix('US-')}",
    }
    return render(request, "careers/compare_ways.html", context)


def _asked(request: HttpRequest, graph: PathGraph) -> tuple[list[tuple[str, ...]], list[str]]:
    """The ways of the address, with a sentence for each that we do not know or that is one too many."""
    typed = list(dict.fromkeys(word.strip().lower() for word in request.GET.getlist("way") if word.strip()))
    routes = {route.slug for route in graph.routes}
    known = [tuple(word.split(",")) for word in typed if routes.issuperset(word.split(","))]
    odd = [
        f"We know no way called “{word[:40]}”, so it was left out."
        for word in typed
        if not routes.issuperset(word.split(","))
    ]
    problems = at_most(odd)
    if len(known) > MOST:
        problems.append(f"{MOST} ways fit side by side. You see the first {MOST}.")
    return known[:MOST], problems


def _title(graph: PathGraph, picks: Sequence[str]) -> str:
    titles = {route.slug: route.title for route in graph.routes}
    return titles[picks[-1]] if picks else "The usual way"


def _rows(columns: Sequence[WayColumn], named: PlanSet) -> list[WayRow]:
    rows = {
        "Named": [_names(column, columns, named) for column in columns],
        "Time": [time_words(column.path.months) for column in columns],
        "Cost": [cost_words(column.path.cost) for column in columns],
        "Time in school": [
            "None" if column.path.schooling == NOTHING else time_words(column.path.schooling) for column in columns
        ],
        "Must do": [counted(len(column.path.to_do), "step") for column in columns],
        "Steps": [_steps(column.path) for column in columns],
        "On the way": [
            ". ".join(exit_words(each) for each in column.path.early_exits) or "No job on the way" for column in columns
        ],
        "Counted as yours": [
            joined([inside_sentence(step.milestone.title) for step in column.path.done]) or "Nothing"
            for column in columns
        ],
    }
    return [WayRow(title, tuple(cells)) for title, cells in rows.items()]


def _steps(path: Path) -> str:
    titles = [inside_sentence((step.inner or step.milestone).title) for step in path.to_do]
    return f"{joined(titles)[:1].upper()}{joined(titles)[1:]}" if titles else "Nothing left to do"


def _names(column: WayColumn, columns: Sequence[WayColumn], named: PlanSet) -> str:
    """What a way is first in. Where only the least is known, or all are alike, in nothing."""
    plans = {"Fastest": named.fastest, "Cheapest": named.cheapest, "Least schooling": named.least_schooling}
    found = [
        name
        for criterion, (name, plan) in enumerate(plans.items())
        if column.path.score[criterion] == plan.score[criterion]
        and not column.path.score[criterion + 3]
        and len({other.path.score[criterion] for other in columns}) > 1
    ]
    return joined([found[0], *(inside_sentence(name) for name in found[1:])]) if found else "–"
