"""Shortest schedules against an exact solver."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from careers.planning.schedule import Activity, Lag, critical_path, finish, shortest_schedule

HOURS = {"study": 20.0, "work": 40.0}


def project(size: int, seed: int) -> tuple[list[Activity], list[Lag]]:
    """So crowded that most of it cannot be done side by side."""
    random = Random(seed)
    activities = [
        Activity(
            float(random.randint(0, 9)),
            resource := random.choice(("study", "study", "study", "work", "")),
            float(random.choice((5, 10, 15, 20))) if resource else 0.0,
            float(random.randint(5, 40)) if random.random() < 0.1 else float("inf"),
        )
        for _ in range(size)
    ]
    lags = [
        Lag(before, after, random.choice((activities[before].months, activities[before].months // 2)))
        for before in range(size)
        for after in range(before + 1, size)
        if random.random() < 0.15
    ]
    return activities, lags


def shortest_by_solver(activities: list[Activity], lags: list[Lag]) -> int | None:
    model = cp_model.CpModel()
    horizon = sum(int(each.months) for each in activities) + 1
    starts = [model.new_int_var(0, min(horizon, int(min(each.latest_start, horizon))), "") for each in activities]
    end = model.new_int_var(0, 2 * horizon, "")
    for start, each in zip(starts, activities, strict=True):
        model.add(end >= start + int(each.months))
    for lag in lags:
        model.add(starts[lag.after] >= starts[lag.before] + int(lag.months))
    for resource, capacity in HOURS.items():
        rivals = [(s, each) for s, each in zip(starts, activities, strict=True) if each.resource == resource]
        intervals = [model.new_fixed_size_interval_var(start, int(each.months), "") for start, each in rivals]
        model.add_cumulative(intervals, [int(each.hours) for _, each in rivals], int(capacity))
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return round(solver.objective_value) if solver.solve(model) == cp_model.OPTIMAL else None


@given(st.integers(1, 10), st.integers(0, 1_000_000_000))
def test_a_schedule_is_as_short_as_that_of_an_exact_solver(size: int, seed: int) -> None:
    activities, lags = project(size, seed)
    starts = shortest_schedule(activities, lags, HOURS)
    assert (None if starts is None else finish(activities, starts)) == shortest_by_solver(activities, lags)


@given(st.integers(1, 12), st.integers(0, 1_000_000_000))
def test_a_schedule_keeps_the_order_the_hours_and_the_dates(size: int, seed: int) -> None:
    activities, lags = project(size, seed)
    starts = shortest_schedule(activities, lags, HOURS)
    if starts is None:
        return
    assert all(starts[lag.after] >= starts[lag.before] + lag.months - 1e-6 for lag in lags)
    assert all(start <= each.latest_start + 1e-6 for start, each in zip(starts, activities, strict=True))
    for moment in starts:
        for resource, capacity in HOURS.items():
            running = [
                each.hours
                for start, each in zip(starts, activities, strict=True)
                if each.resource == resource and start - 1e-6 <= moment < start + each.months - 1e-6
            ]
            assert sum(running) <= capacity


def test_with_hours_enough_a_schedule_is_the_critical_path() -> None:
    activities = [Activity(3, "study", 10), Activity(4, "study", 10), Activity(1)]
    lags = [Lag(0, 2, 3), Lag(1, 2, 4)]
    assert shortest_schedule(activities, lags, HOURS) == critical_path(activities, lags) == [0, 0, 4]


def test_what_does_not_fit_side_by_side_waits() -> None:
    activities = [Activity(3, "study", 15), Activity(4, "study", 15), Activity(5, "work", 40)]
    starts = shortest_schedule(activities, [], HOURS)
    assert starts is not None
    assert finish(activities, starts) == 7
    assert starts[2] == 0


def test_what_closes_goes_first_even_if_that_takes_longer() -> None:
    activities = [Activity(1, "study", 20, latest_start=0), Activity(5, "study", 20), Activity(5)]
    starts = shortest_schedule(activities, [Lag(1, 2, 5)], HOURS)
    assert starts == [0, 1, 6]


def test_nothing_is_scheduled_that_would_start_too_late() -> None:
    activities = [Activity(6), Activity(1, latest_start=5)]
    assert shortest_schedule(activities, [Lag(0, 1, 6)], HOURS) is None
