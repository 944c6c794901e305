"""The ways to a goal without their steps: what each comes to, and what they span."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from careers.cells import Range
from careers.planning.choice import NoPath
from careers.planning.drafts import main_drafts
from careers.planning.front import UNKNOWN
from careers.planning.graph import Need, PathGraph


@dataclass(frozen=True)
class Way:
    """One of the ways to a goal: the routes to pick for it, and what it comes to."""

    picks: tuple[str, ...]
    months: Range
    cost: Range


def way_totals(
    graph: PathGraph,
    goal: str,
    *,
    have: Mapping[str, float] | None = None,
    place: str,
    picks: Sequence[str] = (),
    today: date,
) -> tuple[Way, ...]:
    """What each of the `ways` comes to, without its steps. Raises UnknownMilestone, NoPath."""
    here = graph.here(have, place, today)
    return tuple(Way(draft.picks, draft.months, draft.cost) for draft in main_drafts(here, goal, picks))


def ways_to_each(
    graph: PathGraph,
    goals: Iterable[str],
    *,
    have: Mapping[str, float] | None = None,
    place: str,
    today: date,
) -> dict[str, tuple[Way, ...]]:
    """`way_totals` of many goals, those with no way left out. Raises UnknownMilestone.

    What holds for all of them, the graph as it is here and now, is worked out once.
    """
    here = graph.here(have, place, today)
    found = {}
    for goal in goals:
        if goal not in here.reached and not here.has(Need(goal)):
            continue  # what is missing, and where there is a way, would be looked up in vain
        with suppress(NoPath):
            found[goal] = tuple(Way(draft.picks, draft.months, draft.cost) for draft in main_drafts(here, goal, ()))
    return found


def span(ways: Iterable[Way]) -> Range | None:
    """The months from the shortest way to the longest of those that are `timed`; None where none is."""
    known = [way.months for way in timed(ways)]
    highs = [months.high for months in known if months.high is not None]
    if not known:
        return None
    return Range(min(months.low for months in known), max(highs) if len(highs) == len(known) else None)


def timed(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Those that anything is known of the time of. What they span is no word on the others."""
    return tuple(way for way in ways if way.months != UNKNOWN)
