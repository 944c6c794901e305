"""A path as a page tells it: the steps in the editors' order, and a card for each way to take one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from careers.cells import Range
from careers.planning.choice import choose
from careers.planning.drafts import Draft, draft_of, main_drafts, options_for, timed_draft
from careers.planning.front import UNKNOWN, Score
from careers.planning.graph import NOTHING, Here, MilestoneFacts, Need, PathGraph, Recommendation, RouteFacts
from careers.planning.plans import EarlyExit, Unlock

A_YEAR = {"years": 1.0, "hours": 2080.0}  # by the unit of the experience


@dataclass(frozen=True)
class Alternative:
    """One way to take a step.

    Its own months and cost are what it brings along: its time and cost, and those of what only it needs
    first. The totals are those of the whole path that takes it.
    """

    route: RouteFacts
    months: Range
    cost: Range
    first: tuple[MilestoneFacts, ...]
    beside: tuple[RouteFacts, ...]  # what runs beside the rest of it, and so adds no time
    total_months: Range
    total_cost: Range
    score: Score  # what whole paths are compared by
    picks: tuple[str, ...]  # the routes to pick for that path
    is_picked: bool


@dataclass(frozen=True)
class Step:
    """One step of a path; start and finish are months from now, by the middle of ranges.

    A choice (“any of these”) is one step together with the milestone that its route asks for:
    `inner`, reached by `inner_route`. A done step has no route.
    """

    number: int
    milestone: MilestoneFacts
    route: RouteFacts | None = None
    inner: MilestoneFacts | None = None
    inner_route: RouteFacts | None = None
    amount: float = 1.0
    months: Range | None = NOTHING
    cost: Range | None = NOTHING
    start: float = 0.0
    finish: float = 0.0
    needs: tuple[Need, ...] = ()
    held: tuple[Need, ...] = ()  # those of its needs that one has
    conditions: tuple[MilestoneFacts, ...] = ()  # those that are only to be met
    too_old: tuple[Need, ...] = ()  # those done too long before it
    unlocks: tuple[Unlock, ...] = ()  # what asks for it
    alternatives: tuple[Alternative, ...] = ()
    inner_alternatives: tuple[Alternative, ...] = ()
    while_others: tuple[int, ...] = ()  # numbers of the steps that it runs beside and does not hold up
    also: tuple[Need, ...] = ()  # for an optional step: what it asks for and the path does not bring
    recommendation: Recommendation | None = None
    is_done: bool = False
    has_other_ways: bool = False  # an optional step shows one of several ways

    @property
    def is_optional(self) -> bool:
        return self.recommendation is not None

    @property
    def strength(self) -> str:
        if self.recommendation:
            return self.recommendation.strength
        return self.route.strength if self.route else ""


@dataclass(frozen=True)
class Path:
    """Steps in an order in which they can be done. Totals leave out the optional ones, and financial aid.

    An optional step has the time and cost of its own route: that which asks for least beyond what the path
    brings and a year in the role. Experience that can be had before the goal stands there, if it fits.
    """

    goal: MilestoneFacts
    steps: tuple[Step, ...]
    optional: tuple[Step, ...]  # those one has already are done
    months: Range
    cost: Range
    schooling: Range  # months of study, those side by side counted each
    score: Score  # what paths are compared by
    early_exits: tuple[EarlyExit, ...]
    finish: float
    routes: frozenset[str]  # slugs of the routes taken
    gained: frozenset[str]  # slugs of all that one holds at the end

    @property
    def done(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.is_done)

    @property
    def to_do(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_done)


def first_path(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str,
    picks: Sequence[str] = (),
    today: date,
) -> Path:
    """The path over the picked routes and, where none is picked, over the usual way.

    A pick changes nothing where it does not count here, would lean on itself, or is not needed: it is then
    not among the path's `routes`. Raises UnknownMilestone, NoPath.
    """
    here = graph.here(have, place, today)
    return _path(here, draft_of(here, goal, picks), picks)


def ways(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str,
    picks: Sequence[str] = (),
    today: date,
) -> tuple[Path, ...]:
    """A path for each card of the main choice, then for each other way to take a step that leads on from it.

    Where the fastest plan there is that goes with the picks is none of these, it stands last.
    A choice that is settled by what somebody holds, more than is usual, is not made again.
    Raises UnknownMilestone, NoPath.
    """
    here = graph.here(have, place, today)
    return tuple(_path(here, draft, draft.picks) for draft in main_drafts(here, goal, picks))


def _alternatives(here: Here, draft: Draft, slug: str, picks: Sequence[str]) -> tuple[Alternative, ...]:
    options = options_for(here, draft, slug, picks) if len(here.routes[slug]) > 1 else []
    if len(options) < 2:
        return ()
    # What every way needs, and what the path needs anyway, is no way's own.
    shared = set.intersection(*(set(_upstream(here, other.chosen, slug)) for _, other, _ in options))
    if slug != draft.goal:
        shared |= set(_upstream(here.holding({slug: inf}), draft.chosen, draft.goal))
    there = here.holding(dict.fromkeys(shared - {slug}, inf))
    return tuple(
        _alternative(there, slug, route, other, own, is_picked=draft.chosen[slug] == route)
        for route, other, own in options
    )


def _alternative(
    there: Here, slug: str, route: RouteFacts, other: Draft, picks: tuple[str, ...], *, is_picked: bool
) -> Alternative:
    own = _upstream(there, other.chosen, slug)
    part = timed_draft(there, slug, own, other.asked)
    # A route that takes no time is named after what it needs: that needs no second mention.
    named = there.open_needs(route)[-1:] if (route.months or NOTHING) == NOTHING else []
    rest = [there.graph.milestones[s] for s in own if s not in {slug, _inner(there, own, slug), *named}]
    longest = [part.spans[each] for each in part.main]
    return Alternative(
        route=route,
        months=part.months,
        cost=part.cost,
        first=tuple(milestone for milestone in rest if not milestone.is_choice),
        beside=tuple(own[each] for each in own if each not in part.main and _overlaps(part.spans[each], longest)),
        total_months=other.months,
        total_cost=other.cost,
        score=other.score,
        picks=picks,
        is_picked=is_picked,
    )


def _upstream(here: Here, chosen: dict[str, RouteFacts], slug: str) -> dict[str, RouteFacts]:
    """The part of a choice that leads to one milestone, in the same order."""
    wanted = {slug} & chosen.keys()
    for each in reversed(chosen):
        if each in wanted:
            wanted.update(here.open_needs(chosen[each]))
    return {each: route for each, route in chosen.items() if each in wanted}


def _inner(here: Here, chosen: dict[str, RouteFacts], slug: str) -> str | None:
    """What a choice is one step with: the last thing its route asks for that serves nothing else."""
    if not here.graph.milestones[slug].is_choice:
        return None
    needed = [need for route in chosen.values() for need in here.open_needs(route)]
    own = [here.graph.milestones[need] for need in here.open_needs(chosen[slug])]
    fit = [m.slug for m in own if not m.is_choice and not m.is_condition and needed.count(m.slug) == 1]
    return fit[-1] if fit else None


def _path(here: Here, draft: Draft, picks: Sequence[str]) -> Path:
    graph, chosen = here.graph, draft.chosen
    inner = {slug: _inner(here, chosen, slug) for slug in chosen}
    goal = graph.milestone(draft.goal)
    held = [
        need.milestone for route in chosen.values() for need in here.needs[route.slug] if need.milestone in here.held
    ]
    done = [slug for slug in dict.fromkeys(held or ([] if chosen else [goal.slug])) if slug not in chosen]
    steps = [
        Step(number, graph.milestones[slug], is_done=True, unlocks=_unlocks(here, draft, slug))
        for number, slug in enumerate(_with_what_led_there(here, done), 1)
    ]
    for slug in (slug for slug in chosen if slug not in inner.values()):
        step = _step(here, draft, slug, inner[slug], 0, picks)
        told = {known.milestone.slug for known in steps}
        for condition in (condition for condition in step.conditions if condition.slug not in told):
            unlocks = _unlocks(here, draft, condition.slug)
            steps.append(Step(len(steps) + 1, condition, start=step.start, finish=step.start, unlocks=unlocks))
        steps.append(replace(step, number=len(steps) + 1))
    on_main = [step for step in steps if _timed_part(step) in draft.main]
    at_the_end = here.holding({goal.slug: 1.0, **draft.asked})
    on_the_way = {step.milestone.slug for step in steps}
    optional = _optional(here, at_the_end, draft, goal, len(steps) + 1, picks, on_the_way)
    return Path(
        goal,
        tuple(step if _timed_part(step) in draft.main else _beside(step, on_main) for step in steps),
        tuple(_beside(step, on_main) for step in optional),
        draft.months,
        draft.cost,
        draft.schooling,
        draft.score,
        tuple(
            EarlyExit(graph.milestones[slug], finish)
            for slug, (_, finish) in draft.spans.items()
            if graph.milestones[slug].kind == "role" and slug != goal.slug
        ),
        draft.finish,
        frozenset(draft.routes),
        frozenset(at_the_end.held) | at_the_end.at_hand,
    )


def _with_what_led_there(here: Here, done: Sequence[str]) -> list[str]:
    """The same, after what else was said to be held and was needed for it."""
    waiting, needed = list(done), dict.fromkeys(done)
    while waiting:
        for route in here.usable.get(waiting.pop(), ()):
            fresh = [need.milestone for need in here.needs[route.slug] if need.milestone not in needed]
            needed |= dict.fromkeys(slug for slug in fresh if slug in here.given)
            waiting += [slug for slug in fresh if slug in here.given]
    return [*reversed([slug for slug in needed if slug not in done]), *done]


def _unlocks(here: Here, draft: Draft, slug: str) -> tuple[Unlock, ...]:
    return tuple(
        Unlock(here.graph.milestones[above], route)
        for above, route in draft.chosen.items()
        if any(need.milestone == slug for need in here.needs[route.slug])
    )


def _beside(step: Step, main: Iterable[Step]) -> Step:
    """The step with the numbers of those main steps that it runs beside."""
    numbers = (other.number for other in main if _overlaps((step.start, step.finish), [(other.start, other.finish)]))
    return replace(step, while_others=tuple(numbers))


def _overlaps(span: tuple[float, float], others: Iterable[tuple[float, float]]) -> bool:
    return any(min(span[1], finish) > max(span[0], start) for start, finish in others)


def _timed_part(step: Step) -> str:
    """The milestone that the time of a step is spent on."""
    takes_time = not step.route or (step.route.months or NOTHING) != NOTHING
    return step.inner.slug if step.inner and not takes_time else step.milestone.slug


def _step(here: Here, draft: Draft, slug: str, inner: str | None, number: int, picks: Sequence[str]) -> Step:
    graph, route = here.graph, draft.chosen[slug]
    parts = [part for part in (inner, slug) if part]
    needs = [need for part in parts for need in here.needs[draft.chosen[part].slug] if need.milestone != inner]
    months, cost = draft.work[slug]
    start, finish = draft.spans[slug]
    if inner:
        months, cost = _plus(months, draft.work[inner][0]), _plus(cost, draft.work[inner][1])
        start = draft.spans[inner][0]
        finish = finish if draft.work[slug][0] != NOTHING else draft.spans[inner][1]
    return Step(
        number=number,
        milestone=graph.milestones[slug],
        route=route,
        inner=graph.milestones[inner] if inner else None,
        inner_route=draft.chosen[inner] if inner else None,
        amount=draft.asked[inner or slug],
        months=months,
        cost=cost,
        start=start,
        finish=finish,
        needs=tuple(needs),
        held=tuple(need for need in needs if need.milestone in here.held),
        conditions=_conditions(here, needs),
        too_old=tuple(
            need
            for need in needs
            if need.within_months and start - draft.spans.get(need.milestone, (start, start))[1] > need.within_months
        ),
        unlocks=_unlocks(here, draft, slug),
        alternatives=_alternatives(here, draft, slug, picks),
        inner_alternatives=_alternatives(here, draft, inner, picks) if inner else (),
        is_done=graph.milestones[slug].is_choice and here.is_at_hand(route),
    )


def _conditions(here: Here, needs: Iterable[Need]) -> tuple[MilestoneFacts, ...]:
    asked = here.granted - here.waived
    return tuple(here.graph.milestones[need.milestone] for need in needs if need.milestone in asked)


def _optional(
    here: Here,
    at_the_end: Here,
    draft: Draft,
    goal: MilestoneFacts,
    number: int,
    picks: Sequence[str],
    on_the_way: Collection[str],
) -> Iterator[Step]:
    """The recommended steps for the role of the goal, but for what the path brings or tells of already."""
    end = draft.finish
    after_a_year = at_the_end.holding(_a_year_in(at_the_end, goal))
    for advice in here.graph.recommendations.get(goal.role, ()):
        milestone = here.graph.milestones[advice.milestone]
        if milestone.slug in on_the_way:
            continue
        if milestone.slug in here.given:
            yield Step(number, milestone, recommendation=advice, is_done=True)
            number += 1
            continue
        if at_the_end.held.get(advice.milestone):
            continue
        step = Step(number, milestone, recommendation=advice, start=end, finish=end)
        number += 1
        then = at_the_end if after_a_year.held.get(milestone.slug) else after_a_year
        chosen = _least(then, milestone.slug, picks)
        if chosen is None:
            yield replace(step, months=None, cost=None)
            continue
        route = chosen[milestone.slug]
        if not milestone.is_choice:
            then, chosen = then.holding(dict.fromkeys(then.open_needs(route), inf)), {milestone.slug: route}
        own = timed_draft(then, milestone.slug, chosen)
        start, finish = _span_before(here, draft, route) or (end, end + own.finish)
        if milestone.kind == "experience" and start == end and not _needs_goal(here, draft, route):
            finish = end  # it would have helped before
        needs = here.needs[route.slug]
        brought = at_the_end.at_hand
        yield replace(
            step,
            route=route,
            months=None if own.months == UNKNOWN else own.months,
            cost=None if own.cost == UNKNOWN else own.cost,
            start=start,
            finish=finish,
            needs=needs,
            conditions=_conditions(here, needs),
            has_other_ways=len(here.routes.get(milestone.slug, ())) > 1,
            also=tuple(need for need in needs if need.milestone not in brought and not at_the_end.has(need)),
        )


def _a_year_in(here: Here, goal: MilestoneFacts) -> dict[str, float]:
    """The experience that a year in a role brings, and its general role, where it is a specialty of one."""
    roles = {goal.role, goal.parent_role} - {""}
    found = {slug: 1.0 for role, slug in here.graph.goals().items() if role in roles}
    for slug, routes in here.usable.items():
        amount = A_YEAR.get(here.graph.milestones[slug].unit)
        if amount and any(route.while_in in roles for route in routes):
            found[slug] = here.held.get(slug, 0.0) + amount
    return found


def _least(here: Here, slug: str, picks: Sequence[str]) -> dict[str, RouteFacts] | None:
    """The choice to reach a milestone that takes least time before its own route, in the editors' order."""
    found = []
    for route in here.routes.get(slug, ()):
        chosen = choose(here, slug, [route.slug, *picks], ready_first=True)
        if chosen and chosen[slug] == route:
            before = timed_draft(here, slug, {each: chosen[each] for each in chosen if each != slug}).months
            is_ready = here.at_hand.issuperset(here.open_needs(route))
            found.append(((route.slug not in picks, not is_ready, before.is_open, before.middle), chosen))
    return min(found, key=lambda each: each[0])[1] if found else None


def _span_before(here: Here, draft: Draft, route: RouteFacts) -> tuple[float, float] | None:
    """When a step beside a path would start and finish, where it fits in before the goal."""
    chosen = _with(here, draft, route)
    if chosen is None or (route.months or NOTHING) == NOTHING:
        return None
    span = timed_draft(here, route.reaches, chosen).spans[route.reaches]
    return span if span[1] <= draft.finish else None


def _needs_goal(here: Here, draft: Draft, route: RouteFacts) -> bool:
    return _with(here, draft, route) is None


def _with(here: Here, draft: Draft, route: RouteFacts) -> dict[str, RouteFacts] | None:
    """The choice of a path with one more route and what that needs; None where it leads over the goal."""
    own = choose(here, route.reaches, [route.slug, *draft.routes], ready_first=True)
    if not own or own[route.reaches] != route or draft.goal in own:
        return None
    return {**draft.chosen, **{slug: own[slug] for slug in own if slug not in draft.chosen}}


def _plus(one: Range | None, other: Range | None) -> Range | None:
    return one + other if one and other else None
