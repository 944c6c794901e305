"""Milestones, routes and their costs made into the graph that paths are planned on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from math import inf
from typing import Any

from django.db.models import F, Value

from careers.cells import Range, SourceFacts, Tag, sources_of
from careers.facts.entry import LADDER, ways_in
from careers.facts.known import known
from careers.facts.numbers import plain_number
from careers.facts.remembered import kept
from careers.facts.standpoint import COUNTRY, Standpoint
from careers.facts.trust import tags
from careers.models import Milestone, RoleRecommendation, Route, RouteCost, RouteNeed
from careers.planning import (
    UNKNOWN,
    MilestoneFacts,
    Need,
    NoPath,
    PathGraph,
    Recommendation,
    RouteFacts,
    first_path,
    span,
    timed,
    way_totals,
)
from careers.planning.graph import WEEK_HOURS
from careers.rolefacts import RoleName
from careers.wording import inside_sentence, joined
from roles.models import Role
from sources.models import Place, SourcedFact

WEEKS_A_MONTH = 52 / 12
# A graph with all that is kept of it takes half a megabyte besides what all share, and a page to be put together.
PLACES_KEPT = 6
# What people hold who ask where a role leads, besides the role.
DIPLOMA = ("high-school-diploma",)
# What one has to show for it on the way to another job.
EARNED = (
    Milestone.Kind.EDUCATION,
    Milestone.Kind.TRAINING,
    Milestone.Kind.EXPERIENCE,
    Milestone.Kind.LICENSE,
    Milestone.Kind.CERTIFICATION,
)
# What is shown as somebody's claim, or as history, is on no path.
ON_PATHS = (SourcedFact.Standing.USED, SourcedFact.Standing.ALSO)


def path_graph(place: Place | str, today: date) -> PathGraph:
    """The whole graph with what things cost in one place, on one day.

    One query; twelve more, and those of `known`, when content has changed.
    """
    return kept("graph", today, partial(_Rows, today)).graph(place.code if isinstance(place, Place) else place)


class _Rows:
    """What milestones, routes and recommendations say on a day, read whole: a fixed number of queries.

    Prefetching takes three times as long to put the same together: it makes a query set for every row.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.places = dict(Place.objects.values_list("code", "parent"))
        self.milestones = {row["pk"]: _milestone(row) for row in Milestone.objects.values(*MILESTONE, pk=F("pk"))}
        about = known(today)
        self.sources, self.told = about.sources, about.told
        self.also = _also_sources()
        self.needs: dict[int, list[Need]] = defaultdict(list)
        for route, milestone, amount, within in RouteNeed.objects.order_by("position", "milestone").values_list(
            "route", "milestone", "amount", "within_months"
        ):
            self.needs[route].append(Need(self.milestones[milestone].slug, plain_number(amount), within))
        self.costs: dict[str, list[RouteCost]] = defaultdict(list)
        for cost in RouteCost.objects.published().order_by("place", "key").annotate(slug=F("route__slug")):
            self.costs[cost.slug].append(cost)
        routes = Route.objects.published().filter(standing__in=ON_PATHS).annotate(job=F("while_in__slug"))
        self.routes = [_route(row, self) for row in routes]
        used = RoleRecommendation.objects.published().filter(standing=SourcedFact.Standing.USED)
        self.advice = list(used.select_related("milestone").annotate(role_slug=F("role__slug")))
        self.known = {milestone.slug: milestone for milestone in self.milestones.values()}
        self._add_roles_without_steps()
        self.whole = PathGraph(
            milestones=self.known,
            routes=tuple(self.routes),
            places=self.places,
            usual=tuple(slug for slug in DIPLOMA if slug in self.known),
            ladder=tuple(slug for slug in LADDER if slug in self.known),
        )
        # The graph of one place, put together when it is first asked for: no query.
        self.graph = lru_cache(PLACES_KEPT)(self._graph)

    def _add_roles_without_steps(self) -> None:
        """Where nobody has written the steps to a role, those that statistics tell stand in for them.

        Retired roles keep theirs, as they keep those that somebody wrote: a move from one counts what it took.
        """
        roles = list(Role.objects.readable().filter(parent=None).order_by("title").values_list("pk", "slug", "title"))
        jobs = {slug: each for slug, each in self.known.items() if each.kind == Milestone.Kind.ROLE}
        taken = {each.role for each in jobs.values()}
        for _, slug, _ in roles:
            # A job that steps lead on to, and that has a page by now.
            if slug not in taken and slug in jobs and not jobs[slug].role:
                self.known[slug] = replace(jobs[slug], role=slug)
                taken.add(slug)
        rest = [role for role in roles if role[1] not in taken]
        for milestone, ways in ways_in(rest, self.told, frozenset(self.known), self.today):
            self.known[milestone.slug] = milestone
            self.routes += ways

    def _graph(self, code: str) -> PathGraph:
        view = Standpoint(_around(code, self.places), code, self.today)
        costs = self.costs  # which few routes have
        routes = [_with_costs(route, self, view) if route.slug in costs else route for route in self.whole.routes]
        return self.whole.costing(tuple(routes), _recommendations(self, view))

    def citations(self, fact: SourcedFact) -> tuple[SourceFacts, ...]:
        """As `sources.citations`."""
        return tuple(self.told[pk] for pk in (fact.source_id, *self.also[type(fact), fact.pk]))

    def tags(self, fact: SourcedFact) -> tuple[Tag, ...]:
        """As `trust.tags`."""
        fact.source = self.sources[fact.source_id]
        return tags(fact, self.today)


def _also_sources() -> dict[tuple[type[SourcedFact], int], list[int]]:
    """The further sources of each fact, in the order of their titles: one query."""
    models: tuple[type[SourcedFact], ...] = (Route, RouteCost, RoleRecommendation)
    links = [
        model._default_manager.filter(also_sources__isnull=False).values_list(
            Value(number), "pk", "also_sources__title", "also_sources"
        )
        for number, model in enumerate(models)
    ]
    found: dict[tuple[type[SourcedFact], int], list[int]] = defaultdict(list)
    for number, fact, _, source in sorted(links[0].order_by().union(*(link.order_by() for link in links[1:]))):
        found[models[number], fact].append(source)
    return found


def role_milestone(graph: PathGraph, role: str) -> str | None:
    """The milestone of holding a role, where any way leads to it: one that is only drafted leads nobody."""
    goal = graph.goals().get(role)
    return goal if goal in graph.with_ways else None


def goal_of(family: Iterable[Role], graph: PathGraph) -> tuple[str, Role] | None:
    """What a path to the role leads to, and whose steps those are: its own, or else those of the nearest ancestor."""
    for member in family:
        if goal := role_milestone(graph, member.slug):
            return goal, member
    return None


@dataclass(frozen=True)
class Lead:
    """Something that work in a role counts toward. `role` is set where that is a role with a page of its own.

    A job without one has its facts here: what to earn on the way, how long from holding the role, at what cost.
    """

    slug: str
    title: str
    kind: str
    role: RoleName | None
    certification: str
    text: str
    strength: str
    tags: tuple[Tag, ...]
    sources: tuple[SourceFacts, ...]
    is_job: bool = False
    needs: str = ""
    months: Range | None = None
    cost: Range | None = None
    backed_by: tuple[SourceFacts, ...] = ()  # the sources of those facts
    marks: tuple[Tag, ...] = ()  # and their tags


def leads_to(role: Role, view: Standpoint, graph: PathGraph | None = None) -> list[Lead]:
    """Where a role leads: what routes of any strength reach from holding it, or from experience gained in it.

    No query where the graph, and what is known of all roles, are at hand.
    """
    graph = graph or path_graph(view.place, view.today)
    about = known(view.today)
    family = [about.roles[member].slug for member in about.lineages([role.pk])[role.pk]]
    own = {graph.goals()[each] for each in family if each in graph.goals()}

    def here(routes: Iterable[RouteFacts]) -> list[RouteFacts]:
        return [route for route in routes if route.place in view.lineage and route.is_open(view.today)]

    # The role itself, the experience gained in it, and the choices (“any of these”) that either settles. A
    # specialty is work in the role it is part of.
    opened = {route.reaches for each in family for route in here(graph.taken_in(each))} | own
    leads: dict[str, Lead] = {}
    steps = sorted(opened)
    while steps:
        held = steps.pop(0)
        for route in here(graph.asking(held)):
            milestone = graph.milestones[route.reaches]
            if milestone.is_choice or milestone.slug in opened:
                if milestone.slug not in opened:
                    opened.add(milestone.slug)
                    steps.append(milestone.slug)
            elif milestone.slug not in leads and (
                not milestone.role or milestone.role in about.titles or milestone.kind != "role"
            ):
                leads[milestone.slug] = _lead(milestone, route, about.titles)
    found = sorted(leads.values(), key=lambda lead: (not lead.is_job, lead.role is None, graph.net.order[lead.slug]))
    return [_with_facts(lead, graph, own, view) if lead.is_job and not lead.role else lead for lead in found]


def _with_facts(lead: Lead, graph: PathGraph, held: Iterable[str], view: Standpoint) -> Lead:
    """The same with what it takes from here, for somebody who holds the role and a diploma.

    A way of which only the least is known tells nothing while there is another that is known whole.
    """
    have = dict.fromkeys(held, inf) | {slug: 1.0 for slug in DIPLOMA if slug in graph.milestones}
    try:
        ways = list(way_totals(graph, lead.slug, have=have, place=view.place, today=view.today))
        path = first_path(graph, lead.slug, have=have, place=view.place, today=view.today)
    except NoPath:
        return lead
    ways = [way for way in ways if not way.months.is_open] or ways
    taken = [route for step in path.to_do for route in (step.inner_route, step.route) if route]
    earned = [step.milestone for step in path.to_do if step.milestone.kind in EARNED]
    costs = [way.cost for way in ways if way.cost != UNKNOWN]
    highs = [cost.high for cost in costs if cost.high is not None]
    return replace(
        lead,
        needs=joined([inside_sentence(milestone.title) for milestone in earned]),
        months=span(ways) if len(timed(ways)) == len(ways) else None,
        cost=Range(min(cost.low for cost in costs), max(highs) if len(highs) == len(ways) else None) if costs else None,
        backed_by=sources_of(*(route.sources for route in taken), *(route.cost_sources for route in taken)),
        marks=tuple(dict.fromkeys(tag for route in taken for tag in (*route.tags, *route.cost_tags))),
    )


def _lead(milestone: MilestoneFacts, route: RouteFacts, titles: Mapping[str, str]) -> Lead:
    is_role = milestone.kind == "role" and milestone.role
    return Lead(
        slug=milestone.slug,
        title=milestone.title,
        kind=milestone.kind,
        role=RoleName(milestone.role, titles[milestone.role]) if is_role else None,
        certification=milestone.certification,
        text=route.text,
        strength=route.strength,
        tags=route.tags,
        sources=route.sources,
        is_job=milestone.kind == "role",
    )


def _around(code: str, places: Mapping[str, str | None]) -> tuple[str, ...]:
    lineage = list(PathGraph({}, (), places).around(code))
    return tuple(lineage if COUNTRY in lineage else [*lineage, COUNTRY])


MILESTONE = (
    "slug",
    "title",
    "step_title",
    "kind",
    "text",
    "unit",
    "role__slug",
    "role__parent__slug",
    "certification__slug",
)


def _milestone(row: Mapping[str, Any]) -> MilestoneFacts:
    return MilestoneFacts(
        slug=row["slug"],
        title=row["title"],
        step_title=row["step_title"],
        kind=row["kind"],
        text=row["text"],
        unit=row["unit"],
        role=row["role__slug"] or "",
        parent_role=row["role__parent__slug"] or "",
        certification=row["certification__slug"] or "",
    )


def _route(row: Route, rows: _Rows) -> RouteFacts:
    """A route with all but its costs, which are a matter of the place."""
    return RouteFacts(
        slug=row.slug,
        reaches=rows.milestones[row.reaches_id].slug,
        needs=tuple(rows.needs[row.pk]),
        months=_months(row),
        hours_per_week=row.hours_per_week,
        load=row.load,
        while_in=getattr(row, "job", None) or "",
        strength=row.strength,
        place=row.place_id or COUNTRY,
        opens=max(filter(None, (row.opens, row.effective_from)), default=None),
        closes=min(filter(None, (row.closes, row.effective_until)), default=None),
        title=row.title,
        text=row.text,
        tags=rows.tags(row),
        sources=rows.citations(row),
    )


def _with_costs(route: RouteFacts, rows: _Rows, view: Standpoint) -> RouteFacts:
    costs = _costs(rows.costs[route.slug], view)
    if not costs:
        return route
    return replace(
        route,
        cost=_sum(costs),
        cost_tags=tuple(dict.fromkeys(tag for cost in costs for tag in rows.tags(cost))),
        cost_sources=sources_of(*(rows.citations(cost) for cost in costs)),
        cost_note=" ".join(dict.fromkeys(cost.why for cost in costs if cost.why and cost.min)),
    )


def _months(row: Route) -> Range | None:
    """The months on file or, where only hours of effort are, those that its weekly hours make of them."""
    if row.months_min is not None:
        return Range(float(row.months_min), plain_number(row.months_max))
    if row.effort_hours_min is None:
        return None
    hours_a_month = (row.hours_per_week or WEEK_HOURS) * WEEKS_A_MONTH
    # Not rounded: it may be one hour of the thousands that a path asks for.
    high = None if row.effort_hours_max is None else row.effort_hours_max / hours_a_month
    return Range(row.effort_hours_min / hours_a_month, high)


def _costs(rows: Iterable[RouteCost], view: Standpoint) -> list[RouteCost]:
    """What has to be paid, before aid. Of tuition, and of fees, those of the nearest place that has any on file."""
    used = [row for row in rows if row.standing == SourcedFact.Standing.USED and view.holds(row)]
    found: list[RouteCost] = []
    for basis in (RouteCost.Basis.TUITION, RouteCost.Basis.FEE):
        own = [row for row in used if row.basis == basis]
        nearest = min((view.distance(row) for row in own), default=None)
        found += [row for row in own if view.distance(row) == nearest]
    return found


def _sum(costs: list[RouteCost]) -> Range | None:
    """All costs together; open at the end where one is not known, None where none is."""
    known = [cost for cost in costs if cost.min is not None]
    if not known:
        return None
    total = Range(0, 0 if len(known) == len(costs) else None)
    for cost in known:
        total += Range(float(cost.min or 0), plain_number(cost.max))
    return total


def _recommendations(rows: _Rows, view: Standpoint) -> dict[str, tuple[Recommendation, ...]]:
    found: dict[str, list[Recommendation]] = {}
    for row in rows.advice:
        if view.holds(row):
            found.setdefault(getattr(row, "role_slug", ""), []).append(
                Recommendation(
                    milestone=rows.milestones[row.milestone_id].slug,
                    strength=row.strength,
                    text=row.text,
                    tags=rows.tags(row),
                    sources=rows.citations(row),
                    passed_on=row.passed_on,
                )
            )
    parents = {milestone.role: milestone.parent_role for milestone in rows.milestones.values() if milestone.role}
    return {role: _with_taken_over(role, found, parents) for role in found.keys() | parents.keys()}


def _with_taken_over(
    role: str, found: Mapping[str, list[Recommendation]], parents: Mapping[str, str]
) -> tuple[Recommendation, ...]:
    """What helps in a role and, after that, in what it is a specialty of."""
    told: dict[str, Recommendation] = {}
    for generation, member in enumerate(_family(role, parents)):
        for advice in found.get(member, ()):
            if advice.passed_on or not generation:
                told.setdefault(advice.milestone, advice)
    return tuple(told.values())


def _family(role: str, parents: Mapping[str, str] | Mapping[str, str | None]) -> list[str]:
    """A role with all that it is a specialty of, the nearest first."""
    family: list[str] = []
    member: str | None = role
    while member and member not in family:
        family.append(member)
        member = parents.get(member)
    return family
