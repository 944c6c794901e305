"""The usual way to a goal: the first route of each milestone in the editors' order."""

from __future__ import annotations

from collections.abc import Sequence

from careers.planning.graph import Here, MilestoneFacts, Need, RouteFacts, reachable


class NoPath(ValueError):
    """The goal cannot be reached here: `missing` has no way in. `elsewhere` are places where the goal has one."""

    def __init__(self, goal: MilestoneFacts, missing: tuple[MilestoneFacts, ...], elsewhere: tuple[str, ...]) -> None:
        what = ", ".join(milestone.title for milestone in missing)
        where = f"there is a way in {', '.join(elsewhere)}" if elsewhere else "there is no way in any place"
        super().__init__(f"no path to {goal.title}: {what} cannot be reached; {where}")
        self.goal, self.missing, self.elsewhere = goal, missing, elsewhere


def choose(
    here: Here, goal: str, picks: Sequence[str] = (), *, ready_first: bool = False
) -> dict[str, RouteFacts] | None:
    """The route to each milestone that is still needed, each after what it needs; None if there is no such choice.

    What is picked goes first, then what somebody has all it takes for who holds more than is usual. With
    `ready_first` that is so for whatever takes nothing more, and then for what needs nothing more.
    Depth first: a route that needs what is being settled would lean on itself, and gives way to the next.
    `here.routes` holds no dead ends, so this is linear, but for retries inside a cycle.
    """
    chosen: dict[str, RouteFacts] = {}
    settling: set[str] = set()

    def rank(route: RouteFacts) -> tuple[bool, bool, bool]:
        leads_on = here.is_at_hand(route) if ready_first else here.leads_on(route)
        return route.slug not in picks, not leads_on, ready_first and bool(here.open_needs(route))

    def settle(slug: str) -> bool:
        if slug in chosen or slug in settling:
            return slug in chosen
        settling.add(slug)
        before = len(chosen)
        for route in sorted(here.routes.get(slug, ()), key=rank):
            if all(settle(need) for need in here.open_needs(route)):
                chosen[slug] = route
                break
            while len(chosen) > before:
                chosen.popitem()
        settling.remove(slug)
        return slug in chosen

    return chosen if here.has(Need(goal)) or settle(goal) else None


def no_path(here: Here, goal: str) -> NoPath:
    """Why nothing leads to the goal: what no usable route reaches, and the places where the goal can be reached."""
    seen, stack, missing = {goal}, [goal], []
    while stack:
        slug = stack.pop()
        routes = here.usable.get(slug, ())
        if not routes:
            missing.append(here.graph.milestones[slug])
        for need in (need for route in routes for need in here.open_needs(route)):
            if need not in seen and need not in here.reached:
                seen.add(need)
                stack.append(need)
    places = {route.place for route in here.graph.routes} - {here.place}
    elsewhere = [p for p in sorted(places) if goal in reachable(here.graph, have=here.held, place=p, today=here.today)]
    milestone = here.graph.milestones[goal]
    return NoPath(milestone, tuple(missing) or (milestone,), tuple(elsewhere))
