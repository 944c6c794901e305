"""A file that was cut off between two lines is noticed by what the others tell."""

from collections import Counter

import pytest

from onet import bls, occupations
from onet.endings import early_ends, ends_before
from onet.folders import opened
from onet.reading import Reading
from tests.onet.bureau import FILES, tables
from tests.onet.made import release

CODES = [f"11-{number}.00" for number in range(1011, 1061)]


def found(folder, kinds, **counted):
    """What is said of files that hold so many rows of each code; their names are given without the ending."""
    with opened(folder) as files:
        reading = Reading(files)
        for file in files.files:
            if name := next((each for each in counted if file.name.startswith(each)), ""):
                reading.counted[file.name] = Counter(counted[name])
        return list(early_ends(reading, kinds))


@pytest.fixture
def folder(tmp_path):
    return release(tmp_path / "release")


def test_a_table_that_ends_before_others_of_its_kind_is_named(folder):
    assert found(folder, occupations.KINDS, Skills=dict.fromkeys(CODES, 4), Job=dict.fromkeys(CODES[:30], 1)) == [
        "Job Zones.txt ends with 11-1040.00, and others tell of 20 codes that follow."
    ]


def test_a_table_that_skips_a_few_at_its_end_is_taken_as_whole(folder):
    assert not found(folder, occupations.KINDS, Skills=dict.fromkeys(CODES, 4), Job=dict.fromkeys(CODES[:40], 1))


def test_tables_of_another_kind_may_go_further(folder):
    occupation_data, titles = dict.fromkeys(CODES, 1), dict.fromkeys(CODES, 20)
    told = {"Occupation Data": occupation_data, "Alternate": titles, "Skills": dict.fromkeys(CODES[:20], 4)}
    assert not found(folder, occupations.KINDS, **told)


def test_a_last_code_with_fewer_rows_than_each_before_is_named(folder):
    rows = dict.fromkeys(CODES, 70) | {CODES[-1]: 12}
    assert found(folder, occupations.KINDS, Skills=rows) == [
        "Skills.txt ends with 12 rows of 11-1060.00, where each code before has 70 or more."
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param({code: 3 + place for place, code in enumerate(CODES)} | {CODES[-1]: 2}, id="as many as it likes"),
        pytest.param({CODES[0]: 70, CODES[1]: 12}, id="hardly any codes"),
        pytest.param(dict.fromkeys(reversed(CODES), 70), id="in no order"),
    ],
)
def test_a_table_of_which_nothing_can_be_said_is_taken_as_whole(folder, rows):
    assert not found(folder, occupations.KINDS, Skills=rows)


def test_a_code_whose_bad_rows_are_left_out_is_not_taken_for_a_cut(folder):
    path = folder / "Skills.txt"
    path.write_bytes(path.read_bytes().replace(b"4.00", b"four"))
    with opened(folder) as files:
        reading = Reading(files)
        list(reading.rows(occupations.SKILLS))
        reading.counted["Skills.txt"] = Counter(dict.fromkeys(CODES, 70) | {CODES[-1]: 69})
        assert not list(early_ends(reading, occupations.KINDS))


def test_reading_counts_the_good_rows_of_each_code(folder):
    with opened(folder) as files:
        reading = Reading(files)
        list(reading.rows(occupations.SKILLS))
        assert reading.counted["Skills.txt"] == {"23-2011.00": 3}


def test_tables_of_the_bureau_end_alike(tmp_path):
    codes = [code[:7] for code in CODES]
    told = {"oews_national": dict.fromkeys(codes[:25], 1), "table_1_2": dict.fromkeys(codes, 1)}
    assert found(tables(tmp_path), bls.KINDS, **told) == [
        "oews_national_2025.csv ends with 11-1035, and others tell of 25 codes that follow."
    ]


PROGRAMS = [f"22.{number:04}" for number in range(1, 21)]


@pytest.mark.parametrize(
    ("programs", "told"),
    [
        (PROGRAMS, ["cip2020_to_onetsoc2019.csv ends with 22.0020, and should go on to 61.9999."]),
        ([*PROGRAMS, bls.LAST_PROGRAM], []),
        (PROGRAMS[::-1], []),
        (PROGRAMS[:5], []),
    ],
    ids=["cut off", "whole", "in another order", "a few alone"],
)
def test_a_table_of_fields_of_study_that_does_not_reach_the_last_is_named(tmp_path, programs, told):
    with opened(tables(tmp_path)) as files:
        reading = Reading(files)
        reading.counted["cip2020_to_onetsoc2019.csv"] = Counter(programs)
        assert list(ends_before(reading, bls.PROGRAMS, bls.LAST_PROGRAM)) == told


def test_a_table_of_fields_of_study_whose_bad_rows_are_left_out_is_not_taken_for_cut(tmp_path):
    rows = "".join(f"{program},Law,23-2011.00,Paralegals\n" for program in PROGRAMS)
    head, _ = FILES["cip2020_to_onetsoc2019.csv"].splitlines(keepends=True)
    with opened(tables(tmp_path, cip2020_to_onetsoc2019=f"{head}{rows}61.9999,Law,23,Paralegals\n")) as files:
        reading = Reading(files)
        assert len(list(reading.rows(bls.PROGRAMS))) == len(PROGRAMS)
        assert not list(ends_before(reading, bls.PROGRAMS, bls.LAST_PROGRAM))
