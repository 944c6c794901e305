from decimal import Decimal

import pytest

from onet.bls import Attainment, NationalWages, Projection, StateWages
from onet.figures import ENTRY_SCHOOLING, PayRow, attainment, national_pay, outlook, state_pay
from onet.values import Amount
from roles.models import Pay, PayCell, SchoolingLevel

WITHHELD = Amount(None, "withheld")
TOP_YEAR, TOP_HOUR = Amount(Decimal("239200"), "top"), Amount(Decimal("115.00"), "top")


def published(*dollars):
    return tuple(Amount(Decimal(each), "published") for each in dollars)


HOUR = published("21.51", "24.20", "30.24", "38.50", "48.80")
YEAR = published("44740", "50340", "62890", "80080", "101500")


def state_row(*, hour=HOUR, year=YEAR, only_yearly=False, only_hourly=False):
    return StateWages._make(("NY", "23-2011", "Paralegals", 41_000, *hour, *year, only_yearly, only_hourly))


def test_pay_has_a_row_for_a_year_and_one_for_an_hour_and_counts_the_jobs_once():
    row = NationalWages._make(("23-2011", "Paralegals", "detailed", 392_880, *HOUR, *YEAR, False, False))
    year, hour = national_pay(row)
    assert year[:5] == ("23-2011", "US", "year", Decimal(44_740), "published")
    assert hour[:5] == ("23-2011", "US", "hour", Decimal("21.51"), "published")
    assert (year.p90, hour.p90) == (Decimal(101_500), Decimal("48.80"))
    assert (year.jobs, hour.jobs) == (392_880, None)


def test_pay_of_a_state_holds_there():
    assert {row.place for row in state_pay(state_row())} == {"US-NY"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(state_row(only_yearly=True, hour=[WITHHELD] * 5), ["year"], id="by the year alone"),
        pytest.param(state_row(only_hourly=True, year=[WITHHELD] * 5), ["hour"], id="by the hour alone"),
        pytest.param(state_row(hour=[WITHHELD] * 5, year=[WITHHELD] * 5), ["year"], id="withheld"),
    ],
)
def test_what_is_published_in_one_way_alone_has_one_row_with_the_jobs(row, expected):
    rows = list(state_pay(row))
    assert [each.per for each in rows] == expected
    assert rows[0].jobs == 41_000


def test_a_withheld_figure_has_no_amount_and_says_so():
    (row,) = state_pay(state_row(hour=[WITHHELD] * 5, year=[WITHHELD] * 5))
    assert (row.p50, row.p50_cell, row.p90_cell) == (None, "withheld", "withheld")


def test_a_top_coded_figure_is_no_lower_than_the_one_below_it():
    row, _ = state_pay(state_row(year=(*published("86290", "235980", "370390", "657190"), TOP_YEAR)))
    assert (row.p75, row.p90, row.p90_cell) == (Decimal(657_190), Decimal(657_190), "top")


def test_top_coded_figures_are_the_highest_that_are_published():
    row, _ = state_pay(state_row(year=(*published("187000"), *[TOP_YEAR] * 4)))
    assert (row.p25, row.p90) == (Decimal(239_200), Decimal(239_200))


def test_pay_is_told_in_the_words_of_its_model():
    names = {field.name for field in Pay._meta.fields}
    assert set(PayRow._fields) <= names
    assert {"published", "withheld", "top"} <= set(PayCell.values)


def projection(**changes):
    row = Projection(
        title="Lawyers",
        code="23-1011",
        kind="Line item",
        jobs_then=864_800,
        jobs_later=900_700,
        growth_percent=Decimal("4.1"),
        openings_a_year=31_500,
        median_pay=Amount(Decimal(151_160), "published"),
        schooling="Doctoral or professional degree",
        experience="None",
        training="Internship/residency",
    )
    return row._replace(**changes)


def test_a_projection_becomes_jobs_openings_and_the_way_in():
    row = outlook(projection())
    assert (row.occupation, row.jobs_then, row.jobs_later, row.openings_a_year) == ("23-1011", 864_800, 900_700, 31_500)
    assert (row.entry_schooling, row.entry_experience, row.entry_training) == (
        "doctoral",
        "None",
        "Internship/residency",
    )
    assert (row.middle_pay, row.middle_pay_is_top) == (151_160, False)


def test_a_middle_that_is_top_coded_says_so_and_one_that_is_missing_is_empty():
    top, missing = outlook(projection(median_pay=TOP_YEAR)), outlook(projection(median_pay=WITHHELD))
    assert (top.middle_pay, top.middle_pay_is_top) == (239_200, True)
    assert (missing.middle_pay, missing.middle_pay_is_top) == (None, False)


def test_each_way_in_has_its_level_of_schooling():
    assert set(ENTRY_SCHOOLING.values()) == {*SchoolingLevel.values, ""}
    assert outlook(projection(schooling=None, experience=None, training=None))[5:8] == ("", "", "")


def test_attainment_becomes_a_share_for_each_level_from_the_shortest():
    shares = [Decimal(each) for each in ("0.5", "10", "20.5", "18", "40", "7", "4")]
    rows = list(attainment(Attainment("Paralegals", "23-2011", *shares)))
    assert [row.percent for row in rows] == shares
    assert (rows[0].category, rows[4].category) == ("Less than high school", "Bachelor’s degree")
    assert [row.position for row in rows] == list(range(7))
