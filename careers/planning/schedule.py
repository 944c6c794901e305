"""The shortest schedule of steps that wait for each other and share the hours of a week.

This is the resource-constrained project scheduling problem (RCPSP; Brucker and others, “Resource-constrained
project scheduling: notation, classification, models, and methods”, 1999) with two renewable resources, the hours
for study and the hours for work, minimal time lags between starts, and latest starts. It is NP-hard in general
and small here: what takes no hours of a week is folded into the lags, most plans have no conflict at all, and
what is left is searched whole.

The search (branch and bound) places one step after the other, in the order of their starts. Each
schedule in which nothing can be moved forward by itself (an *active* schedule) is made so, and one of them is
the shortest; with latest starts too, since moving forward never makes a step late. A branch is left
- when its critical path is no shorter than the best schedule found, or starts a step too late;
- when the step could wait for another one to be finished first without losing time;
- when the same steps were placed before, none of them later: what can follow now could follow then.

The worst case is every order of the steps that take hours, n! for n of them that need not wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

EPSILON = 1e-9


@dataclass(frozen=True)
class Activity:
    """What is to be scheduled: its months, and how many hours a week of which resource it takes meanwhile."""

    months: float
    resource: str = ""
    hours: float = 0.0
    latest_start: float = inf


@dataclass(frozen=True)
class Lag:
    """`after` starts no earlier than `months` after the start of `before`."""

    before: int
    after: int
    months: float


def critical_path(activities: Sequence[Activity], lags: Sequence[Lag]) -> list[float]:
    """The earliest start of each activity as if every week had hours enough.

    Activities stand in an order in which they can be done: each lag leads from an earlier to a later one.
    """
    starts = [0.0] * len(activities)
    for lag in sorted(lags, key=lambda lag: lag.before):
        starts[lag.after] = max(starts[lag.after], starts[lag.before] + lag.months)
    return starts


def finish(activities: Sequence[Activity], starts: Sequence[float]) -> float:
    """When the last activity ends."""
    return max((start + each.months for each, start in zip(activities, starts, strict=True)), default=0.0)


def shortest_schedule(
    activities: Sequence[Activity], lags: Sequence[Lag], hours: Mapping[str, float], at_most: float = inf
) -> list[float] | None:
    """The starts of a schedule that ends as early as any; None where each is too long or starts something too late.

    `at_most` asks only for schedules that end by then. Of several shortest ones the first found is kept: the same
    input gives the same schedule.
    """
    starts = critical_path(activities, lags)
    if finish(activities, starts) > at_most + EPSILON or _is_late(activities, starts):
        return None
    if not _has_conflict(activities, starts, hours):
        return starts
    return _Search(activities, lags, hours, at_most).best()


def _is_late(activities: Sequence[Activity], starts: Sequence[float]) -> bool:
    return any(start > each.latest_start + EPSILON for each, start in zip(activities, starts, strict=True))


def _takes_hours(activity: Activity) -> bool:
    return activity.months > EPSILON and activity.hours > 0


def _has_conflict(activities: Sequence[Activity], starts: Sequence[float], hours: Mapping[str, float]) -> bool:
    busy = [(each, start) for each, start in zip(activities, starts, strict=True) if _takes_hours(each)]
    return any(
        sum(
            other.hours
            for other, begin in busy
            if other.resource == each.resource and begin <= start + EPSILON and start < begin + other.months - EPSILON
        )
        > hours[each.resource] + EPSILON
        for each, start in busy
    )


class _Search:
    """Branch and bound over the activities that take hours; the others only pass on the time they take."""

    def __init__(
        self, activities: Sequence[Activity], lags: Sequence[Lag], hours: Mapping[str, float], at_most: float
    ) -> None:
        self.activities, self.lags, self.hours = activities, lags, hours
        apart = _longest_lags(len(activities), lags)
        everything = range(len(activities))
        self.busy = [number for number in everything if _takes_hours(activities[number])]
        self.heads = critical_path(activities, lags)
        self.tails = {b: max(apart[b][k] + activities[k].months for k in everything) for b in self.busy}
        self.latest = {b: min(activities[k].latest_start - apart[b][k] for k in everything) for b in self.busy}
        self.before = {b: [(a, apart[a][b]) for a in self.busy if a != b and apart[a][b] > -inf] for b in self.busy}
        self.floor = finish(activities, self.heads)
        self.limit = at_most + EPSILON
        self.found: dict[int, float] | None = None
        self.seen: dict[frozenset[int], list[dict[int, float]]] = {}

    def best(self) -> list[float] | None:
        self._place({}, 0.0)
        if self.found is None:
            return None
        starts = list(self.heads)
        for number, start in self.found.items():
            starts[number] = max(starts[number], start)
        for lag in sorted(self.lags, key=lambda lag: lag.before):
            starts[lag.after] = max(starts[lag.after], starts[lag.before] + lag.months)
        return starts

    def _place(self, placed: dict[int, float], now: float) -> None:
        waiting = [number for number in self.busy if number not in placed]
        earliest = {number: self._earliest(number, placed, now) for number in waiting}
        ends = [start + self.tails[number] for number, start in (*placed.items(), *earliest.items())]
        end = max([self.floor, *ends])
        if end > self.limit or any(earliest[number] > self.latest[number] + EPSILON for number in waiting):
            return
        if not waiting:
            self.found, self.limit = placed, end - EPSILON
            return
        if self._was_reached_sooner(placed):
            return
        ready = [number for number in waiting if all(other in placed for other, _ in self.before[number])]
        first_end = min(earliest[number] + self.activities[number].months for number in ready)
        for number in sorted(ready, key=lambda each: (earliest[each], -self.tails[each], each)):
            if earliest[number] < first_end - EPSILON:
                self._place({**placed, number: earliest[number]}, earliest[number])

    def _earliest(self, number: int, placed: Mapping[int, float], now: float) -> float:
        """When an activity can start at the soonest, not before what was placed last."""
        activity = self.activities[number]
        lags = [placed[other] + months for other, months in self.before[number] if other in placed]
        start = max([now, self.heads[number], *lags])
        room = self.hours[activity.resource] - activity.hours + EPSILON
        running = sorted(
            (placed[other] + rival.months, rival.hours)
            for other in placed
            if (rival := self.activities[other]).resource == activity.resource
            and placed[other] + rival.months > start + EPSILON
        )
        taken = sum(hours for _, hours in running)
        for end, hours in running:
            if taken <= room:
                break
            start, taken = end, taken - hours
        return start

    def _was_reached_sooner(self, placed: dict[int, float]) -> bool:
        known = self.seen.setdefault(frozenset(placed), [])
        if any(all(other[number] <= start + EPSILON for number, start in placed.items()) for other in known):
            return True
        known.append(placed)
        return False


def _longest_lags(count: int, lags: Sequence[Lag]) -> list[list[float]]:
    """For each pair how much later the second starts at least, over whatever stands between them."""
    apart = [[-inf] * count for _ in range(count)]
    for number in range(count):
        apart[number][number] = 0.0
    for lag in sorted(lags, key=lambda lag: lag.before):
        for row in apart:
            row[lag.after] = max(row[lag.after], row[lag.before] + lag.months)
    return apart
