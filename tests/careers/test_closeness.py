"""How close roles are: what holds for any roles, and what decides between a few."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from careers import closeness
from careers.closeness import LEAST, Known, closest
from careers.nearby import OF_ONE_FAMILY

NONE = float("nan")


@dataclass(frozen=True)
class Job:
    """What a test knows of a role."""

    duties: Collection[int] = ()
    ratings: Sequence[float] = ()
    vocabulary: int = 0
    family: int | None = None
    offered: bool = True
    zone: int = 0
    listed: Mapping[int, int] = field(default_factory=dict)


def known(*jobs: Job) -> Known:
    skills = max((len(job.ratings) for job in jobs), default=0)
    done = [(place, duty) for place, job in enumerate(jobs) for duty in sorted(job.duties)]
    return Known(
        doer=np.array([place for place, _ in done], int),
        duty=np.array([duty for _, duty in done], int),
        ratings=np.array([[*job.ratings, *[NONE] * (skills - len(job.ratings))] for job in jobs], np.float32).reshape(
            len(jobs), skills
        ),
        vocabulary=np.array([job.vocabulary for job in jobs], int),
        family=np.array([place if job.family is None else job.family for place, job in enumerate(jobs)], int),
        offered=np.array([job.offered for job in jobs], bool),
        zone=np.array([job.zone for job in jobs], int),
        listed=np.array(
            [(place, other, at) for place, job in enumerate(jobs) for other, at in job.listed.items()], int
        ).reshape(-1, 3),
    )


def suggested(jobs: Sequence[Job], role: int = 0, most: int = 10) -> list[int]:
    found = closest(known(*jobs), most)
    return found.other[found.role == role].tolist()


ratings = st.lists(st.one_of(st.just(NONE), st.integers(0, 100)), min_size=4, max_size=4)
job = st.builds(
    Job,
    duties=st.frozensets(st.integers(0, 9), max_size=6),
    ratings=ratings,
    vocabulary=st.integers(0, 1),
    family=st.one_of(st.none(), st.integers(0, 2)),
    offered=st.booleans(),
    zone=st.integers(0, 5),
)
jobs = st.lists(job, min_size=1, max_size=8)


@given(jobs)
def test_closeness_is_the_same_both_ways_and_runs_from_0_to_100(jobs):
    found = closeness.closeness(known(*jobs))
    assert (found == found.T).all()
    assert ((found >= 0) & (found <= 100)).all()


@given(jobs, job)
def test_two_roles_with_the_same_on_file_are_as_close_as_can_be(jobs, job):
    found = closeness.closeness(known(*jobs, job, job))
    rated = any(rating == rating for rating in job.ratings)
    assert found[-1, -2] == found[-1, -1] == (100 if job.duties else 60 if rated else 0)


@given(jobs, st.integers(1, 5))
def test_nobody_is_sent_where_they_are_or_where_nobody_may_be_sent(jobs, most):
    found = closest(known(*jobs), most)
    near = closeness.closeness(known(*jobs))
    pairs = list(zip(found.role.tolist(), found.other.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    for (role, other), points in zip(pairs, found.closeness, strict=True):
        assert role != other
        assert jobs[other].offered
        assert points == near[role, other] >= LEAST
    for role in range(len(jobs)):
        others = [other for one, other in pairs if one == role]
        assert len(others) <= most
        for other in others:
            assert sum(jobs[each].family == jobs[other].family is not None for each in others) <= OF_ONE_FAMILY


@given(jobs)
def test_duties_in_common_are_those_that_both_have(jobs):
    found = closest(known(*jobs))
    for role, other, shared in zip(found.role, found.other, found.shared, strict=True):
        assert shared == len({*jobs[role].duties} & {*jobs[other].duties})


@given(jobs)
def test_it_does_not_matter_how_many_pairs_are_looked_at_together(jobs):
    whole = closest(known(*jobs))
    kept, closeness.PAIRS = closeness.PAIRS, 1
    try:
        parts = closest(known(*jobs))
    finally:
        closeness.PAIRS = kept
    assert all((one == other).all() for one, other in zip(vars(whole).values(), vars(parts).values(), strict=True))


def test_what_asks_for_far_more_preparation_comes_later_unless_o_net_lists_it():
    others = [Job({1, 2, 4}, zone=4), Job({3, 5}, zone=3), Job({2, 6})]
    assert suggested([Job({1, 2, 3}, zone=2), *others])[-1] == 1
    assert suggested([Job({1, 2, 3}, zone=2, listed={1: 20}), *others])[0] == 1
    assert suggested([Job({1, 2, 3}), *others])[0] == 1


def test_a_rare_duty_in_common_says_more_than_one_that_everybody_has():
    jobs = [Job({1, 2, 3}), Job({1, 2, 4}), Job({1, 3, 5}), Job({1, 2, 6}), Job({1, 2, 7})]
    assert suggested(jobs)[0] == 2


def test_roles_that_stand_out_in_the_same_skills_are_close_and_opposites_are_not():
    jobs = [Job({1, 2}, [90, 20, 50]), Job({1, 3}, [80, 30, 50]), Job({1, 4}, [20, 90, 50])]
    near = closeness.closeness(known(*jobs))
    assert near[0, 1] > 50 > near[0, 2]


def test_a_rating_that_is_not_on_file_counts_neither_for_nor_against():
    average, zero = Job({1}, [90, 50]), Job({1}, [90, 0])
    near = closeness.closeness(known(Job({1}, [90, 80]), Job({1}, [10, 20]), Job({1}, [90, NONE]), average, zero))
    assert near[0, 2] > near[0, 4]
    near = closeness.closeness(known(Job({1}, [90, 80]), Job({1}, [10, 20]), Job({1}, [90, NONE]), average))
    assert near[0, 2] == near[0, 3]
    assert closeness.closeness(known(Job({1}, [90, 20]), Job({1}, [NONE, NONE])))[0, 1] == 100


def test_duties_in_other_words_are_left_to_skills_which_count_for_less():
    one, other = Job({1, 2}, [90, 20]), Job({3, 4}, [90, 20], vocabulary=1)
    away = Job({5}, [10, 80])
    assert closeness.closeness(known(one, other, away))[0, 1] == 60
    assert closeness.closeness(known(one, Job({3, 4}, [90, 20]), away))[0, 1] == 50


def test_what_o_net_lists_goes_ahead_though_nothing_else_speaks_for_it():
    jobs = [Job({1, 2, 3}, listed={2: 1, 3: 20}), Job({1, 9}), Job({4}), Job({5})]
    assert closeness.closeness(known(*jobs))[0].tolist() == [100, 25, 0, 0]
    assert suggested(jobs) == [2, 1, 3]
    assert suggested(jobs, role=2) == []


def test_equals_keep_their_order():
    jobs = [Job({1, 2}), *[Job({1, 2, 3 + number}) for number in range(20)]]
    assert suggested(jobs) == list(range(1, 11))


def test_specialties_of_one_role_do_not_crowd_out_other_jobs():
    jobs = [Job({1, 2}), *[Job({1, 2}, family=1) for _ in range(4)], Job({1, 2})]
    assert suggested(jobs) == [1, 2, 5]
    assert suggested(jobs, role=1) == [0, 5, 2, 3]


def test_skills_to_build_are_those_that_count_there_and_are_rated_much_lower_here():
    here = Job({1}, [50, 60, 40, 10, NONE, 20], listed={1: 1})
    there = Job({1}, [65, 69, 45, 40, 90, 80], listed={0: 1})
    jobs = [here, there, Job({1}, [0] * 6, listed={1: 1})]
    found = closest(known(*jobs))
    built = {
        (role, other): [skill for skill in skills if skill >= 0]
        for role, other, skills in zip(found.role, found.other, found.to_build.tolist(), strict=True)
    }
    assert built[0, 1] == [5, 0]
    assert built[2, 1] == [4, 5, 1]
    assert built[1, 0] == []


def test_nothing_on_file_is_nothing_to_suggest():
    assert suggested([Job(), Job()]) == []
    assert closest(known()).role.tolist() == []
    assert closeness.closeness(known()).shape == (0, 0)
