"""The real releases and tables, read whole.

They lie outside of the project, in the folder that `PATHSIDE_DATA` names.
"""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from onet import bls, figures
from onet.occupations import (
    DETAILED_ACTIVITIES,
    ELEMENTS,
    INTERMEDIATE_ACTIVITIES,
    KNOWLEDGE,
    RATING_SCALES,
    SCALES,
    SKILLS,
    TABLES,
    intermediate_titles,
)
from onet.releases import open_release
from onet.wording import without_stop
from tests.onet.made import zipped
from tests.shipped import VOCABULARY

DATA = Path(os.environ.get("PATHSIDE_DATA", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("PATHSIDE_DATA"), reason="PATHSIDE_DATA names no folder with the real tables"
)

COUNTS = {
    "29.3": {
        "Occupation Data": 1_016,
        "Content Model Reference": 627,
        "Scales Reference": 29,
        "Alternate Titles": 56_560,
        "Sample of Reported Titles": 7_796,
        "Task Statements": 18_796,
        "DWA Reference": 2_087,
        "IWA Reference": 332,
        "Tasks to DWAs": 23_233,
        "Skills": 61_530,
        "Knowledge": 58_014,
        "Technology Skills": 32_681,
        "Job Zones": 923,
        "Job Zone Reference": 5,
        "Education, Training, and Experience": 36_209,
        "Education, Training, and Experience Categories": 41,
        "Related Occupations": 18_460,
        "Interests": 8_307,
    },
    "30.1": {
        "Occupation Data": 1_016,
        "Content Model Reference": 630,
        "Scales Reference": 31,
        "Alternate Titles": 56_505,
        "Sample of Reported Titles": 7_955,
        "Task Statements": 18_796,
        "DWA Reference": 2_087,
        "IWA Reference": 332,
        "Tasks to DWAs": 23_850,
        "Skills": 0,
        "Knowledge": 0,
        "Technology Skills": 32_773,
        "Job Zones": 923,
        "Job Zone Reference": 5,
        "Education, Training, and Experience": 37_125,
        "Education, Training, and Experience Categories": 41,
        "Related Occupations": 18_460,
        "Interests": 8_307,
    },
}


def counts(opened):
    found = {table.name: sum(map(len, opened.reading.blocks(table))) for table in TABLES}
    assert opened.reading.settle() == []
    return found


@pytest.mark.parametrize(
    ("number", "month", "missing"),
    [("29.3", date(2025, 5, 1), ()), ("30.1", date(2025, 12, 1), ("Skills.txt", "Knowledge.txt"))],
)
def test_every_row_of_a_release_is_read(number, month, missing):
    with open_release(DATA / "onet" / number) as opened:
        assert (opened.number, opened.month, opened.missing, opened.renamed) == (number, month, missing, False)
        assert counts(opened) == COUNTS[number]


def test_a_whole_release_is_read_from_its_zip(tmp_path):
    (tmp_path / "release").symlink_to(DATA / "onet" / "30.1")
    with open_release(zipped(tmp_path / "release")) as opened:
        assert counts(opened) == COUNTS["30.1"]


def test_ratings_with_few_answers_and_those_that_play_no_part_are_kept():
    with open_release(DATA / "onet" / "29.3") as opened:
        skills = list(opened.reading.rows(SKILLS))
        assert sum(row.low_precision is True for row in skills) == 124
        assert sum(row.not_relevant is True for row in skills) == 3_302
        assert len({row.code for row in skills}) == 879
        assert {row.code for row in opened.reading.rows(KNOWLEDGE)} == {row.code for row in skills}
        ends = {row.id: (int(row.low), int(row.high)) for row in opened.reading.rows(SCALES)}
        assert {scale: ends[scale] for scale in RATING_SCALES} == RATING_SCALES


@pytest.mark.parametrize("number", ["29.3", "30.1"])
def test_what_is_said_to_be_the_same_in_onet_is_there(number):
    with open_release(DATA / "onet" / number) as opened:
        activities = {without_stop(row.title) for row in opened.reading.rows(DETAILED_ACTIVITIES)}
        topics = {
            without_stop(title)
            for title in intermediate_titles(
                opened.reading.rows(INTERMEDIATE_ACTIVITIES), opened.reading.rows(ELEMENTS)
            ).values()
        }
        elements = {row.id for row in opened.reading.rows(ELEMENTS)}
    every = [duty for topic in VOCABULARY["topics"] for duty in topic.get("duties", [])]
    duties = [duty["onet_activity"] for duty in every if "onet_activity" in duty]
    skills = [skill["onet_element"] for skill in VOCABULARY["skills"] if "onet_element" in skill]
    assert duties
    assert [title for title in duties if title not in activities] == []
    assert {duty.get("onet_topic") for duty in every if "onet_activity" not in duty} <= topics
    assert skills
    assert [element for element in skills if element not in elements] == []


def test_every_row_of_the_bureau_s_tables_is_read():
    with bls.open_statistics(DATA / "bls") as opened:
        assert (opened.wages_year, opened.period, opened.missing) == (2025, (2024, 2034), ())
        rows = {table: list(opened.reading.rows(table)) for table in bls.TABLES}
        assert opened.reading.settle() == []
    assert [len(rows[table]) for table in bls.TABLES] == [1_401, 36_168, 1_113, 833, 28, 8_501]
    groups = [row.group for row in rows[bls.NATIONAL_WAGES]]
    assert [groups.count(group) for group in ("detailed", "broad", "minor", "major", "total")] == [830, 454, 94, 22, 1]
    assert len({row.state for row in rows[bls.STATE_WAGES]}) == 54
    total = rows[bls.PROJECTIONS][0]
    assert (total.jobs_then, total.jobs_later) == (169_956_100, 175_167_900)
    assert len({row.code for row in rows[bls.COMBINED_CODES]}) == 12
    assert len({row.program for row in rows[bls.PROGRAMS]}) == 1_948


@pytest.mark.parametrize("file", sorted(Path("fixtures/occupations").glob("bls-*.yaml")), ids=lambda file: file.stem)
def test_shipped_figures_are_what_an_import_would_bring(file, bureau):
    ours = yaml.safe_load(file.read_text(encoding="utf-8"))
    for part, rows in bureau.items():
        found = [row._asdict() for row in rows if row.occupation == ours["code"]]
        for told, row in zip(ours[part], found, strict=True):
            names = told.keys() & row.keys()
            assert {name: told[name] for name in names} == {name: _plain(row[name]) for name in names}


@pytest.fixture(scope="module")
def bureau():
    with bls.open_statistics(DATA / "bls") as opened:
        read = opened.reading.rows
        return {
            "pay": [pay for row in read(bls.NATIONAL_WAGES) for pay in figures.national_pay(row)],
            "outlooks": [figures.outlook(row) for row in read(bls.PROJECTIONS) if row.kind == "Line item"],
            "shares": [share for row in read(bls.ATTAINMENT) for share in figures.attainment(row)],
        }


def _plain(value):
    return float(value) if isinstance(value, Decimal) else value
