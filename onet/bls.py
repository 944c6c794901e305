"""The tables of the Bureau of Labor Statistics: pay by place, projections, schooling, and which codes go together.

They are read as CSV. The Bureau prints its projections as workbooks, whose sheets have titles above and notes below:
those are taken off. Years stand in the names of files and columns, and are found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from onet.folders import CANNOT_READ, Files, Refused, opened
from onet.reading import Reading, Unfit, line_blocks
from onet.tables import Column, Row, Table, quoted
from onet.values import (
    Amount,
    CipCode,
    Count,
    Dash,
    FewWords,
    FootnoteOff,
    Growth,
    Hourly,
    Jobs,
    MedianPay,
    OnetCode,
    Percent,
    SocCode,
    StateCode,
    Title,
    TrueOrBlank,
    UnlessStars,
    Yearly,
    lies_ahead,
)


class NationalWages(NamedTuple):
    """What people in an occupation, or a group of them, earn in the whole country."""

    code: Annotated[SocCode, Column("OCC_CODE")]
    title: Annotated[Title, Column("OCC_TITLE")]
    group: Annotated[Literal["total", "major", "minor", "broad", "detailed"], Column("O_GROUP")]
    jobs: Annotated[Count | None, UnlessStars, Column("TOT_EMP")]
    hour_p10: Annotated[Amount, Hourly, Column("H_PCT10")]
    hour_p25: Annotated[Amount, Hourly, Column("H_PCT25")]
    hour_p50: Annotated[Amount, Hourly, Column("H_MEDIAN")]
    hour_p75: Annotated[Amount, Hourly, Column("H_PCT75")]
    hour_p90: Annotated[Amount, Hourly, Column("H_PCT90")]
    year_p10: Annotated[Amount, Yearly, Column("A_PCT10")]
    year_p25: Annotated[Amount, Yearly, Column("A_PCT25")]
    year_p50: Annotated[Amount, Yearly, Column("A_MEDIAN")]
    year_p75: Annotated[Amount, Yearly, Column("A_PCT75")]
    year_p90: Annotated[Amount, Yearly, Column("A_PCT90")]
    only_yearly: Annotated[bool, TrueOrBlank, Column("ANNUAL")]
    only_hourly: Annotated[bool, TrueOrBlank, Column("HOURLY")]


# It repeats the columns of the nation's table: a named tuple takes no fields from another.
class StateWages(NamedTuple):
    """What people in an occupation earn in one state or territory."""

    state: Annotated[StateCode, Column("PRIM_STATE")]
    code: Annotated[SocCode, Column("OCC_CODE")]
    title: Annotated[Title, Column("OCC_TITLE")]
    jobs: Annotated[Count | None, UnlessStars, Column("TOT_EMP")]
    hour_p10: Annotated[Amount, Hourly, Column("H_PCT10")]
    hour_p25: Annotated[Amount, Hourly, Column("H_PCT25")]
    hour_p50: Annotated[Amount, Hourly, Column("H_MEDIAN")]
    hour_p75: Annotated[Amount, Hourly, Column("H_PCT75")]
    hour_p90: Annotated[Amount, Hourly, Column("H_PCT90")]
    year_p10: Annotated[Amount, Yearly, Column("A_PCT10")]
    year_p25: Annotated[Amount, Yearly, Column("A_PCT25")]
    year_p50: Annotated[Amount, Yearly, Column("A_MEDIAN")]
    year_p75: Annotated[Amount, Yearly, Column("A_PCT75")]
    year_p90: Annotated[Amount, Yearly, Column("A_PCT90")]
    only_yearly: Annotated[bool, TrueOrBlank, Column("ANNUAL")]
    only_hourly: Annotated[bool, TrueOrBlank, Column("HOURLY")]


EntrySchooling = Literal[
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
]


class Projection(NamedTuple):
    """Jobs in the first and the last year, and how people usually get in. Groups of occupations have no way in."""

    title: Annotated[Title, FootnoteOff, Column("National Employment Matrix title")]
    code: Annotated[SocCode, Column("National Employment Matrix code")]
    kind: Annotated[Literal["Summary", "Line item"], Column("Occupation type")]
    jobs_then: Annotated[Jobs, Column("Employment, first year")]
    jobs_later: Annotated[Jobs, Column("Employment, last year")]
    growth_percent: Annotated[Growth, Column("Employment change, percent")]
    openings_a_year: Annotated[Jobs, Column("Occupational openings, a year")]
    median_pay: Annotated[Amount, MedianPay, Column("Median annual wage, dollars")]
    schooling: Annotated[EntrySchooling | None, Dash, Column("Typical education needed for entry")]
    experience: Annotated[FewWords | None, Dash, Column("Work experience in a related occupation")]
    training: Annotated[
        FewWords | None, Dash, Column("Typical on-the-job training needed to attain competency in the occupation")
    ]


class Attainment(NamedTuple):
    """How far the people in an occupation went to school, in percent of them."""

    title: Annotated[Title, FootnoteOff, Column("National Employment Matrix title")]
    code: Annotated[SocCode, Column("National Employment Matrix code")]
    no_diploma: Annotated[Percent, Column("Less than high school diploma")]
    high_school: Annotated[Percent, Column("High school diploma or equivalent")]
    some_college: Annotated[Percent, Column("Some college, no degree")]
    associate: Annotated[Percent, Column("Associate's degree")]
    bachelor: Annotated[Percent, Column("Bachelor's degree")]
    master: Annotated[Percent, Column("Master's degree")]
    doctoral: Annotated[Percent, Column("Doctoral or professional degree")]


class CombinedCode(NamedTuple):
    """An occupation whose pay is published together with that of others, and under which code."""

    code: Annotated[SocCode, Column("OEWS_CODE")]
    title: Annotated[Title, Column("OEWS_TITLE")]
    soc: Annotated[SocCode, Column("SOC_2018_CODE")]
    soc_title: Annotated[Title, Column("ONET_TITLE")]


class ProgramOccupation(NamedTuple):
    """A field of study and an occupation it leads to. O*NET's own table, kept beside those of the Bureau."""

    program: Annotated[CipCode, Column("2020 CIP Code")]
    title: Annotated[Title, Column("2020 CIP Title")]
    code: Annotated[OnetCode, Column("O*NET-SOC 2019 Code")]


def _without_years(heads: list[str]) -> list[str]:
    """“Employment, 2034” becomes “Employment, last year”."""
    first = "".join(heads[:1])[:4]
    plain = []
    for head in heads:
        head = re.sub(r"\[[0-9]+\]$", "", re.sub(r"^[0-9]{4} ", "", head)).removesuffix(" annual average")
        if span := re.search(r", [0-9]{4}[–-][0-9]{2,4}$", head):
            head = head[: span.start()] + (", a year" if head.startswith("Occupational openings") else "")
        elif re.search(r", [0-9]{4}$", head) and not head.startswith("Median"):
            head = f"{head[:-4]}{'first' if head.endswith(first) else 'last'} year"
        plain.append(re.sub(r", [0-9]{4}$", "", head))
    return plain


PERCENTILES = ("p10", "p25", "p50", "p75", "p90")
FIGURES = tuple(f"{per}_{name}" for per in ("hour", "year") for name in PERCENTILES)


def _falling(*figures: Amount) -> str:
    """Figures an hour and then a year, each from the low end to the high end. A top-coded one has no upper end."""
    for per, its in (("an hour", figures[:5]), ("a year", figures[5:])):
        known = [each.dollars for each in its if each.cell == "published" and each.dollars is not None]
        if known != sorted(known):
            return f"figures {per} should rise from the low end to the high end (got {', '.join(map(str, known))})"
    return ""


def _wages(row: type[Row], files: str, *, key: tuple[str, ...], along: str) -> Table[Row]:
    """A table of pay, whose figures are held against each other."""
    return Table(row, ((files,),), key=key, along=along, fit=FIGURES, misfit=_falling, split=quoted)


def _matrix(row: type[Row], file: str) -> Table[Row]:
    """A table by the codes of the National Employment Matrix, with years in the heads of its columns."""
    return Table(row, ((file,),), key=("code",), along="code", split=quoted, heads=_without_years)


NATIONAL_WAGES = _wages(NationalWages, "oews_national_*.csv", key=("code", "group"), along="code")
STATE_WAGES = _wages(StateWages, "oews_state_*.csv", key=("state", "code"), along="state")
PROJECTIONS = _matrix(Projection, "table_1_2_occupational_projections.csv")
ATTAINMENT = _matrix(Attainment, "table_5_3_educational_attainment.csv")
COMBINED_CODES = Table(CombinedCode, (("oews_combined_codes.csv",),), key=("soc",), split=quoted)
PROGRAMS = Table(
    ProgramOccupation, (("cip2020_to_onetsoc2019.csv",),), key=("program", "code"), along="program", split=quoted
)
# The last field of study there is by the list of 2020, which its table goes through in order.
LAST_PROGRAM = "61.9999"

TABLES: tuple[Table[Any], ...] = (
    NATIONAL_WAGES,
    STATE_WAGES,
    PROJECTIONS,
    ATTAINMENT,
    COMBINED_CODES,
    PROGRAMS,
)
# Tables that end with the same occupation, or nearly so.
KINDS: tuple[tuple[Table[Any], ...], ...] = ((NATIONAL_WAGES, PROJECTIONS, ATTAINMENT),)


@dataclass(frozen=True)
class Statistics:
    """The tables of the Bureau as they were opened, before a row is read."""

    wages_year: int | None  # pay as of May of that year; None where there are no wages
    period: tuple[int, int] | None  # the years that projections run from and to
    missing: tuple[str, ...]  # files that are not there; what they hold cannot be told
    reading: Reading


@contextmanager
def open_statistics(path: Path) -> Iterator[Statistics]:
    """The tables in a folder or zip. `Refused` where there is none, `BadContent` where columns are missing."""
    with opened(path) as files:
        found = [table.found(files) for table in TABLES]
        if not any(each.files for each in found):
            workbooks = any(file.name.lower().endswith(".xlsx") for file in files.files)
            hint = " Save the sheets of its workbooks as CSV." if workbooks else ""
            raise Refused(f"{files.name} holds none of the tables of the Bureau of Labor Statistics.{hint}")
        reading = Reading(files)
        reading.look_at_heads(TABLES)
        reading.settle()
        yield Statistics(
            wages_year=_wages_year(files),
            period=_period(files),
            missing=tuple(name for each in found for name in each.missing),
            reading=reading,
        )


def _wages_year(files: Files) -> int | None:
    years = {}
    for table in (NATIONAL_WAGES, STATE_WAGES):
        for file in table.found(files).files:
            year = re.search(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9])", file.name)
            if not year:
                raise Refused(f"{file.where} does not name the year of its figures: call it like oews_state_2025.csv.")
            years[file.name] = int(year[0])
            if lies_ahead(years[file.name]):
                raise Refused(f"{file.where} names a year to come: call it by the year of its figures.")
    if len(set(years.values())) > 1:
        raise Refused(f"{' and '.join(years)} are of different years: give the tables of one.")
    return next(iter(years.values()), None)


def _period(files: Files) -> tuple[int, int] | None:
    for file in PROJECTIONS.found(files).files:
        try:
            with file.open() as stream:
                heads = quoted(next(line_blocks(stream))[1])[0]
        except (Unfit, *CANNOT_READ) as error:
            raise Refused(f"{file.where} cannot be read ({error}). Take a fresh copy.")
        years = [int(head[-4:]) for head in heads if re.fullmatch(r"Employment, [0-9]{4}", head)]
        if len(years) == 2 and years[0] < years[1]:
            if lies_ahead(years[0]):
                raise Refused(f"{file.where} counts jobs in {years[0]}, a year to come.")
            return years[0], years[1]
        raise Refused(f"{file.where} does not say from which year to which: no columns like “Employment, 2024”.")
    return None
