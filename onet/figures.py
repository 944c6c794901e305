"""What the Bureau's rows become: pay, outlook and schooling of a code, in the words in which they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from onet.bls import FIGURES, NATIONAL_WAGES, STATE_WAGES, Attainment, NationalWages, Projection, StateWages
from onet.values import Amount
from roles.models import SchoolingLevel

COUNTRY = "US"


class PayRow(NamedTuple):
    """What people in an occupation earn in a place, a year or an hour: a row of `Pay`, but for its source."""

    occupation: str
    place: str
    per: Literal["year", "hour"]
    p10: Decimal | None
    p10_cell: str
    p25: Decimal | None
    p25_cell: str
    p50: Decimal | None
    p50_cell: str
    p75: Decimal | None
    p75_cell: str
    p90: Decimal | None
    p90_cell: str
    jobs: int | None


class OutlookRow(NamedTuple):
    """Jobs in two years and how people get in: a row of `Outlook`, but for its years and its source."""

    occupation: str
    growth_percent: Decimal
    jobs_then: int
    jobs_later: int
    openings_a_year: int
    entry_schooling: str
    entry_experience: str
    entry_training: str
    middle_pay: int | None
    middle_pay_is_top: bool


class ShareRow(NamedTuple):
    """How many of the workers went to school so far: a row of `SurveyShare`, but for its source."""

    occupation: str
    category: str
    percent: Decimal
    position: int


ENTRY_SCHOOLING: dict[str | None, str] = {
    "No formal educational credential": SchoolingLevel.NONE.value,
    "High school diploma or equivalent": SchoolingLevel.HIGH_SCHOOL.value,
    "Some college, no degree": SchoolingLevel.SOME_COLLEGE.value,
    "Postsecondary nondegree award": SchoolingLevel.CERTIFICATE.value,
    "Associate's degree": SchoolingLevel.ASSOCIATE.value,
    "Bachelor's degree": SchoolingLevel.BACHELOR.value,
    "Master's degree": SchoolingLevel.MASTER.value,
    "Doctoral or professional degree": SchoolingLevel.DOCTORAL.value,
    None: "",
}
# In the order of the columns.
ATTAINED = (
    "Less than high school",
    "High school diploma",
    "Some college",
    "Associate degree",
    "Bachelor’s degree",
    "Master’s degree",
    "Doctoral or professional degree",
)

_national_figures, _state_figures = NATIONAL_WAGES.pick(FIGURES), STATE_WAGES.pick(FIGURES)


def national_pay(row: NationalWages) -> Iterator[PayRow]:
    """Pay in the whole country, a year, an hour, or both; nothing for a group of occupations."""
    return _pay(row, COUNTRY, _national_figures(row)) if row.group == "detailed" else iter(())


def state_pay(row: StateWages) -> Iterator[PayRow]:
    """Pay in one state or territory."""
    return _pay(row, f"{COUNTRY}-{row.state}", _state_figures(row))


def outlook(row: Projection) -> OutlookRow:
    return OutlookRow(
        occupation=row.code,
        growth_percent=row.growth_percent,
        jobs_then=row.jobs_then,
        jobs_later=row.jobs_later,
        openings_a_year=row.openings_a_year,
        entry_schooling=ENTRY_SCHOOLING[row.schooling],
        entry_experience=row.experience or "",
        entry_training=row.training or "",
        middle_pay=None if row.median_pay.dollars is None else int(row.median_pay.dollars),
        middle_pay_is_top=row.median_pay.cell == "top",
    )


def attainment(row: Attainment) -> Iterator[ShareRow]:
    """How far workers of 25 and older went to school, from the shortest to the longest."""
    for position, (category, percent) in enumerate(zip(ATTAINED, row[2:], strict=True)):
        yield ShareRow(row.code, category, percent, position)


def _pay(row: NationalWages | StateWages, place: str, figures: tuple[Amount, ...]) -> Iterator[PayRow]:
    hourly, yearly = figures[:5], figures[5:]
    jobs = row.jobs
    if not row.only_hourly:
        yield PayRow._make((row.code, place, "year", *_cells(yearly), jobs))
        # The jobs are counted once.
        jobs = None
    # Where pay is withheld, the row of a year says so.
    if row.only_hourly or not (row.only_yearly or all(each.dollars is None for each in hourly)):
        yield PayRow._make((row.code, place, "hour", *_cells(hourly), jobs))


def _cells(figures: tuple[Amount, ...]) -> Iterator[Decimal | str | None]:
    """Each figure and whether it is there. A top-coded one is at least as high as what stands below it."""
    below = Decimal(0)
    for dollars, cell in figures:
        if dollars is not None:
            below = max(dollars, below)
        yield below if cell == "top" else dollars
        yield cell
