"""How close the occupations of a real release come out, held against what O*NET itself lists.

The tables lie outside of the project, in the folder that `PATHSIDE_DATA` names.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from careers.closeness import Close, Known, closeness, closest
from onet.occupations import (
    JOB_ZONES,
    KNOWLEDGE,
    OCCUPATIONS,
    RATING_SCALES,
    RELATED_OCCUPATIONS,
    SKILLS,
    TASK_ACTIVITIES,
)
from onet.releases import open_release

pytestmark = pytest.mark.skipif(
    not os.environ.get("PATHSIDE_DATA"), reason="PATHSIDE_DATA names no folder with the real tables"
)


@pytest.fixture(scope="module")
def release() -> tuple[list[str], Known]:
    """The titles of all occupations, and what is on file of them."""
    with open_release(Path(os.environ["PATHSIDE_DATA"]) / "onet" / "29.3") as opened:
        reading = opened.reading
        titles = {row.code: row.title for row in reading.rows(OCCUPATIONS)}
        place = {code: number for number, code in enumerate(titles)}
        done = sorted({(place[row.code], row.activity) for row in reading.rows(TASK_ACTIVITIES)})
        rated = [row for table in (SKILLS, KNOWLEDGE) for row in reading.rows(table) if row.scale == "IM"]
        listed = [(place[row.code], place[row.related], row.position) for row in reading.rows(RELATED_OCCUPATIONS)]
        zones = {row.code: row.zone for row in reading.rows(JOB_ZONES)}
        reading.settle()
    duties = {activity: number for number, activity in enumerate(sorted({activity for _, activity in done}))}
    skills = {element: number for number, element in enumerate(sorted({row.element for row in rated}))}
    ratings = np.full((len(titles), len(skills)), np.nan, np.float32)
    low, high = RATING_SCALES["IM"]
    for row in rated:
        ratings[place[row.code], skills[row.element]] = float((row.value - low) / (high - low) * 100)
    known = Known(
        doer=np.array([role for role, _ in done]),
        duty=np.array([duties[activity] for _, activity in done]),
        ratings=ratings,
        vocabulary=np.zeros(len(titles), int),
        family=np.arange(len(titles)),
        offered=np.ones(len(titles), bool),
        zone=np.array([zones.get(code, 0) for code in titles]),
        listed=np.array(listed),
    )
    return list(titles.values()), known


def unlisted(known: Known) -> Known:
    """The same without a word of what O*NET lists."""
    return replace(known, listed=known.listed[:0])


def named(titles: list[str], found: Close, title: str) -> list[str]:
    return [titles[other] for other in found.other[found.role == titles.index(title)]]


@pytest.mark.parametrize(
    ("title", "near"),
    [
        ("Paralegals and Legal Assistants", {"Title Examiners, Abstractors, and Searchers"}),
        ("Legal Secretaries and Administrative Assistants", {"Court, Municipal, and License Clerks"}),
        ("Registered Nurses", {"Acute Care Nurses", "Nurse Practitioners"}),
        ("Software Developers", {"Computer Systems Analysts", "Computer Programmers"}),
        ("Chefs and Head Cooks", {"First-Line Supervisors of Food Preparation and Serving Workers"}),
    ],
)
def test_what_is_near_by_duties_and_skills_alone_is_plausible(release, title, near):
    titles, known = release
    assert near <= set(named(titles, closest(unlisted(known)), title))


def test_what_takes_years_of_school_more_is_suggested_only_where_o_net_lists_it(release):
    titles, known = release
    assert "Judicial Law Clerks" in named(titles, closest(known), "Paralegals and Legal Assistants")
    assert "Judicial Law Clerks" not in named(titles, closest(unlisted(known)), "Paralegals and Legal Assistants")


def test_a_paralegal_is_told_of_legal_secretaries_and_title_examiners(release):
    titles, known = release
    assert {
        "Legal Secretaries and Administrative Assistants",
        "Title Examiners, Abstractors, and Searchers",
        "Court Reporters and Simultaneous Captioners",
    } <= set(named(titles, closest(known), "Paralegals and Legal Assistants")[:5])


def test_most_of_what_comes_out_near_o_net_lists_too(release):
    _, known = release
    found = closest(unlisted(known))
    pairs = set(zip(found.role.tolist(), found.other.tolist(), strict=True))
    assert len(pairs & {(role, other) for role, other, _ in known.listed.tolist()}) > 0.6 * len(pairs)


def test_every_occupation_with_tasks_has_suggestions_and_no_other(release):
    _, known = release
    found = closest(known)
    assert {*found.role.tolist()} == {*known.doer.tolist()}
    assert len({*found.role.tolist()}) == 923
    near = closeness(known)
    assert (near == near.T).all()


def test_all_pairs_take_less_than_a_second(release):
    _, known = release
    closest(known)  # NumPy is loaded
    seconds = []
    for _ in range(3):
        start = time.process_time()
        closest(known)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 1
