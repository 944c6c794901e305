"""Drafts of a path: which routes it takes for what, when, and what that comes to.

Which routes a path takes:
- for the main choice, and for what it leads over to the goal, those that are picked, or the editors' first: the
  usual way. Where a pick stands nearer the goal, the usual way goes on from there. The main choice is the choice
  (“any of these”), or else the step of several routes, nearest the goal;
- for all else the picked ones, or those of the fastest plan (`front.fastest`).
It is timed by the shortest schedule, at 40 hours of study a week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from careers.cells import Range
from careers.planning.choice import NoPath, choose, no_path
from careers.planning.front import UNKNOWN, Choice, Person, Score, by_time, fastest
from careers.planning.graph import NOTHING, WEEK_HOURS, Here, RouteFacts
from careers.planning.schedule import shortest_schedule
from careers.planning.timing import critical_chain, total_months


@dataclass(frozen=True)
class Draft:
    """Which route is taken for what (each after what it needs), when, and what that sums up to."""

    goal: str
    chosen: dict[str, RouteFacts]
    asked: Mapping[str, float]
    work: Mapping[str, tuple[Range | None, Range | None]]  # months and cost
    spans: dict[str, tuple[float, float]]
    main: frozenset[str]  # what decides when the goal is reached
    months: Range
    cost: Range
    schooling: Range
    score: Score
    picks: tuple[str, ...] = ()

    @property
    def routes(self) -> tuple[str, ...]:
        return tuple(route.slug for route in self.chosen.values())

    @property
    def finish(self) -> float:
        return max((finish for _, finish in self.spans.values()), default=0.0)


NO_SCORE: Score = (0.0, 0.0, 0.0, False, False, False)


def draft_of(here: Here, goal: str, picks: Sequence[str]) -> Draft:
    """The fastest path over what is picked and, for the main choice, over the usual way."""
    here.graph.milestone(goal)
    for pins in (_pins(here, goal, picks), picks, ()):
        # What closes too soon gives way.
        if found := fastest(here, goal, WEEK_HOURS, pins):
            return _taken(here, goal, found)
    raise no_path(here, goal)


def _fastest(here: Here, goal: str, picks: Sequence[str]) -> Draft:
    """The fastest path over what is picked, whatever is usual, with the picks that lead to it."""
    found = fastest(here, goal, WEEK_HOURS, picks) or fastest(here, goal, WEEK_HOURS)
    if found is None:
        raise no_path(here, goal)
    chosen = tuple(route.slug for slug, route in found.routes.items() if len(here.routes[slug]) > 1)
    return replace(_taken(here, goal, found), picks=chosen)


def _taken(here: Here, goal: str, choice: Choice) -> Draft:
    return timed_draft(here, goal, _in_order(here, goal, choice.routes), choice.asked, choice.starts, choice.score)


def _pins(here: Here, goal: str, picks: Sequence[str]) -> list[str]:
    """The routes that a path keeps to: the picks, and the usual way from the main choice to the goal."""
    usual = choose(here, goal, picks)
    if usual is None:
        raise no_path(here, goal)
    # A pick that the usual way needs and could not take leans on itself.
    picked = here.graph.called(picks)
    main = next(_open_choices(here, usual), None)
    spine = _downstream(here, usual, main) if main else []
    # What leads up to a picked way is searched: the usual way goes on from there.
    first = next((slug for slug in spine if usual[slug] in picked), main)
    after = [usual[slug].slug for slug in _downstream(here, usual, first)] if first else []
    return [*(route.slug for route in picked if usual.get(route.reaches, route) == route), *after]


def _in_order(here: Here, goal: str, routes: Mapping[str, RouteFacts]) -> dict[str, RouteFacts]:
    """The same routes, each after what it needs, in the order in which the editors name that."""
    order: dict[str, RouteFacts] = {}

    def visit(slug: str) -> None:
        if slug not in order:
            for need in here.open_needs(routes[slug]):
                visit(need)
            order[slug] = routes[slug]

    if routes:
        visit(goal)
    return order


def _downstream(here: Here, chosen: Mapping[str, RouteFacts], slug: str) -> list[str]:
    """A milestone and what leans on it, up to the goal."""
    found = [slug]
    for above, route in chosen.items():
        if above not in found and any(need in found for need in here.open_needs(route)):
            found.append(above)
    return found


def timed_draft(
    here: Here,
    goal: str,
    chosen: dict[str, RouteFacts],
    asked: Mapping[str, float] | None = None,
    starts: Mapping[str, float] | None = None,
    score: Score = NO_SCORE,
) -> Draft:
    """A choice of routes with its times; as soon as it goes where no starts are given."""
    person = Person(here, WEEK_HOURS)
    if asked is None:
        needs = [need for route in chosen.values() for need in here.needs[route.slug]]
        asked = {slug: max([n.asked for n in needs if n.milestone == slug], default=1.0) for slug in chosen}
    works = {slug: person.work(route, asked[slug]) for slug, route in chosen.items()}
    if starts is None:
        activities, lags = person.activities(chosen, asked, lambda months: months.middle, keeps_dates=False)
        starts = dict(zip(chosen, shortest_schedule(activities, lags, person.hours) or [], strict=True))
    spans = {slug: (starts[slug], starts[slug] + work.months.middle) for slug, work in works.items()}
    return Draft(
        goal=goal,
        chosen=chosen,
        asked=asked,
        work={slug: (_on_file(work.months), _on_file(work.cost)) for slug, work in works.items()},
        spans=spans,
        main=critical_chain(person, chosen, spans),
        months=total_months(person, chosen, asked),
        cost=sum((work.cost for work in works.values()), NOTHING),
        schooling=sum((work.schooling for work in works.values()), NOTHING),
        score=score,
    )


def _on_file(figure: Range) -> Range | None:
    return None if figure == UNKNOWN else figure


def main_drafts(here: Here, goal: str, picks: Sequence[str]) -> list[Draft]:
    """One for each card of the main choice, and for each other way to take a step that leads on from it.

    Where the fastest plan there is that goes with the picks is none of these, it stands last.
    """
    draft = draft_of(here, goal, picks)
    choices = list(_open_choices(here, draft.chosen))
    for main in choices:
        options = options_for(here, draft, main, picks)
        if len(options) > 1:
            nearer = [slug for slug in _downstream(here, draft.chosen, main)[1:] if slug in choices]
            for slug in nearer:
                others = options_for(here, draft, slug, picks)
                options += [option for option in others if option[0] != draft.chosen[slug]]
            found = [replace(other, picks=own) for _, other, own in options]
            best = _fastest(here, goal, picks)
            return [*found, best] if all(by_time(best.score) < by_time(each.score) for each in found) else found
    return [replace(draft, picks=tuple(picks))]


def _open_choices(here: Here, chosen: Mapping[str, RouteFacts]) -> Iterator[str]:
    """What could be reached otherwise: choices (“any of these”) first, and then what is nearest the goal."""
    choices = [slug for slug in chosen if here.graph.milestones[slug].is_choice]
    settled = {slug for slug in choices if here.leads_on(chosen[slug])}
    others = [slug for slug in chosen if slug not in choices]
    for slug in reversed([*others, *choices]):
        if slug not in settled and len(here.routes[slug]) > 1:
            yield slug


def options_for(
    here: Here, draft: Draft, slug: str, picks: Sequence[str]
) -> list[tuple[RouteFacts, Draft, tuple[str, ...]]]:
    """Each route to a milestone of a draft with the draft that takes it, but for those that would loop.

    What follows in the draft up to the goal stays as it is, and so is picked along with the route.
    """
    own = here.routes[slug]
    others = [pick for pick in picks if all(pick != route.slug for route in own)]
    later = [draft.chosen[each] for each in _downstream(here, draft.chosen, slug)[1:]]
    found = []
    for route in own:
        kept = _pins(here, draft.goal, (*others, route.slug))
        chosen = (*others, *(each.slug for each in later if each.slug not in kept), route.slug)
        is_taken = draft.chosen[slug] == route
        if is_taken and set(_pins(here, draft.goal, chosen)) != set(_pins(here, draft.goal, picks)):
            chosen = tuple(picks)
        try:
            other = draft if is_taken else draft_of(here, draft.goal, chosen)
        except NoPath:  # all it leads over closes too soon
            continue
        if other.chosen.get(slug) == route:
            found.append((route, other, tuple(pick for pick in chosen if pick in other.routes)))
    return found
