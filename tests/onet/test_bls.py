from decimal import Decimal

import pytest

from onet.bls import (
    ATTAINMENT,
    COMBINED_CODES,
    NATIONAL_WAGES,
    PROGRAMS,
    PROJECTIONS,
    STATE_WAGES,
    TABLES,
    open_statistics,
)
from onet.folders import Refused
from onet.values import Amount
from roles.models import PayCell
from sources.documents import BadContent
from tests.onet.bureau import FILES, tables


def rows(path, table):
    with open_statistics(path) as statistics:
        found = list(statistics.reading.rows(table))
        assert statistics.reading.settle() == []
        return found


def problems(path):
    with open_statistics(path) as statistics:
        for table in TABLES:
            list(statistics.reading.rows(table))
        return list(map(str, statistics.reading.settle(skip_bad=True)))


def published(*dollars):
    return tuple(Amount(Decimal(each), "published") for each in dollars)


def test_national_wages_keep_what_is_withheld_or_top_coded_as_such(tmp_path):
    paralegal, actor = rows(tables(tmp_path), NATIONAL_WAGES)
    assert paralegal[:4] == ("23-2011", "Paralegals, and Assistants", "detailed", 367220)
    assert paralegal[4:9] == published("20.10", "24", "29.5", "38", "48")
    assert actor.jobs is None
    assert actor[7:14] == (*[Amount(Decimal("115.00"), "top")] * 2, *[Amount(None, "withheld")] * 5)
    assert (paralegal.only_hourly, actor.only_hourly, actor.only_yearly) == (False, True, False)


def test_wages_of_a_state_bear_its_letters(tmp_path):
    (physician,) = rows(tables(tmp_path), STATE_WAGES)
    assert (physician.state, physician.code, physician.jobs) == ("NY", "29-1215", 2000)
    assert physician.year_p10 == Amount(Decimal(187000), "published")
    assert physician.year_p25 == Amount(Decimal(239200), "top")


def test_cells_are_told_in_the_words_that_pay_is_kept_in():
    assert {"published", "withheld", "top"} <= set(PayCell.values)


def test_projections_tell_jobs_openings_and_the_way_in(tmp_path):
    group, lawyer = rows(tables(tmp_path), PROJECTIONS)
    assert (group.kind, group.jobs_then, group.jobs_later) == ("Summary", 1_387_100, 1_461_400)
    assert (group.schooling, group.experience, group.training) == (None, None, None)
    assert (lawyer.title, lawyer.growth_percent, lawyer.openings_a_year) == ("Lawyers", Decimal("-4.1"), 31_500)
    assert lawyer.median_pay == Amount(Decimal(239200), "top")
    assert (lawyer.schooling, lawyer.experience) == ("Doctoral or professional degree", "None")


def test_years_come_from_the_names_of_files_and_columns(tmp_path):
    later = FILES["table_1_2_occupational_projections.csv"].replace("2034", "2035").replace("2024", "2025")
    path = tables(tmp_path, table_1_2_occupational_projections=later.replace("2025–34", "2025–35"))
    with open_statistics(path) as statistics:
        assert (statistics.wages_year, statistics.period, statistics.missing) == (2025, (2025, 2035), ())
    assert len(rows(path, PROJECTIONS)) == 2


def test_schooling_combined_codes_and_programs_are_read(tmp_path):
    tables(tmp_path)
    (paralegal,) = rows(tmp_path, ATTAINMENT)
    assert paralegal[:4] == ("Paralegals", "23-2011", Decimal("0.5"), Decimal(10))
    (combined,) = rows(tmp_path, COMBINED_CODES)
    assert (combined.code, combined.soc) == ("25-9045", "25-9042")
    assert rows(tmp_path, PROGRAMS) == [("22.0302", "Legal Assistant/Paralegal", "23-2011.00")]


def test_missing_tables_are_named(tmp_path):
    with open_statistics(tables(tmp_path, without="oews_combined_codes.csv")) as statistics:
        assert statistics.missing == ("oews_combined_codes.csv",)


@pytest.mark.parametrize(
    ("was", "instead", "problem"),
    [
        pytest.param("20.10", "n/a", "2: H_PCT10: should be an amount in dollars, # or * (got 'n/a')", id="sign"),
        pytest.param(
            "20.10",
            "25",
            "2: H_PCT10: figures an hour should rise from the low end to the high end (got 25, 24, 29.5, 38, 48)",
            id="upside down",
        ),
        pytest.param(
            'Assistants"', "Assistants", "2: the line has 2 cells, and the first line has 16", id="open quote"
        ),
        pytest.param(
            "23-2011", "23-2011.00", "2: OCC_CODE: should be a code like 23-2011 (got '23-2011.00')", id="code"
        ),
        pytest.param("367220", "*", "2: TOT_EMP: should be a whole number (got '*')", id="jobs"),
        pytest.param(",TRUE", ",X", "3: HOURLY: should be TRUE or empty (got 'X')", id="flag"),
    ],
)
def test_a_bad_row_is_named_by_file_line_and_column(tmp_path, was, instead, problem):
    text = FILES["oews_national_2025.csv"].replace(was, instead)
    assert problems(tables(tmp_path, oews_national_2025=text)) == [f"oews_national_2025.csv:{problem}"]


@pytest.mark.parametrize(
    ("was", "instead", "problem"),
    [
        ("864.8", "1e300", "Employment, 2024: should be less than or equal to 1000000000 (got '1e300')"),
        ("864.8", "NaN", "Employment, 2024: should be a number of thousands (got 'NaN')"),
        (",-4.1,", ",1e5,", "Employment change, percent, 2024–34: should be less than or equal to 9999 (got '1e5')"),
        (
            ",None,None",
            f",{'a' * 61},None",
            f"Work experience in a related occupation: should have at most 60 characters (got '{'a' * 57}...')",
        ),
    ],
    ids=["jobs", "no number of jobs", "growth", "experience"],
)
def test_a_projection_that_could_not_be_kept_is_named(tmp_path, was, instead, problem):
    text = FILES["table_1_2_occupational_projections.csv"].replace(was, instead, 1)
    path = tables(tmp_path, table_1_2_occupational_projections=text)
    assert problems(path) == [f"table_1_2_occupational_projections.csv:3: {problem}"]


def test_a_column_that_is_missing_is_named(tmp_path):
    text = FILES["oews_state_2025.csv"].replace("PRIM_STATE", "STATE")
    with pytest.raises(BadContent) as error, open_statistics(tables(tmp_path, oews_state_2025=text)):
        pass
    assert str(error.value).startswith("oews_state_2025.csv:1: PRIM_STATE: the file has no such column")


def refusal(path):
    with pytest.raises(Refused) as error, open_statistics(path):
        pass
    return str(error.value)


def test_a_folder_with_workbooks_alone_is_refused(tmp_path):
    (tmp_path / "national_M2025_dl.xlsx").write_bytes(b"PK")
    assert refusal(tmp_path).endswith(
        "holds none of the tables of the Bureau of Labor Statistics. Save the sheets of its workbooks as CSV."
    )


def test_wages_of_different_years_are_refused(tmp_path):
    (tables(tmp_path) / "oews_state_2025.csv").rename(tmp_path / "oews_state_2024.csv")
    assert refusal(tmp_path) == (
        "oews_national_2025.csv and oews_state_2024.csv are of different years: give the tables of one."
    )


def test_wages_without_a_year_in_their_name_are_refused(tmp_path):
    (tables(tmp_path) / "oews_state_2025.csv").rename(tmp_path / "oews_state_new.csv")
    assert refusal(tmp_path) == (
        "oews_state_new.csv does not name the year of its figures: call it like oews_state_2025.csv."
    )


def test_wages_of_a_year_to_come_are_refused(tmp_path):
    tables(tmp_path, without="oews_state_2025.csv")
    (tmp_path / "oews_national_2025.csv").rename(tmp_path / "oews_national_2095.csv")
    assert refusal(tmp_path) == "oews_national_2095.csv names a year to come: call it by the year of its figures."


def test_projections_from_a_year_to_come_are_refused(tmp_path):
    name = "table_1_2_occupational_projections"
    text = FILES[f"{name}.csv"].replace("2034", "2099").replace("2024", "2089")
    assert refusal(tables(tmp_path, **{name: text})) == f"{name}.csv counts jobs in 2089, a year to come."
